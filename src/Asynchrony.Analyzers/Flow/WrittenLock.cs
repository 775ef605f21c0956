using Asynchrony.Analyzers.Flow.Ir;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Is code under a lock, as its text tells: in a lock statement, behind a call that by its name takes one, or in a method that its type calls so? For
/// files whose operations are not at hand.
/// </summary>
internal static class WrittenLock
{
    private static readonly ImmutableArray<string> Holders = ImmutableArray.Create("semaphore", "mutex");

    /// <summary>
    /// True where a place is under a lock, or the method that it stands in, through so many calls within its type. A lambda may run at once, or when
    /// the lock has been given back: it counts where the question is whether a lock may be held.
    /// </summary>
    public static bool IsAround(SyntaxNode place, int depth, bool maybe)
    {
        var isInLambda = false;
        for (var outer = place.Parent; outer is not null; outer = outer.Parent)
            switch (outer)
            {
                case LockStatementSyntax statement when statement.Statement.Span.Contains(place.Span):
                    return true;
                case AnonymousFunctionExpressionSyntax when !maybe:
                    return false;
                case AnonymousFunctionExpressionSyntax:
                    isInLambda = true;
                    break;
                case MemberDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax:
                    return !isInLambda && (IsBehindTaken(place, outer) || depth > 0 && outer is MethodDeclarationSyntax { Parent: TypeDeclarationSyntax type } method && IsCalledUnder(method, type, depth - 1, maybe));
            }

        return false;
    }

    /// <summary>True where a part of the type itself calls one of its methods under a lock.</summary>
    public static bool IsCalledUnder(MethodDeclarationSyntax method, TypeDeclarationSyntax part, int depth, bool maybe)
    {
        foreach (var node in part.DescendantNodes())
            if (node is InvocationExpressionSyntax call && LockHolder.Name(call.Expression) == method.Identifier.ValueText && IsOwn(call, method) && !method.Span.Contains(call.Span) && IsAround(call, depth, maybe))
                return true;
        return false;
    }

    /// <summary>True for a call that may be of this method: of a private one whoever is the receiver, of others on the same object.</summary>
    private static bool IsOwn(InvocationExpressionSyntax call, MethodDeclarationSyntax method)
    {
        var parameters = method.ParameterList.Parameters;
        return (call.ArgumentList.Arguments.Count <= parameters.Count || parameters.LastOrDefault()?.Modifiers.Any(SyntaxKind.ParamsKeyword) == true)
            && (call.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } || !method.Modifiers.Any(word => word.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword));
    }

    /// <summary>True behind a call in the same member that takes something that is called a lock.</summary>
    private static bool IsBehindTaken(SyntaxNode place, SyntaxNode member)
    {
        foreach (var node in member.DescendantNodes())
            if (node.SpanStart >= place.SpanStart)
                return false;
            else if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var does, Expression: var holder } }
                && (LockNames.Tell(does) && !LockNames.TellsRelease(does) || does.StartsWith("Wait", StringComparison.Ordinal) && LockHolder.Name(holder) is { } lockName && Holders.Any(word => lockName.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)))
                return true;
        return false;
    }
}
