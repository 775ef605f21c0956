using Asynchrony.Analyzers.Async;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Async;

/// <summary>Awaits into a local before the variable is read. What is made once needs a lock for async code, or a Lazy: there is no fix.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class UpdateSpansAwaitFix() : RuleFix(UpdateSpansAwait.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        var target = flagged.Node;
        while (target.Parent is MemberAccessExpressionSyntax member && member.Name == target)
            target = member;

        if (target.Parent is not AssignmentExpressionSyntax { Right: AwaitExpressionSyntax wait, Parent: ExpressionStatementSyntax statement } assignment || assignment.Left != target
            || assignment.Kind() is SyntaxKind.SimpleAssignmentExpression or SyntaxKind.CoalesceAssignmentExpression || !statement.StartsLine()
            || target.DescendantNodes().Any(part => part is InvocationExpressionSyntax or ElementAccessExpressionSyntax) || wait.DescendantTrivia().Any(Syntax.IsComment))
            yield break;

        var name = Syntax.FreeName(statement, "result");
        yield return new Fix("Await first", editor =>
        {
            editor.ReplaceNode(wait, Microsoft.CodeAnalysis.CSharp.SyntaxFactory.IdentifierName(name).WithTriviaFrom(wait));
            editor.AddAbove(statement, Syntax.Declaration(name, wait));
        });
    }
}
