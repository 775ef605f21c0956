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
            if (subscription.EventReference is IEventReferenceOperation { Event: { AddMethod: { } add } raised } reference && events.Find(raised) is { IsEmpty: false }
                && Handover.BodyOf(subscription.HandlerValue) is { } handler && BeginsOf(subscription, reference.Instance, events) is { } begins)
                yield return Handover.OfEvent(subscription, add, handler, begins);
    }

    /// <summary>
    /// From where on the event may be raised: where the function lets its object begin; where it does not, the subscription. Null for an
    /// object that calls back on a thread of its own.
    /// </summary>
    private static IReadOnlyList<IOperation>? BeginsOf(IEventAssignmentOperation subscription, IOperation? source, Table events)
    {
        if (source?.Named() is not { } holder)
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
