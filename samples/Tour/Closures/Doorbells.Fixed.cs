using System.Collections.Concurrent;

namespace Tour.Closures;

/// <summary>Keeps a doorbell for each street; where two ring at once, both make one, and nobody closes the other.</summary>
internal static class Doorbells
{
    private static readonly ConcurrentDictionary<string, Lazy<AutoResetEvent>> Bells = new();

    public static void Run()
    {
        Parallel.ForEach(new[] { "Elm Street", "Main Street", "Elm Street" }, street => Ring(street));
        foreach (var street in Bells.Keys.Order(StringComparer.Ordinal))
            Console.WriteLine($"  {street}");
        foreach (var bell in Bells.Values)
            bell.Value.Dispose();
    }

    private static void Ring(string street) => Bells.GetOrAdd(street, name => new Lazy<AutoResetEvent>(() => new AutoResetEvent(name.Length == 0))).Value.Set();
}
