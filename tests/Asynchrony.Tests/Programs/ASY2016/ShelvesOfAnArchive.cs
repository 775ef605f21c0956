// The latch counts every box before its task is started, so the wait has all of them to wait for.
using (var archive = new Archive())
    Console.WriteLine(archive.Sort([3, 1, 2]));

sealed class Archive : IDisposable
{
    private readonly CountdownEvent open = new(1);
    private int sheets;

    public string Sort(int[] boxes)
    {
        foreach (var box in boxes)
        {
            open.AddCount();
            Task.Run(() =>
            {
                Interlocked.Add(ref sheets, box);
                open.Signal();
            });
        }

        open.Signal();
        open.Wait();
        return $"{Volatile.Read(ref sheets)} sheets";
    }

    public void Dispose() => open.Dispose();
}

// prints:
// 6 sheets
