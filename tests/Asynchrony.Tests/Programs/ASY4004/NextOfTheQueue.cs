// A desk serves who comes next, and does not ask whether there is anybody.
var desk = new Desk();
desk.Serve();
desk.Come("Ann");
desk.Come("Bob");
desk.Serve();
desk.Serve();
desk.Serve();
Console.WriteLine($"{desk.Served} served");

class Desk
{
    private readonly ConcurrentQueue<string> waiting = new();

    public int Served { get; private set; }

    public void Come(string name) => waiting.Enqueue(name);

    public void Serve()
    {
        [|waiting.TryDequeue|](out var name);
        Console.WriteLine(name!.ToUpperInvariant());
        Served += name.Length / name.Length;
        Console.WriteLine("next, please");
    }
}

// prints:
// next, please
// ANN
// next, please
// BOB
// next, please
// next, please
// 2 served
