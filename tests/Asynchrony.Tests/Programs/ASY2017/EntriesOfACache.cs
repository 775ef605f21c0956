// A test of a cache looks at it in a task that it starts and forgets.
using Xunit;

class Program
{
    static async Task Main()
    {
        await new CacheTests().Keeps_what_was_put();
        Console.WriteLine("passed");
    }
}

class Cache
{
    private readonly ConcurrentDictionary<string, int> entries = new();

    public void Put(string key, int value) => entries[key] = value;

    public int Get(string key) => entries.TryGetValue(key, out var value) ? value : -1;
}

class CacheTests
{
    [Fact]
    public async Task Keeps_what_was_put()
    {
        var cache = new Cache();
        cache.Put("answer", 42);
        var reader = Task.Run(() =>
        {
            var found = cache.Get("answer");
            [|Assert.Equal|](42, found);
        });
        await Task.Yield();
        cache.Put("question", 7);
        Console.WriteLine("put");
    }
}

namespace Xunit
{
    class FactAttribute : Attribute { }

    static class Assert
    {
        public static void Equal<T>(T expected, T actual)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, actual))
                throw new InvalidOperationException($"{actual} instead of {expected}");
        }
    }
}

// prints:
// put
// passed
