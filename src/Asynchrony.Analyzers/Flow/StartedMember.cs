using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>Is some code what a thread, a task or a work item runs? A lambda or local function that is handed over, or a method that code of its file hands over, or that such a lambda calls.</summary>
internal static class StartedMember
{
    /// <summary>The call that hands the code over; null where there is none.</summary>
    public static IOperation? StartOf(IOperation? function, IOperation root, ISymbol member, Compilation compilation, Table runsDelegate, CancellationToken cancellation)
    {
        for (; function is not null; function = function.EnclosingFunction())
            foreach (var handover in Engine.Of(compilation).Survey(root).Handovers(runsDelegate))
                if (handover.Body == function && IsBeside(handover.RunsOn))
                    return handover.Call;

        if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
            foreach (var part in method.ContainingType.DeclaringSyntaxReferences)
                foreach (var node in part.SyntaxTree.GetRoot(cancellation).DescendantNodes())
                    if (node is IdentifierNameSyntax { Identifier.ValueText: var name } named && name == method.Name && Argument(named) is { Parent.Parent: { } taker }
                        && SymbolEqualityComparer.Default.Equals(Engine.Of(compilation).Model(node.SyntaxTree).GetSymbolInfo(node, cancellation).Symbol?.OriginalDefinition, method.OriginalDefinition)
                        && Engine.Of(compilation).Model(taker.SyntaxTree).GetOperation(taker, cancellation) is { } call
                        && (call switch { IInvocationOperation invocation => invocation.TargetMethod, IObjectCreationOperation { Constructor: var constructor } => constructor, _ => null }) is { } api
                        && WorkKinds.Of(runsDelegate.Find(api)) is { } runsOn && IsBeside(runsOn))
                        return call;

        return null;
    }

    private static bool IsBeside(WorkKind runsOn) => runsOn is WorkKind.Thread or WorkKind.Task or WorkKind.Pool;

    /// <summary>The argument that names the method, or is a lambda that does nothing but call it.</summary>
    private static ArgumentSyntax? Argument(IdentifierNameSyntax named)
    {
        SyntaxNode expression = named.Parent is MemberAccessExpressionSyntax access && access.Name == named ? access : named;
        if (expression.Parent is InvocationExpressionSyntax call && call.Expression == expression)
            expression = call.Parent is AwaitExpressionSyntax awaited ? awaited : call;
        if (expression.Parent is LambdaExpressionSyntax lambda && lambda.ExpressionBody == expression)
            expression = lambda;
        return expression.Parent as ArgumentSyntax;
    }
}
