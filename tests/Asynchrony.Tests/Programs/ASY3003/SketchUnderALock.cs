// no fix
// The drawing is released at the end of a lock in an async method, where nothing may be awaited.
using System.Text;

class Program
{
    static async Task Main()
    {
        var board = new Board();
        await board.Draw("house");
        await board.Draw("sun");
        Console.WriteLine(board.Drawn);
    }
}

sealed class Pen(StringBuilder paper) : IDisposable
{
    public int Strokes { get; private set; }

    public void Line(string what)
    {
        lock (paper)
            paper.Append('[').Append(what).Append(']');
        Strokes++;
    }

    public void Dispose() => Strokes = 0;
}

class Board
{
    private readonly Lock gate = new();
    private readonly StringBuilder paper = new();
    private readonly Dictionary<string, Task> drawing = [];

    public string Drawn
    {
        get
        {
            lock (paper)
                return paper.ToString();
        }
    }

    public async Task Draw(string what)
    {
        lock (gate)
        {
            using var pen = new Pen(paper);
            drawing[what] = Task.Run(() => [|pen|].Line(what));
            lock (paper)
                paper.EnsureCapacity(100);
        }

        await drawing[what];
    }
}

// prints:
// [house][sun]
