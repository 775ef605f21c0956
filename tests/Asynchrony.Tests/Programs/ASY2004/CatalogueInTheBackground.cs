// An async service puts the work on a thread of its own and blocks its caller with the join; as a task it can be awaited.
using System.Text;

var service = new CatalogueService(["zebra", "ant", "bee"]);
Console.WriteLine(await service.DescribeAsync());

class CatalogueService(string[] animals)
{
    public async Task<string> DescribeAsync()
    {
        var text = new StringBuilder();
        await text.AppendInBackground("animals:");

        var sorter = new Thread(() => Array.Sort(animals, StringComparer.Ordinal));
        sorter.Start();
        [|sorter.Join|]();

        foreach (var animal in animals)
            text.Append(' ').Append(animal);
        return text.ToString();
    }
}

static class Texts
{
    public static async Task AppendInBackground(this StringBuilder text, string word)
    {
        await Task.Yield();
        text.Append(word);
    }
}

// prints:
// animals: ant bee zebra
