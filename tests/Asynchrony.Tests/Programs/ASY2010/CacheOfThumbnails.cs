// The thread tells by an event that the first size is there; only then it is read.
var cache = new Cache(["cat", "horse"]);
Console.WriteLine(cache.Fill());

class Cache(string[] names) 
{
    private readonly ManualResetEventSlim first = new();
    private int size;
    private int total;

    public string Fill()
    {
        var filling = new Thread(() =>
        {
            size = names[0].Length;
            first.Set();
            foreach (var name in names)
                total += name.Length;
        });
        filling.Start();

        first.Wait();
        var shown = $"first: {size}";
        Console.WriteLine(shown);
        filling.Join();
        return $"all: {total}";
    }
}

// prints:
// first: 3
// all: 8
