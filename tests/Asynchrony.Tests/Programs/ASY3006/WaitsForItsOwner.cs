// The task waits until the constructor lets it go on; what it does not read may come later.
var loader = new Loader("prices");
Console.WriteLine(await loader.Text);

sealed class Loader
{
    private readonly ManualResetEventSlim ready = new();
    private readonly string name;
    private readonly int limit;

    public Loader(string given)
    {
        Text = Task.Run(() =>
        {
            ready.Wait();
            return name + limit;
        });
        name = given;
        limit = 5;
        ready.Set();
    }

    public Task<string> Text { get; }
}

// prints:
// prices5
