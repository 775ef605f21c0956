using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A lock that is given back before every normal end, but not when something in between throws: there is no finally, or its try begins only
/// behind that; also a lock of the project's own, which two of its methods take and give back. Where a normal end is reached with the lock the rule is ASY5002. Silent in tests: one that throws has failed anyway.
/// </summary>
public sealed class LockNotReleasedOnException() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5003",
        title: "Release a lock in a finally block",
        message: "'{0}' stays taken when {1} in line {2} throws",
        why: "After an exception the lock is never released, and whoever wants it next waits forever.");

    /// <summary>The fact that there is a finally block, whose try begins too late.</summary>
    public const string Late = nameof(Late);

    private protected override void Register(RuleRegistration on)
    {
        var (locks, steady) = (on.Table("Locks"), on.Table("Steady"));
        on.EachBody(body => Check(body, locks, steady));
    }

    private static void Check(BodyContext context, Table locks, Table steady)
    {
        foreach (var body in context.Blocks)
        {
            foreach (var pair in OwnLockPair.In(context.Surveyed(body), context, locks, steady))
                if (!context.Surroundings().IsTest(context.Owner, pair.Acquire.Syntax.SyntaxTree, context.Cancellation))
                    context.Report(new Finding(Rule, pair.Acquire.Head(), pair.Acquire.TargetMethod.Name, Name(pair.Thrower), pair.Thrower.Syntax.GetLocation().Line()).Also(pair.Thrower.Head(), pair.Release.Head()));

            foreach (var flow in LockFlow.OfCalls(context, body, locks, steady))
                foreach (var life in flow.Lives)
                {
                    if (!(life.IsUnguarded || life.IsGuardedLate) || LockHandover.Of(life, flow) || life.Releases.Any(release => AuthorsWord.ExplainsNoThrow(release.Syntax)) || context.Surroundings().IsTest(context.Owner, life.Acquire.Syntax.SyntaxTree, context.Cancellation))
                        continue;

                    var thrower = life.FirstThrow!;
                    var finding = new Finding(Rule, life.Acquire.Head(), life.Thing.Name, Name(thrower), thrower.Syntax.GetLocation().Line()).Also([thrower.Head(), .. life.Releases.Select(release => release.Head())]);
                    context.Report(life.IsGuardedLate ? finding.With(Late, "") : finding);
                }
        }
    }

    private static string Name(IOperation thrower) => thrower switch
    {
        IInvocationOperation { TargetMethod.Name: var name } => $"'{name}'",
        IObjectCreationOperation { Syntax.Parent: not (ThrowStatementSyntax or ThrowExpressionSyntax), Type.Name: var name } => $"'new {name}'",
        IAwaitOperation => "the await",
        _ => "the code",
    };
}
