namespace Tour.Threads;

/// <summary>Writes a byte now and then, and closes the file under the hands of the last tick.</summary>
internal sealed class TickAfterClose
{
    private readonly FileStream output = File.Create(Path.GetTempFileName());
    private readonly Timer timer;

    private TickAfterClose() => timer = new Timer(Tick, null, 1000, 1000);

    public static void Run()
    {
        var journal = new TickAfterClose();
        journal.Close();
        Console.WriteLine("  closed");
    }

    private void Tick(object? state) => output.WriteByte(1);

    private void Close()
    {
        using var ended = new ManualResetEvent(false);
        if (timer.Dispose(ended))
            ended.WaitOne();
        output.Dispose();
    }
}
