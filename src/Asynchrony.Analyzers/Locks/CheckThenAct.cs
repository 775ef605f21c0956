using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A concurrent collection is asked what it has, and then used as if it still were so, or an element is set to what was made of the old one: each call is safe, both together are not. Silent under
/// a lock, where the act tells how it went and is listened to, where nothing is ever taken out or it does not matter which of two equal
/// objects is kept; in tests, in the entry point, and in user interfaces and games, which have one thread.
/// </summary>
public sealed class CheckThenAct() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5019",
        title: "Let a concurrent collection check and act in one step",
        message: "'{0}' may have changed since line {1} asked it: {2}",
        why: "Another thread may add or take between the two calls, so the answer of the first is out of date when the second acts on it.");

    private protected override void Register(RuleRegistration on)
    {
        var tables = new Tables(on.Table("Concurrent"), on.Table("Locks"), on.Table("RunsDelegate"));
        on.EachBody(body => Check(body, tables));
    }

    private static void Check(BodyContext context, Tables tables)
    {
        foreach (var body in context.Blocks)
        {
            HashSet<SyntaxNode>? known = null; // One question is one defect, whatever is done with the answer.
            foreach (var stale in StaleAnswer.In(context, body, tables.Concurrent, tables.Locks, tables.RunsDelegate))
                if (Harm(stale, context, tables.Concurrent) is { } harm && !context.HasOneThread(stale.Act.At, stale.Act.Collection) && (known ??= []).Add(stale.Asked.At.Syntax) && known.Add(stale.Act.At.Syntax) && !IsCalledUnderLock(context))
                    context.Report(FindingOf(stale.Act, stale.Asked.At, harm));

            foreach (var (update, read) in CollectionUse.UpdatesIn(context, body, tables.Concurrent, tables.Locks, tables.RunsDelegate))
                if (known?.Any(told => update.At.Parent!.Syntax.Contains(told)) != true && !context.HasOneThread(update.At, update.Collection) && !IsCalledUnderLock(context))
                    context.Report(FindingOf(update, read, Lost));
        }
    }

    private static bool IsCalledUnderLock(BodyContext context) => context.Owner is IMethodSymbol member && LockedCallers.Hold(member, context.Compilation, context.Cancellation);

    private const string Lost = "an update of another thread in between is lost";

    private static Finding FindingOf(CollectionUse act, IOperation asked, string harm) =>
        new Finding(Rule, act.At.Head(), act.Collection.Parts.Last().Name, asked.Syntax.GetLocation().Line(), harm).Also(asked == act.At ? null : asked.Head());

    /// <summary>What goes wrong when another thread comes in between; null where nothing does.</summary>
    private static string? Harm(StaleAnswer stale, BodyContext context, Table concurrent)
    {
        var act = stale.Act;

        if (!stale.IsThere)
            return stale.IsEither || stale.ValueStored is not { } value || !Identity.Matters(value, stale.IsFilledFirst) ? null
                : act.Stores ? "of two threads that store at once, one loses what it stored"
                : act.Verb == "add" && stale.OwnIsUsed ? "the own object is used though another may have been stored"
                : null;

        return act.Updates || act.Stores && stale.IsMadeOfOld ? Lost
            : stale.IsEither || act.Verb == "take" && !stale.OutIsUsed || !act.LosesElements(context.Owner, concurrent) ? null
            : act.Reads ? "the indexer throws if the key is gone"
            : act.Verb == "take" ? "there may be nothing left to take, and the result is ignored"
            : act.Verb == "first" ? "there may be nothing left"
            : null;
    }

    private sealed record Tables(Table Concurrent, Table Locks, Table RunsDelegate);
}
