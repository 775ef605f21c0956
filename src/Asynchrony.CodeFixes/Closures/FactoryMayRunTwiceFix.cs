using Asynchrony.Analyzers.Closures;
using Asynchrony.Analyzers.Flow;
using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Closures;

/// <summary>
/// Makes a value that was made for nothing in a factory, where a run too many leaves nothing behind. Elsewhere the dictionary may keep Lazy
/// values: one Lazy of each key is kept, and runs its factory once.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class FactoryMayRunTwiceFix() : RuleFix(FactoryMayRunTwice.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (!flagged.Diagnostic.Properties.ContainsKey(FactoryMayRunTwice.Later) || flagged.Node.FirstAncestorOrSelf<ArgumentSyntax>() is not { Expression: var value } argument
            || flagged.Model.GetOperation(value, flagged.Cancellation) is not { } made || !MayRunLater(made))
            yield break;

        yield return new Fix("Make the value in a factory", editor => editor.ReplaceNode(value, (current, _) =>
            SimpleLambdaExpression(Parameter(Identifier("_")), null, (ExpressionSyntax)current.WithoutTrivia()).WithArrowToken(Token(TriviaList(Space), SyntaxKind.EqualsGreaterThanToken, TriviaList(Space))).WithTriviaFrom(current)));
    }

    private protected override Task<IEnumerable<WholeFix>> OfferWhole(Flagged flagged) => Task.FromResult(
        flagged.Diagnostic.Properties.ContainsKey(FactoryMayRunTwice.Once) && flagged.Node.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(IsCall) is { } call && LazyValues.Of(call, flagged) is { } fix
            ? [fix] : Enumerable.Empty<WholeFix>());

    private static bool IsCall(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetOrAdd" };

    /// <summary>True for an expression that means the same in a lambda.</summary>
    private static bool MayRunLater(IOperation value)
    {
        foreach (var part in value.DescendantsAndSelf())
            switch (part)
            {
                case IAwaitOperation or IIncrementOrDecrementOperation or IThrowOperation or IDeclarationExpressionOperation:
                case IAssignmentOperation and not ISimpleAssignmentOperation { Parent: IObjectOrCollectionInitializerOperation }:
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }:
                case ILocalReferenceOperation or IParameterReferenceOperation when part.Named() is { } variable && value.Root().Descendants().Any(other =>
                    other is ILocalReferenceOperation or IParameterReferenceOperation && SymbolEqualityComparer.Default.Equals(other.Named(), variable) && other.IsWritten()):
                    return false;
            }

        return true;
    }
}
