// The factory makes the object and starts it when it is whole.
var reader = FeedReader.Open("news");
Console.WriteLine(await reader.First);

sealed class FeedReader
{
    private readonly string name;
    private Task<string>? first;

    private FeedReader(string name) => this.name = name;

    public Task<string> First => first ?? Task.FromResult("");

    public static FeedReader Open(string name)
    {
        var reader = new FeedReader(name);
        reader.first = Task.Run(() => $"first of {reader.name}");
        return reader;
    }
}

// prints:
// first of news
