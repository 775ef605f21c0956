using Asynchrony.Analyzers.Closures;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>
/// Makes the update one step of Interlocked: increments, decrements, and sums of integers whose addend does not read the variable; where a
/// call leads to updates, all of them that this file has. Not offered where any run writes the variable in another way, also under a lock,
/// for an atomic update keeps out no other. Otherwise, and besides, each thread of a loop may make a part of its own.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ParallelBodyUpdatesSharedFix() : RuleFix(ParallelBodyUpdatesShared.Rule)
{
    private const string OwnPartKey = nameof(ParallelBodyUpdatesSharedFix) + ".OwnPart";

    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        var step = OneStep(flagged);
        if (step is not null)
            yield return step;
        if (OwnPart.Of(flagged, step is null ? null : OwnPartKey) is { } part)
            yield return part;
    }

    private static Fix? OneStep(Flagged flagged)
    {
        if (!flagged.Diagnostic.Properties.TryGetValue(ParallelBodyUpdatesShared.OneStep, out var names) || names is null)
            return null;

        var updates = AtomicStep.UpdateOf(flagged.Node) is { } own ? [own] : CalledUpdates(flagged, names.Split('|'));
        if (updates.Count == 0 || updates.Exists(update => update.SyntaxTree != flagged.Root.SyntaxTree))
            return null;

        return new Fix($"Update '{string.Join("' and '", names.Split('|').Distinct())}' in one step", editor =>
        {
            foreach (var update in updates)
                editor.ReplaceNode(update, (current, _) => AtomicStep.Of((ExpressionSyntax)current, AtomicStep.IsDropped(update, flagged)));
        });
    }

    /// <summary>The updates that the flagged call, or method, leads to.</summary>
    private static List<ExpressionSyntax> CalledUpdates(Flagged flagged, string[] names)
    {
        var (table, compilation) = (flagged.Table("Effects"), flagged.Model.Compilation);
        var expression = flagged.Node.AncestorsAndSelf().OfType<ExpressionSyntax>().TakeWhile(outer => outer is not AnonymousFunctionExpressionSyntax)
            .FirstOrDefault(outer => outer is InvocationExpressionSyntax || flagged.Model.GetOperation(outer, flagged.Cancellation) is IMethodReferenceOperation);

        var effects = expression is null ? null : flagged.Model.GetOperation(expression, flagged.Cancellation) switch
        {
            IMethodReferenceOperation method => Effects.OfBody(method, compilation, table, flagged.Cancellation),
            { } call => Effects.Of(call, compilation, table, flagged.Cancellation),
            null => null,
        };
        return effects is null ? [] : [.. effects.Accesses.Where(access => access.IsWrite).Select(Update.Of).OfType<Update>()
            .Where(update => names.Contains(update.Name) && update.CanBeOneStep).Select(update => (ExpressionSyntax)update.Whole.Syntax).Distinct()];
    }
}
