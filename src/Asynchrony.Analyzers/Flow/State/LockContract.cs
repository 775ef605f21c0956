using Asynchrony.Analyzers.Flow.Ir;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>What attributes say of a member and a lock: that its callers hold it, that it takes it for them, or gives it back. They are matched by their simple names.</summary>
internal static class LockContract
{
    public const string Requires = "RequiresLock";
    public const string Acquires = "Acquires";
    public const string Releases = "Releases";

    /// <summary>The locks that attributes of a kind name, in the words of the member's own code. A member without attributes is answered from its text.</summary>
    public static ImmutableArray<TakenLock> Of(ISymbol member, string attribute)
    {
        var owner = (member as IMethodSymbol)?.AssociatedSymbol ?? member;
        if (!MayHave(owner))
            return ImmutableArray<TakenLock>.Empty;

        var found = ImmutableArray<TakenLock>.Empty;
        foreach (var stated in owner.GetAttributes())
            if (stated.AttributeClass?.Name is { } name && (name == attribute || name == attribute + "Attribute") && stated.ConstructorArguments is [{ Value: string text }]
                && PathOf(text, owner) is var (path, kind) && stated.ApplicationSyntaxReference?.GetSyntax() is { } at)
                found = found.Add(new TakenLock(path, kind, at, MayFail: false));
        return found;
    }

    private static bool MayHave(ISymbol member)
    {
        foreach (var declared in member.DeclaringSyntaxReferences)
            if (declared.GetSyntax() is MemberDeclarationSyntax { AttributeLists.Count: > 0 })
                return true;
        return false;
    }

    private static (AccessPath Path, string Kind)? PathOf(string text, ISymbol member)
    {
        if (text == "this")
            return (AccessPath.This, "monitor");

        foreach (var named in member.ContainingType.GetMembers(text))
            if (named.VariableType() is { } type && AccessPath.This.Member(named) is { } path)
                return (path, type.Name switch { "Lock" => "lock", "SemaphoreSlim" => "semaphore", _ => "monitor" });
        return null;
    }
}
