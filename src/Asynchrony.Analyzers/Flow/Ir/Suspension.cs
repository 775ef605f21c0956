using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>Where a function gives up its thread or its turn, as the author wrote it: an expression, or a statement that awaits unseen.</summary>
internal readonly record struct Suspension(SyntaxNode Node)
{
    /// <summary>The keyword that says so.</summary>
    public Location Keyword => Node switch
    {
        AwaitExpressionSyntax awaited => awaited.AwaitKeyword.GetLocation(),
        CommonForEachStatementSyntax loop => loop.AwaitKeyword.GetLocation(),
        UsingStatementSyntax scope => scope.AwaitKeyword.GetLocation(),
        LocalDeclarationStatementSyntax declaration => declaration.AwaitKeyword.GetLocation(),
        YieldStatementSyntax yield => Location.Create(yield.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(yield.YieldKeyword.SpanStart, yield.ReturnOrBreakKeyword.Span.End)),
        _ => Node.GetLocation(),
    };

    /// <summary>What is waited for, in words.</summary>
    public string Waited => Node switch
    {
        AwaitExpressionSyntax { Expression: var expression } => NameOf(expression) is { } name ? $"'{name}'" : "A task",
        CommonForEachStatementSyntax { Expression: var expression } => NameOf(expression) is { } name ? $"The next item of '{name}'" : "The next item",
        UsingStatementSyntax { Declaration.Variables: [{ Identifier.ValueText: var name }, ..] } => $"The disposal of '{name}'",
        LocalDeclarationStatementSyntax { Declaration.Variables: [{ Identifier.ValueText: var name }, ..] } => $"The disposal of '{name}'",
        _ => "A disposal",
    };

    public static Suspension Of(IOperation step) => new(step.IsImplicit || step.Syntax is not AwaitExpressionSyntax
        ? step.Syntax.AncestorsAndSelf().FirstOrDefault(node => node is StatementSyntax) ?? step.Syntax
        : step.Syntax);

    /// <summary>The last name of a call or member, behind ConfigureAwait.</summary>
    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => NameOf(inner),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "WithCancellation", Expression: var inner } } => NameOf(inner),
        InvocationExpressionSyntax { Expression: var called } => NameOf(called),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } => name,
        MemberBindingExpressionSyntax { Name.Identifier.ValueText: var name } => name,
        SimpleNameSyntax { Identifier.ValueText: var name } => name,
        _ => null,
    };
}
