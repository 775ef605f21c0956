using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A call on a thread that comes when the thread cannot take it: by what its function did to it before, on every path that leads there. Only
/// threads are followed that stay in one local of their function.
/// </summary>
internal sealed record ThreadOrder(IOperation At, LocalObject Thread, string Does, IOperation? Other)
{
    /// <summary>What is wrong, as <see cref="Does"/> says it.</summary>
    public const string StartsAgain = "again", JoinsFirst = "first", SetsLate = "late", SetsAfterEnd = "ended";

    public static IReadOnlyList<ThreadOrder> In(Survey survey, ThreadSymbols thread, BodyContext context)
    {
        List<ThreadOrder>? all = null;
        foreach (var local in LocalObject.CreatedIn(survey, thread.Type))
            if (!local.Escapes && local.Calls.Count > 0 && Graphs.Of(local.Creation, context.Raw) is { } graph)
                foreach (var found in new Order(local, thread, graph).Find())
                    (all ??= []).Add(found);
        return (IReadOnlyList<ThreadOrder>?)all ?? [];
    }

    /// <summary>The calls on one thread, on the ways of its function.</summary>
    private sealed class Order
    {
        private readonly LocalObject local;
        private readonly FlowGraph graph;
        private readonly List<IInvocationOperation> starts;
        private readonly List<IInvocationOperation> joins;

        public Order(LocalObject local, ThreadSymbols thread, FlowGraph graph)
        {
            this.local = local;
            this.graph = graph;
            starts = [.. local.Calls.Where(call => thread.Starts(call.TargetMethod))];
            joins = [.. local.Calls.Where(call => thread.Join.Matches(call.TargetMethod))];
        }

        public IEnumerable<ThreadOrder> Find()
        {
            if (starts.Count == 0)
                yield break;

            foreach (var start in starts)
                if (starts.Find(other => IsAfter(start, other)) is { } before)
                    yield return new ThreadOrder(start, local, StartsAgain, before);

            foreach (var join in joins)
                if (IsReachedFromCreation(join) && starts.TrueForAll(start => !Leads(start, join)))
                    yield return new ThreadOrder(join, local, JoinsFirst, starts[0]);

            foreach (var set in Settings())
                if (set.Late && starts.Find(start => IsAfter(set.At, start)) is { } start)
                    yield return new ThreadOrder(set.At, local, SetsLate, start);
                else if (!set.Late && joins.FindLast(join => join.Arguments.IsEmpty && IsAfter(set.At, join)) is { } end)
                    yield return new ThreadOrder(set.At, local, SetsAfterEnd, end);
        }

        /// <summary>What may only be set before the thread starts, and what may no longer be set when it has ended.</summary>
        private IEnumerable<(IOperation At, bool Late)> Settings()
        {
            foreach (var call in local.Calls)
                if (call.TargetMethod.Name is "SetApartmentState" or "TrySetApartmentState")
                    yield return (call, true);

            foreach (var operation in local.Creation.Root().Descendants())
                if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: ILocalReferenceOperation { Local: var set }, Property.Name: var name } } assignment && SymbolEqualityComparer.Default.Equals(set, local.Local)
                    && name is "IsBackground" or "Priority" or "ApartmentState")
                    yield return (assignment, name == "ApartmentState");
        }

        /// <summary>True where the one follows the other, and nothing leads there from where the thread was made but past the other.</summary>
        private bool IsAfter(IOperation one, IOperation other) =>
            Leads(other, one) && (one.Syntax == other.Syntax ? IsRepeated(one) : !graph.Leads(local.Creation, Is(one), Is(other)));

        private bool IsReachedFromCreation(IOperation operation) => graph.Leads(local.Creation, Is(operation), _ => false);

        private bool Leads(IOperation from, IOperation to) => graph.Leads(from, Is(to), Is(local.Creation));

        /// <summary>True for what each round of a loop does, and nothing in it can end the loop.</summary>
        private static bool IsRepeated(IOperation operation) => operation.Parent is IExpressionStatementOperation { Parent: IBlockOperation { Parent: IForLoopOperation or IForEachLoopOperation } body }
            && !body.DescendantsHere().Any(part => part is IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo } or IReturnOperation or IThrowOperation);

        private static Func<IOperation, bool> Is(IOperation wanted) => operation => operation.Syntax == wanted.Syntax && operation.Kind == wanted.Kind;
    }
}
