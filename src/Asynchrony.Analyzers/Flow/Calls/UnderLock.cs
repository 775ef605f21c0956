using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>A step that a function takes, itself or through what it calls, while it holds locks of its own.</summary>
internal sealed record UnderLock(Code In, Reached Reached)
{
    /// <summary>A reader follows no longer way.</summary>
    private const int MaximalCalls = 3;

    /// <summary>The fact, for fixes, that the function which holds the locks takes the step itself.</summary>
    public const string Here = "Here";

    public bool IsHere => Reached.Calls.IsEmpty;

    /// <summary>The locks that the function holds there.</summary>
    public ImmutableArray<TakenLock> Held => Reached.First.Held;

    public Step Step => Reached.Step;

    /// <summary>Where the function stands: at the step, or at the call that leads to it.</summary>
    public Location At => Reached.At.Head();

    /// <summary>What the function does there, in words: the step, and the call it comes by.</summary>
    public string Name => IsHere ? $"'{Step.Name}'" : $"'{Reached.Calls[0].Name}', by '{Step.Name}',";

    /// <summary>Where these locks are taken, then the rest of the way.</summary>
    public Location[] Places(IEnumerable<TakenLock> locks) => [.. locks.Select(held => held.At.Head()).Concat(Reached.Way.Where(place => place != At)).Distinct()];

    /// <summary>
    /// Every such step of a kind, once: where the nearest function that holds a lock takes it, and once for each place. What depends on a guess
    /// is left out.
    /// </summary>
    public static IEnumerable<UnderLock> Each(CallGraph graph, StepKind kind) => Nearest(All(graph, kind));

    /// <summary>Every such step, as often as functions take it.</summary>
    public static IEnumerable<UnderLock> All(CallGraph graph, StepKind kind)
    {
        foreach (var code in graph.Functions)
            foreach (var reached in graph.Of(code.Key))
                if (reached.Step.Kind == kind && reached.Calls.Length <= MaximalCalls && (reached.Guesses == 0 || reached.Calls.IsEmpty) && !reached.First.Held.IsEmpty)
                    yield return new UnderLock(code, reached);
    }

    private static IEnumerable<UnderLock> Nearest(IEnumerable<UnderLock> all)
    {
        var byStep = new Dictionary<Step, UnderLock>();
        foreach (var under in all)
            if (!byStep.TryGetValue(under.Step, out var known) || under.IsNearerThan(known))
                byStep[under.Step] = under;

        var byPlace = new Dictionary<SyntaxNode, UnderLock>();
        foreach (var under in byStep.Values.InTextOrder(under => under.Step.At))
            if (!byPlace.TryGetValue(under.Reached.At, out var known) || under.IsNearerThan(known))
                byPlace[under.Reached.At] = under;

        return byPlace.Values.InTextOrder(under => under.Reached.At);
    }

    private bool IsNearerThan(UnderLock other) => Reached.IsWithinType != other.Reached.IsWithinType ? Reached.IsWithinType : Reached.Calls.Length < other.Reached.Calls.Length;

    /// <summary>The held locks that the code takes for whose end the step waits, and whether it is about to end once it has: else neither can go on.</summary>
    public IEnumerable<(TakenLock Held, Reached Taken, bool IsSettled)> NeededBy(CallGraph graph)
    {
        foreach (var body in graph.BodiesOf(Step))
            foreach (var taken in graph.Of(body is AsyncCall call ? call.Method : body))
                if (taken is { Step: { Kind: StepKind.Acquire, Lock: { MayFail: false } }, Lock: { } path, Guesses: 0 } && (body is not AsyncCall || taken.IsAfterAwait) && (path.Root is not null ? path : Reached.Self is { } self ? path.On(self) : null) is { } named)
                    foreach (var held in Held)
                        if (held.Path.Equals(named) && (held.Kind != "reader" || taken.Step.Lock!.Value.Kind != "reader"))
                            yield return (held, taken, IsSettled(taken));
    }

    /// <summary>
    /// True where the lock is there for one function only, which does this step if a field says that it was not done yet: whoever takes the
    /// lock needs what comes of it.
    /// </summary>
    public bool IsMadeOnce(CallGraph graph)
    {
        if (Held is not [var held] || held.At.FirstAncestorOrSelf<LockStatementSyntax>() is not { Statement: var section } || !section.Span.Contains(Reached.At.Span))
            return false;

        return MadeOnce.Is(section, Reached.At) && !graph.Functions.Any(other => other.Key != In.Key && SymbolEqualityComparer.Default.Equals(other.Type, In.Type) && other.Steps.Any(step => step is { Kind: StepKind.Acquire, Lock: { } taken } && taken.Path.Equals(held.Path)));
    }

    /// <summary>True where everybody else only tries to take these locks and goes on without: nobody waits for as long.</summary>
    public bool IsOnlyTried(CallGraph graph) => Held.All(held =>
    {
        var isTried = false;
        foreach (var other in graph.Functions)
            if (SymbolEqualityComparer.Default.Equals(other.Type, In.Type))
                foreach (var step in other.Steps)
                    if (step is { Kind: StepKind.Acquire, Lock: { } taken } && taken.Path.Equals(held.Path) && taken.At != held.At)
                        if (taken.MayFail)
                            isTried = true;
                        else
                            return false;
        return isTried;
    });

    /// <summary>
    /// True where several functions of the type take the lock, and each of them waits under it, in the type, for a signal or an end: it lets one
    /// start, stop or request at a time have its answer, and keeps nobody waiting who wants anything else.
    /// </summary>
    public bool IsForAnswers(CallGraph graph)
    {
        if (!AwaitsAnswer(Reached) || Held is not [var held])
            return false;

        var takers = 0;
        foreach (var other in graph.Functions)
            if (SymbolEqualityComparer.Default.Equals(other.Type, In.Type) && other.Steps.Any(step => step is { Kind: StepKind.Acquire, Lock: { } taken } && taken.Path.Equals(held.Path)))
            {
                if (!graph.Of(other.Key).Any(reached => AwaitsAnswer(reached) && reached.First.Held.Any(taken => taken.Path.Equals(held.Path))))
                    return false;
                takers++;
            }

        return takers > 1;
    }

    /// <summary>True for one pause of ten milliseconds or less, in no loop: an exchange with a device needs it between two steps.</summary>
    public bool IsMoment => Step is { Word: "time", At: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: int and <= Moment } }] } pause } && !IsInLoop(pause) && !IsInLoop(Reached.At);

    private const int Moment = 10;

    private static bool IsInLoop(SyntaxNode place)
    {
        for (var outer = place.Parent; outer is not (null or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax); outer = outer.Parent)
            if (outer is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax)
                return true;
        return false;
    }

    private static bool AwaitsAnswer(Reached reached) => reached is { IsWithinType: true, Step: { Kind: StepKind.Wait, Word: "signal" or "end" } };

    /// <summary><c>Check(gate)</c>, where the code that is called gives the lock it is handed back before it goes on to the step.</summary>
    public bool IsGivenUp(TakenLock held)
    {
        var step = Reached.Calls.Length > 1 ? Reached.Calls[1].At : Step.At;
        if (IsHere || Reached.At is not InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } || step.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is not { } called)
            return false;

        for (var index = 0; index < arguments.Count && index < called.ParameterList.Parameters.Count; index++)
            if (arguments[index].Expression.ToString() is var given && (given == held.Path.ToString() || given == $"this.{held.Path}") && called.ParameterList.Parameters[index].Identifier.ValueText is var name)
                foreach (var node in called.DescendantNodes())
                    if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Exit" } exit, ArgumentList.Arguments: var released } && node.SpanStart < step.SpanStart
                        && (released is [{ Expression: IdentifierNameSyntax { Identifier.ValueText: var one } }] ? one : (exit.Expression as IdentifierNameSyntax)?.Identifier.ValueText) == name)
                        return true;
        return false;
    }

    /// <summary>True where the wait is only for code that has said, under the lock, that it is about to end.</summary>
    private bool IsSettled(Reached taken)
    {
        var said = taken.Step.At.FirstAncestorOrSelf<LockStatementSyntax>()?.Statement.DescendantNodes().OfType<AssignmentExpressionSyntax>().Select(assignment => assignment.Left.ToString()).ToList();
        return said is { Count: > 0 } && Step.At.Ancestors().TakeWhile(outer => outer is not (LockStatementSyntax or MemberDeclarationSyntax)).SelectMany(AskedBy)
            .Any(test => test.DescendantNodesAndSelf().Any(part => part is IdentifierNameSyntax && said.Contains(part.ToString())));
    }

    /// <summary>The conditions under which a statement is reached, as its text shows: of the branch around it, and of the loops before it in its block, which wait for the opposite.</summary>
    private static IEnumerable<ExpressionSyntax> AskedBy(SyntaxNode node) => node switch
    {
        IfStatementSyntax test => [test.Condition],
        StatementSyntax { Parent: BlockSyntax block } => block.Statements.TakeWhile(before => before != node).OfType<WhileStatementSyntax>().Select(loop => loop.Condition),
        _ => [],
    };
}
