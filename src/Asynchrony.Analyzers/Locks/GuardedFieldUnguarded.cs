using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A variable that its type uses under one of its own locks is written without it, or the collection in it is used without it. Silent for
/// plain reads, which often take an old value on purpose, in constructors and what runs before or after others have the object, and where
/// any lock may be held.
/// </summary>
public sealed class GuardedFieldUnguarded() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5011",
        title: "Hold the lock that guards a variable wherever you use it",
        message: "'{0}' is {1} here without '{2}', which is held at {3} of its {4} uses",
        why: "A lock keeps nobody out who does not take it: the one use without it sees, or leaves behind, what is half done.");

    private protected override void Register(RuleRegistration on) => TypeState.Each(on, (state, report) =>
    {
        foreach (var variable in state.Variables)
            if (Guard.Of(variable, state) is { } guard)
                foreach (var use in guard.Bare.Where(use => Word(use, variable) is not null).GroupBy(use => use.Member, SymbolEqualityComparer.Default).Select(same => same.First()))
                    report(new Finding(Rule, use.At.Head(), variable.Variable.Name, Word(use, variable)!, guard.Lock.ToString(), guard.Locked.Count, guard.All)
                        .Also([.. guard.Locked.Select(locked => locked.At.Syntax.GetLocation())]));
    });

    private static string? Word(StateUse use, VariableState variable) =>
        variable.Variable is IFieldSymbol { IsVolatile: true } ? null
        : use.Is(UseKind.ChangesContent) ? "changed"
        : use.Is(UseKind.Write) ? "written"
        : variable.Type is IArrayTypeSymbol ? null
        : use.Is(UseKind.Enumerates) ? "enumerated"
        : use.Is(UseKind.ReadsContent) && !use.CountsOnly ? "read"
        : null;
}
