using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// Collects the threads or tasks of the loop in a list and waits for all of them behind it; a collection that there is already is gone through
/// once more. Only where nobody can tell in which order they
/// ran, where nothing that a round opens is closed at its end, and where no exception would leave the loop before the waits; for tasks only in
/// async code, for anything else would still block on them. A variable that the loop changes is copied for the body.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LoopJoinsEachThreadFix() : RuleFix(LoopJoinsEachThread.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (RoundOf(flagged) is not { } round
            || round.Loop.Syntax is not StatementSyntax loop || loop.Siblings() is null
            || round.WaitStatement.Syntax is not ExpressionStatementSyntax { Parent: BlockSyntax } wait
            || OpensOrGuards(loop, wait))
            yield break;

        var table = flagged.Table("Effects");
        var rounds = Rounds.Of(round, flagged.Model.Compilation, table, flagged.Cancellation);
        if (!rounds.HaveNoOrder || Copies(round, rounds, flagged) is not { } copies)
            yield break;

        if (round.Work.Kind == WorkKind.Thread && (!round.IsMadeInRound || round.Name is null))
        {
            if (Again(loop, wait) is { } joins)
                yield return new Fix("Start all threads of the loop, then join them", editor =>
                {
                    copies.ForEach(copy => copy(editor));
                    editor.AddAfter(loop, joins.WithLeadingTrivia(wait.Remarks()));
                    editor.Drop(wait);
                });
        }
        else if (Kept(round, wait) is { } work)
        {
            if (round.Work.Kind == WorkKind.Thread)
                yield return new Fix("Start all threads of the loop, then join them", editor =>
                {
                    copies.ForEach(copy => copy(editor));
                    var (threads, thread) = (Syntax.FreeName(loop, "threads"), Syntax.FreeName(loop, "thread"));
                    Collect(editor, loop, wait, work, threads, "global::System.Threading.Thread");
                    editor.AddAfter(loop, Around(Syntax.Spaced(ForEachStatement(IdentifierName("var"), thread, IdentifierName(threads), EmptyStatement())), Syntax.Call(IdentifierName(thread), "Join"), loop));
                });
            else if (IsDropped(wait) && Syntax.IsInAsyncCode(wait))
                yield return new Fix("Start all tasks of the loop, then await them", editor =>
                {
                    copies.ForEach(copy => copy(editor));
                    var tasks = Syntax.FreeName(loop, "tasks");
                    Collect(editor, loop, wait, work, tasks, "global::System.Threading.Tasks.Task");
                    editor.AddAfter(loop, AwaitAll(tasks));
                });
        }
    }

    private static RoundWork? RoundOf(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || flagged.Model.GetOperation(statement, flagged.Cancellation) is not { } operation)
            return null;

        var runsDelegate = flagged.Table("RunsDelegate");
        return RoundWork.In(Survey.Of(operation.Root()), runsDelegate).FirstOrDefault(round => round.WaitStatement.Syntax == statement && round.Wait.Syntax.Span.Contains(flagged.Node.Span));
    }

    /// <summary>
    /// True where a round closes what it opened, or a lock or a handler stands around: a wait that moves would come too late for them. Also
    /// where the loop throws, for the threads would be left alone.
    /// </summary>
    private static bool OpensOrGuards(StatementSyntax loop, StatementSyntax wait) =>
        loop.Here().Any(node => node is UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } or ThrowStatementSyntax or ThrowExpressionSyntax or FixedStatementSyntax or CheckedStatementSyntax or UnsafeStatementSyntax)
        || wait.Ancestors().TakeWhile(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax))
            .Any(node => node is TryStatementSyntax or LockStatementSyntax);

    /// <summary>What stands for the work where it is waited for: its variable, or the expression that starts it.</summary>
    private static ExpressionSyntax? Kept(RoundWork round, ExpressionStatementSyntax wait) =>
        wait.Expression.DescendantNodesAndSelf().OfType<ExpressionSyntax>().FirstOrDefault(part => part == round.Work.Creation.Syntax)
        ?? (ExpressionSyntax?)wait.Expression.DescendantNodes().OfType<IdentifierNameSyntax>().FirstOrDefault(name => name.Identifier.ValueText == round.Name);

    private static bool IsDropped(ExpressionStatementSyntax wait) => wait.Expression is InvocationExpressionSyntax or AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } };

    private static void Collect(SyntaxEditor editor, StatementSyntax loop, ExpressionStatementSyntax wait, ExpressionSyntax work, string list, string type)
    {
        var made = Syntax.Spaced(LocalDeclarationStatement(VariableDeclaration(IdentifierName("var")).AddVariables(VariableDeclarator(list).WithInitializer(EqualsValueClause(
            ObjectCreationExpression(ParseTypeName($"global::System.Collections.Generic.List<{type}>")).WithArgumentList(ArgumentList()))))));
        editor.AddBefore(loop, made.ReplaceNodes(made.DescendantNodes().OfType<QualifiedNameSyntax>().Where(name => name.Parent is not QualifiedNameSyntax), (_, name) => name.WithAdditionalAnnotations(Simplifier.Annotation)));

        editor.ReplaceNode(wait, (current, _) =>
        {
            // In the statement as other edits left it: the body of an inline task may read copies by then.
            var kept = ((ExpressionStatementSyntax)current).DescendantNodes().OfType<ExpressionSyntax>().First(part => Depth(part, current) == Depth(work, wait) && part.RawKind == work.RawKind);
            var add = (ExpressionStatementSyntax)Syntax.Call(IdentifierName(list), "Add");
            return add.WithExpression(((InvocationExpressionSyntax)add.Expression).AddArgumentListArguments(Argument(kept.WithoutTrivia()))).WithTriviaFrom(current);
        });
    }

    private static int Depth(SyntaxNode node, SyntaxNode within) => node.Ancestors().TakeWhile(outer => outer != within).Count();

    /// <summary>
    /// The loop once more, with nothing in it but the join: over a collection that has all threads, when every round starts one. Null where
    /// the head of the loop does more than count or go through a variable.
    /// </summary>
    private static StatementSyntax? Again(StatementSyntax loop, ExpressionStatementSyntax wait) => loop switch
    {
        ForEachStatementSyntax { Expression: IdentifierNameSyntax } each when AlwaysRuns(wait, each.Statement) => Around(each.WithoutTrivia(), wait, loop),
        ForStatementSyntax { Declaration.Variables: [{ Initializer.Value: LiteralExpressionSyntax }], Condition: BinaryExpressionSyntax { Left: IdentifierNameSyntax, Right: var bound }, Incrementors.Count: 1 } counted
            when AlwaysRuns(wait, counted.Statement) && !bound.DescendantNodesAndSelf().Any(node => node is not (IdentifierNameSyntax or MemberAccessExpressionSyntax or LiteralExpressionSyntax)) => Around(counted.WithoutTrivia(), wait, loop),
        _ => null,
    };

    private static bool AlwaysRuns(StatementSyntax wait, StatementSyntax body) => wait.Parent == body && !body.Here().Any(node => node is ContinueStatementSyntax);

    /// <summary>The head of a loop, and one statement on a line of its own.</summary>
    private static StatementSyntax Around(StatementSyntax head, StatementSyntax statement, StatementSyntax like)
    {
        var line = statement.WithLeadingTrivia(Whitespace(Syntax.Indentation(like) + Indent.Unit(like))).WithTrailingTrivia();
        return head switch
        {
            ForEachStatementSyntax each => each.WithCloseParenToken(each.CloseParenToken.WithTrailingTrivia(Syntax.LineEnd(like))).WithStatement(line),
            ForStatementSyntax counted => counted.WithCloseParenToken(counted.CloseParenToken.WithTrailingTrivia(Syntax.LineEnd(like))).WithStatement(line),
            _ => head,
        };
    }

    private static StatementSyntax AwaitAll(string tasks) => Syntax.Spaced(ExpressionStatement(AwaitExpression(OfTask("WhenAll", IdentifierName(tasks)))));

    private static InvocationExpressionSyntax OfTask(string method, ExpressionSyntax argument) =>
        Call(ParseName("global::System.Threading.Tasks.Task").WithAdditionalAnnotations(Simplifier.Annotation), method).AddArgumentListArguments(Argument(argument));

    private static InvocationExpressionSyntax Call(ExpressionSyntax receiver, string method) =>
        InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, IdentifierName(method)));

    /// <summary>
    /// The edits that give the body a copy of each variable the loop changes; null where that cannot be: the body is a method, or elsewhere.
    /// </summary>
    private static List<Action<SyntaxEditor>>? Copies(RoundWork round, Rounds rounds, Flagged flagged)
    {
        var edits = new List<Action<SyntaxEditor>>();
        foreach (var variable in rounds.Copied.Where(variable => !CapturedVariable.IsNewInEachRound(variable, round.Loop)).OrderBy(variable => variable.Name, StringComparer.Ordinal))
        {
            if (round.Targets[0].Unwrapped() is not IAnonymousFunctionOperation { Syntax: var body }
                || body.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax } statement)
                return null;

            var uses = body.DescendantNodes().OfType<IdentifierNameSyntax>()
                .Where(use => use.Identifier.ValueText == variable.Name && SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(use, flagged.Cancellation).Symbol, variable)).ToList();
            var copy = Syntax.FreeName(body, $"{variable.Name}Copy");

            edits.Add(editor =>
            {
                foreach (var use in uses)
                    editor.ReplaceNode(use, (current, _) => ((IdentifierNameSyntax)current).WithIdentifier(Identifier(copy).WithTriviaFrom(use.Identifier)));
                editor.AddBefore(statement, Syntax.Spaced(LocalDeclarationStatement(VariableDeclaration(IdentifierName("var"))
                    .AddVariables(VariableDeclarator(copy).WithInitializer(EqualsValueClause(IdentifierName(variable.Name)))))));
            });
        }

        return edits;
    }
}
