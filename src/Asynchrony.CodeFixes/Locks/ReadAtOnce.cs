using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>Reads the element while asking for it: <c>ContainsKey(key)</c> becomes <c>TryGetValue(key, out var found)</c>, and what read it behind the test takes the variable.</summary>
internal static class ReadAtOnce
{
    public static IEnumerable<Fix> Of(Checked code)
    {
        if (code.Act.At.Syntax is not ElementAccessExpressionSyntax read || Question(read, code) is not var (asked, scope))
            yield break;

        var uses = scope.SelectMany(part => part.DescendantNodesAndSelf().OfType<ElementAccessExpressionSyntax>())
            .Where(element => AreEquivalent(element.Expression, read.Expression) && AreEquivalent(element.ArgumentList, read.ArgumentList)).ToList();
        if (!uses.Contains(read) || scope.Any(part => Changes(part, code)))
            yield break;

        var name = Syntax.FreeName(read, "found");
        yield return new Fix("Read the element while asking for it", editor =>
        {
            foreach (var use in uses)
                editor.ReplaceNode(use, IdentifierName(name).WithTriviaFrom(use));
            editor.ReplaceNode(asked, Asked(asked, name));
        });
    }

    /// <summary>The call of ContainsKey that the read relies on, and all code that runs only where it was true, or never where it was not.</summary>
    private static (InvocationExpressionSyntax Asked, IReadOnlyList<SyntaxNode> Scope)? Question(ElementAccessExpressionSyntax read, Checked code)
    {
        for (SyntaxNode node = read; node.Parent is { } outer and not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax); node = outer)
            switch (outer)
            {
                case IfStatementSyntax test when test.Statement == node && Conjunct(test.Condition, code) is { } asked:
                    return (asked, [test.Statement, .. Behind(test.Condition, asked)]);
                case ConditionalExpressionSyntax choice when choice.WhenTrue == node && Conjunct(choice.Condition, code) is { } asked:
                    return (asked, [choice.WhenTrue, .. Behind(choice.Condition, asked)]);
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both when both.Right == node && Conjunct(both.Left, code) is { } asked && !IsTested(both):
                    return (asked, [both.Right, .. Behind(both.Left, asked)]);
                case BlockSyntax block when node is StatementSyntax statement && Refused(block, statement, code) is var (refusal, asked):
                    return (asked, [.. block.Statements.SkipWhile(sibling => sibling != refusal).Skip(1)]);
            }

        return null;
    }

    /// <summary>A condition whose statement may read the element too: that is the place to look from.</summary>
    private static bool IsTested(ExpressionSyntax condition)
    {
        SyntaxNode outer = condition;
        while (outer.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } or ParenthesizedExpressionSyntax)
            outer = outer.Parent;
        return outer.Parent is IfStatementSyntax test && test.Condition == outer || outer.Parent is ConditionalExpressionSyntax choice && choice.Condition == outer;
    }

    /// <summary>The question, where it must be true for the condition to be.</summary>
    private static InvocationExpressionSyntax? Conjunct(ExpressionSyntax condition, Checked code) => condition switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => Conjunct(inner, code),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => Conjunct(both.Left, code) ?? Conjunct(both.Right, code),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ContainsKey" }, ArgumentList.Arguments.Count: 1 } call when code.Asks(call) is not null => call,
        _ => null,
    };

    /// <summary>What stands behind the question in its condition.</summary>
    private static IEnumerable<SyntaxNode> Behind(ExpressionSyntax condition, InvocationExpressionSyntax asked) =>
        condition.DescendantNodesAndSelf().OfType<BinaryExpressionSyntax>().Where(both => both.IsKind(SyntaxKind.LogicalAndExpression) && both.Left.Contains(asked)).Select(both => both.Right);

    /// <summary>An earlier <c>if (!collection.ContainsKey(key)) return;</c> of the same block.</summary>
    private static (IfStatementSyntax Refusal, InvocationExpressionSyntax Asked)? Refused(BlockSyntax block, StatementSyntax statement, Checked code)
    {
        foreach (var earlier in block.Statements.TakeWhile(sibling => sibling != statement).Reverse())
            if (earlier is IfStatementSyntax { Else: null, Condition: PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var operand }, Statement: var body } test
                && (body is BlockSyntax { Statements: [.., var last] } ? last : body) is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax
                && Conjunct(operand, code) is { } asked && asked == operand)
                return (test, asked);

        return null;
    }

    /// <summary>True where the element, the key or the collection may become another one, or a lambda would read it later.</summary>
    private static bool Changes(SyntaxNode part, Checked code)
    {
        var named = new HashSet<ISymbol>(code.Act.Names, SymbolEqualityComparer.Default);
        return part.DescendantNodesAndSelf().Any(node => code.Operation(node) switch
        {
            IAssignmentOperation { Target: var target } => IsElement(target, code) || target.Named() is { } assigned && named.Contains(assigned),
            IIncrementOrDecrementOperation { Target: var target } => IsElement(target, code) || target.Named() is { } assigned && named.Contains(assigned),
            IInvocationOperation call => CollectionUse.Of(call, code.Concurrent, code.Names) is { Verb: "add" or "store" or "settles" } use && use.Collection.Equals(code.Act.Collection),
            IAnonymousFunctionOperation lambda => lambda.Descendants().Any(inner => IsElement(inner, code)),
            _ => false,
        });
    }

    private static bool IsElement(IOperation target, Checked code) =>
        CollectionUse.Of(target, code.Concurrent, code.Names) is { Verb: "item" } use && use.Collection.Equals(code.Act.Collection);

    private static InvocationExpressionSyntax Asked(InvocationExpressionSyntax asked, string name)
    {
        var access = (MemberAccessExpressionSyntax)asked.Expression;
        var found = Argument(null, Token(TriviaList(), SyntaxKind.OutKeyword, TriviaList(Space)),
            DeclarationExpression(IdentifierName(Identifier(TriviaList(), "var", TriviaList(Space))), SingleVariableDesignation(Identifier(name))));
        var arguments = asked.ArgumentList.Arguments;
        return asked
            .WithExpression(access.WithName(IdentifierName("TryGetValue").WithTriviaFrom(access.Name)))
            .WithArgumentList(asked.ArgumentList.WithArguments(SeparatedList([arguments[0], found], [Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space))])));
    }
}
