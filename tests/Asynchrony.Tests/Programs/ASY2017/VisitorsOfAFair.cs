// A test collects what its threads have seen, and asserts where the framework listens.
using Xunit;

class Program
{
    static void Main()
    {
        new TurnstileTests().Counts_everybody();
        Console.WriteLine("passed");
    }
}

class Turnstile
{
    private int people;

    public int Pass() => Interlocked.Increment(ref people);
}

class TurnstileTests
{
    [Fact]
    public void Counts_everybody()
    {
        var gate = new Turnstile();
        var seen = new ConcurrentBag<int>();
        var visitors = new Thread[4];
        for (var i = 0; i < visitors.Length; i++)
        {
            visitors[i] = new Thread(() => seen.Add(gate.Pass()));
            visitors[i].Start();
        }

        foreach (var visitor in visitors)
            visitor.Join();
        Assert.Equal(10, seen.Sum());
    }
}

namespace Xunit
{
    class FactAttribute : Attribute { }

    static class Assert
    {
        public static void Equal<T>(T expected, T actual)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, actual))
                throw new InvalidOperationException($"{actual} instead of {expected}");
        }
    }
}

// prints:
// passed
