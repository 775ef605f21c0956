// The words of a text are counted by a thread. Its checksum does not need them, yet it was computed after the join.
var text = "the quick brown fox jumps over the lazy dog";
var words = new Dictionary<string, int>();

var counter = new Thread(() =>
{
    foreach (var word in text.Split(' '))
        words[word] = words.TryGetValue(word, out var seen) ? seen + 1 : 1;
});
counter.Start();
Console.WriteLine($"{text.Length} letters");
[|counter.Join|]();

// Fletcher, 16 bits.
var (low, high) = (0, 0);
for (var i = 0; i < text.Length; i++)
{
    low = (low + text[i]) % 255;
    high = (high + low) % 255;
}

Console.WriteLine($"checksum {high * 256 + low}");
foreach (var (word, count) in words.Where(pair => pair.Value > 1))
    Console.WriteLine($"{word}: {count}");

// prints:
// 43 letters
// checksum 25609
// the: 2
