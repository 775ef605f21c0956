using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// A value task is taken again: a variable on a path, in a loop that does not renew it, or a field that is set once and that each call of a
/// method takes. Silent for what is made to last, complete from the start or wrapped around a task; where a lambda uses it too; and for members
/// that clean up. Blocking on one is ASY1001.
/// </summary>
public sealed class ValueTaskReused() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1017",
        title: "Take the result of a value task once",
        message: "'{0}' is a value task and is taken {1}",
        why: "The object behind a value task may serve another operation once it was awaited, so whoever takes it again gets the result of something else, or an exception.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is not null)
            on.EachBody(Check);
    }

    private static void Check(BodyContext context)
    {
        foreach (var body in context.Blocks)
        {
            if (ValueTaskTakes.In(context.Surveyed(body)) is not { } takes)
                continue;

            foreach (var (variable, again, before) in takes.Repeated(context.Raw))
                context.ReportWeakerInTests(new Finding(Rule, again.Syntax.GetLocation(), variable.Name, again == before ? "in each round of the loop" : "a second time").Also(before.Syntax.GetLocation()));

            if (CanRunAgain(context.Owner))
                foreach (var (member, at) in takes.OfKept())
                    if (ValueTaskTakes.Sources(member, context.Compilation, context.Cancellation) is { } sources && sources.All(ValueTaskTakes.IsTakenOnce))
                        context.ReportWeakerInTests(new Finding(Rule, at.Syntax.GetLocation(), member.Name, $"by each call of '{context.Owner.Name}'").Also(sources[0].Syntax.GetLocation()));
        }
    }

    /// <summary>False for constructors, initialisers, the entry point and what ends an object, which run once.</summary>
    private static bool CanRunAgain(ISymbol owner) =>
        owner is IMethodSymbol { MethodKind: not (MethodKind.Constructor or MethodKind.StaticConstructor or MethodKind.Destructor), Name: not (WellKnownMemberNames.EntryPointMethodName or WellKnownMemberNames.TopLevelStatementsEntryPointMethodName) } method
        && method.Name.IndexOf("Dispose", StringComparison.Ordinal) < 0;
}
