using Asynchrony.Analyzers.Framework;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Asynchrony.Analyzers.Flow;

/// <summary>The flow graph of the function an operation runs in, built on demand and once for all rules.</summary>
internal static class Graphs
{
    /// <summary>Null when the code is too broken or too large to have one.</summary>
    public static FlowGraph? Of(IOperation operation, OperationBlockAnalysisContext block)
    {
        if (RootOf(operation, block) is not { } root || Within(block.GetControlFlowGraph(root), operation, block.CancellationToken) is not { } graph)
            return null;

        return Engine.Of(block.Compilation).Graph(graph, block.CancellationToken);
    }

    /// <summary>True where some path leads to an operation.</summary>
    public static bool IsReached(this BodyContext context, IOperation operation) => Of(operation, context.Raw)?.CanReach(operation) == true;

    /// <summary>The graph of the body itself, or of a lambda or local function inside it.</summary>
    public static FlowGraph? OfFunction(IOperation function, OperationBlockAnalysisContext block)
    {
        if (RootOf(function, block) is not { } root || Within(block.GetControlFlowGraph(root), function, block.CancellationToken, itself: true) is not { } graph)
            return null;

        return Engine.Of(block.Compilation).Graph(graph, block.CancellationToken);
    }

    /// <summary>The graph of a function of this compilation wherever it stands, for questions about callees.</summary>
    public static FlowGraph? OfFunction(IOperation function, Compilation compilation, CancellationToken cancellation)
    {
        var engine = Engine.Of(compilation);
        var whole = engine.Once(function.Root(), () => new Whole(Made(function.Root(), cancellation))).Graph;
        return whole is not null && Within(whole, function, cancellation, itself: true) is { } graph ? engine.Graph(graph, cancellation) : null;
    }

    private static ControlFlowGraph? Made(IOperation root, CancellationToken cancellation) => root switch
    {
        IMethodBodyOperation method => ControlFlowGraph.Create(method, cancellation),
        IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancellation),
        IBlockOperation block => ControlFlowGraph.Create(block, cancellation),
        IFieldInitializerOperation field => ControlFlowGraph.Create(field, cancellation),
        IPropertyInitializerOperation property => ControlFlowGraph.Create(property, cancellation),
        _ => null,
    };

    private static ControlFlowGraph? Within(ControlFlowGraph graph, IOperation operation, CancellationToken cancellation, bool itself = false)
    {
        Stack<IOperation>? functions = null;
        for (var outer = itself ? operation : operation.Parent; outer is not null; outer = outer.Parent)
            if (outer.IsFunction())
                (functions ??= new()).Push(outer);

        while (functions is { Count: > 0 })
        {
            var function = functions.Pop();
            if (function is ILocalFunctionOperation local)
            {
                if (!graph.LocalFunctions.Contains(local.Symbol, SymbolEqualityComparer.Default))
                    return null;
                graph = graph.GetLocalFunctionControlFlowGraph(local.Symbol, cancellation);
            }
            else if (Lambda(graph, function.Syntax) is { } lambda)
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

    /// <summary>The lambda as the graph has it: other operations than those of the tree, of the same text.</summary>
    private static IFlowAnonymousFunctionOperation? Lambda(ControlFlowGraph graph, SyntaxNode syntax)
    {
        var open = new Stack<IOperation>();

        foreach (var block in graph.Blocks)
        {
            if (block.BranchValue is { } value)
                open.Push(value);
            for (var index = block.Operations.Length - 1; index >= 0; index--)
                open.Push(block.Operations[index]);

            while (open.Count > 0)
            {
                var operation = open.Pop();
                if (operation is IFlowAnonymousFunctionOperation lambda && lambda.Syntax == syntax)
                    return lambda;
                open.PushChildren(operation);
            }
        }

        return null;
    }

    private static IOperation? RootOf(IOperation operation, OperationBlockAnalysisContext block)
    {
        foreach (var root in block.OperationBlocks)
            if (root.Contains(operation))
                return root;
        return null;
    }

    private sealed record Whole(ControlFlowGraph? Graph);
}
