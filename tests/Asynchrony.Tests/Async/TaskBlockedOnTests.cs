using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class TaskBlockedOnTests : RuleTests<TaskBlockedOn>
{
    private const string Members = """
        public static async Task<int> Load() { await Task.Delay(1); return 1; }
        public static async Task Save() { await Task.Delay(1); }
        public static async ValueTask<int> Read() { await Task.Delay(1); return 1; }
        public static async ValueTask Write() { await Task.Delay(1); }
        public static void Use(object? o) => Console.WriteLine(o);
        public static bool Ask() => DateTime.Now.Ticks > 3;
        """;

    [Theory]
    [InlineData("Use(Load().[|Result|]);")]
    [InlineData("Use(Read().[|Result|]);")]
    [InlineData("Save().[|Wait|]();")]
    [InlineData("Save().[|Wait|](CancellationToken.None);")]
    [InlineData("Save().[|Wait|](-1);")]
    [InlineData("Save().[|Wait|](Timeout.Infinite);")]
    [InlineData("Save().[|Wait|](Timeout.InfiniteTimeSpan);")]
    [InlineData("Use(Load().GetAwaiter().[|GetResult|]());")]
    [InlineData("Save().GetAwaiter().[|GetResult|]();")]
    [InlineData("Use(Read().GetAwaiter().[|GetResult|]());")]
    [InlineData("Write().GetAwaiter().[|GetResult|]();")]
    [InlineData("Use(Load().ConfigureAwait(false).GetAwaiter().[|GetResult|]());")]
    [InlineData("Save().ConfigureAwait(false).GetAwaiter().[|GetResult|]();")]
    [InlineData("Use(Read().ConfigureAwait(false).GetAwaiter().[|GetResult|]());")]
    [InlineData("Write().ConfigureAwait(false).GetAwaiter().[|GetResult|]();")]
    [InlineData("Write().AsTask().[|Wait|]();")]
    [InlineData("[|Task.WaitAll|](Save(), Load());")]
    [InlineData("[|Task.WaitAll|](new[] { Save(), Load() });")]
    [InlineData("Use([|Task.WaitAny|](Save(), Load()));")]
    [InlineData("Use(Task.WhenAll(Load(), Load()).[|Result|]);")]
    [InlineData("Use((Load()).[|Result|] + 1);")]
    [InlineData("Use(Task.Run(() => 1).[|Result|]);")]
    [InlineData("Task.Delay(10).[|Wait|]();")]
    [InlineData("Use(Load()?.[|Result|]);")]
    [InlineData("var task = Load(); Use([|task.Result|]);")]
    [InlineData("var awaiter = Load().GetAwaiter(); Use([|awaiter.GetResult|]());")]
    public Task Flags_what_blocks_on_a_task(string body) => Flags(body, Members);
}
