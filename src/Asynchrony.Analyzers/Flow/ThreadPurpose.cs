using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Is a thread made for more than running beside its caller? The ThreadPurpose table knows by which members that shows. A body elsewhere, and
/// what a body calls in the project, is read as text, which finds what is written behind the name of its type.
/// </summary>
internal static class ThreadPurpose
{
    /// <summary>So many methods are read at most.</summary>
    private const int Callees = 20;

    public static bool Of(LocalObject thread, Table purposes) => Of(thread.Creation, thread.Touched, purposes);

    /// <summary>The same for a thread kept anywhere; <paramref name="touched"/> is what is called and set on it, its initialiser aside or not.</summary>
    public static bool Of(IObjectCreationOperation thread, IEnumerable<ISymbol> touched, Table purposes) =>
        thread.Arguments.Length > 1 // A stack size of its own.
        || touched.Concat(LocalObject.Initialised(thread)).Any(member => purposes.Says(member, "own"))
        || thread.Root().Descendants().Any(operation => Says(operation, purposes, "around"))
        || BodyOf(thread)?.Descendants().Any(operation => Says(operation, purposes, "inside") || operation is IInvocationOperation call && IsWrittenIn(call.TargetMethod, purposes, [])) == true
        || BodyElsewhere(thread) is { } method && IsWrittenIn(method, purposes, []);

    private static bool Says(IOperation operation, Table purposes, string word) => operation switch
    {
        IInvocationOperation call => purposes.Says(call.TargetMethod, word) || word == "inside" && (Pins(call.TargetMethod.Name) || call.Instance?.Type is { } type && purposes.Says(type, word)),
        IPropertyReferenceOperation property => purposes.Says(property.Property, word),
        IFieldReferenceOperation { Field: { IsStatic: true } field } => word == "inside" && Place.IsOfThread(field),
        _ => false,
    };

    /// <summary>True where the text of a method says so, or that of a method of the same type that it names.</summary>
    private static bool IsWrittenIn(IMethodSymbol method, Table purposes, HashSet<ISymbol> seen)
    {
        if (seen.Count >= Callees || method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } written || !seen.Add(method.OriginalDefinition))
            return false;

        foreach (var node in written.DescendantNodes())
            if (SaysWritten(node, purposes))
                return true;
            else if (node is IdentifierNameSyntax name)
                foreach (var member in method.ContainingType.GetMembers(name.Identifier.ValueText))
                    if (Place.IsOfThread(member) || member is IMethodSymbol { MethodKind: MethodKind.Ordinary } called && IsWrittenIn(called, purposes, seen))
                        return true;
        return false;
    }

    private static bool SaysWritten(SyntaxNode node, Table purposes) => node switch
    {
        MemberAccessExpressionSyntax { Expression: var type, Name: var member } =>
            purposes.SaysWritten((type as MemberAccessExpressionSyntax)?.Name.ToString() ?? type.ToString(), member.Identifier.Text, "inside"),
        IdentifierNameSyntax name => Pins(name.Identifier.Text),
        _ => false,
    };

    /// <summary>Ties the thread to processors: every library has a call of its own for that, and all have the word in their names.</summary>
    private static bool Pins(string name) => name.IndexOf("Affinit", StringComparison.OrdinalIgnoreCase) >= 0;

    private static IMethodSymbol? BodyElsewhere(IObjectCreationOperation thread) =>
        thread.Arguments.FirstOrDefault()?.Value.Unwrapped() is IMethodReferenceOperation { Method: { MethodKind: MethodKind.Ordinary } method } ? method : null;

    private static IOperation? BodyOf(IObjectCreationOperation thread) => thread.Arguments.FirstOrDefault()?.Value.Unwrapped() switch
    {
        IAnonymousFunctionOperation lambda => lambda,
        IMethodReferenceOperation { Method: var method } => thread.Root().Descendants().OfType<ILocalFunctionOperation>()
            .FirstOrDefault(function => SymbolEqualityComparer.Default.Equals(function.Symbol, method)),
        _ => null,
    };
}
