using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Channels;

/// <summary>What completes a channel, and the try statement whose finally block does it.</summary>
internal static class Ending
{
    /// <summary>The statement that completes a channel by an expression for it or for its writer.</summary>
    public static StatementSyntax Complete(ExpressionSyntax channel, ITypeSymbol type) => type.Name switch
    {
        "BlockingCollection" => Syntax.Call(channel, "CompleteAdding"),
        "Channel" => Syntax.Call(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, channel.WithoutTrivia(), IdentifierName("Writer")), "Complete"),
        _ => Syntax.Call(channel, "Complete"),
    };

    /// <summary>How code at a place names the channel: by its variable, or in a method that is handed an end of it by the parameter. Null where no name reaches there.</summary>
    public static (ExpressionSyntax Name, ITypeSymbol Type)? NameAt(SyntaxNode place, OwnChannel channel, ChannelUse use)
    {
        if (!use.Through.IsEmpty)
            return use.Call.Channel is IParameterReferenceOperation { Parameter: { Type: var handed } parameter, Syntax: ExpressionSyntax } ? (IdentifierName(parameter.Name), handed) : null;
        if (channel.Variable is ILocalSymbol local && !(local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declared && declared.SpanStart < place.SpanStart && Scope(declared)?.Span.Contains(place.Span) == true))
            return null;
        return (IdentifierName(channel.Variable.Name), channel.Variable is ILocalSymbol { Type: var type } ? type : channel.Type);

        static SyntaxNode? Scope(SyntaxNode declared) => declared.FirstAncestorOrSelf<StatementSyntax>()?.Parent is GlobalStatementSyntax global ? global.Parent : declared.FirstAncestorOrSelf<StatementSyntax>()?.Parent;
    }

    /// <summary>A try statement around neighbours that stand on lines of their own, in the place of the first of them.</summary>
    public static TryStatementSyntax Around(IReadOnlyList<StatementSyntax> statements, StatementSyntax last)
    {
        var (line, indentation, unit) = (Syntax.LineEnd(statements[0]), Syntax.Indentation(statements[0]), Indent.Unit(statements[0]));
        return Guarded(statements).WithFinally(Syntax.Finally(last, indentation, line, unit));
    }

    /// <summary>The same with a handler that tells what went wrong, and lets it out.</summary>
    public static TryStatementSyntax Telling(IReadOnlyList<StatementSyntax> statements, ExpressionSyntax tell, TypeSyntax exception, string name)
    {
        var (line, indentation, unit) = (Syntax.LineEnd(statements[0]), Syntax.Indentation(statements[0]), Indent.Unit(statements[0]));
        var handled = new StatementSyntax[] { ExpressionStatement(tell), ThrowStatement() }.Select(statement => statement.WithLeadingTrivia(indentation, Whitespace(unit)).WithTrailingTrivia(line));
        return Guarded(statements).AddCatches(CatchClause(
            Token(TriviaList(indentation), SyntaxKind.CatchKeyword, TriviaList(Space)),
            CatchDeclaration(Token(SyntaxKind.OpenParenToken), exception.WithTrailingTrivia(Space), Identifier(name), Token(TriviaList(), SyntaxKind.CloseParenToken, TriviaList(line))),
            null,
            Syntax.BlockOf(handled, indentation, line)));
    }

    private static TryStatementSyntax Guarded(IReadOnlyList<StatementSyntax> statements)
    {
        var (line, indentation, unit) = (Syntax.LineEnd(statements[0]), Syntax.Indentation(statements[0]), Indent.Unit(statements[0]));
        var inner = statements.Select(statement => statement.Deeper(unit)).ToList();
        inner[0] = inner[0].WithoutEmptyLines();
        var ended = inner[inner.Count - 1];
        if (!ended.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            inner[inner.Count - 1] = ended.WithTrailingTrivia(ended.GetTrailingTrivia().Add(line));

        var empty = statements[0].GetLeadingTrivia().TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return TryStatement(Token(TriviaList(empty.Append(indentation)), SyntaxKind.TryKeyword, TriviaList(line)), Syntax.BlockOf(inner, indentation, line), default, null);
    }

    /// <summary>The try statement with a finally block behind its handlers.</summary>
    public static TryStatementSyntax With(TryStatementSyntax guarded, StatementSyntax last, TryStatementSyntax? like = null)
    {
        var (line, indentation, unit) = (Syntax.LineEnd(like ?? guarded), Syntax.Indentation(guarded), Indent.Unit(like ?? guarded));
        var ended = guarded.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? guarded : guarded.WithTrailingTrivia(guarded.GetTrailingTrivia().Add(line));
        return ended.WithFinally(Syntax.Finally(last, indentation, line, unit));
    }
}
