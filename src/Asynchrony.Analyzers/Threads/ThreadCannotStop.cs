using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A foreground thread of a library or a window application whose body loops for ever: while it runs the process cannot end. Weaker for a
/// background thread, if its type is disposable and so promises to end what it began. Silent in tests, at the entry point and in console
/// programs, where that may be meant; where the type waits for the thread or breaks it off; and where others can get hold of it.
/// </summary>
public sealed class ThreadCannotStop() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2014",
        title: "Let a worker thread end",
        message: "{0} runs the loop in line {1}, which never ends: {2}",
        why: "A process ends when its last foreground thread does, and whoever a thread works for lives as long as the thread; a worker without an end keeps both.");

    /// <summary>Says that the thread is a background thread already.</summary>
    public const string Background = "background";

    private const string KeepsProcess = "a foreground thread keeps the process alive";

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
                if (thread.Is(creation.Type) && KeeperOf(creation, context) is { } keeper && Harm(creation, keeper, context, thread) is { } harm
                    && creation.Arguments.FirstOrDefault()?.Value.Target(context.Compilation, context.Cancellation) is { } work
                    && new Lifetime(context.Compilation, keepsAlive, context.Cancellation).EndlessLoop(work) is { } loop)
                {
                    var start = loop.Syntax.GetFirstToken().GetLocation();
                    var finding = new Finding(Rule, creation.Head(), keeper.Name is { } name ? $"Thread '{name}'" : "This thread", start.Line(), harm).Also(start);
                    context.Report(harm == KeepsProcess ? finding : finding.Weaker().With(Background, "true"));
                }
    }

    /// <summary>What the type does with the thread; null where it, or somebody else, sees to the end of it.</summary>
    private static ThreadKeeper? KeeperOf(IObjectCreationOperation creation, BodyContext context) =>
        context.Owner.ContainingType is { } type
        && !context.Surroundings().IsEntryPointOrItsWhole(context.Owner)
        && !context.Surroundings().IsTest(context.Owner, creation.Syntax.SyntaxTree, context.Cancellation)
        && ThreadKeeper.Of(creation, type) is { Escapes: false } keeper && !(keeper.Touches("Join") || keeper.Touches("Interrupt") || keeper.Touches("Abort")) ? keeper : null;

    /// <summary>Null for a thread that was made a foreground thread on purpose, or that may live as long as the process.</summary>
    private static string? Harm(IObjectCreationOperation creation, ThreadKeeper keeper, BodyContext context, ThreadSymbols thread)
    {
        var flag = creation.Initializer?.Initializers.OfType<IAssignmentOperation>().FirstOrDefault(set => thread.IsBackground.Matches(set.Target.Named()));
        if (flag is null && !keeper.Touches("IsBackground"))
            return KeepsProcess;

        var type = context.Owner.ContainingType;
        return (flag is { Value.ConstantValue: { HasValue: true, Value: true } } || keeper.IsBackground) && !context.Owner.IsStatic && IsDisposable(type)
            ? $"it goes on after '{type.Name}' is disposed"
            : null;
    }

    private static bool IsDisposable(INamedTypeSymbol type) => type.AllInterfaces.Any(given => given.SpecialType == SpecialType.System_IDisposable || given.Name == "IAsyncDisposable");
}
