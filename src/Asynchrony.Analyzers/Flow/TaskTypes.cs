namespace Asynchrony.Analyzers.Flow;

/// <summary>Small questions about tasks and what makes them, by their types and names alone.</summary>
internal static class TaskTypes
{
    private static readonly ImmutableHashSet<string> Made = ImmutableHashSet.Create(StringComparer.Ordinal, "FromResult", "FromException", "FromCanceled", "CompletedTask");

    /// <summary>True for tasks and value tasks, with a result or without.</summary>
    public static bool IsTask(this ITypeSymbol? type) => type is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };

    /// <summary>True for a value task: it is taken once.</summary>
    public static bool IsValueTask(this ITypeSymbol? type) => type is { Name: "ValueTask" } && type.IsTask();

    /// <summary>True for the members of tasks that make one which is complete from the start.</summary>
    public static bool MakesComplete(this ISymbol member) => Made.Contains(member.Name) && member.ContainingType.IsTask();

    /// <summary>True for a task that is complete from the start, as far as the expression tells; one that all share is taken to be.</summary>
    public static bool IsMadeComplete(this IOperation task) => task.Unwrapped() switch
    {
        IInvocationOperation call => call.TargetMethod.MakesComplete(),
        IMemberReferenceOperation { Member: { IsStatic: true, Name: "CompletedTask" } } => true, // Libraries had one of their own before the framework did.
        IPropertyReferenceOperation { Property: var property } => property.MakesComplete() || property is { IsStatic: true, SetMethod: null },
        IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } } => true,
        IObjectCreationOperation { Arguments: var arguments } made => made.Type.IsValueTask() && arguments.All(argument => !argument.Value.Type.IsTask() || argument.Value.IsMadeComplete()),
        IDefaultValueOperation made => made.Type.IsValueTask(),
        IConditionalOperation { WhenFalse: { } otherwise } choice => choice.WhenTrue.IsMadeComplete() && otherwise.IsMadeComplete(),
        _ => false,
    };

    /// <summary>True for a method of which the source shows that the task it returns is complete, whatever happens.</summary>
    public static bool ReturnsComplete(this IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        var isOpen = !method.ContainingType.IsSealed && method is { IsVirtual: true } or { IsOverride: true, IsSealed: false } || method.IsAbstract;
        return !method.IsAsync && !isOpen && method.Body(compilation, cancellation)?.Body() is { } body && body.ReturnsComplete();
    }

    /// <summary>True for a body that returns tasks, each of them complete from the start, or completed by the body itself before.</summary>
    public static bool ReturnsComplete(this IOperation body)
    {
        var returns = false;
        foreach (var part in body.DescendantsHere())
            if (part is IReturnOperation { ReturnedValue: { } returned })
            {
                if (!returned.IsMadeComplete() && !IsCompletedBefore(body, returned))
                    return false;
                returns = true;
            }

        return returns;
    }

    /// <summary>True for the task of a source in a local that a statement before has completed, whatever happened until then.</summary>
    private static bool IsCompletedBefore(IOperation body, IOperation returned)
    {
        if (returned.Unwrapped() is not IPropertyReferenceOperation { Property: { Name: "Task", ContainingType.Name: "TaskCompletionSource" }, Instance: { } source } || source.Named() is not ILocalSymbol local)
            return false;

        foreach (var part in body.DescendantsHere())
            if (part is IInvocationOperation { TargetMethod: { ContainingType.Name: "TaskCompletionSource", Name: var does }, Instance: { } completed, Parent: IExpressionStatementOperation { Parent: { } block } }
                && (does.StartsWith("Set", StringComparison.Ordinal) || does.StartsWith("TrySet", StringComparison.Ordinal))
                && SymbolEqualityComparer.Default.Equals(completed.Named(), local)
                && part.Syntax.Span.End <= returned.Syntax.SpanStart && block.Syntax.Span.Contains(returned.Syntax.Span))
                return true;
        return false;
    }
}
