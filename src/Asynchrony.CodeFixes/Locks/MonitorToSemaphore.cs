using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Turns a lock into a SemaphoreSlim where the user asks for it: at its field, in the head of a <c>lock</c> statement, at a call that enters or
/// leaves it. Code that is async waits for it without its thread. See <see cref="AsSemaphore"/> for when it is right.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp)]
public sealed class MonitorToSemaphore : Refactoring
{
    private protected override Fix? Offer(Spot spot, TextSpan span) => spot.Node.FirstAncestorOrSelf<SyntaxNode>(IsWhole) switch
    {
        VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax, Identifier: var name } declarator when name.Span.Contains(span) => AsSemaphore.Of(declarator, spot),
        LockStatementSyntax { Expression: var gate, CloseParenToken.Span.End: var end } when span.End <= end => AsSemaphore.Of(gate, spot),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Enter" or "Exit" } member, ArgumentList.Arguments: var arguments } } =>
            AsSemaphore.Of(arguments is [{ Expression: var gate }] ? gate : member.Expression, spot),
        UsingStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "EnterScope", Expression: var gate } } scope } when scope.Span.Contains(span) => AsSemaphore.Of(gate, spot),
        _ => null,
    };

    private static bool IsWhole(SyntaxNode node) => node is StatementSyntax or VariableDeclaratorSyntax or MemberDeclarationSyntax;
}
