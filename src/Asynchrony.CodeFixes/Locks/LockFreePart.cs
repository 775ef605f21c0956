using Asynchrony.CodeFixes.Framework;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Asynchrony.CodeFixes.Locks;

/// <summary>
/// Splits a method that does all its work under a lock: what is done becomes a method of its own, which whoever holds the lock calls. A method
/// that is split already is left as it is.
/// </summary>
internal static class LockFreePart
{
    public static Fix? Of(InvocationExpressionSyntax call, Flagged flagged)
    {
        if (call.Expression is not (IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax })
            || flagged.Model.GetSymbolInfo(call, flagged.Cancellation).Symbol is not IMethodSymbol { DeclaringSyntaxReferences: [var reference], TypeParameters.IsEmpty: true } method
            || reference.SyntaxTree != call.SyntaxTree || reference.GetSyntax(flagged.Cancellation) is not MethodDeclarationSyntax { Body.Statements: [_, TryStatementSyntax { Block: { Statements.Count: > 0 } work }] } declared
            || LockedRegion.Around(work.Statements[0], flagged) is not { } region || region.Acquire != declared.Body!.Statements[0] || region.End != work.Parent
            || declared.ParameterList.Parameters.Any(parameter => parameter.Modifiers.Count > 0))
            return null;

        var name = call.Expression is MemberAccessExpressionSyntax member ? (IdentifierNameSyntax)member.Name : (IdentifierNameSyntax)call.Expression;
        if (Split(work, method, flagged) is { } existing)
            return new Fix($"Call '{existing}', which leaves the lock alone", editor => editor.ReplaceNode(name, IdentifierName(existing).WithTriviaFrom(name)));

        var core = method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name.Substring(0, method.Name.Length - "Async".Length) + "CoreAsync" : method.Name + "Core";
        if (method.ContainingType.GetMembers(core).Length > 0 || method.IsAsync && !work.Statements.Any(statement => statement.Here().Any(Syntax.IsAwait)))
            return null;

        return new Fix($"Call the part of '{method.Name}' that needs the lock, and not the lock again", editor =>
        {
            editor.ReplaceNode(work, work.WithStatements(SingletonList(Delegation(core, region, work, declared, method))));
            editor.ReplaceNode(name, IdentifierName(core).WithTriviaFrom(name));
            editor.InsertAfter(declared, Part(core, work, declared));
        });
    }

    /// <summary>The method that the work has been moved to before.</summary>
    private static string? Split(BlockSyntax work, IMethodSymbol method, Flagged flagged) =>
        work.Statements is [var only] && only.Here().OfType<InvocationExpressionSyntax>().FirstOrDefault(inner => inner.Expression is IdentifierNameSyntax { Identifier.ValueText: var called } && called.Contains("Core")) is { } inner
        && flagged.Model.GetSymbolInfo(inner, flagged.Cancellation).Symbol is IMethodSymbol part && SymbolEqualityComparer.Default.Equals(part.ContainingType, method.ContainingType)
        && inner.ArgumentList.Arguments.Count == method.Parameters.Length ? part.Name : null;

    private static StatementSyntax Delegation(string core, LockedRegion region, BlockSyntax work, MethodDeclarationSyntax declared, IMethodSymbol method)
    {
        ExpressionSyntax done = InvocationExpression(IdentifierName(core), ArgumentList(SeparatedList(declared.ParameterList.Parameters.Select(parameter => Argument(IdentifierName(parameter.Identifier.ValueText))))));
        if (method.IsAsync)
        {
            if (region.Acquire.ToString().Contains("ConfigureAwait(false)"))
                done = InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, done, IdentifierName("ConfigureAwait")), ArgumentList(SingletonSeparatedList(Argument(LiteralExpression(SyntaxKind.FalseLiteralExpression)))));
            done = AwaitExpression(done);
        }

        var hasResult = method.IsAsync ? method.ReturnType is INamedTypeSymbol { TypeArguments.Length: 1 } : !method.ReturnsVoid;
        var statement = Syntax.Spaced<StatementSyntax>(hasResult ? ReturnStatement(done) : ExpressionStatement(done));
        return statement.WithLeadingTrivia(Syntax.Indentation(work.Statements[0])).WithTrailingTrivia(Syntax.LineEnd(work));
    }

    private static MethodDeclarationSyntax Part(string core, BlockSyntax work, MethodDeclarationSyntax declared)
    {
        var (line, unit) = (Syntax.LineEnd(work), Indent.Unit(work.Statements[0]));
        var indentation = declared.GetLeadingTrivia().LastOrDefault() is var last && last.IsKind(SyntaxKind.WhitespaceTrivia) ? last : Whitespace("");
        var kept = declared.Modifiers.Where(modifier => modifier.IsKind(SyntaxKind.StaticKeyword) || modifier.IsKind(SyntaxKind.AsyncKeyword)).Select(modifier => modifier.Kind());
        var modifiers = TokenList(kept.Prepend(SyntaxKind.PrivateKeyword).Select(kind => Token(TriviaList(), kind, TriviaList(Space))));
        var parameters = declared.ParameterList.WithParameters(SeparatedList(
            declared.ParameterList.Parameters.Select(parameter => parameter.WithAttributeLists(default).WithDefault(null).WithIdentifier(parameter.Identifier.WithTrailingTrivia())),
            declared.ParameterList.Parameters.GetSeparators())).WithTrailingTrivia(line);

        return MethodDeclaration(declared.ReturnType.WithoutTrivia().WithTrailingTrivia(Space), Identifier(core))
            .WithModifiers(modifiers)
            .WithParameterList(parameters)
            .WithBody(Syntax.BlockOf(work.Statements.Select(statement => statement.Shallower(unit)), indentation, line))
            .WithLeadingTrivia(line, indentation);
    }
}
