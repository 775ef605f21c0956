using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// A completion source is completed under a lock, and none of those that it may be keeps continuations away: they run there and then, by the
/// thread that holds the lock. Silent for a source that is made and completed in one go, and where one with the option may be meant.
/// </summary>
public sealed class CompletionRunsInline() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1018",
        title: "Keep continuations out of your locks",
        message: "'{0}' runs what awaits '{1}' at once, under the lock taken in line {2}",
        why: "Whoever awaits the task goes on inside the call that completes it: foreign code runs under the lock, keeps others out of it, and waits for ever if it needs somebody who waits for the lock.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is not null)
            on.EachBody(Check);
    }

    private static void Check(BodyContext context)
    {
        foreach (var body in context.Blocks)
        {
            var survey = context.Surveyed(body);
            if (survey.Locks.IsEmpty)
                continue;

            var told = new HashSet<string>(StringComparer.Ordinal);
            foreach (var call in survey.Calls)
                if (CompletionSource.InlineUnderLock(call, context.Owner, context.Compilation, context.Cancellation) is { } source && told.Add(source.Name))
                    context.ReportWeakerInTests(new Finding(Rule, call.Head(), call.TargetMethod.Name, source.Name, source.Held.Syntax.GetLocation().Line())
                        .Also(source.Creations.Select(creation => creation.Syntax.GetLocation()).Prepend(source.Held.LockedValue.Syntax.GetLocation()).ToArray()));
        }
    }
}
