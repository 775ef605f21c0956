using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A collection that several threads use is asked, and some path leads from the answer to an act that relies on it, though another thread
/// may have changed it meanwhile: nothing on that path asks again, settles the matter in one step, or takes a lock.
/// </summary>
internal sealed class StaleAnswer
{
    private List<IOperation>? between;

    private StaleAnswer(CollectionUse asked, CollectionUse act, bool isThere, Names names)
    {
        Asked = asked;
        Act = act;
        IsThere = isThere;
        Names = names;
    }

    public CollectionUse Asked { get; }

    public CollectionUse Act { get; }

    /// <summary>The answer: the element is there, or the collection has some.</summary>
    public bool IsThere { get; }

    public Names Names { get; }

    /// <summary>True where the other answer leads to the act as well: then it does not rely on either.</summary>
    public bool IsEither { get; private set; }

    /// <summary>Every such act of the body, in the order of the text; where both answers lead to it, the one that there is something comes first.</summary>
    public static IEnumerable<StaleAnswer> In(BodyContext context, IOperation body, Table concurrent, Table locks, Table runsDelegate)
    {
        var survey = context.Surveyed(body);
        return CollectionUse.AreIn(survey, concurrent) ? Find(context, body, survey, concurrent, locks, runsDelegate) : []; // Most bodies have none: they allocate nothing.
    }

    private static IEnumerable<StaleAnswer> Find(BodyContext context, IOperation body, Survey survey, Table concurrent, Table locks, Table runsDelegate)
    {
        var names = new Names(body);
        var uses = CollectionUse.In(survey, concurrent, names);
        var found = new List<StaleAnswer>();

        foreach (var asked in uses.Where(use => use.IsQuestion))
        {
            var function = asked.At.EnclosingFunction();
            var others = uses.Where(use => use != asked && use.At.EnclosingFunction() == function && use.IsOfSame(asked, names)).ToList();
            if (others.Any(use => !use.IsQuestion && use.At.Syntax.Span.End > asked.At.Syntax.SpanStart)
                && asked.IsShared(context, body, names, runsDelegate)
                && !LockedPlace.MayBe(asked.At, context, survey, locks)
                && Graphs.Of(asked.At, context.Raw) is { } graph)
                found.AddRange(From(asked, others, graph, names, locks));
        }

        return found.OrderBy(answer => answer.Act.At.Syntax.SpanStart).ThenByDescending(answer => answer.IsThere);
    }

    /// <summary>The expression that makes what is stored: behind the variable that keeps it, set between question and act.</summary>
    public IOperation? ValueStored => Act.Value is { } value ? Made(value) : null;

    /// <summary>True where the object is worked on before it is stored: what a collection then has in it is a result.</summary>
    public bool IsFilledFirst => Act.Value?.Unwrapped() is ILocalReferenceOperation { Local: var own }
        && Between().Any(part => part is ILocalReferenceOperation use && SymbolEqualityComparer.Default.Equals(use.Local, own) && !use.IsWritten() && !Statement(Act.At).Contains(use)
            && use.Syntax.SpanStart > (LastWrite(own)?.Syntax.SpanStart ?? 0));

    /// <summary>True where the object that was offered goes on being used behind the act.</summary>
    public bool OwnIsUsed => Act.Value?.Unwrapped() is ILocalReferenceOperation { Local: var own } && !IsOfCollection(Made(Act.Value)) && UsesBehind(own).Any(use => !IsOnlyRead(use));

    /// <summary>True where a value or text is read of the object, or a part of it is asked for an element: of two made alike, one tells the same as the other.</summary>
    private static bool IsOnlyRead(IOperation use) => use.User() is IMemberReferenceOperation { Instance: { } instance, Type: { } type } part and (IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: true })
        && instance.Unwrapped() == use && !part.IsWritten()
        && (type.IsValueType || type.SpecialType == SpecialType.System_String || part.User() is IInvocationOperation { TargetMethod: { Name: "Contains" or "ContainsKey" or "ContainsValue", ReturnType.SpecialType: SpecialType.System_Boolean } });

    /// <summary>True where the element that the act should have got is used, and nobody asks whether there is one.</summary>
    public bool OutIsUsed => Act.Out is { } got && UsesBehind(got).ToList() is { Count: > 0 } uses && !uses.Exists(IsTested);

    /// <summary>True where a new value is made of the one that was found, so that what came in between is lost.</summary>
    public bool IsMadeOfOld => Act.Value is { } value && Asked.Key is not null
        && (value.Type is { IsValueType: true } or { SpecialType: SpecialType.System_String } || value.Unwrapped() is IWithOperation || value.Type?.ContainingNamespace?.Name == "Immutable" || CollectionUse.IsSequence(Made(value)))
        && (IsOld(Made(value), value) || Asked.Out is { } old && value.Unwrapped() is ILocalReferenceOperation { Local: var same } && SymbolEqualityComparer.Default.Equals(old, same) && LastWrite(old) is ICompoundAssignmentOperation or IIncrementOrDecrementOperation && !IsSetAnew(old));

    /// <summary>True where the variable that was given the old value has another by then, such as one that was asked for under a lock.</summary>
    private bool IsSetAnew(ILocalSymbol old) => Between().Any(change => change is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Value.ConstantValue.HasValue: false } && SymbolEqualityComparer.Default.Equals(local, old));

    private static bool IsTested(IOperation use) => use.User() switch
    {
        IIsPatternOperation or IConditionalAccessOperation or ICoalesceOperation => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } => true,
        _ => false,
    };

    /// <summary>True for an expression that reads what was found and is more than that.</summary>
    private bool IsOld(IOperation made, IOperation value) => made.Unwrapped() is not (ILocalReferenceOperation or IPropertyReferenceOperation) && made.DescendantsAndSelf().Any(part => part switch
    {
        ILocalReferenceOperation { Local: var local } => SymbolEqualityComparer.Default.Equals(local, Asked.Out) && !IsSetAnew(local),
        IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value: var key }] } element => Names.PathOf(element.Instance)?.Equals(Act.Collection) == true && Microsoft.CodeAnalysis.CSharp.SyntaxFactory.AreEquivalent(key.Syntax, Act.Key?.Syntax) && value.Contains(part),
        _ => false,
    });

    /// <summary>What the collection has given is everybody's, and what does not bind may be.</summary>
    private bool IsOfCollection(IOperation made) => made is IInvalidOperation || made is IInvocationOperation { Instance: { } source } && Names.PathOf(source)?.Equals(Act.Collection) == true;

    private IOperation Made(IOperation value)
    {
        for (var steps = 0; steps < 4; steps++)
            switch (value.Unwrapped())
            {
                case ISimpleAssignmentOperation assignment: value = assignment.Value; break;
                case ILocalReferenceOperation { Local: var local } when (LastWrite(local) as ISimpleAssignmentOperation)?.Value is { } set: value = set; break;
                case ILocalReferenceOperation { Local: var local } when Names.Value(local) is { } only: value = only; break;
                case var made: return made;
            }

        return value;
    }

    /// <summary>The last change of a variable between question and act, as the text tells.</summary>
    private IOperation? LastWrite(ILocalSymbol local) => Between().LastOrDefault(change => change is IAssignmentOperation or IIncrementOrDecrementOperation && Target(change) is ILocalReferenceOperation { Local: var written } && SymbolEqualityComparer.Default.Equals(written, local));

    private IEnumerable<IOperation> Between() => between ??= [.. (Act.At.EnclosingFunction() ?? Act.At.Root()).DescendantsHere()
        .Where(operation => operation.Syntax.SpanStart >= Asked.At.Syntax.SpanStart && operation.Syntax.SpanStart < Statement(Act.At).Syntax.Span.End).OrderBy(operation => operation.Syntax.SpanStart)];

    private IEnumerable<IOperation> UsesBehind(ILocalSymbol local) => Act.At.Root().Descendants().Where(operation => operation is ILocalReferenceOperation reference
        && SymbolEqualityComparer.Default.Equals(reference.Local, local) && reference.Syntax.SpanStart > Act.At.Syntax.Span.End && !reference.IsWritten());

    private static IOperation Statement(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
            if (outer is IExpressionStatementOperation or IVariableDeclarationGroupOperation or IReturnOperation)
                return outer;
        return operation;
    }

    private static IEnumerable<StaleAnswer> From(CollectionUse asked, List<CollectionUse> others, FlowGraph graph, Names names, Table locks)
    {
        var acts = new Dictionary<(SyntaxNode, OperationKind), CollectionUse>();
        foreach (var other in others)
            acts[(other.At.Syntax, other.At.Kind)] = other;
        var named = new HashSet<ISymbol>(asked.Names, SymbolEqualityComparer.Default);

        var found = new List<StaleAnswer>();
        foreach (var node in graph.Nodes)
            if (node.Block.BranchValue is { } condition && Means(condition, asked, names) is { } there)
                foreach (var edge in node.Out)
                    if (edge is { Exceptional: false, When: { } when })
                        found.AddRange(Reached(edge.To, asked, acts, named, locks).Select(act => new StaleAnswer(asked, act, when == there, names)));

        foreach (var answer in found)
            answer.IsEither = found.Exists(other => other.Act == answer.Act && other.IsThere != answer.IsThere);
        return found;
    }

    /// <summary>The acts behind an answer. A use that tells how it went, and is looked at, is none: it ends the path.</summary>
    private static IEnumerable<CollectionUse> Reached(FlowNode start, CollectionUse asked, Dictionary<(SyntaxNode, OperationKind), CollectionUse> acts, HashSet<ISymbol> named, Table locks)
    {
        var seen = new HashSet<FlowNode> { start };
        var open = new Stack<FlowNode>([start]);
        var found = new HashSet<CollectionUse>();

        while (open.Count > 0)
        {
            var node = open.Pop();
            var ended = false;
            foreach (var operation in node.Operations)
            {
                if (acts.TryGetValue((operation.Syntax, operation.Kind), out var use))
                {
                    ended = use.IsQuestion || !use.Reads;
                    if (!use.IsQuestion && (use.Verb is "item" or "first" || use.Stores || use.IsIgnored) && use.Verb is not ("settles" or "clear"))
                        found.Add(use);
                }

                ended = ended || operation.Syntax == asked.At.Syntax
                    || operation is IInvocationOperation call && LockedPlace.IsTaken(call, locks)
                    || operation is IAssignmentOperation or IIncrementOrDecrementOperation && Target(operation).Named() is { } target && named.Contains(target);
                if (ended)
                    break;
            }

            if (!ended)
                foreach (var edge in node.Out)
                    if (!edge.Exceptional && seen.Add(edge.To))
                        open.Push(edge.To);
        }

        return found;
    }

    private static IOperation Target(IOperation change) => change is IAssignmentOperation assignment ? assignment.Target : ((IIncrementOrDecrementOperation)change).Target;

    /// <summary>The value of a condition that says that there is something; null where it does not say.</summary>
    private static bool? Means(IOperation condition, CollectionUse asked, Names names) => condition switch
    {
        _ when condition.Syntax == asked.At.Syntax => asked.Verb switch { "has" or "filled" => true, "empty" => false, _ => null },
        IConversionOperation or IParenthesizedOperation => Means(condition.Unwrapped(), asked, names),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => !Means(operand, asked, names),
        ILocalReferenceOperation { Local: var local } => names.Value(local) is { } value && value.Syntax.Contains(asked.At.Syntax) ? Means(value.Unwrapped(), asked, names) : null,
        IBinaryOperation { LeftOperand: var left, RightOperand: var right, OperatorKind: var kind } =>
            right.ConstantValue is { HasValue: true, Value: var constant } ? Compared(left, kind, constant, asked, names)
            : left.ConstantValue is { HasValue: true, Value: var first } ? Compared(right, Turned(kind), first, asked, names)
            : null,
        IIsPatternOperation { Value: var value, Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var constant } } } => Compared(value, BinaryOperatorKind.Equals, constant, asked, names),
        _ => null,
    };

    private static bool? Compared(IOperation value, BinaryOperatorKind kind, object? constant, CollectionUse asked, Names names) => (kind, constant) switch
    {
        (BinaryOperatorKind.Equals, bool expected) => Means(value, asked, names) is { } there ? there == expected : null,
        (BinaryOperatorKind.NotEquals, bool expected) => Means(value, asked, names) is { } there ? there != expected : null,
        _ when asked.Verb != "count" || value.Unwrapped().Syntax != asked.At.Syntax => null,
        (BinaryOperatorKind.GreaterThan or BinaryOperatorKind.NotEquals, 0) or (BinaryOperatorKind.GreaterThanOrEqual, 1) => true,
        (BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.Equals, 0) or (BinaryOperatorKind.LessThan, 1) => false,
        _ => null,
    };

    private static BinaryOperatorKind Turned(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => kind,
    };
}
