using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// A function that returns a task returns null, or what stands behind a question mark is awaited. Silent where the function says that there
/// may be no task, or a caller in its type asks; where what stands before the question mark was tested before, or is promised by a library; for
/// properties, which tell what is under way; for what nothing awaits yet in tests, whose stand-ins have to return something; and in expression
/// trees.
/// </summary>
public sealed class NullTask() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1016",
        title: "Return a task, never null",
        message: "{0}, and an await of null throws",
        why: "An await of null throws a NullReferenceException where the work should have been awaited, far from where the task got lost.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is not null)
            on.EachBody(context => Check(context, on.Known.ExpressionTree));
    }

    private static void Check(BodyContext context, INamedTypeSymbol? expressionTree)
    {
        foreach (var body in context.Blocks)
        {
            var survey = context.Surveyed(body);
            if (context.Owner is IMethodSymbol { MethodKind: not MethodKind.PropertyGet } member && member.PromisesTask())
                CheckReturns(context, member, body, expressionTree);
            foreach (var function in survey.Functions)
                if (function.Symbol() is { } inner && inner.PromisesTask() && function.Body() is { } code)
                    CheckReturns(context, inner, code, expressionTree);
            foreach (var suspension in survey.Suspensions)
                if (suspension is IAwaitOperation { Operation: var awaited } && Asked(awaited) is { } access && access.Missing() is { } asked && !suspension.IsInExpressionTree(expressionTree) && context.IsReached(suspension))
                    context.ReportWeakerInTests(new Finding(Rule, access.Syntax.GetLocation(), $"There is no task to await where '{asked}' is null"));
        }
    }

    private static void CheckReturns(BodyContext context, IMethodSymbol function, IOperation code, INamedTypeSymbol? expressionTree)
    {
        foreach (var part in code.DescendantsHere())
            if (part is IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } returned } && returned.NullPart() is { } missing
                && !function.SaysMayBeNull() && !function.IsAskedForNull(context.Cancellation)
                && !part.IsInExpressionTree(expressionTree)
                && !context.Surroundings().IsTest(context.Owner, part.Syntax.SyntaxTree, context.Cancellation)
                && Graphs.Of(part, context.Raw)?.CanReach(missing is IConditionalAccessOperation { Operation: var asked } ? asked.Unwrapped() : missing) == true)
                context.Report(new Finding(Rule, missing.Syntax.GetLocation(), $"{NameOf(function)} returns {((missing as IConditionalAccessOperation)?.Missing() is { } absent ? $"null where '{absent}' is null" : "null instead of a task")}"));
    }

    /// <summary>The question mark before what is awaited, where nothing stands in for a task that is missing.</summary>
    private static IConditionalAccessOperation? Asked(IOperation awaited)
    {
        var task = awaited.Unwrapped();
        if (task is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured })
            task = configured.Unwrapped();
        return task is IConditionalAccessOperation access && access.Type.IsTask() ? access : null;
    }

    private static string NameOf(IMethodSymbol function) => function.MethodKind == MethodKind.AnonymousFunction ? "This lambda" : $"'{function.Name}'";
}
