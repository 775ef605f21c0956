using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// The statements from an acquire to the last release in the same block, to be put into a <c>lock</c> or <c>using</c> statement, or a try
/// whose finally block releases. Only where every release is the last thing its path does under the lock: then it may as well happen on the way out.
/// A local that is used behind the section is declared before it.
/// </summary>
internal sealed class GuardedSection
{
    private readonly BlockSyntax block;
    private readonly StatementSyntax acquire;
    private readonly LockCall found;
    private readonly List<StatementSyntax> statements;
    private readonly List<StatementSyntax> releases;
    private readonly IReadOnlyList<StatementSyntax> declarations;
    private readonly IReadOnlyList<StatementSyntax> hoisted;

    private GuardedSection(BlockSyntax block, StatementSyntax acquire, LockCall found, List<StatementSyntax> statements, List<StatementSyntax> releases, IReadOnlyList<StatementSyntax> declarations, IReadOnlyList<StatementSyntax> hoisted)
    {
        this.block = block;
        this.acquire = acquire;
        this.found = found;
        this.statements = statements;
        this.releases = releases;
        this.declarations = declarations;
        this.hoisted = hoisted;
    }

    /// <summary>The fixes that suit the lock: a statement that releases by itself, or a finally block.</summary>
    public static IEnumerable<Fix> Fixes(Flagged flagged)
    {
        if (Behind(flagged) is not { } section)
            yield break;

        if (!section.HasStatement)
            yield return new Fix("Release the lock in a finally block", editor => editor.ReplaceNode(section.block, section.InTry()));
        else if (!section.statements.SelectMany(statement => statement.Here()).Any(Syntax.IsAwait))
            yield return new Fix(section.found.Kind == "monitor" ? "Use a lock statement" : "Hold the lock by 'using'", editor => editor.ReplaceNode(section.block, section.InStatement()));
    }

    /// <summary>An acquire that is a statement, of a lock that C# has a statement for.</summary>
    private bool HasStatement => acquire is ExpressionStatementSyntax && (found.Kind == "monitor" || found is { Kind: "lock", Lock: not null });

    private static GuardedSection? Behind(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<StatementSyntax>() is not { } acquire || Guarded(acquire, flagged) is not var (block, found))
            return null;

        bool IsSame((IInvocationOperation Call, LockCall Found) other) => LockedRegion.AreSame(other.Found, found);
        var behind = block.Statements.SkipWhile(sibling => acquire.Parent == block && sibling != acquire).Skip(acquire.Parent == block ? 1 : 0)
            .TakeWhile(sibling => LockedRegion.Calls(sibling, flagged).All(call => call.Found.Does == "release" || !IsSame(call))).ToList();
        var end = behind.FindLastIndex(sibling => LockedRegion.Calls(sibling, flagged).Any(IsSame));
        if (end < 0)
            return null;

        var calls = behind.Take(end + 1).SelectMany(sibling => LockedRegion.Calls(sibling, flagged)).Where(call => call.Found.Kind == found.Kind).ToList();
        var releases = calls.Select(call => call.Call.Syntax.Parent).OfType<ExpressionStatementSyntax>().ToList<StatementSyntax>();
        if (!calls.All(call => IsSame(call) && call.Call.Arguments.Length == (found.Kind == "monitor" ? 1 : 0)) || releases.Count != calls.Count || !releases.All(release => IsLast(release, behind[end], flagged)))
            return null;

        var statements = behind.Take(end + 1).ToList();
        if (!CanMove(statements.Prepend(acquire)))
            return null;

        return ReachesNoFurther(statements, behind, flagged) ? new GuardedSection(block, acquire, found, statements, releases, [], statements)
            : NewLock.Hoisted(statements, Later(statements), flagged) is var (declarations, hoisted) && IsApart(statements, hoisted, releases) ? new GuardedSection(block, acquire, found, statements, releases, declarations, hoisted)
            : null;
    }

    /// <summary>True where no statement both declares what is needed later and gives the lock back.</summary>
    private static bool IsApart(List<StatementSyntax> statements, IReadOnlyList<StatementSyntax> hoisted, List<StatementSyntax> releases)
    {
        for (var index = 0; index < statements.Count; index++)
            if (hoisted[index] != statements[index] && releases.Exists(statements[index].Contains))
                return false;
        return true;
    }

    /// <summary>An acquire that cannot fail, before the statements of its block; or one that is the condition of those of an if.</summary>
    private static (BlockSyntax, LockCall)? Guarded(StatementSyntax acquire, Flagged flagged)
    {
        var (value, block) = acquire switch
        {
            ExpressionStatementSyntax { Expression: var expression, Parent: BlockSyntax around } => (expression, around),
            IfStatementSyntax { Condition: InvocationExpressionSyntax or AwaitExpressionSyntax, Else: null, Statement: BlockSyntax inner } decision => (decision.Condition, inner),
            _ => (null, null),
        };

        return value is InvocationExpressionSyntax or AwaitExpressionSyntax && LockedRegion.Calls(value, flagged).ToList() is [var (call, found)]
            && found.Does == "acquire" && LockCall.Taken(call) is null && found.MayFail(call) == acquire is IfStatementSyntax ? (block!, found) : null;
    }

    /// <summary>True where behind the release only the section is left, with a value that is at hand.</summary>
    private static bool IsLast(StatementSyntax release, StatementSyntax end, Flagged flagged)
    {
        for (var current = release; current != end;)
        {
            if (current.Siblings() is { } siblings && siblings.SkipWhile(sibling => sibling != current).Skip(1).FirstOrDefault() is { } next)
            {
                if (next is not BreakStatementSyntax || next.Parent is not SwitchSectionSyntax { Parent: SwitchStatementSyntax chosen })
                    return siblings.Count > 1 && Leaves(next, end, flagged);
                current = chosen;
                continue;
            }

            if (current == release && current.Parent is not BlockSyntax { Statements.Count: > 1 })
                return false; // A branch that does nothing any more should not be left behind.
            if ((current.Parent is BlockSyntax inner ? inner.Parent : current.Parent) is not (IfStatementSyntax or ElseClauseSyntax) || current.Parent!.FirstAncestorOrSelf<IfStatementSyntax>() is not { } decision)
                return false;
            current = decision;
        }

        return true;
    }

    private static bool Leaves(StatementSyntax jump, StatementSyntax end, Flagged flagged) => jump switch
    {
        ReturnStatementSyntax { Expression: var value } => value is null || IsAtHand(value, flagged),
        ThrowStatementSyntax { Expression: BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList: var arguments } } =>
            !Around(jump, end).Any(node => node is TryStatementSyntax) && (arguments is null || arguments.Arguments.All(argument => IsAtHand(argument.Expression, flagged))),
        BreakStatementSyntax => !Around(jump, end).Any(node => IsLoop(node) || node is SwitchStatementSyntax),
        ContinueStatementSyntax => !Around(jump, end).Any(IsLoop),
        _ => false,
    };

    private static IEnumerable<SyntaxNode> Around(StatementSyntax jump, StatementSyntax end) => jump.Ancestors().TakeWhile(node => node != end.Parent);

    private static bool IsLoop(SyntaxNode node) => node is WhileStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or DoStatementSyntax;

    /// <summary>A constant or a variable: reading it under the lock instead of behind it runs nobody's code.</summary>
    private static bool IsAtHand(ExpressionSyntax value, Flagged flagged) =>
        flagged.Model.GetConstantValue(value, flagged.Cancellation).HasValue || value is LiteralExpressionSyntax
        || value is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
            && flagged.Model.GetSymbolInfo(value, flagged.Cancellation).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol;

    private static bool CanMove(IEnumerable<StatementSyntax> statements) => statements.All(statement =>
        statement.StartsLine()
        && statement is not (LocalFunctionStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 })
        && !statement.DescendantNodesAndSelf().Any(node => node is LabeledStatementSyntax or GotoStatementSyntax or YieldStatementSyntax));

    /// <summary>True where nothing that the section declares is needed behind it; a return of it is taken in.</summary>
    private static bool ReachesNoFurther(List<StatementSyntax> statements, List<StatementSyntax> behind, Flagged flagged)
    {
        if (flagged.DeclaredBy(statements[0], statements[statements.Count - 1]) is not { } declared)
            return false;

        var later = Later(statements);
        if (!later.Any(sibling => sibling.Mentions(declared)))
            return true;
        if (later is not [ReturnStatementSyntax { Expression: { } value } back] || !IsAtHand(value, flagged) || !CanMove([back]) || !behind.Contains(back))
            return false;

        statements.Add(back);
        return true;
    }

    private static List<StatementSyntax> Later(List<StatementSyntax> statements) =>
        [.. statements[0].Siblings()!.SkipWhile(sibling => sibling != statements[statements.Count - 1]).Skip(1)];

    private BlockSyntax InStatement()
    {
        var (line, indentation, unit) = (Syntax.LineEnd(block), Syntax.Indentation(acquire), Indent.Unit(acquire));
        var close = Token(TriviaList(), SyntaxKind.CloseParenToken, acquire.GetTrailingTrivia());
        var remarks = releases.Last().Remarks().SelectMany(remark => new[] { indentation, Whitespace(unit), remark, line }).Append(indentation);
        var body = Syntax.BlockOf(Inner(unit), indentation, line, beforeClose: remarks);
        var taken = ((ExpressionSyntax)found.Lock!.Syntax).WithoutTrivia();
        var remarked = (declarations.Count > 0 ? acquire.WithoutEmptyLines() : acquire).GetLeadingTrivia();

        return Rebuilt(found.Kind == "monitor"
            ? LockStatement(Token(remarked, SyntaxKind.LockKeyword, TriviaList(Space)), Token(SyntaxKind.OpenParenToken), taken, close, body)
            : UsingStatement(default, Token(remarked, SyntaxKind.UsingKeyword, TriviaList(Space)), Token(SyntaxKind.OpenParenToken), null,
                InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, taken, IdentifierName("EnterScope"))), close, body));
    }

    private BlockSyntax InTry()
    {
        var (line, unit) = (Syntax.LineEnd(block), Indent.Unit(statements[0]));
        var indentation = Syntax.Indentation(statements[0]);
        var kept = TryStatement(
            Token(TriviaList(indentation), SyntaxKind.TryKeyword, TriviaList(line)),
            Syntax.BlockOf(Inner(unit), indentation, line),
            default,
            Syntax.Finally(releases.Last(), indentation, line, unit));

        return acquire.Parent == block ? Rebuilt(declarations.Count > 0 ? acquire.WithoutEmptyLines() : acquire, kept) : Rebuilt(kept);
    }

    /// <summary>The section without its releases, one step to the right.</summary>
    private List<StatementSyntax> Inner(string unit)
    {
        var inner = hoisted.Except(releases).Select(statement => Without(statement, [.. releases.Where(statement.Contains)]).Deeper(unit)).ToList();
        inner[0] = inner[0].WithoutEmptyLines();
        return inner;
    }

    /// <summary>A statement without the releases in it, whose remarks stay where they stood.</summary>
    private static StatementSyntax Without(StatementSyntax statement, IReadOnlyList<StatementSyntax> inside)
    {
        if (inside.Count == 0)
            return statement;

        statement = statement.TrackNodes(inside);
        foreach (var release in inside)
        {
            var next = statement.GetCurrentNode(release)!.GetLastToken().GetNextToken();
            var remarks = release.Remarks().SelectMany(remark => new[] { Syntax.Indentation(release), remark, Syntax.LineEnd(release) });
            statement = statement.ReplaceToken(next, next.WithLeadingTrivia(remarks.Concat(next.LeadingTrivia)));
            statement = statement.RemoveNode(statement.GetCurrentNode(release)!, SyntaxRemoveOptions.KeepNoTrivia)!;
        }

        return statement;
    }

    private BlockSyntax Rebuilt(params StatementSyntax[] section) => block.WithStatements(List(
        block.Statements.TakeWhile(sibling => sibling != acquire && sibling != statements[0]).Concat(Declared()).Concat(section).Concat(block.Statements.SkipWhile(sibling => sibling != statements[statements.Count - 1]).Skip(1))));

    /// <summary>The declarations as lines of their own, behind the empty lines that stood before the section.</summary>
    private IEnumerable<StatementSyntax> Declared()
    {
        var first = acquire.Parent == block ? acquire : statements[0];
        var empty = first.GetLeadingTrivia().TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToList();
        foreach (var declaration in declarations)
        {
            yield return declaration.WithLeadingTrivia(empty.Append(Syntax.Indentation(first))).WithTrailingTrivia(Syntax.LineEnd(block));
            empty.Clear();
        }
    }
}
