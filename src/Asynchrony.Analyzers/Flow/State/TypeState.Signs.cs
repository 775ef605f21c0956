using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>What shows that several threads may come to a type, before any of its uses is looked at.</summary>
internal sealed partial class TypeState
{
    private ImmutableArray<ISymbol> members;
    private bool? signs;

    private ImmutableArray<ISymbol> Members => members.IsDefault ? members = Type.GetMembers() : members;

    /// <summary>True where any code of the type takes a lock.</summary>
    public bool TakesLocks
    {
        get
        {
            foreach (var body in bodies)
                if (body.TakesLocks)
                    return true;
            return false;
        }
    }

    /// <summary>True where any code of the type hands something to who runs delegates.</summary>
    public bool StartsWork
    {
        get
        {
            foreach (var body in bodies)
                if (body.Survey.StartsWork(tables.RunsDelegate) || ForeignEvent.IsService(body.Member, tables.Events) || ForeignEvent.AnyIn(body.Survey, tables.Events))
                    return true;
            return false;
        }
    }

    /// <summary>True where any code of the type awaits inside a loop over elements.</summary>
    public bool AwaitsInLoops
    {
        get
        {
            foreach (var body in bodies)
                foreach (var wait in body.Survey.Suspensions)
                    for (var outer = wait.Parent; outer is not null; outer = outer.Parent)
                        if (outer is IForEachLoopOperation)
                            return true;
            return false;
        }
    }

    /// <summary>True where the type keeps what threads meet by: handles to wait for, semaphores, tokens to cancel, timers, collections for several threads.</summary>
    public bool KeepsMeans
    {
        get
        {
            foreach (var member in Members)
                if (member is IFieldSymbol { IsConst: false, Type: { IsReferenceType: true } kept } && kept.ContainingNamespace is { Name: "Threading" or "Concurrent", ContainingNamespace.Name: "System" or "Collections" } && kept.Name != "SynchronizationContext")
                    return true;
            return false;
        }
    }

    /// <summary>True where the type itself shows that several threads come to its objects.</summary>
    public bool KnowsThreads => TakesLocks || StartsWork || KeepsMeans || HasVolatile || HasCallsOfSigns;

    private bool HasEvents
    {
        get
        {
            foreach (var member in Members)
                if (member.Kind == SymbolKind.Event)
                    return true;
            return false;
        }
    }

    private bool Awaits
    {
        get
        {
            foreach (var body in bodies)
                if (!body.Survey.Suspensions.IsEmpty)
                    return true;
            return false;
        }
    }

    /// <summary>True where anything in the type has to do with threads.</summary>
    private bool HasSigns => signs ??= TakesLocks || StartsWork || HasSharedField || HasCallsOfSigns;

    /// <summary>True where a field of the type is volatile.</summary>
    public bool HasVolatile
    {
        get
        {
            foreach (var member in Members)
                if (member is IFieldSymbol { IsVolatile: true })
                    return true;
            return false;
        }
    }

    private bool HasSharedField
    {
        get
        {
            foreach (var member in Members)
                if (member is IFieldSymbol { IsConst: false } own && (own.IsVolatile || own.IsStatic && !own.IsReadOnly || own.Type.ContainingNamespace?.Name == "Concurrent") || HasOwnAccessors(member))
                    return true;
            return false;
        }
    }

    /// <summary>True for an atomic step, and for code that a token runs when it is cancelled.</summary>
    private bool HasCallsOfSigns
    {
        get
        {
            foreach (var body in bodies)
                foreach (var call in body.Survey.Calls)
                    if (call.TargetMethod.IsAtomic() || call.TargetMethod.IsTokenRegistration())
                        return true;
            return false;
        }
    }

    /// <summary>Whether a variable of the type, or one that all its objects share, may be a collection that is not made for threads.</summary>
    public (bool Any, bool Static) HasCollections
    {
        get
        {
            var any = false;
            foreach (var member in Members)
                if (member is IFieldSymbol { Type: var kept } && MayBeCollection(kept, tables.Unguarded))
                    if (member.IsStatic)
                        return (true, true);
                    else
                        any = true;
            return (any, false);
        }
    }

    /// <summary>True where the code of a member takes a lock anywhere.</summary>
    public bool LocksIn(ISymbol member)
    {
        foreach (var body in bodies)
            if (body.TakesLocks && SymbolEqualityComparer.Default.Equals(body.Member.OriginalDefinition, member.OriginalDefinition))
                return true;
        return false;
    }

    /// <summary>True for an event with accessors of its own: whoever adds a handler does so from any thread, and what the compiler writes is made for that.</summary>
    private static bool HasOwnAccessors(ISymbol member) => member is IEventSymbol { IsAbstract: false, AddMethod: { IsImplicitlyDeclared: false, IsExtern: false } };

    /// <summary>True for a type whose variables several threads may use, as its members and the words of its files tell: others are not watched.</summary>
    public static bool MayBeShared(INamedTypeSymbol type, Engine engine, Table unguarded)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || engine.PartsOf(type).IsEmpty)
            return false;

        var has = false;
        foreach (var member in engine.MembersOf(type))
            if (member is IFieldSymbol { IsConst: false } field)
            {
                if (field.IsVolatile || field.IsStatic && MayBeCollection(field.Type, unguarded))
                    return true;
                has = true;
            }
            else if (HasOwnAccessors(member))
                return true;
            else if (member is IEventSymbol or IMethodSymbol { IsStatic: true, Name: "Main" or "<Main>$" })
                has = true; // Its variables may be shared by the threads it starts.

        if (has)
            foreach (var part in engine.PartsOf(type))
                if (engine.SpeaksOfThreads(part.SyntaxTree))
                    return true;
        return false;
    }
}
