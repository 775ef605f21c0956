// no fix
// Two tasks for each ballot box, kept in a list; the boxes are closed in the loop, long before the list is awaited.
var election = new Election();
Console.WriteLine(await election.Count(["AABA", "BBA", ""]));

class BallotBox(string votes) : IDisposable
{
    private readonly string[] open = [votes];

    public bool IsSealed { get; private set; }

    public int CountOf(char party) => open[0].Count(vote => vote == party);

    public void Dispose() => IsSealed = true;
}

class Election
{
    private int boxes;

    public async Task<string> Count(IEnumerable<string> ballots)
    {
        var counts = new Dictionary<char, List<Task<int>>> { ['A'] = [], ['B'] = [] };

        foreach (var votes in ballots)
        {
            using var box = new BallotBox(votes);
            counts['A'].Add(Task.Run(() => [|box|].CountOf('A')));
            counts['B'].Add(Task.Run(() => [|box|].CountOf('B')));
            boxes++;
        }

        var results = new List<string>();
        foreach (var (party, counting) in counts)
            results.Add($"{party} {(await Task.WhenAll(counting)).Sum()}");
        return $"{string.Join(", ", results)} in {boxes} boxes";
    }
}

// prints:
// A 4, B 3 in 3 boxes
