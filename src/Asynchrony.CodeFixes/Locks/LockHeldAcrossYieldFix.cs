using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Copies the items under the lock and yields from the copy. Only where the locked statements end in one loop over a variable, field or
/// property, and the loop does nothing but yield what its own variable gives. Else a person may choose to compute all values under the lock first.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LockHeldAcrossYieldFix() : RuleFix(LockHeldAcrossYield.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Diagnostic.Properties.TryGetValue(LockHeldAcrossYield.Locks, out var locks) && locks != "1")
            return [];

        var copied = FromCopy(flagged).ToList();
        return copied.Count > 0 ? copied : AtOnce(flagged);
    }

    private static IEnumerable<Fix> FromCopy(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<ForEachStatementSyntax>() is not { AwaitKeyword.RawKind: 0 } loop
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

    /// <summary>
    /// Puts all values into a list under the lock, and yields them behind it. Whoever takes only some then has the others computed in vain:
    /// that is for a person to choose.
    /// </summary>
    private static IEnumerable<Fix> AtOnce(Flagged flagged)
    {
        var region = flagged.Node.AncestorsAndSelf().TakeWhile(node => node is not (LocalFunctionStatementSyntax or MemberDeclarationSyntax)).OfType<StatementSyntax>()
            .Select(statement => LockedRegion.Around(statement, flagged)).FirstOrDefault(found => found is not null);
        if (region is not { Acquire.Parent: BlockSyntax, End.Parent: BlockSyntax } || Awaiting.FunctionOf(flagged.Node) is not { } function || ItemOf(function, flagged) is not { } item)
            yield break;

        var inside = region.Statements.SelectMany(statement => statement.Here()).ToList();
        var yields = inside.OfType<YieldStatementSyntax>().ToList();
        if (!yields.TrueForAll(one => one is { RawKind: (int)SyntaxKind.YieldReturnStatement, Expression: not null }) || inside.Exists(node => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax { Condition: null } or GotoStatementSyntax || Syntax.IsAwait(node)))
            yield break;

        yield return new Fix("Compute all values under the lock, then yield them", editor =>
        {
            var (kept, one) = (Syntax.FreeName(function, "values"), Syntax.FreeName(function, "value"));
            TypeSyntax list = ParseTypeName($"global::System.Collections.Generic.List<{item.ToMinimalDisplayString(flagged.Model, region.Acquire.SpanStart)}>").WithAdditionalAnnotations(Simplifier.Annotation);

            editor.AddBefore(region.Acquire, Syntax.Declaration(kept, ObjectCreationExpression(Token(TriviaList(), SyntaxKind.NewKeyword, TriviaList(Space)), list, ArgumentList(), null)));
            foreach (var yielded in yields)
                editor.ReplaceNode(yielded, ExpressionStatement(InvocationExpression(
                    MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, IdentifierName(kept), IdentifierName("Add")),
                    ArgumentList(SingletonSeparatedList(Argument(yielded.Expression!.WithoutTrivia()))))).WithTriviaFrom(yielded));
            editor.AddAfter(region.End, ForEachStatement(
                Token(TriviaList(), SyntaxKind.ForEachKeyword, TriviaList(Space)), Token(SyntaxKind.OpenParenToken), IdentifierName(Identifier(TriviaList(), "var", TriviaList(Space))), Identifier(TriviaList(), one, TriviaList(Space)),
                Token(TriviaList(), SyntaxKind.InKeyword, TriviaList(Space)), IdentifierName(kept), Token(TriviaList(), SyntaxKind.CloseParenToken, TriviaList(Syntax.LineEnd(function))),
                YieldStatement(SyntaxKind.YieldReturnStatement, Token(TriviaList(Syntax.Indentation(region.Acquire), Whitespace(Indent.Unit(region.Acquire))), SyntaxKind.YieldKeyword, TriviaList(Space)), Token(TriviaList(), SyntaxKind.ReturnKeyword, TriviaList(Space)), IdentifierName(one), Token(SyntaxKind.SemicolonToken))));
        }, IsAlone: true);
    }

    /// <summary>What an iterator yields.</summary>
    private static ITypeSymbol? ItemOf(SyntaxNode function, Flagged flagged) => flagged.Model.GetDeclaredSymbol(function, flagged.Cancellation) switch
    {
        IMethodSymbol { ReturnType: INamedTypeSymbol { TypeArguments: [{ } item] } } => item,
        IPropertySymbol { Type: INamedTypeSymbol { TypeArguments: [{ } item] } } => item,
        _ => null,
    };

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
            InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, IdentifierName("it"), IdentifierName("ToArray").WithAdditionalAnnotations(Syntax.OfLibrary))))));
        return made.ReplaceNode(made.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Single().Expression, loop.Expression.WithoutTrivia());
    }
}
