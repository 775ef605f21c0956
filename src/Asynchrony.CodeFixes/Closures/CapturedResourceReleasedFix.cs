using Asynchrony.Analyzers.Closures;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>
/// Waits for the body where the using ends: awaits its task in an async function, joins its thread elsewhere. Offered only where the body
/// comes to an end whatever the caller does, outside locks, which it may need, and where the block has that one end. Where nobody but the body
/// uses the resource, the body may as well open it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CapturedResourceReleasedFix() : RuleFix(CapturedResourceReleased.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        foreach (var waiting in Waiting(flagged))
            yield return waiting;
        if (OwnedByBody.Of(flagged) is { } owned)
            yield return owned;
    }

    private static IEnumerable<Fix> Waiting(Flagged flagged)
    {
        if (CallOf(flagged) is not { } call || call.Syntax.FirstAncestorOrSelf<StatementSyntax>() is not { } statement
            || Rest(statement) is not { } rest || !IsHeldByUsing(flagged, statement) || !flagged.EndsByItself(call) || flagged.MayHoldLock(statement))
            yield break;

        var last = rest[rest.Count - 1];
        if (call is IObjectCreationOperation)
        {
            // A join right behind the start would leave nothing to run beside the thread.
            if (!Syntax.IsInAsyncCode(statement) && NameOf(statement, call.Syntax) is { } thread && rest.FindIndex(later => Starts(later, thread)) is > 0 and var start && start < rest.Count - 1)
                yield return new Fix($"Join '{thread}' before '{flagged.Node}' is released", editor => editor.AddAfter(last, Syntax.Call(IdentifierName(thread), "Join")));
        }
        else if (Syntax.IsInAsyncCode(statement) && call.Type is { Name: "Task" })
        {
            if (NameOf(statement, call.Syntax) is { } task)
                yield return new Fix(Title(flagged), editor => editor.AddAfter(last, Await(IdentifierName(task))));
            else if (statement is ExpressionStatementSyntax dropped && (dropped.Expression == call.Syntax || dropped.Expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Right: var right } && right == call.Syntax))
                yield return last == statement ? new Fix(Title(flagged), editor => editor.ReplaceNode(statement, Await((ExpressionSyntax)call.Syntax).WithTriviaFrom(statement)))
                    : new Fix(Title(flagged), editor => Keep(dropped, (ExpressionSyntax)call.Syntax, last, editor));
        }
    }

    private static string Title(Flagged flagged) => $"Await the task before '{flagged.Node}' is released";

    /// <summary>The call or creation that takes the lambda: the outermost one around the use that does not declare the resource itself.</summary>
    private static IOperation? CallOf(Flagged flagged) =>
        flagged.Model.GetSymbolInfo(flagged.Node, flagged.Cancellation).Symbol is { DeclaringSyntaxReferences: [var declared] }
        && flagged.Node.Ancestors().LastOrDefault(node => node is AnonymousFunctionExpressionSyntax && !node.Span.Contains(declared.Span)) is { Parent: ArgumentSyntax { Parent.Parent: { } call } }
            ? flagged.Model.GetOperation(call, flagged.Cancellation)
            : null;

    /// <summary>The statement and those behind it in its block; null where the block may be left before its end.</summary>
    private static List<StatementSyntax>? Rest(StatementSyntax statement)
    {
        var rest = statement.Siblings()?.SkipWhile(sibling => sibling != statement).Where(sibling => sibling is not LocalFunctionStatementSyntax).ToList();
        return rest is null || rest.Any(part => part.Here().Any(Syntax.IsJump)) ? null : rest;
    }

    /// <summary>True where the resource is held by a using of this very block.</summary>
    private static bool IsHeldByUsing(Flagged flagged, StatementSyntax statement) =>
        flagged.Model.GetSymbolInfo(flagged.Node, flagged.Cancellation).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] }
        && declared.GetSyntax(flagged.Cancellation) is VariableDeclaratorSyntax { Parent.Parent: var holder } && holder switch
        {
            UsingStatementSyntax { Statement: BlockSyntax block } => statement.Parent == block,
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } local => statement.Siblings()?.Contains(local) == true,
            _ => false,
        };

    /// <summary>The local that the statement declares for the work, and for nothing else.</summary>
    private static string? NameOf(StatementSyntax statement, SyntaxNode work) =>
        statement is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: var value, Identifier.ValueText: var name }] } && value == work ? name : null;

    private static bool Starts(StatementSyntax statement, string thread) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver, Name.Identifier.ValueText: "Start" } } }
        && receiver.Identifier.ValueText == thread;

    private static void Keep(ExpressionStatementSyntax dropped, ExpressionSyntax call, StatementSyntax last, SyntaxEditor editor)
    {
        var name = Syntax.FreeName(dropped, "task");
        editor.AddAfter(last, Await(IdentifierName(name)));
        editor.ReplaceNode(dropped, Syntax.Declaration(name, call).WithTriviaFrom(dropped));
    }

    private static ExpressionStatementSyntax Await(ExpressionSyntax task) =>
        ExpressionStatement(AwaitExpression(Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space), task.WithoutTrivia()));
}
