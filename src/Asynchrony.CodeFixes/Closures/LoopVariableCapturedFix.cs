using Asynchrony.Analyzers.Closures;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

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
            || BodyAround(captured, local) is not { } body
            || body.FirstAncestorOrSelf<StatementSyntax>(node => node != body || node is LocalFunctionStatementSyntax) is not { } statement
            || !IsInLoop(statement, local)
            || Writes(statement, body, local, flagged.Model))
            yield break;

        var uses = body.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(use => use.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(use, flagged.Cancellation).Symbol, local))
            .ToList();
        var copied = CopyBefore(statement, local, flagged.Model);
        var copy = copied ?? Syntax.FreeName(captured, $"{local.Name}Copy");

        yield return new Fix($"Copy '{local.Name}' inside the loop", editor =>
        {
            foreach (var use in uses)
                editor.ReplaceNode(use, (current, _) => ((IdentifierNameSyntax)current).WithIdentifier(Identifier(copy).WithTriviaFrom(use.Identifier)));

            if (copied is null)
                editor.AddBefore(statement, Syntax.Spaced(LocalDeclarationStatement(VariableDeclaration(IdentifierName("var"))
                    .AddVariables(VariableDeclarator(copy).WithInitializer(EqualsValueClause(IdentifierName(local.Name)))))));
        });
    }

    /// <summary>The outermost lambda or local function around the use that does not contain the variable's declaration.</summary>
    private static SyntaxNode? BodyAround(SyntaxNode use, ILocalSymbol local)
    {
        var declared = local.DeclaringSyntaxReferences.FirstOrDefault()?.Span ?? default;
        return use.Ancestors().LastOrDefault(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax && !node.Span.Contains(declared));
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

    private static bool Writes(StatementSyntax statement, SyntaxNode body, ILocalSymbol local, SemanticModel model) =>
        statement.DescendantNodes(node => node != body).OfType<IdentifierNameSyntax>().Any(use =>
            use.Identifier.ValueText == local.Name
            && use.Parent is AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: not 0 }
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(use).Symbol, local));

    /// <summary>A copy that stands right before the statement already: of another body in the same statement, or the author's.</summary>
    private static string? CopyBefore(StatementSyntax statement, ILocalSymbol local, SemanticModel model)
    {
        if (statement.Siblings() is not { } siblings)
            return null;

        return siblings.TakeWhile(sibling => sibling != statement).Reverse()
            .TakeWhile(sibling => sibling is LocalDeclarationStatementSyntax)
            .SelectMany(sibling => ((LocalDeclarationStatementSyntax)sibling).Declaration.Variables)
            .Where(variable => variable.Initializer?.Value is IdentifierNameSyntax value
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(value).Symbol, local)
                && variable.Identifier.ValueText.StartsWith($"{local.Name}Copy", StringComparison.Ordinal))
            .Select(variable => variable.Identifier.ValueText)
            .FirstOrDefault();
    }
}
