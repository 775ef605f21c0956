using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>Is a thread made for more than running beside its caller? The ThreadPurpose table knows by which members that shows.</summary>
internal static class ThreadPurpose
{
    public static bool Of(LocalObject thread, Table purposes) =>
        thread.Creation.Arguments.Length > 1 // A stack size of its own.
        || thread.Touched.Any(member => purposes.Says(member, "own"))
        || thread.Creation.Root().Descendants().Any(operation => Says(operation, purposes, "around"))
        || BodyOf(thread)?.Descendants().Any(operation => Says(operation, purposes, "inside")) == true;

    private static bool Says(IOperation operation, Table purposes, string word) => operation switch
    {
        IInvocationOperation call => purposes.Says(call.TargetMethod, word),
        IPropertyReferenceOperation property => purposes.Says(property.Property, word),
        IFieldReferenceOperation { Field: { IsStatic: true } field } => word == "inside" && field.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ThreadStaticAttribute"),
        _ => false,
    };

    private static IOperation? BodyOf(LocalObject thread) => thread.Creation.Arguments.FirstOrDefault()?.Value.Unwrapped() switch
    {
        IAnonymousFunctionOperation lambda => lambda,
        IMethodReferenceOperation { Method: var method } => thread.Creation.Root().Descendants().OfType<ILocalFunctionOperation>()
            .FirstOrDefault(function => SymbolEqualityComparer.Default.Equals(function.Symbol, method)),
        _ => null,
    };
}
