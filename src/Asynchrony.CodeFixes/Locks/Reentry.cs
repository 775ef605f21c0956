using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Asks whether code that runs under a lock may come to take it again: itself, by what it calls, or by code it does not know that calls back.
/// Whatever cannot be followed may.
/// </summary>
internal sealed class Reentry(Spot spot, IFieldSymbol gate, INamedTypeSymbol home, IReadOnlyCollection<SyntaxNode> own)
{
    private const int MaximalBodies = 64;

    private readonly HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);

    /// <summary>True where the code, which holds the lock, may take it or call out to who may.</summary>
    public bool MayTake(SyntaxNode code) => Model(code).GetOperation(code, spot.Cancellation) is not { } operation || MayTake(operation);

    /// <summary>True where a handler of an event takes the lock: who raises the event while the lock is held is not known.</summary>
    public bool IsTakenByHandlers()
    {
        foreach (var part in home.DeclaringSyntaxReferences)
            foreach (var added in part.GetSyntax(spot.Cancellation).DescendantNodes().OfType<AssignmentExpressionSyntax>())
                if (added.IsKind(SyntaxKind.AddAssignmentExpression) && Model(added).GetOperation(added, spot.Cancellation) is IEventAssignmentOperation { HandlerValue: var handler }
                    && (handler.Unwrapped().Target(spot.Model.Compilation, spot.Cancellation) is not { } code || Reaches(code, [])))
                    return true;
        return false;
    }

    private SemanticModel Model(SyntaxNode node) => node.SyntaxTree == spot.Root.SyntaxTree ? spot.Model : Engine.Of(spot.Model.Compilation).Model(node.SyntaxTree);

    private bool MayTake(IOperation code)
    {
        foreach (var part in code.DescendantsAndSelf())
            if (!own.Any(use => use.Span.Contains(part.Syntax.Span)) && (IsGate(part) || MayCallBack(part)))
                return true;
        return false;
    }

    private bool IsGate(IOperation part) => part is IFieldReferenceOperation { Field: var field } && SymbolEqualityComparer.Default.Equals(field.OriginalDefinition, gate.OriginalDefinition);

    private bool MayCallBack(IOperation part) => part switch
    {
        IInvalidOperation or IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IFunctionPointerInvocationOperation => true,
        IInvocationOperation { TargetMethod: var method } call => method.MethodKind == MethodKind.DelegateInvoke || call.Arguments.Any(HandsOut)
            || (IsKnown(method) ? IsOpen(method, call.IsVirtual) || FollowsInto(method) : call.Instance is IInstanceReferenceOperation && method.ContainingType.SpecialType != SpecialType.System_Object),
        IObjectCreationOperation { Constructor: { } constructor } creation => creation.Arguments.Any(HandsOut) || IsKnown(constructor) && !constructor.IsImplicitlyDeclared && FollowsInto(constructor),
        IPropertyReferenceOperation { Property: var property } reference => IsKnown(property)
            ? IsOpen(property, !property.ContainingType.IsSealed) || new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>().Any(FollowsInto)
            : reference.Instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance },
        IMethodReferenceOperation { Method: var method } => IsKnown(method) && (IsOpen(method, isCalledVirtually: true) || FollowsInto(method)),
        IForEachLoopOperation { Collection.Type: { } items } => IsKnown(items),
        IUsingOperation or IUsingDeclarationOperation => part.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>().Any(variable => IsKnown(variable.Symbol.Type)),
        IBinaryOperation { OperatorMethod: { } method } => IsKnown(method) && FollowsInto(method),
        IConversionOperation { OperatorMethod: { } method } => IsKnown(method) && FollowsInto(method),
        IAwaitOperation { Operation: var task } => !IsStartedHere(task),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } self => self.Parent is IAssignmentOperation or IVariableInitializerOperation or IReturnOperation or IConversionOperation or IArgumentOperation,
        _ => false,
    };

    private bool IsKnown(ISymbol member) => SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, spot.Model.Compilation.Assembly);

    /// <summary>True for a member that other types may answer in their own way.</summary>
    private static bool IsOpen(ISymbol member, bool isCalledVirtually) =>
        member.IsAbstract || isCalledVirtually && (member.IsVirtual || member.IsOverride && !member.IsSealed) && !member.ContainingType.IsSealed;

    /// <summary>True for a delegate that is not written here, and so may be anybody's.</summary>
    private static bool HandsOut(IArgumentOperation argument) =>
        argument.Value.Unwrapped() is var value && (value.Type?.TypeKind == TypeKind.Delegate || argument.Parameter?.Type.TypeKind == TypeKind.Delegate)
        && value is not (IAnonymousFunctionOperation or IMethodReferenceOperation or IDelegateCreationOperation or ILiteralOperation or IDefaultValueOperation);

    /// <summary>True for the task of a call, or of a local that this code sets: what else is awaited may be work that needs the lock.</summary>
    private static bool IsStartedHere(IOperation task) => task.Unwrapped() switch
    {
        IInvocationOperation { Instance: { } inner, TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "AsTask" } => IsStartedHere(inner),
        IInvocationOperation { TargetMethod.Name: "WhenAll" or "WhenAny" } => false,
        IInvocationOperation or IObjectCreationOperation => true,
        ILocalReferenceOperation { Local: var local } use => local.OnlyValue(use) is { } value && value.Unwrapped() is IInvocationOperation,
        IPropertyReferenceOperation { Property: { Name: "CompletedTask", IsStatic: true } } => true,
        _ => false,
    };

    private bool FollowsInto(IMethodSymbol method)
    {
        if (!seen.Add(method.OriginalDefinition) || IsStored(method))
            return false;
        return seen.Count > MaximalBodies || method.Body(spot.Model.Compilation, spot.Cancellation) is not { } body || MayTake(body);
    }

    private static bool IsStored(IMethodSymbol method) => method.AssociatedSymbol is IPropertySymbol property && property.Storage() is not null;

    /// <summary>True where code names the lock, itself or in the methods it calls.</summary>
    private bool Reaches(IOperation code, HashSet<ISymbol> followed)
    {
        foreach (var part in code.DescendantsAndSelf())
            if (IsGate(part) || part is IInvocationOperation { TargetMethod: var method } && IsKnown(method) && followed.Add(method.OriginalDefinition)
                && (followed.Count > MaximalBodies || method.Body(spot.Model.Compilation, spot.Cancellation) is { } body && Reaches(body, followed)))
                return true;
        return false;
    }
}
