namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Where the caller waits for work it started: the variables the thread or task is kept in, and the operations that wait on them.
/// Work that is passed to code we cannot see counts as waited for wherever anything is waited for.
/// </summary>
internal sealed class Joins
{
    private static readonly ImmutableHashSet<string> Waits = ImmutableHashSet.Create(StringComparer.Ordinal,
        "Join", "Wait", "WaitAll", "WaitAny", "WaitOne", "WaitAsync", "GetResult", "Result", "SignalAndWait", "RunSynchronously");

    private readonly HashSet<ISymbol> holders = new(SymbolEqualityComparer.Default);
    private readonly IOperation start;
    private bool anywhere;

    private Joins(IOperation start) => this.start = start;

    /// <summary>True when the very expression that starts the work waits for it: awaited at once, or chained with a wait.</summary>
    public bool AtOnce { get; private set; }

    public static Joins Of(Handover handover)
    {
        var joins = new Joins(handover.Call);
        joins.Follow(handover.Call);
        joins.FollowHolders();

        // An event, latch or completion source that the body touches may be what the caller waits for.
        foreach (var operation in handover.Body.Descendants())
            if (operation is ILocalReferenceOperation or IFieldReferenceOperation or IParameterReferenceOperation && operation.Named() is { } symbol
                && operation.Type is { TypeKind: TypeKind.Class } type && IsSignal(type))
                joins.holders.Add(symbol);

        return joins;
    }

    /// <summary>True where the caller waits for this work; in a loop over the variables that hold it, every operation of that loop counts.</summary>
    public bool Include(IOperation operation)
    {
        if (Touches(operation))
            return true;

        for (var syntax = operation.Syntax; syntax is not null; syntax = syntax.Parent)
            if (loops.Contains(syntax))
                return true;

        return false;
    }

    private readonly HashSet<SyntaxNode> loops = [];

    private bool Touches(IOperation operation) => Waited(operation) is { } waited && (anywhere || waited.Any(Holds));

    private bool Holds(IOperation operation) =>
        operation.DescendantsAndSelf().Any(part => part.Named() is { } symbol && holders.Contains(symbol));

    /// <summary>What an operation waits for, or null when it waits for nothing.</summary>
    private static IEnumerable<IOperation>? Waited(IOperation operation) => operation switch
    {
        IAwaitOperation awaited => [awaited.Operation],
        IInvocationOperation call when Waits.Contains(call.TargetMethod.Name) =>
            call.Instance is null ? call.Arguments.Select(argument => argument.Value) : [call.Instance],
        IPropertyReferenceOperation { Instance: { } instance } property when Waits.Contains(property.Property.Name) => [instance],
        _ => null,
    };

    private void Follow(IOperation work)
    {
        switch (work.User())
        {
            case IAwaitOperation:
                AtOnce = true;
                break;
            case IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }:
                break;
            case IInvocationOperation call when call.Instance == work || call.Instance?.Unwrapped() == work:
                if (Waits.Contains(call.TargetMethod.Name))
                    AtOnce = true;
                else if (call.TargetMethod.Name is not ("Start" or "UnsafeStart"))
                    Follow(call); // ConfigureAwait, Unwrap, ContinueWith: what comes out ends when the work does.
                break;
            case IPropertyReferenceOperation property when Waits.Contains(property.Property.Name):
                AtOnce = true;
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                holders.Add(declarator.Symbol);
                break;
            case ISimpleAssignmentOperation assignment:
                Keep(assignment.Target);
                break;
            case IArgumentOperation { Parent: IInvocationOperation { Instance: { } collection } }:
                Keep(collection);
                break;
            case IArgumentOperation { Parent: IInvocationOperation call }:
                if (Waits.Contains(call.TargetMethod.Name))
                    AtOnce = true;
                else
                    Follow(call);
                break;
            case { } user when user is IArrayInitializerOperation or IArrayCreationOperation || user.Kind == Operations.CollectionExpression:
                Follow(user);
                break;
            default:
                anywhere = true;
                break;
        }
    }

    private void Keep(IOperation place)
    {
        if ((place is IArrayElementReferenceOperation element ? element.ArrayReference : place is IPropertyReferenceOperation { Arguments.Length: > 0, Instance: { } indexed } ? indexed : place).Named() is { } symbol)
            holders.Add(symbol);
        else
            anywhere = true;
    }

    /// <summary>Variables that a holder is put into hold the work too, and loops that wait for each element wait for all.</summary>
    private void FollowHolders()
    {
        var root = start.Ancestors().LastOrDefault() ?? start;

        foreach (var operation in root.Descendants())
            switch (operation)
            {
                case ILocalReferenceOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { Instance: { } collection } } } local
                    when holders.Contains(local.Local) && !Waits.Contains(((IInvocationOperation)local.Parent!.Parent!).TargetMethod.Name):
                    Keep(collection);
                    break;
                case ILocalReferenceOperation local when holders.Contains(local.Local) && local.User() is ISimpleAssignmentOperation assignment && assignment.Value.Unwrapped() == local:
                    Keep(assignment.Target);
                    break;
                case IForEachLoopOperation loop when Holds(loop.Collection):
                    foreach (var local in loop.Locals)
                        holders.Add(local);
                    break;
            }

        foreach (var loop in root.Descendants().OfType<ILoopOperation>())
            if (!loop.Contains(start) && loop.DescendantsHere().Any(Touches))
                loops.Add(loop.Syntax);
    }

    private static bool IsSignal(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            if (current.Name is "WaitHandle" or "ManualResetEventSlim" or "CountdownEvent" or "Barrier" or "SemaphoreSlim" or "TaskCompletionSource")
                return true;
        return false;
    }
}
