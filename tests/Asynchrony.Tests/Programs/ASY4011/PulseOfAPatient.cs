// no fix
// A monitor follows a pulse until it is told to stop, and keeps every beat for one who may be slow to write.
using var stop = new CancellationTokenSource();
var beats = [|new BlockingCollection<int>|]();
var following = Task.Run(() =>
{
    for (var beat = 1; !stop.IsCancellationRequested; beat++)
        beats.Add(beat);
});

Console.WriteLine($"{beats.Take()} {beats.Take()} {beats.Take()}");
stop.Cancel();
await following;

// prints:
// 1 2 3
