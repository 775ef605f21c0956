using System.Collections;
using System.Collections.Immutable;
using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Calls;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Flow.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using FunctionCode = Asynchrony.Analyzers.Flow.Calls.Code;

namespace Asynchrony.Tests.Flow.Calls;

/// <summary>Whoever types on does not wait for what nobody wants to know any more: the engine stops within a thousand steps of its searches.</summary>
public sealed class CancellationTests
{
    private const int Promised = 1000;

    [Theory]
    [InlineData(1)]
    [InlineData(3_000)]
    [InlineData(30_000)]
    public void A_call_graph_is_left_within_a_thousand_steps(int after)
    {
        using var source = new CancellationTokenSource();
        var seen = new Seen();
        var bodies = Chain(functions: 600, calls: 20, steps => new Watched(steps, seen));

        _ = new CallGraph(bodies, isProgram: true, source.Token);
        Assert.True(seen.Steps > 40_000, $"{seen.Steps} steps are too few to leave in their middle");

        seen.Steps = 0;
        seen.AtEach = steps => { if (steps == after) source.Cancel(); };

        Assert.Throws<OperationCanceledException>(() => new CallGraph(bodies, isProgram: true, source.Token));
        Assert.InRange(seen.Steps, after, after + Promised);
    }

    [Fact]
    public void Orders_of_locks_are_not_searched_when_nobody_wants_them()
    {
        using var source = new CancellationTokenSource();
        var graph = new CallGraph(Chain(functions: 40, calls: 3, steps => steps), isProgram: true, source.Token);
        Assert.Empty(LockOrder.CyclesIn(graph));

        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => LockOrder.CyclesIn(graph));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    public void Facts_are_carried_no_further_than_a_thousand_nodes(int after)
    {
        using var source = new CancellationTokenSource();
        var visited = 0;

        Assert.Throws<OperationCanceledException>(() => Forward.Solve(
            20_000, 0, "start", (one, _) => one,
            (node, fact, arrive) =>
            {
                if (++visited == after)
                    source.Cancel();
                if (node + 1 < 20_000)
                    arrive(node + 1, fact);
            },
            source.Token));

        Assert.InRange(visited, after, after + Promised);
    }

    /// <summary>Private functions of one type that take a lock and call the next ones.</summary>
    private static List<BodyCode> Chain(int functions, int calls, Func<IReadOnlyList<Step>, IReadOnlyList<Step>> watched)
    {
        var tree = CSharpSyntaxTree.ParseText("class C { private readonly object _gate = new(); " + string.Concat(Enumerable.Range(0, functions).Select(index => $"private void M{index}() {{ }} ")) + "}");
        var type = CSharpCompilation.Create("chain", [tree]).GetTypeByMetadataName("C")!;
        var methods = Enumerable.Range(0, functions).Select(index => (IMethodSymbol)type.GetMembers($"M{index}").Single()).ToList();
        var gate = new TakenLock(AccessPath.This.Member(type.GetMembers("_gate").Single())!, "monitor", methods[0].DeclaringSyntaxReferences[0].GetSyntax(), MayFail: false);

        return [.. methods.Select((method, index) =>
        {
            var syntax = method.DeclaringSyntaxReferences[0].GetSyntax();
            var steps = new List<Step> { new(StepKind.Acquire, syntax, "lock", ImmutableArray<TakenLock>.Empty) { Lock = gate with { At = syntax } } };
            steps.AddRange(Enumerable.Range(1, calls).Where(next => index + next < methods.Count)
                .Select(next => new Step(StepKind.Call, syntax, "call", ImmutableArray<TakenLock>.Empty) { Callee = methods[index + next], Receiver = AccessPath.This }));
            return new BodyCode(syntax, [new FunctionCode(method, method, method, syntax, watched(steps))], [], []);
        })];
    }

    private sealed class Seen
    {
        public int Steps { get; set; }

        public Action<int> AtEach { get; set; } = _ => { };
    }

    /// <summary>Steps that are counted when the engine comes to them.</summary>
    private sealed class Watched(IReadOnlyList<Step> steps, Seen seen) : IReadOnlyList<Step>
    {
        public int Count => steps.Count;

        public Step this[int index] => steps[index];

        public IEnumerator<Step> GetEnumerator()
        {
            foreach (var step in steps)
            {
                seen.AtEach(++seen.Steps);
                yield return step;
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
