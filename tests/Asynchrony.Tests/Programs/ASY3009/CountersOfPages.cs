// The update computes a new value of the old one and leaves nothing else behind.
var pages = new PageCounters();
Console.WriteLine(pages.Visit(["home", "shop", "home"]));

class PageCounters
{
    private readonly ConcurrentDictionary<string, int> visits = new();

    public string Visit(string[] names)
    {
        Parallel.ForEach(names, name => visits.AddOrUpdate(name, 1, (_, count) => count + 1));
        return string.Join(' ', visits.ToArray().OrderBy(visit => visit.Key, StringComparer.Ordinal).Select(visit => $"{visit.Key}:{visit.Value}"));
    }
}

// prints:
// home:2 shop:1
