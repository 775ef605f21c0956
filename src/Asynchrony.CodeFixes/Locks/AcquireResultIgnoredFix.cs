using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Keeps a dropped guard to the end of the block, awaits an acquire in async code, and runs a section only if its lock was acquired: from
/// the acquire to the release that stands in the same block, or in the finally block of a try that does, or that the acquire begins.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AcquireResultIgnoredFix() : RuleFix(AcquireResultIgnored.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } syntax
            || syntax.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax { Parent: BlockSyntax block } statement
            || flagged.Model.GetOperation(syntax, flagged.Cancellation) is not IInvocationOperation call
            || LockCall.Of(call, flagged.Table("Locks")) is not { } found)
            yield break;

        var value = statement.Expression is AssignmentExpressionSyntax { Right: var right } ? right : statement.Expression;
        var acquire = found.IsAwaited && value is not AwaitExpressionSyntax ? Awaited(value) : value.WithoutTrivia();

        if (found.Does == "scope")
        {
            if (CanKeep(value, statement, block, flagged))
                yield return new Fix("Keep the lock to the end of the block", editor => editor.ReplaceNode(statement, Guard(acquire, statement)));
        }
        else if (!found.MayFail(call))
            yield return new Fix("Await the acquire", editor => editor.ReplaceNode(statement.Expression, acquire.WithTriviaFrom(statement.Expression)));
        else if (Begins(statement, block, found, flagged) is { } guarded)
            yield return new Fix("Run the section only if the lock was acquired", editor => editor.ReplaceNode(guarded, Conditional.Guarded(guarded, statement, acquire)));
        else if (Section(statement, block, found, flagged) is { } section)
            yield return new Fix("Run the section only if the lock was acquired", editor => editor.ReplaceNode(block, Conditional.Guarded(block, statement, acquire, section)));
    }

    /// <summary>True where something follows to keep the lock for, and where the guard may live across it.</summary>
    private static bool CanKeep(ExpressionSyntax value, StatementSyntax statement, BlockSyntax block, Flagged flagged)
    {
        var rest = block.Statements.SkipWhile(sibling => sibling != statement).Skip(1).ToList();

        return rest.Count > 0 && (flagged.Model.GetTypeInfo(value, flagged.Cancellation).Type?.IsRefLikeType != true || !rest.SelectMany(later => later.Here()).Any(node => node is YieldStatementSyntax || Syntax.IsAwait(node)));
    }

    private static StatementSyntax Guard(ExpressionSyntax acquire, StatementSyntax statement)
    {
        var declared = Syntax.Spaced(LocalDeclarationStatement(
            VariableDeclaration(IdentifierName("var"), SingletonSeparatedList(VariableDeclarator(Identifier(Syntax.FreeName(statement, "guard")), null, EqualsValueClause(IdentifierName("it"))))))
            .WithUsingKeyword(Token(SyntaxKind.UsingKeyword)));
        return declared.ReplaceNode(declared.Declaration.Variables[0].Initializer!.Value, acquire).WithTriviaFrom(statement);
    }

    /// <summary>The statements up to the release; null where it stands elsewhere, or where names or labels are needed outside.</summary>
    private static List<StatementSyntax>? Section(StatementSyntax statement, BlockSyntax block, LockCall acquired, Flagged flagged)
    {
        var behind = block.Statements.SkipWhile(sibling => sibling != statement).Skip(1).ToList();
        var end = behind.FindIndex(sibling => LockedRegion.Calls(sibling, flagged).Any(call => call.Found.Does == "release" && AreEquivalent(call.Found.Lock?.Syntax, acquired.Lock?.Syntax)));

        if (end < 0 || behind[end] is not (ExpressionStatementSyntax or TryStatementSyntax { Finally: not null }))
            return null;

        var section = behind.Take(end + 1).ToList();
        return Conditional.MayMove(statement, section, behind.Skip(end + 1), flagged) ? section : null;
    }

    /// <summary>The try that begins with the acquire, has no handlers and does nothing but release in the end.</summary>
    private static TryStatementSyntax? Begins(StatementSyntax statement, BlockSyntax block, LockCall acquired, Flagged flagged) =>
        block is { Parent: TryStatementSyntax { Catches.Count: 0, Finally.Block.Statements: [ExpressionStatementSyntax { Expression: InvocationExpressionSyntax } release], Parent: BlockSyntax } guarded, Statements: [var first, var second, ..] }
        && first == statement && block == guarded.Block && guarded.StartsLine() && statement.StartsLine() && second.StartsLine()
        && LockedRegion.Calls(release, flagged).ToList() is [var (_, found)] && found.Does == "release" && LockedRegion.AreSame(found, acquired)
            ? guarded : null;

    private static AwaitExpressionSyntax Awaited(ExpressionSyntax value) => AwaitExpression(Token(TriviaList(), SyntaxKind.AwaitKeyword, TriviaList(Space)), value.WithoutTrivia());
}
