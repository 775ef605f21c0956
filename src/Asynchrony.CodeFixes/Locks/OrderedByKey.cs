using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Brings two directly nested locks of two objects of one type into the order of a key: a member that is set once, to what nothing else has,
/// such as the next number of a static counter. Anything less would leave two objects that are equal, and so in no order.
/// </summary>
internal static class OrderedByKey
{
    public static Fix? Of(LockStatementSyntax outer, LockStatementSyntax inner, Flagged flagged)
    {
        if (outer.Parent is not (BlockSyntax or SwitchSectionSyntax) || Owner(outer.Expression, flagged) is not var (one, gate, type) || Owner(inner.Expression, flagged) is not var (other, same, otherType)
            || gate != same || !SymbolEqualityComparer.Default.Equals(type, otherType) || KeyOf(type, flagged) is not { } key
            || outer.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => assignment.Left.ToString() == one.ToString() || assignment.Left.ToString() == other.ToString()))
            return null;

        var (first, second) = (Syntax.FreeName(outer, "first"), Syntax.FreeName(outer, "second"));
        return new Fix($"Take both locks in the order of '{key.Name}'", editor =>
        {
            editor.AddBefore(outer, Chosen(one, other, key, first, second).WithLeadingTrivia(outer.GetLeadingTrivia()));
            editor.ReplaceNode(outer.Expression, Gate(first, gate).WithTriviaFrom(outer.Expression));
            editor.ReplaceNode(inner.Expression, Gate(second, gate).WithTriviaFrom(inner.Expression));
            editor.ReplaceNode(outer, (current, _) => current.WithLeadingTrivia(Syntax.Indentation(outer)));
        });
    }

    /// <summary>The object that a lock is of, and the name of the member it is kept in; an empty name where the object itself is locked.</summary>
    private static (ExpressionSyntax Object, string Gate, INamedTypeSymbol Type)? Owner(ExpressionSyntax locked, Flagged flagged)
    {
        var (owner, gate) = flagged.Model.GetSymbolInfo(locked, flagged.Cancellation).Symbol switch
        {
            IFieldSymbol { IsStatic: false, IsReadOnly: true, Name: var name } => (locked switch { MemberAccessExpressionSyntax member => member.Expression, IdentifierNameSyntax => ThisExpression(), _ => null }, name),
            IParameterSymbol or ILocalSymbol => (locked, ""),
            _ when locked is ThisExpressionSyntax => (locked, ""),
            _ => (null, ""),
        };
        var type = owner is ThisExpressionSyntax ? flagged.Model.GetEnclosingSymbol(locked.SpanStart, flagged.Cancellation)?.ContainingType : owner is IdentifierNameSyntax ? flagged.Model.GetTypeInfo(owner, flagged.Cancellation).Type as INamedTypeSymbol : null;
        return owner is not null && type is { TypeKind: TypeKind.Class } ? (owner.WithoutTrivia(), gate, type) : null;
    }

    /// <summary>A field or property that is set where the object is made and never again, to a value that no other object gets.</summary>
    private static ISymbol? KeyOf(INamedTypeSymbol type, Flagged flagged) => type.GetMembers().FirstOrDefault(member =>
        member is IFieldSymbol { IsStatic: false, IsReadOnly: true, IsImplicitlyDeclared: false } or IPropertySymbol { IsStatic: false, SetMethod: null, IsIndexer: false }
        && member.DeclaringSyntaxReferences is [var declared] && declared.GetSyntax(flagged.Cancellation) switch
        {
            VariableDeclaratorSyntax field => IsUnique(field.Initializer?.Value),
            PropertyDeclarationSyntax { ExpressionBody: null } property => IsUnique(property.Initializer?.Value),
            _ => false,
        }
        && !type.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax(flagged.Cancellation).DescendantNodes()).OfType<AssignmentExpressionSyntax>().Any(assignment => assignment.Left.ToString().Split('.').Last() == member.Name));

    /// <summary>True for the next number of a counter, and for a new Guid: nothing else has it.</summary>
    private static bool IsUnique(ExpressionSyntax? value) => value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var type, Name.Identifier.ValueText: var name } }
        && (type.ToString().Split('.').Last(), name) is ("Interlocked", "Increment") or ("Guid", "NewGuid");

    private static ExpressionSyntax Gate(string owner, string gate) =>
        gate.Length == 0 ? IdentifierName(owner) : MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, IdentifierName(owner), IdentifierName(gate));

    private static StatementSyntax Chosen(ExpressionSyntax one, ExpressionSyntax other, ISymbol key, string first, string second)
    {
        var (left, right) = (Key(one, key), Key(other, key));
        var isBefore = key.VariableType()?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64
            ? BinaryExpression(SyntaxKind.LessThanExpression, left, right)
            : BinaryExpression(SyntaxKind.LessThanExpression, InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, left, IdentifierName("CompareTo")), ArgumentList(SingletonSeparatedList(Argument(right)))), LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(0)));
        var names = ParenthesizedVariableDesignation(SeparatedList<VariableDesignationSyntax>([SingleVariableDesignation(Identifier(first)), SingleVariableDesignation(Identifier(second))]));
        var made = Syntax.Spaced(ExpressionStatement(AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, DeclarationExpression(IdentifierName("var"), names), ConditionalExpression(isBefore, Pair(one, other), Pair(other, one)))));
        var type = made.DescendantNodes().OfType<DeclarationExpressionSyntax>().First().Type;
        return made.ReplaceNode(type, type.WithTrailingTrivia(Space));
    }

    private static ExpressionSyntax Key(ExpressionSyntax owner, ISymbol key) => owner is ThisExpressionSyntax ? IdentifierName(key.Name) : MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, owner, IdentifierName(key.Name));

    private static TupleExpressionSyntax Pair(ExpressionSyntax one, ExpressionSyntax other) => TupleExpression(SeparatedList([Argument(one), Argument(other)]));
}
