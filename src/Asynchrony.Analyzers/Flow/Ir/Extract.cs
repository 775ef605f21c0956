using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>Turns a flow graph into the events that a vocabulary knows, with the tests that tell paths apart.</summary>
internal sealed class Extract
{
    private readonly Dictionary<CaptureId, IOperation?> captures = [];
    private readonly Dictionary<ISymbol, int> writes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IOperation> values = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<object, ImmutableArray<object>> mentions = [];
    private readonly Dictionary<object, List<SyntaxNode>> shared = [];
    private readonly HashSet<object> tests = [];
    private readonly HashSet<object> tried = [];
    private readonly FlowGraph graph;
    private readonly IOperation function;
    private readonly Vocabulary vocabulary;
    private readonly ImmutableArray<Event>.Builder events = ImmutableArray.CreateBuilder<Event>();

    private Extract(FlowGraph graph, IOperation function, Vocabulary vocabulary)
    {
        this.graph = graph;
        this.function = function;
        this.vocabulary = vocabulary;
    }

    public static MethodIr From(FlowGraph graph, IOperation function, Vocabulary vocabulary) => new Extract(graph, function, vocabulary).Build();

    public void Add(Event step)
    {
        if (step.Verb != Verb.MayThrow || events.Count == 0 || events[events.Count - 1] is not { Verb: Verb.MayThrow } before)
            events.Add(step);
        else if (!step.Implied)
            events[events.Count - 1] = before with { Along = new Thrower(step.At, step.Surely, before.Along) };
        if (step.Verb is Verb.TryOpen or Verb.Assign && step.Test is IOperation outcome)
            tried.Add(outcome);
    }

    /// <summary>What an expression names, through captures and locals that are assigned once; null for what has no lasting name.</summary>
    public AccessPath? PathOf(IOperation? operation)
    {
        switch (operation is null ? null : Through(operation))
        {
            case IInstanceReferenceOperation:
                return AccessPath.This;
            case ILocalReferenceOperation { Local: var local }:
                return values.TryGetValue(local, out var value) && Writes(local) == 1 && PathOf(value) is { } aliased ? aliased
                    : Writes(local) > 1 ? null
                    : AccessPath.Of(local);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return Writes(parameter) > 0 ? null : AccessPath.Of(parameter);
            case IFieldReferenceOperation { Field: var field } reference:
                return Writes(field) > 0 ? null : field.IsStatic ? AccessPath.This.Member(field) : PathOf(reference.Instance)?.Member(field);
            case IPropertyReferenceOperation { Arguments.IsEmpty: true, Property: var property } reference:
                return Writes(property) > 0 ? null : property.IsStatic ? AccessPath.This.Member(property) : PathOf(reference.Instance)?.Member(property);
            case ITypeOfOperation { TypeOperand: { } type }:
                return AccessPath.Of(type);
            default:
                return null;
        }
    }

    /// <summary>The operation behind conversions, parentheses and captures; what an assignment puts into its target.</summary>
    public IOperation Through(IOperation operation)
    {
        for (; ; )
        {
            switch (operation)
            {
                case IFlowCaptureReferenceOperation reference when captures.TryGetValue(reference.Id, out var captured) && captured is not null: operation = captured; break;
                case ISimpleAssignmentOperation assignment: operation = assignment.Value; break;
                case { } other when other.Unwrapped() is var inner && inner != other: operation = inner; break;
                default: return operation;
            }
        }
    }

    /// <summary>The variable that an operation's value is put into: a local or a capture; null where it goes anywhere else.</summary>
    public object? Holder(IOperation operation) => operation.User() switch
    {
        IFlowCaptureOperation capture => capture.Id,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } => local,
        _ => null,
    };

    /// <summary>The variable that a reference reads: a local or a capture.</summary>
    public object? Variable(IOperation? reference) => reference?.Unwrapped() switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IFlowCaptureReferenceOperation capture => capture.Id,
        IParameterReferenceOperation { Parameter: var parameter } => parameter,
        IFieldReferenceOperation { Field: var field } => field,
        _ => null,
    };

    /// <summary>
    /// What others can change may have changed while the operation waited. A test whose branch the operation stands in is taken to come out
    /// the same again: whoever locks only if a setting says so means that setting.
    /// </summary>
    public void Reread(IOperation at)
    {
        foreach (var entry in shared)
            if (tests.Contains(entry.Key) && !entry.Value.Any(condition => condition.FirstAncestorOrSelf<IfStatementSyntax>() is { } decision && !decision.Condition.Contains(at.Syntax) && decision.Contains(at.Syntax)))
                Add(new Event(Verb.Assign, at) { Test = entry.Key });
    }

    /// <summary>Behind this step the function may leave by an exception.</summary>
    public void MayThrow(IOperation at) => Add(new Event(Verb.MayThrow, at));

    private MethodIr Build()
    {
        FindVariables();
        FindTests();

        var nodes = ImmutableArray.CreateBuilder<IrNode>(graph.Nodes.Count + 1);
        foreach (var node in graph.Nodes)
            nodes.Add(Reduce(node));
        nodes.Add(new IrNode(ImmutableArray<Event>.Empty, ImmutableArray<IrEdge>.Empty, null));

        return new MethodIr(
            nodes.MoveToImmutable(),
            graph.Exits.Select(node => node.Index).ToArray() is var exits ? ImmutableArray.Create(exits) : default,
            graph.Nodes.Count,
            mentions.ToImmutableDictionary());
    }

    private IrNode Reduce(FlowNode node)
    {
        events.Clear();

        foreach (var operation in node.Operations)
        {
            vocabulary.Describe(operation, this);
            Assignments(operation);
        }

        if (node.Block.Kind == BasicBlockKind.Block && node.Out.TrueForAll(edge => edge.Exceptional))
            Thrown(node);

        return new IrNode(events.ToImmutable(), EdgesOf(node), BranchOf(node));
    }

    private ImmutableArray<IrEdge> EdgesOf(FlowNode node)
    {
        var edges = ImmutableArray.CreateBuilder<IrEdge>(node.Out.Count);
        foreach (var edge in node.Out)
            if (new IrEdge(edge.To.Index < 0 ? graph.Nodes.Count : edge.To.Index, edge.When, edge.Exceptional) { End = edge.Leaver is { } leaver ? Ends.Of(leaver, function) : null } is var found && !edges.Contains(found))
                edges.Add(found);

        return edges.ToImmutable();
    }

    /// <summary>The node ends in a throw, or resumes the exception that entered a finally block: that stands nowhere in the text.</summary>
    private void Thrown(FlowNode node)
    {
        var resumes = node.Block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.StructuredExceptionHandling;
        if ((node.Operations.LastOrDefault() ?? First()) is { } last)
            Add(new Event(Verb.MayThrow, last) { Implied = resumes, Surely = true });
    }

    private Branch? BranchOf(FlowNode node)
    {
        if (node.Block.ConditionKind == ControlFlowConditionKind.None || node.Block.BranchValue is not { } condition || TruthOf(condition) is not { } truth)
            return null;

        var positive = Positive(condition, out var negated);
        if (vocabulary.Decided(positive, this) is { } decided)
            return new Branch(Truth.Of(decided != negated));

        var held = vocabulary.Asked(positive, this);
        if (NullTest(positive) is var (tested, _) && PathOf(tested) is { } path)
            return new Branch(truth, Null: path);

        return held is null && truth.Test is not null && !tests.Contains(truth.Test) && !tried.Contains(truth.Test) ? null : new Branch(truth, held);
    }

    /// <summary>What a condition tests: a variable, the outcome of an operation in this node, or a condition that is written again.</summary>
    private Truth? TruthOf(IOperation condition)
    {
        if (condition.ConstantValue is { HasValue: true, Value: bool constant })
            return Truth.Of(constant);

        var positive = Positive(condition, out var negated);
        if (Variable(positive) is { } variable)
            return new Truth(variable, negated);

        return tried.Contains(positive) ? new Truth(positive, negated)
            : NullTest(positive) is var (tested, isNull) ? new Truth($"{tested.Syntax} is null", negated == isNull)
            : new Truth(positive.Syntax.ToString(), negated);
    }

    /// <summary>All ways to ask for null are one test.</summary>
    private static (IOperation Tested, bool IsNull)? NullTest(IOperation condition) => condition switch
    {
        IIsNullOperation { Operand: var operand } => (operand, true),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, RightOperand: var right } comparison
            when right.Unwrapped().ConstantValue is { HasValue: true, Value: null } => (comparison.LeftOperand, comparison.OperatorKind == BinaryOperatorKind.Equals),
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } pattern => (pattern.Value, true),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } } pattern => (pattern.Value, false),
        _ => null,
    };

    private static IOperation Positive(IOperation condition, out bool negated)
    {
        negated = false;
        for (; ; )
        {
            switch (condition.Unwrapped())
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand }:
                    negated = !negated;
                    condition = operand;
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, RightOperand.ConstantValue: { HasValue: true, Value: bool constant } } comparison:
                    negated ^= constant == (comparison.OperatorKind == BinaryOperatorKind.NotEquals);
                    condition = comparison.LeftOperand;
                    break;
                case var inner:
                    return inner;
            }
        }
    }

    /// <summary>Which variables are written how often, what captures stand for.</summary>
    private void FindVariables()
    {
        foreach (var operation in Once())
            switch (operation)
            {
                case IFlowCaptureOperation capture:
                    captures[capture.Id] = captures.ContainsKey(capture.Id) ? null : capture.Value;
                    break;
                case ISimpleAssignmentOperation { Target: var target, Value: var value } when target.Named() is { } symbol:
                    Write(symbol);
                    values[symbol] = value;
                    break;
                case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
                    when operation.IsWritten() && operation.Parent is not ISimpleAssignmentOperation && operation.Parent is not IArgumentOperation { Parameter.RefKind: RefKind.Ref, Value.Type.IsValueType: true }:
                    Write(operation.Named() ?? operation.Type!);
                    Write(operation.Named() ?? operation.Type!);
                    break;
            }
    }

    /// <summary>A test is worth knowing when it is a variable that something constant or tested is put into, or when it is asked twice.</summary>
    private void FindTests()
    {
        var asked = new Dictionary<object, int>();

        foreach (var block in graph.Nodes.Select(node => node.Block).Distinct())
            if (block.ConditionKind != ControlFlowConditionKind.None && block.BranchValue is { } condition && TruthOf(condition)?.Test is { } test)
            {
                asked[test] = asked.TryGetValue(test, out var count) ? count + 1 : 1;
                if (test is string && Positive(condition, out _) is { } positive)
                    Mention(positive, test);
                if (condition.DescendantsAndSelf().Any(part => (part is IFlowCaptureReferenceOperation ? Through(part) : part) is IFieldReferenceOperation or IPropertyReferenceOperation or IInvocationOperation))
                    (shared.TryGetValue(test, out var conditions) ? conditions : shared[test] = []).Add(condition.Syntax);
            }

        foreach (var entry in asked)
            if (entry.Value > 1 || entry.Key is not string)
                tests.Add(entry.Key);

        FollowCopies();
    }

    /// <summary>What is put into a test's variable from another one tells as much: both arms of a conditional expression come this way.</summary>
    private void FollowCopies()
    {
        var copies = new List<(object To, object From)>();
        foreach (var operation in Once())
            if (operation switch
            {
                IFlowCaptureOperation capture => ((object To, IOperation Value)?)(capture.Id, capture.Value),
                ISimpleAssignmentOperation { Value: var value } assignment when Variable(assignment.Target) is { } target => (target, value),
                _ => null,
            } is var (to, copied) && copied.Type?.SpecialType == SpecialType.System_Boolean && Variable(Positive(copied, out _)) is { } from)
                copies.Add((to, from));

        while (copies.RemoveAll(copy => tests.Contains(copy.To) && tests.Add(copy.From)) > 0)
        {
        }
    }

    private void Mention(IOperation condition, object test)
    {
        foreach (var part in condition.DescendantsAndSelf().SelectMany(part => part is IFlowCaptureReferenceOperation ? Through(part).DescendantsAndSelf() : [part]))
            if (Variable(part) is { } variable && (!mentions.TryGetValue(variable, out var known) || !known.Contains(test)))
                mentions[variable] = (mentions.TryGetValue(variable, out known) ? known : ImmutableArray<object>.Empty).Add(test);
    }

    private void Assignments(IOperation operation)
    {
        switch (operation)
        {
            case IFlowCaptureOperation { Value: var value, Id: var id }:
                Assign(operation, id, value);
                break;
            case ISimpleAssignmentOperation { Target: var target, Value: var value } when Variable(target) is { } variable:
                Assign(operation, variable, value);
                break;
            case IInvocationOperation call:
                foreach (var argument in call.Arguments)
                    if (argument.Value.IsWritten() && Variable(argument.Value) is { } passed && !events.Any(step => step.Verb == Verb.Assign && step.At == call && step.Test == passed))
                        Assign(call, passed, null);
                break;
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation when operation.Parent is not (ISimpleAssignmentOperation or IArgumentOperation) && operation.IsWritten():
                Assign(operation, Variable(operation)!, null);
                break;
        }
    }

    private void Assign(IOperation at, object variable, IOperation? value)
    {
        if (tests.Contains(variable) || mentions.ContainsKey(variable))
            Add(new Event(Verb.Assign, at) { Test = variable, Value = value is not null && value.Type?.SpecialType == SpecialType.System_Boolean ? TruthOf(value) : null });
    }

    private void Write(ISymbol symbol) => writes[symbol] = Writes(symbol) + 1;

    private int Writes(ISymbol symbol) => writes.TryGetValue(symbol, out var count) ? count : 0;

    /// <summary>The operations of each block once, however many ways lead through it.</summary>
    private IEnumerable<IOperation> Once()
    {
        var seen = new HashSet<BasicBlock>();
        foreach (var node in graph.Nodes)
            if (seen.Add(node.Block))
                foreach (var operation in node.Operations)
                    yield return operation;
    }

    private IOperation? First()
    {
        foreach (var node in graph.Nodes)
            if (!node.Operations.IsEmpty)
                return node.Operations[0];
        return null;
    }
}
