using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>Where an await may be written, and how an expression is turned into one.</summary>
internal static class Awaiting
{
    private static readonly ImmutableHashSet<string> OfAggregates = ImmutableHashSet.Create(StringComparer.Ordinal, "AggregateException", "InnerException", "InnerExceptions", "Flatten", "GetBaseException");

    /// <summary>True in a function that is async, and among top-level statements, where the first await makes the program so.</summary>
    public static bool IsAsync(SyntaxNode place) => FunctionOf(place) switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.RawKind != 0,
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        BaseMethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        GlobalStatementSyntax => true,
        _ => false,
    };

    /// <summary>The lambda, local function, accessor or member that runs a node; for top-level statements the statement.</summary>
    public static SyntaxNode? FunctionOf(SyntaxNode place) => place.Ancestors().FirstOrDefault(node =>
        node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or MemberDeclarationSyntax);

    /// <summary>The syntax of a function: a node, or all top-level statements.</summary>
    public static IEnumerable<SyntaxNode> Parts(SyntaxNode? function) => function switch
    {
        null => [],
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit.Members.OfType<GlobalStatementSyntax>(),
        _ => [function],
    };

    /// <summary>
    /// True where an expression may become an await if its function is async: no lock is held, no span lives on, no query or filter is around,
    /// and no member is read before and written behind it.
    /// </summary>
    public static bool IsPossible(Spot spot, ExpressionSyntax waiting) => IsPlace(spot, waiting) && !HoldsLock(spot, FunctionOf(waiting)!);

    /// <summary>As <see cref="IsPossible"/>, without looking for locks that calls take; one statement around the expression does not count.</summary>
    public static bool IsPlace(Spot spot, ExpressionSyntax waiting, SyntaxNode? except = null)
    {
        if (FunctionOf(waiting) is not { } function)
            return false;

        var around = waiting.Ancestors().TakeWhile(node => node != function).Where(node => node != except).ToList();
        return !around.Any(node => node is LockStatementSyntax or CatchFilterClauseSyntax or QueryExpressionSyntax or UnsafeStatementSyntax or FixedStatementSyntax)
            && !around.OfType<AssignmentExpressionSyntax>().Any(assignment => !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && !IsVariable(assignment.Left, spot))
            && !LivesOn(spot, waiting, function);
    }

    /// <summary>
    /// True where a catch around the expression expects the aggregate of exceptions that a wait throws: an await throws the first of them as it is.
    /// </summary>
    public static bool IsAggregateCaught(ExpressionSyntax waiting) => IsCaught(waiting, OfAggregates);

    /// <summary>True where a catch around the expression uses one of these names.</summary>
    public static bool IsCaught(ExpressionSyntax waiting, ImmutableHashSet<string> names) => waiting.Ancestors().TakeWhile(node => node != FunctionOf(waiting)).OfType<TryStatementSyntax>()
        .Any(guarded => guarded.Block.Span.Contains(waiting.Span) && guarded.Catches.Any(handler => handler.Mentions(names)));

    /// <summary>True where an expression, or what it begins with, is the part behind a question mark: there may be nothing to await.</summary>
    public static bool IsBehindQuestionMark(ExpressionSyntax task) => task.DescendantNodesAndSelf().Any(part =>
        part is MemberBindingExpressionSyntax or ElementBindingExpressionSyntax && !part.Ancestors().TakeWhile(outer => outer != task.Parent).Any(outer => outer is ConditionalAccessExpressionSyntax));

    /// <summary>
    /// All waits of a function that is not async yet, each with what can be awaited: one is known, and waits with a limit stay. Null where another has
    /// to stay, or one stands inside the other.
    /// </summary>
    public static List<WaitingExpression>? Waits(Flagged place, SyntaxNode function, WaitingExpression? known)
    {
        var table = place.Table("TaskWaits");
        List<WaitingExpression> found = known is null ? [] : [known];

        foreach (var node in Syntax.Inside(function))
            if (node is InvocationExpressionSyntax or MemberAccessExpressionSyntax or MemberBindingExpressionSyntax && node != known?.Whole
                && place.Model.GetOperation(node, place.Cancellation) is { } operation && TaskWait.Of(operation, table) is { IsBounded: false })
            {
                if (WaitingExpression.At(node, place) is not { } other || found.Exists(one => one.Whole.Contains(node) || node.Contains(one.Whole)))
                    return null;
                found.Add(other);
            }

        return found;
    }

    /// <summary>True for a function that would make other mistakes if it were async: it calls what blocks by its nature, or has a twin that can be awaited.</summary>
    public static bool WouldBlock(Spot spot, SyntaxNode function)
    {
        var (blocking, notEquivalent) = (spot.Table("Blocking"), spot.Table("NotEquivalent"));
        return Syntax.Inside(function).OfType<InvocationExpressionSyntax>().Any(call => spot.Model.GetOperation(call, spot.Cancellation) is { } operation
            && (BlockingCall.Of(operation, blocking) is not null || operation is IInvocationOperation called && AsyncTwin.Of(called, notEquivalent, spot.Model.Compilation, spot.Cancellation) is not null));
    }

    /// <summary>Replaces an expression by the await of a task, in parentheses where its surroundings bind tighter; comments in front stay in front.</summary>
    public static void Replace(SyntaxEditor editor, ExpressionSyntax waiting, ExpressionSyntax task) =>
        editor.ReplaceNode(waiting, (current, _) => Instead((ExpressionSyntax)current, waiting, task));

    /// <summary>What stands in the place of an expression when it becomes the await of a task.</summary>
    public static ExpressionSyntax Instead(ExpressionSyntax current, ExpressionSyntax waiting, ExpressionSyntax task)
    {
        ExpressionSyntax awaited = AwaitExpression(Token(TriviaList(), SyntaxKind.AwaitKeyword, TriviaList(Space)), AsElsewhere(waiting, Bare(task).WithoutTrivia()));
        if (BindsTighter(waiting))
            awaited = ParenthesizedExpression(Token(SyntaxKind.OpenParenToken), awaited, Token(SyntaxKind.CloseParenToken));
        return awaited.WithLeadingTrivia(current.GetLeadingTrivia()).WithTrailingTrivia(current.GetTrailingTrivia());
    }

    /// <summary>
    /// A task that is to be awaited, without its context where the function takes that back behind none of its awaits, and a function without
    /// an await where its file does so: who blocks on the function from the thread of a context could not go on.
    /// </summary>
    public static ExpressionSyntax AsElsewhere(SyntaxNode place, ExpressionSyntax task)
    {
        if (Configuration(task) is not null || !(LeavesContext(FunctionOf(place)?.Here()) ?? LeavesContext(place.SyntaxTree.GetRoot().DescendantNodes()) ?? false))
            return task;

        var whole = task is InvocationExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax or BaseObjectCreationExpressionSyntax
            ? task : ParenthesizedExpression(Token(SyntaxKind.OpenParenToken), task, Token(SyntaxKind.CloseParenToken));
        return Syntax.Chained(whole, "ConfigureAwait").WithArgumentList(ArgumentList(SingletonSeparatedList(Argument(LiteralExpression(SyntaxKind.FalseLiteralExpression)))));
    }

    /// <summary>True where all awaits leave the context of their function, but for those that have no choice; null where there is none.</summary>
    private static bool? LeavesContext(IEnumerable<SyntaxNode>? code) =>
        code?.OfType<AwaitExpressionSyntax>().Where(awaited => awaited.Expression is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Yield" } }).ToList() is { Count: > 0 } all ? all.TrueForAll(awaited => Configuration(awaited.Expression)?.IsKind(SyntaxKind.FalseLiteralExpression) == true) : null;

    /// <summary>What a task is told about the context that it is awaited in.</summary>
    private static ExpressionSyntax? Configuration(ExpressionSyntax task) =>
        task is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" }, ArgumentList.Arguments: [{ Expression: var told }] } ? told : null;

    /// <summary>A task, or another where that is null, in parentheses.</summary>
    public static ExpressionSyntax Otherwise(ExpressionSyntax task, ExpressionSyntax other) =>
        ParenthesizedExpression(Token(SyntaxKind.OpenParenToken), BinaryExpression(SyntaxKind.CoalesceExpression, task.WithoutTrivia(), Token(TriviaList(Space), SyntaxKind.QuestionQuestionToken, TriviaList(Space)), other), Token(SyntaxKind.CloseParenToken));

    /// <summary>The task that is always complete, by its shortest name.</summary>
    public static ExpressionSyntax CompletedTask(Spot spot, int position) => OfTask(spot, position, IdentifierName("CompletedTask"));

    /// <summary>A complete task, or value task, in the place of one of that type.</summary>
    public static ExpressionSyntax CompleteOf(Spot spot, ITypeSymbol? type, int position) =>
        type.IsValueTask() ? LiteralExpression(SyntaxKind.DefaultLiteralExpression, Token(SyntaxKind.DefaultKeyword)) : CompletedTask(spot, position);

    /// <summary>A static member of <c>Task</c>, by its shortest name.</summary>
    public static ExpressionSyntax OfTask(Spot spot, int position, SimpleNameSyntax member) =>
        MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, ParseExpression(IsTaskKnown(spot, position, arity: 0) ? "Task" : "System.Threading.Tasks.Task"), member);

    /// <summary>The task of a result, or of none, as a type by its shortest name.</summary>
    public static TypeSyntax TypeOfTask(Spot spot, int position, TypeSyntax? result = null)
    {
        var task = result is null ? (SimpleNameSyntax)IdentifierName("Task") : GenericName(Identifier("Task"), TypeArgumentList(SingletonSeparatedList(result)));
        return IsTaskKnown(spot, position, result is null ? 0 : 1) ? task : QualifiedName(QualifiedName(QualifiedName(IdentifierName("System"), IdentifierName("Threading")), IdentifierName("Tasks")), task);
    }

    /// <summary>True where the bare name means the task with so many type arguments.</summary>
    public static bool IsTaskKnown(Spot spot, int position, int arity) =>
        spot.Model.LookupNamespacesAndTypes(position, name: "Task").Where(named => named is not INamedTypeSymbol other || other.Arity == arity).ToList()
            is [INamedTypeSymbol { ContainingNamespace: var home }] && home.ToDisplayString() == "System.Threading.Tasks";

    /// <summary>The same call with the name of the member that returns a task.</summary>
    public static InvocationExpressionSyntax? Renamed(ExpressionSyntax call, string member) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } named => named.WithExpression(access.WithName(IdentifierName(member).WithTriviaFrom(access.Name))),
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax name } named => named.WithExpression(IdentifierName(member).WithTriviaFrom(name)),
        _ => null,
    };

    /// <summary>True where what stands around an expression would take the task and not its result.</summary>
    private static bool BindsTighter(ExpressionSyntax waiting) => waiting.Parent switch
    {
        MemberAccessExpressionSyntax member => member.Expression == waiting,
        ElementAccessExpressionSyntax element => element.Expression == waiting,
        InvocationExpressionSyntax call => call.Expression == waiting,
        ConditionalAccessExpressionSyntax access => access.Expression == waiting,
        PostfixUnaryExpressionSyntax => true,
        _ => false,
    };

    /// <summary>An expression without parentheses that only its old surroundings needed.</summary>
    private static ExpressionSyntax Bare(ExpressionSyntax task) =>
        task is ParenthesizedExpressionSyntax { Expression: InvocationExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax } parenthesized
        && !parenthesized.DescendantTrivia().Any(Syntax.IsComment) ? parenthesized.Expression : task;

    private static bool IsVariable(ExpressionSyntax target, Spot spot) =>
        spot.Model.GetSymbolInfo(target, spot.Cancellation).Symbol is ILocalSymbol or IParameterSymbol or IDiscardSymbol;

    /// <summary>
    /// A value of a type that lives on the stack, or a reference to a variable, stands outside the expression: whether it is needed behind it
    /// the compiler says only when it writes the program.
    /// </summary>
    private static bool LivesOn(Spot spot, ExpressionSyntax waiting, SyntaxNode function)
    {
        var statement = waiting.FirstAncestorOrSelf<StatementSyntax>() ?? function;

        foreach (var node in Syntax.Inside(function).Where(node => !waiting.Contains(node)))
        {
            if (node is RefTypeSyntax or RefExpressionSyntax or StackAllocArrayCreationExpressionSyntax || node is ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword } && statement.Contains(node))
                return true;
            if (node is ExpressionSyntax expression && spot.Model.GetTypeInfo(expression, spot.Cancellation) is var type
                && (type.Type?.IsRefLikeType == true || type.ConvertedType?.IsRefLikeType == true && statement.Contains(node)))
                return true;
        }

        return false;
    }

    /// <summary>True in a function that takes a lock of its thread by a call: that lock may be held here.</summary>
    private static bool HoldsLock(Spot spot, SyntaxNode function)
    {
        var locks = spot.Table("Locks");
        return Syntax.Inside(function).OfType<InvocationExpressionSyntax>().Any(call =>
            spot.Model.GetOperation(call, spot.Cancellation) is IInvocationOperation invocation && LockCall.Of(invocation, locks) is { Does: "acquire" or "scope" } taken && LockCall.IsThreadAffine(taken.Kind));
    }
}
