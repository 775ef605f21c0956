// also ASY1002
// The pages are fetched by a thread with an async body; the report comes before the first page.
class Program
{
    static async Task Main()
    {
        var crawler = new Crawler(new Site());
        await crawler.Crawl(["index", "about", "contact"]);
        Console.WriteLine(crawler.Report());
    }
}

class Site
{
    public async Task<string> Fetch(string page)
    {
        await Task.Delay(20);
        return $"<{page}>";
    }
}

class Crawler(Site site)
{
    private readonly List<string> pages = [];

    public async Task Crawl(string[] names)
    {
        var worker = [|new Thread|](async () =>
        {
            foreach (var name in names)
                pages.Add(await site.Fetch(name));
        });
        worker.IsBackground = true;
        worker.Start();
        await Console.Out.WriteLineAsync($"{names.Length} pages wanted");
        worker.Join();
    }

    public string Report() => string.Join(" ", pages);
}

// prints:
// 3 pages wanted
// <index> <about> <contact>
