using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>Reads the functions of one body into steps: what they lock, whom they call, where they wait, and which variables hold the work they start.</summary>
internal sealed class CodeReader
{
    /// <summary>The word of a call that passes two elements of one collection.</summary>
    public const string Neighbours = "neighbours";

    /// <summary>The word for a creation that hands over a delegate of the creator's own code.</summary>
    public const string OwnCode = "own";

    private readonly BodyLocks body;
    private readonly CallTables tables;
    private List<(IOperation Function, List<Step> Steps)>? functions;
    private Dictionary<IOperation, int>? firstAwait;
    private List<(IOperation Call, IMethodSymbol Method, IOperation? Instance, ImmutableArray<IArgumentOperation> Arguments, int End)>? wrappers;
    private Conditions? conditions;

    private CodeReader(BodyLocks body, CallTables tables)
    {
        this.body = body;
        this.tables = tables;
    }

    /// <summary>Every function of the body that has a step, the code that its variables stand for, and the methods that it hands out.</summary>
    public static BodyCode Read(BodyLocks body, CallTables tables)
    {
        var reader = new CodeReader(body, tables);
        reader.Read();
        if (body.Member is IMethodSymbol method && MayAnswer(method))
            _ = reader.StepsOf(body.Survey.Root); // Whoever calls what it answers for has to know that there is one more.
        return new BodyCode(body.Survey.Root.Syntax, reader.Functions(), reader.StartedIn(), reader.HandedOut());
    }

    /// <summary>The same of many bodies, without those that have nothing to tell.</summary>
    public static IReadOnlyList<BodyCode> ReadAll(IReadOnlyList<BodyLocks> bodies, CallTables tables)
    {
        var all = new List<BodyCode>(bodies.Count);
        foreach (var body in bodies)
            if (!IsSilent(body.Survey, body.Member) && Read(body, tables) is { IsEmpty: false } code)
                all.Add(code);
        return all;
    }

    private IReadOnlyList<Code> Functions()
    {
        if (functions is null)
            return [];

        var all = new List<Code>(functions.Count);
        foreach (var (function, steps) in functions)
            all.Add(new Code(KeyOf(function), body.Member, SymbolOf(function), function.Syntax, InTextOrder(steps)) { IsAsync = function.IsAsync(body.Member), Elements = Elements.In(function, body), IsDoneAtOnce = IsDoneAtOnce(function) });
        return all;
    }

    /// <summary>Most functions have steps of one kind, which are in order already.</summary>
    private static IReadOnlyList<Step> InTextOrder(List<Step> steps)
    {
        for (var at = 1; at < steps.Count; at++)
            if (steps[at].At.SpanStart < steps[at - 1].At.SpanStart)
                return [.. steps.OrderBy(step => step.At.SpanStart)];
        return steps;
    }

    /// <summary>True for a body that does nothing which others feel, and that nobody may call by another name.</summary>
    public static bool IsSilent(Survey survey, ISymbol member) => survey.Calls.IsEmpty && survey.Creations.IsEmpty && survey.Properties.IsEmpty && survey.Locks.IsEmpty && !(member is IMethodSymbol method && MayAnswer(method));

    private Survey Survey => body.Survey;

    /// <summary>True for a method that may be called by the name of another one: of a base type or an interface.</summary>
    private static bool MayAnswer(IMethodSymbol method) => method.IsOverride || !method.ExplicitInterfaceImplementations.IsEmpty
        || method is { IsStatic: false, DeclaredAccessibility: not Accessibility.Private, MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet } && method.ContainingType.AllInterfaces.Any(type => !type.DeclaringSyntaxReferences.IsEmpty);

    private void Read()
    {
        foreach (var suspension in Survey.Suspensions)
        {
            var function = body.FunctionOf(suspension);
            if (FirstAwait(function) is null)
                (firstAwait ??= []).Add(function, suspension.Syntax.Span.End);
        }

        foreach (var statement in Survey.Locks)
            if (PathOf(statement.LockedValue) is not { } path)
                _ = StepsOf(body.FunctionOf(statement));
            else
                Add(statement, new Step(StepKind.Acquire, statement.LockedValue.Syntax, path.ToString()) { Lock = new TakenLock(path, BodyLocks.KindOf(statement), statement.LockedValue.Syntax, MayFail: false), IsConditional = statement.Syntax is LockStatementSyntax locked && MadeOnce.IsBehindTest(locked) });

        foreach (var call in Survey.Calls)
            Read(call);
        foreach (var property in Survey.Properties)
            Read(property);
        foreach (var creation in Survey.Creations)
            if (creation.Constructor is { IsImplicitlyDeclared: false } constructor && IsOfProgram(constructor))
                Add(creation, new Step(StepKind.Call, creation.Syntax, constructor.ContainingType.Name) { Callee = constructor.OriginalDefinition, Arguments = ArgumentsOf(creation.Arguments), Word = TakesNeighbours(creation.Arguments) ? Neighbours : GivesOwnCode(creation.Arguments) ? OwnCode : "" });

        foreach (var handover in Survey.Delegates(tables.RunsDelegate))
            if (handover.RunsOn == WorkKind.Here && handover.Body.IsFunction())
                Add(handover.Call, new Step(StepKind.Call, handover.Call.Syntax, handover.Api.Name) { Callee = KeyOf(handover.Body), Receiver = AccessPath.This, SharesFrame = true });
    }

    private ImmutableArray<TakenLock> HeldAt(IOperation at) => body.TakenAt(at, out _) is { IsEmpty: false } held ? Named(held, at) : ImmutableArray<TakenLock>.Empty;

    private ImmutableArray<TakenLock> Named(ImmutableArray<TakenLock> held, IOperation at) =>
        held.Where(one => !IsNew(one.Path, at)).Select(one => one with { Path = Aliases.Resolve(one.Path) }).ToImmutableArray();

    /// <summary>The variables that this body puts work into, with the code that runs.</summary>
    private IReadOnlyList<(ISymbol Variable, object Body)> StartedIn()
    {
        List<(ISymbol, object)>? all = null;
        foreach (var handover in Survey.Delegates(tables.RunsDelegate))
            if (handover.RunsOn is WorkKind.Thread or WorkKind.Task && Target(handover.Call) is { } variable)
                (all ??= []).Add((variable, KeyOf(handover.Body)));
        foreach (var call in Survey.Calls)
            if (call.Type.IsTask() && Target(call) is { } variable)
                (all ??= []).Add((variable, IsOwnAsync(call.TargetMethod) ? new AsyncCall(call.TargetMethod.OriginalDefinition) : call.IsMadeComplete() ? Given.Complete : Given.Unknown));
        return all ?? (IReadOnlyList<(ISymbol, object)>)[];
    }

    /// <summary>True where two arguments are elements of one array or list.</summary>
    private bool TakesNeighbours(ImmutableArray<IArgumentOperation> arguments)
    {
        ISymbol? first = null;
        foreach (var argument in arguments)
            if (argument.Parameter is { Type.IsReferenceType: true } && Elements.CollectionOf(body.Names.Origin(argument.Value)) is { } collection)
                if (SymbolEqualityComparer.Default.Equals(first, collection))
                    return true;
                else
                    first = collection;
        return false;
    }

    private IReadOnlyList<ISymbol> HandedOut()
    {
        List<ISymbol>? all = null;
        foreach (var handover in Survey.Delegates(tables.RunsDelegate))
            if (handover.Body is IMethodReferenceOperation { Method: var method })
                (all ??= []).Add(method.OriginalDefinition);
        return all ?? (IReadOnlyList<ISymbol>)[];
    }

    private static ISymbol? Target(IOperation work) => work.User() switch
    {
        ISimpleAssignmentOperation { Target: var target } => target.Named()?.OriginalDefinition,
        IFieldInitializerOperation { InitializedFields: [var field] } => field.OriginalDefinition,
        _ => null,
    };

    /// <summary>True for what this compilation declares. The list of its declarations would be made anew for every question.</summary>
    private bool IsOfProgram(ISymbol member) => SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, body.Member.ContainingAssembly);

    private static bool IsOwnAsync(IMethodSymbol method) => method.IsAsync && !method.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>The code that runs for a piece of work: what a thread or task was made with, an async function that was called.</summary>
    private IReadOnlyList<object> Waited(IOperation work)
    {
        var origin = body.Names.OriginOfTask(work);
        if (origin is IInvocationOperation { TargetMethod: var method } && IsOwnAsync(method))
            return [new AsyncCall(method.OriginalDefinition)];

        foreach (var handover in Survey.Delegates(tables.RunsDelegate))
            if (handover.Call == origin && handover.RunsOn is WorkKind.Thread or WorkKind.Task)
                return [KeyOf(handover.Body)];

        return origin.Named() is { } variable ? [new StartedIn(variable.OriginalDefinition)] : [];
    }

    private void Read(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (LockCall.Of(call, tables.Locks) is { } taken)
        {
            if (taken.Does is "acquire" or "scope" && PathOf(taken.Lock) is { } path)
            {
                var releases = ReleasesOf(call, taken);
                Add(call, new Step(StepKind.Acquire, call.Syntax, path.ToString())
                {
                    Lock = new TakenLock(path, taken.Kind, call.Syntax, taken.MayFail(call)),
                    IsConditional = IsGivenBackBefore(call, releases) || releases.Count > 0 && IsTakenOnce(call, releases[releases.Count - 1].Syntax.SpanStart),
                    IsKept = IsKept(call, taken, releases),
                    IsAwaited = taken.IsAwaited && !Blocks(call),
                });
            }
        }
        else if (BlockingCall.Of(call, tables.Blocking) is { ReturnsAtOnce: false } blocking && !IsRetry(call, blocking) && !IsGiven(call))
            Add(call, new Step(StepKind.Wait, call.Syntax, Title(call))
            {
                Word = blocking.Until,
                IsBounded = blocking.Until != "time" && !blocking.IsEndless,
                Lock = blocking.Until == "pulse" && PathOf(call.Arguments.FirstOrDefault()?.Value) is { } condition ? new TakenLock(condition, "monitor", call.Syntax, MayFail: false) : null,
                Bodies = method.ContainingType.Name == "Thread" && call.Instance is { } thread ? Waited(thread) : [],
            });
        else if (TaskWait.Of(call, tables.TaskWaits) is { } wait)
            Wait(wait);
        else if (method.MethodKind == MethodKind.DelegateInvoke)
            Raise(call);
        else if (IsOfProgram(method) && !IsConditional(method))
            Add(call, new Step(StepKind.Call, call.Syntax, method.Name)
            {
                Callee = method.OriginalDefinition,
                Receiver = call.Instance is null || method.MethodKind == MethodKind.LocalFunction ? AccessPath.This : PathOf(call.Instance),
                Arguments = ArgumentsOf(call.Arguments),
                SharesFrame = method.MethodKind == MethodKind.LocalFunction,
                IsVirtual = call.IsVirtual,
                IsConditional = IsWrapperTakenOnce(call),
                IsOnNew = IsOnNew(call.Instance, call),
                IsWaitedFor = IsWaitedFor(call) || IsWaitedForLater(call),
                IsBlockedOn = Blocks(call),
                IsPassedOn = IsPassedOn(call),
            });
        else if (tables.Alien.Find(method) is { IsEmpty: false } words && !(words.Contains("callbacks") ? Alien.HasNoListeners(call) : Alien.IsOwnKind(call.Instance)))
            Add(call, new Step(StepKind.Raise, call.Syntax, Title(call)) { Word = "call" });
    }

    private void Read(IPropertyReferenceOperation reference)
    {
        if (TaskWait.Of(reference, tables.TaskWaits) is { } wait)
            Wait(wait);
        else if (IsOfProgram(reference.Property))
        {
            if (reference.IsRead() && reference.Property.GetMethod is { } get && HasCode(get))
                Call(reference, get);
            if (reference.IsWritten() && reference.Property.SetMethod is { } set && HasCode(set))
                Call(reference, set);
        }
    }

    private void Call(IPropertyReferenceOperation reference, IMethodSymbol accessor) => Add(reference, new Step(StepKind.Call, reference.Syntax, reference.Property.Name)
    {
        Callee = accessor.OriginalDefinition,
        Receiver = reference.Instance is null ? AccessPath.This : PathOf(reference.Instance),
        IsOnNew = IsOnNew(reference.Instance, reference),
        IsVirtual = accessor.IsVirtual || accessor.IsAbstract || accessor.IsOverride && !accessor.IsSealed,
    });

    /// <summary>A lock that the function gives back first was its caller's, who has to be able to take it again.</summary>
    private static bool IsGivenBackBefore(IInvocationOperation acquire, List<IInvocationOperation> releases) => releases.Exists(release => release.Syntax.SpanStart < acquire.Syntax.SpanStart);

    /// <summary>True where a variable that is set under the lock says whether it is taken.</summary>
    private static bool IsTakenOnce(IInvocationOperation acquire, int end) => end > acquire.Syntax.Span.End && MadeOnce.IsBehindTest(acquire.Syntax, TextSpan.FromBounds(acquire.Syntax.Span.End, end));

    private bool IsWrapperTakenOnce(IInvocationOperation call)
    {
        foreach (var wrapper in Wrappers)
            if (wrapper.Call == call)
                return IsTakenOnce(call, wrapper.End);
        return false;
    }

    private static bool IsKept(IInvocationOperation acquire, LockCall taken, List<IInvocationOperation> releases) => taken.Does == "acquire"
        ? !releases.Exists(release => release.Syntax.SpanStart > acquire.Syntax.SpanStart)
        : acquire.User() is IReturnOperation;

    /// <summary>Where the same function gives the lock back.</summary>
    private List<IInvocationOperation> ReleasesOf(IInvocationOperation acquire, LockCall taken) => [.. Survey.LockCalls(tables.Locks).Where(call =>
        LockCall.Of(call, tables.Locks)?.GivesBack(taken) == true && body.FunctionOf(call) == body.FunctionOf(acquire))];

    /// <summary>
    /// The calls of own code that may take a lock and leave it taken: by their name, until one that gives it back by its name; and what a using
    /// statement or declaration holds, until its end.
    /// </summary>
    private List<(IOperation Call, IMethodSymbol Method, IOperation? Instance, ImmutableArray<IArgumentOperation> Arguments, int End)> Wrappers => wrappers ??= FindWrappers();

    private List<(IOperation Call, IMethodSymbol Method, IOperation? Instance, ImmutableArray<IArgumentOperation> Arguments, int End)> FindWrappers()
    {
        var found = new List<(IOperation, IMethodSymbol, IOperation?, ImmutableArray<IArgumentOperation>, int)>();
        foreach (var call in Survey.Calls)
            if (IsOfProgram(call.TargetMethod) && (BodyLocks.EndOfScope(call) ?? (LockNames.Tell(call.TargetMethod.Name) || !LockContract.Of(call.TargetMethod, LockContract.Acquires).IsEmpty ? EndOf(call) : null)) is { } end)
                found.Add((call, call.TargetMethod, call.Instance, call.Arguments, end));
        foreach (var creation in Survey.Creations)
            if (creation.Constructor is { IsImplicitlyDeclared: false } constructor && IsOfProgram(constructor) && BodyLocks.EndOfScope(creation) is { } end)
                found.Add((creation, constructor, null, creation.Arguments, end));
        return found;
    }

    /// <summary>Where the next member of the same object with a name that gives back is called; null where none is.</summary>
    private int? EndOf(IInvocationOperation taking)
    {
        foreach (var call in Survey.Calls)
            if (call.Syntax.SpanStart > taking.Syntax.Span.End && (LockNames.TellsRelease(call.TargetMethod.Name) || !LockContract.Of(call.TargetMethod, LockContract.Releases).IsEmpty) && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, taking.TargetMethod.ContainingType)
                && SymbolEqualityComparer.Default.Equals(call.Instance?.Named(), taking.Instance?.Named()) && call.EnclosingFunction() == taking.EnclosingFunction())
                return call.Syntax.SpanStart;
        return null;
    }

    private IReadOnlyList<Step> WrappersAt(IOperation place)
    {
        List<Step>? open = null;
        foreach (var (call, method, instance, arguments, end) in Wrappers)
            if (call.Syntax.Span.End <= place.Syntax.SpanStart && place.Syntax.SpanStart < end && call.EnclosingFunction() == place.EnclosingFunction())
                (open ??= []).Add(new Step(StepKind.Call, call.Syntax, method.Name, ImmutableArray<TakenLock>.Empty)
                {
                    Callee = method.OriginalDefinition,
                    Receiver = instance is null ? AccessPath.This : PathOf(instance),
                    Arguments = ArgumentsOf(arguments),
                });
        return (IReadOnlyList<Step>?)open ?? [];
    }

    /// <summary>Whoever gives a task to the function, or asks it first, may know that it is complete.</summary>
    private void Wait(TaskWait wait)
    {
        var tasks = wait.Tasks.ToList();
        if (!tasks.TrueForAll(MayBeUnderWay))
            return;

        Add(wait.At, new Step(StepKind.Wait, wait.At.Syntax, Title(wait.At))
        {
            Word = wait.Kind == "run" ? "work" : "task", // What this thread runs itself waits for nobody.
            IsBounded = wait.IsBounded,
            Bodies = [.. tasks.SelectMany(Waited)],
            Answer = tasks is [var task] && body.Names.OriginOfTask(task) is IInvocationOperation { IsVirtual: true, TargetMethod: var asked } && IsOfProgram(asked) ? asked.OriginalDefinition : null,
        });
    }

    /// <summary>True for a function whose task is complete when it returns: one that never awaits, or that returns nothing else.</summary>
    private bool IsDoneAtOnce(IOperation function) => function == Survey.Root && body.Member is IMethodSymbol { ReturnType: var type } method && type.IsTask() && MayAnswer(method)
        && (method.IsAsync ? FirstAwait(function) is null : function.ReturnsComplete());

    private bool MayBeUnderWay(IOperation task)
    {
        var origin = body.Names.Origin(task);
        if (TaskNames.Behind(origin) is { } inner)
            return MayBeUnderWay(inner);
        if (DualMode.IsAskedToBeDone(origin) || origin is IInvocationOperation { TargetMethod: var made } && IsOwnAsync(made) && !Awaits(made))
            return false;
        if (origin is IParameterReferenceOperation || task.Unwrapped() is not ILocalReferenceOperation && origin.Named() is null)
            return origin is not IParameterReferenceOperation;

        // A variable that this function has asked, awaited or waited for before tells more than we know.
        var variable = task.Named() ?? origin.Named();
        return !Survey.Root.Descendants().Any(use => use.Syntax.SpanStart < task.Syntax.SpanStart && SymbolEqualityComparer.Default.Equals(use.Named(), variable)
            && use.User() is IAwaitOperation or IArgumentOperation or IPropertyReferenceOperation or IInvocationOperation { TargetMethod.Name: "Wait" or "ConfigureAwait" });
    }

    /// <summary>False for an async function that never awaits: its task is complete when it returns.</summary>
    private static bool Awaits(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.Any(part => part.GetSyntax().DescendantTokens().Any(token => token.IsKind(SyntaxKind.AwaitKeyword)));

    /// <summary>True for a method whose calls are compiled into some builds only.</summary>
    private static bool IsConditional(IMethodSymbol method) => method.ReturnsVoid && method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ConditionalAttribute");

    /// <summary>A pause between two attempts at something that failed is a part of these.</summary>
    private static bool IsRetry(IInvocationOperation call, BlockingCall blocking) => blocking.Until == "time" && call.Ancestors().Any(outer => outer is ICatchClauseOperation);

    /// <summary>The handle of an operation that others began and may have seen the end of.</summary>
    private static bool IsGiven(IInvocationOperation call) => call.Instance?.Unwrapped() is IPropertyReferenceOperation { Property.Name: "AsyncWaitHandle", Instance: { } operation } && operation.Unwrapped() is IParameterReferenceOperation;

    /// <summary>A delegate that is not the function's own: what it does is up to whoever gave it.</summary>
    private void Raise(IInvocationOperation call)
    {
        var invoked = call.Instance is IConditionalAccessInstanceOperation tested ? tested.Accessed() : call.Instance;
        if (invoked is null || Handover.BodyOf(invoked) is { } own && Run(call, own))
            return;

        var source = body.Names.Origin(invoked);
        if (source is IParameterReferenceOperation && call.Arguments.Any(argument => Alien.IsOwnPart(argument.Value)))
            return; // What it is given it may look at under the lock only: this call is what the section is for.
        if ((source is IEventReferenceOperation { Event: var raised } ? raised : source.Named()) is { Name: var name } && Alien.WordOf(source, body.FunctionOf(call) == Survey.Root) is { } word)
            Add(call, new Step(StepKind.Raise, call.Syntax, name) { Word = word, IsOfThis = source is IEventReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } });
    }

    private bool Run(IOperation call, IOperation function)
    {
        Add(call, new Step(StepKind.Call, call.Syntax, "") { Callee = KeyOf(function), Receiver = AccessPath.This, SharesFrame = true });
        return true;
    }

    private void Add(IOperation at, Step step)
    {
        for (var outer = at.Parent; outer is not null; outer = outer.Parent)
            if (outer is INameOfOperation)
                return;

        var function = body.FunctionOf(at);
        step.Held = HeldAt(at);
        step.IsAfterAwait = FirstAwait(function) is { } behind && at.Syntax.SpanStart >= behind;
        step.IsConditional |= (conditions ??= new Conditions()).DependsOnParameter(at) || Conditions.IsForFailure(at);
        step.IsFirstUse = step.Kind is StepKind.Call or StepKind.Wait && MadeOnce.IsFirstUse(at.Syntax);
        step.Wrappers = WrappersAt(at);
        StepsOf(function).Add(step);
    }

    private int? FirstAwait(IOperation function) => firstAwait?.TryGetValue(function, out var end) == true ? end : null;

    private List<Step> StepsOf(IOperation function)
    {
        functions ??= new List<(IOperation, List<Step>)>(1); // Most bodies have one function.
        foreach (var (known, steps) in functions)
            if (known == function)
                return steps;

        functions.Add((function, []));
        return functions[functions.Count - 1].Steps;
    }

    private AccessPath? PathOf(IOperation? value) => value is not null && body.Names.PathOf(value) is { } path && !IsNew(path, value) ? Aliases.Resolve(path) : null;

    /// <summary>True for a path through an object that this function has just made: nobody else has it.</summary>
    private bool IsNew(AccessPath path, IOperation at) =>
        path.Root is ILocalSymbol local && body.Names.Value(local)?.Unwrapped() is IObjectCreationOperation && SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, SymbolOf(body.FunctionOf(at)));

    /// <summary>True for an object that this round of the function has made, and of which it has done nothing yet but set its members.</summary>
    private bool IsOnNew(IOperation? instance, IOperation at)
    {
        if (instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver })
            return at.Ancestors().OfType<IObjectCreationOperation>().FirstOrDefault() is { } filled && KnowsNobody(filled);
        if (instance?.Unwrapped() is not ILocalReferenceOperation { Local: var local } || body.Names.Value(local)?.Unwrapped() is not IObjectCreationOperation made || !KnowsNobody(made)
            || made.EnclosingFunction() != at.EnclosingFunction() || made.EnclosingLoop() != at.EnclosingLoop())
            return false;

        foreach (var step in body.FunctionOf(at).Descendants())
            if (step is ILocalReferenceOperation use && use.Syntax.SpanStart < at.Syntax.SpanStart && SymbolEqualityComparer.Default.Equals(use.Local, local)
                && !(use.Parent is IPropertyReferenceOperation or IFieldReferenceOperation && ((IMemberReferenceOperation)use.Parent).Instance == use))
                return false;
        return true;
    }

    /// <summary>True where the constructor gets no code, and not the object that makes it.</summary>
    private static bool KnowsNobody(IObjectCreationOperation made)
    {
        foreach (var argument in made.Arguments)
            if (argument.Parameter?.Type.TypeKind == TypeKind.Delegate || argument.Value.Unwrapped() is IInstanceReferenceOperation)
                return false;
        return true;
    }

    private ImmutableArray<AccessPath?> ArgumentsOf(ImmutableArray<IArgumentOperation> arguments)
    {
        ImmutableArray<AccessPath?>.Builder? paths = null;
        foreach (var argument in arguments)
            if (argument.Parameter is { Type: { IsReferenceType: true, TypeKind: not TypeKind.Delegate, SpecialType: not SpecialType.System_String }, Ordinal: var ordinal } && PathOf(argument.Value) is { } path)
            {
                paths ??= ImmutableArray.CreateBuilder<AccessPath?>();
                while (paths.Count <= ordinal)
                    paths.Add(null);
                paths[ordinal] = path;
            }

        return paths?.ToImmutable() ?? ImmutableArray<AccessPath?>.Empty;
    }

    /// <summary>True where a delegate among the arguments is code of this type.</summary>
    private static bool GivesOwnCode(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
            if (argument.Parameter?.Type.TypeKind == TypeKind.Delegate && (argument.Value.Unwrapped() is IMethodReferenceOperation || Handover.BodyOf(argument.Value) is not null))
                return true;
        return false;
    }

    /// <summary>A member by its symbol, a local function by its own, a lambda by where it stands.</summary>
    private object KeyOf(IOperation function) => function switch
    {
        ILocalFunctionOperation { Symbol: var local } => local.OriginalDefinition,
        IMethodReferenceOperation { Method: var method } => method.OriginalDefinition,
        IAnonymousFunctionOperation lambda => lambda.Syntax,
        _ => body.Member.OriginalDefinition,
    };

    private ISymbol SymbolOf(IOperation function) => function switch
    {
        ILocalFunctionOperation { Symbol: var local } => local,
        IAnonymousFunctionOperation { Symbol: var lambda } => lambda,
        _ => body.Member,
    };

    private static bool HasCode(IMethodSymbol accessor) => accessor.DeclaringSyntaxReferences is [var declared]
        && (accessor.IsAbstract || declared.GetSyntax() is ArrowExpressionClauseSyntax or AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null });

    private static bool IsWaitedFor(IOperation task) => task.User() is IAwaitOperation || Blocks(task) || TaskOver(task) is { } over && IsWaitedFor(over);

    /// <summary>True where the thread waits.</summary>
    private static bool Blocks(IOperation task) => GivenTo(task) switch
    {
        IPropertyReferenceOperation { Property.Name: "Result" } => true,
        IInvocationOperation { TargetMethod.Name: "Wait" or "WaitAll" or "GetAwaiter" } => true,
        _ => TaskOver(task) is { } over && Blocks(over),
    };

    /// <summary>True where the function returns the task as it is, or one that is done with it.</summary>
    private static bool IsPassedOn(IOperation task) => task.User() is IReturnOperation || TaskOver(task) is { } over && IsPassedOn(over);

    /// <summary>The task that stands for another one: configured, chosen, or done when all are.</summary>
    private static IOperation? TaskOver(IOperation task) => GivenTo(task) switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "WhenAll" } outer => outer,
        { } chosen and (IConditionalAccessOperation or ICoalesceOperation or IConditionalOperation { Type: not null }) => chosen,
        _ => null,
    };

    /// <summary>What uses a value, also as one of several.</summary>
    private static IOperation? GivenTo(IOperation value)
    {
        var user = value.User();
        while (user is IArrayInitializerOperation or IArrayCreationOperation or IArgumentOperation or IConversionOperation or { Kind: Operations.CollectionExpression })
            user = user.Parent;
        return user;
    }

    /// <summary>True where a local keeps the task, and the function waits for that before it gives back the locks that it holds at the call.</summary>
    private bool IsWaitedForLater(IInvocationOperation call)
    {
        if (!call.Type.IsTask() || call.User() is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var kept } })
            return false;

        var held = HeldAt(call);
        foreach (var use in body.FunctionOf(call).DescendantsHere())
            if (use is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, kept) && IsWaitedFor(use) && HeldAt(use) is var then && held.All(one => then.Any(other => other.Path.Equals(one.Path))))
                return true;
        return false;
    }

    /// <summary>How the reader knows a member: with the variable or the type that it is called on.</summary>
    private string Title(IOperation at)
    {
        var (member, instance) = at switch
        {
            IInvocationOperation call => ((ISymbol)call.TargetMethod, call.Instance),
            IPropertyReferenceOperation property => (property.Property, property.Instance),
            _ => (body.Member, null),
        };
        while (instance is not null && TaskNames.Behind(instance) is { } task)
            instance = task;
        return instance is null && member.IsStatic ? $"{member.ContainingType.Name}.{member.Name}"
            : instance is IInvocationOperation { TargetMethod.Name: var made } ? $"{made}().{member.Name}"
            : instance is not null && body.Names.PathOf(instance) is { } path ? $"{path}.{member.Name}"
            : member.Name;
    }
}
