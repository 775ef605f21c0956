// A painter keeps three sketches; a fourth is not taken, and its paper is never given back.
var painter = new Painter();
for (var number = 1; number <= 5; number++)
    painter.Draw(number % 2 == 0 ? "cat" : "boat");
Console.WriteLine($"{Sketch.Papers} papers");

class Painter
{
    private readonly Channel<Sketch> sketches = [|Channel.CreateBounded<Sketch>|](new BoundedChannelOptions(3)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
        SingleWriter = true,
    });

    public bool Draw(string what) => sketches.Writer.TryWrite(new Sketch(what));
}

sealed class Sketch : IDisposable
{
    public Sketch(string what)
    {
        What = what;
        Papers++;
    }

    public static int Papers { get; private set; }

    public string What { get; }

    public void Dispose() => Papers--;
}

// prints:
// 3 papers
