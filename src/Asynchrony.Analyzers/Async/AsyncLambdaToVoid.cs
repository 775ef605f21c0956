using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// An async lambda, or a method that is async and returns nothing, becomes a delegate that returns nothing, though who takes it could ask for a
/// task: our own code, a library with a twin that does, and what goes on when its delegates have returned. Silent for handlers of events and
/// other callbacks, for commands, for threads and work items of their own, where no exception gets out, and where the author has switched off a rule
/// that says the same.
/// </summary>
public sealed class AsyncLambdaToVoid() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1006",
        title: "Hand async functions to what takes a task",
        message: "'{0}' takes the async {1} as one that returns nothing: nobody waits for it, or catches what it throws",
        why: "Whoever calls the delegate goes on at its first await and takes it for done, and an exception behind that await ends the process.");

    /// <summary>Rules of others that say the same, by which authors tell that they mean it.</summary>
    private static readonly ImmutableHashSet<string> Peers = ImmutableHashSet.Create(StringComparer.Ordinal, "VSTHRD101", "AsyncFixer03", "MA0147");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is null)
            return;

        var runsDelegate = on.Table("RunsDelegate");
        on.EachBody(context => Check(context, runsDelegate, on.Known.ExpressionTree));
    }

    private static void Check(BodyContext context, Table runsDelegate, INamedTypeSymbol? expressionTree)
    {
        foreach (var body in context.Blocks)
        {
            var survey = context.Surveyed(body);
            foreach (var function in survey.Functions)
                if (function is IAnonymousFunctionOperation { Symbol: { IsAsync: true, ReturnsVoid: true } })
                    Check(context, function, "lambda", runsDelegate, expressionTree);
            foreach (var method in survey.AsyncVoids)
                Check(context, method, $"method '{method.Method.Name}'", runsDelegate, expressionTree);
        }
    }

    private static void Check(BodyContext context, IOperation function, string noun, Table runsDelegate, INamedTypeSymbol? expressionTree)
    {
        if (AsyncAction.Of(function, context.Compilation, context.Surroundings(), runsDelegate, context.Cancellation) is { } found
            && !function.IsInExpressionTree(expressionTree)
            && function.Parent is { } made && Graphs.Of(function, context.Raw)?.CanReach(made) == true
            && !AuthorsWord.SwitchesOff(function.Syntax, Peers) && !AuthorsWord.SwitchesOff(function.Syntax, "AsyncVoidLambda"))
            context.ReportWeakerInTests(new Finding(Rule, HeadOf(function), found.Taker, noun));
    }

    private static Location HeadOf(IOperation function) =>
        function.Syntax is AnonymousFunctionExpressionSyntax { AsyncKeyword: var keyword } ? keyword.GetLocation() : function.Syntax.GetLocation();
}
