using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>A completion source that is completed while its thread holds a lock, or by who takes it up, and where such sources are created without keeping continuations away.</summary>
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

        var all = CreationsIn(type.Outermost(), source.Type!, compilation, cancellation);
        var own = variable is IFieldSymbol or IPropertySymbol ? all.FindAll(creation => IsFor(creation, variable)) : [];
        var creations = own.Count > 0 ? own.FindAll(creation => !MayHaveOption(creation)) : all;
        return creations.Count == 0 || creations.Exists(MayHaveOption) ? null : new CompletionSource(held, variable.Name, creations);
    }

    /// <summary>
    /// Where a new source without the option is put into a collection or another object, while its task goes to whoever awaits it: the code that
    /// takes it up to complete it is another's. Null where that code completes it by other work, and where such sources have the option elsewhere.
    /// </summary>
    public static IOperation? HandedOn(IObjectCreationOperation creation, ISymbol owner, Compilation compilation, CancellationToken cancellation)
    {
        if (creation.Type is not { Name: "TaskCompletionSource", ContainingNamespace.Name: "Tasks" } || MayHaveOption(creation) || owner.ContainingType is not { } type
            || creation.User() is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }
            || creation.Constructor?.ContainingAssembly.GetTypeByMetadataName("System.Threading.Tasks.TaskCreationOptions")?.GetMembers(Option).IsEmpty == true)
            return null;

        var (handed, isShown) = (default(IOperation), false);
        foreach (var part in (creation.EnclosingFunction() ?? creation.Root()).DescendantsHere())
            if (part is ILocalReferenceOperation use && SymbolEqualityComparer.Default.Equals(use.Local, local))
            {
                handed ??= Taker(use);
                isShown |= use.Parent is IPropertyReferenceOperation { Property.Name: "Task" } task && IsShown(task);
            }

        return handed is not null && isShown && !GoesToWork(handed) && !IsKeptForOneThread(handed, type.Outermost(), cancellation) && !CreationsIn(type.Outermost(), creation.Type, compilation, cancellation).Exists(MayHaveOption) && MayRunInline(creation, handed is IObjectCreationOperation, owner, type, compilation, cancellation) ? handed : null;
    }

    /// <summary>The call, creation or tuple that takes the source up, if it ends in a collection or an object.</summary>
    private static IOperation? Taker(ILocalReferenceOperation source) => source.User() switch
    {
        IArgumentOperation { Parent: IInvocationOperation call } => Keeps(call) ? call : null,
        IArgumentOperation { Parent: IObjectCreationOperation made } => made.Type?.Name == "Timer" ? null : made, // Its ticks are work of their own.
        ITupleOperation tuple when tuple.User() is IArgumentOperation { Parent: IInvocationOperation call } => Keeps(call) ? call : null,
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true } element } assignment when assignment.Value.Unwrapped() == source => element,
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation, Parent: IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation made } } => made,
        _ => null,
    };

    /// <summary>
    /// True for a plain collection of a type that takes no lock: whoever completes what is in it is on the thread of who waits, who goes on a little
    /// earlier.
    /// </summary>
    private static bool IsKeptForOneThread(IOperation handed, INamedTypeSymbol type, CancellationToken cancellation)
    {
        var keeper = handed switch
        {
            IInvocationOperation { Instance: { } collection } => collection.Unwrapped(),
            IPropertyReferenceOperation { Instance: { } collection } => collection.Unwrapped(),
            _ => null,
        };
        if (keeper is not IFieldReferenceOperation { Type.ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } })
            return false;

        foreach (var part in type.DeclaringSyntaxReferences)
            foreach (var node in part.GetSyntax(cancellation).DescendantNodes())
                if (node is LockStatementSyntax)
                    return false;
        return true;
    }

    private static bool Keeps(IInvocationOperation call) =>
        call.TargetMethod.Name is "Enqueue" or "Add" or "TryAdd" or "AddLast" or "AddFirst" or "Push" or "Insert" or "TryWrite" or "WriteAsync" or "Post" or "SendAsync";

    /// <summary>True for an object that is made for work only: it goes nowhere but to what is run or goes on as work of its own.</summary>
    private static bool GoesToWork(IOperation handed) =>
        handed is IObjectCreationOperation && handed.User() is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var state } }
        && (handed.EnclosingFunction() ?? handed.Root()).DescendantsHere().OfType<ILocalReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Local, state)).ToList() is { Count: > 0 } uses
        && uses.TrueForAll(use => use.User() is IArgumentOperation { Parent: IInvocationOperation call } && StartsWork(call));

    /// <summary>True where the task, or what a call makes of it, is returned or awaited.</summary>
    private static bool IsShown(IOperation task)
    {
        for (var user = task.User(); user is not null; user = user.User())
            switch (user)
            {
                case IReturnOperation or IAwaitOperation:
                    return true;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Arguments: [{ Value.ConstantValue: { HasValue: true, Value: true } }] }:
                    return false; // It asks by name to come back to where it was.
                case IInvocationOperation or IArgumentOperation or IConditionalOperation or ICoalesceOperation or IObjectCreationOperation:
                    continue;
                default:
                    return false;
            }

        return false;
    }

    /// <summary>
    /// False where the type completes such sources under a lock, which is told there, or nowhere but in work that it starts. Where it completes none,
    /// others may only if they are given the source.
    /// </summary>
    private static bool MayRunInline(IObjectCreationOperation creation, bool isGiven, ISymbol owner, INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        var (some, inline) = (false, false);
        foreach (var part in type.Outermost().DeclaringSyntaxReferences)
            if (compilation.ContainsSyntaxTree(part.SyntaxTree))
                foreach (var node in part.GetSyntax(cancellation).DescendantNodes())
                    if (node is InvocationExpressionSyntax { Expression: var called } && EndsTask(NameOf(called))
                        && Engine.Of(compilation).Model(part.SyntaxTree).GetOperation(node, cancellation) is IInvocationOperation call && Completes(call) && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, creation.Type))
                    {
                        if (InlineUnderLock(call, owner, compilation, cancellation) is not null)
                            return false;
                        some = true;
                        inline |= call.EnclosingFunction() is IAnonymousFunctionOperation body ? !IsHandedToWork(body) : !IsOfMaker(call, creation) && !IsContinuation(call.Syntax, type, cancellation);
                    }

        return inline || !some && isGiven;
    }

    /// <summary>True where the very function that makes the source completes it: nobody has its task yet.</summary>
    private static bool IsOfMaker(IInvocationOperation call, IObjectCreationOperation creation) =>
        call.EnclosingFunction() is null && creation.EnclosingFunction() is null && call.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() == creation.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>();

    /// <summary>True in a method that the type only hands to a task to go on with.</summary>
    private static bool IsContinuation(SyntaxNode completes, INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (completes.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText is not { } name)
            return false;

        var isHanded = false;
        foreach (var part in type.Outermost().DeclaringSyntaxReferences)
            foreach (var node in part.GetSyntax(cancellation).DescendantNodes())
                if (node is SimpleNameSyntax { Identifier.ValueText: var named } && named == name)
                {
                    var used = node.Parent is MemberAccessExpressionSyntax access && access.Name == node ? access : node;
                    if (used.Parent is not ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: var called } } || NameOf(called) != "ContinueWith")
                        return false;
                    isHanded = true;
                }

        return isHanded;
    }

    private static bool IsHandedToWork(IAnonymousFunctionOperation body) =>
        body.User() is IArgumentOperation { Parent: IInvocationOperation call } && StartsWork(call);

    private static bool StartsWork(IInvocationOperation call) =>
        call.TargetMethod.Name is "Run" or "StartNew" or "QueueUserWorkItem" or "UnsafeQueueUserWorkItem" or "ContinueWith"
        && !call.Arguments.Any(argument => argument.Value.DescendantsAndSelf().Any(part => part is IFieldReferenceOperation { Field.Name: "ExecuteSynchronously" }));

    /// <summary>True for what ends the task of a completion source.</summary>
    private static bool Completes(IInvocationOperation call) =>
        EndsTask(call.TargetMethod.Name) && call.TargetMethod.ContainingType is { Name: "TaskCompletionSource", ContainingNamespace.Name: "Tasks" };

    private static string? NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };

    private static bool EndsTask(string? name) => name is "SetResult" or "TrySetResult" or "SetException" or "TrySetException" or "SetCanceled" or "TrySetCanceled" or "SetFromTask" or "TrySetFromTask";

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

    /// <summary>True where an argument names the option, or is computed elsewhere, or a comment says why it does not.</summary>
    private static bool MayHaveOption(IObjectCreationOperation creation)
    {
        foreach (var argument in creation.Arguments)
            if (argument.Parameter?.Type.Name == "TaskCreationOptions")
                return AuthorsWord.Names(creation.Syntax, Option) || !argument.Value.ConstantValue.HasValue || argument.Value.DescendantsAndSelf().Any(part => part is IFieldReferenceOperation { Field.Name: Option });

        return AuthorsWord.Names(creation.Syntax, Option);
    }
}
