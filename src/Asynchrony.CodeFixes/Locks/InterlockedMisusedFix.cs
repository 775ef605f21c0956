using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>Takes the result of the step in place of the read beside it. What compares with itself becomes a plain exchange.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class InterlockedMisusedFix() : RuleFix(InterlockedMisused.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        var read = ReadAt(flagged.Node);
        return read is null || !flagged.Diagnostic.Properties.TryGetValue(InterlockedMisused.Kind, out var kind) ? []
            : kind == nameof(Split.ReadAfter) ? TakeNew(read, flagged)
            : kind == nameof(Split.ReadBefore) ? TakeOld(read)
            : kind == nameof(Split.OwnComparand) ? Exchange(read)
            : kind == nameof(Split.LoserUsed) ? TakeWinner(read)
            : kind == nameof(Split.OtherRead) ? CompareWithWanted(read)
            : [];
    }

    /// <summary><c>Interlocked.Increment(ref n); return n;</c></summary>
    private static IEnumerable<Fix> TakeNew(ExpressionSyntax read, Flagged flagged)
    {
        if (Statement(read) is not { } statement || Beside(statement, -1) is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } before || !CanBeDropped(before))
            yield break;

        var reads = statement.Here().OfType<ExpressionSyntax>().Where(part => IsRead(part, read, flagged) && Part(statement, part)).ToList();
        if (reads is not [var only] || !IsFirst(only, statement))
            yield break;

        yield return new Fix("Use the result of Interlocked", editor =>
        {
            editor.ReplaceNode(only, call.WithoutTrivia().WithTriviaFrom(only));
            Drop(before, statement, editor);
        });
    }

    /// <summary><c>var old = n; Interlocked.Increment(ref n);</c></summary>
    private static IEnumerable<Fix> TakeOld(ExpressionSyntax read)
    {
        if (Statement(read) is not LocalDeclarationStatementSyntax { Declaration: { Type: var type, Variables: [{ Initializer.Value: var value }] } } statement || value != read
            || Beside(statement, 1) is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } call } after || !CanBeDropped(after))
            yield break;

        var result = call.WithoutTrivia();
        var old = name switch
        {
            "Exchange" or "And" or "Or" => (ExpressionSyntax)result,
            "Increment" => Combined(result, SyntaxKind.SubtractExpression, SyntaxKind.MinusToken, Literal(1)),
            "Decrement" => Combined(result, SyntaxKind.AddExpression, SyntaxKind.PlusToken, Literal(1)),
            "Add" when call.ArgumentList.Arguments is [_, { Expression: LiteralExpressionSyntax or IdentifierNameSyntax } added] => Combined(result, SyntaxKind.SubtractExpression, SyntaxKind.MinusToken, added.Expression.WithoutTrivia()),
            _ => null,
        };
        if (old is not null && type.IsVar)
            yield return new Fix("Use the result of Interlocked", editor =>
            {
                editor.ReplaceNode(read, old.WithTriviaFrom(read));
                editor.RemoveNode(after, SyntaxRemoveOptions.KeepNoTrivia);
            });
    }

    /// <summary><c>Interlocked.CompareExchange(ref x, made, wanted) == old</c></summary>
    private static IEnumerable<Fix> CompareWithWanted(ExpressionSyntax read)
    {
        var comparison = read.FirstAncestorOrSelf<ExpressionSyntax>(outer => outer is BinaryExpressionSyntax or InvocationExpressionSyntax);
        if (comparison?.DescendantNodes().OfType<InvocationExpressionSyntax>().FirstOrDefault(call => call.ArgumentList.Arguments is [_, _, { NameColon: null, Expression: IdentifierNameSyntax }]) is { ArgumentList.Arguments: [_, _, { Expression: var wanted }] })
            yield return new Fix($"Compare with '{wanted}'", editor => editor.ReplaceNode(read, wanted.WithTriviaFrom(read)));
    }

    /// <summary><c>Interlocked.CompareExchange(ref x, value, x)</c></summary>
    private static IEnumerable<Fix> Exchange(ExpressionSyntax read)
    {
        if (read.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: [{ NameColon: null }, { NameColon: null } value, { NameColon: null } comparand] } list, Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } } } argument
            || comparand != argument || IsTested(read) || value.DescendantNodes().Any(part => SyntaxFactory.AreEquivalent(part, read)) || value.GetTrailingTrivia().Concat(comparand.GetLeadingTrivia()).Concat(comparand.GetTrailingTrivia()).Concat(list.Arguments.GetSeparator(1).TrailingTrivia).Any(Syntax.IsComment))
            yield break;

        yield return new Fix("Exchange, whatever is there", editor =>
        {
            editor.ReplaceNode(name, IdentifierName("Exchange").WithTriviaFrom(name));
            editor.ReplaceNode(list, list.WithArguments(list.Arguments.RemoveAt(2)));
        });
    }

    /// <summary>True behind a test of the variable: what was tested should be compared with.</summary>
    private static bool IsTested(ExpressionSyntax read)
    {
        return read.Ancestors().TakeWhile(outer => outer is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax)).Any(outer => outer switch
        {
            WhileStatementSyntax loop => Mentions(loop.Condition),
            DoStatementSyntax loop => Mentions(loop.Condition),
            ForStatementSyntax { Condition: { } condition } => Mentions(condition),
            IfStatementSyntax branch => Mentions(branch.Condition),
            ConditionalExpressionSyntax choice => Mentions(choice.Condition),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } both => Mentions(both.Left),
            _ => false,
        });

        bool Mentions(ExpressionSyntax condition) => condition.DescendantNodesAndSelf().Any(part => part != read && SyntaxFactory.AreEquivalent(part, read));
    }

    /// <summary><c>Interlocked.CompareExchange(ref x, made, null); return made;</c></summary>
    private static IEnumerable<Fix> TakeWinner(ExpressionSyntax read)
    {
        if (read.Parent is not ReturnStatementSyntax statement || Beside(statement, -1) is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } before || !CanBeDropped(before))
            yield break;

        yield return new Fix("Use the object that was kept", editor =>
        {
            editor.ReplaceNode(read, BinaryExpression(SyntaxKind.CoalesceExpression, call.WithoutTrivia().WithTrailingTrivia(Space), Token(TriviaList(), SyntaxKind.QuestionQuestionToken, TriviaList(Space)), read.WithoutTrivia()).WithTriviaFrom(read));
            Drop(before, statement, editor);
        });
    }

    private static ExpressionSyntax? ReadAt(SyntaxNode node) => node is SimpleNameSyntax && node.Parent is MemberAccessExpressionSyntax member && member.Name == node ? member : node as ExpressionSyntax;

    private static StatementSyntax? Statement(SyntaxNode read) => read.FirstAncestorOrSelf<StatementSyntax>();

    private static StatementSyntax? Beside(StatementSyntax statement, int step)
    {
        if (statement.Siblings() is not { } siblings)
            return null;

        for (var index = 0; index < siblings.Count; index++)
            if (siblings[index] == statement)
                return siblings.ElementAtOrDefault(index + step);
        return null;
    }

    /// <summary>True for a statement on a line of its own, without comments behind it.</summary>
    private static bool CanBeDropped(StatementSyntax statement) => statement.StartsLine() && statement.Parent is BlockSyntax && !statement.DescendantTrivia().Skip(statement.GetLeadingTrivia().Count).Any(Syntax.IsComment);

    /// <summary>Removes a statement; what stands before it then stands before the one behind it.</summary>
    private static void Drop(StatementSyntax dropped, StatementSyntax next, SyntaxEditor editor)
    {
        editor.ReplaceNode(next, (current, _) =>
            current.WithLeadingTrivia(dropped.GetLeadingTrivia().Concat(((StatementSyntax)current).WithoutEmptyLines().GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)))));
        editor.RemoveNode(dropped, SyntaxRemoveOptions.KeepNoTrivia);
    }

    private static bool IsRead(ExpressionSyntax part, ExpressionSyntax read, Flagged flagged) =>
        SyntaxFactory.AreEquivalent(part, read) && part.Parent is not MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } and not ArgumentSyntax { RefKindKeyword.RawKind: not 0 }
        && SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(part, flagged.Cancellation).Symbol, flagged.Model.GetSymbolInfo(read, flagged.Cancellation).Symbol);

    /// <summary>Of a branch only the condition counts.</summary>
    private static bool Part(StatementSyntax statement, SyntaxNode part) => statement is not (IfStatementSyntax or SwitchStatementSyntax)
        || statement is IfStatementSyntax branch && branch.Condition.Contains(part) || statement is SwitchStatementSyntax choice && choice.Expression.Contains(part);

    /// <summary>True where nothing is called or decided before the read.</summary>
    private static bool IsFirst(ExpressionSyntax read, StatementSyntax statement)
    {
        for (SyntaxNode inner = read, outer = read.Parent!; outer != statement; (inner, outer) = (outer, outer.Parent!))
            switch (outer)
            {
                case ConditionalExpressionSyntax choice when choice.Condition != inner:
                case BinaryExpressionSyntax binary when binary.Right == inner && binary.Left is not (LiteralExpressionSyntax or IdentifierNameSyntax):
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression } either when either.Right == inner:
                case ArgumentSyntax or InterpolationSyntax or InitializerExpressionSyntax or SwitchExpressionArmSyntax:
                    return false;
            }

        return true;
    }

    private static ExpressionSyntax Combined(ExpressionSyntax left, SyntaxKind kind, SyntaxKind sign, ExpressionSyntax right) =>
        BinaryExpression(kind, left.WithTrailingTrivia(Space), Token(TriviaList(), sign, TriviaList(Space)), right).WithAdditionalAnnotations(Simplifier.Annotation);

    private static ExpressionSyntax Literal(int value) => LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(value));
}
