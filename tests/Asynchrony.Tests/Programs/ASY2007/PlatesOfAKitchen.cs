// A latch with a limit: the plates are counted whether or not all cooks have signalled.
class Program
{
    static void Main()
    {
        var kitchen = new Kitchen();
        Console.WriteLine(kitchen.Serve(cooks: 3));
    }
}

class Kitchen
{
    private readonly int[] plates = new int[3];

    public string Serve(int cooks)
    {
        using var done = new CountdownEvent(cooks);
        for (var cook = 0; cook < cooks; cook++)
        {
            var number = cook;
            ThreadPool.QueueUserWorkItem(_ =>
            {
                plates[number] = number + 1;
                done.Signal();
            });
        }

        [|done.Wait|](TimeSpan.FromSeconds(30));
        return $"{plates.Sum()} plates";
    }
}

// prints:
// 6 plates
