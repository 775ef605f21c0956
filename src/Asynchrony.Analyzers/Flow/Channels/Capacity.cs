namespace Asynchrony.Analyzers.Flow.Channels;

/// <summary>How many messages a channel keeps, as what makes it says, and what becomes of the next one when it is full.</summary>
internal static class Capacity
{
    /// <summary>How many messages it takes before its senders wait; null where it takes any number, drops what is too much, or does not say.</summary>
    public static int? Of(IOperation creation, Names names) => creation switch
    {
        IInvocationOperation { TargetMethod.Name: "CreateBounded", Arguments: [{ Value: var given }] } => Number(given) ?? OfOptions(given.Unwrapped() as IObjectCreationOperation),
        IObjectCreationOperation { Type.Name: "BlockingCollection", Arguments: var arguments } => arguments.FirstOrDefault(argument => argument.Parameter?.Name == "boundedCapacity") is { Value: var limit } ? Number(limit) : null,
        IObjectCreationOperation { Type.Name: "BufferBlock" or "TransformBlock" } block => OfBlock(block, names) is { } options && Set(options, "BoundedCapacity") is { } limit && Number(limit) is > 0 and var messages ? messages : null,
        _ => null,
    };

    /// <summary>True for a block that is known to work on one message at a time.</summary>
    public static bool IsOneByOne(IOperation block, Names names) =>
        block is IObjectCreationOperation made && OfBlock(made, names) is { } options && Set(options, "MaxDegreeOfParallelism") is null or { ConstantValue: { HasValue: true, Value: 1 } };

    private static IObjectCreationOperation? OfBlock(IObjectCreationOperation block, Names names) =>
        block.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "dataflowBlockOptions") is { Value: var options } ? Options(options, names) : null;

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

    /// <summary>True for a channel, block or collection that is known to refuse a message, or to make its sender wait, when it is full.</summary>
    public static bool IsBounded(IOperation creation, Names names) => creation switch
    {
        IInvocationOperation { TargetMethod.Name: "CreateBounded", Arguments: [{ Value: var capacity }, ..] } => capacity.Type?.SpecialType == SpecialType.System_Int32 || FullMode(capacity, names) == "Wait",
        IObjectCreationOperation { Arguments: var arguments } => arguments.Any(argument => argument.Parameter switch
        {
            { Name: "boundedCapacity" } => true,
            { Name: "dataflowBlockOptions" } => Options(argument.Value, names) is { } options && Set(options, "BoundedCapacity") is { ConstantValue: not { HasValue: true, Value: -1 } } limit && limit.Unwrapped() is not IFieldReferenceOperation,
            _ => false,
        }),
        _ => false,
    };

    /// <summary>True for a channel, collection or queue that takes whatever is sent.</summary>
    public static bool IsUnlimited(IOperation creation) => creation switch
    {
        IInvocationOperation { TargetMethod.Name: var made } => made.StartsWith("CreateUnbounded", StringComparison.Ordinal),
        IObjectCreationOperation { Arguments: var arguments } => !arguments.Any(argument => argument.Parameter?.Name == "boundedCapacity"),
        _ => false,
    };

    /// <summary>What a bounded channel does when it is full; null where it cannot be told.</summary>
    public static string? FullMode(IOperation options, Names names) =>
        Options(options, names) is not { } made ? null
        : Set(made, "FullMode") is not { } mode ? "Wait"
        : mode.Unwrapped() is IFieldReferenceOperation { Field: { IsConst: true, Name: var name } } ? name
        : null;

    /// <summary>The options as they were made; null where something sets them later.</summary>
    private static IObjectCreationOperation? Options(IOperation options, Names names)
    {
        if (names.Origin(options) is not IObjectCreationOperation made)
            return null;
        if (options.Unwrapped() is ILocalReferenceOperation { Local: var local })
            foreach (var operation in options.Root().Descendants())
                if (operation is ILocalReferenceOperation { Local: var used } reference && SymbolEqualityComparer.Default.Equals(used, local) && reference.Parent is IPropertyReferenceOperation property && property.IsWritten())
                    return null;
        return made;
    }

    private static IOperation? Set(IObjectCreationOperation options, string property)
    {
        if (options.Initializer is not null)
            foreach (var initializer in options.Initializer.Initializers)
                if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name }, Value: var value } && name == property)
                    return value;
        return null;
    }
}
