using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Async;

/// <summary>
/// A resource is given up while a task that was handed it may still be under way, or a using disposes of a task in the place of what it results
/// in. Silent where something waits for the task first or asks for its state; where it is complete from the start; where it is handed to code
/// that may wait; where the release only follows an exception; and for what a thread or task captures (ASY3003). Silent in tests, which
/// break off what they test.
/// </summary>
public sealed class DisposedBeforeCompletion() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY1014",
        title: "Await a task before you release what it uses",
        message: "{0} is released {1}",
        why: "The task goes on after the function that started it has returned, and then reads a closed stream, or sends through a connection that is gone.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Known.Task.Type is null)
            return;

        var (releases, runsDelegate) = (on.Table("Releases"), on.Table("RunsDelegate"));
        on.EachBody(context => Check(context, on.Known.ExpressionTree, releases, runsDelegate));
    }

    private static void Check(BodyContext context, INamedTypeSymbol? expressionTree, Table releases, Table runsDelegate)
    {
        foreach (var body in context.Blocks)
        {
            var survey = context.Surveyed(body);
            bool? releasesAny = null;

            foreach (var call in survey.Calls)
                if (IsUsed(call))
                    context.ReportWeakerInTests(new Finding(Rule, call.Head(), $"The task of '{call.TargetMethod.Name}'", "in the place of what it results in"));
                else if (ReleasedEarly.IsLeftUnderWay(call) && (releasesAny ??= ReleasedEarly.MayBeIn(survey, releases)) && ReleasedEarly.Of(call, context, releases, runsDelegate) is { Resource: { } resource, Release: { } release }
                    && !call.IsInExpressionTree(expressionTree)
                    && !context.Surroundings().IsTest(context.Owner, call.Syntax.SyntaxTree, context.Cancellation))
                    context.Report(new Finding(Rule, call.Head(), $"'{resource.Name}'", $"in line {release.Line()} while the task of '{call.TargetMethod.Name}' may still need it").Also(release));
        }
    }

    /// <summary>True for a call whose task a using disposes of, though it is the result that can be disposed of.</summary>
    private static bool IsUsed(IInvocationOperation call) => call.Type is INamedTypeSymbol { Name: "Task", TypeArguments: [var result] } type && type.IsTask()
        && (ResourceRelease.IsGivenUp(result) || result is ITypeParameterSymbol || result.TypeKind == TypeKind.Error) && call.Parent switch
        {
            IUsingOperation scope => scope.Resources == call,
            IVariableInitializerOperation { Syntax: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } } } } } => true,
            _ => false,
        };
}
