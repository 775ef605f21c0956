using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class GuardedFieldUnguardedTests : RuleTests<GuardedFieldUnguarded>
{
    [Theory]
    [InlineData("public void Clear() { [|_map|].Clear(); }")]
    [InlineData("/// <summary>Not thread-safe.</summary>\npublic void Clear() => Really(); private void Really() => [|_map|].Clear(); public void Other() => Really();")]
    [InlineData("// ReSharper disable InconsistentlySynchronizedField\npublic int Nothing() => 3; // ReSharper restore InconsistentlySynchronizedField\npublic void Clear() { [|_map|].Clear(); }")]
    [InlineData("public void Clear() {\n// ReSharper disable once InconsistentlySynchronizedField\n Console.WriteLine(_value); [|_map|].Clear(); }")]
    [InlineData("public object Keys() => Copy([|_map|].Keys); private string[] Copy(IEnumerable<string> all) { lock (_gate) Console.WriteLine(); return all.ToArray(); }")]
    [InlineData("public void Clear() => [|_map|].Clear();")]
    [InlineData("public void Set(string key) { this.[|_map|][key] = 1; }", "this._map")]
    [InlineData("public int Get(string key) => [|_map|][key];")]
    [InlineData("public bool Has(string key) => [|_map|].ContainsKey(key);")]
    [InlineData("public bool Has(string key) => [|_map|]?.ContainsKey(key) == true;")]
    [InlineData("public void Print() { foreach (var pair in [|_map|]) Console.WriteLine(pair); }")]
    [InlineData("public void Print() { foreach (var key in [|_map|].Keys) Console.WriteLine(key); }")]
    [InlineData("public object Copy() => [|_map|].ToArray();")]
    [InlineData("public object Copy() => new Dictionary<string, int>([|_map|]);")]
#if !ROSLYN_4_8
    [InlineData("public KeyValuePair<string, int>[] Copy() => [.. [|_map|]];")]
#endif
    [InlineData("public object Copy() { return from pair in [|_map|] where pair.Value > 3 select pair.Key; }")]
    [InlineData("public void Replace() { [|_map|] = new(); }")]
    [InlineData("public static bool Compare(C one) => one.IsValid(); private bool IsValid() => [|_map|].ContainsKey(\"\");")]
    [InlineData("public void Replace(Dictionary<string, int> map) { [|_map|] = map; Console.WriteLine(); }")]
    [InlineData("public void SetMap(Dictionary<string, int> map) { [|_map|] = new(map); }")]
    [InlineData("public void Cut(string key) { VerifyAccess(); [|_map|].Remove(key); } private static void VerifyAccess() { if (Environment.CurrentManagedThreadId != 1) throw new InvalidOperationException(); }")]
    [InlineData("public void Swap(C other) { ([|_map|], _) = (new(), 3); }")]
    [InlineData("public void Fill() { Make(out [|_map|]); } private static void Make(out Dictionary<string, int> made) => made = new();")]
    [InlineData("public async Task Later(string key) { await Task.Yield(); [|_map|].Remove(key); }")]
    [InlineData("public string Text() => string.Join(\",\", [|_map|]);")]
    [InlineData("public object Wrapped() => new Holder { Map = [|_map|] }; private class Holder { public Dictionary<string, int>? Map { get; set; } }")]
    [InlineData("public bool Mixed(string key) { if (_map.Count > 3) return false; return [|_map|].Remove(key); }")]
    [InlineData("public C(int n) { _value = n; _ = Run(); } private async Task Run() { _map[\"first\"] = 1; await Task.Delay(10); [|_map|].Clear(); }")]
    [InlineData("public void Later(string key) { Task.Run(() => [|_map|].Remove(key)); }")]
    [InlineData("public void Begin() { lock (_gate) { _ = Loop(); } } private async Task Loop() { _value = 1; await Task.Yield(); [|_map|].Clear(); }")]
    [InlineData("public void Begin() { lock (_gate) { _ = Loop(); } } private async Task Loop() { while (true) { try { await Task.Delay(10); [|_map|].Clear(); } catch (TimeoutException) { } } }")]
    [InlineData("public void Begin(Task<bool> last) { lock (_gate) { _ = Loop(last); } } private async Task Loop(Task<bool> last) { if (await last) [|_map|].Clear(); }")]
    [InlineData("public void Begin() { lock (_gate) { _ = Loop(); } } private async Task Loop() { await Task.Yield(); Cut(); } private void Cut() { [|_map|].Clear(); }")]
    [InlineData("public void Begin() { new Thread(Run).Start(); } private void Run() { [|_map|] = new(); }")]
    [InlineData("public void Run(IEnumerable<string> keys) { foreach (var key in keys) [|_map|].Remove(key); }")]
    [InlineData("public void Run() { new Thread(Work).Start(); } private void Work() { [|_map|].Clear(); }")]
    [InlineData("public void Both(string key) { Local(); void Local() => [|_map|].Remove(key); }")]
    [InlineData("public void Mixed(string key) { if (![|_map|].ContainsKey(key)) lock (_gate) { if (!_map.ContainsKey(key)) _map[key] = 1; } }")]
    [InlineData("public void Behind(string key) { lock (_gate) { } [|_map|].Remove(key); }")]
    [InlineData("public void Other(string key) { [|Clear|](); } private void Clear() => _map.Clear();", "none")]
    public async Task Flags_a_use_of_what_a_collection_holds(string member, string marked = "_map")
    {
        if (marked == "none")
            member = member.Replace("[|Clear|]", "Clear").Replace("_map.Clear", "[|_map|].Clear");
        if (marked == "this._map")
            member = member.Replace("this.[|_map|]", "[|this._map|]");
        await FlagsProgram(Guarded(member));
    }

    private const string Known = """
        class Known
        {
            private static readonly ReaderWriterLockSlim turn = new();
            private static readonly HashSet<Type> types = new();
            private readonly object gate = new();
            private readonly Dictionary<string, int> names = new();
            private readonly List<string> lines = new();
            private static readonly object all = new();

            public static void Learn(Type type) { turn.EnterWriteLock(); try { types.Add(type); } finally { turn.ExitWriteLock(); } }
            public void Name(string name) { lock (names) names[name] = 1; }
            public void Write(string line) { lock (gate) lines.Add(line); }
            public void Drop(string line) { lock (gate) lines.Remove(line); }

            BODY
        }
        """;

    [Theory]
    [InlineData("public static bool Knows(Type type) => type.IsInterface || [|types|].Contains(type);")]
    [InlineData("public static void Show() { foreach (var type in [|types|]) Console.WriteLine(type); }")]
    [InlineData("public int Of(string name) { if (![|names|].ContainsKey(name)) lock (names) names.Add(name, 2); return 1; }")]
    [InlineData("public int Of(string name) => [|names|].TryGetValue(name, out var number) ? number : 0;")]
    [InlineData("public void Show() { foreach (var line in [|lines|]) Console.WriteLine(line); } public void Count() { foreach (var line in [|lines|]) Console.WriteLine(line.Length); }")]
    [InlineData("public bool Has(string line) => Find(line); private bool Find(string line) => [|lines|].Contains(line); public string[] All() => [|lines|].ToArray();")]
    public Task Flags_reads_without_the_lock_of_all_changes(string body) => FlagsProgram(Known.Replace("BODY", body));

    [Theory]
    [InlineData("public static bool Knows(Type type) { turn.EnterReadLock(); try { return types.Contains(type); } finally { turn.ExitReadLock(); } }")]
    [InlineData("public static int Count => types.Count;")]
    [InlineData("public static void Forget() => types.Clear(); public static bool Knows(Type type) => types.Contains(type);")]
    [InlineData("public string First() => lines[0]; public string Second() => lines[1];")]
    [InlineData("public override string ToString() => string.Join(\",\", lines) + string.Join(\";\", lines);")]
    [InlineData("private readonly Dictionary<int, int> squares = new(); public void Square(int n) { lock (gate) squares[n] = n * n; } public int Of(int n) => squares[n];")]
    [InlineData("private readonly List<int> fixedOnes = new() { 1 }; public int Of(int n) { lock (gate) return fixedOnes.IndexOf(n); } public bool Has(int n) => fixedOnes.Contains(n);")]
    [InlineData("private readonly ConcurrentDictionary<int, int> squares = new(); public void Square(int n) { lock (gate) squares[n] = n * n; } public void Twice(int n) { lock (gate) squares[n] = 2; } public bool Of(int n) => squares.ContainsKey(n);")]
    public Task Accepts_reads_that_hold_it_or_need_no_lock(string body) => AcceptsProgram(Known.Replace("BODY", body));

    [Fact]
    public Task Accepts_what_the_type_calls_under_its_lock_only() => AcceptsProgram(Guarded("public void Trim() { lock (_gate) Cut(); } public void Cut() { _map.Clear(); }"));

    [Fact]
    public Task Flags_what_only_some_callers_hold_the_lock_for() => FlagsProgram(Guarded("public void Trim() { Cut(); } public void TrimAll() { lock (_gate) Cut(); } private void Cut() { [|_map|].Clear(); }"));

    [Theory]
    [InlineData("public C(int n) { _value = n; Cut(); } public void Trim() { lock (_gate) Cut(); } private void Cut() { _map.Clear(); }")]
    [InlineData("public void Start() { Cut(); } public void Trim() { lock (_gate) Cut(); } private void Cut() { _map.Clear(); }")]
    [InlineData("[System.Runtime.Serialization.OnDeserialized] internal void Made(System.Runtime.Serialization.StreamingContext context) { _map = new(); _value = 1; }")]
    [InlineData("internal void SetMap(Dictionary<string, int> map) { _map = map; }")]
    [InlineData("public static async Task<C?> CreateOrLoad(Func<Task<C>> read) { var made = await read(); return made.IsValid() ? made : null; } private bool IsValid() => _map.ContainsKey(\"\");")]
    [InlineData("internal void SetValue(int value) => _value = value;")]
    [InlineData("internal int[] ValuesForTests() => _map.Values.ToArray();")]
    [InlineData("internal IEnumerable<string> GetScheduledTasks() => _map.Keys.ToArray();")]
    [InlineData("public bool Has(string key) { VerifyAccess(); return _map.ContainsKey(key); } private static void VerifyAccess() { if (Environment.CurrentManagedThreadId != 1) throw new InvalidOperationException(); }")]
    [InlineData("protected void CopyTo(C target) { lock (_gate) target._map = new(_map); }")]
    [InlineData("public IDisposable Run(IObservable<string> source, IObserver<string> sink) { _value = 0; _map = new(); return source.Subscribe(sink); }")]
    [InlineData("public void Begin(bool more) { lock (_gate) { _ = Loop(more); } } private async Task Loop(bool more) { if (more) { await Task.Yield(); return; } _map.Clear(); }")]
    [InlineData("public void Begin(bool more) { lock (_gate) { _ = Loop(more); } } private async Task Loop(bool more) { _map.Clear(); await Task.Yield(); }")]
    [InlineData("public void Begin(bool more) { lock (_gate) { _ = Loop(more); } } private async Task Loop(bool more) { if (more) await Task.Yield(); else _map.Clear(); }")]
    [InlineData("public void Begin(Task? last) { lock (_gate) { _ = Loop(last); } } private async Task Loop(Task? last) { while (last?.IsFaulted == true) await Task.Yield(); _map.Clear(); }")]
    [InlineData("protected void CopyTo(C target) { int value; lock (_gate) value = _value; target._value = value; }")]
    [InlineData("protected object CopyInto(C target) { KeyValuePair<string, int>[] pairs; lock (_gate) pairs = _map.ToArray(); target._map = new(); foreach (var pair in pairs) target._map.Add(pair.Key, pair.Value); return target; }")]
    public Task Accepts_what_only_the_beginning_does_without(string member) => AcceptsProgram(Guarded(member));

    [Fact]
    public Task Flags_what_a_lock_of_another_type_guards_for_all() => FlagsProgram("""
        static class Gates { internal static readonly object Config = new(); }

        static class Maps
        {
            private static readonly Dictionary<string, int> map = new();
            public static void Put(string key) { lock (Gates.Config) map[key] = 1; }
            public static void Drop(string key) { lock (Gates.Config) map.Remove(key); }
            public static void Clear() => [|map|].Clear();
        }
        """);

    [Theory]
    [InlineData("public void Set() { [|_value|] = 3; }")]
    [InlineData("public void Set() => [|_value|]++;")]
    [InlineData("public void Set() { [|_value|] += 2; }")]
    [InlineData("public int Value { get { lock (_gate) return _value; } set { [|_value|] = value; } }")]
    [InlineData("public void Set() { Helper(); } private void Helper() { [|_value|] = 3; }")]
    [InlineData("public static void Set(C c) { [|c._value|] = 3; }")]
    [InlineData("public event Action E { add { [|_value|] = 1; } remove { } }")]
    public Task Flags_a_write(string member) => FlagsProgram(Guarded(member));

    [Theory]
    [InlineData("[RequiresLock(\"_gate\")] public void ClearCore() { _map.Clear(); }")]
    [InlineData("[RequiresLock(\"_gate\")] public int Count { get { return _map.Keys.Sum(key => key.Length); } }")]
    public Task Accepts_members_whose_callers_hold_the_lock_by_contract(string member) => AcceptsProgram(Guarded(member) + " class RequiresLockAttribute : Attribute { public RequiresLockAttribute(string name) { } }");

    [Theory]
    [InlineData("private readonly Lock _gate = new();", "lock (_gate) {", "}")]
    [InlineData("private readonly Lock _gate = new();", "using (_gate.EnterScope()) {", "}")]
    [InlineData("private readonly object _gate = new();", "Monitor.Enter(_gate); try {", "} finally { Monitor.Exit(_gate); }")]
    [InlineData("private readonly Mutex _gate = new();", "_gate.WaitOne(); try {", "} finally { _gate.ReleaseMutex(); }")]
    [InlineData("private readonly ReaderWriterLockSlim _gate = new();", "_gate.EnterWriteLock(); try {", "} finally { _gate.ExitWriteLock(); }")]
    [InlineData("private static readonly object _gate = new();", "lock (_gate) {", "}")]
    [InlineData("", "lock (this) {", "}")]
    [InlineData("", "lock (typeof(C)) {", "}")]
    [InlineData("private readonly object _gate = new();", "using (TimedLock.Lock(_gate)) {", "}")]
    [InlineData("private readonly object _gate = new();", "using var held = TimedLock.Lock(_gate);", "")]
    [InlineData("private readonly object _gate = new();", "using (Guards.Lock(_gate)) {", "}")]
    public Task Flags_beside_every_kind_of_lock(string gate, string enter, string exit) => FlagsProgram($$"""
        class C
        {
            {{gate}}
            private int _value;
            public void A() { {{enter}} _value = 1; {{exit}} }
            public void B() { {{enter}} _value = 2; {{exit}} }
            public void D() { [|_value|] = 3; }
        }
        struct TimedLock : IDisposable
        {
            private object target;
            public static TimedLock Lock(object on) { if (!Monitor.TryEnter(on, 9000)) throw new TimeoutException(); return new TimedLock { target = on }; }
            public void Dispose() => Monitor.Exit(target);
        }
        static class Guards
        {
            public static IDisposable Lock(object on) => TimedLock.Lock(on);
        }
        """);

    [Fact]
    public Task Flags_beside_synchronized_methods() => FlagsProgram("""
        using System.Runtime.CompilerServices;
        class C
        {
            private readonly List<int> _values = new();
            [MethodImpl(MethodImplOptions.Synchronized)] public void A() { _values.Add(1); }
            [MethodImpl(MethodImplOptions.Synchronized)] public void B() { _values.Clear(); }
            public void D() { [|_values|].Add(3); }
        }
        """);

    [Fact]
    public Task Flags_static_state_beside_a_static_lock() => FlagsProgram("""
        static class Cache
        {
            private static readonly object Gate = new();
            private static readonly Dictionary<string, string> Known = new();
            public static void Add(string key) { lock (Gate) Known[key] = key; }
            public static void Remove(string key) { lock (Gate) { Known.Remove(key); } }
            public static bool Has(string key) => [|Known|].ContainsKey(key);
        }
        """);

    [Theory]
    [InlineData("public void Give(C other) { other.[|_value|] = 7; }")]
    [InlineData("public void Trade(C other) { lock (_gate) { var mine = _value; _value = 0; } other.[|_value|] = 3; }")]
    public Task Flags_what_another_object_is_given_that_is_no_copy(string member) => FlagsProgram(Guarded(member.Replace("other.[|_value|]", "[|other._value|]")));

    [Fact]
    public Task Flags_in_every_part_of_a_type_and_once_a_member() => FlagsProgram("""
        partial class C
        {
            private readonly object _gate = new();
            private readonly List<int> _values = new();
            public void A() { lock (_gate) { _values.Add(1); _values.Add(2); _values.Add(3); } }
            public void A2() { lock (_gate) { _values.Add(4); _values.Add(5); } }
        }

        partial class C
        {
            public void B() { [|_values|].Add(1); _values.Add(2); }
            public void D() { [|_values|].Add(3); }
        }
        """);

    [Theory]
    [InlineData("public int Get() => _value;")]
    [InlineData("public bool Is() { return _value > 3; }")]
    [InlineData("public void Wait() { if (_value == 0) lock (_gate) { if (_value == 0) _value = 1; } }")]
    [InlineData("public int Size => _map.Count;")]
    [InlineData("public void Take() { if (_map.Count > 0) Console.WriteLine(); }")]
    [InlineData("public override string ToString() => $\"{_map?.Count} of them\";")]
    [InlineData("public object Kind() => _map.Comparer;")]
    [InlineData("public object Whole() => _map;")]
    [InlineData("public C(int value) { _value = value; _map[\"\"] = 1; Prepare(); } private void Prepare() { _map.Clear(); }")]
    [InlineData("public static C Make() { var made = new C { _value = 3 }; made._map.Add(\"\", 1); return made; }")]
    [InlineData("public void Start() { _value = 1; }")]
    [InlineData("public void InitMap() { _map = new(); }")]
    [InlineData("public void Dispose() { _map.Clear(); }")]
    [InlineData("~C() { _map.Clear(); }")]
    [InlineData("public void ClearNoLock() { _map.Clear(); }")]
    [InlineData("public void Clear() { lock (_gate) Really(); } private void Really() => _map.Clear();")]
    [InlineData("public void Clear() { lock (_gate) Really(); } internal void Really() => _map.Clear();")]
    [InlineData("public void Clear() { lock (_gate) { Really(); void Really() => _map.Clear(); } }")]
    [InlineData("public void Clear(Action<Action> run) { run(() => _map.Clear()); }")]
    [InlineData("public void Clear(SemaphoreSlim slim) { slim.Wait(); _map.Clear(); slim.Release(); }")]
    [InlineData("public void Clear() { if (Monitor.TryEnter(_gate)) { _map.Clear(); Monitor.Exit(_gate); } }")]
    [InlineData("public void Clear() { System.Diagnostics.Debug.Assert(Monitor.IsEntered(_gate)); _map.Clear(); }")]
    [InlineData("public void Clear(Thread last) { last.Join(); _map.Clear(); }")]
    [InlineData("public async Task Clear(Task[] all) { await Task.WhenAll(all); _map.Clear(); }")]
    [InlineData("public void Clear(C other) { lock (_gate) { other._map.Clear(); } }")]
    [InlineData("public int Value { get => _value; set => _value = value; }")]
    [InlineData("public int Value { set { _value = value; } }")]
    [InlineData("public void Check() { System.Diagnostics.Debug.Assert(_map.ContainsKey(\"\")); }")]
    [InlineData("public void Next() { Interlocked.Increment(ref _value); }")]
    [InlineData("public string Name() => nameof(_map);")]
    [InlineData("public void Clear() {\n// ReSharper disable once InconsistentlySynchronizedField\n _map.Clear(); }")]
    [InlineData("// ReSharper disable InconsistentlySynchronizedField - nobody else is left by then\npublic void Clear() { Console.WriteLine(); if (_value > 3) _map.Clear(); }")]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"ReSharper\", \"InconsistentlySynchronizedField\")] public void Clear() { _map.Clear(); }")]
    [InlineData("public void Shutdown() { _map.Clear(); }")]
    [InlineData("// Only called from a single thread, the one that puts.\npublic void Clear() { _map.Clear(); }")]
    [InlineData("/// <summary>Not thread-safe.</summary>\npublic void Clear() => Really(); private void Really() { Cut(); } private void Cut() => _map.Clear(); public void Both() { lock (_gate) Really(); }")]
    [InlineData("public object Keys() => Copy(_map.Keys); private string[] Copy(IEnumerable<string> all) { lock (_gate) return all.ToArray(); }")]
    public Task Accepts_what_needs_no_lock_or_may_hold_one(string member) => AcceptsProgram(Guarded(member));

    [Theory]
    [InlineData("private volatile bool _value;", "_value = true;")]
    [InlineData("private int[] _value = [];", "_ = _value[0];")]
    [InlineData("private readonly System.Collections.Hashtable _value = new();", "_ = _value[1];")]
    [InlineData("private readonly ConcurrentDictionary<int, int> _value = new();", "_value.Clear();")]
    public Task Accepts_what_its_type_makes_safe(string declared, string bare) => AcceptsProgram($$"""
        class C
        {
            private readonly object _gate = new();
            {{declared}}
            public void A() { lock (_gate) { Use(_value); Change(); } }
            private void Change() { {{(declared.Contains("Hashtable") ? "_value[1] = 2;" : declared.Contains("Concurrent") ? "_value[1] = 2;" : declared.Contains("[]") ? "_value[0] = 1; _value = [];" : "_value = false;")}} }
            public void B() { lock (_gate) { Change(); Use(_value); Use(_value); } }
            public void D() { {{bare}} }
            private void Use(object? value) => Console.WriteLine(value);
        }
        """);

    [Fact]
    public Task Accepts_a_collection_that_is_replaced_as_a_whole() => AcceptsProgram("""
        class C
        {
            private readonly object _gate = new();
            private List<int> _values = new();
            public void A() { lock (_gate) { _values = new List<int>(_values) { 1 }; } }
            public void B() { lock (_gate) { var copy = new List<int>(_values); copy.Clear(); _values = copy; } }
            public bool Has(int value) => _values.Contains(value);
            public int D() { foreach (var value in _values) return value; return 0; }
        }
        """);

    [Fact]
    public Task Flags_a_collection_behind_an_interface_that_is_exchanged_for_another_of_its_kind() => FlagsProgram("""
        sealed class Sink
        {
            private readonly object gate = new();
            private IList<Action<string>> observers = new List<Action<string>>();

            public void Subscribe(Action<string> observer)
            {
                lock (gate)
                {
                    var more = observers.ToList();
                    more.Add(observer);
                    Interlocked.Exchange(ref observers, more);
                }
            }

            public void Unsubscribe(Action<string> observer) { lock (gate) observers.Remove(observer); }

            public void Emit(string text)
            {
                foreach (var observer in [|observers|])
                    observer(text);
            }
        }
        """);

    [Fact]
    public Task Accepts_a_collection_behind_an_interface_that_only_others_fill_or_that_may_be_of_any_kind() => AcceptsProgram("""
        sealed class Sink
        {
            private readonly object gate = new();
            private IList<Action<string>> observers = new List<Action<string>>();
            private IList<string> lines = new List<string>();

            public void Subscribe(Action<string> observer)
            {
                lock (gate)
                {
                    var more = observers.ToList();
                    more.Add(observer);
                    Interlocked.Exchange(ref observers, more);
                }
            }

            public void Unsubscribe(Action<string> observer) { lock (gate) Interlocked.Exchange(ref observers, observers.Where(other => other != observer).ToList()); }

            public void Emit(string text)
            {
                foreach (var observer in observers)
                    observer(text);
            }

            public void Use(IList<string> others) { lock (gate) Interlocked.Exchange(ref lines, others); }
            public void Write(string line) { lock (gate) lines.Add(line); }
            public void Drop(string line) { lock (gate) lines.Remove(line); }
            public void Show() { foreach (var line in lines) Console.WriteLine(line); }
        }
        """);

    [Fact]
    public Task Accepts_too_few_uses_under_the_lock() => AcceptsProgram("""
        class C
        {
            private readonly object _gate = new();
            private int _one, _two, _three;
            public void A() { lock (_gate) { _one = 1; } }
            public void B() { _one = 2; }
            public void D() { lock (_gate) { _two = 1; _two = 2; } }
            public void E() { _two = 3; }
            public void F() { _two = 4; }
            public void G() { lock (_gate) { Console.WriteLine(_three); Console.WriteLine(_three); } }
            public void H() { _three = 4; }
        }
        """);

    [Fact]
    public Task Accepts_a_lock_that_one_member_takes_for_itself() => AcceptsProgram("""
        class C
        {
            private readonly object _gate = new();
            private int _last;
            public void Tick() { lock (_gate) { if (_last > 3) Console.WriteLine(_last); _last = Environment.TickCount; } }
            public void Run() { _last = Environment.TickCount; new Timer(_ => Tick(), null, 0, 10); }
        }
        """);

    [Fact]
    public Task Accepts_a_lock_of_another_object_or_of_one_object_for_all() => AcceptsProgram("""
        class C
        {
            private static int _shared;
            private readonly object _gate = new();
            private readonly Holder _holder = new();
            private int _value;
            public void A() { lock (_holder.Gate) { _value = 1; _value = 2; _value = 3; } lock (_gate) { _shared = 1; _shared = 2; _shared = 3; } }
            public void B() { _value = 4; _shared = 4; }
        }

        class Holder { public readonly object Gate = new(); }
        """);

    [Fact]
    public Task Leaves_several_runs_of_a_body_to_others() => AcceptsProgram("""
        class C
        {
            private readonly object _gate = new();
            private readonly List<int> _values = new();
            public void A() { lock (_gate) { _values.Add(1); } }
            public void B() { lock (_gate) { _values.Clear(); } }
            public void D() { Parallel.For(0, 9, i => _values.Add(i)); }
            public void E() { for (var i = 0; i < 9; i++) new Thread(Work).Start(); }
            private void Work() { lock (_gate) { Console.WriteLine(); } _values.Add(2); }
        }
        """);

    private const string Sender = """
        class Sender
        {
            private readonly object gate = new();
            private Task? pending;
            private List<int> sent = new();
            private bool sending;

            public Task Send(int value)
            {
                lock (gate)
                {
                    BODY
                }

                BEHIND
                return Task.CompletedTask;
            }

            private bool IsBusy { get { var task = pending; return task != null && !task.IsCompleted; } }
            private bool Knows(int value) => sent.Contains(value);
        }
        """;

    [Theory]
    [InlineData("if (pending != null) return pending;", "[|pending|] = Task.Run(() => Console.WriteLine(value));")]
    [InlineData("if (pending is { IsCompleted: false }) throw new InvalidOperationException();", "Console.WriteLine(value); [|pending|] = Task.Run(() => Console.WriteLine(value));")]
    [InlineData("if (IsBusy) return Task.FromException(new InvalidOperationException());", "[|pending|] = Task.Run(() => Console.WriteLine(value));")]
    [InlineData("Console.WriteLine(value); if (IsBusy) { Console.WriteLine(); return Task.CompletedTask; }", "try { [|pending|] = Task.Run(() => Console.WriteLine(value)); } finally { Console.WriteLine(); }")]
    [InlineData("if (Knows(value)) return Task.CompletedTask;", "[|sent|].Add(value);")]
    [InlineData("if (sent.Contains(value)) throw new ArgumentException();", "[|sent|].Add(value); Console.WriteLine(sent.Count);")]
    public Task Flags_a_change_behind_the_lock_that_was_taken_to_look(string body, string behind) => FlagsProgram(Sender.Replace("BODY", body).Replace("BEHIND", behind));

    [Theory]
    [InlineData("if (pending != null) return pending; pending = Task.CompletedTask;", "pending = null;")]
    [InlineData("if (pending != null || sending) return Task.CompletedTask; sending = true;", "pending = Task.Run(() => Console.WriteLine(value)); lock (gate) sending = false;")]
    [InlineData("if (pending != null) Console.WriteLine(value);", "pending = Task.Run(() => Console.WriteLine(value));")]
    [InlineData("Console.WriteLine(IsBusy);", "pending = Task.Run(() => Console.WriteLine(value));")]
    [InlineData("if (pending != null) return pending;", "lock (gate) pending = Task.Run(() => Console.WriteLine(value));")]
    [InlineData("if (pending != null) return pending; pending = Task.Run(() => Console.WriteLine(value));", "Console.WriteLine(value);")]
    [InlineData("if (value > 3) return Task.CompletedTask;", "pending = Task.Run(() => Console.WriteLine(value));")]
    public Task Accepts_what_the_look_does_not_decide_or_the_lock_was_taken_for(string body, string behind) => AcceptsProgram(Sender.Replace("BODY", body).Replace("BEHIND", behind));

    private const string Reloads = """
        class Reloads : IDisposable
        {
            private readonly object gate = new();
            private Timer? timer;

            public void Changed()
            {
                lock (gate)
                {
                    if (timer == null)
                        timer = new Timer(Reload, null, 100, -1);
                    else
                        timer.Change(100, -1);
                }
            }

            private void Reload(object? state)
            {
                lock (gate)
                {
                    timer?.Dispose();
                    timer = null;
                }
            }

            public void Dispose() { BODY }
        }
        """;

    [Theory]
    [InlineData("var last = timer; [|timer|] = null; last?.Dispose();")]
    [InlineData("if (timer != null) { timer.Dispose(); [|timer|] = null; }")]
    public Task Flags_the_end_of_an_object_that_a_timer_still_works_on(string body) => FlagsProgram(Reloads.Replace("BODY", body));

    [Theory]
    [InlineData("lock (gate) { timer?.Dispose(); timer = null; }")]
    [InlineData("timer?.Dispose();")]
    [InlineData("if (Monitor.TryEnter(gate, 500)) { try { timer = null; } finally { Monitor.Exit(gate); } }")]
    public Task Accepts_an_end_that_writes_nothing_or_holds_the_lock(string body) => AcceptsProgram(Reloads.Replace("BODY", body));

    /// <summary>Whoever calls Dispose here holds the lock; a using does not.</summary>
    [Fact]
    public Task Flags_an_end_that_others_may_begin() => FlagsProgram(Reloads.Replace("public void Dispose() { BODY }", """
        public void Watch() => AppDomain.CurrentDomain.DomainUnload += Unload;

            private void Unload(object? sender, EventArgs e)
            {
                lock (gate)
                    Dispose();
            }

            public void Dispose() => Dispose(true);

            protected virtual void Dispose(bool disposing)
            {
                var last = timer;
                [|timer|] = null;
                last?.Dispose();
            }
        """));

    [Fact]
    public Task Only_suggests_what_follows_a_look() =>
        Weighs(Marked.Parse(Sender.Replace("BODY", "if (IsBusy) return Task.CompletedTask;").Replace("BEHIND", "pending = Task.Run(() => Console.WriteLine(value));")).Text, DiagnosticSeverity.Info);

    [Fact]
    public Task Says_where_it_has_looked() => Says(Marked.Parse(Sender.Replace("BODY", "if (IsBusy) return Task.CompletedTask;").Replace("BEHIND", "pending = Task.Run(() => Console.WriteLine(value));")).Text,
        "'pending' is written here without 'gate', under which line 12 looks whether it may be");

    /// <summary>A list that only grows keeps what is at a fixed place; of one that may shrink nothing is known.</summary>
    [Theory]
    [InlineData("[0]", "", "parts")]
    [InlineData("[parts.Count - 1]", "", "[|parts|]")]
    [InlineData("[0]", "public void Cut() { lock (gate) parts.RemoveAt(0); }", "[|parts|]")]
    public Task Accepts_a_fixed_place_of_a_list_that_only_grows(string place, string more, string target) => FlagsProgram($$"""
        class Parts
        {
            private readonly object gate = new();
            private readonly List<string> parts;
            public Parts(string first) => parts = new List<string> { first };
            public void Add(string part) { lock (gate) { if (!parts.Contains(part)) parts.Add(part); } }
            public string[] All() { lock (gate) return parts.ToArray(); }
            public string Of => {{target}}{{place}};
            {{more}}
        }
        """);

    [Fact]
    public Task Accepts_helpers_of_tests() => AcceptsProgram("""
        namespace Shop.StorageTests
        {
            class Storage
            {
                private readonly object gate = new();
                private readonly List<int> values = new();
                public void Add(int value) { lock (gate) { values.Add(value); values.Sort(); } }
                public int[] All() { lock (gate) return values.ToArray(); }
                public void Reset() { values.Clear(); }
            }
        }
        """);

    /// <summary>Where the members that change it verify their thread, that thread may read it without the lock.</summary>
    [Fact]
    public Task Accepts_reads_where_one_thread_changes() => AcceptsProgram("""
        class Documents
        {
            private readonly object gate = new();
            private readonly List<string> open = new();
            private static void VerifyAccess() { if (Environment.CurrentManagedThreadId != 1) throw new InvalidOperationException(); }
            public void Add(string name) { VerifyAccess(); lock (gate) open.Add(name); }
            public void Close(string name) { VerifyAccess(); lock (gate) open.Remove(name); }
            public string[] All() { lock (gate) return open.ToArray(); }
            public string Save() => string.Join(";", open.Where(name => name.Length > 0));
        }
        """);

    [Fact]
    public Task Accepts_tests() => AcceptsProgram("""
        class FactAttribute : Attribute { }

        class Tests
        {
            private readonly object _gate = new();
            private readonly List<int> _values = new();
            [Fact] public void Adds() { lock (_gate) { _values.Add(1); _values.Add(2); } _values.Clear(); }
        }
        """);

    [Fact]
    public Task Is_a_warning() => Weighs(Marked.Parse(Guarded("public void A() { _value = 1; }")).Text, DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("class C", "private int _more; public int Add() { lock (_gate) { _more = 1; return _map.Count; } } public int Sum() { lock (_gate) return _more; } public void Reset() { _more = 0; }")]
    [InlineData("class C", "public void A() { _value = 1; } public int B() => _value;")]
    [InlineData("namespace System.Windows.Threading { public class DispatcherObject { } } class C : System.Windows.Threading.DispatcherObject", "public void A() { _value = 1; }")]
    public Task Suggests_where_the_lock_may_be_there_for_something_else(string head, string member) => Weighs(Guarded(member).Replace("class C\n", head + "\n"), DiagnosticSeverity.Info);

    [Fact]
    public Task Says_what_is_done_and_how_often_the_lock_is_held() => Says(Marked.Parse(Guarded("public void A() { _value = 1; } public object B() => _map.ToArray(); public bool D() => _map.ContainsKey(\"\"); public void E() { _map.Clear(); }")).Text,
        "'_value' is written here without '_gate', which is held at 3 of its 4 uses",
        "'_map' is enumerated here without '_gate', which is held at 5 of its 8 uses",
        "'_map' is read here without '_gate', which is held at 5 of its 8 uses",
        "'_map' is changed here without '_gate', which is held at 5 of its 8 uses");

    [Fact]
    public Task Points_at_the_uses_under_the_lock() => PointsAt("""
        class C
        {
            private readonly object _gate = new();
            private int _value;
            public void A() { lock (_gate) { _value = 1; } }
            public void B() { lock (_gate) { _value = 2; } }
            public void D() { _value = 3; }
        }
        """, 5, 6);

    [Fact]
    public Task Locks_statements_with_their_comments_and_what_follows_from_them() => Fixes("""
        class C
        {
            private readonly object _gate = new();
            private readonly Dictionary<string, int> _map = new();

            public void A() { lock (_gate) { _map.Clear(); _map["a"] = 1; _map["b"] = 2; } }

            public void B() { lock (_gate) { _map.Clear(); _map["a"] = 1; _map["b"] = 2; _map["c"] = 3; _map["d"] = 4; } }

            public void Add(string key)
            {
                Console.WriteLine(key);

                // Only new ones.
                if (![|_map|].ContainsKey(key))
                    _map.Add(key, 1); // first
                // Count it.
                _map[key]++;
                Console.WriteLine();
            }

            public void Remove(string key, bool really)
            {
                if (really)
                    [|_map|].Remove(key); // gone
                else
                    Console.WriteLine(key);
            }

            public void Clear() { [|_map|].Clear(); }
        }
        """, """
        class C
        {
            private readonly object _gate = new();
            private readonly Dictionary<string, int> _map = new();

            public void A() { lock (_gate) { _map.Clear(); _map["a"] = 1; _map["b"] = 2; } }

            public void B() { lock (_gate) { _map.Clear(); _map["a"] = 1; _map["b"] = 2; _map["c"] = 3; _map["d"] = 4; } }

            public void Add(string key)
            {
                Console.WriteLine(key);

                // Only new ones.
                lock (_gate)
                {
                    if (!_map.ContainsKey(key))
                        _map.Add(key, 1); // first
                    // Count it.
                    _map[key]++;
                }
                Console.WriteLine();
            }

            public void Remove(string key, bool really)
            {
                if (really)
                    lock (_gate)
                    {
                        _map.Remove(key); // gone
                    }
                else
                    Console.WriteLine(key);
            }

            public void Clear() { lock (_gate) _map.Clear(); }
        }
        """);

    [Fact]
    public Task Declares_before_the_lock_what_is_needed_behind_it() => Fixes("""
        class C
        {
            private readonly object _gate = new();
            private readonly Dictionary<string, string> _map = new();

            public void A() { lock (_gate) { _map.Clear(); _map["a"] = ""; _map["b"] = ""; _map["c"] = ""; } }
            public void A2() { lock (_gate) { _map.Clear(); _map["a"] = ""; _map["b"] = ""; _map["c"] = ""; } }

            public void Print(string key)
            {
                // Look first.
                var known = [|_map|].ContainsKey(key); // or not
                Console.WriteLine(known);
            }

            public string Find(string key)
            {
                if (![|_map|].TryGetValue(key, out var value))
                    return "";
                return value.Trim();
            }
        }
        """, """
        class C
        {
            private readonly object _gate = new();
            private readonly Dictionary<string, string> _map = new();

            public void A() { lock (_gate) { _map.Clear(); _map["a"] = ""; _map["b"] = ""; _map["c"] = ""; } }
            public void A2() { lock (_gate) { _map.Clear(); _map["a"] = ""; _map["b"] = ""; _map["c"] = ""; } }

            public void Print(string key)
            {
                bool known;
                // Look first.
                lock (_gate)
                {
                    known = _map.ContainsKey(key); // or not
                }
                Console.WriteLine(known);
            }

            public string Find(string key)
            {
                string? value;
                lock (_gate)
                {
                    if (!_map.TryGetValue(key, out value))
                        return "";
                }
                return value.Trim();
            }
        }
        """);

    [Fact]
    public Task Makes_blocks_of_expression_bodies() => Fixes("""
        class C
        {
            private readonly object _gate = new();
            private readonly List<int> _values = new();
            private int _last;

            public void A() { lock (_gate) { _values.Clear(); _values.Add(1); _values.Add(2); _values.Add(3); _values.Add(4); _values.Add(5); _last = 1; } }
            public void A2() { lock (_gate) { _values.Clear(); _values.Add(1); _values.Add(2); _values.Add(3); _values.Add(4); _values.Add(5); _last = 1; } }

            public bool Has(int value) => [|_values|].Contains(value); // slow

            public void Add(int value)
                => [|_values|].Add(value);

            public int First => [|_values|][0];

            public int Last
            {
                get
                {
                    lock (_gate)
                        return _last;
                }
                // From outside.
                set => [|_last|] = value;
            }
        }
        """, """
        class C
        {
            private readonly object _gate = new();
            private readonly List<int> _values = new();
            private int _last;

            public void A() { lock (_gate) { _values.Clear(); _values.Add(1); _values.Add(2); _values.Add(3); _values.Add(4); _values.Add(5); _last = 1; } }
            public void A2() { lock (_gate) { _values.Clear(); _values.Add(1); _values.Add(2); _values.Add(3); _values.Add(4); _values.Add(5); _last = 1; } }

            public bool Has(int value)
            {
                lock (_gate)
                {
                    return _values.Contains(value); // slow
                }
            }

            public void Add(int value)
            {
                lock (_gate)
                {
                    _values.Add(value);
                }
            }

            public int First
            {
                get
                {
                    lock (_gate)
                    {
                        return _values[0];
                    }
                }
            }

            public int Last
            {
                get
                {
                    lock (_gate)
                        return _last;
                }
                // From outside.
                set
                {
                    lock (_gate)
                    {
                        _last = value;
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Computes_before_the_lock_what_may_do_anything() => Fixes("""
        class C
        {
            private readonly object _gate = new();
            private readonly List<int> _values = new();

            public void A() { lock (_gate) { _values.Clear(); _values.Add(1); } }
            public void A2() { lock (_gate) { _values.Clear(); _values.Add(1); } }

            public void Add(Func<int> make)
            {
                [|_values|].Add(make());
            }
        }
        """, """
        class C
        {
            private readonly object _gate = new();
            private readonly List<int> _values = new();

            public void A() { lock (_gate) { _values.Clear(); _values.Add(1); } }
            public void A2() { lock (_gate) { _values.Clear(); _values.Add(1); } }

            public void Add(Func<int> make)
            {
                var result = make();
                lock (_gate)
                {
                    _values.Add(result);
                }
            }
        }
        """);

    [Fact]
    public Task Keeps_the_line_ends_of_a_document() => Fixes(
        "class C\r\n{\r\n    private readonly object _gate = new();\r\n    private int _value;\r\n    public void A() { lock (_gate) { _value = 1; } } public void A2() { lock (_gate) { _value = 2; } }\r\n    public void B()\r\n    {\r\n        // three\r\n        [|_value|] = 3;\r\n    }\r\n}\r\n",
        "class C\r\n{\r\n    private readonly object _gate = new();\r\n    private int _value;\r\n    public void A() { lock (_gate) { _value = 1; } } public void A2() { lock (_gate) { _value = 2; } }\r\n    public void B()\r\n    {\r\n        // three\r\n        lock (_gate)\r\n        {\r\n            _value = 3;\r\n        }\r\n    }\r\n}\r\n");

    [Theory]
    [InlineData("public async Task B() { [|_values|].Add(await Task.FromResult(_values.Count)); }")]
    [InlineData("public IEnumerable<int> B() { foreach (var value in [|_values|]) yield return value; }")]
    [InlineData("public void B(Action<int> use) { foreach (var value in [|_values|]) use(value); }")]
    [InlineData("public void B(Action use) { [|_values|].Add(1); use(); _values.Add(2); }")]
    [InlineData("public event Action? Changed; public void B() { [|_values|].Add(1); Changed?.Invoke(); _values.Add(2); }")]
    [InlineData("public void B() { if ([|_values|].Remove(1)) On(); } protected virtual void On() { }")]
    [InlineData("public void B() { if ([|_values|].Remove(1)) On(); } private readonly object _other = new(); private void On() { lock (_other) { Console.WriteLine(); } }")]
    [InlineData("public void B() { while ([|_values|].Contains(1)) Thread.Sleep(1); }")]
    [InlineData("public void B() { Task.Run(() => [|_values|].Add(1)); _values.Add(2); }")]
    [InlineData("public static void B(C other) { [|other._values|].Add(1); }")]
    public Task Offers_nothing_where_code_of_others_would_run_under_the_lock(string member) => FlagsWithoutFix($$"""
        class C
        {
            private readonly object _gate = new();
            private readonly List<int> _values = new();
            public void A() { lock (_gate) { _values.Clear(); _values.Add(1); _values.Add(2); _values.Add(3); } }
            public void A2() { lock (_gate) { _values.Clear(); _values.Add(1); _values.Add(2); _values.Add(3); } }
            {{member}}
        }
        """);

    [Theory]
    [InlineData("private readonly Mutex _gate = new();", "_gate.WaitOne(); try {", "} finally { _gate.ReleaseMutex(); }")]
    [InlineData("private readonly ReaderWriterLockSlim _gate = new();", "_gate.EnterWriteLock(); try {", "} finally { _gate.ExitWriteLock(); }")]
    public Task Offers_nothing_for_a_lock_without_a_statement(string gate, string enter, string exit) => FlagsWithoutFix($$"""
        class C
        {
            {{gate}}
            private int _value;
            public void A() { {{enter}} _value = 1; _value = 2; {{exit}} }
            public void A2() { {{enter}} _value = 1; _value = 2; {{exit}} }
            public void B() { [|_value|] = 3; }
        }
        """);

    [Fact]
    public async Task Bears_unfinished_code() => Assert.Single(await Code.Findings(
        Code.Compilation(("Test0.cs", "class C { object _gate = new(); int _v; public void B() { lock (_gate) { _v = 3; } } public void A() { lock (_gate) { _v = 1; _v = } lock ( _v = 2; }")), [new GuardedFieldUnguarded()]));

    private static string Guarded(string member) => $$"""
        class C
        {
            private readonly object _gate = new();
            private Dictionary<string, int> _map = new();
            private int _value;
            public C() { }
            public void Put(string key) { lock (_gate) { _map[key] = 1; _map[key] = 2; _value = 3; } }
            public void Drop(string key) { lock (_gate) { _map.Remove(key); _map.Remove(key + 1); _map.Remove(key + 2); _value = _value + 1; } }
            {{member}}
        }
        """;

    private static string Proxy(string send) => $$"""
        class Call { public IDictionary<string, string>? State { get; set; } }
        class Proxy
        {
            private readonly Dictionary<string, string> state = new(StringComparer.OrdinalIgnoreCase);
            public string? this[string name]
            {
                get { lock (state) { string? value; state.TryGetValue(name, out value); return value; } }
                set { lock (state) { state[name] = value!; } }
            }
            public Task Send(Func<Call, Task> send)
            {
                var call = new Call();
                {{send}}
                return send(call);
            }
        }
        """;

    /// <summary>To name the collection as the lock is no use of it.</summary>
    [Fact]
    public Task Flags_a_collection_that_is_its_own_lock() => FlagsProgram(Proxy("if (state.Count != 0) call.State = [|state|];"));

    [Fact]
    public Task Accepts_another_collection_in_place_of_the_one_that_is_the_lock() => AcceptsProgram("""
        class Heads
        {
            private int[] heads = [];
            public void Run(int streams) { heads = new int[streams]; for (var n = 0; n < streams; n++) new Thread(() => Add(0)).Start(); }
            private void Add(int stream) { lock (heads) { heads[stream]++; Console.WriteLine(heads[stream]); } }
            public int Head(int stream) { lock (heads) return heads[stream]; }
        }
        """);

    [Fact]
    public Task Accepts_a_copy_of_a_collection_that_is_its_own_lock() => AcceptsProgram(Proxy("lock (state) call.State = new Dictionary<string, string>(state);"));
}
