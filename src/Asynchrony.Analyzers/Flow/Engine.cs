using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Analyzers.Flow;

/// <summary>What the rules of one compilation share: each body is surveyed and each graph built once, whichever rule asks first.</summary>
internal sealed class Engine
{
    private static readonly ConditionalWeakTable<Compilation, Engine> Cache = new();

    /// <summary>
    /// The bodies surveyed last, by their hash, each with two places to be in. Every rule asks for a body while it is at hand, so a few are
    /// enough; with one place, two parts of a member that share it would be surveyed anew for every rule.
    /// </summary>
    private readonly Survey?[] surveys = new Survey?[128];
    private readonly ConcurrentBag<Survey.Walk> idle = [];
    private readonly ConcurrentBag<EffectsWalk.Room> rooms = [];
    private readonly ConditionalWeakTable<ControlFlowGraph, Built> graphs = new();
    private readonly ConditionalWeakTable<SyntaxTree, SemanticModel> models = new();
    private readonly ConditionalWeakTable<IOperation, Answers> answers = new();
    private readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> speaking = new();
    private readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> namingStructs = new();

    private readonly Compilation compilation;
    private Context? context;
    private Words? words;
    private StrongBox<bool>? contracts;
    private Declaration? declared;

    private Engine(Compilation compilation) => this.compilation = compilation;

    public static Engine Of(Compilation compilation) => Cache.GetValue(compilation, found => new Engine(found));

    /// <summary>What surrounds the code of this compilation.</summary>
    public Context Context(AnalyzerOptions options, CancellationToken cancellation) =>
        context ?? Interlocked.CompareExchange(ref context, new Context(compilation, options, cancellation), null) ?? context;

    /// <summary>True where methods may state by attributes what they do to locks.</summary>
    public bool HasLockContracts => (contracts ??= new StrongBox<bool>(State.LockContract.AreIn(compilation))).Value;

    public Survey Survey(IOperation root)
    {
        var place = RuntimeHelpers.GetHashCode(root) % surveys.Length;
        if (surveys[place] is { } last && last.Root == root)
            return last;
        if (surveys[place ^ 1] is { } before && before.Root == root)
            return before;

        surveys[place ^ 1] = surveys[place];
        return surveys[place] = Flow.Survey.Of(root, idle);
    }

    /// <summary>The members of a type that is at hand: every rule about types asks for them, and the compiler makes the list anew for each question.</summary>
    public ImmutableArray<ISymbol> MembersOf(INamedTypeSymbol type) => Declared(type).Members;

    /// <summary>Where the parts of a type at hand stand, in the same way.</summary>
    public ImmutableArray<SyntaxReference> PartsOf(INamedTypeSymbol type) => Declared(type).Parts;

    private Declaration Declared(INamedTypeSymbol type) =>
        declared is { } last && SymbolEqualityComparer.Default.Equals(last.Type, type) ? last : declared = new Declaration(type, type.GetMembers(), type.DeclaringSyntaxReferences);

    /// <summary>Null when the graph is too large.</summary>
    public FlowGraph? Graph(ControlFlowGraph graph, CancellationToken cancellation) => graphs.TryGetValue(graph, out var known) ? known.Graph : Build(graph, cancellation);

    private FlowGraph? Build(ControlFlowGraph graph, CancellationToken cancellation) => graphs.GetValue(graph, found => new Built(FlowGraph.Of(found, cancellation))).Graph;

    /// <summary>The model of another file, one for all questions: each look into callees would bind it again.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "This is the one model a tree gets.")]
    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1030", Justification = "As above: asked for callees of candidates only.")]
    public SemanticModel Model(SyntaxTree tree) => models.GetValue(tree, found => compilation.GetSemanticModel(found));

    /// <summary>False for a file whose text has no word about locks and threads: its types are not worth a look at every variable.</summary>
    public bool SpeaksOfThreads(SyntaxTree tree) => speaking.TryGetValue(tree, out var known) ? known.Value : speaking.GetValue(tree, Speaks).Value;

    /// <summary>False for a file that names none of the structs which threads share by their place.</summary>
    public bool NamesSharedStructs(SyntaxTree tree) => namingStructs.TryGetValue(tree, out var known) ? known.Value : namingStructs.GetValue(tree, found => Speaks(found, Words.OfStructs)).Value;

    /// <summary>True for a file whose text has a word, as far as its first letters tell.</summary>
    public bool Has(SyntaxTree tree, string word) => Speaks(tree, [word.Length < Words.Longest ? word : word.Substring(0, Words.Longest)]).Value;

    private StrongBox<bool> Speaks(SyntaxTree tree) => Speaks(tree, Words.OfThreads);

    private StrongBox<bool> Speaks(SyntaxTree tree, string[] wanted)
    {
        var reader = Interlocked.Exchange(ref words, null) ?? new Words();
        var found = new StrongBox<bool>(reader.AreIn(tree.GetText(), wanted));
        words = reader;
        return found;
    }

    /// <summary>An answer about a body that several rules ask for, found once. The type of the answer tells questions apart.</summary>
    public TAnswer Once<TAnswer>(IOperation body, Func<TAnswer> find) where TAnswer : class => Known<TAnswer>(body) ?? Keep(body, find());

    /// <summary>The same in two steps, for what is asked often: no delegate is made for it.</summary>
    public TAnswer? Known<TAnswer>(IOperation body) where TAnswer : class => answers.TryGetValue(body, out var known) ? known.Of<TAnswer>() : null;

    public TAnswer Keep<TAnswer>(IOperation body, TAnswer found) where TAnswer : class => answers.GetValue(body, _ => new Answers()).Add(found);

    /// <summary>What the expressions of a body name: many bodies call the same.</summary>
    public Names NamesOf(IOperation root) => Known<Names>(root) ?? Keep(root, new Names(root));

    /// <summary>Room for one walk through effects, to be given back at its end.</summary>
    public EffectsWalk.Room RoomForEffects() => rooms.TryTake(out var used) ? used : new EffectsWalk.Room();

    public void GiveBack(EffectsWalk.Room room)
    {
        if (room.Clear())
            rooms.Add(room);
    }

    private sealed record Declaration(INamedTypeSymbol Type, ImmutableArray<ISymbol> Members, ImmutableArray<SyntaxReference> Parts);

    /// <summary>What was found out about one body: few things, so a list is smaller than a dictionary and as fast.</summary>
    private sealed class Answers
    {
        private Answer? last;

        public TAnswer? Of<TAnswer>() where TAnswer : class
        {
            for (var answer = Volatile.Read(ref last); answer is not null; answer = answer.Before)
                if (answer.Value is TAnswer found)
                    return found;
            return null;
        }

        /// <summary>Keeps an answer, unless another thread was faster.</summary>
        public TAnswer Add<TAnswer>(TAnswer found) where TAnswer : class
        {
            lock (this)
            {
                if (Of<TAnswer>() is { } other)
                    return other;
                Volatile.Write(ref last, new Answer(found, last));
                return found;
            }
        }

        private sealed class Answer(object value, Answer? before)
        {
            public object Value => value;

            public Answer? Before => before;
        }
    }

    /// <summary>Looks for the words that tell of threads, with room for one part of a text: the whole of a long one would be copied.</summary>
    private sealed class Words
    {
        private const int Part = 4096;

        /// <summary>Parts overlap by more than any word is long.</summary>
        private const int Overlap = 32;

        public const int Longest = Overlap - 1;

        public static readonly string[] OfStructs = ["SpinLock", "SpinWait", "ManualResetValueTaskSourceCore"];

        public static readonly string[] OfThreads = ["lock (", "lock(", "Monitor.", "Interlocked.", "Lock.", "Lock()", "Lock ", "volatile ", "Volatile.", "Semaphore", "Mutex", "Concurrent", "Thread", "Timer", "Task.Run", "Parallel.", "Synchronized", "IAsyncResult", "BackgroundService", "FileSystemWatcher", "DataReceived", "HttpClient"];

        private readonly char[] part = new char[Part];

        public bool AreIn(SourceText text, string[] wanted)
        {
            for (var start = 0; start < text.Length; start += Part - Overlap)
            {
                var count = Math.Min(Part, text.Length - start);
                text.CopyTo(start, part, 0, count);
                foreach (var word in wanted)
                    if (IsIn(count, word))
                        return true;
            }

            return false;
        }

        private bool IsIn(int count, string word)
        {
            for (var at = Array.IndexOf(part, word[0], 0, count); at >= 0; at = Array.IndexOf(part, word[0], at + 1, count - at - 1))
                if (at + word.Length <= count && Continues(at, word))
                    return true;
            return false;
        }

        private bool Continues(int at, string word)
        {
            for (var index = 1; index < word.Length; index++)
                if (part[at + index] != word[index])
                    return false;
            return true;
        }
    }

    private sealed class Built(FlowGraph? graph)
    {
        public FlowGraph? Graph { get; } = graph;
    }
}
