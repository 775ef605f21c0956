using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>Delegates whose code is somebody else's: handlers of events, and what comes in by members that everybody sees.</summary>
internal static class Alien
{
    /// <summary>event, parameter or delegate; null for code that the type or the program brings itself.</summary>
    public static string? WordOf(IOperation source, bool isMember) => source switch
    {
        IEventReferenceOperation { Event.DeclaredAccessibility: not Accessibility.Private } => "event",
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol method } => isMember && Exposure.IsVisible(method) ? "parameter" : null,
        IPropertyReferenceOperation { Property: { IsIndexer: false, SetMethod: { } setter } property } => Exposure.IsVisible(property) && Exposure.IsVisible(setter) ? "delegate" : null,
        IFieldReferenceOperation { Field: var field } => Exposure.IsVisible(field) && !field.IsReadOnly || IsFilledByCaller(field) ? "delegate" : null,
        _ => null,
    };

    /// <summary>True for a field that a constructor which everybody may call fills with what it is given.</summary>
    private static bool IsFilledByCaller(IFieldSymbol field)
    {
        if (!Exposure.IsVisible(field.ContainingType))
            return false;

        foreach (var declared in field.ContainingType.DeclaringSyntaxReferences)
            foreach (var constructor in declared.GetSyntax().DescendantNodes().OfType<ConstructorDeclarationSyntax>())
                if (constructor.Modifiers.Any(modifier => modifier.ValueText is "public" or "protected"))
                    foreach (var assignment in constructor.DescendantNodes().OfType<AssignmentExpressionSyntax>())
                        if (NameOf(assignment.Left) == field.Name && assignment.Right.DescendantNodesAndSelf().Any(part => part is IdentifierNameSyntax name && constructor.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == name.Identifier.ValueText)))
                            return true;
        return false;
    }

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name,
        _ => null,
    };
}
