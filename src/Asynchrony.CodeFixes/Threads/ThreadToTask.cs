using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// Turns a thread into a task that is awaited where the thread was joined, where the user asks for it: at what makes the thread, starts it or
/// joins it. Only where a task is the same: each join stands in async code, the body comes to an end and waits for nothing, and nothing
/// but a background flag is known of the thread. An async body belongs to ASY2009.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp)]
public sealed class ThreadToTask : Refactoring
{
    private protected override Fix? Offer(Spot spot, TextSpan span)
    {
        if (spot.Node.FirstAncestorOrSelf<SyntaxNode>(node => node is StatementSyntax or MemberDeclarationSyntax) is not { } around || Named(around, span) is not { } named)
            return null;

        var holder = named is VariableDeclaratorSyntax ? spot.Model.GetDeclaredSymbol(named, spot.Cancellation) : spot.Model.GetSymbolInfo(named, spot.Cancellation).Symbol;
        return holder switch
        {
            ILocalSymbol { Type.Name: "Thread", DeclaringSyntaxReferences: [var declared] } when declared.GetSyntax(spot.Cancellation) is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax made }
                && spot.Model.GetOperation(made, spot.Cancellation) is IObjectCreationOperation creation && LocalThread.Of(creation, spot) is { } local =>
                Offer(spot, creation, holder, local.Settings, local.Joins, keeps => keeps || local.IsAlwaysJoined, local.ReplaceBy),
            IFieldSymbol field when FieldThread.Of(field, spot) is { } kept => Offer(spot, kept.Creation, field, kept.Settings, kept.Joins, keeps => keeps, kept.ReplaceBy),
            _ => null,
        };
    }

    /// <summary>What names the thread at the place where the user stands: the head of what declares or makes it, its start, a join.</summary>
    private static SyntaxNode? Named(SyntaxNode around, TextSpan span) => around switch
    {
        LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: BaseObjectCreationExpressionSyntax made } declarator] } when IsHead(around, made, span) => declarator,
        FieldDeclarationSyntax { Declaration.Variables: [var declarator] } when declarator.Identifier.Span.Contains(span) => declarator,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: var left, Right: BaseObjectCreationExpressionSyntax made } } when IsHead(around, made, span) => left,
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Start" or "Join", Expression: var receiver } } } => receiver,
        ExpressionStatementSyntax { Expression: ConditionalAccessExpressionSyntax { Expression: var receiver, WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Join" } } } } => receiver,
        _ => null,
    };

    private static bool IsHead(SyntaxNode around, BaseObjectCreationExpressionSyntax made, TextSpan span) =>
        span.Start >= around.SpanStart && span.End <= (made.ArgumentList?.OpenParenToken.Span.End ?? made.Span.End);

    private static Fix? Offer(Spot spot, IObjectCreationOperation creation, ISymbol holder, IEnumerable<ISymbol> settings, List<InvocationExpressionSyntax> joins, Func<bool, bool> isSeen, Action<SyntaxEditor, ExpressionSyntax> replace)
    {
        if (joins.Count == 0
            || creation is not { Constructor: { Parameters: [{ Type.Name: "ThreadStart" }] } constructor, Arguments: [{ Value: var value }] } || !KnowsThread(constructor)
            || settings.Any(setting => setting.Name != "IsBackground") || SetsForeground(creation)
            || Written(value) is not { } body
            || value.Target(spot.Model.Compilation, spot.Cancellation) is not { } function || value.Unwrapped() is IAnonymousFunctionOperation { Symbol.IsAsync: true } or IMethodReferenceOperation { Method.IsAsync: true } || IsWork(function)
            || Blocks(function, spot) || spot.MayGoOn(function)
            || !joins.TrueForAll(join => Awaiting.IsAsync(join) && Awaiting.IsPossible(spot, join))
            || !isSeen(function.Body()?.CatchesWhatItCalls() == true))
            return null;

        return new Fix($"Turn '{holder.Name}' into a task", editor => replace(editor, TaskRun.Of(spot, body)));
    }

    private static bool KnowsThread(IMethodSymbol constructor) => constructor.ContainingType is { Name: "Thread", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } };

    /// <summary>The lambda or the name of the method, as the author wrote it; null for a delegate that is a value.</summary>
    private static ExpressionSyntax? Written(IOperation value) => value.Unwrapped() switch
    {
        IAnonymousFunctionOperation { Syntax: ExpressionSyntax lambda } => lambda,
        IMethodReferenceOperation { Syntax: ExpressionSyntax method } => method,
        _ => null,
    };

    /// <summary>True for a lambda whose value is a task: the thread did not wait for that, and a task made of it would.</summary>
    private static bool IsWork(IOperation function) => function is IAnonymousFunctionOperation { Syntax: AnonymousFunctionExpressionSyntax { ExpressionBody: { } } } lambda
        && lambda.DescendantsHere().Any(operation => operation is IExpressionStatementOperation { Operation: var value } && value.Type.IsTask());

    private static bool SetsForeground(IObjectCreationOperation creation) => creation.Root().Descendants().Any(operation =>
        operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "IsBackground", ContainingType.Name: "Thread" } }, Value.ConstantValue: not { HasValue: true, Value: true } });

    private static bool Blocks(IOperation function, Spot spot)
    {
        var blocking = spot.Table("Blocking");
        return function.DescendantsHere().Any(operation => BlockingCall.Of(operation, blocking) is not null);
    }
}
