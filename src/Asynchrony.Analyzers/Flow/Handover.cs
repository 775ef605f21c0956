using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>A delegate of this member, handed to an API that runs it: the call, the body, and where it runs.</summary>
internal sealed class Handover
{
    private readonly ImmutableArray<string> words;
    private readonly IReadOnlyList<IOperation>? begins;
    private readonly IParameterSymbol? taker;
    private Joins? joins;
    private Joins? ownJoins;
    private Kept? kept;

    private Handover(IOperation call, IMethodSymbol api, IOperation body, WorkKind runsOn, ImmutableArray<string> words, IReadOnlyList<IOperation>? begins = null, IParameterSymbol? taker = null)
    {
        this.taker = taker;
        this.begins = begins;
        Call = call;
        Api = api;
        Body = body;
        RunsOn = runsOn;
        this.words = words;
    }

    /// <summary>The invocation or object creation that takes the delegate.</summary>
    public IOperation Call { get; }

    public IMethodSymbol Api { get; }

    /// <summary>
    /// The <see cref="IAnonymousFunctionOperation"/> or <see cref="ILocalFunctionOperation"/> that runs; for a method of a type, the
    /// <see cref="IMethodReferenceOperation"/> that names it.
    /// </summary>
    public IOperation Body { get; }

    public WorkKind RunsOn { get; }

    /// <summary>True where the body waits for something else to happen first.</summary>
    public bool RunsAfter => words.Contains("after");

    /// <summary>True where the body runs once for a call, beside the other bodies of that call.</summary>
    public bool RunsOnce => words.Contains("once");

    /// <summary>True for a step of a query that several threads go through.</summary>
    public bool IsOfQuery => words.Contains("query");

    /// <summary>True for what each worker of a parallel loop runs once, before its first round or behind its last.</summary>
    public bool IsOfWorker => RunsOn == WorkKind.Parallel && taker?.Name is "localInit" or "localFinally";

    /// <summary>True where the body may run beside the code that follows the call.</summary>
    public bool RunsBeside => RunsOn.IsBeside();

    /// <summary>What the reader calls the thing that runs the body: "thread", "task", "work item", "timer", "parallel body".</summary>
    public string Noun => RunsOn.Noun();

    /// <summary>Where the caller waits for the body. Found once, at the first question.</summary>
    public Joins Joins => joins ??= Joins.Of(Call, Body);

    /// <summary>Where the caller waits for the work itself, whatever the body may signal. Found once, at the first question.</summary>
    public Joins OwnJoins => ownJoins ??= Joins.Of(Call, body: null);

    /// <summary>Where the work is kept. Found once, at the first question.</summary>
    public Kept Kept => kept ??= Kept.Of(Call);

    /// <summary>A function that a query or loop calls for each of its elements: on the thread of whoever goes through it.</summary>
    public static Handover OfQuery(IInvocationOperation query, IOperation lambda) => new(query, query.TargetMethod, lambda, WorkKind.Here, ImmutableArray<string>.Empty);

    /// <summary>A handler that somebody else calls, from where an event may be raised on.</summary>
    public static Handover OfEvent(IEventAssignmentOperation subscription, IMethodSymbol api, IOperation handler, IReadOnlyList<IOperation> begins) =>
        new(subscription, api, handler, WorkKind.Event, ImmutableArray<string>.Empty, begins);

    /// <summary>
    /// Where the work begins, as far as its function shows: a thread and a task that is only created begin when they are told to. Who starts a
    /// task unseen may do so on any scheduler.
    /// </summary>
    public IReadOnlyList<IOperation> Starts() => begins is not null ? begins : Call is not IObjectCreationOperation || RunsOn is not (WorkKind.Thread or WorkKind.Task) ? [Call]
        : [.. Kept.Uses.Select(use => use.User()).OfType<IInvocationOperation>()
            .Where(call => call.TargetMethod.Name is "Start" or "UnsafeStart" && call.Instance is not null && call.EnclosingFunction() == Call.EnclosingFunction())];

    /// <summary>Every lambda or local function of this body that is handed to an API of the table.</summary>
    public static IReadOnlyList<Handover> In(IOperation body, Table runsDelegate) => Survey.Of(body).Handovers(runsDelegate);

    /// <summary>The delegates handed over by these calls and creations.</summary>
    public static IReadOnlyList<Handover> Among(ImmutableArray<IInvocationOperation> calls, ImmutableArray<IObjectCreationOperation> creations, Table runsDelegate)
    {
        List<Handover>? found = null;
        foreach (var call in calls)
            Add(call, call.TargetMethod, call.Arguments, runsDelegate, ref found);
        foreach (var creation in creations)
            if (creation.Constructor is { } constructor)
                Add(creation, constructor, creation.Arguments, runsDelegate, ref found);

        return (IReadOnlyList<Handover>?)found ?? [];
    }

    private static void Add(IOperation call, IMethodSymbol api, ImmutableArray<IArgumentOperation> arguments, Table runsDelegate, ref List<Handover>? found)
    {
        // The table first: a name is compared for nothing, while the type of every parameter would be made for us.
        if (arguments.IsEmpty || runsDelegate.Find(api) is not { IsEmpty: false } words || WorkKinds.Of(words) is not { } runsOn)
            return;

        foreach (var argument in arguments)
            foreach (var value in DelegatesOf(argument))
                if ((BodyOf(value) ?? value.Unwrapped() as IMethodReferenceOperation) is { } function)
                    (found ??= []).Add(new Handover(call, api, function, runsOn, words, taker: argument.Parameter));
    }

    /// <summary>The delegates of an argument: itself, or the elements of a params array.</summary>
    private static ImmutableArray<IOperation> DelegatesOf(IArgumentOperation argument) => argument switch
    {
        { Parameter.Type.TypeKind: TypeKind.Delegate } => ImmutableArray.Create(argument.Value),
        { ArgumentKind: ArgumentKind.ParamArray, Parameter.Type: IArrayTypeSymbol { ElementType.TypeKind: TypeKind.Delegate }, Value: IArrayCreationOperation { Initializer: { } elements } } => elements.ElementValues,
        _ => ImmutableArray<IOperation>.Empty,
    };

    /// <summary>The lambda or local function that a delegate expression stands for.</summary>
    public static IOperation? BodyOf(IOperation value) => value.Unwrapped() switch
    {
        IAnonymousFunctionOperation lambda => lambda,
        IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } method } reference => Declaration(method, reference),
        ILocalReferenceOperation { Local: var local } reference when local.OnlyValue(reference) is { } initializer && initializer.Unwrapped() is not ILocalReferenceOperation => BodyOf(initializer),
        _ => null,
    };

    private static ILocalFunctionOperation? Declaration(IMethodSymbol method, IOperation near) =>
        near.Root().Descendants().OfType<ILocalFunctionOperation>()
            .FirstOrDefault(function => SymbolEqualityComparer.Default.Equals(function.Symbol, method.OriginalDefinition));
}
