using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>A call whose task is a statement of its own: nobody can wait for it any more, or learn how it ended.</summary>
internal sealed class DroppedTask
{
    /// <summary>Calls are followed so far.</summary>
    private const int Calls = 3;

    private DroppedTask(IInvocationOperation call, IInvocationOperation statement) => (Call, Statement) = (call, statement);

    /// <summary>The call that starts what is dropped.</summary>
    public IInvocationOperation Call { get; }

    /// <summary>The whole of it, which may say how it would be awaited.</summary>
    public IInvocationOperation Statement { get; }

    /// <summary>True where it is called only if there is something to call it on.</summary>
    public bool IsConditional => Statement.Parent is IConditionalAccessOperation;

    /// <summary>Null for any other call. What its task is told on the way, such as a continuation, deals with it.</summary>
    public static DroppedTask? Of(IInvocationOperation statement)
    {
        if (!IsStatement(statement) || statement.Type is not { } type || !type.IsTask() && type.Name is not ("ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable"))
            return null;

        var call = statement;
        while (call is { TargetMethod.Name: "ConfigureAwait" or "Unwrap" } && TaskNames.Receiver(call)?.Unwrapped() is IInvocationOperation configured)
            call = configured;

        return IsDealtWith(call) || LivesOn(call) || IsTakenOut(call) ? null : new DroppedTask(call, statement);
    }

    /// <summary>True where the compiler says so itself: for any awaitable call in an async function, elsewhere for async methods of the project.</summary>
    public bool IsSeenByCompiler(bool inAsync) => !IsConditional && (inAsync || Statement.TargetMethod.IsAsync);

    /// <summary>True for a call that nobody waits for by design, or that only tells a test double what to expect.</summary>
    public bool IsLeftAlone(Table unawaited)
    {
        if (IsForNobody(unawaited, Call.TargetMethod))
            return true;

        for (var receiver = TaskNames.Receiver(Call)?.Unwrapped(); receiver is not null;)
        {
            if (receiver is IInvocationOperation call && unawaited.Says(call.TargetMethod, "expects"))
                return true;
            receiver = receiver switch
            {
                IInvocationOperation chained => TaskNames.Receiver(chained)?.Unwrapped(),
                IPropertyReferenceOperation { Instance: { } owner } => owner.Unwrapped(),
                _ => null,
            };
        }

        return Call.EnclosingFunction()?.User() switch
        {
            IArgumentOperation { Parent: IInvocationOperation taker } => unawaited.Says(taker.TargetMethod, "names"),
            IInvalidOperation { Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var type, Name.Identifier.ValueText: var member } } } =>
                unawaited.SaysWritten((type as MemberAccessExpressionSyntax)?.Name.ToString() ?? type.ToString(), member, "names"), // The library of the test double is missing.
            _ => false,
        };
    }

    /// <summary>True for a method whose task nobody has to wait for.</summary>
    public static bool IsForNobody(Table unawaited, IMethodSymbol method) => unawaited.Says(method, "loop") || unawaited.Says(method, "datagram");

    /// <summary>True where there is nothing to wait for: the task is complete when it is returned.</summary>
    public bool IsComplete(Compilation compilation, CancellationToken cancellation) => Call.IsMadeComplete() || Call.TargetMethod.ReturnsComplete(compilation, cancellation);

    /// <summary>True for a method of which the source shows that it makes its task once and keeps it in a variable of its type: who needs it asks again.</summary>
    public static bool IsKeptBy(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        if (method.IsAsync || method.IsVirtual || method.IsAbstract || method.IsOverride || method.Body(compilation, cancellation)?.Body() is not { } body)
            return false;

        var returns = false;
        foreach (var part in body.DescendantsHere())
            if (part is IReturnOperation { ReturnedValue: { } returned })
            {
                if (!IsMadeOnce(returned.Unwrapped(), body))
                    return false;
                returns = true;
            }

        return returns;
    }

    private static bool IsMadeOnce(IOperation returned, IOperation body)
    {
        if (returned is ICoalesceAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation })
            return true;
        if (returned is not (IFieldReferenceOperation or IPropertyReferenceOperation) || returned.Named() is not { } kept)
            return false;

        var isMade = false;
        foreach (var part in body.DescendantsHere())
            if (part is IAssignmentOperation { Target: var target } && SymbolEqualityComparer.Default.Equals(target.Named(), kept))
            {
                if (part is not ICoalesceAssignmentOperation && NullTest.Around(part, isNull: true, tested => SymbolEqualityComparer.Default.Equals(tested.Named(), kept)) is null)
                    return false;
                isMade = true;
            }

        return isMade;
    }

    /// <summary>True where the source shows that the work deals with all that goes wrong in it: nothing is lost with its task.</summary>
    public bool KeepsExceptions(Table runsDelegate, Compilation compilation, CancellationToken cancellation) => KeepsExceptions(Call.TargetMethod, runsDelegate, compilation, cancellation);

    /// <summary>The same of what a method does.</summary>
    public static bool KeepsExceptions(IMethodSymbol method, Table runsDelegate, Compilation compilation, CancellationToken cancellation) => KeepsExceptions(method, Calls, runsDelegate, compilation, cancellation);

    /// <summary>The same of an async method, and of one that only returns the task of such a method, or of a lambda that another thread runs.</summary>
    private static bool KeepsExceptions(IMethodSymbol method, int calls, Table runsDelegate, Compilation compilation, CancellationToken cancellation)
    {
        if (calls == 0 || method.IsVirtual || method.IsAbstract || method.IsOverride || method.Body(compilation, cancellation)?.Body() is not { } body)
            return false;
        if (method.IsAsync)
            return body.KeepsExceptions(calls, compilation, cancellation);

        var returns = false;
        foreach (var part in body.DescendantsHere())
            if (part is IReturnOperation { ReturnedValue: { } returned })
            {
                if (returned.Unwrapped() is not IInvocationOperation { TargetMethod: var inner } call
                    || !(runsDelegate.Says(inner, "task") ? IsOfSafeLambda(call) : KeepsExceptions(inner, calls - 1, runsDelegate, compilation, cancellation)))
                    return false;
                returns = true;
            }

        return returns;
    }

    private static bool IsOfSafeLambda(IInvocationOperation run)
    {
        foreach (var argument in run.Arguments)
            if (argument.Value.Unwrapped() is IAnonymousFunctionOperation { Symbol: var lambda, Body: var body })
                return lambda.IsAsync ? body.KeepsExceptions() : body.CatchesWhatItCalls();
        return false;
    }

    /// <summary>True also behind a question mark; what stands before one is there for what is called on it.</summary>
    private static bool IsStatement(IInvocationOperation call)
    {
        IOperation whole = call;
        while (whole.Parent is IConditionalAccessOperation access && access.WhenNotNull == whole)
            whole = access;
        return whole.Parent is IExpressionStatementOperation;
    }

    /// <summary>True for what is made of a task that a variable holds, where that is kept longer, or used elsewhere for more than a look at its state.</summary>
    private static bool LivesOn(IInvocationOperation call)
    {
        if (!IsSameTask(call) || TaskNames.Receiver(call)?.Named() is not { } holder)
            return false;
        if (holder is IFieldSymbol || holder is IPropertySymbol property && (property.DeclaringSyntaxReferences.IsEmpty || property.Storage() is not null))
            return true;

        foreach (var part in call.Root().Descendants())
            if (part is ILocalReferenceOperation or IParameterReferenceOperation && SymbolEqualityComparer.Default.Equals(part.Named(), holder) && !part.IsWritten()
                && part.User() is var user and not (IPropertyReferenceOperation { Property.Name: not "Result" } or IBinaryOperation or IIsPatternOperation or INameOfOperation)
                && !(user is IInvocationOperation made && IsSameTask(made) && IsStatement(made)))
                return true;
        return false;
    }

    /// <summary>True for an element that a call takes out of a collection: it was started by who put it in.</summary>
    private static bool IsTakenOut(IInvocationOperation call) =>
        (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition is { ReturnType: ITypeParameterSymbol, Parameters: var parameters } && parameters.All(parameter => parameter.Type.TypeKind != TypeKind.Delegate)
        && TaskNames.Receiver(call)?.Unwrapped().Type is { } collection && collection.AllInterfaces.Add(collection as INamedTypeSymbol ?? call.TargetMethod.ContainingType).Any(type =>
            type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T && SymbolEqualityComparer.Default.Equals(type.TypeArguments[0], call.Type));

    private static bool IsSameTask(IInvocationOperation call) => call.TargetMethod.Name is "ConfigureAwait" or "AsTask";

    /// <summary>True for a continuation, and for what a project's own code does with a task that it is given.</summary>
    private static bool IsDealtWith(IInvocationOperation call)
    {
        if (call.TargetMethod.Name == "ContinueWith")
            return true;
        if (call.TargetMethod.ContainingType.IsTask() || call.TargetMethod.ContainingType.Name is "TaskExtensions" or "TaskAsyncEnumerableExtensions" && call.TargetMethod.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks")
            return false;

        foreach (var argument in call.Arguments)
            if (argument.Value.Unwrapped().Type.IsTask())
                return true;
        return false;
    }
}
