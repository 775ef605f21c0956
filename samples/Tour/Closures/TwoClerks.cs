namespace Tour.Closures;

/// <summary>Two clerks count the words of two letters into one number.</summary>
internal static class TwoClerks
{
    public static async Task Run()
    {
        var words = 0;
        var first = Task.Run(() => words += "Dear reader, all is well".Split(' ').Length);
        var second = Task.Run(() => words += "Yours sincerely".Split(' ').Length);
        await Task.WhenAll(first, second);
        Console.WriteLine($"  {words} words");
    }
}
