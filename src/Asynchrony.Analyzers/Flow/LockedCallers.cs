using Asynchrony.Analyzers.Flow.Ir;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Do other types call a member under a lock of their own, as the text of their files tells? The receiver has to be declared in the same file
/// with the name of the member's type, or of one that declares the member too. Asked of candidates only: it goes through the whole program.
/// </summary>
internal static class LockedCallers
{
    /// <summary>How many calls may lie between the lock and the member.</summary>
    private const int Depth = 3;

    /// <summary>True where half of the calls that are seen, or more, are made under a lock.</summary>
    public static bool Hold(IMethodSymbol member, Compilation compilation, CancellationToken cancellation)
    {
        if (member is not { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } || member.DeclaredAccessibility == Accessibility.Private && member.MethodKind == MethodKind.Ordinary)
            return false;

        var (engine, name, types) = (Engine.Of(compilation), member.Name.Substring(member.Name.LastIndexOf('.') + 1), TypesOf(member));
        var (locked, bare) = (0, 0);
        foreach (var tree in compilation.SyntaxTrees)
            if (engine.SpeaksOfThreads(tree) && engine.Has(tree, name))
                foreach (var node in tree.GetRoot(cancellation).DescendantNodes())
                    if (node is InvocationExpressionSyntax call && LockHolder.Name(call.Expression) == name && call.ArgumentList.Arguments.Count <= member.Parameters.Length && ReceiverOf(call) is { } receiver && types.Contains(TypeNamed(receiver, call) ?? ""))
                        if (WrittenLock.IsAround(call, Depth, maybe: false))
                            locked++;
                        else
                            bare++;
        return locked > 0 && locked >= bare;
    }

    /// <summary>The names of the types by which others may know the member.</summary>
    private static HashSet<string> TypesOf(IMethodSymbol member)
    {
        var types = new HashSet<string>(StringComparer.Ordinal) { member.ContainingType.Name };
        for (var overridden = member.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            types.Add(overridden.ContainingType.Name);
        foreach (var contract in member.ContainingType.AllInterfaces)
            foreach (var promised in contract.GetMembers())
                if (SymbolEqualityComparer.Default.Equals(member.ContainingType.FindImplementationForInterfaceMember(promised), member))
                    types.Add(contract.Name);
        return types;
    }

    private static ExpressionSyntax? ReceiverOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax { Expression: PostfixUnaryExpressionSyntax { Operand: var certain } } => certain,
        MemberAccessExpressionSyntax { Expression: var receiver } => receiver,
        MemberBindingExpressionSyntax => call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
        _ => null,
    };

    /// <summary>The name of the type with which the file declares the receiver; of a name that it does not declare, that name, for it may be the type itself.</summary>
    private static string? TypeNamed(ExpressionSyntax receiver, SyntaxNode call)
    {
        if (LockHolder.Name(receiver) is not { } name)
            return null;

        foreach (var node in call.SyntaxTree.GetRoot().DescendantNodes())
            switch (node)
            {
                case VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: var type } } variable when variable.Identifier.ValueText == name: return LockHolder.TypeName(type);
                case PropertyDeclarationSyntax property when property.Identifier.ValueText == name: return LockHolder.TypeName(property.Type);
                case ParameterSyntax { Type: { } given } parameter when parameter.Identifier.ValueText == name: return LockHolder.TypeName(given);
            }

        return name;
    }
}
