using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A task that a function returns out of a try, or a using, without awaiting it: what should guard the work guards only its start. A catch that
/// makes a failed task of what was thrown is meant for the start alone, and so is one for exceptions about arguments.
/// </summary>
internal sealed class LeftTry
{
    private static readonly ImmutableHashSet<string> Fails = ImmutableHashSet.Create(StringComparer.Ordinal, "FromException", "FromCanceled", "SetException", "TrySetException", "SetCanceled", "TrySetCanceled");

    private LeftTry(IInvocationOperation call, string guard) => (Call, Guard) = (call, guard);

    /// <summary>The call whose task is returned.</summary>
    public IInvocationOperation Call { get; }

    /// <summary>What does not guard it: catch, finally or using.</summary>
    public string Guard { get; }

    /// <summary>The calls whose tasks a function, which is not async, returns out of a try, or out of a using where it has one.</summary>
    public static IReadOnlyList<LeftTry> In(IOperation code, bool hasUsing, Compilation compilation, Table locks, CancellationToken cancellation)
    {
        List<LeftTry>? found = null;
        foreach (var part in code.DescendantsHere())
            if (part is ITryOperation guarded)
                foreach (var inner in guarded.Body.DescendantsHere())
                    if (inner is IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } returned } && NearestTry(inner) == guarded
                        && IsCaughtBy(guarded, returned, locks) is { } isCaught)
                        Add(returned, isCaught ? "catch" : "finally");

        if (!hasUsing)
            return found ?? (IReadOnlyList<LeftTry>)[];

        foreach (var (scope, covered) in LeftScope.In(code, locks, compilation, cancellation))
            foreach (var inner in covered.DescendantsHere().Prepend(covered))
                if (inner is IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } returned } && inner.Syntax.SpanStart > scope.Syntax.SpanStart)
                    Add(returned, "using");

        return found ?? (IReadOnlyList<LeftTry>)[];

        void Add(IOperation returned, string guard)
        {
            foreach (var call in CallsOf(returned))
                if (!call.IsMadeComplete() && !call.TargetMethod.ReturnsComplete(compilation, cancellation) && found?.Exists(one => one.Call == call) != true)
                    (found ??= []).Add(new LeftTry(call, guard));
        }
    }

    /// <summary>The calls whose tasks a value may be; one that is continued deals with what it throws by itself.</summary>
    private static IEnumerable<IInvocationOperation> CallsOf(IOperation returned)
    {
        switch (returned.Unwrapped())
        {
            case IInvocationOperation { TargetMethod.Name: not "ContinueWith" } call when call.Type.IsTask():
                yield return call;
                break;
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                foreach (var call in CallsOf(choice.WhenTrue).Concat(CallsOf(otherwise)))
                    yield return call;
                break;
            case ILocalReferenceOperation { Local: var local } reference when local.Type.IsTask() && local.OnlyValue(reference) is { } value && value.Unwrapped() is IInvocationOperation { TargetMethod.Name: not "ContinueWith" } started && started.Type.IsTask() && NearestTry(started) == NearestTry(reference):
                yield return started;
                break;
        }
    }

    private static ITryOperation? NearestTry(IOperation operation)
    {
        for (var (inner, outer) = (operation, operation.Parent); outer is not null && !outer.IsFunction(); (inner, outer) = (outer, outer.Parent))
            if (outer is ITryOperation guarded && guarded.Body == inner)
                return guarded;
        return null;
    }

    /// <summary>Whether a catch is there to guard the work (true), or only a finally block (false); null where neither is.</summary>
    private static bool? IsCaughtBy(ITryOperation guarded, IOperation returned, Table locks)
    {
        foreach (var handler in guarded.Catches)
            if (IsForWork(handler, guarded, returned))
                return true;

        return guarded.Finally is { } last && EndsSomething(last, returned, locks) ? false : null;
    }

    /// <summary>True for a catch that handles what the work throws, as far as its code tells.</summary>
    private static bool IsForWork(ICatchClauseOperation handler, ITryOperation guarded, IOperation returned)
    {
        if (IsAboutStart(handler.ExceptionType) || handler.Handler.Operations is [IThrowOperation { Exception: null }] || handler.Handler.Operations.IsEmpty && !IsGeneral(handler))
            return false;

        foreach (var part in handler.Handler.Descendants())
            if (part is IInvocationOperation call && Fails.Contains(call.TargetMethod.Name) && MakesTaskFail(call)
                || part is IReturnOperation { ReturnedValue: { } instead } && handler.ExceptionDeclarationOrExpression is { } declared && Mentions(instead, declared))
                return false;

        return IsGeneral(handler) || !DoesMore(guarded.Body, returned);
    }

    /// <summary>True for a member, and for a helper that is handed what completes a task: others of these names record an exception and no more.</summary>
    private static bool MakesTaskFail(IInvocationOperation call)
    {
        if (call.Instance is not null || call.Type.IsTask() || call.Arguments is not [{ Value: var first }, ..])
            return true;
        for (var type = first.Unwrapped().Type; type is not null; type = type.BaseType)
            if (type.TypeKind == TypeKind.Error || type.GetMembers().Any(member => member.Name is "SetResult" or "TrySetResult" or "Task"))
                return true;
        return false;
    }

    private static bool IsGeneral(ICatchClauseOperation handler) =>
        handler.Filter is null && handler.ExceptionType.IsOfAllExceptions();

    /// <summary>True for exceptions that are thrown before any work begins.</summary>
    private static bool IsAboutStart(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            if (type.Name is "ArgumentException" or "NotSupportedException" or "NotImplementedException" or "ObjectDisposedException" or "NullReferenceException" or "InvalidCastException")
                return true;
        return false;
    }

    private static bool Mentions(IOperation value, IOperation declared) =>
        declared is IVariableDeclaratorOperation { Symbol: var variable } && value.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation { Local: var used } && SymbolEqualityComparer.Default.Equals(used, variable));

    /// <summary>True where the try calls something else that may throw.</summary>
    private static bool DoesMore(IOperation body, IOperation returned)
    {
        foreach (var part in body.DescendantsHere())
            if (part is IInvocationOperation or IObjectCreationOperation && !returned.Contains(part))
                return true;
        return returned.DescendantsAndSelf().Count(part => part is IInvocationOperation) > 1;
    }

    /// <summary>
    /// True where a finally block, or a Dispose, ends or undoes what the work still needs. Locks of the thread have to be given back by it, and
    /// what is set for the thread, or flows with the call, is set back for it.
    /// </summary>
    public static bool EndsSomething(IOperation last, IOperation returned, Table locks)
    {
        foreach (var part in last.DescendantsHere())
            switch (part)
            {
                case IInvocationOperation call when ResourceRelease.IsByFlag(call.Syntax, returned.Syntax):
                    break;
                case IInvocationOperation call when LockCall.Of(call, locks) is { } taken:
                    if (!LockCall.IsThreadAffine(taken.Kind))
                        return true;
                    break;
                case IInvocationOperation call when !IsAboutThread(call.TargetMethod):
                    return true;
                case IAssignmentOperation { Target: IFieldReferenceOperation { Field.IsStatic: false } }:
                case IIncrementOrDecrementOperation { Target: IFieldReferenceOperation }:
                    return true;
            }

        return false;
    }

    /// <summary>True for what belongs to the thread, or flows with the call.</summary>
    public static bool IsAboutThread(IMethodSymbol method) =>
        method.ContainingType.Name is "SynchronizationContext" or "ExecutionContext" or "AsyncFlowControl" or "Thread" or "CallContext" or "Debug" or "Trace";
}
