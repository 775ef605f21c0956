namespace Tour.Closures;

/// <summary>Copies a letter in a task that owns the stream: it opens it, reads it and closes it. Nothing to repair.</summary>
internal static class Owned
{
    public static async Task Run()
    {
        var text = "Dear reader"u8.ToArray();
        var copying = Task.Run(() =>
        {
            using var letter = new MemoryStream(text);
            Console.WriteLine($"  copied {letter.ReadByte()}");
        });
        await Console.Out.WriteLineAsync("  posted");
        await copying;
    }
}
