using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Closures;

/// <summary>
/// As <see cref="ParallelBodyUpdatesShared"/>, where only the program shows the update: deep in methods of other types, or behind a member that one
/// type of the program answers.
/// </summary>
public sealed class ParallelBodyUpdatesSharedInBuild() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.InBuild("ASY3504", ParallelBodyUpdatesShared.Rule);

    private protected override void Register(RuleRegistration on)
    {
        var (runsDelegate, effects, locks, turns) = (on.Table("RunsDelegate"), on.Table("Effects"), on.Table("Locks"), on.Table("Turns"));
        var answers = on.Once(() => new OnlyAnswer(on.Compilation, on.Cancellation));
        var report = on.Gather();

        on.EachBody(context =>
        {
            foreach (var block in context.Blocks)
                if (ConcurrentBody.In(context, block, runsDelegate) is { Count: > 0 } bodies && !context.Surroundings().IsTest(context.Owner, block.Syntax.SyntaxTree, context.Cancellation))
                    Check(bodies, context);
        });

        void Check(IReadOnlyList<ConcurrentBody> bodies, BodyContext context)
        {
            var known = new HashSet<SyntaxNode>();
            foreach (var body in bodies)
            {
                var near = body.Effects(context.Compilation, effects, context.Cancellation);
                if (!near.Unknown || Update.In(body, one => one.Effects(context.Compilation, effects, context.Cancellation)).Any(update => update.Access.Through is not null))
                    continue;

                var shared = new SharedLock(body, EffectsOf(body), locks, turns);
                foreach (var update in Update.In(body, EffectsOf))
                    if (!near.Sees(update.Access) && !shared.MayGuard(update.Access) && known.Add(update.Whole.Syntax))
                        report(FindingOf(body, update), context.Owner);
            }

            Effects EffectsOf(ConcurrentBody body) => body.Effects(context.Compilation, effects, answers, context.Cancellation);
        }
    }

    private static Finding FindingOf(ConcurrentBody body, Update update) =>
        new Finding(Rule, ParallelBodyUpdatesShared.PlaceOf(body, update), update.Name, body.Handover.RunsOnce ? "parallel bodies" : $"runs of this {body.Handover.Noun}")
            .Also([.. update.Access.Calls.Skip(1).Select(call => call.Head()), update.Target.Syntax.GetLocation(), body.Handover.Call.Head()]);
}
