using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>A call that keeps its thread until something happens. Which members do so, and what would not, is in the Blocking table.</summary>
internal sealed class BlockingCall
{
    private const string Async = "async:";

    private readonly ImmutableArray<string> words;

    private BlockingCall(IInvocationOperation at, ImmutableArray<string> words)
    {
        At = at;
        this.words = words;
    }

    public IInvocationOperation At { get; }

    /// <summary>A word of the table: time, signal, pulse, room, end, item or work.</summary>
    public string Until => words[0];

    /// <summary>The member that does the same and returns a task, as the table names it; null where there is none.</summary>
    public string? Counterpart => words.FirstOrDefault(word => word.StartsWith(Async, StringComparison.Ordinal))?.Substring(Async.Length);

    /// <summary>True where nothing ends it but what it waits for.</summary>
    public bool IsEndless => !At.Arguments.Any(argument => argument.Parameter?.Type.Name == "CancellationToken" || IsTime(argument) && !IsInfinite(argument));

    /// <summary>True where it asks and does not wait: it has no time.</summary>
    public bool ReturnsAtOnce => At.Arguments.Any(argument => IsTime(argument) && IsZero(argument.Value))
        || words.Contains("each") && At.User() is not IForEachLoopOperation { IsAsynchronous: false };

    /// <summary>
    /// True where the last thing the function did to the object lets the call through: it made it ready, or set it. A loop in between may
    /// have used that up.
    /// </summary>
    public bool IsLetThrough
    {
        get
        {
            if (At.Instance?.Named() is not { } waited)
                return false;

            for (var (inner, outer) = ((IOperation)At, At.Parent); outer is not (null or ILoopOperation) && !outer.IsFunction(); (inner, outer) = (outer, outer.Parent))
                if (outer is IBlockOperation block)
                    foreach (var earlier in block.Operations.TakeWhile(statement => statement != inner).Reverse())
                        if (earlier.DescendantsAndSelf().Any(part => Names(part, waited)))
                            return LetsThrough(earlier, waited);

            return false;
        }
    }

    public static BlockingCall? Of(IOperation operation, Table blocking) =>
        operation is IInvocationOperation call && blocking.Find(call.TargetMethod, call.Instance?.Type) is { IsEmpty: false } words ? new BlockingCall(call, words) : null;

    private static bool LetsThrough(IOperation statement, ISymbol waited) => statement switch
    {
        IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: "Set" or "Release", Instance: { } set } } => Names(set, waited),
        IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: "Signal", Arguments.IsEmpty: true, Instance: ILocalReferenceOperation { Local: var latch } last } } => Names(last, waited)
            && latch.OnlyValue(last)?.Unwrapped() is IObjectCreationOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: 1 } }] },
        _ => statement.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>().Any(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, waited)
            && declarator.GetVariableInitializer()?.Value.Unwrapped() is IObjectCreationOperation made
            && made.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value.ConstantValue is { HasValue: true, Value: true or > 0 }),
    };

    private static bool Names(IOperation part, ISymbol symbol) =>
        part is IVariableDeclaratorOperation declarator ? SymbolEqualityComparer.Default.Equals(declarator.Symbol, symbol) : SymbolEqualityComparer.Default.Equals(part.Named(), symbol);

    private bool IsTime(IArgumentOperation argument) =>
        Until != "work" && argument.Parameter?.Type is { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } or { Name: "TimeSpan" };

    private static bool IsInfinite(IArgumentOperation argument) =>
        argument.Value.ConstantValue is { HasValue: true, Value: -1 or -1L } || argument.Value.Unwrapped() is IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" };

    private static bool IsZero(IOperation time) => time.Unwrapped() switch
    {
        { ConstantValue: { HasValue: true, Value: 0 or 0L } } or IFieldReferenceOperation { Field.Name: "Zero" } or IDefaultValueOperation => true,
        ILocalReferenceOperation { Local: var local } reference => local.OnlyValue(reference) is { } value && value.Unwrapped() is not ILocalReferenceOperation && IsZero(value),
        _ => false,
    };
}
