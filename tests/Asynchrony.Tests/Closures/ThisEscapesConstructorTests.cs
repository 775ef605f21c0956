using Asynchrony.Analyzers.Closures;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Closures;

public sealed class ThisEscapesConstructorTests : RuleTests<ThisEscapesConstructor>
{
    [Fact]
    public Task Flags_TODO() => Flags("""
        [|Console.WriteLine|]("TODO: a small program that shows it");
        """);
}
