using Asynchrony.Analyzers.Channels;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Channels;

/// <summary>Adds the callback that disposes of each message that is dropped. What can only be disposed of by an await has no fix: the callback cannot wait.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class DroppedMessageNotDisposedFix() : RuleFix(DroppedMessageNotDisposed.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (Syntax.CallAt(flagged.Node) is not { ArgumentList.Arguments: [{ NameColon: null } options] } call || flagged.Model.GetSymbolInfo(call, flagged.Cancellation).Symbol is not IMethodSymbol { TypeArguments: [{ } message] })
            yield break;

        var name = Syntax.FreeName(call, "dropped");
        ExpressionSyntax disposed = message.NullableAnnotation == NullableAnnotation.Annotated
            ? ConditionalAccessExpression(IdentifierName(name), InvocationExpression(MemberBindingExpression(IdentifierName("Dispose"))))
            : InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, IdentifierName(name), IdentifierName("Dispose")));
        var callback = SimpleLambdaExpression(Parameter(Identifier(name)).WithTrailingTrivia(Space), disposed)
            .WithArrowToken(Token(TriviaList(), SyntaxKind.EqualsGreaterThanToken, TriviaList(Space)));

        yield return new Fix("Dispose of what is dropped", editor => editor.ReplaceNode(call.ArgumentList,
            call.ArgumentList.WithArguments(SeparatedList<ArgumentSyntax>(new SyntaxNodeOrToken[] { options, Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space)), Argument(callback) }))));
    }
}
