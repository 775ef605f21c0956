// also ASY5010
// Two accounts, a lock each: the thread that is waited for takes the one of the other account.
class Program
{
    static void Main()
    {
        var (from, to) = (new Account(50), new Account(0));
        from.SendTo(to, 20);
        Console.WriteLine($"{from.Balance} {to.Balance}");
    }
}

class Account(int balance)
{
    private readonly object gate = new();
    private int balance = balance;

    public int Balance => balance;

    public void SendTo(Account other, int amount)
    {
        lock (gate)
        {
            balance -= amount;
            var courier = new Thread(() => other.Receive(amount));
            courier.Start();
            Console.WriteLine("on the way");
            courier.Join();
        }
    }

    private void Receive(int amount)
    {
        lock (gate)
            balance += amount;
    }
}

// prints:
// on the way
// 30 20
