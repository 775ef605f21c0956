using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// Throws when the time is over. Only where a caller may catch it: not in what another thread or an event calls, not on the way out, and not
/// where something behind the wait has to be given back or told in any case.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class WaitResultIgnoredFix() : RuleFix(WaitResultIgnored.Rule)
{
    private static readonly ImmutableHashSet<string> GivesBack = ImmutableHashSet.Create(StringComparer.Ordinal, "Release", "Exit", "Dispose", "Close", "Stop", "Set", "Signal", "Cancel", "Return", "DisposeAsync", "Shutdown");

    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (Syntax.CallAt(flagged.Node) is { } call && call.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax statement && MayThrow(statement, flagged))
            yield return new Fix("Throw when the time is over", editor => editor.ReplaceNode(statement, Checked(statement, call)));
    }

    private static bool MayThrow(StatementSyntax statement, Flagged flagged)
    {
        var function = Awaiting.FunctionOf(statement);
        return function is not (AnonymousFunctionExpressionSyntax or DestructorDeclarationSyntax)
            && !statement.Ancestors().TakeWhile(outer => outer != function).Any(outer => outer is FinallyClauseSyntax or CatchClauseSyntax)
            && !Awaiting.Parts(function).SelectMany(Syntax.Inside).Any(node => node.SpanStart > statement.Span.End && node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } && GivesBack.Contains(name)
                && !node.Ancestors().TakeWhile(outer => outer != function).Any(outer => outer is FinallyClauseSyntax))
            && (function is GlobalStatementSyntax or AccessorDeclarationSyntax || flagged.Model.GetDeclaredSymbol(function!, flagged.Cancellation) is IMethodSymbol method && IsCalled(method, flagged));
    }

    /// <summary>True for a function that somebody calls who may catch what it throws.</summary>
    private static bool IsCalled(IMethodSymbol method, Flagged flagged) =>
        method is { MethodKind: not MethodKind.StaticConstructor, Name: not ("Dispose" or "DisposeAsync"), IsAsync: false } or { ReturnsVoid: false }
        && !method.TakesEvent() && !method.IsUsedAsDelegate(flagged.Model.Compilation, flagged.Cancellation);

    private static IfStatementSyntax Checked(ExpressionStatementSyntax statement, InvocationExpressionSyntax call)
    {
        var startsLine = statement.StartsLine();
        var thrown = Syntax.Spaced(ThrowStatement(ObjectCreationExpression(IdentifierName("it")).WithArgumentList(ArgumentList())));
        thrown = thrown.ReplaceNode(((ObjectCreationExpressionSyntax)thrown.Expression!).Type, Timeout());

        return IfStatement(
            Token(statement.GetLeadingTrivia(), SyntaxKind.IfKeyword, TriviaList(Space)),
            Token(SyntaxKind.OpenParenToken),
            PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, call.WithoutTrivia()),
            Token(TriviaList(), SyntaxKind.CloseParenToken, startsLine ? Before(statement) : TriviaList(Space)),
            startsLine
                ? thrown.WithLeadingTrivia(Syntax.Indentation(statement), Whitespace(Indent.Unit(statement))).WithTrailingTrivia(Syntax.LineEnd(statement))
                : thrown.WithTrailingTrivia(statement.GetTrailingTrivia()),
            null);
    }

    /// <summary>What stands behind the wait, with the end of its line.</summary>
    private static SyntaxTriviaList Before(StatementSyntax statement) =>
        statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? statement.GetTrailingTrivia() : statement.GetTrailingTrivia().Add(Syntax.LineEnd(statement));

    private static NameSyntax Timeout() => QualifiedName(AliasQualifiedName(IdentifierName(Token(SyntaxKind.GlobalKeyword)), IdentifierName("System")), IdentifierName("TimeoutException")).WithAdditionalAnnotations(Simplifier.Annotation);
}
