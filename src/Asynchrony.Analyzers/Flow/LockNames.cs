namespace Asynchrony.Analyzers.Flow;

/// <summary>Names that tell of a lock where nothing else does: of members and types that no table knows.</summary>
internal static class LockNames
{
    private static readonly ImmutableArray<string> Takers = ImmutableArray.Create("Lock", "Mutex", "Semaphore", "Enter", "Acquire", "Critical", "Exclusive");

    public static bool Tell(string name) => Say(name, Takers);

    public static bool Say(string name, ImmutableArray<string> words)
    {
        foreach (var word in words)
            if (name.IndexOf(word, StringComparison.Ordinal) >= 0)
                return true;
        return false;
    }
}
