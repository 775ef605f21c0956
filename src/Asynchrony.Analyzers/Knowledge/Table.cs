using System.Collections.Concurrent;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Analyzers.Knowledge;

/// <summary>
/// What a set of APIs means, as data. A line is a documentation-comment id, then the words that apply to it; <c>#</c> starts a comment.
/// A member without a parameter list stands for all its overloads; <c>*</c> in the place of a type is any; <c>N:</c> names a namespace and <c>A:</c> an assembly. A project extends a table by an additional file named
/// <c>asynchrony.NAME.txt</c> of the same form, in which a later line replaces an earlier one for the same id.
/// Look-ups compare names only, so a table costs nothing until a member of a listed name is met.
/// </summary>
internal sealed class Table
{
    private static readonly ConditionalWeakTable<AnalyzerOptions, Dictionary<string, Table>> Cache = new();

    private readonly Lazy<Lines> lines;
    private readonly ConcurrentDictionary<string, List<Entry>> entries = new(StringComparer.Ordinal);

    private Table(string name, string added) => lines = new(() => new Lines(Bytes(name, added)));

    /// <summary>The shipped table of that name, extended by the additional files of the project.</summary>
    public static Table Of(string name, AnalyzerOptions options, CancellationToken cancellation)
    {
        var tables = Cache.GetValue(options, _ => new Dictionary<string, Table>(StringComparer.Ordinal));

        lock (tables)
        {
            if (!tables.TryGetValue(name, out var table))
                tables.Add(name, table = new Table(name, Added(name, options, cancellation)));
            return table;
        }
    }

    /// <summary>The shipped lines alone: what the tests about the tables read.</summary>
    public static IEnumerable<string> Shipped(string name) => Encoding.UTF8.GetString(Bytes(name, "")).Split('\n');

    /// <summary>The text as it is stored: what is never asked for is never decoded.</summary>
    private static byte[] Bytes(string name, string added)
    {
        using var stream = typeof(Table).Assembly.GetManifestResourceStream($"{name}.txt")
            ?? throw new ArgumentException($"There is no table '{name}'.", nameof(name));

        var length = (int)stream.Length;
        var bytes = new byte[length + Encoding.UTF8.GetByteCount(added)];
        for (var (filled, read) = (0, 1); read > 0; filled += read)
            read = stream.Read(bytes, filled, length - filled);

        Encoding.UTF8.GetBytes(added, 0, added.Length, bytes, length);
        return bytes;
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
        if (Named(NameOf(member)) is not { } entries)
            return ImmutableArray<string>.Empty;

        for (var type = receiver as INamedTypeSymbol; type is not null && !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, member.ContainingType?.OriginalDefinition); type = type.BaseType)
            if (Among(entries, member.OriginalDefinition, type.OriginalDefinition) is { } entry)
                return entry.Words;

        return Find(member);
    }

    public bool Says(ISymbol member, string word) => Find(member).Contains(word);

    /// <summary>The same for code whose symbols are not at hand: a member written behind the name of its type.</summary>
    public bool SaysWritten(string type, string member, string word) =>
        Named(member) is { } entries && entries.Exists(entry => entry.Words.Contains(word) && entry.IsOfTypeNamed(type));

    /// <summary>The words for a member that a type need not declare: one that a framework calls by its name.</summary>
    public ImmutableArray<string> Find(INamedTypeSymbol type, string name) =>
        Named(name) is { } entries && entries.Find(entry => entry.Id[0] != 'T' && entry.Names(type)) is { } found ? found.Words : ImmutableArray<string>.Empty;

    /// <summary>The words for a member of any type, which a line writes as <c>*</c>: who asks looks at the rest of its shape.</summary>
    public ImmutableArray<string> FindAnywhere(string member) =>
        Named(member) is { } entries && entries.Find(entry => entry.IsOfTypeNamed("*")) is { } found ? found.Words : ImmutableArray<string>.Empty;

    /// <summary>The words for a type of which only the last name is known.</summary>
    public ImmutableArray<string> FindUnresolved(string name) =>
        Named(name) is { } entries && entries.Find(entry => entry.Id[0] == 'T') is { } found ? found.Words : ImmutableArray<string>.Empty;

    /// <summary>The words for an assembly (A:) or a namespace (N:) by its full name.</summary>
    public ImmutableArray<string> FindNamed(char kind, string fullName) =>
        lines.Value.Mention(kind, fullName) && Named($"{kind}:{fullName}") is { } entries ? entries[0].Words : ImmutableArray<string>.Empty;

    /// <summary>The lines of a name, taken apart at the first question for it; null where there are none. Most compilations ask for few of them, and for none of most tables.</summary>
    private List<Entry>? Named(string name)
    {
        if (!lines.Value.Mention(name))
            return null;
        if (!entries.TryGetValue(name, out var known))
            known = entries.GetOrAdd(name, lines.Value.Named(name));

        return known.Count == 0 ? null : known;
    }

    private static Entry? Among(List<Entry> entries, ISymbol member, INamedTypeSymbol? type)
    {
        Entry? general = null;
        foreach (var entry in entries) // No lambda: it would be allocated for every member that is asked about.
        {
            if (!entry.Names(entry.Id[0] == 'T' ? member as INamedTypeSymbol : type))
                continue;
            if (!entry.HasParameters)
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

    private static string Added(string name, AnalyzerOptions options, CancellationToken cancellation)
    {
        var files = options.AdditionalFiles.Where(file => Path.GetFileName(file.Path).Equals($"asynchrony.{name}.txt", StringComparison.OrdinalIgnoreCase)).OrderBy(file => file.Path, StringComparer.Ordinal);
        return string.Concat(files.SelectMany(file => file.GetText(cancellation)?.Lines ?? Enumerable.Empty<TextLine>()).Select(line => $"\n{line}"));
    }

    /// <summary>The text of a table and where each name stands in it: found by hash, so that neither lines nor names become strings before they are asked for.</summary>
    private sealed class Lines
    {
        private const int None = -1;

        private readonly byte[] text;
        private readonly int[] first;
        private readonly Line[] all;

        public Lines(byte[] text)
        {
            this.text = text;
            all = new Line[Count(text)];
            first = new int[Math.Max(all.Length, 1)];
            for (var slot = 0; slot < first.Length; slot++)
                first[slot] = None;

            for (int start = 0, index = 0; start < text.Length; index++)
            {
                var end = Array.IndexOf(text, (byte)'\n', start);
                all[index] = LineOf(start, end < 0 ? text.Length : end);
                start = end < 0 ? text.Length : end + 1;
            }

            // From the last to the first, so that those of one name are found in the order of the text.
            for (var index = all.Length - 1; index >= 0; index--)
                if (all[index].Says)
                {
                    all[index].Next = first[Slot(all[index].Hash)];
                    first[Slot(all[index].Hash)] = index;
                }
        }

        /// <summary>False where no line is about the name. True also for another name of the same hash, which is rare.</summary>
        public bool Mention(string name) => Mention(HashOf(name, 0));

        public bool Mention(char kind, string name) => Mention(HashOf(name, Add(Add(0, kind), ':')));

        /// <summary>What the lines say of the name; a later line replaces an earlier one for the same id.</summary>
        public List<Entry> Named(string name)
        {
            var found = new List<Entry>(1);
            var hash = HashOf(name, 0);

            for (var index = first[Slot(hash)]; index != None; index = all[index].Next)
                if (all[index].Hash == hash && new Entry(TextOf(all[index], ofId: true), this, index) is var entry && entry.IsNamed(name))
                {
                    for (var earlier = found.Count - 1; earlier >= 0; earlier--)
                        if (found[earlier].Id == entry.Id)
                            found.RemoveAt(earlier);
                    found.Add(entry);
                }

            return found;
        }

        /// <summary>The words of a line, without what is remarked.</summary>
        public ImmutableArray<string> WordsOf(int index)
        {
            var words = TextOf(all[index], ofId: false).Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
            var count = Array.FindIndex(words, word => word[0] == '#');
            return ImmutableArray.Create(words, 0, count < 0 ? words.Length : count);
        }

        private static readonly char[] Blanks = [' ', '\t', '\r'];

        /// <summary>The id of a line, or what stands behind it.</summary>
        private string TextOf(Line line, bool ofId)
        {
            var end = line.Start;
            while (end < line.End && !IsSpace(text[end]))
                end++;
            return ofId ? Encoding.UTF8.GetString(text, line.Start, end - line.Start) : Encoding.UTF8.GetString(text, end, line.End - end);
        }

        private bool Mention(int hash)
        {
            for (var index = first[Slot(hash)]; index != None; index = all[index].Next)
                if (all[index].Hash == hash)
                    return true;
            return false;
        }

        private int Slot(int hash) => (int)((uint)hash % (uint)first.Length);

        private static int Count(byte[] text)
        {
            var count = text.Length > 0 ? 1 : 0;
            foreach (var letter in text)
                if (letter == '\n')
                    count++;
            return count;
        }

        /// <summary>Where the line stands, and the hash of the last name of its id, by which it is found.</summary>
        private Line LineOf(int start, int end)
        {
            while (start < end && IsSpace(text[start]))
                start++;
            if (end - start < 3 || text[start + 1] != ':' || text[start] == '#')
                return default;

            var last = start;
            while (last < end && text[last] != '(' && !IsSpace(text[last]))
                last++;

            var (name, until) = (start, last);
            if (text[start] is not ((byte)'A' or (byte)'N' or (byte)'S'))
            {
                var dot = Array.LastIndexOf(text, (byte)'.', last - 1, last - start - 2);
                name = dot < 0 ? start + 2 : dot + 1;
                var arity = Array.IndexOf(text, (byte)'`', name, last - name);
                until = arity < 0 ? last : arity;
            }

            var hash = 0;
            for (var index = name; index < until; index++)
                hash = Add(hash, text[index]);
            return new Line(start, end, hash);
        }

        private static int HashOf(string name, int hash)
        {
            foreach (var letter in name)
                if (letter < 128)
                    hash = Add(hash, letter);
                else
                    foreach (var part in Encoding.UTF8.GetBytes(letter.ToString()))
                        hash = Add(hash, part);

            return hash;
        }

        private static int Add(int hash, int letter) => unchecked(hash * 31 + letter);

        private static bool IsSpace(byte letter) => letter is (byte)' ' or (byte)'\t' or (byte)'\r';
    }

    /// <summary>A part of a text that says something of one name.</summary>
    private struct Line(int start, int end, int hash)
    {
        public readonly int Start => start;

        public readonly int End => end;

        public readonly int Hash => hash;

        public readonly bool Says => end > 0;

        /// <summary>The next line whose name falls into the same slot.</summary>
        public int Next { get; set; }
    }

    /// <summary>One line of a table that has a name. Its words are read at the first question: most lines of a name are about other types.</summary>
    private sealed class Entry
    {
        private readonly Lines lines;
        private readonly int index;

        /// <summary>Where the type ends in the id.</summary>
        private readonly int type;

        /// <summary>Where the last name begins and ends in the id; the number of its type parameters is no part of it.</summary>
        private readonly int name;

        private readonly int end;
        private ImmutableArray<string> words;

        public Entry(string id, Lines lines, int index)
        {
            Id = id;
            this.lines = lines;
            this.index = index;

            var open = id.IndexOf('(');
            HasParameters = open >= 0;
            end = open < 0 ? id.Length : open;
            if (id[0] is 'A' or 'N' or 'S')
                return;

            var dot = id.LastIndexOf('.', end - 1, end - 2);
            name = dot < 0 ? 2 : dot + 1;
            type = id[0] == 'T' ? end : dot;
            end = id.IndexOf('`', name, end - name) is >= 0 and var arity ? arity : end;
        }

        public string Id { get; }

        /// <summary>True for a line about one overload.</summary>
        public bool HasParameters { get; }

        public ImmutableArray<string> Words
        {
            get
            {
                if (words.IsDefault)
                    ImmutableInterlocked.InterlockedInitialize(ref words, lines.WordsOf(index));
                return words;
            }
        }

        /// <summary>True where the last name of the id is written so.</summary>
        public bool IsNamed(string written) => end - name == written.Length && string.CompareOrdinal(Id, name, written, 0, written.Length) == 0;

        /// <summary>True when the type has the full name of this entry's type. Of a type that does not resolve only the last name is known.</summary>
        public bool Names(INamedTypeSymbol? named)
        {
            if (type < 2)
                return false;
            if (named is IErrorTypeSymbol)
                return IsNamed(named, StartOf(type), type);

            ISymbol? part = named?.OriginalDefinition;
            for (var end = type; end > 2; part = part.ContainingSymbol)
            {
                var start = StartOf(end);
                if (part is null or INamespaceSymbol { IsGlobalNamespace: true } || !IsNamed(part, start, end))
                    return false;
                end = start - 1;
            }

            return part is INamespaceSymbol { IsGlobalNamespace: true };
        }

        /// <summary>True where the last name of the type is written so.</summary>
        public bool IsOfTypeNamed(string written) => type > 2 && StartOf(type) is var start && type - start == written.Length && string.CompareOrdinal(Id, start, written, 0, written.Length) == 0;

        /// <summary>Where the name begins that ends there.</summary>
        private int StartOf(int end) => Id.LastIndexOf('.', end - 1, end - 2) is var dot && dot < 0 ? 2 : dot + 1;

        private bool IsNamed(ISymbol part, int start, int end)
        {
            var name = part.Name;
            var arity = part is INamedTypeSymbol generic ? generic.Arity : 0;
            var rest = start + name.Length;

            return rest <= end && string.CompareOrdinal(Id, start, name, 0, name.Length) == 0
                && (arity == 0 ? rest == end : end - rest > 1 && Id[rest] == '`' && IsNumber(arity, rest + 1, end));
        }

        /// <summary>True where exactly this number is written.</summary>
        private bool IsNumber(int number, int start, int end)
        {
            for (var at = end - 1; at >= start; at--, number /= 10)
                if (number == 0 || Id[at] != '0' + number % 10)
                    return false;

            return number == 0;
        }
    }
}
