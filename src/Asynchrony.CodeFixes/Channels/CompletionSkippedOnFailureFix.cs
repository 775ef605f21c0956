using Asynchrony.Analyzers.Channels;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Channels;

/// <summary>
/// Puts what stands before the completion into a try, and the completion into its finally block. Only where they are statements of one block
/// and nothing that they declare is needed behind them. Whether the reader is to fail as well is for a person to decide: then a handler
/// completes the channel with the exception.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CompletionSkippedOnFailureFix() : RuleFix(CompletionSkippedOnFailure.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } completion || flagged.Diagnostic.AdditionalLocations is not [{ SourceSpan: var failure }]
            || completion.Siblings() is not { } siblings || !completion.StartsLine())
            yield break;

        var before = siblings.TakeWhile(statement => statement != completion).ToList();
        var first = before.FindIndex(statement => statement.Span.Contains(failure));
        if (completion.Parent is BlockSyntax { Parent: TryStatementSyntax { Finally: null } outer } inside && inside == outer.Block && inside.Statements.Last() == completion && inside.Statements.Count > 1)
        {
            yield return Moved(completion, outer); // All of it is in a try already, which lets the exception out or swallows it.
            yield break;
        }

        // What only declares stays outside.
        var guardedStatements = before.Skip(Math.Max(first, 0)).ToList();
        if (first < 0 || !Conditional.MayMove(completion, guardedStatements, siblings.SkipWhile(statement => statement != completion), flagged))
            yield break;

        yield return new Fix("Complete in a finally block", editor =>
        {
            foreach (var other in guardedStatements.Skip(1))
                editor.Drop(other);
            editor.ReplaceNode(guardedStatements[0], Ending.Around(guardedStatements, completion));
            editor.Drop(completion);
        });

        if (completion.Expression is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call && flagged.Model.GetSymbolInfo(call, flagged.Cancellation).Symbol is IMethodSymbol { Parameters: [{ Type: { Name: "Exception" } exception }] })
            yield return new Fix("Complete with the exception", editor =>
            {
                var name = Syntax.FreeName(completion, "problem");
                var tell = call.WithoutTrivia().WithArgumentList(ArgumentList(SingletonSeparatedList(Argument(IdentifierName(name)))));
                foreach (var other in guardedStatements.Skip(1))
                    editor.Drop(other);
                editor.ReplaceNode(guardedStatements[0], Ending.Telling([.. guardedStatements, completion], tell, ParseTypeName(exception.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToMinimalDisplayString(flagged.Model, completion.SpanStart)), name));
                editor.Drop(completion);
            }, IsAlone: true);
    }

    private static Fix Moved(StatementSyntax completion, TryStatementSyntax guarded) => new("Complete in a finally block", editor =>
        editor.ReplaceNode(guarded, Ending.With(guarded.RemoveNode(completion, SyntaxRemoveOptions.KeepNoTrivia)!, completion, guarded)));
}
