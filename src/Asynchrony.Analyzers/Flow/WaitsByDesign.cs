using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>Where a function waits for a task because that is what it is for, and nobody would gain if it did not.</summary>
internal static class WaitsByDesign
{
    /// <summary>
    /// True where somebody else wrote the signature and it returns no task: an override or implementation of a member from a library. A
    /// type that has an async twin of Dispose is waited for only by those who chose to.
    /// </summary>
    public static bool IsPrescribedElsewhere(this IMethodSymbol method, IAssemblySymbol own)
    {
        if (method.Name is "Dispose" or "System.IDisposable.Dispose")
            return method.ContainingType.AllInterfaces.Any(contract => contract.Name == "IAsyncDisposable");

        var member = method.AssociatedSymbol ?? method;
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            if (!SymbolEqualityComparer.Default.Equals(overridden.ContainingAssembly, own))
                return true;

        // Of a type that does not resolve nobody knows what it asks for.
        if (method is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, ContainingType: var owner } && (owner.BaseType?.TypeKind == TypeKind.Error || owner.AllInterfaces.Any(contract => contract.TypeKind == TypeKind.Error)))
            return true;

        return method.ContainingType is { } type && !method.IsStatic && type.AllInterfaces
            .Where(contract => !SymbolEqualityComparer.Default.Equals(contract.ContainingAssembly, own))
            .SelectMany(contract => contract.GetMembers())
            .Any(contract => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(contract), member));
    }

    /// <summary>True for a method that ends an operation that began with an <see cref="IAsyncResult"/>, as its name and what it takes say.</summary>
    public static bool IsEndOfOldPattern(IMethodSymbol method) => method.Name.StartsWith("End", StringComparison.Ordinal) && method.Parameters.Any(parameter => parameter.Type.Name == "IAsyncResult");

    /// <summary>True where an operation that began with an <see cref="IAsyncResult"/> is ended: whoever ends it has to wait.</summary>
    public static bool EndsOldPattern(TaskWait wait, TaskNames names) =>
        wait.Tasks.SelectMany(names.Chain).Any(part => part is IConversionOperation { Operand.Type.Name: "IAsyncResult" } or IParameterReferenceOperation { Type.Name: "IAsyncResult" }
            || part is IInvocationOperation call && call.Arguments.Any(argument => argument.Value.Type?.Name == "IAsyncResult"));

    /// <summary>True in the body of a thread of its own: there is nothing else that the thread could do.</summary>
    public static bool HasOwnThread(this Survey survey, IOperation function, Table runsDelegate) =>
        function.IsFunction() && survey.Handovers(runsDelegate).Any(handover => handover.Body == function && (handover.RunsOn == WorkKind.Thread || IsLongRunning(handover.Call)));

    /// <summary>True before the first await of an async method that nothing but the start of a thread names: until then it has that thread to itself.</summary>
    public static bool BeginsOwnThread(IOperation call, IMethodSymbol method, CancellationToken cancellation) =>
        call.EnclosingLoop() is null && !call.Root().DescendantsHere().Any(before => before is IAwaitOperation && before.Syntax.SpanStart < call.Syntax.SpanStart)
        && IsNamedForThreads(method, cancellation);

    /// <summary>True for a private method that nothing but the start of a thread names, or calls in its lambda.</summary>
    public static bool IsBodyOfThread(this IMethodSymbol method, CancellationToken cancellation) =>
        method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private, IsAsync: false } && IsNamedForThreads(method, cancellation);

    private static bool IsNamedForThreads(IMethodSymbol method, CancellationToken cancellation) =>
        method.ContainingType.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax(cancellation).DescendantNodes()).Where(node => node is IdentifierNameSyntax name && name.Identifier.ValueText == method.Name && !IsInNameOf(name)).ToList() is { Count: > 0 } names
        && names.TrueForAll(name => name.Ancestors().TakeWhile(outer => outer is not MemberDeclarationSyntax).Any(outer => outer is ObjectCreationExpressionSyntax { Type: var type } && type.ToString() is "Thread" or "System.Threading.Thread"));

    /// <summary>True for one of the last statements of an entry point, which waits for what the entry point started before it and holds in variables.</summary>
    public static bool IsEndOfEntry(TaskWait wait)
    {
        if (wait.At.User() is not IExpressionStatementOperation { Parent: IBlockOperation { Parent: null or IMethodBodyOperation } block } statement)
            return false;

        return block.Operations.SkipWhile(other => other != statement).All(later => later switch
        {
            ILocalFunctionOperation => true,
            IReturnOperation { ReturnedValue: null or ILocalReferenceOperation or { ConstantValue.HasValue: true } } => true,
            IExpressionStatementOperation { Operation: IInvocationOperation call } => IsWaitForVariables(call),
            _ => false,
        });
    }

    /// <summary>True for a method that is handed to a call as the continuation of a task, which is then its parameter.</summary>
    public static bool IsContinuation(IMethodSymbol method, CancellationToken cancellation) =>
        method.ContainingType is { } type && type.DeclaringSyntaxReferences.Any(part => part.GetSyntax(cancellation).DescendantNodes().Any(node =>
            node is IdentifierNameSyntax name && name.Identifier.ValueText == method.Name
            && (name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? member.Parent : name.Parent) is ArgumentSyntax or EqualsValueClauseSyntax or PrefixUnaryExpressionSyntax));

    /// <summary>True for the method of an awaiter that whoever awaits calls when IsCompleted says so.</summary>
    public static bool IsResultOfAwaiter(IMethodSymbol method) => method.Parameters.IsEmpty && !method.ContainingType.GetMembers("IsCompleted").IsEmpty
        && (method.Name == "GetResult" || method.Name.StartsWith("GetResult", StringComparison.Ordinal) && !method.ContainingType.GetMembers("OnCompleted").IsEmpty);

    /// <summary>True in an extension of a task that only waits for it, or in a method that is given one and says by its name that it waits: its callers block, and know it.</summary>
    public static bool IsThereToWait(IMethodSymbol method, TaskWait wait, TaskNames names) => !method.IsAsync && method.MethodKind == MethodKind.Ordinary
        && (method.IsExtensionMethod || method.Name.Contains("Wait")) && wait.At.User() is IReturnOperation or IExpressionStatementOperation or IConditionalOperation
        && wait.Tasks.SelectMany(names.Chain).Any(part => part is IParameterReferenceOperation { Parameter: var given } && SymbolEqualityComparer.Default.Equals(given.ContainingSymbol, method)
            && given.Type.IsTask() && (given.Ordinal == 0 || !method.IsExtensionMethod));

    /// <summary>
    /// True for the task of an async method of the project that awaits nothing but what functions return that it is given, where the call gives it
    /// functions whose tasks are complete.
    /// </summary>
    public static bool IsOfCompleteWork(IOperation task, Compilation compilation, CancellationToken cancellation)
    {
        if (task is not IInvocationOperation { TargetMethod: { IsAsync: true, IsVirtual: false, IsOverride: false } method } call || !call.Arguments.Any(argument => argument.Value.Unwrapped() is IAnonymousFunctionOperation or IDelegateCreationOperation { Target: IAnonymousFunctionOperation })
            || method.Body(compilation, cancellation)?.Body() is not { } body)
            return false;

        var awaits = body.DescendantsHere().Where(OwnExceptions.IsAwait).ToList();
        return awaits.Count > 0 && awaits.TrueForAll(part => part is IAwaitOperation { Operation: var awaited } && GivenCall(awaited) is { } given
            && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == given.Ordinal)?.Value.Target(compilation, cancellation) is IAnonymousFunctionOperation { Symbol.IsAsync: false, Body: var work } && work.ReturnsComplete());
    }

    /// <summary>The parameter whose function an awaited expression calls.</summary>
    private static IParameterSymbol? GivenCall(IOperation awaited)
    {
        while (TaskNames.Behind(awaited.Unwrapped()) is { } behind)
            awaited = behind;
        return awaited.Unwrapped() is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } function } && function.Unwrapped() is IParameterReferenceOperation { Parameter: var parameter } ? parameter : null;
    }

    /// <summary>True for the task that reads a part of what a wait before it has received as a whole.</summary>
    public static bool IsContentAtHand(IOperation task, Names names, Table whole)
    {
        if (names.OriginOfTask(task) is not IInvocationOperation read || !whole.Says(read.TargetMethod, "read") || TaskNames.Receiver(read) is not { } content || names.Origin(content) is not IPropertyReferenceOperation { Instance: { } owner } part || !whole.Says(part.Property, "part"))
            return false;

        var received = names.Origin(owner) switch
        {
            IPropertyReferenceOperation { Property.Name: "Result", Instance: { } waited } => waited,
            IInvocationOperation { TargetMethod.Name: "GetResult", Instance: { } waited } => waited,
            var other => other,
        };
        return names.OriginOfTask(received) is IInvocationOperation call && whole.Says(call.TargetMethod, "whole");
    }

    /// <summary>True in a class of benchmarks: each has its thread to itself, and an await would be measured with the rest.</summary>
    public static bool IsBenchmark(ISymbol owner) => owner.ContainingType?.GetMembers().Any(member => member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "BenchmarkAttribute" or "Benchmark")) == true;

    /// <summary>True in a lambda that a test hands over to see what it throws.</summary>
    public static bool IsToThrow(IOperation function) =>
        function.User() is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: var name } } && name.Contains("Throws");

    /// <summary>True where the result of a task is read that a variable or collection holds: it was started earlier.</summary>
    public static bool ReadsVariable(TaskWait wait)
    {
        var task = wait.Member.Name is "Result" or "GetResult" ? wait.Tasks.FirstOrDefault()?.Unwrapped() : null;
        while (task is not null && TaskNames.Behind(task) is { } behind)
            task = behind.Unwrapped();
        return task is not null and not IInvocationOperation;
    }

    /// <summary>True for a race with a clock, or for the task of one: it is over in any case.</summary>
    public static bool IsRaceWithClock(TaskWait wait, TaskNames names) =>
        wait.Kind == "any" && wait.Tasks.Any(task => HasClock(task, names))
        || wait.Tasks.SelectMany(names.Chain).Any(part => part is IInvocationOperation { TargetMethod: { Name: "WhenAny", ContainingType.Name: "Task" } } race && race.Arguments.Any(argument => HasClock(argument.Value, names)));

    private static bool HasClock(IOperation tasks, TaskNames names) =>
        (TaskNames.Elements(tasks) ?? [tasks]).SelectMany(names.Chain).Any(task => task is IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType.Name: "Task" } });

    /// <summary>True for a task that asks for a thread of its own.</summary>
    public static bool IsLongRunning(IOperation call) => call.DescendantsHere().Any(part => part is IFieldReferenceOperation { Field: { Name: "LongRunning", ContainingType.Name: "TaskCreationOptions" } });

    private static bool IsInNameOf(SyntaxNode name) => name.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } };

    /// <summary>A call that ends in a wait and names nothing but local variables.</summary>
    private static bool IsWaitForVariables(IInvocationOperation call) =>
        call.TargetMethod.Name is "Wait" or "WaitAll" or "GetResult" or "Join"
        && call.Descendants().All(part => part is not IInvocationOperation { TargetMethod.Name: not ("GetAwaiter" or "ConfigureAwait" or "ToArray") } and not (IFieldReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation))
        && call.Descendants().Any(part => part is ILocalReferenceOperation);
}
