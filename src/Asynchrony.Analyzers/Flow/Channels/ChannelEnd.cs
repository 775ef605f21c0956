using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.Channels;

/// <summary>Which end of a channel an expression goes on with.</summary>
internal static class ChannelEnd
{
    /// <summary>True for a type that has an end to send to and one to receive from, each a property of its own.</summary>
    public static bool HasTwo(INamedTypeSymbol type, Table channels) => channels.Find(type) is ["channel"] && EndOf(type, "reader", channels) && EndOf(type, "writer", channels);

    /// <summary>"reader" or "writer"; null where the whole channel is used.</summary>
    public static string? Of(IOperation channel, Table channels) =>
        channel.User() is IPropertyReferenceOperation { Instance: { } whole, Property: var end } && whole.Unwrapped() == channel && channels.Find(end, whole.Type) is [("reader" or "writer") and var word, ..] ? word : null;

    /// <summary>What the reader calls a channel: the variable that keeps it, also where an end of it is taken.</summary>
    public static string NameOf(IOperation channel) =>
        (channel is IPropertyReferenceOperation { Property.Name: "Reader" or "Writer", Instance: { } whole } ? whole : channel).Named()?.Name ?? "the channel";

    /// <summary>True where the channel is put there when its object is made.</summary>
    public static bool IsMade(IOperation reference) => reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference;

    private static bool EndOf(INamedTypeSymbol type, string end, Table channels)
    {
        for (var current = type; current is not null; current = current.BaseType)
            foreach (var member in current.GetMembers())
                if (member is IPropertySymbol property && channels.Find(property, type) is [var word, ..] && word == end)
                    return true;
        return false;
    }
}
