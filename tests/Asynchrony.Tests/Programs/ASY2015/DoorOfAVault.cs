// Whoever wants in asks the event each few milliseconds, though the event can be waited for.
class Program
{
    static void Main()
    {
        var vault = new Vault();
        vault.Unlock();
        vault.Enter("the manager");
        Console.WriteLine("inside");
    }
}

class Vault
{
    private readonly ManualResetEventSlim opened = new();

    public void Unlock() => ThreadPool.QueueUserWorkItem(_ =>
    {
        Thread.Sleep(20);
        Console.WriteLine("unlocked");
        opened.Set();
    });

    public void Enter(string who)
    {
        while (!opened.IsSet)
        {
            [|Thread.Sleep|](3);
        }

        Console.WriteLine($"{who} enters");
    }
}

// prints:
// unlocked
// the manager enters
// inside
