using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Asynchrony.Analyzers.Flow;

/// <summary>A call that hands a value over to whoever receives it. One that may refuse says so by its result.</summary>
internal sealed record Transfer(IInvocationOperation Call, IOperation Value, bool MayRefuse);

/// <summary>
/// An object that is changed though it was sent on some path to there, under whatever name. Nothing on that path waits for the receiver, takes
/// a lock, or gives the variable another object; where the send was refused, or threw, nothing was sent.
/// </summary>
internal sealed class SentObject
{
    private SentObject(AccessPath path, IOperation change, string how, Transfer transfer)
    {
        Path = path;
        Change = change;
        How = how;
        Transfer = transfer;
    }

    /// <summary>How the code names the object that was sent.</summary>
    public AccessPath Path { get; }

    /// <summary>What changes it. An operation of the flow graph.</summary>
    public IOperation Change { get; }

    /// <summary>A word for what happens to the object.</summary>
    public string How { get; }

    public Transfer Transfer { get; }

    /// <summary>True where a loop comes to the change again behind the send.</summary>
    public bool IsNextRound => !IsEndOfUsing && Change.Syntax.SpanStart < Transfer.Call.Syntax.SpanStart;

    /// <summary>True where the end of a using gives it up, which stands nowhere in the text.</summary>
    public bool IsEndOfUsing => Change.IsImplicit && Change is IInvocationOperation;

    /// <summary>The changes of sent objects in one function, in the order of the text.</summary>
    public static IEnumerable<SentObject> In(BodyContext context, Survey survey, IReadOnlyList<Transfer> transfers, Tables tables) =>
        transfers.Count == 0 || Graphs.Of(transfers[0].Call, context.Raw) is not { } graph ? [] : new Solver(context, survey, graph, transfers, tables).Find();

    /// <summary>The tables that the question needs.</summary>
    public sealed record Tables(Table Effects, Table Releases, Table Views);

    private sealed class Solver
    {
        private readonly BodyContext context;
        private readonly FlowGraph graph;
        private readonly IReadOnlyList<Transfer> transfers;
        private readonly Tables tables;
        private readonly ObjectChange changes;
        private readonly Names names;
        private readonly Dictionary<(SyntaxNode, OperationKind), int> ends = [];
        private readonly HashSet<ISymbol> writtenElsewhere = new(SymbolEqualityComparer.Default);

        public Solver(BodyContext context, Survey survey, FlowGraph graph, IReadOnlyList<Transfer> transfers, Tables tables)
        {
            (this.context, this.graph, this.transfers, this.tables) = (context, graph, transfers, tables);
            changes = new ObjectChange(context.Compilation, tables.Effects, tables.Releases, context.Cancellation);
            names = Engine.Of(context.Compilation).NamesOf(survey.Root);
            for (var index = 0; index < transfers.Count; index++)
                if (End(transfers[index]) is { } end)
                    ends[(end.Syntax, end.Kind)] = index;

            foreach (var function in survey.Functions)
                foreach (var inner in function.Descendants())
                    if (inner is ILocalReferenceOperation or IParameterReferenceOperation && inner.IsWritten() && inner.Named() is { } written)
                        writtenElsewhere.Add(written);
        }

        public IEnumerable<SentObject> Find()
        {
            if (ends.Count == 0 || Forward.Solve(graph.Nodes.Count, graph.Entry.Index, SentState.None, (one, other) => one.And(other), Step, context.Cancellation) is not { } entries)
                return [];

            var found = new Dictionary<(SyntaxNode, int), SentObject>();
            foreach (var node in graph.Nodes)
                if (entries[node.Index] is { } state)
                    foreach (var operation in node.Operations)
                    {
                        if (state.HasSent)
                            foreach (var (path, send, how) in Changed(operation, state))
                                found[(operation.Syntax, send)] = new SentObject(path, operation, how, transfers[send]);
                        state = After(operation, state);
                    }

            return found.Values.OrderBy(change => change.Change.Syntax.SpanStart);
        }

        private void Step(int index, SentState state, Action<int, SentState> arrive)
        {
            var node = graph.Nodes[index];
            var thrown = state;
            foreach (var operation in node.Operations)
                if (After(operation, state) is var after && !ReferenceEquals(after, state)) // Most operations change nothing.
                    thrown = thrown.And(state = after);

            foreach (var edge in node.Out)
                if (edge.To.Index >= 0)
                    arrive(edge.To.Index, edge.Exceptional ? thrown.WithoutSent() : edge.When is { } when && node.Block.BranchValue is { } condition ? Behind(condition, when, state) : state);
        }

        /// <summary>Where a send refused, nothing was sent.</summary>
        private SentState Behind(IOperation condition, bool when, SentState state) => condition switch
        {
            _ when ends.TryGetValue((condition.Syntax, condition.Kind), out var send) => when ? state : state.Without(send),
            IConversionOperation or IParenthesizedOperation => Behind(condition.Unwrapped(), when, state),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => Behind(operand, !when, state),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, LeftOperand: var asked, RightOperand.ConstantValue: { HasValue: true, Value: bool expected } } => Behind(asked, when == expected, state),
            IIsPatternOperation { Value: var asked, Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool expected } } } => Behind(asked, when == expected, state),
            ILocalReferenceOperation { Local: var local } when names.Value(local)?.Unwrapped() is { } kept && ends.TryGetValue((kept.Syntax, kept.Kind), out var send) => when ? state : state.Without(send),
            _ => state,
        };

        private SentState After(IOperation operation, SentState state)
        {
            switch (operation)
            {
                case IFlowCaptureOperation capture:
                    return state.Capture(capture.Id, ValueOf(capture.Value, state));
                case ISimpleAssignmentOperation assignment:
                    var value = ValueOf(assignment.Value, state);
                    foreach (var (holder, part) in ObjectParts.Added(assignment, tables.Views))
                        state = Put(holder, part, state);
                    foreach (var path in Written(assignment.Target, state))
                        state = state.Assign(path, value);
                    return state;
                case IDeconstructionAssignmentOperation { Target: ITupleOperation targets }:
                    foreach (var path in targets.Descendants().SelectMany(target => Written(target, state)).ToList())
                        state = state.Assign(path, SentValue.Unknown);
                    return state;
                case ICompoundAssignmentOperation { Target: var target }:
                    return state.Forget(path => Written(target, state).Any(written => path.From(written) is not null));
                case IIsPatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol declared }, Value: var matched }:
                    return state.Assign(AccessPath.Of(declared), ValueOf(matched, state));
                case IInvocationOperation call:
                    return AfterCall(call, state);
                case IAwaitOperation when ends.TryGetValue((operation.Syntax, operation.Kind), out var send):
                    return Send(send, operation, state);
            }

            return state.HasSent && WaitPoint.MayBe(operation) && !IsSend(operation) ? state.WithoutSent() : state;
        }

        private SentState AfterCall(IInvocationOperation call, SentState state)
        {
            foreach (var (holder, part) in ObjectParts.Added(call, tables.Views))
                state = Put(holder, part, state);
            foreach (var argument in call.Arguments)
                if (argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref)
                    foreach (var path in Written(argument.Value is IDeclarationExpressionOperation declared ? declared.Expression : argument.Value, state).ToList())
                        state = state.Assign(path, SentValue.Unknown);

            if (ends.TryGetValue((call.Syntax, call.Kind), out var send))
                return Send(send, call, state);
            if (IsSend(call) || !state.HasSent)
                return state;
            if (WaitPoint.MayBe(call) || call.TargetMethod is { ContainingType.Name: "Monitor", Name: "Enter" } || Waits(call))
                return state.WithoutSent();

            // Code of the same type, and what it hands out, may give its fields other objects.
            return call.TargetMethod.MethodKind is MethodKind.DelegateInvoke or MethodKind.LocalFunction || !call.TargetMethod.DeclaringSyntaxReferences.IsEmpty && context.Owner.ContainingType is { } own && own.DerivesFrom(call.TargetMethod.ContainingType)
                ? state.Forget(path => path.Root is null or ITypeSymbol)
                : state;
        }

        private SentState Send(int send, IOperation end, SentState state) => state.Send(ValueOf(Message(transfers[send], end), state), send, path => path.Root is not ISymbol root || !writtenElsewhere.Contains(root));

        /// <summary>The message as the graph has it: what is made with members, and what is chosen, it takes apart.</summary>
        private static IOperation Message(Transfer transfer, IOperation end)
        {
            foreach (var part in end.DescendantsAndSelf())
                if (part is IInvocationOperation call && call.Syntax == transfer.Call.Syntax && call.Arguments.Length == transfer.Call.Arguments.Length)
                    for (var index = 0; index < call.Arguments.Length; index++)
                        if (transfer.Call.Arguments[index].Value == transfer.Value)
                            return call.Arguments[index].Value;

            return transfer.Value;
        }

        private SentState Put(IOperation holder, IOperation part, SentState state)
        {
            var value = ValueOf(part, state);
            if (value.IsUnknown)
                return state;
            if (holder.Unwrapped() is IFlowCaptureReferenceOperation capture)
                state = state.Fill(capture.Id, value);
            foreach (var path in ValueOf(holder, state).Is)
                state = state.Put(path, value);
            return state;
        }

        private bool Waits(IInvocationOperation call) => call.TargetMethod.Body(context.Compilation, context.Cancellation) is { } body && Effects.Of(body, context.Compilation, tables.Effects, context.Cancellation, near: true).Waits;

        /// <summary>True for a send, and for the await of one.</summary>
        private bool IsSend(IOperation operation)
        {
            foreach (var transfer in transfers)
                if (transfer.Call.Syntax == operation.Syntax || operation is IAwaitOperation && Awaited(operation).Syntax == transfer.Call.Syntax)
                    return true;
            return false;
        }

        private IEnumerable<(AccessPath Path, int Send, string How)> Changed(IOperation operation, SentState state)
        {
            foreach (var (changed, how) in changes.Of(operation))
                if (changed.Unwrapped().Type is not { } type || !IsForThreads(type))
                    if (SentBy(changed.Type is { IsValueType: true } ? ValueOf(changed, state).All : ValueOf(changed, state).Is, state) is var (path, send)) // A struct that looks into an object changes that.
                        yield return (path, send, how);

            if (operation is ISimpleAssignmentOperation { Target: IFlowCaptureReferenceOperation target } // What is set where it is null.
                && SentBy(state.Captured(target.Id).Is.Where(member => !member.Members.IsEmpty).Select(member => member.Without()), state) is var (owner, sent))
                yield return (owner, sent, "changed");
        }

        private static (AccessPath Path, int Send)? SentBy(IEnumerable<AccessPath> changed, SentState state)
        {
            foreach (var path in changed)
                for (var owner = path; ; owner = owner.Without())
                {
                    if (TypeOf(owner) is not { IsValueType: true })
                    {
                        if (state.SentBy(owner) is { } sent)
                            return sent;
                        break;
                    }

                    if (owner.Members.IsEmpty)
                        break; // A struct of this function: what was sent is a copy.
                }

            return null;
        }

        private static ITypeSymbol? TypeOf(AccessPath path) => (path.Members.IsEmpty ? path.Root : path.Members[path.Members.Length - 1])?.VariableType();

        /// <summary>Made to be used by several threads.</summary>
        private static bool IsForThreads(ITypeSymbol type) => type.ContainingNamespace is { Name: "Threading" or "Channels" or "Concurrent" or "Tasks", ContainingNamespace.Name: "System" or "Threading" or "Collections" };

        /// <summary>The variables that an assignment to an expression gives another value.</summary>
        private IEnumerable<AccessPath> Written(IOperation target, SentState state) =>
            target is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation ? ValueOf(target, state).Is : [];

        private SentValue ValueOf(IOperation operation, SentState state) => operation switch
        {
            ILocalReferenceOperation { Local: { IsRef: false, IsConst: false } local } => SentValue.Of(AccessPath.Of(local)),
            IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } => SentValue.Of(AccessPath.Of(parameter)),
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => SentValue.Of(AccessPath.This),
            IFieldReferenceOperation { Field: { IsConst: false } field } reference => Member(field, reference.Instance, state),
            IPropertyReferenceOperation { Arguments.IsEmpty: true, Property: var property } reference when IsStored(property) => Member(property, reference.Instance, state),
            IFlowCaptureReferenceOperation capture => state.Captured(capture.Id),
            IParenthesizedOperation { Operand: var operand } => ValueOf(operand, state),
            IConversionOperation { OperatorMethod: null, Operand: var operand } => ValueOf(operand, state),
            ISimpleAssignmentOperation { Value: var value } => ValueOf(value, state),
            _ when ObjectParts.Of(operation, tables.Views).ToList() is { Count: > 0 } parts => SentValue.With(parts.Select(part => ValueOf(part, state))),
            _ => SentValue.Unknown,
        };

        private SentValue Member(ISymbol member, IOperation? instance, SentState state)
        {
            if (instance is null)
                return SentValue.Of(AccessPath.This.Member(member)!);

            var paths = ValueOf(instance, state).Is.Select(owner => owner.Member(member)).OfType<AccessPath>().ToImmutableHashSet();
            return paths.IsEmpty ? SentValue.Unknown : new SentValue(paths, ImmutableHashSet<AccessPath>.Empty);
        }

        /// <summary>True for a property that gives the same object again: one of a library, and one without code.</summary>
        private static bool IsStored(IPropertySymbol property) =>
            property.DeclaringSyntaxReferences.IsEmpty || property.IsAbstract || property.Storage() is not null;

        /// <summary>The operation behind which the value is sent: the call, or its await. Null where nobody can tell whether it was refused.</summary>
        private IOperation? End(Transfer transfer)
        {
            IOperation end = transfer.Call;
            for (var user = end.Parent; user is IConversionOperation or IParenthesizedOperation or IAwaitOperation or IArgumentOperation or IInvocationOperation; user = user.Parent)
                if (user is IAwaitOperation)
                {
                    end = user;
                    break;
                }
                else if (user is IInvocationOperation { TargetMethod.Name: not ("ConfigureAwait" or "AsTask") })
                    break;

            return !transfer.MayRefuse || end.IsDropped() || IsAsked(end) ? end : null;
        }

        private bool IsAsked(IOperation result)
        {
            for (var (inner, outer) = (result, result.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
                switch (outer)
                {
                    case IConversionOperation or IParenthesizedOperation or IUnaryOperation or IBinaryOperation or IIsPatternOperation: continue;
                    case IConditionalOperation choice: return choice.Condition == inner;
                    case IWhileLoopOperation loop: return loop.Condition == inner;
                    case IForLoopOperation loop: return loop.Condition == inner;
                    case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }: return names.Value(declarator.Symbol) is not null && inner == result;
                    default: return false;
                }

            return false;
        }

        private static IOperation Awaited(IOperation wait)
        {
            var awaited = ((IAwaitOperation)wait).Operation.Unwrapped();
            while (awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask", Instance: { } inner })
                awaited = inner.Unwrapped();
            return awaited;
        }
    }
}
