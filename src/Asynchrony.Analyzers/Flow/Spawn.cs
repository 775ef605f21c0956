using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Work that a function starts beside itself: what runs, from where on it may run, and where the function waits for it. A thread runs from
/// its Start on, a task and a work item from the call that makes them.
/// </summary>
internal sealed class Spawn
{
    private readonly Lazy<Effects> effects;

    private Spawn(IOperation creation, IOperation start, IOperation target, string runsOn, Joins joins, Func<IOperation, Effects> find)
    {
        Creation = creation;
        Start = start;
        Target = target;
        RunsOn = runsOn;
        Joins = joins;
        effects = new Lazy<Effects>(() => find(target));
    }

    /// <summary>The call or object creation that takes the delegate.</summary>
    public IOperation Creation { get; }

    /// <summary>The operation from which on the body may run.</summary>
    public IOperation Start { get; }

    /// <summary>The delegate expression: a lambda, a method group, or a local that holds one.</summary>
    public IOperation Target { get; }

    /// <summary>A word of the RunsDelegate table.</summary>
    public string RunsOn { get; }

    /// <summary>What the reader calls it: "thread", "task", "work item", "timer".</summary>
    public string Noun => RunsOn == "pool" ? "work item" : RunsOn;

    public Joins Joins { get; }

    /// <summary>What the body reads and writes outside itself.</summary>
    public Effects Effects => effects.Value;

    /// <summary>The lambda or local function that runs; null for a method or anything unseen.</summary>
    public IOperation? Body => Handover.BodyOf(Target);

    /// <summary>All work that the body of a member starts, functions inside it included, once for all rules; in the order of the text.</summary>
    public static ImmutableArray<Spawn> In(BodyContext context, IOperation body, Table runsDelegate, Table effects)
    {
        var survey = context.Surveyed(body);
        if (!survey.Calls.Any(call => Runs(call.TargetMethod, call.Arguments, runsDelegate) is not null) && !survey.Creations.Any(creation => Runs(creation.Constructor, creation.Arguments, runsDelegate) is not null))
            return ImmutableArray<Spawn>.Empty;

        return Engine.Of(context.Compilation).Once(body, () => Find(context, survey, runsDelegate, effects));
    }

    /// <summary>
    /// What of the surrounding function may run between the start and the waits for it, on some path. A function that runs beside it is not
    /// part of it.
    /// </summary>
    public ImmutableArray<Access> Beside(BodyContext context, Table runsDelegate, Table effects)
    {
        if (Joins.AtOnce || Graphs.Of(Start, context.Raw) is not { } graph)
            return ImmutableArray<Access>.Empty;

        var function = Start.EnclosingFunction() ?? context.Blocks.FirstOrDefault(block => block.Contains(Start));
        if (function is null)
            return ImmutableArray<Access>.Empty;

        var reached = graph.Between(Start, Joins.Include);
        var around = Effects.Around(function, operation => operation.IsFunction() && operation != function && RunsBeside(operation, runsDelegate), context.Compilation, effects, context.Cancellation);
        return around.Accesses.RemoveAll(access => !Reaches(access.Through ?? access.At, reached));
    }

    private static bool Reaches(IOperation operation, HashSet<SyntaxNode> reached) =>
        reached.Contains(operation.Syntax) || operation is IPropertyReferenceOperation or IFieldReferenceOperation && reached.Contains(operation.Parent?.Syntax!);

    /// <summary>True for a lambda or local function that is handed to something that runs it later or elsewhere.</summary>
    private static bool RunsBeside(IOperation function, Table runsDelegate) => function is not IAnonymousFunctionOperation lambda || lambda.User() switch
    {
        IArgumentOperation { Parent: IInvocationOperation call } => runsDelegate.Find(call.TargetMethod).FirstOrDefault() is { } runs && runs is not ("here" or "parallel"),
        IArgumentOperation { Parent: IObjectCreationOperation creation } => creation.Constructor is null || runsDelegate.Find(creation.Constructor).FirstOrDefault() is not null,
        _ => true,
    };

    private static ImmutableArray<Spawn> Find(BodyContext context, Survey survey, Table runsDelegate, Table effects)
    {
        var found = ImmutableArray.CreateBuilder<Spawn>();

        foreach (var operation in survey.Calls.Concat<IOperation>(survey.Creations).OrderBy(operation => operation.Syntax.SpanStart))
        {
            var (api, arguments) = operation switch
            {
                IInvocationOperation call => (call.TargetMethod, call.Arguments),
                IObjectCreationOperation creation => (creation.Constructor, creation.Arguments),
                _ => (null, ImmutableArray<IArgumentOperation>.Empty),
            };

            if (Runs(api, arguments, runsDelegate) is not { } runsOn || runsOn is "here" or "parallel")
                continue;

            foreach (var argument in arguments.Where(TakesDelegate))
            {
                var joins = Joins.Of(operation, Handover.BodyOf(argument.Value));
                foreach (var start in Starts(operation, runsOn, joins, survey))
                    found.Add(new Spawn(operation, start, argument.Value, runsOn, joins,
                        target => Flow.Effects.OfBody(target, context.Compilation, effects, context.Cancellation)));
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Where the work begins: for a thread its Start calls, through the variables that hold it.</summary>
    private static IEnumerable<IOperation> Starts(IOperation creation, string runsOn, Joins joins, Survey survey)
    {
        if (runsOn != "thread" && creation is not IObjectCreationOperation { Type.Name: "Task" })
            return [creation];

        return survey.Calls.Where(call => call.TargetMethod.Name is "Start" or "UnsafeStart" && call.Instance is { } instance
            && (instance.Unwrapped() == creation || joins.Holds(instance)));
    }

    private static string? Runs(IMethodSymbol? api, ImmutableArray<IArgumentOperation> arguments, Table runsDelegate) =>
        api is not null && arguments.Any(TakesDelegate) ? runsDelegate.Find(api).FirstOrDefault() : null;

    private static bool TakesDelegate(IArgumentOperation argument) => argument.Parameter?.Type.TypeKind == TypeKind.Delegate;
}
