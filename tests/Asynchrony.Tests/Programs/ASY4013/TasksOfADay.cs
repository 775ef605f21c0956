// The messages are tasks, which need no disposal: those that are dropped go on by themselves.
var done = 0;
var today = Channel.CreateBounded<Task>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
var all = new List<Task>();
for (var number = 1; number <= 3; number++)
{
    var work = Task.Run(() => Interlocked.Increment(ref done));
    all.Add(work);
    await today.Writer.WriteAsync(work);
}

await Task.WhenAll(all);
Console.WriteLine($"{Volatile.Read(ref done)} done, {today.Reader.Count} in view");

// prints:
// 3 done, 1 in view
