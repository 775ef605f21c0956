using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>Tests the condition in a loop, wakes all who wait, or takes the lock for the pulse.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ConditionWaitMisusedFix() : RuleFix(ConditionWaitMisused.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (!flagged.Diagnostic.Properties.TryGetValue(ConditionWaitMisused.Needs, out var needs) || Syntax.CallAt(flagged.Node) is not { } call)
            yield break;

        if (needs == "loop" && call.FirstAncestorOrSelf<IfStatementSyntax>() is { Else: null } branch && Only(branch.Statement) is ExpressionStatementSyntax { Expression: var waited } && waited == call)
            yield return new Fix("Wait in a loop", editor => editor.ReplaceNode(branch, InLoop(branch)));
        else if (needs == "all" && call.Expression is MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name })
            yield return new Fix("Wake all who wait", editor => editor.ReplaceNode(name, IdentifierName("PulseAll").WithTriviaFrom(name)));
        else if (needs == "lock" && call.Parent is ExpressionStatementSyntax statement && statement.Siblings() is not null && call.ArgumentList.Arguments[0].Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax })
            yield return new Fix("Take the lock for the pulse", editor => NewLock.Put(editor, call.ArgumentList.Arguments[0].Expression.ToString(), [statement], [], [statement]));
    }

    private static StatementSyntax Only(StatementSyntax statement) => statement is BlockSyntax { Statements: [var only] } ? only : statement;

    private static WhileStatementSyntax InLoop(IfStatementSyntax branch) =>
        WhileStatement(branch.AttributeLists, Token(branch.IfKeyword.LeadingTrivia, SyntaxKind.WhileKeyword, branch.IfKeyword.TrailingTrivia), branch.OpenParenToken, branch.Condition, branch.CloseParenToken, branch.Statement);
}
