using Asynchrony.Analyzers.Async;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Async;

/// <summary>
/// The function returns a task, and each of its callers awaits it: where all of them are known and async, and it comes to an end. A test is
/// called by its framework, which awaits what it returns.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AsyncVoidFix() : RuleFix(AsyncVoid.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node is MethodDeclarationSyntax { AttributeLists.Count: > 0 } test && !IsNamedElsewhere(test, flagged.Root))
            yield return new Fix("Return a task", editor => editor.ReplaceNode(test, (current, _) => MadeAsync.Returning(flagged, (MethodDeclarationSyntax)current, test)));
    }

    private protected override async Task<IEnumerable<WholeFix>> OfferWhole(Flagged flagged) =>
        await MadeAsync.OfferTask(flagged, flagged.Node).ConfigureAwait(false) is { } made ? [made] : [];

    private static bool IsNamedElsewhere(MethodDeclarationSyntax test, SyntaxNode root) =>
        root.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == test.Identifier.ValueText && token != test.Identifier);
}
