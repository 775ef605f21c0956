using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// What one body contains, nested functions included, found by one walk that all rules share. Lists are in the order of the text; what
/// a body lacks costs nothing.
/// </summary>
internal sealed class Survey
{
    private Survey(IOperation root, IReadOnlyList<IOperation> found)
    {
        Root = root;
        Calls = Pick<IInvocationOperation>(found);
        Creations = Pick<IObjectCreationOperation>(found);
        Properties = Pick<IPropertyReferenceOperation>(found);
        Functions = Pick<IOperation>(found, OperationKind.AnonymousFunction, OperationKind.LocalFunction);
        Locks = Pick<ILockOperation>(found);
        Suspensions = Pick<IOperation>(found, OperationKind.Await, OperationKind.Loop, OperationKind.Using, OperationKind.UsingDeclaration);
        Yields = Pick<IReturnOperation>(found);
    }

    public IOperation Root { get; }

    public ImmutableArray<IInvocationOperation> Calls { get; }

    public ImmutableArray<IObjectCreationOperation> Creations { get; }

    public ImmutableArray<IPropertyReferenceOperation> Properties { get; }

    /// <summary>Lambdas and local functions.</summary>
    public ImmutableArray<IOperation> Functions { get; }

    public ImmutableArray<ILockOperation> Locks { get; }

    /// <summary>Where a function may give up its thread: <c>await</c>, <c>await foreach</c>, <c>await using</c>.</summary>
    public ImmutableArray<IOperation> Suspensions { get; }

    /// <summary><c>yield return</c>.</summary>
    public ImmutableArray<IReturnOperation> Yields { get; }

    public static Survey Of(IOperation root)
    {
        var found = new List<IOperation>();
        var open = new Stack<IOperation>();
        open.Push(root);

        while (open.Count > 0)
        {
            var operation = open.Pop();
            if (IsOfInterest(operation))
                found.Add(operation);
            foreach (var child in operation.ChildOperations.Reverse())
                open.Push(child);
        }

        return new Survey(root, found);
    }

    private static bool IsOfInterest(IOperation operation) => operation.Kind switch
    {
        OperationKind.Invocation or OperationKind.ObjectCreation or OperationKind.PropertyReference or OperationKind.AnonymousFunction or OperationKind.LocalFunction
            or OperationKind.Lock or OperationKind.Await or OperationKind.YieldReturn => true,
        OperationKind.Loop => operation is IForEachLoopOperation { IsAsynchronous: true },
        OperationKind.Using => operation is IUsingOperation { IsAsynchronous: true },
        OperationKind.UsingDeclaration => operation is IUsingDeclarationOperation { IsAsynchronous: true },
        _ => false,
    };

    private static ImmutableArray<T> Pick<T>(IReadOnlyList<IOperation> found) where T : class, IOperation
    {
        ImmutableArray<T>.Builder? picked = null;
        for (var index = 0; index < found.Count; index++)
            if (found[index] is T wanted)
                (picked ??= ImmutableArray.CreateBuilder<T>()).Add(wanted);
        return picked?.ToImmutable() ?? ImmutableArray<T>.Empty;
    }

    private static ImmutableArray<T> Pick<T>(IReadOnlyList<IOperation> found, params OperationKind[] kinds) where T : class, IOperation
    {
        ImmutableArray<T>.Builder? picked = null;
        for (var index = 0; index < found.Count; index++)
            if (Array.IndexOf(kinds, found[index].Kind) >= 0)
                (picked ??= ImmutableArray.CreateBuilder<T>()).Add((T)found[index]);
        return picked?.ToImmutable() ?? ImmutableArray<T>.Empty;
    }
}

internal static class Surveys
{
    /// <summary>The bodies under analysis, each as surveyed once for all rules.</summary>
    public static Survey Surveyed(this BodyContext context, IOperation body) => Engine.Of(context.Compilation).Survey(body);
}
