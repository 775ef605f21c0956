using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Closures;

/// <summary>
/// A collection that is not made for threads is changed by several runs of one body at once, or by one body while another, or the function
/// that started it, uses it. Silent under a lock that all may take, for what a run or its element owns, for elements that are set one by one,
/// and for async lambdas before their first await or where a user interface may bring them back to its thread.
/// </summary>
public sealed class UnsafeCollectionShared() : RuleAnalyzer(Rule)
{
    /// <summary>The fact that all uses stand in the bodies themselves, so that a lock can be put around them.</summary>
    public const string InSight = nameof(InSight);

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY3005",
        title: "Lock a collection that several threads change, or take a concurrent one",
        message: "'{0}' is not made for threads, and {1}",
        why: "A change of a list or dictionary has steps between which it is broken: elements get lost, calls throw or never return.");

    private protected override void Register(RuleRegistration on)
    {
        var tables = new Tables(on.Table("RunsDelegate"), on.Table("Effects"), on.Table("Unguarded"), on.Table("Locks"), on.Table("Turns"));
        on.EachBody(body => Check(body, tables));
    }

    private static void Check(BodyContext context, Tables tables)
    {
        foreach (var body in context.Blocks)
            if (context.Surveyed(body).StartsWork(tables.RunsDelegate) || ConcurrentBody.StartedTogether(context, body).Count > 0)
                Check(body, context, tables);
    }

    private static void Check(IOperation body, BodyContext context, Tables tables)
    {
        var known = new HashSet<SyntaxNode>();
        foreach (var concurrent in ConcurrentBody.In(context, body, tables.RunsDelegate))
            Check(concurrent, concurrent.Handover.RunsOnce, context, tables, known, _ => true);
        foreach (var together in ConcurrentBody.StartedTogether(context, body))
            if (!context.Surroundings().MayReturnToOneThread(context.Owner, body.Syntax.SyntaxTree, context.Cancellation))
                Check(together, alone: false, context, tables, known, access => CollectionChange.IsBehindAwait(access, together, context));
        foreach (var beside in ConcurrentBody.StartedSideBySide(context, body, tables.RunsDelegate))
            Check(beside, alone: true, context, tables, known, _ => true);
        CheckStarters(body, context, tables, known);
    }

    private static void Check(ConcurrentBody body, bool alone, BodyContext context, Tables tables, HashSet<SyntaxNode> known, Func<Access, bool> concerns)
    {
        var changes = CollectionChange.In(body, alone, EffectsOf, (of, access) => new SharedLock(of, EffectsOf(of), tables.Locks, tables.Turns).MayGuard(access), tables.Unguarded);

        foreach (var place in changes.Where(change => concerns(change.Access)).GroupBy(change => change.Access.Place.ToString()).ToList())
        {
            var (change, path) = (place.First(), place.First().Access.Place);
            var uses = EffectsOf(body).Accesses.Where(access => access.Place.Is(path)).ToList();
            if (!place.All(one => known.Add((one.Access.Through ?? one.Access.At).Syntax)))
                continue;

            var others = change.Access.At == change.Other.At ? [] : new[] { change.Other.At.Syntax.GetLocation() };
            var finding = new Finding(Rule, PlaceOf(body, change.Access), NameOf(change.Access), alone ? $"another {body.Handover.Noun} uses it while this one changes it" : $"several runs of this {body.Handover.Noun} change it at once")
                .Also([.. uses.Select(use => use.At.Syntax.GetLocation()).Distinct(), .. others, body.Handover.Call.Head()]);
            context.ReportWeakerInTests(!alone && uses.TrueForAll(use => use.Calls.IsEmpty && body.Runs(use)) ? finding.With(InSight, "") : finding);
        }

        Effects EffectsOf(ConcurrentBody of) => of.Effects(context.Compilation, tables.Effects, context.Cancellation);
    }

    /// <summary>What a function does with a collection between the start of the work that changes it and its end.</summary>
    private static void CheckStarters(IOperation body, BodyContext context, Tables tables, HashSet<SyntaxNode> known)
    {
        var survey = context.Surveyed(body);
        foreach (var function in StartedWork.Starters(survey, tables.RunsDelegate))
            foreach (var work in StartedWork.In(survey, function, tables.RunsDelegate))
                foreach (var overlap in Overlap.Of(work, function ?? body, context, tables.Effects, place => !CollectionChange.WordsOf(place.Content, tables.Unguarded).IsEmpty)
                    .Where(overlap => CollectionChange.IsChange(overlap.Body, tables.Unguarded) && CollectionChange.Collides(overlap.Body, overlap.Caller, tables.Unguarded)).GroupBy(overlap => overlap.Body.Place.ToString()).Select(same => same.First()))
                    if (known.Add((overlap.Caller.Through ?? overlap.Caller.At).Syntax) && known.Add(overlap.Body.At.Syntax))
                        context.ReportWeakerInTests(new Finding(Rule, (overlap.Caller.Through ?? overlap.Caller.At).Head(), NameOf(overlap.Caller), $"a {work.Kind.Noun()} that is waited for in line {overlap.Join.Syntax.GetLocation().Line()} may still change it here")
                            .Also(overlap.Body.At.Syntax.GetLocation(), work.Start.Head(), overlap.Join.Syntax.GetLocation()));
    }

    internal static string NameOf(Access access) => access.Place.Variable?.Name ?? access.Place.Content!.Name;

    /// <summary>Where the body itself shows the change: there, or at what it calls; for a method, where it is handed over.</summary>
    internal static Location PlaceOf(ConcurrentBody body, Access change) =>
        body.Handover.Body is IMethodReferenceOperation method ? method.Syntax.GetLocation() : (change.Through ?? change.At).Head();

    private sealed record Tables(Table RunsDelegate, Table Effects, Table Unguarded, Table Locks, Table Turns);
}
