using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Threads;
using Asynchrony.CodeFixes.Framework;

namespace Asynchrony.CodeFixes.Threads;

/// <summary>
/// Starts the thread as soon as it is set up. Not offered for a thread in a field, whose owner must say when; for a body that takes an
/// argument, which only the author knows; where the body is called directly instead, and where the next statement waits for the thread.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ThreadNeverStartedFix() : RuleFix(ThreadNeverStarted.Rule)
{
    private protected override IEnumerable<Fix> Offer(Flagged flagged)
    {
        if (flagged.Operation is not IObjectCreationOperation { Constructor.Parameters: [{ Type.Name: "ThreadStart" }, ..] } creation
            || flagged.Node.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
            yield break;

        if (statement is ExpressionStatementSyntax { Expression: var dropped })
        {
            if (dropped == flagged.Node)
                yield return new Fix("Start the thread", editor => editor.ReplaceNode(statement, (current, _) =>
                    Syntax.Call(((ExpressionStatementSyntax)current).Expression, "Start").WithTriviaFrom(current)));
            else if (!CalledInstead(flagged) && dropped is AssignmentExpressionSyntax { Left: IdentifierNameSyntax assigned } && flagged.Model.GetSymbolInfo(assigned, flagged.Cancellation).Symbol is ILocalSymbol)
                yield return StartAfter(statement, assigned.Identifier);
            yield break;
        }

        if (statement is not LocalDeclarationStatementSyntax { Declaration.Variables: [{ Identifier: var name }] }
            || statement.Siblings() is not { } siblings
            || LocalOf(creation) is not { } local
            || CalledInstead(flagged))
            yield break;

        // Set up first, then start: the properties that follow the creation are part of it, and so is what fills the variables the body captures.
        var captured = Captured(creation);
        var last = siblings.SkipWhile(sibling => sibling != statement).Skip(1)
            .TakeWhile(sibling => SetsUp(sibling, name.ValueText) || !local.Calls.Any(call => sibling.Span.Contains(call.Syntax.Span)))
            .LastOrDefault(sibling => SetsUp(sibling, name.ValueText) || Fills(sibling, captured, flagged)) ?? statement;
        var next = siblings.SkipWhile(sibling => sibling != last).Skip(1).FirstOrDefault();

        if (!local.Calls.Any(call => next?.Span.Contains(call.Syntax.Span) == true))
            yield return StartAfter(last, name);
    }

    private static Fix StartAfter(StatementSyntax statement, SyntaxToken thread) =>
        new($"Start '{thread.ValueText}'", editor => editor.AddAfter(statement, Syntax.Call(SyntaxFactory.IdentifierName(thread.WithoutTrivia()), "Start")));

    private static ImmutableHashSet<ISymbol> Captured(IObjectCreationOperation creation) =>
        creation.Arguments[0].Value.Unwrapped() is IAnonymousFunctionOperation lambda
            ? lambda.Descendants().Where(part => part is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation).Select(part => part.Named()!)
                .Where(symbol => !symbol.DeclaringSyntaxReferences.Any(declared => lambda.Syntax.Span.Contains(declared.Span)))
                .ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default)
            : ImmutableHashSet<ISymbol>.Empty;

    /// <summary>True for a statement that changes what the body captures, or may do so.</summary>
    private static bool Fills(StatementSyntax statement, ImmutableHashSet<ISymbol> captured, Flagged flagged)
    {
        if (captured.IsEmpty || statement is ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or ThrowStatementSyntax
            || !statement.DescendantNodes().OfType<IdentifierNameSyntax>().Any(use => flagged.Model.GetSymbolInfo(use, flagged.Cancellation).Symbol is { } symbol && captured.Contains(symbol))
            || flagged.Model.GetOperation(statement, flagged.Cancellation) is not { } operation)
            return false;

        var effects = Effects.Of(operation, flagged.Model.Compilation, flagged.Table("Effects"), flagged.Cancellation);
        return effects.Unknown || effects.Accesses.Any(access => access.IsWrite && access.Place.Variable is { } variable && captured.Contains(variable));
    }

    /// <summary>The second additional location is the direct call of the body.</summary>
    private static bool CalledInstead(Flagged flagged) => flagged.Diagnostic.AdditionalLocations.Count > 1;

    private static LocalObject? LocalOf(IObjectCreationOperation creation) =>
        LocalObject.CreatedIn(creation.Ancestors().Last(), creation.Type as INamedTypeSymbol).FirstOrDefault(local => local.Creation.Syntax == creation.Syntax);

    private static bool SetsUp(StatementSyntax statement, string thread) => statement is ExpressionStatementSyntax setting && Target(setting.Expression) == thread;

    private static string? Target(ExpressionSyntax expression) => expression switch
    {
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver } } => receiver.Identifier.ValueText,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver, Name.Identifier.ValueText: "SetApartmentState" or "TrySetApartmentState" } } => receiver.Identifier.ValueText,
        _ => null,
    };
}
