// A block follows the links of a site. What does not fit is kept aside, and no work waits for room.
using System.Threading.Tasks.Dataflow;

var site = new Site(new Dictionary<string, string[]> { ["home"] = ["news", "shop", "team"], ["shop"] = ["cart"] });
await site.Follow("home");
Console.WriteLine($"{site.Followed} followed, {site.Aside} aside");

class Site
{
    private readonly Dictionary<string, string[]> links;
    private readonly ActionBlock<string> pages;

    public Site(Dictionary<string, string[]> links)
    {
        this.links = links;
        pages = new ActionBlock<string>(Visit, new ExecutionDataflowBlockOptions { BoundedCapacity = 3 });
    }

    public int Followed { get; private set; }

    public int Aside { get; private set; }

    public async Task Follow(string page)
    {
        await pages.SendAsync(page);
        await pages.Completion;
    }

    private void Visit(string page)
    {
        Followed++;
        foreach (var link in links.GetValueOrDefault(page, []))
            if (!pages.Post(link))
                Aside++;
        if (page == "cart")
            pages.Complete();
    }
}

// prints:
// 4 followed, 1 aside
