// The method plays the parts all at once or, at a rehearsal, one by one, which is what it is asked for.
class Program
{
    static void Main()
    {
        var band = new Band();
        Console.WriteLine(band.Play(together: false));
        Console.WriteLine(band.Play(together: true));
    }
}

class Band
{
    private readonly string[] parts = ["drums", "bass", "voice"];
    private int notes;

    public int Play(bool together)
    {
        var players = new List<Thread>();
        foreach (var part in parts)
            players.Add(new Thread(() => Interlocked.Add(ref notes, part.Length)));

        if (together)
        {
            foreach (var player in players)
                player.Start();
            foreach (var player in players)
                player.Join();
            return notes;
        }

        foreach (var player in players)
        {
            player.Start();
            player.Join();
        }

        return notes;
    }
}

// prints:
// 14
// 28
