// no fix
// Threads of a loop, an abstract net with one kind of it, and a set of what was caught.
var meadow = new Meadow(new Butterflies());
meadow.Walk(collectors: 3);

abstract class Net
{
    public abstract bool Catch(string name);
}

class Meadow(Net net)
{
    private readonly Net net = net;

    public void Walk(int collectors)
    {
        var threads = new List<Thread>();
        for (var collector = 0; collector < collectors; collector++)
        {
            var own = collector;
            var thread = new Thread(() =>
            {
                for (var step = 0; step < 4; step++)
                    if ([|net.Catch|]($"moth {own * step}"))
                        Console.WriteLine(own);
            });
            thread.Start();
            threads.Add(thread);
        }

        threads.ForEach(thread => thread.Join());
    }
}

class Butterflies : Net
{
    private readonly HashSet<string> seen = [];

    public override bool Catch(string name) => seen.Add(name);
}
