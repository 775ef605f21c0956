using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Analyzers.Flow;

/// <summary>Where a function gives up a resource that it keeps in a local or parameter: at the end of a using, by Dispose, back to a pool.</summary>
internal static class ResourceRelease
{
    /// <summary>True for an operation, of a tree or of a flow graph, that gives up what the variable holds.</summary>
    public static bool IsReleaseOf(IOperation operation, ISymbol resource, Table releases)
    {
        if (operation is not IInvocationOperation call)
            return false;

        // What the end of a foreach gives up is the enumerator, though it goes by the name of the collection.
        if (call is { IsImplicit: true, Instance: IFlowCaptureReferenceOperation or IConversionOperation { Operand: IFlowCaptureReferenceOperation } })
            return false;

        return IsDisposal(call.TargetMethod) || releases.Says(call.TargetMethod, "receiver") ? IsValueOf(call.Instance, resource)
            : call.Arguments.Length > 0 && releases.Says(call.TargetMethod, "argument") && IsValueOf(call.Arguments[0].Value, resource);
    }

    public static bool IsDisposal(IMethodSymbol method) =>
        method is { Name: "Dispose", Parameters.IsEmpty: true, ReturnsVoid: true } or { Name: "DisposeAsync", Parameters.IsEmpty: true };

    /// <summary>True for a variable of a type that is given up, or of an array, which may come from a pool. Tasks need no disposal.</summary>
    public static bool MayHold(ISymbol variable) => ((variable as ILocalSymbol)?.Type ?? (variable as IParameterSymbol)?.Type) switch
    {
        IArrayTypeSymbol => true,
        { Name: "Task", ContainingNamespace.Name: "Tasks" } => false,
        { } type => IsGivenUp(type),
        _ => false,
    };

    /// <summary>The variables that a body gives back to a pool, whatever their type is.</summary>
    public static IReadOnlyList<ISymbol> GivenBack(Survey survey, Table releases)
    {
        List<ISymbol>? found = null;
        foreach (var call in survey.Calls)
            if (call.Arguments.Length > 0 && releases.Says(call.TargetMethod, "argument") && call.Arguments[0].Value.Unwrapped().Named() is { } given)
                (found ??= []).Add(given);
        return found ?? (IReadOnlyList<ISymbol>)[];
    }

    /// <summary>True for a type that is given up by Dispose or DisposeAsync.</summary>
    public static bool IsGivenUp(ITypeSymbol type)
    {
        foreach (var given in type.AllInterfaces)
            if (IsInterface(given))
                return true;
        return IsInterface(type);

        static bool IsInterface(ITypeSymbol type) => type is { Name: "IDisposable" or "IAsyncDisposable", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
    }

    /// <summary>Where the using of a variable ends: its closing brace, or the last statement that it covers.</summary>
    public static Location? EndOfScope(ISymbol variable) => variable.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        VariableDeclaratorSyntax { Parent.Parent: UsingStatementSyntax { Statement: BlockSyntax block } } => block.CloseBraceToken.GetLocation(),
        VariableDeclaratorSyntax { Parent.Parent: UsingStatementSyntax { Statement: var single } } => Location.Create(single.SyntaxTree, new TextSpan(single.Span.End, 0)),
        VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax block } } => block.CloseBraceToken.GetLocation(),
        VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Parent: GlobalStatementSyntax { Parent: CompilationUnitSyntax { Members: var members } } } } =>
            Location.Create(members[0].SyntaxTree, new TextSpan(members.Last(member => member is GlobalStatementSyntax).Span.End, 0)),
        _ => null,
    };

    /// <summary>True for a release that a flag decides about, which the function sets in front of where it hands the resource on.</summary>
    public static bool IsByFlag(SyntaxNode release, SyntaxNode handedOn)
    {
        for (var outer = release.Parent; outer is not null and not MemberDeclarationSyntax; outer = outer.Parent)
            if (outer is IfStatementSyntax { Condition: var condition } && condition.DescendantNodesAndSelf().Any(part => part is IdentifierNameSyntax { Identifier.ValueText: var flag } && IsSetBefore(flag, handedOn)))
                return true;
        return false;
    }

    private static bool IsSetBefore(string flag, SyntaxNode handedOn) =>
        handedOn.FirstAncestorOrSelf<StatementSyntax>() is { Parent: BlockSyntax block } statement && block.Statements.TakeWhile(other => other != statement).Any(other =>
            other is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var set }, Right: LiteralExpressionSyntax } } && set == flag);

    /// <summary>In <c>stream?.Dispose()</c> the call knows its receiver only as what was tested.</summary>
    private static bool IsValueOf(IOperation? value, ISymbol variable) => value?.Unwrapped() switch
    {
        IConditionalAccessInstanceOperation tested => IsValueOf(tested.Accessed(), variable),
        IFlowCaptureReferenceOperation { Syntax: IdentifierNameSyntax { Identifier.ValueText: var name } } => name == variable.Name,
        { } expression => SymbolEqualityComparer.Default.Equals(expression.Named(), variable),
        null => false,
    };
}
