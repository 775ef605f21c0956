// All tones of a scale are there before the thread that plays them starts.
var tones = new BlockingCollection<string>();
foreach (var tone in "do re mi fa".Split(' '))
    tones.Add(tone);

var played = new List<string>();
var playing = new Thread(() =>
{
    foreach (var tone in tones)
        played.Add(tone);
});
playing.Start();
Console.WriteLine($"{tones.Count} tones");
playing.Join();
Console.WriteLine(string.Join(" ", played));

// prints:
// 4 tones
// do re mi fa
