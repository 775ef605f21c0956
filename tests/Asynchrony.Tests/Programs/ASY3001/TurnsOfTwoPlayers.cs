// Two threads change one board in turns, each behind an event that the other sets.
var match = new Match();
Console.WriteLine(match.Play(rounds: 2));

class Match
{
    public string Play(int rounds)
    {
        var board = "";
        using var white = new AutoResetEvent(true);
        using var black = new AutoResetEvent(false);
        var first = new Thread(() =>
        {
            for (var round = 0; round < rounds; round++)
            {
                white.WaitOne();
                board += "w";
                black.Set();
            }
        });
        var second = new Thread(() =>
        {
            for (var round = 0; round < rounds; round++)
            {
                black.WaitOne();
                board += "b";
                white.Set();
            }
        });
        first.Start();
        second.Start();
        first.Join();
        second.Join();
        return board;
    }
}

// prints:
// wbwb
