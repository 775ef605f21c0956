using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>A wait for a condition under a lock, or a pulse for those who wait.</summary>
internal sealed class ConditionCall
{
    private readonly ImmutableArray<string> words;

    private ConditionCall(IInvocationOperation call, ImmutableArray<string> words)
    {
        Call = call;
        this.words = words;
    }

    public IInvocationOperation Call { get; }

    /// <summary>The object that is locked.</summary>
    public IOperation Lock => Call.Arguments[0].Value;

    public bool Waits => words[0] == "wait";

    /// <summary>True for a pulse that wakes only one thread.</summary>
    public bool WakesOne => words[0] == "pulse" && !words.Contains("all");

    public static ConditionCall? Of(IInvocationOperation call, Table conditions) =>
        call.Arguments.Length > 0 && conditions.Find(call.TargetMethod) is { IsEmpty: false } words ? new ConditionCall(call, words) : null;

    /// <summary>True for a wait that only a pulse ends.</summary>
    public bool IsEndless => Waits && (Call.Arguments.Length == 1 || Call.Arguments[1].Value is { ConstantValue: { HasValue: true, Value: -1 } });

    /// <summary>The condition of the loop or branch that the wait stands in directly; null where there is none.</summary>
    public ExpressionSyntax? Condition => Call.Syntax.Ancestors().TakeWhile(outer => outer is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Select(outer => outer switch
    {
        WhileStatementSyntax loop => loop.Condition,
        DoStatementSyntax loop => loop.Condition,
        ForStatementSyntax loop => loop.Condition,
        IfStatementSyntax branch => branch.Condition,
        _ => null,
    }).FirstOrDefault(condition => condition is not null && !condition.Contains(Call.Syntax));

    /// <summary>The branch that tests the condition once, so that what follows runs whatever became of it; null where a loop, or another test, looks again.</summary>
    public IConditionalOperation? OnlyTest(Table locks)
    {
        IOperation? whole = Call.Parent as IExpressionStatementOperation;
        if (whole?.Parent is IBlockOperation block)
            whole = block.Operations[block.Operations.Length - 1] == whole ? block : null;

        return whole?.Parent is IConditionalOperation { WhenFalse: null, Syntax: IfStatementSyntax } branch && !LooksAgain(branch, locks) ? branch : null;
    }

    /// <summary>True for a wait at the start of a lock statement, outside any branch and loop: nothing tells whether what it waits for came already.</summary>
    public bool IsBlind => Call.Parent is IExpressionStatementOperation { Parent: IBlockOperation { Parent: ILockOperation } block } statement && block.Operations[0] == statement && Call.EnclosingLoop() is null
        || Call.Parent is IExpressionStatementOperation { Parent: ILockOperation } && Call.EnclosingLoop() is null;

    /// <summary>
    /// True where a loop comes back to the test before anything else is done under the lock, or where the next thing that is done is to test.
    /// </summary>
    private static bool LooksAgain(IConditionalOperation branch, Table locks)
    {
        IOperation inner = branch;
        for (var outer = branch.Parent; outer is not null && !outer.IsFunction(); (inner, outer) = (outer, outer.Parent))
            switch (outer)
            {
                case IBlockOperation block when block.Operations.IndexOf(inner) + 1 is var next && next < block.Operations.Length:
                    return block.Operations[next] is IConditionalOperation or ILoopOperation or ISwitchOperation or IBranchOperation or IReturnOperation { ReturnedValue.Type.SpecialType: SpecialType.System_Boolean }
                        || IsRelease(block.Operations[next], locks) && branch.EnclosingLoop() is not null;
                case ILockOperation:
                case ITryOperation { Finally.Operations: var last } when last.Any(step => IsRelease(step, locks)):
                    return outer.EnclosingLoop() is not null;
                case ILoopOperation:
                    return true;
            }
        return false;
    }

    private static bool IsRelease(IOperation statement, Table locks) => statement is IExpressionStatementOperation { Operation: IInvocationOperation call } && LockCall.Of(call, locks) is { Does: "release" };
}
