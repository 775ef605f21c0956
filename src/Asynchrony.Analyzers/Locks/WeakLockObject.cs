using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A lock on an object that code of no concern may lock as well: a string, a type, the object itself or a member of it that others can name, a
/// collection that comes from callers or goes to them; or on one that nobody else has, because a box is made for it. Silent for what only
/// this assembly sees, and for members that are there to be locked. What a type locks at several places is told once.
/// </summary>
public sealed class WeakLockObject() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Warning(
        id: "ASY5006",
        title: "Lock an object that nobody else can lock",
        message: "{0} is locked here, {1}",
        why: "Whoever locks the same object for reasons of his own makes others wait for nothing, and two who hold a lock each can wait for each other for ever.");

    private protected override void Register(RuleRegistration on)
    {
        var tables = new Tables(on.Table("Locks"), on.Table("Monitors"), on.Table("Unguarded"));
        on.EachBody(body => Check(body, tables));
    }

    private static void Check(BodyContext context, Tables tables)
    {
        foreach (var body in context.Blocks)
            foreach (var target in LockTarget.In(context.Surveyed(body), tables.Locks))
                if (Judge(target, context, tables) is { } finding)
                    context.ReportWeakerInTests(finding);
    }

    private static Finding? Judge(LockTarget target, BodyContext context, Tables tables)
    {
        var at = target.Object.Syntax;
        if (target.Boxed is { } value)
            return Of(at, $"A box for '{at}'", $"made anew for each lock of the {value.Name}: nobody ever waits");

        var origin = target.Object is ILocalReferenceOperation ? Engine.Of(context.Compilation).NamesOf(target.Object.Root()).Origin(target.Object) : target.Object;
        if (origin is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type: { } own })
            return IsSeen(own, at, context) ? Once(at, null, Of(at, "The object itself", "and whoever has it may lock it too").Weaker()) : null;

        var named = origin.Named();
        var why = Why(origin.Type, tables.Monitors);
        if (why == "equal" || named is IFieldSymbol field && Hides(field, "equal"))
            return Of(at, $"The string '{at}'", "and equal strings may be one object in the whole process");
        if (why == "named" || named is IFieldSymbol holder && Hides(holder, "named"))
            return Of(at, $"'{at}'", "which any code of the process can get hold of and lock too");
        if (why == "own" && named is not null)
            return AuthorsWord.SwitchesOff(at, "SuspiciousLockOverSynchronizationPrimitive") || AuthorsWord.ExplainsLockObject(at) ? null : Once(at, named, Of(at, $"The monitor of '{named.Name}'", "which is not what its own members take and give back"));
        return named is IFieldSymbol or IPropertySymbol && !named.DeclaringSyntaxReferences.IsEmpty && !Exposure.IsForLocking(named)
            && !origin.IsForeign() && Shown(named, at, why == "foreign" || !CollectionChange.WordsOf(origin.Type, tables.Unguarded).IsEmpty, context) is { } shown
            && LockReplacement.Of(named, context.Compilation, context.Cancellation).Places.Count == 0 // The worse defect, and another rule's.
                ? Once(at, named, shown) : null;
    }

    /// <summary>The finding where the object is locked first, pointing at the other places.</summary>
    private static Finding? Once(SyntaxNode at, ISymbol? named, Finding finding) =>
        LockTarget.Places(at, named) is var places && places[0] == at ? finding.Also([.. places.Skip(1).Select(place => place.GetLocation())]) : null;

    /// <summary>A member that others can name, or one whose object callers give or get.</summary>
    private static Finding? Shown(ISymbol named, SyntaxNode at, bool isGivenAway, BodyContext context) =>
        IsSeen(named, at, context) ? IsOwn(named, context) ? Of(at, $"'{named.Name}'", "and code outside can lock it too").Weaker() : null
        : isGivenAway && named is IFieldSymbol kept && Exposure.Door(kept, context.Compilation) is { } door && !Exposure.IsLockedByGiver(kept, door, context.Compilation, context.Cancellation)
            ? Of(at, $"'{named.Name}'", $"and callers, who share it by line {door.GetLocation().Line()}, can lock it too").Weaker().Also(door.GetLocation())
        : null;

    /// <summary>True for a collection, or an object of no other use, of the type itself. What other types lock too, and an object with a life of its own, may be shared on purpose.</summary>
    private static bool IsOwn(ISymbol named, BodyContext context) =>
        named.VariableType() is { } type && SymbolEqualityComparer.Default.Equals(named.ContainingType, context.Owner.ContainingType)
        && (type.SpecialType == SpecialType.System_Object || type.DerivesFrom(named.ContainingType) || type.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable));

    /// <summary>True for what other assemblies can name: nobody names what is in tests.</summary>
    private static bool IsSeen(ISymbol symbol, SyntaxNode at, BodyContext context) =>
        Exposure.IsVisibleOutside(symbol, context.Compilation) && !context.Surroundings().IsTest(context.Owner, at.SyntaxTree, context.Cancellation);

    private static Finding Of(SyntaxNode at, string what, string harm) => new(Rule, at.GetLocation(), what, harm);

    /// <summary>What the table says of a type or of one that it derives from.</summary>
    private static string? Why(ITypeSymbol? type, Table monitors)
    {
        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
            if (monitors.Find(current) is [var word, ..])
                return word;
        return null;
    }

    /// <summary>True for a field of another type that starts with a string or a type, as its declaration shows.</summary>
    private static bool Hides(IFieldSymbol field, string why) =>
        field.Type.SpecialType == SpecialType.System_Object && field.DeclaringSyntaxReferences is [var declared] && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var value }
        && (why == "equal" ? value is LiteralExpressionSyntax { Token.Value: string } : value is TypeOfExpressionSyntax);

    private sealed record Tables(Table Locks, Table Monitors, Table Unguarded);
}
