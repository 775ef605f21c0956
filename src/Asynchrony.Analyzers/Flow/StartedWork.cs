using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>Work that a function starts and that goes on beside it, as far as the function itself shows: nested functions start their own.</summary>
internal sealed class StartedWork
{
    private StartedWork(WorkKind kind, IOperation creation, IOperation start, Kept kept)
    {
        Kind = kind;
        Creation = creation;
        Start = start;
        Kept = kept;
    }

    public WorkKind Kind { get; }

    public IOperation Creation { get; }

    /// <summary>The delegate that runs, unless a scheduler or a state is given with it.</summary>
    public IOperation? Target
    {
        get
        {
            var arguments = Creation switch { IInvocationOperation call => call.Arguments, IObjectCreationOperation made => made.Arguments, _ => ImmutableArray<IArgumentOperation>.Empty };
            return arguments.All(argument => argument.Parameter?.Type.TypeKind is TypeKind.Delegate or TypeKind.Enum or TypeKind.Struct)
                ? arguments.FirstOrDefault(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate)?.Value
                : null;
        }
    }

    /// <summary>From here on it runs; the creation itself unless that has to be started.</summary>
    public IOperation Start { get; }

    public Kept Kept { get; }

    /// <summary>The variable it is known by, where there is one.</summary>
    public string? Name => Kept.Uses[0].User() is IVariableInitializerOperation or ISimpleAssignmentOperation { Target: ILocalReferenceOperation } ? Kept.Holders.FirstOrDefault()?.Name : null;

    /// <summary>The threads and tasks that start in a loop, in any function of a body.</summary>
    public static IEnumerable<StartedWork> InLoops(Survey survey, Table runsDelegate) => ThreadsAndTasks(survey, runsDelegate, inLoop: true);

    public static IEnumerable<StartedWork> OutsideLoops(Survey survey, Table runsDelegate) => ThreadsAndTasks(survey, runsDelegate, inLoop: false);

    private static IEnumerable<StartedWork> ThreadsAndTasks(Survey survey, Table runsDelegate, bool inLoop)
    {
        foreach (var call in survey.Calls)
            if (runsDelegate.Find(call.TargetMethod) is ["task"] && call.EnclosingLoop() is not null == inLoop)
                yield return new StartedWork(WorkKind.Task, call, call, Kept.Of(call));

        foreach (var creation in survey.Creations)
            if (creation.Constructor is { } constructor && runsDelegate.Find(constructor) is [_] words && WorkKinds.Of(words) is (WorkKind.Thread or WorkKind.Task) and { } kind)
                foreach (var started in StartsOf(creation, kind))
                    if (started.Start.EnclosingLoop() is not null == inLoop)
                        yield return started;
    }

    /// <summary>The functions of a body that hand a delegate to a thread or task: the lambdas and local functions, and null for the body of the member itself.</summary>
    public static IEnumerable<IOperation?> Starters(Survey survey, Table runsDelegate)
    {
        List<IOperation?>? found = null;
        foreach (var call in survey.Calls)
            if (runsDelegate.Says(call.TargetMethod, "task"))
                Add(call);
        foreach (var creation in survey.Creations)
            if (creation.Constructor is { } constructor && WorkKinds.Of(runsDelegate.Find(constructor)) is WorkKind.Thread or WorkKind.Task)
                Add(creation);
        return found ?? (IEnumerable<IOperation?>)[];

        void Add(IOperation start)
        {
            var function = start.EnclosingFunction();
            if (found is null || !found.Contains(function))
                (found ??= []).Add(function);
        }
    }

    public static IEnumerable<StartedWork> In(Survey survey, IOperation? function, Table runsDelegate)
    {
        foreach (var call in survey.Calls)
            if (call.EnclosingFunction() == function && KindOf(call, runsDelegate) is { } kind)
                yield return new StartedWork(kind, call, call, Kept.Of(call));
            else if (call.EnclosingFunction() == function && runsDelegate.Says(call.TargetMethod, "timer") && call.Instance is ILocalReferenceOperation { Local: var local }
                && local.OnlyValue(call)?.Unwrapped() is IObjectCreationOperation timer)
                yield return new StartedWork(WorkKind.Timer, timer, call, Kept.Of(timer));

        foreach (var creation in survey.Creations)
        {
            if (creation.Constructor is not { } constructor || creation.EnclosingFunction() != function || runsDelegate.Find(constructor) is not [_] words || WorkKinds.Of(words) is not ((WorkKind.Thread or WorkKind.Task or WorkKind.Timer) and { } kind))
                continue;

            if (kind != WorkKind.Timer)
                foreach (var started in StartsOf(creation, kind))
                    yield return started;
            else if (Fires(creation))
                yield return new StartedWork(kind, creation, creation, Kept.Of(creation));
        }
    }

    /// <summary>A thread or task that was made runs from where its Start is called.</summary>
    private static IEnumerable<StartedWork> StartsOf(IObjectCreationOperation creation, WorkKind kind)
    {
        var kept = Kept.Of(creation);
        foreach (var use in kept.Uses)
            if (use.User() is IInvocationOperation { TargetMethod.Name: "Start" or "UnsafeStart", Instance: not null } start)
                yield return new StartedWork(kind, creation, start, kept);
    }

    /// <summary>What a thread's flag is set to: true, false (as without being set), or null when that depends.</summary>
    public bool? IsBackground(ThreadSymbols thread)
    {
        var values = BackgroundFlags(thread).Select(flag => flag.Value.ConstantValue is { HasValue: true, Value: bool constant } ? constant : (bool?)null).Distinct().ToList();
        return values.Count switch { 0 => false, 1 => values[0], _ => null };
    }

    /// <summary>The assignments to the flag of a thread.</summary>
    public IEnumerable<IAssignmentOperation> BackgroundFlags(ThreadSymbols thread)
    {
        var initialised = (Creation as IObjectCreationOperation)?.Initializer?.Initializers.OfType<IAssignmentOperation>() ?? [];
        return Kept.Uses.Select(use => use.User()?.Parent).OfType<IAssignmentOperation>().Concat(initialised).Where(assignment => thread.IsBackground.Matches(assignment.Target.Named()));
    }

    private static WorkKind? KindOf(IInvocationOperation call, Table runsDelegate)
    {
        if (runsDelegate.Find(call.TargetMethod) is [_] words && WorkKinds.Of(words) is (WorkKind.Task or WorkKind.Pool) and { } kind)
            return kind;

        return call.TargetMethod is { IsAsync: true, ReturnType.Name: "Task" or "ValueTask" } method && Suspends(method) ? WorkKind.Call : null;
    }

    /// <summary>An async method without an await has ended when it returns.</summary>
    private static bool Suspends(IMethodSymbol method) => method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()
        .DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax)
        .Any(node => node is AwaitExpressionSyntax or CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 } or LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: not 0 }) == true;

    /// <summary>True for a timer that is made to fire at once.</summary>
    public static bool FiresAtOnce(IOperation timer) => timer is IObjectCreationOperation creation
        && creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "dueTime")?.Value.Unwrapped() is { } due
        && (due.ConstantValue is { HasValue: true, Value: 0 or 0u or 0L } || due is IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.Name: "TimeSpan" } });

    /// <summary>A timer made with a time to fire at first, which is not never.</summary>
    public static bool Fires(IOperation timer) => timer is IObjectCreationOperation creation
        && creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "dueTime") is { } due
        && due.Value.Unwrapped().ConstantValue is not { HasValue: true, Value: -1 or uint.MaxValue or -1L }
        && due.Value.Unwrapped() is not IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" };
}
