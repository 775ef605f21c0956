// The mixer is stopped under the lock that its thread takes for each of its rounds.
class Program
{
    static void Main()
    {
        var mixer = new Mixer();
        mixer.Begin();
        mixer.End();
        Console.WriteLine(mixer.Dough > 0 ? "dough" : "flour");
    }
}

class Mixer
{
    private readonly object bowl = new();
    private readonly ManualResetEventSlim mixed = new();
    private Thread? arm;
    private bool off;

    public int Dough { get; private set; }

    public void Begin()
    {
        arm = new Thread(() =>
        {
            while (true)
            {
                lock (bowl)
                {
                    Dough++;
                    if (off)
                        return;
                }

                mixed.Set();
            }
        });
        arm.Start();
    }

    public void End()
    {
        mixed.Wait();
        lock (bowl)
        {
            off = true; // the arm looks at it
            arm!.[|Join|]();
        }
    }
}

// prints:
// dough
