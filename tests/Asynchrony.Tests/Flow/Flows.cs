using Asynchrony.Analyzers.Flow;
using Asynchrony.Analyzers.Flow.Ir;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Flow;

/// <summary>Hands the functions of a small program to the engine, as the rules see them.</summary>
internal static class Flows
{
    /// <summary>The locks of the method M, statement by statement; the class has a few of every kind.</summary>
    public static async Task<LockFlow> OfLocks(string body, string signature = "void M(C other, bool go)")
    {
        var found = new List<LockFlow>();
        var compilation = Code.Compilation(("A.cs", $$"""
            class C
            {
                private readonly object _gate = new();
                private readonly object _other = new();
                private readonly Lock _lock = new();
                private readonly SemaphoreSlim _slim = new(1, 1);
                private readonly Semaphore _semaphore = new(1, 1);
                private readonly Mutex _mutex = new();
                private readonly ReaderWriterLockSlim _rw = new();
                private SpinLock _spin = new();
                private object Gate => _gate;
                private void Work() => Work();
                {{signature}}
                {
                    {{body}}
                }
            }
            """));
        Code.AssertCompiles(compilation);
        await Code.Findings(compilation, [new Probe(context => found.AddRange(context.Blocks.SelectMany(block =>
            LockFlow.In(context, block, Analyzers.Knowledge.Table.Of("Locks", context.Raw.Options, default), Analyzers.Knowledge.Table.Of("Steady", context.Raw.Options, default)))))]);
        return Assert.Single(found);
    }

    /// <summary>Is the task of the method M complete where it calls Here?</summary>
    public static async Task<bool> IsCompleteHere(string body)
    {
        var found = new List<bool>();
        var compilation = Code.Compilation(("A.cs", $$"""
            class C
            {
                private void Here() => Here();
                private Task<int> Load() => Load();
                async Task M(Task<int> task, Task<int> other, bool go)
                {
                    await Task.Yield();
                    {{body}}
                }
            }
            """));
        Code.AssertCompiles(compilation);
        await Code.Findings(compilation, [new Probe(context =>
        {
            var survey = context.Surveyed(context.Blocks[0]);
            var here = survey.Calls.Single(call => call.TargetMethod.Name == "Here");
            var facts = TaskCompletion.Of(context, survey, here.EnclosingFunction() ?? survey.Root, Analyzers.Knowledge.Table.Of("TaskWaits", context.Raw.Options, default));
            found.Add(facts!.IsComplete(((IMethodSymbol)context.Owner).Parameters[0], here));
        })]);
        return Assert.Single(found);
    }

    /// <summary>The program of an analyzer that only looks.</summary>
#pragma warning disable RS1001 // It is no analyzer that ships.
    private sealed class Probe(Action<BodyContext> look) : RuleAnalyzer(new DiagnosticDescriptor("X", "X", "X", "X", DiagnosticSeverity.Warning, true))
#pragma warning restore RS1001
    {
        private protected override void Register(RuleRegistration on) => on.EachBody(context =>
        {
            if (context.Owner.Name == "M")
                look(context);
        });
    }
}
