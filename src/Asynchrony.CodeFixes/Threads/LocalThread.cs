using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>The statements around a thread in a local that is set up, started and perhaps joined, and used for nothing else.</summary>
internal sealed class LocalThread
{
    private readonly LocalObject local;
    private readonly LocalDeclarationStatementSyntax declaration;
    private readonly List<StatementSyntax> gone;

    private LocalThread(LocalObject local, LocalDeclarationStatementSyntax declaration, List<StatementSyntax> gone, List<InvocationExpressionSyntax> joins) =>
        (this.local, this.declaration, this.gone, Joins) = (local, declaration, gone, joins);

    public List<InvocationExpressionSyntax> Joins { get; }

    /// <summary>The properties set on it.</summary>
    public IEnumerable<ISymbol> Settings => local.Touched.OfType<IPropertySymbol>();

    /// <summary>True where a join comes on every way from the start, but for exceptions: among the statements behind it, or in the finally of one.</summary>
    public bool IsAlwaysJoined
    {
        get
        {
            var behind = declaration.Siblings()!.SkipWhile(sibling => sibling != gone[gone.Count - 1]).Skip(1).ToList();
            var last = behind.FindIndex(sibling => Joins.Exists(join => join.Parent == sibling || sibling is TryStatementSyntax { Finally.Block: var block } && join.Parent?.Parent == block));
            return last >= 0 && !behind.Take(last).Any(sibling => sibling.Here().Any(Syntax.IsJump));
        }
    }

    public static LocalThread? Of(IObjectCreationOperation creation, Spot spot)
    {
        if (creation.Syntax.FirstAncestorOrSelf<StatementSyntax>() is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: [{ Initializer.Value: var initial }] } declaration || initial != creation.Syntax
            || declaration.Siblings() is not { } siblings
            || LocalObject.CreatedIn(creation.Root(), creation.Type as INamedTypeSymbol).FirstOrDefault(candidate => candidate.Creation == creation) is not { Escapes: false } local
            || ThreadPurpose.Of(local, spot.Table("ThreadPurpose"))
            || !local.Touched.All(member => member.Name is "Start" or "Join" or "IsBackground" or "Name") || local.Asked.Any())
            return null;

        var behind = siblings.SkipWhile(sibling => sibling != declaration).Skip(1).ToList();
        var gone = behind.TakeWhile(sibling => Sets(sibling, local.Local.Name)).ToList();
        if (gone.Count == behind.Count || behind[gone.Count] is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } } start || local.Calls[0].Syntax != start.Expression)
            return null;

        gone.Add(start);
        var joins = local.Calls.Skip(1).Where(call => call is { TargetMethod.Name: "Join", Arguments.IsEmpty: true, Parent: IExpressionStatementOperation }).Select(call => (InvocationExpressionSyntax)call.Syntax).ToList();
        return joins.Count == local.Calls.Count - 1 && Uses(local) == joins.Count + gone.Count ? new LocalThread(local, declaration, gone, joins) : null;
    }

    /// <summary>True where each join may become an await.</summary>
    public bool MayAwait(Spot spot) => Joins.TrueForAll(join => Awaiting.IsAsync(join) && Awaiting.IsPossible(spot, join));

    /// <summary>Puts a task in the place of the thread: nobody keeps it where nobody joined the thread.</summary>
    public void ReplaceBy(SyntaxEditor editor, ExpressionSyntax task)
    {
        var variable = declaration.Declaration.Variables[0];
        StatementSyntax started = Joins.Count == 0
            ? ExpressionStatement(Syntax.Discarded(task))
            : declaration.ReplaceNodes([declaration.Declaration.Type, variable.Initializer!.Value], (old, _) => old == variable.Initializer.Value ? task.WithTriviaFrom(old) : IdentifierName("var").WithTriviaFrom(old));
        var remarks = declaration.GetTrailingTrivia().Where(Syntax.IsComment).Concat(gone.SelectMany(statement => statement.Remarks())).ToList();
        started = started.WithLeadingTrivia(declaration.GetLeadingTrivia()).WithTrailingTrivia(declaration.GetTrailingTrivia());
        if (remarks.Count > 0)
            started = started.WithRemarks(remarks, declaration);

        editor.ReplaceNode(declaration, started);
        foreach (var statement in gone)
            editor.Drop(statement);
        foreach (var join in Joins)
            Awaiting.Replace(editor, join, Awaiting.AsElsewhere(join, IdentifierName(variable.Identifier.WithoutTrivia())));
    }

    private static bool Sets(StatementSyntax statement, string name) =>
        statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver }, Right: var value } }
        && receiver.Identifier.ValueText == name && value is LiteralExpressionSyntax or IdentifierNameSyntax or InterpolatedStringExpressionSyntax or MemberAccessExpressionSyntax;

    private static int Uses(LocalObject local) => local.Creation.Root().Descendants().Count(operation => operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local.Local));
}
