// A parallel loop hands on what its bodies throw, and so does a parallel query: both come to the test.
using Xunit;

class Program
{
    static void Main()
    {
        try
        {
            new FlockTests().Is_counted();
            Console.WriteLine("passed");
        }
        catch (AggregateException failure)
        {
            Console.WriteLine(failure.InnerExceptions[0].Message);
        }
    }
}

class FlockTests
{
    [Fact]
    public void Is_counted()
    {
        var flock = Enumerable.Range(1, 40).ToArray();
        Parallel.ForEach(flock, sheep => Assert.True(sheep > 0));
        flock.AsParallel().ForAll(sheep => Assert.Equal(0, sheep / 41));
        Parallel.Invoke(() => Assert.Equal(40, flock.Length), () => Assert.Equal(41, flock[^1]));
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

        public static void True(bool condition)
        {
            if (!condition)
                throw new InvalidOperationException("not true");
        }
    }
}

// prints:
// 40 instead of 41
