using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>Puts a lock statement around statements of one block, or around what an expression body computes.</summary>
internal static class NewLock
{
    private static readonly SymbolDisplayFormat TypeName = SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The lock statement around neighbouring statements of one block; the first one's comments stay in front of it.</summary>
    public static StatementSyntax Around(string gate, IReadOnlyList<StatementSyntax> statements, StatementSyntax first)
    {
        if (!first.StartsLine())
            return LockStatement(Token(TriviaList(), SyntaxKind.LockKeyword, TriviaList(Space)), Token(SyntaxKind.OpenParenToken), ParseExpression(gate), Token(TriviaList(), SyntaxKind.CloseParenToken, TriviaList(Space)), statements[0].WithoutTrivia())
                .WithTriviaFrom(first);

        var (indentation, line) = (Syntax.Indentation(first), Syntax.LineEnd(first));
        var own = statements.Select((statement, index) => index == 0 ? statement.WithLeadingTrivia(indentation) : statement)
            .Select(statement => statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? statement : statement.WithTrailingTrivia(line)).ToList();
        return Around(gate, own, indentation, line, Indent.Unit(first)).WithLeadingTrivia(first.GetLeadingTrivia());
    }

    public static StatementSyntax Around(string gate, IReadOnlyList<StatementSyntax> statements, SyntaxTrivia indentation, SyntaxTrivia line, string unit) => LockStatement(
        Token(TriviaList(indentation), SyntaxKind.LockKeyword, TriviaList(Space)), Token(SyntaxKind.OpenParenToken), ParseExpression(gate), Token(TriviaList(), SyntaxKind.CloseParenToken, TriviaList(line)),
        Syntax.BlockOf(statements.Select(statement => statement.Deeper(unit)), indentation, line));

    /// <summary>
    /// The statements without the declarations of what is needed behind them, and those declarations; null where one of them cannot stand
    /// apart from its value.
    /// </summary>
    public static (IReadOnlyList<StatementSyntax> Declarations, IReadOnlyList<StatementSyntax> Statements)? Hoisted(IReadOnlyList<StatementSyntax> statements, IEnumerable<StatementSyntax> later, Flagged flagged)
    {
        if (flagged.DeclaredBy(statements[0], statements[statements.Count - 1]) is not { } declared)
            return null;

        var needed = declared.Where(name => later.Any(statement => statement.Mentions(ImmutableHashSet.Create(StringComparer.Ordinal, name)))).ToImmutableHashSet(StringComparer.Ordinal);
        var (declarations, rest) = (new List<StatementSyntax>(), statements.ToList());
        for (var index = 0; index < rest.Count && !needed.IsEmpty; index++)
        {
            var (statement, replaced) = (rest[index], new Dictionary<SyntaxNode, SyntaxNode>());
            foreach (var argument in statement.Here().OfType<DeclarationExpressionSyntax>())
                if (argument is { Designation: SingleVariableDesignationSyntax single, Parent: ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword } } && needed.Contains(single.Identifier.ValueText))
                {
                    if (Declared(single, flagged) is not { } apart)
                        return null;
                    declarations.Add(apart);
                    needed = needed.Remove(single.Identifier.ValueText);
                    replaced.Add(argument, IdentifierName(single.Identifier.WithoutTrivia()).WithTriviaFrom(argument));
                }

            if (statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, IsConst: false, Declaration.Variables: [{ Initializer: { } initial } variable] } local && needed.Contains(variable.Identifier.ValueText))
            {
                if (local.Declaration.Type is RefTypeSyntax || replaced.Count > 0 || Declared(variable, flagged) is not { } apart)
                    return null;
                declarations.Add(apart);
                needed = needed.Remove(variable.Identifier.ValueText);
                rest[index] = Syntax.Spaced(ExpressionStatement(AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, IdentifierName(variable.Identifier.WithoutTrivia()), IdentifierName("it")))) is var set
                    ? set.ReplaceNode(((AssignmentExpressionSyntax)set.Expression).Right, initial.Value.WithoutTrivia()).WithTriviaFrom(local)
                    : local;
            }
            else if (replaced.Count > 0)
                rest[index] = statement.ReplaceNodes(replaced.Keys, (node, _) => replaced[node]);
        }

        return needed.IsEmpty ? (declarations, rest) : null;
    }

    /// <summary>Replaces neighbouring statements by a lock around them.</summary>
    public static void Put(SyntaxEditor editor, string gate, IReadOnlyList<StatementSyntax> old, IReadOnlyList<StatementSyntax> before, IReadOnlyList<StatementSyntax> inside)
    {
        foreach (var statement in before)
            if (old[0].StartsLine())
                editor.AddBefore(old[0], statement);
            else
                editor.InsertBefore(old[0], statement.WithTrailingTrivia(Space));
        foreach (var other in old.Skip(1))
            editor.RemoveNode(other, SyntaxRemoveOptions.KeepNoTrivia);
        editor.ReplaceNode(old[0], Around(gate, inside, old[0]));
    }

    /// <summary>The member, accessor or local function with a block in place of its expression, in which the expression is computed under the lock; null for other code.</summary>
    public static SyntaxNode? InBody(SyntaxNode function, string gate, Flagged flagged)
    {
        var (arrow, semicolon) = function switch
        {
            MethodDeclarationSyntax method => (method.ExpressionBody, method.SemicolonToken),
            LocalFunctionStatementSyntax local => (local.ExpressionBody, local.SemicolonToken),
            AccessorDeclarationSyntax accessor => (accessor.ExpressionBody, accessor.SemicolonToken),
            PropertyDeclarationSyntax property => (property.ExpressionBody, property.SemicolonToken),
            IndexerDeclarationSyntax indexer => (indexer.ExpressionBody, indexer.SemicolonToken),
            _ => default,
        };
        if (arrow is not { Expression: var expression } || expression is RefExpressionSyntax or ThrowExpressionSyntax)
            return null;

        var line = Syntax.LineEnd(function);
        var text = function.SyntaxTree.GetText(flagged.Cancellation);
        var own = IndentationAt(text, function.SpanStart);
        var unit = function.Parent is { } parent && IndentationAt(text, parent.SpanStart) is var outer && own.Length > outer.Length && own.StartsWith(outer, StringComparison.Ordinal) ? own.Substring(outer.Length) : "    ";
        var computed = Computed(expression.Deeper(unit).WithoutTrivia(), ReturnsValue(function, flagged));

        if (function is AccessorDeclarationSyntax && !function.GetFirstToken().GetPreviousToken().TrailingTrivia.LastOrDefault().IsKind(SyntaxKind.EndOfLineTrivia))
            return WithBlock(function, Block(
                Token(TriviaList(), SyntaxKind.OpenBraceToken, TriviaList(Space)),
                SingletonList<StatementSyntax>(LockStatement(Token(TriviaList(), SyntaxKind.LockKeyword, TriviaList(Space)), Token(SyntaxKind.OpenParenToken), ParseExpression(gate), Token(TriviaList(), SyntaxKind.CloseParenToken, TriviaList(Space)), computed.WithTrailingTrivia(Space))),
                Token(SyntaxKind.CloseBraceToken)), Space, semicolon.TrailingTrivia);

        var inner = function is PropertyDeclarationSyntax or IndexerDeclarationSyntax ? own + unit : own;
        var remarks = semicolon.LeadingTrivia.Concat(semicolon.TrailingTrivia).Where(Syntax.IsComment).SelectMany(remark => new[] { Space, remark });
        var locked = Around(gate, [computed.WithLeadingTrivia(Whitespace(inner + unit)).WithTrailingTrivia(remarks.Append(line))], Whitespace(inner + unit), line, unit);
        var block = Syntax.BlockOf([locked], Whitespace(inner), line);
        if (inner.Length == own.Length)
            return WithBlock(function, block, line, TriviaList(line));

        var getter = AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, default, default, Token(TriviaList(Whitespace(inner)), SyntaxKind.GetKeyword, TriviaList(line)), block, default);
        var accessors = AccessorList(Token(TriviaList(Whitespace(own)), SyntaxKind.OpenBraceToken, TriviaList(line)), SingletonList(getter), Token(TriviaList(Whitespace(own)), SyntaxKind.CloseBraceToken, TriviaList(line)));
        return function switch
        {
            PropertyDeclarationSyntax property => property.WithIdentifier(property.Identifier.WithTrailingTrivia(line)).WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(accessors),
            IndexerDeclarationSyntax indexer => indexer.WithParameterList(indexer.ParameterList.WithTrailingTrivia(line)).WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(accessors),
            _ => null,
        };
    }

    private static SyntaxNode? WithBlock(SyntaxNode function, BlockSyntax block, SyntaxTrivia before, SyntaxTriviaList behind)
    {
        block = block.WithCloseBraceToken(block.CloseBraceToken.WithTrailingTrivia(behind));
        var bare = function switch
        {
            MethodDeclarationSyntax method => method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block),
            LocalFunctionStatementSyntax local => local.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block),
            AccessorDeclarationSyntax accessor => (SyntaxNode)accessor.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block),
            _ => null,
        };
        var opening = bare switch { MethodDeclarationSyntax { Body: { } body } => body, LocalFunctionStatementSyntax { Body: { } body } => body, AccessorDeclarationSyntax { Body: { } body } => body, _ => null };
        if (bare is null || opening?.OpenBraceToken.GetPreviousToken() is not { RawKind: not 0 } signature)
            return null;

        return bare.ReplaceToken(signature, signature.WithTrailingTrivia(signature.TrailingTrivia.Where(Syntax.IsComment).SelectMany(remark => new[] { Space, remark }).Append(before)));
    }

    private static StatementSyntax Computed(ExpressionSyntax expression, bool returned) => returned
        ? ReturnStatement(Token(TriviaList(), SyntaxKind.ReturnKeyword, TriviaList(Space)), expression, Token(SyntaxKind.SemicolonToken))
        : ExpressionStatement(expression, Token(SyntaxKind.SemicolonToken));

    private static bool ReturnsValue(SyntaxNode function, Flagged flagged) => function switch
    {
        PropertyDeclarationSyntax or IndexerDeclarationSyntax => true,
        AccessorDeclarationSyntax accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration),
        _ => flagged.Model.GetDeclaredSymbol(function, flagged.Cancellation) is IMethodSymbol { ReturnsVoid: false },
    };

    /// <summary>The declaration of a local without its value, under its own type; null for a type that has no name.</summary>
    private static StatementSyntax? Declared(SyntaxNode variable, Flagged flagged) =>
        flagged.Model.GetDeclaredSymbol(variable, flagged.Cancellation) is ILocalSymbol { RefKind: RefKind.None, Type: { IsAnonymousType: false, TypeKind: not TypeKind.Error } type } local
            ? Syntax.Spaced(LocalDeclarationStatement(VariableDeclaration(ParseTypeName(type.ToMinimalDisplayString(flagged.Model, variable.SpanStart, TypeName))).AddVariables(VariableDeclarator(local.Name))))
            : null;

    private static string IndentationAt(Microsoft.CodeAnalysis.Text.SourceText text, int place)
    {
        var line = text.Lines.GetLineFromPosition(place).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }
}
