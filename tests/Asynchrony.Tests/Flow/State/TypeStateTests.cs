using Asynchrony.Analyzers.Flow.State;
using Asynchrony.Analyzers.Framework;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Flow.State;

/// <summary>What is known of each use of the variables of a type: what it does, what it holds, who runs it.</summary>
public sealed class TypeStateTests
{
    [Theory]
    [InlineData("lock (_gate) { _value = 1; }", "written under _gate")]
    [InlineData("lock (this._gate) _value = 1;", "written under _gate")]
    [InlineData("var gate = _gate; lock (gate) { _value = 1; }", "written under _gate")]
    [InlineData("lock (Gate) { _value = 1; }", "written under Gate")]
    [InlineData("lock (this) { _value = 1; }", "written under this")]
    [InlineData("lock (typeof(C)) { _value = 1; }", "written under typeof(C)")]
    [InlineData("lock (Shared) { _value = 1; }", "written under Shared")]
    [InlineData("lock (_gate) { lock (_lock) { _value = 1; } }", "written under _gate, _lock")]
    [InlineData("Monitor.Enter(_gate); try { _value = 1; } finally { Monitor.Exit(_gate); }", "written under _gate")]
    [InlineData("using (_lock.EnterScope()) { _value = 1; }", "written under _lock")]
    [InlineData("using var scope = _lock.EnterScope(); _value = 1;", "written under _lock")]
    [InlineData("_lock.Enter(); _value = 1; _lock.Exit();", "written under _lock")]
    [InlineData("_mutex.WaitOne(); _value = 1; _mutex.ReleaseMutex();", "written under _mutex")]
    [InlineData("_rw.EnterWriteLock(); try { _value = 1; } finally { _rw.ExitWriteLock(); }", "written under _rw")]
    [InlineData("_rw.EnterReadLock(); try { Use(_value); } finally { _rw.ExitReadLock(); }", "read under _rw for readers")]
    [InlineData("var taken = false; _spin.Enter(ref taken); _value = 1; _spin.Exit();", "written under _spin")]
    [InlineData("_slim.Wait(); _value = 1; _slim.Release();", "written, perhaps locked")]
    [InlineData("if (Monitor.TryEnter(_gate)) { _value = 1; Monitor.Exit(_gate); }", "written, perhaps locked")]
    [InlineData("EnterMyLock(); _value = 1;", "written, perhaps locked")]
    [InlineData("System.Diagnostics.Debug.Assert(Monitor.IsEntered(_gate)); _value = 1;", "written, perhaps locked")]
    [InlineData("lock (Find()) { _value = 1; }", "written, perhaps locked")]
    [InlineData("lock (_gate) { } _value = 1;", "written")]
    [InlineData("_value = 1; lock (_gate) { }", "written")]
    [InlineData("lock (_gate) { Action later = () => _value = 1; later(); }", "written, perhaps locked")]
    [InlineData("lock (_gate) { Task.Run(() => _value = 1); }", "written on task")]
    [InlineData("lock (_gate) { Set(); } void Set() => _value = 1;", "written under _gate")]
    public async Task Knows_the_locks_around_a_place(string body, string expected) => Assert.Equal([expected], await UsesOf("_value", $$"""
        class C
        {
            private static readonly object Shared = new();
            private readonly object _gate = new();
            private readonly Lock _lock = new();
            private readonly SemaphoreSlim _slim = new(1, 1);
            private readonly Mutex _mutex = new();
            private readonly ReaderWriterLockSlim _rw = new();
            private SpinLock _spin = new();
            private int _value;
            private object Gate => _gate;
            private object Find() => new object();
            private void EnterMyLock() => Monitor.Enter(_gate);
            private void Use(int value) => Console.WriteLine(value);
            public void M()
            {
                {{body}}
            }
        }
        """));

    [Fact]
    public async Task Knows_methods_that_are_synchronized() => Assert.Equal(["written under this", "written under typeof(C)"], await UsesOf("_value", """
        using System.Runtime.CompilerServices;
        class C
        {
            private static int _value;
            [MethodImpl(MethodImplOptions.Synchronized)] public void M() { _value = 1; }
            [MethodImpl(MethodImplOptions.Synchronized)] public static void N() { _value = 1; }
        }
        """));

    [Theory]
    [InlineData("public void A() { lock (_gate) Set(); }", "written under _gate")]
    [InlineData("public void A() { lock (_gate) Set(); } public void B() { lock (_gate) { Set(); } }", "written under _gate")]
    [InlineData("public void A() { lock (_gate) Through(); } private void Through() => Set();", "written under _gate")]
    [InlineData("public void A() { lock (_gate) Set(); } public void B() => Set();", "written, perhaps locked")]
    [InlineData("public void A() => Set();", "written")]
    [InlineData("class Inner { public void A(C owner) { lock (owner._gate) owner.Set(); } }", "written, perhaps locked")]
    [InlineData("public C() => Set();", "written in construction")]
    [InlineData("public C() => Set(); public void A() => Set();", "written")]
    [InlineData("public void A(C other) { lock (_gate) other.Set(); }", "written, perhaps locked")]
    [InlineData("public void A(List<int> all) { lock (_gate) all.ForEach(_ => Set()); }", "written, perhaps locked")]
    [InlineData("public void A(Action<Action> run) { lock (_gate) run(Set); }", "written, perhaps locked")]
    [InlineData("public void A() { lock (_gate) new Thread(Set).Start(); }", "written on thread")]
    [InlineData("public void A() { new Thread(Run).Start(); } private void Run() => Set();", "written on thread")]
    [InlineData("public void A() { Task.Run(() => Set()); }", "written on task")]
    [InlineData("private void Again(int left) { if (left > 0) Again(left - 1); Set(); } public void A() { Task.Run(() => Again(3)); }", "written on task")]
    [InlineData("private void There() { Back(); Set(); } private void Back() { There(); } public void A() { new Thread(Back).Start(); }", "written on thread")]
    [InlineData("public void A() { Console.CancelKeyPress += OnCancel; } private void OnCancel(object? sender, ConsoleCancelEventArgs e) => Set();", "written on event")]
    public async Task Judges_private_helpers_by_their_callers(string callers, string expected) => Assert.Equal([expected], await UsesOf("_value", $$"""
        class C
        {
            private readonly object _gate = new();
            private volatile bool _shared;
            private int _value;
            private void Set() { _value = 1; }
            {{callers}}
        }
        """));

    [Theory]
    [InlineData("internal", "written, perhaps locked")]
    [InlineData("protected", "written, perhaps locked")]
    [InlineData("public", "written, perhaps locked")]
    public async Task Others_may_call_under_the_lock_what_is_called_under_it_here(string access, string expected) => Assert.Equal([expected], await UsesOf("_value", $$"""
        public class C
        {
            private readonly object _gate = new();
            private int _value;
            {{access}} void Set() { _value = 1; }
            public void A() { lock (_gate) Set(); }
        }
        """));

    [Fact]
    public async Task Knows_construction_and_new_objects() => Assert.Equal(
        ["written in construction", "written in construction", "written in construction", "written"], await UsesOf("_value", """
            class C
            {
                private readonly object _gate = new();
                private int _value = 1;
                public C() { _value = 1; }
                public static C Make() { lock (typeof(C)) { var made = new C { _value = 2 }; made._value = 3; return made; } }
                public void A() { _value = 4; }
            }
            """));

    [Fact]
    public async Task Locks_of_this_object_do_not_guard_another() => Assert.Equal(
        ["written under _gate", "written, perhaps locked", "written under Shared", "written under this"], await UsesOf("_value", """
            class C
            {
                private static readonly object Shared = new();
                private readonly object _gate = new();
                private int _value;
                public void A(C other) { lock (other._gate) other._value = 1; }
                public void B(C other) { lock (_gate) other._value = 1; }
                public void D(C other) { lock (Shared) other._value = 1; }
                public void E(C other) { lock (other) other._value = 1; }
            }
            """));

    [Fact]
    public async Task Knows_what_is_done_to_a_collection() => Assert.Equal(
        ["changed", "changed", "read", "read", "enumerated", "enumerated", "enumerated", "enumerated", "let out", "let out", "seen", "written in construction", "let out", "written"], await UsesOf("_values", """
            class C
            {
                private readonly object _gate = new();
                private Dictionary<string, int> _values;
                public void A() { lock (_gate) { } _values.Add("", 1); _values[""] = 2; }
                public bool B() => _values.ContainsKey("");
                public int D() => _values[""];
                public void E() { foreach (var value in _values) Console.WriteLine(value); }
                public object F() => _values.ToArray();
                public object G() => _values.Keys;
                public object H() => new Dictionary<string, int>(_values);
                public object I() => _values;
                public void J(Action<object> use) => use(_values);
                public object K() => _values.Comparer;
                public C(C other) { _values = other._values; other._values = new(); }
            }
            """));

    [Fact]
    public async Task Knows_automatic_properties_and_asks_who_calls_an_accessor() => Assert.Equal(["read under _gate", "written under _gate"], await UsesOf("Value", """
        class C
        {
            private readonly object _gate = new();
            private int Value { get; set; }
            private int Doubled { get => Value * 2; }
            public void A() { lock (_gate) { Value = Doubled; } }
        }
        """));

    [Fact]
    public async Task Sees_all_parts_of_a_type() => Assert.Equal(["written under _gate", "written"], await UsesOf("_value",
        "partial class C { private readonly object _gate = new(); private int _value; public void A() { lock (_gate) _value = 1; } }",
        "partial class C { public void B() { _value = 2; } }"));

    [Fact]
    public async Task Knows_steps_that_are_atomic() => Assert.Equal(["atomic", "atomic", "atomic"], await UsesOf("_value", """
        class C
        {
            private int _value;
            public void A() { Interlocked.Increment(ref _value); Volatile.Write(ref _value, 1); }
            public int B() => Volatile.Read(ref _value);
        }
        """));

    private static async Task<List<string>> UsesOf(string name, params string[] parts)
    {
        var found = new List<string>();
        var compilation = Code.Compilation(parts.Select((part, index) => ($"{index}.cs", part)));
        Code.AssertCompiles(compilation);
        await Code.Findings(compilation, [new Probe(state =>
        {
            foreach (var variable in state.Variables)
                if (variable.Variable.Name == name && variable.Variable.ContainingType.Name == "C" && state.Type.Name == "C")
                    found.AddRange(variable.Uses.Select(use => Told(use, state)));
        })]);
        return found;
    }

    private static string Told(StateUse use, TypeState state)
    {
        var does = use.Is(UseKind.Atomic) ? "atomic" : use.Is(UseKind.ChangesContent) ? "changed" : use.Is(UseKind.Write) ? "written" : use.Is(UseKind.Enumerates) ? "enumerated"
            : use.Is(UseKind.LetsOut) ? "let out" : use.Is(UseKind.ReadsContent) ? "read" : use.Variable is IFieldSymbol { Type.Name: "Dictionary" } ? "seen" : "read";
        return does
            + (use.IsConstruction ? " in construction" : "")
            + (use.Locks.IsEmpty || use.IsConstruction ? "" : $" under {string.Join(", ", use.Locks.Select(held => held.Lock + (held.ForReaders ? " for readers" : "")))}")
            + (state.RunsOn(use) is { } runsOn ? $" on {runsOn.ToString().ToLowerInvariant()}" : "")
            + (use.MayBeLocked && !use.IsConstruction ? ", perhaps locked" : "");
    }

    /// <summary>The program of an analyzer that only looks.</summary>
#pragma warning disable RS1001 // It is no analyzer that ships.
    private sealed class Probe(Action<TypeState> look) : RuleAnalyzer(new DiagnosticDescriptor("X", "X", "X", "X", DiagnosticSeverity.Warning, true))
#pragma warning restore RS1001
    {
        private protected override void Register(RuleRegistration on) => TypeState.Each(on, (state, _) => look(state));
    }
}
