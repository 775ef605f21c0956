// The callback holds the timer and gives it up itself.
class Program
{
    static void Main()
    {
        using var reminded = new ManualResetEventSlim();
        var desk = new Desk();
        desk.Remind("call back", 5, text =>
        {
            Console.WriteLine(text);
            reminded.Set();
        });
        reminded.Wait();
    }
}

class Desk
{
    public void Remind(string text, int milliseconds, Action<string> tell)
    {
        Timer? timer = null;
        timer = new Timer(_ =>
        {
            tell($"reminder: {text}");
            Volatile.Read(ref timer)?.Dispose();
        }, null, milliseconds, Timeout.Infinite);
    }
}

// prints:
// reminder: call back
