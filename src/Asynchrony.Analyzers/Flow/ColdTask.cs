namespace Asynchrony.Analyzers.Flow;

/// <summary>A task that its constructor made, which does nothing until somebody starts it; and whether anybody can.</summary>
internal sealed class ColdTask
{
    private static readonly ImmutableHashSet<string> Starts = ImmutableHashSet.Create(StringComparer.Ordinal, "Start", "RunSynchronously");

    private static readonly ImmutableHashSet<string> Waits = ImmutableHashSet.Create(StringComparer.Ordinal, "Wait", "WaitAsync", "GetAwaiter", "ConfigureAwait", "ContinueWith");

    private ColdTask(IObjectCreationOperation creation, string? name, bool isAwaited) => (Creation, Name, IsAwaited) = (creation, name, isAwaited);

    public IObjectCreationOperation Creation { get; }

    /// <summary>The local that holds it.</summary>
    public string? Name { get; }

    /// <summary>True where something waits for it or is to go on behind it.</summary>
    public bool IsAwaited { get; }

    /// <summary>Null for a task that is started, or that others can reach and may start; and for one that is made to be asked for its state.</summary>
    public static ColdTask? NeverStarted(IObjectCreationOperation creation)
    {
        if (creation.Type is not { Name: "Task" } || !creation.Type.IsTask())
            return null;

        var kept = Kept.Of(creation);
        if (kept.Escapes)
            return null;

        var (isAwaited, isAsked) = (false, false);
        foreach (var use in kept.Uses)
            switch (use.User())
            {
                case IInvocationOperation call when call.Instance?.Unwrapped() == use:
                    if (Starts.Contains(call.TargetMethod.Name))
                        return null;
                    isAwaited |= Waits.Contains(call.TargetMethod.Name);
                    break;
                case IConditionalAccessOperation { WhenNotNull: IInvocationOperation call }:
                    if (Starts.Contains(call.TargetMethod.Name))
                        return null;
                    isAwaited |= Waits.Contains(call.TargetMethod.Name);
                    break;
                case IAwaitOperation or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "WhenAll" or "WhenAny" or "WaitAll" or "WaitAny" } }:
                    isAwaited = true;
                    break;
                case IPropertyReferenceOperation { Property.Name: var name }:
                    isAwaited |= name == "Result";
                    isAsked |= name != "Result";
                    break;
            }

        var isMoved = kept.Holders.Skip(1).Any();
        return isAwaited || !isAsked && !isMoved ? new ColdTask(creation, kept.Holders.FirstOrDefault()?.Name, isAwaited) : null;
    }
}
