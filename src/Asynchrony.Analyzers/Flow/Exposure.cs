using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>May code of which this assembly knows nothing have an object too? Nothing is seen from outside of a program, and of internal types.</summary>
internal static class Exposure
{
    private static readonly ImmutableArray<string> ForLocking = ImmutableArray.Create("Sync", "Root", "Gate", "Guard", "Monitor", "Latch", "Lck", "Mtx", "lock", "sync", "mutex", "gate", "monitor");

    /// <summary>True for a type or member that other assemblies can name.</summary>
    public static bool IsVisibleOutside(ISymbol symbol, Compilation compilation) =>
        compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication) && IsVisible(symbol);

    /// <summary>True for what is declared so that others see it, whether there are any or not.</summary>
    public static bool IsVisible(ISymbol symbol)
    {
        for (var outer = symbol; outer is not null and not INamespaceSymbol; outer = outer.ContainingSymbol)
            if (outer.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)
                || outer.DeclaredAccessibility != Accessibility.Public && outer.ContainingType is { IsSealed: true })
                return false;
        return true;
    }

    /// <summary>True for a member that is there to be locked, as its type or name tells: who shares it means to.</summary>
    public static bool IsForLocking(ISymbol member) => member.VariableType() is { Name: "Lock" }
        || member.VariableType()?.SpecialType == SpecialType.System_Object && (LockNames.Tell(member.Name) || LockNames.Say(member.Name, ForLocking) || IsCriticalSection(member.Name));

    /// <summary><c>m_csQueue</c>: the critical section of the queue.</summary>
    private static bool IsCriticalSection(string name)
    {
        var start = name.StartsWith("m_", StringComparison.Ordinal) || name.StartsWith("s_", StringComparison.Ordinal) ? 2 : name.StartsWith("_", StringComparison.Ordinal) ? 1 : 0;
        return name.Length > start + 2 && name[start] == 'c' && name[start + 1] == 's' && char.IsUpper(name[start + 2]);
    }

    /// <summary>Where a field of a visible type gets an object that a caller made, or hands its own to a caller, as the text of the type tells; null where it does neither.</summary>
    public static SyntaxNode? Door(IFieldSymbol field, Compilation compilation)
    {
        if (!IsVisibleOutside(field.ContainingType, compilation))
            return null;

        foreach (var part in field.ContainingType.DeclaringSyntaxReferences)
            foreach (var node in part.GetSyntax().DescendantNodes())
                if (node is IdentifierNameSyntax name && name.Identifier.ValueText == field.Name && name.Parent is not MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } and not NameColonSyntax
                    && IsVisible(node.FirstAncestorOrSelf<MemberDeclarationSyntax>()) && (ComesIn(name) || GoesOut(name)))
                    return node;
        return null;
    }

    /// <summary>
    /// True where the constructor that takes the object gets it from code which locks it too, as the text of the program tells: to share it is what
    /// the lock is for. Asked of candidates only.
    /// </summary>
    public static bool IsLockedByGiver(IFieldSymbol field, SyntaxNode door, Compilation compilation, CancellationToken cancellation)
    {
        if (door.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not { } constructor || (Whole(door).Parent as AssignmentExpressionSyntax)?.Right is not { } value)
            return false;

        var given = LockHolder.Name(value is BinaryExpressionSyntax either ? either.Left : value);
        var place = constructor.ParameterList.Parameters.IndexOf(parameter => parameter.Identifier.ValueText == given);
        var (engine, type) = (Engine.Of(compilation), field.ContainingType.Name);
        foreach (var tree in place < 0 ? [] : compilation.SyntaxTrees)
            if (engine.SpeaksOfThreads(tree) && engine.Has(tree, type))
                foreach (var node in tree.GetRoot(cancellation).DescendantNodes())
                    if (node is ObjectCreationExpressionSyntax { ArgumentList.Arguments: var arguments } made && arguments.Count > place && LockHolder.TypeName(made.Type) == type
                        && LockHolder.Name(arguments[place].Expression) is { } giver && made.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } maker
                        && maker.DescendantNodes().Any(part => part is LockStatementSyntax { Expression: var locked } && LockHolder.Name(locked) == giver))
                        return true;
        return false;
    }

    /// <summary>True where the field is set to what a parameter brings.</summary>
    private static bool ComesIn(SyntaxNode name) =>
        Whole(name).Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment && assignment.Left == Whole(name)
        && (assignment.Right is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either ? either.Left : assignment.Right) is IdentifierNameSyntax value
        && (name.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is { } method && method.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == value.Identifier.ValueText)
            || value.Identifier.ValueText == "value" && name.FirstAncestorOrSelf<AccessorDeclarationSyntax>() is not null);

    /// <summary>True where a member returns the object itself.</summary>
    private static bool GoesOut(SyntaxNode name) => Whole(name).Parent switch
    {
        ReturnStatementSyntax left => !left.Ancestors().Any(outer => outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax),
        ArrowExpressionClauseSyntax { Parent: MemberDeclarationSyntax or AccessorDeclarationSyntax } => true,
        _ => false,
    };

    private static SyntaxNode Whole(SyntaxNode name) => name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? member : name;

    private static bool IsVisible(MemberDeclarationSyntax? member) => member is not null
        && (member.Modifiers.Any(SyntaxKind.PublicKeyword) || member.Modifiers.Any(SyntaxKind.ProtectedKeyword) && !member.Modifiers.Any(SyntaxKind.PrivateKeyword));
}
