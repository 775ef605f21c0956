using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>The core of a source of value tasks that its type keeps for others to complete, without a word on where continuations run: then they run at once.</summary>
internal static class SourceCore
{
    private const string Option = "RunContinuationsAsynchronously";

    public static bool IsIn(INamedTypeSymbol type)
    {
        if (!IsSource(type))
            return false;
        foreach (var member in type.GetMembers())
            if (IsCore(member))
                return true;
        return false;
    }

    /// <summary>The fields of a source whose option nothing in the type names, and that a member completes which others may call.</summary>
    public static IEnumerable<IFieldSymbol> LeftInline(INamedTypeSymbol type)
    {
        foreach (var part in type.DeclaringSyntaxReferences)
            foreach (var node in part.GetSyntax().DescendantNodes())
                if (node is IdentifierNameSyntax { Identifier.ValueText: Option })
                    yield break;

        foreach (var member in type.GetMembers())
            if (IsCore(member) && IsCompletedByOthers(member.Name, type))
                yield return (IFieldSymbol)member;
    }

    private static bool IsCore(ISymbol member) => member is IFieldSymbol { IsStatic: false, AssociatedSymbol: null, Type: { Name: "ManualResetValueTaskSourceCore", ContainingNamespace: { Name: "Sources", ContainingNamespace.Name: "Tasks" } } };

    private static bool IsSource(INamedTypeSymbol type)
    {
        foreach (var given in type.AllInterfaces)
            if (given is { Name: "IValueTaskSource", ContainingNamespace.Name: "Sources" })
                return true;
        return false;
    }

    private static bool IsCompletedByOthers(string core, INamedTypeSymbol type)
    {
        foreach (var part in type.DeclaringSyntaxReferences)
            foreach (var node in part.GetSyntax().DescendantNodes())
                if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SetResult" or "SetException", Expression: var holder } } call && NameOf(holder) == core
                    && call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && (method.ExplicitInterfaceSpecifier is not null || method.Modifiers.Any(modifier => modifier.ValueText is "public" or "internal")))
                    return true;
        return false;
    }

    private static string? NameOf(ExpressionSyntax holder) => holder switch
    {
        IdentifierNameSyntax { Identifier.ValueText: var name } => name,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name,
        _ => null,
    };
}
