// The store asks whether anybody else could enter. Only another thread can tell: the one that holds the gate always could.
var store = new Store();
Console.WriteLine(store.CanOthersEnter());
Console.WriteLine(store.WhileHeld(store.CanOthersEnter));

class Store
{
    private readonly object gate = new();

    public bool WhileHeld(Func<bool> ask)
    {
        Monitor.Enter(gate);
        try
        {
            return ask();
        }
        finally
        {
            Monitor.Exit(gate);
        }
    }

    public bool CanOthersEnter()
    {
        var entered = false;
        var other = new Thread(() =>
        {
            entered = Monitor.TryEnter(gate);
            if (entered)
                Monitor.Exit(gate);
        });
        other.Start();
        other.Join();
        return entered;
    }
}

// prints:
// True
// False
