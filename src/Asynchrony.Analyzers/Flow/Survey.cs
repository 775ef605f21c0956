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

    private Survey(IOperation root, Walk walk)
    {
        Root = root;
        Calls = walk.Calls.ToImmutable();
        Creations = walk.Creations.ToImmutable();
        Properties = walk.Properties.ToImmutable();
        Functions = walk.Functions.ToImmutable();
        Locks = walk.Locks.ToImmutable();
        Suspensions = walk.Suspensions.ToImmutable();
        Yields = walk.Yields.ToImmutable();
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
        using var walk = Walk.Begin();
        walk.Through(root);
        return new Survey(root, walk);
    }

    /// <summary>The delegates this body hands over, looked up once: the table is the same for all rules of a compilation.</summary>
    public IReadOnlyList<Handover> Handovers(Table runsDelegate) => handovers ??= Handover.Among(Calls, Creations, runsDelegate);

    /// <summary>What a walk needs room for while it lasts. Each thread keeps its own for the next one, so that only what was found is allocated.</summary>
    private sealed class Walk : IDisposable
    {
        /// <summary>A body that needed more is rare, and its room is given back.</summary>
        private const int Kept = 10_000;

        [ThreadStatic]
        private static Walk? idle;

        private readonly Stack<IOperation> open = new();
        private int seen;

        public ImmutableArray<IInvocationOperation>.Builder Calls { get; } = ImmutableArray.CreateBuilder<IInvocationOperation>();

        public ImmutableArray<IObjectCreationOperation>.Builder Creations { get; } = ImmutableArray.CreateBuilder<IObjectCreationOperation>();

        public ImmutableArray<IPropertyReferenceOperation>.Builder Properties { get; } = ImmutableArray.CreateBuilder<IPropertyReferenceOperation>();

        public ImmutableArray<IOperation>.Builder Functions { get; } = ImmutableArray.CreateBuilder<IOperation>();

        public ImmutableArray<ILockOperation>.Builder Locks { get; } = ImmutableArray.CreateBuilder<ILockOperation>();

        public ImmutableArray<IOperation>.Builder Suspensions { get; } = ImmutableArray.CreateBuilder<IOperation>();

        public ImmutableArray<IReturnOperation>.Builder Yields { get; } = ImmutableArray.CreateBuilder<IReturnOperation>();

        public static Walk Begin()
        {
            var walk = idle ?? new Walk();
            idle = null;
            return walk;
        }

        public void Through(IOperation root)
        {
            open.Push(root);

            while (open.Count > 0)
            {
                var operation = open.Pop();
                See(operation);
                seen++;
                foreach (var child in operation.ChildOperations.Reverse())
                    open.Push(child);
            }
        }

        public void Dispose()
        {
            if (seen > Kept)
                return;

            open.Clear();
            Calls.Clear();
            Creations.Clear();
            Properties.Clear();
            Functions.Clear();
            Locks.Clear();
            Suspensions.Clear();
            Yields.Clear();
            seen = 0;
            idle = this;
        }

        private void See(IOperation operation)
        {
            switch (operation.Kind)
            {
                case OperationKind.Invocation: Calls.Add((IInvocationOperation)operation); break;
                case OperationKind.ObjectCreation: Creations.Add((IObjectCreationOperation)operation); break;
                case OperationKind.PropertyReference: Properties.Add((IPropertyReferenceOperation)operation); break;
                case OperationKind.AnonymousFunction or OperationKind.LocalFunction: Functions.Add(operation); break;
                case OperationKind.Lock: Locks.Add((ILockOperation)operation); break;
                case OperationKind.YieldReturn: Yields.Add((IReturnOperation)operation); break;
                case OperationKind.Await:
                case OperationKind.Loop when operation is IForEachLoopOperation { IsAsynchronous: true }:
                case OperationKind.Using when operation is IUsingOperation { IsAsynchronous: true }:
                case OperationKind.UsingDeclaration when operation is IUsingDeclarationOperation { IsAsynchronous: true }:
                    Suspensions.Add(operation);
                    break;
            }
        }
    }
}

internal static class Surveys
{
    /// <summary>The bodies under analysis, each as surveyed once for all rules.</summary>
    public static Survey Surveyed(this BodyContext context, IOperation body) => Engine.Of(context.Compilation).Survey(body);
}
