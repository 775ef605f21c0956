using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>Where there may be no task at all: null instead of one that is complete. Whoever awaits it gets an exception that tells nothing.</summary>
internal static class TaskOrNull
{
    /// <summary>The part of an expression that may be null, as far as the expression itself says: null, default, and what stands behind a question mark.</summary>
    public static IOperation? NullPart(this IOperation task)
    {
        var value = task.Unwrapped();
        switch (value)
        {
            case { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation { Type.IsReferenceType: true }:
                return value;
            case IConditionalAccessOperation access:
                return access.WhenNotNull.Type.IsTask() && access.Missing() is not null ? access : null;
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return choice.WhenTrue.NullPart() ?? otherwise.NullPart();
            case ICoalesceOperation { WhenNull: var last }:
                return last.NullPart();
            case ISwitchExpressionOperation { Arms: var arms }:
                foreach (var arm in arms)
                    if (arm.Value.NullPart() is { } part)
                        return part;
                return null;
            case ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } when local.OnlyValue(value) is { } initial && initial.Unwrapped() is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation { Type.IsReferenceType: true }:
                return value;
            default:
                return null;
        }
    }

    /// <summary>
    /// What may be null before one of the question marks of a chain, in its own words; null where each was tested before and cannot have changed
    /// since, or comes from a library that says there always is one.
    /// </summary>
    public static string? Missing(this IConditionalAccessOperation access)
    {
        var before = "";
        for (var link = access; link is not null; link = link.WhenNotNull as IConditionalAccessOperation)
        {
            before += ((ConditionalAccessExpressionSyntax)link.Syntax).Expression;
            if (!IsPromised(link.Operation.Unwrapped()) && !IsTested(link.Operation.Unwrapped(), access))
                return before;
        }

        return null;
    }

    /// <summary>True for the result of a library's member that says it is never null.</summary>
    private static bool IsPromised(IOperation value) => value switch
    {
        IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences.IsEmpty: true, NullableAnnotation: NullableAnnotation.NotAnnotated, OriginalDefinition.Type: not ITypeParameterSymbol } } => true,
        IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: true, ReturnNullableAnnotation: NullableAnnotation.NotAnnotated, OriginalDefinition.ReturnType: not ITypeParameterSymbol } } => true,
        _ => false,
    };

    /// <summary>True where a variable was found not to be null, and nothing sets it in between; of a field that others may set as well, nothing is known behind an await or a call into its type.</summary>
    private static bool IsTested(IOperation value, IOperation place)
    {
        if (value.Named() is not { } variable || NullTest.Around(place, isNull: false, tested => Update.IsSame(tested, value)) is not { } test)
            return false;

        var isOwn = variable is ILocalSymbol or IParameterSymbol;
        var loop = place.EnclosingLoop();
        while (loop?.EnclosingLoop() is { } outer && !outer.Contains(test))
            loop = outer;

        foreach (var part in place.Root().Descendants())
            if ((SymbolEqualityComparer.Default.Equals(part.Named(), variable) && part.IsWritten() || !isOwn && (part.IsAwait() || part is IInvocationOperation call && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, variable.ContainingType)))
                && (part.Syntax.SpanStart > test.Syntax.SpanStart && part.Syntax.Span.End <= place.Syntax.SpanStart || loop is not null && !loop.Contains(test) && loop.Contains(part) || isOwn && part.EnclosingFunction() != place.EnclosingFunction()))
                return false;
        return true;
    }

    /// <summary>True for a function that returns a task, is not async, and does not say that there may be none.</summary>
    public static bool PromisesTask(this IMethodSymbol function) =>
        !function.IsAsync && function.ReturnType is { Name: "Task" } type && type.IsTask() && function.ReturnNullableAnnotation != NullableAnnotation.Annotated;

    /// <summary>True where a caller in the same type asks whether there is a task. Names tell: this is asked of few functions.</summary>
    public static bool IsAskedForNull(this IMethodSymbol function, CancellationToken cancellation)
    {
        if (function.MethodKind == MethodKind.AnonymousFunction)
            return false;

        foreach (var part in function.ContainingType.DeclaringSyntaxReferences)
            foreach (var node in part.GetSyntax(cancellation).DescendantNodes())
                if (node is InvocationExpressionSyntax call && NameOf(call) == function.Name && (IsAsked(call) || HolderOf(call) is { } holder && IsAskedLater(holder, call)))
                    return true;

        return false;
    }

    /// <summary>True where an attribute says that there may be none.</summary>
    public static bool SaysMayBeNull(this IMethodSymbol function)
    {
        foreach (var attribute in function.GetReturnTypeAttributes())
            if (attribute.AttributeClass?.Name is "MaybeNullAttribute" or "CanBeNullAttribute")
                return true;
        foreach (var attribute in function.GetAttributes())
            if (attribute.AttributeClass?.Name is "CanBeNullAttribute")
                return true;

        return false;
    }

    private static bool IsAsked(ExpressionSyntax value) => Outside(value) switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce => coalesce.Left.Contains(value),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison => comparison.Left.IsKind(SyntaxKind.NullLiteralExpression) || comparison.Right.IsKind(SyntaxKind.NullLiteralExpression),
        ConditionalAccessExpressionSyntax access => access.Expression.Contains(value),
        IsPatternExpressionSyntax => true,
        _ => false,
    };

    /// <summary>The variable that a value is put into.</summary>
    private static string? HolderOf(ExpressionSyntax value) => Outside(value) switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declared } => declared.Identifier.ValueText,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax assigned } => assigned.Identifier.ValueText,
        _ => null,
    };

    private static bool IsAskedLater(string holder, SyntaxNode near)
    {
        foreach (var node in near.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes() ?? [])
            if (node is IdentifierNameSyntax name && name.Identifier.ValueText == holder && IsAsked(name))
                return true;
        return false;
    }

    private static SyntaxNode? Outside(SyntaxNode value)
    {
        var outer = value.Parent;
        while (outer is ParenthesizedExpressionSyntax)
            outer = outer.Parent;
        return outer;
    }

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => null,
    };
}
