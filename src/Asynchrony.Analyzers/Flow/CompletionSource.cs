using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>A completion source that is completed while its thread holds a lock, and where such sources are created without keeping continuations away.</summary>
internal sealed class CompletionSource
{
    private const string Option = "RunContinuationsAsynchronously";

    private CompletionSource(ILockOperation held, string name, IReadOnlyList<IObjectCreationOperation> creations) => (Held, Name, Creations) = (held, name, creations);

    /// <summary>The lock statement around the completion.</summary>
    public ILockOperation Held { get; }

    /// <summary>What the reader calls the source: the variable that holds it.</summary>
    public string Name { get; }

    /// <summary>Where the source may have been created, without the option; there is at least one.</summary>
    public IReadOnlyList<IObjectCreationOperation> Creations { get; }

    /// <summary>Null where no lock is held, where nobody can wait for the task yet, and where the source may have the option.</summary>
    public static CompletionSource? InlineUnderLock(IInvocationOperation call, ISymbol owner, Compilation compilation, CancellationToken cancellation)
    {
        if (!Completes(call) || LockAround(call) is not { } held || Source(call) is not { } source || owner.ContainingType is not { } type)
            return null;

        if (source is ILocalReferenceOperation { Local: var local } reference && local.OnlyValue(reference) is { } made)
        {
            if (made.Unwrapped() is IObjectCreationOperation && made.EnclosingFunction() == call.EnclosingFunction())
                return null; // Made and completed in one go.
            if (made.Unwrapped() is IMemberReferenceOperation)
                source = made.Unwrapped();
        }

        if (source is IParameterReferenceOperation || source.Named() is not { } variable)
            return null;

        var all = CreationsIn(Outermost(type), source.Type!, compilation, cancellation);
        var own = variable is IFieldSymbol or IPropertySymbol ? all.FindAll(creation => IsFor(creation, variable)) : [];
        var creations = own.Count > 0 ? own.FindAll(creation => !MayHaveOption(creation)) : all;
        return creations.Count == 0 || creations.Exists(MayHaveOption) ? null : new CompletionSource(held, variable.Name, creations);
    }

    /// <summary>True for what ends the task of a completion source.</summary>
    private static bool Completes(IInvocationOperation call) =>
        call.TargetMethod.Name is "SetResult" or "TrySetResult" or "SetException" or "TrySetException" or "SetCanceled" or "TrySetCanceled" or "SetFromTask" or "TrySetFromTask"
        && call.TargetMethod.ContainingType is { Name: "TaskCompletionSource", ContainingNamespace.Name: "Tasks" };

    private static ILockOperation? LockAround(IOperation call)
    {
        for (var outer = call.Parent; outer is not null && !outer.IsFunction(); outer = outer.Parent)
            if (outer is ILockOperation held)
                return held;
        return null;
    }

    private static IOperation? Source(IInvocationOperation call) => call.Instance?.Unwrapped() switch
    {
        IConditionalAccessInstanceOperation asked => asked.Accessed()?.Unwrapped(),
        var source => source,
    };

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
            type = outer;
        return type;
    }

    private static List<IObjectCreationOperation> CreationsIn(INamedTypeSymbol type, ITypeSymbol wanted, Compilation compilation, CancellationToken cancellation)
    {
        var creations = new List<IObjectCreationOperation>();
        foreach (var part in type.DeclaringSyntaxReferences)
            if (compilation.ContainsSyntaxTree(part.SyntaxTree))
                foreach (var node in part.GetSyntax(cancellation).DescendantNodes())
                    if (MayMake(node) && Engine.Of(compilation).Model(part.SyntaxTree).GetOperation(node, cancellation) is IObjectCreationOperation creation
                        && SymbolEqualityComparer.Default.Equals(creation.Type, wanted))
                        creations.Add(creation);

        return creations;
    }

    private static bool MayMake(SyntaxNode node) => node switch
    {
        ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.ValueText: var name } } => name == "TaskCompletionSource",
        ObjectCreationExpressionSyntax { Type: QualifiedNameSyntax { Right.Identifier.ValueText: var name } } => name == "TaskCompletionSource",
        ImplicitObjectCreationExpressionSyntax => true,
        _ => false,
    };

    /// <summary>True where the creation is the value that a field or property is given.</summary>
    private static bool IsFor(IObjectCreationOperation creation, ISymbol variable)
    {
        for (var user = creation.User(); user is not null; user = user.Parent)
            switch (user)
            {
                case ISimpleAssignmentOperation assignment:
                    return SymbolEqualityComparer.Default.Equals(assignment.Target.Named(), variable) || assignment.User() is not IExpressionStatementOperation && IsChained(assignment, variable);
                case ICoalesceAssignmentOperation assignment:
                    return SymbolEqualityComparer.Default.Equals(assignment.Target.Named(), variable);
                case IFieldInitializerOperation initializer:
                    return initializer.InitializedFields.Contains(variable, SymbolEqualityComparer.Default);
                case IPropertyInitializerOperation initializer:
                    return initializer.InitializedProperties.Contains(variable, SymbolEqualityComparer.Default);
                case IConditionalOperation or ICoalesceOperation or IParenthesizedOperation or IConversionOperation:
                    continue;
                default:
                    return false;
            }

        return false;
    }

    private static bool IsChained(ISimpleAssignmentOperation inner, ISymbol variable) =>
        inner.User() is ISimpleAssignmentOperation outer && SymbolEqualityComparer.Default.Equals(outer.Target.Named(), variable);

    /// <summary>True where an argument names the option, or is computed elsewhere.</summary>
    private static bool MayHaveOption(IObjectCreationOperation creation)
    {
        foreach (var argument in creation.Arguments)
            if (argument.Parameter?.Type.Name == "TaskCreationOptions")
                return !argument.Value.ConstantValue.HasValue || argument.Value.DescendantsAndSelf().Any(part => part is IFieldReferenceOperation { Field.Name: Option });

        return false;
    }
}
