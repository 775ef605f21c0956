namespace Asynchrony.Analyzers.Flow;

/// <summary>Does a loop end by itself? Proven for loops that count towards a bound and for those over something that has an end.</summary>
internal static class LoopBounds
{
    public static bool HasEnd(this ILoopOperation loop) => loop switch
    {
        IForEachLoopOperation each => !each.IsAsynchronous && IsFinite(each.Collection, depth: 0),
        IForLoopOperation { Condition: { } condition } counted => Conjuncts(condition).Any(test => counted.AtLoopBottom.Any(step => Approaches(Stepped(step), test))),
        IWhileLoopOperation { Condition: { } condition, ConditionIsUntil: false } whiled => Conjuncts(condition).Any(test => CountsIn(whiled, test)),
        _ => false,
    };

    /// <summary>The local that a loop counts by: one step in every round, and no other write, so that no two rounds see the same value.</summary>
    public static ILocalSymbol? Counter(this ILoopOperation loop)
    {
        var steps = loop switch
        {
            IForLoopOperation counted => counted.AtLoopBottom,
            IWhileLoopOperation { Body: IBlockOperation block } when loop.HasEnd() => block.Operations,
            _ => ImmutableArray<IOperation>.Empty,
        };

        foreach (var step in steps)
            if (Stepped(step) is (ILocalSymbol local, _) && loop.Descendants().Count(part => part is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local) && reference.IsWritten()) == 1)
                return local;

        return null;
    }

    /// <summary>What is tested before or after each round; null for a foreach.</summary>
    public static IOperation? Condition(this ILoopOperation loop) => loop switch
    {
        IForLoopOperation { Condition: { } condition } => condition,
        IWhileLoopOperation { Condition: { } condition } => condition,
        _ => null,
    };

    /// <summary>True for a goto to a label above it: a loop that is not written as one.</summary>
    public static bool GoesBack(this IBranchOperation branch) =>
        branch.BranchKind == BranchKind.GoTo && Label(branch) is { } label && label.SpanStart <= branch.Syntax.SpanStart;

    public static SyntaxNode? Label(IBranchOperation branch) => branch.Target.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();

    /// <summary>Arrays and collections end; what is only known as a sequence ends when it is made of such, or comes from a method that does.</summary>
    private static bool IsFinite(IOperation collection, int depth) => depth < 20 && collection.Unwrapped() switch
    {
        { Type: { TypeKind: not TypeKind.Interface and not TypeKind.TypeParameter and not TypeKind.Dynamic and not TypeKind.Error } } => true,
        { Type.Name: "ICollection" or "IList" or "IDictionary" or "ISet" or "IReadOnlyCollection" or "IReadOnlyList" or "IReadOnlyDictionary" or "IReadOnlySet" } => true,
        // Whether the call itself ends is asked of the call.
        IInvocationOperation call => call.Arguments.All(argument => argument.Value.Unwrapped().Type is not { TypeKind: TypeKind.Interface } || IsFinite(argument.Value, depth + 1)),
        ILocalReferenceOperation { Local: var local } reference => local.OnlyValue(reference) is { } value && value.Unwrapped() is not ILocalReferenceOperation && IsFinite(value, depth + 1),
        _ => false,
    };

    private static IEnumerable<IOperation> Conjuncts(IOperation condition) =>
        condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both
            ? Conjuncts(both.LeftOperand).Concat(Conjuncts(both.RightOperand))
            : [condition];

    /// <summary>The body has one step towards the bound, on every way through it, and writes the variable nowhere else.</summary>
    private static bool CountsIn(IWhileLoopOperation loop, IOperation test)
    {
        var steps = (loop.Body is IBlockOperation block ? block.Operations : ImmutableArray.Create(loop.Body)).Where(statement => Approaches(Stepped(statement), test)).ToList();

        return steps.Count == 1 && Stepped(steps[0]) is var (counter, _)
            && !loop.DescendantsHere().Any(operation => operation is IBranchOperation { BranchKind: not BranchKind.Break })
            && loop.Descendants().Count(operation => operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, counter) && reference.IsWritten()) == 1;
    }

    /// <summary>The variable that a statement counts up or down, and which way.</summary>
    private static (ISymbol Counter, bool Up)? Stepped(IOperation statement) => (statement is IExpressionStatementOperation { Operation: var inner } ? inner : statement) switch
    {
        IIncrementOrDecrementOperation step when step.Target.Named() is { } counter => (counter, step.Kind == OperationKind.Increment),
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } step
            when step.Target.Named() is { } counter && step.Value.ConstantValue is { HasValue: true, Value: int and > 0 } => (counter, step.OperatorKind == BinaryOperatorKind.Add),
        _ => null,
    };

    private static bool Approaches((ISymbol Counter, bool Up)? step, IOperation test)
    {
        if (step is not var (counter, up) || test is not IBinaryOperation compared)
            return false;

        var onLeft = SymbolEqualityComparer.Default.Equals(compared.LeftOperand.Named(), counter);
        var onRight = SymbolEqualityComparer.Default.Equals(compared.RightOperand.Named(), counter);
        return compared.OperatorKind switch
        {
            BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual => up ? onLeft : onRight,
            BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual => up ? onRight : onLeft,
            BinaryOperatorKind.NotEquals => onLeft || onRight,
            _ => false,
        };
    }
}
