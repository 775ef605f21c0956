using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>
/// A flag that is to let code run once: a member looks whether it is set, and sets it. Between the two another thread finds it unset as well,
/// unless a lock is held.
/// </summary>
internal sealed class OnceGuard
{
    private OnceGuard(StateUse test, StateUse set)
    {
        Test = test;
        Set = set;
    }

    /// <summary>The use that decides.</summary>
    public StateUse Test { get; }

    public StateUse Set { get; }

    /// <summary>The guards that a flag is used for, one a member at most, in the order of the text; none under locks.</summary>
    public static IEnumerable<OnceGuard> In(VariableState variable)
    {
        if (variable.Variable is not IFieldSymbol { Type.SpecialType: SpecialType.System_Boolean })
            yield break;

        foreach (var member in variable.Uses.Where(use => !use.IsConstruction && use.Function is null && use.Locks.IsEmpty && !use.MayBeLocked && !use.At.IsForeign()).GroupBy(use => use.Member, SymbolEqualityComparer.Default))
            foreach (var set in member)
                if (set.Kind == UseKind.Write && set.At.Parent is ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: true } } assignment
                    && member.FirstOrDefault(use => use.Kind == UseKind.Read && Decides(use.At, assignment)) is { } test)
                {
                    yield return new OnceGuard(test, set);
                    break;
                }
    }

    /// <summary>The lock that the code behind the flag gives back: twice, where two threads get there.</summary>
    public IInvocationOperation? Release(Table locks) => Set.At.Root().DescendantsHere().OfType<IInvocationOperation>().FirstOrDefault(call =>
        call.Syntax.SpanStart > Test.At.Syntax.SpanStart && LockCall.Of(call, locks) is { Does: "release", Kind: "semaphore" or "async" or "shared" } && !IsSignal(call.Instance));

    /// <summary>True for a semaphore that is made with nothing in it: who releases it tells somebody something, and gives nothing back.</summary>
    private static bool IsSignal(IOperation? semaphore)
    {
        if (semaphore?.Unwrapped() is not IFieldReferenceOperation { Field: { DeclaringSyntaxReferences: [var declared] } field } || field.ContainingType.DeclaringSyntaxReferences is not [var type])
            return false;

        var made = type.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Where(assignment => LockHolder.Name(assignment.Left) == field.Name).Select(assignment => assignment.Right)
            .Concat(declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var first } ? [first] : []).ToList();
        return made.Count > 0 && made.TrueForAll(value => value is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.ValueText: "0" } }, ..] });
    }

    /// <summary>True where the assignment runs only after the flag was found unset: behind a branch that leaves, or in the branch itself.</summary>
    private static bool Decides(IOperation test, ISimpleAssignmentOperation assignment)
    {
        var (condition, negated) = (test, false);
        for (; condition.Parent is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } or IParenthesizedOperation or IBinaryOperation; condition = condition.Parent)
            switch (condition.Parent)
            {
                case IUnaryOperation: negated = !negated; break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } when negated: break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } when !negated: break;
                case IBinaryOperation: return false;
            }

        return condition.Parent is IConditionalOperation { Type: null } branch && branch.Condition == condition
            && (negated ? branch.WhenTrue.Contains(assignment)
                : branch.WhenFalse is null && Leaves(branch.WhenTrue) && branch.Parent is IBlockOperation block && block.Contains(assignment) && assignment.Syntax.SpanStart > branch.Syntax.Span.End);
    }

    private static bool Leaves(IOperation branch) => branch switch
    {
        IBlockOperation { Operations: [.., var last] } => Leaves(last),
        IReturnOperation or IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue } => true,
        _ => false,
    };
}
