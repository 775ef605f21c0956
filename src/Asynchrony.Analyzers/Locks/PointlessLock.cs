using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Locks;

/// <summary>
/// A lock statement with nothing in it that another thread could see: it is empty, or touches nothing but locals of this function and what never
/// changes. Silent where a comment explains it, as those do that wait for the others to leave, where the function does nothing else, where a lambda shares
/// the locals, and where the member reads otherwise with other symbols defined.
/// </summary>
public sealed class PointlessLock() : RuleAnalyzer(Rule)
{
    public static readonly DiagnosticDescriptor Rule = Rules.Info(
        id: "ASY5022",
        title: "Lock only what threads share",
        message: "The lock on '{0}' guards nothing: {1}",
        why: "A lock around nothing that threads share costs time, hides what is really guarded, and is often all that is left of a section whose state moved elsewhere.");

    private protected override void Register(RuleRegistration on)
    {
        var tables = new Tables(on.Table("Locks"), on.Table("Effects"), on.Table("Unguarded"), on.Table("Views"));
        on.EachBody(body => Check(body, tables));
    }

    private static void Check(BodyContext context, Tables tables)
    {
        foreach (var body in context.Blocks)
            if (context.Surveyed(body) is { Locks.IsEmpty: false } survey && !IsDeclaredTwice(context.Owner.ContainingType))
                Check(survey, context, tables);
    }

    /// <summary>True for a type that two files declare without a word of each other: its names mean nothing.</summary>
    private static bool IsDeclaredTwice(INamedTypeSymbol? type) => type is { DeclaringSyntaxReferences.Length: > 1 }
        && type.DeclaringSyntaxReferences.Any(declared => declared.GetSyntax() is TypeDeclarationSyntax declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static void Check(Survey survey, BodyContext context, Tables tables)
    {
        foreach (var statement in survey.Locks)
            if (!statement.Syntax.ContainsDiagnostics && Reason(statement, survey, context, tables) is { } reason && !IsExplained(statement)
                && !LockTarget.In(survey, tables.Locks).Any(target => target.Section == statement && FreshLock.Is(target, survey, tables.Locks, tables.Unguarded, context.Compilation)))
                context.ReportWeakerInTests(new Finding(Rule, statement.LockedValue.Syntax.GetLocation(), statement.LockedValue.Syntax.ToString(), reason));
    }

    private static string? Reason(ILockOperation statement, Survey survey, BodyContext context, Tables tables)
    {
        if (statement.Body is IEmptyOperation or IBlockOperation { Operations.IsEmpty: true })
            return IsAll(statement) || Announces(statement) ? null : "it is empty";
        if (!survey.Functions.IsEmpty || statement.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.ContainsDirectives == true || survey.Locks.Any(other => other != statement && statement.Syntax.Span.Contains(other.Syntax.Span)))
            return null;

        if (GivesAway(statement.Body, tables.Views))
            return null;
        foreach (var part in statement.Body.DescendantsHere()) // Most sections are told to be needed at a glance.
            if (part is IFieldReferenceOperation { Field: { IsReadOnly: false, IsConst: false } } or IPropertyReferenceOperation { Property.SetMethod.IsInitOnly: false } or IEventReferenceOperation
                || part is IInvalidOperation || part is IInvocationOperation call && call.IsDropped()
                || GivesAway(part, tables.Views))
                return null;

        var effects = Effects.Of(statement.Body, context.Compilation, tables.Effects, context.Cancellation);
        return !effects.Waits && !effects.Frees && !effects.LocksUnseen && effects.TouchesOnly(IsSteady, IsOwn) ? "nothing that it touches can be changed by others" : null;
    }

    /// <summary>
    /// True where an object, or what looks into it, is handed to the caller, also by a local, or to a new object, who then use it without the lock: that is what
    /// is wrong there, and not the lock.
    /// </summary>
    private static bool GivesAway(IOperation part, Table views)
    {
        var given = (part is IReturnOperation { ReturnedValue: { } returned } ? returned : part is IArgumentOperation { Parent: IObjectCreationOperation, Value: var kept } ? kept
            : part is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Value: var later } assignment && Escape.IsReturned(local, assignment) ? later : null)?.Unwrapped();
        var shown = given switch
        {
            IInvocationOperation { Instance: { } whole, TargetMethod: var method } when views.Says(method, "view") => whole.Unwrapped(),
            IPropertyReferenceOperation { Instance: { } whole, Property: var view } when views.Says(view, "view") => whole.Unwrapped(),
            _ => given,
        };
        return shown is IFieldReferenceOperation { Type: { IsReferenceType: true, SpecialType: not SpecialType.System_String } };
    }

    /// <summary>True where the function does nothing else: then to take the lock and give it back is what it is for.</summary>
    private static bool IsAll(ILockOperation statement) =>
        statement.Parent is IBlockOperation { Operations: var all } block && (block.Parent is null or IMethodBodyOperation or IConstructorBodyOperation || block.Parent.IsFunction())
        && all.All(other => other == statement || other is ILockOperation { Body: IBlockOperation { Operations.IsEmpty: true } } or IReturnOperation { ReturnedValue: null });

    /// <summary>True behind the statement that sets a flag: whoever is inside and has not seen it is waited for.</summary>
    private static bool Announces(ILockOperation statement) =>
        statement.Syntax.GetFirstToken().GetPreviousToken().Parent?.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: LiteralExpressionSyntax } } before
        && (before.Parent is GlobalStatementSyntax ? statement.Syntax.Parent is GlobalStatementSyntax : before.Parent == statement.Syntax.Parent);

    /// <summary>True for what no other thread changes.</summary>
    private static bool IsSteady(ISymbol read) => IsOwn(read)
        || read is IFieldSymbol { IsReadOnly: true } or IFieldSymbol { IsConst: true } or IPropertySymbol { SetMethod: null } or IPropertySymbol { SetMethod.IsInitOnly: true };

    private static bool IsOwn(ISymbol variable) => variable is ILocalSymbol { IsStatic: false, RefKind: RefKind.None } or IParameterSymbol { RefKind: RefKind.None };

    /// <summary>True where a comment of more than a word stands at the statement or in it.</summary>
    private static bool IsExplained(ILockOperation statement) => statement.Syntax.DescendantTrivia().Concat(statement.Syntax.GetLeadingTrivia()).Concat(statement.Syntax.GetTrailingTrivia())
        .Any(trivia => (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)) && trivia.ToString().Trim('/', '*', ' ').Contains(" "));

    private sealed record Tables(Table Locks, Table Effects, Table Unguarded, Table Views);
}
