using System.Collections.Concurrent;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// The types of a compilation of which one object is there for everybody: it is kept in a static variable, or registered as the only one. Known
/// when all bodies were seen.
/// </summary>
internal sealed class KeptForAll
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> types = new(SymbolEqualityComparer.Default);

    private KeptForAll(RuleRegistration on)
    {
        var surroundings = on.Table("Surroundings");
        on.EachBody(context =>
        {
            foreach (var block in context.Blocks)
                See(context.Surveyed(block), context.Owner, surroundings);
        });
    }

    /// <summary>Watches the compilation, once for all rules that ask.</summary>
    public static KeptForAll Of(RuleRegistration on) => on.Once(() => new KeptForAll(on));

    public bool Has(INamedTypeSymbol type) => types.ContainsKey(type.OriginalDefinition);

    private void See(Survey survey, ISymbol owner, Table surroundings)
    {
        foreach (var creation in survey.Creations)
            if (creation.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } made && !made.DeclaringSyntaxReferences.IsEmpty && IsKept(creation, owner))
                types.TryAdd(made.OriginalDefinition, true);

        foreach (var call in survey.Calls)
            if (call.TargetMethod.Name.EndsWith("Singleton", StringComparison.Ordinal) && surroundings.Says(call.TargetMethod.ReducedFrom ?? call.TargetMethod, "single"))
                See(call);
    }

    /// <summary>The last type that a registration names is the one that is made.</summary>
    private void See(IInvocationOperation registration)
    {
        if (registration.TargetMethod.TypeArguments is [.., INamedTypeSymbol { TypeKind: TypeKind.Class } made])
            types.TryAdd(made.OriginalDefinition, true);
        foreach (var argument in registration.Arguments)
            if (argument.Value.Unwrapped() is ITypeOfOperation { TypeOperand: INamedTypeSymbol { TypeKind: TypeKind.Class } named })
                types.TryAdd(named.OriginalDefinition, true);
            else if (argument.Value.Unwrapped() is IObjectCreationOperation { Type: INamedTypeSymbol { TypeKind: TypeKind.Class } given })
                types.TryAdd(given.OriginalDefinition, true);
            else if (argument.Value.Unwrapped() is IAnonymousFunctionOperation lambda && lambda.Body.Operations is [.., IReturnOperation { ReturnedValue: { } value }] && value.Unwrapped() is IObjectCreationOperation { Type: INamedTypeSymbol created })
                types.TryAdd(created.OriginalDefinition, true);
    }

    /// <summary>True for what is put into a static variable once: where that is declared, by a type initialiser, or when it is asked for first.</summary>
    private static bool IsKept(IObjectCreationOperation creation, ISymbol owner)
    {
        IOperation value = creation;
        while (value.Parent is IConversionOperation or IParenthesizedOperation or ICoalesceOperation)
            value = value.Parent;

        return value.Parent switch
        {
            IFieldInitializerOperation { InitializedFields: [{ IsStatic: true } field, ..] } => IsOfAll(field),
            IPropertyInitializerOperation { InitializedProperties: [{ IsStatic: true }, ..] } => true,
            IAssignmentOperation { Target: IFieldReferenceOperation { Field: { IsStatic: true } field } } assignment when assignment.Value == value => IsOfAll(field) && IsOnce(assignment, field, owner),
            _ => false,
        };
    }

    private static bool IsOnce(IAssignmentOperation assignment, IFieldSymbol field, ISymbol owner) =>
        assignment is ICoalesceAssignmentOperation || assignment.User() is ICoalesceOperation || owner is IMethodSymbol { MethodKind: MethodKind.StaticConstructor }
        || assignment.Ancestors().Any(outer => outer is IConditionalOperation { Condition: var condition } && condition.DescendantsAndSelf().Any(part => part is IFieldReferenceOperation { Field: var tested } && SymbolEqualityComparer.Default.Equals(tested, field)));

    private static bool IsOfAll(IFieldSymbol field)
    {
        foreach (var attribute in field.GetAttributes())
            if (attribute.AttributeClass?.Name == "ThreadStaticAttribute")
                return false;
        return true;
    }
}
