using System.Collections.Concurrent;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Which method answers a call of a virtual or interface member, where the types of a compilation have one that does. Asked by what runs at the
/// end of a build, for few calls.
/// </summary>
internal sealed class OnlyAnswer(Compilation compilation, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<IMethodSymbol, IMethodSymbol?> answers = new(SymbolEqualityComparer.Default);
    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> types = new(() => TypesIn(compilation.Assembly.GlobalNamespace, cancellation));

    /// <summary>The only method with code that may answer; null where there is none, or several, and for members of others.</summary>
    public IMethodSymbol? To(IMethodSymbol member)
    {
        var asked = member.OriginalDefinition;
        return asked.DeclaringSyntaxReferences.IsEmpty || asked.IsExtern ? null : answers.GetOrAdd(asked, Find);
    }

    private IMethodSymbol? Find(IMethodSymbol asked)
    {
        var only = asked.IsAbstract ? null : asked;
        foreach (var type in types.Value)
        {
            cancellation.ThrowIfCancellationRequested();
            if (AnswerIn(type, asked) is not { IsAbstract: false } answer || SymbolEqualityComparer.Default.Equals(answer, only))
                continue;
            if (only is not null)
                return null;
            only = answer;
        }

        return only;
    }

    /// <summary>What an object of a type would run.</summary>
    private static IMethodSymbol? AnswerIn(INamedTypeSymbol type, IMethodSymbol asked)
    {
        if (asked.ContainingType.TypeKind == TypeKind.Interface)
        {
            foreach (var implemented in type.AllInterfaces)
                if (SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, asked.ContainingType))
                    foreach (var member in implemented.GetMembers(asked.Name))
                        if (SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, asked))
                            return (type.FindImplementationForInterfaceMember(member) as IMethodSymbol)?.OriginalDefinition;
            return null;
        }

        foreach (var own in type.GetMembers(asked.Name))
            if (own is IMethodSymbol { IsOverride: true } method)
                for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
                    if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, asked))
                        return method;
        return null;
    }

    private static ImmutableArray<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol scope, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<INamedTypeSymbol>();
        var open = new Stack<INamespaceOrTypeSymbol>();
        open.Push(scope);
        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var member in open.Pop().GetMembers())
                if (member is INamespaceOrTypeSymbol inner)
                {
                    open.Push(inner);
                    if (inner is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type)
                        found.Add(type);
                }
        }

        return found.ToImmutable();
    }
}
