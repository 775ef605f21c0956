namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Where a value that stands for work under way is kept: the locals of its function that hold it, a collection of it, or what is made of it.
/// It escapes once anything else can reach it: passed on, stored, returned, captured.
/// </summary>
internal sealed class Kept
{
    private static readonly ImmutableHashSet<string> Combinators = ImmutableHashSet.Create(StringComparer.Ordinal, "WhenAll", "WhenAny", "WaitAll", "WaitAny", "Unwrap");

    private readonly HashSet<ISymbol> holders = new(SymbolEqualityComparer.Default);
    private readonly List<IOperation> uses = [];
    private readonly IOperation? function;
    private readonly IOperation root;

    private Kept(IOperation value)
    {
        function = value.EnclosingFunction();
        root = value.Root();
        Follow(value);
    }

    public bool Escapes { get; private set; }

    public IEnumerable<ISymbol> Holders => holders;

    /// <summary>Every expression that stands for the value, its origin first.</summary>
    public IReadOnlyList<IOperation> Uses => uses;

    public static Kept Of(IOperation value) => new(value);

    private void Follow(IOperation value)
    {
        uses.Add(value);
        if (value.EnclosingFunction() != function)
        {
            Escapes = true;
            return;
        }

        switch (value.User())
        {
            case IExpressionStatementOperation or IAwaitOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }:
            case IIsPatternOperation or INameOfOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals }:
                break;
            case IInvocationOperation call when call.Instance?.Unwrapped() == value:
                if (call.Arguments.Any(argument => argument.Value.Unwrapped() is IAnonymousFunctionOperation or IMethodReferenceOperation) && !IsAwaitable(call.Type))
                    Escapes = true; // A collection that shows its elements to somebody.
                else if (IsAwaitable(call.Type))
                    Follow(call);
                break;
            case IPropertyReferenceOperation { Arguments.IsEmpty: false } element:
                Follow(element);
                break;
            case IPropertyReferenceOperation or IEventReferenceOperation:
                break;
            case IArrayElementReferenceOperation element when element.ArrayReference.Unwrapped() == value:
                Follow(element);
                break;
            case IConditionalAccessOperation { WhenNotNull: IInvocationOperation or IPropertyReferenceOperation } access when access.Operation.Unwrapped() == value:
                break;
            case IArgumentOperation { Parent: IInvocationOperation call }:
                Pass(call);
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                Hold(declarator.Symbol);
                break;
            case ISimpleAssignmentOperation assignment when assignment.Value.Unwrapped() == value && assignment.Parent is IExpressionStatementOperation:
                Store(assignment.Target);
                break;
            case ISimpleAssignmentOperation assignment when assignment.Target == value:
                break;
            case IArrayInitializerOperation { Parent: IArrayCreationOperation made }:
                Follow(made);
                break;
            case { Kind: Operations.CollectionExpression } made:
                Follow(made);
                break;
            case IForEachLoopOperation loop:
                foreach (var local in loop.Locals)
                    Hold(local);
                break;
            default:
                Escapes = true;
                break;
        }
    }

    private void Pass(IInvocationOperation call)
    {
        if (call.Instance is ILocalReferenceOperation { Local: var collection } && call.Arguments.Length == 1)
            Hold(collection);
        else if (call.Instance is null && Combinators.Contains(call.TargetMethod.Name) && call.TargetMethod.DeclaringSyntaxReferences.IsEmpty)
            Follow(call);
        else
            Escapes = true;
    }

    private void Store(IOperation place)
    {
        var holder = place switch
        {
            IArrayElementReferenceOperation element => element.ArrayReference,
            IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: { } indexed } => indexed,
            _ => place,
        };

        if (holder is ILocalReferenceOperation { Local: var local })
            Hold(local);
        else if (place is not IDiscardOperation)
            Escapes = true;
    }

    private void Hold(ILocalSymbol local)
    {
        if (local.IsRef)
            Escapes = true;
        else if (holders.Add(local))
            foreach (var reference in root.Descendants().OfType<ILocalReferenceOperation>())
                if (SymbolEqualityComparer.Default.Equals(reference.Local, local))
                    Follow(reference);
    }

    /// <summary>What comes out of a task's own members ends when the task does: ContinueWith, ConfigureAwait, GetAwaiter, Unwrap.</summary>
    private static bool IsAwaitable(ITypeSymbol? type) => type is { ContainingNamespace: { } space }
        && (type.Name is "Task" or "ValueTask" && space.ToDisplayString() == "System.Threading.Tasks" || type.Name.EndsWith("Awaitable", StringComparison.Ordinal) || type.Name.EndsWith("Awaiter", StringComparison.Ordinal));
}
