using Asynchrony.Analyzers.Async;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Async;

/// <summary>Creates the source with the option that starts continuations by themselves, wherever it is created. Nothing is offered where that is another file.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CompletionRunsInlineFix() : RuleFix(CompletionRunsInline.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is { } made && flagged.Model.GetOperation(made, flagged.Cancellation) is IObjectCreationOperation { Type.Name: "TaskCompletionSource" } && flagged.Node.FirstAncestorOrSelf<ArgumentListSyntax>() != made.ArgumentList)
        {
            yield return new Fix("Run continuations asynchronously", editor => editor.ReplaceNode(made, WithOption(made, flagged, made)));
            yield break;
        }

        var node = flagged.Node is SimpleNameSyntax && flagged.Node.Parent is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax ? flagged.Node.Parent : flagged.Node;
        if (node.Parent is not InvocationExpressionSyntax call
            || flagged.Model.GetOperation(call, flagged.Cancellation) is not IInvocationOperation completion
            || flagged.Model.GetEnclosingSymbol(call.SpanStart, flagged.Cancellation) is not { } owner
            || CompletionSource.InlineUnderLock(completion, owner, flagged.Model.Compilation, flagged.Cancellation) is not { } source
            || source.Creations.Any(creation => creation.Syntax.SyntaxTree != flagged.Root.SyntaxTree))
            yield break;

        var creations = source.Creations.Select(creation => (BaseObjectCreationExpressionSyntax)creation.Syntax).ToList();
        yield return new Fix("Run continuations asynchronously", editor =>
        {
            foreach (var creation in creations)
                editor.ReplaceNode(creation, (current, _) => WithOption((BaseObjectCreationExpressionSyntax)current, flagged, creation));
        });
    }

    private static BaseObjectCreationExpressionSyntax WithOption(BaseObjectCreationExpressionSyntax current, Flagged flagged, BaseObjectCreationExpressionSyntax creation)
    {
        var isNamed = flagged.Model.LookupNamespacesAndTypes(creation.SpanStart, name: "TaskCreationOptions").Length == 1;
        ExpressionSyntax options = isNamed ? IdentifierName("TaskCreationOptions") : MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, IdentifierName("System"), IdentifierName("Threading")), IdentifierName("Tasks")), IdentifierName("TaskCreationOptions"));
        var option = MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, options, IdentifierName("RunContinuationsAsynchronously"));

        if (current.ArgumentList is not { } list)
            return ((ObjectCreationExpressionSyntax)current).WithType(((ObjectCreationExpressionSyntax)current).Type.WithoutTrailingTrivia())
                .WithArgumentList(ArgumentList(SingletonSeparatedList(Argument(option))).WithTrailingTrivia(((ObjectCreationExpressionSyntax)current).Type.GetTrailingTrivia()));

        var taken = creation.ArgumentList!.Arguments.FirstOrDefault(argument => flagged.Model.GetOperation(argument, flagged.Cancellation) is IArgumentOperation { Parameter.Type.Name: "TaskCreationOptions" });
        if (taken is null)
            return current.WithArgumentList(list.WithArguments(list.Arguments.Count == 0
                ? SingletonSeparatedList(Argument(option))
                : SeparatedList<ArgumentSyntax>(list.Arguments.GetWithSeparators().Concat([Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space)), Argument(option)]))));

        var old = list.Arguments[creation.ArgumentList.Arguments.IndexOf(taken)];
        var both = IsNone(old.Expression) ? option.WithTriviaFrom(old.Expression)
            : (ExpressionSyntax)BinaryExpression(SyntaxKind.BitwiseOrExpression, old.Expression.WithTrailingTrivia(Space), Token(TriviaList(), SyntaxKind.BarToken, TriviaList(Space)), option);
        return current.WithArgumentList(list.ReplaceNode(old, old.WithExpression(both)));
    }

    private static bool IsNone(ExpressionSyntax options) => options is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "None" };
}
