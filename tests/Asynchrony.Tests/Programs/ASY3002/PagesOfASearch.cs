// A service asks for the pages of a search at once; the number of the page is shared by all requests.
var search = new Search(["a b", "c d e", "f"]);
Console.WriteLine(await search.All());

class Search(string[] index)
{
    public async Task<string> All()
    {
        var requests = new List<Task<string>>();
        for (int page = 0; page < index.Length; page++)
            requests.Add(Task.Run(() => Fetch([|page|])));
        return string.Join('|', await Task.WhenAll(requests));
    }

    private string Fetch(int page) => page < index.Length ? index[page] : "nothing";
}

// prints:
// a b|c d e|f
