using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Asynchrony.Corpus;

/// <summary>
/// Applies the first fix of every finding, each alone and then as Fix All, and what only a person may choose one at a time, and holds each to
/// its promise: the code still compiles, no comment is gone, the finding is, and no other has come. Fix All goes rule after rule, each on the outcome of the one before.
/// </summary>
internal sealed class FixCheck
{
    private readonly Source source;
    private readonly Product product;
    private readonly Progress progress;
    private readonly ImmutableArray<Found> fixable;
    private readonly HashSet<string> told;
    private readonly Crashes crashes = new();
    private readonly ProjectState original;
    private readonly List<Offer> offers = [];
    private readonly List<string> violations = [];
    private readonly SortedDictionary<string, FixCount> counts = new(StringComparer.Ordinal);

    public FixCheck(Source source, Product product, ImmutableArray<Found> findings, Progress progress)
    {
        (this.source, this.product, this.progress) = (source, product, progress);
        told = [.. findings.Select(found => ProjectState.Place(found.Diagnostic))];
        fixable = [.. findings.Where(found => product.FixFor(found.Id) is not null)];
        original = new ProjectState(source, source.Project, product, crashes);

        foreach (var rule in fixable.GroupBy(found => found.Id))
            counts[rule.Key] = new FixCount { Findings = rule.Count() };
    }

    public IReadOnlyList<string> Violations => [.. violations, .. crashes.Seen.Select(crash => crash.Text(source)).Distinct()];

    private sealed record Offer(Found Found, RuleFix Fix, Document Document, CodeAction Action);

    public async Task Alone()
    {
        progress.Begin($"{source.Label}: {fixable.Length} fixes alone", fixable.Length);

        foreach (var found in fixable)
        {
            await Guarded(found.Place, found.Id, () => Alone(found));
            progress.Step();
        }

        progress.End();
    }

    private async Task Alone(Found found)
    {
        var fix = product.FixFor(found.Id)!;
        var document = source.Project.GetDocument(found.Tree)!;
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, found.Diagnostic, (action, _) => actions.Add(action), CancellationToken.None));

        if (actions.Count == 0)
        {
            counts[found.Id].Refused++;
            return;
        }

        if (actions.Find(action => !RuleFix.IsAlone(action)) is { } first)
        {
            counts[found.Id].Applied++;
            if (!RuleFix.IsWhole(first))
                offers.Add(new Offer(found, fix, document, first));
            await Holds(found, document, first, "alone");
        }

        if (actions.Find(RuleFix.IsAlone) is { } chosen)
        {
            counts[found.Id].Chosen++;
            await Holds(found, document, chosen, "by choice");
        }
    }

    /// <summary>Applies an action to the code as it was, and tells what it breaks.</summary>
    private async Task Holds(Found found, Document document, CodeAction action, string how)
    {
        var after = await Applied(original, action);
        var broken = await Broken(original, after);

        if (broken.Count == 0 && await Remains(found, document.Id, after))
            broken = ["the finding remains"];

        Add(found.Place, found.Id, how, broken);
    }

    public async Task Together()
    {
        var groups = offers.GroupBy(offer => (offer.Fix, offer.Action.EquivalenceKey)).OrderBy(group => $"{group.Key.Fix.GetType().FullName} {group.Key.EquivalenceKey}", StringComparer.Ordinal).ToList();
        var state = original;
        progress.Begin($"{source.Label}: {groups.Count} fixes of all", groups.Count);

        foreach (var group in groups)
        {
            var rule = string.Join('/', group.Select(offer => offer.Found.Id).Distinct().Order(StringComparer.Ordinal));
            await Guarded(source.Name, rule, async () => state = await Together(state, [.. group], rule));
            progress.Step();
        }

        if (source.IsFolder && state != original)
            Add(source.Name, "all rules", "in the whole folder", [.. (await state.AllErrors()).Beyond(await original.AllErrors()).Select(error => $"new error {error}")]);

        progress.End();
    }

    private async Task<ProjectState> Together(ProjectState before, ImmutableArray<Offer> group, string rule)
    {
        var fix = group[0].Fix;
        var found = await StillThere(before, fix);
        var context = new FixAllContext(before.Project, fix, FixAllScope.Project, group[0].Action.EquivalenceKey!, fix.FixableDiagnosticIds, new Listed(found), CancellationToken.None);

        if (await fix.GetFixAllProvider().GetFixAsync(context) is not { } action)
        {
            Add(source.Name, rule, "all", ["Fix All does nothing"]);
            return before;
        }

        var after = await Applied(before, action);
        Add(source.Name, rule, "all", await Broken(before, after));

        foreach (var document in group.GroupBy(offer => offer.Document.Id))
        {
            var (told, left) = ((await before.Of(document.Key)).Told, (await after.Of(document.Key)).Told);

            foreach (var same in document.GroupBy(offer => ProjectState.Text(offer.Found.Diagnostic)))
            {
                var remaining = left.Of(same.Key) - Math.Max(0, told.Of(same.Key) - same.Count());
                counts[same.First().Found.Id].AppliedTogether += same.Count() - Math.Max(0, remaining);

                if (remaining > 0)
                    Add(same.First().Found.Place, same.First().Found.Id, "all", ["the finding remains"]);
            }
        }

        return after;
    }

    /// <summary>The findings a fix is for: the first ones where the document is untouched, those of now where an earlier fix changed it.</summary>
    private async Task<ImmutableDictionary<DocumentId, ImmutableArray<Diagnostic>>> StillThere(ProjectState state, RuleFix fix)
    {
        var changed = state.Project.GetChanges(source.Project).GetChangedDocuments().ToHashSet();
        var found = fixable.Where(found => fix.FixableDiagnosticIds.Contains(found.Id))
            .GroupBy(found => source.Project.GetDocument(found.Tree)!.Id)
            .Where(document => !changed.Contains(document.Key))
            .ToImmutableDictionary(document => document.Key, document => document.Select(found => found.Diagnostic).ToImmutableArray());

        foreach (var id in changed)
            found = found.Add(id, [.. (await state.Of(id)).Findings.Where(finding => fix.FixableDiagnosticIds.Contains(finding.Id))]);

        return found;
    }

    private async Task<ProjectState> Applied(ProjectState before, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(before.Project.Solution, new Progress<CodeAnalysisProgress>(), CancellationToken.None);
        var solution = operations.OfType<ApplyChangesOperation>().FirstOrDefault()?.ChangedSolution ?? before.Project.Solution;

        return new ProjectState(source, solution.GetProject(before.Project.Id)!, product, crashes, before);
    }

    /// <summary>Every promise the change breaks. What was told of a place before is nothing new there, in whatever words: one use more that holds the lock changes them.</summary>
    private async Task<List<string>> Broken(ProjectState before, ProjectState after)
    {
        var changes = after.Project.GetChanges(before.Project);
        var changed = changes.GetChangedDocuments().Concat(changes.GetAddedDocuments()).ToList();
        var broken = new List<string>();

        foreach (var id in changed)
        {
            var (then, now) = (await before.Of(id), await after.Of(id));
            var file = after.Project.GetDocument(id)!.Name;
            broken.AddRange(now.Errors.Beyond(then.Errors).Select(error => $"new error in {file}: {error}"));
            broken.AddRange(then.Remarks.Beyond(now.Remarks).Select(remark => $"lost in {file}: {remark}"));
            var more = now.Kinds.Beyond(then.Kinds).ToHashSet(StringComparer.Ordinal);
            broken.AddRange(now.Findings.Where(finding => more.Contains(ProjectState.Kind(finding)) && !told.Contains(ProjectState.Place(finding)) && !then.Findings.Any(before => ProjectState.Place(before) == ProjectState.Place(finding)))
                .Select(finding => $"new finding in {file}: {ProjectState.Kind(finding)}"));
        }

        return changed.Count == 0 ? ["it changes nothing"] : [.. broken.Distinct()];
    }

    private async Task<bool> Remains(Found found, DocumentId document, ProjectState after)
    {
        var text = ProjectState.Text(found.Diagnostic);
        var before = (await original.Of(document)).Told.Of(text);

        // A document alone does not show what a rule says at the end of a compilation.
        return before > 0
            ? (await after.Of(document)).Told.Of(text) >= before
            : (await after.Whole(found.Id)).Of(text) >= (await original.Whole(found.Id)).Of(text);
    }

    private async Task Guarded(string place, string rule, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception crash) when (crash is not OutOfMemoryException)
        {
            Add(place, rule, "crash", [crash.ToString()]);
        }
    }

    private void Add(string place, string rule, string how, IReadOnlyCollection<string> broken)
    {
        violations.AddRange(broken.Select(promise => $"fix {place} {rule} {how}: {promise}"));

        foreach (var id in rule.Split('/'))
            if (counts.TryGetValue(id, out var count))
                count.Violations += broken.Count;
    }

    public void Print(TextWriter output)
    {
        output.WriteLine($"{"rule",-10}{"findings",10}{"applied",10}{"by choice",10}{"refused",10}{"fix all",10}{"broken",10}");

        foreach (var (rule, count) in counts)
            output.WriteLine($"{rule,-10}{count.Findings,10}{count.Applied,10}{count.Chosen,10}{count.Refused,10}{count.AppliedTogether,10}{count.Violations,10}");

        foreach (var violation in Violations)
            output.WriteLine(violation);
    }
}

/// <summary>How the fix of one rule fared: applied are first actions, by choice those that only a person may choose; refused means that none was offered.</summary>
internal sealed class FixCount
{
    public int Findings { get; init; }

    public int Applied { get; set; }

    public int Chosen { get; set; }

    public int Refused { get; set; }

    public int AppliedTogether { get; set; }

    public int Violations { get; set; }
}
