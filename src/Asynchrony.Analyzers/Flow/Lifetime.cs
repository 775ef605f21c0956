using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>Does the body of a thread go on for ever? Its loop is found through the methods that it hands everything to.</summary>
internal sealed class Lifetime(Compilation compilation, Table keepsAlive, CancellationToken cancellation)
{
    private const int Depth = 4;

    private static readonly ImmutableHashSet<string> Completions = ImmutableHashSet.Create(StringComparer.Ordinal, "CompleteAdding", "Complete", "TryComplete");

    /// <summary>
    /// The loop that nothing but an exception leads out of, or that takes from a collection which its type never completes; null where the
    /// body has an end, or may have one.
    /// </summary>
    public ILoopOperation? EndlessLoop(IOperation function) => EndlessLoop(function, Depth);

    private ILoopOperation? EndlessLoop(IOperation function, int depth)
    {
        if (function.Body() is not { } body)
            return null;

        foreach (var loop in body.DescendantsHere().OfType<ILoopOperation>())
            if (loop.EnclosingLoop() is null)
            {
                if (loop is IForEachLoopOperation { Collection: var items } && TakesForEver(items) && !loop.DescendantsHere().Any(operation => operation is IBranchOperation { BranchKind: BranchKind.Break } or IReturnOperation))
                    return loop;
                if (!loop.HasEnd())
                    return HasNoEnd(function) && !IsToldToStop(loop) ? loop : null;
            }

        return depth > 0 && Whole(body) is { } call && call.TargetMethod.Body(compilation, cancellation) is { } callee ? EndlessLoop(callee, depth - 1) : null;
    }

    /// <summary>True for a loop that asks a token which throws, or hands one to what it calls, where nothing in the loop catches that.</summary>
    private static bool IsToldToStop(ILoopOperation loop)
    {
        foreach (var operation in loop.DescendantsHere())
            if (operation is IInvocationOperation call && (call.TargetMethod is { Name: "ThrowIfCancellationRequested", ContainingType.Name: "CancellationToken" } || call.Arguments.Any(GivesToken)) && !IsCaughtIn(loop, call))
                return true;
        return false;
    }

    private static bool GivesToken(IArgumentOperation argument) => argument is { IsImplicit: false, Parameter.Type.Name: "CancellationToken" }
        && argument.Value.Unwrapped() is not (IDefaultValueOperation or IPropertyReferenceOperation { Property: { Name: "None", ContainingType.Name: "CancellationToken" } });

    private static bool IsCaughtIn(ILoopOperation loop, IOperation call)
    {
        for (var (inner, outer) = (call, call.Parent); outer is not null && inner != loop; (inner, outer) = (outer, outer.Parent))
            if (outer is ITryOperation guarded && guarded.Body == inner && guarded.Catches.Any(handler => handler.ExceptionType.IsOfAllExceptions() || UncaughtFailure.IsOfStop(handler.ExceptionType)))
                return true;
        return false;
    }

    /// <summary>True where no path of the function comes to its end.</summary>
    private bool HasNoEnd(IOperation function) => Graphs.OfFunction(function, compilation, cancellation) is { } graph && !graph.Exits.Any();

    /// <summary>True for what waits for the next element, without a token to end it, where no part of the type completes anything.</summary>
    private bool TakesForEver(IOperation items) =>
        items.Unwrapped() is IInvocationOperation { Arguments.IsEmpty: true, Instance: IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private } field } } call
        && keepsAlive.Says(call.TargetMethod, "waits")
        && !field.ContainingType.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax(cancellation).DescendantNodes())
            .Any(node => node is SimpleNameSyntax { Identifier.ValueText: var name } && Completions.Contains(name));

    /// <summary>The call that is all a body does, guards around it aside.</summary>
    private static IInvocationOperation? Whole(IOperation body) => body switch
    {
        IBlockOperation { Operations: var statements } => statements.Select(Whole).LastOrDefault(call => call is not null),
        ITryOperation guarded => Whole(guarded.Body),
        IUsingOperation used => Whole(used.Body),
        IExpressionStatementOperation { Operation: IInvocationOperation call } => call,
        IReturnOperation { ReturnedValue: IInvocationOperation call } => call,
        _ => null,
    };
}
