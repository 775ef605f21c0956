using Asynchrony.Analyzers.Framework;

namespace Asynchrony.Analyzers.Flow.Channels;

/// <summary>
/// What a receive that may fail should have got is used on some path on which nobody has asked whether there was anything: neither the result
/// of the call, nor the value. Passing the value on as it is asks nobody for it, and is no use.
/// </summary>
internal static class UntestedMessage
{
    /// <summary>The first such use of what the call gives out; null where there is none.</summary>
    public static IOperation? FirstUse(ChannelCall received, OperationBlockAnalysisContext block)
    {
        if (received.Arguments.FirstOrDefault(argument => argument.Parameter?.RefKind == RefKind.Out)?.Value is not { } given || Given(given) is not { } local || IsAsked(received))
            return null;

        var function = received.Function ?? received.At.Root();
        var references = function.Descendants().Where(operation => operation is ILocalReferenceOperation { Local: var used } && SymbolEqualityComparer.Default.Equals(used, local)).ToList();
        if (references.Exists(reference => reference.EnclosingFunction() != received.Function) || Graphs.Of(received.At, block) is not { } graph)
            return null;

        foreach (var use in references)
            if (use.Syntax.SpanStart > received.At.Syntax.Span.End && IsUse(use, local.Type)
                && graph.Leads(received.At, operation => operation is ILocalReferenceOperation && operation.Syntax == use.Syntax,
                    operation => operation is ILocalReferenceOperation && references.Exists(other => other.Syntax == operation.Syntax && other != use && (other.IsWritten() || IsTest(other)))))
                return use;

        return null;
    }

    private static ILocalSymbol? Given(IOperation argument) => argument switch
    {
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: var declared } } => declared,
        ILocalReferenceOperation { Local: var local } => local,
        _ => null,
    };

    /// <summary>True where the function has asked the channel before, has sent to it, or has waited: then it may know that there is something.</summary>
    private static bool IsAsked(ChannelCall received)
    {
        var channel = received.Channel.Named();
        foreach (var earlier in (received.Function?.Body() ?? received.At.Root()).DescendantsHere())
            if (earlier.Syntax.SpanStart < received.At.Syntax.SpanStart
                && (WaitPoint.MayBe(earlier) || !received.At.Contains(earlier) && !earlier.IsWritten() && channel is not null && earlier is not IConversionOperation && SymbolEqualityComparer.Default.Equals(earlier.Named(), channel)))
                return true;
        return channel is null;
    }

    private static bool IsTest(IOperation use) => use.User() switch
    {
        IIsPatternOperation or IConditionalAccessOperation or ICoalesceOperation or ICoalesceAssignmentOperation => true,
        IBinaryOperation { OperatorKind: not (BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide) } => true,
        IConditionalOperation { Condition: var asked } => asked.Contains(use),
        ISwitchOperation or ISwitchExpressionOperation => true,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } => true,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Equals" or "ReferenceEquals" or "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "IsDefault" } } => true,
        _ => false,
    };

    /// <summary>True for what needs a message: a member of it, an argument that may not be null, a number that is reckoned with.</summary>
    private static bool IsUse(IOperation use, ITypeSymbol type) => use.User() switch
    {
        IInvocationOperation { Instance: { } receiver } => receiver.Unwrapped() == use,
        IMemberReferenceOperation { Instance: { } receiver } => receiver.Unwrapped() == use && !(receiver.Type is { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }),
        IArrayElementReferenceOperation { ArrayReference: var array } => array.Unwrapped() == use,
        IForEachLoopOperation loop => loop.Collection.Unwrapped() == use,
        IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation or IObjectCreationOperation } => parameter.Type is { IsValueType: true } || parameter.NullableAnnotation == NullableAnnotation.NotAnnotated && parameter.Type.TypeKind != TypeKind.TypeParameter && parameter.OriginalDefinition.Type.TypeKind != TypeKind.TypeParameter,
        ICompoundAssignmentOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide } => type.IsValueType,
        IAwaitOperation => !type.IsValueType,
        _ => false,
    };
}
