using System.Threading.Channels;

namespace Tour.Pipelines;

/// <summary>A camera sends its frames to a screen that shows the newest only. Each frame is a buffer that somebody has to give back.</summary>
internal static class DroppedFrames
{
    private sealed class Frame(int number) : IDisposable
    {
        public int Number { get; } = number;

        public static int GivenBack { get; private set; }

        public void Dispose() => GivenBack++;
    }

    public static async Task Run()
    {
        var frames = Channel.CreateBounded<Frame>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        for (var number = 1; number <= 5; number++)
            await frames.Writer.WriteAsync(new Frame(number));

        frames.Writer.Complete();
        await foreach (var frame in frames.Reader.ReadAllAsync())
        {
            using (frame)
                Console.WriteLine($"  frame {frame.Number}");
        }

        Console.WriteLine($"  {Frame.GivenBack} of 5 buffers given back");
    }
}
