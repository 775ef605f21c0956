// no fix
// Threads that count themselves in, in a method of their own, and a keeper that waits until nobody is left.
var zoo = new Zoo();
Console.WriteLine(zoo.Feed(4).Length > 0);

class Zoo
{
    private int feeding;
    private int fed;

    public string Feed(int animals)
    {
        for (var animal = 0; animal < animals; animal++)
        {
            var thread = new Thread(One);
            thread.Start();
        }

        var wait = new SpinWait();
        while (Volatile.Read(ref feeding) != 0)
            wait.SpinOnce();
        return $"{Volatile.Read(ref fed)} fed";
    }

    private void One()
    {
        [|Interlocked.Increment|](ref feeding);
        Interlocked.Increment(ref fed);
        Interlocked.Decrement(ref feeding);
    }
}

// prints:
// True
