// no fix
// Work items of the pool have no end that anybody could wait for: the author has to add one.
class Program
{
    static void Main(string[] args)
    {
        var outbox = new Outbox();
        foreach (var reader in new[] { "anna", "bert" })
            [|ThreadPool.QueueUserWorkItem|](_ => outbox.Send(reader, "spring issue"));

        Console.WriteLine(args.Length == 0 ? "sending to all" : $"sending to {args[0]}");
    }
}

class Outbox
{
    private readonly ConcurrentQueue<string> sent = new();

    public void Send(string reader, string issue)
    {
        Thread.Sleep(50);
        sent.Enqueue($"{reader}: {issue}");
    }
}

// prints:
// sending to all
