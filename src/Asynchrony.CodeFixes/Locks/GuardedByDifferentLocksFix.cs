using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Takes the lock that the other uses hold instead of the one here. Only for lock statements, where another one of the type takes that lock,
/// and nothing in the statement needs the lock it had.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GuardedByDifferentLocksFix() : RuleFix(GuardedByDifferentLocks.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Diagnostic.Properties.TryGetValue(GuardedByDifferentLocks.Lock, out var gate) && gate is not null
            && flagged.Node.FirstAncestorOrSelf<LockStatementSyntax>() is { Expression: var held } && flagged.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            && type.DescendantNodes().OfType<LockStatementSyntax>().FirstOrDefault(other => NameOf(other.Expression) == gate) is { Expression: var known } && IsSame(known, held, flagged))
            yield return new Fix($"Lock '{gate}' instead", editor => editor.ReplaceNode(held, known.WithTriviaFrom(held)));
    }

    /// <summary>True where the name means the same lock here.</summary>
    private static bool IsSame(ExpressionSyntax known, ExpressionSyntax held, Flagged flagged) => known is ThisExpressionSyntax or TypeOfExpressionSyntax
        || flagged.Model.GetSymbolInfo(known, flagged.Cancellation).Symbol is { } gate
            && (known is MemberAccessExpressionSyntax || flagged.Model.LookupSymbols(held.SpanStart, name: gate.Name) is [var named] && SymbolEqualityComparer.Default.Equals(named, gate));

    private static string NameOf(ExpressionSyntax locked) => locked is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } ? name.ToString() : locked.ToString();
}
