using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// Moves what counts the work in before the statement that starts it. Only where that is the first thing the body does, perhaps in a try, where
/// the body is written at its start, and where it names nothing of the body's own.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LatchRaisedInsideBodyFix() : RuleFix(LatchRaisedInsideBody.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (Syntax.CallAt(flagged.Node) is not { Parent: ExpressionStatementSyntax { Parent: BlockSyntax block } raise } || !IsFirst(raise, block, out var body) || !raise.StartsLine()
            || StartOf(body, flagged) is not { } start || start.Contains(raise) && !start.StartsLine() || NamesItsOwn(raise, body!, flagged))
            yield break;

        yield return new Fix("Count the work in before it starts", editor =>
        {
            editor.AddBefore(start, raise);
            editor.Drop(raise);
        });
    }

    /// <summary>True for the first statement of a lambda, or of a try that is its first.</summary>
    private static bool IsFirst(StatementSyntax raise, BlockSyntax block, out AnonymousFunctionExpressionSyntax? body)
    {
        body = block.Parent as AnonymousFunctionExpressionSyntax ?? (block.Parent is TryStatementSyntax { Parent: BlockSyntax { Parent: AnonymousFunctionExpressionSyntax around, Statements: var all } } guarded && guarded.Block == block && all[0] == guarded ? around : null);
        return body is not null && block.Statements[0] == raise && block.Statements.Count > 1;
    }

    /// <summary>The statement that starts the work: the one around the body, or the call of Start on the thread that is made with it.</summary>
    private static StatementSyntax? StartOf(AnonymousFunctionExpressionSyntax? body, Flagged flagged)
    {
        if (body?.Ancestors().OfType<StatementSyntax>().FirstOrDefault() is not { Parent: BlockSyntax or GlobalStatementSyntax } statement
            || body.Ancestors().TakeWhile(outer => outer != statement).Any(outer => outer is AnonymousFunctionExpressionSyntax))
            return null;

        if (body.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is not { } made || flagged.Model.GetTypeInfo(made, flagged.Cancellation).Type?.Name != "Thread" || made.Parent is MemberAccessExpressionSyntax)
            return statement;
        return statement is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Identifier.ValueText: var name }] }
            ? statement.Siblings()?.FirstOrDefault(sibling => sibling is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var started }, Name.Identifier.ValueText: "Start" } } } && started == name)
            : null;
    }

    private static bool NamesItsOwn(StatementSyntax raise, AnonymousFunctionExpressionSyntax body, Flagged flagged) => raise.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
        flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol is (ILocalSymbol or IParameterSymbol) and var symbol && CapturedVariable.IsInside(symbol, body));
}
