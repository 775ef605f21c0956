namespace Tour.Closures;

/// <summary>Sets every page of a catalogue in a task of its own and prints the pages in order.</summary>
internal static class LoopVariable
{
    public static async Task Run()
    {
        var pages = new Task<string>[4];

        for (var page = 0; page < pages.Length; page++)
        {
            pages[page] = Task.Run(() => $"  page {page}: {Title(page)}");
        }

        foreach (var text in await Task.WhenAll(pages))
            Console.WriteLine(text);
    }

    private static string Title(int page) => page switch
    {
        0 => "cover",
        1 => "spring",
        2 => "summer",
        3 => "imprint",
        _ => "there is no such page",
    };
}
