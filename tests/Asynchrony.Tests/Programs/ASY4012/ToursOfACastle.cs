// A guide shows a castle while tickets are sold; the sale keeps the task of the guide and waits for it at the end.
var tour = Channel.CreateBounded<int>(3);
var shown = 0;
var guiding = Task.Run(async () =>
{
    await foreach (var visitors in tour.Reader.ReadAllAsync())
        shown += visitors;
});

foreach (var visitors in new[] { 8, 5, 2 })
    await tour.Writer.WriteAsync(visitors);
tour.Writer.Complete();
await guiding;
Console.WriteLine($"{shown} visitors");

// prints:
// 15 visitors
