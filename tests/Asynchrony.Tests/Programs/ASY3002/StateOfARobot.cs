// The number goes with the work as its state, by value; the lambda is static, so nothing is shared.
using (var robot = new Robot())
    Console.WriteLine(robot.Weld(points: 3));

sealed class Robot : IDisposable
{
    private static readonly ConcurrentBag<int> Welded = [];
    private readonly CountdownEvent left = new(3);

    public string Weld(int points)
    {
        for (var point = 0; point < points; point++)
        {
            ThreadPool.QueueUserWorkItem(static work =>
            {
                Welded.Add(work.Point * 10);
                work.Left.Signal();
            }, (Point: point, Left: left), preferLocal: false);
        }

        left.Wait();
        return string.Join(' ', Welded.Order());
    }

    public void Dispose() => left.Dispose();
}

// prints:
// 0 10 20
