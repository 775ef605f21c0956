// The apartment of a thread, state that belongs to it, and a priority are reasons to have one, even if it is joined at once.
using System.Collections.Immutable;

class Program
{
    static void Main()
    {
        var recorder = new Recorder();
        recorder.Record(ImmutableArray.Create("opening", "budget", "any other business"));
        Console.WriteLine(recorder.Minutes);
        Console.WriteLine(Recorder.OnThisThread ?? "nothing on this thread");
    }
}

class Recorder
{
    [ThreadStatic]
    private static string? speaker;

    private readonly List<string> minutes = [];

    public static string? OnThisThread => speaker;
    public string Minutes => string.Join("; ", minutes);

    public void Record(ImmutableArray<string> agenda)
    {
        var typist = new Thread(() =>
        {
            speaker = "chair";
            foreach (var point in agenda)
                Say(point);
        });
        typist.Start();
        typist.Join();

        var cleaner = new Thread(() => minutes.RemoveAll(line => line.Contains("any other")));
        cleaner.Priority = ThreadPriority.Lowest;
        cleaner.Start();
        cleaner.Join();
    }

    private void Say(string point) => minutes.Add($"{speaker}: {point}");
}

// prints:
// chair: opening; chair: budget
// nothing on this thread
