// A stadium shows the score of a match that a referee's thread counts; it gives up waiting some day, and shows what is there.
class Program
{
    static void Main()
    {
        var match = new Match();
        Console.WriteLine(match.Play(["home", "away", "home", "home"]));
    }
}

class Match
{
    private readonly ManualResetEventSlim whistle = new();
    private int home;
    private int away;

    public string Play(string[] goals)
    {
        var referee = new Thread(() => Count(goals)) { IsBackground = true, Name = "referee" };
        referee.Start();
        Console.WriteLine("kick-off");
        [|whistle.Wait|](TimeSpan.FromSeconds(20));
        return $"{home} : {away}";
    }

    private void Count(string[] goals)
    {
        foreach (var goal in goals)
        {
            if (goal == "home")
                home++;
            else
                away++;
        }

        whistle.Set();
    }
}

// prints:
// kick-off
// 3 : 1
