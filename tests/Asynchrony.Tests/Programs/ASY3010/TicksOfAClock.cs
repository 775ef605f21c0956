// no fix
// A clock counts its ticks; the program looks at the count while the clock still runs.
var ticks = 0;
using var clock = new System.Timers.Timer(20);
clock.Elapsed += (_, _) => ticks++;
clock.Start();
Thread.Sleep(200);
Console.WriteLine([|ticks|] > 0 ? "ticking" : "silent");

// prints:
// ticking
