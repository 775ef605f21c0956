// Two files are counted; the second one does not need the first.
var lines = new[] { "one two", "three", "four five six" };
var words = 0;

var counter = new Thread(() =>
{
    foreach (var line in lines)
        words += line.Split(' ').Length;
});
counter.Start();
[|counter.Join|]();

Console.WriteLine("header");
Console.WriteLine($"{lines.Length} lines");
Console.WriteLine($"{words} words");

// prints:
// header
// 3 lines
// 6 words
