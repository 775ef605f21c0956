// A camera keeps the latest two frames. Those that nobody has looked at in time are dropped, and stay open.
var camera = new Camera();
for (var number = 1; number <= 5; number++)
    camera.Take(new Frame(number));
camera.Close();
await camera.Show();
Console.WriteLine($"{Frame.Open} open");

class Frame : IDisposable
{
    public static int Open;

    public Frame(int number)
    {
        Number = number;
        Open++;
    }

    public int Number { get; }

    public void Dispose() => Open--;
}

class Camera
{
    private readonly Channel<Frame> frames = [|Channel.CreateBounded<Frame>|](new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Take(Frame frame) => frames.Writer.TryWrite(frame);

    public void Close() => frames.Writer.Complete();

    public async Task Show()
    {
        await foreach (var frame in frames.Reader.ReadAllAsync())
            using (frame)
                Console.WriteLine($"frame {frame.Number}");
    }
}

// prints:
// frame 4
// frame 5
// 0 open
