using Asynchrony.Analyzers.Flow;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>A change of a collection taken apart: first what is computed for it, in locals, then the change alone.</summary>
internal sealed record Hoisted(IReadOnlyList<StatementSyntax> Values, ExpressionSyntax Rest)
{
    /// <summary>Null for anything but one change with nothing to await in what is left.</summary>
    public static Hoisted? Of(ExpressionSyntax change, List<ExpressionSyntax> uses, Flagged flagged)
    {
        if (!uses.Exists(use => change.Span.Contains(use.Span)))
            return null;

        var (values, names, taken) = (new List<StatementSyntax>(), new Dictionary<ExpressionSyntax, ExpressionSyntax>(), new HashSet<string>());
        foreach (var (value, wanted) in Inputs(change, uses, flagged))
            if (value.Here().Any(node => node is InvocationExpressionSyntax or AwaitExpressionSyntax) && !uses.Exists(use => value.Span.Contains(use.Span))
                && flagged.Model.GetTypeInfo(value, flagged.Cancellation).Type is { SpecialType: not SpecialType.System_Void, IsRefLikeType: false })
            {
                var name = wanted;
                for (var number = 2; IsUsed(name, change, flagged) || !taken.Add(name); number++)
                    name = $"{wanted}{number}";
                values.Add(Syntax.Declaration(name, value));
                names.Add(value, IdentifierName(name));
            }

        var rest = change.ReplaceNodes(names.Keys, (value, _) => names[value].WithTriviaFrom(value));
        return rest.Here().Any(Syntax.IsAwait) ? null : new Hoisted(values, rest);
    }

    /// <summary>True where the function around uses the name, or would hide what it stands for.</summary>
    private static bool IsUsed(string name, ExpressionSyntax change, Flagged flagged) =>
        Awaiting.FunctionOf(change)?.Mentions(ImmutableHashSet.Create(name)) != false
        || flagged.Model.LookupSymbols(change.SpanStart, name: name).Any(symbol => symbol is ILocalSymbol or IParameterSymbol);

    /// <summary>What goes into the change, in the order in which it is computed, with a name for each.</summary>
    private static IEnumerable<(ExpressionSyntax Value, string Name)> Inputs(ExpressionSyntax change, List<ExpressionSyntax> uses, Flagged flagged)
    {
        var (target, assigned) = change is AssignmentExpressionSyntax assignment ? (assignment.Left, assignment.Right) : (change, null);
        if (!uses.Contains(target))
            yield break;

        var arguments = target switch { InvocationExpressionSyntax call => call.ArgumentList.Arguments, ElementAccessExpressionSyntax element => element.ArgumentList.Arguments, _ => default };
        foreach (var argument in arguments)
            if (argument.RefKindKeyword.RawKind == 0 && flagged.Model.GetOperation(argument, flagged.Cancellation) is IArgumentOperation { Parameter: { } parameter, ArgumentKind: ArgumentKind.Explicit })
                yield return (argument.Expression, parameter.Name is "item" or "value" ? "result" : parameter.Name);
        if (assigned is not null)
            yield return (assigned, "result");
    }
}
