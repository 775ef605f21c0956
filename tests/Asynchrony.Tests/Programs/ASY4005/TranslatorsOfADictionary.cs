// Words are handed to several translators; each takes the next one when it is free.
static class Program
{
    private static readonly Dictionary<string, string> Known = new() { ["dog"] = "Hund", ["cat"] = "Katze", ["mouse"] = "Maus", ["bird"] = "Vogel" };

    private static async Task Main()
    {
        var words = Channel.CreateBounded<string>(new BoundedChannelOptions(2) { SingleWriter = true, [|SingleReader = true|] });
        var translated = new ConcurrentDictionary<string, string>();

        var translators = new List<Task>();
        for (var number = 0; number < 3; number++)
            translators.Add(Task.Run(async () =>
            {
                await foreach (var word in words.Reader.ReadAllAsync())
                    translated[word] = Known.TryGetValue(word, out var found) ? found : "?";
            }));

        foreach (var word in new[] { "dog", "cat", "horse", "mouse", "bird" })
            await words.Writer.WriteAsync(word);
        words.Writer.Complete();

        await Task.WhenAll(translators);
        foreach (var entry in translated.OrderBy(entry => entry.Key))
            Console.WriteLine($"{entry.Key}: {entry.Value}");
    }
}

// prints:
// bird: Vogel
// cat: Katze
// dog: Hund
// horse: ?
// mouse: Maus
