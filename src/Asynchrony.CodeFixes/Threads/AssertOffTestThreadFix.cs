using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>Awaits the task at the end of the block that keeps it, in a test that is async, and where the task ends by itself.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AssertOffTestThreadFix() : RuleFix(AssertOffTestThread.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (!flagged.Diagnostic.Properties.TryGetValue(AssertOffTestThread.Work, out var name) || name is null
            || flagged.Node.Ancestors().OfType<LocalDeclarationStatementSyntax>().FirstOrDefault(kept => kept.Declaration.Variables is [{ Identifier.ValueText: var declared, Initializer: not null }] && declared == name) is not { Parent: BlockSyntax } declaration
            || !Syntax.IsInAsyncCode(declaration) || declaration.Siblings() is not { } siblings
            || flagged.Model.GetOperation(declaration.Declaration.Variables[0].Initializer!.Value, flagged.Cancellation) is not { } started || !flagged.EndsByItself(started)
            || !Awaiting.IsPossible(flagged, declaration.Declaration.Variables[0].Initializer!.Value))
            yield break;

        var last = siblings[siblings.Count - 1] is var end && Syntax.IsJump(end) ? siblings[siblings.Count - 2] : end;
        if (last.StartsLine() && !siblings.SkipWhile(sibling => sibling != declaration).TakeWhile(sibling => sibling != last).Any(Syntax.IsJump))
            yield return new Fix($"Await '{name}' at the end of the block", editor => editor.AddAfter(last, Awaited(name)));
    }

    private static StatementSyntax Awaited(string name) => Syntax.Spaced(ExpressionStatement(AwaitExpression(IdentifierName(name))));
}
