using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Knowledge;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>A thread in a private field of one file: made, set up and started in one place, joined in others, and used for nothing else.</summary>
internal sealed class FieldThread
{
    private readonly Spot spot;
    private readonly VariableDeclaratorSyntax declarator;
    private readonly IFieldSymbol field;
    private readonly List<ExpressionSyntax> set = [];
    private readonly List<ISymbol> settings = [];
    private readonly List<ExpressionStatementSyntax> gone = [];
    private AssignmentExpressionSyntax? made;

    private FieldThread(Spot spot, VariableDeclaratorSyntax declarator, IFieldSymbol field) => (this.spot, this.declarator, this.field) = (spot, declarator, field);

    public List<InvocationExpressionSyntax> Joins { get; } = [];

    /// <summary>The properties set on it.</summary>
    public IEnumerable<ISymbol> Settings => settings;

    public IObjectCreationOperation Creation => (IObjectCreationOperation)spot.Model.GetOperation(made!.Right, spot.Cancellation)!;

    /// <summary>Null where the field is used otherwise, or others may use it.</summary>
    public static FieldThread? Of(IFieldSymbol field, Spot spot)
    {
        if (field is not { DeclaredAccessibility: Accessibility.Private, Type.Name: "Thread", DeclaringSyntaxReferences: [var declared] }
            || declared.GetSyntax(spot.Cancellation) is not VariableDeclaratorSyntax { Initializer: null or { Value.RawKind: (int)SyntaxKind.NullLiteralExpression } } declarator
            || declarator is not { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax { AttributeLists.Count: 0 } } }
            || field.ContainingType.Outermost() is not { DeclaringSyntaxReferences: [var whole] } || field.ContainingType.DeclaringSyntaxReferences.Length != 1
            || whole.SyntaxTree != spot.Root.SyntaxTree)
            return null;

        var thread = new FieldThread(spot, declarator, field);
        return thread.TakesIn(whole.GetSyntax(spot.Cancellation)) && thread.IsStartedWhereMade() && !ThreadPurpose.Of(thread.Creation, thread.settings, spot.Table("ThreadPurpose")) ? thread : null;
    }

    /// <summary>Puts a task in the place of the thread.</summary>
    public void ReplaceBy(SyntaxEditor editor, ExpressionSyntax task)
    {
        var declaration = (VariableDeclarationSyntax)declarator.Parent!;
        var type = declaration.Type is NullableTypeSyntax nullable ? nullable.ElementType : declaration.Type;
        editor.ReplaceNode(type, Awaiting.TypeOfTask(spot, declaration.SpanStart).WithTriviaFrom(type));
        editor.ReplaceNode(made!.Right, task.WithTriviaFrom(made.Right));

        var statement = (StatementSyntax)made.Parent!;
        var remarks = gone.SelectMany(other => other.Remarks()).ToList();
        if (remarks.Count > 0)
            editor.ReplaceNode(statement, (current, _) => ((StatementSyntax)current).WithRemarks(statement.GetTrailingTrivia().Where(Syntax.IsComment).Concat(remarks), statement));

        foreach (var other in gone)
            editor.Drop(other);
        foreach (var join in Joins)
            Awaiting.Replace(editor, join.Parent as ConditionalAccessExpressionSyntax ?? (ExpressionSyntax)join, Awaited(join));
    }

    private ExpressionSyntax Awaited(InvocationExpressionSyntax join)
    {
        var task = join.Parent is ConditionalAccessExpressionSyntax { Expression: var known }
            ? Awaiting.Otherwise(known, Awaiting.CompletedTask(spot, join.SpanStart))
            : ((MemberAccessExpressionSyntax)join.Expression).Expression.WithoutTrivia();
        return Awaiting.AsElsewhere(join, task);
    }

    /// <summary>Sorts every use of the field; false where one is of another kind.</summary>
    private bool TakesIn(SyntaxNode type)
    {
        foreach (var name in type.DescendantNodes().OfType<SimpleNameSyntax>())
            if (name.Identifier.ValueText == field.Name && SymbolEqualityComparer.Default.Equals(spot.Model.GetSymbolInfo(name, spot.Cancellation).Symbol?.OriginalDefinition, field.OriginalDefinition)
                && !Takes(name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member && member.Name == name ? member : name))
                return false;

        return made is not null && Joins.Count > 0;
    }

    private bool Takes(ExpressionSyntax use)
    {
        switch (use.Parent)
        {
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax, Right: BaseObjectCreationExpressionSyntax } assignment when made is null && assignment.Left == use:
                made = assignment;
                return true;
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax, Right.RawKind: (int)SyntaxKind.NullLiteralExpression } assignment:
                return assignment.Left == use;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Start" or "IsBackground" or "Name", Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Parent: ExpressionStatementSyntax } or AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } } member when member.Expression == use:
                set.Add(use);
                return true;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Join", Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Parent: ExpressionStatementSyntax } join } member when member.Expression == use:
                Joins.Add(join);
                return true;
            case ConditionalAccessExpressionSyntax { Parent: ExpressionStatementSyntax, WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Join" }, ArgumentList.Arguments.Count: 0 } join }:
                Joins.Add(join);
                return true;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } test:
                return test.Left.IsKind(SyntaxKind.NullLiteralExpression) || test.Right.IsKind(SyntaxKind.NullLiteralExpression);
            case IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } or UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } } }:
                return true;
            default:
                return false;
        }
    }

    /// <summary>True where what sets the thread up and starts it follows its creation at once.</summary>
    private bool IsStartedWhereMade()
    {
        if (made!.Parent is not ExpressionStatementSyntax statement || statement.Siblings() is not { } siblings
            || spot.Model.GetOperation(made.Right, spot.Cancellation) is not IObjectCreationOperation creation)
            return false;

        settings.AddRange(LocalObject.Initialised(creation));
        foreach (var next in siblings.SkipWhile(sibling => sibling != statement).Skip(1).Take(set.Count).OfType<ExpressionStatementSyntax>())
        {
            if (!set.Exists(use => next.Span.Contains(use.Span)))
                return false;

            gone.Add(next);
            if (next.Expression is AssignmentExpressionSyntax { Left: var left } && spot.Model.GetSymbolInfo(left, spot.Cancellation).Symbol is { } property)
                settings.Add(property);
        }

        return gone.Count == set.Count && gone.FindIndex(other => other.Expression is InvocationExpressionSyntax) == gone.Count - 1;
    }
}
