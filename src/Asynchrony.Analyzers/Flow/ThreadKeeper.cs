using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>What the type that creates a thread does with it, in any of its members: read by name, which is enough for a doubt.</summary>
internal sealed class ThreadKeeper
{
    private readonly List<string> names = [];
    private readonly HashSet<string> touched = new(StringComparer.Ordinal);

    private ThreadKeeper(SyntaxNode creation, INamedTypeSymbol type)
    {
        var parts = type.DeclaringSyntaxReferences.Select(part => part.GetSyntax()).DefaultIfEmpty(creation.SyntaxTree.GetRoot()).ToList();
        Follow(creation);

        for (var known = -1; known < names.Count;)
        {
            known = names.Count;
            foreach (var use in parts.SelectMany(part => part.DescendantNodes()).OfType<IdentifierNameSyntax>().Where(use => names.Contains(use.Identifier.ValueText)))
                Follow(use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own && own.Name == use ? own : use);
        }
    }

    /// <summary>The first variable that the thread is kept in.</summary>
    public string? Name => names.FirstOrDefault();

    /// <summary>True where code outside the type may get hold of the thread.</summary>
    public bool Escapes { get; private set; }

    /// <summary>True where the type makes it a background thread.</summary>
    public bool IsBackground { get; private set; }

    public static ThreadKeeper Of(IObjectCreationOperation creation, INamedTypeSymbol type) => new(creation.Syntax, type);

    /// <summary>True where a member of that name is used on the thread, or on one of those it is kept with.</summary>
    public bool Touches(string member) => touched.Contains(member);

    private void Follow(SyntaxNode value)
    {
        switch (value.Parent)
        {
            case ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax:
                Follow(value.Parent);
                break;
            case MemberAccessExpressionSyntax access when access.Expression == value:
                touched.Add(access.Name.Identifier.ValueText);
                IsBackground |= access.Parent is AssignmentExpressionSyntax { Right: LiteralExpressionSyntax { Token.Value: true } } && access.Name.Identifier.ValueText == "IsBackground";
                break;
            case ConditionalAccessExpressionSyntax access when access.Expression == value:
                touched.UnionWith(access.WhenNotNull.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().Select(member => member.Name.Identifier.ValueText));
                break;
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                Keep(variable.Identifier.ValueText);
                break;
            case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                Keep(property.Identifier.ValueText);
                break;
            case AssignmentExpressionSyntax assignment when assignment.Right == value && LastName(assignment.Left) is { } name:
                Keep(name);
                break;
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "Enqueue" or "Push", Expression: var collection } } } when LastName(collection) is { } name:
                Keep(name);
                break;
            case ForEachStatementSyntax each when each.Expression == value:
                Keep(each.Identifier.ValueText);
                break;
            case InitializerExpressionSyntax { Parent: ExpressionSyntax made }:
                Follow(made);
                break;
            case ElementAccessExpressionSyntax element when element.Expression == value:
                Follow(element);
                break;
            case ArgumentSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or CollectionElementSyntax:
                Escapes = true;
                break;
        }
    }

    private void Keep(string name)
    {
        if (!names.Contains(name))
            names.Add(name);
    }

    private static string? LastName(ExpressionSyntax place) => place switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } => name,
        ElementAccessExpressionSyntax element => LastName(element.Expression),
        _ => null,
    };
}
