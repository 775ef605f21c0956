// A concurrent map of shelves, each locked by itself; a type of our own that locks inside; and a version that is swapped.
using System.Collections.Immutable;

var library = new Library();
var books = Enumerable.Range(0, 60).Select(number => $"{(char)('a' + number % 3)}{number}").ToArray();
Parallel.ForEach(books, library.Put);
Console.WriteLine(library);

class Library
{
    private readonly ConcurrentDictionary<char, List<string>> shelves = new();
    private readonly Ledger ledger = new();
    private ImmutableList<string> odd = ImmutableList<string>.Empty;

    public void Put(string book)
    {
        var shelf = shelves.GetOrAdd(book[0], static _ => []);
        lock (shelf)
        {
            shelf.Add(book);
        }

        ledger.Add(book);
        if (book.Length == 2)
            ImmutableInterlocked.Update(ref odd, static (all, one) => all.Add(one), book);
    }

    public override string ToString() => $"{string.Join(' ', shelves.ToArray().OrderBy(shelf => shelf.Key).Select(shelf => $"{shelf.Key}{shelf.Value.Count}"))}, {ledger.Count} lines, {odd.Count} short";
}

sealed class Ledger
{
    private readonly List<string> lines = [];

    public int Count
    {
        get
        {
            lock (lines)
                return lines.Count;
        }
    }

    public void Add(string line)
    {
        lock (lines)
            lines.Add(line);
    }
}

// prints:
// a20 b20 c20, 60 lines, 10 short
