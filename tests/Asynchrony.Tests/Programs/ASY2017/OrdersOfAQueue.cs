// The task checks the queue beside the test, which is over before anybody asks the task.
using Xunit;

class Program
{
    static async Task Main()
    {
        try
        {
            await new QueueTests().Keeps_what_it_got();
            Console.WriteLine("passed");
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine(failure.Message);
        }
    }
}

class QueueTests
{
    [Fact]
    public async Task Keeps_what_it_got()
    {
        var queue = new ConcurrentQueue<string>();
        queue.Enqueue("order");
        queue.TryDequeue(out _);
        var check = Task.Run(() => [|Assert.Equal|](1, queue.Count));
        await Task.Delay(10);
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
// 0 instead of 1
