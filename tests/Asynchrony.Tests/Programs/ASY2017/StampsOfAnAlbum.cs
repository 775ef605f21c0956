// Inside the block that holds the album a task checks its pages; the await has to come before the album is closed.
using Xunit;

class Program
{
    static async Task Main()
    {
        try
        {
            await new AlbumTests().Keeps_its_stamps();
            Console.WriteLine("passed");
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine(failure.Message);
        }
    }
}

class AlbumTests
{
    [Fact]
    public async Task Keeps_its_stamps()
    {
        using (var album = new Album("blue", "red"))
        {
            await album.Open();
            // Look at it from elsewhere.
            Task look = Task.Run(() => [|Assert.Equal|](2, album.Count));
            Console.WriteLine("looking");
        }

        Console.WriteLine("closed");
    }
}

sealed class Album(params string[] stamps) : IDisposable
{
    private string[] page = stamps;

    public int Count => page.Length;

    public Task Open() => Task.CompletedTask;

    public void Dispose() => page = [];
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
// looking
// closed
// passed
