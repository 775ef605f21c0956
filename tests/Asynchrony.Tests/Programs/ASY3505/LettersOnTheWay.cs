// The chain hands each letter to a channel, and one alone keeps the list of what has come.
var post = new Post();
var sorting = post.Sort();
Parallel.ForEach(new[] { "c", "a", "b" }, letter => post.Send(letter));
Console.WriteLine(string.Join(' ', await post.Close(sorting)));

class Post
{
    private readonly Van van = new();

    public void Send(string letter) => van.Load(letter);

    public Task<List<string>> Sort() => van.Unload();

    public async Task<List<string>> Close(Task<List<string>> sorting)
    {
        van.Stop();
        var letters = await sorting;
        letters.Sort(StringComparer.Ordinal);
        return letters;
    }
}

class Van
{
    private readonly Ramp ramp = new();

    public void Load(string letter) => ramp.Slide(letter);

    public void Stop() => ramp.Lift();

    public async Task<List<string>> Unload()
    {
        var letters = new List<string>();
        await foreach (var letter in ramp.All())
            letters.Add(letter.ToUpperInvariant());
        return letters;
    }
}

class Ramp
{
    private readonly Channel<string> letters = Channel.CreateUnbounded<string>(new() { SingleReader = true });

    public void Slide(string letter) => letters.Writer.TryWrite(letter);

    public void Lift() => letters.Writer.Complete();

    public IAsyncEnumerable<string> All() => letters.Reader.ReadAllAsync();
}

// prints:
// A B C
