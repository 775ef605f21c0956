// Each runner waits for the one before, and nobody for himself.
class Program
{
    static void Main()
    {
        var race = new Race();
        race.Run(["Ann", "Ben", "Cy"]);
        Console.WriteLine(string.Join(" -> ", race.Finished));
    }
}

class Race
{
    public ConcurrentQueue<string> Finished { get; } = new();

    public void Run(string[] names)
    {
        Thread? before = null;
        foreach (var name in names)
        {
            var first = before;
            var runner = new Thread(() =>
            {
                first?.Join();
                Finished.Enqueue(name);
            });
            runner.Start();
            before = runner;
        }

        before?.Join();
    }
}

// prints:
// Ann -> Ben -> Cy
