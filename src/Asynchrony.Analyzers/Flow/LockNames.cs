namespace Asynchrony.Analyzers.Flow;

/// <summary>Names that tell of a lock where nothing else does: of members and types that no table knows.</summary>
internal static class LockNames
{
    private static readonly ImmutableArray<string> Takers = ImmutableArray.Create("Lock", "Mutex", "Semaphore", "Enter", "Acquire", "Critical", "Exclusive");

    private static readonly ImmutableArray<string> Givers = ImmutableArray.Create("Unlock", "Exit", "Release", "Leave");

    /// <summary>True for the name of a member that gives a lock back.</summary>
    public static bool TellsRelease(string name) => Say(name, Givers);

    public static bool Tell(string name) => Say(name, Takers);

    public static bool Say(string name, ImmutableArray<string> words)
    {
        foreach (var word in words)
            if (name.IndexOf(word, StringComparison.Ordinal) >= 0)
                return true;
        return false;
    }

    /// <summary>True for a name that begins with one of the words.</summary>
    public static bool Begin(string name, ImmutableArray<string> words)
    {
        foreach (var word in words)
            if (name.StartsWith(word, StringComparison.Ordinal))
                return true;
        return false;
    }
}
