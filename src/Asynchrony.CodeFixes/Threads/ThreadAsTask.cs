using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>The statements around a thread that is set up, started and perhaps joined, and that a task may stand for.</summary>
internal sealed class ThreadAsTask
{
    private readonly LocalDeclarationStatementSyntax declaration;
    private readonly IReadOnlyList<StatementSyntax> gone;

    private ThreadAsTask(LocalDeclarationStatementSyntax declaration, IReadOnlyList<StatementSyntax> gone, IReadOnlyList<InvocationExpressionSyntax> joins)
    {
        this.declaration = declaration;
        this.gone = gone;
        Joins = joins;
    }

    public IReadOnlyList<InvocationExpressionSyntax> Joins { get; }

    /// <summary>Null where the thread has a purpose of its own, or is used for anything else.</summary>
    public static ThreadAsTask? Of(IObjectCreationOperation creation, Flagged flagged)
    {
        if (creation.Syntax.FirstAncestorOrSelf<StatementSyntax>() is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: [{ Initializer.Value: var initial }] } declaration || initial != creation.Syntax
            || declaration.Siblings() is not { } siblings
            || LocalObject.CreatedIn(creation.Root(), creation.Type as INamedTypeSymbol).FirstOrDefault(candidate => candidate.Creation == creation) is not { Escapes: false } local
            || ThreadPurpose.Of(local, flagged.Table("ThreadPurpose"))
            || !local.Touched.All(member => member.Name is "Start" or "Join" or "IsBackground" or "Name") || local.Asked.Any())
            return null;

        var behind = siblings.SkipWhile(sibling => sibling != declaration).Skip(1).ToList();
        var gone = behind.TakeWhile(sibling => Sets(sibling, local.Local.Name)).ToList();
        if (gone.Count == behind.Count || behind[gone.Count] is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } } start || local.Calls[0].Syntax != start.Expression)
            return null;

        gone.Add(start);
        var joins = local.Calls.Skip(1).Where(call => call is { TargetMethod.Name: "Join", Arguments.IsEmpty: true, Parent: IExpressionStatementOperation }).Select(call => (InvocationExpressionSyntax)call.Syntax).ToList();
        return joins.Count == local.Calls.Count - 1 && Uses(local) == joins.Count + gone.Count ? new ThreadAsTask(declaration, gone, joins) : null;
    }

    /// <summary>True where each join may become an await.</summary>
    public bool MayAwait(Flagged flagged) => Joins.All(join => Awaiting.IsAsync(join) && Awaiting.IsPossible(flagged, join));

    /// <summary>Puts a task in the place of the thread, and awaits in the places of its joins.</summary>
    public void ReplaceBy(SyntaxEditor editor, ExpressionSyntax task)
    {
        var variable = declaration.Declaration.Variables[0];
        StatementSyntax started = Joins.Count == 0
            ? ExpressionStatement(Syntax.Discarded(task))
            : declaration.ReplaceNodes([declaration.Declaration.Type, variable.Initializer!.Value], (old, _) => old == variable.Initializer.Value ? task.WithTriviaFrom(old) : IdentifierName("var").WithTriviaFrom(old));
        var remarks = declaration.GetTrailingTrivia().Where(Syntax.IsComment).Concat(gone.SelectMany(statement => statement.Remarks())).ToList();
        started = started.WithLeadingTrivia(declaration.GetLeadingTrivia()).WithTrailingTrivia(declaration.GetTrailingTrivia());
        if (remarks.Count > 0)
            started = started
                .WithLeadingTrivia(declaration.GetLeadingTrivia().Reverse().SkipWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse().Concat(Syntax.Lines(remarks, declaration)))
                .WithTrailingTrivia(Syntax.LineEnd(declaration));

        editor.ReplaceNode(declaration, started);
        foreach (var statement in gone)
            editor.Drop(statement);
        foreach (var join in Joins)
            Awaiting.Replace(editor, join, IdentifierName(variable.Identifier.WithoutTrivia()));
    }

    private static bool Sets(StatementSyntax statement, string name) =>
        statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver }, Right: var value } }
        && receiver.Identifier.ValueText == name && value is LiteralExpressionSyntax or IdentifierNameSyntax or InterpolatedStringExpressionSyntax or MemberAccessExpressionSyntax;

    private static int Uses(LocalObject local) => local.Creation.Root().Descendants().Count(operation => operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local.Local));
}
