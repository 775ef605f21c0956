using Asynchrony.Analyzers.Async;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Async;

/// <summary>
/// Awaits all tasks of the sequence: where it was dropped, and behind the local that holds it. Nothing is offered for a stream, for what is to
/// be done with its elements is for the author to say, and where nothing may be awaited.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LazyWorkNeverRunsFix() : RuleFix(LazyWorkNeverRuns.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || !Awaiting.IsAsync(statement))
            yield break;

        if (statement is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: var made, Identifier: var name }] } declared && IsOfTasks(flagged, made) && Awaiting.IsPossible(flagged, made))
            yield return new Fix("Await all tasks", editor => editor.AddAfter(declared, Statement(flagged, IdentifierName(name.WithoutTrivia()))));
        else if (statement is ExpressionStatementSyntax { Expression: var whole } && (whole is AssignmentExpressionSyntax { Right: var dropped } ? dropped : whole) is var sequence
            && IsOfTasks(flagged, sequence) && Awaiting.IsPossible(flagged, sequence))
            yield return new Fix("Await all tasks", editor => Awaiting.Replace(editor, whole, All(flagged, sequence)));
    }

    private static bool IsOfTasks(Flagged flagged, ExpressionSyntax sequence) => flagged.Model.GetTypeInfo(sequence, flagged.Cancellation).Type is INamedTypeSymbol { TypeArguments: [{ Name: "Task" }] };

    private static InvocationExpressionSyntax All(Flagged flagged, ExpressionSyntax sequence) =>
        InvocationExpression(Awaiting.OfTask(flagged, flagged.Node.SpanStart, IdentifierName("WhenAll")), ArgumentList(SingletonSeparatedList(Argument(sequence.WithoutTrivia()))));

    private static StatementSyntax Statement(Flagged flagged, ExpressionSyntax sequence) =>
        ExpressionStatement(AwaitExpression(Token(TriviaList(), SyntaxKind.AwaitKeyword, TriviaList(Space)), Awaiting.AsElsewhere(flagged.Node, All(flagged, sequence))));
}
