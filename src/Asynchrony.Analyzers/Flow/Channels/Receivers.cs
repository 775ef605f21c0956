using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Channels;

/// <summary>
/// Does somebody else receive what a call sends? A channel is there for that, unless one function keeps it to itself. A queue may as well be a
/// list of all that there is: only one that other code of the type takes from hands anything over.
/// </summary>
internal static class Receivers
{
    public static bool MayBe(ChannelCall sent, BodyContext context, Survey survey, Table channels)
    {
        var names = Engine.Of(context.Compilation).NamesOf(survey.Root);
        var isQueue = channels.Find(sent.Channel.Type!).Contains("queue");

        return Holder(sent.Channel, names, channels) switch
        {
            ILocalReferenceOperation { Local: var local } => isQueue ? IsTakenFrom(local, sent, survey, names, channels) : IsKnownElsewhere(local, sent.Function, survey, names, channels),
            IFieldReferenceOperation { Field: var field } => !isQueue || IsTakenFrom(field, context.Owner, channels),
            IPropertyReferenceOperation { Property: var property } => !isQueue || IsTakenFrom(property, context.Owner, channels),
            _ => !isQueue,
        };
    }

    /// <summary>What keeps the channel: behind its ends, and locals that only stand for another one.</summary>
    private static IOperation Holder(IOperation channel, Names names, Table channels)
    {
        var holder = channel.Unwrapped();
        for (var steps = 0; steps < 8; steps++)
            switch (holder)
            {
                case IPropertyReferenceOperation { Instance: { } whole, Property: var end } when channels.Find(end, whole.Type) is ["reader" or "writer", ..]:
                    holder = whole.Unwrapped();
                    break;
                case ILocalReferenceOperation { Local: var local } when names.Value(local)?.Unwrapped() is ILocalReferenceOperation or IPropertyReferenceOperation:
                    holder = names.Value(local)!.Unwrapped();
                    break;
                default:
                    return holder;
            }

        return holder;
    }

    /// <summary>True where the local, or an end of it, gets out of the function that sends: captured, passed on, stored, returned.</summary>
    private static bool IsKnownElsewhere(ILocalSymbol local, IOperation? sender, Survey survey, Names names, Table channels)
    {
        foreach (var operation in survey.Root.Descendants())
            if (operation is ILocalReferenceOperation { Local: var used } && (SymbolEqualityComparer.Default.Equals(used, local) || names.Value(used) is { } value && Holder(value, names, channels) is ILocalReferenceOperation { Local: var behind } && SymbolEqualityComparer.Default.Equals(behind, local))
                && (operation.EnclosingFunction() != sender || IsHandedOn(operation)))
                return true;

        return false;
    }

    private static bool IsHandedOn(IOperation reference)
    {
        var user = reference.User();
        while (user is IPropertyReferenceOperation { Property.Name: "Reader" or "Writer" })
            user = user.User();
        return user is IArgumentOperation or IReturnOperation or IObjectOrCollectionInitializerOperation or ITupleOperation
            || user is ISimpleAssignmentOperation { Target: not ILocalReferenceOperation } assignment && !assignment.Target.Contains(reference);
    }

    private static bool IsTakenFrom(ILocalSymbol queue, ChannelCall sent, Survey survey, Names names, Table channels)
    {
        foreach (var call in survey.ChannelCalls(channels))
            if (call.Act is ChannelAct.Receive or ChannelAct.ReceiveAll && call.Function != sent.Function && Holder(call.Channel, names, channels) is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, queue))
                return true;
        return false;
    }

    /// <summary>True where another member of the type takes from the queue, as the text tells.</summary>
    private static bool IsTakenFrom(ISymbol queue, ISymbol sender, Table channels)
    {
        if (queue.VariableType() is not { } type)
            return false;

        foreach (var part in queue.ContainingType.DeclaringSyntaxReferences)
            foreach (var node in part.GetSyntax().DescendantNodes())
                if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member, Expression: var receiver } }
                    && Last(receiver) == queue.Name && channels.SaysWritten(type.MetadataName, member, "receive")
                    && node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } around && !sender.DeclaringSyntaxReferences.Any(own => own.SyntaxTree == around.SyntaxTree && around.Span.Contains(own.Span)))
                    return true;

        return false;

        static string? Last(ExpressionSyntax receiver) => receiver switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            _ => null,
        };
    }
}
