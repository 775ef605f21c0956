using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>An event that is raised on another thread than that of the subscriber: by a timer, a watcher of files, a process, a socket.</summary>
internal static class ForeignEvent
{
    /// <summary>The lambdas and local functions of a body that are added to such events; none where the events are brought to a thread of somebody's own.</summary>
    public static IEnumerable<Handover> Handlers(BodyContext context, IOperation body, Table events)
    {
        foreach (var subscription in context.Surveyed(body).Subscriptions)
            if (Handover.BodyOf(subscription.HandlerValue) is { } handler && BeginsOf(subscription, events) is { } begins && subscription.EventReference is IEventReferenceOperation { Event.AddMethod: { } add })
                yield return Handover.OfEvent(subscription, add, handler, begins);
    }

    /// <summary>True where such an event is subscribed to, and the function does not bring it to another thread.</summary>
    public static bool IsRaisedAside(IEventAssignmentOperation subscription, Table events) =>
        subscription.Adds && BeginsOf(subscription, events) is not null;

    /// <summary>What a call that begins an operation is to run when that is complete: <c>socket.BeginReceive(…, OnReceived, …)</c>.</summary>
    public static IOperation? CallbackOf(IInvocationOperation call, Table events)
    {
        if (!call.TargetMethod.Name.StartsWith("Begin", StringComparison.Ordinal))
            return null;

        foreach (var argument in call.Arguments)
            if (argument.Parameter?.Type is INamedTypeSymbol { TypeKind: TypeKind.Delegate } type && events.Says(type, "callback"))
                return argument.Value;
        return null;
    }

    /// <summary>True for the code of a member that the host runs beside everything else.</summary>
    public static bool IsService(ISymbol member, Table events)
    {
        for (var method = (member as IMethodSymbol)?.OverriddenMethod; method is not null; method = method.OverriddenMethod)
            if (events.Says(method, "service"))
                return true;
        return false;
    }

    /// <summary>True for a method that carries an attribute by which it is called while its object is made, before anybody else has that.</summary>
    public static bool IsOfConstruction(ISymbol member, Table events)
    {
        if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary })
            foreach (var attribute in member.GetAttributes())
                if (attribute.AttributeClass is { } marker && events.Says(marker, "construction"))
                    return true;
        return false;
    }

    /// <summary>True where the body gives any of its code to who calls it on another thread.</summary>
    public static bool AnyIn(Survey survey, Table events)
    {
        foreach (var subscription in survey.Subscriptions)
            if (IsRaisedAside(subscription, events))
                return true;
        foreach (var call in survey.Calls)
            if (CallbackOf(call, events) is not null)
                return true;
        return false;
    }

    /// <summary>
    /// From where on the event may be raised: where the function lets its object begin; where it does not, the subscription. Null for an
    /// event that no table knows, and for an object that calls back on a thread of its own.
    /// </summary>
    private static IReadOnlyList<IOperation>? BeginsOf(IEventAssignmentOperation subscription, Table events)
    {
        if (subscription.EventReference is not IEventReferenceOperation { Event: var raised } reference || events.Find(raised).IsEmpty)
            return null;
        if (reference.Instance?.Named() is not { } holder)
            return [subscription];

        List<IOperation>? begins = null;
        foreach (var operation in (subscription.EnclosingFunction() ?? subscription.Root()).DescendantsHere())
        {
            var (member, at) = operation switch
            {
                IInvocationOperation { Instance: { } instance } call when IsHolder(instance) => ((ISymbol?)call.TargetMethod, operation),
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } instance } property } set when IsHolder(instance) && set.Value.ConstantValue is not { HasValue: true, Value: false } => (property.Property, operation),
                _ => (null, operation),
            };
            if (member is null || events.Find(member) is not [var word, ..])
                continue;
            if (word == "marshals")
                return null;
            if (word == "begins" && at.Syntax.SpanStart > subscription.Syntax.SpanStart)
                (begins ??= []).Add(at);
        }

        return (IReadOnlyList<IOperation>?)begins ?? [subscription];

        bool IsHolder(IOperation instance) => SymbolEqualityComparer.Default.Equals(instance.Named(), holder);
    }
}
