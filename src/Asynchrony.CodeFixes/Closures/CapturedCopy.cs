using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>Gives a body a copy of a variable to capture, made right before the statement that hands the body over.</summary>
internal static class CapturedCopy
{
    public static Fix Of(StatementSyntax statement, SyntaxNode body, SyntaxNode captured, ILocalSymbol local, SemanticModel model, string title)
    {
        var uses = body.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(use => use.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(use).Symbol, local))
            .ToList();
        var copied = CopyBefore(statement, local, model);
        var copy = copied ?? Syntax.FreeName(captured, $"{local.Name}Copy");

        return new Fix(title, editor =>
        {
            foreach (var use in uses)
                editor.ReplaceNode(use, (current, _) => ((IdentifierNameSyntax)current).WithIdentifier(Identifier(copy).WithTriviaFrom(use.Identifier)));

            if (copied is null)
                editor.AddBefore(statement, Syntax.Spaced(LocalDeclarationStatement(VariableDeclaration(IdentifierName("var"))
                    .AddVariables(VariableDeclarator(copy).WithInitializer(EqualsValueClause(IdentifierName(local.Name)))))));
        });
    }

    /// <summary>The outermost lambda or local function around the use that does not contain the variable's declaration.</summary>
    public static SyntaxNode? BodyAround(SyntaxNode use, ILocalSymbol local)
    {
        var declared = local.DeclaringSyntaxReferences.FirstOrDefault()?.Span ?? default;
        return use.Ancestors().LastOrDefault(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax && !node.Span.Contains(declared));
    }

    /// <summary>True where the statement changes the variable outside the body.</summary>
    public static bool Writes(StatementSyntax statement, SyntaxNode body, ILocalSymbol local, SemanticModel model) =>
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
