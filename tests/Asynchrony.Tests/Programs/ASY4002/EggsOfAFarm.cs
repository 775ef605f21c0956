// The eggs of a farm are laid into one channel and counted afterwards by the same code: who fails before does not read either.
var eggs = Channel.CreateUnbounded<int>();
foreach (var hen in new[] { "3", "2", "4" })
    await eggs.Writer.WriteAsync(int.Parse(hen));
eggs.Writer.Complete();

var sum = 0;
await foreach (var count in eggs.Reader.ReadAllAsync())
    sum += count;
Console.WriteLine($"{sum} eggs");

// prints:
// 9 eggs
