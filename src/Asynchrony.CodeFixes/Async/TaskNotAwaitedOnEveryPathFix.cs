using Asynchrony.Analyzers.Async;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Async;

/// <summary>
/// Awaits tasks that are awaited one by one all together, before the first of them; a task that nothing waits for is awaited where it is
/// started. Nothing is offered for a way out that leaves too early: what is to become of the task there is for the author to say.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class TaskNotAwaitedOnEveryPathFix() : RuleFix(TaskNotAwaitedOnEveryPath.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Diagnostic.Properties.ContainsKey(TaskNotAwaitedOnEveryPath.Raced)
            || flagged.Node.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Declaration.Variables: [{ Initializer.Value: var started } variable] } declared || !Awaiting.IsAsync(declared))
            yield break;

        if (flagged.Diagnostic.Properties.TryGetValue(TaskNotAwaitedOnEveryPath.Tasks, out var listed) && listed is not null)
        {
            var names = listed.Split(',');
            if (FirstAwait(declared, names[0]) is { } statement && Awaiting.IsPossible(flagged, started))
                yield return new Fix("Await all of them together", editor => editor.AddBefore(statement, All(flagged, statement, names)));
        }
        else if (!IsNamed(declared, variable.Identifier.ValueText) && Awaiting.IsPossible(flagged, started) && flagged.Model.GetOperation(started, flagged.Cancellation)?.Parent is { } whole && !flagged.MayGoOn(whole))
        {
            yield return new Fix("Await the task", editor => editor.ReplaceNode(declared, (current, _) =>
                ExpressionStatement(Awaiting.Instead(started.WithoutTrivia(), started, started), ((LocalDeclarationStatementSyntax)current).SemicolonToken).WithLeadingTrivia(current.GetLeadingTrivia())));
        }
    }

    /// <summary>The statement behind the declaration that awaits the task of a name.</summary>
    private static StatementSyntax? FirstAwait(StatementSyntax declared, string name) => declared.Siblings()?.SkipWhile(sibling => sibling != declared).Skip(1)
        .FirstOrDefault(sibling => sibling.Here().OfType<AwaitExpressionSyntax>().Any(awaited => awaited.Mentions(ImmutableHashSet.Create(name))));

    private static bool IsNamed(LocalDeclarationStatementSyntax declared, string name) =>
        Awaiting.Parts(Awaiting.FunctionOf(declared)).SelectMany(part => part.DescendantTokens()).Count(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name) > 1;

    private static StatementSyntax All(Flagged flagged, StatementSyntax statement, string[] names) => ExpressionStatement(AwaitExpression(
        Token(TriviaList(), SyntaxKind.AwaitKeyword, TriviaList(Space)),
        Awaiting.AsElsewhere(statement, InvocationExpression(
            Awaiting.OfTask(flagged, statement.SpanStart, IdentifierName("WhenAll")),
            ArgumentList(SeparatedList(names.Select(name => Argument(IdentifierName(name))), Enumerable.Repeat(Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space)), names.Length - 1)))))));
}
