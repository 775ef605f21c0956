// An application asserts in its threads by means of its own: no framework is there to miss what they say.
class Program
{
    static void Main()
    {
        var rocket = new Rocket();
        var count = new Thread(rocket.Launch);
        count.Start();
        Console.WriteLine("countdown");
        count.Join();
        Console.WriteLine(Assert.Failures == 0 ? "in orbit" : "lost");
    }
}

static class Assert
{
    private static int failures;

    public static int Failures => Volatile.Read(ref failures);

    public static void True(bool condition)
    {
        if (!condition)
            Interlocked.Increment(ref failures);
    }
}

class Rocket
{
    private readonly Stack<string> stages = new(["capsule", "upper", "lower"]);

    public void Launch()
    {
        while (stages.TryPop(out var stage))
            Assert.True(stage.Length > 3);
    }
}

// prints:
// countdown
// in orbit
