// The thread keeps what it caught, and the test throws it when the thread has ended.
using Xunit;

class Program
{
    static void Main()
    {
        try
        {
            new ListTests().Has_three();
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine(failure.InnerException?.Message);
        }
    }
}

class ListTests
{
    [Fact]
    public void Has_three()
    {
        Exception? error = null;
        var list = new List<int> { 1, 2 };
        var checker = new Thread(() =>
        {
            try
            {
                Assert.Equal(3, list.Count);
            }
            catch (Exception problem)
            {
                error = problem;
            }
        });
        checker.Start();
        checker.Join();
        if (error is not null)
            throw new InvalidOperationException("on the thread", error);
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
// 2 instead of 3
