using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Closures;

/// <summary>
/// As <see cref="UnsafeCollectionShared"/>, where only the program shows the change: deep in methods of other types, or behind a member that one
/// type of the program answers.
/// </summary>
public sealed class UnsafeCollectionSharedInBuild() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.InBuild("ASY3505", UnsafeCollectionShared.Rule);

    private protected override void Register(RuleRegistration on)
    {
        var (runsDelegate, effects, unguarded, locks, turns) = (on.Table("RunsDelegate"), on.Table("Effects"), on.Table("Unguarded"), on.Table("Locks"), on.Table("Turns"));
        var answers = on.Once(() => new OnlyAnswer(on.Compilation, on.Cancellation));
        var report = on.Gather();

        on.EachBody(context =>
        {
            foreach (var block in context.Blocks)
                if (context.Surveyed(block).StartsWork(runsDelegate) && !context.Surroundings().IsTest(context.Owner, block.Syntax.SyntaxTree, context.Cancellation))
                {
                    var known = new HashSet<string>();
                    foreach (var body in ConcurrentBody.In(context, block, runsDelegate))
                        Check(body, body.Handover.RunsOnce, context, known);
                    foreach (var body in ConcurrentBody.StartedSideBySide(context, block, runsDelegate))
                        Check(body, alone: true, context, known);
                }
        });

        void Check(ConcurrentBody body, bool alone, BodyContext context, HashSet<string> known)
        {
            var near = body.Effects(context.Compilation, effects, context.Cancellation);
            if (!near.Unknown && !alone)
                return;

            foreach (var change in CollectionChange.In(body, alone, EffectsOf, (of, access) => new SharedLock(of, EffectsOf(of), locks, turns).MayGuard(access), unguarded))
                if (!(near.Sees(change.Access) && (change.Access.At == change.Other.At || body.Beside.Any(other => other.Effects(context.Compilation, effects, context.Cancellation).Sees(change.Other)))) && known.Add(change.Access.Place.ToString()))
                    report(FindingOf(body, alone, change), context.Owner);

            Effects EffectsOf(ConcurrentBody of) => of.Effects(context.Compilation, effects, answers, context.Cancellation);
        }
    }

    private static Finding FindingOf(ConcurrentBody body, bool alone, CollectionChange change) =>
        new Finding(Rule, UnsafeCollectionShared.PlaceOf(body, change.Access), UnsafeCollectionShared.NameOf(change.Access), alone ? $"another {body.Handover.Noun} uses it while this one changes it" : $"several runs of this {body.Handover.Noun} change it at once")
            .Also([.. change.Access.Calls.Skip(1).Select(call => call.Head()), change.Access.At.Syntax.GetLocation(), .. change.Access.At == change.Other.At ? [] : new[] { change.Other.At.Syntax.GetLocation() }, body.Handover.Call.Head()]);
}
