// A call centre drops its calls on the pool. What each does is async and guarded where it is written, not where it is queued.
class Program
{
    static void Main()
    {
        var centre = new Centre(3);
        foreach (var number in new[] { "555-1", "", "555-3" })
            centre.Take(number);
        centre.Idle.Wait();
        Console.WriteLine($"{centre.Answered} answered, {centre.Failed} failed");
    }
}

class Centre(int calls)
{
    private int answered, failed;

    public CountdownEvent Idle { get; } = new(calls);

    public int Answered => Volatile.Read(ref answered);

    public int Failed => Volatile.Read(ref failed);

    public void Take(string number) => ThreadPool.QueueUserWorkItem(async state => await Answer((string)state!), number);

    private async Task Answer(string number)
    {
        try
        {
            await Connect(number);
            Interlocked.Increment(ref answered);
        }
        catch (Exception)
        {
            Interlocked.Increment(ref failed);
        }
        finally
        {
            Idle.Signal();
        }
    }

    private static async Task Connect(string number)
    {
        await Task.Yield();
        if (number.Length == 0)
            throw new FormatException("no number");
    }
}

// prints:
// 2 answered, 1 failed
