using Asynchrony.Analyzers.Flow.Ir;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// What the expressions of one body stand for where tasks are concerned: which variables hold them, what loops and callbacks go through, what
/// collections are filled with. It does not know on which path; that is for <see cref="TaskCompletion"/>.
/// </summary>
internal sealed class TaskNames
{
    /// <summary>Members that only say how a task is awaited, or make another kind of task of it.</summary>
    public static readonly ImmutableHashSet<string> SameTask = ImmutableHashSet.Create(StringComparer.Ordinal, "ConfigureAwait", "AsTask", "Preserve", "GetAwaiter", "WaitAsync");

    private static readonly ImmutableHashSet<string> SameElements = ImmutableHashSet.Create(StringComparer.Ordinal,
        "ToArray", "ToList", "ToImmutableArray", "ToImmutableList", "ToHashSet", "AsEnumerable", "AsReadOnly", "AsSpan", "Cast", "OfType", "Where", "OrderBy", "Reverse", "Skip", "Take", "Distinct");

    private static readonly ImmutableHashSet<string> Fills = ImmutableHashSet.Create(StringComparer.Ordinal, "Add", "TryAdd", "Enqueue", "Push", "Insert", "AddLast", "AddFirst");

    private static readonly ImmutableHashSet<string> Continues = ImmutableHashSet.Create(StringComparer.Ordinal,
        "ContinueWith", "ContinueWhenAll", "ContinueWhenAny", "OnCompleted", "UnsafeOnCompleted");

    private readonly Names names;
    private readonly Dictionary<ISymbol, IForEachLoopOperation> loops = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxNode, ILoopOperation> statements = [];
    private readonly Dictionary<ISymbol, IAnonymousFunctionOperation> callbacks = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxNode, IAnonymousFunctionOperation> lambdas = [];
    private readonly List<(AccessPath Collection, IOperation Element)> elements = [];
    private readonly HashSet<ISymbol> writtenInside = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> called = new(SymbolEqualityComparer.Default);

    public TaskNames(IOperation root)
    {
        names = new Names(root);

        foreach (var operation in root.DescendantsAndSelf())
            switch (operation)
            {
                case ILoopOperation loop:
                    statements[loop.Syntax] = loop;
                    foreach (var element in loop is IForEachLoopOperation ? loop.Locals : ImmutableArray<ILocalSymbol>.Empty)
                        loops[element] = (IForEachLoopOperation)loop;
                    break;
                case IAnonymousFunctionOperation lambda:
                    lambdas[lambda.Syntax] = lambda;
                    foreach (var parameter in lambda.Symbol.Parameters)
                        callbacks[parameter] = lambda;
                    break;
                case IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } local }:
                    called.Add(local.OriginalDefinition);
                    break;
                case IInvocationOperation { Instance: { } collection } call when Fills.Contains(call.TargetMethod.Name) && call.Arguments.Length > 0 && names.PathOf(collection) is { } filled:
                    elements.Add((filled, call.Arguments[call.Arguments.Length - 1].Value));
                    break;
                case ISimpleAssignmentOperation assignment when CollectionOf(assignment.Target) is { } stored && names.PathOf(stored) is { } array:
                    elements.Add((array, assignment.Value));
                    break;
                case ILocalReferenceOperation { Local: var variable } reference when IsNestedIn(reference, variable) && reference.IsWritten():
                    writtenInside.Add(variable);
                    break;
                case IParameterReferenceOperation { Parameter: var parameter } reference when IsNestedIn(reference, parameter) && reference.IsWritten():
                    writtenInside.Add(parameter);
                    break;
            }
    }

    /// <summary>The variables that lambdas and local functions write: whatever is called may run those.</summary>
    public IReadOnlyCollection<ISymbol> WrittenInside => writtenInside;

    /// <summary>The path of an expression; of a local that merely stands for another object, the path of that.</summary>
    public AccessPath? PathOf(IOperation operation) => names.PathOf(operation);

    /// <summary>The loop that a statement is.</summary>
    public ILoopOperation? LoopAt(SyntaxNode statement) => statements.TryGetValue(statement, out var loop) ? loop : null;

    /// <summary>What a local was made from, where nothing assigns it again.</summary>
    public IOperation? Value(IOperation operation) => operation.Unwrapped() is ILocalReferenceOperation { Local: var local } ? names.Value(local) : null;

    /// <summary>The lambda that an argument is, with its body, which the flow graph keeps apart.</summary>
    public IAnonymousFunctionOperation? Function(IOperation? argument) => argument is not null && lambdas.TryGetValue(argument.Unwrapped().Syntax, out var lambda) ? lambda : null;

    /// <summary>An expression, and all that stand for the same task behind it: without conversions, awaiters, and locals that are assigned once.</summary>
    public IEnumerable<IOperation> Chain(IOperation task)
    {
        for (var (link, steps) = ((IOperation?)task, 0); link is not null && steps < 16; steps++)
        {
            yield return link;
            link = link switch
            {
                IConversionOperation conversion => conversion.Operand,
                IParenthesizedOperation parenthesized => parenthesized.Operand,
                _ => Behind(link) ?? Value(link),
            };
        }
    }

    /// <summary>The task or awaiter behind one that ends with it; null for any other expression.</summary>
    public static IOperation? Behind(IOperation task) => task switch
    {
        IInvocationOperation call when SameTask.Contains(call.TargetMethod.Name) => Receiver(call),
        IInvocationOperation { TargetMethod: { Name: "As", ContainingType.Name: "Unsafe" }, Arguments: [var cast] } => cast.Value,
        IObjectCreationOperation { Type.Name: "ValueTask", Arguments: [{ Value: { Type.Name: "Task" } wrapped }] } => wrapped,
        _ => null,
    };

    /// <summary>The collection behind one that has the same elements, or fewer; null for any other expression.</summary>
    public static IOperation? BehindCollection(IOperation collection) => collection is IInvocationOperation call && SameElements.Contains(call.TargetMethod.Name) ? Receiver(call) : null;

    /// <summary>The object a method is called on, also where the method is an extension.</summary>
    public static IOperation? Receiver(IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod is { IsExtensionMethod: true } or { ReducedFrom: not null } && call.Arguments.Length > 0 ? call.Arguments[0].Value : null);

    public static bool Adds(IInvocationOperation call) => call.Instance is not null && (Fills.Contains(call.TargetMethod.Name) || call.TargetMethod.Name == "AddRange");

    /// <summary>True for a call that runs the delegates among its arguments once a task is complete.</summary>
    public static bool Continuing(IInvocationOperation call) => Continues.Contains(call.TargetMethod.Name);

    /// <summary>The expressions that are put into a collection anywhere in the body.</summary>
    public IEnumerable<IOperation> PutInto(AccessPath collection) => elements.Where(put => put.Collection.Equals(collection)).Select(put => put.Element);

    /// <summary>The elements written out where a collection is made; null where it is made otherwise.</summary>
    public static IEnumerable<IOperation>? Elements(IOperation made) => made.Unwrapped() switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        IObjectCreationOperation { Initializer: { } initializer } => initializer.Initializers.OfType<IInvocationOperation>().SelectMany(add => add.Arguments).Select(argument => argument.Value),
        { Kind: Operations.CollectionExpression } collection => collection.ChildOperations,
        _ => null,
    };

    /// <summary>The array or indexed object of an element.</summary>
    public static IOperation? CollectionOf(IOperation element) => element.Unwrapped() switch
    {
        IArrayElementReferenceOperation array => array.ArrayReference,
        IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: { } indexed } => indexed,
        _ => null,
    };

    /// <summary>The index of an element, as a part of <see cref="CompleteTasks"/>.</summary>
    public static string IndexOf(IOperation element) => element.Unwrapped() switch
    {
        IArrayElementReferenceOperation { Indices: [var index] } => $"[{index.Syntax}]",
        IPropertyReferenceOperation { Arguments: [var index] } => $"[{index.Value.Syntax}]",
        _ => "[]",
    };

    /// <summary>The collection that a variable goes through: that of its foreach, or the one that a callback is called with each element of.</summary>
    public IOperation? Through(ISymbol variable)
    {
        if (loops.TryGetValue(variable, out var loop))
            return loop.Collection;

        return variable is IParameterSymbol && callbacks.TryGetValue(variable, out var lambda) && lambda.User() is IArgumentOperation { Parent: IInvocationOperation call } && !Continuing(call)
            && call.TargetMethod.ContainingNamespace?.ToDisplayString() is "System.Linq" or "System.Collections.Generic" or "System" or "System.Threading.Tasks" ? Receiver(call) : null;
    }

    /// <summary>True for a parameter of a callback: whoever calls it back may do so because the task is complete.</summary>
    public bool IsGiven(IParameterSymbol parameter) => callbacks.ContainsKey(parameter) ? Through(parameter) is null
        : parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction } function && !called.Contains(function.OriginalDefinition);

    /// <summary>What the parts of a member path mean for the elements of a collection: <c>*.Name</c>.</summary>
    public static string PartOf(AccessPath element) => string.Join(".", element.Members.Select(member => member.Name).Prepend("*"));

    private static bool IsNestedIn(IOperation reference, ISymbol variable) =>
        reference.EnclosingFunction() is { } function
        && !variable.DeclaringSyntaxReferences.Any(declared => declared.SyntaxTree == function.Syntax.SyntaxTree && function.Syntax.Span.Contains(declared.Span));
}
