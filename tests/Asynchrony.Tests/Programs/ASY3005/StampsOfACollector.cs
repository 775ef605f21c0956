// Albums are searched at once; a set tells which stamps are new, and its answer is not worth the name while others add to it.
var albums = Enumerable.Range(0, 24).Select(album => Enumerable.Range(album * 2, 6).Select(number => $"stamp {number}").ToArray()).ToArray();
var seen = new HashSet<string>();
var doubles = 0;

Parallel.For(0, albums.Length, album =>
{
    foreach (var stamp in albums[album])
    {
        if ([|seen.Add|](stamp))
            continue;

        // It is there already.
        Interlocked.Increment(ref doubles);
    }
});

Console.WriteLine($"{seen.Count} stamps, {doubles} doubles");

// prints:
// 52 stamps, 92 doubles
