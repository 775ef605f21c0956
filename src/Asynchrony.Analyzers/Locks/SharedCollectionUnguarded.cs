using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A collection that is not made for threads is changed with no lock while another thread may use it, and nothing else locks it either. Silent
/// without a sign of that other thread, for what is filled before the work begins, and for interfaces and games with one thread.
/// </summary>
public sealed class SharedCollectionUnguarded() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5030",
        title: "Lock a collection that several threads use, or take a concurrent one",
        message: "'{0}' is changed here{1} with no lock, while {2}",
        why: "A list or dictionary that one thread reads or changes while another changes it loses elements, throws, or never returns.");

    private protected override void Register(RuleRegistration on)
    {
        var unguarded = on.Table("Unguarded");
        var context = Engine.Of(on.Compilation).Context(on.AnalyzerOptions, on.Cancellation);

        TypeState.Each(on, type => Contention.MayConcern(type, unguarded), (state, report) =>
        {
            foreach (var variable in state.Variables)
                if (Contention.Of(variable, state, unguarded, context) is { } found && !context.MayReturnToOneThread(found.Change.Member, found.Change.At.Syntax.SyntaxTree, on.Cancellation))
                    report(FindingOf(variable, state, found));
        });
    }

    private static Finding FindingOf(VariableState variable, TypeState state, Contention found)
    {
        var (change, other) = (found.Change, found.Other);
        var runs = found.Sharing != Sharing.Thread ? null : state.RunsOn(change);
        var does = other.Is(UseKind.ChangesContent) ? "change" : other.Is(UseKind.Enumerates) ? "enumerate" : "read";
        var who = found.Sharing != Sharing.Thread ? "other threads" : runs is null ? $"a {Noun(state.RunsOn(other)!)}" : "callers";
        var finding = new Finding(Rule, change.At.Head(), variable.Variable.Name, runs is null ? "" : $" by a {Noun(runs)}", $"{who} may {does} it in '{NameOf(other.Member)}'")
            .Also([.. found.Uses.Where(use => use != change).Select(use => use.At.Syntax.GetLocation())]);
        return found.Sharing == Sharing.Thread ? finding : finding.Weaker();
    }

    private static string Noun(string runs) => runs == "pool" ? "work item" : runs;

    private static string NameOf(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => member.ContainingType.Name,
        IMethodSymbol { AssociatedSymbol: { } owner } => owner.Name,
        _ => member.Name,
    };
}
