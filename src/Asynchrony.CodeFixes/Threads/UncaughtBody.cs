using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>The code that a thread, a work item or a timer runs, where nothing else runs it: a lambda, or a private method that is named once.</summary>
internal sealed class UncaughtBody
{
    private readonly SemanticModel model;

    private UncaughtBody(SyntaxNode code, SemanticModel model)
    {
        Code = code;
        this.model = model;
    }

    /// <summary>The lambda with an expression, or the block of any other function.</summary>
    public SyntaxNode Code { get; }

    public static UncaughtBody? At(Flagged flagged)
    {
        var call = flagged.Node.FirstAncestorOrSelf<SyntaxNode>(node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax);
        var arguments = call switch { InvocationExpressionSyntax invocation => invocation.ArgumentList, BaseObjectCreationExpressionSyntax made => made.ArgumentList, _ => null };
        if (arguments is not { Arguments: [{ Expression: var work }, ..] })
            return null;

        return work switch
        {
            LambdaExpressionSyntax { ExpressionBody: { } expression } lambda => IsOneLine(lambda) && expression.Parent == lambda && lambda.FirstAncestorOrSelf<StatementSyntax>() is { } around && around.StartsLine() ? new UncaughtBody(lambda, flagged.Model) : null,
            AnonymousFunctionExpressionSyntax { Block: { } block } => Guardable(block, flagged),
            IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } => Guardable(OnlyUse(work, flagged), flagged),
            _ => null,
        };
    }

    private static UncaughtBody? Guardable(BlockSyntax? block, Flagged flagged) =>
        block is { Statements: [var first, ..] } && first.StartsLine() && !block.ContainsDirectives && !block.Statements.Any(statement => statement is LocalFunctionStatementSyntax) ? new UncaughtBody(block, flagged.Model) : null;

    /// <summary>The block of a private method, or local function, that is named nowhere else in the document.</summary>
    private static BlockSyntax? OnlyUse(ExpressionSyntax work, Flagged flagged)
    {
        if (flagged.Model.GetSymbolInfo(work, flagged.Cancellation).Symbol is not IMethodSymbol { DeclaringSyntaxReferences: [var declared] } method
            || method.MethodKind != MethodKind.LocalFunction && method.DeclaredAccessibility != Accessibility.Private
            || declared.SyntaxTree != flagged.Root.SyntaxTree || method.ContainingType.DeclaringSyntaxReferences.Length > 1
            || flagged.Root.DescendantTokens().Count(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == method.Name) != 2)
            return null;

        return declared.GetSyntax(flagged.Cancellation) switch
        {
            MethodDeclarationSyntax ordinary => ordinary.Body,
            LocalFunctionStatementSyntax local => local.Body,
            _ => null,
        };
    }

    /// <summary>A name that nothing has which the code sees outside itself: what it declares stays within the try.</summary>
    public string FreeName(string wanted)
    {
        var inside = Code is LambdaExpressionSyntax { Body: var body } ? body.SpanStart : ((BlockSyntax)Code).Statements[0].SpanStart;
        var taken = model.LookupSymbols(inside).Where(symbol => symbol is IParameterSymbol || symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } && !Code.Span.Contains(declared.Span)).Select(symbol => symbol.Name).ToImmutableHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, int.MaxValue - 1).Select(number => number == 1 ? wanted : $"{wanted}{number}").First(name => !taken.Contains(name));
    }

    private static bool IsOneLine(SyntaxNode node) => !node.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia) || Syntax.IsComment(trivia));

    /// <summary>Puts the code into a try with a handler, whose statements stand on lines of their own without indentation.</summary>
    public void Guard(SyntaxEditor editor, CatchClauseSyntax handler)
    {
        var line = Syntax.LineEnd(Code);

        if (Code is BlockSyntax block)
        {
            var (first, unit) = (block.Statements[0], Indent.Unit(block.Statements[0]));
            var indentation = Syntax.Indentation(first);
            var guarded = Try(block.Statements.Select(statement => statement.Deeper(unit)), handler, indentation, line, unit);
            editor.ReplaceNode(block, (current, _) => ((BlockSyntax)current).WithStatements(SingletonList<StatementSyntax>(guarded)));
        }
        else if (Code is LambdaExpressionSyntax { ExpressionBody: { } expression } lambda && lambda.FirstAncestorOrSelf<StatementSyntax>() is { } around)
        {
            var (outer, unit) = (Syntax.Indentation(around), Indent.Unit(around));
            var inner = Whitespace(outer + unit);
            var only = ExpressionStatement(expression.WithoutTrivia()).WithLeadingTrivia(inner, Whitespace(unit)).WithTrailingTrivia(line);
            var whole = Block(
                Token(TriviaList(outer), SyntaxKind.OpenBraceToken, TriviaList(line)),
                SingletonList<StatementSyntax>(Try([only], handler, inner, line, unit)),
                Token(TriviaList(outer), SyntaxKind.CloseBraceToken, expression.GetTrailingTrivia()));
            editor.ReplaceNode(lambda, lambda.WithArrowToken(lambda.ArrowToken.WithTrailingTrivia(line)).WithBody(whole));
        }
    }

    private static TryStatementSyntax Try(IEnumerable<StatementSyntax> statements, CatchClauseSyntax handler, SyntaxTrivia indentation, SyntaxTrivia line, string unit) => TryStatement(
        Token(TriviaList(indentation), SyntaxKind.TryKeyword, TriviaList(line)),
        Syntax.BlockOf(statements.Select((statement, index) => index == 0 ? statement.WithoutEmptyLines() : statement).Select(statement => EndsLine(statement) ? statement : statement.WithTrailingTrivia(line)), indentation, line),
        SingletonList(handler
            .WithCatchKeyword(handler.CatchKeyword.WithLeadingTrivia(indentation).WithTrailingTrivia(Space))
            .WithDeclaration(handler.Declaration?.WithTrailingTrivia(line))
            .WithBlock(Syntax.BlockOf(handler.Block.Statements.Select(statement => statement.WithLeadingTrivia(indentation, Whitespace(unit)).WithTrailingTrivia(line)), indentation, line))),
        null);

    private static bool EndsLine(StatementSyntax statement) => statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
}
