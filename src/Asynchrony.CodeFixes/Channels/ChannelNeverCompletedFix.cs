using Asynchrony.Analyzers.Channels;
using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Channels;
using Asynchrony.Analyzers.Knowledge;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Channels;

/// <summary>
/// Completes the channel in a finally block: of the only body that sends to it, of the statements of its maker that do, or behind the one
/// statement that waits for all producers. Where producers end in several places, only the author knows which is the last.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ChannelNeverCompletedFix() : RuleFix(ChannelNeverCompleted.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        var runsDelegate = flagged.Table("RunsDelegate");
        var creation = flagged.Node.AncestorsAndSelf().FirstOrDefault(node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax);
        if (creation is null || flagged.Model.GetEnclosingSymbol(creation.SpanStart, flagged.Cancellation) is not { } near
            || OwnChannel.MadeBy(creation, MemberOf(near), flagged.Model.Compilation, flagged.Table("Channels"), flagged.Cancellation) is not { } channel)
            yield break;

        var sends = channel.Those(ChannelAct.Send).ToList();
        if (sends.Count == 0 || sends.Exists(send => send.At.Syntax.SyntaxTree != creation.SyntaxTree))
            yield break;

        var bodies = sends.ConvertAll(send => ChannelBody.Of(send, channel, runsDelegate));
        var title = $"Complete '{channel.Variable.Name}' when all is sent";

        if (bodies.TrueForAll(body => body.IsMaker) && sends.TrueForAll(send => send.Through.IsEmpty))
        {
            if (Sending(sends, channel, runsDelegate, flagged) is var (statements, complete))
                yield return new Fix(title, editor => Guard(editor, statements, complete));
        }
        else if (WaitForAll(sends, bodies, channel, runsDelegate) is { } wait)
        {
            if (Ending.NameAt(wait, channel, sends[0] with { Through = ImmutableArray<IInvocationOperation>.Empty }) is var (name, type))
                yield return new Fix(title, editor => Guard(editor, [wait], Ending.Complete(name, type)));
        }
        else if (bodies.TrueForAll(body => body.Key == bodies[0].Key && !body.IsSeveral) && BlockOf(sends, bodies[0], channel) is { } block && Ending.NameAt(block, channel, sends[0]) is var (named, of))
        {
            var complete = Ending.Complete(named, of);
            if (block.Statements is [TryStatementSyntax { Finally: null } guarded])
                yield return new Fix(title, editor => editor.ReplaceNode(guarded, Ending.With(guarded, complete)));
            else if (block.Statements.All(statement => statement.StartsLine() && statement is not LabeledStatementSyntax))
                yield return new Fix(title, editor => editor.ReplaceNode(block, block.WithStatements(SingletonList<StatementSyntax>(Ending.Around(block.Statements, complete)))));
        }
    }

    private static ISymbol MemberOf(ISymbol symbol)
    {
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
            symbol = symbol.ContainingSymbol;
        return symbol;
    }

    private static void Guard(SyntaxEditor editor, IReadOnlyList<StatementSyntax> statements, StatementSyntax complete)
    {
        var guarded = Ending.Around(statements, complete);
        foreach (var other in statements.Skip(1))
            editor.Drop(other);
        editor.ReplaceNode(statements[0], guarded);
    }

    /// <summary>
    /// The statements of the maker that send, and what stands between them. Where the maker reads as well, it has to come behind, and nothing
    /// that they declare may be needed there.
    /// </summary>
    private static (IReadOnlyList<StatementSyntax> Statements, StatementSyntax Complete)? Sending(List<ChannelUse> sends, OwnChannel channel, Table runsDelegate, Flagged flagged)
    {
        if (sends[0].At.Syntax.FirstAncestorOrSelf<StatementSyntax>(statement => statement.Siblings() is { } all && sends.TrueForAll(send => all.Any(sibling => sibling.Span.Contains(send.At.Syntax.Span)))) is not { } first
            || first.Siblings() is not { } siblings)
            return null;

        var statements = siblings.SkipWhile(sibling => sibling != first).ToList();
        statements = statements.GetRange(0, statements.FindLastIndex(statement => sends.Exists(send => statement.Span.Contains(send.At.Syntax.Span))) + 1);
        var end = statements[statements.Count - 1];
        if (!statements.TrueForAll(statement => statement.StartsLine() && statement is not (LabeledStatementSyntax or LocalFunctionStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 }))
            || channel.Uses.Any(use => use.Act != ChannelAct.Send && statements.Exists(statement => statement.Span.Contains(use.At.Syntax.Span)))
            || first.Ancestors().TakeWhile(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax)).Any(node => node is WhileStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or DoStatementSyntax && !node.Span.Contains(channel.Creation.Syntax.Span))
            || ReadToEnd.Of(channel, runsDelegate).Any(read => ChannelBody.Of(read, channel, runsDelegate).IsMaker && read.At.Syntax.SpanStart < end.Span.End)
            || flagged.DeclaredBy(first, end) is not { } declared || siblings.SkipWhile(sibling => sibling != end).Skip(1).Any(sibling => sibling.Mentions(declared))
            || Ending.NameAt(first, channel, sends[0]) is not var (name, type))
            return null;

        return (statements, Ending.Complete(name, type));
    }

    /// <summary>The statement of the maker that waits for all producers and for nothing else.</summary>
    private static StatementSyntax? WaitForAll(List<ChannelUse> sends, List<ChannelBody> bodies, OwnChannel channel, Table runsDelegate)
    {
        if (channel.IsOfType || !bodies.TrueForAll(body => body is { Start: not null, IsKnown: true }))
            return null;

        var starts = bodies.Select(body => body.Start!).Distinct().ToList();
        var holders = starts.Select(HolderOf).ToList();
        var readers = ReadToEnd.Of(channel, runsDelegate).Select(read => ChannelBody.Of(read, channel, runsDelegate).Start).OfType<IOperation>().ToList();

        foreach (var statement in channel.Creation.Root().Syntax.DescendantNodes().OfType<ExpressionStatementSyntax>())
            if (statement.StartsLine() && statement.Siblings() is not null && CallOf(statement) is { } call
                && (starts.TrueForAll(start => statement.Span.Contains(start.Syntax.Span)) && call.Expression.ToString() is var plain && (plain.Contains("Parallel.") || plain.EndsWith("Task.WhenAll", StringComparison.Ordinal) || plain.EndsWith("Task.WaitAll", StringComparison.Ordinal))
                    || call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WhenAll" or "WaitAll" } && call.ArgumentList.Arguments.Count > 0
                        && call.ArgumentList.Arguments.All(argument => argument.Expression is IdentifierNameSyntax name && holders.Contains(name.Identifier.ValueText))
                        && holders.TrueForAll(holder => call.ArgumentList.Arguments.Any(argument => argument.Expression.ToString() == holder)))
                && !readers.Exists(reader => statement.Span.Contains(reader.Syntax.Span)))
                return statement;

        return null;
    }

    private static InvocationExpressionSyntax? CallOf(ExpressionStatementSyntax statement)
    {
        var value = statement.Expression is AwaitExpressionSyntax awaited ? awaited.Expression : statement.Expression;
        return value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: InvocationExpressionSyntax inner } } ? inner : value as InvocationExpressionSyntax;
    }

    /// <summary>The variable in which a statement keeps what it starts: declared by it, assigned, or added to.</summary>
    private static string? HolderOf(IOperation start) => start.Syntax.Ancestors().OfType<StatementSyntax>().FirstOrDefault(statement => statement is LocalDeclarationStatementSyntax or ExpressionStatementSyntax && statement.Span.Contains(start.Syntax.Span) && !start.Syntax.Span.Contains(statement.Span)) switch
    {
        LocalDeclarationStatementSyntax { Declaration.Variables: [var variable] } => variable.Identifier.ValueText,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax array } } } => array.Identifier.ValueText,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax local } } => local.Identifier.ValueText,
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Expression: IdentifierNameSyntax list } } } => list.Identifier.ValueText,
        _ => null,
    };

    /// <summary>The block of the one body that sends, if it runs once and for this channel only.</summary>
    private static BlockSyntax? BlockOf(List<ChannelUse> sends, ChannelBody body, OwnChannel channel)
    {
        if (!body.IsKnown || body.Start is null || sends.Exists(send => (send.Call.Function ?? send.At.Root()) != (sends[0].Call.Function ?? sends[0].At.Root())))
            return null;

        if (!sends[0].Through.IsEmpty)
        {
            var callee = sends[0].Through[sends[0].Through.Length - 1].TargetMethod.OriginalDefinition;
            if (callee.MethodKind != MethodKind.LocalFunction && callee.DeclaredAccessibility != Accessibility.Private || Mentions(channel.Creation.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? channel.Creation.Syntax.SyntaxTree.GetRoot(), callee.Name) != 1)
                return null;
        }

        return (sends[0].Call.Function ?? sends[0].At.Root()).Syntax switch
        {
            AnonymousFunctionExpressionSyntax { Block: { } block } => block,
            LocalFunctionStatementSyntax { Body: { } block } => block,
            BaseMethodDeclarationSyntax { Body: { } block } => block,
            _ => null,
        };
    }

    private static int Mentions(SyntaxNode node, string name) => node.DescendantNodes().OfType<IdentifierNameSyntax>().Count(identifier => identifier.Identifier.ValueText == name);
}
