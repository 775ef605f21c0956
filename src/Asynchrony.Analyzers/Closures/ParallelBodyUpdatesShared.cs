using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Closures;

/// <summary>
/// Runs of one body, in parallel or started by a loop, update one variable or array element by reading and writing it, so that one run
/// overwrites what another has written. Silent under a lock that all runs may take, for what a run or its element owns, for elements
/// counted by the run's own number, and for what collections do inside (ASY3005). An update across an await is ASY1025.
/// </summary>
public sealed class ParallelBodyUpdatesShared() : RuleAnalyzer(Rule)
{
    /// <summary>The fact that every write of these variables by any run can be made one step, or is: then, and only then, an atomic update is right.</summary>
    public const string OneStep = nameof(OneStep);

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY3004",
        title: "Update what parallel bodies share in one atomic step",
        message: "Several {1} update '{0}' at once, so updates get lost",
        why: "An update reads, computes and writes: of two runs that read the same value, one overwrites what the other has written.");

    private protected override void Register(RuleRegistration on)
    {
        var tables = new Tables(on.Table("RunsDelegate"), on.Table("Effects"), on.Table("Locks"), on.Table("Turns"));
        on.EachBody(body => Check(body, tables));
    }

    private static void Check(BodyContext context, Tables tables)
    {
        foreach (var body in context.Blocks)
            if (ConcurrentBody.In(context, body, tables.RunsDelegate) is { Count: > 0 } bodies)
                Check(bodies, context, tables);
    }

    private static void Check(IReadOnlyList<ConcurrentBody> bodies, BodyContext context, Tables tables)
    {
        var known = new HashSet<SyntaxNode>();
        var found = new List<(ConcurrentBody Body, Update Update)>();

        foreach (var body in bodies)
        {
            var shared = new SharedLock(body, EffectsOf(body), tables.Locks, tables.Turns);
            foreach (var update in Update.In(body, EffectsOf))
                if (!shared.MayGuard(update.Access) && known.Add(update.Whole.Syntax))
                    found.Add((body, update));
        }

        foreach (var place in found.GroupBy(one => PlaceOf(one.Body, one.Update)))
        {
            var updates = place.Select(one => one.Update).ToList();
            var same = found.Where(one => updates.Exists(update => update.IsOfSame(one.Update.Access))).ToList();
            var finding = new Finding(Rule, place.Key, string.Join("' and '", updates.Select(update => update.Name).Distinct()), place.First().Body.Handover is { RunsOnce: false } several ? $"runs of this {several.Noun}" : "parallel bodies")
                .Also([.. same.Select(one => one.Update.Target.Syntax.GetLocation()).OrderBy(location => location != place.Key), place.First().Body.Handover.Call.Head()]);

            context.ReportWeakerInTests(updates.TrueForAll(IsOneStep) ? finding.With(OneStep, string.Join("|", updates.Select(update => update.Name))) : finding);
        }

        Effects EffectsOf(ConcurrentBody body) => body.Effects(context.Compilation, tables.Effects, context.Cancellation);

        bool IsOneStep(Update update) => bodies.All(body => EffectsOf(body).Accesses.All(access => !access.IsWrite || !update.IsOfSame(access)
            || access is { IsAtomic: true, At.Parent: IArgumentOperation } || found.Exists(one => one.Update.Target == access.At && one.Update.CanBeOneStep)));
    }

    /// <summary>Where the body itself shows the update: there, or at what it calls; for a method, where it is handed over.</summary>
    internal static Location PlaceOf(ConcurrentBody body, Update update) =>
        body.Handover.Body is IMethodReferenceOperation method ? method.Syntax.GetLocation() : update.Access.Through?.Head() ?? update.Target.Syntax.GetLocation();

    private sealed record Tables(Table RunsDelegate, Table Effects, Table Locks, Table Turns);
}
