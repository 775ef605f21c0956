// no fix
// An async work item without a catch: what it throws would end the process, and a task would hide it.
class Program
{
    static void Main()
    {
        var outbox = new Outbox();
        outbox.Send("order 7");
        outbox.Sent.Wait();
        Console.WriteLine(outbox.Last);
    }
}

class Outbox
{
    public CountdownEvent Sent { get; } = new(1);
    public volatile string Last = "nothing";

    public void Send(string subject)
    {
        [|ThreadPool.QueueUserWorkItem|](async _ =>
        {
            Last = await Deliver(subject);
            Sent.Signal();
        });
    }

    private static async Task<string> Deliver(string subject)
    {
        await Task.Delay(10);
        return subject.Length > 0 ? $"sent {subject}" : throw new ArgumentException("a mail without a subject", nameof(subject));
    }
}

// prints:
// sent order 7
