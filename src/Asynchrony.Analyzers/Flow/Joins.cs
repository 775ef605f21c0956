using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Where the caller waits for work it started: the variables the thread or task is kept in, and the operations that wait on them.
/// Work that is passed to code we cannot see counts as waited for wherever anything is waited for.
/// </summary>
internal sealed class Joins
{
    private static readonly ImmutableHashSet<string> Waits = ImmutableHashSet.Create(StringComparer.Ordinal,
        "Join", "Wait", "WaitAll", "WaitAny", "WaitOne", "WaitAsync", "GetResult", "Result", "SignalAndWait", "RunSynchronously");

    private static readonly ImmutableHashSet<string> Tells = ImmutableHashSet.Create(StringComparer.Ordinal, "IsCompleted", "IsCompletedSuccessfully", "IsSet", "IsAlive");

    private readonly HashSet<ISymbol> holders = new(SymbolEqualityComparer.Default);
    private readonly IOperation start;
    private bool anywhere;

    private Joins(IOperation start) => this.start = start;

    /// <summary>True when the very expression that starts the work waits for it: awaited at once, or chained with a wait.</summary>
    public bool AtOnce { get; private set; }

    /// <summary>The waits for the work that an operation makes; <paramref name="body"/> is what it runs, where that is seen.</summary>
    public static Joins Of(IOperation creation, IOperation? body)
    {
        var joins = new Joins(creation);
        joins.Follow(creation);
        if (creation is IEventAssignmentOperation { EventReference: IEventReferenceOperation { Instance: { } source } } && source.Named() is { } raiser)
            joins.holders.Add(raiser); // Who raises the event may be told to stop.
        joins.FollowHolders();

        // An event, latch or completion source that the body touches may be what the caller waits for.
        foreach (var operation in body?.Descendants() ?? [])
            if (operation is ILocalReferenceOperation or IFieldReferenceOperation or IParameterReferenceOperation && operation.Named() is { } symbol
                && operation.Type is { TypeKind: TypeKind.Class } type && IsSignal(type))
                joins.holders.Add(symbol);

        joins.FollowSources();
        return joins;
    }

    /// <summary>For work whose holders are all known, such as work that does not leave its function.</summary>
    public static Joins Of(IOperation start, IEnumerable<ISymbol> holders)
    {
        var joins = new Joins(start);
        joins.Follow(start);
        joins.holders.UnionWith(holders);
        joins.FollowHolders();
        joins.anywhere = false;
        return joins;
    }

    /// <summary>
    /// True where the caller waits for this work. Where it does so in a loop over the variables that hold it, or if they hold anything, every
    /// operation of that loop or test counts.
    /// </summary>
    public bool Include(IOperation operation)
    {
        if (Touches(operation) || waiters.Count > 0 && operation is IInvocationOperation call && (waiters.Contains(call.TargetMethod) || call.Instance?.Named() is { } called && waiters.Contains(called)))
            return true;

        for (var syntax = wholes.Count > 0 ? operation.Syntax : null; syntax is not null; syntax = syntax.Parent)
            if (wholes.Contains(syntax))
                return true;

        return false;
    }

    private readonly HashSet<SyntaxNode> wholes = [];

    /// <summary>Local functions that wait, and variables that keep a lambda which does: who calls them waits.</summary>
    private readonly HashSet<ISymbol> waiters = new(SymbolEqualityComparer.Default);

    /// <summary>True for what waits for the work, or for anything where the work may be anywhere.</summary>
    private bool Touches(IOperation operation) => operation switch
    {
        IAwaitOperation awaited => anywhere || Holds(awaited.Operation),
        IInvocationOperation call when IsWait(call.TargetMethod) => anywhere || (call.Instance is null ? HoldsAny(call.Arguments) : Holds(AccessedBy(call.Instance))),
        IInvocationOperation { Arguments.IsEmpty: false } call when holders.Count > 0 && IsHandedToWait(call) => true,
        IPropertyReferenceOperation { Instance: { } instance } property when Waits.Contains(property.Property.Name) || Tells.Contains(property.Property.Name) && IsAskedByLoop(property) => anywhere || Holds(instance),
        _ => false,
    };

    /// <summary>True where the work is handed to a method whose source waits for what it gets, as far as the text tells.</summary>
    private bool IsHandedToWait(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
            if (argument.Parameter is { DeclaringSyntaxReferences: [var declared] } parameter && Holds(argument.Value) && declared.GetSyntax() is ParameterSyntax { Parent.Parent: { } method }
                && method.DescendantNodes().Any(node => IsWaitFor(parameter.Name, node)))
                return true;
        return false;
    }

    private static bool IsWaitFor(string name, SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var receiver }, Name.Identifier.ValueText: var member } => receiver == name && Waits.Contains(member),
        ConditionalAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var receiver }, WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: var member } } } => receiver == name && Waits.Contains(member),
        AwaitExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var awaited } } => awaited == name,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member }, ArgumentList.Arguments: var arguments } => (Waits.Contains(member) || member.StartsWith("When", StringComparison.Ordinal))
            && arguments.Any(argument => argument.Expression is IdentifierNameSyntax { Identifier.ValueText: var given } && given == name),
        ForEachStatementSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var all }, Identifier.ValueText: var each, Statement: var body } => all == name && body.DescendantNodes().Any(inner => IsWaitFor(each, inner)),
        _ => false,
    };

    private bool HoldsAny(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
            if (Holds(argument.Value))
                return true;
        return false;
    }

    /// <summary>True for an expression that leads to a variable in which the work is kept.</summary>
    public bool Holds(IOperation operation)
    {
        if (holders.Count == 0)
            return false;
        if (IsHolder(operation))
            return true;

        foreach (var part in operation.Descendants())
            if (IsHolder(part))
                return true;
        return false;
    }

    private bool IsHolder(IOperation operation) => operation.Named() is { } symbol && holders.Contains(symbol);

    /// <summary>Libraries bring waits of their own, as static members that say so: WaitAndUnwrapException, SafeWait.</summary>
    private static bool IsWait(IMethodSymbol method) => Waits.Contains(method.Name) || method.IsStatic && method.Name.Contains("Wait");

    /// <summary>True for what a loop asks before each round: it goes round until the work is done. Told by the text, which trees and flow graphs share.</summary>
    private static bool IsAskedByLoop(IOperation operation) => operation.Syntax.Ancestors().TakeWhile(node => node is ExpressionSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax)
        .Any(node => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax);

    /// <summary>In <c>worker?.Join()</c> the call knows its receiver only as what was tested.</summary>
    private static IOperation AccessedBy(IOperation receiver) =>
        receiver is IConditionalAccessInstanceOperation tested ? tested.Accessed() ?? receiver : receiver;

    private void Follow(IOperation work)
    {
        switch (work.User())
        {
            case IAwaitOperation:
                AtOnce = true;
                break;
            case IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }:
                break;
            case IInvocationOperation call when call.Instance == work || call.Instance?.Unwrapped() == work:
                if (IsWait(call.TargetMethod))
                    AtOnce = true;
                else if (call.TargetMethod.Name is not ("Start" or "UnsafeStart"))
                    Follow(call); // ConfigureAwait, Unwrap, ContinueWith: what comes out ends when the work does.
                break;
            case IPropertyReferenceOperation property when Waits.Contains(property.Property.Name):
                AtOnce = true;
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                holders.Add(declarator.Symbol);
                break;
            case ISimpleAssignmentOperation assignment:
                Keep(assignment.Target);
                break;
            case IArgumentOperation { Parent: IInvocationOperation { Instance: { } collection } }:
                Keep(collection);
                break;
            case IArgumentOperation { Parent: IInvocationOperation call }:
                if (IsWait(call.TargetMethod))
                    AtOnce = true;
                else
                    Follow(call);
                break;
            case { } user when user is IArrayInitializerOperation or IArrayCreationOperation || user.Kind == Operations.CollectionExpression:
                Follow(user);
                break;
            default:
                anywhere = true;
                break;
        }
    }

    private void Keep(IOperation place)
    {
        if ((place is IArrayElementReferenceOperation element ? element.ArrayReference : place is IPropertyReferenceOperation { Arguments.Length: > 0, Instance: { } indexed } ? indexed : place).Named() is { } symbol)
            holders.Add(symbol);
        else
            anywhere = true;
    }

    /// <summary>Variables that a holder is put into hold the work too, and loops that wait for each element wait for all.</summary>
    private void FollowHolders()
    {
        var root = start.Ancestors().LastOrDefault() ?? start;

        foreach (var operation in root.Descendants())
            switch (operation)
            {
                case ILocalReferenceOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { Instance: { } collection } } } local
                    when holders.Contains(local.Local) && !IsWait(((IInvocationOperation)local.Parent!.Parent!).TargetMethod):
                    Keep(collection);
                    break;
                case ILocalReferenceOperation local when holders.Contains(local.Local) && local.User() is ISimpleAssignmentOperation assignment && assignment.Value.Unwrapped() == local:
                    Keep(assignment.Target);
                    break;
                case IForEachLoopOperation loop when Holds(loop.Collection):
                    foreach (var local in loop.Locals)
                        holders.Add(local);
                    break;
            }

        foreach (var whole in root.Descendants())
            if ((whole is ILoopOperation || IsNullTest(whole)) && !whole.Contains(start) && whole.DescendantsHere().Any(Touches))
                wholes.Add(whole.Syntax);
            else if (WaiterOf(whole) is { } waiter && !whole.Contains(start) && whole.DescendantsHere().Any(Touches))
                waiters.Add(waiter);
    }

    /// <summary>Who keeps the task of a completion source keeps what waits for it.</summary>
    private void FollowSources()
    {
        if (holders.Count == 0)
            return;

        foreach (var operation in start.Root().Descendants())
            if (operation is IVariableDeclaratorOperation { Symbol: var local } declarator && declarator.GetVariableInitializer()?.Value.Unwrapped() is IPropertyReferenceOperation { Property.Name: "Task", Instance: { } source } && Holds(source))
                holders.Add(local);
    }

    private static ISymbol? WaiterOf(IOperation function) => function switch
    {
        ILocalFunctionOperation { Symbol: var local } => local,
        IAnonymousFunctionOperation lambda when lambda.User() is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var variable } } => variable,
        _ => null,
    };

    /// <summary>Whoever started the work holds it, so a test for null always succeeds.</summary>
    private bool IsNullTest(IOperation operation) => operation switch
    {
        IConditionalAccessOperation access => Holds(access.Operation),
        IConditionalOperation { Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } test } =>
            test.RightOperand.ConstantValue is { HasValue: true, Value: null } && Holds(test.LeftOperand),
        IConditionalOperation { Condition: IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } } test } => Holds(test.Value),
        _ => false,
    };

    /// <summary>True for what a thread may wait for until another one tells.</summary>
    internal static bool IsSignal(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            if (current.Name is "WaitHandle" or "ManualResetEventSlim" or "CountdownEvent" or "Barrier" or "SemaphoreSlim" or "TaskCompletionSource")
                return true;
        return false;
    }
}
