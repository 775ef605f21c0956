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

    private static ControlFlowGraph? Within(ControlFlowGraph graph, IOperation operation, CancellationToken cancellation)
    {
        foreach (var function in operation.Ancestors().Where(outer => outer.IsFunction()).Reverse())
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
