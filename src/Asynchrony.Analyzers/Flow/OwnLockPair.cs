using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A lock of the project's own that two of its methods take and give back, as their names say: <c>LockRows(); Work(); UnlockRows();</c> in one
/// block, with no try around. If what stands in between throws, nobody gives it back.
/// </summary>
internal sealed class OwnLockPair
{
    private static readonly ImmutableArray<string> Takes = ImmutableArray.Create("Acquire", "Enter", "Take", "Obtain");

    private static readonly ImmutableArray<string> Gives = ImmutableArray.Create("Release", "Exit", "Leave", "Drop");

    private OwnLockPair(IInvocationOperation acquire, IInvocationOperation release, IOperation thrower) => (Acquire, Release, Thrower) = (acquire, release, thrower);

    public IInvocationOperation Acquire { get; }

    public IInvocationOperation Release { get; }

    /// <summary>The first operation in between that may throw.</summary>
    public IOperation Thrower { get; }

    public static IReadOnlyList<OwnLockPair> In(Survey survey, BodyContext context, Table locks, Table steady)
    {
        List<OwnLockPair>? all = null;
        foreach (var call in survey.Calls)
            if (MayTake(call.TargetMethod, locks) && locks.Find(call.TargetMethod).IsEmpty && !IsOfLock(context.Owner.Name) && StatementOf(call) is { Parent: IBlockOperation block } statement
                && Behind(call, statement, block, new SteadyCode(context.Compilation, steady, context.Cancellation)) is { } pair && !IsGivenBackByHandler(pair))
                (all ??= []).Add(pair);
        return (IReadOnlyList<OwnLockPair>?)all ?? [];
    }

    /// <summary>A method of the project that says that it takes a lock, waits for something, and returns nothing to give it back by.</summary>
    private static bool MayTake(IMethodSymbol method, Table locks) =>
        method.Name.IndexOf("Lock", StringComparison.Ordinal) >= 0 && (method.ReturnsVoid || IsBareTask(method.ReturnType)) && LockingCode.Waits(method, locks);

    private static bool IsBareTask(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.IsEmpty: true, ContainingNamespace.Name: "Tasks" };

    /// <summary>True for code that is a part of a lock itself: its callers give back what it takes.</summary>
    private static bool IsOfLock(string name) => LockNames.Tell(name) || LockNames.TellsRelease(name);

    /// <summary>The statement that makes the call, and awaits it at once where it is to be awaited.</summary>
    private static IOperation? StatementOf(IInvocationOperation call)
    {
        IOperation whole = call;
        while (whole.Parent is IAwaitOperation or IConversionOperation || whole.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured && configured.Instance == whole)
            whole = whole.Parent;
        return whole.Parent as IExpressionStatementOperation;
    }

    private static OwnLockPair? Behind(IInvocationOperation acquire, IOperation statement, IBlockOperation block, SteadyCode steady)
    {
        IOperation? thrower = null;
        for (var index = block.Operations.IndexOf(statement) + 1; index < block.Operations.Length; index++)
        {
            if (CallOf(block.Operations[index]) is { } call && StatementOf(call) == block.Operations[index] && IsPair(acquire, call))
                return thrower is null ? null : new OwnLockPair(acquire, call, thrower);
            thrower ??= block.Operations[index].DescendantsHere().FirstOrDefault(step => step is IThrowOperation || step is IAwaitOperation && !(Called(step) is { } given && IsPair(acquire, given))
                || step is IInvocationOperation { TargetMethod: var method } made && IsOurs(method) && !IsPair(acquire, made) && !steady.Is(made)); // To give it back throws nothing.
        }

        return null;
    }

    /// <summary>Code of the project, which throws what it likes. What a library throws means most often that the program is wrong.</summary>
    private static bool IsOurs(IMethodSymbol method) => method.MethodKind == MethodKind.DelegateInvoke || !method.DeclaringSyntaxReferences.IsEmpty && !method.IsExtern;

    private static IInvocationOperation? CallOf(IOperation statement) => Called((statement as IExpressionStatementOperation)?.Operation);

    private static IInvocationOperation? Called(IOperation? step)
    {
        while (step is IAwaitOperation { Operation: var awaited })
            step = awaited;
        while (step is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured })
            step = configured;
        return step as IInvocationOperation;
    }

    private static bool IsPair(IInvocationOperation acquire, IInvocationOperation release) =>
        SymbolEqualityComparer.Default.Equals(acquire.TargetMethod.ContainingType, release.TargetMethod.ContainingType) && IsPair(NameOf(acquire), NameOf(release))
        && IsSame(acquire.Instance, release.Instance) && acquire.Arguments.Length == release.Arguments.Length
        && acquire.Arguments.Zip(release.Arguments, (one, other) => SyntaxFactory.AreEquivalent(one.Syntax, other.Syntax)).All(same => same);

    private static bool IsSame(IOperation? one, IOperation? other) =>
        one is null or IInstanceReferenceOperation ? other is null or IInstanceReferenceOperation : other is not null && SyntaxFactory.AreEquivalent(one.Syntax, other.Syntax);

    private static string NameOf(IInvocationOperation call) => call.TargetMethod.Name is var name && name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Async".Length) : name;

    private static bool IsPair(string take, string give)
    {
        if (take.IndexOf("Lock", StringComparison.Ordinal) is >= 0 and var at && (give == take.Substring(0, at) + "Unlock" + take.Substring(at + 4) || give == take.Substring(0, at) + "UnLock" + take.Substring(at + 4)))
            return true;

        foreach (var word in Takes)
            if (take.StartsWith(word, StringComparison.Ordinal))
                foreach (var other in Gives)
                    if (give.StartsWith(other, StringComparison.Ordinal) && give.Substring(other.Length) == take.Substring(word.Length))
                        return true;
        return false;
    }

    /// <summary>True where a handler or a finally block around gives it back as well.</summary>
    private static bool IsGivenBackByHandler(OwnLockPair pair)
    {
        foreach (var step in (pair.Acquire.EnclosingFunction() ?? pair.Acquire.Root()).DescendantsHere())
            if (step is ITryOperation guarded)
                foreach (var part in guarded.Catches.Cast<IOperation>().Concat(guarded.Finally is { } last ? [last] : []).SelectMany(handler => handler.DescendantsHere()))
                    if (part is IInvocationOperation call && SymbolEqualityComparer.Default.Equals(call.TargetMethod, pair.Release.TargetMethod))
                        return true;
        return false;
    }
}
