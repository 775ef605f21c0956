// The writer of scores waits for a pulse under the lock; whoever closes the arcade pulses, and waits under the same lock.
class Arcade
{
    private readonly Queue<int> scores = [];
    private readonly Thread writer;
    private bool closing;
    private int sum;

    public Arcade()
    {
        writer = new Thread(Write) { IsBackground = true };
        writer.Start();
    }

    static void Main()
    {
        var arcade = new Arcade();
        arcade.Add(70);
        arcade.Add(5);
        arcade.Close();
        Console.WriteLine(arcade.sum);
    }

    private void Add(int score)
    {
        lock (scores)
        {
            scores.Enqueue(score);
            Monitor.Pulse(scores);
        }
    }

    private void Close()
    {
        lock (scores)
        {
            closing = true;
            Monitor.Pulse(scores);
            [|writer.Join|]();
        }
    }

    private void Write()
    {
        lock (scores)
        {
            while (!closing || scores.Count > 0)
            {
                if (scores.TryDequeue(out var score))
                    sum += score;
                else
                    Monitor.Wait(scores);
            }
        }
    }
}

// prints:
// 75
