// The thread tells what has failed, and the caller throws it on: the thread is over then, or nearly so.
var mill = new Mill();
Console.WriteLine(mill.Grind("rye"));
try
{
    mill.Grind("stone");
}
catch (InvalidOperationException problem)
{
    Console.WriteLine(problem.Message);
}

class Mill
{
    private readonly ManualResetEventSlim ground = new();
    private volatile string failure = "";

    public string Grind(string corn)
    {
        ground.Reset();
        var wheel = new Thread(() =>
        {
            if (corn == "stone")
                failure = "the wheel is broken";
            ground.Set();
        });
        wheel.Start();
        ground.Wait();
        if (failure.Length > 0)
            throw new InvalidOperationException(failure);
        wheel.Join();
        return $"{corn} flour";
    }
}

// prints:
// rye flour
// the wheel is broken
