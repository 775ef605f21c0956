using Asynchrony.Analyzers.Channels;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Channels;

/// <summary>Goes through all messages with a foreach, which ends when the channel does. Only for a loop whose first step is to receive.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ReadLoopThrowsAtEndFix() : RuleFix(ReadLoopThrowsAtEnd.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (Syntax.CallAt(flagged.Node) is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ReadAsync" or "Take" } member } call
            && call.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { Declaration.Variables: [{ Initializer.Value: var value } variable], Parent: BlockSyntax { Parent: StatementSyntax loop } body } first
            && body.Statements[0] == first && MessageLoop.IsForEver(loop) && IsWhole(value, call) && !body.DescendantNodes().Any(node => node is InvocationExpressionSyntax other && other != call && other.Expression.ToString() == member.ToString()))
            yield return new Fix("Go through all messages with a foreach", editor => editor.ReplaceNode(loop, MessageLoop.Over(loop, body, [first], first.Declaration.Type, variable.Identifier, value)));
    }

    /// <summary>True where the value is the call, awaited, and nothing more.</summary>
    private static bool IsWhole(ExpressionSyntax value, InvocationExpressionSyntax call) => value switch
    {
        AwaitExpressionSyntax { Expression: var awaited } => awaited == call || awaited is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var configured } } && configured == call,
        _ => value == call,
    };
}
