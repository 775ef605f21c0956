// no fix
// Links are checked in a task; where there is nothing to report, Main is over before the task is.
class Program
{
    static async Task<int> Main()
    {
        var links = new[] { "home", "about", "jobs" };
        var checking = [|Task.Run|](() => Check(links));

        var known = new HashSet<string>(links);
        if (!known.Contains("imprint"))
        {
            Console.WriteLine("no imprint");
            return 0;
        }

        Console.WriteLine(await checking);
        return 1;
    }

    private static int Check(string[] links)
    {
        var broken = 0;
        foreach (var link in links)
            if (link.Length > 4)
                broken++;
        return broken;
    }
}

// prints:
// no imprint
