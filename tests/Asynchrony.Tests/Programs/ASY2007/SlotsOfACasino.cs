// A slot machine whose reels may get stuck: whoever waits for them asks whether they have stopped.
class Program
{
    static void Main()
    {
        Console.WriteLine(new SlotMachine(stuck: false).Spin(TimeSpan.FromSeconds(30)));
        Console.WriteLine(new SlotMachine(stuck: true).Spin(TimeSpan.FromMilliseconds(20)));
    }
}

class SlotMachine(bool stuck)
{
    private readonly ManualResetEventSlim repaired = new();
    private int symbols;

    public string Spin(TimeSpan limit)
    {
        var reels = new Thread(Turn) { IsBackground = true };
        reels.Start();
        Console.WriteLine("spinning");
        if (!reels.Join(limit))
            return "call the attendant";

        return symbols == 777 ? "jackpot" : "try again";
    }

    private void Turn()
    {
        if (stuck)
            repaired.Wait();
        for (var reel = 0; reel < 3; reel++)
            symbols = symbols * 10 + 7;
    }
}

// prints:
// spinning
// jackpot
// spinning
// call the attendant
