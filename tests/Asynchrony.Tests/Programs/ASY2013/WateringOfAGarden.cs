// The timer is made in Start, and the garden outlives it.
class Program
{
    static void Main()
    {
        using var garden = new Garden();
        garden.Start();
        garden.Watered.Wait();
        Console.WriteLine("watered");
    }
}

class Garden : IDisposable
{
    private readonly ManualResetEventSlim watered = new();

    public ManualResetEventSlim Watered => watered;

    public void Start()
    {
        [|new Timer|](_ => Watered.Set(), null, 1, Timeout.Infinite);
    }

    public void Dispose()
    {
        Console.WriteLine("closed");
    }
}

// prints:
// watered
// closed
