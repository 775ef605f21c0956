namespace Asynchrony.Analyzers.Flow;

/// <summary>The code of methods of this compilation, wherever it stands.</summary>
internal static class Bodies
{
    /// <summary>Null for a method without source or without a body.</summary>
    public static IOperation? Body(this IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        var definition = method.OriginalDefinition;
        var declared = (definition.PartialImplementationPart ?? definition).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        return declared is not null && compilation.ContainsSyntaxTree(declared.SyntaxTree) ? Engine.Of(compilation).Model(declared.SyntaxTree).GetOperation(declared, cancellation) : null;
    }

    /// <summary>The function that a delegate expression names: a lambda, or a method or local function with source.</summary>
    public static IOperation? Target(this IOperation value, Compilation compilation, CancellationToken cancellation) => value.Unwrapped() switch
    {
        IAnonymousFunctionOperation lambda => lambda,
        IMethodReferenceOperation { Method: { IsAbstract: false } method } => method.Body(compilation, cancellation),
        ILocalReferenceOperation { Local: var local } reference when local.OnlyValue(reference) is { } initial && initial.Unwrapped() is not ILocalReferenceOperation => initial.Target(compilation, cancellation),
        _ => null,
    };
}
