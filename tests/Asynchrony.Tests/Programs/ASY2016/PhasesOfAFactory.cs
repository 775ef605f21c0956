// The barrier knows all its machines from the beginning.
using (var factory = new Factory(machines: 3))
    Console.WriteLine(factory.Run());

sealed class Factory(int machines) : IDisposable
{
    private readonly Barrier phase = new(machines + 1);
    private int parts;

    public string Run()
    {
        for (var machine = 0; machine < machines; machine++)
        {
            var own = machine + 1;
            var thread = new Thread(() =>
            {
                Interlocked.Add(ref parts, own);
                phase.SignalAndWait();
            });
            thread.Start();
        }

        phase.SignalAndWait();
        return $"{Volatile.Read(ref parts)} parts";
    }

    public void Dispose() => phase.Dispose();
}

// prints:
// 6 parts
