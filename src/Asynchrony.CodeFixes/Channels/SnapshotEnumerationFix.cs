using Asynchrony.Analyzers.Channels;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Channels;

/// <summary>Goes through what the collection will have until it is completed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class SnapshotEnumerationFix() : RuleFix(SnapshotEnumeration.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<CommonForEachStatementSyntax>() is { Expression: var collection })
            yield return new Fix("Go through all that will come", editor => editor.ReplaceNode(collection, Syntax.Chained(collection, "GetConsumingEnumerable")));
    }
}
