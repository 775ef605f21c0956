// no fix
// A thread gets an async method without a result as its body: it ends with the first pigeon, and nothing could await the rest.
class Program
{
    static void Main()
    {
        var loft = new Loft();
        loft.Open();
        loft.Empty.Wait();
        Console.WriteLine($"{loft.Released} pigeons");
    }
}

class Loft
{
    private readonly Queue<string> pigeons = new(["grey", "white", "brown"]);

    public ManualResetEventSlim Empty { get; } = new();

    public int Released => released;

    private volatile int released;

    public void Open()
    {
        var keeper = [|new Thread|](Release)
        {
            Name = "keeper",
            IsBackground = true,
        };
        keeper.Start();
    }

    private async void Release()
    {
        try
        {
            while (pigeons.TryDequeue(out _))
            {
                await Task.Delay(2);
                released = released + 1;
            }
        }
        finally
        {
            Empty.Set();
        }
    }
}

// prints:
// 3 pigeons
