// Warehouses report what they have; the list of what is missing is filled by all of them at once.
var warehouses = Enumerable.Range(1, 30).Select(number => new Warehouse($"W{number:00}", number * 7 % 11)).ToArray();
var stock = new Stock();
stock.Gather(warehouses);
Console.WriteLine($"{stock.Known} warehouses, empty: {string.Join(", ", stock.Empty)}");

class Stock
{
    private readonly SortedDictionary<string, int> amounts = new();
    private readonly List<string> empty = new();

    public int Known => amounts.Count;

    public IEnumerable<string> Empty => empty.Order(StringComparer.Ordinal);

    public void Gather(Warehouse[] warehouses) => Parallel.ForEach(warehouses, warehouse =>
    {
        var amount = warehouse.CountShelves();
        if (amount == 0)
            [|empty.Add|](warehouse.Name);
        [|amounts[warehouse.Name]|] = amount;
    });
}

record Warehouse(string Name, int Shelves)
{
    public int CountShelves() => Enumerable.Range(0, Shelves).Count(shelf => shelf >= 0);
}

// prints:
// 30 warehouses, empty: W11, W22
