using System.Collections.Concurrent;

namespace Tour.Pipelines;

/// <summary>Packs letters by the dozen for the postman, who counts what is in each bag.</summary>
internal static class SentAndCleared
{
    public static async Task Run()
    {
        using var bags = new BlockingCollection<List<int>>();
        var carrying = Task.Run(() =>
        {
            foreach (var bag in bags.GetConsumingEnumerable())
                Console.WriteLine($"  {bag.Count} letters");
        });

        var packed = new List<int>();
        for (var letter = 1; letter <= 36; letter++)
        {
            packed.Add(letter);
            if (packed.Count == 12)
            {
                bags.Add(packed);
                packed = new List<int>();
            }
        }

        bags.CompleteAdding();
        await carrying;
    }
}
