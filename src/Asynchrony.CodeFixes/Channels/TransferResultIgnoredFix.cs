using Asynchrony.Analyzers.Channels;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Channels;

/// <summary>Waits until there is room, by an await in async code; runs what uses a message only if there was one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class TransferResultIgnoredFix() : RuleFix(TransferResultIgnored.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (Syntax.CallAt(flagged.Node) is not { } call || flagged.Model.GetOperation(call, flagged.Cancellation) is not { } operation || ChannelCall.Of(operation, flagged.Table("Channels")) is not { } found)
            return [];

        ExpressionSyntax whole = call.Parent is AssignmentExpressionSyntax discarded && discarded.Right == call ? discarded : call;
        return found.Act == ChannelAct.Send ? Waiting(call, whole, flagged) : whole.Parent is ExpressionStatementSyntax statement ? Guarded(call, statement, flagged) : [];
    }

    private static IEnumerable<Fix> Waiting(InvocationExpressionSyntax call, ExpressionSyntax whole, Flagged flagged)
    {
        var member = ((MemberAccessExpressionSyntax)call.Expression).Name.Identifier.ValueText;

        if (member is "TryWrite" or "Post" && Syntax.IsInAsyncCode(call) && Awaiting.IsPossible(flagged, call)
            && Awaiting.Renamed(call, member == "Post" ? "SendAsync" : "WriteAsync") is { } sending)
            yield return new Fix("Wait until there is room", editor => editor.ReplaceNode(whole,
                AwaitExpression(Token(TriviaList(), SyntaxKind.AwaitKeyword, TriviaList(Space)), Awaiting.AsElsewhere(call, sending.WithoutTrivia())).WithTriviaFrom(whole)));
        else if (member == "TryAdd" && call.ArgumentList.Arguments.Count == 1 && !Syntax.IsInAsyncCode(call) && Awaiting.Renamed(call, "Add") is { } adding)
            yield return new Fix("Wait until there is room", editor => editor.ReplaceNode(whole, adding.WithTriviaFrom(whole)));
    }

    /// <summary><c>if (queue.TryDequeue(out var next)) { … }</c> around all that uses it.</summary>
    private static IEnumerable<Fix> Guarded(InvocationExpressionSyntax call, ExpressionStatementSyntax statement, Flagged flagged)
    {
        if (statement.Parent is not BlockSyntax block || call.ArgumentList.Arguments is not [{ Expression: DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax { Identifier.ValueText: var name } } }])
            yield break;

        var names = ImmutableHashSet.Create(name);
        var behind = block.Statements.SkipWhile(sibling => sibling != statement).Skip(1).ToList();
        var section = behind.Take(behind.FindLastIndex(sibling => sibling.Mentions(names)) + 1).ToList();
        if (section.Count == 0 || section.Any(part => part.Here().Any(node => node is ReturnStatementSyntax { Expression: not null })) || !Conditional.MayMove(statement, section, behind.Skip(section.Count), flagged))
            yield break;

        yield return new Fix($"Use '{name}' only if there was one", editor => editor.ReplaceNode(block, Conditional.Guarded(block, statement, call.WithoutTrivia(), section)));
    }
}
