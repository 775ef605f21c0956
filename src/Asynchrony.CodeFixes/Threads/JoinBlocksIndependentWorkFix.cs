using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>Moves the wait to where it is needed: before the first statement that depends on the work, else to the end of the block.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class JoinBlocksIndependentWorkFix() : RuleFix(JoinBlocksIndependentWork.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<StatementSyntax>() is not { } wait || flagged.Model.GetOperation(wait, flagged.Cancellation) is not { } operation)
            yield break;

        var all = JoinedWork.In(Survey.Of(operation.Root()), flagged.Table("RunsDelegate"));
        if (all.FirstOrDefault(joined => joined.WaitStatement.Syntax == wait) is not { } joined)
            yield break;

        var effects = flagged.Table("Effects");
        var behind = joined.Behind(all, flagged.Model.Compilation, effects, flagged.Cancellation);
        var verb = joined.Work.Kind == WorkKind.Thread ? "Join" : "Wait for";
        if (LaterWait.Behind(behind, wait, $"{verb} '{joined.Holder.Name}' after the work that does not depend on it") is { } fix)
            yield return fix;
    }
}
