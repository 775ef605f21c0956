// What would count is a lambda that is only kept: the ferryman runs all of them when the tasks are home.
var ferry = new Ferry();
var rowing = new List<Task>();
for (var passenger = 1; passenger <= 6; passenger++)
{
    var fare = passenger;
    rowing.Add(Task.Run(() => ferry.Board(fare)));
}
await Task.WhenAll(rowing);
Console.WriteLine(ferry.Land());

class Ferry
{
    private readonly Deck deck = new();

    public void Board(int fare) => deck.Seat(fare);

    public int Land() => deck.Collect();
}

class Deck
{
    private readonly Purse purse = new();

    public void Seat(int fare) => purse.Promise(fare);

    public int Collect() => purse.Open();
}

class Purse
{
    private readonly ConcurrentQueue<Action> promises = new();
    private int coins;

    public void Promise(int fare) => promises.Enqueue(() => coins += fare);

    public int Open()
    {
        while (promises.TryDequeue(out var pay))
            pay();
        return coins;
    }
}

// prints:
// 21
