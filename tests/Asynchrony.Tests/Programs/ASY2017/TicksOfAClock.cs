// no fix
// The assertion runs on a thread of its own: if it failed, the process would end.
using Xunit;

class Program
{
    static void Main()
    {
        new ClockTests().Ticks();
        Console.WriteLine("passed");
    }
}

class ClockTests
{
    [Fact]
    public void Ticks()
    {
        var ticks = 0;
        var clock = new Thread(() =>
        {
            for (var second = 0; second < 60; second++)
                ticks++;
            [|Assert.Equal|](60, ticks);
        });
        clock.Start();
        clock.Join();
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
