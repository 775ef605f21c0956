// A teller reads the votes in a task of its own while they are cast.
var election = new Election();
var telling = election.Tell();
foreach (var vote in "yes no yes yes no".Split(' '))
    election.Vote(vote);
election.Close();
Console.WriteLine($"{await telling} for it");

class Election
{
    private readonly BlockingCollection<string> votes = new(10);

    public void Vote(string vote) => votes.Add(vote);

    public void Close() => votes.CompleteAdding();

    public Task<int> Tell() => Task.Run(() =>
    {
        var ayes = 0;
        foreach (var vote in [|votes|])
            if (vote == "yes")
                ayes++;
        return ayes;
    });
}

// prints:
// 3 for it
