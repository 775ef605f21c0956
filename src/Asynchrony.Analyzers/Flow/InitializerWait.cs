using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>A wait in the initializer of a type for code that uses the type: that code waits until the initializer is done.</summary>
internal sealed class InitializerWait
{
    private InitializerWait(IOperation at, string member, IOperation use) => (At, Member, Use) = (at, member, use);

    public IOperation At { get; }

    /// <summary>The member that waits.</summary>
    public string Member { get; }

    /// <summary>The first use of the type by the code that is waited for.</summary>
    public IOperation Use { get; }

    /// <summary>True for code that runs while a type is initialized.</summary>
    public static bool MayBeIn(ISymbol owner) => owner is IMethodSymbol { MethodKind: MethodKind.StaticConstructor } or IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true };

    public static IEnumerable<InitializerWait> In(Survey survey, BodyContext context, Table waits, Table blocking, Table runsDelegate)
    {
        Names? names = null;
        foreach (var (at, member, work) in WaitsIn(survey, waits, blocking))
            if (at.EnclosingFunction() is null && ((WorkOf(work, survey, names ??= new Names(survey.Root), context, runsDelegate) is var (code, from) ? UseOf(code, from, context) : null) ?? UseOfCollected(at, survey, context, runsDelegate)) is { } use)
                yield return new InitializerWait(at, member, use);
    }

    /// <summary>Every wait of the initializer, with what it waits for.</summary>
    private static IEnumerable<(IOperation At, string Member, IOperation Work)> WaitsIn(Survey survey, Table waits, Table blocking)
    {
        foreach (var wait in TaskWait.In(survey, waits))
            foreach (var task in wait.Tasks)
                yield return (wait.At, wait.Member.Name, task);
        foreach (var call in survey.Calls)
            if (call.Instance is { } thread && BlockingCall.Of(call, blocking) is { Until: "end", ReturnsAtOnce: false })
                yield return (call, call.TargetMethod.Name, thread);
    }

    /// <summary>The code that is waited for, and where in its text it runs on another thread.</summary>
    private static (IOperation Code, int From)? WorkOf(IOperation work, Survey survey, Names names, BodyContext context, Table runsDelegate)
    {
        var origin = names.OriginOfTask(work);
        foreach (var handover in survey.Delegates(runsDelegate))
            if (handover.Call == origin && handover.RunsOn is WorkKind.Thread or WorkKind.Task)
                return CodeOf(handover.Body, context) is { } code ? (code, 0) : null;

        return origin is IInvocationOperation { TargetMethod: { IsAsync: true } called } && called.Body(context.Compilation, context.Cancellation) is { } async
            && async.DescendantsHere().OfType<IAwaitOperation>().FirstOrDefault() is { } first ? (async, first.Syntax.Span.End) : null;
    }

    /// <summary>The same for threads and tasks that are put into a collection, of which all are waited for.</summary>
    private static IOperation? UseOfCollected(IOperation at, Survey survey, BodyContext context, Table runsDelegate)
    {
        foreach (var handover in survey.Delegates(runsDelegate))
            if (handover.RunsOn is WorkKind.Thread or WorkKind.Task && handover.Call.EnclosingFunction() is null && Joins.Of(handover.Call, holders: []).Include(at) && CodeOf(handover.Body, context) is { } code && UseOf(code, 0, context) is { } use)
                return use;
        return null;
    }

    private static IOperation? CodeOf(IOperation body, BodyContext context) =>
        body is IMethodReferenceOperation { Method: var method } ? method.Body(context.Compilation, context.Cancellation) : body;

    /// <summary>The first use of the type that waits until it is initialized.</summary>
    private static IOperation? UseOf(IOperation code, int from, BodyContext context, int depth = 0)
    {
        var type = context.Owner.ContainingType;
        foreach (var part in code.DescendantsAndSelf())
        {
            if (part.Syntax.SpanStart < from)
                continue;
            if (part is IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } field } && IsOf(field, type) || part is IPropertyReferenceOperation { Property: { IsStatic: true } property } && property.Storage() is not null && IsOf(property, type))
                return part;
            if (part is IInvocationOperation { TargetMethod: { IsStatic: true } method } && IsOf(method, type)
                && (HasConstructor(type) || depth < 2 && method.Body(context.Compilation, context.Cancellation) is { } callee && UseOf(callee, 0, context, depth + 1) is not null))
                return part;
            if (part is IObjectCreationOperation { Constructor: { } constructor } && IsOf(constructor, type) && HasConstructor(type))
                return part;
        }

        return code is IMethodBodyOperation && from == 0 && depth == 0 && HasConstructor(type) && code.SemanticModel?.GetDeclaredSymbol(code.Syntax, context.Cancellation) is IMethodSymbol { IsStatic: true } own && IsOf(own, type) ? code : null;
    }

    private static bool IsOf(ISymbol member, INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, type.OriginalDefinition);

    /// <summary>With a static constructor, every static method and every new object waits; without one, the first use of a field does.</summary>
    private static bool HasConstructor(INamedTypeSymbol type) => type.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared);
}
