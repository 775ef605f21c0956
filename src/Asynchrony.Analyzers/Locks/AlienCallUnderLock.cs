using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// An event is raised, a delegate of the caller's invoked or a token cancelled while a lock is held. Silent for private events, and for
/// delegates that come in by what only this assembly sees: their code is the program's own; where all code that the program gives only makes or
/// reads a value; in a method whose name says that it runs code under the lock; and for a call that also waits, of which that is told.
/// </summary>
public sealed class AlienCallUnderLock() : TypeRuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5020",
        title: "Call out after the lock is released",
        message: "{0} runs code of others while this thread holds {1}",
        why: "What that code does is not known here: if it waits for a thread that needs the lock, or takes a lock in another order, nobody gets any further.");

    private protected override void Register(RuleRegistration on)
    {
        var steady = on.Table("Steady");
        TypeState.EachWithLocks(on, (state, report) =>
        {
            foreach (var section in Sections(In(state.Calls, new GivenCode(on, steady))))
                report(FindingOf(Rule, section));
        });
    }

    internal static IEnumerable<UnderLock> In(CallGraph graph, GivenCode given)
    {
        HashSet<SyntaxNode>? waits = null;
        foreach (var under in UnderLock.Each(graph, StepKind.Raise))
            if (under.Held.Any(IsOwned) && (under.Step.Word != "parameter" || under.Reached.Calls.IsEmpty && !IsPrescribed(under.Reached.In.Member))
                && !(under.Step.Word == "delegate" && graph.GivesOwnCode(under.In.Type, under.Reached.In.Type))
                && (under.IsHere || !(waits ??= [.. BlockingUnderLock.In(graph).Where(wait => !wait.Under.IsHere).Select(wait => wait.Under.Reached.At)]).Contains(under.Reached.At))
                && !(under.Step.Word == "parameter" && LockNames.Tell(under.Reached.In.Member.Name)) && !IsForOneAtATime(under.Reached.In.Type) && !given.IsQuiet(under.Reached))
                yield return under;
    }

    /// <summary>One section is one defect, however often it calls out.</summary>
    internal static IEnumerable<IReadOnlyList<UnderLock>> Sections(IEnumerable<UnderLock> calls) => calls.GroupBy(under => under.Held.First(IsOwned).At).Select(section => section.ToList());

    internal static Finding FindingOf(DiagnosticDescriptor rule, IReadOnlyList<UnderLock> section)
    {
        var under = section[0];
        var locks = under.Held.Where(IsOwned).ToList();
        return new Finding(rule, under.At, under.Name, string.Join(" and ", locks.Select(held => $"'{held.Path}'"))).Also([.. under.Places(locks), .. section.Skip(1).Select(other => other.At)])
            .With(UnderLock.Here, under.IsHere && section.Count == 1 ? "true" : "false");
    }

    private static bool IsOwned(TakenLock held) => held.Kind is not ("semaphore" or "async" or "shared" or "mutex");

    /// <summary>True for a type that is there to let others call one at a time, as its name says.</summary>
    private static bool IsForOneAtATime(INamedTypeSymbol type) => type.Name.StartsWith("Synchronized", StringComparison.Ordinal) || type.Name.StartsWith("Synchronised", StringComparison.Ordinal);

    /// <summary>True where an interface of another assembly says how the delegate is used.</summary>
    private static bool IsPrescribed(ISymbol member) => member is IMethodSymbol method
        && method.ContainingType.AllInterfaces.Any(type => type.DeclaringSyntaxReferences.IsEmpty && type.GetMembers(method.Name).Any(prescribed => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(prescribed), method)));
}
