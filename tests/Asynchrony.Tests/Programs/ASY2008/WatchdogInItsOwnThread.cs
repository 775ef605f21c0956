// The body waits for its own thread on purpose: it has nothing more to do, and is to be there until the process ends.
var dog = new Watchdog();
Console.WriteLine(dog.Begin());
Environment.Exit(0);

class Watchdog
{
    public string Begin()
    {
        var watch = new Thread(() =>
        {
            Thread.CurrentThread.Name = "dog";
            Console.Out.Flush();
            Thread.CurrentThread.Join();
        });
        watch.Start();
        return "watching";
    }
}

// prints:
// watching
