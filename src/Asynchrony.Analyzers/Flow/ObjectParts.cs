using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Which objects a new one has in it, or looks into: the elements of an array or tuple, what the Views table says, and the arguments that a
/// constructor with source keeps as they are.
/// </summary>
internal static class ObjectParts
{
    /// <summary>The parts of what an expression makes; nothing for any other expression.</summary>
    public static IEnumerable<IOperation> Of(IOperation made, Table views) => made switch
    {
        IArrayCreationOperation { Initializer.ElementValues: var elements } => elements,
        ITupleOperation { Elements: var elements } => elements,
        IAnonymousObjectCreationOperation { Initializers: var members } => members.OfType<ISimpleAssignmentOperation>().Select(member => member.Value),
        IObjectCreationOperation { Constructor: { } constructor } creation =>
            (views.Says(constructor, "view") ? creation.Arguments : creation.Arguments.Where(argument => argument.Parameter is { } parameter && Keeps(constructor, parameter))).Select(argument => argument.Value),
        IInvocationOperation call when views.Says(call.TargetMethod, "view") => call.Instance is { } receiver ? [receiver] : call.Arguments.Select(argument => argument.Value),
        IConversionOperation { OperatorMethod: { } conversion } converted when views.Says(conversion, "view") => [converted.Operand],
        { Kind: Operations.CollectionExpression } => made.ChildOperations,
        _ => [],
    };

    /// <summary>The object that has another in it from now on, and that one: by a call that adds, or by a member or element that is set.</summary>
    public static IEnumerable<(IOperation Holder, IOperation Part)> Added(IOperation operation, Table views)
    {
        switch (operation)
        {
            case IInvocationOperation { Instance: { } receiver } call when views.Says(call.TargetMethod, "keeps"):
                foreach (var argument in call.Arguments)
                    yield return (receiver, argument.Value);
                break;
            case ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Instance: { } owner }, Value: var value }:
                yield return (owner, value);
                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } owner }, Value: var value }:
                yield return (owner, value);
                break;
            case ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation { ArrayReference: var owner }, Value: var value }:
                yield return (owner, value);
                break;
        }
    }

    /// <summary>True where a constructor with source stores the parameter itself, and no copy of it.</summary>
    private static bool Keeps(IMethodSymbol constructor, IParameterSymbol parameter)
    {
        if (parameter.Type is { IsValueType: true } or { SpecialType: SpecialType.System_String })
            return false;

        foreach (var declared in constructor.DeclaringSyntaxReferences)
            switch (declared.GetSyntax())
            {
                case RecordDeclarationSyntax:
                    return true;
                case TypeDeclarationSyntax type:
                    return type.Members.Any(member => Initializers(member).Any(initializer => IsNamed(initializer?.Value, parameter)));
                case ConstructorDeclarationSyntax written:
                    return written.DescendantNodes().Any(node => node is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: var value }
                        && (IsNamed(value, parameter) || value is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Left: var tested } && IsNamed(tested, parameter)));
            }

        return false;
    }

    private static IEnumerable<EqualsValueClauseSyntax?> Initializers(MemberDeclarationSyntax member) => member switch
    {
        PropertyDeclarationSyntax property => [property.Initializer],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Initializer),
        _ => [],
    };

    private static bool IsNamed(ExpressionSyntax? value, IParameterSymbol parameter) => value is IdentifierNameSyntax name && name.Identifier.ValueText == parameter.Name;
}
