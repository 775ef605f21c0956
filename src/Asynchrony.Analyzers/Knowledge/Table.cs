using System.Collections.Concurrent;
using System.IO;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Analyzers.Knowledge;

/// <summary>
/// What a set of APIs means, as data. A line is a documentation-comment id, then the words that apply to it; <c>#</c> starts a comment.
/// A member without a parameter list stands for all its overloads; <c>N:</c> names a namespace and <c>A:</c> an assembly. A project extends a table by an additional file named
/// <c>asynchrony.NAME.txt</c> of the same form, in which a later line replaces an earlier one for the same id.
/// Look-ups compare names only, so a table costs nothing until a member of a listed name is met.
/// </summary>
internal sealed class Table
{
    private static readonly ConditionalWeakTable<AnalyzerOptions, Dictionary<string, Table>> Cache = new();

    private readonly Lazy<Dictionary<string, List<Line>>> index;
    private readonly ConcurrentDictionary<string, List<Entry>> entries = new(StringComparer.Ordinal);

    private Table(string name, ImmutableArray<string> added) => index = new(() => Index(added.Insert(0, Text(name))));

    /// <summary>The shipped table of that name, extended by the additional files of the project.</summary>
    public static Table Of(string name, AnalyzerOptions options, CancellationToken cancellation)
    {
        var tables = Cache.GetValue(options, _ => new Dictionary<string, Table>(StringComparer.Ordinal));

        lock (tables)
        {
            if (!tables.TryGetValue(name, out var table))
                tables.Add(name, table = new Table(name, Added(name, options, cancellation).ToImmutableArray()));
            return table;
        }
    }

    /// <summary>The shipped lines alone: what the tests about the tables read.</summary>
    public static IEnumerable<string> Shipped(string name) => Text(name).Split('\n');

    private static string Text(string name)
    {
        using var stream = typeof(Table).Assembly.GetManifestResourceStream($"{name}.txt")
            ?? throw new ArgumentException($"There is no table '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The words of the most telling line for this member: its own parameter list before all overloads, its own type before its bases.</summary>
    public ImmutableArray<string> Find(ISymbol member)
    {
        if (Named(NameOf(member)) is not { } entries)
            return ImmutableArray<string>.Empty; // An overridden member has the same name.

        for (var current = member; current is not null; current = Overridden(current))
            if (Among(entries, current.OriginalDefinition, current as INamedTypeSymbol ?? current.ContainingType) is { } entry)
                return entry.Words;

        return ImmutableArray<string>.Empty;
    }

    /// <summary>As <see cref="Find(ISymbol)"/>, where a line may also name the type of the receiver, which inherits the member.</summary>
    public ImmutableArray<string> Find(ISymbol member, ITypeSymbol? receiver)
    {
        if (Named(NameOf(member)) is { } entries)
            for (var type = receiver as INamedTypeSymbol; type is not null && !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, member.ContainingType?.OriginalDefinition); type = type.BaseType)
                if (Among(entries, member.OriginalDefinition, type.OriginalDefinition) is { } entry)
                    return entry.Words;

        return Find(member);
    }

    public bool Says(ISymbol member, string word) => Find(member).Contains(word);

    /// <summary>The same for code whose symbols are not at hand: a member written behind the name of its type.</summary>
    public bool SaysWritten(string type, string member, string word) =>
        Named(member) is { } entries && entries.Any(entry => entry.Words.Contains(word) && entry.Type.LastOrDefault() == type);

    /// <summary>The words for a member that a type need not declare: one that a framework calls by its name.</summary>
    public ImmutableArray<string> Find(INamedTypeSymbol type, string name) =>
        Named(name) is { } entries && entries.Find(entry => entry.Id[0] != 'T' && entry.Names(type)) is { } found ? found.Words : ImmutableArray<string>.Empty;

    /// <summary>The words for a type of which only the last name is known.</summary>
    public ImmutableArray<string> FindUnresolved(string name) =>
        Named(name) is { } entries && entries.Find(entry => entry.Id[0] == 'T') is { } found ? found.Words : ImmutableArray<string>.Empty;

    /// <summary>The words for an assembly (A:) or a namespace (N:) by its full name.</summary>
    public ImmutableArray<string> FindNamed(char kind, string fullName) =>
        Named($"{kind}:{fullName}") is { } entries ? entries[0].Words : ImmutableArray<string>.Empty;

    /// <summary>The lines of a name, taken apart at the first question for it; null where there are none. Most compilations ask for few of them, and for none of most tables.</summary>
    private List<Entry>? Named(string name)
    {
        if (!index.Value.TryGetValue(name, out var lines))
            return null;
        if (entries.TryGetValue(name, out var known))
            return known;

        var parsed = new List<Entry>();
        foreach (var line in lines)
        {
            var entry = Entry.Parse(line.ToString());
            parsed.RemoveAll(earlier => earlier.Id == entry.Id);
            parsed.Add(entry);
        }

        return entries.GetOrAdd(name, parsed);
    }

    private static Dictionary<string, List<Line>> Index(ImmutableArray<string> texts)
    {
        var byName = new Dictionary<string, List<Line>>(StringComparer.Ordinal);

        foreach (var text in texts)
            for (var start = 0; start < text.Length; start++)
            {
                var end = text.IndexOf('\n', start);
                var line = new Line(text, start, end < 0 ? text.Length : end);
                if (line.Name is { } name)
                {
                    if (!byName.TryGetValue(name, out var lines))
                        byName.Add(name, lines = new List<Line>(1));
                    lines.Add(line);
                }

                start = line.End;
            }

        return byName;
    }

    private static Entry? Among(List<Entry> entries, ISymbol member, INamedTypeSymbol? type)
    {
        Entry? general = null;
        foreach (var entry in entries) // No lambda: it would be allocated for every member that is asked about.
        {
            if (!entry.Names(entry.Id[0] == 'T' ? member as INamedTypeSymbol : type))
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
        IPropertySymbol { IsIndexer: true } => member.MetadataName,
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

    /// <summary>A part of a text that says something of one name.</summary>
    private readonly struct Line(string text, int start, int end)
    {
        public int End => end;

        /// <summary>The last name of the id, by which the line is found; null where the line says nothing.</summary>
        public string? Name
        {
            get
            {
                var first = start;
                while (first < end && char.IsWhiteSpace(text[first]))
                    first++;
                if (end - first < 3 || text[first + 1] != ':' || text[first] == '#')
                    return null;

                var last = first;
                while (last < end && text[last] != '(' && !char.IsWhiteSpace(text[last]))
                    last++;
                if (text[first] is 'A' or 'N')
                    return text.Substring(first, last - first);

                var dot = text.LastIndexOf('.', last - 1, last - first - 2);
                var name = dot < 0 ? first + 2 : dot + 1;
                var arity = text.IndexOf('`', name, last - name);
                return text.Substring(name, (arity < 0 ? last : arity) - name);
            }
        }

        public override string ToString() => text.Substring(start, end - start);
    }

    /// <summary>One line of a table, taken apart.</summary>
    private sealed record Entry(string Id, ImmutableArray<string> Type, string? Parameters, ImmutableArray<string> Words)
    {
        /// <summary>Of a line that has a name.</summary>
        public static Entry Parse(string line)
        {
            var words = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            var comment = Array.FindIndex(words, word => word[0] == '#');
            var said = words.Take(comment < 0 ? words.Length : comment).Skip(1).ToImmutableArray();

            var id = words[0];
            if (id[0] is 'A' or 'N')
                return new Entry(id, ImmutableArray<string>.Empty, null, said);

            var open = id.IndexOf('(');
            var path = (open < 0 ? id : id.Substring(0, open)).Substring(2).Split('.');

            return id[0] == 'T'
                ? new Entry(id, ImmutableArray.Create(path), null, said)
                : new Entry(id, path.Take(path.Length - 1).ToImmutableArray(), open < 0 ? null : id.Substring(open), said);
        }

        /// <summary>True when the type has the full name of this entry's type. Of a type that does not resolve only the last name is known.</summary>
        public bool Names(INamedTypeSymbol? type)
        {
            if (type is IErrorTypeSymbol)
                return Type.Length > 0 && IsNamed(type, Type[Type.Length - 1]);

            ISymbol? part = type?.OriginalDefinition;

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
    }
}
