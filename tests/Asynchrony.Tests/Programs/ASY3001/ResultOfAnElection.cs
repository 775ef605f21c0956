// The variable is written by the body and read behind the await: nobody races.
var election = new Election([3, 9, 4]);
Console.WriteLine(await election.Winner());

class Election(int[] votes)
{
    public async Task<string> Winner()
    {
        var winner = -1;
        var most = 0;
        var counting = Task.Run(() =>
        {
            for (var party = 0; party < votes.Length; party++)
                if (votes[party] > most)
                    (winner, most) = (party, votes[party]);
        });
        Console.WriteLine($"{votes.Length} parties");
        await counting;
        return $"party {winner} with {most}";
    }
}

// prints:
// 3 parties
// party 1 with 9
