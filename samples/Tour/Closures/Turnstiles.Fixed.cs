using System.Collections.Concurrent;

namespace Tour.Closures;

/// <summary>Lets the guests of each room in one by one, by a turnstile that is made anew for each of them.</summary>
internal sealed class Turnstiles
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turnstiles = new();

    public static void Run()
    {
        var house = new Turnstiles();
        Parallel.For(0, 4, guest => house.Enter(guest % 2 == 0 ? "hall" : "garden"));
        Console.WriteLine($"  {house._turnstiles.Count} turnstiles");
    }

    private void Enter(string room)
    {
        var turnstile = _turnstiles.GetOrAdd(room, _ => new SemaphoreSlim(1, 1));
        turnstile.Wait();
        try
        {
            Thread.Sleep(1);
        }
        finally
        {
            turnstile.Release();
        }
    }
}
