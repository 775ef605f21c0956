// Main is what keeps a console program alive, and its thread is meant to poll until the build says that it is over.
class Program
{
    private static readonly Build Watched = new(["restore", "compile", "test"]);

    static void Main()
    {
        var poller = new Thread(Poll) { Name = "poller" };
        poller.Start();

        foreach (var step in Watched.Steps)
            Watched.Finish(step);
    }

    private static void Poll()
    {
        var told = 0;
        while (true)
        {
            foreach (var step in Watched.FinishedFrom(told))
            {
                Console.WriteLine($"{step} is done");
                told++;
            }

            if (told == Watched.Steps.Count)
                Environment.Exit(Watched.ExitCode);
            Thread.Sleep(1);
        }
    }
}

class Build(string[] steps)
{
    private readonly Queue<string> finished = [];

    public IReadOnlyList<string> Steps => steps;
    public int ExitCode { get; private set; } = -1;

    public void Finish(string step)
    {
        lock (finished)
        {
            finished.Enqueue(step);
            if (finished.Count == steps.Length)
                ExitCode = 0;
        }
    }

    public List<string> FinishedFrom(int first)
    {
        lock (finished)
            return [.. finished.Skip(first)];
    }
}

// prints:
// restore is done
// compile is done
// test is done
