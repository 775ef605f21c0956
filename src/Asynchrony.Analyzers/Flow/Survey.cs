using System.Collections.Concurrent;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// What one body contains, nested functions included, found by one walk that all rules share. Lists are in the order of the text; what
/// a body lacks costs nothing.
/// </summary>
internal sealed class Survey
{
    private readonly Rare rare;
    private IReadOnlyList<Handover>? delegates;
    private IReadOnlyList<Handover>? handovers;
    private IReadOnlyList<IInvocationOperation>? lockCalls;
    private IReadOnlyList<IOperation>? channelsMade;
    private IReadOnlyList<ChannelCall>? channelCalls;
    private bool? startsWork;

    private Survey(IOperation root, Walk walk)
    {
        Root = root;
        Calls = walk.Calls.ToImmutable();
        Creations = walk.Creations.ToImmutable();
        Properties = walk.Properties.ToImmutable();
        rare = Rare.Of(walk);
    }

    public IOperation Root { get; }

    public ImmutableArray<IInvocationOperation> Calls { get; }

    public ImmutableArray<IObjectCreationOperation> Creations { get; }

    public ImmutableArray<IPropertyReferenceOperation> Properties { get; }

    /// <summary>Lambdas and local functions.</summary>
    public ImmutableArray<IOperation> Functions => rare.Functions;

    public ImmutableArray<ILockOperation> Locks => rare.Locks;

    /// <summary>Where a function may give up its thread: <c>await</c>, <c>await foreach</c>, <c>await using</c>.</summary>
    public ImmutableArray<IOperation> Suspensions => rare.Suspensions;

    /// <summary><c>yield return</c>.</summary>
    public ImmutableArray<IReturnOperation> Yields => rare.Yields;

    /// <summary>Methods that are async and return nothing, named without being called.</summary>
    public ImmutableArray<IMethodReferenceOperation> AsyncVoids => rare.AsyncVoids;

    /// <summary><c>using</c>, as a statement or a declaration.</summary>
    public ImmutableArray<IOperation> Usings => rare.Usings;

    /// <summary>Where a handler is added to an event.</summary>
    public ImmutableArray<IEventAssignmentOperation> Subscriptions => rare.Subscriptions;

    /// <summary>Conversions of tasks to objects, and tasks in interpolated strings.</summary>
    public ImmutableArray<IOperation> TasksAsObjects => rare.TasksAsObjects;

    /// <summary>Fields that more than their own object and its type may name.</summary>
    public ImmutableArray<IFieldReferenceOperation> OpenFields => rare.OpenFields;

    /// <summary>For code that is looked at once, as a fix does.</summary>
    public static Survey Of(IOperation root) => Of(root, []);

    public static Survey Of(IOperation root, ConcurrentBag<Walk> idle)
    {
        var walk = idle.TryTake(out var used) ? used : new Walk();
        walk.Through(root);
        var survey = new Survey(root, walk);
        if (walk.End())
            idle.Add(walk);
        return survey;
    }

    /// <summary>The delegates this body hands over, looked up once: the table is the same for all rules of a compilation.</summary>
    public IReadOnlyList<Handover> Delegates(Table runsDelegate) => delegates ??= StartsWork(runsDelegate) ? Handover.Among(Calls, Creations, runsDelegate) : [];

    /// <summary>Those that are lambdas or local functions, so that their code is part of this body.</summary>
    public IReadOnlyList<Handover> Handovers(Table runsDelegate) => handovers ??= Delegates(runsDelegate) is { Count: > 0 } all ? [.. all.Where(handover => handover.Body.IsFunction())] : [];

    /// <summary>True where the body hands anything to who runs delegates: most do not, and cost the rules about threads and tasks nothing more.</summary>
    public bool StartsWork(Table runsDelegate) => startsWork ??= FindsWork(runsDelegate);

    /// <summary>The calls of the members of locks, and of methods that state what they do to one, looked up once in the same way.</summary>
    public IReadOnlyList<IInvocationOperation> LockCalls(Table locks) => lockCalls ??= FindLockCalls(locks);

    /// <summary>What makes channels and queues that several threads use, looked up once in the same way.</summary>
    public IReadOnlyList<IOperation> ChannelsMade(Table channels) => channelsMade ??= FindChannelsMade(channels);

    /// <summary>The members of channels and their ends that are called or read, whatever the channel is; members named as delegates are not among them.</summary>
    public IReadOnlyList<ChannelCall> ChannelCalls(Table channels) => channelCalls ??= FindChannelCalls(channels);

    /// <summary>True where the member that owns the body, or a function inside it, is async.</summary>
    public bool HasAsync(ISymbol owner)
    {
        if (owner is IMethodSymbol { IsAsync: true })
            return true;
        foreach (var function in Functions)
            if (function.IsAsync(owner))
                return true;

        return false;
    }

    private bool FindsWork(Table runsDelegate)
    {
        foreach (var call in Calls)
            if (!runsDelegate.Find(call.TargetMethod).IsEmpty)
                return true;
        foreach (var creation in Creations)
            if (creation.Constructor is { } constructor && !runsDelegate.Find(constructor).IsEmpty)
                return true;

        return false;
    }

    private IReadOnlyList<IInvocationOperation> FindLockCalls(Table locks)
    {
        List<IInvocationOperation>? found = null;
        var hasContracts = Calls.Length > 0 && Root.SemanticModel is { } model && Engine.Of(model.Compilation).HasLockContracts;
        foreach (var call in Calls)
            if (LockCall.Of(call, locks) is not null || hasContracts && State.LockContract.IsStated(call.TargetMethod))
                (found ??= []).Add(call);

        return found ?? (IReadOnlyList<IInvocationOperation>)[];
    }

    private IReadOnlyList<IOperation> FindChannelsMade(Table channels)
    {
        List<IOperation>? found = null;
        foreach (var call in Calls)
            if (channels.Says(call.TargetMethod, "make"))
                (found ??= []).Add(call);
        foreach (var creation in Creations)
            if (creation is { Type: INamedTypeSymbol { Arity: > 0 }, Constructor: { } constructor } && channels.Says(constructor, "make"))
                (found ??= []).Add(creation);

        return found ?? (IReadOnlyList<IOperation>)[];
    }

    private IReadOnlyList<ChannelCall> FindChannelCalls(Table channels)
    {
        List<ChannelCall>? found = null;
        foreach (var call in Calls)
            if (ChannelCall.Of(call, channels) is { } use)
                (found ??= []).Add(use);
        foreach (var property in Properties)
            if (ChannelCall.Of(property, channels) is { } use)
                (found ??= []).Add(use);

        found?.Sort((one, other) => one.At.Syntax.Span.End.CompareTo(other.At.Syntax.Span.End));
        return found ?? (IReadOnlyList<ChannelCall>)[];
    }

    /// <summary>What most bodies have nothing of: they share one empty one.</summary>
    private sealed record Rare(ImmutableArray<IOperation> Functions, ImmutableArray<ILockOperation> Locks, ImmutableArray<IOperation> Suspensions, ImmutableArray<IReturnOperation> Yields, ImmutableArray<IOperation> TasksAsObjects, ImmutableArray<IOperation> Usings, ImmutableArray<IMethodReferenceOperation> AsyncVoids, ImmutableArray<IEventAssignmentOperation> Subscriptions, ImmutableArray<IFieldReferenceOperation> OpenFields)
    {
        private static readonly Rare None = new(ImmutableArray<IOperation>.Empty, ImmutableArray<ILockOperation>.Empty, ImmutableArray<IOperation>.Empty, ImmutableArray<IReturnOperation>.Empty, ImmutableArray<IOperation>.Empty, ImmutableArray<IOperation>.Empty, ImmutableArray<IMethodReferenceOperation>.Empty, ImmutableArray<IEventAssignmentOperation>.Empty, ImmutableArray<IFieldReferenceOperation>.Empty);

        public static Rare Of(Walk walk) => walk.Functions.Count + walk.Locks.Count + walk.Suspensions.Count + walk.Yields.Count + walk.TasksAsObjects.Count + walk.Usings.Count + walk.AsyncVoids.Count + walk.Subscriptions.Count + walk.OpenFields.Count == 0 ? None
            : new(walk.Functions.ToImmutable(), walk.Locks.ToImmutable(), walk.Suspensions.ToImmutable(), walk.Yields.ToImmutable(), walk.TasksAsObjects.ToImmutable(), walk.Usings.ToImmutable(), walk.AsyncVoids.ToImmutable(), walk.Subscriptions.ToImmutable(), walk.OpenFields.ToImmutable());
    }

    /// <summary>What a walk needs room for while it lasts; the engine keeps it for the next one, so that only what was found is allocated.</summary>
    public sealed class Walk
    {
        /// <summary>A body that needed more is rare, and its room is given back.</summary>
        private const int Kept = 10_000;

        private readonly Stack<IOperation> open = new();
        private int seen;

        public ImmutableArray<IInvocationOperation>.Builder Calls { get; } = ImmutableArray.CreateBuilder<IInvocationOperation>();

        public ImmutableArray<IObjectCreationOperation>.Builder Creations { get; } = ImmutableArray.CreateBuilder<IObjectCreationOperation>();

        public ImmutableArray<IPropertyReferenceOperation>.Builder Properties { get; } = ImmutableArray.CreateBuilder<IPropertyReferenceOperation>();

        public ImmutableArray<IOperation>.Builder Functions { get; } = ImmutableArray.CreateBuilder<IOperation>();

        public ImmutableArray<ILockOperation>.Builder Locks { get; } = ImmutableArray.CreateBuilder<ILockOperation>();

        public ImmutableArray<IOperation>.Builder Suspensions { get; } = ImmutableArray.CreateBuilder<IOperation>();

        public ImmutableArray<IReturnOperation>.Builder Yields { get; } = ImmutableArray.CreateBuilder<IReturnOperation>();

        public ImmutableArray<IMethodReferenceOperation>.Builder AsyncVoids { get; } = ImmutableArray.CreateBuilder<IMethodReferenceOperation>();

        public ImmutableArray<IOperation>.Builder TasksAsObjects { get; } = ImmutableArray.CreateBuilder<IOperation>();

        public ImmutableArray<IOperation>.Builder Usings { get; } = ImmutableArray.CreateBuilder<IOperation>();

        public ImmutableArray<IEventAssignmentOperation>.Builder Subscriptions { get; } = ImmutableArray.CreateBuilder<IEventAssignmentOperation>();

        public ImmutableArray<IFieldReferenceOperation>.Builder OpenFields { get; } = ImmutableArray.CreateBuilder<IFieldReferenceOperation>();

        public void Through(IOperation root)
        {
            open.Push(root);

            while (open.Count > 0)
            {
                var operation = open.Pop();
                See(operation);
                seen++;
                open.PushChildren(operation);
            }
        }

        /// <summary>True when the room may serve again.</summary>
        public bool End()
        {
            if (seen > Kept)
                return false;

            open.Clear();
            Calls.Clear();
            Creations.Clear();
            Properties.Clear();
            Functions.Clear();
            Locks.Clear();
            Suspensions.Clear();
            Yields.Clear();
            AsyncVoids.Clear();
            TasksAsObjects.Clear();
            Usings.Clear();
            Subscriptions.Clear();
            OpenFields.Clear();
            seen = 0;
            return true;
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
                case OperationKind.MethodReference when ((IMethodReferenceOperation)operation).Method is { IsAsync: true, ReturnsVoid: true }: AsyncVoids.Add((IMethodReferenceOperation)operation); break;
                case OperationKind.EventAssignment when ((IEventAssignmentOperation)operation).Adds: Subscriptions.Add((IEventAssignmentOperation)operation); break;
                case OperationKind.FieldReference when (IFieldReferenceOperation)operation is { Field: { IsConst: false } field } reference && (field.DeclaredAccessibility != Accessibility.Private || reference.IsForeign()):
                    OpenFields.Add(reference);
                    break;
                case OperationKind.YieldReturn: Yields.Add((IReturnOperation)operation); break;
                case OperationKind.Conversion when operation.Type is { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Dynamic } && ((IConversionOperation)operation).Operand.Type.IsTask():
                case OperationKind.Interpolation when ((IInterpolationOperation)operation).Expression.Type.IsTask():
                    TasksAsObjects.Add(operation);
                    break;
                case OperationKind.Using or OperationKind.UsingDeclaration:
                    Usings.Add(operation);
                    if (operation is IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true })
                        Suspensions.Add(operation);
                    break;
                case OperationKind.Await:
                case OperationKind.Loop when operation is IForEachLoopOperation { IsAsynchronous: true }:
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
