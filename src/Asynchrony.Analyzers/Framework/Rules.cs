namespace Asynchrony.Analyzers.Framework;

/// <summary>Declares rules. Family, category and help link follow from the id, so a rule states only what is its own.</summary>
internal static class Rules
{
    private const string Pages = "https://github.com/asynchrony-analyzers/Asynchrony.Analyzers/blob/main/docs/rules/";

    public static DiagnosticDescriptor Warning(string id, string title, string message, string why) =>
        Create(id, title, message, why, DiagnosticSeverity.Warning);

    public static DiagnosticDescriptor Info(string id, string title, string message, string why) =>
        Create(id, title, message, why, DiagnosticSeverity.Info);

    /// <summary>What nobody is told of, and only a fix is offered for.</summary>
    public static DiagnosticDescriptor Hidden(string id, string title, string message, string why) =>
        Create(id, title, message, why, DiagnosticSeverity.Hidden);

    /// <summary>What is right to find and not everybody's taste: a project that wants it switches it on.</summary>
    public static DiagnosticDescriptor Off(string id, string title, string message, string why) =>
        Create(id, title, message, why, DiagnosticSeverity.Info, isEnabled: false);

    /// <summary>A suggestion that needs the whole program, so that builds alone report it.</summary>
    public static DiagnosticDescriptor AtEnd(string id, string title, string message, string why) =>
        new(id, title, message, Family(id), DiagnosticSeverity.Info, isEnabledByDefault: true, why, $"{Pages}{id}.md", WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>The twin of a rule that needs the whole program and is reported by builds only. Its id is that of the rule plus 500; they share a page.</summary>
    public static DiagnosticDescriptor InBuild(string id, DiagnosticDescriptor rule) => InBuild(id, rule, rule.DefaultSeverity);

    /// <summary>A twin that a project switches on if it wants it.</summary>
    public static DiagnosticDescriptor OffInBuild(string id, DiagnosticDescriptor rule) => InBuild(id, rule, rule.DefaultSeverity, isEnabled: false);

    /// <summary>A twin that is not as sure.</summary>
    public static DiagnosticDescriptor InBuild(string id, DiagnosticDescriptor rule, DiagnosticSeverity severity, bool isEnabled = true) =>
        new(id, rule.Title, rule.MessageFormat, rule.Category, severity, isEnabled, rule.Description, rule.HelpLinkUri, WellKnownDiagnosticTags.CompilationEnd);

    private static DiagnosticDescriptor Create(string id, string title, string message, string why, DiagnosticSeverity severity, bool isEnabled = true) =>
        new(id, title, message, Family(id), severity, isEnabled, why, $"{Pages}{id}.md");

    private static string Family(string id) => id[3] switch
    {
        '1' => "Async",
        '2' => "Threads",
        '3' => "Closures",
        '4' => "Channels",
        '5' => "Locks",
        '6' => "Contracts",
        _ => throw new ArgumentException($"'{id}' belongs to no family.", nameof(id)),
    };
}
