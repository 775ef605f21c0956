using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Asynchrony.Analyzers.Flow;

/// <summary>What the rules of one compilation share: each body is surveyed and each graph built once, whichever rule asks first.</summary>
internal sealed class Engine
{
    private static readonly ConditionalWeakTable<Compilation, Engine> Cache = new();

    /// <summary>The bodies surveyed last, by their hash. Every rule asks for a body while it is at hand, so a few places are enough.</summary>
    private readonly Survey?[] surveys = new Survey?[64];
    private readonly ConcurrentBag<Survey.Walk> idle = [];
    private readonly ConditionalWeakTable<ControlFlowGraph, Built> graphs = new();
    private readonly ConditionalWeakTable<SyntaxTree, SemanticModel> models = new();
    private readonly ConditionalWeakTable<IOperation, ConcurrentDictionary<Type, object>> answers = new();
    private readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> speaking = new();

    private readonly Compilation compilation;
    private Context? context;

    private Engine(Compilation compilation) => this.compilation = compilation;

    public static Engine Of(Compilation compilation) => Cache.GetValue(compilation, found => new Engine(found));

    /// <summary>What surrounds the code of this compilation.</summary>
    public Context Context(AnalyzerOptions options, CancellationToken cancellation) =>
        context ?? Interlocked.CompareExchange(ref context, new Context(compilation, options, cancellation), null) ?? context;

    public Survey Survey(IOperation root)
    {
        ref var place = ref surveys[RuntimeHelpers.GetHashCode(root) % surveys.Length];
        return place is { } known && known.Root == root ? known : place = Flow.Survey.Of(root, idle);
    }

    /// <summary>Null when the graph is too large.</summary>
    public FlowGraph? Graph(ControlFlowGraph graph, CancellationToken cancellation) =>
        graphs.GetValue(graph, found => new Built(FlowGraph.Of(found, cancellation))).Graph;

    /// <summary>The model of another file, one for all questions: each look into callees would bind it again.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "This is the one model a tree gets.")]
    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1030", Justification = "As above: asked for callees of candidates only.")]
    public SemanticModel Model(SyntaxTree tree) => models.GetValue(tree, found => compilation.GetSemanticModel(found));

    /// <summary>False for a file whose text has no word about locks and threads: its types are not worth a look at every variable.</summary>
    public bool SpeaksOfThreads(SyntaxTree tree) => speaking.GetValue(tree, found => new StrongBox<bool>(Words.Mentions(found))).Value;

    /// <summary>An answer about a body that several rules ask for, found once. The type of the answer tells questions apart.</summary>
    public TAnswer Once<TAnswer>(IOperation body, Func<TAnswer> find) where TAnswer : notnull
    {
        var known = answers.GetValue(body, _ => new ConcurrentDictionary<Type, object>());
        return (TAnswer)known.GetOrAdd(typeof(TAnswer), _ => find());
    }

    private static class Words
    {
        private static readonly string[] OfThreads = ["lock (", "lock(", "Monitor.", "Interlocked.", "Lock.", "Lock()", "Lock ", "volatile ", "Semaphore", "Mutex", "Concurrent", "Thread", "Timer", "Task.Run", "Parallel.", "Synchronized"];

        public static bool Mentions(SyntaxTree tree)
        {
            var text = tree.GetText().ToString();
            return Array.Exists(OfThreads, word => text.IndexOf(word, StringComparison.Ordinal) >= 0);
        }
    }

    private sealed class Built(FlowGraph? graph)
    {
        public FlowGraph? Graph { get; } = graph;
    }
}
