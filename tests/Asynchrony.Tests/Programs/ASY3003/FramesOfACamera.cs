// no fix
// A buffer of the pool is handed to a work item and given back at once: the next frame overwrites what is still being counted.
using System.Buffers;

class Program
{
    static void Main()
    {
        var camera = new Camera();
        foreach (byte light in new byte[] { 10, 200, 90 })
            camera.Take(light);
        Console.WriteLine(camera.WaitForAll());
    }
}

class Camera
{
    private readonly CountdownEvent counted = new(1);
    private readonly ArrayPool<byte> buffers = ArrayPool<byte>.Create();
    private long pixels;
    private int frames;

    public void Take(byte light)
    {
        var frame = buffers.Rent(1024);
        Expose(frame, light);
        counted.AddCount();

        ThreadPool.QueueUserWorkItem(_ =>
        {
            var lit = 0;
            foreach (var pixel in [|frame|].AsSpan(0, 1024))
                if (pixel > 0)
                    lit++;
            Interlocked.Add(ref pixels, lit);
            counted.Signal();
        });

        frames++;
        buffers.Return(frame);
    }

    public string WaitForAll()
    {
        counted.Signal();
        counted.Wait();
        return $"{frames} frames, {pixels} pixels";
    }

    private static void Expose(byte[] frame, byte light)
    {
        for (var pixel = 0; pixel < frame.Length; pixel++)
            frame[pixel] = Math.Max((byte)1, (byte)(light + pixel % 3));
    }
}

// prints:
// 3 frames, 3072 pixels
