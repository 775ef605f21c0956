using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>An object that a body locks, by a lock statement or a call of Monitor; of one that is chosen where it is locked, each that may be it.</summary>
internal readonly record struct LockTarget(IOperation Object, IOperation Section)
{
    private static readonly IReadOnlyList<LockTarget> None = [];

    /// <summary>In the order of the text, lock statements first; most bodies have none, and allocate nothing.</summary>
    public static IReadOnlyList<LockTarget> In(Survey survey, Table locks)
    {
        List<LockTarget>? found = null;

        foreach (var statement in survey.Locks)
            Add(statement.LockedValue, statement, found ??= []);
        foreach (var call in survey.LockCalls(locks))
            if (LockCall.Of(call, locks) is { Does: "acquire", Kind: "monitor", Lock: { } value })
                Add(value, call, found ??= []);

        return found ?? None;
    }

    /// <summary>The value type that is put into a box to be locked; null for an object.</summary>
    public ITypeSymbol? Boxed => Object is IConversionOperation { Operand.Type: { IsValueType: true } type } ? type : null;

    /// <summary>
    /// The places in this file where the type locks the same object, in the order of the text: <c>this</c> where nothing is named, else what has
    /// this name. Only the place itself where the object is reached in another way.
    /// </summary>
    public static IReadOnlyList<SyntaxNode> Places(SyntaxNode at, ISymbol? named)
    {
        var places = new List<SyntaxNode>();
        if (at.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type)
            foreach (var node in type.DescendantNodes(inner => inner == type || inner is not TypeDeclarationSyntax))
                if (LockedBy(node) is { } locked && (named is null ? locked is ThisExpressionSyntax : NameOf(locked) == named.Name))
                    places.Add(locked);
        return places.Contains(at) ? places : [at];
    }

    private static ExpressionSyntax? LockedBy(SyntaxNode node)
    {
        var locked = node switch
        {
            LockStatementSyntax statement => statement.Expression,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Monitor" }, Name.Identifier.ValueText: "Enter" or "TryEnter" }, ArgumentList.Arguments: [var first, ..] } => first.Expression,
            _ => null,
        };
        while (locked is ParenthesizedExpressionSyntax parenthesized)
            locked = parenthesized.Expression;
        return locked;
    }

    private static string? NameOf(ExpressionSyntax locked) => locked switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or IdentifierNameSyntax, Name: var name } => name.Identifier.ValueText,
        _ => null,
    };

    private static void Add(IOperation value, IOperation section, List<LockTarget> found)
    {
        switch (value)
        {
            case IConversionOperation { Operand.Type.IsValueType: true }:
                found.Add(new LockTarget(value, section));
                break;
            case IConversionOperation conversion:
                Add(conversion.Operand, section, found);
                break;
            case IParenthesizedOperation parenthesized:
                Add(parenthesized.Operand, section, found);
                break;
            case ISimpleAssignmentOperation assignment:
                Add(assignment.Value.Unwrapped() is IObjectCreationOperation ? assignment.Target : assignment.Value, section, found); // What is made and kept is known by where it is kept.
                break;
            case ICoalesceOperation either:
                Add(either.Value, section, found);
                Add(either.WhenNull, section, found);
                break;
            case IConditionalOperation { WhenFalse: { } otherwise } either:
                Add(either.WhenTrue, section, found);
                Add(otherwise, section, found);
                break;
            case ISwitchExpressionOperation chosen:
                foreach (var arm in chosen.Arms)
                    Add(arm.Value, section, found);
                break;
            case IConditionalAccessOperation access:
                Add(access.WhenNotNull, section, found);
                break;
            default:
                found.Add(new LockTarget(value, section));
                break;
        }
    }
}
