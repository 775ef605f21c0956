using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A wait whose condition is tested once and not again, or not at all; a wait or pulse that surely happens without the lock; a pulse for one
/// where others wait for something else; and a wait that does not ask for what the pulse tells. But for the last, silent for waits with a time limit, where a loop or another test follows, and where callers may hold
/// the lock.
/// </summary>
public sealed class ConditionWaitMisused() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5014",
        title: "Wait in a loop that tests the condition",
        message: "'{0}' on '{1}' {2}",
        why: "Between a pulse and the return of a wait another thread may take the lock and change the state again, and a pulse that nobody waits for is lost: only a test under the lock tells.");

    /// <summary>What a fix has to do: "loop", "lock" or "all".</summary>
    public const string Needs = "Needs";

    private protected override void Register(RuleRegistration on)
    {
        var (conditions, locks) = (on.Table("Conditions"), on.Table("Locks"));
        on.EachBody(body => Check(body, conditions, locks));
        TypeState.EachWithLocks(on, (state, report) =>
        {
            foreach (var variable in state.Variables)
                if (variable.Type.IsReferenceType)
                    Check(variable, state, conditions, locks, report);
        });
    }

    private static void Check(BodyContext context, Table conditions, Table locks)
    {
        foreach (var body in context.Blocks)
            foreach (var call in context.Surveyed(body).Calls)
                if (ConditionCall.Of(call, conditions) is { IsEndless: true } wait)
                    if (wait.OnlyTest(locks) is { } test)
                        context.ReportWeakerInTests(Of(wait, $"comes behind one test, in line {test.Syntax.GetLocation().Line()}, and nothing tests again when it is over").With(Needs, "loop"));
                    else if (wait.IsBlind)
                        context.ReportWeakerInTests(Of(wait, "comes without a test, so a pulse that came earlier is lost"));
    }

    private static void Check(VariableState variable, TypeState state, Table conditions, Table locks, Action<Finding> report)
    {
        List<(ConditionCall Call, StateUse Use)>? calls = null;
        foreach (var use in variable.Uses)
            if (use.At.User() is IArgumentOperation { Parent: IInvocationOperation call } && ConditionCall.Of(call, conditions) is { } condition && condition.Lock.Unwrapped() == use.At)
                (calls ??= []).Add((condition, use));
        if (calls is null)
            return;

        foreach (var unasked in UnaskedSignal.Among(calls, state))
            report(Of(unasked.Wait, $"comes without a test of '{unasked.Set.Variable.Name}', which line {unasked.Set.At.Syntax.GetLocation().Line()} sets before it pulses, so a pulse that came earlier is lost").Also(unasked.Set.At.Head()));

        var others = calls.FindAll(entry => entry.Call.IsEndless && entry.Call.Condition is not null)
            .GroupBy(entry => entry.Call.Condition!.ToString()).Select(same => same.First().Call).ToList();
        foreach (var (call, use) in calls)
            if (IsUnlocked(use, variable, state) && IsKept(variable, conditions, locks))
                report(Of(call, "comes without its lock, and so throws").With(Needs, call.Waits ? "" : "lock"));
            else if (call.WakesOne && others is [var one, var other, ..])
                report(Of(call, $"wakes one thread, but what waits in line {one.Call.Syntax.GetLocation().Line()} waits for something else than in line {other.Call.Syntax.GetLocation().Line()}")
                    .Also(one.Call.Head(), other.Call.Head()).With(Needs, "all"));
    }

    /// <summary>True where nobody can hold the lock: it is the type's own, and neither this code nor any that leads to it takes it.</summary>
    private static bool IsUnlocked(StateUse use, VariableState variable, TypeState state) =>
        !use.MayBeLocked && !use.At.IsForeign() && variable.Variable.DeclaredAccessibility == Accessibility.Private
        && (use.Function is null or ILocalFunctionOperation || state.RunsOn(use) is not null)
        && !use.Locks.Any(held => SymbolEqualityComparer.Default.Equals(held.Lock.Parts.LastOrDefault()?.OriginalDefinition, variable.Variable))
        && !LockNames.Tell(use.Member.Name);

    /// <summary>True where the type does nothing with the object but to lock it, so that nobody else has it.</summary>
    private static bool IsKept(VariableState variable, Table conditions, Table locks) => variable.Uses.All(use => use.Is(UseKind.Write) || use.At.User() switch
    {
        ILockOperation => true,
        IArgumentOperation { Parent: IInvocationOperation call } => ConditionCall.Of(call, conditions) is not null || LockCall.Of(call, locks) is not null,
        IVariableInitializerOperation => true, // A local copy to lock.
        _ => false,
    });

    private static Finding Of(ConditionCall call, string what) => new(Rule, call.Call.Head(), call.Call.TargetMethod.Name, call.Lock.Syntax.ToString(), what);
}
