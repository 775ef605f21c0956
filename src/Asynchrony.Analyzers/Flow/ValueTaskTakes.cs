using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Where one body takes what value tasks stand for: by an await, or by what makes an awaiter or a task of them. A second time the object behind a
/// value task may be another operation's.
/// </summary>
internal sealed class ValueTaskTakes
{
    private readonly Survey survey;
    private readonly List<(ISymbol Variable, IOperation At)> takes;

    private ValueTaskTakes(Survey survey, List<(ISymbol, IOperation)> takes) => (this.survey, this.takes) = (survey, takes);

    /// <summary>Null for a body that takes none from a variable.</summary>
    public static ValueTaskTakes? In(Survey survey)
    {
        List<(ISymbol, IOperation)>? takes = null;
        foreach (var suspension in survey.Suspensions)
            if (Taken(suspension)?.Named() is { } variable)
                (takes ??= []).Add((variable, suspension));
        foreach (var call in survey.Calls)
            if (Taken(call)?.Named() is not { } variable)
                continue;
            else if (call.TargetMethod.Name != "GetAwaiter" || call.User() is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var awaiter } })
                (takes ??= []).Add((variable, call));
            else
                foreach (var asked in survey.Calls)
                    if (asked is { TargetMethod.Name: "GetResult" or "OnCompleted" or "UnsafeOnCompleted", Instance: ILocalReferenceOperation { Local: var local } } && SymbolEqualityComparer.Default.Equals(local, awaiter))
                        (takes ??= []).Add((variable, asked)); // An awaiter that is only asked whether it is complete has taken nothing.

        return takes is null ? null : new ValueTaskTakes(survey, takes);
    }

    /// <summary>The takes that follow another of the same variable on some path, one for each variable: the second, and the first or itself.</summary>
    public IEnumerable<(ISymbol Variable, IOperation Again, IOperation Before)> Repeated(OperationBlockAnalysisContext block)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var (variable, _) in takes)
            if (variable is ILocalSymbol or IParameterSymbol { RefKind: RefKind.None } && seen.Add(variable) && IsOwn(variable))
            {
                var own = takes.FindAll(take => SymbolEqualityComparer.Default.Equals(take.Variable, variable)).ConvertAll(take => take.At);
                own.Sort((one, other) => one.Syntax.Span.End.CompareTo(other.Syntax.Span.End));
                if (First(variable, own, block) is var (again, before))
                    yield return (variable, again, before);
            }
    }

    /// <summary>The takes of fields and properties that are set once, when their object is made.</summary>
    public IEnumerable<(ISymbol Member, IOperation At)> OfKept()
    {
        foreach (var (variable, at) in takes)
            if (variable is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } && Taken(at)?.Unwrapped() is { } kept && !kept.IsForeign())
                yield return (variable, at);
    }

    /// <summary>The values that a field or property gets where it is declared and in the constructors; null where one of them cannot be seen.</summary>
    public static IReadOnlyList<IOperation>? Sources(ISymbol member, Compilation compilation, CancellationToken cancellation)
    {
        var sources = new List<IOperation>();
        foreach (var declared in member.DeclaringSyntaxReferences)
            if (declared.GetSyntax(cancellation) switch { VariableDeclaratorSyntax field => field.Initializer, PropertyDeclarationSyntax property => property.Initializer, _ => null } is { Value: var value })
            {
                if (!compilation.ContainsSyntaxTree(value.SyntaxTree) || Engine.Of(compilation).Model(value.SyntaxTree).GetOperation(value, cancellation) is not { } operation)
                    return null;
                sources.Add(operation);
            }

        foreach (var constructor in member.ContainingType.InstanceConstructors.Concat(member.ContainingType.StaticConstructors))
            if (constructor.Body(compilation, cancellation) is { } body)
                foreach (var operation in body.Descendants())
                    if (operation is ISimpleAssignmentOperation assignment && SymbolEqualityComparer.Default.Equals(assignment.Target.Named(), member))
                        sources.Add(assignment.Value);

        return sources.Count == 0 ? null : sources;
    }

    /// <summary>The values that a variable of the body gets where it is declared and assigned.</summary>
    public static IEnumerable<IOperation> Sources(ISymbol variable, IOperation root)
    {
        foreach (var operation in root.DescendantsAndSelf())
            if (operation is IVariableDeclaratorOperation { Initializer.Value: var value } declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, variable))
                yield return value;
            else if (operation is ISimpleAssignmentOperation assignment && SymbolEqualityComparer.Default.Equals(assignment.Target.Named(), variable))
                yield return assignment.Value;
    }

    /// <summary>The variable that an operation takes a value task from.</summary>
    public static ISymbol? VariableOf(IOperation take) => Taken(take)?.Named();

    /// <summary>True for a value that may be taken once: what a call returns, unless it is complete or made to last.</summary>
    public static bool IsTakenOnce(IOperation value) => value.Unwrapped() switch
    {
        IInvocationOperation call => call.Type.IsValueTask() && call.TargetMethod.Name != "Preserve" && !call.TargetMethod.MakesComplete(),
        IConditionalOperation { WhenFalse: { } otherwise } choice => IsTakenOnce(choice.WhenTrue) && IsTakenOnce(otherwise),
        _ => false,
    };

    private static (IOperation Again, IOperation Before)? First(ISymbol variable, List<IOperation> own, OperationBlockAnalysisContext block)
    {
        foreach (var again in own)
            foreach (var before in own)
                if (before.EnclosingFunction() == again.EnclosingFunction()
                    && Graphs.Of(before, block)?.Leads(before, operation => operation.Kind == again.Kind && operation.Syntax == again.Syntax, operation => Writes(operation, variable), alongExceptions: true) == true)
                    return (again, before);

        return null;
    }

    /// <summary>True for a variable of one function that holds, wherever it is set, what may be taken once.</summary>
    private bool IsOwn(ISymbol variable)
    {
        var isSet = variable is IParameterSymbol;
        IOperation? function = null;
        var isUsed = false;

        foreach (var operation in survey.Root.Descendants())
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, variable))
            {
                if (declarator.Initializer is not { Value: var value })
                    continue;
                if (!IsTakenOnce(value))
                    return false;
                isSet = true;
            }
            else if (operation is ILocalReferenceOperation or IParameterReferenceOperation && SymbolEqualityComparer.Default.Equals(operation.Named(), variable))
            {
                if (isUsed && operation.EnclosingFunction() != function)
                    return false; // When a lambda runs is not known.
                (function, isUsed) = (operation.EnclosingFunction(), true);
                if (!operation.IsWritten())
                    continue;
                if (operation.Parent is not ISimpleAssignmentOperation assignment || !IsTakenOnce(assignment.Value))
                    return false;
                isSet = true;
            }

        return isSet;
    }

    private static bool Writes(IOperation operation, ISymbol variable) =>
        operation is ISimpleAssignmentOperation assignment && SymbolEqualityComparer.Default.Equals(assignment.Target.Named(), variable);

    /// <summary>The value task that an operation takes; null for any other.</summary>
    private static IOperation? Taken(IOperation operation) => operation switch
    {
        IAwaitOperation { Operation: var awaited } when awaited.Type.IsValueTask() => awaited,
        IInvocationOperation { Instance: { } instance, TargetMethod.Name: "AsTask" or "ConfigureAwait" or "GetAwaiter" or "Preserve" } when instance.Type.IsValueTask() => instance,
        _ => null,
    };
}
