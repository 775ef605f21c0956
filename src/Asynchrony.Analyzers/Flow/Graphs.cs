using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Asynchrony.Analyzers.Flow;

/// <summary>The flow graph of the function an operation runs in, built on demand and once for all rules.</summary>
internal static class Graphs
{
    /// <summary>Null when the code is too broken or too large to have one.</summary>
    public static FlowGraph? Of(IOperation operation, OperationBlockAnalysisContext block)
    {
        var root = block.OperationBlocks.FirstOrDefault(candidate => candidate.Contains(operation));
        if (root is null || Within(block.GetControlFlowGraph(root), operation, block.CancellationToken) is not { } graph)
            return null;

        return Engine.Of(block.Compilation).Graph(graph, block.CancellationToken);
    }

    /// <summary>The graph of the body itself, or of a lambda or local function inside it.</summary>
    public static FlowGraph? OfFunction(IOperation function, OperationBlockAnalysisContext block)
    {
        var root = block.OperationBlocks.FirstOrDefault(candidate => candidate.Contains(function));
        if (root is null || Within(block.GetControlFlowGraph(root), function, block.CancellationToken, itself: true) is not { } graph)
            return null;

        return Engine.Of(block.Compilation).Graph(graph, block.CancellationToken);
    }

    /// <summary>The graph of a function of this compilation wherever it stands, for questions about callees.</summary>
    public static FlowGraph? OfFunction(IOperation function, Compilation compilation, CancellationToken cancellation)
    {
        var whole = function.Root() switch
        {
            IMethodBodyOperation method => ControlFlowGraph.Create(method, cancellation),
            IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancellation),
            IBlockOperation block => ControlFlowGraph.Create(block, cancellation),
            IFieldInitializerOperation field => ControlFlowGraph.Create(field, cancellation),
            IPropertyInitializerOperation property => ControlFlowGraph.Create(property, cancellation),
            _ => null,
        };

        return whole is not null && Within(whole, function, cancellation, itself: true) is { } graph ? Engine.Of(compilation).Graph(graph, cancellation) : null;
    }

    private static ControlFlowGraph? Within(ControlFlowGraph graph, IOperation operation, CancellationToken cancellation, bool itself = false)
    {
        foreach (var function in operation.Ancestors().Prepend(itself ? operation : operation.Parent ?? operation).Where(outer => outer.IsFunction()).Distinct().Reverse())
        {
            if (function is ILocalFunctionOperation local)
            {
                if (!graph.LocalFunctions.Contains(local.Symbol, SymbolEqualityComparer.Default))
                    return null;
                graph = graph.GetLocalFunctionControlFlowGraph(local.Symbol, cancellation);
            }
            else if (Lambdas(graph).FirstOrDefault(lambda => lambda.Syntax == function.Syntax) is { } lambda)
            {
                graph = graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellation);
            }
            else
            {
                return null;
            }
        }

        return graph;
    }

    private static IEnumerable<IFlowAnonymousFunctionOperation> Lambdas(ControlFlowGraph graph) =>
        from block in graph.Blocks
        from root in block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations
        from operation in root.DescendantsAndSelf()
        where operation is IFlowAnonymousFunctionOperation
        select (IFlowAnonymousFunctionOperation)operation;
}
