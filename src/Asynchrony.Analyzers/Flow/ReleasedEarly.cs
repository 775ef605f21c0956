using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A resource that a function gives up while a task that was handed it may still be under way: the task is returned, discarded or kept, and a
/// path leads to the release on which nothing has waited for it.
/// </summary>
internal sealed class ReleasedEarly
{
    /// <summary>Locals that stand for something else are followed this far.</summary>
    private const int Depth = 4;

    private static readonly ImmutableHashSet<string> SameWork = ImmutableHashSet.Create(StringComparer.Ordinal, "ConfigureAwait", "ContinueWith", "Unwrap", "WaitAsync", "AsTask", "Preserve", "WhenAll", "WhenAny");

    private static readonly ImmutableHashSet<string> Services = ImmutableHashSet.Create(StringComparer.Ordinal, "GetService", "GetRequiredService", "GetKeyedService", "GetRequiredKeyedService");

    private readonly Table runsDelegate;
    private List<ISymbol>? found;

    private ReleasedEarly(IInvocationOperation call, Table runsDelegate) => (Call, this.runsDelegate) = (call, runsDelegate);

    /// <summary>The call that was handed the resource and returned the task.</summary>
    public IInvocationOperation Call { get; }

    public ISymbol? Resource { get; private set; }

    /// <summary>Where the resource is given up.</summary>
    public Location? Release { get; private set; }

    /// <summary>True where the body gives anything up at all.</summary>
    public static bool MayBeIn(Survey survey, Table releases)
    {
        if (!survey.Usings.IsEmpty)
            return true;
        foreach (var call in survey.Calls)
            if (ResourceRelease.IsDisposal(call.TargetMethod) || !releases.Find(call.TargetMethod).IsEmpty)
                return true;

        return false;
    }

    /// <summary>
    /// Null for a task that is waited for, complete, or handed to somebody who may wait for it. What a body that another thread runs captures
    /// is not looked at here.
    /// </summary>
    public static ReleasedEarly? Of(IInvocationOperation call, BodyContext context, Table releases, Table runsDelegate)
    {
        if (!IsLeftUnderWay(call) || SameWork.Contains(call.TargetMethod.Name) && call.Instance?.Unwrapped().Type.IsTask() == true)
            return null;

        var early = new ReleasedEarly(call, runsDelegate);
        early.Look(call.Instance, Depth);
        foreach (var argument in call.Arguments)
            early.Look(argument.Value, Depth);

        return early.found is not null && !call.IsMadeComplete() && !call.TargetMethod.ReturnsComplete(context.Compilation, context.Cancellation) && early.IsReleased(context, releases) ? early : null;
    }

    /// <summary>True where the task is returned, discarded or put into a variable, as it is or as a part of another.</summary>
    public static bool IsLeftUnderWay(IInvocationOperation call)
    {
        for (var (value, user) = ((IOperation)call, call.Type.IsTask() ? call.Parent : null); user is not null; (value, user) = (user, user.Parent))
            switch (user)
            {
                case IConversionOperation or IParenthesizedOperation or IArgumentOperation or IArrayInitializerOperation or IArrayCreationOperation or { Kind: Operations.CollectionExpression }:
                case IInvocationOperation { TargetMethod: var method } when SameWork.Contains(method.Name):
                case IConditionalOperation choice when choice.Condition != value:
                case ICoalesceOperation:
                case IConditionalAccessOperation access when access.WhenNotNull == value:
                    continue;
                case IReturnOperation or IVariableInitializerOperation:
                case ISimpleAssignmentOperation assignment when assignment.Value == value:
                    return true;
                default:
                    return false;
            }

        return false;
    }

    /// <summary>Notes the variables with resources that a value brings along.</summary>
    private void Look(IOperation? value, int depth)
    {
        if (depth == 0)
            return;

        switch (value?.Unwrapped())
        {
            case IParameterReferenceOperation { Parameter: var parameter } when ResourceRelease.MayHold(parameter):
                (found ??= []).Add(parameter);
                break;
            case ILocalReferenceOperation { Local: var local } reference when local.Type is { IsReferenceType: true, SpecialType: SpecialType.None } && !local.Type.IsTask():
                if (ResourceRelease.MayHold(local))
                    (found ??= []).Add(local);
                Look(local.OnlyValue(reference), depth - 1);
                break;
            case ILocalReferenceOperation { Local: { Type.Name: "CancellationToken" } token } reference:
                Look(token.OnlyValue(reference), depth - 1);
                break;
            case IPropertyReferenceOperation { Instance: { } owner, Type: var type } when type is { Name: "CancellationToken" or "IServiceProvider" } || type is not null && ResourceRelease.IsGivenUp(type):
                Look(owner, depth - 1);
                break;
            case IInvocationOperation call when Services.Contains(call.TargetMethod.Name):
                Look(TaskNames.Receiver(call), depth - 1);
                break;
            case IInvocationOperation { Type: { } type } call when !type.IsTask() && (ResourceRelease.IsGivenUp(type) || type.Name is "IQueryable" or "IAsyncEnumerable"):
                Look(TaskNames.Receiver(call), depth - 1);
                break;
            case IInvocationOperation { Type: INamedTypeSymbol { TypeArguments: [var element] } } call when element.IsTask():
                foreach (var argument in call.Arguments)
                    Look(argument.Value, depth - 1);
                break;
            case IObjectCreationOperation made:
                foreach (var argument in made.Arguments)
                    Look(argument.Value, depth - 1);
                break;
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                Look(choice.WhenTrue, depth - 1);
                Look(otherwise, depth - 1);
                break;
            case IAnonymousFunctionOperation lambda when lambda.Symbol.ReturnType.IsTask() && runsDelegate.Find(Call.TargetMethod).IsEmpty:
                foreach (var part in lambda.Body.Descendants())
                    if (part is ILocalReferenceOperation or IParameterReferenceOperation && part.Named() is { } captured && ResourceRelease.MayHold(captured) && !CapturedVariable.IsInside(captured, lambda.Syntax))
                        (found ??= []).Add(captured);
                break;
        }
    }

    private bool IsReleased(BodyContext context, Table releases)
    {
        var joins = Joins.Of(Call, body: null);
        if (joins.AtOnce || Graphs.Of(Call, context.Raw) is not { } graph)
            return false;

        // Who releases it first and waits then may end the task by that.
        foreach (var resource in found!)
        {
            IOperation? release = null;
            if (graph.Leads(Call, Releases, operation => joins.Include(operation) || AsksState(operation) || IsReplaced(operation) || IsCancelled(operation)) && (release!.IsImplicit || !graph.Leads(release!, joins.Include, _ => false) && !ResourceRelease.IsByFlag(release!.Syntax, Call.Syntax)))
            {
                Resource = resource;
                Release = release!.IsImplicit ? ResourceRelease.EndOfScope(resource) ?? release.Syntax.GetLocation() : release.Syntax.GetLocation();
                return true;
            }

            // What is released behind that is another one, such as that of the next round.
            bool IsReplaced(IOperation operation) => operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } && SymbolEqualityComparer.Default.Equals(local, resource);

            // Whoever was given a token has been told to end.
            bool IsCancelled(IOperation operation) =>
                operation is IInvocationOperation { TargetMethod: { Name: "Cancel" or "CancelAsync", ContainingType.Name: "CancellationTokenSource" }, Instance: { } source } && SymbolEqualityComparer.Default.Equals(source.Named(), resource);

            bool Releases(IOperation operation)
            {
                release = operation;
                return ResourceRelease.IsReleaseOf(operation, resource, releases);
            }
        }

        return false;

        // Who asks whether the task is complete knows what he does.
        bool AsksState(IOperation operation) =>
            operation is IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "IsFaulted" or "IsCanceled" or "Status", Instance: { } task } && joins.Holds(task);
    }
}
