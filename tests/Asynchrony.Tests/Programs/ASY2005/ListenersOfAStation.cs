// Between the start and the join stands little, behind it a loop that calls listeners. What they do nobody can see from here.
var station = new WeatherStation();
var heard = new List<string>();
station.Measured += heard.Add;
station.Measure([21, 19, 24]);
Console.WriteLine(string.Join(" ", heard));

class WeatherStation
{
    private int sum;

    public event Action<string>? Measured;

    public void Measure(int[] degrees)
    {
        var adding = new Thread(() =>
        {
            foreach (var degree in degrees)
                sum += degree;
        });
        adding.Start();
        var prefix = "d";
        adding.Join();
        foreach (var degree in degrees)
            Measured?.Invoke(prefix + degree);
        Measured?.Invoke($"sum {sum}");
    }
}

// prints:
// d21 d19 d24 sum 64
