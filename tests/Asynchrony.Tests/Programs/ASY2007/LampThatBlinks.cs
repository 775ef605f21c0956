// The wait is a pause that an event may cut short; and at the end the loop is waited for as long as it takes.
class Program
{
    static void Main()
    {
        var lamp = new Lamp();
        lamp.On();
        lamp.Third.Wait();
        Console.WriteLine(lamp.Off() >= 3 ? "blinked" : "broken");
    }
}

class Lamp
{
    private readonly ManualResetEventSlim off = new();
    private Thread? blinking;
    private int blinks;

    public ManualResetEventSlim Third { get; } = new();

    public void On()
    {
        blinking = new Thread(Blink);
        blinking.Start();
    }

    public int Off()
    {
        off.Set();
        blinking?.Join();
        return Volatile.Read(ref blinks);
    }

    private void Blink()
    {
        do
        {
            if (Interlocked.Increment(ref blinks) == 3)
                Third.Set();
        }
        while (!off.Wait(1));
    }
}

// prints:
// blinked
