using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>Small edits that several fixes need. New lines are written out as the document writes its own; nothing elastic is left to a formatter.</summary>
internal static class Syntax
{
    /// <summary>The statement <c>receiver.method();</c>, around the receiver as the author wrote it.</summary>
    public static StatementSyntax Call(ExpressionSyntax receiver, string method)
    {
        var call = (ExpressionStatementSyntax)Spaced(ExpressionStatement(InvocationExpression(
            MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, IdentifierName("it"), IdentifierName(method)))));
        return call.ReplaceNode(((MemberAccessExpressionSyntax)((InvocationExpressionSyntax)call.Expression).Expression).Expression, receiver.WithoutTrivia());
    }

    /// <summary>A call that is meant for the library: <see cref="Trial"/> offers nothing where it binds to an extension that somebody else wrote.</summary>
    public static readonly SyntaxAnnotation OfLibrary = new(nameof(OfLibrary));

    /// <summary>The expression with the call of a member of its own, or of an extension of the library, behind it.</summary>
    public static InvocationExpressionSyntax Chained(ExpressionSyntax receiver, string method) =>
        InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver.WithoutTrailingTrivia(), IdentifierName(method).WithAdditionalAnnotations(OfLibrary))).WithTrailingTrivia(receiver.GetTrailingTrivia());

    /// <summary>The call that a node names.</summary>
    public static InvocationExpressionSyntax? CallAt(SyntaxNode named)
    {
        var node = named is SimpleNameSyntax && (named.Parent is MemberAccessExpressionSyntax member && member.Name == named || named.Parent is MemberBindingExpressionSyntax) ? named.Parent : named;
        return node.Parent is InvocationExpressionSyntax call && call.Expression == node ? call : null;
    }

    /// <summary>A statement made of parts, with the usual spaces between them.</summary>
    public static T Spaced<T>(T made) where T : SyntaxNode => made.NormalizeWhitespace();

    /// <summary>The whole of what is done with a variable: the call of a member, the element, or the name alone.</summary>
    public static ExpressionSyntax UseOf(ExpressionSyntax holder) => holder.Parent switch
    {
        MemberAccessExpressionSyntax member => UseOf(member),
        InvocationExpressionSyntax call when call.Expression == holder => call,
        ElementAccessExpressionSyntax element when element.Expression == holder => element,
        _ => holder,
    };

    /// <summary>A name that the member around a node does not use yet.</summary>
    public static string FreeName(SyntaxNode near, string wanted)
    {
        var scope = near.AncestorsAndSelf().LastOrDefault(node => node is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or FieldDeclarationSyntax) ?? near.SyntaxTree.GetRoot();
        var used = scope.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).ToImmutableHashSet(StringComparer.Ordinal);

        return Enumerable.Range(1, int.MaxValue - 1).Select(number => number == 1 ? wanted : $"{wanted}{number}").First(name => !used.Contains(name));
    }

    /// <summary>The statements a statement stands among; null where it is the embedded statement of another.</summary>
    public static IReadOnlyList<StatementSyntax>? Siblings(this StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit.Members.OfType<GlobalStatementSyntax>().Select(global => global.Statement).ToList(),
        _ => null,
    };

    /// <summary>A node with all below it that belongs to the same function.</summary>
    public static IEnumerable<SyntaxNode> Here(this SyntaxNode node) =>
        node.DescendantNodesAndSelf(inner => inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    /// <summary>All in a function that belongs to it and not to one inside it.</summary>
    public static IEnumerable<SyntaxNode> Inside(SyntaxNode function) => function.ChildNodes().SelectMany(child => child.Here());

    /// <summary>True for an <c>await</c>, also that of a foreach, a using or a declaration.</summary>
    public static bool IsAwait(SyntaxNode node) => node.ChildTokens().Any(token => token.IsKind(SyntaxKind.AwaitKeyword));

    /// <summary>True in an async function, and among top-level statements with an await.</summary>
    public static bool IsInAsyncCode(SyntaxNode node) => Awaiting.FunctionOf(node) is GlobalStatementSyntax { Parent: CompilationUnitSyntax unit }
        ? unit.Members.OfType<GlobalStatementSyntax>().Any(global => global.Here().Any(inner => inner is AwaitExpressionSyntax))
        : Awaiting.IsAsync(node);

    /// <summary>True for a statement that goes on somewhere else.</summary>
    public static bool IsJump(SyntaxNode node) =>
        node is ReturnStatementSyntax or GotoStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or YieldStatementSyntax;

    /// <summary>A new local that keeps a value.</summary>
    public static LocalDeclarationStatementSyntax Declaration(string name, ExpressionSyntax value)
    {
        var made = Spaced(LocalDeclarationStatement(VariableDeclaration(IdentifierName("var")).AddVariables(VariableDeclarator(name).WithInitializer(EqualsValueClause(IdentifierName("it"))))));
        return made.ReplaceNode(made.Declaration.Variables[0].Initializer!.Value, value.WithoutTrivia());
    }

    /// <summary>True where nothing stands before a statement on its line.</summary>
    public static bool StartsLine(this StatementSyntax statement) =>
        statement.GetFirstToken().GetPreviousToken().TrailingTrivia.LastOrDefault().IsKind(SyntaxKind.EndOfLineTrivia);

    /// <summary>True where a node uses one of these names.</summary>
    public static bool Mentions(this SyntaxNode node, ImmutableHashSet<string> names) =>
        node.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText));

    /// <summary>The statement without the empty lines before it.</summary>
    public static StatementSyntax WithoutEmptyLines(this StatementSyntax statement) =>
        statement.WithLeadingTrivia(statement.GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));

    /// <summary>A block whose braces stand on lines of their own; what comes before the closing one may be more than its indentation.</summary>
    public static BlockSyntax BlockOf(IEnumerable<StatementSyntax> statements, SyntaxTrivia indentation, SyntaxTrivia line, IEnumerable<SyntaxTrivia>? beforeClose = null) => Block(
        Token(TriviaList(indentation), SyntaxKind.OpenBraceToken, TriviaList(line)),
        List(statements),
        Token(TriviaList(beforeClose ?? [indentation]), SyntaxKind.CloseBraceToken, TriviaList(line)));

    /// <summary>The assignment of a value to nobody; only where an underscore is no variable: see <see cref="IsDiscardFree"/>.</summary>
    public static AssignmentExpressionSyntax Discarded(ExpressionSyntax value) => AssignmentExpression(SyntaxKind.SimpleAssignmentExpression,
        IdentifierName(Identifier(value.GetLeadingTrivia(), SyntaxKind.UnderscoreToken, "_", "_", TriviaList(Space))), Token(TriviaList(), SyntaxKind.EqualsToken, TriviaList(Space)), value.WithoutLeadingTrivia());

    /// <summary>True where an underscore is no variable.</summary>
    public static bool IsDiscardFree(SemanticModel model, int position) => model.LookupSymbols(position, name: "_").IsEmpty;

    /// <summary>A finally block that runs one statement, with what is remarked on it.</summary>
    public static FinallyClauseSyntax Finally(StatementSyntax last, SyntaxTrivia indentation, SyntaxTrivia line, string unit) => FinallyClause(
        Token(TriviaList(indentation), SyntaxKind.FinallyKeyword, TriviaList(line)),
        BlockOf([last
            .WithLeadingTrivia(last.GetLeadingTrivia().Where(IsComment).SelectMany(remark => new[] { indentation, Whitespace(unit), remark, line }).Concat([indentation, Whitespace(unit)]))
            .WithTrailingTrivia(last.GetTrailingTrivia().Where(IsComment).SelectMany(remark => new[] { Space, remark }).Append(line))], indentation, line));

    /// <summary>Inserts a statement on a line before another, in a block of its own where there is none.</summary>
    public static void AddBefore(this SyntaxEditor editor, StatementSyntax statement, StatementSyntax added)
    {
        if (statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax)
            editor.InsertBefore(Slot(statement), Slotted(statement, added));
        else
            editor.ReplaceNode(statement, (current, _) => Braced(statement, added, (StatementSyntax)current));
    }

    /// <summary>As <see cref="AddBefore"/>, but what is remarked on the statement stays above both.</summary>
    public static void AddAbove(this SyntaxEditor editor, StatementSyntax statement, StatementSyntax added)
    {
        if (statement.Parent is not BlockSyntax)
        {
            editor.AddBefore(statement, added);
            return;
        }

        editor.InsertBefore(statement, added.WithLeadingTrivia(statement.GetLeadingTrivia()).WithTrailingTrivia(LineEnd(statement)));
        editor.ReplaceNode(statement, (current, _) => current.WithLeadingTrivia(Indentation(statement)));
    }

    public static void AddAfter(this SyntaxEditor editor, StatementSyntax statement, StatementSyntax added)
    {
        var slotted = Slotted(statement, added);

        // The last line of a file may have no end: then the added statement begins with one.
        if (statement.Parent is GlobalStatementSyntax && !statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            slotted = slotted.WithLeadingTrivia(slotted.GetLeadingTrivia().Insert(0, LineEnd(statement))).WithTrailingTrivia(slotted.GetTrailingTrivia().Where(trivia => !trivia.IsKind(SyntaxKind.EndOfLineTrivia)));

        editor.InsertAfter(Slot(statement), slotted);
    }

    /// <summary>The same statement with remarks in front, each on a line of its own and as far in as the place where it stands.</summary>
    public static StatementSyntax WithRemarks(this StatementSyntax statement, IEnumerable<SyntaxTrivia> remarks, StatementSyntax place) => statement
        .WithLeadingTrivia(place.GetLeadingTrivia().Reverse().SkipWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse().Concat(Lines(remarks, place)))
        .WithTrailingTrivia(LineEnd(place));

    /// <summary>Removes a statement with its line; whoever does so keeps its <see cref="Remarks"/>.</summary>
    public static void Drop(this SyntaxEditor editor, StatementSyntax statement) => editor.RemoveNode(Slot(statement), SyntaxRemoveOptions.KeepNoTrivia);

    /// <summary>The comments before and behind a statement.</summary>
    public static IEnumerable<SyntaxTrivia> Remarks(this StatementSyntax statement) =>
        statement.GetLeadingTrivia().Concat(statement.GetTrailingTrivia()).Where(IsComment);

    /// <summary>Comments as lines of their own, with the indentation of a statement, which follows.</summary>
    public static SyntaxTriviaList Lines(IEnumerable<SyntaxTrivia> comments, StatementSyntax like) =>
        TriviaList(comments.SelectMany(comment => new[] { Indentation(like), comment, LineEnd(like) }).Append(Indentation(like)));

    /// <summary>The node to insert next to: the statement, or the global statement around it.</summary>
    private static SyntaxNode Slot(StatementSyntax statement) => statement.Parent as GlobalStatementSyntax ?? (SyntaxNode)statement;

    private static SyntaxNode Slotted(StatementSyntax like, StatementSyntax added)
    {
        var line = added
            .WithLeadingTrivia(Lines(added.GetLeadingTrivia().Where(IsComment), like))
            .WithTrailingTrivia(added.GetTrailingTrivia().Where(IsComment).SelectMany(comment => new[] { Space, comment }).Append(LineEnd(like)));
        return like.Parent is GlobalStatementSyntax ? GlobalStatement(line) : line;
    }

    private static BlockSyntax Braced(StatementSyntax like, StatementSyntax added, StatementSyntax current)
    {
        var end = LineEnd(like);
        return Block(
                Token(TriviaList(), SyntaxKind.OpenBraceToken, TriviaList(end)),
                List([added.WithoutTrivia().WithTrailingTrivia(end), current.WithoutLeadingTrivia()]),
                Token(TriviaList(), SyntaxKind.CloseBraceToken, TriviaList(end)))
            .WithLeadingTrivia(current.GetLeadingTrivia())
            .Formatted();
    }

    public static SyntaxTrivia Indentation(StatementSyntax like) =>
        like.GetLeadingTrivia() is { Count: > 0 } leading && leading.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? leading.Last() : Whitespace("");

    public static SyntaxTrivia LineEnd(SyntaxNode near)
    {
        var found = near.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return found.ToString() == "\r\n" ? CarriageReturnLineFeed : LineFeed;
    }

    public static bool IsComment(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
}
