// no fix
// The early return stands in a lock that the thread takes too: a join in there would wait for ever.
class Program
{
    static void Main()
    {
        var warehouse = new Warehouse();
        Console.WriteLine(warehouse.Restock(("nails", 500), ("glue", 12)));
        Console.WriteLine(warehouse.Restock());
        Console.WriteLine(warehouse.Restock(("glue", 3)));
    }
}

class Warehouse
{
    private readonly object shelves = new();
    private readonly SortedDictionary<string, int> stock = [];
    private int counted;

    public string Restock(params (string Goods, int Pieces)[] delivery)
    {
        var counter = new Thread(Count) { Name = "stocktaking" };
        counter.Start();

        lock (shelves)
        {
            if (delivery.Length == 0)
                [|return|] "no delivery";

            foreach (var (goods, pieces) in delivery)
                stock[goods] = stock.GetValueOrDefault(goods) + pieces;
        }

        counter.Join();
        return string.Join(", ", stock.Select(entry => $"{entry.Value} {entry.Key}"));
    }

    private void Count()
    {
        lock (shelves)
        {
            counted = 0;
            foreach (var pieces in stock.Values)
                counted += pieces;
        }
    }
}

// prints:
// 12 glue, 500 nails
// no delivery
// 15 glue, 500 nails
