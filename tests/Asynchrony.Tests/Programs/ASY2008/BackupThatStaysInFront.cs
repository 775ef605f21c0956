// Whether the thread keeps the process alive is decided when it is over.
Console.WriteLine(Backup.Save("notes"));

static class Backup
{
    public static string Save(string name)
    {
        var saved = "";
        var saving = new Thread(() => saved = name.ToUpperInvariant());
        saving.Start();
        Console.WriteLine("saving");
        saving.Join();
        [|saving.IsBackground = true|];
        return saved;
    }
}

// prints:
// saving
// NOTES
