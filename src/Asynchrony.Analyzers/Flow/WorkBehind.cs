using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// What stands behind a wait in its block and may as well run beside the work that is waited for. Each statement is known, touches nothing
/// that the work writes and the other way round, leaves the block by no way but its end, and opens nothing that closes at the end of the block.
/// Nor does it wait, let others go on, free anything, print or measure: until now the work had ended before it did.
/// </summary>
internal sealed class WorkBehind
{
    private readonly ILocalSymbol holder;
    private readonly Effects work;
    private readonly bool mayFail;
    private readonly Names names;
    private readonly Table effects;

    private WorkBehind(ILocalSymbol holder, Effects work, bool mayFail, Names names, Table effects)
    {
        this.holder = holder;
        this.work = work;
        this.mayFail = mayFail;
        this.names = names;
        this.effects = effects;
    }

    /// <summary>The first statement that may take its time; null when nothing is worth to be done earlier.</summary>
    public IOperation? First { get; private set; }

    /// <summary>The last statement that does more than move values about, with the other waits right behind it: the wait may stand behind this.</summary>
    public IOperation? Last { get; private set; }

    /// <summary>The first statement that has to wait; null where the block ends.</summary>
    public IOperation? Dependent { get; private set; }

    /// <param name="wait">The statement that waits.</param>
    /// <param name="holder">The variable of the thread or task.</param>
    /// <param name="work">What it does.</param>
    /// <param name="mayFail">True where the wait throws what the work throws: then nothing may be done that others would see.</param>
    /// <param name="otherWaits">Statements that wait for other work of the same function: they may come first.</param>
    public static WorkBehind Of(
        IOperation wait, ILocalSymbol holder, Effects work, bool mayFail, IReadOnlyList<IOperation> otherWaits, Compilation compilation, Table effects, CancellationToken cancellation)
    {
        var behind = new WorkBehind(holder, work, mayFail, new Names(wait.Root()), effects);
        if (!work.Unknown && !work.Frees && wait.Parent is IBlockOperation block)
            behind.Follow(block.Operations.SkipWhile(statement => statement != wait).Skip(1), otherWaits, statement => Effects.Of(statement, compilation, effects, cancellation));
        return behind;
    }

    private void Follow(IEnumerable<IOperation> statements, IReadOnlyList<IOperation> otherWaits, Func<IOperation, Effects> effectsOf)
    {
        IOperation? before = null;

        foreach (var statement in statements)
        {
            if (otherWaits.Contains(statement))
            {
                if (Last is not null && Last == before)
                    Last = statement;
            }
            else if (Uses(statement) || Leaves(statement) || effectsOf(statement) is var does && !IsFree(does))
            {
                Dependent = statement.IsImplicit || statement is ILocalFunctionOperation ? null : statement;
                return;
            }
            else if (does.Works)
            {
                Last = statement;
                First ??= does.TakesTime ? statement : null;
            }

            before = statement;
        }
    }

    private bool IsFree(Effects does) =>
        !does.Waits && !does.Frees && does.IsIndependentOf(work)
        && !does.Accesses.Any(access => access.Place.IsClock || access is { IsWrite: true, Place.Output: not null } || mayFail && access.IsWrite && access.Place.Path?.Root is not ILocalSymbol)
        && !MayReach(does, work) && !MayReach(work, does);

    /// <summary>True where one goes through a query, or an object that came from a call, and so perhaps to what the other writes.</summary>
    private bool MayReach(Effects one, Effects other) => one.Accesses.Any(access =>
        access.Place.IsKeptQuery && other.Accesses.Any(met => met is { IsWrite: true, Place.Output: null })
        || access.Place is { Content: not null, Variable: ILocalSymbol local } && !IsMadeHere(local) && other.Accesses.Any(met => met is { IsWrite: true, Place.Content: not null }));

    private bool IsMadeHere(ILocalSymbol local) => names.Value(local)?.Unwrapped() switch
    {
        IObjectCreationOperation { Arguments.IsEmpty: true } or IArrayCreationOperation or { Kind: Operations.CollectionExpression } => true,
        IObjectCreationOperation { Arguments: var arguments } => arguments.All(argument => argument.Value.Unwrapped().Type is null or { IsValueType: true } or { SpecialType: SpecialType.System_String }),
        IInvocationOperation { TargetMethod: var method } => effects.Find(method).Contains("fresh"),
        _ => false,
    };

    private bool Uses(IOperation statement) => statement.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, holder));

    private static bool Leaves(IOperation statement) => statement.DescendantsHere().Prepend(statement).Any(part => part switch
    {
        IReturnOperation or IThrowOperation or IAwaitOperation or ILocalFunctionOperation or ILabeledOperation or IUsingDeclarationOperation or IUsingOperation { IsAsynchronous: true } => true,
        IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue } branch => branch.GetCorrespondingOperation() is not { } target || !statement.Contains(target),
        IBranchOperation or { Kind: OperationKind.None } => true,
        _ => false,
    });
}
