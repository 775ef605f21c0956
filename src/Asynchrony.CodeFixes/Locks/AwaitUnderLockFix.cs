using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Moves what is awaited to before the lock, for <c>lock</c> statements too, which the compiler refuses. Only where all that is awaited
/// under the lock can go: statements of the region itself, awaiting what provably touches nothing that a lock could guard. Else the lock
/// becomes one that belongs to no thread.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AwaitUnderLockFix() : RuleFix(AwaitUnderLock.Rule, "CS1996")
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<AwaitExpressionSyntax>() is not { } awaited
            || awaited.FirstAncestorOrSelf<StatementSyntax>() is not { } statement
            || flagged.Diagnostic.Properties.TryGetValue(AwaitUnderLock.Locks, out var locks) && locks != "1")
            return [];

        return new[] { Moved(statement, flagged), Held(statement, flagged) is { } gate ? AsSemaphore.Of(gate, flagged) : null }.OfType<Fix>();
    }

    /// <summary>The one lock that is held around a statement, as it is named there; null where several may be.</summary>
    private static ExpressionSyntax? Held(StatementSyntax statement, Flagged flagged)
    {
        if (Awaiting.FunctionOf(statement) is not { } function)
            return null;

        var around = statement.Ancestors().TakeWhile(node => node != function).OfType<LockStatementSyntax>().Select(locked => locked.Expression);
        var called = LockedRegion.Calls(function, flagged).Where(call => call.Found.Does != "release" && LockCall.IsThreadAffine(call.Found.Kind)).Select(call => call.Found.Lock?.Syntax as ExpressionSyntax);
        var all = around.Concat(called).ToList();
        return all.Count > 0 && all.TrueForAll(gate => gate is not null && SyntaxFactory.AreEquivalent(gate, all[0])) ? all[0] : null;
    }

    private static Fix? Moved(StatementSyntax statement, Flagged flagged)
    {
        if (LockedRegion.Around(statement, flagged) is not { } region
            || LockedRegion.Calls(region.Acquire, flagged).Any(call => region.Acquire is not LockStatementSyntax && !LockCall.IsThreadAffine(call.Found.Kind)))
            return null;

        var awaiting = region.Statements.Where(Awaits).ToList();
        return awaiting.Count < region.Statements.Count && awaiting.All(moved => CanGo(moved, flagged)) && region.Statements.TakeWhile(passed => passed != awaiting.Last()).All(passed => awaiting.Contains(passed) || IsPassable(passed, flagged))
            ? new Fix("Await before the lock is taken", editor =>
            {
                foreach (var moved in awaiting)
                {
                    editor.Drop(moved);
                    editor.AddBefore(region.Acquire, moved);
                }
            })
            : null;
    }

    private static bool Awaits(StatementSyntax statement) => statement.Here().Any(Syntax.IsAwait);

    /// <summary>A whole statement, or the value of a new local, that reads nothing but variables nobody writes meanwhile.</summary>
    private static bool CanGo(StatementSyntax statement, Flagged flagged)
    {
        var value = statement switch
        {
            ExpressionStatementSyntax { Expression: var expression } => expression,
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: [{ Initializer.Value: var initial }] } => initial,
            _ => null,
        };
        if (value is not AwaitExpressionSyntax { Expression: var work } || flagged.Model.GetOperation(work, flagged.Cancellation) is not { } operation)
            return false;

        return !operation.DescendantsAndSelf().Any(part => part.IsWritten())
            && Effects.OfAwaited(operation, flagged.Model.Compilation, flagged.Table("Effects"), flagged.Cancellation).TouchesOnly(read => OutOfLock.IsSteady(read, operation), written => written is ILocalSymbol or IParameterSymbol);
    }

    /// <summary>The declaration of a local that only reads, so that an exception of what is awaited first changes nothing.</summary>
    private static bool IsPassable(StatementSyntax statement, Flagged flagged) =>
        statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } && !Awaits(statement)
        && flagged.Model.GetOperation(statement, flagged.Cancellation) is { } operation
        && Effects.Of(operation, flagged.Model.Compilation, flagged.Table("Effects"), flagged.Cancellation) is { Unknown: false, Writes: false };
}
