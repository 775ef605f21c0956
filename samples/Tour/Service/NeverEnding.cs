namespace Tour.Service;

/// <summary>Writes lines as they come, on a thread that keeps the process alive for ever.</summary>
internal sealed class NeverEnding
{
    private readonly System.Collections.Concurrent.BlockingCollection<string> lines = new();

    public NeverEnding() => new Thread(Write).Start();

    public void Add(string line) => lines.Add(line);

    private void Write()
    {
        while (true)
            Console.WriteLine($"  {lines.Take()}");
    }
}
