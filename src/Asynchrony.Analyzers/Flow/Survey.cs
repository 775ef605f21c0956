using System.Collections.Concurrent;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// What one body contains, nested functions included, found by one walk that all rules share. Lists are in the order of the text; what
/// a body lacks costs nothing.
/// </summary>
internal sealed class Survey
{
    private IReadOnlyList<Handover>? handovers;

    private Survey(IOperation root, List<IOperation> found)
    {
        Root = root;
        Calls = Pick<IInvocationOperation>(found, OperationKind.Invocation);
        Creations = Pick<IObjectCreationOperation>(found, OperationKind.ObjectCreation);
        Properties = Pick<IPropertyReferenceOperation>(found, OperationKind.PropertyReference);
        Functions = Pick<IOperation>(found, OperationKind.AnonymousFunction, OperationKind.LocalFunction);
        Locks = Pick<ILockOperation>(found, OperationKind.Lock);
        Suspensions = Pick<IOperation>(found, OperationKind.Await, OperationKind.Loop, OperationKind.Using, OperationKind.UsingDeclaration);
        Yields = Pick<IReturnOperation>(found, OperationKind.YieldReturn);
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

    public static Survey Of(IOperation root, ConcurrentBag<Walk>? idle = null)
    {
        var walk = idle is not null && idle.TryTake(out var used) ? used : new Walk();
        walk.Open.Push(root);

        while (walk.Open.Count > 0)
        {
            var operation = walk.Open.Pop();
            if (IsOfInterest(operation))
                walk.Found.Add(operation);
            foreach (var child in operation.ChildOperations.Reverse())
                walk.Open.Push(child);
        }

        var survey = new Survey(root, walk.Found);
        walk.End(idle);
        return survey;
    }

    /// <summary>The delegates this body hands over, looked up once: the table is the same for all rules of a compilation.</summary>
    public IReadOnlyList<Handover> Handovers(Table runsDelegate) => handovers ??= Handover.Among(Calls, Creations, runsDelegate);

    private static bool IsOfInterest(IOperation operation) => operation.Kind switch
    {
        OperationKind.Invocation or OperationKind.ObjectCreation or OperationKind.PropertyReference or OperationKind.AnonymousFunction or OperationKind.LocalFunction
            or OperationKind.Lock or OperationKind.Await or OperationKind.YieldReturn => true,
        OperationKind.Loop => operation is IForEachLoopOperation { IsAsynchronous: true },
        OperationKind.Using => operation is IUsingOperation { IsAsynchronous: true },
        OperationKind.UsingDeclaration => operation is IUsingDeclarationOperation { IsAsynchronous: true },
        _ => false,
    };

    /// <summary>Counts before it copies: a list exactly as long as what was found, and none where nothing was.</summary>
    private static ImmutableArray<T> Pick<T>(List<IOperation> found, OperationKind first, OperationKind second = default, OperationKind third = default, OperationKind fourth = default)
        where T : class, IOperation
    {
        var count = 0;
        foreach (var operation in found)
            if (Is(operation.Kind))
                count++;

        if (count == 0)
            return ImmutableArray<T>.Empty;

        var picked = ImmutableArray.CreateBuilder<T>(count);
        foreach (var operation in found)
            if (Is(operation.Kind))
                picked.Add((T)operation);
        return picked.MoveToImmutable();

        bool Is(OperationKind kind) => kind == first || kind != default && (kind == second || kind == third || kind == fourth);
    }

    /// <summary>What a walk needs room for while it lasts; the engine keeps it for the next one.</summary>
    public sealed class Walk
    {
        /// <summary>A body that needed more is rare, and its room is given back.</summary>
        private const int Kept = 10_000;

        public Stack<IOperation> Open { get; } = new();

        public List<IOperation> Found { get; } = [];

        public void End(ConcurrentBag<Walk>? idle)
        {
            if (idle is null || Found.Capacity > Kept)
                return;

            Open.Clear();
            Found.Clear();
            idle.Add(this);
        }
    }
}

internal static class Surveys
{
    /// <summary>The bodies under analysis, each as surveyed once for all rules.</summary>
    public static Survey Surveyed(this BodyContext context, IOperation body) => Engine.Of(context.Compilation).Survey(body);
}
