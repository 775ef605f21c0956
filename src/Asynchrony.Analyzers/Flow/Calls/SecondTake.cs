using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Flow.State;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>A lock that does not know its holder is taken while it is held: the function waits for itself, or is thrown out.</summary>
internal sealed record SecondTake(UnderLock Taken, TakenLock Held)
{
    /// <summary>True where the lock throws instead of waiting.</summary>
    public bool Throws => TypeOf(Held.Path) == "ReaderWriterLockSlim";

    /// <summary>True where a lock for reading becomes one for writing, which an upgradeable lock is for.</summary>
    public bool IsUpgrade => Throws && Held.Kind == "reader" && Taken.Step.Lock!.Value.Kind == "writer";

    public static IEnumerable<SecondTake> In(CallGraph graph)
    {
        var seen = new HashSet<SyntaxNode>();
        foreach (var under in UnderLock.All(graph, StepKind.Acquire))
            if (under is { Step.Lock: { MayFail: false } taken, Reached.Guesses: 0 })
                foreach (var held in under.Held)
                    if (held.At != under.Step.At && held.Path.Equals(under.Reached.Lock) && IsLasting(held.Path) && !held.MayFail && Excludes(held, taken.Kind) && seen.Add(under.Reached.At))
                    {
                        yield return new SecondTake(under, held);
                        break;
                    }
    }

    /// <summary>True for what names one object all the while.</summary>
    private static bool IsLasting(AccessPath path) => path.Parts.All(part => part is not IFieldSymbol { IsReadOnly: false, DeclaredAccessibility: not Accessibility.Private } and not IPropertySymbol { SetMethod: not null });

    private static bool Excludes(TakenLock held, string kind) => kind switch
    {
        "semaphore" => held.Kind == kind && LockHolder.IsSingle(new Thing(held.Path, kind, "")),
        "spin" => held.Kind == kind,
        "async" => held.Kind is "async" or "shared",
        "shared" => held.Kind == "async",
        "reader" or "writer" or "upgradeable" => TypeOf(held.Path) switch
        {
            "ReaderWriterLockSlim" => held.Kind is "reader" or "writer" or "upgradeable" && (held.Kind, kind) is not ("upgradeable", "reader" or "writer") && LockHolder.ForbidsRecursion(held.Path.Parts.Last()),
            "ReaderWriterLock" => (held.Kind, kind) is ("reader", "writer"), // It counts its readers, and its writer may do all.
            _ => false,
        },
        _ => false,
    };

    private static string? TypeOf(AccessPath path) => path.Parts.LastOrDefault()?.VariableType()?.Name;
}
