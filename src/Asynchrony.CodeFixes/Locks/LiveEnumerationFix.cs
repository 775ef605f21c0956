using Asynchrony.Analyzers.Locks;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>Copies the collection by its own ToArray, which does it in one step, and goes on with the copy.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LiveEnumerationFix() : RuleFix(LiveEnumeration.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (!flagged.Diagnostic.Properties.ContainsKey(LiveEnumeration.Copy))
            yield break;

        if (Source(flagged) is { } source)
            yield return new Fix("Take a snapshot first", editor => editor.ReplaceNode(source, Syntax.Chained(source, "ToArray")));
        else if (flagged.Node is SimpleNameSyntax { Parent: MemberBindingExpressionSyntax binding } name)
            yield return new Fix("Take a snapshot first", editor => editor.ReplaceNode(binding,
                MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, InvocationExpression(MemberBindingExpression(IdentifierName("ToArray").WithAdditionalAnnotations(Syntax.OfLibrary))), name.WithoutTrivia()).WithTriviaFrom(binding)));
    }

    /// <summary>The expression that names the collection: the receiver of an extension method, or an argument.</summary>
    private static ExpressionSyntax? Source(Flagged flagged)
    {
        if (flagged.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is { ArgumentList.Arguments: [{ Expression: var copied }] } creation && creation.Span.Start == flagged.Node.Span.Start)
            return copied;
        if (Syntax.CallAt(flagged.Node) is not { } call || flagged.Model.GetSymbolInfo(call, flagged.Cancellation).Symbol is not IMethodSymbol method)
            return null;

        return method.ReducedFrom is not null ? (call.Expression as MemberAccessExpressionSyntax)?.Expression
            : call.ArgumentList.Arguments.ElementAtOrDefault(method.Name == "InsertRange" ? 1 : 0)?.Expression;
    }
}
