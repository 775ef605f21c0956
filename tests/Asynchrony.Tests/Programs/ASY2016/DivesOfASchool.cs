// A diving school counts each diver before the dive, and out when the diver is back.
class Program
{
    static void Main()
    {
        var school = new DivingSchool();
        Console.WriteLine($"{school.Dive(["ada", "bob", "cyd"])} divers are back");
    }
}

class DivingSchool
{
    private int back;

    public int Dive(string[] divers)
    {
        using var water = new CountdownEvent(1);
        foreach (var diver in divers)
        {
            water.AddCount();
            ThreadPool.QueueUserWorkItem(_ =>
            {
                try
                {
                    Interlocked.Add(ref back, diver.Length / 3);
                }
                finally
                {
                    water.Signal();
                }
            });
        }

        water.Signal();
        water.Wait();
        return Volatile.Read(ref back);
    }
}

// prints:
// 3 divers are back
