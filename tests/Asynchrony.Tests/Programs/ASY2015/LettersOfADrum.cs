// A player keeps the time of a piece: the pauses are the music, and order nothing.
class Program
{
    static void Main()
    {
        var drum = new Drum(TimeSpan.FromMilliseconds(3));
        var player = new Thread(() => drum.Play("x.x..x")) { Name = "drummer" };
        player.Start();
        Console.WriteLine("listen");
        player.Join();
        Console.WriteLine($"{drum.Beats} beats");
    }
}

class Drum(TimeSpan pause)
{
    public int Beats { get; private set; }

    public void Play(string score)
    {
        foreach (var note in score)
        {
            if (note == 'x')
                Beats++;
            Thread.Sleep(pause);
        }
    }
}

// prints:
// listen
// 3 beats
