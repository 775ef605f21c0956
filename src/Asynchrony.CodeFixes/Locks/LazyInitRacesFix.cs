using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Keeps the first of two objects by Interlocked.CompareExchange, and fills a collection before it is kept. Only fields of reference types, and
/// only where nothing but memory is lost with the second object.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LazyInitRacesFix() : RuleFix(LazyInitRaces.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        var target = flagged.Node;
        while (target.Parent is MemberAccessExpressionSyntax member && member.Name == target)
            target = member;

        if (target is not ExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } || assignment.Left != target
            || flagged.Model.GetSymbolInfo(target, flagged.Cancellation).Symbol is not IFieldSymbol { IsReadOnly: false, Type.IsReferenceType: true } field)
            return [];

        return flagged.Diagnostic.Properties.ContainsKey(LazyInitRaces.MayChoose) ? KeepFirst(assignment)
            : flagged.Diagnostic.Properties.ContainsKey(LazyInitRaces.IsFilled) ? FillFirst(assignment, field, flagged)
            : [];
    }

    private static IEnumerable<Fix> KeepFirst(AssignmentExpressionSyntax assignment)
    {
        if (assignment.Right is IdentifierNameSyntax || assignment.DescendantTrivia().Any(Syntax.IsComment))
            yield break;

        const string title = "Keep the first of two by Interlocked.CompareExchange";
        var exchange = AtomicStep.CompareExchange(assignment.Left, assignment.Right.WithoutTrivia());
        if (assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression) && assignment.Parent is not ExpressionStatementSyntax)
            yield return new Fix(title, editor => editor.ReplaceNode(assignment, ParenthesizedExpression(Coalesced(assignment.Left.WithoutTrivia(), Coalesced(exchange, assignment.Left.WithoutTrivia())))
                .WithTriviaFrom(assignment).WithAdditionalAnnotations(Simplifier.Annotation)));
        else if (assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && assignment.Parent is ExpressionStatementSyntax statement && IsWholeBranch(statement))
            yield return new Fix(title, editor => editor.ReplaceNode(assignment, exchange.WithTriviaFrom(assignment)));
    }

    /// <summary>True for all that a test decides over: <c>if (x == null) x = …;</c></summary>
    private static bool IsWholeBranch(StatementSyntax statement) =>
        (statement.Parent is BlockSyntax { Statements.Count: 1 } block ? (StatementSyntax)block : statement) is { Parent: IfStatementSyntax { Else: null } branch } whole && branch.Statement == whole;

    private static ExpressionSyntax Coalesced(ExpressionSyntax first, ExpressionSyntax second) =>
        BinaryExpression(SyntaxKind.CoalesceExpression, first.WithTrailingTrivia(Space), Token(TriviaList(), SyntaxKind.QuestionQuestionToken, TriviaList(Space)), second);

    /// <summary>The statements from the assignment to the last one that uses the field work on a local, which is kept at their end.</summary>
    private static IEnumerable<Fix> FillFirst(AssignmentExpressionSyntax assignment, IFieldSymbol field, Flagged flagged)
    {
        if (assignment is not { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax { Parent: BlockSyntax block } statement } || assignment.Right is ImplicitObjectCreationExpressionSyntax)
            yield break;

        var region = block.Statements.SkipWhile(each => each != statement).ToList();
        while (region.Count > 1 && (region[region.Count - 1] is ReturnStatementSyntax || !Uses(region[region.Count - 1]).Any()))
            region.RemoveAt(region.Count - 1);
        if (region.Count < 2 || region.Any(each => each.DescendantNodesAndSelf().Any(Hinders)))
            yield break;

        var name = Syntax.FreeName(statement, Named(field.Name));
        var last = region[region.Count - 1];
        yield return new Fix($"Fill '{name}' first, then keep it in '{field.Name}'", editor =>
        {
            foreach (var use in region.Skip(1).SelectMany(Uses))
                editor.ReplaceNode(use, IdentifierName(name).WithTriviaFrom(use));
            editor.AddAfter(last, ExpressionStatement(AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, assignment.Left.WithoutTrivia().WithTrailingTrivia(Space), Token(TriviaList(), SyntaxKind.EqualsToken, TriviaList(Space)), IdentifierName(name))));
            editor.ReplaceNode(statement, Syntax.Declaration(name, assignment.Right).WithTriviaFrom(statement));
        });

        IEnumerable<ExpressionSyntax> Uses(SyntaxNode code) => code.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(used => used.Identifier.ValueText == field.Name && SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(used, flagged.Cancellation).Symbol?.OriginalDefinition, field.OriginalDefinition))
            .Select(used => used.Parent is MemberAccessExpressionSyntax member && member.Name == used ? member : (ExpressionSyntax)used);

        // A jump would leave the field as it was, and code of the same object may look at it.
        bool Hinders(SyntaxNode node) => Syntax.IsJump(node) && node is not (BreakStatementSyntax or ContinueStatementSyntax) || node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AwaitExpressionSyntax or RefExpressionSyntax
            || node is ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: var passed } && Uses(passed.Parent!).Any()
            || node is InvocationExpressionSyntax call && flagged.Model.GetSymbolInfo(call, flagged.Cancellation).Symbol is IMethodSymbol { IsStatic: false } method && SymbolEqualityComparer.Default.Equals(method.ContainingType, field.ContainingType)
            || !field.IsStatic && node is MemberAccessExpressionSyntax { Expression: not (ThisExpressionSyntax or BaseExpressionSyntax) } member && member.Name.Identifier.ValueText == field.Name;
    }

    private static string Named(string field)
    {
        var bare = field.TrimStart('_');
        bare = bare.StartsWith("m_", StringComparison.Ordinal) ? bare.Substring(2) : bare;
        bare = bare.Length == 0 ? "made" : char.ToLowerInvariant(bare[0]) + bare.Substring(1);
        return bare == field || SyntaxFacts.GetKeywordKind(bare) != SyntaxKind.None ? $"new{char.ToUpperInvariant(bare[0])}{bare.Substring(1)}" : bare;
    }
}
