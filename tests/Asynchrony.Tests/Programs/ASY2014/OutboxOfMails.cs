// window application
// Three ways to end a loop without an end: a cancelled take, a last letter that says so, and a step that tells whether to go on.
class Program
{
    static void Main()
    {
        var outbox = new Outbox();
        outbox.Open();
        outbox.Send("ada@example.org", "Minutes");
        outbox.Send("nowhere", "Lost");
        outbox.Send("grace@example.org", "Agenda");
        outbox.Close();
        Console.WriteLine(string.Join(" ", outbox.Delivered.Order()));
        Console.WriteLine($"{outbox.Returned} returned");
    }
}

record Letter(string To, string Subject);

class Outbox
{
    private static readonly Letter Last = new("", "");

    private readonly BlockingCollection<Letter> letters = [];
    private readonly BlockingCollection<Letter> returned = [];
    private readonly CancellationTokenSource closing = new();
    private readonly CountdownEvent ended = new(3);
    private int chimes;

    public ConcurrentBag<string> Delivered { get; } = [];
    public int Returned { get; private set; }

    public void Open()
    {
        new Thread(Deliver).Start();
        new Thread(Return) { Priority = ThreadPriority.BelowNormal }.Start();
        new Thread(() =>
        {
            while (true)
                if (!Chime())
                    return;
        }).Start();
    }

    public void Send(string to, string subject) => letters.Add(new Letter(to, subject));

    public void Close()
    {
        SpinWait.SpinUntil(() => letters.Count == 0);
        closing.Cancel();
        returned.Add(Last);
        ended.Wait();
    }

    private void Deliver()
    {
        try
        {
            while (true)
            {
                var letter = letters.Take(closing.Token);
                if (letter.To.Contains('@'))
                    Delivered.Add(letter.Subject);
                else
                    returned.Add(letter);
            }
        }
        catch (OperationCanceledException)
        {
            ended.Signal();
        }
    }

    private void Return()
    {
        for (;;)
        {
            var letter = returned.Take();
            if (ReferenceEquals(letter, Last))
                break;
            Returned += letter.Subject.Length > 0 ? 1 : 0;
        }

        ended.Signal();
    }

    private bool Chime()
    {
        if (++chimes < 3)
            return true;
        ended.Signal();
        return false;
    }
}

// prints:
// Agenda Minutes
// 1 returned
