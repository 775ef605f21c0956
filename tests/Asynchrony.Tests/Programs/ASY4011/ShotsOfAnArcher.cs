// An archer shoots without end, but looks how many arrows are on their way.
using var stop = new CancellationTokenSource();
var arrows = new BlockingCollection<int>();
var shooting = Task.Run(() =>
{
    var arrow = 0;
    while (!stop.IsCancellationRequested)
        if (arrows.Count < 5)
            arrows.Add(++arrow);
});

var hits = arrows.Take() + arrows.Take() + arrows.Take();
stop.Cancel();
await shooting;
Console.WriteLine(hits);

// prints:
// 6
