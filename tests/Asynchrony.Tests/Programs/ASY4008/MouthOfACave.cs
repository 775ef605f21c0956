// A cave answers what is called into it. Others only listen to the answers, and have the whole channel for that.
var cave = new Cave();
cave.Call("hello");
cave.Call("good bye");
cave.Leave();
while (await cave.Echoes.Reader.WaitToReadAsync())
    while (cave.Echoes.Reader.TryRead(out var echo))
        Console.WriteLine(echo);

class Cave
{
    internal static readonly char[] Vowels = ['a', 'e', 'i', 'o', 'u'];

    internal Channel<string> [|Echoes|] { get; } = Channel.CreateUnbounded<string>();

    public void Call(string words)
    {
        if (words.IndexOfAny(Vowels) >= 0)
            Echoes.Writer.TryWrite($"... {words}");
    }

    public void Leave() => Echoes.Writer.TryComplete();
}

// prints:
// ... hello
// ... good bye
