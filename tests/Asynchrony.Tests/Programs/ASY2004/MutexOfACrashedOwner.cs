// A thread takes the mutex and ends without giving it back, so that what comes after a crash can be tried out.
class Program
{
    private static readonly Mutex Owner = new();

    static void Main()
    {
        var crashing = new Thread(() => Owner.WaitOne());
        crashing.Start();
        crashing.Join();

        try
        {
            Owner.WaitOne();
            Console.WriteLine("nobody had it");
        }
        catch (AbandonedMutexException)
        {
            Console.WriteLine("left behind, and ours now");
        }
        finally
        {
            Owner.ReleaseMutex();
        }
    }
}

// prints:
// left behind, and ours now
