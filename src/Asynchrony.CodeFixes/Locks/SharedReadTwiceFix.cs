using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Reads the variable into a local before the test, and tests and uses that. Offered where the test is part of a statement of a block, and
/// nothing in the function writes the variable behind it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class SharedReadTwiceFix() : RuleFix(SharedReadTwice.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Diagnostic.Properties.ContainsKey(SharedReadTwice.Registered))
            yield break;

        var read = flagged.Node is SimpleNameSyntax && flagged.Node.Parent is MemberAccessExpressionSyntax member && member.Name == flagged.Node ? member : flagged.Node as ExpressionSyntax;
        if (read is null || flagged.Model.GetSymbolInfo(read, flagged.Cancellation).Symbol is not { } variable || Awaiting.FunctionOf(read) is not { } function)
            yield break;

        if (flagged.Diagnostic.Properties.TryGetValue(SharedReadTwice.Copy, out var copy) && copy is not null)
        {
            yield return new Fix($"Use '{copy}'", editor => editor.ReplaceNode(read, IdentifierName(copy).WithTriviaFrom(read)));
            yield break;
        }

        var uses = Code(function).SelectMany(part => part.Here()).OfType<ExpressionSyntax>().Where(IsUse).ToList();
        if (StatementOf(read, uses) is not { } statement || uses.Exists(use => use.SpanStart >= statement.SpanStart && !IsRead(use)))
            yield break;

        var name = Syntax.FreeName(read, Named(variable.Name));
        yield return new Fix($"Read '{variable.Name}' once", editor =>
        {
            foreach (var use in uses.Where(use => use.SpanStart >= statement.SpanStart && statement.Parent!.Contains(use)))
                editor.ReplaceNode(use, IdentifierName(name).WithTriviaFrom(use));
            editor.AddAbove(statement, Syntax.Declaration(name, read));
        });

        bool IsUse(ExpressionSyntax part) => part is IdentifierNameSyntax or MemberAccessExpressionSyntax && SyntaxFactory.AreEquivalent(part, read)
            && !(part.Parent is MemberAccessExpressionSyntax outer && outer.Name == part) && SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(part, flagged.Cancellation).Symbol, variable);
    }

    private static IEnumerable<SyntaxNode> Code(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax { Body: var body } => [body],
        LocalFunctionStatementSyntax { Body: { } body } => [body],
        _ => Awaiting.Parts(function),
    };

    /// <summary>The statement of a block that the first read of the run stands in: the test, or a branch that leaves where there is nothing.</summary>
    private static StatementSyntax? StatementOf(ExpressionSyntax read, List<ExpressionSyntax> uses)
    {
        var inner = read.FirstAncestorOrSelf<StatementSyntax>();
        for (var statement = inner; statement is { Parent: not null }; statement = statement.Parent.FirstAncestorOrSelf<StatementSyntax>())
        {
            if (statement is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or ForEachStatementSyntax or LocalFunctionStatementSyntax)
                return null;
            if (statement.Parent is not BlockSyntax block)
                continue;
            if (uses.Exists(use => use.SpanStart < read.SpanStart && statement.Contains(use) && IsTest(use)))
                return statement;
            if (block.Statements.LastOrDefault(before => before.SpanStart < statement.SpanStart && before is IfStatementSyntax { Else: null } branch && uses.Exists(use => branch.Condition.Contains(use))) is { } test)
                return test;
        }

        return null;
    }

    private static bool IsTest(ExpressionSyntax use) => use.Parent is BinaryExpressionSyntax or IsPatternExpressionSyntax or ArgumentSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HasValue" };

    private static bool IsRead(ExpressionSyntax use) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left != use,
        ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.None),
        PostfixUnaryExpressionSyntax step => step.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        PrefixUnaryExpressionSyntax step => step.Kind() is not (SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression),
        _ => true,
    };

    private static string Named(string variable)
    {
        var bare = variable.TrimStart('_');
        bare = bare.StartsWith("m_", StringComparison.Ordinal) || bare.StartsWith("s_", StringComparison.Ordinal) ? bare.Substring(2) : bare;
        bare = bare.Length == 0 ? "now" : char.ToLowerInvariant(bare[0]) + bare.Substring(1);
        return bare == variable || SyntaxFacts.GetKeywordKind(bare) != SyntaxKind.None ? $"current{char.ToUpperInvariant(bare[0])}{bare.Substring(1)}" : bare;
    }
}
