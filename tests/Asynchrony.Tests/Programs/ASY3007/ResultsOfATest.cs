// also ASY1001
// The tasks are over when the loop looks at them, or the wait is one of a few milliseconds, or what it waits for is no task.
class Program
{
    static void Main()
    {
        var exams = new Exams();
        Console.WriteLine($"{exams.Mark(["ann", "bob", "cleo"])} {exams.Ring(3)}");
    }
}

class Exams
{
    public int Mark(string[] pupils)
    {
        var marking = pupils.Select(pupil => Task.Run(() => pupil.Length + 1)).ToArray();
        Task.WaitAll(marking);
        var sum = 0;
        Parallel.ForEach(marking, mark => Interlocked.Add(ref sum, mark.Result));
        return sum;
    }

    public string Ring(int pupils)
    {
        using var bell = new ManualResetEventSlim(initialState: true);
        var heard = 0;
        Parallel.For(0, pupils, _ =>
        {
            bell.Wait();
            Interlocked.Increment(ref heard);
        });

        var patient = 0;
        var done = Task.CompletedTask;
        Parallel.For(0, pupils, _ =>
        {
            if (done.Wait(millisecondsTimeout: 5))
                Interlocked.Increment(ref patient);
        });

        return $"{heard} {patient}";
    }
}

// prints:
// 13 3 3
