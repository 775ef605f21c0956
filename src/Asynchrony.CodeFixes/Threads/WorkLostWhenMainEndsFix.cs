using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Knowledge;
using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// Waits for the work where Main ends, if the work comes to an end without Main doing anything more; else a thread becomes a foreground
/// thread, which keeps the process alive. Nothing is offered for timers and work items of the pool, which have nothing to wait for.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class WorkLostWhenMainEndsFix() : RuleFix(WorkLostWhenMainEnds.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } syntax
            || flagged.Model.GetOperation(syntax, flagged.Cancellation) is not IInvocationOperation start
            || syntax.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
            yield break;

        if (StartedWork.In(Survey.Of(start.Root()), function: null, flagged.Table("RunsDelegate")).FirstOrDefault(started => started.Start.Syntax == syntax) is not { } work)
            yield break;

        var end = flagged.EndsByItself(work.Creation) && !ReadsWhatIsWrittenLater(work, flagged) ? EndOfMain.Behind(statement, flagged, start.Root()) : null;

        if (work.Kind == WorkKind.Thread)
        {
            // A join as the very next statement would leave nothing to run beside the thread, and one in async code would block it.
            if (end is { IsAsync: false } && end.Last != statement && work.Name is { } name && IsDeclaredBeside(work, statement))
                yield return new Fix($"Join '{name}' before Main ends", editor => editor.AddAfter(end.Last, Syntax.Call(IdentifierName(name), "Join")));
            else if (BackgroundFlags(work, flagged) is { Count: > 0 } flags)
                yield return new Fix("Let the thread keep the process alive", editor => flags.ForEach(flag => TakeAway(flag, editor)));
        }
        else if (work.Kind is WorkKind.Task or WorkKind.Call && end is not null && AwaitOrWait(work, start, statement, end) is { } fix)
        {
            yield return fix;
        }
    }

    private static Fix? AwaitOrWait(StartedWork work, IInvocationOperation start, StatementSyntax statement, EndOfMain end)
    {
        var awaits = end.MayAwait(start);
        var title = awaits ? "Await the task before Main ends" : "Wait for the task before Main ends";
        if (!awaits && work.Creation.Type?.Name != "Task")
            return null;

        if (work.Name is { } name)
            return IsDeclaredBeside(work, statement) ? new Fix(title, editor => Add(name, editor)) : null;

        if (statement is not ExpressionStatementSyntax { Expression: var written } || start.Syntax is not InvocationExpressionSyntax call
            || written != call && written is not AssignmentExpressionSyntax { Left: IdentifierNameSyntax, Right: InvocationExpressionSyntax })
            return null;

        if (end.Last == statement)
            return new Fix(title, editor =>
            {
                editor.ReplaceNode(written, Waiting(call, awaits).WithTriviaFrom(written));
                if (awaits)
                    end.MakeAsync(editor);
            });

        var local = Syntax.FreeName(statement, "task");
        return new Fix(title, editor =>
        {
            Add(local, editor);
            editor.ReplaceNode(statement, Syntax.Declaration(local, call).WithTriviaFrom(statement));
        });

        void Add(string task, SyntaxEditor editor)
        {
            editor.AddAfter(end.Last, Syntax.Spaced(ExpressionStatement(IdentifierName("it"))).WithExpression(Waiting(IdentifierName(task), awaits)));
            if (awaits)
                end.MakeAsync(editor);
        }
    }

    private static ExpressionSyntax Waiting(ExpressionSyntax task, bool awaits)
    {
        var it = IdentifierName("it");
        ExpressionSyntax waiting = awaits ? AwaitExpression(it) : InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, it, IdentifierName("Wait")));
        waiting = Syntax.Spaced(waiting);
        return waiting.ReplaceNode(waiting.DescendantNodes().OfType<IdentifierNameSyntax>().First(), task.WithoutTrivia());
    }

    /// <summary>True where the variable, which holds nothing but this work, is declared in the same block.</summary>
    private static bool IsDeclaredBeside(StartedWork work, StatementSyntax statement) =>
        work.Kept.Holders.Take(2).ToList() is [ILocalSymbol local]
        && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax declared } declarator
        && statement.Siblings()?.Contains(declared) == true
        && work.Kept.Uses.Count(use => use is ILocalReferenceOperation && use.IsWritten()) == (declarator.Initializer is null or { Value.RawKind: (int)SyntaxKind.NullLiteralExpression } ? 1 : 0);

    /// <summary>Main writes what the body reads after it has started the body; who knows in which order that is meant.</summary>
    private static bool ReadsWhatIsWrittenLater(StartedWork work, Flagged flagged)
    {
        var arguments = work.Creation switch { IInvocationOperation call => call.Arguments, IObjectCreationOperation creation => creation.Arguments, _ => ImmutableArray<IArgumentOperation>.Empty };
        var body = work.Kind == WorkKind.Call ? ((IInvocationOperation)work.Creation).TargetMethod.Body(flagged.Model.Compilation, flagged.Cancellation)
            : arguments.FirstOrDefault(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate)?.Value.Target(flagged.Model.Compilation, flagged.Cancellation);
        if (body is null)
            return false; // A method of a library knows none of our variables.

        var read = body.Descendants().Where(part => part is ILocalReferenceOperation or IFieldReferenceOperation && part.IsRead()).Select(part => part.Named()!).ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default);
        return work.Start.Root().DescendantsHere().Any(part =>
            part.Syntax.SpanStart > work.Start.Syntax.SpanStart && part is ILocalReferenceOperation or IFieldReferenceOperation && part.IsWritten() && read.Contains(part.Named()!));
    }

    private static List<AssignmentExpressionSyntax> BackgroundFlags(StartedWork work, Flagged flagged) =>
        [.. work.BackgroundFlags(KnownSymbols.Of(flagged.Model.Compilation).Thread).Select(flag => flag.Syntax).OfType<AssignmentExpressionSyntax>()];

    /// <summary>Removes the assignment where it stands alone; among others, or with a comment, it becomes false.</summary>
    private static void TakeAway(AssignmentExpressionSyntax flag, SyntaxEditor editor)
    {
        switch (flag.Parent)
        {
            case InitializerExpressionSyntax { Expressions.Count: 1, Parent: BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments } creation }:
                editor.ReplaceNode(creation, (current, _) =>
                    ((BaseObjectCreationExpressionSyntax)current).WithArgumentList(arguments.WithoutTrailingTrivia()).WithInitializer(null).WithTrailingTrivia(current.GetTrailingTrivia()));
                break;
            case ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement when !statement.Remarks().Any():
                editor.Drop(statement);
                break;
            default:
                editor.ReplaceNode(flag.Right, LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(flag.Right));
                break;
        }
    }
}
