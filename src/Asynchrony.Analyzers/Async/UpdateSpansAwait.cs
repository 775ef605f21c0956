using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// A variable that threads share is read, then the function awaits, and then it is written as the old value told. Silent under any lock, where
/// the variable is looked at again behind the await, without a sign of threads other than a concurrent collection, where a type begins or ends, in windows and games.
/// </summary>
public sealed class UpdateSpansAwait() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1025",
        title: "Do not await between reading a shared variable and writing it",
        message: "'{0}' is written here as it was before the await, {1}: {2}",
        why: "While an async function waits, other callers read the old value as well: of two updates one is lost, and what was to be made once is made twice.");

    private protected override void Register(RuleRegistration on)
    {
        var (context, concurrent) = (Engine.Of(on.Compilation).Context(on.AnalyzerOptions, on.Cancellation), on.Table("Concurrent"));
        TypeState.EachWithSigns(on, (state, report) =>
        {
            if (!context.IsUserInterface(state.Type) && !context.IsGame(state.Type))
                foreach (var variable in state.Variables)
                    foreach (var update in SpannedUpdate.Of(variable))
                        if (!Guard.IsBeforeOrAfter(update.Write.Member) && !update.IsSameAgain && Evidence.Of(variable, state, concurrent) is { Sign: not Sign.Collections } evidence && evidence.IsOfWriters(variable, state))
                            report(new Finding(Rule, update.Write.At.Head(), variable.Variable.Name, update.IsMade ? "so what is made once may be made twice" : "so an update in between is lost", Words(evidence))
                                .Also(update.Read.Head(), update.Wait.Syntax.GetFirstToken().GetLocation()));
        });
    }

    /// <summary>What shows that others write the variable too, for the reader.</summary>
    private static string Words(Evidence evidence) => evidence.Sign switch
    {
        Sign.Volatile => "it is volatile",
        Sign.Atomic => $"it is used atomically in line {evidence.Use!.At.Syntax.GetLocation().Line()}",
        Sign.Locked => $"it is used under a lock in line {evidence.Use!.At.Syntax.GetLocation().Line()}",
        Sign.Beside => $"a {evidence.RunsOn!.Value.Noun()} uses it too",
        Sign.Static => "it is static",
        _ => $"'{evidence.Other!.Name}' of the same object is used under a lock",
    };
}
