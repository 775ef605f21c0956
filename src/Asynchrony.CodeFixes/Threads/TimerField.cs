using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>A private field for a timer that a method made and kept nowhere.</summary>
internal sealed class TimerField
{
    private readonly StatementSyntax statement;
    private readonly BaseObjectCreationExpressionSyntax made;
    private readonly TypeDeclarationSyntax type;
    private readonly string? local;
    private readonly bool isStatic;
    private readonly bool isNullable;
    private readonly INamedTypeSymbol timer;

    private TimerField(StatementSyntax statement, BaseObjectCreationExpressionSyntax made, TypeDeclarationSyntax type, string? local, bool isStatic, bool isNullable, INamedTypeSymbol timer)
    {
        this.statement = statement;
        this.made = made;
        this.type = type;
        this.local = local;
        this.isStatic = isStatic;
        this.isNullable = isNullable;
        this.timer = timer;
        Name = NameIn(type, local ?? "timer");
    }

    public string Name { get; }

    /// <summary>Null where the method may make several, in a loop or a nested function, and in what is no class.</summary>
    public static TimerField? For(StatementSyntax statement, BaseObjectCreationExpressionSyntax made, string? local, Flagged flagged) =>
        statement is { Parent: BlockSyntax } && Awaiting.FunctionOf(statement) is BaseMethodDeclarationSyntax { Parent: ClassDeclarationSyntax { OpenBraceToken.IsMissing: false } type } method and (MethodDeclarationSyntax or ConstructorDeclarationSyntax)
        && !statement.Ancestors().TakeWhile(outer => outer != method).Any(outer => outer is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax)
        && flagged.Model.GetTypeInfo(made, flagged.Cancellation).Type is INamedTypeSymbol timer
            ? new TimerField(statement, made, type, local, method.Modifiers.Any(SyntaxKind.StaticKeyword), flagged.Model.GetNullableContext(made.SpanStart).AnnotationsEnabled(), timer)
            : null;

    public void Put(SyntaxEditor editor)
    {
        var assigned = Syntax.Spaced(ExpressionStatement(AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, IdentifierName(Name), IdentifierName("it"))));
        var value = made is ImplicitObjectCreationExpressionSyntax ? made : made.WithoutTrivia();
        editor.ReplaceNode(statement, assigned.ReplaceNode(((AssignmentExpressionSyntax)assigned.Expression).Right, value.WithoutTrivia()).WithTriviaFrom(statement));

        if (local is not null && local != Name && statement.Parent is { } block)
            foreach (var name in block.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == local && name.SpanStart > statement.Span.End))
                editor.ReplaceNode(name, IdentifierName(Name).WithTriviaFrom(name));

        var before = type.Members.FirstOrDefault(member => member is FieldDeclarationSyntax) ?? type.Members[0];
        editor.InsertBefore(before, Field(before));
        if (!isStatic && type.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(IsDispose) is { Body: { Statements: [var first, ..] } })
            editor.AddAbove(first, Ending(first));
    }

    private MemberDeclarationSyntax Field(MemberDeclarationSyntax before)
    {
        TypeSyntax named = QualifiedName(QualifiedName(AliasQualifiedName(IdentifierName(Token(SyntaxKind.GlobalKeyword)), IdentifierName("System")), IdentifierName("Threading")), IdentifierName(timer.Name)).WithAdditionalAnnotations(Simplifier.Annotation);
        if (isNullable)
            named = NullableType(named);

        var (line, kinds) = (Syntax.LineEnd(type), isStatic ? new[] { SyntaxKind.PrivateKeyword, SyntaxKind.StaticKeyword } : [SyntaxKind.PrivateKeyword]);
        var indentation = before.GetLeadingTrivia().LastOrDefault() is var last && last.IsKind(SyntaxKind.WhitespaceTrivia) ? TriviaList(last) : TriviaList();
        return FieldDeclaration(VariableDeclaration(named.WithTrailingTrivia(Space), SingletonSeparatedList(VariableDeclarator(Name))))
            .WithModifiers(TokenList(kinds.Select(kind => Token(TriviaList(), kind, TriviaList(Space)))))
            .WithLeadingTrivia(indentation).WithTrailingTrivia(before is FieldDeclarationSyntax ? TriviaList(line) : TriviaList(line, line));
    }

    private StatementSyntax Ending(StatementSyntax first) => ExpressionStatement(ConditionalAccessExpression(IdentifierName(Name), InvocationExpression(MemberBindingExpression(IdentifierName("Dispose")))))
        .WithLeadingTrivia(Syntax.Indentation(first));

    private static bool IsDispose(MethodDeclarationSyntax method) => method is { Identifier.ValueText: "Dispose", ParameterList.Parameters.Count: 0 } && !method.Modifiers.Any(SyntaxKind.StaticKeyword);

    /// <summary>The name of the local, written as the type writes its private fields, and free in it.</summary>
    private static string NameIn(TypeDeclarationSyntax type, string local)
    {
        var used = type.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).ToImmutableHashSet(StringComparer.Ordinal);
        var fields = type.Members.OfType<FieldDeclarationSyntax>().SelectMany(field => field.Declaration.Variables).Select(variable => variable.Identifier.ValueText).ToList();
        var wanted = fields.Exists(name => name.StartsWith("_", StringComparison.Ordinal)) ? $"_{local}" : local;
        var taken = wanted == local ? type.Members.SelectMany(Declared).ToImmutableHashSet(StringComparer.Ordinal) : used;
        return Enumerable.Range(1, int.MaxValue - 1).Select(number => number == 1 ? wanted : $"{wanted}{number}").First(name => !taken.Contains(name) && (name == local || !used.Contains(name)));

        static IEnumerable<string> Declared(MemberDeclarationSyntax member) => member switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
            PropertyDeclarationSyntax property => [property.Identifier.ValueText],
            MethodDeclarationSyntax method => [method.Identifier.ValueText],
            _ => [],
        };
    }
}
