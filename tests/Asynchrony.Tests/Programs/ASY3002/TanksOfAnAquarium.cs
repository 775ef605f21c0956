// Parallel.For has a parameter of its own for each run, and the loop around it waits for it.
var aquarium = new Aquarium();
Console.WriteLine(aquarium.Feed(days: 2));

class Aquarium
{
    private readonly int[] fed = new int[3];

    public string Feed(int days)
    {
        for (var day = 1; day <= days; day++)
            Parallel.For(0, fed.Length, tank => fed[tank] += day * (tank + 1));
        return string.Join(' ', fed);
    }
}

// prints:
// 3 6 9
