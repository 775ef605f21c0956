// The votes are counted by a local function on a thread; the hall could be numbered beside it.
static class Parish
{
    private static readonly string[] Ballots = ["yes", "no", "yes", "", "yes"];

    private static int Main()
    {
        var yes = 0;
        void Count()
        {
            foreach (var ballot in Ballots)
                if (ballot == "yes")
                    yes++;
        }

        var counting = new Thread(Count);
        counting.Start();
        [|counting.Join|](); // slow on Sundays

        var seats = new List<string>();
        for (var row = 'A'; row <= 'B'; row++)
            for (var seat = 1; seat <= 2; seat++)
                seats.Add($"{row}{seat}");

        Console.WriteLine($"{yes} of {Ballots.Length}, {string.Join(" ", seats)}");
        return seats.Count - 4;
    }
}

// prints:
// 3 of 5, A1 A2 B1 B2
