// The loop of the listener has no end of its own: it is closing the pipe that ends it. And what signals at its end has had its last word.
using System.IO.Pipes;

class Program
{
    static void Main()
    {
        var hub = new Hub();
        hub.Serve(["lamp on", "lamp off", "door open"]);
        hub.Report();
        Console.WriteLine(hub.Count("door"));
    }
}

class Hub
{
    private readonly List<string> received = [];

    public void Serve(string[] messages)
    {
        using var ended = new ManualResetEventSlim();
        using (var server = new AnonymousPipeServerStream(PipeDirection.Out))
        using (var client = new AnonymousPipeClientStream(PipeDirection.In, server.ClientSafePipeHandle))
        {
            var listener = new Thread(() =>
            {
                var reader = new StreamReader(client);
                while (reader.ReadLine() is { } line)
                    received.Add(line);
                ended.Set();
            });
            listener.Start();

            using (var writer = new StreamWriter(server))
                foreach (var message in messages)
                    writer.WriteLine(message);

            ended.Wait();
        }
    }

    public void Report()
    {
        foreach (var line in received)
            Console.WriteLine($"got {line}");
    }

    public int Count(string device)
    {
        using var done = new CountdownEvent(received.Count);
        using var turn = new SemaphoreSlim(1, 1);
        var count = 0;

        foreach (var line in received)
            ThreadPool.QueueUserWorkItem(_ =>
            {
                turn.Wait();
                try
                {
                    if (line.StartsWith(device))
                        count++;
                }
                finally
                {
                    turn.Release();
                    done.Signal();
                }
            });

        done.Wait();
        return count;
    }
}

// prints:
// got lamp on
// got lamp off
// got door open
// 1
