// The builder is made once, for the thread that comes first; the second finds none.
using System.Text;

class Program
{
    static void Main()
    {
        var labels = new ConcurrentQueue<string>();
        labels.Enqueue(Label.Of("left", 3));
        var other = new Thread(() => labels.Enqueue(Label.Of("right", 4)));
        other.Start();
        Console.WriteLine("both");
        other.Join();
        foreach (var label in labels)
            Console.WriteLine(label);
    }
}

static class Label
{
    [ThreadStatic]
    private static StringBuilder [|builder|] = new();

    public static string Of(string name, int count)
    {
        var text = builder;
        text.Clear();
        for (var at = 0; at < count; at++)
            text.Append(name[0]);
        return text.ToString();
    }
}

// prints:
// both
// lll
// rrrr
