// Each body sets a source that the test awaits, to its result or to the failure of its assertion.
using NUnit.Framework;

class Program
{
    static async Task Main()
    {
        try
        {
            await new CouncilTests().Votes();
            Console.WriteLine("passed");
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine(failure.Message);
        }
    }
}

class CouncilTests
{
    [Test]
    public async Task Votes()
    {
        var counted = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.QueueUserWorkItem(_ =>
        {
            try
            {
                var votes = new[] { true, false, true }.Count(vote => vote);
                Assert.That(votes == 3, $"{votes} votes");
                counted.SetResult(votes);
            }
            catch (Exception failure)
            {
                counted.SetException(failure);
            }
        });
        await counted.Task;
    }
}

namespace NUnit.Framework
{
    class TestAttribute : Attribute { }

    static class Assert
    {
        public static void That(bool condition, string message)
        {
            if (!condition)
                throw new InvalidOperationException(message);
        }
    }
}

// prints:
// 2 votes
