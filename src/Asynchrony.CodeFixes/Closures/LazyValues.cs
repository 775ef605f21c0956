using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>
/// Lets a private concurrent dictionary keep Lazy values, so that of two factories for a key one runs. Only where every use of the dictionary
/// is in sight and can do with a Lazy: a value is gone through by foreach, taken out behind a test that found it, or asked for by its key.
/// </summary>
internal sealed class LazyValues
{
    private readonly Flagged flagged;
    private readonly IFieldSymbol field;
    private readonly TypeSyntax value;
    private readonly List<(SyntaxNode Node, Func<SyntaxNode, SyntaxNode> Change)> edits = [];

    private LazyValues(Flagged flagged, IFieldSymbol field, TypeSyntax value) => (this.flagged, this.field, this.value) = (flagged, field, value);

    /// <summary>The fix for the dictionary of a call; null where a use of it could not stay right.</summary>
    public static WholeFix? Of(InvocationExpressionSyntax call, Flagged flagged)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Expression: var holder } || flagged.Model.GetSymbolInfo(holder, flagged.Cancellation).Symbol is not IFieldSymbol
            {
                DeclaredAccessibility: Accessibility.Private, IsReadOnly: true, DeclaringSyntaxReferences: [var declared], ContainingType: { DeclaringSyntaxReferences: [_] } home,
            } field
            || declared.GetSyntax(flagged.Cancellation) is not VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax { Initializer: null } made, Parent: VariableDeclarationSyntax { Variables.Count: 1, Type: var type } }
            || ValueOf(type) is not { } value)
            return null;

        home = home.Outermost();
        if (home is not { DeclaringSyntaxReferences: [var whole] } || whole.SyntaxTree != flagged.Root.SyntaxTree)
            return null;

        var lazy = new LazyValues(flagged, field, value);
        lazy.Retype(value);
        if (made is ObjectCreationExpressionSyntax { Type: var created } && (ValueOf(created) is not { } other || !lazy.Retype(other)))
            return null;

        return lazy.TakesIn(whole.GetSyntax(flagged.Cancellation))
            ? new WholeFix($"Keep Lazy values in '{field.Name}'", ImmutableDictionary<DocumentId, Action<SyntaxEditor>>.Empty.Add(flagged.Document.Id, lazy.Write)) : null;
    }

    private static TypeSyntax? ValueOf(TypeSyntax dictionary) => dictionary switch
    {
        GenericNameSyntax { TypeArgumentList.Arguments: [_, var value] } => value,
        QualifiedNameSyntax { Right: GenericNameSyntax { TypeArgumentList.Arguments: [_, var value] } } => value,
        _ => null,
    };

    private bool Retype(TypeSyntax type)
    {
        edits.Add((type, _ => Lazy().WithTriviaFrom(type)));
        return true;
    }

    private TypeSyntax Lazy() => QualifiedName(AliasQualifiedName(IdentifierName(Token(SyntaxKind.GlobalKeyword)), IdentifierName("System")), GenericName(Identifier("Lazy"), TypeArgumentList(SingletonSeparatedList(value.WithoutTrivia()))))
        .WithAdditionalAnnotations(Simplifier.Annotation);

    private void Write(SyntaxEditor editor)
    {
        foreach (var (node, change) in edits)
            editor.ReplaceNode(node, (current, _) => change(current));
    }

    /// <summary>Notes what becomes of every use; false where one cannot stay.</summary>
    private bool TakesIn(SyntaxNode type)
    {
        foreach (var name in type.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText != field.Name || !SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol?.OriginalDefinition, field.OriginalDefinition))
                continue;

            ExpressionSyntax holder = name.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == name ? qualified : name;
            var stays = holder.Parent switch
            {
                MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member, Parent: InvocationExpressionSyntax call } access when access.Expression == holder && call.Expression == access => TakesInCall(call, member),
                MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "IsEmpty" or "Keys" } => true,
                MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Values", Parent: ForEachStatementSyntax loop } access => loop.Expression == access && loop.Type.IsVar && TakesInVariable(loop, _ => true),
                ElementAccessExpressionSyntax element => IsRead(element) && TakesValue(element),
                _ => false,
            };
            if (!stays)
                return false;
        }

        return true;
    }

    private bool TakesInCall(InvocationExpressionSyntax call, string member) => member switch
    {
        "ContainsKey" or "Clear" => true,
        "GetOrAdd" => call.Parent is not ExpressionStatementSyntax && call.ArgumentList.Arguments is [_, var factory, ..] && TakesInFactory(factory.Expression) && TakesValue(call),
        "TryGetValue" or "TryRemove" => call.ArgumentList.Arguments is [_, { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword, Expression: var taken }] && TakesInOut(call, taken),
        _ => false,
    };

    private bool TakesInFactory(ExpressionSyntax factory)
    {
        switch (factory)
        {
            case LambdaExpressionSyntax { AsyncKeyword.RawKind: 0 } lambda:
                edits.Add((lambda, current => WithLazy((LambdaExpressionSyntax)current)));
                return true;
            case IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or IdentifierNameSyntax } when flagged.Model.GetSymbolInfo(factory, flagged.Cancellation).Symbol is IMethodSymbol { IsAsync: false, Parameters.Length: 1 }:
                var key = Syntax.FreeName(factory, "key");
                edits.Add((factory, _ => SimpleLambdaExpression(Parameter(Identifier(key)), null, Made(InvocationExpression(factory.WithoutTrivia(), ArgumentList(SingletonSeparatedList(Argument(IdentifierName(key)))))))
                    .WithArrowToken(Arrow()).WithTriviaFrom(factory)));
                return true;
            default:
                return false;
        }
    }

    private LambdaExpressionSyntax WithLazy(LambdaExpressionSyntax lambda)
    {
        var arrow = lambda.ArrowToken;
        return lambda.WithBody(Made(lambda.Body.WithoutTrailingTrivia()).WithTrailingTrivia(lambda.Body.GetTrailingTrivia()))
            .WithArrowToken(arrow.WithTrailingTrivia(arrow.TrailingTrivia.Where(trivia => !trivia.IsKind(SyntaxKind.EndOfLineTrivia)).DefaultIfEmpty(Space)));
    }

    /// <summary><c>new Lazy&lt;T&gt;(() => …)</c>; a block begins on a line of its own as it did.</summary>
    private ObjectCreationExpressionSyntax Made(CSharpSyntaxNode body) => ObjectCreationExpression(Token(TriviaList(), SyntaxKind.NewKeyword, TriviaList(Space)), Lazy(), ArgumentList(SingletonSeparatedList(Argument(
        ParenthesizedLambdaExpression(ParameterList(), body as BlockSyntax, (body as ExpressionSyntax)?.WithoutTrivia()).WithArrowToken(body is BlockSyntax { OpenBraceToken: var brace } && brace.LeadingTrivia.Count > 0
            ? Token(TriviaList(Space), SyntaxKind.EqualsGreaterThanToken, TriviaList(Syntax.LineEnd(flagged.Root))) : Arrow())))), null);

    private static SyntaxToken Arrow() => Token(TriviaList(Space), SyntaxKind.EqualsGreaterThanToken, TriviaList(Space));

    private bool TakesInOut(InvocationExpressionSyntax call, ExpressionSyntax taken)
    {
        switch (taken)
        {
            case DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax, Type.IsVar: true } or IdentifierNameSyntax { Identifier.ValueText: "_" }:
                return true;
            case DeclarationExpressionSyntax { Type: var type, Designation: SingleVariableDesignationSyntax variable }:
                if (!type.IsVar)
                    Retype(type is NullableTypeSyntax { ElementType: var element } ? element : type);
                return TakesInVariable(variable, use => IsFound(call, use));
            default:
                return false;
        }
    }

    /// <summary>Every use of a variable that holds a Lazy asks for its value.</summary>
    private bool TakesInVariable(SyntaxNode declaration, Func<IdentifierNameSyntax, bool> holds)
    {
        if (flagged.Model.GetDeclaredSymbol(declaration, flagged.Cancellation) is not ILocalSymbol local || declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
            return false;

        foreach (var use in member.DescendantNodes().OfType<IdentifierNameSyntax>())
            if (use.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(use, flagged.Cancellation).Symbol, local) && (!IsRead(use) || !holds(use) || !TakesValue(use)))
                return false;
        return true;
    }

    /// <summary>True for a use where the call has told that there is a value.</summary>
    private static bool IsFound(InvocationExpressionSyntax call, IdentifierNameSyntax use)
    {
        SyntaxNode test = call;
        while (test.Parent is ParenthesizedExpressionSyntax || test.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } and && IsAhead(test, and, use))
            test = test.Parent;

        return test.Span.Contains(use.Span) && test != call || test.Parent switch
        {
            IfStatementSyntax found when found.Condition == test => found.Statement.Span.Contains(use.Span),
            ConditionalExpressionSyntax found when found.Condition == test => found.WhenTrue.Span.Contains(use.Span),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Parent: IfStatementSyntax { Else: null, Statement: var missing, Parent: BlockSyntax block } } =>
                (missing is BlockSyntax { Statements: { Count: > 0 } left } ? Syntax.IsJump(left[left.Count - 1]) : Syntax.IsJump(missing)) && block.Span.Contains(use.Span) && use.SpanStart > missing.Span.End,
            _ => false,
        };

        static bool IsAhead(SyntaxNode test, BinaryExpressionSyntax and, IdentifierNameSyntax use) => and.Left == test || !and.Left.Span.Contains(use.Span);
    }

    private static bool IsRead(ExpressionSyntax use) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left != use,
        ArgumentSyntax argument => argument.RefKindKeyword.RawKind == 0 && argument.Parent?.Parent is not InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } },
        PrefixUnaryExpressionSyntax step => !step.IsKind(SyntaxKind.PreIncrementExpression) && !step.IsKind(SyntaxKind.PreDecrementExpression) && !step.IsKind(SyntaxKind.AddressOfExpression),
        PostfixUnaryExpressionSyntax step => step.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        ExpressionStatementSyntax => false,
        _ => true,
    };

    private bool TakesValue(ExpressionSyntax lazy)
    {
        edits.Add((lazy, current => MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, ((ExpressionSyntax)current).WithoutTrailingTrivia(), IdentifierName("Value")).WithTrailingTrivia(current.GetTrailingTrivia())));
        return true;
    }
}
