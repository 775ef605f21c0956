using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// What the operations of a flow graph tell about tasks: which are complete behind an await or a wait, on one side of a test, after a loop
/// that has waited for every element; and when that is forgotten.
/// </summary>
internal sealed class TaskKnowledge
{
    /// <summary>Deeper expressions are not taken apart.</summary>
    private const int Depth = 12;

    /// <summary>The part of an object that says of itself that it is completed: the tasks it has.</summary>
    private const string All = "~";

    private static readonly ImmutableHashSet<string> Tests = ImmutableHashSet.Create(StringComparer.Ordinal, "IsCompleted", "IsCompletedSuccessfully", "IsFaulted", "IsCanceled");

    /// <summary>Nobody asks how a task has ended before it has.</summary>
    private static readonly ImmutableHashSet<string> TestsOfEnd = ImmutableHashSet.Create(StringComparer.Ordinal, "IsFaulted", "IsCanceled");

    private static readonly ImmutableHashSet<string> Quiet = ImmutableHashSet.Create(StringComparer.Ordinal, "ConfigureAwait", "GetAwaiter", "WhenAll", "WhenAny", "AsTask", "ToArray", "ToList");

    private readonly Dictionary<CaptureId, IOperation?> captures = [];
    private readonly Dictionary<CaptureId, IOperation> replaced = [];
    private readonly TaskNames names;
    private readonly Table waits;
    private readonly Func<IMethodSymbol, IOperation?> bodyOf;

    public TaskKnowledge(FlowGraph graph, TaskNames names, Table waits, Func<IMethodSymbol, IOperation?> bodyOf)
    {
        this.names = names;
        this.waits = waits;
        this.bodyOf = bodyOf;

        foreach (var node in graph.Nodes)
            foreach (var operation in node.Operations)
                if (operation is IFlowCaptureOperation capture && capture.Value.Unwrapped() is not IDefaultValueOperation) // What a question mark leads to where there is nothing.
                {
                    captures[capture.Id] = captures.TryGetValue(capture.Id, out var other) && other?.Syntax != capture.Value.Syntax ? null : capture.Value;
                    if (capture.Value.Syntax is { Parent: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Left: var first } } written && first == written)
                        replaced[capture.Id] = capture.Value;
                }
    }

    /// <summary>What is known behind an operation.</summary>
    public CompleteTasks After(IOperation operation, CompleteTasks before)
    {
        if (operation is IInvocationOperation or IAwaitOperation)
            foreach (var written in names.WrittenInside)
                before = before.Without(written);

        switch (operation)
        {
            case IAwaitOperation { Operation: var awaited }:
                return Completed(awaited, before);
            case IPropertyReferenceOperation { Property.Name: "AsyncWaitHandle", Instance: { } task }:
                return Completed(task, before); // Whoever takes the handle waits by it.
            case IInvocationOperation or IPropertyReferenceOperation when TaskWait.Of(operation, waits) is { } wait:
                return wait.IsBounded ? before : Waited(wait, before);
            case IInvocationOperation call:
                return Called(call, before);
            case IInvalidOperation { Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "True" or "IsTrue" } } } unknown:
                return unknown.ChildOperations.Where(part => part.Type?.SpecialType == SpecialType.System_Boolean).Aggregate(before, (known, asserted) => When(asserted, true, known));
            case IFlowCaptureOperation capture:
                return IsComplete(capture.Value, before) ? before.With(capture.Id) : before;
            case ISimpleAssignmentOperation assignment:
                return Assigned(assignment, before);
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation when operation.Parent is not ISimpleAssignmentOperation && operation.IsWritten() && operation.Named() is { } written:
                return before.Without(written);
            default:
                return before;
        }
    }

    /// <summary>What is known where an operation throws: an await or a wait that throws has seen its task complete. Null where it throws nothing.</summary>
    public CompleteTasks? Thrown(IOperation operation, CompleteTasks before) => operation switch
    {
        IAwaitOperation { Operation: var awaited } => Unwrap(awaited) is IInvocationOperation { TargetMethod.Name: "WaitAsync" } ? before : Completed(awaited, before),
        IInvocationOperation { TargetMethod.Name: var name } when Quiet.Contains(name) => null,
        IInvocationOperation or IPropertyReferenceOperation when TaskWait.Of(operation, waits) is { IsCancelable: false } wait => Waited(wait, before),
        IInvocationOperation or IObjectCreationOperation or IThrowOperation or IArrayElementReferenceOperation => before,
        _ => null,
    };

    /// <summary>What is known once a condition has come out as <paramref name="value"/>.</summary>
    public CompleteTasks When(IOperation condition, bool value, CompleteTasks before, int depth = 0)
    {
        if (depth > Depth)
            return before;
        if (!value && condition.Syntax.Parent is ForStatementSyntax { Condition: { } test } loop && test == condition.Syntax)
            return Iterated(loop, before);

        switch (condition.Unwrapped())
        {
            case IFlowCaptureReferenceOperation reference when captures.TryGetValue(reference.Id, out var captured) && captured is not null:
                return When(captured, value, before, depth + 1);
            case ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } local when names.Value(local) is { } tested:
                return When(tested, value, before, depth + 1);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return When(not.Operand, !value, before, depth + 1);
            case IBinaryOperation pair when pair.OperatorKind is BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd ? value : pair.OperatorKind is BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr && !value:
                return When(pair.RightOperand, value, When(pair.LeftOperand, value, before, depth + 1), depth + 1);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison:
                return Compared(comparison, (comparison.OperatorKind == BinaryOperatorKind.Equals) == value, before, depth);
            case IIsPatternOperation match:
                return Matched(match.Value, match.Pattern, value, before, depth);
            case IPropertyReferenceOperation { Instance: { } task } property when value && Tests.Contains(property.Property.Name) || TestsOfEnd.Contains(property.Property.Name) && task.Type.IsTask():
                return Completed(task, task.Type.IsTask() ? before : Whole(task, before));
            case IPropertyReferenceOperation { Instance: { } owner, Property.Name: var name } when value && name.EndsWith("Completed", StringComparison.Ordinal):
                return Whole(owner, before);
            case IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: var own } when TestOf(own) is { } asks:
                return When(asks, value, before, depth + 1);
            case IConditionalAccessOperation { Operation: var asked, WhenNotNull: IPropertyReferenceOperation { Property.Name: var state, Instance: IConditionalAccessInstanceOperation } } when value && asked.Type.IsTask() && Tests.Contains(state):
                return Completed(asked, before);
            case IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: var called } } stated when value && Tests.Contains(called) && TaskNames.Receiver(stated) is { } asked && Unwrap(asked).Type.IsTask():
                return Completed(asked, before); // Libraries had such tests before the framework did.
            case IInvocationOperation { TargetMethod.Name: "MoveNext", IsImplicit: true } next when !value:
                return Iterated(next.Syntax, before);
            case IInvocationOperation call when value && TaskWait.Of(call, waits) is { } wait:
                return Waited(wait, before);
            case IInvocationOperation { TargetMethod.Name: "All" } call when value && TaskNames.Receiver(call) is { } collection && names.Function(call.Arguments.LastOrDefault()?.Value) is { } tester && TestsItsParameter(tester):
                return ElementsCompleted(collection, "*", before);
            case IInvocationOperation { TargetMethod.Name: "SpinUntil" } call when value:
                return Polled(call, before, depth);
            default:
                return before;
        }
    }

    /// <summary>What a property of the object itself tests, if that is all it does.</summary>
    private IOperation? TestOf(IPropertySymbol property) =>
        property is { Type.SpecialType: SpecialType.System_Boolean, IsVirtual: false, IsOverride: false, GetMethod: { IsImplicitlyDeclared: false } getter }
        && bodyOf(getter) is { } body && body.Descendants().OfType<IReturnOperation>().ToList() is [{ ReturnedValue: { } tested }] ? tested : null;

    /// <summary>True where the task, awaiter or value task that an expression stands for is known to be complete.</summary>
    public bool IsComplete(IOperation task, CompleteTasks known, int depth = 0)
    {
        if (depth > Depth)
            return false;
        if (task.Unwrapped() is IFlowCaptureReferenceOperation reference)
            return known.Has(reference.Id) || captures.TryGetValue(reference.Id, out var captured) && captured is not null && IsComplete(captured, known, depth + 1);

        task = task.Unwrapped();
        if (TaskNames.Behind(task) is { } behind)
            return IsComplete(behind, known, depth + 1);
        if (Paths(task).Any(path => known.Has(path) || IsPartOfElement(path, known)))
            return true;
        if (task is IMemberReferenceOperation { Instance: { } owner } && PathOf(owner) is { } whole && known.Has(whole, All))
            return true;

        return task switch
        {
            { ConstantValue: { HasValue: true, Value: null } } => true, // Nobody waits for no task.
            IInvocationOperation call when call.TargetMethod.ContainingType.IsTask() => call.TargetMethod.MakesComplete(),
            IPropertyReferenceOperation { Property: { Name: "CompletedTask", ContainingType: var type } } => type.IsTask(),
            IPropertyReferenceOperation { Property.Name: "Result", Instance: { } any } => IsWinner(any),
            IAwaitOperation awaited => IsWinner(awaited.Operation),
            IObjectCreationOperation { Type.Name: "ValueTask" } made => made.Arguments.IsEmpty || made.Arguments.Length == 1 && made.Arguments[0].Value is var value && (!value.Type.IsTask() || IsComplete(value, known, depth + 1)),
            IDefaultValueOperation { Type.Name: "ValueTask" } => true,
            IConditionalOperation { WhenFalse: { } other } choice => IsComplete(choice.WhenTrue, known, depth + 1) && IsComplete(other, known, depth + 1),
            ISimpleAssignmentOperation assignment => IsComplete(assignment.Value, known, depth + 1),
            IParameterReferenceOperation { Parameter: var parameter } when names.IsGiven(parameter) => true,
            _ when TaskNames.CollectionOf(task) is { } collection => Paths(collection).Any(path => known.Has(path, TaskNames.IndexOf(task))) || AreComplete(collection, "*", known, depth + 1),
            IInvocationOperation call when call.Type.IsTask() && TaskNames.Receiver(call) is { } source => AreComplete(source, "*", known, depth + 1),
            _ => false,
        };
    }

    /// <summary>True for an argument of which every task is known to be complete: a task of its own, or a collection.</summary>
    public bool AllComplete(IOperation argument, CompleteTasks known) => argument.Type.IsTask() ? IsComplete(argument, known) : AreComplete(argument, "*", known);

    /// <summary>True where all tasks of a collection are known to be complete.</summary>
    public bool AreComplete(IOperation collection, string part, CompleteTasks known, int depth = 0)
    {
        collection = Unwrap(collection);
        if (depth > Depth)
            return false;
        if (TaskNames.BehindCollection(collection) is { } behind)
            return AreComplete(behind, part, known, depth + 1);
        if (Projection(collection) is var (source, projected))
            return AreComplete(source, projected, known, depth + 1);
        if (collection is IParameterReferenceOperation { Parameter: var given } && names.IsGiven(given))
            return true;
        if (TaskNames.Elements(collection) is { } elements)
            return part == "*" && elements.All(element => IsComplete(element, known, depth + 1));

        return Paths(collection).Any(path => known.Has(path, part));
    }

    /// <summary>What is known when a task is complete: it, whatever it waited for, whatever it goes by.</summary>
    public CompleteTasks Completed(IOperation task, CompleteTasks before, int depth = 0)
    {
        if (depth > Depth)
            return before;
        if (task.Unwrapped() is IFlowCaptureReferenceOperation reference)
            before = before.With(reference.Id);

        task = Unwrap(task);
        if (TaskNames.Behind(task) is { } behind)
            return Completed(behind, before, depth + 1);

        switch (task)
        {
            case IFlowCaptureReferenceOperation { Id: var chosen } when replaced.TryGetValue(chosen, out var first):
                return Completed(first, before, depth + 1); // Where the second stands in for it, there is none.
            case ICoalesceOperation { Value: var preferred }:
                return Completed(preferred, before, depth + 1);
            case IInvocationOperation call when call.TargetMethod.Name == "WhenAll":
                return call.Arguments.Aggregate(before, (known, argument) => AllCompleted(argument.Value, known, depth + 1));
            case IInvocationOperation call when call.TargetMethod.Name == "WhenAny" && Listed(call) is [var only]:
                return Completed(only, before, depth + 1);
            case IInvocationOperation call when !call.TargetMethod.ContainingType.IsTask():
                return Handed(call, before, depth); // It awaits what it was given.
            case IInvocationOperation call when call.TargetMethod.Name == "ContinueWith" && call.Instance is { } antecedent:
                return Completed(antecedent, before, depth + 1);
            case ISimpleAssignmentOperation assignment:
                return Completed(assignment.Target, Completed(assignment.Value, before, depth + 1), depth + 1);
        }

        if (TaskNames.CollectionOf(task) is { } collection)
            foreach (var path in Paths(collection))
                before = before.With(path, TaskNames.IndexOf(task));
        foreach (var path in Paths(task))
            before = before.With(path);

        return names.Value(task) is { } value && value.Unwrapped() is IInvocationOperation or ICoalesceOperation ? Completed(value, before, depth + 1) : before;
    }

    /// <summary>What is known when all tasks of an argument are complete: a task of its own, or a collection.</summary>
    public CompleteTasks AllCompleted(IOperation argument, CompleteTasks before, int depth = 0) =>
        argument.Type.IsTask() ? Completed(argument, before, depth + 1) : ElementsCompleted(argument, "*", before, depth + 1);

    private CompleteTasks Whole(IOperation owner, CompleteTasks before) => PathOf(owner) is { } path ? before.With(path, All) : before;

    private CompleteTasks Waited(TaskWait wait, CompleteTasks before) => wait.Kind switch
    {
        "all" => wait.Tasks.Aggregate(before, (known, tasks) => AllCompleted(tasks, known)),
        "any" => wait.Tasks.SelectMany(tasks => TaskNames.Elements(Unwrap(tasks)) ?? []).ToList() is [var only] ? Completed(only, before) : before,
        _ => wait.Tasks.Aggregate(before, (known, task) => Completed(task, known)),
    };

    private CompleteTasks Called(IInvocationOperation call, CompleteTasks before)
    {
        var method = call.TargetMethod;

        if (TaskNames.Adds(call))
            foreach (var collection in Paths(call.Instance!))
                before = before.WithoutElements(collection);

        // A wait of somebody's own; a context that runs a task returns when it is done.
        if (method.Name.Contains("Wait") || method.Name.Contains("EnsureCompleted") || method is { Name: "Run", ReturnsVoid: true } && method.ContainingType.Name.Contains("SynchronizationContext"))
            before = Handed(call, before, 0);

        // An assertion holds behind its call.
        foreach (var argument in call.Arguments)
            if (argument.Value.Type?.SpecialType == SpecialType.System_Boolean && Asserted(argument, method) is { } outcome)
                before = When(argument.Value, outcome, before);

        if (method.Name == "SpinUntil" && call.Arguments.Length == 1)
            before = Polled(call, before, 0);

        // The task of a source is complete once the source was set.
        if (method.ContainingType.Name == "TaskCompletionSource" && (method.Name.StartsWith("Set", StringComparison.Ordinal) || method.Name.StartsWith("TrySet", StringComparison.Ordinal))
            && method.ContainingType.GetMembers("Task").FirstOrDefault() is { } task && call.Instance is { } source)
            foreach (var path in Paths(source))
                before = path.Member(task) is { } set ? before.With(set) : before;

        return before;
    }

    /// <summary>What is known when a call is done that was given tasks, as the receiver of an extension or as arguments.</summary>
    private CompleteTasks Handed(IInvocationOperation call, CompleteTasks before, int depth)
    {
        foreach (var argument in call.Arguments)
            if (Unwrap(argument.Value).Type.IsTask())
                before = Completed(argument.Value, before, depth + 1);
            else if (Unwrap(argument.Value).Type is IArrayTypeSymbol { ElementType: var element } && element.IsTask() || Unwrap(argument.Value).Type is INamedTypeSymbol { TypeArguments: [var item] } && item.IsTask())
                before = ElementsCompleted(argument.Value, "*", before, depth + 1);
        return before;
    }

    private static bool? Asserted(IArgumentOperation argument, IMethodSymbol method)
    {
        foreach (var attribute in argument.Parameter?.GetAttributes() ?? ImmutableArray<AttributeData>.Empty)
            if (attribute.AttributeClass?.Name == "DoesNotReturnIfAttribute" && attribute.ConstructorArguments is [{ Value: bool stops }])
                return !stops;

        return method.Name switch { "Assert" or "True" or "IsTrue" => true, "False" or "IsFalse" => false, _ => null };
    }

    private CompleteTasks Polled(IInvocationOperation call, CompleteTasks before, int depth) =>
        names.Function(call.Arguments[0].Value) is { Body.Operations: [IReturnOperation { ReturnedValue: { } polled }] } ? When(polled, true, before, depth + 1) : before;

    private CompleteTasks Assigned(ISimpleAssignmentOperation assignment, CompleteTasks before)
    {
        var (target, value) = (assignment.Target, assignment.Value);
        var isComplete = IsComplete(value, before);
        var areComplete = !isComplete && AreComplete(value, "*", before);

        if (TaskNames.CollectionOf(target) is { } collection)
            return isComplete ? before : Paths(collection).Aggregate(before, (known, path) => known.WithoutElements(path));
        if (target.Named() is not { } named)
            return before;

        before = before.Without(named);
        if (named is ILocalSymbol && names.Through(named) is { } iterated && !isComplete)
            isComplete = AreComplete(iterated, "*", before) || Unwrap(iterated) is IInvocationOperation { TargetMethod.Name: "WhenEach" };

        foreach (var path in Paths(target))
            before = isComplete ? before.With(path) : areComplete ? before.With(path, "*") : before;
        return before;
    }

    private CompleteTasks Compared(IBinaryOperation comparison, bool equal, CompleteTasks before, int depth)
    {
        foreach (var (one, other) in new[] { (comparison.LeftOperand, comparison.RightOperand), (comparison.RightOperand, comparison.LeftOperand) })
        {
            if (other.Unwrapped().ConstantValue is { HasValue: true } constant)
                return constant.Value is bool truth ? When(one, truth == equal, before, depth + 1)
                    : constant.Value is null ? equal || StateOf(one, "Exception") is not { } failed ? before : Completed(failed, before)
                    : equal && IsEnd(constant.Value) && StateOf(one, "Status") is { } ended ? Completed(ended, before)
                    : before;

            if (!Unwrap(one).Type.IsTask())
                continue;
            if (equal && (IsComplete(one, before) || names.Value(one) is { } raced && Unwrap(raced) is IAwaitOperation { Operation: IInvalidOperation })) // A race that does not compile.
                before = Completed(other, before);
            else if (!equal && Race(one) is [var first, var second])
                before = Same(first, other) ? Completed(second, before) : Same(second, other) ? Completed(first, before) : before;
        }

        return before;
    }

    private CompleteTasks Matched(IOperation value, IPatternOperation pattern, bool matches, CompleteTasks before, int depth)
    {
        if (depth > Depth)
            return before;

        switch (pattern)
        {
            case INegatedPatternOperation not:
                return Matched(value, not.Pattern, !matches, before, depth + 1);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both when matches:
                return Matched(value, both.RightPattern, true, Matched(value, both.LeftPattern, true, before, depth + 1), depth + 1);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either when matches:
                return Matched(value, either.LeftPattern, true, before, depth + 1).And(Matched(value, either.RightPattern, true, before, depth + 1));
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var constant } }:
                return constant is bool truth ? When(value, truth == matches, before, depth + 1)
                    : constant is null ? matches || StateOf(value, "Exception") is not { } failed ? before : Completed(failed, before)
                    : matches && IsEnd(constant) && StateOf(value, "Status") is { } ended ? Completed(ended, before)
                    : before;
            case IRecursivePatternOperation when matches && StateOf(value, "Exception") is { } broken:
                return Completed(broken, before);
            case IRecursivePatternOperation properties when matches:
                var isComplete = properties.PropertySubpatterns.Any(part => part.Member is IPropertyReferenceOperation { Property.Name: var name } && part.Pattern is IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var wanted } }
                    && (wanted is true && Tests.Contains(name) || name == "Status" && wanted is not null && IsEnd(wanted)));
                if (isComplete && properties.DeclaredSymbol is { } declared)
                    before = before.With(AccessPath.Of(declared));
                return isComplete ? Completed(value, before) : before;
            default:
                return before;
        }
    }

    /// <summary>What is known behind a loop that has waited for every element.</summary>
    private CompleteTasks Iterated(SyntaxNode part, CompleteTasks before)
    {
        foreach (var (collection, waited) in LoopsThatWait(part))
            before = ElementsCompleted(collection, waited, before);
        return before;
    }

    /// <summary>The collections whose elements a loop awaits or waits for in each round, whatever happens.</summary>
    private IEnumerable<(IOperation Collection, string Part)> LoopsThatWait(SyntaxNode part)
    {
        if (part.AncestorsAndSelf().FirstOrDefault(node => node is CommonForEachStatementSyntax or ForStatementSyntax) is not { } loop || names.LoopAt(loop) is not { } operation)
            yield break;

        foreach (var statement in operation.Body is IBlockOperation block ? block.Operations : ImmutableArray.Create(operation.Body))
        {
            if (statement is IConditionalOperation or ILoopOperation or ISwitchOperation or IBranchOperation)
                continue;

            foreach (var inner in statement.DescendantsHere())
                foreach (var task in WaitedBy(inner))
                {
                    var waited = Unwrap(task);
                    while (TaskNames.Behind(waited) is { } behind)
                        waited = Unwrap(behind);

                    if (TaskNames.CollectionOf(waited) is { } indexed)
                        yield return (indexed, "*");
                    else
                        foreach (var path in Paths(waited))
                            if (path.Root is ILocalSymbol local && operation.Locals.Contains(local, SymbolEqualityComparer.Default) && names.Through(local) is { } collection)
                                yield return (collection, TaskNames.PartOf(path));
                }
        }
    }

    private IEnumerable<IOperation> WaitedBy(IOperation operation) =>
        operation is IAwaitOperation { Operation: var awaited } ? new[] { awaited } : TaskWait.Of(operation, waits) is { IsBounded: false, Kind: "one" } wait ? wait.Tasks : [];

    private CompleteTasks ElementsCompleted(IOperation collection, string part, CompleteTasks before, int depth = 0)
    {
        collection = Unwrap(collection);
        if (depth > Depth)
            return before;
        if (TaskNames.BehindCollection(collection) is { } behind)
            return ElementsCompleted(behind, part, before, depth + 1);
        if (Projection(collection) is var (source, projected))
            return ElementsCompleted(source, projected, before, depth + 1);
        if (TaskNames.Elements(collection) is { } elements)
            return part == "*" ? elements.Aggregate(before, (known, element) => Completed(element, known, depth + 1)) : before;

        foreach (var path in Paths(collection))
        {
            before = before.With(path, part);
            if (part == "*")
                foreach (var element in names.PutInto(path))
                    before = Completed(element, before, depth + 1);
        }

        return part == "*" && names.Value(collection) is { } made && TaskNames.Elements(made) is { } listed
            ? listed.Aggregate(before, (known, element) => Completed(element, known, depth + 1))
            : names.Value(collection) is { } value && (TaskNames.BehindCollection(value.Unwrapped()) is not null || Projection(value.Unwrapped()) is not null) ? ElementsCompleted(value, part, before, depth + 1)
            : before;
    }

    /// <summary>A member of every element: <c>items.Select(item => item.Task)</c>, and the values of a dictionary.</summary>
    private (IOperation Source, string Part)? Projection(IOperation collection) => collection switch
    {
        IInvocationOperation { TargetMethod.Name: "Select" } call when TaskNames.Receiver(call) is { } source
            && names.Function(call.Arguments.LastOrDefault()?.Value) is { Symbol.Parameters: [var element], Body.Operations: [IReturnOperation { ReturnedValue: { } selected }] }
            && names.PathOf(selected) is { } member && SymbolEqualityComparer.Default.Equals(member.Root, element) => (source, TaskNames.PartOf(member)),
        IPropertyReferenceOperation { Property.Name: "Values", Instance: { } dictionary } => (dictionary, "*.Value"),
        _ => null,
    };

    /// <summary>True for a path that begins with the variable of a loop or callback over elements of which that part is complete.</summary>
    private bool IsPartOfElement(AccessPath path, CompleteTasks known) =>
        path.Root is ILocalSymbol or IParameterSymbol && names.Through(path.Root) is { } collection
        && (AreComplete(collection, TaskNames.PartOf(path), known) || path.Members.IsEmpty && AreComplete(collection, "*.Value", known)); // Taken apart into key and value.

    private static bool TestsItsParameter(IAnonymousFunctionOperation test) =>
        test is { Symbol.Parameters: [var element], Body.Operations: [IReturnOperation { ReturnedValue: IPropertyReferenceOperation { Property.Name: var name, Instance: { } task } }] }
        && Tests.Contains(name) && SymbolEqualityComparer.Default.Equals(task.Named(), element);

    /// <summary>The task whose state an expression reads.</summary>
    private IOperation? StateOf(IOperation operation, string property) =>
        Unwrap(names.Value(Unwrap(operation)) ?? operation) is IPropertyReferenceOperation { Instance: { } task } read && read.Property.Name == property && task.Type.IsTask() ? task : null;

    /// <summary>RanToCompletion, Canceled and Faulted.</summary>
    private static bool IsEnd(object status) => status is 5 or 6 or 7;

    private bool IsWinner(IOperation task) => Race(task, awaited: true) is not null;

    /// <summary>The tasks of which an expression is the one that was complete first.</summary>
    private List<IOperation>? Race(IOperation winner, bool awaited = false)
    {
        var origin = Unwrap(winner);
        if (!awaited)
        {
            origin = Unwrap(names.Value(origin) ?? origin);
            if (origin is not IAwaitOperation { Operation: var race })
                return null;
            origin = Unwrap(race);
        }

        while (TaskNames.Behind(origin) is { } behind)
            origin = Unwrap(behind);
        return origin is IInvocationOperation { TargetMethod.Name: "WhenAny" } call && call.TargetMethod.ContainingType.IsTask() ? Listed(call) : null;
    }

    /// <summary>The tasks written out as arguments; empty where they come in a collection.</summary>
    private List<IOperation> Listed(IInvocationOperation call) =>
        [.. call.Arguments.SelectMany(argument => argument.Value.Type.IsTask() ? [argument.Value] : TaskNames.Elements(Unwrap(argument.Value)) ?? [])];

    private bool Same(IOperation one, IOperation other) => Paths(one).Intersect(Paths(other)).Any();

    /// <summary>The names of an expression: the one it is written with, and the one that a local merely stands for.</summary>
    private IEnumerable<AccessPath> Paths(IOperation operation)
    {
        var written = PathOf(operation);
        if (written is { IsThis: false })
            yield return written;
        if (names.PathOf(Unwrap(operation)) is { IsThis: false } meant && !meant.Equals(written))
            yield return meant;
    }

    private AccessPath? PathOf(IOperation operation, int depth = 0) => depth > Depth ? null : Unwrap(operation) switch
    {
        IInstanceReferenceOperation => AccessPath.This,
        ILocalReferenceOperation { Local: var local } => AccessPath.Of(local),
        IParameterReferenceOperation { Parameter: var parameter } => AccessPath.Of(parameter),
        IFieldReferenceOperation { Field: var field } reference => field.IsStatic ? AccessPath.This.Member(field) : reference.Instance is { } owner ? PathOf(owner, depth + 1)?.Member(field) : null,
        IPropertyReferenceOperation { Arguments.IsEmpty: true, Property: var property } reference => property.IsStatic ? AccessPath.This.Member(property) : reference.Instance is { } owner ? PathOf(owner, depth + 1)?.Member(property) : null,
        _ => null,
    };

    /// <summary>The operation behind conversions and captures.</summary>
    private IOperation Unwrap(IOperation operation)
    {
        for (; ; )
        {
            operation = operation.Unwrapped();
            if (operation is not IFlowCaptureReferenceOperation reference || !captures.TryGetValue(reference.Id, out var captured) || captured is null)
                return operation;
            operation = captured;
        }
    }
}
