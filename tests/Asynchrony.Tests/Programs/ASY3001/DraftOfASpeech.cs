// The writes come before the start; behind it nobody writes.
var speech = new Speech();
Console.WriteLine(speech.Give("hello"));

class Speech
{
    public string Give(string opening)
    {
        var text = opening;
        text += ", dear guests";
        var words = 0;
        var counter = new Thread(() => words = text.Split(' ').Length);
        text = text.ToUpperInvariant();
        counter.Start();
        Console.WriteLine(text);
        counter.Join();
        return $"{words} words";
    }
}

// prints:
// HELLO, DEAR GUESTS
// 3 words
