using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>Raises the event by <c>?.Invoke</c>. A branch that does nothing else goes away.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class EventRaisedUnsafelyFix() : RuleFix(EventRaisedUnsafely.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        var raised = flagged.Node is SimpleNameSyntax && flagged.Node.Parent is MemberAccessExpressionSyntax member && member.Name == flagged.Node ? member : flagged.Node as ExpressionSyntax;
        if (raised is null || CallOf(raised) is not { Parent: ExpressionStatementSyntax statement } call)
            yield break;

        var safe = ConditionalAccessExpression(raised.WithoutTrivia(), InvocationExpression(MemberBindingExpression(IdentifierName("Invoke")), call.ArgumentList));
        yield return new Fix($"Raise '{raised}' by ?.Invoke", editor =>
        {
            if (BranchAround(statement, raised) is { } branch)
                editor.ReplaceNode(branch, statement.WithExpression(safe).WithTriviaFrom(branch));
            else
                editor.ReplaceNode(call, safe.WithTriviaFrom(call));
        });
    }

    /// <summary><c>E(…)</c> or <c>E.Invoke(…)</c></summary>
    private static InvocationExpressionSyntax? CallOf(ExpressionSyntax raised) => raised.Parent switch
    {
        InvocationExpressionSyntax call when call.Expression == raised => call,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke", Parent: InvocationExpressionSyntax call } invoke when invoke.Expression == raised && call.Expression == invoke => call,
        _ => null,
    };

    /// <summary>The branch that tests the event and does no more than raise it, and in which nothing is remarked.</summary>
    private static IfStatementSyntax? BranchAround(StatementSyntax statement, ExpressionSyntax raised)
    {
        var whole = statement.Parent is BlockSyntax { Statements.Count: 1 } block ? block : statement;
        return whole.Parent is IfStatementSyntax { Else: null, Parent: BlockSyntax or SwitchSectionSyntax, Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } or IsPatternExpressionSyntax } branch && branch.Statement == whole
            && IsTestOf(branch.Condition, raised) && !branch.DescendantTrivia().Skip(branch.GetLeadingTrivia().Count).Reverse().Skip(branch.GetTrailingTrivia().Count).Any(Syntax.IsComment)
            ? branch
            : null;
    }

    private static bool IsTestOf(ExpressionSyntax condition, ExpressionSyntax raised) => condition switch
    {
        BinaryExpressionSyntax { Left: var left, Right: var right } => SyntaxFactory.AreEquivalent(left, raised) && right.IsKind(SyntaxKind.NullLiteralExpression) || SyntaxFactory.AreEquivalent(right, raised) && left.IsKind(SyntaxKind.NullLiteralExpression),
        IsPatternExpressionSyntax { Expression: var tested } => SyntaxFactory.AreEquivalent(tested, raised),
        _ => false,
    };
}
