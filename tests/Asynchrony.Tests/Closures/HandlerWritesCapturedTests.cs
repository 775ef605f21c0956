using Asynchrony.Analyzers.Closures;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Closures;

public sealed class HandlerWritesCapturedTests : RuleTests<HandlerWritesCaptured>
{
    [Fact]
    public Task Flags_TODO() => Flags("""
        [|Console.WriteLine|]("TODO: a small program that shows it");
        """);
}
