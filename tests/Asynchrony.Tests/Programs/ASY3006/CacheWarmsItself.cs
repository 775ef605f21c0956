// no fix
// A cache fills itself in the background; the source of what it loads is set a line too late.
var cache = new Cache(["a", "b"]);
Console.WriteLine(await cache.Ready);

sealed class Cache
{
    private readonly string[]? names;

    public Cache(string[] given)
    {
        Ready = [|Task.Run|](() => names?.Length ?? 2);
        names = given;
    }

    public Task<int> Ready { get; }
}

// prints:
// 2
