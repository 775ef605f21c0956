using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>A collection that nothing keeps in order, changed by a body while another run of it, or another body, uses the same one.</summary>
internal sealed class CollectionChange
{
    private CollectionChange(Access access, Access other)
    {
        Access = access;
        Other = other;
    }

    public Access Access { get; }

    /// <summary>What the other run or body does with it meanwhile; of runs of one body the very same change.</summary>
    public Access Other { get; }

    /// <summary>The changes that runs of one body, or the bodies beside it, may make at once.</summary>
    public static IEnumerable<CollectionChange> In(ConcurrentBody body, bool alone, Func<ConcurrentBody, Effects> effects, Func<ConcurrentBody, Access, bool> guarded, Table unguarded)
    {
        foreach (var access in effects(body).Accesses)
        {
            if (!IsChange(access, unguarded) || !body.Shares(access.Place) || !body.Runs(access) || guarded(body, access))
                continue;

            if (!alone)
                yield return new CollectionChange(access, access);
            else if (body.Beside.SelectMany(other => effects(other).Accesses.Where(use => Collides(access, use, unguarded) && other.Runs(use) && !guarded(other, use))).FirstOrDefault() is { Place: not null } use)
                yield return new CollectionChange(access, use);
        }
    }

    /// <summary>True where two uses of the same collection at once break it.</summary>
    public static bool Collides(Access change, Access use, Table unguarded) =>
        change.CollidesWith(use) && !IsOfElement(use, unguarded) && (use.IsWrite || WordsOf(change.Place.Content, unguarded).Contains("alone"));

    /// <summary>True where a collection of the table is changed as a whole.</summary>
    public static bool IsChange(Access access, Table unguarded) =>
        access is { IsWrite: true, IsAtomic: false, Place.Content: { } type } && !WordsOf(type, unguarded).IsEmpty && !IsOfElement(access, unguarded);

    /// <summary>The words for a collection, by its own line or that of a type it derives from.</summary>
    public static ImmutableArray<string> WordsOf(ITypeSymbol? type, Table unguarded)
    {
        for (var current = type as INamedTypeSymbol; current is { SpecialType: SpecialType.None }; current = current.BaseType)
            if (unguarded.Find(current) is { IsEmpty: false } words)
                return words;

        return ImmutableArray<string>.Empty;
    }

    private static bool IsOfElement(Access access, Table unguarded) => access.At is IPropertyReferenceOperation { Property: { IsIndexer: true } item } && unguarded.Says(item, "element");

    /// <summary>
    /// True where an async body makes the change behind an await, and so on any thread. Before the first one it runs on the thread that starts
    /// all of them.
    /// </summary>
    public static bool IsBehindAwait(Access access, ConcurrentBody body, BodyContext context)
    {
        var first = Whole(access.Through ?? access.At);
        if (Awaits(body.Function).Any(wait => first.Contains(wait) || Graphs.Of(wait, context.Raw)?.Leads(wait, operation => first.Syntax.Span.Contains(operation.Syntax.Span), _ => false, alongExceptions: true) == true))
            return true;

        return access.Calls.Skip(1).Append(access.At).Any(step => step != access.Through && access.Through is not null && Awaits(step.EnclosingFunction() ?? step.Root()).Any(wait => wait.Syntax.SpanStart < step.Syntax.Span.End));
    }

    /// <summary>What changes an element comes about when its value is there.</summary>
    private static IOperation Whole(IOperation change) => change.Parent is IAssignmentOperation assignment && assignment.Target == change ? assignment : change;

    private static IEnumerable<IAwaitOperation> Awaits(IOperation function) => function.DescendantsHere().OfType<IAwaitOperation>()
        .Where(wait => wait.Operation.Unwrapped() is not (IPropertyReferenceOperation { Property.Name: "CompletedTask" } or IInvocationOperation { TargetMethod.Name: "FromResult" }));
}
