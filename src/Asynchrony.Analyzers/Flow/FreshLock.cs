using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>Is an object made anew for each run of the code that locks it, so that no two runs lock the same one?</summary>
internal static class FreshLock
{
    /// <summary>True for what is made where it is locked, by a property that makes one at each call, or in a local that nobody else gets to see.</summary>
    public static bool Is(LockTarget target, Survey survey, Table locks, Table unguarded, Compilation compilation) => target.Object switch
    {
        IObjectCreationOperation or IArrayCreationOperation => !StandsIn(target.Object),
        IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences: [var declared] } property } => !property.IsVirtual && !property.IsOverride && !property.IsAbstract && Makes(declared.GetSyntax()),
        ILocalReferenceOperation { Local: var local } => Engine.Of(compilation).NamesOf(survey.Root).Value(local)?.Unwrapped() is IObjectCreationOperation { Type: { } type } made
            && (type.SpecialType == SpecialType.System_Object || type.Name == "Lock" || !CollectionChange.WordsOf(type, unguarded).IsEmpty)
            && made.EnclosingFunction() == target.Section.EnclosingFunction() && !IsShown(local, target, survey, locks),
        _ => false,
    };

    /// <summary>True for what is locked only where there is no other object yet: <c>gate ?? new object()</c>.</summary>
    private static bool StandsIn(IOperation made)
    {
        var whole = made;
        while (whole.Parent is IConversionOperation or IParenthesizedOperation)
            whole = whole.Parent;
        return whole.Parent is ICoalesceOperation { Value: var first } either && either.WhenNull == whole && first.Unwrapped() is IMemberReferenceOperation or IParameterReferenceOperation;
    }

    private static bool Makes(SyntaxNode property) => property is PropertyDeclarationSyntax { ExpressionBody.Expression: BaseObjectCreationExpressionSyntax }
        or PropertyDeclarationSyntax { AccessorList.Accessors: [{ ExpressionBody.Expression: BaseObjectCreationExpressionSyntax }] };

    /// <summary>True where a function inside uses the local, or its object goes anywhere before the lock is given back.</summary>
    private static bool IsShown(ILocalSymbol local, LockTarget target, Survey survey, Table locks)
    {
        foreach (var operation in survey.Root.Descendants())
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local)
                && (reference.EnclosingFunction() != target.Section.EnclosingFunction() || !IsOwnUse(reference, target, locks)))
                return true;
        return false;
    }

    private static bool IsOwnUse(ILocalReferenceOperation reference, LockTarget target, Table locks) => reference.User() switch
    {
        ILockOperation => true,
        IInvocationOperation call when call.Instance == reference => true,
        IPropertyReferenceOperation property when property.Instance == reference => true,
        IForEachLoopOperation => true,
        IArgumentOperation { Parent: IInvocationOperation called } => Ir.LockCall.Of(called, locks) is not null,
        IReturnOperation { Kind: OperationKind.Return } left => target.Section is ILockOperation && (left.Syntax.SpanStart > target.Section.Syntax.Span.End || target.Section.Syntax.Span.Contains(left.Syntax.Span)) && reference.EnclosingLoop() is null,
        _ => false,
    };
}
