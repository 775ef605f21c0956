using System.Reflection;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow;

/// <summary>
/// Do the runs of a body come to a place one at a time? So they do under a lock that all of them take; a lock that each run has for itself, a
/// lock for readers and a semaphore with more than one place keep nobody out. What we cannot see counts as such a lock.
/// </summary>
internal sealed class SharedLock(ConcurrentBody body, Effects effects, Table locks, Table turns)
{
    private static readonly ImmutableArray<string> Guards = ImmutableArray.Create("Guard", "Sync", "Gate");

    /// <summary>True where an access may happen under such a lock: where it stands, or around a call that leads to it.</summary>
    public bool MayGuard(Access access) =>
        MayGuard(access.At) || access.Calls.Any(call => call == body.Function ? effects.LocksUnseen : MayGuard(call));

    private bool MayGuard(IOperation at)
    {
        var function = at.Ancestors().FirstOrDefault(outer => outer == body.Function || outer.IsFunction()) ?? at.Root();

        if (IsSynchronized(function))
            return true;

        foreach (var outer in at.Ancestors().TakeWhile(outer => outer != function))
            switch (outer)
            {
                case ILockOperation { LockedValue: var value } when !value.Contains(at) && IsShared(value):
                case IUsingOperation { Resources: var resources } when !resources.Contains(at) && IsGuard(resources):
                case IConditionalOperation { Condition: var condition } when !condition.Contains(at) && IsTurn(condition):
                    return true;
            }

        var start = at.Syntax.SpanStart;
        var before = function.DescendantsHere().Where(operation => operation.Syntax.SpanStart < start).ToList();
        return before.Any(operation => operation is IUsingDeclarationOperation declared && at.Ancestors().Contains(declared.Parent) && IsGuard(declared.DeclarationGroup))
            || before.Any(operation => LockCall.Of(operation, locks) is { Does: "held" } || operation is IInvocationOperation call && (IsClaim(call) || IsTaken(call, at, function) || IsUnseen(call)) || IsUnresolved(operation));
    }

    /// <summary>True for a method that holds the lock of its object, or type, from its beginning to its end.</summary>
    private static bool IsSynchronized(IOperation function) => !function.IsFunction() && function.Syntax.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { AttributeLists.Count: > 0 } declared
        && function.SemanticModel?.GetDeclaredSymbol(declared) is IMethodSymbol method && (method.MethodImplementationFlags & MethodImplAttributes.Synchronized) != 0;

    /// <summary>True for a call that takes a lock, in front of the place, which is given back behind it: so far as the order of the text tells.</summary>
    private bool IsTaken(IInvocationOperation call, IOperation at, IOperation function) =>
        LockCall.Of(call, locks) is { Does: "acquire" } taken && Excludes(taken)
        && function.DescendantsHere().OfType<IInvocationOperation>().Any(other => other.Syntax.SpanStart > at.Syntax.SpanStart && LockCall.Of(other, locks) is { Does: "release" } given && given.Kind == taken.Kind);

    /// <summary>A call that takes a lock as its name tells, or by what it calls.</summary>
    private bool IsUnseen(IInvocationOperation call) => effects.LocksKept.Contains(call)
        || LockCall.Of(call, locks) is null && (LockNames.Tell(call.TargetMethod.Name) || LockNames.Tell(call.TargetMethod.ContainingType.Name));

    /// <summary>The same where the member is not known to the compiler: all there is are the names.</summary>
    private static bool IsUnresolved(IOperation operation) => operation is IInvalidOperation { Syntax: InvocationExpressionSyntax { Expression: var called } } && LockNames.Tell(called.ToString());

    /// <summary>A lock for one at a time which is not the run's own.</summary>
    private bool Excludes(LockCall call) => call.Kind != "reader"
        && (call.Lock is null || IsShared(call.Lock))
        && !(call.Kind == "semaphore" && new Names(call.Lock!.Root()).PathOf(call.Lock) is { } path && LockHolder.LetsSeveralIn(new Thing(path, call.Kind, "")));

    /// <summary>A lock that a using statement holds: one of the table, or a guard by its name.</summary>
    private bool IsGuard(IOperation resource) => resource.DescendantsAndSelf().Any(part => part switch
    {
        IInvocationOperation call => LockCall.Of(call, locks) is { Does: "scope" } scope ? Excludes(scope) : IsOfGuard(call.TargetMethod.Name) || IsOfGuard(call.TargetMethod.ContainingType.Name),
        IObjectCreationOperation { Type: { } type } => IsOfGuard(type.Name),
        ILocalReferenceOperation or IFieldReferenceOperation or IParameterReferenceOperation => part.Type is { } type && IsOfGuard(type.Name),
        _ => false,
    });

    /// <summary>A test that one thread passes at a time, or one alone.</summary>
    private bool IsTurn(IOperation condition) => condition.DescendantsAndSelf().Any(part => part switch
    {
        IInvocationOperation call => !turns.Find(call.TargetMethod).IsEmpty,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } compared => IsIndex(compared.LeftOperand) || IsIndex(compared.RightOperand),
        _ => false,
    });

    /// <summary>The number of the run: only one of them has it.</summary>
    private bool IsIndex(IOperation operand) => operand.Unwrapped() is IParameterReferenceOperation { Parameter: { Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } parameter }
        && CapturedVariable.IsInside(parameter, body.Function.Syntax);

    /// <summary>An attempt to be the only one, whose outcome is looked at, or a wait that lets one thread go on.</summary>
    private bool IsClaim(IInvocationOperation call) => turns.Find(call.TargetMethod, call.Instance?.Type) is { IsEmpty: false } words
        && (words.Contains("waits") || words.Contains("claims") && !call.IsDropped());

    private bool IsShared(IOperation value)
    {
        var names = new Names(value.Root());
        if (names.Origin(value) is IObjectCreationOperation && value.Unwrapped() is not ILocalReferenceOperation)
            return false; // lock (new object())

        return names.PathOf(value)?.Root switch
        {
            ILocalSymbol local => body.Captures(local) ? body.Shares(local) : names.Value(local)?.Unwrapped() is not IObjectCreationOperation,
            IParameterSymbol parameter => !CapturedVariable.IsInside(parameter, body.Function.Syntax),
            _ => true,
        };
    }

    private static bool IsOfGuard(string name) => LockNames.Tell(name) || LockNames.Say(name, Guards);
}
