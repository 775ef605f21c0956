using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A collection that is not made for threads is changed with no lock while another thread may use it, or while a loop over it awaits, and nothing
/// else locks it either. Silent without a sign of the other, for what is filled before the work begins, and for interfaces and games with one thread.
/// </summary>
public sealed class SharedCollectionUnguarded() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5030",
        title: "Lock a collection that several threads use, or take a concurrent one",
        message: "'{0}' is changed {1} with no lock, while {2}",
        why: "A list or dictionary that one thread reads or changes while another changes it loses elements, throws, or never returns.");

    private protected override void Register(RuleRegistration on)
    {
        var unguarded = on.Table("Unguarded");
        var context = Engine.Of(on.Compilation).Context(on.AnalyzerOptions, on.Cancellation);

        TypeState.Each(on, state => Contention.MayConcern(state, context), (state, report) =>
        {
            foreach (var variable in state.Variables)
                if (Contention.Of(variable, state, unguarded, context) is { } found && Claims.Owner(found.Change, variable, state) == Claim.SharedCollection
                    && !context.IsOfInterface(found.Change.Member, found.Change.At.Syntax.SyntaxTree, on.Cancellation) && !(found.Sharing is Sharing.Static or Sharing.Only && context.IsNamedForInterface(found.Change.Member)))
                    report((found.Sharing switch { Sharing.Thread => BesideThread(variable, state, found), Sharing.Await => AcrossAwait(variable, found), _ => AmongCallers(variable, found) })
                        .Also([.. found.Uses.Where(use => found.Sharing != Sharing.Thread || use != found.Change).Select(use => use.At.Syntax.GetLocation())]));
        });
    }

    /// <summary>One thread and what it does is in question: told at the change.</summary>
    private static Finding BesideThread(VariableState variable, TypeState state, Contention found)
    {
        var runs = state.RunsOn(found.Change);
        var who = runs is null ? $"a {state.RunsOn(found.Other)!.Value.Noun()}" : "callers";
        return new Finding(Rule, found.Change.At.Head(), variable.Variable.Name, runs is { } work ? $"here by a {work.Noun()}" : "here", $"{who} may {Does(found.Other)} it in '{found.Other.Member.Spoken()}'");
    }

    /// <summary>The walk is in question, which others break off: told there.</summary>
    private static Finding AcrossAwait(VariableState variable, Contention found) =>
        new Finding(Rule, found.Other.At.Head(), variable.Variable.Name, $"in '{found.Change.Member.Spoken()}'", $"'{found.Other.Member.Spoken()}' awaits in the middle of a loop over it").Weaker();

    /// <summary>What was chosen for everybody is in question: told where it is declared.</summary>
    private static Finding AmongCallers(VariableState variable, Contention found) =>
        new Finding(Rule, variable.Variable.Locations[0], variable.Variable.Name, $"in '{found.Change.Member.Spoken()}'",
            $"other threads may {Does(found.Other)} it{(SymbolEqualityComparer.Default.Equals(found.Change.Member, found.Other.Member) ? "" : $" in '{found.Other.Member.Spoken()}'")}").Weaker();

    private static string Does(StateUse use) => use.Is(UseKind.ChangesContent) ? "change" : use.Is(UseKind.Enumerates) ? "enumerate" : "read";
}
