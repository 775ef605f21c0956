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
        if (!flagged.Diagnostic.Properties.TryGetValue(GuardedByDifferentLocks.Lock, out var gate) || gate is null || flagged.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
            || type.DescendantNodes().OfType<LockStatementSyntax>().FirstOrDefault(other => NameOf(other.Expression) == gate) is not { Expression: var known })
            yield break;

        // The first place is where the other lock is held; behind it come the other uses under this one.
        if (flagged.BehindFirst() is not { } others)
            yield break;

        var held = others.Prepend(flagged.Node).Select(use => use.FirstAncestorOrSelf<LockStatementSyntax>()?.Expression).Distinct().ToList();
        if (held.TrueForAll(one => one is not null && IsSame(known, one, flagged)))
            yield return new Fix($"Lock '{gate}' instead", editor =>
            {
                foreach (var one in held)
                    editor.ReplaceNode(one!, known.WithTriviaFrom(one!));
            });
    }

    /// <summary>True where the name means the same lock here.</summary>
    private static bool IsSame(ExpressionSyntax known, ExpressionSyntax held, Flagged flagged) => known is ThisExpressionSyntax or TypeOfExpressionSyntax
        || flagged.Model.GetSymbolInfo(known, flagged.Cancellation).Symbol is { } gate
            && (known is MemberAccessExpressionSyntax || flagged.Model.LookupSymbols(held.SpanStart, name: gate.Name) is [var named] && SymbolEqualityComparer.Default.Equals(named, gate));

    private static string NameOf(ExpressionSyntax locked) => locked is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } ? name.ToString() : locked.ToString();
}
