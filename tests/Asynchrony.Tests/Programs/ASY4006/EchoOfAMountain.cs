// A wanderer calls, and asks every few milliseconds whether the echo is there.
var mountain = new Mountain();
mountain.Call("hello");
Console.WriteLine(await mountain.Listen());
mountain.Call("who is there?");
Console.WriteLine(await mountain.Listen());

class Mountain
{
    private readonly Channel<string> echoes = Channel.CreateUnbounded<string>();

    public void Call(string words) => echoes.Writer.TryWrite($"{words} {words}");

    public async Task<string?> Listen()
    {
        string? echo;
        while (![|echoes.Reader.TryRead|](out echo))
        {
            await Task.Delay(10);
        }

        return echo;
    }
}

// prints:
// hello hello
// who is there? who is there?
