// The object locks itself, and what is added is computed under the lock from what the loop hands over.
var fountain = new Fountain();
fountain.Throw(new[] { "one", "two", "five", "ten" });
Console.WriteLine(fountain.Worth);

sealed class Fountain
{
    private readonly Dictionary<string, int> values = new() { ["one"] = 1, ["two"] = 2, ["five"] = 5, ["ten"] = 10 };
    private readonly object water = new();
    private int worth;

    public int Worth => this.worth;

    public void Throw(IEnumerable<string> coins) => Parallel.ForEach(coins, coin =>
    {
        lock ([|this.water|])
        {
            this.worth += WorthOf(coin);
        }
    });

    private int WorthOf(string coin) => values[coin] * 100;
}

// prints:
// 1800
