// The join stands before the start.
class Program
{
    static void Main()
    {
        var ledger = new Ledger();
        Console.WriteLine(ledger.Balance([100, -30, 5]));
    }
}

class Ledger
{
    private int balance;

    public string Balance(int[] entries)
    {
        var clerk = new Thread(() =>
        {
            foreach (var entry in entries)
                balance += entry;
        });
        [|clerk.Join|]();
        clerk.Start();
        var title = "Balance".ToUpperInvariant();
        return $"{title} {balance}";
    }
}

// prints:
// BALANCE 75
