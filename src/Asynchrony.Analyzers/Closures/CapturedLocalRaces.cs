using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Closures;

/// <summary>
/// A local that a body captures is written on one side while the other side may use it: by the starter and a body beside it, or by two bodies.
/// Silent under a lock, with Volatile and Interlocked, and behind whatever may make one side wait for the other. Loop variables are ASY3002,
/// updates by runs of one body ASY3004, what is inside of collections ASY3005.
/// </summary>
public sealed class CapturedLocalRaces() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY3001",
        title: "Do not change a captured local while a body beside you may use it",
        message: "'{0}' is {1} here while {2} may still {3} it",
        why: "A closure shares the variable, not its value. Without a join, a lock or Volatile nobody can tell which value is read, and which write is the last.");

    private protected override void Register(RuleRegistration on)
    {
        var (runsDelegate, effects) = (on.Table("RunsDelegate"), on.Table("Effects"));
        on.EachBody(body => Check(body, on.Known, runsDelegate, effects));
    }

    private static void Check(BodyContext context, KnownSymbols known, Table runsDelegate, Table effects)
    {
        foreach (var body in context.Blocks)
        {
            if (context.Surveyed(body).Handovers(runsDelegate).Count == 0)
                continue;

            HashSet<ISymbol>? updated = null;
            var reported = new HashSet<SyntaxNode>();
            foreach (var race in CapturedRace.In(context, body, runsDelegate))
                if (!race.Work.Call.IsInExpressionTree(known.ExpressionTree) && !(updated ??= Updated(context, body, runsDelegate, effects)).Contains(race.Later.Variable) && reported.Add(race.Later.At.Syntax))
                    Report(context, race);
        }
    }

    /// <summary>The variables that runs of one body update: those are told about as such.</summary>
    private static HashSet<ISymbol> Updated(BodyContext context, IOperation body, Table runsDelegate, Table effects) => new(
        ConcurrentBody.In(context, body, runsDelegate).SelectMany(several => Update.In(several, each => each.Effects(context.Compilation, effects, context.Cancellation)))
            .Select(update => update.Access.Place.Variable).OfType<ISymbol>(),
        SymbolEqualityComparer.Default);

    private static void Report(BodyContext context, CapturedRace race)
    {
        var (at, other) = race.IsOwnHandle ? (race.Earlier, race.Later) : (race.Later, race.Earlier);
        var who = race.IsOwnHandle ? $"line {other.At.Syntax.GetLocation().Line()}" : $"the {race.Work.Noun} of line {race.Start.Syntax.GetLocation().Line()}";

        context.ReportWeakerInTests(new Finding(Rule, PlaceOf(at), at.Variable.Name, at.IsWrite ? "written" : "read", who, other.IsWrite ? "write" : "read")
            .Also(PlaceOf(other), race.Start.Head()));
    }

    private static Location PlaceOf(CapturedUse use) => use.Happens is IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call && !call.Contains(use.At) ? call.Head() : use.At.Syntax.GetLocation();
}
