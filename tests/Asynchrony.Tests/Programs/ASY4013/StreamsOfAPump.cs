// A pump waits until there is room for its stream: none is dropped, and each is closed where it is read.
var streams = Channel.CreateBounded<MemoryStream>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.Wait });
var reading = Task.Run(async () =>
{
    var length = 0L;
    await foreach (var stream in streams.Reader.ReadAllAsync())
        using (stream)
            length += stream.Length;
    return length;
});

for (var size = 1; size <= 4; size++)
    await streams.Writer.WriteAsync(new MemoryStream(new byte[size]));
streams.Writer.Complete();
Console.WriteLine($"{await reading} bytes");

// prints:
// 10 bytes
