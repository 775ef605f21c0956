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
            await Task.Delay(10);
            Last = $"sent {subject}";
            Sent.Signal();
        });
    }
}

// prints:
// sent order 7
