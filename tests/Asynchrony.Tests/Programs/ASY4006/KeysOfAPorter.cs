// A porter spins until somebody brings a key back, and says which.
var porter = new Porter();
var bringing = Task.Run(async () =>
{
    await Task.Delay(20);
    porter.Bring("room 12");
});
Console.WriteLine(porter.Next());
await bringing;

class Porter
{
    private readonly BlockingCollection<string> keys = new();

    public void Bring(string key) => keys.Add(key);

    public string? Next()
    {
        string? key;
        while (![|keys.TryTake|](out key))
            Thread.Yield();
        return key;
    }
}

// prints:
// room 12
