// Who is told to stop leaves by an exception that says so; the thread looks at the same token.
using var source = new CancellationTokenSource();
var orders = new Orders();
Console.WriteLine(orders.Pack(["soap", "salt"], source.Token));
source.Cancel();
try
{
    orders.Pack(["tea"], source.Token);
}
catch (OperationCanceledException)
{
    Console.WriteLine("cancelled");
}

class Orders
{
    private int packed;

    public string Pack(string[] goods, CancellationToken token)
    {
        var packing = new Thread(() =>
        {
            foreach (var item in goods)
                if (!token.IsCancellationRequested)
                    Interlocked.Add(ref packed, item.Length);
        });
        packing.Start();
        Console.WriteLine("packing");
        if (token.IsCancellationRequested)
            throw new OperationCanceledException(token);
        packing.Join();
        return $"{Volatile.Read(ref packed)} packed";
    }
}

// prints:
// packing
// 8 packed
// packing
// cancelled
