// no fix
// also ASY1001
// A property asks for the price under its lock, and the answer is stored under that lock, too, once it has come.
class Program
{
    static void Main() => Console.WriteLine(new Quotes().Price);
}

class Quotes
{
    private readonly Lock gate = new();
    private decimal price;

    public decimal Price
    {
        get
        {
            lock (gate)
                return price > 0 ? price : Ask().[|Result|];
        }
    }

    private async Task<decimal> Ask()
    {
        await Task.Delay(5);
        lock (gate)
        {
            price = 12.5m;
            return price;
        }
    }
}
