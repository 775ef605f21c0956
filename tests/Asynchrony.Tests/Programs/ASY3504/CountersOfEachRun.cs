// Whatever is counted deep down belongs to the run: it made the counter, got it as its element, or has one a thread.
var fair = new Fair();
fair.Open(Enumerable.Range(1, 12).Select(number => new Stall(number)).ToList());

class Fair
{
    public void Open(List<Stall> stalls)
    {
        var sums = new int[stalls.Count];
        Parallel.For(0, stalls.Count, at =>
        {
            var till = new Till();
            for (var guest = 0; guest < 3; guest++)
                till.Take(guest + 1);
            sums[at] = till.Sum;
        });

        Parallel.ForEach(stalls, stall => stall.Serve());
        Parallel.ForEach(stalls, _ => Rain.Fall());
        Console.WriteLine($"{sums.Sum()} {stalls.Sum(stall => stall.Served)}");
    }
}

class Stall(int number)
{
    private readonly Till till = new();

    public int Served => till.Sum;

    public void Serve() => till.Take(number);
}

class Till
{
    private readonly Drawer drawer = new();

    public int Sum => drawer.Coins;

    public void Take(int coins) => drawer.Put(coins);
}

class Drawer
{
    public int Coins { get; private set; }

    public void Put(int coins) => Coins += coins;
}

static class Rain
{
    public static void Fall() => Cloud.Drop();
}

static class Cloud
{
    [ThreadStatic]
    private static int drops;

    public static void Drop() => drops++;
}

// prints:
// 72 78
