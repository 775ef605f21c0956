using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// Moves the wait up, in front of the statement that reads. Offered where the wait is a statement of its own in the same block, always
/// reached from the read, where the body comes to an end whatever the caller does meanwhile, and where something still runs beside it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ReadBeforeJoinFix() : RuleFix(ReadBeforeJoin.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<StatementSyntax>() is not { } read || flagged.Model.GetOperation(read, flagged.Cancellation) is not { } operation
            || flagged.Diagnostic.Properties.GetValueOrDefault(ReadBeforeJoin.Work) is not { } name)
            yield break;

        var named = StartedWork.In(Survey.Of(operation.Root()), operation.EnclosingFunction(), flagged.Table("RunsDelegate")).Where(started => started.Name == name).ToList();

        if (named is [var work] && read.Siblings() is { } siblings && siblings.SkipWhile(sibling => sibling != read).Skip(1).FirstOrDefault(sibling => Waits(sibling, name)) is { } join
            && HasNoOtherWay(siblings, read, join)
            && !siblings.TakeWhile(sibling => sibling != read).LastOrDefault()?.Span.Contains(work.Start.Syntax.Span) == true
            && flagged.EndsByItself(work.Creation))
            yield return new Fix($"Wait for '{name}' before '{flagged.Node}' is read", editor =>
            {
                editor.Drop(join);
                editor.AddBefore(read, join.WithoutTrivia().WithTrailingTrivia(join.GetTrailingTrivia().Where(Syntax.IsComment)).WithLeadingTrivia(join.GetLeadingTrivia().Where(Syntax.IsComment)));
            });
    }

    /// <summary>True for a statement that does nothing but wait for the work: a join, a wait, an await.</summary>
    private static bool Waits(StatementSyntax statement, string name) => statement is ExpressionStatementSyntax { Expression: var waiting } && (waiting switch
    {
        AwaitExpressionSyntax { Expression: var awaited } => awaited is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var configured } } ? configured : awaited,
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Join" or "Wait", Expression: var waited } } => waited,
        _ => null,
    }) is IdentifierNameSyntax { Identifier.ValueText: var waitedFor } && waitedFor == name;

    /// <summary>True where nothing leaves the block between the read and the wait.</summary>
    private static bool HasNoOtherWay(IReadOnlyList<StatementSyntax> siblings, StatementSyntax read, StatementSyntax join) =>
        !siblings.SkipWhile(sibling => sibling != read).TakeWhile(sibling => sibling != join).Any(between => between.Here().Any(node =>
            Syntax.IsJump(node) || node is LabeledStatementSyntax));
}
