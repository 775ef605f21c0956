// no fix
// A local function that asserts is the body of a thread: the join waits for its end, and sees nothing of what it says.
using Xunit;

class Program
{
    static void Main()
    {
        new JugglerTests().Catches_all();
        Console.WriteLine("passed");
    }
}

class JugglerTests
{
    [Fact]
    public void Catches_all()
    {
        var balls = new ConcurrentQueue<int>([1, 2, 3]);
        var hand = new Thread(Catch);
        hand.Start();
        Console.WriteLine("in the air");
        hand.Join();

        void Catch()
        {
            var caught = 0;
            while (balls.TryDequeue(out _))
                caught++;
            [|Assert.True|](caught == 3);
        }
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
// in the air
// passed
