// window application
// A worker without an end takes until the collection is complete: the take then throws, and its handler leaves the loop.
class Program
{
    static void Main()
    {
        var bridge = new Bridge();
        bridge.Hire(2);
        for (var span = 1; span <= 6; span++)
            bridge.Order(span);
        bridge.Finish();
        bridge.Painted.Wait();
        Console.WriteLine("all spans are red");
    }
}

class Bridge
{
    private readonly BlockingCollection<int> spans = new();

    public CountdownEvent Painted { get; } = new(6);

    public void Hire(int painters)
    {
        for (var painter = 0; painter < painters; painter++)
            new Thread(Paint).Start();
    }

    public void Order(int span) => spans.Add(span);

    public void Finish() => spans.CompleteAdding();

    private void Paint()
    {
        while (true)
        {
            int span;
            try
            {
                span = spans.Take();
            }
            catch (InvalidOperationException)
            {
                return; // no more spans
            }

            if (span > 0)
                Painted.Signal();
        }
    }
}

// prints:
// all spans are red
