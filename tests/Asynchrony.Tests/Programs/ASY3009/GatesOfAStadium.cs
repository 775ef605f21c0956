// The semaphore is made for each call, whether it is the first for its gate or not.
var stadium = new Stadium();
Console.WriteLine(stadium.Enter(["north", "south", "north"]));

class Stadium
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new();
    private int inside;

    public string Enter(string[] fans)
    {
        Parallel.ForEach(fans, fan =>
        {
            var gate = gates.GetOrAdd(fan, [|new SemaphoreSlim|](2, 2));
            gate.Wait();
            try
            {
                Interlocked.Increment(ref inside);
            }
            finally
            {
                gate.Release();
            }
        });
        return $"{inside} through {gates.Count} gates";
    }
}

// prints:
// 3 through 2 gates
