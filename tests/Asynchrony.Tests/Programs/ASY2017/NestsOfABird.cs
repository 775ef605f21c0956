// The tasks go into a list in a loop, and the test awaits the list.
using Xunit;

class Program
{
    static async Task Main()
    {
        try
        {
            await new NestTests().Holds_the_eggs();
            Console.WriteLine("passed");
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine(failure.Message);
        }
    }
}

class NestTests
{
    [Fact]
    public async Task Holds_the_eggs()
    {
        var nests = new Dictionary<string, int> { ["wren"] = 6, ["owl"] = 2 };
        var checks = new List<Task>();
        foreach (var (bird, eggs) in nests)
        {
            var check = Task.Run(() => Assert.Equal(bird.Length + 2, eggs));
            checks.Add(check);
        }

        await Task.WhenAll(checks);
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
// 2 instead of 5
