using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>Is a function called back by someone who fixes its signature? Judged by its use, never by its own name.</summary>
internal static class Callbacks
{
    private static readonly string[] Registers = ["Register", "Subscribe", "Add", "Attach", "Bind", "Listen"];
    private static readonly string[] Called = ["callback", "handler", "listener", "subscriber"];

    /// <summary>True for <c>void (object sender, X arguments)</c>, whatever X is.</summary>
    public static bool IsHandlerShaped(this IMethodSymbol method) =>
        method is { ReturnsVoid: true, Parameters: [{ Type.SpecialType: SpecialType.System_Object, RefKind: RefKind.None }, { RefKind: RefKind.None }] };

    /// <summary>True for a handler of any framework: it takes the sender as an object, or the arguments of an event.</summary>
    public static bool TakesEvent(this IMethodSymbol method)
    {
        if (method.IsHandlerShaped())
            return true;
        foreach (var parameter in method.Parameters)
            for (var type = parameter.Type; type is not null; type = type.BaseType)
                if (type.Name.EndsWith("EventArgs", StringComparison.Ordinal))
                    return true;

        return false;
    }

    /// <summary>True for what registers a function that others call later and again, as its name and that of the parameter say.</summary>
    public static bool IsRegistration(this IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: var name }
        && Array.Exists(Registers, word => name.StartsWith(word, StringComparison.Ordinal)) && Array.Exists(Called, word => parameter.Name.EndsWith(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>True where a base type or an interface fixes the signature.</summary>
    public static bool IsPrescribed(this IMethodSymbol method) =>
        method.IsOverride || !method.ExplicitInterfaceImplementations.IsEmpty
        || method.ContainingType is { } type && !method.IsStatic && method.MethodKind == MethodKind.Ordinary
            && type.AllInterfaces.SelectMany(implemented => implemented.GetMembers(method.Name))
                .Any(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method));

    /// <summary>True where a lambda or method group becomes the handler of an event or a callback delegate.</summary>
    public static bool IsCalledBack(this IOperation function, Context context)
    {
        for (var user = function.Parent; user is not null; user = user.Parent)
            switch (user)
            {
                case IDelegateCreationOperation or IConversionOperation when context.IsCallback(user.Type):
                case IEventAssignmentOperation:
                    return true;
                case IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation:
                    continue;
                default:
                    return false;
            }

        return false;
    }

    /// <summary>
    /// True where any part of the compilation uses the method as a callback. Looks for its name in every file that may see it, so it is for
    /// methods that nothing else explains.
    /// </summary>
    public static bool IsUsedAsCallback(this IMethodSymbol method, Compilation compilation, Context context, CancellationToken cancellation) =>
        References(method, compilation, cancellation).Any(reference => reference.IsCalledBack(context));

    /// <summary>True where any part of the compilation makes a delegate of the method, or hands it to what does not resolve; for as few methods.</summary>
    public static bool IsUsedAsDelegate(this IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        foreach (var (name, model) in Names(method, compilation, cancellation))
            if (model.GetOperation(name, cancellation) is IMethodReferenceOperation reference
                ? Is(reference, method) && reference.User() is not INameOfOperation
                : model.GetMemberGroup(name, cancellation).Any(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition)))
                return true;

        return false;
    }

    private static IEnumerable<IMethodReferenceOperation> References(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        foreach (var (name, model) in Names(method, compilation, cancellation))
            if (model.GetOperation(name, cancellation) is IMethodReferenceOperation reference && Is(reference, method))
                yield return reference;
    }

    private static bool Is(IMethodReferenceOperation reference, IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(reference.Method.OriginalDefinition, method.OriginalDefinition);

    /// <summary>The places where the name of the method stands and is not called.</summary>
    private static IEnumerable<(SyntaxNode Name, SemanticModel Model)> Names(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        var places = method.DeclaredAccessibility == Accessibility.Private || method.MethodKind == MethodKind.LocalFunction
            ? method.ContainingType.DeclaringSyntaxReferences.Select(declared => declared.GetSyntax(cancellation))
            : compilation.SyntaxTrees.Where(tree => tree.GetText(cancellation).ToString().Contains(method.Name)).Select(tree => tree.GetRoot(cancellation));

        foreach (var place in places)
            foreach (var node in place.DescendantNodes())
                if (node is SimpleNameSyntax name && name.Identifier.ValueText == method.Name && MayBeDelegate(name))
                    yield return (Whole(name), Engine.Of(compilation).Model(place.SyntaxTree));
    }

    /// <summary>False for what is called, asked for a member, or named in a comment.</summary>
    private static bool MayBeDelegate(SimpleNameSyntax name) => Whole(name).Parent switch
    {
        InvocationExpressionSyntax call => call.Expression != Whole(name),
        MemberAccessExpressionSyntax or CrefSyntax => false,
        _ => true,
    };

    private static SyntaxNode Whole(SimpleNameSyntax name) => name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? member : name;
}
