namespace Asynchrony.Analyzers.Framework;

/// <summary>
/// One thing found: where, what the message names, and every other place the reader must see.
/// A rule with two severities declares the higher one and calls <see cref="Weaker"/> for the other case:
/// the compiler does not run an analyzer whose descriptors are all Info, so the opposite would never show.
/// </summary>
internal readonly record struct Finding(DiagnosticDescriptor Rule, Location At, params object[] Names)
{
    private ImmutableArray<Location> Others { get; init; } = ImmutableArray<Location>.Empty;

    private ImmutableDictionary<string, string?> Facts { get; init; } = ImmutableDictionary<string, string?>.Empty;

    private DiagnosticSeverity? Severity { get; init; }

    public Finding Also(params Location?[] locations) => this with { Others = locations.OfType<Location>().ToImmutableArray() };

    /// <summary>A fact that the fix needs and cannot see in the tree.</summary>
    public Finding With(string fact, string value) => this with { Facts = Facts.SetItem(fact, value) };

    public Finding Weaker() => this with { Severity = DiagnosticSeverity.Info };

    /// <summary>For what nobody is told of, and only a fix is offered for.</summary>
    public Finding Hidden() => this with { Severity = DiagnosticSeverity.Hidden };

    public Diagnostic ToDiagnostic() => Severity is { } severity
        ? Diagnostic.Create(Rule, At, severity, Others, Facts, Names)
        : Diagnostic.Create(Rule, At, Others, Facts, Names);
}
