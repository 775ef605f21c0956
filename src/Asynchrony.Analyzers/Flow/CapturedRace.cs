using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Two uses of one captured variable, of which one writes, by code that runs at once: of a body and of the function that started it, or of two
/// bodies. Nothing that we see orders them; whatever may order them unseen, counts as if it did.
/// </summary>
internal sealed class CapturedRace
{
    private CapturedRace(Handover work, IOperation start, CapturedUse earlier, CapturedUse later)
    {
        Work = work;
        Start = start;
        Earlier = earlier;
        Later = later;
    }

    /// <summary>The work that was started first.</summary>
    public Handover Work { get; }

    public IOperation Start { get; }

    public CapturedUse Earlier { get; }

    /// <summary>In the order of the code: what the starter does after the start, or the second body.</summary>
    public CapturedUse Later { get; }

    /// <summary>True where the body may use a variable before the outcome of its own start is assigned to it.</summary>
    public bool IsOwnHandle => Later.Happens.Contains(Start);

    public static IEnumerable<CapturedRace> In(BodyContext context, IOperation body, Table runsDelegate)
    {
        var works = context.Surveyed(body).Handovers(runsDelegate).Where(work => (work.RunsBeside || work.RunsOnce) && !Parallelism.IsOne(work) && (work.RunsOn != WorkKind.Timer || StartedWork.Fires(work.Call))).ToList();
        if (works.Count == 0)
            yield break;

        var sides = new List<Side>();
        foreach (var work in works)
            if (Side.Of(work, body, context) is { } side)
                sides.Add(side);

        foreach (var side in sides)
            if (side.Work.RunsBeside)
                foreach (var race in WithStarter(side, context))
                    yield return race;

        foreach (var one in sides)
            foreach (var other in sides)
                if (one != other && one.Work.Body != other.Work.Body)
                    foreach (var race in Between(one, other, context))
                        yield return race;
    }

    /// <summary>What a function reads of what its handlers write, which somebody else calls on another thread.</summary>
    public static IEnumerable<CapturedRace> WithHandlers(BodyContext context, IOperation body, Table events)
    {
        foreach (var handler in ForeignEvent.Handlers(context, body, events))
            if (Side.Of(handler, body, context) is { } side)
                foreach (var race in WithStarter(side, context))
                    if (race.Earlier.IsWrite)
                        yield return race;
    }

    private static IEnumerable<CapturedRace> WithStarter(Side side, BodyContext context)
    {
        if (side.Joins.AtOnce)
            yield break;

        foreach (var start in side.Work.Starts())
        {
            if (Parallelism.IsOne(start) || Graphs.Of(start, context.Raw) is not { } graph)
                continue;

            foreach (var variable in side.Free.GroupBy(use => use.Variable, SymbolEqualityComparer.Default))
                foreach (var outside in side.Outside(variable.Key!, start))
                    if (variable.FirstOrDefault(inside => Collide(inside, outside, side.Work, start)) is { } inside
                        && graph.Leads(start, operation => operation.Syntax == outside.Happens.Syntax, operation => side.Orders(operation, outside))
                        && !side.JoinsUnderTheSameTest(start, outside))
                    {
                        yield return new CapturedRace(side.Work, start, inside, outside);
                        break;
                    }
        }
    }

    private static bool Collide(CapturedUse inside, CapturedUse outside, Handover work, IOperation start)
    {
        if (inside.IsAtomic || outside.IsAtomic || inside.IsLocked && outside.IsLocked)
            return false;
        if (inside.IsWrite && outside.IsRead)
            return !outside.Happens.Contains(start);

        // What comes after something else, or when its time has come, is likely to find what was written in the meantime.
        return inside.IsRead && outside.IsWrite && !work.RunsAfter && (work.RunsOn != WorkKind.Timer || StartedWork.FiresAtOnce(work.Call))
            && (!outside.Happens.Contains(start) || !TakesTimeBefore(inside, work));
    }

    /// <summary>True where the body does something slow first, so that its starter has long gone on.</summary>
    private static bool TakesTimeBefore(CapturedUse use, Handover work) => work.Body.DescendantsHere().Any(operation => operation.Syntax.Span.End <= use.Happens.Syntax.SpanStart
        && operation is IAwaitOperation or IInvocationOperation { TargetMethod.Name: "Sleep" or "Delay" } or ILoopOperation);

    private static IEnumerable<CapturedRace> Between(Side one, Side other, BodyContext context)
    {
        if (one.Work.RunsAfter || other.Work.RunsAfter || one.Work.RunsOnce != other.Work.RunsOnce || one.Work.RunsOnce && (one.Work.Call != other.Work.Call || one.Work.Body.Syntax.SpanStart > other.Work.Body.Syntax.SpanStart))
            yield break;

        var pairs = new List<(CapturedUse One, CapturedUse Other)>();
        foreach (var variable in one.Free.GroupBy(use => use.Variable, SymbolEqualityComparer.Default))
            if ((from first in variable
                 from second in other.Free
                 where SymbolEqualityComparer.Default.Equals(first.Variable, second.Variable) && Collide(first, second)
                 select (first, second)).ToList() is [var pair, ..])
                pairs.Add(pair);

        if (pairs.Count > 0 && Overlap(one, other, context) is { } start)
            foreach (var (first, second) in pairs)
                if (!IsOfRound(first.Variable, one, other))
                    yield return new CapturedRace(one.Work, start, first, second);

        static bool Collide(CapturedUse one, CapturedUse other) => (one.IsWrite && other.IsRead || one.IsRead && other.IsWrite)
            && !one.IsAtomic && !other.IsAtomic && !(one.IsLocked && other.IsLocked);
    }

    /// <summary>Where the first is started, if a path leads from there to a start of the second on which nothing waits for the first.</summary>
    private static IOperation? Overlap(Side one, Side other, BodyContext context)
    {
        if (one.Work.RunsOnce)
            return one.Work.Call;
        if (one.Work.Call.User() is { } list && list == other.Work.Call.User() && (list is IArrayInitializerOperation || list.Kind == Operations.CollectionExpression))
            return one.Work.Call.Syntax.SpanStart < other.Work.Call.Syntax.SpanStart ? one.Work.Call : null;
        if (one.Joins.AtOnce || one.Work.Call.EnclosingFunction() != other.Work.Call.EnclosingFunction())
            return null;

        var next = other.Work.Starts().Select(start => start.Syntax).ToList();
        return one.Work.Starts().FirstOrDefault(start => !Parallelism.IsOne(start)
            && Graphs.Of(start, context.Raw)?.Leads(start, operation => next.Contains(operation.Syntax), operation => one.Orders(operation, null)) == true
            && next.Exists(second => second.SpanStart > start.Syntax.SpanStart));
    }

    /// <summary>Two starts in one round of a loop share what the round makes; a start of the next round does not.</summary>
    private static bool IsOfRound(ISymbol variable, Side one, Side other) => one.Work.Call.EnclosingLoop() is { } loop
        && CapturedVariable.IsNewInEachRound(variable, loop) && other.Work.Call.EnclosingLoop() != loop;

    /// <summary>A body with what it does to the variables of its starter.</summary>
    private sealed class Side
    {
        private readonly IOperation starter;
        private readonly HashSet<ISymbol> written;
        private readonly bool handsOn;

        private Side(Handover work, IOperation starter, IReadOnlyList<CapturedUse> free, HashSet<ISymbol> written)
        {
            Work = work;
            Free = free;
            this.starter = starter;
            this.written = written;
            handsOn = work.Kept.Escapes;
        }

        public Handover Work { get; }

        public Joins Joins => Work.Joins;

        /// <summary>Its uses that nothing orders with the outside from where it begins.</summary>
        public IReadOnlyList<CapturedUse> Free { get; }

        /// <summary>Null where it shares nothing that anyone changes.</summary>
        public static Side? Of(Handover work, IOperation body, BodyContext context)
        {
            var root = work.Call.Root();
            return Changed.Of(root, context) is { IsEmpty: false } changed && changed.UsesIn(work.Body, root) is { Count: > 0 } uses ? Of(work, uses, body, context) : null;
        }

        private static Side? Of(Handover work, List<CapturedUse> uses, IOperation body, BodyContext context)
        {
            if (Graphs.OfFunction(work.Body, context.Raw) is not { } graph)
                return null;

            var changed = new HashSet<ISymbol>(uses.Select(use => use.Variable), SymbolEqualityComparer.Default);

            var starter = work.Call.EnclosingFunction() ?? body;
            var outside = new HashSet<ISymbol>(CapturedUse.In(starter, changed.Contains).Where(use => use.IsWrite).Select(use => use.Variable), SymbolEqualityComparer.Default);
            var free = uses.Where(use => graph.LeadsIn(operation => operation.Syntax == use.Happens.Syntax, operation => WaitPoint.MayBe(operation) || Polls(operation, outside, use))).ToList();
            return free.Count == 0 ? null : new Side(work, starter, free, new HashSet<ISymbol>(uses.Where(use => use.IsWrite).Select(use => use.Variable), SymbolEqualityComparer.Default));
        }

        /// <summary>What the starter does to a variable where the body may run: behind the start, or in a round of a loop that shares the variable.</summary>
        public IEnumerable<CapturedUse> Outside(ISymbol variable, IOperation start)
        {
            var loops = start.EnclosingLoop() is { } loop && !CapturedVariable.IsNewInEachRound(variable, loop);
            var changes = variable is ILocalSymbol local ? CapturedVariable.WritesByLoopsAround(Work.Call, local) : [];

            return CapturedUse.In(starter, IsIt)
                .Where(use => (loops || use.Happens.Syntax.SpanStart > start.Syntax.SpanStart || use.Happens.Contains(start))
                    && !Work.Call.Contains(use.At) && !Work.Body.Contains(use.At) && !changes.Contains(use.At))
                .Concat(IsLeftAlone ? CapturedUse.InReturned(starter, IsIt, operation => WaitPoint.MayBe(operation) || Joins.Include(operation)) : []);

            bool IsIt(ISymbol other) => SymbolEqualityComparer.Default.Equals(other, variable);
        }

        /// <summary>True for work that nobody can wait for, once its function is over.</summary>
        private bool IsLeftAlone => !handsOn && Work.RunsOn != WorkKind.Event && !Work.Body.Descendants().Any(operation => Joins.IsSignal(operation.Type));

        /// <summary>True where the starter waits for the body, may do so unseen, or asks whether it is done.</summary>
        public bool Orders(IOperation operation, CapturedUse? use) => Joins.Include(operation) || WaitPoint.MayBe(operation) || Polls(operation, written, use) || operation switch
        {
            IInvocationOperation { IsImplicit: false } call => Ends(call) || handsOn && !call.TargetMethod.DeclaringSyntaxReferences.IsEmpty || ShowsToOther(call),
            IPropertyReferenceOperation { Instance: { } asked, Type.SpecialType: SpecialType.System_Boolean or SpecialType.None } => Joins.Holds(asked),
            IIsNullOperation { IsImplicit: true, Operand: var tested } => Joins.Holds(tested),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } stopped }, Value.ConstantValue: { HasValue: true, Value: false } } => Joins.Holds(stopped),
            _ => false,
        };

        /// <summary>Started if something holds, and waited for if the same holds: there is no path from the one past the other.</summary>
        public bool JoinsUnderTheSameTest(IOperation start, CapturedUse use)
        {
            var tests = TestsAround(start).ToList();
            return tests.Count > 0 && starter.DescendantsHere().Any(operation => operation.Syntax.SpanStart > start.Syntax.SpanStart && operation.Syntax.Span.End <= use.Happens.Syntax.SpanStart
                && Joins.Include(operation) && TestsAround(operation).Any(test => tests.Exists(other => SyntaxFactory.AreEquivalent(test, other))));
        }

        private static IEnumerable<SyntaxNode> TestsAround(IOperation operation) =>
            operation.Ancestors().TakeWhile(outer => !outer.IsFunction()).OfType<IConditionalOperation>().Where(branch => !branch.Condition.Contains(operation)).Select(branch => branch.Condition.Syntax);

        /// <summary>Who disposes of a timer, or of the thing that the body signals, has had its last word.</summary>
        private bool Ends(IInvocationOperation call) => call.Instance is { } receiver && (ResourceRelease.IsDisposal(call.TargetMethod) || call.TargetMethod.Name is "Stop" or "Close" or "Change") && Joins.Holds(receiver);

        /// <summary>A delegate that reads what the body writes, handed to somebody who may wait for it to change.</summary>
        private bool ShowsToOther(IInvocationOperation call) => call.Syntax != Work.Call.Syntax && call.Arguments.Any(argument => argument.Value is { Kind: not OperationKind.FlowCaptureReference }
            && argument.Syntax.DescendantNodes().OfType<AnonymousFunctionExpressionSyntax>().Any(lambda => !Work.Body.Syntax.Span.IntersectsWith(lambda.Span)
                && lambda.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => written.Any(variable => variable.Name == name.Identifier.ValueText))));

        /// <summary>A flag of the other side that a loop or branch asks: what comes behind is ordered by the flag, so far as that is right itself.</summary>
        private static bool Polls(IOperation operation, HashSet<ISymbol> written, CapturedUse? use)
        {
            if (operation.Type?.SpecialType != SpecialType.System_Boolean || operation.Syntax == use?.At.Syntax)
                return false;

            return operation is IFieldReferenceOperation or IPropertyReferenceOperation ? WaitPoint.IsAsked(operation, byLoop: true)
                : CapturedUse.VariableOf(operation) is { } flag && written.Contains(flag) && WaitPoint.IsAsked(operation, byLoop: false);
        }

    }

    /// <summary>The variables of one member that anybody assigns again, of those that nobody else may assign unseen. Found once for all that is started there.</summary>
    private sealed class Changed
    {
        private readonly HashSet<ISymbol>? variables;

        private Changed(IOperation root)
        {
            HashSet<ISymbol>? unclear = null;
            foreach (var operation in root.Descendants())
                if (CapturedUse.VariableOf(operation) is { } variable)
                {
                    if (operation.IsWritten())
                        (variables ??= new(SymbolEqualityComparer.Default)).Add(variable);
                    if (IsLentOut(operation))
                        (unclear ??= new(SymbolEqualityComparer.Default)).Add(variable);
                }

            if (unclear is not null)
                variables?.ExceptWith(unclear);
        }

        public bool IsEmpty => variables is not { Count: > 0 };

        public static Changed Of(IOperation root, BodyContext context)
        {
            var engine = Engine.Of(context.Compilation);
            return engine.Known<Changed>(root) ?? engine.Keep(root, new Changed(root));
        }

        /// <summary>What a body does to those that it captures.</summary>
        public List<CapturedUse> UsesIn(IOperation body, IOperation root) => CapturedUse.In(body,
            variable => variables!.Contains(variable) && !CapturedVariable.IsInside(variable, body.Syntax) && CapturedVariable.IsInside(variable, root.Syntax)).ToList();

        /// <summary>Passed by ref, or its address taken: who has it may do anything.</summary>
        private static bool IsLentOut(IOperation reference) => reference.Parent switch
        {
            IArgumentOperation { Parameter.RefKind: RefKind.Ref } argument => argument.Parent is not IInvocationOperation call || !call.TargetMethod.IsAtomic(),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
            IAddressOfOperation => true,
            _ => false,
        };
    }
}
