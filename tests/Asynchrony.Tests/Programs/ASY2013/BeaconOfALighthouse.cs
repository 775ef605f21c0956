// The timer is in a local that nothing refers to while the program waits.
class Program
{
    static void Main()
    {
        using var third = new CountdownEvent(3);
        var flashes = [|new Timer|](_ =>
        {
            if (!third.IsSet)
                third.Signal();
        }, null, 0, 2);
        Console.WriteLine("waiting for three flashes");
        third.Wait();
        Console.WriteLine("seen");
    }
}

// prints:
// waiting for three flashes
// seen
