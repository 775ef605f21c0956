using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Knowledge;

namespace Asynchrony.Analyzers.Flow.State;

/// <summary>What one place does with a variable of a type.</summary>
[Flags]
internal enum UseKind
{
    None = 0,

    /// <summary>The value of the variable is read.</summary>
    Read = 1,

    /// <summary>The variable gets another value.</summary>
    Write = 2,

    /// <summary>The collection in it is read.</summary>
    ReadsContent = 4,

    /// <summary>The collection in it is changed.</summary>
    ChangesContent = 8,

    /// <summary>All elements are visited, one after the other.</summary>
    Enumerates = 16,

    /// <summary>The collection itself is handed out, returned or kept elsewhere.</summary>
    LetsOut = 32,

    /// <summary>Interlocked or Volatile does it in one step.</summary>
    Atomic = 64,
}

/// <summary>Whether an async function has awaited when it comes to a place.</summary>
internal enum Later
{
    No,

    /// <summary>On some ways only, or from the second round of a loop on.</summary>
    Perhaps,

    Surely,
}

/// <summary>One use of a field or automatic property by the code of its type.</summary>
internal sealed class StateUse(IOperation at, ISymbol variable, IOperation? function, UseKind kind, BodyLocks body, HeldLocks locks)
{
    private static readonly ImmutableHashSet<string> Waits = ImmutableHashSet.Create(StringComparer.Ordinal, "Join", "Wait", "WaitAll", "WhenAll");

    /// <summary>The reference.</summary>
    public IOperation At => at;

    /// <summary>The field, or the automatic property.</summary>
    public ISymbol Variable => variable;

    /// <summary>The method, accessor, constructor or variable whose code this is.</summary>
    public ISymbol Member => body.Member;

    /// <summary>The lambda or local function it runs in; null in the code of the member itself.</summary>
    public IOperation? Function => function;

    public UseKind Kind => kind;

    /// <summary>The locks that are surely held: by the function itself and by everybody who calls it. Named from the object whose variable it is.</summary>
    public ImmutableArray<Held> Locks { get; set; } = locks.Surely;

    /// <summary>True where a lock may be held that we cannot tell.</summary>
    public bool MayBeLocked { get; set; } = locks.Perhaps;

    /// <summary>True where some of the ways to it are known to lead under no lock, whatever others hold.</summary>
    public bool MayComeBare { get; set; }

    /// <summary>True where a lock is held, or may be, whoever comes.</summary>
    public bool IsLocked => (MayBeLocked || !Locks.IsEmpty) && !MayComeBare;

    /// <summary>True where surely no lock is held, whoever comes.</summary>
    public bool IsBare => Locks.IsEmpty && !MayBeLocked;

    /// <summary>True in constructors, initialisers and what only they call, and where the object is new and nobody else has it.</summary>
    public bool IsConstruction { get; set; }

    /// <summary>Whether the function has awaited before it makes the use.</summary>
    public Later Later { get; set; }

    /// <summary>Takes back what was thought of a collection that turns out to be perhaps another one.</summary>
    public void ForgetContent() => kind = (kind & ~(UseKind.ReadsContent | UseKind.ChangesContent | UseKind.Enumerates | UseKind.LetsOut)) is var rest and not UseKind.None ? rest : UseKind.Read;

    public bool Is(UseKind any) => (kind & any) != 0;

    /// <summary>True where nothing but the number of elements, or the room for them, is asked for: it is one value, which may be old but not half done.</summary>
    public bool Counts => at.Parent switch
    {
        IPropertyReferenceOperation { Property: { Name: "Count" or "Length" or "Capacity", Type.SpecialType: SpecialType.System_Int32 } } => true,
        IConditionalAccessOperation { WhenNotNull: IPropertyReferenceOperation { Property.Name: "Count" or "Length" } } => true,
        _ => false,
    };

    /// <summary>True where a comment says for other tools that the author does without the lock.</summary>
    public bool IsLeftUnlocked => AuthorsWord.SwitchesOff(at.Syntax, "InconsistentlySynchronizedField");

    /// <summary>True in an assertion or a call that is not compiled into every build: nothing depends on what it sees.</summary>
    public bool IsAsserted => at.Ancestors().Any(outer => outer is IInvocationOperation { TargetMethod: var method } && Assertion.IsLeftOut(method));

    /// <summary>True for a read beside an atomic step that returns the value: that is a defect of the step.</summary>
    public bool IsOfSplitStep
    {
        get
        {
            foreach (var call in body.Survey.Calls)
                if (SplitStep.Of(call) is { } split && split.Read == at)
                    return true;
            return false;
        }
    }

    /// <summary>True where the function that makes the use may await.</summary>
    public bool IsInAsyncCode => !body.Survey.Suspensions.IsEmpty && (function ?? at).IsAsync(body.Member);

    /// <summary>True behind a wait for threads or tasks in the same function, or behind a loop that goes round until they have come somewhere: they may have been the only others.</summary>
    public bool IsBehindWait
    {
        get
        {
            foreach (var call in body.Survey.Calls)
                if (call.Syntax.SpanStart < at.Syntax.SpanStart && (Waits.Contains(call.TargetMethod.Name) && call.TargetMethod.ContainingType.Name is "Thread" or "Task" || IsOfLoopBefore(call)) && call.EnclosingFunction() == function)
                    return true;
            return false;
        }
    }

    /// <summary>True for a pause in a loop that asks for something and is over before the use.</summary>
    private bool IsOfLoopBefore(IInvocationOperation call) =>
        call.TargetMethod.Name is "Yield" or "SpinWait" or "SpinOnce" or "Sleep" && call.EnclosingLoop() is IWhileLoopOperation { Condition: { ConstantValue.HasValue: false } } loop && loop.Syntax.Span.End <= at.Syntax.SpanStart;

    /// <summary>True where the variable or its collection is changed.</summary>
    public bool IsChange => Is(UseKind.Write | UseKind.ChangesContent);

    /// <summary>True where Interlocked changes the variable. To read by it, also by an exchange that changes nothing, is no change.</summary>
    public bool IsAtomicChange => at.Parent is IArgumentOperation { Parameter.RefKind: not RefKind.None, Parent: IInvocationOperation { TargetMethod: { Name: not ("Read" or "MemoryBarrier"), ContainingType.Name: "Interlocked" } } call }
        && !(call is { TargetMethod.Name: "CompareExchange", Arguments: [_, var value, var comparand] } && value.Value.Syntax.IsEquivalentTo(comparand.Value.Syntax));

    /// <summary>True for an exchange with null only: it makes what nobody has made yet, and changes nothing that is there.</summary>
    public bool IsMadeFirst => at.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "CompareExchange", Arguments: [_, _, { Value: var comparand }] } }
        && comparand.Unwrapped() is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation { Type.IsReferenceType: true };

    /// <summary>What happens to a variable where it is named, and to the collection in it.</summary>
    public static UseKind KindOf(IOperation reference, bool isCollection, Table effects, Table views)
    {
        if (reference.Parent is INameOfOperation)
            return UseKind.None;
        if (reference.Parent is IArgumentOperation { Parameter.RefKind: not RefKind.None, Parent: IInvocationOperation { TargetMethod: var api } })
            return api.IsAtomic()
                ? UseKind.Atomic | (api.Name is "Read" ? UseKind.Read : api.Name == "Write" ? UseKind.Write : UseKind.Read | UseKind.Write)
                : reference.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Ref } ? UseKind.Read | UseKind.Write : reference.IsWritten() ? UseKind.Write : UseKind.Read;
        if (reference.IsWritten())
            return reference.IsRead() ? UseKind.Read | UseKind.Write : UseKind.Write;

        return isCollection ? UseKind.Read | OfContent(reference, effects, views) : UseKind.Read;
    }

    private static UseKind OfContent(IOperation reference, Table effects, Table views)
    {
        var value = reference;
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
            value = value.Parent;

        switch (value.Parent)
        {
            case IInvocationOperation call when call.Instance == value:
                return effects.Find(call.TargetMethod, value.Type).Contains("writes") ? UseKind.ChangesContent : UseKind.ReadsContent | (call.TargetMethod.Name == "GetEnumerator" ? UseKind.Enumerates : 0);
            case IPropertyReferenceOperation property when property.Instance == value:
                return property.IsWritten() ? UseKind.ChangesContent : effects.Says(property.Property, "pure") ? UseKind.None : UseKind.ReadsContent | (views.Find(property.Property, value.Type).Contains("view") ? UseKind.Enumerates : 0);
            case IArrayElementReferenceOperation element when element.ArrayReference == value:
                return element.IsWritten() ? UseKind.ChangesContent : UseKind.ReadsContent;
            case IConditionalAccessOperation access when access.Operation == value:
                return OfConditional(access, effects);
            case IForEachLoopOperation loop when loop.Collection == value:
            case { Kind: Operations.Spread }:
                return UseKind.ReadsContent | UseKind.Enumerates;
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true, ContainingType: { Name: "Enumerable" } } } }:
                return UseKind.ReadsContent | UseKind.Enumerates;
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } when effects.Says(method, "reads"):
                return UseKind.ReadsContent | UseKind.Enumerates;
            case IArgumentOperation { Parent: IObjectCreationOperation { Constructor: { } constructor } } when effects.Says(constructor, "reads"):
                return UseKind.ReadsContent | UseKind.Enumerates;
            case IReturnOperation or IArgumentOperation or IVariableInitializerOperation or IFieldInitializerOperation:
            case IAssignmentOperation assignment when assignment.Value == value:
                return UseKind.LetsOut;
            default:
                return UseKind.None;
        }
    }

    private static UseKind OfConditional(IConditionalAccessOperation access, Table effects) => access.WhenNotNull switch
    {
        IInvocationOperation { Instance: IConditionalAccessInstanceOperation } call => effects.Find(call.TargetMethod, access.Operation.Type).Contains("writes") ? UseKind.ChangesContent : UseKind.ReadsContent,
        IPropertyReferenceOperation { Instance: IConditionalAccessInstanceOperation, Property: var property } => effects.Says(property, "pure") ? UseKind.None : UseKind.ReadsContent,
        _ => UseKind.None,
    };
}
