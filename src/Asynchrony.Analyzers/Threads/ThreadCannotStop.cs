using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A foreground thread of a library or a window application whose body loops for ever, or until it is told: while it runs the process cannot
/// end. Silent in tests, at the entry point and in console programs, where that may be meant; where the author decides what kind of thread it is;
/// where its type waits for the thread or breaks it off; and where others can get hold of it.
/// </summary>
public sealed class ThreadCannotStop() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2014",
        title: "Let a worker thread end with its process",
        message: "{0} is a foreground thread whose loop in line {1} {2}, so it keeps the process alive",
        why: "A process ends when its last foreground thread does; a worker that nobody ends keeps it running after everything else is gone.");

    /// <summary>Members of a thread by which its type decides what ends it.</summary>
    private static readonly ImmutableArray<string> SeesToTheEnd = ImmutableArray.Create("IsBackground", "Join", "Interrupt", "Abort");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Thread.Type is null || on.Compilation.Options.OutputKind is OutputKind.ConsoleApplication)
            return;

        var keepsAlive = on.Table("KeepsAlive");
        on.EachBody(body => Check(body, on.Known.Thread, keepsAlive));
    }

    private static void Check(BodyContext context, ThreadSymbols thread, Table keepsAlive)
    {
        foreach (var body in context.Blocks)
            foreach (var creation in context.Surveyed(body).Creations)
                if (thread.Is(creation.Type) && creation.Arguments.FirstOrDefault()?.Value.Target(context.Compilation, context.Cancellation) is { } work
                    && KeeperOf(creation, context, thread) is { } keeper
                    && new Lifetime(context.Compilation, keepsAlive, context.Cancellation).Of(work) is var (loop, lasting))
                {
                    var start = loop.Syntax.GetFirstToken().GetLocation();
                    var finding = new Finding(Rule, creation.Head(), keeper.Name is { } name ? $"Thread '{name}'" : "This thread", start.GetLineSpan().StartLinePosition.Line + 1, lasting == Lasting.Forever ? "never ends" : "goes on until it is told to end").Also(start);
                    context.Report(lasting == Lasting.Forever ? finding : finding.Weaker());
                }
    }

    /// <summary>What the type does with the thread; null where it, or somebody else, sees to the end of it.</summary>
    private static ThreadKeeper? KeeperOf(IObjectCreationOperation creation, BodyContext context, ThreadSymbols thread)
    {
        var decided = creation.Initializer?.Initializers.OfType<IAssignmentOperation>().Any(set => thread.IsBackground.Matches(set.Target.Named())) == true;

        return !decided && context.Owner.ContainingType is { } type
            && !context.Surroundings().IsEntryPointOrItsWhole(context.Owner)
            && !context.Surroundings().IsTest(context.Owner, creation.Syntax.SyntaxTree, context.Cancellation)
            && ThreadKeeper.Of(creation, type) is { Escapes: false } keeper && !SeesToTheEnd.Any(keeper.Touches) ? keeper : null;
    }
}
