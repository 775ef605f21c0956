using Asynchrony.Analyzers.Closures;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>Makes the lambda static; what it captured is handed to it by the call, several values as a tuple.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ClosureCouldBeStaticFix() : RuleFix(ClosureCouldBeStatic.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is not { } lambda)
            yield break;

        if (!flagged.Diagnostic.Properties.TryGetValue(ClosureCouldBeStatic.State, out var state) || state is null)
            yield return new Fix("Make the lambda static", editor => editor.ReplaceNode(lambda, (current, _) => Static((AnonymousFunctionExpressionSyntax)current)));
        else if (lambda is LambdaExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1 } arguments } } open && Uses(open, state.Split(new[] { ", " }, StringSplitOptions.None), flagged) is { } uses)
            yield return new Fix($"Hand '{state}' to a static lambda", editor => editor.ReplaceNode(arguments, Handing(arguments, open, uses)));
    }

    private static AnonymousFunctionExpressionSyntax Static(AnonymousFunctionExpressionSyntax lambda) => lambda.WithoutLeadingTrivia() is var bare
        ? bare.WithModifiers(bare.Modifiers.Insert(0, Token(TriviaList(), SyntaxKind.StaticKeyword, TriviaList(Space)))).WithLeadingTrivia(lambda.GetLeadingTrivia()) : lambda;

    /// <summary>Where the lambda names what it captures; null where it looks at the parameter that it has.</summary>
    private static List<IdentifierNameSyntax>? Uses(LambdaExpressionSyntax lambda, string[] names, Flagged flagged)
    {
        var parameters = lambda switch
        {
            SimpleLambdaExpressionSyntax simple => [simple.Parameter],
            ParenthesizedLambdaExpressionSyntax full => full.ParameterList.Parameters.ToArray(),
            _ => [],
        };
        if (parameters is not [{ Type: null, Identifier.ValueText: var own }])
            return null;

        var uses = new List<IdentifierNameSyntax>();
        foreach (var name in lambda.Body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
            if (flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol is ILocalSymbol or IParameterSymbol && (name.Identifier.ValueText == own || names.Contains(name.Identifier.ValueText)))
            {
                if (name.Identifier.ValueText == own || name.Parent is NameColonSyntax or AnonymousObjectMemberDeclaratorSyntax or ArgumentSyntax { Parent: TupleExpressionSyntax })
                    return null;
                uses.Add(name);
            }

        return uses.Select(use => use.Identifier.ValueText).Distinct().Count() == names.Length ? uses : null;
    }

    private static ArgumentListSyntax Handing(ArgumentListSyntax arguments, LambdaExpressionSyntax lambda, List<IdentifierNameSyntax> uses)
    {
        var names = uses.ConvertAll(use => use.Identifier.ValueText).Distinct().ToList();
        var taken = names.Count == 1 ? names[0] : Syntax.FreeName(lambda, "state");
        var body = names.Count == 1 ? lambda.Body : lambda.Body.ReplaceNodes(uses, (use, _) => MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, IdentifierName(taken), use.WithoutTrivia()).WithTriviaFrom(use));
        var given = names.Count == 1 ? (ExpressionSyntax)IdentifierName(taken) : TupleExpression(SeparatedList(names.Select(name => Argument(IdentifierName(name))), names.Skip(1).Select(_ => Comma())));
        var parameter = lambda is SimpleLambdaExpressionSyntax simple ? simple.Parameter : ((ParenthesizedLambdaExpressionSyntax)lambda).ParameterList.Parameters[0];
        var other = lambda.WithBody(body);
        other = (LambdaExpressionSyntax)Static(other switch
        {
            SimpleLambdaExpressionSyntax one => one.WithParameter(parameter.WithIdentifier(Identifier(taken).WithTriviaFrom(parameter.Identifier))),
            ParenthesizedLambdaExpressionSyntax full => full.ReplaceNode(full.ParameterList.Parameters[0], parameter.WithIdentifier(Identifier(taken).WithTriviaFrom(parameter.Identifier))),
            _ => other,
        });

        return arguments.WithArguments(SeparatedList(
            [arguments.Arguments[0].WithExpression(other), Argument(given), Argument(NameColon(IdentifierName("preferLocal"), Token(TriviaList(), SyntaxKind.ColonToken, TriviaList(Space))), default, LiteralExpression(SyntaxKind.FalseLiteralExpression))],
            [Comma(), Comma()]));
    }

    private static SyntaxToken Comma() => Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space));
}
