using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// Sets up before the start what was set too late, and takes away a second start or a wait for oneself. Where the thread was joined in between,
/// a second one is made. A join that came first moves behind what follows the start and does not touch what the body does.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ThreadCallsOutOfOrderFix() : RuleFix(ThreadCallsOutOfOrder.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement || !statement.StartsLine() || statement.Siblings() is not { } siblings)
            yield break;

        // A tool may hand on a finding without its facts: what is called tells most of it as well.
        var does = flagged.Diagnostic.Properties.GetValueOrDefault(ThreadCallsOutOfOrder.Does) ?? DoesBy(statement.Expression);
        if (does == "own")
        {
            if (statement.Parent is BlockSyntax)
                yield return Removal("Remove the wait", statement);
        }
        else if (flagged.Model.GetOperation(statement, flagged.Cancellation) is { } operation && ThreadOf(operation) is { } local)
        {
            var start = siblings.FirstOrDefault(sibling => Calls(sibling, local.Local.Name, "Start", "UnsafeStart"));
            if (start is null || !start.StartsLine())
                yield break;

            switch (does)
            {
                case ThreadOrder.SetsLate or ThreadOrder.SetsAfterEnd when IsBefore(siblings, start, statement) && IsPlain(statement):
                    yield return new Fix($"Set it before '{local.Local.Name}' starts", editor => Move(editor, statement, before: start));
                    break;
                case ThreadOrder.StartsAgain when start != statement && IsBefore(siblings, start, statement):
                    if (!local.Calls.Any(call => call.TargetMethod.Name == "Join" && call.Syntax.SpanStart < statement.SpanStart))
                        yield return Removal("Start it once", statement);
                    else if (Again(local, statement) is { } made)
                        yield return new Fix("Make a second thread", editor => editor.AddBefore(statement, made));
                    break;
                case ThreadOrder.JoinsFirst when IsBefore(siblings, statement, start) && Place(local, start, siblings, flagged) is { } place:
                    yield return new Fix($"Join '{local.Local.Name}' after it was started", editor =>
                    {
                        editor.AddAfter(place, statement);
                        editor.Drop(statement);
                    });
                    break;
            }
        }
    }

    private static string? DoesBy(ExpressionSyntax call) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Start" or "UnsafeStart" } } => ThreadOrder.StartsAgain,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SetApartmentState" or "TrySetApartmentState" } } or AssignmentExpressionSyntax => ThreadOrder.SetsLate,
        _ => null,
    };

    private static Fix Removal(string title, StatementSyntax statement) => new(title, editor => editor.Drop(statement));

    private static void Move(SyntaxEditor editor, StatementSyntax statement, StatementSyntax before)
    {
        editor.AddBefore(before, statement);
        editor.Drop(statement);
    }

    private static LocalObject? ThreadOf(IOperation statement)
    {
        var on = statement is IExpressionStatementOperation { Operation: var done } ? done switch
        {
            IInvocationOperation { Instance: { } receiver } => receiver,
            IAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } receiver } } => receiver,
            _ => null,
        } : null;

        return on is ILocalReferenceOperation { Local: var local, Type: INamedTypeSymbol type } ? LocalObject.CreatedIn(statement.Root(), type).FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(candidate.Local, local)) : null;
    }

    /// <summary>True for a value that is the same wherever it is read: a constant of an enumeration or a literal.</summary>
    private static bool IsPlain(StatementSyntax statement) => statement.DescendantNodes().OfType<ExpressionSyntax>().All(part =>
        part is IdentifierNameSyntax or MemberAccessExpressionSyntax or LiteralExpressionSyntax or AssignmentExpressionSyntax || part is InvocationExpressionSyntax && part.Parent == statement);

    /// <summary>The statement behind which everything up to the end of the block may stand before the join: it names nothing that the body names.</summary>
    private static StatementSyntax? Place(LocalObject local, StatementSyntax start, IReadOnlyList<StatementSyntax> siblings, Flagged flagged)
    {
        if (local.Creation.Arguments.FirstOrDefault()?.Value.Target(flagged.Model.Compilation, flagged.Cancellation) is not { } body)
            return null;

        var names = body.Syntax.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).ToImmutableHashSet(StringComparer.Ordinal).Except(["Console", "var"]);
        var between = siblings.SkipWhile(sibling => sibling != start).Skip(1).TakeWhile(sibling => !Syntax.IsJump(sibling) && !sibling.Mentions(names) && sibling.StartsLine()).ToList();
        return between.Count > 0 && flagged.EndsByItself(local.Creation) ? between[between.Count - 1] : null;
    }

    /// <summary>A new thread in the same variable; null where it was set up otherwise, or its body is written where it was made.</summary>
    private static StatementSyntax? Again(LocalObject local, StatementSyntax statement)
    {
        if (local.Creation.Syntax is not ObjectCreationExpressionSyntax { Initializer: null, ArgumentList.Arguments: [{ Expression: SimpleNameSyntax or MemberAccessExpressionSyntax }] } made
            || local.Touched.Any(member => member.Name is not ("Start" or "Join"))
            || made.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { UsingKeyword.RawKind: 0 })
            return null;

        var again = Syntax.Spaced(ExpressionStatement(AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, IdentifierName(local.Local.Name), IdentifierName("it"))));
        return again.ReplaceNode(((AssignmentExpressionSyntax)again.Expression).Right, made.WithoutTrivia()).WithLeadingTrivia(Syntax.Indentation(statement));
    }

    private static bool Calls(StatementSyntax statement, string name, params string[] methods) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver, Name.Identifier.ValueText: var called } } } && receiver.Identifier.ValueText == name && methods.Contains(called);

    private static bool IsBefore(IReadOnlyList<StatementSyntax> siblings, StatementSyntax one, StatementSyntax other) => siblings.TakeWhile(sibling => sibling != other).Contains(one);
}
