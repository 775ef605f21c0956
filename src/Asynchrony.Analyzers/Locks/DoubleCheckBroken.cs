using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A variable is tested without a lock and set under one, or behind a semaphore, and two threads are not kept apart: nothing is tested again, something else is, the
/// variable is set before the work is done, or is a plain flag for other variables. Silent about a flag of the member that ends the object. References that are set last of all are right, volatile or not.
/// </summary>
public sealed class DoubleCheckBroken() : RuleAnalyzer(Rule)
{
    /// <summary>What is wrong with the two tests.</summary>
    public const string Fault = nameof(Fault);

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5015",
        title: "Test again under the lock, and set the variable last of all",
        message: "'{0}' is {1}",
        why: "Threads that waited for the lock do the work again if nobody looks a second time, and those that need no lock use what is not complete.");

    private protected override void Register(RuleRegistration on)
    {
        var locks = on.Table("Locks");
        on.EachBody(context => Check(context, locks));
    }

    private static void Check(BodyContext context, Table locks)
    {
        foreach (var body in context.Blocks)
            foreach (var check in DoubleCheck.In(context.Surveyed(body), locks))
                if (!IsEnd(check, context.Owner))
                    context.ReportWeakerInTests(new Finding(Rule, check.Set.Target.Head(), check.Set.Target.Named()!.Name, Harm(check)).Also(check.Tested.Head(), check.Other?.Head()).With(Fault, check.Fault.ToString()));
    }

    /// <summary>True for a flag of the member that ends the object: whoever finds it set goes away, and relies on nothing that was to be done first.</summary>
    private static bool IsEnd(DoubleCheck check, ISymbol owner) =>
        check.Fault is CheckFault.PlainFlag or CheckFault.Early && check.Set.Target.Type?.SpecialType == SpecialType.System_Boolean && LockNames.Say(owner.Name, Ends);

    private static readonly ImmutableArray<string> Ends = ImmutableArray.Create("Dispose", "Close", "Stop", "Shutdown", "Finish");

    private static string Harm(DoubleCheck check) => check.Fault switch
    {
        CheckFault.Missing => $"set here without a second test under the lock, so threads that waited for it since line {LineOf(check.Tested)} set it again",
        CheckFault.Other => $"set here though the test under the lock is of '{check.Other!.Named()!.Name}', so threads that waited for it set it again",
        CheckFault.Early => $"set here before line {LineOf(check.Other!)} is done, and the test in line {LineOf(check.Tested)} needs no lock to see it",
        _ => $"a plain flag, and who tests it in line {LineOf(check.Tested)} without the lock may see it before what it stands for",
    };

    private static int LineOf(IOperation operation) => operation.Syntax.GetLocation().Line();
}
