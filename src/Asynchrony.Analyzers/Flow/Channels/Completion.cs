using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Flow.Channels;

/// <summary>The end of a channel, as one function comes to it before it does something else with the channel.</summary>
internal static class Completion
{
    /// <summary>The call that has completed the channel whenever a path leads from it to here.</summary>
    public static ChannelCall? Before(BodyContext context, IReadOnlyList<ChannelCall> calls, ChannelCall then)
    {
        var names = Engine.Of(context.Compilation).NamesOf(then.At.Root());
        if (PathOf(then, names) is not { } path)
            return null;

        foreach (var earlier in calls)
            if (earlier is { Act: ChannelAct.Complete, At: IInvocationOperation } && earlier.At.IsDropped() && earlier.Function == then.Function
                && path.Equals(PathOf(earlier, names)) && IsBoundTo(earlier.At, then.At) && !IsExpected(then.At, earlier.At)
                && Graphs.Of(then.At, context.Raw)?.Leads(earlier.At, operation => operation.Syntax == then.At.Syntax && operation.Kind == then.At.Kind, operation => Replaces(operation, path)) == true)
                return earlier;
        return null;
    }

    /// <summary>The channel, whichever end is named.</summary>
    private static AccessPath? PathOf(ChannelCall call, Names names) =>
        names.PathOf(call.Channel) is var path && path?.Members.LastOrDefault() is IPropertySymbol { Name: "Writer" or "Reader", ContainingType: { Name: "Channel", ContainingNamespace.Name: "Channels" } } ? path.Without() : path;

    /// <summary>True where no condition stands around the first that does not stand around both: what follows may ask the same.</summary>
    private static bool IsBoundTo(IOperation first, IOperation then)
    {
        foreach (var outer in first.Ancestors())
            if (outer.Contains(then) && (first != then || outer is ILoopOperation))
                return true;
            else if (outer is IConditionalOperation or ISwitchCaseOperation or ISwitchExpressionOperation or ICatchClauseOperation or ILoopOperation or IConditionalAccessOperation or ICoalesceOperation or IBinaryOperation)
                return false;
        return false;
    }

    /// <summary>True in a try with handlers that the completion is no part of.</summary>
    private static bool IsExpected(IOperation then, IOperation completion)
    {
        foreach (var outer in then.Ancestors())
            if (outer.IsFunction())
                return false;
            else if (outer is ITryOperation { Catches.IsEmpty: false } guarded && guarded.Body.Contains(then) && !guarded.Body.Contains(completion))
                return true;
        return false;
    }

    /// <summary>True for what gives a variable on the way to the channel another value, or may do so out of sight.</summary>
    private static bool Replaces(IOperation operation, AccessPath path)
    {
        if (operation is IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false })
            return path.Members.Any(member => member is IFieldSymbol { IsReadOnly: false } || member is IPropertySymbol property && (property.SetMethod is not null || property.Storage() is null));
        if (operation is not IAssignmentOperation assignment)
            return false;
        foreach (var target in assignment.Target.DescendantsAndSelf())
            if (target.Named() is { } assigned && path.Parts.Contains(assigned.OriginalDefinition, SymbolEqualityComparer.Default))
                return true;
        return false;
    }
}
