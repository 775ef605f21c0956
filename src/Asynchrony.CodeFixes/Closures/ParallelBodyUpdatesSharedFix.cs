using Asynchrony.Analyzers.Closures;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>
/// Makes the update one step of Interlocked: increments, decrements, and sums of integers whose addend does not read the variable; where a
/// call leads to updates, all of them that this file has. Not offered where any run writes the variable in another way, also under a lock,
/// for an atomic update keeps out no other.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ParallelBodyUpdatesSharedFix() : RuleFix(ParallelBodyUpdatesShared.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (!flagged.Diagnostic.Properties.TryGetValue(ParallelBodyUpdatesShared.OneStep, out var names) || names is null)
            yield break;

        var updates = Whole(flagged.Node) is { } own ? [own] : CalledUpdates(flagged, names.Split('|'));
        if (updates.Count == 0 || updates.Exists(update => update.SyntaxTree != flagged.Root.SyntaxTree))
            yield break;

        yield return new Fix($"Update '{string.Join("' and '", names.Split('|').Distinct())}' in one step", editor =>
        {
            foreach (var update in updates)
                editor.ReplaceNode(update, (current, _) => OneStep((ExpressionSyntax)current, IsDropped(update, flagged)));
        });
    }

    /// <summary>The update that a variable is the target of.</summary>
    private static ExpressionSyntax? Whole(SyntaxNode target)
    {
        while (target.Parent is MemberAccessExpressionSyntax member && member.Name == target)
            target = member;

        return target.Parent switch
        {
            PostfixUnaryExpressionSyntax step when step.IsKind(SyntaxKind.PostIncrementExpression) || step.IsKind(SyntaxKind.PostDecrementExpression) => step,
            PrefixUnaryExpressionSyntax step when step.IsKind(SyntaxKind.PreIncrementExpression) || step.IsKind(SyntaxKind.PreDecrementExpression) => step,
            AssignmentExpressionSyntax sum when sum.Left == target && (sum.IsKind(SyntaxKind.AddAssignmentExpression) || sum.IsKind(SyntaxKind.SubtractAssignmentExpression)) => sum,
            _ => null,
        };
    }

    /// <summary>The updates that the flagged call, or method, leads to.</summary>
    private static List<ExpressionSyntax> CalledUpdates(Flagged flagged, string[] names)
    {
        var (table, compilation) = (flagged.Table("Effects"), flagged.Model.Compilation);
        var expression = flagged.Node.AncestorsAndSelf().OfType<ExpressionSyntax>().TakeWhile(outer => outer is not AnonymousFunctionExpressionSyntax)
            .FirstOrDefault(outer => outer is InvocationExpressionSyntax || flagged.Model.GetOperation(outer, flagged.Cancellation) is IMethodReferenceOperation);

        var effects = expression is null ? null : flagged.Model.GetOperation(expression, flagged.Cancellation) switch
        {
            IMethodReferenceOperation method => Effects.OfBody(method, compilation, table, flagged.Cancellation),
            { } call => Effects.Of(call, compilation, table, flagged.Cancellation),
            null => null,
        };
        return effects is null ? [] : [.. effects.Accesses.Where(access => access.IsWrite).Select(Update.Of).OfType<Update>()
            .Where(update => names.Contains(update.Name) && update.CanBeOneStep).Select(update => (ExpressionSyntax)update.Whole.Syntax).Distinct()];
    }

    private static bool IsDropped(ExpressionSyntax update, Flagged flagged) =>
        flagged.Model.GetOperation(update, flagged.Cancellation) is { } operation && (operation.IsDropped() || operation.Parent is IForLoopOperation);

    private static ExpressionSyntax OneStep(ExpressionSyntax update, bool dropped) => (update switch
    {
        PostfixUnaryExpressionSyntax step when dropped => Call(Step(step), step.Operand),
        PostfixUnaryExpressionSyntax step => Before(step),
        PrefixUnaryExpressionSyntax step => Call(Step(step), step.Operand),
        AssignmentExpressionSyntax { Right: LiteralExpressionSyntax { Token.ValueText: "1" } } sum => Call(Step(sum), sum.Left),
        AssignmentExpressionSyntax sum when sum.IsKind(SyntaxKind.AddAssignmentExpression) => Call("Add", sum.Left, sum.Right.WithoutTrivia()),
        AssignmentExpressionSyntax sum => Call("Add", sum.Left, Negated(sum.Right.WithoutTrivia())),
        _ => update,
    }).WithTriviaFrom(update);

    private static string Step(ExpressionSyntax update) =>
        update.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PreIncrementExpression or SyntaxKind.AddAssignmentExpression ? "Increment" : "Decrement";

    /// <summary>The value from before the step, where somebody takes it.</summary>
    private static ExpressionSyntax Before(PostfixUnaryExpressionSyntax step)
    {
        var (kind, sign) = step.IsKind(SyntaxKind.PostIncrementExpression) ? (SyntaxKind.SubtractExpression, SyntaxKind.MinusToken) : (SyntaxKind.AddExpression, SyntaxKind.PlusToken);
        var before = BinaryExpression(kind, Call(Step(step), step.Operand), Token(TriviaList(Space), sign, TriviaList(Space)), LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(1)));
        return ParenthesizedExpression(before).WithAdditionalAnnotations(Simplifier.Annotation);
    }

    private static ExpressionSyntax Negated(ExpressionSyntax value) => PrefixUnaryExpression(SyntaxKind.UnaryMinusExpression,
        value is LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax ? value : ParenthesizedExpression(value));

    private static InvocationExpressionSyntax Call(string method, ExpressionSyntax target, ExpressionSyntax? value = null)
    {
        var interlocked = ParseName("global::System.Threading.Interlocked").WithAdditionalAnnotations(Simplifier.Annotation);
        var arguments = SingletonSeparatedList(Argument(null, Token(TriviaList(), SyntaxKind.RefKeyword, TriviaList(Space)), target.WithoutTrivia()));
        if (value is not null)
            arguments = SeparatedList([arguments[0], Argument(value)], [Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space))]);

        return InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, interlocked, IdentifierName(method)), ArgumentList(arguments));
    }
}
