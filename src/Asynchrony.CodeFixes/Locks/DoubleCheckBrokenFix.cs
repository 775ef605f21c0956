using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>Tests again under the lock, where the lock is all that the first test decides over; and makes a plain flag volatile.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class DoubleCheckBrokenFix() : RuleFix(DoubleCheckBroken.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged) =>
        !flagged.Diagnostic.Properties.TryGetValue(DoubleCheckBroken.Fault, out var fault) ? []
        : fault == nameof(CheckFault.Missing) ? TestAgain(flagged)
        : fault == nameof(CheckFault.PlainFlag) ? MakeVolatile(flagged)
        : [];

    private static IEnumerable<Fix> TestAgain(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<LockStatementSyntax>() is not { } locked
            || (locked.Parent is BlockSyntax { Statements.Count: 1 } only ? (StatementSyntax)only : locked) is not { Parent: IfStatementSyntax { Else: null } branch } whole || branch.Statement != whole
            || branch.Condition.DescendantNodesAndSelf().Any(part => part is InvocationExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax or DeclarationPatternSyntax or VarPatternSyntax)
            || locked.DescendantNodes().Any(part => part is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } or LabeledStatementSyntax))
            yield break;

        var first = locked.Statement is BlockSyntax { Statements: [var start, ..] } ? start : locked.Statement;
        if (!first.StartsLine() || locked.Statement is BlockSyntax && !locked.Statement.StartsLine())
            yield break;

        var unit = Indent.Unit(first);
        yield return new Fix("Test again under the lock", editor => editor.ReplaceNode(locked.Statement, locked.Statement is BlockSyntax block
            ? block.WithStatements(SingletonList<StatementSyntax>(Test(branch.Condition, block.Deeper(unit).WithTrailingTrivia(Syntax.LineEnd(branch))).WithLeadingTrivia(Syntax.Indentation(first))))
            : Test(branch.Condition, first.WithLeadingTrivia(Whitespace(unit + Syntax.Indentation(first)))).WithLeadingTrivia(first.GetLeadingTrivia())));

        IfStatementSyntax Test(ExpressionSyntax condition, StatementSyntax then) => IfStatement(condition.WithoutTrivia(), then)
            .WithIfKeyword(Token(TriviaList(), SyntaxKind.IfKeyword, TriviaList(Space))).WithCloseParenToken(Token(TriviaList(), SyntaxKind.CloseParenToken, TriviaList(Syntax.LineEnd(branch))));
    }

    private static IEnumerable<Fix> MakeVolatile(Flagged flagged)
    {
        if (flagged.Model.GetSymbolInfo(flagged.Node, flagged.Cancellation).Symbol is not IFieldSymbol { IsReadOnly: false, DeclaringSyntaxReferences: [var declared] } field || declared.SyntaxTree != flagged.Root.SyntaxTree
            || flagged.Root.FindNode(declared.Span).FirstAncestorOrSelf<FieldDeclarationSyntax>() is not { Declaration: { Variables.Count: 1, Type: var type } declaration, Modifiers: var modifiers })
            yield break;

        var word = Token(TriviaList(), SyntaxKind.VolatileKeyword, TriviaList(Space));
        yield return new Fix($"Make '{field.Name}' volatile", editor => editor.ReplaceNode(declaration.Parent!, modifiers.Count > 0
            ? ((FieldDeclarationSyntax)declaration.Parent!).AddModifiers(word)
            : ((FieldDeclarationSyntax)declaration.Parent!).WithDeclaration(declaration.WithType(type.WithoutLeadingTrivia())).AddModifiers(word.WithLeadingTrivia(type.GetLeadingTrivia()))));
    }
}
