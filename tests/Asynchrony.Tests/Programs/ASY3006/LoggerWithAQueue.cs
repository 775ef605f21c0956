// no fix
// A logger starts its writer before it has the queue that the writer takes from: it may find none.
var logger = new Logger(["a", "b"]);
Console.WriteLine(logger.Close());

sealed class Logger
{
    private readonly Thread writer;
    private readonly ConcurrentQueue<string>? lines;
    private int written;

    public Logger(IEnumerable<string> first)
    {
        writer = new Thread(Write);
        [|writer.Start|]();
        lines = new ConcurrentQueue<string>(first);
    }

    public string Close()
    {
        writer.Join();
        return written <= 2 ? "closed" : "broken";
    }

    private void Write()
    {
        while (lines?.TryDequeue(out _) == true)
            written++;
    }
}

// prints:
// closed
