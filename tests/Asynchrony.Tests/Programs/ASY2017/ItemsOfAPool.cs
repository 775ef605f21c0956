// no fix
// The task is dropped, so the test passes whatever the task finds.
using Xunit;

class Program
{
    static void Main()
    {
        new PoolTests().Is_full();
        Console.WriteLine("passed");
    }
}

class PoolTests
{
    [Fact]
    public void Is_full()
    {
        var pool = new ConcurrentBag<int> { 1, 2 };
        _ = Task.Run(() => [|Assert.Equal|](3, pool.Count));
        pool.Add(3);
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
