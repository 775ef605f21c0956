using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Copies the items under the lock and yields from the copy. Only where the locked statements end in one loop over a variable, field or
/// property, and the loop does nothing but yield what its own variable gives.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LockHeldAcrossYieldFix() : RuleFix(LockHeldAcrossYield.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Diagnostic.Properties.TryGetValue(LockHeldAcrossYield.Locks, out var locks) && locks != "1"
            || flagged.Node.FirstAncestorOrSelf<ForEachStatementSyntax>() is not { AwaitKeyword.RawKind: 0 } loop
            || LockedRegion.Around(loop, flagged) is not { } region
            || region.Statements.LastOrDefault() != loop
            || region.Statements.Take(region.Statements.Count - 1).Any(Yields)
            || flagged.Model.GetOperation(loop.Expression, flagged.Cancellation)?.Unwrapped() is not (IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: true } or ILocalReferenceOperation or IParameterReferenceOperation)
            || !OnlyYields(loop, flagged)
            || flagged.Model.GetForEachStatementInfo(loop).ElementType is not { IsAnonymousType: false } item)
            yield break;

        yield return new Fix("Copy the items under the lock and yield from the copy", editor =>
        {
            var copy = Syntax.FreeName(loop, "snapshot");
            var array = ParseTypeName(item.ToMinimalDisplayString(flagged.Model, region.Acquire.SpanStart) + "[]");
            var unit = region.End == region.Acquire || region.End is TryStatementSyntax ? Indent.Unit(loop) : "";

            editor.AddBefore(region.Acquire, Syntax.Spaced(LocalDeclarationStatement(VariableDeclaration(array, SingletonSeparatedList(VariableDeclarator(copy))))));
            editor.ReplaceNode(loop, Copied(loop, copy).WithLeadingTrivia(loop.GetLeadingTrivia().Where(trivia => !Syntax.IsComment(trivia)).Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))).WithTrailingTrivia(Syntax.LineEnd(loop)));
            editor.AddAfter(region.End, loop.WithExpression(IdentifierName(copy).WithTriviaFrom(loop.Expression)).Shallower(unit));
        });
    }

    /// <summary>True where the body of the loop touches its own variables only, whose content nobody can change.</summary>
    private static bool OnlyYields(ForEachStatementSyntax loop, Flagged flagged) =>
        flagged.Model.GetOperation(loop.Statement, flagged.Cancellation) is { } body
        && !loop.Statement.DescendantNodes().Any(node => node is AwaitExpressionSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
        && Effects.Of(body, flagged.Model.Compilation, flagged.Table("Effects"), flagged.Cancellation)
            .TouchesOnly(
                read => read is ILocalSymbol or IParameterSymbol or IFieldSymbol { IsReadOnly: true } or IFieldSymbol { IsConst: true } or IPropertySymbol { SetMethod: null } or IPropertySymbol { SetMethod.IsInitOnly: true },
                written => written is ILocalSymbol && written.DeclaringSyntaxReferences.All(declared => loop.Span.Contains(declared.Span)));

    private static bool Yields(StatementSyntax statement) => statement.DescendantNodesAndSelf().Any(node => node is YieldStatementSyntax);

    private static StatementSyntax Copied(ForEachStatementSyntax loop, string copy)
    {
        var made = Syntax.Spaced(ExpressionStatement(AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, IdentifierName(copy),
            InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, IdentifierName("it"), IdentifierName("ToArray"))))));
        return made.ReplaceNode(made.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Single().Expression, loop.Expression.WithoutTrivia());
    }
}
