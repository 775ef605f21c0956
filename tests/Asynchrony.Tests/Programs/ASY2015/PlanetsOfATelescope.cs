// The task is spun for a little while, because it is nearly always over at once; if it is not, it is awaited.
class Program
{
    static async Task Main()
    {
        var sky = new Sky();
        Console.WriteLine($"{await sky.Find("ma")} planets");
    }
}

class Sky
{
    private static readonly string[] Planets = ["mercury", "venus", "mars", "saturn"];

    public async Task<int> Find(string part)
    {
        var search = Task.Run(() => Planets.Count(planet => planet.Contains(part)));
        var spin = new SpinWait();
        while (!search.IsCompleted)
        {
            if (spin.NextSpinWillYield)
                break;
            spin.SpinOnce();
        }

        return await search;
    }
}

// prints:
// 1 planets
