using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Makes the update one step of Interlocked: increments, decrements, and sums of integers whose addend does not read the field. A result that is written back is taken from the call. Not offered where another change is made under a lock.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class NonAtomicUpdateFix() : RuleFix(NonAtomicUpdate.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        var target = flagged.Node;
        while (target.Parent is MemberAccessExpressionSyntax member && member.Name == target)
            target = member;

        if (target is not ExpressionSyntax { Parent: ExpressionSyntax whole } || flagged.Model.GetOperation(target, flagged.Cancellation) is not { } reference)
            yield break;

        if (WrittenBack(whole, flagged) is { } call)
            yield return new Fix($"Do not write the result back to '{target}'", editor => editor.ReplaceNode(whole, (current, _) => Value((AssignmentExpressionSyntax)current)));
        else if (flagged.Diagnostic.Properties.ContainsKey(NonAtomicUpdate.OneStep) && Update.At(reference) is { CanBeOneStep: true })
            yield return new Fix($"Update '{target}' in one step", editor => editor.ReplaceNode(whole, (current, _) => AtomicStep.Of((ExpressionSyntax)current, AtomicStep.IsDropped(whole, flagged))));
    }

    /// <summary>The call whose result is what the field already has.</summary>
    private static IInvocationOperation? WrittenBack(ExpressionSyntax whole, Flagged flagged) =>
        whole is AssignmentExpressionSyntax assignment && flagged.Model.GetOperation(assignment.Right, flagged.Cancellation) is IInvocationOperation call
        && AtomicCall.Of(call) is { ReturnsNew: true, WriteBack: not null } ? call : null;

    private static ExpressionSyntax Value(AssignmentExpressionSyntax assignment) =>
        assignment.Right.WithLeadingTrivia(assignment.GetLeadingTrivia()).WithTrailingTrivia(assignment.GetTrailingTrivia());
}
