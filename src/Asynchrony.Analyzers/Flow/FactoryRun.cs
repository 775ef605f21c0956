using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>What a run of a factory leaves behind whose outcome the collection does not keep.</summary>
internal enum LeftBehind
{
    /// <summary>Something that nobody disposes of.</summary>
    Resource,

    /// <summary>Work that goes on.</summary>
    Work,

    /// <summary>What is there for all was changed once too often.</summary>
    Change,

    /// <summary>Others were told once too often.</summary>
    Notice,

    /// <summary>The value that is there was changed, which another thread may do at once.</summary>
    OldValue,

    /// <summary>No run at all: the value is made before anybody asks whether it is needed.</summary>
    Spare,
}

/// <summary>
/// A delegate that a concurrent collection runs for a key under no lock, and once more where threads meet, or where the value has changed
/// meanwhile; and what a run too many leaves behind. Of one delegate the first thing is told.
/// </summary>
internal sealed class FactoryRun
{
    private static readonly ImmutableArray<string> Making = ImmutableArray.Create("Create", "Open", "Connect", "Start", "Build", "Make", "New");
    private static readonly ImmutableArray<string> Done = ImmutableArray.Create("FromResult", "FromException", "FromCanceled");
    private static readonly ImmutableArray<string> Collecting = ImmutableArray.Create("Add", "Enqueue", "Push");
    private static readonly ImmutableArray<string> Asking = ImmutableArray.Create("Get", "Read", "OpenRead", "OpenText", "Exists", "Enumerate", "Find", "Load");

    private FactoryRun(CollectionUse use, IOperation value, IOperation at, LeftBehind leaves, string what) =>
        (Use, Value, At, Leaves, What) = (use, value, at, leaves, what);

    /// <summary>The call that takes the delegate or the value.</summary>
    public CollectionUse Use { get; }

    /// <summary>The argument.</summary>
    public IOperation Value { get; }

    /// <summary>Where the thing is left behind.</summary>
    public IOperation At { get; }

    public LeftBehind Leaves { get; }

    /// <summary>True where that stands in the argument itself, and not in a method that it names.</summary>
    public bool IsHere => Value.Syntax.SyntaxTree == At.Syntax.SyntaxTree && Value.Syntax.Span.Contains(At.Syntax.Span);

    /// <summary>The name of its type, of the work, or of what is changed.</summary>
    public string What { get; }

    /// <summary>True for a value that loses nothing when it is made and not kept.</summary>
    public bool IsLight { get; private init; }

    /// <summary>True where a Lazy in place of the value would let one run of all do it: a task is known by its own faults, and a variable of the caller tells of its own run.</summary>
    public bool MayBeLazy => Value.Unwrapped() is not IFieldReferenceOperation && Use is { Verb: "add", At.Type: { } kept } && !kept.IsTask() && Leaves is LeftBehind.Resource or LeftBehind.Work or LeftBehind.Change
        && !(Leaves == LeftBehind.Change && At.Named() is ILocalSymbol or IParameterSymbol);

    public static IEnumerable<FactoryRun> In(BodyContext context, IOperation body, Tables tables)
    {
        var survey = context.Surveyed(body);
        foreach (var call in survey.Calls)
            if (Takes(call, tables) && Of(call, survey, context, body, tables) is { } found)
                foreach (var run in found)
                    yield return run;
    }

    /// <summary>False for most bodies: they allocate nothing.</summary>
    public static bool AreIn(Survey survey, Tables tables)
    {
        foreach (var call in survey.Calls)
            if (Takes(call, tables))
                return true;
        return false;
    }

    private static bool Takes(IInvocationOperation call, Tables tables) => call.Arguments.Length > 1 && tables.Concurrent.Find(call.TargetMethod) is [("add" or "store"), ..];

    private static IEnumerable<FactoryRun>? Of(IInvocationOperation call, Survey survey, BodyContext context, IOperation body, Tables tables)
    {
        var names = Engine.Of(context.Compilation).NamesOf(body);
        if (CollectionUse.Of(call, tables.Concurrent, names) is not { } use || LockedPlace.MayBe(call, context, survey, tables.Locks) || !use.IsShared(context, body, names, tables.RunsDelegate))
            return null;

        return call.Arguments.Select(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate ? OfFactory(use, argument, context, tables) : OfValue(use, argument, tables)).OfType<FactoryRun>();
    }

    /// <summary>A value that is made for the call, which hands out another where there is one.</summary>
    private static FactoryRun? OfValue(CollectionUse use, IArgumentOperation argument, Tables tables) =>
        use is { Verb: "add", At.Type: { SpecialType: not SpecialType.System_Boolean } kept } && argument.Value.Unwrapped() is IObjectCreationOperation { Type: { } type } made
        && argument.Parameter?.OriginalDefinition.Type is ITypeParameterSymbol && SymbolEqualityComparer.Default.Equals(argument.Parameter.Type, kept) && Identity.IsOpen(type) && !type.IsTask()
            ? new FactoryRun(use, argument.Value, made, LeftBehind.Spare, type.Name) { IsLight = HoldsNothing(type, tables.Twice) } : null;

    private static FactoryRun? OfFactory(CollectionUse use, IArgumentOperation argument, BodyContext context, Tables tables)
    {
        var given = argument.Value.Unwrapped() is IFieldReferenceOperation { Field: { IsReadOnly: true, DeclaredAccessibility: Accessibility.Private } field } ? OnlyDelegate(field, context) : argument.Value;
        if (given?.Target(context.Compilation, context.Cancellation) is not { } code || code.Body() is not { } body)
            return null;

        var method = code.Symbol() ?? (given.Unwrapped() as IMethodReferenceOperation)?.Method;
        var old = argument.Parameter!.Name.StartsWith("update", StringComparison.Ordinal) && method?.Parameters is [_, var second, ..] ? second : null;

        foreach (var part in body.DescendantsHere())
            if (part is IReturnOperation { ReturnedValue: { } value } && Resource(value, context, tables, depth: 3) is { Type: { } type } resource)
                return new FactoryRun(use, argument.Value, resource, LeftBehind.Resource, type.Name);
        if (method is { IsAsync: true, ReturnType: var task } && task.IsTask())
            return new FactoryRun(use, argument.Value, argument.Value.Unwrapped(), LeftBehind.Work, method.MethodKind == MethodKind.AnonymousFunction ? "its own work" : $"'{method.Name}'");
        foreach (var part in body.DescendantsHere())
            if (Work(part, context, tables) is { } work)
                return new FactoryRun(use, argument.Value, part is IReturnOperation { ReturnedValue: { } value } ? Engine.Of(context.Compilation).NamesOf(value.Root()).OriginOfTask(value) : part, LeftBehind.Work, work);

        foreach (var part in body.DescendantsHere())
            if (part is IInvocationOperation call && WorkIn(call, context, tables, calls: 2) is { } started)
                return new FactoryRun(use, argument.Value, call, LeftBehind.Work, started);
        foreach (var part in body.DescendantsHere())
            if (Told(part, context, tables, calls: 2) is { } told)
                return new FactoryRun(use, argument.Value, part, LeftBehind.Notice, told);

        return Change(use, argument, code, old, context, tables);
    }

    /// <summary>The one delegate that a field of the type ever has.</summary>
    private static IOperation? OnlyDelegate(IFieldSymbol field, BodyContext context)
    {
        ExpressionSyntax? only = null;
        foreach (var part in field.ContainingType.DeclaringSyntaxReferences)
            foreach (var node in part.GetSyntax(context.Cancellation).DescendantNodes())
                if (ValueFor(node, field.Name) is { } value)
                {
                    if (only is not null)
                        return null;
                    only = value;
                }

        return only is not null && context.Compilation.ContainsSyntaxTree(only.SyntaxTree) ? Engine.Of(context.Compilation).Model(only.SyntaxTree).GetOperation(only, context.Cancellation) : null;
    }

    private static ExpressionSyntax? ValueFor(SyntaxNode node, string name) => node switch
    {
        VariableDeclaratorSyntax { Initializer.Value: var first, Parent.Parent: FieldDeclarationSyntax } declared when declared.Identifier.ValueText == name => first,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var target }, Right: var value } when target == name => value,
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var target }, Right: var value } when target == name => value,
        _ => null,
    };

    /// <summary>The work that a call starts whenever it is made: of a method of the same object, or of the object that the factory has just made.</summary>
    private static string? WorkIn(IInvocationOperation call, BodyContext context, Tables tables, int calls)
    {
        if (call.TargetMethod is not { IsAbstract: false, IsVirtual: false, IsOverride: false } method || !IsOwnOrNew(call) || IsUnderCondition(call) || method.Body(context.Compilation, context.Cancellation)?.Body() is not { } body)
            return null;

        foreach (var part in body.DescendantsHere())
            if (!IsUnderCondition(part) && (Work(part, context, tables) ?? (calls > 1 && part is IInvocationOperation inner ? WorkIn(inner, context, tables, calls - 1) : null)) is { } work)
                return work;
        return null;
    }

    private static bool IsOwnOrNew(IInvocationOperation call) => call.Instance?.Unwrapped() switch
    {
        null or IInstanceReferenceOperation or IObjectCreationOperation => true,
        ILocalReferenceOperation { Local: var local } reference => local.OnlyValue(reference)?.Unwrapped() is IObjectCreationOperation made && made.EnclosingFunction() == call.EnclosingFunction(),
        _ => false,
    };

    /// <summary>True for what a run may leave out, and under a lock.</summary>
    private static bool IsUnderCondition(IOperation part)
    {
        for (var (inner, outer) = (part, part.Parent); outer is not null && !inner.IsFunction(); (inner, outer) = (outer, outer.Parent))
            if (outer is IConditionalOperation choice && choice.Condition != inner || outer is ISwitchOperation or ISwitchExpressionOperation or ICatchClauseOperation or ICoalesceOperation or ILockOperation)
                return true;
        return false;
    }

    /// <summary>Whom a factory tells: the handlers of an event, or observers; by a method that returns nothing as well.</summary>
    private static string? Told(IOperation part, BodyContext context, Tables tables, int calls) => part switch
    {
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } raised } => Engine.Of(context.Compilation).NamesOf(raised.Root()).Origin(raised) is IEventReferenceOperation { Event.Name: var name } ? $"the handlers of '{name}'" : null,
        IInvocationOperation call when tables.Alien.Says(call.TargetMethod, "observer") => "observers",
        IInvocationOperation { TargetMethod: { ReturnsVoid: true, IsAbstract: false, IsVirtual: false, IsOverride: false } method } when calls > 0 => ToldIn(method.Body(context.Compilation, context.Cancellation)?.Body(), context, tables, calls - 1),
        _ => null,
    };

    private static string? ToldIn(IOperation? body, BodyContext context, Tables tables, int calls)
    {
        if (body is not null)
            foreach (var part in body.DescendantsHere())
                if (Told(part, context, tables, calls) is { } told)
                    return told;
        return null;
    }

    /// <summary>What a value is, or is made of, that must be given up; null where it holds nothing, or may not be new.</summary>
    private static IOperation? Resource(IOperation value, BodyContext context, Tables tables, int depth)
    {
        if (depth == 0)
            return null;

        var origin = Engine.Of(context.Compilation).NamesOf(value.Root()).Origin(value);
        if (origin.EnclosingFunction() != value.EnclosingFunction())
            return null; // It was there before.

        switch (origin)
        {
            case IObjectCreationOperation { Type: { } type } made:
                return Holds(type, tables.Twice) ? made
                    : made.Arguments.Select(argument => argument.Value).Concat(made.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Select(set => set.Value) ?? [])
                        .Select(part => part.Unwrapped() is IObjectCreationOperation ? Resource(part, context, tables, depth - 1) : null).FirstOrDefault(part => part is not null);
            case IConditionalOperation { WhenTrue: var one, WhenFalse: { } other }:
                return Resource(one, context, tables, depth) ?? Resource(other, context, tables, depth);
            case ICoalesceOperation { WhenNull: var other }:
                return Resource(other, context, tables, depth);
            case IInvocationOperation { TargetMethod: { IsAbstract: false } method, Type: { } type } call when LockNames.Say(method.Name, Making) && Holds(type, tables.Twice):
                return method.DeclaringSyntaxReferences.IsEmpty ? call
                    : method.Body(context.Compilation, context.Cancellation)?.Body()?.DescendantsHere().Any(part => part is IReturnOperation { ReturnedValue: { } made } && Resource(made, context, tables, depth - 1) is not null) == true ? call
                    : null;
            default:
                return null;
        }
    }

    /// <summary>True for a type that is to be disposed of, and not only because of parts that hold nothing.</summary>
    public static bool Holds(ITypeSymbol type, Table twice)
    {
        if (!Identity.IsOpen(type) || HoldsNothing(type, twice) || HasFinalizer(type))
            return false;

        var parts = type.DeclaringSyntaxReferences.IsEmpty ? [] : type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && Identity.IsOpen(field.Type)).ToList();
        return parts.Count == 0 || parts.Exists(part => !HoldsNothing(part.Type, twice));
    }

    private static bool HoldsNothing(ITypeSymbol type, Table twice)
    {
        if (type.GetMembers("Dispose").Any(GivesUpNothing) && type.GetMembers().Any(member => member is IFieldSymbol { IsStatic: false }))
            return true;
        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
            if (twice.Says(current, "nothing"))
                return true;
        return false;
    }

    /// <summary>True for a type of the program that the garbage collector has give up what it holds: then somebody disposes of the one that is not kept.</summary>
    private static bool HasFinalizer(ITypeSymbol type)
    {
        for (var current = type; current is { DeclaringSyntaxReferences.IsEmpty: false }; current = current.BaseType)
            if (current.GetMembers().Any(member => member is IMethodSymbol { MethodKind: MethodKind.Destructor }))
                return true;
        return false;
    }

    /// <summary>True for a Dispose that is there because an interface asks for it, or that only counts and sets what is the object's own. What has no fields either may be a sketch.</summary>
    private static bool GivesUpNothing(ISymbol dispose) => dispose is IMethodSymbol { Parameters.IsEmpty: true } method && OnlyCounts(method, calls: 2);

    private static bool OnlyCounts(IMethodSymbol method, int calls) =>
        method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is MethodDeclarationSyntax { Body: not null } or MethodDeclarationSyntax { ExpressionBody: not null }
        && method.DeclaringSyntaxReferences[0].GetSyntax().DescendantNodes().All(node => node switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: "Interlocked" or "Volatile" or "GC" } } } => true,
            InvocationExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: var own } } => OnlyCount(method.ContainingType, own, calls - 1),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var own } } => OnlyCount(method.ContainingType, own, calls - 1),
            InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression or (int)SyntaxKind.SubtractAssignmentExpression } => false,
            _ => true,
        });

    private static bool OnlyCount(ITypeSymbol type, string name, int calls) => calls >= 0 && type.GetMembers(name).OfType<IMethodSymbol>().ToList() is { Count: > 0 } called && called.TrueForAll(each => OnlyCounts(each, calls));

    /// <summary>What the reader calls the work that a factory starts.</summary>
    private static string? Work(IOperation part, BodyContext context, Tables tables) => part switch
    {
        IInvocationOperation call when tables.RunsDelegate.Find(call.TargetMethod) is [_] words && WorkKinds.Of(words) is (WorkKind.Task or WorkKind.Pool or WorkKind.Timer) and { } kind => $"a {kind.Noun()}",
        IInvocationOperation call when tables.Twice.Says(call.TargetMethod, "starts") => $"a {call.TargetMethod.ContainingType.Name.ToLowerInvariant()}",
        IReturnOperation { ReturnedValue: { Type: { } type } value } when type.IsTask() && Engine.Of(context.Compilation).NamesOf(value.Root()).OriginOfTask(value) is IInvocationOperation call && IsWork(call) => $"'{call.TargetMethod.Name}'",
        _ => null,
    };

    /// <summary>The call of an async method: one whose task is complete, or waits for others, is none.</summary>
    private static bool IsWork(IInvocationOperation call) => call.Type.IsTask() && !Done.Contains(call.TargetMethod.Name)
        && (call.TargetMethod.IsAsync || call.TargetMethod.Name.EndsWith("Async", StringComparison.Ordinal));

    private static FactoryRun? Change(CollectionUse use, IArgumentOperation argument, IOperation code, IParameterSymbol? old, BodyContext context, Tables tables)
    {
        foreach (var part in code.Body()!.DescendantsHere())
            if (part is IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation { Event: var raised } reference } && IsOutside(reference, code, context))
                return new FactoryRun(use, argument.Value, part, LeftBehind.Change, raised.Name);

        foreach (var access in Effects.Of(code, context.Compilation, tables.Effects, context.Cancellation, near: true).Accesses)
        {
            if (!access.IsWrite || access.Through is not null || !access.Locks.IsDefaultOrEmpty || (access.At.EnclosingFunction() ?? access.At.Root()) != code)
                continue;
            if (access.Place.Output is "file" or "network" or "process")
            {
                if (access.At is IInvocationOperation { TargetMethod: var api } && !LockNames.Begin(api.Name, Asking) && !tables.Twice.Says(api, "same"))
                    return new FactoryRun(use, argument.Value, access.At, LeftBehind.Change, $"{access.Place.Output}");
            }
            else if (access.Place.Path is { } path && Adds(access, use, tables))
            {
                var isOld = old is not null && SymbolEqualityComparer.Default.Equals(path.Root, old);
                if (isOld && (path.Members.IsEmpty && access.Place.Content is null || access.IsAtomic))
                    continue; // A parameter is a variable of its own.
                if (isOld || !(path.Root is not null && CapturedVariable.IsInside(path.Root, code.Syntax)))
                    return new FactoryRun(use, argument.Value, access.At, isOld ? LeftBehind.OldValue : LeftBehind.Change, access.Place.Variable?.Name ?? access.At.Syntax.ToString());
            }
        }

        return null;
    }

    /// <summary>True for a change that a second one makes worse: not for what is set again to the same.</summary>
    private static bool Adds(Access access, CollectionUse use, Tables tables) => access switch
    {
        { Place.Variable: (ILocalSymbol or IParameterSymbol) and var own, At.Parent: ISimpleAssignmentOperation or ICoalesceAssignmentOperation } when IsOfCall(own, access.At, use.At) => false,
        { IsAtomic: true, At.Parent: IArgumentOperation { Parent: IInvocationOperation step } } => step.IsDropped(),
        { Place.Content: not null, IsAtomic: true } => access.At is IInvocationOperation { TargetMethod.Name: var name } && Collecting.Contains(name),
        { Place.Content: not null, At: IArrayElementReferenceOperation } => Update.Of(access) is not null,
        { Place.Content: { } type } => !CollectionChange.WordsOf(type, tables.Unguarded).IsEmpty,
        { Place.Variable: (ILocalSymbol or IParameterSymbol) and var told, At.Parent: ISimpleAssignmentOperation } => use.Verb == "add" && !IsCompared(told, use.At),
        { Place.Variable: ILocalSymbol or IParameterSymbol, At.Parent: IAssignmentOperation or IIncrementOrDecrementOperation } => true,
        _ => Update.Of(access) is not null && access.At.Parent is not ICoalesceAssignmentOperation,
    };

    /// <summary>True for a variable of the function that makes the call, which nobody reads behind the call: what a run sets it to is of no account then.</summary>
    private static bool IsOfCall(ISymbol variable, IOperation set, IOperation call)
    {
        var function = call.EnclosingFunction();
        if (variable is IParameterSymbol { RefKind: not RefKind.None } or ILocalSymbol { RefKind: not RefKind.None } || function is not null && !CapturedVariable.IsInside(variable, function.Syntax))
            return false;

        var loop = call.EnclosingLoop();
        foreach (var part in call.Root().Descendants())
            if (part is ILocalReferenceOperation or IParameterReferenceOperation && SymbolEqualityComparer.Default.Equals(part.Named(), variable) && part.IsRead() && !(call.Contains(part) && part.EnclosingFunction() == set.EnclosingFunction())
                && (part.Syntax.SpanStart > call.Syntax.SpanStart || part.EnclosingFunction() != function || loop?.Contains(part) == true))
                return false;
        return true;
    }

    /// <summary>True for a variable that is compared with what is kept: it tells whose value that is. Of an update the last run is the one that counts.</summary>
    private static bool IsCompared(ISymbol variable, IOperation call) => call.Root().Descendants().Any(part => part switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } compared => !compared.LeftOperand.Unwrapped().ConstantValue.HasValue && !compared.RightOperand.Unwrapped().ConstantValue.HasValue
            && (SymbolEqualityComparer.Default.Equals(compared.LeftOperand.Named(), variable) || SymbolEqualityComparer.Default.Equals(compared.RightOperand.Named(), variable)),
        IInvocationOperation { TargetMethod.Name: "ReferenceEquals" or "Equals" } compared => compared.Arguments.Any(argument => SymbolEqualityComparer.Default.Equals(argument.Value.Named(), variable)),
        _ => false,
    });

    private static bool IsOutside(IMemberReferenceOperation reference, IOperation code, BodyContext context) =>
        reference.Instance is not { } instance || Engine.Of(context.Compilation).NamesOf(instance.Root()).PathOf(instance) is { } path && (path.Root is null || !CapturedVariable.IsInside(path.Root, code.Syntax));

    /// <summary>What must be known of libraries.</summary>
    internal sealed record Tables(Table Concurrent, Table Twice, Table RunsDelegate, Table Effects, Table Unguarded, Table Locks, Table Alien);
}
