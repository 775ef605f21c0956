using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Takes the lock for reading as one that may become a lock for writing, and gives it back in the same way. Where a method is called that takes
/// the lock again, calls the part of it that needs the lock.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LockTakenTwiceFix() : RuleFix(LockTakenTwice.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Diagnostic.Properties.ContainsKey(LockTakenTwice.Call) && flagged.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && LockFreePart.Of(call, flagged) is { } part)
            yield return part;

        if (!flagged.Diagnostic.Properties.ContainsKey(LockTakenTwice.Upgrade) || flagged.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax { Expression: var held } } || Awaiting.FunctionOf(flagged.Node) is not { } function)
            yield break;

        var calls = function.Here().OfType<InvocationExpressionSyntax>().Select(call => call.Expression).OfType<MemberAccessExpressionSyntax>()
            .Where(member => SyntaxFactory.AreEquivalent(member.Expression, held) && member.Name.Identifier.ValueText is "EnterReadLock" or "ExitReadLock").ToList();
        if (calls.Count(call => call.Name.Identifier.ValueText == "EnterReadLock") == 1 && calls.Count > 1)
            yield return new Fix("Take the lock for reading as upgradeable", editor =>
            {
                foreach (var call in calls)
                    editor.ReplaceNode(call.Name, SyntaxFactory.IdentifierName(call.Name.Identifier.ValueText.Replace("ReadLock", "UpgradeableReadLock")).WithTriviaFrom(call.Name));
            });
    }
}
