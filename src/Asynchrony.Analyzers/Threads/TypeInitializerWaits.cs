using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// A static constructor or the initial value of a static member waits for a thread or task whose code uses the same type: that code waits until
/// the type is initialized. Silent for code that touches nothing of the type, and for what an async function does before its first await.
/// </summary>
public sealed class TypeInitializerWaits() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY2012",
        title: "Do not wait in a type initializer for code that uses the type",
        message: "'{0}' waits here for code that uses '{1}' on line {2}, and that code waits until '{1}' is initialized",
        why: "Whoever first uses a type on another thread waits for its initializer, so an initializer that waits for him never ends, and the type is dead for good.");

    private protected override void Register(RuleRegistration on)
    {
        var (runsDelegate, waits, blocking) = (on.Table("RunsDelegate"), on.Table("TaskWaits"), on.Table("Blocking"));
        on.EachBody(context =>
        {
            if (!InitializerWait.MayBeIn(context.Owner))
                return;

            foreach (var body in context.Blocks)
                foreach (var wait in InitializerWait.In(context.Surveyed(body), context, waits, blocking, runsDelegate))
                    context.Report(new Finding(Rule, wait.At.Head(), wait.Member, context.Owner.ContainingType.Name, wait.Use.Syntax.GetLocation().Line()).Also(wait.Use.Head()));
        });
    }
}
