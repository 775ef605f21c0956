// The producer is kept nowhere, and need not be: Main reads until the channel is complete, which is the last thing the producer does.
using System.Threading.Channels;

class Program
{
    static async Task Main()
    {
        var feed = Channel.CreateUnbounded<string>();
        _ = Task.Run(() => Publish(feed.Writer));

        var headlines = 0;
        await foreach (var headline in feed.Reader.ReadAllAsync())
            Console.WriteLine($"{++headlines} {headline}");
    }

    private static void Publish(ChannelWriter<string> writer)
    {
        foreach (var headline in new[] { "rain", "sun", "wind" })
            writer.TryWrite(headline);
        writer.Complete();
    }
}

// prints:
// 1 rain
// 2 sun
// 3 wind
