using Asynchrony.Analyzers.Async;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Async;

/// <summary>
/// Makes one task of the two: Task.Run for a plain StartNew, the task itself where it was wrapped, Unwrap elsewhere, and a second await where
/// a value task allows no Unwrap. Nothing is offered where the inner task goes round a loop without a proven end and somebody would wait for it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class InnerTaskNotAwaitedFix() : RuleFix(InnerTaskNotAwaited.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (CallOf(flagged.Node) is not { } call
            || flagged.Model.GetOperation(call, flagged.Cancellation) is not IInvocationOperation operation
            || NestedTask.LostIn(operation) is not { Lost: { } lost } nested
            || !IsStored(lost) && nested.Source?.Target(flagged.Model.Compilation, flagged.Cancellation) is { } work && flagged.MayGoOn(work))
            yield break;

        if (!nested.Inner.IsValueTask() && call.Expression is MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax } && IsPlainStart(operation))
            yield return new Fix("Use Task.Run", editor => editor.ReplaceNode(call, (current, _) => TaskRun.InsteadOf((InvocationExpressionSyntax)current, operation.Arguments.Length)));
        else if (!nested.Inner.IsValueTask() && operation.TargetMethod.MakesComplete() && call.ArgumentList.Arguments is [{ Expression: var wrapped }])
            yield return new Fix("Use the task itself", editor => editor.ReplaceNode(call, (current, _) => wrapped.WithTriviaFrom(current)));
        else if (!nested.Inner.IsValueTask() && operation.Type is { Name: "Task" })
            yield return new Fix("Unwrap the task", editor => editor.ReplaceNode(call, (current, _) => Syntax.Chained((ExpressionSyntax)current, "Unwrap")));
        else if (lost.Syntax is AwaitExpressionSyntax { Parent: ExpressionStatementSyntax } awaited && awaited.Expression == call)
            yield return new Fix("Await the inner task too", editor => editor.ReplaceNode(awaited, (current, _) =>
                AwaitExpression(Token(TriviaList(), SyntaxKind.AwaitKeyword, TriviaList(Space)), (ExpressionSyntax)current.WithoutTrivia()).WithTriviaFrom(current)));
    }

    private static InvocationExpressionSyntax? CallOf(SyntaxNode named)
    {
        var node = named is SimpleNameSyntax && named.Parent is MemberAccessExpressionSyntax member && member.Name == named ? member : named;
        return node.Parent is InvocationExpressionSyntax call && call.Expression == node ? call : null;
    }

    /// <summary>True for what Task.Run does as well: the default factory, with nothing but the work and a token.</summary>
    private static bool IsPlainStart(IInvocationOperation call) =>
        call is { TargetMethod: { Name: "StartNew", ContainingType: { Name: "TaskFactory", Arity: 0 } }, Instance: IPropertyReferenceOperation { Property: { Name: "Factory", ContainingType: { Name: "Task", Arity: 0 } } } }
        && call.Arguments.All(argument => argument.Parameter?.Type is { TypeKind: TypeKind.Delegate } or { Name: "CancellationToken" })
        && call.Arguments.Any(argument => argument.Parameter?.Type is INamedTypeSymbol { DelegateInvokeMethod.Parameters.IsEmpty: true });

    /// <summary>True for a task that is put into a field: who waits for the work does so later.</summary>
    private static bool IsStored(IOperation lost) =>
        lost is IConversionOperation { Parent: ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } or IFieldInitializerOperation };
}
