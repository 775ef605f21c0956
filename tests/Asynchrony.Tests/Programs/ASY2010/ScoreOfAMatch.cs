// The score is read by a method of the same object while the referee still counts.
var match = new Match(["home", "away", "home"]);
Console.WriteLine(match.Play());

class Match(string[] goals)
{
    private int home;
    private int away;

    public string Play()
    {
        var referee = new Thread(Count);
        referee.Start();
        Console.WriteLine("kick-off");
        if ([|Difference()|] > 5)
            Console.WriteLine("a walk-over");
        referee.Join();
        return $"{home}:{away}";
    }

    private int Difference() => Math.Abs(home - away);

    private void Count()
    {
        foreach (var goal in goals)
        {
            if (goal == "home")
                home++;
            else
                away++;
        }
    }
}

// prints:
// kick-off
// 2:1
