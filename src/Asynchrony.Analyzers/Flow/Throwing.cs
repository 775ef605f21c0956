using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>Methods that always throw, and methods that never do.</summary>
internal static class Throwing
{
    /// <summary>True for a method that always throws or ends the process: it says so, the table does, or it does nothing else.</summary>
    public static bool NeverReturns(this IMethodSymbol method, Table steady) =>
        method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "DoesNotReturnAttribute")
        || IsThrower(method)
        || steady.Says(method, "never");

    /// <summary>True for a call or creation that throws nothing: what the Steady table lists, and of what has source, bodies without anything that could.</summary>
    public static bool IsSteady(this IOperation operation, Table steady) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } call => method.DeclaringSyntaxReferences.IsEmpty ? IsListed(method, steady) || IsAddBehindTest(call) : method.CannotThrow(),
        IObjectCreationOperation { Constructor: { } constructor } => constructor.DeclaringSyntaxReferences.IsEmpty ? constructor.Parameters.IsEmpty || IsListed(constructor, steady) : constructor.CannotThrow(),
        _ => false,
    };

    private static bool IsListed(IMethodSymbol method, Table steady) =>
        (steady.Find(method) is { IsEmpty: false } words ? words : steady.Find(method.ContainingType)) is { IsEmpty: false } known && known.Contains("steady");

    /// <summary>A key is added where the same dictionary has just said that it has none such.</summary>
    private static bool IsAddBehindTest(IInvocationOperation add)
    {
        if (add is not { TargetMethod: { Name: "Add", Parameters.Length: 2 }, Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var dictionary }, ArgumentList.Arguments: [{ Expression: var key }, _] } syntax })
            return false;

        foreach (var outer in syntax.Ancestors())
            if (outer is IfStatementSyntax decision)
            {
                var isElse = decision.Else?.Span.Contains(syntax.Span) == true;
                if (isElse ? Asks(decision.Condition) : IsNegated(decision.Condition))
                    return true;
            }
            else if (outer is ForEachStatementSyntax loop)
                return IsCopied(loop, dictionary, key);
            else if (outer is AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax or CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax)
                return false;
        return false;

        bool IsNegated(ExpressionSyntax condition) => condition switch
        {
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var asked } => Asks(asked),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression, Left: var left, Right: var right } => IsNegated(left) || IsNegated(right),
            _ => false,
        };

        bool Asks(ExpressionSyntax condition) => condition is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var asked, Name.Identifier.ValueText: "ContainsKey" or "TryGetValue" or "Contains" }, ArgumentList.Arguments: [{ Expression: var other }, ..] }
            && SyntaxFactory.AreEquivalent(asked, dictionary) && SyntaxFactory.AreEquivalent(other, key);
    }

    /// <summary>The keys of another dictionary, each once, go into one that was made here and gets nothing else.</summary>
    private static bool IsCopied(ForEachStatementSyntax loop, ExpressionSyntax dictionary, ExpressionSyntax key)
    {
        var isKey = loop.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Keys" } or IdentifierNameSyntax { Identifier.ValueText: "Keys" } ? key.ToString() == loop.Identifier.ValueText
            : key is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax pair, Name.Identifier.ValueText: "Key" } && pair.Identifier.ValueText == loop.Identifier.ValueText;
        if (!isKey || dictionary is not IdentifierNameSyntax { Identifier.ValueText: var name } || loop.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
            return false;

        var uses = member.DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == name && use.SpanStart <= dictionary.SpanStart).ToList();
        return uses.Count == 1 && !loop.Ancestors().TakeWhile(outer => outer != member).Any(outer => outer is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax)
            && member.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(made => made.Identifier.ValueText == name && made.SpanStart < loop.SpanStart && made.Initializer?.Value is BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: null });
    }

    /// <summary>A helper whose whole body is a throw.</summary>
    private static bool IsThrower(IMethodSymbol method) => method.DeclaringSyntaxReferences.Length == 1 && !method.IsVirtual && !method.IsAsync
        && method.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            BaseMethodDeclarationSyntax { ExpressionBody.Expression: ThrowExpressionSyntax } => true,
            BaseMethodDeclarationSyntax { Body.Statements: [ThrowStatementSyntax] } => true,
            LocalFunctionStatementSyntax { ExpressionBody.Expression: ThrowExpressionSyntax } => true,
            LocalFunctionStatementSyntax { Body.Statements: [ThrowStatementSyntax] } => true,
            _ => false,
        };

    /// <summary>True for a method with source that is not replaced and calls, casts, indexes and divides nothing: it moves values about.</summary>
    public static bool CannotThrow(this IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.Length == 1 && !method.IsVirtual && !method.IsAbstract && !method.IsOverride && !method.IsAsync
        && method.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax => !method.DeclaringSyntaxReferences[0].GetSyntax().DescendantNodes().Any(MayThrow),
            TypeDeclarationSyntax type => method.ContainingType.DeclaringSyntaxReferences.Length == 1 && StoresOnly(type),
            _ => false,
        };

    /// <summary>True for a type whose primary constructor only keeps what it is given.</summary>
    private static bool StoresOnly(TypeDeclarationSyntax type)
    {
        if (type.BaseList?.Types.Any(first => first is PrimaryConstructorBaseTypeSyntax) == true)
            return false;
        foreach (var member in type.Members)
            if (member switch { PropertyDeclarationSyntax property => property.Initializer, FieldDeclarationSyntax { Declaration.Variables: [var variable] } => variable.Initializer, FieldDeclarationSyntax => member, _ => (SyntaxNode?)null } is { } initial
                && initial.DescendantNodes().Any(MayThrow))
                return false;
        return true;
    }

    private static bool MayThrow(SyntaxNode node) => node is
        InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax or CastExpressionSyntax { Type: not PredefinedTypeSyntax } or AwaitExpressionSyntax or YieldStatementSyntax
        or ThrowStatementSyntax or ThrowExpressionSyntax or CommonForEachStatementSyntax or UsingStatementSyntax or CheckedExpressionSyntax or CheckedStatementSyntax
        or MemberAccessExpressionSyntax { Expression: not (ThisExpressionSyntax or BaseExpressionSyntax) } or ArrayCreationExpressionSyntax or ConstructorInitializerSyntax
        or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression or (int)SyntaxKind.ModuloExpression };
}
