using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// Disposes of a ThreadLocal in the Dispose that its type has, and sets the value of a thread where it is read: an object that takes nothing
/// from its surroundings, in a field of one file that is read a few times.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ThreadLocalMisusedFix() : RuleFix(ThreadLocalMisused.Rule)
{
    /// <summary>More reads than this make code that nobody wants to read.</summary>
    private const int Reads = 4;

    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            yield break;

        if (flagged.Node.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is { Initializer: { Value: BaseObjectCreationExpressionSyntax value } initial, Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax declared } declaration } field
            && flagged.Model.GetDeclaredSymbol(field, flagged.Cancellation) is IFieldSymbol { IsStatic: true } symbol)
        {
            if (symbol.Type.IsReferenceType && !declared.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) && !type.Modifiers.Any(SyntaxKind.PartialKeyword) && IsPlain(value) && ReadsOf(symbol, type, flagged) is { Count: > 0 and <= Reads } reads)
                yield return new Fix("Set it where each thread reads it", editor =>
                {
                    foreach (var read in reads)
                        editor.ReplaceNode(read, OrSet(read, Written(value, declaration.Type)).WithTriviaFrom(read));
                    editor.ReplaceNode(field, field.WithInitializer(null).WithIdentifier(field.Identifier.WithTrailingTrivia(initial.GetTrailingTrivia())));
                    if (declaration.Type is not NullableTypeSyntax && flagged.Model.GetNullableContext(field.SpanStart).AnnotationsEnabled())
                        editor.ReplaceNode(declaration.Type, NullableType(declaration.Type.WithoutTrivia()).WithTriviaFrom(declaration.Type));
                });
        }
        else if (NameOf(flagged) is { } name && type.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(IsDispose) is { Body: { Statements: [.., var last] } } && last is not ReturnStatementSyntax and not ThrowStatementSyntax && last.StartsLine())
        {
            yield return new Fix($"Dispose of '{name}' with its owner", editor => editor.AddAfter(last, Syntax.Call(IdentifierName(name), "Dispose")));
        }
    }

    private static bool IsDispose(MethodDeclarationSyntax method) => method is { Identifier.ValueText: "Dispose", ParameterList.Parameters.Count: 0 } && !method.Modifiers.Any(SyntaxKind.StaticKeyword)
        && !method.Body?.DescendantNodes().Any(node => node is ReturnStatementSyntax) == true;

    /// <summary>The field that a ThreadLocal is put into.</summary>
    private static string? NameOf(Flagged flagged) => flagged.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>()?.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declared } => declared.Identifier.ValueText,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax assigned } => assigned.Identifier.ValueText,
        _ => null,
    };

    /// <summary>True for an object that is the same wherever it is made.</summary>
    private static bool IsPlain(BaseObjectCreationExpressionSyntax value) => value.ArgumentList?.Arguments.All(argument => argument.Expression is LiteralExpressionSyntax) != false && value.Initializer is null;

    /// <summary>What <c>new()</c> means must be said where the type is not.</summary>
    private static ExpressionSyntax Written(BaseObjectCreationExpressionSyntax value, TypeSyntax type) => value is ImplicitObjectCreationExpressionSyntax made
        ? ObjectCreationExpression(Token(TriviaList(), SyntaxKind.NewKeyword, TriviaList(Space)), (type is NullableTypeSyntax nullable ? nullable.ElementType : type).WithoutTrivia(), made.ArgumentList, null)
        : value.WithoutTrivia();

    /// <summary>The places where the field is read; null where one is more than a name.</summary>
    private static List<ExpressionSyntax>? ReadsOf(IFieldSymbol symbol, TypeDeclarationSyntax type, Flagged flagged)
    {
        var reads = new List<ExpressionSyntax>();
        foreach (var name in type.DescendantNodes().OfType<IdentifierNameSyntax>())
            if (name.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol, symbol))
            {
                if (name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
                    return null;
                reads.Add(name);
            }

        return reads;
    }

    private static ParenthesizedExpressionSyntax OrSet(ExpressionSyntax read, ExpressionSyntax value) => ParenthesizedExpression(AssignmentExpression(
        SyntaxKind.CoalesceAssignmentExpression, read.WithoutTrivia(), Token(TriviaList(Space), SyntaxKind.QuestionQuestionEqualsToken, TriviaList(Space)), value));
}
