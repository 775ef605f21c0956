using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;

namespace Asynchrony.Analyzers.Locks;

/// <summary>What the reader is told of what shows that threads share a variable.</summary>
internal static class Signs
{
    public static string Words(Evidence evidence) => evidence.Sign switch
    {
        Sign.Volatile => "it is volatile",
        Sign.Atomic => $"line {evidence.Use!.At.Syntax.GetLocation().Line()} uses it in one atomic step",
        Sign.Locked => $"line {evidence.Use!.At.Syntax.GetLocation().Line()} holds a lock for it",
        Sign.Beside => $"a {evidence.RunsOn!.Value.Noun()} uses it",
        Sign.Copied => "the copy is there for that",
        _ => "it is static",
    };
}
