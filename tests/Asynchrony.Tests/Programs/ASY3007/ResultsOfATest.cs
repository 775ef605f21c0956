// The tasks are over when the loop looks at them, or the wait is one of a few milliseconds, or what it waits for is no task.
class Program
{
    static async Task Main()
    {
        var exams = new Exams();
        Console.WriteLine(await exams.Mark(["ann", "bob", "cleo"]));
    }
}

class Exams
{
    public async Task<string> Mark(string[] pupils)
    {
        var marking = pupils.Select(pupil => Task.Run(() => pupil.Length + 1)).ToList();
        await Task.WhenAll(marking);
        var sum = 0;
        Parallel.ForEach(marking, mark => Interlocked.Add(ref sum, mark.Result));

        using var bell = new ManualResetEventSlim(initialState: true);
        var heard = 0;
        Parallel.ForEach(pupils, _ =>
        {
            bell.Wait();
            Interlocked.Increment(ref heard);
        });

        var patient = 0;
        var done = Task.CompletedTask;
        Parallel.For(0, pupils.Length, _ =>
        {
            if (done.Wait(millisecondsTimeout: 5))
                Interlocked.Increment(ref patient);
        });

        return $"{sum} {heard} {patient}";
    }
}

// prints:
// 13 3 3
