using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Closures;

/// <summary>
/// A delegate that a concurrent dictionary may run twice for a key leaves something behind when its value is not the one that is kept: a
/// resource, work that goes on, a change, word that it has given to others. Silent under a lock, for a Lazy value, for what holds nothing or is set again to the same, and where
/// one thread alone comes.
/// </summary>
public sealed class FactoryMayRunTwice() : RuleAnalyzer(Rule)
{
    /// <summary>The fact that the value may as well be made in a factory.</summary>
    public const string Later = nameof(Later);

    /// <summary>The fact that a Lazy value would keep the factory from running twice.</summary>
    public const string Once = nameof(Once);

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY3009",
        title: "Let a factory of a concurrent dictionary leave nothing behind",
        message: "'{0}' {1}",
        why: "A concurrent dictionary runs its delegates under no lock: two threads that ask for one key both run them, one value is kept, and what the other run has opened, started or changed stays.");

    private protected override void Register(RuleRegistration on)
    {
        var tables = new FactoryRun.Tables(on.Table("Concurrent"), on.Table("Twice"), on.Table("RunsDelegate"), on.Table("Effects"), on.Table("Unguarded"), on.Table("Locks"), on.Table("Alien"));
        on.EachBody(context =>
        {
            foreach (var body in context.Blocks)
                foreach (var run in FactoryRun.AreIn(context.Surveyed(body), tables) ? FactoryRun.In(context, body, tables) : [])
                    if (!run.Use.At.IsInExpressionTree(on.Known.ExpressionTree) && !context.HasOneThread(run.Use.At, run.Use.Collection))
                        context.Report(FindingOf(run));
        });
    }

    private static Finding FindingOf(FactoryRun run)
    {
        var finding = new Finding(Rule, run.IsHere ? run.At.Head() : run.Value.Syntax.GetLocation(), run.Use.Collection.Parts.Last().Name, run.Leaves switch
        {
            LeftBehind.Resource => $"may run this factory twice for a key, and nobody disposes of the '{run.What}' that is not kept",
            LeftBehind.Work => $"may run this factory twice for a key, and each run starts {run.What}",
            LeftBehind.Change => $"may run this factory twice for a key, and each run changes '{run.What}'",
            LeftBehind.Notice => $"may run this delegate twice for a key, and each run tells {run.What}",
            LeftBehind.OldValue => $"runs this update under no lock, so several threads may change '{run.What}' at once",
            _ => $"has no use for this '{run.What}' where the key is there already",
        });
        if (run.Leaves == LeftBehind.Spare ? run.IsLight : run.MayBeLazy)
            finding = finding.With(run.Leaves == LeftBehind.Spare ? Later : Once, "");
        return run.IsHere ? finding.Also(run.Use.At.Head()) : finding.Also(run.At.Head(), run.Use.At.Head());
    }
}
