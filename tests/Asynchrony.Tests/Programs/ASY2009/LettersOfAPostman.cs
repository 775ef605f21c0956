// The long task writes and blocks; what it starts beside is an async function without a thread of its own, which it waits for before it ends.
class Program
{
    static async Task Main()
    {
        var post = new PostOffice();
        await post.Deliver("Rose Lane", "Mill Road");
        Console.WriteLine(string.Join(" | ", post.Stamped));
    }
}

class PostOffice
{
    private readonly BlockingCollection<string> bags = new(boundedCapacity: 1);

    public List<string> Stamped { get; } = [];

    public async Task Deliver(params string[] streets)
    {
        var stamping = Task.Factory.StartNew(Stamp, TaskCreationOptions.LongRunning);
        var walking = Task.Factory.StartNew(async () =>
        {
            foreach (var street in streets)
            {
                await Task.Delay(1);
                bags.Add(street);
            }
        }, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap();

        try
        {
            await walking;
        }
        finally
        {
            bags.CompleteAdding();
        }

        await stamping;
    }

    private void Stamp()
    {
        foreach (var bag in bags.GetConsumingEnumerable())
            Stamped.Add($"{bag} stamped");
    }
}

// prints:
// Rose Lane stamped | Mill Road stamped
