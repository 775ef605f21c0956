namespace Tour.Threads;

/// <summary>Prints how many words a text has, before the thread that counts them is done.</summary>
internal sealed class ReadTooEarly
{
    private int words;

    public static void Run() => new ReadTooEarly().Print("the quick brown fox");

    private void Print(string text)
    {
        var counting = new Thread(() => words = text.Split(' ').Length);
        counting.Start();
        Console.WriteLine($"  {text.Length} letters");
        Console.WriteLine($"  {words} words");
        counting.Join();
    }
}
