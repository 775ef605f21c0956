using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>
/// A parameter that takes an action, which its function calls and does nothing else with, and which is to take a function that returns a task
/// from now on.
/// </summary>
internal sealed class TakenTask
{
    private readonly int index;

    private TakenTask(AsyncForm form, int index, TypeSyntax type, IReadOnlyList<InvocationExpressionSyntax> runs) => (Form, this.index, Type, Runs) = (form, index, type, runs);

    /// <summary>The function that takes it.</summary>
    public AsyncForm Form { get; }

    /// <summary>The type of the parameter as it is written.</summary>
    public TypeSyntax Type { get; }

    /// <summary>The calls of the parameter, each a statement.</summary>
    public IReadOnlyList<InvocationExpressionSyntax> Runs { get; }

    /// <summary>Null where the called function has no source here, or keeps, hands on or tests what it is given.</summary>
    public static async Task<TakenTask?> Of(Flagged flagged, InvocationExpressionSyntax call, AnonymousFunctionExpressionSyntax lambda)
    {
        if (lambda.Parent is not ArgumentSyntax { NameColon: null } argument
            || flagged.Model.GetSymbolInfo(call, flagged.Cancellation).Symbol is not IMethodSymbol { ReducedFrom: null, OriginalDefinition: { DeclaringSyntaxReferences: [var declaration] } method }
            || flagged.Document.Project.GetDocument(declaration.SyntaxTree) is not { } document
            || await declaration.GetSyntaxAsync(flagged.Cancellation).ConfigureAwait(false) is not { } node
            || node is not (MethodDeclarationSyntax or LocalFunctionStatementSyntax)
            || await Flagged.At(document, node.SyntaxTree.GetRoot(flagged.Cancellation), node, flagged.Diagnostic, flagged.Cancellation).ConfigureAwait(false) is not { } place)
            return null;

        var index = call.ArgumentList.Arguments.IndexOf(argument);
        return method.Parameters.ElementAtOrDefault(index) is { IsParams: false, HasExplicitDefaultValue: false } parameter
            && node.ChildNodes().OfType<ParameterListSyntax>().Single().Parameters[index].Type is { } type && IsAction(type)
            && RunsOf(parameter, node, place) is { } runs
            ? new TakenTask(new AsyncForm(place, node, method), index, type, runs)
            : null;
    }

    /// <summary>True for a call of the function that gives it an async lambda: no other would fit.</summary>
    public bool IsGivenTask(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.ElementAtOrDefault(index) is { NameColon: null, Expression: AnonymousFunctionExpressionSyntax { AsyncKeyword.RawKind: not 0 } }
        && call.ArgumentList.Arguments.Take(index).All(argument => argument.NameColon is null);

    /// <summary>The type of functions that take the same and return a task.</summary>
    public static TypeSyntax Func(Spot spot, TypeSyntax action)
    {
        var task = Awaiting.TypeOfTask(spot, action.SpanStart);
        return action is GenericNameSyntax { TypeArgumentList: var taken } generic
            ? generic.WithIdentifier(Identifier("Func")).WithTypeArgumentList(taken.WithArguments(SeparatedList<TypeSyntax>(taken.Arguments.GetWithSeparators().Concat([Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space)), task])))).WithTriviaFrom(action)
            : GenericName(Identifier("Func"), TypeArgumentList(SingletonSeparatedList(task))).WithTriviaFrom(action);
    }

    /// <summary>True for an action by its bare name.</summary>
    public static bool IsAction(TypeSyntax type) => type is IdentifierNameSyntax { Identifier.ValueText: "Action" } or GenericNameSyntax { Identifier.ValueText: "Action" };

    private static List<InvocationExpressionSyntax>? RunsOf(IParameterSymbol parameter, SyntaxNode function, Flagged place)
    {
        var runs = new List<InvocationExpressionSyntax>();

        foreach (var name in function.DescendantNodes().OfType<IdentifierNameSyntax>())
            if (name.Identifier.ValueText == parameter.Name && SymbolEqualityComparer.Default.Equals(place.Model.GetSymbolInfo(name, place.Cancellation).Symbol, parameter))
            {
                if (name.Parent is not InvocationExpressionSyntax { Parent: ExpressionStatementSyntax or ArrowExpressionClauseSyntax } run || run.Expression != name || Awaiting.FunctionOf(run) != function)
                    return null;
                runs.Add(run);
            }

        return runs.Count > 0 ? runs : null;
    }
}
