// A game saves its high scores in the background: a disk that refuses them must not end the game.
class Program
{
    static void Main()
    {
        var scores = new HighScores(Path.Combine(AppContext.BaseDirectory, "no such folder", "scores.txt"));
        Console.WriteLine(scores.Load());
        scores.Add("ada", 120);
        scores.Add("bob", 95);
        scores.SaveInBackground();
        scores.Saved.Wait();
        Console.WriteLine("the game goes on");
    }
}

class HighScores(string file)
{
    private readonly List<string> lines = [];

    public CountdownEvent Saved { get; } = new(1);

    public int Load()
    {
        try
        {
            lines.AddRange(File.ReadAllLines(file));
        }
        catch (Exception problem)
        {
            Log.Warn(problem);
        }

        return lines.Count;
    }

    public void Add(string player, int points) => lines.Add($"{player} {points}");

    public void SaveInBackground()
    {
        var text = string.Join('\n', lines);
        [|ThreadPool.QueueUserWorkItem|](_ =>
        {
            using var end = new SignalAtEnd(Saved);
            File.WriteAllText(file, text);
            Console.WriteLine("saved");
        });
    }
}

sealed class SignalAtEnd(CountdownEvent signal) : IDisposable
{
    public void Dispose()
    {
        Console.WriteLine("done");
        signal.Signal();
    }
}

static class Log
{
    public static void Warn(Exception problem) => Console.WriteLine($"warning: {problem.GetType().Name}");
}

// prints:
// warning: DirectoryNotFoundException
// 0
// done
// warning: DirectoryNotFoundException
// the game goes on
