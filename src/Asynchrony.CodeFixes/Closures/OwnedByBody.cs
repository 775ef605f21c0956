using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>
/// Moves a using into the body that alone uses its resource. What opens it there must find all as it was: names and numbers that nobody changes,
/// and nothing that the code behind the start does by the same name.
/// </summary>
internal static class OwnedByBody
{
    private const string Key = nameof(CapturedResourceReleasedFix) + ".Owned";

    public static Fix? Of(Flagged flagged)
    {
        if (flagged.Model.GetSymbolInfo(flagged.Node, flagged.Cancellation).Symbol is not ILocalSymbol { DeclaringSyntaxReferences: [var reference] } resource
            || reference.GetSyntax(flagged.Cancellation) is not VariableDeclaratorSyntax { Initializer.Value: { } opened, Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } held } } variable
            || held.Siblings() is not { } siblings || !held.StartsLine()
            || flagged.Node.Ancestors().LastOrDefault(node => node is AnonymousFunctionExpressionSyntax && !node.Span.Contains(variable.Span)) is not LambdaExpressionSyntax body
            || held.AwaitKeyword.RawKind != 0 && body.AsyncKeyword.RawKind == 0
            || body.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || !siblings.Contains(statement)
            || UsesOf(resource, held.Parent!, flagged).Any(use => !body.Span.Contains(use.Span)) || !IsSameLater(opened, flagged)
            || IsMentionedBehind(opened, siblings.SkipWhile(sibling => sibling != held).Skip(1), body, flagged))
            return null;

        return new Fix($"Let the body open '{resource.Name}' for itself", editor =>
        {
            var remarks = held.Remarks().ToList();
            editor.ReplaceNode(body, Owning(body, held.WithoutTrivia(), remarks, flagged));
            editor.Drop(held);
        }, Key);
    }

    /// <summary>True where the caller goes on with what the resource is opened by: it may delete the file by then.</summary>
    private static bool IsMentionedBehind(ExpressionSyntax opened, IEnumerable<StatementSyntax> behind, LambdaExpressionSyntax body, Flagged flagged)
    {
        var names = opened.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(name => flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol is ILocalSymbol or IParameterSymbol).Select(name => name.Identifier.ValueText).ToImmutableHashSet(StringComparer.Ordinal);
        return behind.Any(statement => statement.DescendantNodes(node => node != body).OfType<IdentifierNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText)));
    }

    private static IEnumerable<IdentifierNameSyntax> UsesOf(ISymbol variable, SyntaxNode scope, Flagged flagged) => (scope is GlobalStatementSyntax ? scope.Parent! : scope).DescendantNodes().OfType<IdentifierNameSyntax>()
        .Where(name => name.Identifier.ValueText == variable.Name && SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol, variable));

    /// <summary>True where the resource is opened from constants and from variables of the function that have one value for good.</summary>
    private static bool IsSameLater(ExpressionSyntax opened, Flagged flagged)
    {
        foreach (var part in opened.DescendantNodesAndSelf())
            switch (part)
            {
                case AwaitExpressionSyntax or AssignmentExpressionSyntax or ThisExpressionSyntax or BaseExpressionSyntax or AnonymousFunctionExpressionSyntax or DeclarationExpressionSyntax:
                case ArgumentSyntax { RefKindKeyword.RawKind: not 0 }:
                    return false;
                case InvocationExpressionSyntax call when flagged.Model.GetSymbolInfo(call, flagged.Cancellation).Symbol is not IMethodSymbol { IsStatic: true, DeclaringSyntaxReferences.IsEmpty: true }:
                    return false;
                case IdentifierNameSyntax name when !IsLasting(flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol, flagged):
                    return false;
            }

        return true;
    }

    private static bool IsLasting(ISymbol? symbol, Flagged flagged) => symbol switch
    {
        ILocalSymbol { IsConst: true } or INamespaceOrTypeSymbol => true,
        ILocalSymbol { Type: var type, RefKind: RefKind.None } => IsValue(type) && IsSetOnce(symbol, flagged),
        IParameterSymbol { Type: var type, RefKind: RefKind.None } => IsValue(type) && IsSetOnce(symbol, flagged),
        IFieldSymbol field => field.IsConst || field is { IsStatic: true, IsReadOnly: true } && IsValue(field.Type),
        IMethodSymbol => true,
        IPropertySymbol { IsStatic: true } property => property.DeclaringSyntaxReferences.IsEmpty && property.Type.IsValueType,
        _ => false,
    };

    /// <summary>Names, numbers and modes: what they say cannot change, while an object may.</summary>
    private static bool IsValue(ITypeSymbol type) => type.SpecialType is not (SpecialType.None or SpecialType.System_Object or SpecialType.System_Array) || type.TypeKind == TypeKind.Enum;

    /// <summary>True where nothing in the member that declares the variable, or in the type for a parameter of its own, changes it.</summary>
    private static bool IsSetOnce(ISymbol variable, Flagged flagged) =>
        variable.DeclaringSyntaxReferences is [var reference] && reference.SyntaxTree == flagged.Root.SyntaxTree
        && reference.GetSyntax(flagged.Cancellation).Ancestors().First(outer => outer is CompilationUnitSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax) is var scope
        && UsesOf(variable, scope, flagged).All(use => use.Parent is not (PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: not 0 }) && !(use.Parent is AssignmentExpressionSyntax set && set.Left == use));

    private static LambdaExpressionSyntax Owning(LambdaExpressionSyntax body, StatementSyntax held, List<SyntaxTrivia> remarks, Flagged flagged)
    {
        var line = Syntax.LineEnd(body);
        var text = body.SyntaxTree.GetText(flagged.Cancellation).Lines.GetLineFromPosition(body.SpanStart).ToString();
        var outer = text.Substring(0, text.Length - text.TrimStart().Length);
        var unit = body.FirstAncestorOrSelf<StatementSyntax>() is { } statement ? Indent.Unit(statement) : "    ";

        if (body.Body is BlockSyntax block)
        {
            if (block.Statements.Count > 0 && block.Statements[0].StartsLine())
            {
                var indentation = Syntax.Indentation(block.Statements[0]);
                return body.WithBody(block.WithStatements(block.Statements.Insert(0, held.WithLeadingTrivia(remarks.SelectMany(remark => new[] { indentation, remark, line }).Append(indentation)).WithTrailingTrivia(line))));
            }

            return body.WithBody(block.WithStatements(block.Statements.Insert(0, held.WithTrailingTrivia(Space))));
        }

        var inner = Whitespace(outer + unit);
        var expression = (ExpressionSyntax)body.Body;
        var returns = flagged.Model.GetSymbolInfo(body, flagged.Cancellation).Symbol is IMethodSymbol { ReturnsVoid: false } function && !(body.AsyncKeyword.RawKind != 0 && function.ReturnType is INamedTypeSymbol { IsGenericType: false });
        var rest = returns
            ? ReturnStatement(Token(TriviaList(), SyntaxKind.ReturnKeyword, TriviaList(Space)), expression.WithoutTrivia(), Token(SyntaxKind.SemicolonToken))
            : (StatementSyntax)ExpressionStatement(expression.WithoutTrivia());
        var made = Syntax.BlockOf([
            held.WithLeadingTrivia(remarks.SelectMany(remark => new[] { inner, remark, line }).Append(inner)).WithTrailingTrivia(line),
            rest.WithLeadingTrivia(inner).WithTrailingTrivia(line)], Whitespace(outer), line);
        made = made.WithCloseBraceToken(made.CloseBraceToken.WithTrailingTrivia(body.GetTrailingTrivia()));
        var arrow = body.ArrowToken.WithTrailingTrivia(body.ArrowToken.TrailingTrivia.Where(Syntax.IsComment).SelectMany(comment => new[] { Space, comment }).Append(line));
        return body switch
        {
            SimpleLambdaExpressionSyntax simple => simple.WithArrowToken(arrow).WithExpressionBody(null).WithBlock(made),
            ParenthesizedLambdaExpressionSyntax full => full.WithArrowToken(arrow).WithExpressionBody(null).WithBlock(made),
            _ => body,
        };
    }
}
