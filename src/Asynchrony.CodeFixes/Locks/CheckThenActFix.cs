using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Lets the collection check and act in one step: TryAdd or GetOrAdd for a store behind a test, the value of TryGetValue for reads behind
/// ContainsKey, and the attempt to take in place of the test whether there is anything. What is stored is made in a factory, never before the call.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CheckThenActFix() : RuleFix(CheckThenAct.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (ActAt(flagged.Node) is not { } syntax || flagged.Model.GetOperation(syntax, flagged.Cancellation) is not { } operation)
            return [];

        var (concurrent, names) = (flagged.Table("Concurrent"), new Names(operation.Root()));
        return CollectionUse.Of(operation, concurrent, names) is not { } act ? []
            : act.Stores || act.Verb == "add" ? KeptOnce.Of(new Checked(flagged, act, concurrent, names))
            : act.Reads ? ReadAtOnce.Of(new Checked(flagged, act, concurrent, names))
            : act.Verb == "take" ? TakenInTest(new Checked(flagged, act, concurrent, names), (InvocationExpressionSyntax)syntax)
            : [];
    }

    /// <summary><c>while (!queue.IsEmpty) { queue.TryDequeue(out var next); … }</c></summary>
    private static IEnumerable<Fix> TakenInTest(Checked code, InvocationExpressionSyntax take)
    {
        if (take.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax { Statements: { Count: > 1 } statements } block } statement || statements[0] != statement)
            yield break;

        var condition = block.Parent switch
        {
            WhileStatementSyntax loop when loop.Statement == block => loop.Condition,
            IfStatementSyntax test when test.Statement == block => test.Condition,
            _ => null,
        };
        if (condition is null || !IsWholeQuestion(condition, code) || code.Act.Out is null || take.ArgumentList.Arguments.Count != 1)
            yield break;

        yield return new Fix("Take in the test", editor =>
        {
            editor.ReplaceNode(statements[1], (current, _) => ((StatementSyntax)current).WithoutEmptyLines());
            editor.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia);
            editor.ReplaceNode(condition, take.WithoutTrivia().WithTriviaFrom(condition));
        });
    }

    /// <summary>True for a condition that is the question whether there is anything, and no more.</summary>
    private static bool IsWholeQuestion(ExpressionSyntax condition, Checked code) => condition switch
    {
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var asked } => code.Asks(asked) is { Verb: "empty" },
        BinaryExpressionSyntax { Left: var asked, Right: LiteralExpressionSyntax { Token.ValueText: "0" } } compared => compared.Kind() is SyntaxKind.GreaterThanExpression or SyntaxKind.NotEqualsExpression && code.Asks(asked) is { Verb: "count" },
        InvocationExpressionSyntax => code.Asks(condition) is { Verb: "filled" },
        _ => false,
    };

    /// <summary>The call or element access whose head is flagged.</summary>
    private static ExpressionSyntax? ActAt(SyntaxNode node)
    {
        if (node is ElementAccessExpressionSyntax element)
            return element;

        var called = node is SimpleNameSyntax && node.Parent is MemberAccessExpressionSyntax member && member.Name == node ? member : node;
        return called.Parent is InvocationExpressionSyntax call && call.Expression == called ? call : null;
    }
}
