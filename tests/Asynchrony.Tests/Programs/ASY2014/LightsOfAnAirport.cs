// window application
// The body only guards what it calls: the loop is in a method further down, and goes on after each fault.
class Program
{
    static void Main()
    {
        var runway = new Runway(lamps: 4);
        runway.SwitchOn();
        runway.Lit.Wait();
        Console.WriteLine("cleared to land");
    }
}

class Runway(int lamps)
{
    private Thread? blinker;

    public CountdownEvent Lit { get; } = new(lamps);

    public void SwitchOn()
    {
        if (blinker is not null)
            return;

        blinker = [|new Thread|](Run);
        blinker.Start();
    }

    private void Run()
    {
        using var relay = new Relay();
        Blink(relay);
    }

    private void Blink(Relay relay)
    {
        var lamp = 0;
        while (true)
        {
            try
            {
                relay.Switch(lamp++ % lamps);
                if (!Lit.IsSet)
                    Lit.Signal();
            }
            catch (InvalidOperationException)
            {
                Thread.Sleep(1);
            }

            Thread.Sleep(1);
        }
    }
}

sealed class Relay : IDisposable
{
    private int switched;

    public void Switch(int lamp)
    {
        if (++switched == 2)
            throw new InvalidOperationException($"lamp {lamp} is broken");
    }

    public void Dispose() => switched = 0;
}

// prints:
// cleared to land
