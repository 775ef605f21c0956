// window application
// The sonar listens for ever on a thread that does not keep the process, in a type that never promised to end anything.
class Program
{
    static void Main()
    {
        var sonar = new Sonar();
        sonar.Listen();
        sonar.Heard.Wait();
        Console.WriteLine("surface");
    }
}

class Sonar
{
    private long pings;

    public ManualResetEventSlim Heard { get; } = new();

    public void Listen()
    {
        var ear = new Thread(Ping);
        ear.IsBackground = true;
        ear.Start();
    }

    private void Ping()
    {
        while (true)
        {
            if (Interlocked.Increment(ref pings) == 5)
                Heard.Set();
            Thread.Sleep(1);
        }
    }
}

// prints:
// surface
