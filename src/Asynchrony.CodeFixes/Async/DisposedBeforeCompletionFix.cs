using Asynchrony.Analyzers.Async;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Async;

/// <summary>
/// Awaits the task while the resource is there: where it is returned, where it is dropped in an async function, and where a using was to
/// dispose of what it results in. Nothing is offered for a task in a variable: where it is to be awaited is for the author to say.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class DisposedBeforeCompletionFix() : RuleFix(DisposedBeforeCompletion.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (Syntax.CallAt(flagged.Node) is not { } call)
            yield break;

        if (call.Ancestors().First(outer => outer is not (ExpressionSyntax or ArgumentSyntax or ArgumentListSyntax or InitializerExpressionSyntax)) is ReturnStatementSyntax)
        {
            if (AwaitedReturns.Offer(flagged, call) is { } awaited)
                yield return awaited;
        }
        else if (Awaiting.IsAsync(call) && Awaiting.IsPossible(flagged, call) && !flagged.MayGoOn(flagged.Model.GetOperation(call, flagged.Cancellation)!.Parent!))
        {
            if (call.Parent is UsingStatementSyntax or EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Parent: UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } } })
                yield return new Fix("Await the task", editor => Awaiting.Replace(editor, call, call));
            else if (call.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax } discarded)
                yield return new Fix("Await the task", editor => Awaiting.Replace(editor, discarded, call));
        }
    }
}
