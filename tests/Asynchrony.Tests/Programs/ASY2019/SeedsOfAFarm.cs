// The farm sows what the sowers tell it, on a thread that looks for each bag; the loop is in a method that only the thread runs.
class Program
{
    static void Main()
    {
        var farm = new Farm("rye", "oats");
        farm.Sow();
        farm.Water();
        Console.WriteLine(farm.Log);
    }
}

class Farm(params string[] bags)
{
    private readonly StringWriter log = new();
    private Thread? sower;

    public string Log => log.ToString().Replace(Environment.NewLine, "; ").TrimEnd(' ', ';');

    public void Sow()
    {
        sower = [|new Thread|](Walk);
        sower.Start();
    }

    public void Water()
    {
        sower?.Join();
        try
        {
            log.WriteLine(File.Exists("hose") ? "wet" : "dry");
        }
        catch (Exception e)
        {
            Complain(e);
        }
    }

    private void Complain(Exception e) => log.WriteLine(e.GetType().Name);

    /// <summary>Sows bag after bag.</summary>
    private void Walk()
    {
        foreach (var bag in bags)
        {
            log.WriteLine(bag);
            Empty(bag);
        }
    }

    private static void Empty(string bag)
    {
        using var seeds = new StreamReader($"{bag}.missing");
        Console.WriteLine(seeds.ReadLine());
    }
}

// prints:
// rye; FileNotFoundException; dry
