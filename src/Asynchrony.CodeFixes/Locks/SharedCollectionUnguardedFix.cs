using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Makes a dictionary a concurrent one, where its type does nothing with it but what that can do in one step each: what is added because it
/// was missing is added only if it still is, and the one that was added first is used. Not offered where anything else is done with it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class SharedCollectionUnguardedFix() : RuleFix(SharedCollectionUnguarded.Rule, SharedCollectionUnguardedInBuild.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (VariableOf(flagged) is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private, DeclaringSyntaxReferences: [var reference], ContainingType.DeclaringSyntaxReferences: [var only] } field
            || only.GetSyntax(flagged.Cancellation) is not TypeDeclarationSyntax type || type.SyntaxTree != flagged.Root.SyntaxTree
            || reference.GetSyntax(flagged.Cancellation) is not VariableDeclaratorSyntax { Initializer.Value: var value, Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration }
            || TypesOf(declaration.Type, value, flagged) is not { Count: > 0 } types)
            yield break;

        var uses = new Uses(field, flagged);
        if (uses.In(type) is { } edits)
            yield return new Fix($"Make '{field.Name}' a ConcurrentDictionary", editor =>
            {
                foreach (var (old, made) in types.Concat(edits))
                    editor.ReplaceNode(old, made.WithTriviaFrom(old));
            });
    }

    /// <summary>What is told where it is declared, or where it is used.</summary>
    private static ISymbol? VariableOf(Flagged flagged) => flagged.Node is ExpressionSyntax use
        ? flagged.Model.GetSymbolInfo(use, flagged.Cancellation).Symbol
        : flagged.Model.GetDeclaredSymbol(flagged.Node, flagged.Cancellation);

    /// <summary>The types in the declaration, with what becomes of them; none where the dictionary is made in any other way than a concurrent one can be.</summary>
    private static List<(SyntaxNode Old, SyntaxNode Made)> TypesOf(TypeSyntax declared, ExpressionSyntax value, Flagged flagged)
    {
        if (flagged.Model.GetOperation(value, flagged.Cancellation) is not IObjectCreationOperation { Type: INamedTypeSymbol { Name: "Dictionary" } } creation
            || creation.Arguments.Any(argument => argument.Parameter?.Name != "comparer")
            || creation.Initializer?.Initializers.Any(initializer => initializer is not IAssignmentOperation) == true
            || ArgumentsOf(declared) is not { } arguments)
            return [];

        var types = new List<(SyntaxNode, SyntaxNode)> { (declared, Concurrent(arguments)) };
        if (value is ObjectCreationExpressionSyntax { Type: var made } && ArgumentsOf(made) is { } same)
            types.Add((made, Concurrent(same)));
        return types;

        TypeSyntax Concurrent(TypeArgumentListSyntax of) =>
            GenericName(Identifier("ConcurrentDictionary"), of.WithoutTrivia()) is var name && flagged.Model.LookupNamespacesAndTypes(declared.SpanStart, name: "ConcurrentDictionary").IsEmpty
                ? QualifiedName(QualifiedName(QualifiedName(IdentifierName("System"), IdentifierName("Collections")), IdentifierName("Concurrent")), name)
                : name;
    }

    private static TypeArgumentListSyntax? ArgumentsOf(TypeSyntax type) => type switch
    {
        GenericNameSyntax { Identifier.ValueText: "Dictionary" } name => name.TypeArgumentList,
        QualifiedNameSyntax { Right: GenericNameSyntax { Identifier.ValueText: "Dictionary" } name } => name.TypeArgumentList,
        _ => null,
    };

    /// <summary>What the type does with the dictionary, and what becomes of it.</summary>
    private sealed class Uses(IFieldSymbol field, Flagged flagged)
    {
        private readonly List<(SyntaxNode Old, SyntaxNode Made)> edits = [];
        private bool reads;
        private bool removes;

        /// <summary>Null where anything is done that would no longer be right: an element that may be gone is read, or a second one refused.</summary>
        public List<(SyntaxNode Old, SyntaxNode Made)>? In(TypeDeclarationSyntax type)
        {
            foreach (var name in type.DescendantNodes().OfType<IdentifierNameSyntax>())
                if (Is(name) && !Fits(name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name))
                    return null;

            return reads && removes ? null : edits;
        }

        private bool Is(ExpressionSyntax name) => name is IdentifierNameSyntax { Identifier.ValueText: var text } && text == field.Name
            && SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol?.OriginalDefinition, field);

        private bool Fits(ExpressionSyntax holder)
        {
            switch (holder.Parent)
            {
                case ElementAccessExpressionSyntax { ArgumentList.Arguments: [var key], Parent: var user } element:
                    if (user is AssignmentExpressionSyntax assignment && assignment.Left == element)
                        return assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && (!IsAsked(assignment, key) || Add(assignment, holder, key, assignment.Right));
                    reads = true;
                    return user is not (PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression });

                case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } call } member when member.Expression == holder:
                    switch (member.Name.Identifier.ValueText)
                    {
                        case "TryGetValue" or "ContainsKey" or "TryAdd":
                            return true;
                        case "Clear":
                            return removes = true;
                        case "Remove" when arguments.Count == 1:
                            edits.Add((call, Call(holder, "TryRemove", arguments[0], Argument(null, Token(TriviaList(), SyntaxKind.OutKeyword, TriviaList(Space)), IdentifierName(Identifier(TriviaList(), SyntaxKind.UnderscoreToken, "_", "_", TriviaList()))))));
                            return removes = true;
                        case "Add" when arguments is [var added, var value]:
                            return IsAsked(call, added) && Add(call, holder, added, value.Expression);
                        default:
                            return false;
                    }

                default:
                    return holder.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } };
            }
        }

        /// <summary>A value in a local becomes the one that was added first; any other is added if none is there yet.</summary>
        private bool Add(ExpressionSyntax whole, ExpressionSyntax holder, ArgumentSyntax key, ExpressionSyntax value)
        {
            if (whole.Parent is not ExpressionStatementSyntax)
                return false;

            edits.Add((whole, value is IdentifierNameSyntax && flagged.Model.GetSymbolInfo(value, flagged.Cancellation).Symbol is ILocalSymbol
                ? AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, value.WithoutTrivia().WithTrailingTrivia(Space), Token(TriviaList(), SyntaxKind.EqualsToken, TriviaList(Space)), Call(holder, "GetOrAdd", key, Argument(value)))
                : Call(holder, "TryAdd", key, Argument(value))));
            return true;
        }

        private static InvocationExpressionSyntax Call(ExpressionSyntax holder, string method, ArgumentSyntax first, ArgumentSyntax second) => InvocationExpression(
            MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, holder.WithoutTrivia(), IdentifierName(method)),
            ArgumentList(SeparatedList<ArgumentSyntax>([first.WithoutTrivia(), second.WithoutTrivia()], [Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space))])));

        /// <summary>True where the dictionary was asked for the key before: by an if around, or by one that leaves when it has it.</summary>
        private bool IsAsked(ExpressionSyntax change, ArgumentSyntax key)
        {
            for (SyntaxNode? current = change.FirstAncestorOrSelf<StatementSyntax>(); current is StatementSyntax statement; current = current.Parent)
            {
                if (statement.Parent is IfStatementSyntax { Condition: PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var missing } } around && around.Statement == statement && Asks(missing, key))
                    return true;
                foreach (var earlier in statement.Siblings()?.TakeWhile(sibling => sibling != statement) ?? [])
                    if (earlier is IfStatementSyntax { Condition: var found, Statement: var leaves, Else: null } && Asks(found, key)
                        && (leaves is BlockSyntax block ? block.Statements.LastOrDefault() : leaves) is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax)
                        return true;
            }

            return false;
        }

        private bool Asks(ExpressionSyntax condition, ArgumentSyntax key) =>
            condition is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var holder, Name.Identifier.ValueText: "TryGetValue" or "ContainsKey" }, ArgumentList.Arguments: [var asked, ..] }
            && Is(holder is MemberAccessExpressionSyntax { Name: var name } ? name : holder) && AreEquivalent(asked, key);
    }
}
