using Asynchrony.Analyzers.Flow.Ir;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// What expressions of one member name, looking through locals that are assigned once. The control-flow graph has its own
/// (<see cref="Extract"/>), for there expressions are taken apart.
/// </summary>
internal sealed class Names(IOperation root)
{
    private Dictionary<ILocalSymbol, IOperation?>? values;

    /// <summary>Found at the first question for a local: most names lead through none.</summary>
    private static Dictionary<ILocalSymbol, IOperation?> ValuesIn(IOperation root)
    {
        var values = new Dictionary<ILocalSymbol, IOperation?>(SymbolEqualityComparer.Default);
        foreach (var operation in root.DescendantsAndSelf())
            switch (operation)
            {
                case IVariableDeclaratorOperation { Symbol: var local } declarator:
                    values[local] = values.ContainsKey(local) ? null : declarator.GetVariableInitializer()?.Value;
                    break;
                case ILocalReferenceOperation { Local: var local } reference when reference.IsWritten():
                    values[local] = null;
                    break;
            }

        return values;
    }

    /// <summary>The only value a local ever has; null where there are several, or it comes from a loop, a pattern or an argument.</summary>
    public IOperation? Value(ILocalSymbol local) => (values ??= ValuesIn(root)).TryGetValue(local, out var value) ? value : null;

    /// <summary>The operation that made an object: behind conversions and locals that are assigned once.</summary>
    public IOperation Origin(IOperation operation)
    {
        for (var steps = 0; steps < 16; steps++)
        {
            var inner = operation.Unwrapped();
            if (inner is IConditionalAccessInstanceOperation receiver && receiver.Accessed() is { } accessed)
            {
                operation = accessed;
                continue;
            }

            if (inner is not ILocalReferenceOperation { Local: var local } || Value(local) is not { } value)
                return inner;
            operation = value;
        }

        return operation;
    }

    /// <summary>The operation that made a task: also behind its awaiter, and what only says how it is awaited.</summary>
    public IOperation OriginOfTask(IOperation task)
    {
        var origin = Origin(task);
        while (TaskNames.Behind(origin) is { } inner)
            origin = Origin(inner);
        return origin;
    }

    /// <summary>Null for what is computed: elements, calls, conditions.</summary>
    public AccessPath? PathOf(IOperation? operation, int depth = 0) => operation is null || depth > 16 ? null : operation.Unwrapped() switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => AccessPath.This,
        ILocalReferenceOperation { Local: var local } => PathOf(Value(local), depth + 1) ?? AccessPath.Of(local),
        IParameterReferenceOperation { Parameter: var parameter } => AccessPath.Of(parameter),
        IFieldReferenceOperation { Field: var field } reference => field.IsStatic ? AccessPath.This.Member(field) : CopyIn(reference) is { } copy ? AccessPath.Of(copy).Member(field) : PathOf(reference.Instance, depth + 1)?.Member(field),
        IPropertyReferenceOperation { Arguments.IsEmpty: true, Property: var property } reference => property.IsStatic ? AccessPath.This.Member(property) : PathOf(reference.Instance, depth + 1)?.Member(property),
        IConditionalAccessInstanceOperation receiver => PathOf(receiver.Accessed(), depth + 1),
        ITypeOfOperation { TypeOperand: { } type } => AccessPath.Of(type),
        _ => null,
    };

    /// <summary>The local that holds a struct of its own: its values are not those of what it was copied from, which goes on to change.</summary>
    private static ILocalSymbol? CopyIn(IFieldReferenceOperation reference) =>
        reference is { Field: { IsReadOnly: false, Type.IsValueType: true }, Instance: ILocalReferenceOperation { Local: { RefKind: RefKind.None, Type.IsValueType: true } local } } ? local : null;
}
