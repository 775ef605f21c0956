// All tasks are awaited: the test sees what their assertions say.
using Xunit;

class Program
{
    static async Task Main()
    {
        await new AccountTests().Is_the_same_for_all();
        Console.WriteLine("passed");
    }
}

class AccountTests
{
    [Fact]
    public async Task Is_the_same_for_all()
    {
        var balance = 100;
        var tellers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => Assert.Equal(100, Volatile.Read(ref balance)))).ToList();
        await Task.WhenAll(tellers);
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
