// no fix
// A timer calls back and asserts there, where no framework listens: a wrong state would end the whole run.
using NUnit.Framework;

class Program
{
    static void Main()
    {
        new LampTests().Switches();
        Console.WriteLine("passed");
    }
}

class LampTests
{
    [Test]
    public void Switches()
    {
        var lit = true;
        using var switched = new ManualResetEventSlim();
        using var timer = new Timer(_ =>
        {
            [|Assert.That|](lit, "the lamp is dark");
            switched.Set();
        }, null, 5, Timeout.Infinite);
        switched.Wait();
        using var last = new ManualResetEvent(false);
        if (timer.Dispose(last))
            last.WaitOne();
    }
}

namespace NUnit.Framework
{
    class TestAttribute : Attribute { }

    static class Assert
    {
        public static void That(bool condition, string message)
        {
            if (!condition)
                throw new InvalidOperationException(message);
        }
    }
}

// prints:
// passed
