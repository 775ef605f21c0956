// A game saves its high scores in the background: a disk that refuses them must not end the game.
class Program
{
    static void Main()
    {
        var scores = new HighScores(Path.Combine(AppContext.BaseDirectory, "no such folder", "scores.txt"));
        Console.WriteLine($"{scores.Load()} scores");
        scores.Add("ada", 120);
        scores.Add("bob", 95);
        scores.SaveInBackground();
        Console.WriteLine(Log.Told.Wait(TimeSpan.FromSeconds(30)) ? "the game goes on" : "nobody heard of it");
    }
}

class HighScores(string file)
{
    private readonly List<string> lines = [];

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
            // The old file stays if this fails.
            File.WriteAllText(file + ".new", text);
            File.Move(file + ".new", file, overwrite: true);
        });
    }
}

static class Log
{
    public static readonly CountdownEvent Told = new(2);

    public static void Warn(Exception problem)
    {
        Console.WriteLine($"warning: {problem.GetType().Name}");
        Told.Signal();
    }
}

// prints:
// warning: DirectoryNotFoundException
// 0 scores
// warning: DirectoryNotFoundException
// the game goes on
