// A machine takes what people throw in: most is no coin, and the thread asks first, or catches what the one call that may fail throws.
class Program
{
    static void Main()
    {
        var machine = new Machine();
        foreach (var thrown in new[] { "50", "button", "20", "999999999999" })
            machine.Throw(thrown);
        Console.WriteLine($"{machine.Close()} cents");
    }
}

class Machine
{
    private readonly BlockingCollection<string> slot = new();
    private readonly Thread counter;
    private int cents, refused;

    public Machine()
    {
        counter = new Thread(Count) { Name = "counter" };
        counter.Start();
    }

    public void Throw(string thing) => slot.Add(thing);

    public int Close()
    {
        slot.CompleteAdding();
        counter.Join();
        return cents - refused;
    }

    private void Count()
    {
        foreach (var thing in slot.GetConsumingEnumerable())
        {
            if (!char.IsDigit(thing[0]))
            {
                refused++;
                continue;
            }

            try
            {
                cents += int.Parse(thing);
            }
            catch (OverflowException)
            {
                refused++;
            }
        }
    }
}

// prints:
// 68 cents
