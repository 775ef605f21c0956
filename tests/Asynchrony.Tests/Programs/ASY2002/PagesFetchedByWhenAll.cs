// The tasks go into a dictionary, and a local function waits for what is in there.
var pages = new Dictionary<string, Task<int>>();
foreach (var address in new[] { "/", "/shop", "/help" })
    pages[address] = Fetch(address);

await Report();
return;

async Task Report()
{
    await Task.WhenAll(pages.Values);
    foreach (var (address, size) in pages)
        Console.WriteLine($"{address}: {await size}");
}

static async Task<int> Fetch(string address)
{
    await Task.Delay(address.Length);
    return address.Length * 100;
}

// prints:
// /: 100
// /shop: 500
// /help: 500
