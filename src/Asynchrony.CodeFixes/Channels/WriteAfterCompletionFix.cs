using Asynchrony.Analyzers.Channels;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Channels;

/// <summary>
/// A second completion only tries. A completion that stands right before the last messages moves behind them, one in a loop behind the loop;
/// with anything between them that may wait for the end, the order is the author's to decide.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class WriteAfterCompletionFix() : RuleFix(WriteAfterCompletion.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (Syntax.CallAt(flagged.Node) is not { Expression: MemberAccessExpressionSyntax called } || flagged.Diagnostic.AdditionalLocations is not [{ SourceSpan: var span }]
            || flagged.Root.FindNode(span, getInnermostNodeForTie: true).FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } completion)
            yield break;

        var sibling = completion.Siblings()?.FirstOrDefault(statement => statement.Span.Contains(flagged.Node.Span));
        if (flagged.Diagnostic.Properties.GetValueOrDefault(WriteAfterCompletion.Again) == "complete")
        {
            if (!completion.Span.Contains(flagged.Node.Span))
                yield return new Fix("Use 'TryComplete'", editor => editor.ReplaceNode(called.Name, IdentifierName("TryComplete").WithTriviaFrom(called.Name)));
            else if (BehindLoop(completion) is { } only)
                yield return only;
        }
        else if (sibling is not null && sibling.SpanStart > completion.SpanStart)
        {
            if (LastOf(completion, called.Expression.ToString()) is { } last && last.SpanStart >= sibling.SpanStart)
                yield return Moved(completion, last, "Complete behind the last message");
        }
        else if (sibling is not null && BehindLoop(completion) is { } behind)
        {
            yield return behind;
        }
    }

    /// <summary>The last of the statements right behind the completion that do nothing but send to the same writer.</summary>
    private static StatementSyntax? LastOf(StatementSyntax completion, string writer)
    {
        StatementSyntax? last = null;
        foreach (var next in completion.Siblings()!.SkipWhile(statement => statement != completion).Skip(1))
            if (next is ExpressionStatementSyntax { Expression: var sent } && (sent is AwaitExpressionSyntax waited ? waited.Expression : sent) is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member }
                && member.Expression.ToString() == writer && member.Name.Identifier.ValueText is not ("Complete" or "CompleteAdding") && next.StartsLine())
                last = next;
            else
                break;
        return last;
    }

    private static Fix? BehindLoop(ExpressionStatementSyntax completion) =>
        completion.Parent is BlockSyntax { Parent: StatementSyntax loop } body && loop is WhileStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or DoStatementSyntax
            && loop.Siblings() is not null && loop.StartsLine() && body.Statements.Count > 1 && body.Statements.Last() == completion
            && !body.Here().Any(node => node is ReturnStatementSyntax or YieldStatementSyntax or GotoStatementSyntax or ContinueStatementSyntax)
            ? Moved(completion, loop, "Complete behind the loop") : null;

    private static Fix Moved(StatementSyntax completion, StatementSyntax last, string title) => new(title, editor =>
    {
        editor.AddAfter(last, completion);
        editor.Drop(completion);
    });
}
