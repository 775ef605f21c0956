// no fix
// Half a second is to be enough for the towns to be there.
class Program
{
    static void Main()
    {
        var map = new Map();
        Console.WriteLine(map.Load("Bern,Rome,Oslo"));
    }
}

class Map
{
    private int towns;

    public string Load(string names)
    {
        ThreadPool.QueueUserWorkItem(_ => towns = names.Split(',').Length);
        [|Thread.Sleep|](500);
        return $"{towns} towns";
    }
}

// prints:
// 3 towns
