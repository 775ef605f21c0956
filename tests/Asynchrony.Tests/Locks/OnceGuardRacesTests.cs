using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class OnceGuardRacesTests : RuleTests<OnceGuardRaces>
{
    [Fact]
    public Task Flags_TODO() => Flags("""
        [|Console.WriteLine|]("TODO: a small program that shows it");
        """);
}
