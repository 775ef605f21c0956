using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>A thread in a local with its declaration, set-up, start and join as statements of one block.</summary>
internal sealed class JoinedThread
{
    private readonly LocalObject local;
    private readonly LocalDeclarationStatementSyntax? declaration;
    private readonly List<StatementSyntax> settings = [];
    private readonly StatementSyntax start;

    private JoinedThread(LocalObject local, StatementSyntax start, StatementSyntax join, IReadOnlyList<StatementSyntax> siblings)
    {
        this.local = local;
        this.start = start;
        Join = join;
        Siblings = siblings;
        declaration = local.Creation.Syntax.FirstAncestorOrSelf<StatementSyntax>() as LocalDeclarationStatementSyntax;
        settings.AddRange(siblings.Where(Sets));
    }

    public string Name => Holder.Name;

    public ILocalSymbol Holder => local.Local;

    public StatementSyntax Join { get; }

    public IReadOnlyList<StatementSyntax> Siblings { get; }

    public IOperation Target => local.Creation.Arguments[0].Value;

    /// <summary>What Start hands to the body.</summary>
    public ExpressionSyntax? StartArgument => ((InvocationExpressionSyntax)((ExpressionStatementSyntax)start).Expression).ArgumentList.Arguments.FirstOrDefault()?.Expression;

    /// <summary>The lambda or method the thread runs, as the author wrote it; null when it is anything else, or async.</summary>
    public ExpressionSyntax? Body => Target.Unwrapped() switch
    {
        IAnonymousFunctionOperation { Symbol.IsAsync: false, Syntax: ExpressionSyntax lambda } => lambda,
        IMethodReferenceOperation { Method: { IsAsync: false, ReturnsVoid: true }, Syntax: ExpressionSyntax method } => method,
        _ => null,
    };

    /// <summary>True when nothing but its name and background flag is known of the thread outside, so that it can go.</summary>
    public bool IsReplaceable =>
        declaration is { Declaration.Variables.Count: 1, UsingKeyword.RawKind: 0 } && Siblings.Contains(declaration)
        && local.Touched.All(member => member.Name is "Start" or "Join" or "IsBackground" or "Name")
        && local.Calls.Count == 2
        && Uses() == 2 + settings.Count
        && Target.Unwrapped() switch
        {
            IAnonymousFunctionOperation => true,
            IMethodReferenceOperation { Instance: null or IInstanceReferenceOperation } => true,
            // The delegate has the object that the variable held when the thread was made.
            IMethodReferenceOperation { Instance: ILocalReferenceOperation { Local: var receiver } } => !local.Creation.Root().Descendants().Any(part =>
                part is ILocalReferenceOperation { Local: var written } && part.Syntax.SpanStart > local.Creation.Syntax.SpanStart && part.IsWritten() && SymbolEqualityComparer.Default.Equals(written, receiver)),
            _ => false,
        };

    public bool IsInAsyncCode => Syntax.IsInAsyncCode(Join);

    /// <summary>True inside a try with a catch, or a lock: there a direct call is not the same as a thread.</summary>
    public bool IsGuarded => Join.Ancestors()
        .TakeWhile(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax))
        .Any(node => node is TryStatementSyntax { Catches.Count: > 0 } or LockStatementSyntax);

    /// <summary>The body as statements of the caller; null where it leaves by return, takes what Start does not name, is async, or has parameters that another method of its name may suit better.</summary>
    public StatementSyntax[]? DirectCall => Body switch
    {
        AnonymousFunctionExpressionSyntax when StartArgument is not null || local.Creation.Constructor?.Parameters[0].Type.Name != "ThreadStart" => null,
        AnonymousFunctionExpressionSyntax { ExpressionBody: { } expression } => [Syntax.Spaced(ExpressionStatement(IdentifierName("it"))).WithExpression(expression.WithoutTrivia())],
        AnonymousFunctionExpressionSyntax { Block: { } block } => Inlined(block),
        { } when Target.Unwrapped() is IMethodReferenceOperation { Method: { Parameters.IsEmpty: false } named } && named.ContainingType.GetMembers(named.Name).Length > 1 => null,
        { } method => [Syntax.Spaced(ExpressionStatement(InvocationExpression(method.WithoutTrivia(), ArgumentList(SeparatedList(
            StartArgument is { } argument ? [Argument(argument.WithoutTrivia())] : Array.Empty<ArgumentSyntax>())))))],
        null => null,
    };

    public static JoinedThread? Of(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Parent: ExpressionStatementSyntax statement } call
            || statement.Siblings() is not { } siblings
            || flagged.Model.GetOperation(call, flagged.Cancellation) is not IInvocationOperation { Instance: ILocalReferenceOperation { Local: var local } receiver } join
            || LocalObject.CreatedIn(join.Ancestors().Last(), receiver.Type as INamedTypeSymbol).FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(candidate.Local, local)) is not { } thread
            || thread.Creation.Arguments.IsEmpty)
            return null;

        var start = siblings.TakeWhile(sibling => sibling != statement).LastOrDefault();
        return start is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax } ? new JoinedThread(thread, start, statement, siblings) : null;
    }

    /// <summary>Puts other statements where the thread was started and joined, and takes the thread away.</summary>
    public void ReplaceBy(SyntaxEditor editor, StatementSyntax[] work)
    {
        foreach (var statement in work.Skip(1).Reverse())
            editor.AddAfter(start, statement);

        // Its own remark behind the first statement stays there; one behind the start then comes before it.
        var keeps = work[0].GetTrailingTrivia().Any(Syntax.IsComment);
        var remarks = settings.Prepend(declaration!).Append(start).SelectMany(gone => gone == start && !keeps ? start.GetLeadingTrivia().Where(Syntax.IsComment) : gone.Remarks())
            .Concat(Join.Remarks()).Concat(work[0].GetLeadingTrivia().Where(Syntax.IsComment));
        editor.ReplaceNode(start, work[0].WithLeadingTrivia(TriviaList(BlankLines().Concat(Syntax.Lines(remarks, start)))).WithTrailingTrivia((keeps ? work[0] : start).GetTrailingTrivia()).Formatted());
        editor.Drop(Join);
        editor.Drop(declaration!);
        foreach (var setting in settings)
            editor.Drop(setting);
    }

    /// <summary>The empty lines before the thread: before its declaration where only its set-up stands between that and the start.</summary>
    private IEnumerable<SyntaxTrivia> BlankLines()
    {
        var together = Siblings.SkipWhile(sibling => sibling != declaration).Skip(1).TakeWhile(sibling => sibling != start).All(settings.Contains);
        return (together ? declaration! : start).GetLeadingTrivia()
            .TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            .Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
    }

    /// <summary>The statements of a lambda's block; as a block of their own where they declare names.</summary>
    private static StatementSyntax[]? Inlined(BlockSyntax block)
    {
        if (block.Statements.Count == 0 || block.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(node => node is ReturnStatementSyntax))
            return null;

        var declares = block.Statements.Any(statement => statement is LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax)
            || block.GetFirstToken().TrailingTrivia.Concat(block.CloseBraceToken.LeadingTrivia).Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));

        return declares
            ? [block.WithoutTrivia().Formatted()]
            : [.. block.Statements.Select(statement => statement.Formatted())];
    }

    private bool Sets(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver } } }
        && receiver.Identifier.ValueText == Name;

    private int Uses() => local.Creation.Ancestors().Last().Descendants()
        .Count(operation => operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local.Local));
}
