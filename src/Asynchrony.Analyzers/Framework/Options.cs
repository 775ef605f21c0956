namespace Asynchrony.Analyzers.Framework;

/// <summary>
/// What a project sets in .editorconfig. Every option exists once for all rules (<c>asynchrony.name</c>)
/// and once for one rule (<c>asynchrony.ASYnnnn.name</c>), which wins.
/// </summary>
internal readonly struct Options
{
    private readonly AnalyzerConfigOptionsProvider provider;

    private Options(AnalyzerConfigOptionsProvider provider) => this.provider = provider;

    public static Options Of(AnalyzerOptions options) => new(options.AnalyzerConfigOptionsProvider);

    /// <summary>
    /// True where <c>excluded_symbols</c> names the owner or something that contains it:
    /// documentation-comment ids of members, types or namespaces, separated by <c>|</c>.
    /// </summary>
    public bool Excludes(string id, ISymbol owner, SyntaxTree? tree)
    {
        if (tree is null || Value(id, "excluded_symbols", tree) is not { Length: > 0 } listed)
            return false;

        var excluded = listed.Split('|').Select(symbol => symbol.Trim()).ToImmutableHashSet(StringComparer.Ordinal);

        for (var symbol = owner; symbol is not null and not INamespaceSymbol { IsGlobalNamespace: true }; symbol = symbol.ContainingSymbol)
            if (symbol.GetDocumentationCommentId() is { } documented && excluded.Contains(documented))
                return true;

        return false;
    }

    private string? Value(string id, string name, SyntaxTree tree)
    {
        var options = provider.GetOptions(tree);

        return options.TryGetValue($"asynchrony.{id}.{name}", out var own) ? own
            : options.TryGetValue($"asynchrony.{name}", out var common) ? common
            : null;
    }
}
