namespace Tour.Threads;

/// <summary>A test whose assertion fails where the test does not see it.</summary>
public sealed class AssertedElsewhere
{
    [Xunit.Fact]
    public async Task Queue_is_filled()
    {
        var queue = new System.Collections.Concurrent.ConcurrentQueue<int>();
        queue.Enqueue(3);
        var checking = Task.Run(() => Xunit.Assert.True(queue.Count <= 1));
        await Task.Delay(10);
        queue.Clear();
        await checking;
    }
}
