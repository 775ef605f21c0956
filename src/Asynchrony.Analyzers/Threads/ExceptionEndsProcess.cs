using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Threads;

/// <summary>
/// The body of a thread, a work item or a timer does what may fail, and has no handler for it: there is no caller to catch it, so that it ends
/// the process. Off by default, for many programs mean to end then. Silent where any handler around may be meant for it, in async bodies
/// (ASY2009), in tests (ASY2017), in games, whose engines catch it, and for a thread with a stack size, which runs in the place of its caller.
/// </summary>
public sealed class ExceptionEndsProcess() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Off(
        id: "ASY2019",
        title: "Catch what may fail on a thread of its own",
        message: "Nothing catches what {0} {1} may throw {2}: it ends the process",
        why: "A thread, a work item and a timer have no caller: an exception that leaves their body ends the process, wherever it comes from.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Thread.Type is null)
            return;

        var (runsDelegate, failing) = (on.Table("RunsDelegate"), on.Table("Failing"));
        on.EachBody(context => Check(context, runsDelegate, failing));
    }

    private static void Check(BodyContext context, Table runsDelegate, Table failing)
    {
        foreach (var body in context.Blocks)
            if (context.Surveyed(body) is var survey && survey.StartsWork(runsDelegate))
                foreach (var found in UncaughtFailure.In(survey, context.Owner.ContainingType, runsDelegate, failing, context.Compilation, context.Cancellation))
                    if (found.Work.Call is var start && !IsDeep(found.Work) && context.IsReached(start) && !IsElsewhere(context, start))
                        context.Report(new Finding(Rule, start.Head(), Named(found.At), Line(found.At.Syntax, start.Syntax), Place(found.Work)).Also(found.At.Head()));
    }

    /// <summary>True for a thread that is made for its stack.</summary>
    private static bool IsDeep(Handover work) => work.Api.Parameters.Any(parameter => parameter.Name == "maxStackSize");

    private static bool IsElsewhere(BodyContext context, IOperation start) =>
        context.Surroundings() is var surroundings
        && (surroundings.IsTest(context.Owner, start.Syntax.SyntaxTree, context.Cancellation) || context.Owner.ContainingType is { } type && surroundings.IsGame(type));

    private static string Named(IOperation failure) => failure switch
    {
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: var called } => (called is IConditionalAccessInstanceOperation tested ? tested.Accessed() : called)?.Named() is { } name ? $"'{name.Name}'" : "the delegate",
        IInvocationOperation { TargetMethod: var method } => $"'{method.Name}'",
        IObjectCreationOperation { Type: { } type } => $"'new {type.Name}'",
        _ => "the 'throw'",
    };

    private static string Line(SyntaxNode failure, SyntaxNode start) =>
        $"in line {failure.GetLocation().Line()}{(failure.SyntaxTree == start.SyntaxTree ? "" : $" of {System.IO.Path.GetFileName(failure.SyntaxTree.FilePath)}")}";

    private static string Place(Handover work) => work.RunsOn switch
    {
        WorkKind.Pool => "in this work item",
        WorkKind.Timer => "in this timer",
        _ => "on this thread",
    };
}
