namespace Tour.Threads;

/// <summary>The same in async code, where the end of the last tick can be awaited.</summary>
internal sealed class TickAfterCloseAsync
{
    private readonly FileStream output = File.Create(Path.GetTempFileName());
    private readonly Timer timer;

    private TickAfterCloseAsync() => timer = new Timer(_ => output.WriteByte(1), null, 1000, 1000);

    public static async Task Run()
    {
        var diary = new TickAfterCloseAsync();
        await diary.Close();
        Console.WriteLine("  closed");
    }

    private async Task Close()
    {
        await timer.DisposeAsync();
        await output.DisposeAsync();
    }
}
