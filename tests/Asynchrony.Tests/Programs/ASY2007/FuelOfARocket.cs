// no fix
// The wait stands in a handler: an exception there would reach nobody who could deal with it.
class Program
{
    static void Main()
    {
        var rocket = new Rocket();
        rocket.Countdown += rocket.Report;
        rocket.Launch();
    }
}

class Rocket
{
    private int litres;

    public event EventHandler? Countdown;

    public void Launch() => Countdown?.Invoke(this, EventArgs.Empty);

    public void Report(object? sender, EventArgs e)
    {
        var pump = new Thread(() =>
        {
            for (var tank = 0; tank < 4; tank++)
                litres += 25;
        });
        pump.Start();
        Console.WriteLine("fuelling");
        [|pump.Join|](60_000);
        Console.WriteLine($"{litres} litres");
    }
}

// prints:
// fuelling
// 100 litres
