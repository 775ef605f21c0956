using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Loops that start a thread or task in each round and wait for it at once, though the rounds do not need each other. Rules that speak of
/// starts, and rules that speak of waits, both ask here: such a wait is one defect, whoever reports it.
/// </summary>
internal sealed class OneAtATime
{
    private readonly ThreadSymbols thread;
    private readonly Table runsDelegate;
    private readonly Table effects;
    private readonly Table purposes;
    private readonly Table keepsAlive;

    public OneAtATime(RuleRegistration on)
    {
        thread = on.Known.Thread;
        (runsDelegate, effects, purposes, keepsAlive) = (on.Table("RunsDelegate"), on.Table("Effects"), on.Table("ThreadPurpose"), on.Table("KeepsAlive"));
    }

    /// <summary>None in tests, where work has a purpose of its own, and where the loop takes its time on purpose.</summary>
    public IEnumerable<RoundWork> In(BodyContext context, IOperation body) => context.Surveyed(body).StartsWork(runsDelegate) ? Find(context, body) : [];

    private IEnumerable<RoundWork> Find(BodyContext context, IOperation body)
    {
        foreach (var round in RoundWork.In(context.Surveyed(body), runsDelegate))
            if (!HasPurpose(round)
                && !Paces(round)
                && !StillRunning.At((IInvocationOperation)round.Work.Start, thread, runsDelegate)
                && AreIndependent(round, context)
                && context.IsReached(round.Wait)
                && !context.Surroundings().IsTest(context.Owner, round.Wait.Syntax.SyntaxTree, context.Cancellation))
                yield return round;
    }

    private bool AreIndependent(RoundWork round, BodyContext context)
    {
        var rounds = Rounds.Of(round, context.Compilation, effects, context.Cancellation);
        return rounds.AreIndependent && rounds.HaveEnd(context.Compilation, context.Cancellation);
    }

    private bool HasPurpose(RoundWork round) =>
        round.Works.Any(work => work is { Kind: WorkKind.Thread, Creation: IObjectCreationOperation creation } && ThreadPurpose.Of(creation, round.Touched, purposes));

    /// <summary>A loop that lets time pass in each round means to take its time.</summary>
    private bool Paces(RoundWork round) =>
        round.Loop.DescendantsHere().Any(part => part is IInvocationOperation call && keepsAlive.Says(call.TargetMethod, "forever"));
}
