using Asynchrony.Analyzers.Closures;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>
/// Makes every update of the variable one step of Interlocked: increments, decrements, and sums whose addend does not read the variable.
/// Not offered where one of them is no such step, is checked for overflow, stands in another file, or where the variable is written in
/// another way, for an atomic update keeps out no other.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ParallelBodyUpdatesSharedFix() : RuleFix(ParallelBodyUpdatesShared.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (!flagged.Diagnostic.Properties.TryGetValue(ParallelBodyUpdatesShared.Updates, out var count))
            yield break;

        var edits = new Dictionary<ExpressionSyntax, ExpressionSyntax>();
        foreach (var place in flagged.Diagnostic.AdditionalLocations.Take(int.Parse(count!, System.Globalization.CultureInfo.InvariantCulture)))
        {
            if (place.SourceTree != flagged.Root.SyntaxTree || Whole(flagged.Root.FindNode(place.SourceSpan, getInnermostNodeForTie: true)) is not { } update
                || Atomic(update, flagged) is not { } atomic)
                yield break;
            edits[update] = atomic;
        }

        if (edits.Count > 0)
            yield return new Fix("Update in one step with Interlocked", editor =>
            {
                foreach (var edit in edits)
                    editor.ReplaceNode(edit.Key, edit.Value);
            });
    }
}
