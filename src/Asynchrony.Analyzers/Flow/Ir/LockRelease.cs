using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>One call that gives a lock back, with all paths that reach it: which of them come without the lock, and why.</summary>
internal sealed class LockRelease
{
    private readonly List<PathState> states = [];
    private readonly LockFlow flow;

    private LockRelease(LockFlow flow, Event step)
    {
        this.flow = flow;
        At = step.At;
        Thing = step.Thing!;
    }

    public IOperation At { get; }

    public Thing Thing { get; }

    /// <summary>The attempt to take the lock that had failed on a path that comes here, where its outcome is nobody else's business.</summary>
    public IOperation? Failed => states.Where(state => state.Holding(Thing) is null && !Has(state.Lent) && !Has(state.Closed))
        .SelectMany(state => state.Missed).Where(hold => hold.Thing.Equals(Thing)).Select(hold => hold.At).FirstOrDefault(IsOutcomeOurs);

    /// <summary>The acquire in the try statement whose handler releases, and what may throw first there: the acquire itself only if it can be cancelled.</summary>
    public (IOperation Acquire, IOperation Thrower)? Unreached
    {
        get
        {
            if (!states.Any(IsUntouchedByThrow) || Gives)
                return null;

            foreach (var handler in At.Syntax.Ancestors().TakeWhile(node => node != flow.Function.Syntax))
                if (handler is FinallyClauseSyntax or CatchClauseSyntax && handler.Parent is TryStatementSyntax { Block: var block }
                    && Events.FirstOrDefault(step => step.Verb is Verb.Open or Verb.TryOpen && step.Thing!.Equals(Thing) && block.Contains(step.At.Syntax)) is { At: { } acquire }
                    && ThrowerIn(block, before: acquire) is { } thrower && Reaches(thrower, acquire, handler) && (!acquire.Syntax.Contains(thrower.Syntax) || CanBeCancelled(acquire)))
                    return (acquire, thrower);

            return null;
        }
    }

    /// <summary>The earlier release, where the lock was given back on every path that comes here without an exception under way.</summary>
    public IOperation? Repeated
    {
        get
        {
            if (At is IInvocationOperation { TargetMethod.Name: "Dispose" or "DisposeAsync" })
                return null; // A guard that is disposed again knows that it was.

            var paths = states.Any(state => !state.Thrown) ? states.Where(state => !state.Thrown).ToList() : states;
            return paths.Count > 0 && paths.All(state => state.Holding(Thing) is null && !Has(state.Lent) && Has(state.Closed)) && (Thing.Kind != "semaphore" || LockHolder.IsSingle(Thing))
                ? paths[0].Closed.First(hold => hold.Thing.Equals(Thing)).At
                : null;
        }
    }

    /// <summary>What was taken instead, where it is the same kind of lock, held on every path that comes here, and given back nowhere.</summary>
    public (IOperation Acquire, Thing Thing)? Mistaken
    {
        get
        {
            var paths = states.Where(state => !state.Thrown).ToList();
            if (paths.Count == 0 || paths.Any(state => state.Holding(Thing) is not null || Has(state.Closed) || Has(state.Lent)) || Events.Any(step => step.Verb is Verb.Open or Verb.TryOpen && step.Thing!.Equals(Thing)))
                return null;

            foreach (var hold in paths[0].Open)
                if (IsMistakable(hold.Thing, Thing) && paths.All(state => state.Holding(hold.Thing) is not null) && !Events.Any(step => step.Verb == Verb.Close && step.Thing!.Equals(hold.Thing)))
                    return (hold.At, hold.Thing);

            return null;
        }
    }

    private IEnumerable<Event> Events => flow.Ir.Events;

    /// <summary>The releases of a function that the author wrote, in the order of the text; those of several permits or of a signal left out.</summary>
    public static IEnumerable<LockRelease> In(LockFlow flow)
    {
        var found = new Dictionary<SyntaxNode, LockRelease>();

        flow.Paths.Replay((step, states) =>
        {
            if (step.Verb != Verb.Close || step.Implied || LockHandover.ReleasesSeveral(step.At) || LockHolder.IsSignal(step.Thing!))
                return;
            if (!found.TryGetValue(step.At.Syntax, out var release))
                found.Add(step.At.Syntax, release = new LockRelease(flow, step));
            release.states.AddRange(states.All);
        });

        return found.Values.OrderBy(release => release.At.Syntax.SpanStart);
    }

    /// <summary>True where the function gives back what its caller had taken: it is to take it again, not the other way round.</summary>
    private bool Gives
    {
        get
        {
            var gives = false;
            flow.Paths.Replay((step, before) => gives |= step.Verb == Verb.Close && !step.Implied && step.Thing!.Equals(Thing)
                && before.Any(state => !state.Thrown && state.Holding(Thing) is null && !Has(state.Closed) && !Has(state.Missed) && !Has(state.Lent)));
            return gives;
        }
    }

    private bool Has(ImmutableArray<Hold> holds) => holds.Any(hold => hold.Thing.Equals(Thing));

    private bool IsUntouchedByThrow(PathState state) =>
        state.Thrown && state.Holding(Thing) is null && !Has(state.Missed) && !Has(state.Closed) && !Has(state.Lent);

    private IOperation? ThrowerIn(SyntaxNode block, IOperation before)
    {
        IOperation? first = null;
        flow.Paths.Replay((step, states) =>
        {
            if (step.Verb == Verb.MayThrow && !step.Implied && block.Contains(step.At.Syntax) && step.At.Syntax.SpanStart <= before.Syntax.SpanStart
                && (first is null || step.At.Syntax.SpanStart < first.Syntax.SpanStart) && states.Any(state => state.Holding(Thing) is null && !Has(state.Closed))
                && flow.Thrower(step) is { } thrower && thrower.Syntax.SpanStart <= before.Syntax.SpanStart)
                first = thrower;
        });
        return first;
    }

    /// <summary>A handler for another type of exception does not see that an acquire was cancelled.</summary>
    private static bool Reaches(IOperation thrower, IOperation acquire, SyntaxNode handler) =>
        !acquire.Syntax.Contains(thrower.Syntax) || handler is not CatchClauseSyntax { Declaration.Type: var type }
        || type.ToString().Split('.').Last() is "Exception" or "OperationCanceledException" or "TaskCanceledException";

    private static bool CanBeCancelled(IOperation acquire) =>
        acquire.DescendantsHere().Prepend(acquire).OfType<IInvocationOperation>().SelectMany(call => call.Arguments)
            .Any(argument => argument.Parameter?.Type.Name == "CancellationToken" && argument.ArgumentKind == ArgumentKind.Explicit && argument.Value.Unwrapped() is not (IDefaultValueOperation or IPropertyReferenceOperation { Property.Name: "None" }));

    /// <summary>True where a condition or a local takes the outcome: not where it is handed to a call that may stop here, or where nobody looks.</summary>
    private bool IsOutcomeOurs(IOperation attempt) => !Events.Any(step => step.At == attempt && flow.IsIgnored(step)) && attempt.User() switch
    {
        null or IExpressionStatementOperation or IUnaryOperation or IBinaryOperation or IFlowCaptureOperation or IIsPatternOperation => true,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } =>
            !flow.Function.Descendants().OfType<ILocalReferenceOperation>().Any(use => SymbolEqualityComparer.Default.Equals(use.Local, local) && use.User() is IArgumentOperation or IReturnOperation),
        _ => false,
    };

    /// <summary>The two sides of one reader-writer lock, or two fields side by side.</summary>
    private static bool IsMistakable(Thing taken, Thing released) =>
        taken.Identity is AccessPath one && released.Identity is AccessPath other
        && (one.Equals(other) ? taken.Kind != released.Kind
            : taken.Kind == released.Kind && taken.Kind != "semaphore" && one.Members.Length == 1 && other.Members.Length == 1 && SymbolEqualityComparer.Default.Equals(one.Root, other.Root)
                && one.Members[0] is IFieldSymbol { IsReadOnly: true } && other.Members[0] is IFieldSymbol { IsReadOnly: true });
}
