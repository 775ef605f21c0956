using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Stores in one step what is stored behind a test: TryAdd where it is there already, and GetOrAdd with a factory where it must be made.
/// Not where the factory would wait, change a variable or see one that changes, start work that the loser leaves running, or make what must
/// be disposed of.
/// </summary>
internal static class KeptOnce
{
    public static IEnumerable<Fix> Of(Checked code)
    {
        var store = code.Act.At.Syntax.FirstAncestorOrSelf<StatementSyntax>();
        return store?.Parent is IfStatementSyntax test ? InIf(test, code)
            : store?.Parent is BlockSyntax { Parent: IfStatementSyntax missing } body && missing.Statement == body ? InIf(missing, code)
            : store?.Parent is BlockSyntax block ? BehindReturn(block, store, code)
            : [];
    }

    /// <summary><c>if (!collection.ContainsKey(key)) …</c> and <c>if (!collection.TryGetValue(key, out var value)) …</c></summary>
    private static IEnumerable<Fix> InIf(IfStatementSyntax test, Checked code)
    {
        if (test is not { Else: null, Condition: PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: InvocationExpressionSyntax operand } }
            || code.Asks(operand) is not { Verb: "has" } asked || !test.StartsLine())
            yield break;

        var statements = test.Statement is BlockSyntax block ? [.. block.Statements] : new List<StatementSyntax> { test.Statement };
        if (asked.Out is null && statements is [var only] && Stored(only, code) is { } value)
        {
            if (IsAtHand(value, code))
                yield return new Fix("Add in one step", editor => editor.ReplaceNode(test, Statement(test, code.Call("TryAdd", value.WithoutTrivia()))));
            else if (IsFactory(value, null, code))
                yield return new Fix("Get or add in one step", editor => editor.ReplaceNode(test, Statement(test, Made(value, code))));
        }
        else if (asked.Out is { } local && Made(statements, local, code) is { } made && IsFactory(made, local, code))
        {
            var declared = (operand.ArgumentList.Arguments.Last().Expression as DeclarationExpressionSyntax)?.Type;
            yield return new Fix("Get or add in one step", editor => editor.ReplaceNode(test, declared is null
                ? Statement(test, AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, IdentifierName(local.Name), Token(TriviaList(Space), SyntaxKind.EqualsToken, TriviaList(Space)), Made(made, code)))
                : Declaration(test, declared, local.Name, Made(made, code))));
        }
    }

    /// <summary><c>if (collection.TryGetValue(key, out var value)) return value;</c>, and behind it the store and the return of what was stored.</summary>
    private static IEnumerable<Fix> BehindReturn(BlockSyntax block, StatementSyntax store, Checked code)
    {
        var at = block.Statements.IndexOf(store);
        var first = block.Statements.Take(at).LastOrDefault(statement => statement is IfStatementSyntax) as IfStatementSyntax;
        if (first is not { Else: null, Condition: InvocationExpressionSyntax operand, Statement: var found } || code.Asks(operand) is not { Verb: "has", Out: { } local }
            || !first.StartsLine() || Returned(found is BlockSyntax { Statements: [var single] } ? single : found) != local.Name)
            yield break;

        var rest = block.Statements.SkipWhile(statement => statement != first).Skip(1).ToList();
        var made = rest switch
        {
            [ReturnStatementSyntax { Expression: AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax, Right: var value } }] => value,
            [ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax target, Right: var value } }, var middle, var last]
                when middle == store && Stored(middle, code) is IdentifierNameSyntax stored && Are(target.Identifier.ValueText, stored, last) => value,
            [LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: [{ Initializer.Value: var value } target] }, var middle, var last]
                when middle == store && Stored(middle, code) is IdentifierNameSyntax stored && Are(target.Identifier.ValueText, stored, last) => value,
            [ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax target, Right: AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax, Right: var value } } }, var last]
                when Returned(last) == target.Identifier.ValueText => value,
            _ => null,
        };

        if (made is not null && IsFactory(made, local, code))
            yield return new Fix("Get or add in one step", editor =>
            {
                foreach (var statement in rest)
                    editor.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia);
                editor.ReplaceNode(first, ReturnStatement(Token(first.GetLeadingTrivia(), SyntaxKind.ReturnKeyword, TriviaList(Space)), Made(made, code), Token(TriviaList(), SyntaxKind.SemicolonToken, rest.Last().GetTrailingTrivia())));
            });
    }

    private static bool Are(string made, IdentifierNameSyntax stored, StatementSyntax last) => stored.Identifier.ValueText == made && Returned(last) == made;

    private static string? Returned(StatementSyntax statement) => statement is ReturnStatementSyntax { Expression: IdentifierNameSyntax name } ? name.Identifier.ValueText : null;

    /// <summary>What a statement stores that does nothing else.</summary>
    private static ExpressionSyntax? Stored(StatementSyntax statement, Checked code) => statement switch
    {
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: var left, Right: var value } } when left == code.Act.At.Syntax => value,
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments: [_, { Expression: var value }] } call } when call == code.Act.At.Syntax && code.Act.Verb == "add" => value,
        _ => null,
    };

    /// <summary>The expression that a variable and the collection get, where the statements do nothing else.</summary>
    private static ExpressionSyntax? Made(List<StatementSyntax> statements, ILocalSymbol local, Checked code) => statements switch
    {
        [ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax target, Right: var value } }, var store]
            when target.Identifier.ValueText == local.Name && Stored(store, code) is IdentifierNameSyntax stored && stored.Identifier.ValueText == local.Name => value,
        [ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax target, Right: AssignmentExpressionSyntax { Left: var element, Right: var value } } }]
            when target.Identifier.ValueText == local.Name && element == code.Act.At.Syntax => value,
        [var store] when Stored(store, code) is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax target, Right: var value } && target.Identifier.ValueText == local.Name => value,
        _ => null,
    };

    /// <summary>True for a value that is not made here: a variable, a constant.</summary>
    private static bool IsAtHand(ExpressionSyntax value, Checked code) => code.Operation(value)?.Unwrapped() is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or ILiteralOperation;

    /// <summary>True for an expression that may run in a lambda, at another time and once too often.</summary>
    private static bool IsFactory(ExpressionSyntax value, ILocalSymbol? found, Checked code)
    {
        if (code.Operation(value) is not { Type: { } type } operation || type.Name is "Task" or "ValueTask")
            return false;

        var twice = code.Flagged.Table("Twice");
        return operation.DescendantsAndSelf().All(part => part switch
        {
            IObjectCreationOperation or IInvocationOperation when part.Type is { } made && FactoryRun.Holds(made, twice) => false,
            IAwaitOperation or IAssignmentOperation or IIncrementOrDecrementOperation or IThrowOperation => IsInInitializer(part),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } or IDiscardOperation => false,
            ILocalReferenceOperation { Local: var local } => !SymbolEqualityComparer.Default.Equals(local, found) && !IsWritten(local, code),
            IParameterReferenceOperation { Parameter: var parameter } => parameter.RefKind == RefKind.None && !IsWritten(parameter, code),
            _ => true,
        });
    }

    /// <summary>What an object initialiser sets belongs to the new object.</summary>
    private static bool IsInInitializer(IOperation part) => part is ISimpleAssignmentOperation { Parent: IObjectOrCollectionInitializerOperation };

    private static bool IsWritten(ISymbol variable, Checked code) => code.Act.At.Root().Descendants().Any(part =>
        part is ILocalReferenceOperation or IParameterReferenceOperation && SymbolEqualityComparer.Default.Equals(part.Named(), variable) && part.IsWritten());

    private static InvocationExpressionSyntax Made(ExpressionSyntax value, Checked code) => code.Call("GetOrAdd", SimpleLambdaExpression(
        Parameter(Identifier("_")), null, value.WithoutTrivia()).WithArrowToken(Token(TriviaList(Space), SyntaxKind.EqualsGreaterThanToken, TriviaList(Space))));

    private static ExpressionStatementSyntax Statement(IfStatementSyntax test, ExpressionSyntax expression) =>
        ExpressionStatement(expression, Token(SyntaxKind.SemicolonToken)).WithTriviaFrom(test);

    private static LocalDeclarationStatementSyntax Declaration(IfStatementSyntax test, TypeSyntax type, string name, ExpressionSyntax value) => LocalDeclarationStatement(
            VariableDeclaration(type.WithoutTrivia().WithTrailingTrivia(Space), SingletonSeparatedList(
                VariableDeclarator(Identifier(name), null, EqualsValueClause(Token(TriviaList(Space), SyntaxKind.EqualsToken, TriviaList(Space)), value)))))
        .WithSemicolonToken(Token(SyntaxKind.SemicolonToken)).WithTriviaFrom(test);
}
