// A wizard gives a slow step a moment and goes on without it: it shows what is there only when the step says that it is done.
class Program
{
    static void Main()
    {
        var wizard = new Wizard();
        Console.WriteLine(wizard.Next(slow: false));
        Console.WriteLine(wizard.Next(slow: true));
    }
}

class Wizard
{
    private readonly ManualResetEventSlim never = new();

    public string Next(bool slow)
    {
        var preview = new Preview(slow ? never : null);
        var worker = new Thread(preview.Make) { IsBackground = true };
        worker.Start();
        Console.WriteLine("next");
        worker.Join(slow ? 20 : 30_000);
        return preview.IsReady ? preview.Text : "no preview yet";
    }
}

class Preview(ManualResetEventSlim? gate)
{
    private volatile bool ready;
    private string text = "";

    public bool IsReady => ready;

    public string Text => text;

    public void Make()
    {
        gate?.Wait();
        text = "a small picture";
        ready = true;
    }
}

// prints:
// next
// a small picture
// next
// no preview yet
