using System.Threading.Channels;

namespace Tour.Pipelines;

/// <summary>Two readers, a bounded stage between them and one who counts, and each stage completes the next one when it ends. Nothing to repair.</summary>
internal static class AsItShouldBe
{
    public static async Task Run()
    {
        var lines = Channel.CreateBounded<string>(4);
        var words = Channel.CreateBounded<string>(4);

        var reading = Completing(lines.Writer, Task.WhenAll(
            Task.Run(() => Read("the quick brown fox", lines.Writer)),
            Task.Run(() => Read("jumps over the lazy dog", lines.Writer))));
        var splitting = Completing(words.Writer, Task.Run(() => Split(lines.Reader, words.Writer)));

        var count = 0;
        await foreach (var _ in words.Reader.ReadAllAsync())
            count++;

        await Task.WhenAll(reading, splitting);
        Console.WriteLine($"  {count} words");
    }

    private static async Task Read(string line, ChannelWriter<string> lines) => await lines.WriteAsync(line);

    private static async Task Split(ChannelReader<string> lines, ChannelWriter<string> words)
    {
        await foreach (var line in lines.ReadAllAsync())
        {
            foreach (var word in line.Split(' '))
                await words.WriteAsync(word);
        }
    }

    /// <summary>Whatever happens to the work, the reader learns that no more will come, and why.</summary>
    private static async Task Completing(ChannelWriter<string> output, Task work)
    {
        Exception? problem = null;
        try
        {
            await work;
        }
        catch (Exception failure)
        {
            problem = failure;
            throw;
        }
        finally
        {
            output.Complete(problem);
        }
    }
}
