// also ASY5010
// The clerk is waited for under the lock of the vault, and takes only that of the counter.
class Program
{
    static void Main()
    {
        var bank = new Bank();
        Console.WriteLine(bank.Pay(30));
    }
}

class Bank
{
    private readonly object vault = new();
    private readonly object counter = new();
    private int paid;
    private int left = 100;

    public string Pay(int amount)
    {
        lock (vault)
        {
            left -= amount;
            var clerk = new Thread(() => Count(amount));
            clerk.Start();
            Print();
            clerk.Join();
            return $"{paid} paid, {left} left";
        }
    }

    private void Print()
    {
        lock (counter)
            Console.WriteLine($"{left} in the vault");
    }

    private void Count(int amount)
    {
        lock (counter)
            paid += amount;
    }
}

// prints:
// 70 in the vault
// 30 paid, 70 left
