// A backup deals with files that are in use: it tries again, and tells at the end what it had to leave out.
class Program
{
    static void Main()
    {
        var backup = new Backup(["letters.txt", "photos.zip"]);
        backup.Start();
        Console.WriteLine(backup.Finish());
    }
}

class Backup
{
    private readonly ConcurrentQueue<string> left = new();
    private readonly Thread copier;

    public Backup(string[] files)
    {
        copier = new Thread(() =>
        {
            foreach (var file in files)
                if (!TryCopy(file))
                    left.Enqueue(file);
        });
    }

    public void Start() => copier.Start();

    public string Finish()
    {
        copier.Join();
        return left.IsEmpty ? "all copied" : $"left out: {string.Join(", ", left)}";
    }

    private static bool TryCopy(string file)
    {
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            try
            {
                File.Copy(Path.Combine(AppContext.BaseDirectory, "not there", file), file + ".bak");
                return true;
            }
            catch (IOException)
            {
                Thread.Sleep(attempt);
            }
        }

        return false;
    }
}

// prints:
// left out: letters.txt, photos.zip
