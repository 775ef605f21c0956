using Asynchrony.Analyzers.Async;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Async;

/// <summary>
/// Starts the task where it is created: by Task.Run, or by StartNew where it has a state or options. Nothing is offered for a token together
/// with options, which StartNew takes only with a scheduler, and for a task of a task.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ColdTaskNeverStartedFix() : RuleFix(ColdTaskNeverStarted.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is not { ArgumentList: { } arguments, Initializer: null } creation
            || flagged.Model.GetOperation(creation, flagged.Cancellation) is not IObjectCreationOperation { Type: INamedTypeSymbol task, Constructor: { } constructor }
            || task.TypeArguments.Any(result => result.IsTask()))
            yield break;

        var more = constructor.Parameters.Skip(1).Select(parameter => parameter.Type.Name).ToList();
        var (hasState, hasToken, hasOptions) = (constructor.Parameters.Any(parameter => parameter.Type.SpecialType == SpecialType.System_Object), more.Contains("CancellationToken"), more.Contains("TaskCreationOptions"));
        if (hasToken && hasOptions)
            yield break;

        var start = hasState || hasOptions ? "Task.Factory.StartNew" : "Task.Run";
        var called = Started(creation, arguments, start, flagged, result: null);
        if (!IsSame(called, creation, task, flagged) && task.TypeArguments is [var result])
            called = Started(creation, arguments, start, flagged, result.ToMinimalDisplayString(flagged.Model, creation.SpanStart));

        if (IsSame(called, creation, task, flagged))
            yield return new Fix($"Start the task by '{start}'", editor => editor.ReplaceNode(creation, (current, _) => Kept(called, creation).WithTriviaFrom(current)));
    }

    /// <summary>In an async function the compiler warns of a started task that nobody takes: as before, nobody does.</summary>
    private static ExpressionSyntax Kept(InvocationExpressionSyntax called, SyntaxNode creation) => creation.Parent is ExpressionStatementSyntax && Syntax.IsInAsyncCode(creation)
        ? AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, IdentifierName(Identifier(TriviaList(), SyntaxKind.UnderscoreToken, "_", "_", TriviaList(Space))), Token(TriviaList(), SyntaxKind.EqualsToken, TriviaList(Space)), called)
        : called;

    private static InvocationExpressionSyntax Started(BaseObjectCreationExpressionSyntax creation, ArgumentListSyntax arguments, string start, Flagged flagged, string? result)
    {
        var isNamed = flagged.Model.LookupNamespacesAndTypes(creation.SpanStart, name: "Task").OfType<INamedTypeSymbol>().Any(type => type.Arity == 0 && type.IsTask());
        var path = $"{(isNamed ? "" : "System.Threading.Tasks.")}{start}".Split('.');
        SimpleNameSyntax last = result is null ? IdentifierName(path[path.Length - 1]) : GenericName(Identifier(path[path.Length - 1]), TypeArgumentList(SingletonSeparatedList(ParseTypeName(result))));
        var receiver = path.Take(path.Length - 1).Skip(1).Aggregate((ExpressionSyntax)IdentifierName(path[0]), (outer, name) => MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, outer, IdentifierName(name)));
        return InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, last), arguments);
    }

    private static bool IsSame(InvocationExpressionSyntax called, ExpressionSyntax creation, ITypeSymbol task, Flagged flagged) =>
        flagged.Model.GetSpeculativeSymbolInfo(creation.SpanStart, called, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol method
        && SymbolEqualityComparer.Default.Equals(method.ReturnType, task);
}
