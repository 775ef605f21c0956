using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// A collection in a field in which a member that others call looks for an element and then puts one, all of it with no lock: what is asked for
/// once is kept for the next who asks.
/// </summary>
internal readonly record struct Memo(IFieldSymbol Field, ISymbol Member, IOperation Question, IOperation Change)
{
    public static IEnumerable<Memo> In(Survey survey, ISymbol member, Table unguarded, Table locks)
    {
        if (!Answers(member) || Contention.IsPreparation(member) || Guard.IsForHolders(member))
            yield break;

        BodyLocks? held = null;
        HashSet<ISymbol>? seen = null;
        foreach (var question in survey.Calls)
            if (question.TargetMethod.Name is "TryGetValue" or "ContainsKey" && question.Instance is { } asked && FieldOf(asked) is { } field && question.EnclosingFunction() is null
                && IsPlain(field, unguarded) && seen?.Contains(field) != true
                && ChangeBehind(question, field, survey) is { } change
                && (held ??= new BodyLocks(survey, member, locks)).Around(question) is { Any: false } && !held.Around(change).Any)
            {
                (seen ??= new(SymbolEqualityComparer.Default)).Add(field);
                yield return new Memo(field, member, asked, change);
            }
    }

    /// <summary>True for a collection that is not made for threads, as the type of the field tells, or what it is given where it is declared once and for all.</summary>
    public static bool IsPlain(IFieldSymbol field, Table unguarded) => !CollectionChange.WordsOf(field.Type, unguarded).IsEmpty
        || field is { IsReadOnly: true, Type: { TypeKind: TypeKind.Interface, Name: "IDictionary" }, DeclaringSyntaxReferences: [var declared] }
            && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: ObjectCreationExpressionSyntax { Type: GenericNameSyntax { Identifier.ValueText: "Dictionary" or "SortedDictionary" or "SortedList" } } };

    /// <summary>True for a member that gives its caller something: what it puts then is what was asked for.</summary>
    private static bool Answers(ISymbol member) => member is IMethodSymbol method && (!method.ReturnsVoid && !(method.ReturnType.IsTask() && method.ReturnType is INamedTypeSymbol { Arity: 0 }) || method.Parameters.Any(parameter => parameter.RefKind == RefKind.Out));

    /// <summary>A field of the object itself that it has from the start.</summary>
    private static IFieldSymbol? FieldOf(IOperation instance) =>
        instance.Unwrapped() is IFieldReferenceOperation { Field: { IsStatic: false } field, Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } ? field : null;

    private static IOperation? ChangeBehind(IOperation question, IFieldSymbol field, Survey survey)
    {
        foreach (var call in survey.Calls)
            if (call.TargetMethod.Name is "Add" or "TryAdd" && IsBehind(call.Instance, call))
                return call.Instance;
        foreach (var element in survey.Properties)
            if (element.Property.IsIndexer && element.Parent is ISimpleAssignmentOperation assignment && assignment.Target == element && IsBehind(element.Instance, element))
                return element.Instance;
        return null;

        bool IsBehind(IOperation? instance, IOperation change) => change.Syntax.SpanStart > question.Syntax.SpanStart && change.EnclosingFunction() is null
            && instance is not null && SymbolEqualityComparer.Default.Equals(FieldOf(instance), field);
    }
}
