// The constructor that waits makes an object, not the type: by then the type is there, and its members may be used from anywhere.
class Program
{
    static void Main() => Console.WriteLine(new Album(["red", "blue"]).Stamps);
}

class Album
{
    private static int albums;

    public Album(string[] stamps)
    {
        var counting = new Thread(() =>
        {
            foreach (var stamp in stamps)
                if (stamp.Length > 0)
                    Stamps++;
            Interlocked.Increment(ref albums);
        });
        counting.Start();
        Name = $"album {stamps[0]}";
        counting.Join();
    }

    public string Name { get; }

    public int Stamps { get; private set; }
}

// prints:
// 2
