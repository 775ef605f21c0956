using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Channels;

/// <summary>
/// A member hands out a whole channel of which its own type uses one end, so that everybody else needs the other one alone. A hint, never shown
/// by itself. Silent where the type uses both ends, or none, and where another type prescribes the member.
/// </summary>
public sealed class ChannelEndsNotSeparated() : TypeRuleAnalyzer(Rule)
{
    /// <summary>The fact which end the others need.</summary>
    public const string End = nameof(End);

    public static readonly DiagnosticDescriptor Rule = Rules.Hidden(
        id: "ASY4008",
        title: "Hand out the end of a channel that others need",
        message: "'{0}' hands out both ends of its channel, though '{1}' is its {2} and everybody else needs the {3}",
        why: "Who has the whole channel may receive messages that are meant for another, or complete what others still send to: an end alone says what it is for.");

    private protected override void Register(RuleRegistration on)
    {
        var channels = on.Table("Channels");
        var engine = Engine.Of(on.Compilation);
        on.EachType(type => HandsOut(type, engine, channels), context => Check(context, channels));
    }

    private static void Check(TypeContext context, Table channels)
    {
        var uses = new List<(ISymbol Member, string? End)>();
        context.Each((operation, _) =>
        {
            var reference = (IMemberReferenceOperation)operation;
            if (!IsHandedOut(reference.Member, channels) || !SymbolEqualityComparer.Default.Equals(reference.Member.ContainingType.OriginalDefinition, context.Type) || ChannelEnd.IsMade(reference))
                return;
            lock (uses)
                uses.Add((reference.Member.OriginalDefinition, ChannelEnd.Of(reference, channels)));
        }, OperationKind.PropertyReference, OperationKind.FieldReference);

        context.AtEnd(report =>
        {
            foreach (var member in context.Type.GetMembers())
                if (IsHandedOut(member, channels) && uses.FindAll(use => SymbolEqualityComparer.Default.Equals(use.Member, member)) is [{ End: { } own }, ..] all && all.TrueForAll(use => use.End == own)
                    && (own == "reader" ? "writer" : "reader") is var other)
                    report(new Finding(Rule, member.Locations[0], member.Name, context.Type.Name, own, other).With(End, other));
        });
    }

    private static bool HandsOut(INamedTypeSymbol type, Engine engine, Table channels)
    {
        foreach (var member in engine.MembersOf(type))
            if (IsHandedOut(member, channels))
                return true;
        return false;
    }

    /// <summary>True for a field or property that others may read and nobody prescribes, of a type with two ends.</summary>
    private static bool IsHandedOut(ISymbol member, Table channels) =>
        member is { DeclaredAccessibility: not (Accessibility.Private or Accessibility.NotApplicable), IsOverride: false, IsVirtual: false, IsAbstract: false, IsImplicitlyDeclared: false }
        && member switch { IFieldSymbol field => field.Type, IPropertySymbol { Parameters.IsEmpty: true } property => property.Type, _ => null } is INamedTypeSymbol { Arity: > 0 } type
        && ChannelEnd.HasTwo(type, channels)
        && !IsPromised(member);

    private static bool IsPromised(ISymbol member)
    {
        foreach (var contract in member.ContainingType.AllInterfaces)
            if (contract.GetMembers(member.Name).Length > 0)
                return true;
        return false;
    }
}
