namespace Tour.Closures;

/// <summary>Prints a letter in a thread, while the caller chooses a name for the next one.</summary>
internal static class NextTarget
{
    public static void Run()
    {
        var name = Path.ChangeExtension("letter", ".txt");
        var printer = new Thread(() => Console.WriteLine($"  printing {name}"));
        printer.Start();
        name = Path.ChangeExtension("letter", ".bak");
        Console.WriteLine($"  the copy is called {name}");
        printer.Join();
    }
}
