using Asynchrony.Analyzers.Flow.Ir;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>What attributes say of a member and a lock: that its callers hold it, that it takes it for them, or gives it back. They are matched by their simple names.</summary>
internal static class LockContract
{
    public const string Requires = "RequiresLock";
    public const string Acquires = "Acquires";
    public const string Releases = "Releases";

    /// <summary>The kind of a lock of readers and writers of which nobody says who takes it.</summary>
    public const string EitherWay = "either";

    /// <summary>False where the program has no such attributes: then nobody is asked for them.</summary>
    public static bool AreIn(Compilation compilation)
    {
        foreach (var assembly in compilation.ReferencedAssemblyNames)
            if (assembly.Name == "Asynchrony.Annotations")
                return true;
        return compilation.ContainsSymbolsWithName(name => name is Acquires or Releases or Acquires + "Attribute" or Releases + "Attribute", SymbolFilter.Type);
    }

    /// <summary>True for a method that states what it does to a lock of its object.</summary>
    public static bool IsStated(IMethodSymbol method) => MayHave(method) && (!Of(method, Acquires).IsEmpty || !Of(method, Releases).IsEmpty);

    /// <summary>The locks that attributes of a kind name, in the words of the member's own code. A member without attributes is answered from its text.</summary>
    public static ImmutableArray<TakenLock> Of(ISymbol member, string attribute)
    {
        var owner = (member as IMethodSymbol)?.AssociatedSymbol ?? member;
        if (!MayHave(owner))
            return ImmutableArray<TakenLock>.Empty;

        var found = ImmutableArray<TakenLock>.Empty;
        foreach (var stated in owner.GetAttributes())
            if (stated.AttributeClass?.Name is { } name && IsNameOf(name, attribute) && stated.ConstructorArguments is [{ Value: string text }]
                && PathOf(text, owner) is var (path, kind) && stated.ApplicationSyntaxReference?.GetSyntax() is { } at)
                found = found.Add(new TakenLock(path, kind, at, MayFail: false));
        return found;
    }

    private static bool IsNameOf(string name, string attribute) =>
        name.StartsWith(attribute, StringComparison.Ordinal) && (name.Length == attribute.Length || name.Length == attribute.Length + nameof(Attribute).Length && name.EndsWith(nameof(Attribute), StringComparison.Ordinal));

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
                return (path, KindOf(type, member));
        return null;
    }

    /// <summary>The kind of lock as the Locks table calls it. How a lock of readers and writers is taken, only the name of the member can say.</summary>
    private static string KindOf(ITypeSymbol type, ISymbol member) => type.Name switch
    {
        "Lock" => "lock",
        "SpinLock" => "spin",
        "Mutex" => "mutex",
        "Semaphore" or "SemaphoreSlim" => "semaphore",
        "ReaderWriterLock" or "ReaderWriterLockSlim" => member.Name.Contains("Upgrade") ? "upgradeable" : member.Name.Contains("Read") ? "reader" : member.Name.Contains("Write") ? "writer" : EitherWay,
        { } name => name.StartsWith("Async", StringComparison.Ordinal) ? "async" : "monitor",
    };
}
