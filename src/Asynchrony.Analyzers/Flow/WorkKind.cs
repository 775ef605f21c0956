namespace Asynchrony.Analyzers.Flow;

/// <summary>What runs code that does not run where it stands.</summary>
internal enum WorkKind
{
    /// <summary>The calling thread, before the call returns.</summary>
    Here,

    /// <summary>A thread of its own.</summary>
    Thread,

    /// <summary>A task, on the pool.</summary>
    Task,

    /// <summary>The pool, with nothing to wait for.</summary>
    Pool,

    /// <summary>A timer, again and again.</summary>
    Timer,

    /// <summary>Several threads at once, which the call waits for.</summary>
    Parallel,

    /// <summary>The async method that is called, and not awaited at once.</summary>
    Call,

    /// <summary>Who raises an event.</summary>
    Event,

    /// <summary>Who completes an operation.</summary>
    Callback,

    /// <summary>Who cancels a token.</summary>
    Token,

    /// <summary>The host of a service.</summary>
    Service,

    /// <summary>Something that a project has a word of its own for.</summary>
    Other,
}

internal static class WorkKinds
{
    /// <summary>What a line of the RunsDelegate table says; null where there is none.</summary>
    public static WorkKind? Of(ImmutableArray<string> words) => words.IsDefaultOrEmpty ? null : words[0] switch
    {
        "here" => WorkKind.Here,
        "thread" => WorkKind.Thread,
        "task" => WorkKind.Task,
        "pool" => WorkKind.Pool,
        "timer" => WorkKind.Timer,
        "parallel" => WorkKind.Parallel,
        _ => WorkKind.Other,
    };

    /// <summary>True for what may run beside the code that follows the call.</summary>
    public static bool IsBeside(this WorkKind kind) => kind is WorkKind.Thread or WorkKind.Task or WorkKind.Pool or WorkKind.Timer;

    /// <summary>What the reader calls it.</summary>
    public static string Noun(this WorkKind kind) => kind switch
    {
        WorkKind.Here => "lambda",
        WorkKind.Thread => "thread",
        WorkKind.Pool => "work item",
        WorkKind.Timer => "timer",
        WorkKind.Parallel => "parallel body",
        WorkKind.Event => "handler",
        WorkKind.Callback => "callback",
        WorkKind.Token => "callback of a token",
        WorkKind.Service => "service",
        WorkKind.Other => "body",
        _ => "task",
    };
}
