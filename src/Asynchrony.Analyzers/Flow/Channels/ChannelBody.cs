using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.Channels;

/// <summary>
/// The code that runs as one and makes a use of a channel: what the maker itself runs, the body of a thread or task, an async function that
/// goes on beside its caller, a member of the type that keeps the channel.
/// </summary>
/// <param name="Key">The same object for the same body.</param>
/// <param name="Start">What starts it; null for the maker's own code and for members that others call.</param>
/// <param name="IsSeveral">True where several runs of it may be under way at once.</param>
/// <param name="IsKnown">False for a lambda that is handed to who may call it whenever he likes.</param>
internal readonly record struct ChannelBody(object Key, IOperation? Start, bool IsSeveral, bool IsKnown)
{
    private const int Depth = 16;

    /// <summary>True for a member that its type starts in more than one place, which may be one after the other.</summary>
    public bool IsStartedTwice { get; init; }

    /// <summary>True for the code that makes the channel, and what it calls and waits for.</summary>
    public bool IsMaker => Start is null && IsKnown && Key is IOperation;

    /// <summary>Found once for each use of a channel: several rules ask.</summary>
    public static ChannelBody Of(ChannelUse use, OwnChannel channel, Table runsDelegate) => channel.Bodies.GetOrAdd(use, found => Find(found, channel, runsDelegate));

    private static ChannelBody Find(ChannelUse use, OwnChannel channel, Table runsDelegate)
    {
        var (at, through) = (use.At, use.Through);
        var maker = channel.IsOfType ? null : channel.Creation.EnclosingFunction() ?? channel.Creation.Root();

        for (var depth = 0; depth < Depth; depth++)
        {
            var function = at.EnclosingFunction();
            if (through.IsEmpty && maker is not null && (function ?? at.Root()) == maker)
                return new(maker, null, IsSeveral: false, IsKnown: true);

            if (function is null)
            {
                if (through.IsEmpty)
                    return OfMember(use.Member, channel, runsDelegate);
                if (StepOut(ref at, ref through, channel) is { } beside)
                    return beside;
                continue;
            }

            var starts = channel.Surveyed(at.Root()).Handovers(runsDelegate).Where(handover => handover.Body == function).ToList();
            if (starts.Count > 0)
            {
                if (starts.TrueForAll(start => start.RunsOn == WorkKind.Here || IsAwaitedInPlace(start)))
                {
                    at = starts[0].Call;
                    continue;
                }

                return new(function, starts[0].Call, starts.Count > 1 || starts.Exists(start => start.RunsOn == WorkKind.Parallel && !start.RunsOnce || start.RunsOn == WorkKind.Timer || IsRepeated(start, channel)), IsKnown: true);
            }

            if (QueryOf(function) is { } query)
            {
                if (function.Symbol()!.ReturnType.IsTask())
                    return new(function, query, IsSeveral: !function.Contains(channel.Creation), IsKnown: true);
                at = query;
                continue;
            }

            if (function is not ILocalFunctionOperation { Symbol: var local })
                return new(function, function, IsSeveral: false, IsKnown: false);

            // With the channel handed over the call is known; by its name alone it may be called from anywhere in this body.
            if (!through.IsEmpty && SymbolEqualityComparer.Default.Equals(through[through.Length - 1].TargetMethod.OriginalDefinition, local.OriginalDefinition))
            {
                if (StepOut(ref at, ref through, channel) is { } beside)
                    return beside;
                continue;
            }

            var calls = function.Root().Descendants().OfType<IInvocationOperation>().Where(call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, local.OriginalDefinition)).ToList();
            if (calls.Count == 0 || function.Root().Descendants().Any(operation => operation is IMethodReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Method.OriginalDefinition, local.OriginalDefinition)))
                return new(function, function, IsSeveral: false, IsKnown: false);
            if (calls.Exists(GoesOnBeside))
                return new(function, calls[0], calls.Count > 1 || IsRepeated(calls[0], channel), IsKnown: true);
            at = calls[0];
        }

        return new(use.At, use.At, IsSeveral: false, IsKnown: false);
    }

    /// <summary>Goes on at the call that handed the channel over; the body that this call is where nobody waits for it.</summary>
    private static ChannelBody? StepOut(ref IOperation at, ref ImmutableArray<IInvocationOperation> through, OwnChannel channel)
    {
        var call = through[through.Length - 1];
        (at, through) = (call, through.RemoveAt(through.Length - 1));
        return GoesOnBeside(call) ? new(call, call, IsRepeated(call, channel), IsKnown: true) : null;
    }

    /// <summary>A member of the type that keeps the channel: a body of its own, started by the type where nobody else can call it.</summary>
    private static ChannelBody OfMember(ISymbol member, OwnChannel channel, Table runsDelegate)
    {
        if (member is IMethodSymbol { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary } method)
        {
            var (starts, repeated, others) = (new List<IOperation>(), false, false);
            foreach (var root in channel.Code)
                foreach (var operation in root.Descendants())
                    if (operation is IInvocationOperation call && SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method.OriginalDefinition))
                        if (GoesOnBeside(call))
                            (starts, repeated) = ([.. starts, call], repeated || IsRepeated(call, channel));
                        else
                            others = true;
                    else if (operation is IMethodReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Method.OriginalDefinition, method.OriginalDefinition))
                        if (channel.Surveyed(root).Delegates(runsDelegate).FirstOrDefault(handover => handover.Body == reference && handover.RunsOn != WorkKind.Here) is { } start)
                            (starts, repeated) = ([.. starts, start.Call], repeated || start.RunsOn == WorkKind.Parallel || IsRepeated(start, channel));
                        else
                            others = true;

            if (starts.Count > 0 && !others)
                return new(method.OriginalDefinition, starts[0], repeated, IsKnown: true) { IsStartedTwice = starts.Count > 1 };
        }

        return new(member.OriginalDefinition, null, IsSeveral: false, IsKnown: true);
    }

    /// <summary>True for a call of async code that nobody awaits there and then.</summary>
    private static bool GoesOnBeside(IInvocationOperation call)
    {
        if (!call.Type.IsTask())
            return false;

        var value = call.User();
        while (value is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "GetAwaiter" })
            value = value.User();
        return value is not (IAwaitOperation or IInvocationOperation { TargetMethod.Name: "Wait" or "GetResult" } or IPropertyReferenceOperation { Property.Name: "Result" } or IReturnOperation);
    }

    /// <summary>
    /// True where two bodies that the maker starts, or one and the maker itself, may be under way at once: on some path the second begins, or
    /// makes its use, before anything has waited for the first.
    /// </summary>
    public static bool MayOverlap((ChannelUse Use, ChannelBody Body) one, (ChannelUse Use, ChannelBody Body) other, ChannelContext context) =>
        Begins(one.Body) is { } first && Begins(other.Body) is { } second && first.EnclosingFunction() == second.EnclosingFunction() && first.Root() == second.Root()
            ? Precedes(first, second, context) || Precedes(second, first, context)
        : Begins(one.Body) is { } start && other.Body.IsMaker ? Precedes(start, PlaceIn(other.Use), context)
        : Begins(other.Body) is { } begun && one.Body.IsMaker && Precedes(begun, PlaceIn(one.Use), context);

    /// <summary>True where one use may still be under way when the same code begins another: both return a task, and nothing asks about the first.</summary>
    public static bool IsPending(ChannelUse one, ChannelUse other, ChannelContext context) =>
        one.Call.Awaits && other.Call.Awaits && one.At is IInvocationOperation && one.Through.IsEmpty && other.Through.IsEmpty && Precedes(one.At, other.At, context)
        && Kept.Of(one.At) is { Escapes: false } kept && !kept.Uses.Any(AsksAbout);

    private static bool AsksAbout(IOperation task) => task.User() switch
    {
        IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "Status" } => true,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "WhenAny" or "WaitAny" } } => true,
        IArrayInitializerOperation { Parent: IArrayCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "WhenAny" or "WaitAny" } } } } => true,
        _ => false,
    };

    private static IOperation? Begins(ChannelBody body) => body.Start is IObjectCreationOperation made ? Kept.Of(made).Uses.Select(use => use.User()).FirstOrDefault(user => user is IInvocationOperation { TargetMethod.Name: "Start" }) : body.Start;

    /// <summary>Where the maker comes to a use: where it calls what makes it.</summary>
    private static IOperation PlaceIn(ChannelUse use) => use.Through.IsEmpty ? use.At : use.Through[0];

    private static bool Precedes(IOperation start, IOperation then, ChannelContext context)
    {
        var joins = Joins.Of(start is IInvocationOperation { TargetMethod.Name: "Start", Instance: { } thread } ? Engine.Of(context.Compilation).NamesOf(start.Root()).Origin(thread) : start, body: null);
        return !joins.AtOnce && start.EnclosingFunction() == then.EnclosingFunction() && start.Root() == then.Root()
            && Graphs.OfFunction(start.EnclosingFunction() ?? start.Root(), context.Compilation, context.Cancellation)?.Leads(start, operation => operation.Syntax == then.Syntax && operation.Kind == then.Kind, joins.Include) == true;
    }

    private static bool IsAwaitedInPlace(Handover start) => start.RunsOn == WorkKind.Task && start.Joins.AtOnce;

    /// <summary>True where a loop, or a query, that does not make the channel anew starts the work again before it has waited for it.</summary>
    private static bool IsRepeated(Handover start, OwnChannel channel) => IsRepeated(start.Call, channel, loop => loop.DescendantsHere().Any(start.Joins.Include));

    private static bool IsRepeated(IOperation call, OwnChannel channel) => IsRepeated(call, channel, loop => loop.DescendantsHere().Any(Joins.Of(call, body: null).Include));

    private static bool IsRepeated(IOperation start, OwnChannel channel, Func<ILoopOperation, bool> waits)
    {
        for (var outer = start.Parent; outer is not null; outer = outer.Parent)
            if (outer is ILoopOperation loop && !loop.Contains(channel.Creation))
                return !waits(loop);
            else if (outer is IAnonymousFunctionOperation && QueryOf(outer) is not null && !outer.Contains(channel.Creation))
                return true;
            else if (outer.IsFunction())
                return false;
        return false;
    }

    /// <summary>The query that calls the lambda for each of its elements.</summary>
    private static IInvocationOperation? QueryOf(IOperation function) => function is IAnonymousFunctionOperation && function.User() is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Select" or "SelectMany", ContainingType.Name: "Enumerable" } } query } ? query : null;
}
