using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A field that other threads write too, as <c>volatile</c>, Interlocked elsewhere or a body that its type starts shows, is read and written in
/// two steps. Silent under any lock and in construction, where one started body does all the writing, for the several runs of one body
/// (ASY3004), and where a lock guards most uses (ASY5011).
/// </summary>
public sealed class NonAtomicUpdate() : TypeRuleAnalyzer(Rule)
{
    /// <summary>The fact that no other change is made under a lock: an atomic update would not be kept out by it.</summary>
    public const string OneStep = nameof(OneStep);

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5017",
        title: "Update a field that threads share in one atomic step",
        message: "'{0}' is read and written in two steps here, {1}",
        why: "What another thread writes between the two steps is lost, and both go on with the same value.");

    private protected override void Register(RuleRegistration on)
    {
        var context = Engine.Of(on.Compilation).Context(on.AnalyzerOptions, on.Cancellation);

        on.EachBody(CheckWrittenBack);
        TypeState.EachWithSigns(on, (state, report) =>
        {
            if (!context.IsUserInterface(state.Type) && !context.IsGame(state.Type))
                foreach (var variable in state.Variables)
                {
                    SharedUpdate? first = null;
                    List<StateUse>? others = null;
                    foreach (var update in SharedUpdate.Of(variable, state))
                        if (update.SharedBy is SharedBy.Delegate or SharedBy.Numbers && context.HasOneUser(state.Type))
                            continue;
                        else if (!IsOfAccessors(update))
                            report(FindingOf(update));
                        else if (first is null)
                            first = update;
                        else
                            (others ??= []).Add(update.Use);
                    if (first is not null)
                        report(FindingOf(first, others));
                }
        });
    }

    /// <summary>What an event does to add a handler and to remove one is one defect of the event.</summary>
    private static bool IsOfAccessors(SharedUpdate update) => update is { SharedBy: SharedBy.Delegate, Use.Member: IMethodSymbol { MethodKind: MethodKind.EventAdd or MethodKind.EventRemove } };

    /// <summary><c>n = Interlocked.Increment(ref n);</c></summary>
    private static void CheckWrittenBack(BodyContext context)
    {
        foreach (var body in context.Blocks)
            foreach (var call in context.Surveyed(body).Calls)
                if (AtomicCall.Of(call) is { WriteBack: { Target: IFieldReferenceOperation or IArrayElementReferenceOperation } assignment } && !call.Ancestors().Any(outer => outer is ILockOperation))
                    context.ReportWeakerInTests(new Finding(Rule, assignment.Target.Head(), assignment.Target.Named()?.Name ?? assignment.Target.Syntax.ToString(), $"for the result of Interlocked.{call.TargetMethod.Name} is written back"));
    }

    private static Finding FindingOf(SharedUpdate update, List<StateUse>? more = null)
    {
        var finding = new Finding(Rule, update.Use.At.Head(), update.Use.Variable.Name, update.SharedBy switch
        {
            SharedBy.Interlocked => "but in one by Interlocked elsewhere",
            SharedBy.Volatile => "which volatile does not make one",
            SharedBy.Started => "and so it is by another thread",
            SharedBy.Delegate => "so a delegate that another thread adds or removes meanwhile is lost",
            _ => "so two callers may get the same number",
        }).Also([.. update.Others.Concat(more ?? []).Select(other => other.At.Syntax.GetLocation())]);

        return update.CanBeOneStep ? finding.With(OneStep, "") : finding;
    }
}
