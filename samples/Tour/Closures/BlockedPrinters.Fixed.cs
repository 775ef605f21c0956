namespace Tour.Closures;

/// <summary>Prints pages in parallel, and keeps a thread for each page that is waited for.</summary>
internal static class BlockedPrinters
{
    public static async Task Run()
    {
        string[] pages = ["cover", "spring", "imprint"];
        await Parallel.ForEachAsync(pages, async (page, _) => await Print(page));
        await Console.Out.WriteLineAsync("  printed");
    }

    private static async Task Print(string page)
    {
        await Task.Yield();
        if (page.Length == 0)
            throw new ArgumentException("An empty page.", nameof(page));
    }
}
