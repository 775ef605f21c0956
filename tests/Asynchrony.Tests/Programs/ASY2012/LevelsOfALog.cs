// no fix
// The thread prepares levels through a method that reads a property of the type, two calls down.
class Program
{
    static void Main() => Console.WriteLine(Levels.Highest);
}

static class Levels
{
    private static readonly List<int> All = [1, 2, 3];

    public static int Highest { get; private set; } = 1;

    public static int Lowest { get; } = Prepared();

    private static int Prepared()
    {
        return All[0];
    }

    static Levels()
    {
        Thread preparing = new(Prepare);
        preparing.Start();
        var first = All[0];
        [|preparing.Join|]();
        Highest += first;
    }

    private static void Prepare() => Raise(All.Count);

    private static void Raise(int by) => Highest = Math.Max(Highest, by);
}
