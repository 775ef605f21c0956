// no fix
// A synchronous method keeps a thread for each probe until its task comes back; where there is no async there is nothing to await.
var spring = new Spring();
spring.Probe(6);
Console.WriteLine(spring.Clean);

class Spring
{
    private int clean;

    public int Clean => clean;

    public void Probe(int places)
    {
        Parallel.For(0, places, place =>
        {
            var analysis = Analyse(place);
            [|analysis.Wait|]();
            if (analysis.Result)
                Interlocked.Increment(ref clean);
        });
    }

    private static async Task<bool> Analyse(int place)
    {
        await Task.Yield();
        return place % 3 > 0;
    }
}

// prints:
// 4
