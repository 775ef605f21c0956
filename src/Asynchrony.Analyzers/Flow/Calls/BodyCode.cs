using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>What one body contributes to a <see cref="CallGraph"/>.</summary>
internal sealed record BodyCode(SyntaxNode Root, IReadOnlyList<Code> Functions, IReadOnlyList<(ISymbol Variable, object Body)> Started, IReadOnlyList<ISymbol> HandedOut)
{
    public bool IsEmpty => Functions.Count == 0 && Started.Count == 0 && HandedOut.Count == 0;

    public bool Waits => Functions.Any(code => code.Steps.Any(step => step.Kind == StepKind.Wait));

    public bool IsAsync => Functions.Any(code => code.IsAsync);

    /// <summary>True for code that runs when a type is used first.</summary>
    public bool IsInitializer => Functions.Any(code => code.IsConstruction && code.Member.IsStatic);

    public bool TakesLocks => Functions.Any(code => code.Steps.Any(step => step.Kind == StepKind.Acquire || !step.Held.IsEmpty));
}

/// <summary>The code that is started into a variable: which it is, the whole type tells.</summary>
internal sealed record StartedIn(ISymbol Variable);

/// <summary>An async function that is called: up to its first await it runs in its caller.</summary>
internal sealed record AsyncCall(object Method);

/// <summary>A task that a variable gets, of which nobody here knows the code: one that is complete from the start, or one that some other code made.</summary>
internal sealed record Given(bool IsComplete)
{
    public static readonly Given Complete = new(IsComplete: true);
    public static readonly Given Unknown = new(IsComplete: false);
}

/// <summary>The tables that tell what a step is.</summary>
internal sealed record CallTables(Table Locks, Table RunsDelegate, Table Blocking, Table TaskWaits, Table Alien)
{
    public static CallTables Of(RuleRegistration on) => new(on.Table("Locks"), on.Table("RunsDelegate"), on.Table("Blocking"), on.Table("TaskWaits"), on.Table("Alien"));
}
