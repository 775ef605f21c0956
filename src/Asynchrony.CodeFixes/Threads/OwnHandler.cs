using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>What a type does in a handler for all exceptions: one or two calls that use nothing but its own members and the exception.</summary>
internal sealed class OwnHandler
{
    private const int Longest = 2;

    private readonly CatchClauseSyntax clause;

    private OwnHandler(CatchClauseSyntax clause) => this.clause = clause;

    /// <summary>The handler that stands nearest to some code, in its type.</summary>
    public static OwnHandler? Of(SyntaxNode code, Flagged flagged) =>
        code.Ancestors().OfType<TypeDeclarationSyntax>().FirstOrDefault() is { } type
        && type.DescendantNodes(node => node == type || node is not TypeDeclarationSyntax).OfType<CatchClauseSyntax>().Where(clause => Serves(clause, flagged))
            .OrderBy(clause => Math.Abs(clause.SpanStart - code.SpanStart)).FirstOrDefault() is { } nearest
            ? new OwnHandler(nearest)
            : null;

    /// <summary>The handler for other code, whose names stay its own.</summary>
    public CatchClauseSyntax In(UncaughtBody body)
    {
        var old = clause.Declaration!.Identifier.ValueText;
        var name = body.FreeName(old);
        return clause.ReplaceTokens(clause.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == old && !IsMember(token)), (token, _) => Identifier(name).WithTriviaFrom(token));
    }

    /// <summary>A handler that tells of the exception where the program tells of its failures.</summary>
    public static CatchClauseSyntax Reporting(UncaughtBody body, Flagged flagged)
    {
        var name = body.FreeName("e");
        var isConsole = flagged.Model.Compilation.Options.OutputKind == OutputKind.ConsoleApplication;
        ExpressionSyntax exception = IdentifierName(name);
        var told = isConsole
            ? Called(Member(OfSystem("Console"), "Error"), "WriteLine", exception)
            : Called(Member(Member(AliasQualifiedName(IdentifierName(Token(SyntaxKind.GlobalKeyword)), IdentifierName("System")), "Diagnostics"), "Trace").WithAdditionalAnnotations(Simplifier.Annotation), "TraceError", Called(exception, "ToString"));
        var type = QualifiedName(AliasQualifiedName(IdentifierName(Token(SyntaxKind.GlobalKeyword)), IdentifierName("System")), IdentifierName("Exception")).WithAdditionalAnnotations(Simplifier.Annotation);
        return CatchClause(CatchDeclaration(type.WithTrailingTrivia(Space), Identifier(name)), null, Block(ExpressionStatement(told)));
    }

    private static bool Serves(CatchClauseSyntax clause, Flagged flagged)
    {
        if (clause is not { Filter: null, Declaration: { Identifier.ValueText: { Length: > 0 } caught, Type: var type }, Block.Statements: { Count: > 0 and <= Longest } statements }
            || !Asynchrony.Analyzers.Flow.Operations.IsOfAllExceptions(flagged.Model.GetTypeInfo(type, flagged.Cancellation).Type)
            || !statements.All(statement => statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax })
            || clause.DescendantTrivia().Any(Syntax.IsComment))
            return false;

        var names = clause.Block.DescendantNodes().OfType<IdentifierNameSyntax>().ToList();
        return !clause.Block.DescendantNodes().Any(node => node is AwaitExpressionSyntax or AnonymousFunctionExpressionSyntax or DeclarationExpressionSyntax or ThrowExpressionSyntax)
            && names.Exists(name => name.Identifier.ValueText == caught)
            && names.TrueForAll(name => name.Identifier.ValueText == caught || flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol is not (null or ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction }));
    }

    private static bool IsMember(SyntaxToken token) => token.Parent is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax member } name && member.Name == name;

    private static InvocationExpressionSyntax Called(ExpressionSyntax receiver, string method, params ExpressionSyntax[] arguments) =>
        InvocationExpression(Member(receiver, method), ArgumentList(SeparatedList(arguments.Select(Argument))));

    private static MemberAccessExpressionSyntax Member(ExpressionSyntax receiver, string name) =>
        MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, IdentifierName(name));

    private static MemberAccessExpressionSyntax OfSystem(string name) =>
        Member(AliasQualifiedName(IdentifierName(Token(SyntaxKind.GlobalKeyword)), IdentifierName("System")), name).WithAdditionalAnnotations(Simplifier.Annotation);
}
