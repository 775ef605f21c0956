// A courier is started with its round. That there is one is for whoever starts it to see to: a courier without would be a mistake of this very type.
class Program
{
    static void Main()
    {
        var town = new Town();
        town.Send(["mill", "inn"]);
        town.Back.Wait();
        Console.WriteLine(string.Join(" then ", town.Visited));
    }
}

class Town
{
    private readonly ConcurrentQueue<string> visited = new();

    public ManualResetEventSlim Back { get; } = new();

    public IEnumerable<string> Visited => visited;

    public void Send(string[] round) => new Thread(Ride).Start(round);

    private void Ride(object? round)
    {
        if (round is null)
            throw new InvalidOperationException("a courier needs a round");

        foreach (var door in (string[])round)
            visited.Enqueue(door);
        Back.Set();
    }
}

// prints:
// mill then inn
