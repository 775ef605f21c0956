using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>Until when a thread body runs.</summary>
internal enum Lasting
{
    /// <summary>Until its work is done, as far as can be seen.</summary>
    Work,

    /// <summary>It waits for something in a loop, and something it looks at can end the loop.</summary>
    UntilTold,

    /// <summary>No way leads out of its loop but an exception.</summary>
    Forever,
}

/// <summary>How long the body of a thread lasts, its loop found through the methods that it hands everything to.</summary>
internal sealed class Lifetime(Compilation compilation, Table keepsAlive, CancellationToken cancellation)
{
    private const int Depth = 4;

    /// <summary>The loop that decides, and how long it goes on; null where there is no such loop.</summary>
    public (ILoopOperation Loop, Lasting Lasting)? Of(IOperation function) => Of(function, Depth);

    private (ILoopOperation Loop, Lasting Lasting)? Of(IOperation function, int depth)
    {
        if (function.Body() is not { } body)
            return null;

        foreach (var loop in body.DescendantsHere().OfType<ILoopOperation>())
            if (loop.EnclosingLoop() is null && (!loop.HasEnd() || loop is IForEachLoopOperation { Collection: var items } && Waits(items, depth: 0)))
                return HasNoEnd(function) ? (loop, Lasting.Forever) : Waits(loop, depth: 2) ? (loop, Lasting.UntilTold) : null;

        return depth > 0 && Whole(body) is { } call && call.TargetMethod.Body(compilation, cancellation) is { } callee ? Of(callee, depth - 1) : null;
    }

    /// <summary>True where no path of the function comes to its end.</summary>
    private bool HasNoEnd(IOperation function) => Graphs.OfFunction(function, compilation, cancellation) is { } graph && !graph.Exits.Any();

    /// <summary>True for a loop that stands still in each round until something else happens.</summary>
    private bool Waits(IOperation code, int depth) => code.DescendantsHere().Prepend(code).OfType<IInvocationOperation>().Any(call =>
        keepsAlive.Says(call.TargetMethod, "waits")
        || depth > 0 && call.TargetMethod.Body(compilation, cancellation) is { } callee && Waits(callee, depth - 1));

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
