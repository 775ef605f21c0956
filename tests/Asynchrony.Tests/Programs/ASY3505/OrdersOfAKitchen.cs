// no fix
// One side puts orders into the queue behind the interface while the other takes them out, in one call of Invoke.
var kitchen = new Kitchen(new Pass());
kitchen.Open();

interface IPass
{
    void Put(string order);

    bool Get();
}

class Kitchen(IPass pass)
{
    private readonly IPass pass = pass;

    public void Open()
    {
        Parallel.Invoke(
            () =>
            {
                for (var table = 1; table < 5; table++)
                    [|pass.Put|]($"table {table}");
            },
            () =>
            {
                for (var turn = 0; turn < 5; turn++)
                    if (pass.Get())
                        Console.WriteLine("served");
            });
    }
}

class Pass : IPass
{
    private readonly Queue<string> orders = new();

    public void Put(string order) => orders.Enqueue(order);

    public bool Get() => orders.TryDequeue(out _);
}
