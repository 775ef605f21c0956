// The thread is made first and started last; between lies all that it needs.
var board = new Board("Rome", gate: 4);
Console.WriteLine(board.Show());

sealed class Board
{
    private readonly Thread drawing;
    private readonly ManualResetEventSlim drawn = new();
    private readonly string city;
    private readonly int gate;
    private string line = "";

    public Board(string city, int gate)
    {
        drawing = new Thread(Draw) { IsBackground = true, Name = "board" };
        this.city = city;
        this.gate = gate;
        drawing.Start();
    }

    public string Show()
    {
        drawn.Wait();
        return line;
    }

    private void Draw()
    {
        line = $"{city} at {gate}";
        drawn.Set();
    }
}

// prints:
// Rome at 4
