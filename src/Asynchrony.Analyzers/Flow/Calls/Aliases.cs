using Asynchrony.Analyzers.Flow.Ir;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>Properties that do nothing but return a field or another property of their object are that member under another name.</summary>
internal static class Aliases
{
    public static AccessPath Resolve(AccessPath path)
    {
        if (!path.Members.Any(member => member is IPropertySymbol))
            return path;

        var resolved = path.Root is null ? AccessPath.This : AccessPath.Of(path.Root);
        foreach (var member in path.Members)
            if (resolved.Member(Behind(member)) is { } longer)
                resolved = longer;
            else
                return path;
        return resolved;
    }

    private static ISymbol Behind(ISymbol member)
    {
        for (var steps = 0; steps < 4 && member is IPropertySymbol { IsVirtual: false, IsAbstract: false, IsOverride: false } property && Returned(property) is { } returned; steps++)
            member = returned;
        return member;
    }

    private static ISymbol? Returned(IPropertySymbol property)
    {
        if (property.DeclaringSyntaxReferences is not [var declared] || declared.GetSyntax() is not PropertyDeclarationSyntax syntax)
            return null;

        var name = Value(syntax) switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var own } => own,
            _ => null,
        };
        return name is null ? null : property.ContainingType.GetMembers(name) is [(IFieldSymbol or IPropertySymbol) and var member] ? member : null;
    }

    private static ExpressionSyntax? Value(PropertyDeclarationSyntax property) =>
        property.ExpressionBody?.Expression
        ?? property.AccessorList?.Accessors.FirstOrDefault(accessor => accessor.Keyword.ValueText == "get") switch
        {
            { ExpressionBody.Expression: var value } => value,
            { Body.Statements: [ReturnStatementSyntax { Expression: var value }] } => value,
            _ => null,
        };
}
