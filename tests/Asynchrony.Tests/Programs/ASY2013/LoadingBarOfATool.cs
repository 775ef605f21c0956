// A tool shows that it is alive while it waits for an answer; nothing refers to the timer that does so.
class Program
{
    static async Task Main()
    {
        var bar = new LoadingBar();
        Console.WriteLine(await bar.Show(Answer()));
        Console.WriteLine(bar.Dots > 0 ? "it was alive" : "it looked dead");
    }

    private static async Task<string> Answer()
    {
        await Task.Delay(300);
        return "forty-two";
    }
}

class LoadingBar
{
    private int dots;

    public int Dots => Volatile.Read(ref dots);

    public async Task<string> Show(Task<string> answer)
    {
        var timer = [|new Timer|](_ => Interlocked.Increment(ref dots), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
        return await answer;
    }
}

// prints:
// forty-two
// it was alive
