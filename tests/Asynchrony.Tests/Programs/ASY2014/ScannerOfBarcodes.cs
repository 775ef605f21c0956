// window application
// The window sets a flag that the loop asks for in its middle, and the thread that has no end was made to last on purpose.
class Program
{
    static void Main()
    {
        var till = new Till();
        using var scanner = new Scanner(["4001", "4002", "", "4711"]);
        scanner.Scanned += till.Add;
        scanner.Open();
        scanner.WaitForAll();
        Console.WriteLine(till.Receipt());
    }
}

class Till
{
    private readonly List<string> goods = [];

    public void Add(object? sender, string code)
    {
        lock (goods)
            goods.Add(code);
    }

    public string Receipt()
    {
        lock (goods)
            return $"{goods.Count} goods: {string.Join(" ", goods)}";
    }
}

sealed class Scanner(string[] belt) : IDisposable
{
    private readonly CancellationTokenSource closing = new();
    private readonly BlockingCollection<string> codes = [];
    private readonly ManualResetEventSlim idle = new();

    public event EventHandler<string>? Scanned;

    public void Open()
    {
        new Thread(Read).Start(closing.Token);
        new Thread(() =>
        {
            for (var at = 0; ; at++)
            {
                if (at >= belt.Length)
                    break;
                codes.Add(belt[at]);
            }

            codes.CompleteAdding();
        }).Start();
    }

    public void WaitForAll() => idle.Wait();

    public void Dispose() => closing.Cancel();

    private void Read(object? token)
    {
        var stop = (CancellationToken)token!;
        while (true)
        {
            if (stop.IsCancellationRequested)
                return;
            if (codes.TryTake(out var code, millisecondsTimeout: 5))
            {
                if (code.Length == 0)
                    continue;
                Scanned?.Invoke(this, code);
            }
            else if (codes.IsCompleted)
            {
                idle.Set();
            }
        }
    }
}

// prints:
// 3 goods: 4001 4002 4711
