namespace Asynchrony.Analyzers.Flow;

/// <summary>A sequence that starts its work when somebody goes through it, not before, and again whenever somebody does: tasks that a query or an iterator makes, or an async stream.</summary>
internal sealed class LazyWork
{
    private static readonly ImmutableHashSet<string> StaysLazy = ImmutableHashSet.Create(StringComparer.Ordinal,
        "Where", "Select", "Skip", "SkipWhile", "Take", "TakeWhile", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Concat", "Append", "Prepend", "Cast", "OfType", "Reverse", "Distinct", "AsEnumerable", "Zip", "Chunk", "DefaultIfEmpty");

    /// <summary>These may answer without a look at the elements.</summary>
    private static readonly ImmutableHashSet<string> MayOnlyCount = ImmutableHashSet.Create(StringComparer.Ordinal, "Any", "TryGetNonEnumeratedCount");

    private readonly List<IOperation> rounds = [];
    private readonly IOperation? function;
    private bool escapes;

    private LazyWork(IInvocationOperation creation, bool isStream)
    {
        (Creation, IsStream, function) = (creation, isStream, creation.EnclosingFunction());
        Follow(creation, creation);
    }

    public IInvocationOperation Creation { get; }

    /// <summary>True for a stream that is awaited element by element.</summary>
    public bool IsStream { get; }

    /// <summary>The local that holds it.</summary>
    public ILocalSymbol? Holder { get; private set; }

    /// <summary>True where nobody can go through it any more.</summary>
    public bool NeverRuns => !escapes && rounds.Count == 0;

    /// <summary>Null for any other call, and for one whose result is used where it stands.</summary>
    public static LazyWork? Of(IInvocationOperation call, Compilation compilation, CancellationToken cancellation)
    {
        if (call.Type is not INamedTypeSymbol { TypeArguments: [var element], Name: "IEnumerable" or "IAsyncEnumerable" } made || !IsKept(call))
            return null;

        if (made.Name == "IAsyncEnumerable")
            return call.TargetMethod.IsAsync ? new LazyWork(call, isStream: true) : null;

        return element.IsTask() && (IsQuery(call.TargetMethod) ? call.TargetMethod.Name == "Select" && StartsWork(call) : IsIterator(call.TargetMethod, compilation, cancellation)) ? new LazyWork(call, isStream: false) : null;
    }

    /// <summary>Where it is gone through a second time, and where before; null where no path does.</summary>
    public (IOperation Again, IOperation Before)? Repeated(OperationBlockAnalysisContext block)
    {
        if (IsStream || Holder is not { } holder || Graphs.Of(Creation, block) is not { } graph)
            return null;

        foreach (var again in rounds)
            foreach (var before in rounds)
                if (graph.Leads(before, operation => operation.Kind == again.Kind && operation.Syntax == again.Syntax, operation => operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var set } } && SymbolEqualityComparer.Default.Equals(set, holder)))
                    return (again, before);

        return null;
    }

    /// <summary>True where it is dropped, or a local holds it or what is made of it: most queries are used on the spot.</summary>
    private static bool IsKept(IInvocationOperation call) => call.User() switch
    {
        IExpressionStatementOperation or IVariableInitializerOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
        IArgumentOperation { Parent: IInvocationOperation outer } => IsQuery(outer.TargetMethod) && StaysLazy.Contains(outer.TargetMethod.Name) && IsKept(outer),
        ITranslatedQueryOperation query => query.User() is IVariableInitializerOperation or ISimpleAssignmentOperation { Target: IDiscardOperation },
        _ => false,
    };

    private static bool IsQuery(IMethodSymbol method) => method.ContainingType is { Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } };

    /// <summary>True where each element calls something that returns a task; one that only reads a task that is there already starts nothing.</summary>
    private static bool StartsWork(IInvocationOperation select) => select.Arguments[select.Arguments.Length - 1].Value.Unwrapped() switch
    {
        IMethodReferenceOperation => true,
        IAnonymousFunctionOperation { Symbol.IsAsync: true } => true,
        IAnonymousFunctionOperation lambda => lambda.Body.DescendantsHere().Any(part => part is IReturnOperation { ReturnedValue: { } returned } && returned.Unwrapped() is IInvocationOperation call && !call.IsMadeComplete()),
        _ => false,
    };

    private static bool IsIterator(IMethodSymbol method, Compilation compilation, CancellationToken cancellation) =>
        method.Body(compilation, cancellation)?.Body() is { } body && body.DescendantsHere().Any(part => part is IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak });

    /// <summary>What is made of the sequence is followed too: who goes through it goes through the sequence at the place where it was named.</summary>
    private void Follow(IOperation value, IOperation named)
    {
        if (value.EnclosingFunction() != function)
        {
            escapes = true;
            return;
        }

        switch (value.User())
        {
            case IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }:
            case IIsPatternOperation or IBinaryOperation or INameOfOperation:
                break;
            case ITranslatedQueryOperation query:
                Follow(query, named);
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { IsRef: false } local } }:
                Hold(local);
                break;
            case IForEachLoopOperation or { Kind: Operations.Spread }:
            case IArgumentOperation { Parent: IObjectCreationOperation { Type.ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } } }:
                rounds.Add(named);
                break;
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } call }:
                if (IsQuery(method) && MayOnlyCount.Contains(method.Name))
                    escapes = true;
                else if (IsQuery(method) && StaysLazy.Contains(method.Name))
                    Follow(call, named);
                else if (IsQuery(method) || method.ContainingType.IsTask() || method.Name == "AddRange")
                    rounds.Add(named);
                else
                    escapes = true;
                break;
            default:
                escapes = true;
                break;
        }
    }

    private void Hold(ILocalSymbol local)
    {
        Holder ??= local;
        foreach (var operation in Creation.Root().Descendants())
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))
            {
                if (reference.IsWritten())
                    escapes = true;
                else
                    Follow(reference, reference);
            }
    }
}
