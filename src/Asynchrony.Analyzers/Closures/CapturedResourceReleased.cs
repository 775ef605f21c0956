using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Asynchrony.Analyzers.Closures;

/// <summary>
/// A body that runs beside its caller captures a resource which the caller gives up while the body may still run: the using ends, Dispose is
/// called, the buffer goes back to its pool. Silent where the caller waits for the body first, where the release only follows an exception,
/// where the body gives the resource up itself, and where it loops without an end of its own: then the release may be what
/// ends it. Silent in tests, which break off what they test.
/// </summary>
public sealed class CapturedResourceReleased() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY3003",
        title: "Let a body finish before you release what it captured",
        message: "'{0}' is released in line {1} while the {2} that captures it may still run",
        why: "A closure borrows the resource, and nothing keeps it open: the body then reads a closed stream, or writes into a buffer that somebody else has rented.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Thread.Type is null && on.Known.Task.Type is null)
            return;

        var (runsDelegate, releases) = (on.Table("RunsDelegate"), on.Table("Releases"));
        on.EachBody(body => Check(body, on.Known, runsDelegate, releases));
    }

    private static void Check(BodyContext context, KnownSymbols known, Table runsDelegate, Table releases)
    {
        foreach (var body in context.Blocks)
            foreach (var handover in context.Surveyed(body).Handovers(runsDelegate))
            {
                if (!GoesBeside(handover) || Captured(handover, ResourceRelease.GivenBack(context.Surveyed(body), releases), releases) is not { Count: > 0 } captured || GoesOn(handover) || handover.Call.IsInExpressionTree(known.ExpressionTree))
                    continue;

                var joins = handover.Joins;
                if (!joins.AtOnce && Graphs.Of(handover.Call, context.Raw) is { } graph)
                    foreach (var use in captured)
                        if (ReleaseBefore(use.Named()!, handover, joins, graph, releases, context) is { } release
                            && !context.Surroundings().IsTest(context.Owner, use.Syntax.SyntaxTree, context.Cancellation))
                            context.Report(new Finding(Rule, use.Syntax.GetLocation(), use.Named()!.Name, release.Line(), handover.Noun).Also(release, handover.Call.Head()));
            }
    }

    /// <summary>A parallel loop over tasks goes on beside its caller, too.</summary>
    private static bool GoesBeside(Handover handover) => handover.RunsBeside || handover is { RunsOn: WorkKind.Parallel, Call.Type.Name: "Task" };

    /// <summary>The first use of each variable outside the body that holds a resource, and that the body does not give up itself.</summary>
    private static List<IOperation> Captured(Handover handover, IReadOnlyList<ISymbol> pooled, Table releases) => !CapturesAny(handover.Body, pooled) ? []
        : [.. handover.Body.Descendants()
            .Where(use => MayHold(use, pooled, handover.Body))
            .GroupBy(use => use.Named()!, SymbolEqualityComparer.Default)
            .Where(uses => !handover.Body.Descendants().Any(operation => ResourceRelease.IsReleaseOf(operation, uses.Key!, releases) || operation is IUsingOperation { Resources: var held } && SymbolEqualityComparer.Default.Equals(held.Named(), uses.Key)))
            .Select(uses => uses.First())];

    /// <summary>Most bodies capture no resource: they allocate next to nothing.</summary>
    private static bool CapturesAny(IOperation body, IReadOnlyList<ISymbol> pooled)
    {
        foreach (var use in body.Descendants())
            if (MayHold(use, pooled, body))
                return true;
        return false;
    }

    private static bool MayHold(IOperation use, IReadOnlyList<ISymbol> pooled, IOperation body) => use is ILocalReferenceOperation or IParameterReferenceOperation && use.Named() is { } variable
        && (ResourceRelease.MayHold(variable) || pooled.Count > 0 && pooled.Contains(variable, SymbolEqualityComparer.Default)) && !CapturedVariable.IsInside(variable, body.Syntax);

    private static bool GoesOn(Handover handover) => handover.Body.Descendants().Any(operation => operation is ILoopOperation loop && !loop.HasEnd());

    /// <summary>Where the caller gives the resource up on a path on which nothing has waited for the body.</summary>
    private static Location? ReleaseBefore(ISymbol resource, Handover handover, Joins joins, FlowGraph graph, Table releases, BodyContext context)
    {
        IOperation? release = null;
        return graph.Leads(handover.Call, Releases, operation => joins.Include(operation) || Ends(operation))
            ? release!.IsImplicit ? ResourceRelease.EndOfScope(resource) ?? release.Syntax.GetLocation() : release.Syntax.GetLocation()
            : null;

        bool Releases(IOperation operation)
        {
            release = operation;
            return ResourceRelease.IsReleaseOf(operation, resource, releases);
        }

        // Who disposes of a timer, or of the thing that the body signals, has had its last word; a using asks for null first.
        bool Ends(IOperation operation) => operation switch
        {
            IInvocationOperation { Instance: { } asked } call when SymbolEqualityComparer.Default.Equals(asked.Named(), resource) && Waits(call.TargetMethod) => true,
            IInvocationOperation { Instance: { } receiver } call => ResourceRelease.IsDisposal(call.TargetMethod) && joins.Holds(receiver),
            IIsNullOperation { IsImplicit: true, Operand: var tested } => joins.Holds(tested),
            _ => false,
        };

        // A resource that has the caller wait knows what the body does with it.
        bool Waits(IMethodSymbol method) => method.Body(context.Compilation, context.Cancellation)?.Descendants().Any(part => part is IInvocationOperation { TargetMethod.Name: "Wait" or "WaitOne" or "WaitAny" or "WaitAll" or "WaitAsync" or "Join" or "Take" or "GetConsumingEnumerable" }) == true;
    }
}
