// Queries in a loop: they are run to their end in the round, on the thread that goes through it.
var week = new Week([3, 1, 4, 1, 5, 9, 2]);
Console.WriteLine(week.Above());

class Week(int[] visitors)
{
    public string Above()
    {
        var lines = new List<string>();
        for (var limit = 1; limit <= 4; limit += 3)
        {
            var days = visitors.Where(day => day > limit).Select(day => day - limit).ToList();
            lines.Add($"{days.Count} above {limit}");
            lines.Add($"{visitors.AsParallel().Count(day => day > limit)} again");
        }

        return string.Join(", ", lines);
    }
}

// prints:
// 5 above 1, 5 again, 2 above 4, 2 again
