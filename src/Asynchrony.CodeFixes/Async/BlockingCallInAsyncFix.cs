using Asynchrony.Analyzers.Async;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Async;

/// <summary>
/// Awaits what the table names as the counterpart of the blocking call, with the same arguments. Nothing is offered where there is none, or
/// none that takes these arguments and results in the same; where an await may not stand; and where a catch expects a thread to be interrupted.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class BlockingCallInAsyncFix() : RuleFix(BlockingCallInAsync.Rule)
{
    private static readonly ImmutableHashSet<string> Interrupts = ImmutableHashSet.Create(StringComparer.Ordinal, "ThreadInterruptedException");

    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (CallOf(flagged.Node) is { } call
            && flagged.Model.GetOperation(call, flagged.Cancellation) is { } operation
            && BlockingCall.Of(operation, flagged.Table("Blocking")) is { Counterpart: { } counterpart, At: var blocking }
            && Awaiting.IsAsync(call)
            && !Awaiting.IsBehindQuestionMark(call)
            && !Awaiting.IsCaught(call, Interrupts)
            && Awaiting.IsPossible(flagged, call)
            && Instead(call, counterpart, flagged) is { } task
            && DoesTheSame(task, blocking, flagged))
            yield return new Fix("Await instead of blocking", editor => Awaiting.Replace(editor, call, task));
    }

    private static InvocationExpressionSyntax? CallOf(SyntaxNode named)
    {
        var node = named is SimpleNameSyntax && named.Parent is MemberAccessExpressionSyntax member && member.Name == named ? member : named;
        return node.Parent is InvocationExpressionSyntax call && call.Expression == node ? call : null;
    }

    /// <summary>The call of the counterpart. A static member of another type may give other names to its parameters.</summary>
    private static InvocationExpressionSyntax? Instead(InvocationExpressionSyntax call, string counterpart, Flagged flagged)
    {
        var parts = counterpart.Split('.');
        if (parts.Length == 1)
            return Awaiting.Renamed(call, counterpart);

        var type = TypeNamed(parts.Take(parts.Length - 1).ToArray(), call, flagged);
        return InvocationExpression(
            MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, type, IdentifierName(parts[parts.Length - 1])),
            call.ArgumentList.ReplaceNodes(call.ArgumentList.Arguments, (_, argument) => argument.WithNameColon(null)));
    }

    /// <summary>The last name of a type where it means that type, and the whole name elsewhere.</summary>
    private static ExpressionSyntax TypeNamed(string[] path, SyntaxNode at, Flagged flagged)
    {
        var last = IdentifierName(path[path.Length - 1]);
        return flagged.Model.GetSpeculativeSymbolInfo(at.SpanStart, last, SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol is INamedTypeSymbol type && type.ToDisplayString() == string.Join(".", path)
            ? last
            : path.Skip(1).Aggregate((ExpressionSyntax)IdentifierName(path[0]), (outer, name) => MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, outer, IdentifierName(name)));
    }

    /// <summary>True where the call binds to another member, which is not the one around it, and its task results in what the blocking call returns.</summary>
    private static bool DoesTheSame(InvocationExpressionSyntax task, IInvocationOperation blocking, Flagged flagged) =>
        flagged.Model.GetSpeculativeSymbolInfo(blocking.Syntax.SpanStart, task, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol { ReturnType: INamedTypeSymbol { Name: "Task" or "ValueTask" } returned } method
        && !method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ObsoleteAttribute")
        && !SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, flagged.Model.GetEnclosingSymbol(blocking.Syntax.SpanStart, flagged.Cancellation)?.OriginalDefinition)
        && (returned.TypeArguments is [var result] ? SymbolEqualityComparer.Default.Equals(result, blocking.TargetMethod.ReturnType) : blocking.TargetMethod.ReturnsVoid);
}
