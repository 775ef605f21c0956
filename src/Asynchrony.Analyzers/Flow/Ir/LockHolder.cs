using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>What the declaring type, or member, does elsewhere with the variable that a lock or its time limit is kept in: read by name, which is enough for a doubt.</summary>
internal static class LockHolder
{
    /// <summary>The variable, field or property that leads to the lock.</summary>
    public static ISymbol? Of(Thing thing) => (thing.Identity as AccessPath)?.Parts.LastOrDefault();

    /// <summary>A semaphore that starts with nothing in it tells that something happened: it guards no section, and who waits for it does not give it back.</summary>
    public static bool IsSignal(Thing thing) => Initially(thing).Any(count => count == 0);

    /// <summary>A semaphore that is seen to start at one is a lock.</summary>
    public static bool IsSingle(Thing thing) => Initially(thing).ToList() is { Count: > 0 } counts && counts.All(count => count == 1);

    /// <summary>True for a lock that is seen to be made without a word that lets its holder take it again.</summary>
    public static bool ForbidsRecursion(ISymbol holder) => Declared(holder).Concat(Assigned(holder)).ToList() is { Count: > 0 } values
        && values.TrueForAll(value => value is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: var arguments } && !arguments.Any(argument => argument.ToString().Contains("SupportsRecursion")) && arguments.All(argument => argument.Expression is LiteralExpressionSyntax or MemberAccessExpressionSyntax))
        && values.Exists(value => value is not null);

    /// <summary>A semaphore that is seen to start with more than one, or with a number that is computed, keeps few out and not all but one.</summary>
    public static bool LetsSeveralIn(Thing thing) => Initially(thing).ToList() is { Count: > 0 } counts && counts.All(count => count is null or > 1);

    /// <summary>True where some member calls the lock to give it back.</summary>
    public static bool IsReleasedByHand(Thing thing) => Of(thing) is { } holder && Around(holder).OfType<MemberAccessExpressionSyntax>().Any(member =>
        (member.Name.Identifier.ValueText.StartsWith("Exit", StringComparison.Ordinal) || member.Name.Identifier.ValueText.StartsWith("Release", StringComparison.Ordinal)) && Name(member.Expression) == holder.Name);

    /// <summary>True for a field of the type alone that starts as a time without end and stays that.</summary>
    public static bool IsAlwaysInfinite(IFieldSymbol field) =>
        (field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private)
        && Declared(field).Any(value => value is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Infinite" or "InfiniteTimeSpan" })
        && !Assigned(field).Any();

    /// <summary>The last name of an expression: how text speaks of a variable.</summary>
    public static string? Name(SyntaxNode? expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Name: var name } => name.Identifier.ValueText,
        MemberBindingExpressionSyntax { Name: var name } => name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>The last name of a type, as it is written; null for arrays, pointers and the like.</summary>
    public static string? TypeName(TypeSyntax type) => type switch
    {
        NullableTypeSyntax { ElementType: var inner } => TypeName(inner),
        QualifiedNameSyntax { Right: var right } => right.Identifier.ValueText,
        SimpleNameSyntax { Identifier.ValueText: var name } => name,
        _ => null,
    };

    /// <summary>The counts that a semaphore is created with, as far as the text shows; null for one that is computed.</summary>
    private static IEnumerable<int?> Initially(Thing thing) => thing.Kind != "semaphore" || Of(thing) is not { } holder ? []
        : Declared(holder).Concat(Assigned(holder)).OfType<BaseObjectCreationExpressionSyntax>()
            .Select(created => created.ArgumentList?.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { Token.Value: int count } ? count : (int?)null);

    private static IEnumerable<ExpressionSyntax?> Declared(ISymbol holder) => holder.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax() switch
    {
        VariableDeclaratorSyntax { Initializer.Value: var value } => value,
        PropertyDeclarationSyntax { Initializer.Value: var value } => value,
        _ => null,
    });

    private static IEnumerable<ExpressionSyntax> Assigned(ISymbol holder) =>
        Around(holder).OfType<AssignmentExpressionSyntax>().Where(assignment => Name(assignment.Left) == holder.Name).Select(assignment => assignment.Right);

    private static IEnumerable<SyntaxNode> Around(ISymbol holder) =>
        holder.ContainingSymbol.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().DescendantNodes());
}
