using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Framework;

/// <summary>What the rules of a group may listen to in one compilation, and what they may ask about that compilation.</summary>
internal sealed class RuleRegistration(CompilationStartAnalysisContext start, KnownSymbols known, Switches switches)
{
    private readonly Listeners<BodyContext> bodies = new();
    private readonly Listeners<SymbolStartAnalysisContext> types = new();
    private readonly Listeners<Action<Finding, ISymbol>> ends = new();
    private readonly Dictionary<Type, object> shared = [];
    private RuleAnalyzer? registering;

    public KnownSymbols Known { get; } = known;

    public Compilation Compilation => start.Compilation;

    public AnalyzerOptions AnalyzerOptions => start.Options;

    public CancellationToken Cancellation => start.CancellationToken;

    public Switches Switches { get; } = switches;

    /// <summary>The rule that registers.</summary>
    public RuleAnalyzer Registering => registering!;

    /// <summary>What several rules listen through, made for the first of them. It hears of every file: what one rule may not report there, others need to know.</summary>
    public T Once<T>(Func<T> make) where T : notnull
    {
        if (!shared.TryGetValue(typeof(T), out var made))
        {
            var first = registering;
            registering = null;
            shared.Add(typeof(T), made = make());
            registering = first;
        }

        return (T)made;
    }

    /// <summary>A knowledge table, with what the project and its packages add to it by additional files.</summary>
    public Table Table(string name) => Knowledge.Table.Of(name, start.Options, start.CancellationToken);

    /// <summary>Every body with executable code: methods, accessors, constructors, field initialisers, top-level statements.</summary>
    public void EachBody(Action<BodyContext> check) => bodies.Add(registering, check);

    /// <summary>Every class and struct for which <paramref name="wanted"/> holds, as one unit with all its parts.</summary>
    public void EachType(Func<INamedTypeSymbol, bool> wanted, Action<TypeContext> begin) =>
        types.Add(registering, context =>
        {
            if (context.Symbol is INamedTypeSymbol type && wanted(type))
                begin(new TypeContext(context));
        });

    /// <summary>What is to be done when the whole compilation was seen; a finding is reported with the member it stands in. Only rules whose findings carry the tag for it may ask.</summary>
    public void AtEnd(Action<Action<Finding, ISymbol>> report) => ends.Add(registering, report);

    /// <summary>What takes findings while bodies are seen, and reports them in the order of the text when the whole compilation was.</summary>
    public Action<Finding, ISymbol> Gather()
    {
        var found = new ConcurrentBag<(Finding Finding, ISymbol Owner)>();
        AtEnd(report =>
        {
            foreach (var (finding, owner) in found.InTextOrder(one => one.Finding.At))
                report(finding, owner);
        });
        return (finding, owner) => found.Add((finding, owner));
    }

    /// <summary>Lets a rule register.</summary>
    public void Take(RuleAnalyzer rule)
    {
        registering = rule;
        rule.RegisterOn(this);
    }

    /// <summary>Listens for all rules that were taken, once for each kind of thing they listen to.</summary>
    [SuppressMessage("MicrosoftCodeAnalysisPerformance", "RS1012", Justification = "The start action is this object's own.")]
    public void Listen()
    {
        if (!bodies.IsEmpty)
            start.RegisterOperationBlockAction(block => bodies.Hear(new BodyContext(block, Options.Of(block.Options)), block.FilterTree, Switches));
        if (!types.IsEmpty)
            start.RegisterSymbolStartAction(type => types.Hear(type, tree: null, Switches), SymbolKind.NamedType);
        if (!ends.IsEmpty)
            start.RegisterCompilationEndAction(end =>
            {
                var options = Options.Of(end.Options);
                ends.Hear((finding, owner) =>
                {
                    if (!options.Excludes(finding.Rule.Id, owner, finding.At.SourceTree))
                        end.ReportDiagnostic(finding.ToDiagnostic());
                }, tree: null, Switches);
            });
    }
}

/// <summary>One body of executable code under analysis.</summary>
internal readonly struct BodyContext(OperationBlockAnalysisContext block, Options options)
{
    public ISymbol Owner => block.OwningSymbol;

    public ImmutableArray<IOperation> Blocks => block.OperationBlocks;

    public Compilation Compilation => block.Compilation;

    public CancellationToken Cancellation => block.CancellationToken;

    public OperationBlockAnalysisContext Raw => block;

    public void Report(Finding finding)
    {
        if (!options.Excludes(finding.Rule.Id, block.OwningSymbol, finding.At.SourceTree))
            block.ReportDiagnostic(finding.ToDiagnostic());
    }
}

/// <summary>One type under analysis, from its first operation to its end.</summary>
internal readonly struct TypeContext(SymbolStartAnalysisContext context)
{
    private readonly SymbolStartAnalysisContext start = context;

    public INamedTypeSymbol Type => (INamedTypeSymbol)start.Symbol;

    public void Each(Action<IOperation, ISymbol> see, params OperationKind[] kinds) =>
        start.RegisterOperationAction(context => see(context.Operation, context.ContainingSymbol), kinds);

    /// <summary>Every body with executable code, and whose it is.</summary>
    public void EachBlock(Action<IOperation, ISymbol> see) => start.RegisterOperationBlockAction(context =>
    {
        foreach (var block in context.OperationBlocks)
            see(block, context.OwningSymbol);
    });

    public void AtEnd(Action<Action<Finding>> report) =>
        start.RegisterSymbolEndAction(end =>
        {
            var options = Options.Of(end.Options);
            report(finding =>
            {
                if (!options.Excludes(finding.Rule.Id, end.Symbol, finding.At.SourceTree))
                    end.ReportDiagnostic(finding.ToDiagnostic());
            });
        });
}
