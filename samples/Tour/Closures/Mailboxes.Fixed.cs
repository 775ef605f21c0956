using System.Collections.Concurrent;

namespace Tour.Closures;

/// <summary>Keeps a mailbox for each street, and opens one that nobody closes where two ask at once.</summary>
internal static class Mailboxes
{
    private static readonly ConcurrentDictionary<string, StringWriter> Boxes = new();

    public static void Run()
    {
        Parallel.ForEach(new[] { "Elm Street", "Main Street", "Elm Street" }, street => Put(street, "a letter"));
        foreach (var street in Boxes.Keys.Order(StringComparer.Ordinal))
            Console.WriteLine($"  {street}");
        foreach (var box in Boxes.Values)
            box.Dispose();
    }

    private static void Put(string street, string letter)
    {
        var box = Boxes.GetOrAdd(street, name => new StringWriter());
        lock (box)
            box.WriteLine(letter);
    }
}
