using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Where code may come to an order with other threads: it waits for something, takes a lock, or reads and writes in an order that others
/// see. What it waits for cannot always be seen, so this is for rules that claim the opposite.
/// </summary>
internal static class WaitPoint
{
    private static readonly ImmutableArray<string> Verbs = ImmutableArray.Create(
        "Wait", "Join", "Take", "TryTake", "Dequeue", "Receive", "Accept", "Read", "SignalAndWait", "SpinUntil", "Enter", "TryEnter", "Lock", "Acquire", "GetConsumingEnumerable",
        "GetResult", "MemoryBarrier", "RunSynchronously", "Poll", "Eventually", "Until", "Sync", "Barrier");

    /// <summary>True for an operation, of a tree or of a flow graph, behind which the other side may be known to have come somewhere.</summary>
    public static bool MayBe(IOperation operation) => operation switch
    {
        IAwaitOperation { Operation: var awaited } => !IsTimeOrFile(awaited),
        IInvocationOperation { IsImplicit: false, TargetMethod: var method } call => method.IsAtomic() || IsWait(method) || IsLocalWait(call),
        IPropertyReferenceOperation { Property: { Name: "Result", ContainingType.Name: "Task" or "ValueTask" } } => true,
        IFieldReferenceOperation { Field.IsVolatile: true } => true,
        IInvalidOperation { Syntax: InvocationExpressionSyntax } => true, // A call of what the compiler does not know.
        _ => false,
    };

    /// <summary>True for what a loop or branch asks before it goes on. Told by the text, which trees and flow graphs share.</summary>
    public static bool IsAsked(IOperation operation, bool byLoop)
    {
        SyntaxNode inner = operation.Syntax;
        for (var outer = inner.Parent; outer is ExpressionSyntax or StatementSyntax; inner = outer, outer = outer.Parent)
            switch (outer)
            {
                case WhileStatementSyntax loop: return loop.Condition == inner;
                case DoStatementSyntax loop: return loop.Condition == inner;
                case ForStatementSyntax loop: return loop.Condition == inner;
                case IfStatementSyntax branch: return !byLoop && branch.Condition == inner;
                case StatementSyntax or AnonymousFunctionExpressionSyntax: return false;
            }

        return false;
    }

    /// <summary>What is named Async only begins to wait: whoever waits for its task is another place. A thread that spins lets time pass.</summary>
    private static bool IsWait(IMethodSymbol method) => method.Name != "SpinWait" && !method.Name.EndsWith("Async", StringComparison.Ordinal) && method.ContainingType.SpecialType != SpecialType.System_String && method.ContainingType.Name is not ("File" or "Console" or "Path")
        && Verbs.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal) || verb.Length > 3 && method.Name.EndsWith(verb, StringComparison.Ordinal));

    /// <summary>A local function that waits somewhere inside.</summary>
    private static bool IsLocalWait(IInvocationOperation call) => call.TargetMethod.MethodKind == MethodKind.LocalFunction
        && call.TargetMethod.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declared
        && declared.DescendantNodes().Any(node => node is AwaitExpressionSyntax
            || node is SimpleNameSyntax { Identifier.ValueText: var name } && Verbs.Any(verb => name.StartsWith(verb, StringComparison.Ordinal)));

    /// <summary>Time passes, and files are read, whatever other threads do.</summary>
    private static bool IsTimeOrFile(IOperation awaited)
    {
        while (awaited.Unwrapped() is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured })
            awaited = configured;

        return awaited.Unwrapped() is IInvocationOperation { TargetMethod: { Name: var name, ContainingType: { Name: var type, ContainingNamespace: var space } } }
            && (type == "Task" && name is "Delay" or "Yield" || type == "File" && space is { Name: "IO" });
    }
}
