using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Threads;

/// <summary>TODO: what is wrong with the code this flags, and where it stays silent.</summary>
public sealed class ThreadLocalMisused() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2018",
        title: "TODO say what to do instead",
        message: "TODO '{0}' name what happened here",
        why: "TODO: the harm, in one sentence.");

    private protected override void Register(RuleRegistration on) => on.EachBody(Check);

    private static void Check(BodyContext context)
    {
        foreach (var body in context.Blocks)
            foreach (var operation in body.DescendantsHere())
                if (operation is IInvalidOperation { Syntax: null })
                    context.Report(new Finding(Rule, operation.Head(), ""));
    }
}
