using System.IO;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Analyzers.Knowledge;

/// <summary>
/// What a set of APIs means, as data. A line is a documentation-comment id, then the words that apply to it; <c>#</c> starts a comment.
/// A member without a parameter list stands for all its overloads. A project extends a table by an additional file named
/// <c>asynchrony.NAME.txt</c> of the same form, in which a later line replaces an earlier one for the same id.
/// Look-ups compare names only, so a table costs nothing until a member of a listed name is met.
/// </summary>
internal sealed class Table
{
    private static readonly ConditionalWeakTable<AnalyzerOptions, Dictionary<string, Table>> Cache = new();

    private readonly Dictionary<string, List<Entry>> byName = new(StringComparer.Ordinal);

    private Table(IEnumerable<string> lines)
    {
        foreach (var entry in lines.Select(Entry.Parse).OfType<Entry>())
        {
            if (!byName.TryGetValue(entry.Name, out var entries))
                byName.Add(entry.Name, entries = []);
            entries.RemoveAll(earlier => earlier.Id == entry.Id);
            entries.Add(entry);
        }
    }

    /// <summary>The shipped table of that name, extended by the additional files of the project.</summary>
    public static Table Of(string name, AnalyzerOptions options, CancellationToken cancellation)
    {
        var tables = Cache.GetValue(options, _ => new Dictionary<string, Table>(StringComparer.Ordinal));

        lock (tables)
        {
            if (!tables.TryGetValue(name, out var table))
                tables.Add(name, table = new Table(Shipped(name).Concat(Added(name, options, cancellation))));
            return table;
        }
    }

    /// <summary>The shipped lines alone: what the tests about the tables read.</summary>
    public static IEnumerable<string> Shipped(string name)
    {
        using var stream = typeof(Table).Assembly.GetManifestResourceStream($"{name}.txt")
            ?? throw new ArgumentException($"There is no table '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n');
    }

    /// <summary>The words of the most telling line for this member: its own parameter list before all overloads, its own type before its bases.</summary>
    public ImmutableArray<string> Find(ISymbol member)
    {
        if (!byName.TryGetValue(NameOf(member), out var entries))
            return ImmutableArray<string>.Empty; // An overridden member has the same name.

        for (var current = member; current is not null; current = Overridden(current))
            if (Among(entries, current.OriginalDefinition) is { } entry)
                return entry.Words;

        return ImmutableArray<string>.Empty;
    }

    public bool Says(ISymbol member, string word) => Find(member).Contains(word);

    private static Entry? Among(List<Entry> entries, ISymbol member)
    {
        Entry? general = null;
        foreach (var entry in entries) // No lambda: it would be allocated for every member that is asked about.
        {
            if (!entry.NamesTypeOf(member))
                continue;
            if (entry.Parameters is null)
                general = entry;
            else if (member.GetDocumentationCommentId() == entry.Id)
                return entry;
        }

        return general;
    }

    private static string NameOf(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => "#ctor",
        IMethodSymbol { ReducedFrom: { } definition } => definition.Name,
        _ => member.Name,
    };

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol { OverriddenMethod: { } method } => method,
        IPropertySymbol { OverriddenProperty: { } property } => property,
        _ => null,
    };

    private static IEnumerable<string> Added(string name, AnalyzerOptions options, CancellationToken cancellation) =>
        options.AdditionalFiles
            .Where(file => Path.GetFileName(file.Path).Equals($"asynchrony.{name}.txt", StringComparison.OrdinalIgnoreCase))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .SelectMany(file => file.GetText(cancellation) is { } text ? text.Lines.Select(line => line.ToString()) : []);

    /// <summary>One line of a table, taken apart once.</summary>
    private sealed record Entry(string Id, string Name, ImmutableArray<string> Type, string? Parameters, ImmutableArray<string> Words)
    {
        public static Entry? Parse(string line)
        {
            var words = Split(Regex.Replace(line, @"(^|\s)#.*$", ""));

            if (words.Length == 0 || words[0].Length < 3 || words[0][1] != ':')
                return null;

            var id = words[0];
            var open = id.IndexOf('(');
            var path = (open < 0 ? id : id.Substring(0, open)).Substring(2).Split('.');
            var name = Regex.Replace(path[path.Length - 1], @"``?\d+$", "");

            return id[0] == 'T'
                ? new Entry(id, name, ImmutableArray.Create(path), null, words.Skip(1).ToImmutableArray())
                : new Entry(id, name, path.Take(path.Length - 1).ToImmutableArray(), open < 0 ? null : id.Substring(open), words.Skip(1).ToImmutableArray());
        }

        /// <summary>True when the member's own type (or the type itself) has this entry's full name.</summary>
        public bool NamesTypeOf(ISymbol member)
        {
            ISymbol? part = Id[0] == 'T' ? member as INamedTypeSymbol : member.ContainingType;

            for (var index = Type.Length - 1; index >= 0; index--, part = part.ContainingSymbol)
                if (part is null or INamespaceSymbol { IsGlobalNamespace: true } || !IsNamed(part, Type[index]))
                    return false;

            return part is INamespaceSymbol { IsGlobalNamespace: true };
        }

        private static bool IsNamed(ISymbol part, string written) => part is INamedTypeSymbol { Arity: > 0 } generic
            ? written.Length > generic.Name.Length && written[generic.Name.Length] == '`'
                && written.StartsWith(generic.Name, StringComparison.Ordinal)
                && written.Substring(generic.Name.Length + 1) == generic.Arity.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : part.Name == written;

        private static string[] Split(string text) => text.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
    }
}
