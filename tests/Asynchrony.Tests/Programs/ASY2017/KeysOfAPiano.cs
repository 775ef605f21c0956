// The task is kept in a field, and the end of each test awaits it.
using Xunit;

class Program
{
    static async Task Main()
    {
        var tests = new PianoTests();
        try
        {
            tests.Sounds();
            await tests.DisposeAsync();
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine(failure.Message);
        }
    }
}

class PianoTests : IAsyncDisposable
{
    private readonly int[] keys = [52, 36];
    private Task? tuning;

    [Fact]
    public void Sounds()
    {
        tuning = Task.Run(() => Assert.Equal(88, keys[0] + keys[1] - 1));
        Console.WriteLine("a chord");
    }

    public async ValueTask DisposeAsync()
    {
        if (tuning is { } running)
            await running;
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
// a chord
// 87 instead of 88
