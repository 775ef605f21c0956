namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Carries facts forward along every path of a graph until nothing changes. It knows neither the nodes nor the facts: the caller numbers the
/// nodes and says what leaves each. Joining must be associative, commutative and idempotent, and facts must stop growing.
/// </summary>
internal static class Forward
{
    /// <summary>More rounds than any graph within our limits needs with facts that stop growing; whoever gets null stays silent.</summary>
    private const int RoundsPerNode = 200;

    /// <summary>The joined facts at the entry of each node, null for a node that no fact reaches; null in all when it does not settle.</summary>
    public static TFact?[]? Solve<TFact>(
        int nodes, int entry, TFact start, Func<TFact, TFact, TFact> join, Action<int, TFact, Action<int, TFact>> step, CancellationToken cancellation)
        where TFact : class, IEquatable<TFact>
    {
        var facts = new TFact?[nodes];
        var pending = new SortedSet<int> { entry };
        var rounds = 0;
        facts[entry] = start;

        while (pending.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            if (rounds++ > nodes * RoundsPerNode)
                return null;

            var node = pending.Min;
            pending.Remove(node);
            step(node, facts[node]!, Arrive);
        }

        return facts;

        void Arrive(int to, TFact fact)
        {
            var joined = facts[to] is { } known ? join(known, fact) : fact;
            if (facts[to] is { } before && before.Equals(joined))
                return;

            facts[to] = joined;
            pending.Add(to);
        }
    }
}
