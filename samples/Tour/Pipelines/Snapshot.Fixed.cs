using System.Collections.Concurrent;

namespace Tour.Pipelines;

/// <summary>A reader goes through the words of a telegram while they come in.</summary>
internal static class Snapshot
{
    public static async Task Run()
    {
        using var words = new BlockingCollection<string>();
        var reading = Task.Run(() =>
        {
            foreach (var word in words.GetConsumingEnumerable())
                Console.WriteLine($"  {word} stop");
        });

        foreach (var word in new[] { "arrive", "tomorrow", "noon" })
        {
            await Task.Delay(20);
            words.Add(word);
        }

        words.CompleteAdding();
        await reading;
    }
}
