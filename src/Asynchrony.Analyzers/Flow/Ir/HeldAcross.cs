namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>
/// Locks that are held, on every path that leads there, where a function awaits or yields. Steps under one acquisition belong together:
/// the first of them is where the reader looks, the lock is one.
/// </summary>
internal sealed class HeldAcross
{
    private readonly List<Suspension> steps = [];
    private readonly List<Hold> holds;

    private HeldAcross(Suspension first, List<Hold> holds)
    {
        steps.Add(first);
        this.holds = holds;
    }

    public Suspension First => steps[0];

    /// <summary>How many locks these are.</summary>
    public int Count => holds.Select(hold => hold.Thing).Distinct().Count();

    /// <summary>The locks with the lines that acquire them, for a message.</summary>
    public string Names => string.Join(" and ", holds.GroupBy(hold => hold.Thing).Select(same =>
        $"'{same.Key.Name}', acquired on line {string.Join(" or ", same.Select(hold => hold.At.Syntax.GetLocation().Line()))}"));

    /// <summary>Where the locks are acquired, then every further step that they are held across.</summary>
    public Location[] Others => [.. holds.Select(hold => hold.At.Head()), .. steps.Skip(1).Select(step => step.Keyword)];

    /// <summary>Every such place of a function; <paramref name="counts"/> says which holds matter at a step.</summary>
    public static IReadOnlyList<HeldAcross> In(LockFlow flow, Verb verb, Func<IOperation, Hold, bool> counts)
    {
        var found = new Dictionary<SyntaxNode, (Suspension Step, List<Hold> Holds)>();

        flow.Paths.Replay((step, states) =>
        {
            if (step.Verb != verb)
                return;

            var always = Always(states, hold => counts(step.At, hold)).ToList();
            var place = Suspension.Of(step.At);
            if (always.Count == 0)
                return;

            if (found.TryGetValue(place.Node, out var known))
                known.Holds.AddRange(always.Where(hold => !known.Holds.Any(other => Same(hold, other))));
            else
                found.Add(place.Node, (place, always));
        });

        var grouped = new List<HeldAcross>();
        foreach (var (step, holds) in found.Values.OrderBy(entry => entry.Step.Node.SpanStart))
            if (grouped.FirstOrDefault(group => group.holds.Any(hold => holds.Any(other => Same(hold, other)))) is { } group)
                group.steps.Add(step);
            else
                grouped.Add(new HeldAcross(step, holds));

        return grouped;
    }

    /// <summary>The holds of those locks that no path is without.</summary>
    private static IEnumerable<Hold> Always(PathStates states, Func<Hold, bool> counts)
    {
        var holds = states.All.SelectMany(state => state.Open).Where(counts).ToList();

        return holds.Where(hold => states.Always(state => state.Open.Any(other => other.Thing.Equals(hold.Thing) && counts(other))))
            .GroupBy(hold => hold.At.Syntax).Select(same => same.First())
            .OrderBy(hold => hold.At.Syntax.SpanStart);
    }

    private static bool Same(Hold one, Hold other) => one.At.Syntax == other.At.Syntax && one.Thing.Equals(other.Thing);
}
