// Each task returns what it has found, a flag is volatile in all but name, and a local is set before the bodies that read it begin.
var sources = new[] { "north", "south", "east" };
var prefix = "gate";
prefix += ":";
var found = await Task.WhenAll(sources.Select(source => Task.Run(() => $"{prefix}{source.Length}")));

var enough = false;
var looked = 0;
var looking = new Thread(() =>
{
    while (!Volatile.Read(ref enough))
        Interlocked.Increment(ref looked);
});
looking.Start();
Volatile.Write(ref enough, true);
looking.Join();
prefix = looked >= 0 ? "found" : "lost";

Console.WriteLine($"{prefix} {string.Join(' ', found)}");

// prints:
// found gate:5 gate:5 gate:4
