using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Flow.State;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Asynchrony.Analyzers.Flow.Calls;

/// <summary>What a step of a function does that callers and other threads feel.</summary>
internal enum StepKind : byte
{
    /// <summary>Takes <see cref="Step.Lock"/>.</summary>
    Acquire,

    /// <summary>Runs <see cref="Step.Callee"/>.</summary>
    Call,

    /// <summary>Keeps its thread until something happens.</summary>
    Wait,

    /// <summary>Runs code of others: a delegate, the handlers of an event.</summary>
    Raise,
}

/// <summary>A step of a function with the locks that the function holds there. It keeps syntax and symbols only, so it may outlive the operations.</summary>
internal sealed record Step(StepKind Kind, SyntaxNode At, string Name, ImmutableArray<TakenLock> Held)
{
    /// <summary>A step whose locks and circumstances are filled in where it is taken in.</summary>
    public Step(StepKind kind, SyntaxNode at, string name) : this(kind, at, name, ImmutableArray<TakenLock>.Empty)
    {
    }

    public ImmutableArray<TakenLock> Held { get; set; } = Held;

    /// <summary>The lock that is taken, or that a wait gives up while it waits.</summary>
    public TakenLock? Lock { get; init; }

    /// <summary>The method, accessor or constructor that is called, or the lambda that runs at once; see <see cref="Code.Key"/>.</summary>
    public object? Callee { get; init; }

    /// <summary>The object whose member is called; null where it has no lasting name.</summary>
    public AccessPath? Receiver { get; init; }

    /// <summary>What the arguments name, by the ordinal of the parameter.</summary>
    public ImmutableArray<AccessPath?> Arguments { get; init; } = ImmutableArray<AccessPath?>.Empty;

    /// <summary>True for a call on an object that the function has just made, of which nobody else knows yet.</summary>
    public bool IsOnNew { get; init; }

    /// <summary>True where an event of the code's own object is raised.</summary>
    public bool IsOfThis { get; init; }

    /// <summary>True for a local function or lambda: its <c>this</c> and the variables around it are the caller's.</summary>
    public bool SharesFrame { get; init; }

    /// <summary>True for a call that derived types may answer in their own way.</summary>
    public bool IsVirtual { get; init; }

    /// <summary>The started code that a wait waits for.</summary>
    public IReadOnlyList<object> Bodies { get; init; } = [];

    /// <summary>The virtual or interface member whose task a wait waits for.</summary>
    public ISymbol? Answer { get; init; }

    /// <summary>The words of a table that say what kind of wait or call this is.</summary>
    public string Word { get; init; } = "";

    /// <summary>True for a wait that a time or a token ends.</summary>
    public bool IsBounded { get; init; }

    /// <summary>True behind the first await of its function: the caller may have gone on.</summary>
    public bool IsAfterAwait { get; set; }

    /// <summary>True for a call whose task the caller waits for, one way or the other.</summary>
    public bool IsWaitedFor { get; init; }

    /// <summary>True for a call whose task the function returns: its own caller may wait for it.</summary>
    public bool IsPassedOn { get; init; }

    /// <summary>True for a call that keeps its thread until the task is done.</summary>
    public bool IsBlockedOn { get; init; }

    /// <summary>True for a lock that the function awaits: it has returned its task to whoever called it if the lock is taken.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>True where the function takes a lock and leaves it to its caller to give it back.</summary>
    public bool IsKept { get; init; }

    /// <summary>The calls before this step, not undone yet, that may have taken a lock for the function.</summary>
    public IReadOnlyList<Step> Wrappers { get; set; } = [];

    /// <summary>True for a call or wait that makes what a variable keeps from then on.</summary>
    public bool IsFirstUse { get; set; }

    /// <summary>True where a parameter decides whether the step is taken.</summary>
    public bool IsConditional { get; set; }
}

/// <summary>A function, as far as others feel what it does. A lambda or local function is not the member that it stands in.</summary>
internal sealed record Code(object Key, ISymbol Member, ISymbol Function, SyntaxNode Syntax, IReadOnlyList<Step> Steps)
{
    public INamedTypeSymbol Type => Member.ContainingType;

    public bool IsAsync { get; init; }

    /// <summary>True where the task that it returns is complete by then.</summary>
    public bool IsDoneAtOnce { get; init; }

    /// <summary>True where something in the function compares: it may bring what it locks into an order.</summary>
    public bool Compares
    {
        get
        {
            foreach (var part in Syntax.DescendantNodes())
                if (IsComparison(part) && !StandsInHead(part))
                    return true;
            return false;
        }
    }

    /// <summary>Locks that are elements of one collection, one taken under the other.</summary>
    public IReadOnlyList<ElementPair> Elements { get; init; } = [];

    /// <summary>True for what runs before anybody else has the object, or uses the type.</summary>
    public bool IsConstruction => Member is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } or IFieldSymbol or IPropertySymbol;

    /// <summary>How the reader knows it.</summary>
    public string Name => Member switch
    {
        IMethodSymbol { AssociatedSymbol: { } accessed } => accessed.Name,
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => Member.ContainingType.Name,
        _ => Member.Name,
    };

    private static bool IsComparison(SyntaxNode part) =>
        part.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanOrEqualExpression
        || part is SimpleNameSyntax { Identifier.ValueText: "CompareTo" or "Compare" or "CompareOrdinal" or "Min" or "Max" or "OrderBy" or "Sort" or "GetHashCode" };

    /// <summary>True in the head of a loop that stands in no other: it counts rounds, and orders nothing.</summary>
    private bool StandsInHead(SyntaxNode part) => part.Ancestors().TakeWhile(outer => outer != Syntax).LastOrDefault(outer => outer is ForStatementSyntax or WhileStatementSyntax) switch
    {
        ForStatementSyntax loop => !loop.Statement.Span.Contains(part.Span),
        WhileStatementSyntax loop => !loop.Statement.Span.Contains(part.Span),
        _ => false,
    };
}
