using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>From good to bad: the worst part of some code decides.</summary>
internal enum Ending
{
    /// <summary>Comes to an end whatever others do.</summary>
    Ends,

    /// <summary>Calls something that cannot be seen.</summary>
    Unknown,

    /// <summary>Waits for others, loops without a proven end, or ends the process.</summary>
    MayNot,
}

/// <summary>
/// Does code end by itself? Loops need a proven end, calls into source are followed, members of libraries last as the KeepsAlive table
/// says. Recursion without await ends: by its own condition or with the stack.
/// </summary>
internal sealed class Termination(Compilation compilation, Table keepsAlive, Table runsDelegate, CancellationToken cancellation)
{
    private const int Depth = 8;

    /// <summary>Deeper than anyone writes; variables that are made of themselves, in broken code, would go on for ever.</summary>
    private const int Nesting = 50;

    private readonly Dictionary<ISymbol, Ending> methods = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Ending> results = new(SymbolEqualityComparer.Default);
    private int depth;
    private int nesting;

    /// <summary>True once a method was seen, not the code asked about itself, that starts what may keep the process alive.</summary>
    public bool Spawns { get; private set; }

    /// <summary>Everything that runs, on this thread, when the code runs.</summary>
    public Ending Of(IOperation code) => Worst(code.DescendantsHere().Prepend(code).Select(OfStep));

    /// <summary>One operation by itself, its operands aside.</summary>
    public Ending OfStep(IOperation operation)
    {
        cancellation.ThrowIfCancellationRequested();

        return operation switch
        {
            ILoopOperation loop => loop.HasEnd() ? Ending.Ends : Ending.MayNot,
            IAwaitOperation awaited => OfWork(awaited.Operation),
            IInvocationOperation call => OfCall(call.TargetMethod, call.Instance, call.Arguments),
            IObjectCreationOperation { Constructor: { } constructor } creation => OfCreation(constructor, creation.Arguments),
            IPropertyReferenceOperation property => OfProperty(property, handedOut: false),
            IBranchOperation branch when branch.GoesBack() => Ending.MayNot,
            IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicObjectCreationOperation or IFunctionPointerInvocationOperation or IInvalidOperation => Ending.Unknown,
            _ => Ending.Ends,
        };
    }

    /// <summary>The work that a task or thread stands for, from its start to its end.</summary>
    public Ending OfWork(IOperation value) => Nested(value, OfWorkItself);

    private Ending OfWorkItself(IOperation value) => value.Unwrapped() switch
    {
        IInvocationOperation call when RunsBeside(call.TargetMethod) => OfDelegates(call.Arguments),
        IObjectCreationOperation { Constructor: { } constructor } creation => RunsBeside(constructor) ? OfDelegates(creation.Arguments) : Ending.Unknown,
        IInvocationOperation call when Words(call.TargetMethod).IsEmpty && call.TargetMethod.Body(compilation, cancellation) is { } body => OfReturned(call.TargetMethod, body),
        IInvocationOperation call => OfCall(call.TargetMethod, call.Instance, call.Arguments),
        IPropertyReferenceOperation property => OfProperty(property, handedOut: true),
        ILocalReferenceOperation { Local: var local } reference when local.OnlyValue(reference) is { } initial && initial.Unwrapped() is not ILocalReferenceOperation => OfWork(initial),
        IConditionalOperation { WhenFalse: { } otherwise } choice => Worst([OfWork(choice.WhenTrue), OfWork(otherwise)]),
        ICoalesceOperation choice => Worst([OfWork(choice.Value), OfWork(choice.WhenNull)]),
        IArrayCreationOperation { Initializer: { } elements } => Worst(elements.ElementValues.Select(OfWork)),
        { ConstantValue: { HasValue: true, Value: null } } => Ending.Ends,
        _ => Ending.Unknown,
    };

    private Ending OfCall(IMethodSymbol method, IOperation? receiver, ImmutableArray<IArgumentOperation> arguments)
    {
        var words = Words(method);

        if (words.Contains("waits") || words.Contains("exits") || words.Contains("forever") && arguments.Any(argument => IsInfinite(argument.Value)))
            return Ending.MayNot;
        if (words.Contains("joins"))
            return Worst(arguments.Select(argument => argument.Value).Where(MayBeWork).Concat(receiver is null ? [] : [receiver]).Select(OfWork));

        Spawns |= depth > 0 && words.Contains("spawns");
        if (!words.IsEmpty)
            return RunsBeside(method) ? Ending.Ends : OfDelegates(arguments);

        return method.IsAsync && method.Body(compilation, cancellation) is not null ? Ending.Ends : OfMethod(method);
    }

    private Ending OfCreation(IMethodSymbol constructor, ImmutableArray<IArgumentOperation> arguments) =>
        constructor.DeclaringSyntaxReferences.IsEmpty
            ? RunsBeside(constructor) ? Ending.Ends : OfDelegates(arguments.Where(argument => !Words(constructor).IsEmpty))
            : constructor.Body(compilation, cancellation) is null ? Ending.Ends : OfMethod(constructor);

    private Ending OfProperty(IPropertyReferenceOperation property, bool handedOut)
    {
        var words = Words(property.Property);
        return words.Contains("joins") && property.Instance is { } work ? OfWork(work)
            : words.Contains("waits") ? Ending.MayNot
            : handedOut && words.IsEmpty ? Ending.Unknown
            : Ending.Ends;
    }

    private Ending OfMethod(IMethodSymbol method) =>
        method.IsAbstract || method.IsExtern || method.MethodKind == MethodKind.DelegateInvoke || (method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed
        || method.Body(compilation, cancellation) is not { } body
            ? Ending.Unknown
            : OfBody(method, body);

    /// <summary>An async method ends when its body does; of any other, also what it returns has to.</summary>
    private Ending OfReturned(IMethodSymbol method, IOperation body)
    {
        if (method.IsAsync)
            return OfBody(method, body);
        if (results.TryGetValue(method.OriginalDefinition, out var known))
            return known;

        results[method.OriginalDefinition] = Ending.Ends;
        var returned = body.DescendantsHere().OfType<IReturnOperation>().Select(result => result.ReturnedValue).OfType<IOperation>();
        return results[method.OriginalDefinition] = Worst(returned.Select(OfWork).Prepend(OfMethod(method)));
    }

    private Ending OfBody(IMethodSymbol method, IOperation body)
    {
        if (methods.TryGetValue(method.OriginalDefinition, out var known))
            return known;
        if (depth >= Depth)
            return Ending.Unknown;

        methods[method.OriginalDefinition] = method.IsAsync ? Ending.MayNot : Ending.Ends;
        depth++;
        var ending = Of(body);
        depth--;
        return methods[method.OriginalDefinition] = ending;
    }

    private Ending OfDelegates(IEnumerable<IArgumentOperation> arguments) =>
        Worst(arguments.Where(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate).Select(argument => OfFunction(argument.Value)));

    private Ending OfFunction(IOperation value) => Nested(value, OfFunctionItself);

    private Ending OfFunctionItself(IOperation value)
    {
        if (value.Unwrapped() is IMethodReferenceOperation { Method: { DeclaringSyntaxReferences.IsEmpty: true } library })
            return Words(library) is { IsEmpty: false } words && !words.Contains("waits") ? Ending.Ends : Ending.Unknown;
        if (value.ConstantValue is { HasValue: true, Value: null } || value.Unwrapped() is IDefaultValueOperation)
            return Ending.Ends;

        return value.Target(compilation, cancellation) switch
        {
            IAnonymousFunctionOperation lambda => Of(lambda.Body),
            ILocalFunctionOperation function => OfBody(function.Symbol, function),
            { } body when value.Unwrapped() is IMethodReferenceOperation { Method: var method } => OfBody(method, body),
            _ => Ending.Unknown,
        };
    }

    private Ending Nested(IOperation value, Func<IOperation, Ending> find)
    {
        if (nesting >= Nesting)
            return Ending.Unknown;

        nesting++;
        var ending = find(value);
        nesting--;
        return ending;
    }

    private bool RunsBeside(IMethodSymbol api) => WorkKinds.Of(runsDelegate.Find(api))?.IsBeside() == true;

    /// <summary>What the table says of the member, else of its type, else of the namespace.</summary>
    private ImmutableArray<string> Words(ISymbol member) =>
        keepsAlive.Find(member) is { IsEmpty: false } own ? own
        : member is IMethodSymbol { MethodKind: MethodKind.DelegateInvoke } || member.ContainingType is null || !member.DeclaringSyntaxReferences.IsEmpty ? ImmutableArray<string>.Empty
        : keepsAlive.Find(member.ContainingType.OriginalDefinition) is { IsEmpty: false } type ? type
        : keepsAlive.FindNamed('N', member.ContainingNamespace.ToDisplayString());

    private static bool MayBeWork(IOperation value) => value.Unwrapped().Type is { TypeKind: not TypeKind.Struct and not TypeKind.Enum } or { Name: "ValueTask" };

    private static bool IsInfinite(IOperation value) =>
        value.Unwrapped().ConstantValue is { HasValue: true, Value: -1 or int.MaxValue }
        || value.Unwrapped() is IFieldReferenceOperation { Field: { Name: "InfiniteTimeSpan" or "MaxValue", ContainingType.Name: "Timeout" or "TimeSpan" } };

    private static Ending Worst(IEnumerable<Ending> endings)
    {
        var worst = Ending.Ends;
        foreach (var ending in endings)
        {
            if (ending == Ending.MayNot)
                return ending;
            if (ending > worst)
                worst = ending;
        }

        return worst;
    }
}
