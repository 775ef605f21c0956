// The chain below knows no lock, for whoever comes here holds one; and who waits in each round needs none.
class Program
{
    static async Task Main()
    {
        var bank = new Bank();
        await bank.Open([3, 4, 5]);
        Console.WriteLine(bank.Report());
    }
}

class Bank
{
    private readonly Lock door = new();
    private readonly Vault vault = new();

    public async Task Open(int[] customers)
    {
        var serving = customers.Select(customer => Task.Run(() => Serve(customer))).ToList();
        await Task.WhenAll(serving);
        foreach (var customer in customers)
            await Task.Run(() => vault.Put(customer));
    }

    public int Report() => vault.Content;

    private void Serve(int customer)
    {
        lock (door)
            vault.Put(customer * 10);
    }
}

class Vault
{
    private readonly Shelf shelf = new();

    public int Content => shelf.Coins;

    public void Put(int coins) => shelf.Lay(coins);
}

class Shelf
{
    private readonly Stack stack = new();

    public int Coins => stack.Height;

    public void Lay(int coins) => stack.Grow(coins);
}

class Stack
{
    public int Height { get; private set; }

    public void Grow(int coins) => Height += coins;
}

// prints:
// 132
