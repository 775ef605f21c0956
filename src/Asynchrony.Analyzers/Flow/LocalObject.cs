namespace Asynchrony.Analyzers.Flow;

/// <summary>An object created into a local variable: every use of it, and whether anyone else can reach it.</summary>
internal sealed class LocalObject
{
    private readonly List<IInvocationOperation> calls = [];
    private readonly List<ISymbol> touched = [];
    private readonly List<IPropertySymbol> asked = [];

    private LocalObject(ILocalSymbol local, IObjectCreationOperation creation)
    {
        Local = local;
        Creation = creation;
        touched.AddRange(Initialised(creation));
    }

    public ILocalSymbol Local { get; }

    public IObjectCreationOperation Creation { get; }

    /// <summary>True once the object is stored, passed, returned or captured: from there on others may act on it unseen.</summary>
    public bool Escapes { get; private set; }

    /// <summary>The methods called on the object, in the order of the text.</summary>
    public IReadOnlyList<IInvocationOperation> Calls => calls;

    /// <summary>The properties read or set and the methods called on the object.</summary>
    public IEnumerable<ISymbol> Touched => touched;

    /// <summary>The properties whose value is read from the object.</summary>
    public IEnumerable<IPropertySymbol> Asked => asked;

    /// <summary>Follows every object of <paramref name="type"/> that this function or one inside it creates into a local.</summary>
    public static IReadOnlyCollection<LocalObject> CreatedIn(Survey body, INamedTypeSymbol? type)
    {
        Dictionary<ILocalSymbol, LocalObject>? objects = null;

        foreach (var creation in body.Creations)
            if (SymbolEqualityComparer.Default.Equals(creation.Type, type) && Holder(creation) is { } local)
            {
                objects ??= new(SymbolEqualityComparer.Default);
                if (objects.TryGetValue(local, out var known))
                    known.Escapes = true; // Two objects in one variable: which one a use means depends on the path.
                else
                    objects.Add(local, new LocalObject(local, creation));
            }

        if (objects is null)
            return [];

        foreach (var operation in body.Root.Descendants())
            if (operation is ILocalReferenceOperation reference && objects.TryGetValue(reference.Local, out var used))
                used.Use(reference);

        return objects.Values;
    }

    public static IReadOnlyCollection<LocalObject> CreatedIn(IOperation body, INamedTypeSymbol? type) => CreatedIn(Survey.Of(body), type);

    /// <summary>The properties that an object initialiser sets.</summary>
    public static IEnumerable<ISymbol> Initialised(IObjectCreationOperation creation) =>
        creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Select(assignment => assignment.Target.Named()).OfType<ISymbol>() ?? [];

    private static ILocalSymbol? Holder(IObjectCreationOperation creation) => creation.User() switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: false } declarator } => declarator.Symbol,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Parent: IExpressionStatementOperation } => target.Local,
        _ => null,
    };

    private void Use(ILocalReferenceOperation reference)
    {
        if (!SymbolEqualityComparer.Default.Equals(FunctionOf(reference), FunctionOf(Creation)))
            Escapes = true;
        else if (reference.Parent is IInvocationOperation call && call.Instance == reference)
            See(call);
        else if (reference.Parent is IConditionalAccessOperation { WhenNotNull: var access } conditional && conditional.Operation == reference)
            SeeConditional(access);
        else if (reference.Parent is IPropertyReferenceOperation property)
            See(property);
        else if (!IsCreation(reference) && !IsNullTest(reference))
            Escapes = true;
    }

    private void See(IInvocationOperation call)
    {
        calls.Add(call);
        touched.Add(call.TargetMethod);
    }

    private void See(IPropertyReferenceOperation property)
    {
        touched.Add(property.Property);
        if (property.IsRead())
            asked.Add(property.Property);
    }

    private void SeeConditional(IOperation access)
    {
        switch (access)
        {
            case IInvocationOperation { Instance: IConditionalAccessInstanceOperation } call: See(call); break;
            case IPropertyReferenceOperation property: See(property); break;
            default: Escapes = true; break;
        }
    }

    private bool IsCreation(ILocalReferenceOperation reference) =>
        reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference
        && (assignment.Value.Unwrapped() == Creation || assignment.Value.ConstantValue is { HasValue: true, Value: null });

    private static bool IsNullTest(ILocalReferenceOperation reference) =>
        reference.User() is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } test
            && (test.LeftOperand.ConstantValue is { HasValue: true, Value: null } || test.RightOperand.ConstantValue is { HasValue: true, Value: null })
        || reference.User() is IIsPatternOperation or INameOfOperation;

    private static IMethodSymbol? FunctionOf(IOperation operation) => operation.EnclosingFunction() switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation function => function.Symbol,
        _ => null,
    };
}
