// A console tool scans ports: what the work items read is the variable of a foreach over a range, new in each round.
using (var scanner = new PortScanner())
    Console.WriteLine(scanner.Scan(from: 80, to: 84));

sealed class PortScanner : IDisposable
{
    private readonly CountdownEvent open = new(1);

    public string Scan(int from, int to)
    {
        var odd = new ConcurrentBag<int>();
        foreach (var port in Enumerable.Range(from, to - from))
        {
            open.AddCount();
            ThreadPool.QueueUserWorkItem(_ =>
            {
                if (port % 2 == 1)
                    odd.Add(port);
                open.Signal();
            });
        }

        open.Signal();
        open.Wait();
        return string.Join(' ', odd.Order());
    }

    public void Dispose() => open.Dispose();
}

// prints:
// 81 83
