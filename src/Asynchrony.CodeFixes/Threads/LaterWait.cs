using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>Moves a wait down behind work that does not depend on what is waited for.</summary>
internal static class LaterWait
{
    /// <summary>
    /// Null where there is no such work, and where it would matter that an exception of that work leaves the block before the wait: what is
    /// around would be closed, released or handled while the thread still runs.
    /// </summary>
    public static Fix? Behind(WorkBehind? behind, StatementSyntax wait, string title) =>
        behind?.Last?.Syntax is StatementSyntax last && !IsGuarded(wait)
            ? new Fix(title, editor =>
            {
                editor.Drop(wait);
                editor.AddAfter(last, wait.WithoutTrivia().WithLeadingTrivia(wait.Remarks()));
            })
            : null;

    private static bool IsGuarded(StatementSyntax wait) => wait.Ancestors()
        .TakeWhile(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax))
        .Any(node => node is TryStatementSyntax or LockStatementSyntax or UsingStatementSyntax or FixedStatementSyntax || node is BlockSyntax block && Opens(block.Statements))
        || wait.Siblings() is { } siblings && Opens(siblings);

    private static bool Opens(IEnumerable<StatementSyntax> statements) => statements.Any(statement => statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 });
}
