using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Code that uses an object under construction on another thread, or whenever a static event is raised: it may read a field which the
/// constructor sets only later.
/// </summary>
internal sealed class EscapedThis
{
    private EscapedThis(IOperation start, string noun, IOperation read, IOperation set, ISymbol field) => (Start, Noun, Read, Set, Field) = (start, noun, read, set, field);

    public IOperation Start { get; }

    /// <summary>What the reader calls the code: a thread, a task, a handler.</summary>
    public string Noun { get; }

    public IOperation Read { get; }

    public IOperation Set { get; }

    public ISymbol Field { get; }

    /// <summary>What a constructor lets loose, in the order of the text: of each start the first field that it may read too early.</summary>
    public static IEnumerable<EscapedThis> In(BodyContext context, IOperation body, Table runsDelegate, Table effects)
    {
        if (context.Owner is not IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
            yield break;

        var survey = context.Surveyed(body);
        List<IAssignmentOperation>? sets = null;
        foreach (var (code, starts, noun, joins) in Loose(context, survey, runsDelegate))
            foreach (var start in starts)
                if (start.EnclosingFunction() is null && (sets ??= SetsIn(body, constructor.ContainingType)).Exists(set => set.Syntax.SpanStart > start.Syntax.Span.End || start.EnclosingLoop() is not null)
                    && First(start, code, sets, joins, context, effects) is var (set, read, field) && set is not null)
                    yield return new EscapedThis(start, noun, read, set, field);
    }

    /// <summary>The delegates that others run while the constructor goes on, each with its code, and where that may begin.</summary>
    private static IEnumerable<(IOperation Code, IReadOnlyList<IOperation> Starts, string Noun, Joins? Joins)> Loose(BodyContext context, Survey survey, Table runsDelegate)
    {
        foreach (var handover in survey.Delegates(runsDelegate))
            if (handover.RunsBeside && !handover.RunsAfter && !Parallelism.IsOne(handover) && handover.Call.EnclosingFunction() is null && (handover.RunsOn != WorkKind.Timer || StartedWork.FiresAtOnce(handover.Call)))
                yield return (handover.Body, StartsOf(handover, survey), handover.Noun, handover.Joins);

        foreach (var subscription in survey.Subscriptions)
            if (subscription.EventReference is IEventReferenceOperation { Event: { IsStatic: true, ContainingType: var raiser } } && subscription.HandlerValue.Unwrapped() is { } handler
                && !(context.Surroundings().IsUserInterface(raiser) || context.Surroundings().IsGame(raiser)))
                yield return (handler, [subscription], WorkKind.Event.Noun(), null);
    }

    /// <summary>Where the constructor starts the work: also a thread that it keeps in a field.</summary>
    private static IReadOnlyList<IOperation> StartsOf(Handover handover, Survey survey)
    {
        if (handover.Starts() is { Count: > 0 } starts)
            return starts;
        if (handover.Call.User() is not ISimpleAssignmentOperation { Target: var kept } || kept.Named() is not { } holder)
            return [];

        return [.. survey.Calls.Where(call => call.TargetMethod.Name is "Start" or "UnsafeStart" && call.Instance is { } started && SymbolEqualityComparer.Default.Equals(started.Named(), holder))];
    }

    /// <summary>The assignments of a constructor to the fields and automatic properties of its own object.</summary>
    private static List<IAssignmentOperation> SetsIn(IOperation body, INamedTypeSymbol type) => [.. body.DescendantsHere().OfType<IAssignmentOperation>()
        .Where(set => set.Target is IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Member: IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false } }
            && SymbolEqualityComparer.Default.Equals(set.Target.Named()!.ContainingType, type) && (set.Target.Named() is IFieldSymbol || ((IPropertySymbol)set.Target.Named()!).Storage() is not null))];

    private static (IOperation Set, IOperation Read, ISymbol Field) First(IOperation start, IOperation code, List<IAssignmentOperation> sets, Joins? joins, BodyContext context, Table effects)
    {
        if (joins?.AtOnce == true || Graphs.Of(start, context.Raw) is not { } graph)
            return default;

        var does = Effects.OfBody(code, context.Compilation, effects, context.Cancellation);
        foreach (var access in does.Accesses)
            if (!access.IsWrite && access.Place is { Content: null, Variable: { } variable, Path: { Root: null, Members.Length: 1 } } && access.Locks.IsDefaultOrEmpty
                && sets.Find(set => SymbolEqualityComparer.Default.Equals(set.Target.Named()!.OriginalDefinition, variable)
                    && graph.Leads(start, operation => operation.Syntax == set.Syntax, operation => joins?.Include(operation) == true)) is { } late
                && !MaySetBefore(start, late, sets) && IsReachedAtOnce(access, code, start, context))
                return (late, access.At, variable);

        return default;
    }

    /// <summary>True where the same field has a value already: the later one only replaces it.</summary>
    private static bool MaySetBefore(IOperation start, IAssignmentOperation late, List<IAssignmentOperation> sets) =>
        late.Target.Named()!.DeclaringSyntaxReferences.Any(declared => declared.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null } or PropertyDeclarationSyntax { Initializer: not null })
        || sets.Exists(set => set != late && set.Syntax.Span.End <= start.Syntax.SpanStart && SymbolEqualityComparer.Default.Equals(set.Target.Named(), late.Target.Named()));

    /// <summary>True where nothing that the code may wait for comes first.</summary>
    private static bool IsReachedAtOnce(Access access, IOperation code, IOperation start, BodyContext context)
    {
        var (function, at) = code is IMethodReferenceOperation reference ? (reference.Target(context.Compilation, context.Cancellation), access.Calls is [_, var inner, ..] ? inner : access.At) : (code, access.Through ?? access.At);
        return function is not null && (function.IsFunction() ? Graphs.OfFunction(function, context.Raw) : Graphs.OfFunction(function, context.Compilation, context.Cancellation)) is { } graph
            && graph.LeadsIn(operation => operation.Syntax == at.Syntax, operation => WaitPoint.MayBe(operation) && !IsUntold(operation, start));
    }

    /// <summary>True for a volatile field of the object that the constructor leaves as it is behind the start: what the code finds there is no word of it.</summary>
    private static bool IsUntold(IOperation operation, IOperation start)
    {
        if (operation is not IFieldReferenceOperation { Field: { IsVolatile: true, IsStatic: false } field, Instance: IInstanceReferenceOperation })
            return false;

        foreach (var step in start.Root().DescendantsHere())
            if (step.Syntax.SpanStart > start.Syntax.Span.End && (step is IInvocationOperation { Instance: IInstanceReferenceOperation } || step.IsWritten() && SymbolEqualityComparer.Default.Equals(step.Named(), field)))
                return false;
        return true;
    }
}
