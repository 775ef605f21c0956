using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// A function starts a task, keeps it in a local, and ends without a wait for it: it never waits, leaves before it does, gives it up when a
/// time limit comes first, or awaits another task first that may fail. Silent once anybody else gets the task, where its state is asked for, and
/// for work that is put on another thread; for work that nobody ever waits for and that deals with its exceptions itself; for work that the end of the process cuts off (ASY2002); in tests, which hold on to work to see what
/// others do, and have failed when one of their awaits does.
/// </summary>
public sealed class TaskNotAwaitedOnEveryPath() : RuleAnalyzer(Rule)
{
    /// <summary>The fact that tells fixes the names of the tasks that are awaited one by one.</summary>
    public const string Tasks = "tasks";

    /// <summary>The fact that a race decides whether the task is awaited.</summary>
    public const string Raced = nameof(Raced);

    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1008",
        title: "Await a task on every path",
        message: "The task in '{0}' is not awaited{1}: it goes on by itself, and what it throws is lost",
        why: "Work that was started goes on behind a function that has ended, with what that function gave up since, and nobody learns of its failure.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is null)
            return;

        var (unawaited, runsDelegate, keepsAlive, effects) = (on.Table("Unawaited"), on.Table("RunsDelegate"), on.Table("KeepsAlive"), on.Table("Effects"));
        on.EachBody(context =>
        {
            foreach (var body in context.Blocks)
            {
                List<KeptTask>? all = null;
                foreach (var call in context.Surveyed(body).Calls)
                    if (KeptTask.Of(call, unawaited, runsDelegate, context.Compilation, context.Cancellation) is { } kept)
                        (all ??= []).Add(kept);
                if (all is not null && context.Surroundings().IsEntryPointOrItsWhole(context.Owner))
                    foreach (var lost in Caller.LostBy(body, context, on.Known.Thread, runsDelegate, keepsAlive, effects))
                        all.RemoveAll(task => task.Start == lost.Work.Start);
                if (all is not null)
                    Check(context, all, runsDelegate);
            }
        });
    }

    private static void Check(BodyContext context, List<KeptTask> all, Table runsDelegate)
    {
        var told = new HashSet<KeptTask>();
        foreach (var task in all)
        {
            if (task.Race is { } race)
            {
                if (told.Add(task) && task.IsLostInRace(context.Raw))
                    context.ReportWeakerInTests(new Finding(Rule, race.Syntax.GetLocation(), task.Holder.Name, " on every path").Also(task.Start.Head()).With(Raced, ""));
            }
            else if (task.Waits.Count == 0)
            {
                if (!IsTest() && !IsOfAwaiter(context.Owner) && context.IsReached(task.Start) && !LosesNothing(task) && !AuthorsWord.SwitchesOff(task.Start.Syntax, TaskDropped.Peers) && !AuthorsWord.ExplainsDrop(task.Start.Syntax))
                    Report(task, "");
            }
            else if (task.IsLeft(context.Raw))
                Report(task, " on every path");
        }

        all.RemoveAll(task => task.Race is not null);
        foreach (var first in all.Where(task => task.Waits.Count > 0).OrderBy(task => task.Waits[0].Syntax.Span.End))
            if (!told.Contains(first) && first.AwaitedOneByOne(all) is { Count: > 0 } later && !later.Any(told.Contains) && !IsTest())
            {
                told.UnionWith(later);
                context.ReportWeakerInTests(FindingOf(later[0], $" when '{first.Holder.Name}' fails")
                    .With(Tasks, string.Join(",", later.Select(task => task.Holder.Name).Prepend(first.Holder.Name))).Also(first.Waits[0].Head()));
            }

        // Neither a result nor an exception.
        bool LosesNothing(KeptTask task) => task.Start.Type is INamedTypeSymbol { IsGenericType: false } && DroppedTask.KeepsExceptions(task.Start.TargetMethod, runsDelegate, context.Compilation, context.Cancellation);

        bool IsTest() => context.Surroundings().IsTest(context.Owner, all[0].Start.Syntax.SyntaxTree, context.Cancellation);

        void Report(KeptTask task, string where)
        {
            told.Add(task);
            context.ReportWeakerInTests(FindingOf(task, where));
        }
    }

    /// <summary>True for the member by which an awaiter is told how to go on: it gives nobody a task, and cannot wait.</summary>
    private static bool IsOfAwaiter(ISymbol owner) => owner is IMethodSymbol { ReturnsVoid: true } && UncaughtFailure.Resumes(owner.ContainingType);

    private static Finding FindingOf(KeptTask task, string where) => new(Rule, task.Start.Head(), task.Holder.Name, where);
}
