// A watcher is restarted under the lock its thread takes, behind a question mark for the first time.
var watcher = new Watcher();
watcher.Restart("inbox");
watcher.Wait();
watcher.Restart("outbox");
watcher.Wait();
Console.WriteLine(watcher.Seen);

class Watcher
{
    private readonly object state = new();
    private Thread? thread;
    private string folder = "";

    public string Seen { get; private set; } = "";

    public void Restart(string path)
    {
        Stop();
        lock (state)
        {
            folder = path;
            thread = new Thread(Look);
            thread.Start();
        }
    }

    public void Wait() => thread?.Join();

    private void Stop()
    {
        lock (state)
        {
            Seen += "|";
            thread?.[|Join|]();
        }
    }

    private void Look()
    {
        lock (state)
            Seen += folder;
    }
}

// prints:
// |inbox|outbox
