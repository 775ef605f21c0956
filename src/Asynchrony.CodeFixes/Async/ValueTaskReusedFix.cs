using Asynchrony.Analyzers.Async;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Async;

/// <summary>
/// Makes the value task last where the variable gets it, by Preserve: then it may be taken as often as anyone likes. Nothing is offered for a
/// parameter, whose value comes from elsewhere, and for a member that another file sets.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ValueTaskReusedFix() : RuleFix(ValueTaskReused.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Operation is not { } take || ValueTaskTakes.VariableOf(take) is not { } variable || variable is IParameterSymbol)
            yield break;

        var sources = variable is ILocalSymbol
            ? ValueTaskTakes.Sources(variable, take.Root()).ToList()
            : ValueTaskTakes.Sources(variable, flagged.Model.Compilation, flagged.Cancellation) ?? [];
        var calls = sources.Where(ValueTaskTakes.IsTakenOnce).SelectMany(source => Calls(source.Syntax)).ToList();

        if (calls.Count > 0 && calls.TrueForAll(call => call.SyntaxTree == flagged.Root.SyntaxTree))
            yield return new Fix("Preserve the value task", editor =>
            {
                foreach (var call in calls)
                    editor.ReplaceNode(call, (current, _) => Syntax.Chained((ExpressionSyntax)current, "Preserve"));
            });
    }

    private static IEnumerable<ExpressionSyntax> Calls(SyntaxNode source) => source switch
    {
        InvocationExpressionSyntax call => [call],
        ParenthesizedExpressionSyntax { Expression: var inner } => Calls(inner),
        ConditionalExpressionSyntax choice => Calls(choice.WhenTrue).Concat(Calls(choice.WhenFalse)),
        _ => [],
    };
}
