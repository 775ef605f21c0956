using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Ir;

/// <summary>Signs that a lock taken in one function is meant to be given back elsewhere, or is no lock at all. Names decide: it looks at text, not at types.</summary>
internal static class LockHandover
{
    /// <summary>How functions are called that leave a lock taken on purpose.</summary>
    private static readonly ImmutableArray<string> Taking = ImmutableArray.Create("Enter", "Lock", "Acquire", "Begin", "Take", "Obtain", "Wait", "Block", "Reserve", "Pause", "Suspend", "Start");

    /// <summary>A lambda, local function, helper or sibling member gives it back, or somebody got hold of it.</summary>
    public static bool Of(LockLife life, LockFlow flow) =>
        OtherFunctionReleases(life.Thing, flow)
        || LockHolder.IsSignal(life.Thing)
        || Names(life) is { } names && (CallsReleaser(names, flow) || IsPassedOn(life.Thing, flow) || SiblingReleases(names, flow));

    /// <summary>The caller learns that the lock is still held: by the value returned, by a guard, or by the name of the function.</summary>
    public static bool IsMeantToStay(LockLife life, ISymbol owner) =>
        life.Function is not (ILocalFunctionOperation or IAnonymousFunctionOperation) && !State.LockContract.Of(owner, State.LockContract.Acquires).IsEmpty
        || IsTakingName((life.Function as ILocalFunctionOperation)?.Symbol.Name ?? (life.Function is IAnonymousFunctionOperation ? "" : owner.Name))
        || life.Left.All(end => Hands(end.Value))
        || life.Left.All(end => IsConstant(end.Value, true)) && life.Given.All(end => IsConstant(end.Value, false))
        || life.Left.All(end => end.Value is not null && !IsConstant(end.Value, null)) && life.Given.All(end => IsConstant(end.Value, null))
        || owner is IMethodSymbol { Parameters: var parameters } && parameters.Any(parameter => parameter.RefKind is RefKind.Ref or RefKind.Out && parameter.Type.SpecialType == SpecialType.System_Boolean);

    private static bool IsTakingName(string name) =>
        Taking.Any(word => name.StartsWith(word, StringComparison.OrdinalIgnoreCase) || name.StartsWith("Try" + word, StringComparison.OrdinalIgnoreCase));

    /// <summary>A guard or a delegate by which the caller can release; a bool kept in a variable.</summary>
    private static bool Hands(IOperation? value) => value?.Unwrapped() is { } returned
        && (returned.ConstantValue is not { HasValue: true, Value: null } && returned.Type is { TypeKind: TypeKind.Delegate } or { Name: "IDisposable" or "IAsyncDisposable" }
            || returned is IObjectCreationOperation { Type: { } created } && created.AllInterfaces.Any(one => one.Name is "IDisposable" or "IAsyncDisposable")
            || returned is ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean });

    private static bool IsConstant(IOperation? value, object? constant) => value?.Unwrapped().ConstantValue is { HasValue: true, Value: var known } && Equals(known, constant);

    /// <summary>Several permits at once: their number is beyond us.</summary>
    public static bool ReleasesSeveral(IOperation release) => release is IInvocationOperation { Arguments: [{ Parameter.Type.SpecialType: SpecialType.System_Int32 }] };

    private static bool OtherFunctionReleases(Thing thing, LockFlow flow) =>
        LockHolder.Of(thing) is { } last && flow.Survey.Calls.Any(call =>
            LockCall.Of(call, flow.Locks) is { Does: "release" } found && (call.EnclosingFunction() ?? flow.Survey.Root) != flow.Function && SymbolEqualityComparer.Default.Equals(found.Lock?.Named()?.OriginalDefinition, last.OriginalDefinition));

    private static bool CallsReleaser(Words names, LockFlow flow) => Reached<IInvocationOperation>(flow).Any(call =>
        call.TargetMethod.OriginalDefinition is { DeclaringSyntaxReferences.IsEmpty: false } callee
        && callee.DeclaringSyntaxReferences.Any(reference => names.Release(reference.GetSyntax()) && !(reference.SyntaxTree == flow.Function.Syntax.SyntaxTree && reference.Span.Contains(flow.Function.Syntax.Span))));

    private static bool IsPassedOn(Thing thing, LockFlow flow) => LockHolder.Of(thing) is { } last && Reached<IArgumentOperation>(flow).Any(argument =>
        SymbolEqualityComparer.Default.Equals(argument.Value.Named()?.OriginalDefinition, last.OriginalDefinition)
        && (argument.Parent is not IInvocationOperation call || LockCall.Of(call, flow.Locks) is null && call.TargetMethod.ContainingType is not { Name: "Monitor" or "Volatile" or "Interlocked" }));

    /// <summary>Another member gives it back without taking it.</summary>
    private static bool SiblingReleases(Words names, LockFlow flow) =>
        LockHolder.Of(names.Thing) is IFieldSymbol or IPropertySymbol && LockHolder.Of(names.Thing)!.ContainingType is { } type
        && type.DeclaringSyntaxReferences.SelectMany(reference => ((reference.GetSyntax() as TypeDeclarationSyntax)?.Members ?? default).OfType<MemberDeclarationSyntax>())
            .Where(member => member is not BaseTypeDeclarationSyntax && !member.Span.Contains(flow.Function.Syntax.Span))
            .Any(member => names.Release(member) && !names.Acquire(member));

    private static Words? Names(LockLife life) =>
        LockHolder.Of(life.Thing) is { } last && life.Releases.OfType<IInvocationOperation>().Select(release => release.TargetMethod.Name).ToImmutableHashSet() is { IsEmpty: false } released
            ? new Words(life.Thing, last.Name, released)
            : null;

    private static IEnumerable<T> Reached<T>(LockFlow flow) where T : IOperation => flow.Function.DescendantsHere().OfType<T>();

    /// <summary>How a lock and what is done to it are called in text.</summary>
    private sealed record Words(Thing Thing, string Lock, ImmutableHashSet<string> Releases)
    {
        public bool Release(SyntaxNode code) => Calls(code).Any(call => Releases.Contains(LockHolder.Name(call.Expression) ?? "") && IsOnLock(call));

        public bool Acquire(SyntaxNode code) => Calls(code).Any(call =>
            LockHolder.Name(call.Expression) is { } name && (name.Contains("Enter") || name.Contains("Wait") || name.Contains("Acquire") || name.Contains("Lock")) && !name.StartsWith("Is", StringComparison.Ordinal) && !Releases.Contains(name) && IsOnLock(call));

        private static IEnumerable<InvocationExpressionSyntax> Calls(SyntaxNode code) => code.DescendantNodes().OfType<InvocationExpressionSyntax>();

        private bool IsOnLock(InvocationExpressionSyntax call) =>
            call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && LockHolder.Name(receiver) == Lock
            || call.Parent is ConditionalAccessExpressionSyntax { Expression: var tested } && LockHolder.Name(tested) == Lock
            || call.ArgumentList.Arguments.FirstOrDefault() is { Expression: var argument } && LockHolder.Name(argument) == Lock;
    }
}
