using Asynchrony.Analyzers.Closures;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>
/// Puts a lock around every use that the body makes of the collection: a use whose answer decides about the next one is locked together with
/// it. What is computed for a change is computed before the lock. The lock is the one that guards the collection elsewhere, or a new object
/// next to it. Not offered where an await would get under the lock, or where a called method makes the change. Where only single operations are
/// used, the concurrent twin of the collection will do as well.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class UnsafeCollectionSharedFix() : RuleFix(UnsafeCollectionShared.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        foreach (var locked in Locked(flagged))
            yield return locked;
        if (CollectionOf(flagged) is { } collection && ConcurrentTwin.Of(collection, flagged) is { } concurrent)
            yield return concurrent;
    }

    private static IEnumerable<Fix> Locked(Flagged flagged)
    {
        if (!flagged.Diagnostic.Properties.ContainsKey(UnsafeCollectionShared.InSight)
            || CollectionOf(flagged) is not { } collection || FunctionOf(flagged.Node) is not { } function
            || CollectionGate.Of(collection, function, flagged) is not { } gate
            || UsesOf(collection, function, gate, flagged) is not { Count: > 0 } uses)
            yield break;

        if (function is AnonymousFunctionExpressionSyntax { ExpressionBody: { } expression } lambda)
        {
            if (IsDropped(expression, flagged) && Hoisted.Of(expression, uses, flagged) is { } hoisted)
                yield return new Fix(Title(gate), editor => { gate.Declare(editor); editor.ReplaceNode(lambda, InBlock(lambda, hoisted, gate)); });
        }
        else if (Regions(uses, flagged) is { Count: > 0 } regions)
        {
            yield return new Fix(Title(gate), editor =>
            {
                gate.Declare(editor);
                foreach (var region in regions)
                    Lock(editor, region, uses, gate, flagged);
            });
        }
    }

    private static string Title(CollectionGate gate) => $"Lock '{gate.Name}' around the uses of '{gate.Collection}'";

    /// <summary>The local, parameter, or member of this object or type that holds the collection.</summary>
    private static ISymbol? CollectionOf(Flagged flagged)
    {
        var holder = flagged.Node.FirstAncestorOrSelf<ExpressionSyntax>() switch
        {
            MemberAccessExpressionSyntax member => member.Expression,
            ElementAccessExpressionSyntax element => element.Expression,
            _ => null,
        };
        return holder is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } ? flagged.Model.GetSymbolInfo(holder, flagged.Cancellation).Symbol : null;
    }

    /// <summary>The calls and elements where the body uses the collection without the lock; null where a use is in a function of its own, or under another lock.</summary>
    private static List<ExpressionSyntax>? UsesOf(ISymbol collection, SyntaxNode function, CollectionGate gate, Flagged flagged)
    {
        var found = new List<ExpressionSyntax>();
        foreach (var name in function.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText != collection.Name || !SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol, collection))
                continue;
            if (FunctionOf(name) != function)
                return null;

            var held = name.Ancestors().TakeWhile(outer => outer != function).OfType<LockStatementSyntax>().ToList();
            if (held.Count == 0)
                found.Add(Syntax.UseOf(name));
            else if (!held.Exists(locked => locked.Expression.ToString() == gate.Name))
                return null;
        }

        return found;
    }

    private static SyntaxNode? FunctionOf(SyntaxNode node) => node.Ancestors().FirstOrDefault(outer => outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);

    private static bool IsDropped(ExpressionSyntax expression, Flagged flagged) =>
        flagged.Model.GetOperation(expression, flagged.Cancellation) is { } operation && (operation.IsDropped() || operation.Parent is IExpressionStatementOperation);

    /// <summary>
    /// The statements to lock: each by itself where they only change the collection, otherwise all from the first to the last. Null where
    /// these suspend, declare what is used behind them, or do not stand in one block.
    /// </summary>
    private static List<IReadOnlyList<StatementSyntax>>? Regions(List<ExpressionSyntax> uses, Flagged flagged)
    {
        var statements = uses.ConvertAll(use => use.FirstAncestorOrSelf<StatementSyntax>()!).Distinct().ToList();
        statements.RemoveAll(statement => statements.Exists(other => other != statement && other.Span.Contains(statement.Span)));

        if (statements.TrueForAll(statement => statement is ExpressionStatementSyntax { Expression: var whole } && Hoisted.Of(whole, uses, flagged) is not null))
            return statements.ConvertAll(statement => (IReadOnlyList<StatementSyntax>)[statement]);
        if (statements.Count == 1 && statements[0].Siblings() is null)
            return Fits(statements) ? [statements] : null;
        if (statements[0].Siblings() is not { } siblings || statements.Exists(statement => statement.Parent != statements[0].Parent))
            return null;

        var (first, last) = (siblings.ToList().IndexOf(statements[0]), siblings.ToList().IndexOf(statements[statements.Count - 1]));
        var region = siblings.Skip(first).Take(last - first + 1).ToList();
        return Fits(region) && flagged.DeclaredBy(region[0], region[region.Count - 1]) is { } declared && !siblings.Skip(last + 1).Any(later => later.Mentions(declared)) ? [region] : null;

        static bool Fits(IReadOnlyList<StatementSyntax> region) => region[0].StartsLine() | region.Count == 1 && !region.SelectMany(Syntax.Here)
            .Any(node => Syntax.IsAwait(node) || node is YieldStatementSyntax or LocalFunctionStatementSyntax or LocalDeclarationStatementSyntax && region.Count == 1 && region[0] == node);
    }

    private static void Lock(SyntaxEditor editor, IReadOnlyList<StatementSyntax> region, List<ExpressionSyntax> uses, CollectionGate gate, Flagged flagged)
    {
        var (first, inner) = (region[0], region);
        if (region.Count == 1 && first is ExpressionStatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax, Expression: var whole } change && Hoisted.Of(whole, uses, flagged) is { Values.Count: > 0 } hoisted)
        {
            foreach (var value in hoisted.Values)
                if (first.StartsLine())
                    editor.AddBefore(first, value);
                else
                    editor.InsertBefore(first, value.WithTrailingTrivia(Space));
            inner = [change.WithExpression(hoisted.Rest)];
        }

        foreach (var other in region.Skip(1))
            editor.RemoveNode(other, SyntaxRemoveOptions.KeepNoTrivia);
        editor.ReplaceNode(first, NewLock.Around(gate.Name, inner, first));
    }

    /// <summary>The lambda with a block in place of its expression.</summary>
    private static AnonymousFunctionExpressionSyntax InBlock(AnonymousFunctionExpressionSyntax lambda, Hoisted hoisted, CollectionGate gate)
    {
        var arrow = lambda is SimpleLambdaExpressionSyntax simple ? simple.ArrowToken : ((ParenthesizedLambdaExpressionSyntax)lambda).ArrowToken;
        var (line, change) = (Syntax.LineEnd(lambda), ExpressionStatement(hoisted.Rest.WithoutTrivia()));
        var text = lambda.SyntaxTree.GetText();
        var start = text.Lines.GetLineFromPosition(lambda.SpanStart).ToString();
        var outer = Whitespace(start.Substring(0, start.Length - start.TrimStart().Length));
        var indentation = Whitespace(outer + (lambda.FirstAncestorOrSelf<StatementSyntax>() is { } statement ? Indent.Unit(statement) : "    "));
        var lines = hoisted.Values.Select(value => (StatementSyntax)value.WithLeadingTrivia(indentation).WithTrailingTrivia(line))
            .Append(NewLock.Around(gate.Name, [change.WithLeadingTrivia(indentation).WithTrailingTrivia(line)], indentation, line, indentation.ToString().Substring(outer.ToString().Length)));

        var block = Syntax.BlockOf(lines, outer, line);
        block = block.WithCloseBraceToken(block.CloseBraceToken.WithTrailingTrivia(lambda.GetTrailingTrivia()));
        return lambda.ReplaceToken(arrow, arrow.WithTrailingTrivia(arrow.TrailingTrivia.Where(Syntax.IsComment).SelectMany(comment => new[] { Space, comment }).Append(line))) switch
        {
            SimpleLambdaExpressionSyntax short_ => short_.WithExpressionBody(null).WithBlock(block),
            ParenthesizedLambdaExpressionSyntax full => full.WithExpressionBody(null).WithBlock(block),
            var other => other,
        };
    }
}
