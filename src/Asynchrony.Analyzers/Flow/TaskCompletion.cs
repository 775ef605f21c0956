using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Is this task complete here? Answered on every path of one function: behind an await or a wait for it, for the collection it is in or
/// for what it is a part of; where it won a race; on one side of a test; in what runs after it. A task that another path leaves under way,
/// or that is replaced, is not complete.
/// </summary>
internal sealed class TaskCompletion
{
    private readonly FlowGraph graph;
    private readonly TaskKnowledge knowledge;
    private readonly CompleteTasks?[] entries;

    private TaskCompletion(FlowGraph graph, TaskKnowledge knowledge, CompleteTasks?[] entries)
    {
        this.graph = graph;
        this.knowledge = knowledge;
        this.entries = entries;
    }

    /// <summary>The function is the body of a member, a lambda or a local function. Null where it has too many paths: whoever asks stays silent.</summary>
    public static TaskCompletion? Of(BodyContext context, Survey survey, IOperation function, Table waits) =>
        Engine.Of(context.Compilation).Once(function, () => new Solved(Solve(context, survey, function, waits))).Facts;

    /// <summary>What the body around all its functions says of tasks.</summary>
    public static TaskNames NamesOf(BodyContext context, Survey survey) => Engine.Of(context.Compilation).Once(survey.Root, () => new TaskNames(survey.Root));

    /// <summary>True where everything a wait waits for is complete on every path to it, and where no path leads to it.</summary>
    public bool IsOver(TaskWait wait, Table waits) => Always(wait.At, (operation, known) =>
        TaskWait.Of(operation, waits) is { } here && here.Tasks.All(task => here.Kind is "all" or "any" ? knowledge.AllComplete(task, known) : knowledge.IsComplete(task, known)));

    /// <summary>True where the task in a variable is complete on every path to an operation.</summary>
    public bool IsComplete(ISymbol variable, IOperation before) => Always(before, (_, known) => known.Has(AccessPath.Of(variable)));

    private bool Always(IOperation at, Func<IOperation, CompleteTasks, bool> holds)
    {
        foreach (var (node, index) in graph.Find(at))
            if (entries[node.Index] is { } known)
            {
                for (var before = 0; before < index; before++)
                    known = knowledge.After(node.Operations[before], known);
                if (!holds(node.Operations[index], known))
                    return false;
            }

        return true;
    }

    private static TaskCompletion? Solve(BodyContext context, Survey survey, IOperation function, Table waits)
    {
        if (Graphs.OfFunction(function, context.Raw) is not { } graph)
            return null;

        var knowledge = new TaskKnowledge(graph, NamesOf(context, survey), waits, method => method.Body(context.Compilation, context.Cancellation));
        var entries = Forward.Solve(graph.Nodes.Count, graph.Entry.Index, AtStart(context, survey, function, waits), (one, other) => one.And(other), Step, context.Cancellation);
        return entries is null ? null : new TaskCompletion(graph, knowledge, entries);

        void Step(int index, CompleteTasks known, Action<int, CompleteTasks> arrive)
        {
            var node = graph.Nodes[index];
            CompleteTasks? thrown = null;

            foreach (var operation in node.Operations)
            {
                if (knowledge.Thrown(operation, known) is { } here)
                    thrown = thrown?.And(here) ?? here;
                known = knowledge.After(operation, known);
            }

            foreach (var edge in node.Out)
                if (edge.To.Index >= 0 && (edge.Exceptional ? thrown : Behind(edge, known)) is { } there)
                    arrive(edge.To.Index, there);

            CompleteTasks Behind(FlowEdge edge, CompleteTasks left) =>
                edge.When is { } value && node.Block.BranchValue is { } condition ? knowledge.When(condition, value, left) : left;
        }
    }

    /// <summary>
    /// What a lambda knows where it is made, for there its variables are captured; more where it is called only once a task is complete. A
    /// local function knows what holds at all calls.
    /// </summary>
    private static CompleteTasks AtStart(BodyContext context, Survey survey, IOperation function, Table waits)
    {
        if (!function.IsFunction() || Of(context, survey, function.EnclosingFunction() ?? survey.Root, waits) is not { } outer)
            return CompleteTasks.None;

        if (function is ILocalFunctionOperation { Symbol: var symbol })
        {
            var calls = survey.Calls.Where(call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, symbol)).ToList();
            return calls.Count == 0 || calls.Any(call => call.EnclosingFunction() != function.EnclosingFunction()) ? CompleteTasks.None : outer.At(calls);
        }

        var known = outer.At([function]);
        return function.User() is IArgumentOperation { Parent: IInvocationOperation call } && TaskNames.Continuing(call)
            ? TaskNames.Receiver(call) is { } antecedent ? outer.knowledge.Completed(antecedent, known) : call.Arguments.Take(1).Aggregate(known, (all, tasks) => outer.knowledge.AllCompleted(tasks.Value, all))
            : known;
    }

    /// <summary>What holds wherever one of these operations is met.</summary>
    private CompleteTasks At(IReadOnlyList<IOperation> places)
    {
        CompleteTasks? common = null;

        foreach (var node in graph.Nodes)
        {
            if (entries[node.Index] is not { } known)
                continue;

            foreach (var operation in node.Operations)
            {
                if (places.Any(place => place.Syntax == operation.Syntax && place.IsFunction() == operation is IFlowAnonymousFunctionOperation))
                    common = common?.And(known) ?? known;
                known = knowledge.After(operation, known);
            }
        }

        return common ?? CompleteTasks.None;
    }

    private sealed class Solved(TaskCompletion? facts)
    {
        public TaskCompletion? Facts { get; } = facts;
    }
}
