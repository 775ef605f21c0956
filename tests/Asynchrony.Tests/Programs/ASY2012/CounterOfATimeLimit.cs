// also ASY1001
// The task is complete when it is made, and so there is nothing to wait for; the type is used by the thread that makes it.
class Program
{
    static void Main() => Console.WriteLine(Limits.Seconds);
}

class Limits
{
    private static readonly int Factor = 3;

    public static readonly int Seconds = Ask().Result;

    private static Task<int> Ask() => Task.FromResult(Factor * 20);
}

// prints:
// 60
