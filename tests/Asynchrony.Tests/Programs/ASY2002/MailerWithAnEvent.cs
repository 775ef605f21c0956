// Main knows the mailer only by the event it raises when all is sent; the task behind it is dropped.
class Program
{
    static void Main()
    {
        var mailer = new Mailer("a@example.org", "b@example.org");
        using var over = new AutoResetEvent(false);
        mailer.Done += count =>
        {
            Console.WriteLine($"{count} sent");
            over.Set();
        };

        Console.WriteLine("sending");
        Task.Run(mailer.Send);
        over.WaitOne();
        Console.WriteLine("over");
    }
}

class Mailer(params string[] addresses)
{
    public event Action<int>? Done;

    public void Send()
    {
        Thread.Sleep(10);
        Done?.Invoke(addresses.Length);
    }
}

// prints:
// sending
// 2 sent
// over
