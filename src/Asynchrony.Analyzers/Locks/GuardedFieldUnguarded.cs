using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A variable that its type uses under one of its own locks is written without it, or the collection in it is used without it. Silent for
/// plain reads, which often take an old value on purpose; in constructors and what runs before or after others have the object; behind a wait
/// for the others; where any lock may be held; and where several runs of one body meet, which other rules tell. One look under the lock is
/// enough where the same function then changes the variable when it has given the lock back; and a lock that every change of a collection holds
/// is meant for those who read it too.
/// </summary>
public sealed class GuardedFieldUnguarded() : TypeRuleAnalyzer(Rule)
{
    /// <summary>How the code of the type names the lock.</summary>
    public const string Lock = "Lock";

    public static readonly DiagnosticDescriptor Rule = Rules.Warning(
        id: "ASY5011",
        title: "Hold the lock that guards a variable wherever you use it",
        message: "'{0}' is {1} here without '{2}', {3}",
        why: "A lock keeps nobody out who does not take it: the one use without it sees, or leaves behind, what is half done.");

    private protected override void Register(RuleRegistration on)
    {
        var unguarded = on.Table("Unguarded");
        var context = Engine.Of(on.Compilation).Context(on.AnalyzerOptions, on.Cancellation);
        TypeState.EachWithLocks(on, (state, report) =>
        {
            if (Context.IsInNamespaceOfTests(state.Type))
                return;

            foreach (var variable in state.Variables)
            {
                if (variable.Variable is not IFieldSymbol { IsVolatile: true } && Guard.Of(variable, state) is { } guard)
                    foreach (var use in FirstOfEachMember(guard, variable, state, unguarded))
                    {
                        if (!use.IsChange && (variable.Uses.Any(owner => (owner == use || owner.IsChange) && Contention.AssertsThread(owner, context)) || StaysAtItsPlace(use, variable)))
                            continue; // The one thread that changes it may read it as it likes.
                        var finding = FindingOf(Rule, use, guard, variable, guard.Lock.ToString(), unguarded).With(Lock, guard.Lock.ToString());
                        report(IsThin(use, guard) || state.RunsOn(use) is null && (context.IsUserInterface(state.Type) || context.IsGame(state.Type)) ? finding.Weaker() : finding);
                    }
                else
                {
                    foreach (var left in LeftLock.Of(variable, state))
                        if (Claims.Owner(left.Change, variable, state) == Claim.MajorityLock)
                            report(new Finding(Rule, left.Change.At.Head(), variable.Variable.Name, Word(left.Change, variable, unguarded)!, left.Lock.ToString(), $"under which line {left.Test.Syntax.GetLocation().Line()} looks whether it may be")
                                .Weaker().Also(left.Test.Syntax.GetLocation()));
                    if (variable.Variable is not IFieldSymbol { IsVolatile: true } && !context.IsUserInterface(state.Type) && !context.IsGame(state.Type) && !(variable.Variable.IsStatic && context.IsOfOneThread))
                        foreach (var bare in LockedChanges.Of(variable, state, CollectionChange.WordsOf(variable.Content, unguarded)))
                            if (Claims.Owner(bare.Read, variable, state) == Claim.Rest)
                                report(new Finding(Rule, bare.Read.At.Head(), variable.Variable.Name, bare.Read.Is(UseKind.Enumerates) ? "enumerated" : "read", bare.Lock.ToString(), "which every change of it holds")
                                    .Weaker().With(Lock, bare.Lock.ToString()).Also([.. bare.Locked.Select(locked => locked.At.Syntax.GetLocation())]));
                }
            }
        });
    }

    internal static Finding FindingOf(DiagnosticDescriptor rule, StateUse use, Guard guard, VariableState variable, string name, Table unguarded) =>
        new Finding(rule, use.At.Head(), variable.Variable.Name, Word(use, variable, unguarded)!, name, $"which is held at {guard.Locked.Count} of its {guard.All} uses")
            .Also([.. guard.Locked.Select(locked => locked.At.Syntax.GetLocation())]);

    internal static IEnumerable<StateUse> FirstOfEachMember(Guard guard, VariableState variable, TypeState state, Table unguarded)
    {
        HashSet<ISymbol>? members = null;
        foreach (var use in guard.Bare)
            if (Word(use, variable, unguarded) is not null && !use.IsAsserted && !Replaces(use, guard) && !PassesThrough(use, guard) && !Escape.Of(variable, state).Any(escape => escape.Use == use) && Claims.Owner(use, variable, state) == Claim.MajorityLock && !state.IsTakenUnder(use, guard.Lock) && !use.IsLeftUnlocked && !state.IsForOneThread(use) && (members ??= new(SymbolEqualityComparer.Default)).Add(use.Member))
                yield return use;
    }

    /// <summary>What the reader is told of a use that needs the lock; null where it does not, or may do without on purpose.</summary>
    private static string? Word(StateUse use, VariableState variable, Table unguarded) =>
        use.Is(UseKind.ChangesContent) ? "changed"
        : use.Is(UseKind.Write) ? "written"
        : variable.Type is IArrayTypeSymbol || !variable.IsChangedInPlace ? null
        : use.Is(UseKind.Enumerates) ? "enumerated"
        : IsGivenAway(use) ? "given away"
        : use.Is(UseKind.ReadsContent) && !use.Counts && !CollectionChange.WordsOf(variable.Content, unguarded).Contains("writer") ? "read"
        : null;

    /// <summary>True where another object, or code of another type, gets the collection: it reads it there, and takes no lock of this type.</summary>
    private static bool IsGivenAway(StateUse use) => use.Is(UseKind.LetsOut) && use.At.User() switch
    {
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: { } owner } } => owner is not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance },
        IArgumentOperation { Parameter.RefKind: RefKind.None, Parent: IInvocationOperation { TargetMethod: var method } } => !SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, use.Member.ContainingType.OriginalDefinition)
            && method.Name is not ("ReferenceEquals" or "Equals" or "KeepAlive" or "Enter" or "TryEnter" or "Exit" or "Wait" or "Pulse" or "PulseAll" or "IsEntered") && method.MethodKind is not MethodKind.LocalFunction,
        _ => false,
    };

    /// <summary>True for an element of a list that only grows, by a fixed place: it is there, and stays.</summary>
    private static bool StaysAtItsPlace(StateUse use, VariableState variable) => use.At.Parent is IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value.ConstantValue.HasValue: true }] }
        && variable.Uses.All(other => !other.IsChange || other.IsConstruction || other.Is(UseKind.ChangesContent) && other.At.User() is IInvocationOperation { TargetMethod.Name: "Add" or "AddRange" });

    /// <summary>True where a variable whose object is the lock gets another one: which lock is to be held then is another question.</summary>
    private static bool Replaces(StateUse use, Guard guard) => use.Is(UseKind.Write) && guard.Lock.Members is [var own] && SymbolEqualityComparer.Default.Equals(own, use.Variable);

    /// <summary>
    /// True for a setter that only takes the value in, where the getter is no more careful, and for a method that does nothing else: the
    /// variable is set up from outside, as a public field would be.
    /// </summary>
    private static bool PassesThrough(StateUse use, Guard guard) =>
        use.At.Parent is ISimpleAssignmentOperation { Value: var value } assignment && value.Unwrapped() is IParameterReferenceOperation && use.Member is IMethodSymbol member
        && (member is { MethodKind: MethodKind.PropertySet, AssociatedSymbol: IPropertySymbol property } ? !guard.Locked.Any(locked => SymbolEqualityComparer.Default.Equals(locked.Member, property.GetMethod))
            : member.MethodKind == MethodKind.Ordinary && assignment.Parent?.Parent is IBlockOperation { Operations.Length: 1, Parent: IMethodBodyOperation or null });

    /// <summary>True for a value that is set in one step, where few of the uses hold the lock: it may be there for something else that those do.</summary>
    private static bool IsThin(StateUse use, Guard guard) => !use.Is(UseKind.ChangesContent) && use.Is(UseKind.Write) && (guard.Locked.Count < 3 || guard.Locked.Count * 4 < guard.All * 3);
}
