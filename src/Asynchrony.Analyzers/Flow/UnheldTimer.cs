namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A timer that nothing refers to once its function has made it and set its times: the next collection may end it. A timer that is its own
/// state, and one that its callback captures, keep themselves.
/// </summary>
internal sealed record UnheldTimer(IObjectCreationOperation Creation, ILocalSymbol? Local)
{
    public static IReadOnlyList<UnheldTimer> In(Survey survey)
    {
        List<UnheldTimer>? all = null;
        foreach (var creation in survey.Creations)
            if (creation.Type is { Name: "Timer", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } } && creation.Arguments.Length > 1)
            {
                if (creation.IsDropped())
                {
                    if (StartedWork.Fires(creation))
                        (all ??= []).Add(new UnheldTimer(creation, null));
                }
                else if (LocalOf(creation) is { } local && IsLeft(local, creation))
                {
                    (all ??= []).Add(new UnheldTimer(creation, local));
                }
            }
        return (IReadOnlyList<UnheldTimer>?)all ?? [];
    }

    private static ILocalSymbol? LocalOf(IOperation creation) => creation.User() switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { IsRef: false, IsUsing: false } declared } declarator } when declarator.Parent?.Parent?.Parent is not IUsingOperation => declared,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { IsUsing: false } assigned }, Parent: IExpressionStatementOperation } => assigned,
        _ => null,
    };

    /// <summary>True where all that follows is that its times are set, once.</summary>
    private static bool IsLeft(ILocalSymbol local, IObjectCreationOperation creation)
    {
        var ticks = StartedWork.Fires(creation);

        foreach (var operation in creation.Root().Descendants())
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))
            {
                if (reference.Parent is ISimpleAssignmentOperation { Value: var value } assignment && assignment.Target == reference && value.Unwrapped() == creation)
                    continue;
                if (reference.EnclosingFunction() != creation.EnclosingFunction() || reference.EnclosingLoop() != creation.EnclosingLoop()
                    || reference.Parent is not IInvocationOperation { TargetMethod.Name: "Change", Parent: IExpressionStatementOperation } change || change.Instance != reference)
                    return false;
                ticks = true;
            }

        return ticks;
    }
}
