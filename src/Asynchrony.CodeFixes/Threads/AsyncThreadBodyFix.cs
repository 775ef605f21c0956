using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// Runs the body as a task: a thread that its function joins becomes one that it awaits, and a task that asked for a thread of its own asks for
/// none. A thread that nobody joins becomes a task only where the body deals with its exceptions itself: a task would hide them. Nothing is
/// offered where the body blocks, or where somebody would wait for a body that may never end.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AsyncThreadBodyFix() : RuleFix(AsyncThreadBody.Rule)
{
    private static readonly ImmutableHashSet<string> Harmless = ImmutableHashSet.Create(StringComparer.Ordinal, "LongRunning", "DenyChildAttach", "HideScheduler", "RunContinuationsAsynchronously", "None");

    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (Syntax.CallAt(flagged.Node) is { } call && flagged.Model.GetOperation(call, flagged.Cancellation) is IInvocationOperation start)
        {
            if (AsPooled(call, start, flagged) is { } pooled)
                yield return pooled;
        }
        else if (flagged.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is { ArgumentList.Arguments: [{ Expression: var body }] } made
            && flagged.Model.GetOperation(made, flagged.Cancellation) is IObjectCreationOperation { Constructor.Parameters: [{ Type.Name: "ThreadStart" }] } creation
            && creation.Arguments[0].Value.Target(flagged.Model.Compilation, flagged.Cancellation) is { } function && ReturnsTask(body) && !Blocks(function, flagged))
        {
            var keeps = function.Body()?.KeepsExceptions() == true;
            if (made.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Start", Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Parent: ExpressionStatementSyntax { } dropped } } && made.Initializer is null)
            {
                if (keeps && Syntax.IsDiscardFree(flagged.Model, dropped.SpanStart))
                    yield return new Fix("Run the body as a task", editor => editor.ReplaceNode(dropped, ExpressionStatement(Syntax.Discarded(TaskRun.Of(flagged, body))).WithTriviaFrom(dropped)));
            }
            else if (LocalThread.Of(creation, flagged) is { } thread && (thread.Joins.Count == 0 ? keeps && Syntax.IsDiscardFree(flagged.Model, made.SpanStart) : !flagged.MayGoOn(function) && thread.MayAwait(flagged)))
            {
                yield return new Fix(thread.Joins.Count == 0 ? "Run the body as a task" : "Run the body as a task and await it", editor => thread.ReplaceBy(editor, TaskRun.Of(flagged, body)));
            }
        }
    }

    /// <summary>True for a lambda: a method that returns nothing is no task anywhere.</summary>
    private static bool ReturnsTask(ExpressionSyntax body) => body is AnonymousFunctionExpressionSyntax;

    private static bool Blocks(IOperation function, Flagged flagged)
    {
        var blocking = flagged.Table("Blocking");
        return function.DescendantsHere().Any(operation => BlockingCall.Of(operation, blocking) is not null);
    }

    /// <summary>Task.Run, which takes a function that returns a task for one task; what unwrapped the outer one goes with it.</summary>
    private static Fix? AsPooled(InvocationExpressionSyntax call, IInvocationOperation start, Flagged flagged)
    {
        var whole = call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Unwrap", Parent: InvocationExpressionSyntax unwrap } ? unwrap : call;
        var kept = start.Arguments.Count(argument => argument.Parameter?.Type is { TypeKind: TypeKind.Delegate } or { Name: "CancellationToken" });

        if (start.TargetMethod.Name != "StartNew" || call.Expression is not MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax }
            || call.ArgumentList.Arguments.Any(argument => argument.NameColon is not null)
            || start.Arguments[0].Parameter?.Type is not INamedTypeSymbol { DelegateInvokeMethod: { Parameters.IsEmpty: true, ReturnType: { Name: "Task" } } }
            || !start.Arguments.All(IsHarmless)
            || start.Arguments[0].Value.Target(flagged.Model.Compilation, flagged.Cancellation) is not { } function || Blocks(function, flagged)
            || !(whole != call || IsLeft(start)) && flagged.MayGoOn(function))
            return null;

        return new Fix("Use Task.Run", editor => editor.ReplaceNode(whole, (current, _) =>
            TaskRun.InsteadOf(current is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Unwrap", Expression: InvocationExpressionSyntax inner } } ? inner : (InvocationExpressionSyntax)current, kept).WithTriviaFrom(current)));
    }

    /// <summary>True where nobody waits for the task in this function: it is dropped, or kept for later.</summary>
    private static bool IsLeft(IOperation start) => start.IsDropped() || start.User() is ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } or IFieldInitializerOperation;

    private static bool IsHarmless(IArgumentOperation argument) => argument.Parameter?.Type switch
    {
        { TypeKind: TypeKind.Delegate } or { Name: "CancellationToken" or "TaskScheduler" } => true,
        { Name: "TaskCreationOptions" } => argument.Value.DescendantsAndSelf().All(part => part is not IFieldReferenceOperation { Field: var option } || Harmless.Contains(option.Name)),
        _ => false,
    };
}
