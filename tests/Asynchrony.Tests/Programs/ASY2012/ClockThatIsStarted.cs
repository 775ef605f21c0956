// A thread is started by the initializer, uses the type, and waits until it is made; but nobody waits for the thread there.
class Program
{
    static void Main()
    {
        Heart.Beating.Wait();
        Console.WriteLine(Heart.Beats);
    }
}

static class Heart
{
    public static readonly ManualResetEventSlim Beating = new();
    private static int beats;

    static Heart()
    {
        var clock = new Thread(Beat) { IsBackground = true };
        clock.Start();
    }

    public static int Beats => beats;

    private static void Beat()
    {
        beats++;
        Beating.Set();
    }
}

// prints:
// 1
