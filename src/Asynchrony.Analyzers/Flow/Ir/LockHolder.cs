using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>What the declaring type, or member, does elsewhere with the variable that a lock or its time limit is kept in: read by name, which is enough for a doubt.</summary>
internal static class LockHolder
{
    /// <summary>True for a semaphore that is made with nothing in it: it carries signals from one to another, and guards no section.</summary>
    public static bool StartsEmpty(AccessPath path, CancellationToken cancellation) =>
        path.Parts.LastOrDefault() is { } holder && (Declared(holder, cancellation).Any(IsEmpty)
            || Around(holder, cancellation).OfType<AssignmentExpressionSyntax>().Any(assignment => Names(assignment.Left, holder) && IsEmpty(assignment.Right)));

    /// <summary>True where some member calls the lock to give it back.</summary>
    public static bool IsReleasedByHand(AccessPath path, CancellationToken cancellation) =>
        path.Parts.LastOrDefault() is { } holder && Around(holder, cancellation).OfType<MemberAccessExpressionSyntax>().Any(member =>
            (member.Name.Identifier.ValueText.StartsWith("Exit", StringComparison.Ordinal) || member.Name.Identifier.ValueText.StartsWith("Release", StringComparison.Ordinal)) && Names(member.Expression, holder));

    /// <summary>True for a field of the type alone that starts as a time without end and stays that.</summary>
    public static bool IsAlwaysInfinite(IFieldSymbol field) =>
        (field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private)
        && Declared(field, default).Any(value => value is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Infinite" or "InfiniteTimeSpan" })
        && !Around(field, default).OfType<AssignmentExpressionSyntax>().Any(assignment => Names(assignment.Left, field));

    private static IEnumerable<ExpressionSyntax?> Declared(ISymbol holder, CancellationToken cancellation) =>
        holder.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).Select(declared => declared switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var value } => value,
            PropertyDeclarationSyntax { Initializer.Value: var value } => value,
            _ => null,
        });

    private static IEnumerable<SyntaxNode> Around(ISymbol holder, CancellationToken cancellation) =>
        holder.ContainingSymbol.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax(cancellation).DescendantNodes());

    private static bool Names(ExpressionSyntax expression, ISymbol holder) => expression switch
    {
        IdentifierNameSyntax { Identifier.ValueText: var name } => name == holder.Name,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } => name == holder.Name,
        _ => false,
    };

    private static bool IsEmpty(ExpressionSyntax? value) =>
        value is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.ValueText: "0" } }, ..] };
}
