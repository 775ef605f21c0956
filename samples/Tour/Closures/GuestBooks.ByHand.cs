using System.Collections.Concurrent;

namespace Tour.Closures;

/// <summary>Lays out a guest book for each room, and a second one where two guests come first.</summary>
internal sealed class GuestBooks : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<FileStream>> _books = new();

    public static void Run()
    {
        using var house = new GuestBooks();
        Parallel.For(0, 8, guest => house.Sign(guest % 2 == 0 ? "hall" : "garden", (byte)guest));
        Console.WriteLine($"  {house._books.Count} books");
    }

    public void Dispose()
    {
        foreach (var book in _books.Values)
            book.Value.Dispose();
    }

    private void Sign(string room, byte guest)
    {
        var book = _books.GetOrAdd(room, _ => new Lazy<FileStream>(() => new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 16, FileOptions.DeleteOnClose))).Value;
        lock (book)
            book.WriteByte(guest);
    }
}
