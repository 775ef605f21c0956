// Runners read the same course at once; the channel promises nothing about them.
var course = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = false, SingleWriter = true });
var runners = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
{
    var metres = 0;
    await foreach (var step in course.Reader.ReadAllAsync())
        metres += step;
    return metres;
})).ToList();

for (var step = 0; step < 100; step++)
    course.Writer.TryWrite(4);
course.Writer.Complete();
Console.WriteLine($"{(await Task.WhenAll(runners)).Sum()} metres");

// prints:
// 400 metres
