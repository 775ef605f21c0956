using Asynchrony.Analyzers.Flow;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>What the code behind a call does with what the call was given: it may be what ends the work, and who awaits that first never gets there.</summary>
internal static class WhatFollows
{
    /// <summary>True where the work of a call is not known to end by itself, and the code behind goes on with what the call was given. Only to look at it for a test is not to go on with it.</summary>
    public static bool MayEndWork(Flagged flagged, InvocationExpressionSyntax call)
    {
        if (flagged.Model.GetOperation(call, flagged.Cancellation) is not { } work || flagged.EndsByItself(work))
            return false;

        var given = Names(call).Select(name => Given(name, flagged)).OfType<ISymbol>().Where(symbol => !symbol.DeclaringSyntaxReferences.Any(declared => declared.SyntaxTree == call.SyntaxTree && call.Span.Contains(declared.Span)))
            .ToImmutableHashSet(SymbolEqualityComparer.Default);
        return given.Count > 0 && Awaiting.Parts(Awaiting.FunctionOf(call)).SelectMany(Names)
            .Any(name => IsBehind(name, call) && Given(name, flagged) is { } symbol && given.Contains(symbol) && !IsLookedAt(name, flagged));
    }

    private static IEnumerable<IdentifierNameSyntax> Names(SyntaxNode code) => code.DescendantNodes().OfType<IdentifierNameSyntax>();

    /// <summary>The variable that a name stands for by itself, if it holds an object that somebody may work on.</summary>
    private static ISymbol? Given(IdentifierNameSyntax name, Flagged flagged)
    {
        if (name.Parent is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } member && member.Name == name || name.Parent is NameColonSyntax or NameEqualsSyntax)
            return null;

        var symbol = flagged.Model.GetSymbolInfo(name, flagged.Cancellation).Symbol;
        var type = symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };
        return type is { IsValueType: false, SpecialType: not SpecialType.System_String } ? symbol : null;
    }

    /// <summary>True for code that runs behind the call: below it, and all around it in a loop.</summary>
    private static bool IsBehind(IdentifierNameSyntax name, InvocationExpressionSyntax call) =>
        !call.Span.Contains(name.Span)
        && (name.SpanStart > call.Span.End
            || call.Ancestors().TakeWhile(outer => outer != Awaiting.FunctionOf(call)).Any(outer => outer is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax && outer.Span.Contains(name.Span)));

    private static bool IsLookedAt(IdentifierNameSyntax name, Flagged flagged)
    {
        var (surroundings, unawaited) = (flagged.Table("Surroundings"), flagged.Table("Unawaited"));
        return name.Ancestors().TakeWhile(outer => outer is not StatementSyntax).OfType<InvocationExpressionSyntax>().Any(outer =>
            flagged.Model.GetOperation(outer, flagged.Cancellation) is IInvocationOperation called
            && (Assertion.Is(called, surroundings) || unawaited.Says(called.TargetMethod.OriginalDefinition, "names")));
    }
}
