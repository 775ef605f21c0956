using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class BlockingCallInAsyncTests : RuleTests<BlockingCallInAsync>
{
    [Fact]
    public Task Flags_TODO() => Flags("""
        [|Console.WriteLine|]("TODO: a small program that shows it");
        """);
}
