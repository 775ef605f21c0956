using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// A completion source is completed under a lock, and none of those that it may be keeps continuations away: they run there and then, by the
/// thread that holds the lock. Or it is put where other code takes it up to complete it, and what awaits its task runs in that code; so is the core of a source of value tasks. Silent for a
/// source that is made and completed in one go, and where one with the option may be meant.
/// </summary>
public sealed class CompletionRunsInline() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Warning(
        id: "ASY1018",
        title: "Keep continuations out of the code that completes a task",
        message: "{0} runs what awaits '{1}' at once, {2}",
        why: "Whoever awaits the task goes on inside the call that completes it: foreign code runs under the lock or in the loop of a worker, keeps others out, and waits for ever if it needs who is kept out.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is null)
            return;

        on.EachBody(Check);
        on.EachType(SourceCore.IsIn, context => context.AtEnd(report =>
        {
            foreach (var core in SourceCore.LeftInline(context.Type))
                report(new Finding(Rule, core.Locations[0], "Who completes it", core.Name, "for nothing sets RunContinuationsAsynchronously").Weaker());
        }));
    }

    private static void Check(BodyContext context)
    {
        foreach (var body in context.Blocks)
        {
            var survey = context.Surveyed(body);
            foreach (var creation in survey.Creations)
                if (CompletionSource.HandedOn(creation, context.Owner, context.Compilation, context.Cancellation) is { } handed && !context.Surroundings().IsTest(context.Owner, creation.Syntax.SyntaxTree, context.Cancellation))
                    context.Report(new Finding(Rule, creation.Head(), "Who completes it", NameOf(creation), $"for it is handed on in line {handed.Syntax.GetLocation().Line()} without RunContinuationsAsynchronously").Weaker().Also(handed.Head()));

            if (survey.Locks.IsEmpty)
                continue;

            var told = new HashSet<string>(StringComparer.Ordinal);
            foreach (var call in survey.Calls)
                if (CompletionSource.InlineUnderLock(call, context.Owner, context.Compilation, context.Cancellation) is { } source && told.Add(source.Name))
                    context.ReportWeakerInTests(new Finding(Rule, call.Head(), $"'{call.TargetMethod.Name}'", source.Name, $"under the lock taken in line {source.Held.Syntax.GetLocation().Line()}")
                        .Also(source.Creations.Select(creation => creation.Syntax.GetLocation()).Prepend(source.Held.LockedValue.Syntax.GetLocation()).ToArray()));
        }
    }

    private static string NameOf(IObjectCreationOperation creation) => creation.User()?.Parent is IVariableDeclaratorOperation declarator ? declarator.Symbol.Name : "";
}
