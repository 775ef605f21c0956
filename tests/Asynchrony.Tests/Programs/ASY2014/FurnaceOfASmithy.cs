// window application
// The smith stokes the fire for ever, in a lambda, on a thread that is told its name and nothing else.
class Program
{
    static void Main()
    {
        var smithy = new Smithy();
        smithy.Light();
        smithy.Hot.Wait();
        Console.WriteLine("the iron glows");
    }
}

class Smithy
{
    private int heat;

    public ManualResetEventSlim Hot { get; } = new();

    public void Light()
    {
        var stoker = [|new Thread|](() =>
        {
            for (;;)
            {
                // The fire needs more each time.
                if (Interlocked.Add(ref heat, 100) >= 900)
                    Hot.Set();
                Thread.Sleep(1);
            }
        })
        {
            Name = "stoker", // seen in the debugger
        };
        stoker.Start();
    }
}

// prints:
// the iron glows
