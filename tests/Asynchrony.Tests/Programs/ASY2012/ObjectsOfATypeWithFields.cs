// The thread makes objects of the type that is being made, and calls them. Without a static constructor only static fields wait.
class Program
{
    static void Main() => Console.WriteLine(Point.Origins.Length);
}

class Point(int x, int y)
{
    public static readonly Point[] Origins = Made();

    public int Length => Math.Abs(x) + Math.Abs(y);

    private static Point[] Made()
    {
        Point? point = null;
        var making = new Thread(() => point = new Point(3, -4));
        making.Start();
        var size = 1;
        making.Join();
        return [point!, new Point(size, point!.Length)];
    }
}

// prints:
// 2
