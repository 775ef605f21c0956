using Microsoft.CodeAnalysis.CSharp;

namespace Asynchrony.Analyzers.Flow;

/// <summary>What undoes that a call of Interlocked is one step.</summary>
internal enum Split
{
    /// <summary>The variable is read again at once, instead of what the call returns.</summary>
    ReadAfter,

    /// <summary>The variable is read at once before, instead of what the call returns.</summary>
    ReadBefore,

    /// <summary>The variable is read to be compared with itself.</summary>
    OwnComparand,

    /// <summary>The new value is made of the old one, read before.</summary>
    OwnValue,

    /// <summary>A new box is compared with, which nobody else has.</summary>
    NewBox,

    /// <summary>What the call returns is compared with another read, and not with what the variable was to be.</summary>
    OtherRead,

    /// <summary>The own object goes on being used, whichever was kept.</summary>
    LoserUsed,
}

/// <summary>A call of Interlocked that is one step, and a read beside it that makes two of it.</summary>
internal readonly struct SplitStep
{
    private SplitStep(Split kind, AtomicCall step, IOperation read)
    {
        Kind = kind;
        Step = step;
        Read = read;
    }

    public Split Kind { get; }

    public AtomicCall Step { get; }

    /// <summary>The read, or what should have been one.</summary>
    public IOperation Read { get; }

    public static SplitStep? Of(IInvocationOperation call)
    {
        if (AtomicCall.Of(call) is not { } step || step.Target.Unwrapped() is not (IFieldReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation))
            return null;

        return OfArguments(step) ?? (call.IsDropped() && call.Parent is IExpressionStatementOperation statement && Siblings(statement) is { } siblings ? OfNeighbours(step, statement, siblings) : null);
    }

    private static SplitStep? OfArguments(AtomicCall step)
    {
        if (step.Call.TargetMethod.Name == "CompareExchange" && step.Call.Arguments is [_, { Value: var value }, { Value: var comparand }])
            return comparand is IConversionOperation { Operand: { Type.IsValueType: true, ConstantValue: not { HasValue: true, Value: null } }, Type.IsReferenceType: true } ? new SplitStep(Split.NewBox, step, comparand)
                : IsRead(comparand.Unwrapped(), step.Target) && !SyntaxFactory.AreEquivalent(value.Syntax, comparand.Syntax) && !IsTriedAgain(step) ? new SplitStep(Split.OwnComparand, step, comparand.Unwrapped())
                : ComparedWith(step, comparand.Unwrapped()) is { } other ? new SplitStep(Split.OtherRead, step, other)
                : null;

        return step.Call.TargetMethod.Name == "Exchange" && step.Call.Arguments is [_, { Value: var made }] && FirstRead(made, step.Target) is { } own && !IsOfOneThread(step) ? new SplitStep(Split.OwnValue, step, own) : null;
    }

    /// <summary><c>var old = x; return CompareExchange(ref x, made, wanted) == old;</c>: it says that nobody came in between, and not that anything was exchanged.</summary>
    private static IOperation? ComparedWith(AtomicCall step, IOperation comparand)
    {
        var other = step.Call.User() switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } test => test.LeftOperand.Unwrapped() == step.Call ? test.RightOperand : test.LeftOperand,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "ReferenceEquals", ContainingType.SpecialType: SpecialType.System_Object }, Arguments: [{ Value: var left }, { Value: var right }] } } => left.Unwrapped() == step.Call ? right : left,
            _ => null,
        };
        return other?.Unwrapped() is ILocalReferenceOperation { Local: { RefKind: RefKind.None } kept } local && comparand is ILocalReferenceOperation or IParameterReferenceOperation
            && !(comparand is ILocalReferenceOperation { Local: var same } && SymbolEqualityComparer.Default.Equals(same, kept)) && kept.OnlyValue(step.Call) is { } value && IsRead(Reading(value.Unwrapped()), step.Target)
            ? local : null;
    }

    /// <summary>True where the outcome is kept, and a loop right behind exchanges again until it is what was meant.</summary>
    private static bool IsTriedAgain(AtomicCall step) =>
        step.Call.Ancestors().FirstOrDefault(outer => outer is IVariableDeclarationGroupOperation or IExpressionStatementOperation) is { } statement && !step.Call.IsDropped() && Siblings(statement) is { } siblings
        && siblings.IndexOf(statement) + 1 is var next && next < siblings.Length && siblings[next] is ILoopOperation loop
        && loop.Descendants().Any(again => again is IInvocationOperation { TargetMethod.Name: "CompareExchange", Arguments: [{ Value: var target }, ..] } && Update.IsSame(target, step.Target));

    /// <summary>What stands right before or behind a call whose result nobody takes.</summary>
    private static SplitStep? OfNeighbours(AtomicCall step, IOperation statement, ImmutableArray<IOperation> siblings)
    {
        var index = siblings.IndexOf(statement);
        var next = index + 1 < siblings.Length ? siblings[index + 1] : null;

        if (step.ReturnsNew && next is not null && DecidingPart(next) is { } part && FirstRead(part, step.Target) is { } again)
            return new SplitStep(Split.ReadAfter, step, again);

        if (step.Call is { TargetMethod.Name: "CompareExchange", Arguments: [_, { Value: var offered }, { Value.ConstantValue: { HasValue: true, Value: null } }] })
            return offered.Unwrapped() is ILocalReferenceOperation { Local: var own } && next is IReturnOperation { ReturnedValue: { } returned } && returned.Unwrapped() is ILocalReferenceOperation used && SymbolEqualityComparer.Default.Equals(used.Local, own) && !NeverChanges(own)
                ? new SplitStep(Split.LoserUsed, step, used)
                : null;

        return step.Call.TargetMethod.Name != "CompareExchange" && index > 0
            && siblings[index - 1] is IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Initializer.Value: var value, Symbol: { RefKind: RefKind.None } kept }] }] }
            && Reading(value.Unwrapped()) is var read && IsRead(read, step.Target) && IsUsed(kept, siblings, index)
            ? new SplitStep(Split.ReadBefore, step, read)
            : null;
    }

    /// <summary>True where the function also counts another field of its object in a plain step: one thread at a time runs it, and the atomic step is for those who read.</summary>
    private static bool IsOfOneThread(AtomicCall step) => (step.Call.EnclosingFunction() ?? step.Call.Root()).DescendantsHere().Any(part =>
        (part switch { ICompoundAssignmentOperation sum => sum.Target, IIncrementOrDecrementOperation count => count.Target, _ => null }) is IFieldReferenceOperation { Instance: IInstanceReferenceOperation }
        && !part.Ancestors().Any(outer => outer is ILockOperation));

    /// <summary>True for an object of values that nobody can change: one is as good as the other.</summary>
    private static bool NeverChanges(ILocalSymbol made) => made.Type is INamedTypeSymbol { TypeKind: TypeKind.Class, BaseType.SpecialType: SpecialType.System_Object, DeclaringSyntaxReferences.IsEmpty: false } type
        && type.GetMembers().All(member => member is not IFieldSymbol { IsStatic: false } field || field.IsReadOnly && (field.Type.IsValueType || field.Type.SpecialType == SpecialType.System_String));

    private static bool IsUsed(ILocalSymbol kept, ImmutableArray<IOperation> siblings, int from)
    {
        for (var index = from; index < siblings.Length; index++)
            foreach (var operation in siblings[index].DescendantsAndSelf())
                if (operation is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, kept))
                    return true;
        return false;
    }

    /// <summary>The expression of a statement that decides, returns or keeps something. What is only told to others may be old, and a loop means to look again.</summary>
    private static IOperation? DecidingPart(IOperation statement) => statement switch
    {
        IReturnOperation { ReturnedValue: { } returned } => returned,
        IConditionalOperation { Condition: var condition } => condition,
        ISwitchOperation { Value: var value } => value,
        IVariableDeclarationGroupOperation group => group,
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Value: var value } } => value,
        _ => null,
    };

    private static IOperation? FirstRead(IOperation part, IOperation target)
    {
        if (IsRead(part, target))
            return part;

        foreach (var inner in part.DescendantsHere())
            if (IsRead(inner, target))
                return inner;
        return null;
    }

    /// <summary>A plain read of the variable, or one by Volatile or Interlocked: each is a step of its own.</summary>
    private static bool IsRead(IOperation part, IOperation target) => part.Kind == target.Unwrapped().Kind && Update.IsSame(part, target)
        && (!part.IsWritten() && part.IsRead() || part.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Read" } api } } && api.IsAtomic());

    /// <summary>What a call of Volatile or Interlocked reads, or the value itself.</summary>
    private static IOperation Reading(IOperation value) => value is IInvocationOperation { TargetMethod: { Name: "Read" } api, Arguments: [{ Value: var read }] } && api.IsAtomic() ? read : value;

    private static ImmutableArray<IOperation>? Siblings(IOperation statement) => statement.Parent switch
    {
        IBlockOperation block => block.Operations,
        ISwitchCaseOperation section => section.Body,
        _ => null,
    };
}
