namespace Tour.Closures;

/// <summary>Copies a letter in a task that borrows the caller's stream, which the caller closes when it leaves.</summary>
internal static class Borrowed
{
    public static async Task Run()
    {
        using var letter = new MemoryStream("Dear reader"u8.ToArray());
        var copying = Task.Run(() => Console.WriteLine($"  copied {letter.ReadByte()}"));
        await Console.Out.WriteLineAsync("  posted");
        await copying;
    }
}
