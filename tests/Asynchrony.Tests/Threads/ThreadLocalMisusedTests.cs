using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class ThreadLocalMisusedTests : RuleTests<ThreadLocalMisused>
{
    [Fact]
    public Task Flags_TODO() => Flags("""
        [|Console.WriteLine|]("TODO: a small program that shows it");
        """);
}
