// window application
// Both ends of the chat see to it that their threads stop: by a flag, and by an interrupt.
class Program
{
    static void Main()
    {
        var room = new Room();
        var typing = new TypingIndicator();
        room.Say("ada", "hello");
        room.Say("linus", "hi");
        typing.Touch();
        room.Close();
        typing.Stop();

        foreach (var line in room.Transcript)
            Console.WriteLine(line);
        Console.WriteLine($"indicator {(typing.IsOn ? "on" : "off")}");
    }
}

class Room
{
    private readonly ConcurrentQueue<(string Who, string What)> said = [];
    private readonly AutoResetEvent news = new(false);
    private readonly ManualResetEvent gone = new(false);
    private volatile bool closed;

    public Room()
    {
        var relay = new Thread(Relay) { Name = "relay" };
        relay.Start();
    }

    public List<string> Transcript { get; } = [];

    public void Say(string who, string what)
    {
        said.Enqueue((who, what));
        news.Set();
    }

    public void Close()
    {
        closed = true;
        news.Set();
        gone.WaitOne();
    }

    private void Relay()
    {
        while (!closed || !said.IsEmpty)
        {
            news.WaitOne(100);
            while (said.TryDequeue(out var line))
                Transcript.Add($"<{line.Who}> {line.What}");
        }

        Transcript.Add("goodbye");
        gone.Set();
    }
}

class TypingIndicator
{
    private readonly ManualResetEventSlim faded = new();
    private readonly Thread fading;
    private int level;

    public TypingIndicator()
    {
        fading = new Thread(Fade);
        fading.Start();
    }

    public bool IsOn => level > 0;

    public void Touch() => Interlocked.Exchange(ref level, 3);

    public void Stop()
    {
        fading.Interrupt();
        faded.Wait();
    }

    private void Fade()
    {
        try
        {
            while (true)
            {
                Thread.Sleep(1);
                Interlocked.Decrement(ref level);
            }
        }
        catch (ThreadInterruptedException)
        {
            Interlocked.Exchange(ref level, 0);
            faded.Set();
        }
    }
}

// prints:
// <ada> hello
// <linus> hi
// goodbye
// indicator off
