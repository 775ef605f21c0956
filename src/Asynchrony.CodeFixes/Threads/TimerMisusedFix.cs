using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// A timer that its function outlives by waiting stays to the end of the block, or becomes a loop of an async one; any other moves into a field, which the type's Dispose ends. The
/// end of a timer waits for the last tick: by an await in async code, by an event elsewhere, unless the ticks themselves may come there.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class TimerMisusedFix() : RuleFix(TimerMisused.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node is BaseObjectCreationExpressionSyntax made)
            return OfUnheld(made, flagged);

        return Syntax.CallAt(flagged.Node) is { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } statement } end && statement.StartsLine() ? OfEnd(end, statement, flagged) : [];
    }

    private static IEnumerable<Fix> OfUnheld(BaseObjectCreationExpressionSyntax made, Flagged flagged)
    {
        if (made.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax or GlobalStatementSyntax } statement || statement.Siblings() is not { } siblings)
            yield break;

        var name = statement switch
        {
            LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: var initial } variable] } when initial == made => variable.Identifier.ValueText,
            ExpressionStatementSyntax { Expression: var whole } when whole == made || whole is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Right: var right } && right == made => null,
            _ => "",
        };
        if (name == "")
            yield break;

        if (StaysOn(statement, siblings, flagged))
        {
            yield return new Fix("Keep the timer to the end of the block", editor => editor.ReplaceNode(statement, Used(statement, made, name)));
            if (TickLoop.Of(statement, made, name, siblings, flagged) is { } loop)
                yield return loop;
        }
        else if (TimerField.For(statement, made, name, flagged) is { } field)
            yield return new Fix($"Keep the timer in the field '{field.Name}'", field.Put);
    }

    /// <summary>True where something behind the timer waits, so that the function is still there when it ticks.</summary>
    private static bool StaysOn(StatementSyntax statement, IReadOnlyList<StatementSyntax> siblings, Flagged flagged)
    {
        var (keepsAlive, blocking) = (flagged.Table("KeepsAlive"), flagged.Table("Blocking"));
        return siblings.SkipWhile(sibling => sibling != statement).Skip(1).SelectMany(later => later.Here()).Any(node => Syntax.IsAwait(node)
            || node is InvocationExpressionSyntax && flagged.Model.GetOperation(node, flagged.Cancellation) is IInvocationOperation call
                && (!blocking.Find(call.TargetMethod, call.Instance?.Type).IsEmpty || keepsAlive.Says(call.TargetMethod, "waits") || keepsAlive.Says(call.TargetMethod, "joins")));
    }

    private static LocalDeclarationStatementSyntax Used(StatementSyntax statement, BaseObjectCreationExpressionSyntax made, string? name)
    {
        var declared = statement as LocalDeclarationStatementSyntax ?? Syntax.Declaration(Syntax.FreeName(statement, name ?? "timer"), made).WithTriviaFrom(statement);
        return declared.WithoutLeadingTrivia().WithUsingKeyword(Token(statement.GetLeadingTrivia(), SyntaxKind.UsingKeyword, TriviaList(Space)));
    }

    private static IEnumerable<Fix> OfEnd(InvocationExpressionSyntax end, ExpressionStatementSyntax statement, Flagged flagged)
    {
        if (end is not { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Expression: var timer, Name.Identifier.ValueText: "Dispose" } }
            || flagged.Model.GetTypeInfo(timer, flagged.Cancellation).Type is not { ContainingNamespace.Name: "Threading" })
            yield break;

        if (Awaiting.IsAsync(end))
        {
            if (Awaiting.IsPossible(flagged, end) && Awaiting.Renamed(end, "DisposeAsync") is { } last)
                yield return new Fix("Await the last tick", editor => Awaiting.Replace(editor, end, last));
        }
        else if (flagged.Root.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp8 } && MayWait(statement, flagged))
        {
            var name = Syntax.FreeName(statement, "ended");
            yield return new Fix("Wait for the last tick", editor =>
            {
                editor.AddAbove(statement, Event(name));
                editor.ReplaceNode(statement, (current, _) => Waiting(timer, name, statement).WithLeadingTrivia(current.GetLeadingTrivia()).WithTrailingTrivia(current.GetTrailingTrivia()));
            });
        }
    }

    /// <summary>True where no tick comes to this member itself or may need its thread, nobody runs it when the object is collected, and it holds no lock.</summary>
    private static bool MayWait(StatementSyntax statement, Flagged flagged)
    {
        var member = statement.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        return member is not null && Awaiting.FunctionOf(statement) == member && !flagged.MayHoldLock(statement)
            && statement.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            && flagged.Model.GetDeclaredSymbol(member, flagged.Cancellation) is { } symbol
            && !Engine.Of(flagged.Model.Compilation).Context(flagged.Document.Project.AnalyzerOptions, flagged.Cancellation).MayReturnToOneThread(symbol, flagged.Root.SyntaxTree, flagged.Cancellation)
            && !type.Members.Any(other => other is DestructorDeclarationSyntax)
            && !type.Members.OfType<MethodDeclarationSyntax>().Any(other => other.Identifier.ValueText is not ("Dispose" or "Close") && other.DescendantNodes().Any(node => IsCallOf(node, member.Identifier.ValueText)));
    }

    private static bool IsCallOf(SyntaxNode node, string name) => node is InvocationExpressionSyntax { Expression: var called } && called switch
    {
        IdentifierNameSyntax own => own.Identifier.ValueText == name,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var own } => own == name,
        _ => false,
    };

    private static StatementSyntax Event(string name)
    {
        var made = ObjectCreationExpression(Token(TriviaList(), SyntaxKind.NewKeyword, TriviaList(Space)), OfThreading("ManualResetEvent"),
            ArgumentList(SingletonSeparatedList(Argument(LiteralExpression(SyntaxKind.FalseLiteralExpression)))), null);
        return Syntax.Declaration(name, made).WithUsingKeyword(Token(TriviaList(), SyntaxKind.UsingKeyword, TriviaList(Space)));
    }

    private static IfStatementSyntax Waiting(ExpressionSyntax timer, string name, StatementSyntax statement) => IfStatement(
        Token(TriviaList(), SyntaxKind.IfKeyword, TriviaList(Space)),
        Token(SyntaxKind.OpenParenToken),
        Syntax.Chained(timer.WithoutTrivia(), "Dispose").WithArgumentList(ArgumentList(SingletonSeparatedList(Argument(IdentifierName(name))))),
        Token(TriviaList(), SyntaxKind.CloseParenToken, TriviaList(Syntax.LineEnd(statement))),
        Syntax.Call(IdentifierName(name), "WaitOne").WithLeadingTrivia(Syntax.Indentation(statement), Whitespace(Indent.Unit(statement))),
        null);

    private static NameSyntax OfThreading(string name) =>
        QualifiedName(QualifiedName(AliasQualifiedName(IdentifierName(Token(SyntaxKind.GlobalKeyword)), IdentifierName("System")), IdentifierName("Threading")), IdentifierName(name))
            .WithAdditionalAnnotations(Microsoft.CodeAnalysis.Simplification.Simplifier.Annotation);
}
