using Asynchrony.Analyzers.Async;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Async;

/// <summary>
/// In an async function: a parallel loop becomes its async twin, <c>ForEach</c> of a list or array a loop, or the wait for all that it starts,
/// any other call the one by its name with Async, and a local that is only called keeps a function that returns a task. So does a parameter of a
/// private or internal function, if all its callers hand it async lambdas. Nothing is offered where an await may not stand.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AsyncLambdaToVoidFix() : RuleFix(AsyncLambdaToVoid.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is not { } lambda || !Awaiting.IsAsync(lambda))
            yield break;

        if (lambda.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } && !Awaiting.IsBehindQuestionMark(call) && Awaiting.IsPossible(flagged, call))
        {
            var list = ListOf(call, flagged);
            var loop = list is null ? null : AsLoop(call, lambda, list);
            if (loop is not null)
                yield return new Fix("Use a loop", editor => editor.ReplaceNode(call.Parent!, (current, _) => loop(current)));

            if (list is not null && AllOf(list, call, lambda, flagged) is { } all)
                yield return new Fix("Await all tasks", editor => Awaiting.Replace(editor, call, all), Key: loop is null ? null : $"{nameof(AsyncLambdaToVoidFix)}.All");
            else if (Instead(call, lambda) is { } task && BindsToTask(task, call, flagged))
                yield return new Fix($"Await '{NameOf(task)}'", editor => Awaiting.Replace(editor, call, task));
        }
        else if (lambda.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax, Variables.Count: 1 } declaration } }
            && Calls(declaration, flagged) is { } calls)
        {
            yield return new Fix("Keep a function that returns a task", editor =>
            {
                editor.ReplaceNode(declaration.Type, (current, _) => TakenTask.Func(flagged, (TypeSyntax)current));
                foreach (var later in calls)
                    Awaiting.Replace(editor, later, later);
            });
        }
    }

    private protected override async Task<IEnumerable<WholeFix>> OfferWhole(Flagged flagged) =>
        flagged.Node.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } lambda
        && await MadeAsync.OfferTaken(flagged, call, lambda).ConfigureAwait(false) is { } made ? [made] : [];

    /// <summary>The list or array whose elements a <c>ForEach</c> hands on; null for any other call.</summary>
    private static ExpressionSyntax? ListOf(InvocationExpressionSyntax call, Flagged flagged) => flagged.Model.GetSymbolInfo(call, flagged.Cancellation).Symbol switch
    {
        IMethodSymbol { Name: "ForEach", IsStatic: false, ContainingType: { Name: "List", ContainingNamespace.Name: "Generic" } } => (call.Expression as MemberAccessExpressionSyntax)?.Expression,
        IMethodSymbol { Name: "ForEach", IsStatic: true, ContainingType.SpecialType: SpecialType.System_Array } => call.ArgumentList.Arguments is [{ NameColon: null, Expression: var array }, _] ? array : null,
        _ => null,
    };

    /// <summary>The wait for the tasks of all elements, which begin at once, as they did.</summary>
    private static InvocationExpressionSyntax? AllOf(ExpressionSyntax list, InvocationExpressionSyntax call, AnonymousFunctionExpressionSyntax lambda, Flagged flagged)
    {
        var source = list is SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or BaseObjectCreationExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or ParenthesizedExpressionSyntax or ThisExpressionSyntax
            ? list : ParenthesizedExpression(list.WithoutTrivia());
        var tasks = InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, source, IdentifierName("Select").WithAdditionalAnnotations(Syntax.OfLibrary)), ArgumentList(SingletonSeparatedList((ArgumentSyntax)lambda.Parent!)));
        var all = InvocationExpression(Awaiting.OfTask(flagged, call.SpanStart, IdentifierName("WhenAll")), ArgumentList(SingletonSeparatedList(Argument(tasks.WithoutTrivia()))));

        return flagged.Model.GetSpeculativeTypeInfo(call.SpanStart, all, SpeculativeBindingOption.BindAsExpression).Type.IsTask() ? all : null;
    }

    /// <summary>A foreach over the list, around what the lambda does with each element.</summary>
    private static Func<SyntaxNode, SyntaxNode>? AsLoop(InvocationExpressionSyntax call, AnonymousFunctionExpressionSyntax lambda, ExpressionSyntax list)
    {
        if (call is not { Parent: ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } }
            || lambda is not SimpleLambdaExpressionSyntax { Parameter.Identifier: var element, Block: { } block }
            || block.Here().Any(node => node is ReturnStatementSyntax)
            || list.WithoutLeadingTrivia().DescendantTrivia().Any(trivia => Syntax.IsComment(trivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
            return null;

        return statement =>
        {
            var each = (ForEachStatementSyntax)Syntax.Spaced(ForEachStatement(IdentifierName("var"), element.WithoutTrivia(), IdentifierName("it"), Block()));
            var close = each.CloseParenToken.WithTrailingTrivia(lambda.Block!.OpenBraceToken.GetPreviousToken().TrailingTrivia);
            return each.WithExpression(list.WithoutTrivia()).WithCloseParenToken(close).WithStatement(block.WithTrailingTrivia(statement.GetTrailingTrivia())).WithLeadingTrivia(statement.GetLeadingTrivia());
        };
    }

    private static InvocationExpressionSyntax? Instead(InvocationExpressionSyntax call, AnonymousFunctionExpressionSyntax lambda)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Name: SimpleNameSyntax name } member || call.Parent is not ExpressionStatementSyntax)
            return null;

        var renamed = call.WithExpression(member.WithName(name is GenericNameSyntax generic ? generic.WithIdentifier(Identifier($"{name.Identifier.ValueText}Async")) : IdentifierName($"{name.Identifier.ValueText}Async").WithTriviaFrom(name)));
        return member.Expression is not SimpleNameSyntax { Identifier.ValueText: "Parallel" } ? renamed : WithToken(renamed, call.ArgumentList.Arguments.IndexOf((ArgumentSyntax)lambda.Parent!));
    }

    /// <summary>The bodies of async parallel loops take a token too.</summary>
    private static InvocationExpressionSyntax? WithToken(InvocationExpressionSyntax call, int at)
    {
        var parameters = call.ArgumentList.Arguments[at].Expression switch
        {
            SimpleLambdaExpressionSyntax simple => ParameterList(SingletonSeparatedList(simple.Parameter.WithoutTrivia())),
            ParenthesizedLambdaExpressionSyntax { ParameterList: { Parameters.Count: 1 } list } => list,
            _ => null,
        };
        if (parameters is null || call.ArgumentList.Arguments[at].Expression is not LambdaExpressionSyntax lambda)
            return null;

        var name = Syntax.FreeName(lambda, "_");
        var token = parameters.Parameters[0].Type is null ? Parameter(Identifier(name)) : Parameter(Identifier(name)).WithType(IdentifierName("CancellationToken").WithTrailingTrivia(Space));
        var both = parameters.WithParameters(SeparatedList([parameters.Parameters[0], token], [Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space))]));
        if (lambda is SimpleLambdaExpressionSyntax one)
            both = both.WithTrailingTrivia(one.Parameter.GetTrailingTrivia());
        LambdaExpressionSyntax taking = lambda is ParenthesizedLambdaExpressionSyntax parenthesized
            ? parenthesized.WithParameterList(both)
            : ParenthesizedLambdaExpression(lambda.AttributeLists, lambda.Modifiers, null, both, lambda.ArrowToken, lambda.Block, lambda.ExpressionBody);
        return call.ReplaceNode(lambda, taking.WithTriviaFrom(lambda));
    }

    /// <summary>True where the call binds to what takes a function that returns a task, and returns one.</summary>
    private static bool BindsToTask(InvocationExpressionSyntax task, InvocationExpressionSyntax call, Flagged flagged) =>
        flagged.Model.GetSpeculativeSymbolInfo(call.SpanStart, task, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol { ReturnType.Name: "Task" or "ValueTask" } method
        && method.Parameters.Any(parameter => parameter.Type is INamedTypeSymbol { DelegateInvokeMethod.ReturnType.Name: "Task" or "ValueTask" })
        && !method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ObsoleteAttribute");

    private static string NameOf(InvocationExpressionSyntax call) => ((MemberAccessExpressionSyntax)call.Expression).Name.Identifier.ValueText;

    /// <summary>The calls of a local that is called and nothing else, each in an async function; null for any other.</summary>
    private static List<InvocationExpressionSyntax>? Calls(VariableDeclarationSyntax declaration, Flagged flagged)
    {
        if (!TakenTask.IsAction(declaration.Type)
            || flagged.Model.GetDeclaredSymbol(declaration.Variables[0], flagged.Cancellation) is not { } local
            || Awaiting.FunctionOf(declaration) is not { } function)
            return null;

        var calls = new List<InvocationExpressionSyntax>();
        foreach (var name in Awaiting.Parts(function).SelectMany(part => part.DescendantNodes()).OfType<IdentifierNameSyntax>())
            if (name.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol, local))
            {
                if (name.Parent is not InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } call || call.Expression != name || !Awaiting.IsAsync(call) || !Awaiting.IsPossible(flagged, call))
                    return null;
                calls.Add(call);
            }

        return calls.Count > 0 ? calls : null;
    }
}
