using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Analyzers.Flow;

/// <summary>A function that starts work: whether it waits for it on every path to its end, and what it does meanwhile.</summary>
internal sealed class Caller
{
    private readonly Termination termination;
    private readonly Table effects;
    private readonly Table keepsAlive;
    private readonly HashSet<SyntaxNode> lasting = [];
    private readonly HashSet<SyntaxNode> loops = [];
    private readonly List<TextSpan> jumps = [];
    private readonly IReadOnlyList<IOperation> operations;
    private readonly HashSet<SyntaxNode> starts;

    public Caller(IOperation body, IReadOnlyList<StartedWork> started, Termination termination, Table effects, Table keepsAlive)
    {
        this.termination = termination;
        this.effects = effects;
        this.keepsAlive = keepsAlive;
        operations = body.DescendantsHere().ToList();
        starts = [.. started.Select(work => work.Start.Syntax)];

        foreach (var operation in operations)
        {
            if (operation is ILoopOperation)
                loops.Add(operation.Syntax);
            if (operation is IBranchOperation branch && branch.GoesBack())
                jumps.Add(TextSpan.FromBounds(LoopBounds.Label(branch)!.SpanStart, branch.Syntax.Span.End));
            if (termination.OfStep(operation) != Ending.Ends)
                lasting.Add(operation.Syntax);
        }
    }

    /// <summary>True when a method it calls starts what may keep the process alive.</summary>
    private bool MayGoOn => termination.Spawns;

    /// <summary>
    /// What an entry point has started and may leave running at its end, where the end takes it along; nothing where a foreground thread, or what
    /// a method it calls has started, means the process to go on.
    /// </summary>
    public static IReadOnlyList<(StartedWork Work, IOperation End, bool Partly)> LostBy(IOperation body, BodyContext context, ThreadSymbols thread, Table runsDelegate, Table keepsAlive, Table effects)
    {
        var started = StartedWork.In(context.Surveyed(body), function: null, runsDelegate).ToList();
        if (started.Count == 0 || Graphs.Of(started[0].Start, context.Raw) is not { } graph)
            return [];

        var caller = new Caller(body, started, new Termination(context.Compilation, keepsAlive, runsDelegate, context.Cancellation), effects, keepsAlive);
        var lost = new List<(StartedWork Work, IOperation End, bool Partly)>();
        foreach (var work in started)
            if (caller.LosesAt(work, graph, out var partly) is { } end)
                lost.Add((work, end, partly));

        return caller.MayGoOn || lost.Exists(found => found.Work.Kind == WorkKind.Thread && found.Work.IsBackground(thread) != true) ? [] : lost;
    }

    /// <summary>
    /// The last operation on a path from the start of the work to the end of the function on which nothing waits for the work, and nothing
    /// may last: null when there is none. Work without an end of its own is lost only if the function does nothing but end.
    /// </summary>
    public IOperation? LosesAt(StartedWork work, FlowGraph graph, out bool joinedElsewhere)
    {
        joinedElsewhere = false;
        var joins = Joins.Of(work.Kept.Uses[0], work.Kept.Holders);
        if (work.Kept.Escapes || joins.AtOnce)
            return null;

        var helps = work.Kind == WorkKind.Timer || termination.OfWork(work.Creation) == Ending.MayNot;
        joinedElsewhere = operations.Any(joins.Include);
        return graph.LeadsOut(work.Start, operation => joins.Include(operation) || Lasts(operation) || helps && Busy(operation));
    }

    /// <summary>In a loop that may last, every operation does.</summary>
    private bool Lasts(IOperation operation) => jumps.Any(jump => jump.Contains(operation.Syntax.Span)) || operation.Syntax.AncestorsAndSelf().Any(syntax => lasting.Contains(syntax) && (syntax == operation.Syntax || loops.Contains(syntax)));

    /// <summary>Anything beyond starting work, setting properties and printing.</summary>
    private bool Busy(IOperation operation) => operation.Syntax.AncestorsAndSelf().Any(loops.Contains) || operation switch
    {
        IInvocationOperation call => !starts.Contains(call.Syntax)
            && (keepsAlive.Find(call.TargetMethod).Contains("forever") || !effects.Find(call.TargetMethod).Any(word => word == "pure" || word.StartsWith("output:", StringComparison.Ordinal))),
        IObjectCreationOperation creation => creation.Constructor is { DeclaringSyntaxReferences.IsEmpty: false },
        IAwaitOperation => true,
        _ => false,
    };
}
