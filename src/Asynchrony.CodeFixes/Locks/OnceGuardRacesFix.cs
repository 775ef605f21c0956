using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Makes a private flag a number and tests and sets it by one Interlocked.Exchange. Offered where the set follows the test at once, where
/// every use of the flag reads it or sets a constant, and all stand in one document.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class OnceGuardRacesFix() : RuleFix(OnceGuardRaces.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Model.GetSymbolInfo(flagged.Node, flagged.Cancellation).Symbol is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private, Type.SpecialType: SpecialType.System_Boolean, DeclaringSyntaxReferences: [var declared] } field
            || field.ContainingType.DeclaringSyntaxReferences.Length != 1 || declared.SyntaxTree != flagged.Root.SyntaxTree
            || flagged.Root.FindNode(declared.Span).FirstAncestorOrSelf<FieldDeclarationSyntax>() is not { Declaration: { Type: PredefinedTypeSyntax type, Variables: [{ Initializer: null or { Value: LiteralExpressionSyntax } } variable] } }
            || GuardAt(flagged.Node) is not var (branch, condition, set) || UsesOf(field, flagged) is not { } uses)
            yield break;

        yield return new Fix("Test and set the flag by Interlocked.Exchange", editor =>
        {
            editor.ReplaceNode(type, PredefinedType(Token(SyntaxKind.IntKeyword)).WithTriviaFrom(type));
            if (variable.Initializer is { Value: LiteralExpressionSyntax initial })
                editor.ReplaceNode(initial, Number(initial));
            foreach (var use in uses)
                if (use != condition)
                    Rewrite(use, editor, without: set, field.IsVolatile);

            editor.ReplaceNode(condition.Parent is PrefixUnaryExpressionSyntax not ? not : condition, Exchanged(flagged.Node, condition.Parent is PrefixUnaryExpressionSyntax ? SyntaxKind.EqualsExpression : SyntaxKind.NotEqualsExpression));
            editor.RemoveNode(set, SyntaxRemoveOptions.KeepNoTrivia);
        });
    }

    /// <summary>The branch, the flag as its whole condition, and the statement behind or inside that sets the flag first of all.</summary>
    private static (IfStatementSyntax Branch, ExpressionSyntax Condition, StatementSyntax Set)? GuardAt(SyntaxNode node)
    {
        var flag = node.FirstAncestorOrSelf<ExpressionSyntax>();
        if (flag?.Parent is MemberAccessExpressionSyntax member && member.Name == flag)
            flag = member;
        if (flag is null || (flag.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } ? flag.Parent : flag) is not { Parent: IfStatementSyntax { Else: null } branch } whole || branch.Condition != whole)
            return null;

        var first = flag.Parent is PrefixUnaryExpressionSyntax
            ? (branch.Statement as BlockSyntax)?.Statements.FirstOrDefault()
            : branch.Parent is BlockSyntax block ? block.Statements.ElementAtOrDefault(block.Statements.IndexOf(branch) + 1) : null;
        return first is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right.RawKind: (int)SyntaxKind.TrueLiteralExpression } assignment } set
            && SyntaxFactory.AreEquivalent(assignment.Left, flag) && set.StartsLine() && !set.GetLeadingTrivia().Concat(set.GetTrailingTrivia()).Any(Syntax.IsComment)
            ? (branch, flag, set)
            : null;
    }

    /// <summary>Every use of the field; null where one is more than a read or a constant.</summary>
    private static List<ExpressionSyntax>? UsesOf(IFieldSymbol field, Flagged flagged)
    {
        var uses = new List<ExpressionSyntax>();
        foreach (var name in flagged.Root.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (name.Identifier.ValueText != field.Name || !SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol?.OriginalDefinition, field.OriginalDefinition))
                continue;

            var use = name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? member : (ExpressionSyntax)name;
            if (use.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or MemberBindingExpressionSyntax or NameColonSyntax or ExpressionColonSyntax or InvocationExpressionSyntax
                || use.Parent is AssignmentExpressionSyntax assignment && assignment.Left == use && (!assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) || assignment.Right is not LiteralExpressionSyntax || assignment.Parent is not ExpressionStatementSyntax)
                || use.Ancestors().Any(outer => outer is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } }))
                return null;
            uses.Add(use);
        }

        return uses;
    }

    private static void Rewrite(ExpressionSyntax use, SyntaxEditor editor, StatementSyntax without, bool isVolatile)
    {
        if (without.Contains(use))
            return;

        if (use.Parent is AssignmentExpressionSyntax { Right: LiteralExpressionSyntax value } assignment && assignment.Left == use)
        {
            // What is taken by an exchange is given back in order: who takes it next sees all that was written before.
            if (isVolatile)
                editor.ReplaceNode(value, Number(value));
            else
                editor.ReplaceNode(assignment, AtomicStep.Write(assignment.WithRight(Number(value))));
        }
        else if (use.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not)
            editor.ReplaceNode(not, Compared(use.WithoutTrivia(), SyntaxKind.EqualsExpression, not).WithTriviaFrom(not));
        else
            editor.ReplaceNode(use, Compared(use.WithoutTrivia(), SyntaxKind.NotEqualsExpression, use).WithTriviaFrom(use));
    }

    /// <summary><c>Interlocked.Exchange(ref flag, 1) != 0</c></summary>
    private static ExpressionSyntax Exchanged(SyntaxNode flag, SyntaxKind kind)
    {
        var field = flag.Parent is MemberAccessExpressionSyntax member && member.Name == flag ? member : (ExpressionSyntax)flag;
        return Spaced(AtomicStep.Exchange(field, Literal(1)), kind);
    }

    private static BinaryExpressionSyntax Spaced(ExpressionSyntax value, SyntaxKind kind) => BinaryExpression(
        kind, value, Token(TriviaList(Space), kind == SyntaxKind.EqualsExpression ? SyntaxKind.EqualsEqualsToken : SyntaxKind.ExclamationEqualsToken, TriviaList(Space)), Literal(0));

    /// <summary>In parentheses where another operator stands beside it.</summary>
    private static ExpressionSyntax Compared(ExpressionSyntax flag, SyntaxKind kind, SyntaxNode place)
    {
        var comparison = Spaced(flag, kind);
        return place.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } or not ExpressionSyntax or AssignmentExpressionSyntax or ParenthesizedExpressionSyntax or LambdaExpressionSyntax or ConditionalExpressionSyntax
            ? comparison
            : ParenthesizedExpression(comparison);
    }

    private static LiteralExpressionSyntax Number(LiteralExpressionSyntax truth) => Literal(truth.IsKind(SyntaxKind.TrueLiteralExpression) ? 1 : 0).WithTriviaFrom(truth);

    private static LiteralExpressionSyntax Literal(int value) => LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(value));
}
