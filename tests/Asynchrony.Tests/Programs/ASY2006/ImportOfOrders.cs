// Orders come as lines of text. Each is parsed on the pool, and the amounts of all are added up under a lock.
var import = new OrderImport();
await import.Run(["anna;12", "bert;30", "carla;58"]);
Console.WriteLine($"{import.Orders} orders over {import.Amount}");

class OrderImport
{
    private readonly object gate = new();
    private int orders;
    private long amount;

    public int Orders => orders;

    public long Amount => amount;

    public async Task Run(string[] lines)
    {
        await Task.Yield();

        foreach (var line in lines)
        {
            var cells = line.Split(';');
            Task.Run(() => Add(int.Parse(cells[1]))).[|Wait|]();
        }

        Console.WriteLine($"{lines.Length} lines");
    }

    private void Add(int value)
    {
        lock (gate)
        {
            orders++;
            amount += value;
        }
    }
}

// prints:
// 3 lines
// 3 orders over 100
