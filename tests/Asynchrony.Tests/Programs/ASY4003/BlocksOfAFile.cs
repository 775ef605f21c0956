// Reads a file in blocks and sums them elsewhere. Each block has its own array, and the array goes back to the pool where it was read.
using System.Buffers;

var blocks = new BlockingCollection<(byte[] Data, int Count)>(4);
var sum = 0L;
var adding = new Thread(() =>
{
    foreach (var (data, count) in blocks.GetConsumingEnumerable())
    {
        for (var at = 0; at < count; at++)
            sum += data[at];
        ArrayPool<byte>.Shared.Return(data);
    }
});
adding.Start();

using (var file = new MemoryStream(Enumerable.Range(0, 1000).Select(number => (byte)number).ToArray()))
{
    while (true)
    {
        var block = ArrayPool<byte>.Shared.Rent(64);
        var count = file.Read(block, 0, 64);
        if (count == 0)
            break;
        blocks.Add((block, count));
    }
}

blocks.CompleteAdding();
adding.Join();
Console.WriteLine(sum);

// prints:
// 124716
