using Asynchrony.Analyzers.Async;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Async;

/// <summary>
/// Awaits the task where it is used. Nothing is offered for a task that has no result, and where its result can never be what it is compared
/// with. A function that is not async becomes so where all its callers are.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class TaskUsedAsValueFix() : RuleFix(TaskUsedAsValue.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (TaskOf(flagged) is { } task && Awaiting.IsAsync(task) && Awaiting.IsPossible(flagged, task))
            yield return new Fix("Await the task", editor => Awaiting.Replace(editor, task, task));
    }

    private protected override async Task<IEnumerable<WholeFix>> OfferWhole(Flagged flagged) =>
        TaskOf(flagged) is { } task && !Awaiting.IsAsync(task) && await MadeAsync.Offer(flagged, new WaitingExpression(task, task, Wait: null)).ConfigureAwait(false) is { } made ? [made] : [];

    private static ExpressionSyntax? TaskOf(Flagged flagged)
    {
        var task = (ExpressionSyntax?)Syntax.CallAt(flagged.Node) ?? flagged.Node as ExpressionSyntax;
        if (task?.Parent is MemberAccessExpressionSyntax access && access.Name == task)
            task = access;

        return task is not null && flagged.Model.GetTypeInfo(task, flagged.Cancellation).Type is INamedTypeSymbol { TypeArguments: [var result] } type && type.IsTask()
            && !(result.IsValueType && result.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T && IsComparedWithNull(task))
            && !Awaiting.IsBehindQuestionMark(task) ? task : null;
    }

    private static bool IsComparedWithNull(ExpressionSyntax task)
    {
        var whole = task.Ancestors().First(outer => outer is not ParenthesizedExpressionSyntax);
        return whole is IsPatternExpressionSyntax || whole is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison
            && (comparison.Left.IsKind(SyntaxKind.NullLiteralExpression) || comparison.Right.IsKind(SyntaxKind.NullLiteralExpression));
    }
}
