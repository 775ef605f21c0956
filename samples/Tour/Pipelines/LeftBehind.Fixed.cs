using System.Threading.Channels;

namespace Tour.Pipelines;

/// <summary>Sends postcards, and leaves while they are still being stamped.</summary>
internal static class LeftBehind
{
    public static async Task Run()
    {
        var postcards = Channel.CreateUnbounded<string>();
        var reading = Stamp(postcards.Reader);

        foreach (var town in new[] { "Porto", "Bergen", "Kyoto" })
            await postcards.Writer.WriteAsync(town);

        postcards.Writer.Complete();
        await reading;
        Console.WriteLine("  gone");
    }

    private static async Task Stamp(ChannelReader<string> postcards)
    {
        await foreach (var town in postcards.ReadAllAsync())
        {
            await Task.Delay(5);
            Console.WriteLine($"  a stamp from {town}");
        }
    }
}
