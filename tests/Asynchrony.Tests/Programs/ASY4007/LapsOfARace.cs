// The leader ends the race in the last lap and only there; every lap is sent before that.
var laps = Channel.CreateUnbounded<int>();
for (var lap = 1; lap <= 3; lap++)
{
    await laps.Writer.WriteAsync(lap);
    if (lap == 3)
        laps.Writer.Complete();
}

await foreach (var lap in laps.Reader.ReadAllAsync())
    Console.WriteLine($"lap {lap}");

// prints:
// lap 1
// lap 2
// lap 3
