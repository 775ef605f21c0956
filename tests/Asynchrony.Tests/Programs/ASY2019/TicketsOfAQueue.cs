// An awaiter of its own puts the rest of an async function on the pool: what that throws comes out where its task is awaited.
using System.Runtime.CompilerServices;

class Program
{
    static async Task Main()
    {
        var office = new Office();
        try
        {
            await office.Serve("A7");
            await office.Serve("");
        }
        catch (FormatException wrong)
        {
            Console.WriteLine(wrong.Message);
        }
    }
}

class Office
{
    public async Task Serve(string ticket)
    {
        await default(NextDesk);
        if (ticket.Length == 0)
            throw new FormatException("no ticket");
        Console.WriteLine($"{ticket} is served");
    }
}

readonly struct NextDesk : INotifyCompletion
{
    public bool IsCompleted => false;

    public NextDesk GetAwaiter() => this;

    public void GetResult() { }

    public void OnCompleted(Action continuation) => ThreadPool.QueueUserWorkItem(static rest => ((Action)rest!)(), continuation);
}

// prints:
// A7 is served
// no ticket
