using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Closures;

/// <summary>
/// The lambda that a thread, a task or a timer runs captures nothing, or only values that the call could take as its state: static says so, and
/// keeps it so. Silent before C# 9, for lambdas that name the object they belong to, and where nobody marks them: in queries, and for what a
/// worker of a parallel loop begins and ends with.
/// </summary>
public sealed class ClosureCouldBeStatic() : RuleAnalyzer(Rule)
{
    /// <summary>The fact that these variables, with commas between them, would be the state.</summary>
    public const string State = nameof(State);

    public static readonly DiagnosticDescriptor Rule = Rules.Hidden(
        id: "ASY3008",
        title: "Make a thread body static if it captures nothing",
        message: "{0} {1}",
        why: "A static lambda shares nothing with its creator, and the compiler sees to it that it stays so: whatever it needs must be given to it.");

    private protected override void Register(RuleRegistration on)
    {
        if (on.Compilation is not CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp9 })
            return;

        var runsDelegate = on.Table("RunsDelegate");
        on.EachBody(body => Check(body, on.Known, runsDelegate));
    }

    private static void Check(BodyContext context, KnownSymbols known, Table runsDelegate)
    {
        foreach (var body in context.Blocks)
            if (context.Surveyed(body).Handovers(runsDelegate).Count > 0)
                foreach (var free in FreeLambda.In(context.Surveyed(body), runsDelegate))
                    if (!free.Lambda.IsInExpressionTree(known.ExpressionTree))
                        context.Report(FindingOf(free));
    }

    private static Finding FindingOf(FreeLambda free)
    {
        var at = free.Lambda.Syntax switch
        {
            LambdaExpressionSyntax lambda => lambda.ArrowToken.GetLocation(),
            AnonymousMethodExpressionSyntax method => method.DelegateKeyword.GetLocation(),
            var other => other.GetLocation(),
        };
        var body = free.Handover.RunsOn is WorkKind.Parallel or WorkKind.Other ? $"This {free.Handover.Noun}" : $"The body of this {free.Handover.Noun}";
        var names = string.Join(", ", free.Captured.Select(variable => variable.Name));
        return free.Captured.IsEmpty
            ? new Finding(Rule, at, body, "captures nothing")
            : new Finding(Rule, at, body, $"captures only '{names}', which '{free.Handover.Api.Name}' can hand to it").With(State, names);
    }
}
