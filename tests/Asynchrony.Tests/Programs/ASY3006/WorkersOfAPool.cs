// no fix
// Workers are started in a loop; the limit that they ask for comes behind it.
var pool = new WorkerPool(size: 2);
Console.WriteLine(pool.Finish());

sealed class WorkerPool
{
    private readonly List<Thread> workers = [];
    private readonly CountdownEvent ended;
    private readonly int limit;

    public WorkerPool(int size)
    {
        ended = new CountdownEvent(size);
        for (var worker = 0; worker < size; worker++)
        {
            var thread = new Thread(Work);
            [|thread.Start|]();
            workers.Add(thread);
        }

        limit = size * 10;
    }

    public string Finish()
    {
        ended.Wait();
        workers.ForEach(worker => worker.Join());
        return $"{workers.Count} ended";
    }

    private void Work()
    {
        for (var job = 0; job < limit; job++)
            Thread.Yield();
        ended.Signal();
    }
}

// prints:
// 2 ended
