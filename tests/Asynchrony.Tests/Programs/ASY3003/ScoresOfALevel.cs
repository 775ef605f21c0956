// The high scores are read from a pack of levels by a thread; the pack is closed as soon as the level is built.
using System.IO.Compression;

class Program
{
    static void Main()
    {
        var pack = new MemoryStream();
        using (var archive = new ZipArchive(pack, ZipArchiveMode.Create, leaveOpen: true))
        using (var scores = new StreamWriter(archive.CreateEntry("scores.txt").Open()))
        {
            scores.WriteLine("ada 900");
            scores.WriteLine("linus 1200");
            scores.WriteLine("grace 700");
        }

        var game = new Game();
        game.Load(pack.ToArray());
        Console.WriteLine(game.Board);
        Console.WriteLine(game.Best);
    }
}

class Game
{
    private readonly ConcurrentDictionary<string, int> scores = new();

    public string Board { get; private set; } = "";
    public string Best => scores.MaxBy(score => score.Value).Key;

    public void Load(byte[] bytes)
    {
        using (var pack = new ZipArchive(new MemoryStream(bytes)))
        {
            var loader = new Thread(() =>
            {
                var lines = Lines([|pack|].GetEntry("scores.txt")!);
                for (var line = 0; line < lines.Count; line++)
                    Keep(lines[line]);
            });
            loader.Start();
            Build(width: 8, height: 3);
        }
    }

    private void Keep(string line)
    {
        var space = line.IndexOf(' ');
        scores[line[..space]] = int.Parse(line[(space + 1)..]);
    }

    private void Build(int width, int height)
    {
        var board = new char[width * height];
        Array.Fill(board, '.');
        for (var row = 0; row < height; row++)
            board[row * width] = board[(row + 1) * width - 1] = '#';
        Board = new string(board);
    }

    private static List<string> Lines(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}

// prints:
// #......##......##......#
// linus
