// no fix
// An update adds to the very list that another waiter may be adding to.
var bar = new Bar();
bar.Order(1, "tea");
bar.Order(1, "cake");
bar.Order(2, "soup");
Console.WriteLine(bar.Bill(1));

class Bar
{
    private readonly ConcurrentDictionary<int, List<string>> orders = new();

    public void Order(int table, string dish) => orders.AddOrUpdate(table, _ => [dish], (_, all) =>
    {
        [|all.Add|](dish);
        return all;
    });

    public string Bill(int table) => string.Join(", ", orders[table]);
}

// prints:
// tea, cake
