// Two types answer to the interface, and the one that is used here is made for threads.
var kitchen = new Kitchen(new Belt());
kitchen.Open(20);
Console.WriteLine(kitchen.Waiting);

interface IPass
{
    int Waiting { get; }

    void Put(string order);
}

class Kitchen(IPass pass)
{
    private readonly IPass pass = pass;

    public int Waiting => pass.Waiting;

    public void Open(int tables) => Parallel.For(0, tables, table => pass.Put($"table {table}"));
}

class Belt : IPass
{
    private readonly ConcurrentQueue<string> orders = new();

    public int Waiting => orders.Count;

    public void Put(string order) => orders.Enqueue(order);
}

class Hatch : IPass
{
    private readonly Queue<string> orders = new();

    public int Waiting => orders.Count;

    public void Put(string order) => orders.Enqueue(order);
}

// prints:
// 20
