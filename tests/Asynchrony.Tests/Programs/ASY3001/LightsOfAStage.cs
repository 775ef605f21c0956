// Both sides take one lock for the colour, and one step for the count.
var stage = new Stage();
Console.WriteLine(stage.Run());

class Stage
{
    private readonly object desk = new();

    public string Run()
    {
        var colour = "white";
        var changes = 0;
        var dimmer = new Thread(() =>
        {
            for (var step = 0; step < 3; step++)
            {
                lock (desk)
                    colour = step % 2 == 0 ? "red" : "blue";
                Interlocked.Increment(ref changes);
            }
        });
        dimmer.Start();
        lock (desk)
            Console.WriteLine(colour.Length > 2 ? "lit" : "dark");
        dimmer.Join();
        return $"{colour} after {changes}";
    }
}

// prints:
// lit
// red after 3
