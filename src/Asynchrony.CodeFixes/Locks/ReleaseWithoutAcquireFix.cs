using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Moves the acquire, with what comes before it, to before the try whose finally block does nothing but release; or releases only if the
/// variable that keeps the outcome says that the lock was taken.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ReleaseWithoutAcquireFix() : RuleFix(ReleaseWithoutAcquire.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (Release(flagged) is not { } release
            || LockedRegion.Calls(release, flagged).ToList() is not [var (_, found)] || found.Does != "release")
            yield break;

        if (release.Parent is BlockSyntax { Statements.Count: 1, Parent: FinallyClauseSyntax { Parent: TryStatementSyntax { Catches.Count: 0, Parent: BlockSyntax } guarded } }
            && First(guarded, found, flagged) is { Count: > 0 } first && first.Count < guarded.Block.Statements.Count)
            yield return new Fix("Take the lock before the try", editor =>
            {
                var (unit, next) = (Indent.Unit(first[0]), guarded.Block.Statements[first.Count]);
                editor.ReplaceNode(next, next.WithoutEmptyLines());
                foreach (var moved in first)
                    editor.RemoveNode(moved, SyntaxRemoveOptions.KeepNoTrivia);
                editor.InsertBefore(guarded, first.Select(moved => moved.Shallower(unit)));
            });
        else if (Outcome(release, found, flagged) is { } outcome)
            yield return new Fix("Release only if the lock was taken", editor => editor.ReplaceNode(release, Tested(release, outcome)));
    }

    /// <summary>The flagged release, or the one in the finally block of the try that the flagged acquire is in.</summary>
    private static ExpressionStatementSyntax? Release(Flagged flagged)
    {
        var statement = flagged.Node.FirstAncestorOrSelf<StatementSyntax>();
        if (statement?.Parent is BlockSyntax { Parent: TryStatementSyntax { Finally.Block.Statements: [ExpressionStatementSyntax { Expression: InvocationExpressionSyntax } last] } guarded } && statement.Parent == guarded.Block
            && LockedRegion.Calls(statement, flagged).Any(call => call.Found.Does == "acquire"))
            return last;
        return statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax } release ? release : null;
    }

    /// <summary>The statements of the try up to the acquire; null where it is not one of them, or where they may not move.</summary>
    private static List<StatementSyntax>? First(TryStatementSyntax guarded, LockCall released, Flagged flagged)
    {
        var statements = guarded.Block.Statements;
        var index = statements.IndexOf(statement => LockedRegion.Calls(statement, flagged).Any(call => call.Found.Kind == released.Kind));
        if (index < 0 || !Takes(statements[index], released, flagged))
            return null;

        var first = statements.Take(index + 1).ToList();
        return first.Any(statement => !statement.StartsLine() || statement is LocalFunctionStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 }
            || statement.DescendantNodesAndSelf().Any(node => node is LabeledStatementSyntax or GotoStatementSyntax)) || !guarded.StartsLine() ? null : first;
    }

    /// <summary>A statement behind which the lock is taken for sure: a plain acquire, or one that leaves where it fails.</summary>
    private static bool Takes(StatementSyntax statement, LockCall released, Flagged flagged) =>
        LockedRegion.Calls(statement, flagged).ToList() is [var (call, found)]
        && found.Does == "acquire" && LockCall.Taken(call) is null && LockedRegion.AreSame(found, released)
        && statement switch
        {
            ExpressionStatementSyntax { Expression: InvocationExpressionSyntax or AwaitExpressionSyntax } => !found.MayFail(call),
            IfStatementSyntax { Else: null, Condition: PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: InvocationExpressionSyntax or AwaitExpressionSyntax or ParenthesizedExpressionSyntax }, Statement: var leave } =>
                (leave is BlockSyntax { Statements: [.., var last] } ? last : leave) is ThrowStatementSyntax or ReturnStatementSyntax,
            _ => false,
        };

    /// <summary>The one local, never assigned again, that says whether the lock was taken, where it can be seen from the release.</summary>
    private static string? Outcome(ExpressionStatementSyntax release, LockCall released, Flagged flagged)
    {
        if (release.Parent is not BlockSyntax || !release.StartsLine())
            return null;

        var tries = release.Ancestors().OfType<BlockSyntax>().SelectMany(block => block.Statements)
            .OfType<LocalDeclarationStatementSyntax>()
            .Where(declared => declared.SpanStart < release.SpanStart && LockedRegion.Calls(declared, flagged).Any(call => LockedRegion.AreSame(call.Found, released))).ToList();
        if (tries is not [{ Declaration.Variables: [{ Initializer.Value: InvocationExpressionSyntax or AwaitExpressionSyntax } variable] } only]
            || LockedRegion.Calls(only, flagged).ToList() is not [var (call, found)] || !found.MayFail(call) || LockCall.Taken(call) is not null
            || flagged.Model.GetDeclaredSymbol(variable, flagged.Cancellation) is not ILocalSymbol { Type.SpecialType: SpecialType.System_Boolean } local
            || only.Parent is not BlockSyntax scope || Calls(scope, released, flagged) > 2)
            return null;

        return scope.DescendantNodes().Any(node => IsWrite(node, local.Name)) ? null : local.Name;
    }

    private static int Calls(SyntaxNode scope, LockCall released, Flagged flagged) => LockedRegion.Calls(scope, flagged).Count(call => call.Found.Kind == released.Kind);

    private static bool IsWrite(SyntaxNode node, string name) => node switch
    {
        AssignmentExpressionSyntax { Left: var left } => left.DescendantTokens().Any(token => token.ValueText == name),
        ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: var passed } => passed.ToString() == name,
        RefExpressionSyntax { Expression: var passed } => passed.ToString() == name,
        _ => false,
    };

    private static IfStatementSyntax Tested(ExpressionStatementSyntax release, string outcome)
    {
        var (indentation, unit) = (Syntax.Indentation(release), Indent.Unit(release));
        return SyntaxFactory.IfStatement(
            SyntaxFactory.Token(release.GetLeadingTrivia(), SyntaxKind.IfKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space)),
            SyntaxFactory.Token(SyntaxKind.OpenParenToken),
            SyntaxFactory.IdentifierName(outcome),
            SyntaxFactory.Token(SyntaxFactory.TriviaList(), SyntaxKind.CloseParenToken, SyntaxFactory.TriviaList(Syntax.LineEnd(release))),
            release.WithLeadingTrivia(indentation, SyntaxFactory.Whitespace(unit)),
            null);
    }
}
