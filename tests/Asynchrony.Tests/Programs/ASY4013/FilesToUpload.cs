// Files wait for a free place and none is dropped; what is dropped is plain text, or is disposed of by the channel's callback.
var uploaded = 0;
var files = Channel.CreateBounded<Stream>(2);
var uploading = Task.Run(async () =>
{
    await foreach (var file in files.Reader.ReadAllAsync())
        using (file)
            uploaded += (int)file.Length;
});
for (var size = 1; size <= 4; size++)
    await files.Writer.WriteAsync(new MemoryStream(new byte[size]));
files.Writer.Complete();
await uploading;

var dropped = 0;
var latest = Channel.CreateBounded<Stream>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest }, old =>
{
    old.Dispose();
    dropped++;
});
var notes = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropNewest });
for (var size = 1; size <= 3; size++)
{
    latest.Writer.TryWrite(new MemoryStream(new byte[size]));
    notes.Writer.TryWrite($"note {size}");
}

using (var last = await latest.Reader.ReadAsync())
    Console.WriteLine($"{uploaded} uploaded, {dropped} dropped, {last.Length} left, {await notes.Reader.ReadAsync()}");

// prints:
// 10 uploaded, 2 dropped, 3 left, note 3
