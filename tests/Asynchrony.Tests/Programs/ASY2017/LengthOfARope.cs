// The thread only measures; the test asserts.
using Xunit;

class Program
{
    static void Main()
    {
        new RopeTests().Is_long_enough();
        Console.WriteLine("passed");
    }
}

class RopeTests
{
    [Fact]
    public void Is_long_enough()
    {
        var length = 0;
        var measuring = new Thread(() => length = "rope".Length * 3);
        measuring.Start();
        measuring.Join();
        Assert.Equal(12, length);
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
