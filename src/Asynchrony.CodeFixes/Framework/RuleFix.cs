namespace Asynchrony.CodeFixes.Framework;

/// <summary>The shape every fix shares: decide what would be right for the flagged node, try it out, and offer only what binds.</summary>
public abstract class RuleFix(params DiagnosticDescriptor[] rules) : CodeFixProvider
{
    private const string WholeKey = ".Whole";
    private const string AloneKey = ".Alone";

    /// <summary>A fix that also answers an error of the compiler, which says the same of code that does not even compile.</summary>
    protected RuleFix(DiagnosticDescriptor rule, string compilerError) : this(rule) => FixableDiagnosticIds = FixableDiagnosticIds.Add(compilerError);

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = rules.Select(rule => rule.Id).ToImmutableArray();

    public sealed override FixAllProvider GetFixAllProvider() => DocumentFixAllProvider.Instance;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await Flagged.In(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } flagged)
                continue;

            var offered = Offer(flagged).ToLookup(fix => fix.IsAlone);
            await Register(offered[false]).ConfigureAwait(false);

            foreach (var whole in await OfferWhole(flagged).ConfigureAwait(false))
                if (await Trial.Of(flagged, whole).ConfigureAwait(false) is { } changed)
                    context.RegisterCodeFix(CodeAction.Create(whole.Title, _ => Task.FromResult(changed), GetType().Name + WholeKey), diagnostic);

            await Register(offered[true]).ConfigureAwait(false);

            async Task Register(IEnumerable<Fix> fixes)
            {
                foreach (var fix in fixes)
                    if (await Trial.Of(flagged, fix).ConfigureAwait(false) is { } changed)
                        context.RegisterCodeFix(CodeAction.Create(fix.Title, _ => Task.FromResult(changed), KeyOf(fix)), diagnostic);
            }
        }
    }

    /// <summary>The fixes for this node, the best one first; none where no rewrite would be right.</summary>
    private protected abstract IEnumerable<Fix> Offer(Flagged flagged);

    /// <summary>The fixes that change other documents too, behind those that do not. Fix All never applies them.</summary>
    private protected virtual Task<IEnumerable<WholeFix>> OfferWhole(Flagged flagged) => Task.FromResult(Enumerable.Empty<WholeFix>());

    /// <summary>True for the action of a fix that changes a signature, and so what other documents say.</summary>
    internal static bool IsWhole(CodeAction action) => action.EquivalenceKey?.EndsWith(WholeKey, StringComparison.Ordinal) == true;

    /// <summary>True for the action of a fix that only a person may choose, one place at a time.</summary>
    internal static bool IsAlone(CodeAction action) => action.EquivalenceKey?.EndsWith(AloneKey, StringComparison.Ordinal) == true;

    /// <summary>The first fix of the wanted kind that binds, applied; null when there is none.</summary>
    internal async Task<Document?> ApplyFirst(Flagged flagged, string? key)
    {
        foreach (var fix in Offer(flagged).Where(fix => !fix.IsAlone && (key is null || KeyOf(fix) == key)))
            if (await Trial.Of(flagged, fix).ConfigureAwait(false) is { } changed)
                return changed;

        return null;
    }

    private string KeyOf(Fix fix) => fix.IsAlone ? GetType().Name + AloneKey : fix.Key ?? GetType().Name;
}

/// <summary>
/// One light bulb: what it says and what it does to the document. Fixes of one rule share the key of the rule, so that Fix All applies
/// to each finding the remedy that suits it; one that is not to be mixed with the others has a key of its own. One that stands alone is never
/// part of Fix All: it hides what a person has to decide.
/// </summary>
internal sealed record Fix(string Title, Action<SyntaxEditor> Edit, string? Key = null, bool IsAlone = false);

/// <summary>One light bulb that edits several documents of the solution, which are only right together.</summary>
internal sealed record WholeFix(string Title, ImmutableDictionary<DocumentId, Action<SyntaxEditor>> Edits);
