using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Turns a lock that belongs to a thread into a semaphore that belongs to nobody, in all its uses: a private readonly field of one file, that
/// <c>lock</c> statements, <c>using</c> scopes, Enter and Exit use and nothing else. Never where code under the lock may take it again, for
/// that code would wait for itself: see <see cref="Reentry"/>.
/// </summary>
internal sealed class AsSemaphore
{
    private readonly Spot spot;
    private readonly VariableDeclaratorSyntax declarator;
    private readonly List<Section> sections = [];
    private readonly List<InvocationExpressionSyntax> calls = [];

    private AsSemaphore(Spot spot, VariableDeclaratorSyntax declarator) => (this.spot, this.declarator) = (spot, declarator);

    /// <summary>The fix for a lock as some code names it; null where it cannot be shown to be right.</summary>
    public static Fix? Of(ExpressionSyntax named, Spot spot) =>
        spot.Model.GetSymbolInfo(named, spot.Cancellation).Symbol is IFieldSymbol { DeclaringSyntaxReferences: [var declared] } && declared.GetSyntax(spot.Cancellation) is VariableDeclaratorSyntax declarator
            ? Of(declarator, spot) : null;

    /// <summary>The fix for the field of a lock; null as above.</summary>
    public static Fix? Of(VariableDeclaratorSyntax declarator, Spot spot)
    {
        if (declarator.SyntaxTree != spot.Root.SyntaxTree
            || declarator is not { Initializer.Value: BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList: null or { Arguments.Count: 0 } } }
            || declarator is not { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax { AttributeLists.Count: 0 } } }
            || spot.Model.GetDeclaredSymbol(declarator, spot.Cancellation) is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private, IsReadOnly: true } gate
            || !IsPlainLock(gate.Type)
            || gate.ContainingType is not { TypeKind: TypeKind.Class, DeclaringSyntaxReferences: [_] } home)
            return null;

        home = home.Outermost();
        if (home is not { DeclaringSyntaxReferences: [var whole] } || whole.SyntaxTree != spot.Root.SyntaxTree)
            return null;

        var made = new AsSemaphore(spot, declarator);
        return made.TakesIn(whole.GetSyntax(spot.Cancellation), gate) && !made.IsTakenAgain(gate, home) ? new Fix($"Turn '{gate.Name}' into a SemaphoreSlim", made.Write) : null;
    }

    private static bool IsPlainLock(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Object || type is { Name: "Lock", ContainingNamespace: { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>Sorts every use of the field; false where one is of another kind, or stands where its function cannot wait as it should.</summary>
    private bool TakesIn(SyntaxNode type, IFieldSymbol gate)
    {
        foreach (var name in type.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (name.Identifier.ValueText != gate.Name || !SymbolEqualityComparer.Default.Equals(spot.Model.GetSymbolInfo(name, spot.Cancellation).Symbol?.OriginalDefinition, gate.OriginalDefinition))
                continue;

            ExpressionSyntax use = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or IdentifierNameSyntax } member && member.Name == name ? member : name;
            switch (use.Parent)
            {
                case LockStatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } section when MayWait(use, section):
                    sections.Add(Section.Of(section));
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "EnterScope", Parent: InvocationExpressionSyntax { Parent: UsingStatementSyntax { Declaration: null, Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } scope } }
                    when MayWait(use, scope):
                    sections.Add(Section.Of(scope));
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Enter" or "Exit", Parent: InvocationExpressionSyntax { Parent: ExpressionStatementSyntax statement } call } when MayWait(use, statement):
                    calls.Add(call);
                    break;
                case ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax { Parent: ExpressionStatementSyntax statement } call } } when IsOfMonitor(call) && MayWait(use, statement):
                    calls.Add(call);
                    break;
                default:
                    return false;
            }
        }

        return sections.Count + calls.Count > 0;
    }

    private bool IsOfMonitor(InvocationExpressionSyntax call) => spot.Model.GetSymbolInfo(call, spot.Cancellation).Symbol is IMethodSymbol { Name: "Enter" or "Exit", ContainingType.Name: "Monitor" };

    /// <summary>A function that is not async may block as it did; one that is must be able to await here.</summary>
    private static bool IsWaitedFor(SyntaxNode place) => Syntax.IsInAsyncCode(place) && Awaiting.FunctionOf(place)?.Here().Any(node => node is YieldStatementSyntax) != true;

    private bool MayWait(ExpressionSyntax use, StatementSyntax statement) => !IsWaitedFor(statement) || Awaiting.IsPlace(spot, use, except: statement);

    private bool IsTakenAgain(IFieldSymbol gate, INamedTypeSymbol home)
    {
        var around = calls.Select(Awaiting.FunctionOf).Distinct().ToList();
        if (around.Exists(function => function is null || calls.Count(call => Awaiting.FunctionOf(call) == function && IsEnter(call)) != 1))
            return true;

        var taking = new Reentry(spot, gate, home, calls);
        return sections.Select(section => (SyntaxNode?)section.Body).Concat(around).Any(code => taking.MayTake(code!)) || taking.IsTakenByHandlers();
    }

    private static bool IsEnter(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Enter" } or IdentifierNameSyntax { Identifier.ValueText: "Enter" };

    private void Write(SyntaxEditor editor)
    {
        var declaration = (VariableDeclarationSyntax)declarator.Parent!;
        var created = (BaseObjectCreationExpressionSyntax)declarator.Initializer!.Value;
        var type = IsKnown(declarator.SpanStart) ? (TypeSyntax)IdentifierName("SemaphoreSlim") : QualifiedName(QualifiedName(IdentifierName("System"), IdentifierName("Threading")), IdentifierName("SemaphoreSlim"));
        var one = ArgumentList(SeparatedList([Argument(One()), Argument(One())], [Token(TriviaList(), SyntaxKind.CommaToken, TriviaList(Space))]));

        editor.ReplaceNode(declaration.Type, type.WithTriviaFrom(declaration.Type));
        editor.ReplaceNode(created, (created is ImplicitObjectCreationExpressionSyntax
            ? (ExpressionSyntax)ImplicitObjectCreationExpression(one, null)
            : ObjectCreationExpression(Token(TriviaList(), SyntaxKind.NewKeyword, TriviaList(Space)), type, one, null)).WithTriviaFrom(created));

        foreach (var call in calls)
            editor.ReplaceNode(call, (current, _) => (IsEnter(call) ? Taken(call, Gate(call)) : Syntax.Chained(Gate(call), "Release")).WithTriviaFrom(current));
        foreach (var (statement, gate, _, close) in sections)
        {
            var taken = ExpressionStatement(Taken(statement, gate));
            if (statement.StartsLine())
                editor.AddBefore(statement, taken.WithLeadingTrivia(statement.GetLeadingTrivia()).WithTrailingTrivia(close.TrailingTrivia));
            else
                editor.InsertBefore(statement, taken.WithTrailingTrivia(Space));
            editor.ReplaceNode(statement, (current, _) => Kept(Section.Of((StatementSyntax)current), statement));
        }
    }

    private static LiteralExpressionSyntax One() => LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(1));

    private bool IsKnown(int position) => spot.Model.LookupNamespacesAndTypes(position, name: "SemaphoreSlim") is [INamedTypeSymbol { ContainingNamespace.Name: "Threading" }];

    private static ExpressionSyntax Gate(InvocationExpressionSyntax call) => call.ArgumentList.Arguments is [{ Expression: var named }] ? named : ((MemberAccessExpressionSyntax)call.Expression).Expression;

    /// <summary>The wait for the semaphore, as its function waits for other things.</summary>
    private static ExpressionSyntax Taken(SyntaxNode place, ExpressionSyntax gate)
    {
        gate = gate.WithoutTrivia();
        if (!IsWaitedFor(place))
            return Syntax.Chained(gate, "Wait");

        var task = Awaiting.AsElsewhere(place, Syntax.Chained(gate, "WaitAsync"));
        return AwaitExpression(Token(TriviaList(), SyntaxKind.AwaitKeyword, TriviaList(Space)), task);
    }

    /// <summary>The section with a finally block that releases, in the brace style of the section.</summary>
    private static StatementSyntax Kept(Section current, StatementSyntax old)
    {
        var (indentation, line, unit) = (Syntax.Indentation(old), Syntax.LineEnd(old), Indent.Unit(old));
        var body = current.Body;
        var isOneLine = body is BlockSyntax && !body.WithoutTrivia().DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        var isBraceBehind = !current.Close.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        var behind = current.Statement.GetTrailingTrivia();

        var block = body as BlockSyntax ?? Syntax.BlockOf([isBraceBehind ? body.WithLeadingTrivia(indentation, Whitespace(unit)) : body], indentation, line);
        if (!old.StartsLine())
            (indentation, line) = (Whitespace(""), Space);
        block = block.WithCloseBraceToken(block.CloseBraceToken.WithTrailingTrivia(line));
        ExpressionStatementSyntax release = ExpressionStatement(Syntax.Chained(current.Gate.WithoutTrivia(), "Release"));
        var head = TriviaList(isBraceBehind && body is BlockSyntax ? Space : line);
        var last = isOneLine
            ? Block(Token(TriviaList(), SyntaxKind.OpenBraceToken, TriviaList(Space)), SingletonList<StatementSyntax>(release.WithTrailingTrivia(Space)), Token(SyntaxKind.CloseBraceToken))
            : Syntax.BlockOf([release.WithLeadingTrivia(indentation, Whitespace(unit)).WithTrailingTrivia(line)], indentation, line);
        if (!isOneLine && isBraceBehind && body is BlockSyntax)
            last = last.WithOpenBraceToken(last.OpenBraceToken.WithLeadingTrivia());

        return TryStatement(
            Token(TriviaList(indentation), SyntaxKind.TryKeyword, head),
            block,
            default,
            FinallyClause(Token(TriviaList(indentation), SyntaxKind.FinallyKeyword, head), last.WithCloseBraceToken(last.CloseBraceToken.WithTrailingTrivia(behind))));
    }

    /// <summary>A statement that holds the lock for what stands in it: <c>lock</c>, or <c>using</c> with a scope.</summary>
    private readonly record struct Section(StatementSyntax Statement, ExpressionSyntax Gate, StatementSyntax Body, SyntaxToken Close)
    {
        public static Section Of(StatementSyntax statement)
        {
            if (statement is LockStatementSyntax locked)
                return new Section(locked, locked.Expression, locked.Statement, locked.CloseParenToken);

            var used = (UsingStatementSyntax)statement;
            return new Section(used, AsSemaphore.Gate((InvocationExpressionSyntax)used.Expression!), used.Statement, used.CloseParenToken);
        }
    }
}
