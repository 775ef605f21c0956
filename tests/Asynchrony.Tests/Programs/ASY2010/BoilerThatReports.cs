// A volatile field is meant to be read while the thread runs; the rest is read behind the join.
class Program
{
    static void Main()
    {
        var boiler = new Boiler();
        Console.WriteLine(boiler.Heat(to: 80));
    }
}

class Boiler
{
    private volatile int degrees = 20;
    private int litres;

    public string Heat(int to)
    {
        var heating = new Thread(() =>
        {
            while (degrees < to)
            {
                litres++;
                degrees += 20;
            }
        });
        heating.Start();
        Console.WriteLine(degrees >= 20 ? "warm" : "cold");
        heating.Join();
        return $"{degrees} degrees, {litres} litres";
    }
}

// prints:
// warm
// 80 degrees, 3 litres
