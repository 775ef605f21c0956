namespace Tour.Threads;

/// <summary>Stops a worker under the lock that the worker needs to see that it is to stop.</summary>
internal sealed class JoinedUnderLock
{
    private readonly object _gate = new();
    private readonly Queue<string> _lines = new();
    private Thread? _worker;
    private bool _stopped;

    public void Begin()
    {
        _worker = new Thread(Run);
        _worker.Start();
    }

    public void Stop()
    {
        Thread? worker;
        lock (_gate)
        {
            _stopped = true;
            worker = _worker;
        }
        worker?.Join();
    }

    private void Run()
    {
        while (true)
        {
            lock (_gate)
            {
                if (_stopped)
                    return;

                while (_lines.TryDequeue(out var line))
                    Console.WriteLine(line);
            }
        }
    }
}
