// The pool runs the racers, and each counts itself down; Main waits for the last.
class Race
{
    private readonly CountdownEvent finished = new(3);
    private int metres;

    static void Main()
    {
        var race = new Race();
        for (var lane = 1; lane <= 3; lane++)
            ThreadPool.QueueUserWorkItem(race.Run, lane * 100, preferLocal: false);
        Console.WriteLine("on your marks");
        race.AwaitAll();
        Console.WriteLine($"{race.metres} metres");
    }

    private void AwaitAll() => finished.Wait();

    private void Run(int distance)
    {
        Interlocked.Add(ref metres, distance);
        finished.Signal();
    }
}

// prints:
// on your marks
// 600 metres
