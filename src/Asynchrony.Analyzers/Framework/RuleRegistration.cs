using System.Diagnostics.CodeAnalysis;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Framework;

/// <summary>What a rule may listen to in one compilation, and what it may ask about that compilation.</summary>
internal sealed class RuleRegistration(CompilationStartAnalysisContext start, KnownSymbols known)
{
    public KnownSymbols Known { get; } = known;

    public Compilation Compilation => start.Compilation;

    /// <summary>A knowledge table, with what the project and its packages add to it by additional files.</summary>
    public Table Table(string name) => Knowledge.Table.Of(name, start.Options, start.CancellationToken);

    /// <summary>Every body with executable code: methods, accessors, constructors, field initialisers, top-level statements.</summary>
    [SuppressMessage("MicrosoftCodeAnalysisPerformance", "RS1012", Justification = "The start action is this object's own.")]
    public void EachBody(Action<BodyContext> check) =>
        start.RegisterOperationBlockAction(block => check(new BodyContext(block, Options.Of(block.Options))));

    /// <summary>Every class and struct for which <paramref name="wanted"/> holds, as one unit with all its parts.</summary>
    public void EachType(Func<INamedTypeSymbol, bool> wanted, Action<TypeContext> begin) =>
        start.RegisterSymbolStartAction(
            context =>
            {
                if (context.Symbol is INamedTypeSymbol type && wanted(type))
                    begin(new TypeContext(context));
            },
            SymbolKind.NamedType);
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
