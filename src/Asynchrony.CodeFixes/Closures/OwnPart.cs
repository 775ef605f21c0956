using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>
/// A sum, a minimum or a maximum that the runs of a parallel loop make together: each thread of the loop makes a part of its own, and the parts
/// are put together at the end. A parallel query has an aggregate for it.
/// </summary>
internal sealed class OwnPart
{
    private readonly Flagged flagged;
    private readonly InvocationExpressionSyntax call;
    private readonly LambdaExpressionSyntax body;
    private readonly ISymbol total;
    private readonly ITypeSymbol type;
    private readonly List<Step> steps;
    private readonly string own;

    private OwnPart(Flagged flagged, InvocationExpressionSyntax call, LambdaExpressionSyntax body, ISymbol total, ITypeSymbol type, List<Step> steps)
    {
        (this.flagged, this.call, this.body, this.total, this.type, this.steps) = (flagged, call, body, total, type, steps);
        own = call.Mentions(ImmutableHashSet.Create("own")) ? Syntax.FreeName(call, "own") : "own";
    }

    /// <summary>What one update does to the total.</summary>
    private enum Kind
    {
        Sum,
        Least,
        Greatest,
    }

    /// <summary>An update of the total: the whole of it, and where it names the total.</summary>
    private sealed record Step(Kind Kind, SyntaxNode Whole, ExpressionSyntax Value, bool IsSubtracted);

    /// <summary>Null where a run does more with the total than to add to it, or other code does anything with it meanwhile.</summary>
    public static Fix? Of(Flagged flagged, string? key)
    {
        if (flagged.Node.Ancestors().OfType<AnonymousFunctionExpressionSyntax>().FirstOrDefault() is not LambdaExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } arguments } handed } body
            || arguments.Arguments.Last() != handed || body.AsyncKeyword.RawKind != 0 || handed.NameColon is not null
            || flagged.Model.GetSymbolInfo(call, flagged.Cancellation).Symbol is not IMethodSymbol api
            || flagged.Node is not (IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax })
            || flagged.Model.GetSymbolInfo(flagged.Node, flagged.Cancellation).Symbol is not { } total || TypeOf(total) is not { } type || Zero(type, Kind.Sum) is null
            || StepsOf(total, body, flagged) is not { Count: > 0 } steps || steps.Exists(step => step.Kind != steps[0].Kind) || IsTouchedElsewhere(total, body, steps.Count, flagged))
            return null;

        var part = new OwnPart(flagged, call, body, total, type, steps);
        return api switch
        {
            { Name: "For" or "ForEach", ContainingType.Name: "Parallel" } => part.InLoop(key),
            { Name: "ForAll", ContainingType.Name: "ParallelEnumerable" } => part.InQuery(key),
            _ => null,
        };
    }

    private Fix? InLoop(string? key)
    {
        if (call.ArgumentList.Arguments is not { Count: 2 or 3 or 4 } arguments || OwnSum.Parameters(body) is not [var element, ..] parameters || parameters.Length > 2 || parameters.Any(parameter => parameter.Type is not null)
            || body.Body is BlockSyntax block && block.DescendantNodes().Any(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax && steps.Exists(step => node.Span.Contains(step.Whole.Span)))
            || Made(element.Identifier.ValueText, parameters.Length == 2 ? parameters[1].Identifier.ValueText : "_") is not { } once)
            return null;

        var gate = IsOneStep ? null : CollectionGate.Of(total, body, flagged);
        if (gate is null && !IsOneStep)
            return null;

        return new Fix($"Let each thread {Does}", editor =>
        {
            gate?.Declare(editor);
            editor.ReplaceNode(call.ArgumentList, call.ArgumentList.WithArguments(SeparatedList(
                [.. arguments.Take(arguments.Count - 1), Argument(OwnSum.Lambda([], null, Zero(type, steps[0].Kind)!)), Argument(once.WithLeadingTrivia(body.GetLeadingTrivia())), Argument(Final(gate?.Name))],
                [.. arguments.GetSeparators(), OwnSum.Comma(), OwnSum.Comma()])));
        }, key);
    }

    /// <summary><c>sum += query.Sum(one => value)</c>, or the number of elements, or of those that a test lets through.</summary>
    private Fix? InQuery(string? key)
    {
        if (steps is not [{ Kind: Kind.Sum, IsSubtracted: false } step] || call.Parent is not ExpressionStatementSyntax statement || call.Expression is not MemberAccessExpressionSyntax query
            || OwnSum.Parameters(body) is not [var element] || body.Body.DescendantTrivia().Any(Syntax.IsComment))
            return null;

        var (test, only) = Alone(body.Body) switch
        {
            IfStatementSyntax { Else: null, Condition: var condition } tested => (condition, Alone(tested.Statement)),
            var other => (null, other),
        };
        if (only != step.Whole)
            return null;

        var counts = step.Value is LiteralExpressionSyntax { Token.ValueText: "1" };
        if (!counts && (test is not null || !SymbolEqualityComparer.Default.Equals(flagged.Model.GetTypeInfo(step.Value, flagged.Cancellation).Type, type)) || counts && type.SpecialType != SpecialType.System_Int32)
            return null;

        var taken = counts ? test : step.Value;
        var aggregate = call.WithExpression(query.WithName(IdentifierName(counts ? "Count" : "Sum")))
            .WithArgumentList(taken is null ? ArgumentList() : ArgumentList(SingletonSeparatedList(Argument(OwnSum.Lambda([element.Identifier.ValueText], null, taken.WithoutTrivia())))))
            .WithoutTrivia();
        var sum = AssignmentExpression(SyntaxKind.AddAssignmentExpression, ((ExpressionSyntax)flagged.Node).WithoutTrivia(), Token(TriviaList(Space), SyntaxKind.PlusEqualsToken, TriviaList(Space)), aggregate);
        return new Fix("Let the query make the sum", editor => editor.ReplaceNode(statement, statement.WithExpression(sum.WithTriviaFrom(call))), key);
    }

    private string Does => steps[0].Kind switch { Kind.Sum => "make a sum of its own", Kind.Least => "find a minimum of its own", _ => "find a maximum of its own" };

    /// <summary>True where Interlocked puts the parts together.</summary>
    private bool IsOneStep => steps[0].Kind == Kind.Sum && type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 && total is ILocalSymbol or IParameterSymbol or IFieldSymbol;

    /// <summary>The body of the loop, which takes what the thread has so far and returns what it has now.</summary>
    private LambdaExpressionSyntax? Made(string element, string state)
    {
        if (body.Body is ExpressionSyntax)
            return steps is [var step] && step.Whole == body.Body ? OwnSum.Lambda([element, state, own], null, Next(step)) : null;

        var block = (BlockSyntax)body.Body;
        if (block.Statements.Count == 0 || !block.CloseBraceToken.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)
            || flagged.Model.AnalyzeControlFlow(block.Statements[0], block.Statements.Last()) is not { Succeeded: true, EndPointIsReachable: var goesOn })
            return null;

        var returns = block.Here().OfType<ReturnStatementSyntax>().ToList();
        var names = block.DescendantNodes().OfType<ExpressionSyntax>().Where(IsTotal).ToList();
        var inner = block.ReplaceNodes(names.Concat<SyntaxNode>(returns), (node, _) => node is ReturnStatementSyntax returned ? Returned().WithTriviaFrom(returned) : IdentifierName(own).WithTriviaFrom(node));
        if (goesOn)
            inner = inner.AddStatements(Returned().WithLeadingTrivia(Syntax.Indentation(block.Statements[0])).WithTrailingTrivia(Syntax.LineEnd(block)));

        var empty = OwnSum.Lambda([element, state, own], Block(), null);
        var arrow = body.ArrowToken.LeadingTrivia.Count == 0 ? body.ArrowToken.WithLeadingTrivia(Space) : body.ArrowToken;
        return ((ParenthesizedLambdaExpressionSyntax)empty).WithArrowToken(arrow).WithBlock(inner);
    }

    private ReturnStatementSyntax Returned() => ReturnStatement(Token(TriviaList(), SyntaxKind.ReturnKeyword, TriviaList(Space)), IdentifierName(own), Token(SyntaxKind.SemicolonToken));

    private ExpressionSyntax Next(Step step) => step.Kind == Kind.Sum
        ? BinaryExpression(step.IsSubtracted ? SyntaxKind.SubtractExpression : SyntaxKind.AddExpression, IdentifierName(own), Token(TriviaList(Space), step.IsSubtracted ? SyntaxKind.MinusToken : SyntaxKind.PlusToken, TriviaList(Space)), Term(step.Value))
        : ((AssignmentExpressionSyntax)step.Whole).Right.ReplaceNodes(((AssignmentExpressionSyntax)step.Whole).Right.DescendantNodes().OfType<ExpressionSyntax>().Where(IsTotal), (node, _) => IdentifierName(own).WithTriviaFrom(node));

    private static ExpressionSyntax Term(ExpressionSyntax value) => value is LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax
        ? value.WithoutTrivia() : ParenthesizedExpression(value.WithoutTrivia());

    /// <summary>What puts the part of a thread to the others.</summary>
    private LambdaExpressionSyntax Final(string? gate)
    {
        var target = ((ExpressionSyntax)flagged.Node).WithoutTrivia();
        var sum = AssignmentExpression(SyntaxKind.AddAssignmentExpression, target, Token(TriviaList(Space), SyntaxKind.PlusEqualsToken, TriviaList(Space)), IdentifierName(own));
        if (gate is null)
            return OwnSum.Lambda([own], null, AtomicStep.Of(sum, dropped: true));

        var step = ExpressionStatement(steps[0].Kind == Kind.Sum ? sum
            : AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, target, Token(TriviaList(Space), SyntaxKind.EqualsToken, TriviaList(Space)), AtomicStep.Extreme(steps[0].Kind == Kind.Least ? "Min" : "Max", target, IdentifierName(own))));
        var held = LockStatement(Token(TriviaList(), SyntaxKind.LockKeyword, TriviaList(Space)), Token(SyntaxKind.OpenParenToken), IdentifierName(gate), Token(TriviaList(), SyntaxKind.CloseParenToken, TriviaList(Space)), step.WithTrailingTrivia(Space));
        return OwnSum.Lambda([own], Block(Token(TriviaList(), SyntaxKind.OpenBraceToken, TriviaList(Space)), SingletonList<StatementSyntax>(held), Token(SyntaxKind.CloseBraceToken)), null);
    }

    private bool IsTotal(ExpressionSyntax node) => IsNameOf(total, node, flagged);

    /// <summary>The outermost expression that names the total.</summary>
    private static bool IsNameOf(ISymbol total, ExpressionSyntax node, Flagged flagged) => node switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText == total.Name && name.Parent is not MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } && SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol, total),
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var member } => member.Identifier.ValueText == total.Name && SymbolEqualityComparer.Default.Equals(flagged.Model.GetSymbolInfo(member, flagged.Cancellation).Symbol, total),
        _ => false,
    };

    /// <summary>The updates that the body makes; null where it does anything else with the total.</summary>
    private static List<Step>? StepsOf(ISymbol total, LambdaExpressionSyntax body, Flagged flagged)
    {
        var steps = new List<Step>();
        foreach (var use in body.DescendantNodes().OfType<ExpressionSyntax>().Where(node => IsNameOf(total, node, flagged)))
        {
            if (steps.Exists(step => step.Kind != Kind.Sum && step.Whole.Span.Contains(use.Span)))
                continue; // The old value, which the first name belonged to.
            if ((StepAt(use, total, flagged) ?? TestAt(use, total, flagged)) is not { } found
                || found.Whole.Ancestors().TakeWhile(outer => outer != body).Any(outer => outer is LockStatementSyntax || outer is CheckedStatementSyntax)
                || flagged.Model.GetOperation(found.Whole, flagged.Cancellation) is IIncrementOrDecrementOperation { IsChecked: true } or ICompoundAssignmentOperation { IsChecked: true })
                return null;
            steps.Add(found);
        }

        return steps;
    }

    /// <summary><c>if (value > total) total = value;</c></summary>
    private static Step? TestAt(ExpressionSyntax use, ISymbol total, Flagged flagged)
    {
        if (use.Parent is not BinaryExpressionSyntax { Parent: IfStatementSyntax { Else: null } test } compared
            || Alone(test.Statement) is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: var set, Right: var value } || !IsNameOf(total, set, flagged))
            return null;

        var other = compared.Left == use ? compared.Right : compared.Left;
        if (!AreEquivalent(other, value) || other.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax or AwaitExpressionSyntax or ObjectCreationExpressionSyntax))
            return null;

        return compared.Kind() switch
        {
            SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression => new Step(compared.Left == use ? Kind.Greatest : Kind.Least, test, value, IsSubtracted: false),
            SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression => new Step(compared.Left == use ? Kind.Least : Kind.Greatest, test, value, IsSubtracted: false),
            _ => null,
        };
    }

    private static Step? StepAt(ExpressionSyntax use, ISymbol total, Flagged flagged)
    {
        var one = LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(1));
        return use.Parent switch
        {
            PostfixUnaryExpressionSyntax step when IsAlone(step) => step.IsKind(SyntaxKind.SuppressNullableWarningExpression) ? null : new Step(Kind.Sum, step, one, step.IsKind(SyntaxKind.PostDecrementExpression)),
            PrefixUnaryExpressionSyntax step when IsAlone(step) => new Step(Kind.Sum, step, one, step.IsKind(SyntaxKind.PreDecrementExpression)),
            AssignmentExpressionSyntax sum when sum.Left == use && IsAlone(sum) && sum.Kind() is SyntaxKind.AddAssignmentExpression or SyntaxKind.SubtractAssignmentExpression && IsFree(sum.Right) =>
                new Step(Kind.Sum, sum, sum.Right, sum.IsKind(SyntaxKind.SubtractAssignmentExpression)),
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: InvocationExpressionSyntax { ArgumentList.Arguments: [var left, var right] } extreme } set when set.Left == use && IsAlone(set)
                && flagged.Model.GetSymbolInfo(extreme, flagged.Cancellation).Symbol is IMethodSymbol { Name: "Min" or "Max", ContainingType: { Name: "Math", ContainingNamespace.Name: "System" } } method
                && (IsNameOf(total, left.Expression, flagged) && IsFree(right.Expression) || IsNameOf(total, right.Expression, flagged) && IsFree(left.Expression)) =>
                new Step(method.Name == "Min" ? Kind.Least : Kind.Greatest, set, extreme, IsSubtracted: false),
            _ => null,
        };

        bool IsFree(ExpressionSyntax value) => !value.DescendantNodesAndSelf().OfType<ExpressionSyntax>().Any(node => node is AwaitExpressionSyntax or AssignmentExpressionSyntax || IsNameOf(total, node, flagged));
    }

    /// <summary>True where nobody takes the value of the update.</summary>
    private static bool IsAlone(ExpressionSyntax update) => update.Parent is ExpressionStatementSyntax or LambdaExpressionSyntax;

    /// <summary>The only expression of a body or a branch.</summary>
    private static SyntaxNode Alone(SyntaxNode code) => code switch
    {
        BlockSyntax { Statements: [var only] } => Alone(only),
        ExpressionStatementSyntax { Expression: var expression } => expression,
        _ => code,
    };

    /// <summary>True where what the body calls uses the total too, or the body changes another variable of the caller, which would still need a lock.</summary>
    private static bool IsTouchedElsewhere(ISymbol total, LambdaExpressionSyntax body, int steps, Flagged flagged)
    {
        if (flagged.Model.GetOperation(body, flagged.Cancellation) is not { } operation)
            return true;

        var all = Effects.OfBody(operation, flagged.Model.Compilation, flagged.Table("Effects"), flagged.Cancellation).Accesses;
        var own = all.Where(access => access.Place.Content is null && SymbolEqualityComparer.Default.Equals(access.Place.Variable, total.OriginalDefinition)).ToList();
        return own.Exists(access => !access.Calls.IsEmpty) || own.Count(access => access.IsWrite) != steps
            || all.Any(access => access is { IsWrite: true, IsAtomic: false, Calls.IsEmpty: true, Place: { Content: null, Variable: not null } } && !own.Contains(access));
    }

    private static ITypeSymbol? TypeOf(ISymbol total) => total switch
    {
        ILocalSymbol { RefKind: RefKind.None } local => local.Type,
        IParameterSymbol { RefKind: RefKind.None } parameter => parameter.Type,
        IFieldSymbol { IsVolatile: false } field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    /// <summary>What a thread begins with; null for a type that is not summed.</summary>
    private static ExpressionSyntax? Zero(ITypeSymbol type, Kind kind)
    {
        if (kind != Kind.Sum)
        {
            var (name, limit) = type.SpecialType switch
            {
                SpecialType.System_Double => (SyntaxKind.DoubleKeyword, kind == Kind.Least ? "PositiveInfinity" : "NegativeInfinity"),
                SpecialType.System_Single => (SyntaxKind.FloatKeyword, kind == Kind.Least ? "PositiveInfinity" : "NegativeInfinity"),
                SpecialType.System_Int32 => (SyntaxKind.IntKeyword, kind == Kind.Least ? "MaxValue" : "MinValue"),
                SpecialType.System_Int64 => (SyntaxKind.LongKeyword, kind == Kind.Least ? "MaxValue" : "MinValue"),
                SpecialType.System_Decimal => (SyntaxKind.DecimalKeyword, kind == Kind.Least ? "MaxValue" : "MinValue"),
                _ => default,
            };
            return name == default ? null : MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, PredefinedType(Token(name)), IdentifierName(limit));
        }

        return type.SpecialType switch
        {
            SpecialType.System_Int32 => LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(0)),
            SpecialType.System_Int64 => LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(0L)),
            SpecialType.System_Double => LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal("0.0", 0.0)),
            SpecialType.System_Single => LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal("0f", 0f)),
            SpecialType.System_Decimal => LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal("0m", 0m)),
            _ => null,
        };
    }
}
