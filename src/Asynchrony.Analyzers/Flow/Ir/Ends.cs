using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>Finds where a function ends. A <c>return</c> without a value leaves no trace in a flow graph, so it is looked for in the text.</summary>
internal static class Ends
{
    public static End Of(FlowNode leaver, IOperation function)
    {
        var block = leaver.Block;
        if (block is { ConditionKind: ControlFlowConditionKind.None, BranchValue: { } value })
            return new End((value.Syntax.FirstAncestorOrSelf<ReturnStatementSyntax>() ?? value.Syntax).GetLocation(), value);

        var last = (block.ConditionKind == ControlFlowConditionKind.None ? block.Operations.LastOrDefault() : block.BranchValue)?.Syntax;
        return new End(ReturnBehind(last?.FirstAncestorOrSelf<StatementSyntax>())?.GetLocation() ?? Close(function.Syntax), null);
    }

    /// <summary>The <c>return</c> that comes next behind a statement, or first in a branch that it decides on.</summary>
    private static StatementSyntax? ReturnBehind(StatementSyntax? statement)
    {
        if (statement is IfStatementSyntax decision && (Leaving(decision.Statement) ?? Leaving(decision.Else?.Statement)) is { } chosen)
            return chosen;

        for (var current = statement; current is not null; current = current.Parent?.FirstAncestorOrSelf<StatementSyntax>())
        {
            if (((current.Parent as BlockSyntax)?.Statements ?? (current.Parent as SwitchSectionSyntax)?.Statements) is { } siblings && siblings.IndexOf(current) + 1 is var next && next < siblings.Count)
                return Leaving(siblings[next]);
            if (current is LocalFunctionStatementSyntax or WhileStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or DoStatementSyntax
                || current.Parent is not (BlockSyntax or StatementSyntax or ElseClauseSyntax or SwitchSectionSyntax or CatchClauseSyntax or FinallyClauseSyntax)
                || current.Parent.Parent is AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax)
                return null;
        }

        return null;
    }

    private static StatementSyntax? Leaving(StatementSyntax? statement) => statement switch
    {
        BlockSyntax { Statements: [var first, ..] } => Leaving(first),
        ReturnStatementSyntax { Expression: null } or YieldStatementSyntax { RawKind: (int)SyntaxKind.YieldBreakStatement } => statement,
        _ => null,
    };

    private static Location Close(SyntaxNode function)
    {
        var body = function switch
        {
            BaseMethodDeclarationSyntax method => method.Body ?? (SyntaxNode?)method.ExpressionBody,
            LocalFunctionStatementSyntax local => local.Body ?? (SyntaxNode?)local.ExpressionBody,
            AnonymousFunctionExpressionSyntax lambda => lambda.Body,
            _ => function,
        } ?? function;

        return body is BlockSyntax block ? block.CloseBraceToken.GetLocation() : body.GetLastToken().GetLocation();
    }
}
