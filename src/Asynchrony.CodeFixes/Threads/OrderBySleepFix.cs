using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>Waits for a thread or an event in the place of a loop that asks and pauses; a task would throw what the loop does not see.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class OrderBySleepFix() : RuleFix(OrderBySleep.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (!flagged.Diagnostic.Properties.TryGetValue(OrderBySleep.Instead, out var wait) || wait is null
            || flagged.Node.FirstAncestorOrSelf<WhileStatementSyntax>() is not { } loop || Syntax.IsInAsyncCode(loop)
            || AskedOf(loop.Condition) is not { } asked)
            yield break;

        yield return new Fix($"Call '{wait}'", editor => editor.ReplaceNode(loop, Syntax.Call(asked, wait).WithTriviaFrom(loop)));
    }

    /// <summary>The thread or event whose property the condition is.</summary>
    private static ExpressionSyntax? AskedOf(ExpressionSyntax condition) => condition switch
    {
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var operand } => AskedOf(operand),
        ParenthesizedExpressionSyntax { Expression: var inner } => AskedOf(inner),
        MemberAccessExpressionSyntax { Expression: var asked } => asked,
        _ => null,
    };
}
