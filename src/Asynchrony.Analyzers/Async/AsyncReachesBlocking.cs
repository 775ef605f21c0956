using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// An async function calls a helper that is not async and, at some depth, waits for a task, sleeps or waits for another thread. Silent for waits
/// with a limit, for a task that an object keeps, for helpers that work both ways and are told to, where a parameter or a type decides, where only the first use waits, where the helper
/// has a twin to await (ASY1003), and in entry points and benchmarks, which keep nobody's thread but their own.
/// </summary>
public sealed class AsyncReachesBlocking() : RuleAnalyzer(Rule)
{
    /// <summary>A reader follows no longer way.</summary>
    private const int MaximalCalls = 3;

    public static readonly DiagnosticDescriptor Rule = Rules.AtEnd(
        id: "ASY1004",
        title: "Do not block in what an async function calls",
        message: "'{0}' blocks this async function: it waits in '{1}'",
        why: "A thread that is blocked below an async function serves nobody meanwhile, just as if the function had blocked it itself, only that nobody sees it there.");

    private protected override void Register(RuleRegistration on) => ProgramCalls.Each(on, (graph, report) =>
    {
        var (context, notEquivalent) = (Engine.Of(on.Compilation).Context(on.AnalyzerOptions, on.Cancellation), on.Table("NotEquivalent"));
        foreach (var code in graph.Functions)
            if (code.IsAsync && !context.IsEntryPoint(code.Member) && !WaitsByDesign.IsBenchmark(code.Member))
                foreach (var place in graph.Of(code.Key).Where(Blocks).GroupBy(reached => reached.At).Where(place => !HasTwin(place.Key)))
                    report(FindingOf(place.OrderBy(reached => reached.Calls.Length).First()), code.Member);

        bool HasTwin(SyntaxNode at) => Engine.Of(on.Compilation).Model(at.SyntaxTree).GetOperation(at, on.Cancellation) is IInvocationOperation call && AsyncTwin.Of(call, notEquivalent, on.Compilation, on.Cancellation) is not null;
    });

    private static bool Blocks(Reached reached) =>
        reached.Step is { Kind: StepKind.Wait, IsBounded: false, Word: "task" or "time" or "signal" or "end" or "item" }
        && !(reached.Step.Word == "task" && reached.Step.Bodies.Any(IsKept))
        && reached is { Guesses: 0, IsFirstUse: false, IsThroughAsync: false, Calls.Length: > 0 and <= MaximalCalls };

    /// <summary>True for a task that an object keeps: whether it is complete is known to whoever calls, more often than not.</summary>
    private static bool IsKept(object work) => work is StartedIn { Variable: IFieldSymbol or IPropertySymbol };

    private static Finding FindingOf(Reached reached) =>
        new Finding(Rule, reached.At.Head(), reached.Calls[0].Name, reached.Step.Name).Also([.. reached.Way.Skip(1)]);
}
