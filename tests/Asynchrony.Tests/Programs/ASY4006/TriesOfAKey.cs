// A guest tries a key some times and gives up: the rounds are counted.
var doors = new ConcurrentQueue<string>();
var opened = 0;
for (var tries = 0; tries < 5; tries++)
    if (doors.TryDequeue(out var door))
        opened += door.Length;
    else
        Thread.Sleep(1);
Console.WriteLine(opened == 0 ? "still outside" : "inside");

// prints:
// still outside
