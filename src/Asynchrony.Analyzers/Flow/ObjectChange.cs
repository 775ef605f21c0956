using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// The objects that one operation, of a tree or of a flow graph, changes: those whose members it sets, those that a library changes as the
/// Effects table says, those that a callee with source changes with no lock and in more than one step, those that are given up.
/// </summary>
internal sealed class ObjectChange(Compilation compilation, Table effects, Table releases, CancellationToken cancellation)
{
    /// <summary>The word for an object that is there as before, with another content.</summary>
    public const string Changed = "changed";

    /// <summary>The changed objects, each with a word for what happens to it.</summary>
    public IEnumerable<(IOperation Object, string How)> Of(IOperation operation) => operation switch
    {
        IAssignmentOperation { Target: ITupleOperation tuple } => tuple.Elements.SelectMany(OfTarget),
        IAssignmentOperation assignment => OfTarget(assignment.Target),
        IIncrementOrDecrementOperation increment => OfTarget(increment.Target),
        IInvocationOperation call => OfCall(call),
        _ => [],
    };

    private IEnumerable<(IOperation, string)> OfTarget(IOperation target) => target switch
    {
        IFieldReferenceOperation { Field.IsVolatile: false, Instance: { } owner } => [(owner, Changed)],
        IArrayElementReferenceOperation { ArrayReference: var array } => [(array, Changed)],
        IPropertyReferenceOperation { Instance: { } owner, Property: var property } when HasCode(property) =>
            property.SetMethod is { } setter && ChangesOf(setter) is { This: true } ? [(owner, Changed)] : [],
        IPropertyReferenceOperation { Instance: { } owner } => [(owner, Changed)],
        _ => [],
    };

    private IEnumerable<(IOperation, string)> OfCall(IInvocationOperation call)
    {
        if (call.TargetMethod.IsAtomic())
            return [];

        var receiver = call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null);

        if (call.Instance is { } released && (ResourceRelease.IsDisposal(call.TargetMethod) || releases.Says(call.TargetMethod, "receiver")))
            return [(released, "disposed of")];
        if (call.Arguments.Length > 0 && releases.Says(call.TargetMethod, "argument"))
            return [(call.Arguments[0].Value, "given back")];
        if (call.TargetMethod.DeclaringSyntaxReferences.IsEmpty)
            return OfLibrary(call, receiver);

        return ChangesOf(call.TargetMethod) is { } changes
            ? (changes.This && call.Instance is { } owner ? [(owner, Changed)] : Enumerable.Empty<(IOperation, string)>()).Concat(call.Arguments
                .Where(argument => argument.Parameter is { RefKind: RefKind.None } parameter && changes.Parameters.Contains(parameter.Ordinal)).Select(argument => (argument.Value, Changed)))
            : [];
    }

    private IEnumerable<(IOperation, string)> OfLibrary(IInvocationOperation call, IOperation? receiver)
    {
        var words = effects.Find(call.TargetMethod, receiver?.Type) is { IsEmpty: false } own ? own : effects.Find(call.TargetMethod.ContainingType);
        foreach (var word in words)
            if (word == "writes" && receiver is not null)
                yield return (receiver, Changed);
            else if (word.StartsWith("writes:", StringComparison.Ordinal) && int.TryParse(word.Substring(7), out var index) && index < call.Arguments.Length)
                yield return (call.Arguments[index].Value, Changed);
    }

    /// <summary>What a method changes of its own object and of its arguments; null where that cannot be seen, or where it may be ordered with others.</summary>
    private Changes? ChangesOf(IMethodSymbol method)
    {
        if (method.IsAbstract || method.Body(compilation, cancellation) is not { } body)
            return null;

        var found = Engine.Of(compilation).Once(body, () => new Changes(Effects.Of(body, compilation, effects, cancellation)));
        return found.IsOrdered ? null : found;
    }

    /// <summary>True for a property whose accessors are written out.</summary>
    private static bool HasCode(IPropertySymbol property)
    {
        foreach (var declared in property.DeclaringSyntaxReferences)
            if (declared.GetSyntax() is BasePropertyDeclarationSyntax { AccessorList.Accessors: var accessors } && accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null))
                return true;
        return false;
    }

    private sealed class Changes
    {
        public Changes(Effects effects)
        {
            IsOrdered = effects.LocksUnseen || effects.Waits;
            var parameters = ImmutableHashSet.CreateBuilder<int>();

            foreach (var access in effects.Accesses)
                if (access is { IsWrite: true, IsAtomic: false, Locks.IsDefaultOrEmpty: true, Place: { Output: null, Path: { } path } })
                {
                    This |= path is { Root: null, IsThis: false };
                    if (path.Root is IParameterSymbol { RefKind: RefKind.None } parameter && (access.Place.Content is not null || !path.Members.IsEmpty))
                        parameters.Add(parameter.Ordinal);
                }

            Parameters = parameters.ToImmutable();
        }

        public bool IsOrdered { get; }

        public bool This { get; }

        public ImmutableHashSet<int> Parameters { get; }
    }
}
