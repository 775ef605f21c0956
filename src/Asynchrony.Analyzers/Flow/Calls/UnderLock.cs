using Asynchrony.Analyzers.Flow.State;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>A step that a function takes, itself or through what it calls, while it holds locks of its own.</summary>
internal sealed record UnderLock(Code In, Reached Reached)
{
    /// <summary>A reader follows no longer way.</summary>
    private const int MaximalCalls = 3;

    /// <summary>The locks that the function holds there.</summary>
    public ImmutableArray<TakenLock> Held => (Reached.Calls.IsEmpty ? Reached.Step : Reached.Calls[0]).Held;

    public Step Step => Reached.Step;

    /// <summary>Where the function stands: at the step, or at the call that leads to it.</summary>
    public Location At => Reached.At.Head();

    /// <summary>What the function does there, in words: the step, and the call it comes by.</summary>
    public string Name => Reached.Calls.IsEmpty ? $"'{Step.Name}'" : $"'{Reached.Calls[0].Name}', by '{Step.Name}',";

    /// <summary>Where these locks are taken, then the rest of the way.</summary>
    public Location[] Places(IEnumerable<TakenLock> locks) => [.. locks.Select(held => held.At.Head()).Concat(Reached.Way.Where(place => place != At)).Distinct()];

    /// <summary>Every such step of a kind, once: where the nearest function that holds a lock takes it. What depends on a guess is left out.</summary>
    public static IEnumerable<UnderLock> Each(CallGraph graph, StepKind kind)
    {
        var found = new Dictionary<Step, UnderLock>();
        foreach (var code in graph.Functions)
            foreach (var reached in graph.Of(code.Key))
                if (reached.Step.Kind == kind && reached.Calls.Length <= MaximalCalls && (reached.Guesses == 0 || reached.Calls.IsEmpty) && new UnderLock(code, reached) is { Held.IsEmpty: false } under
                    && (!found.TryGetValue(reached.Step, out var known) || under.Reached.IsWithinType && !known.Reached.IsWithinType || under.Reached.IsWithinType == known.Reached.IsWithinType && reached.Calls.Length < known.Reached.Calls.Length))
                    found[reached.Step] = under;

        return found.Values.OrderBy(under => under.Reached.At.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(under => under.Reached.At.SpanStart).ThenBy(under => under.Step.At.SpanStart);
    }

    /// <summary>The held locks that the code takes for whose end the step waits: neither can go on.</summary>
    public IEnumerable<(TakenLock Held, Reached Taken)> NeededBy(CallGraph graph)
    {
        foreach (var body in graph.BodiesOf(Step))
            foreach (var taken in graph.Of(body is AsyncCall call ? call.Method : body))
                if (taken is { Step: { Kind: StepKind.Acquire, Lock: { MayFail: false } }, Lock: { } path, Guesses: 0 } && (body is not AsyncCall || taken.IsAfterAwait) && (path.Root is not null ? path : Reached.Self is { } self ? path.On(self) : null) is { } named)
                    foreach (var held in Held)
                        if (held.Path.Equals(named) && (held.Kind != "reader" || taken.Step.Lock!.Value.Kind != "reader"))
                            yield return (held, taken);
    }
}
