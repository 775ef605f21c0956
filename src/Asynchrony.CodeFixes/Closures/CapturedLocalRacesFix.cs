using Asynchrony.Analyzers.Closures;
using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>
/// A flag that one side sets and the other asks for in a loop is read and written by Volatile; a number that is only counted, by Interlocked; a
/// variable that the starter goes on to use for something else is copied for the body. Offered for nothing else: where a value is to be
/// handed over, somebody has to wait for it, and only the author knows where.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CapturedLocalRacesFix() : RuleFix(CapturedLocalRaces.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Node is not IdentifierNameSyntax name || flagged.Operation is not { } operation || CapturedUse.VariableOf(operation) is not ILocalSymbol local)
            yield break;

        var uses = operation.Root().Descendants().Where(use => use.Parent is not INameOfOperation && SymbolEqualityComparer.Default.Equals(CapturedUse.VariableOf(use), local)).ToList();
        if (IsFlag(local, uses))
            yield return new Fix($"Read and write '{local.Name}' by Volatile", editor =>
            {
                foreach (var use in uses.Where(use => !IsAtomic(use)))
                    if (use.IsWritten())
                        editor.ReplaceNode(use.Parent!.Syntax, (current, _) => AtomicStep.Write((AssignmentExpressionSyntax)current));
                    else
                        editor.ReplaceNode(use.Syntax, (current, _) => AtomicStep.Read((ExpressionSyntax)current));
            });
        else if (IsCounted(local, uses))
            yield return new Fix($"Count '{local.Name}' in one step", editor =>
            {
                foreach (var use in uses.Where(use => use.IsWritten() && !IsAtomic(use)))
                    editor.ReplaceNode(use.Parent!.Syntax, (current, _) => AtomicStep.Of((ExpressionSyntax)current, AtomicStep.IsDropped((ExpressionSyntax)use.Parent.Syntax, flagged)));
                if (!operation.IsWritten())
                    editor.ReplaceNode(name, (current, _) => AtomicStep.Read((ExpressionSyntax)current));
            });
        else if (BodyToCopyFor(flagged, name, local, uses) is { Statement: var statement, Body: var body })
            yield return CapturedCopy.Of(statement, body, name, local, flagged.Model, $"Give the body a copy of '{local.Name}'");
    }

    private static bool IsAtomic(IOperation use) => use.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Ref };

    /// <summary>A bool with an initial value that one function sets, and that another asks for again and again.</summary>
    private static bool IsFlag(ILocalSymbol local, List<IOperation> uses)
    {
        if (local.Type.SpecialType != SpecialType.System_Boolean || !uses.TrueForAll(use => IsAtomic(use) || (use.IsWritten() ? IsPlainWrite(use) : use.IsRead()))
            || local.DeclaringSyntaxReferences is not [var declared] || declared.GetSyntax() is not VariableDeclaratorSyntax { Initializer: not null })
            return false;

        var setters = uses.Where(use => use.IsWritten()).Select(use => use.EnclosingFunction()).Distinct().ToList();
        return setters is [var setter] && uses.Exists(use => !use.IsWritten() && use.EnclosingFunction() != setter && use.EnclosingLoop() is not null);
    }

    /// <summary>A plain assignment whose value nobody takes, and does not come from the variable.</summary>
    private static bool IsPlainWrite(IOperation use) => use.Parent is ISimpleAssignmentOperation assignment && assignment.Target == use && (assignment.IsDropped() || assignment.Syntax.Parent is LambdaExpressionSyntax)
        && !assignment.Value.DescendantsAndSelf().Any(part => part is IAwaitOperation || SymbolEqualityComparer.Default.Equals(part.Named(), use.Named()));

    /// <summary>A number that each write counts on by one step; a body that looks at it first may need more than that.</summary>
    private static bool IsCounted(ILocalSymbol local, List<IOperation> uses) => uses.TrueForAll(use => IsAtomic(use) || !use.IsWritten()
        || Update.Of(new Access(Place.OfVariable(use.Named()!, AccessPath.Of(use.Named()!)), IsWrite: true, use)) is { CanBeOneStep: true })
        && uses.Exists(use => use.IsWritten() && !IsAtomic(use))
        && !uses.Exists(use => !use.IsWritten() && use.EnclosingFunction() is { } body && !CapturedVariable.IsInside(local, body.Syntax)
            && uses.Exists(other => other.IsWritten() && other.EnclosingFunction() == body));

    /// <summary>
    /// The body that means the value from before: it reads the variable outside loops, a real value was there when it was made, and the starter
    /// goes on to use what it writes.
    /// </summary>
    private static (StatementSyntax Statement, SyntaxNode Body)? BodyToCopyFor(Flagged flagged, IdentifierNameSyntax name, ILocalSymbol local, List<IOperation> uses)
    {
        if (local.Type.SpecialType == SpecialType.System_Boolean || name.Parent is not AssignmentExpressionSyntax { Left: var target } assignment || target != name || !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
            || WorksBefore(name, uses, flagged) is not [{ Body.Syntax: AnonymousFunctionExpressionSyntax body } work] || work.Starts() is not [{ Syntax: var start }]
            || body.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || statement.Siblings() is null || CapturedCopy.Writes(statement, body, local, flagged.Model) || name.SpanStart < statement.Span.End)
            return null;

        var own = uses.Where(use => body.Span.Contains(use.Syntax.Span)).ToList();
        var before = uses.LastOrDefault(use => use.IsWritten() && use.Syntax.SpanStart < statement.SpanStart);
        var given = before is null ? (local.DeclaringSyntaxReferences[0].GetSyntax(flagged.Cancellation) as VariableDeclaratorSyntax)?.Initializer?.Value : (before.Parent as ISimpleAssignmentOperation)?.Value.Syntax;

        return given is not null && !IsNothing(given)
            && own.Count > 0 && own.TrueForAll(use => !use.IsWritten() && use.EnclosingLoop() is null)
            && !uses.Exists(use => use.EnclosingFunction() is ILocalFunctionOperation function && !function.Syntax.Span.Contains(statement.Span))
            && !uses.Exists(use => use.IsWritten() && use.Syntax.SpanStart > statement.Span.End && use.Syntax.SpanStart < start.Span.End)
            && uses.Exists(use => !use.IsWritten() && use.Syntax.SpanStart > assignment.Span.End)
            && !statement.Ancestors().TakeWhile(outer => !outer.Span.Contains(local.DeclaringSyntaxReferences[0].Span)).Any(outer => outer is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax)
            ? (statement, body) : null;
    }

    /// <summary>The bodies that use the variable and are handed over before a place. Told anew: in Fix All, the code has changed since it was flagged.</summary>
    private static List<Handover> WorksBefore(SyntaxNode place, List<IOperation> uses, Flagged flagged) => [.. Handover.In(uses[0].Root(), flagged.Table("RunsDelegate"))
        .Where(work => work.Call.Syntax.SpanStart < place.SpanStart && uses.Exists(use => work.Body.Syntax.Span.Contains(use.Syntax.Span)))];

    /// <summary>A value that only stands in for one to come.</summary>
    private static bool IsNothing(SyntaxNode value) => value is LiteralExpressionSyntax { Token.ValueText: "null" or "default" or "0" or "" } or DefaultExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" or "None" or "Zero" or "MinValue" or "MaxValue" }
        || value is PostfixUnaryExpressionSyntax { Operand: var inner } && IsNothing(inner) || value is PrefixUnaryExpressionSyntax;
}
