using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>Returns a copy, where the lock is held there: a list for what is a list, an array for what is only read.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GuardedStateEscapesFix() : RuleFix(GuardedStateEscapes.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (!flagged.Diagnostic.Properties.ContainsKey(GuardedStateEscapes.IsLocked)
            || (flagged.Node.FirstAncestorOrSelf<ReturnStatementSyntax>()?.Expression ?? (flagged.Node.FirstAncestorOrSelf<StatementSyntax>() as ExpressionStatementSyntax is { Expression: AssignmentExpressionSyntax { Right: var kept } } ? kept : null)) is not { } returned
            || flagged.Model.GetTypeInfo(returned, flagged.Cancellation) is not { Type: INamedTypeSymbol type, ConvertedType: INamedTypeSymbol wanted })
            yield break;

        var copy = wanted switch
        {
            { Name: "IEnumerable" or "IReadOnlyList" or "IReadOnlyCollection", TypeArguments.Length: 1 } => Syntax.Chained(returned is BinaryExpressionSyntax or ConditionalExpressionSyntax ? ParenthesizedExpression(returned) : returned, "ToArray"),
            { Name: "List" or "HashSet" or "Queue" or "IList" or "ICollection", TypeArguments.Length: 1 } when type is { Name: "List" or "Queue", TypeArguments.Length: 1 } or { Name: "HashSet", TypeArguments.Length: 1 } => New(type, returned, comparer: type.Name == "HashSet"),
            { Name: "Dictionary" or "IDictionary" or "IReadOnlyDictionary", TypeArguments.Length: 2 } when type is { Name: "Dictionary", TypeArguments.Length: 2 } => New(type, returned, comparer: true),
            _ => (ExpressionSyntax?)null,
        };
        if (copy is not null)
            yield return new Fix("Return a copy", editor => editor.ReplaceNode(returned, copy.WithTriviaFrom(returned)));
    }

    /// <summary><c>new List&lt;T&gt;(list)</c>; what compares its elements goes on doing so in the same way.</summary>
    private static ExpressionSyntax New(INamedTypeSymbol type, ExpressionSyntax copied, bool comparer)
    {
        var bare = copied.WithoutTrivia();
        var arguments = comparer
            ? SeparatedList([Argument(bare), Argument(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, bare, IdentifierName("Comparer")))], [Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space))])
            : SingletonSeparatedList(Argument(bare));
        return ObjectCreationExpression(Token(TriviaList(), SyntaxKind.NewKeyword, TriviaList(Space)), Named(type), ArgumentList(arguments), initializer: null);
    }

    private static TypeSyntax Named(INamedTypeSymbol type) => ParseTypeName(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)).WithAdditionalAnnotations(Simplifier.Annotation);
}
