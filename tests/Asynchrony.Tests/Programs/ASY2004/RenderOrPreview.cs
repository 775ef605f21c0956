// Whether the thread is joined at once is for the caller to say: a preview shows the frame while the rest is still drawn.
class Program
{
    static void Main()
    {
        var studio = new Studio();
        Console.WriteLine(studio.Show(wait: true));
        Console.WriteLine(studio.Show(wait: false));
    }
}

class Studio
{
    public string Show(bool wait)
    {
        var lines = 0;
        var drawing = new Thread(() => lines += 480);
        drawing.Start();

        string frame;
        if (wait)
        {
            drawing.Join();
            frame = Frame();
        }
        else
        {
            frame = Frame();
            drawing.Join();
        }

        return $"{frame} around {lines} lines";
    }

    private static string Frame()
    {
        var corners = 0;
        foreach (var side in new[] { "left", "top", "right", "bottom" })
            corners += side.Length > 0 ? 1 : 0;
        return $"{corners} corners";
    }
}

// prints:
// 4 corners around 480 lines
// 4 corners around 480 lines
