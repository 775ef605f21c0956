using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Does a method of the project take a lock, as its own text shows? One that locks a bitmap or a buffer pins its memory, and keeps nobody out.
/// </summary>
internal static class LockingCode
{
    private const int Depth = 3;

    private static readonly ImmutableHashSet<string> Waiting = ImmutableHashSet.Create(StringComparer.Ordinal, "Wait", "WaitOne", "WaitAsync", "Sleep", "Yield", "SpinOnce", "SpinUntil", "CompareExchange", "Exchange");

    /// <summary>Members of what has memory to pin.</summary>
    private static readonly ImmutableArray<string> OfMemory = ImmutableArray.Create("Stride", "BackBuffer", "BackBufferStride", "RowBytes", "Scan0", "PixelWidth", "PixelFormat", "PixelSize", "Pixels");

    /// <summary>Words of members that pin memory, or freeze a window.</summary>
    private static readonly ImmutableArray<string> Pins = ImmutableArray.Create("Bits", "Pixel", "GlobalLock", "LocalLock", "LockResource", "LockWindowUpdate");

    /// <summary>True where the code awaits, waits, takes a step of Interlocked, or calls what takes a lock.</summary>
    public static bool Waits(IMethodSymbol method, Table locks) => !IsOfMemory(method.ContainingType) && Waits(method, locks, Depth);

    private static bool Waits(IMethodSymbol method, Table locks, int depth)
    {
        foreach (var declared in method.DeclaringSyntaxReferences)
            foreach (var node in declared.GetSyntax().DescendantNodes())
                if (node is AwaitExpressionSyntax
                    || node is IdentifierNameSyntax { Identifier.ValueText: var name } called && (Waiting.Contains(name) || LockNames.Tell(name) && !LockNames.Say(name, Pins) && TakesLock(called, method, locks, depth)))
                    return true;
        return false;
    }

    /// <summary>True for a call whose receiver is a lock, or may be one: what its type does is asked where it is known.</summary>
    private static bool TakesLock(IdentifierNameSyntax called, IMethodSymbol caller, Table locks, int depth) => called.Parent switch
    {
        InvocationExpressionSyntax => IsLock(caller.ContainingType, called.Identifier.ValueText, caller, locks, depth),
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax, Expression: ThisExpressionSyntax or BaseExpressionSyntax } => IsLock(caller.ContainingType, called.Identifier.ValueText, caller, locks, depth),
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax, Expression: var receiver } access => access.Name == called && (TypeOf(receiver, caller) is not { } type || IsLock(type, called.Identifier.ValueText, caller, locks, depth)),
        MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax } => called.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is not { Expression: var receiver } || TypeOf(receiver, caller) is not { } type || IsLock(type, called.Identifier.ValueText, caller, locks, depth),
        _ => false,
    };

    /// <summary>The type of a member or parameter by its name; null for what else it may be.</summary>
    private static ITypeSymbol? TypeOf(ExpressionSyntax receiver, IMethodSymbol caller)
    {
        if (NameOf(receiver) is not { } name)
            return null;

        foreach (var parameter in caller.Parameters)
            if (parameter.Name == name)
                return parameter.Type;
        foreach (var member in Members(caller.ContainingType, name))
            if (member.VariableType() is { } type)
                return type;
        return null;
    }

    private static string? NameOf(ExpressionSyntax receiver) => receiver switch
    {
        IdentifierNameSyntax { Identifier.ValueText: var name } => name,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name,
        PostfixUnaryExpressionSyntax { Operand: var certain } => NameOf(certain),
        _ => null,
    };

    /// <summary>True for a member that the table knows as a lock's, that a type has which is one by its name, or whose own code takes one. Without any code it may.</summary>
    private static bool IsLock(ITypeSymbol type, string member, IMethodSymbol caller, Table locks, int depth)
    {
        if (IsOfMemory(type))
            return false;
        if (LockNames.Tell(type.Name))
            return true;

        var isKnown = false;
        foreach (var called in Members(type, member))
            if (called is IMethodSymbol method && !SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, caller.OriginalDefinition))
            {
                isKnown = true;
                if (!locks.Find(method).IsEmpty || IsPromise(method) || depth > 0 && Waits(method.OriginalDefinition, locks, depth - 1))
                    return true;
            }

        return !isKnown && SymbolEqualityComparer.Default.Equals(type, caller.ContainingType) && !IsRecursion(member, caller); // An extension, or a member of a type around.
    }

    /// <summary>True for a member of the project without code: whoever answers it may take a lock.</summary>
    private static bool IsPromise(IMethodSymbol method) => method.IsAbstract && !method.DeclaringSyntaxReferences.IsEmpty;

    private static bool IsRecursion(string member, IMethodSymbol caller) => caller.Name == member;

    private static bool IsOfMemory(ITypeSymbol type)
    {
        foreach (var member in OfMemory)
            if (Members(type, member).Any())
                return true;
        return false;
    }

    private static IEnumerable<ISymbol> Members(ITypeSymbol type, string name)
    {
        for (var owner = type; owner is not null; owner = owner.BaseType)
            foreach (var member in owner.GetMembers(name))
                yield return member;
    }
}
