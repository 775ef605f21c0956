using Asynchrony.Analyzers.Channels;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Channels;

/// <summary>Passes the end of a block on to the next one; in async code awaits the end of the last block, or the reader, behind the completion.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class PipelineCompletionUnobservedFix() : RuleFix(PipelineCompletionUnobserved.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (Syntax.CallAt(flagged.Node) is not { } call)
            yield break;

        switch (flagged.Diagnostic.Properties.GetValueOrDefault(PipelineCompletionUnobserved.Missing))
        {
            case "link" when call.ArgumentList.Arguments.All(argument => argument.NameColon is null):
                yield return new Fix("Pass the end on by the link", editor => editor.ReplaceNode(call.ArgumentList, WithOptions(call.ArgumentList)));
                break;
            case "block" when call is { Parent: ExpressionStatementSyntax complete, Expression: MemberAccessExpressionSyntax { Expression: var block } } && complete.Siblings() is not null && Syntax.IsInAsyncCode(complete):
                yield return new Fix("Await the end of the block", editor => editor.AddAfter(complete, Awaited(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, block.WithoutTrivia(), IdentifierName("Completion")))));
                break;
            case "reader" when call.Parent is AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax dropped } && Syntax.IsInAsyncCode(dropped)
                && flagged.Diagnostic.AdditionalLocations is [{ SourceSpan: var span }] && flagged.Root.FindNode(span).FirstAncestorOrSelf<ExpressionStatementSyntax>() is { } completion
                && completion.Siblings() is { } siblings && siblings.Contains(dropped) && siblings.Contains(completion):
                var name = Syntax.FreeName(dropped, "reading");
                yield return new Fix("Keep the reader and await it", editor =>
                {
                    editor.ReplaceNode(dropped, Syntax.Declaration(name, call).WithTriviaFrom(dropped));
                    editor.AddAfter(completion, Awaited(IdentifierName(name)));
                });
                break;
        }
    }

    private static StatementSyntax Awaited(ExpressionSyntax task)
    {
        var awaited = Syntax.Spaced(ExpressionStatement(AwaitExpression(IdentifierName("it"))));
        return awaited.ReplaceNode(((AwaitExpressionSyntax)awaited.Expression).Expression, task);
    }

    /// <summary>The options behind the target, or among those that are given.</summary>
    private static ArgumentListSyntax WithOptions(ArgumentListSyntax arguments)
    {
        var says = Syntax.Spaced(AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, IdentifierName("PropagateCompletion"), LiteralExpression(SyntaxKind.TrueLiteralExpression)));
        foreach (var argument in arguments.Arguments)
            if (argument.Expression is ObjectCreationExpressionSyntax { Initializer: { } initializer })
            {
                var known = initializer.Expressions.FirstOrDefault(part => part is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "PropagateCompletion" } });
                return known is not null ? arguments.ReplaceNode(known, says.WithTriviaFrom(known)) : arguments.ReplaceNode(initializer, initializer.WithExpressions(
                    SeparatedList<ExpressionSyntax>(initializer.Expressions.GetWithSeparators().Insert(0, Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space))).Insert(0, says))));
            }

        var made = ObjectCreationExpression(Token(TriviaList(), SyntaxKind.NewKeyword, TriviaList(Space)), IdentifierName(Identifier("DataflowLinkOptions")).WithTrailingTrivia(Space), null,
            InitializerExpression(SyntaxKind.ObjectInitializerExpression, Token(TriviaList(), SyntaxKind.OpenBraceToken, TriviaList(Space)), SingletonSeparatedList<ExpressionSyntax>(says.WithTrailingTrivia(Space)), Token(SyntaxKind.CloseBraceToken)));
        return arguments.WithArguments(SeparatedList<ArgumentSyntax>(arguments.Arguments.GetWithSeparators().Insert(1, Argument(made)).Insert(1, Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space)))));
    }
}
