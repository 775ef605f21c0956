using Asynchrony.Analyzers.Channels;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Channels;

/// <summary>
/// In async code the pause becomes a wait for the next message, which ends the loop when no more will come; a loop for ever that tries to take
/// from a collection becomes a foreach over all that it will ever have, and one that tries until it has a message becomes the receive that waits.
/// Queues that cannot wait have no fix, nor have loops that ask for more than that.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class PollingReceiveFix() : RuleFix(PollingReceive.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (Syntax.CallAt(flagged.Node) is not { Expression: MemberAccessExpressionSyntax { Expression: var channel } member } call)
            yield break;

        if (Once(call, member) is var (whole, received))
            yield return new Fix("Wait for the message", editor => editor.ReplaceNode(whole, received));
        else if (member.Name.Identifier.ValueText == "TryRead" && Pause(call, channel) is var (pause, loop, token))
            yield return new Fix("Wait for the next message", editor => editor.ReplaceNode(pause, (current, _) => Waiting((StatementSyntax)current, call, channel, token)));
        else if (member.Name.Identifier.ValueText == "TryTake" && Taken(call, channel) is { } made)
            yield return new Fix("Go through all messages with a foreach", editor => editor.ReplaceNode(made.Loop, made.Over));

        static StatementSyntax Waiting(StatementSyntax pause, SyntaxNode place, ExpressionSyntax channel, ArgumentSyntax? token)
        {
            var made = (IfStatementSyntax)Syntax.Spaced(IfStatement(
                PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, AwaitExpression(InvocationExpression(
                    MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, IdentifierName("it"), IdentifierName("WaitToReadAsync")),
                    token is null ? ArgumentList() : ArgumentList(SingletonSeparatedList(token.WithoutTrivia()))))),
                BreakStatement()));
            made = made.ReplaceNode(made.Condition.DescendantNodes().OfType<MemberAccessExpressionSyntax>().First().Expression, channel.WithoutTrivia());
            var waiting = made.Condition.DescendantNodes().OfType<AwaitExpressionSyntax>().First().Expression;
            made = made.ReplaceNode(waiting, Awaiting.AsElsewhere(place, waiting));
            return made.WithCloseParenToken(made.CloseParenToken.WithTrailingTrivia(Space)).WithStatement(BreakStatement(Token(SyntaxKind.BreakKeyword), Token(SyntaxKind.SemicolonToken))).WithTriviaFrom(pause);
        }
    }

    /// <summary><c>while (!lines.TryTake(out line)) pause;</c>: the loop, and the statement that waits instead.</summary>
    private static (StatementSyntax Loop, StatementSyntax Received)? Once(InvocationExpressionSyntax call, MemberAccessExpressionSyntax member)
    {
        if (call.Parent is not PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Parent: WhileStatementSyntax { Statement: var body } loop } test || loop.Condition != test
            || call.ArgumentList.Arguments is not [{ RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword, Expression: IdentifierNameSyntax variable }]
            || loop.DescendantTrivia().Any(trivia => Syntax.IsComment(trivia) && loop.Span.Contains(trivia.Span)))
            return null;

        var pause = body is BlockSyntax { Statements: [var only] } ? only : body;
        var delay = pause is ExpressionStatementSyntax waiting && IsDelay(waiting) ? (InvocationExpressionSyntax)Awaited(waiting)! : null;
        ExpressionSyntax? received = member.Name.Identifier.ValueText switch
        {
            "TryTake" when IsNothing(body) => call.ReplaceNode(member.Name, IdentifierName("Take")).WithArgumentList(ArgumentList()),
            "TryRead" when delay is { ArgumentList.Arguments: [_] or [_, { NameColon: null }] } => AwaitExpression(Token(TriviaList(), SyntaxKind.AwaitKeyword, TriviaList(Space)), Awaiting.AsElsewhere(call, call.ReplaceNode(member.Name, IdentifierName("ReadAsync"))
                .WithArgumentList(delay.ArgumentList.Arguments is [_, var token] ? ArgumentList(SingletonSeparatedList(token.WithoutTrivia())) : ArgumentList()))),
            _ => null,
        };
        return received is null ? null : (loop, ExpressionStatement(AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, variable.WithoutTrivia().WithTrailingTrivia(Space), Token(TriviaList(), SyntaxKind.EqualsToken, TriviaList(Space)), received.WithoutTrivia())).WithTriviaFrom(loop));
    }

    /// <summary>The statement that pauses, in the loop that asks; its token, which the loop asks as well if it asks for one.</summary>
    private static (StatementSyntax Pause, StatementSyntax Loop, ArgumentSyntax? Token)? Pause(InvocationExpressionSyntax call, ExpressionSyntax channel)
    {
        foreach (var loop in call.Ancestors().TakeWhile(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax)).OfType<WhileStatementSyntax>())
        {
            var pauses = loop.Statement.DescendantNodesAndSelf(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ExpressionStatementSyntax>().Where(IsDelay).ToList();
            if (pauses is not [var pause] || pause.Ancestors().First(node => node is WhileStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or DoStatementSyntax or SwitchStatementSyntax) != loop)
                continue;

            var token = ((InvocationExpressionSyntax)Awaited(pause)!).ArgumentList.Arguments is [_, var second] ? second : null;
            return loop.Condition is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } || token is not null && loop.Condition.ToString() == $"!{token.Expression}.IsCancellationRequested" ? (pause, loop, token) : null;
        }

        return null;
    }

    private static bool IsDelay(ExpressionStatementSyntax statement) =>
        Awaited(statement) is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Delay", Expression: var task }, ArgumentList.Arguments.Count: 1 or 2 } && task.ToString().EndsWith("Task", StringComparison.Ordinal);

    private static ExpressionSyntax? Awaited(ExpressionStatementSyntax statement) => statement.Expression is not AwaitExpressionSyntax { Expression: var awaited } ? null
        : awaited is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var inner } } ? inner
        : awaited;

    /// <summary><c>while (true) { if (lines.TryTake(out var line)) { … } else pause; }</c>, or with a loop that takes all there is, and a pause behind it.</summary>
    private static (StatementSyntax Loop, ForEachStatementSyntax Over)? Taken(InvocationExpressionSyntax call, ExpressionSyntax channel)
    {
        if (call.ArgumentList.Arguments is not [{ Expression: DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax { Identifier: var variable }, Type: var type } }])
            return null;

        var (taken, body) = call.Parent switch
        {
            IfStatementSyntax { Statement: BlockSyntax inner } test when test.Condition == call && IsNothing(test.Else?.Statement) => ((StatementSyntax)test, inner),
            WhileStatementSyntax { Statement: BlockSyntax inner } drain when drain.Condition == call => (drain, inner),
            _ => (null, null),
        };

        if (taken?.Parent is not BlockSyntax { Parent: WhileStatementSyntax loop } block || !MessageLoop.IsForEver(loop) || body is null || block.Statements[0] != taken || !block.Statements.Skip(1).All(IsNothing)
            || loop.DescendantTrivia().Where(Syntax.IsComment).Any(comment => comment.SpanStart > loop.SpanStart && !body.Span.Contains(comment.Span))
            || body.DescendantNodes().Any(node => node is BreakStatementSyntax or ContinueStatementSyntax))
            return null;

        var take = InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, channel.WithoutTrivia(), IdentifierName("Take")));
        var unit = Indent.Unit(taken);
        return (loop, MessageLoop.Over(loop, body.Shallower(unit), [], type, variable, take));
    }

    /// <summary>True for a pause, and for no statement.</summary>
    private static bool IsNothing(StatementSyntax? statement) => statement switch
    {
        null => true,
        EmptyStatementSyntax => true,
        BlockSyntax block => block.Statements.All(IsNothing),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Sleep" or "Yield" or "SpinWait", Expression: var thread } } } => thread.ToString().EndsWith("Thread", StringComparison.Ordinal),
        _ => false,
    };
}
