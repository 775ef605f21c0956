using Asynchrony.Analyzers.Flow.Ir;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>
/// The statements that run under one lock: those of a <c>lock</c> statement, or those between an acquire that cannot fail and the release,
/// which stands in the same block or in the finally block of a try without catches, whose statements then belong to it too.
/// </summary>
internal sealed class LockedRegion
{
    private LockedRegion(StatementSyntax acquire, IReadOnlyList<StatementSyntax> statements, StatementSyntax end)
    {
        Acquire = acquire;
        Statements = statements;
        End = end;
    }

    /// <summary>The statement that takes the lock.</summary>
    public StatementSyntax Acquire { get; }

    public IReadOnlyList<StatementSyntax> Statements { get; }

    /// <summary>The statement behind which the lock is free again: the <c>lock</c> or try statement, or the release.</summary>
    public StatementSyntax End { get; }

    /// <summary>Null where the region is anything else, or where a <c>lock</c> statement is around it.</summary>
    public static LockedRegion? Around(StatementSyntax statement, Flagged flagged)
    {
        if (statement.Parent is BlockSyntax { Parent: LockStatementSyntax locked } body)
            return IsLocked(locked) ? null : new LockedRegion(locked, body.Statements, locked);
        if (statement.Parent is LockStatementSyntax only)
            return IsLocked(only) ? null : new LockedRegion(only, [statement], only);

        if (IsLocked(statement) || statement.Siblings() is not { } siblings)
            return null;

        if (AcquireBefore(statement, siblings, flagged) is { } acquire)
            return From(acquire, siblings, flagged) is { } own && own.Statements.Contains(statement) ? own : null;

        return statement.Parent?.Parent is TryStatementSyntax guarded && guarded.Siblings() is { } outer && AcquireBefore(guarded, outer, flagged) is { } before
            && From(before, outer, flagged) is { } region && region.Statements.Contains(statement) ? region : null;
    }

    private static LockedRegion? From(StatementSyntax acquire, IReadOnlyList<StatementSyntax> siblings, Flagged flagged)
    {
        var statements = new List<StatementSyntax>();

        foreach (var statement in siblings.SkipWhile(sibling => sibling != acquire).Skip(1))
        {
            if (IsGuarded(statement, flagged))
                statements.AddRange(((TryStatementSyntax)statement).Block.Statements);
            else if (!Releases(statement, flagged))
            {
                statements.Add(statement);
                continue;
            }
            else if (statement is not ExpressionStatementSyntax)
                return null;

            return Of(acquire, statements, statement, flagged);
        }

        return acquire.Parent?.Parent is TryStatementSyntax around && IsGuarded(around, flagged) ? Of(acquire, statements, around, flagged) : null;
    }

    /// <summary>With another lock inside, it is not clear which one ends where.</summary>
    private static LockedRegion? Of(StatementSyntax acquire, List<StatementSyntax> statements, StatementSyntax end, Flagged flagged) =>
        statements.Any(statement => Calls(statement, flagged).Any()) ? null : new LockedRegion(acquire, statements, end);

    /// <summary>True for a try without catches that releases a lock in the end.</summary>
    private static bool IsGuarded(SyntaxNode? statement, Flagged flagged) =>
        statement is TryStatementSyntax { Catches.Count: 0, Finally: { } last } && Releases(last, flagged);

    private static bool IsLocked(StatementSyntax statement) => statement.Ancestors()
        .TakeWhile(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax))
        .OfType<LockStatementSyntax>().Any();

    /// <summary>The statement before another, in the same block, that takes a lock; null where that can fail, or where any other call to a lock stands between.</summary>
    private static StatementSyntax? AcquireBefore(StatementSyntax statement, IReadOnlyList<StatementSyntax> siblings, Flagged flagged) =>
        siblings.TakeWhile(sibling => sibling != statement).LastOrDefault(sibling => Calls(sibling, flagged).Any()) is { } nearest
        && nearest is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax or AwaitExpressionSyntax }
        && Calls(nearest, flagged).ToList() is [var (call, found)] && found.Does == "acquire" && !found.MayFail(call)
            ? nearest : null;

    private static bool Releases(SyntaxNode node, Flagged flagged) => Calls(node, flagged).Any(call => call.Found.Does == "release");

    /// <summary>True where two calls are about one lock, as far as the text tells.</summary>
    public static bool AreSame(LockCall one, LockCall other) => one.Kind == other.Kind && SyntaxFactory.AreEquivalent(one.Lock?.Syntax, other.Lock?.Syntax);

    /// <summary>The calls to locks in a piece of code.</summary>
    public static IEnumerable<(IInvocationOperation Call, LockCall Found)> Calls(SyntaxNode node, Flagged flagged)
    {
        var locks = flagged.Table("Locks");

        foreach (var syntax in node.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>())
            if (flagged.Model.GetOperation(syntax, flagged.Cancellation) is IInvocationOperation call && LockCall.Of(call, locks) is { } found)
                yield return (call, found);
    }
}
