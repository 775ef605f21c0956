using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A using that is there for the work within it and for nothing else: what it holds is not used, so that only its end matters. Of types with
/// source the Dispose tells whether that ends something; of others an activity and a transaction do. What belongs to the thread, or flows with
/// the call, has to be given back by it.
/// </summary>
internal static class LeftScope
{
    /// <summary>The usings of a function, each with the code that it covers.</summary>
    public static IEnumerable<(IOperation Scope, IOperation Covered)> In(IOperation code, Table locks, Compilation compilation, CancellationToken cancellation)
    {
        foreach (var part in code.DescendantsHere())
            switch (part)
            {
                case IUsingOperation { IsAsynchronous: false } scope when IsForWork(scope.Resources, code, locks, compilation, cancellation):
                    yield return (scope, scope.Body);
                    break;
                case IUsingDeclarationOperation { IsAsynchronous: false, Parent: { } block } scope when IsForWork(scope.DeclarationGroup, code, locks, compilation, cancellation):
                    yield return (scope, block);
                    break;
            }
    }

    private static bool IsForWork(IOperation resources, IOperation code, Table locks, Compilation compilation, CancellationToken cancellation) => resources switch
    {
        IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Symbol: var variable } declarator] }] } =>
            ValueOf(declarator) is { } value && Ends(value, locks, compilation, cancellation) && !code.Descendants().Any(part => part is ILocalReferenceOperation { Local: var used } && SymbolEqualityComparer.Default.Equals(used, variable)),
        IVariableDeclarationGroupOperation => false,
        _ => Ends(resources, locks, compilation, cancellation),
    };

    private static IOperation? ValueOf(IVariableDeclaratorOperation declarator) => (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value;

    /// <summary>True for a new object whose end changes something for others.</summary>
    private static bool Ends(IOperation value, Table locks, Compilation compilation, CancellationToken cancellation)
    {
        var made = value.Unwrapped();
        if (made is not (IInvocationOperation or IObjectCreationOperation) || made.Type is not INamedTypeSymbol { IsRefLikeType: false } type)
            return false;
        if (type is { Name: "Activity", ContainingNamespace.Name: "Diagnostics" } or { Name: "TransactionScope", ContainingNamespace.Name: "Transactions" })
            return true;

        return type.GetMembers("Dispose").OfType<IMethodSymbol>().FirstOrDefault(method => method.Parameters.IsEmpty)?.Body(compilation, cancellation) is { } end
            && LeftTry.EndsSomething(end, value, locks) && !end.Descendants().Any(part => IsOfThread(part, locks));
    }

    private static bool IsOfThread(IOperation part, Table locks) => part switch
    {
        IInvocationOperation call => LeftTry.IsAboutThread(call.TargetMethod) || LockCall.Of(call, locks) is { } taken && LockCall.IsThreadAffine(taken.Kind),
        IPropertyReferenceOperation { Property.ContainingType.Name: "AsyncLocal" or "ThreadLocal" or "CultureInfo" or "Thread" } => true,
        IFieldReferenceOperation { Field.IsStatic: true } => true,
        _ => false,
    };
}
