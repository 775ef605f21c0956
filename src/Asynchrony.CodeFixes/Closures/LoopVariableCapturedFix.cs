using Asynchrony.Analyzers.Closures;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>
/// Copies the variable inside the loop and lets the body capture the copy. Not offered for a local function outside the loop, and where
/// the statement that hands the body over changes the variable itself.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LoopVariableCapturedFix() : RuleFix(LoopVariableCaptured.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node is not IdentifierNameSyntax captured
            || flagged.Model.GetSymbolInfo(captured, flagged.Cancellation).Symbol is not ILocalSymbol local
            || CapturedCopy.BodyAround(captured, local) is not { } body
            || body.FirstAncestorOrSelf<StatementSyntax>(node => node != body || node is LocalFunctionStatementSyntax) is not { } statement
            || !IsInLoop(statement, local)
            || CapturedCopy.Writes(statement, body, local, flagged.Model))
            yield break;

        yield return CapturedCopy.Of(statement, body, captured, local, flagged.Model, $"Copy '{local.Name}' inside the loop");
    }

    /// <summary>A copy belongs to the iteration only inside the loop that the variable is declared outside of.</summary>
    private static bool IsInLoop(StatementSyntax statement, ILocalSymbol local)
    {
        var declared = local.DeclaringSyntaxReferences.FirstOrDefault()?.Span ?? default;
        return statement.Ancestors()
            .TakeWhile(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax))
            .Any(node => node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax
                && (node is ForStatementSyntax loop ? !loop.Statement.Span.Contains(declared) : !node.Span.Contains(declared)));
    }
}
