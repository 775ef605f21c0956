using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A wait with a time limit whose outcome nobody looks at: for a thread, a task, an event or a latch. Where the code behind it uses what the
/// other side was to write, it may use what is not there yet.
/// </summary>
internal sealed class UncheckedWait
{
    private static readonly ImmutableHashSet<string> Signals = ImmutableHashSet.Create(StringComparer.Ordinal, "Set", "Signal");

    /// <summary>What tells whether the wait was long enough, or makes an end of the other side.</summary>
    private static readonly ImmutableHashSet<string> Checks = ImmutableHashSet.Create(StringComparer.Ordinal,
        "IsSet", "IsAlive", "ThreadState", "CurrentCount", "IsCompleted", "IsCompletedSuccessfully", "IsFaulted", "IsCanceled", "Status", "Exception", "Result", "Interrupt", "Abort", "GetAwaiter", "ConfigureAwait");

    private readonly ISymbol waited;
    private readonly BodyContext context;
    private readonly Table runsDelegate;
    private readonly Table effects;

    private UncheckedWait(IInvocationOperation call, ISymbol waited, BodyContext context, Table runsDelegate, Table effects)
    {
        Call = call;
        this.waited = waited;
        this.context = context;
        this.runsDelegate = runsDelegate;
        this.effects = effects;
    }

    public IInvocationOperation Call { get; }

    /// <summary>The waits of a body that are statements of their own and may come back too early.</summary>
    public static IReadOnlyList<UncheckedWait> In(Survey survey, BodyContext context, Table blocking, Table waits, Table locks, Table runsDelegate, Table effects)
    {
        List<UncheckedWait>? all = null;
        foreach (var call in survey.Calls)
            if (call.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } && call.Type?.SpecialType == SpecialType.System_Boolean && MayGiveUp(call, blocking, waits)
                && call.Instance?.Named() is { } waited && LockCall.Of(call, locks) is null && call.EnclosingLoop() is null or IForEachLoopOperation)
                (all ??= []).Add(new UncheckedWait(call, waited, context, runsDelegate, effects));
        return (IReadOnlyList<UncheckedWait>?)all ?? [];
    }

    /// <summary>What the other side writes and the function uses behind the wait as if it were there, and where; null where nothing shows that it does.</summary>
    public (Access Written, IOperation Use)? Harm()
    {
        if (Graphs.Of(Call, context.Raw) is not { } graph || !graph.CanReach(Call))
            return null;

        var all = WrittenByOther().ToList();
        foreach (var written in all)
            if (UseOf(written, all, graph) is { } use)
                return (written, use);
        return null;
    }

    private static bool MayGiveUp(IInvocationOperation call, Table blocking, Table waits) =>
        BlockingCall.Of(call, blocking) is { Until: "signal" or "end", IsEndless: false, ReturnsAtOnce: false } || TaskWait.Of(call, waits) is { Kind: "one", IsBounded: true };

    /// <summary>The variables, and the contents of variables, that are written before the wait is to be over.</summary>
    private IEnumerable<Access> WrittenByOther()
    {
        foreach (var (code, before) in Sides())
            foreach (var access in Effects.Of(code, context.Compilation, effects, context.Cancellation, near: true).Accesses)
                if (access is { IsWrite: true, IsAtomic: false, Locks.IsDefaultOrEmpty: true, Place: { Output: null, Variable: { } variable, Path: { } path } } && path.Members.Length <= (path.Root is ILocalSymbol or IParameterSymbol ? 0 : 1)
                    && (before is null || (access.Through ?? access.At).Syntax.SpanStart < before.Syntax.SpanStart)
                    && !Place.IsOfThread(variable) && !SymbolEqualityComparer.Default.Equals(variable, waited)
                    && access.Place.Content?.ContainingNamespace is not { Name: "Concurrent" } && variable.VariableType()?.ContainingNamespace is not { Name: "Concurrent" or "Threading" })
                    yield return access;
    }

    /// <summary>The code that is waited for, and the call in it that ends the wait; null where that is its own end.</summary>
    private IEnumerable<(IOperation Code, IOperation? Before)> Sides()
    {
        var root = Call.Root();
        var survey = Engine.Of(context.Compilation).Survey(root);
        foreach (var function in survey.Functions)
            if (!function.Contains(Call) && SignalIn(function) is { } signal)
                yield return (function, signal);

        foreach (var handover in survey.Delegates(runsDelegate))
            if (handover.RunsOn is WorkKind.Thread or WorkKind.Task && IsKept(handover) && CodeOf(handover.Body) is { } code)
                yield return (code, null);

        if (waited is IFieldSymbol { DeclaredAccessibility: Accessibility.Private } field)
            foreach (var side in SidesElsewhere(field, root))
                yield return side;
    }

    private bool IsKept(Handover handover) => handover.Call.User() switch
    {
        ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: var field } } => SymbolEqualityComparer.Default.Equals(field, waited),
        _ => handover.Kept.Holders.Contains(waited, SymbolEqualityComparer.Default),
    };

    private IOperation? CodeOf(IOperation body) => body is IMethodReferenceOperation { Method: var method } ? method.Body(context.Compilation, context.Cancellation) : body;

    /// <summary>Other members of the type that signal what a private field holds, or start what it keeps.</summary>
    private IEnumerable<(IOperation Code, IOperation? Before)> SidesElsewhere(IFieldSymbol field, IOperation here)
    {
        foreach (var part in field.ContainingType.DeclaringSyntaxReferences)
            foreach (var node in part.GetSyntax(context.Cancellation).DescendantNodes())
                if (node is IdentifierNameSyntax { Identifier.ValueText: var name } && name == field.Name && node.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is { } member && member != here.Syntax)
                {
                    if (IsSignalled(node) && Engine.Of(context.Compilation).Model(node.SyntaxTree).GetOperation(member, context.Cancellation) is { } body
                        && body.Descendants().OfType<IInvocationOperation>().LastOrDefault(IsSignal) is { } signal)
                        yield return ((signal.EnclosingFunction() ?? body), signal);
                    else if (IsAssigned(node) && Engine.Of(context.Compilation).Model(node.SyntaxTree).GetOperation(member, context.Cancellation) is { } starter)
                        foreach (var handover in Engine.Of(context.Compilation).Survey(starter).Delegates(runsDelegate))
                            if (handover.RunsOn is WorkKind.Thread or WorkKind.Task && IsKept(handover) && CodeOf(handover.Body) is { } code)
                                yield return (code, null);
                }
    }

    private static bool IsSignalled(SyntaxNode name) =>
        (name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own : name).Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called } && Signals.Contains(called);

    private static bool IsAssigned(SyntaxNode name) =>
        (name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own : name).Parent is AssignmentExpressionSyntax;

    /// <summary>The last signal in the text: what stands before it may be what the wait is for.</summary>
    private IOperation? SignalIn(IOperation function)
    {
        IOperation? signal = null;
        foreach (var operation in function.DescendantsHere())
            if (IsSignal(operation))
                signal = operation;
        return signal;
    }

    private bool IsSignal(IOperation operation) =>
        operation is IInvocationOperation { Instance: { } signalled, TargetMethod.Name: var name } && Signals.Contains(name) && SymbolEqualityComparer.Default.Equals(signalled.Named(), waited);

    /// <summary>The first use behind the wait on a path that asks neither how the wait ended nor what the other side has left, nor may wait again.</summary>
    private IOperation? UseOf(Access written, List<Access> all, FlowGraph graph)
    {
        IOperation? use = null;
        return graph.Leads(Call, Uses, IsBarrier) ? use : null;

        bool Uses(IOperation operation)
        {
            if (!IsSame(operation, written) || !operation.IsRead() || IsAsked(operation, written.Place.Content is not null))
                return false;
            use = operation;
            return true;
        }

        bool IsBarrier(IOperation operation) => operation switch
        {
            ISimpleAssignmentOperation { Target: var target } => IsSame(target, written),
            IInvocationOperation { Instance: { } on, TargetMethod.Name: var name } when Checks.Contains(name) => IsWaited(on),
            IPropertyReferenceOperation { Instance: { } on, Property.Name: var name } when Checks.Contains(name) => IsWaited(on),
            _ => operation.Syntax != Call.Syntax && WaitPoint.MayBe(operation) || all.Exists(other => IsSame(operation, other) && IsAsked(operation, other.Place.Content is not null)),
        };

        static bool IsSame(IOperation operation, Access written) => operation is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: true }
            && SymbolEqualityComparer.Default.Equals(operation.Named()?.OriginalDefinition, written.Place.Variable) && !operation.IsForeign();

        bool IsWaited(IOperation on) => SymbolEqualityComparer.Default.Equals(on.Named(), waited);
    }

    /// <summary>True where the code tests what is there, or hands it on as it is: a value that tells by itself whether somebody wrote it.</summary>
    private static bool IsAsked(IOperation use, bool isContent)
    {
        for (SyntaxNode? inner = use.Syntax, outer = inner.Parent; outer is not null and not MemberDeclarationSyntax; inner = outer, outer = outer.Parent)
            switch (outer)
            {
                case IfStatementSyntax choice when choice.Condition == inner:
                case ConditionalExpressionSyntax either when either.Condition == inner:
                case WhileStatementSyntax loop when loop.Condition == inner:
                case ConditionalAccessExpressionSyntax or IsPatternExpressionSyntax or SwitchExpressionSyntax or SwitchStatementSyntax:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression }:
                    return true;
                case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                    return !isContent && inner == use.Syntax && use.Type is { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } or { SpecialType: SpecialType.System_Boolean };
                case StatementSyntax or AnonymousFunctionExpressionSyntax:
                    return false;
            }

        return false;
    }
}
