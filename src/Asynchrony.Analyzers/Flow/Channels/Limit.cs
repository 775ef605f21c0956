namespace Asynchrony.Analyzers.Flow.Channels;

/// <summary>How many messages a channel takes before its senders wait.</summary>
internal static class Limit
{
    /// <summary>Null where it takes any number, drops what is too much, or does not say.</summary>
    public static int? Of(IOperation creation) => creation switch
    {
        IInvocationOperation { TargetMethod.Name: "CreateBounded", Arguments: [{ Value: var given }] } => Number(given) ?? OfOptions(given.Unwrapped() as IObjectCreationOperation),
        IObjectCreationOperation { Type.Name: "BlockingCollection", Arguments: var arguments } => arguments.FirstOrDefault(argument => argument.Parameter?.Name == "boundedCapacity") is { Value: var limit } ? Number(limit) : null,
        _ => null,
    };

    private static int? OfOptions(IObjectCreationOperation? options)
    {
        if (options is not { Arguments: [{ Value: var capacity }] })
            return null;
        foreach (var part in options.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
            if (part is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "FullMode" }, Value: var mode } && mode.ConstantValue is not { HasValue: true, Value: 0 })
                return null;
        return Number(capacity);
    }

    private static int? Number(IOperation value) => value.ConstantValue is { HasValue: true, Value: int number } ? number : null;
}
