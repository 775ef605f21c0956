using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

/// <summary>
/// What users of other analyzers of locks reported as wrong (F) or missed (N), each under the thread it comes from, tried with all of our
/// rules at once. A row of F has to be silent, or where it names a rule, that one; a row of N has to be found at its marks by the rule it names.
/// F69 (a lock that only serialises tests) is weaker there: see <see cref="AwaitUnderLockTests"/>; N22 (a semaphore taken by a helper) stands on the page of ASY1004.
/// </summary>
public sealed class AskedOfLocksTests() : AskedTests(Members)
{
    private const string Members = """
        private readonly object g = new(), other = new();
        private readonly ReaderWriterLockSlim rw = new();
        private readonly SemaphoreSlim s = new(1, 1);
        private readonly Mutex mutex = new();
        private readonly Lock own = new();
        private SpinLock spin = new(true);
        private int x;
        private static async Task Save(int n = 0) { await Task.Delay(n); Console.WriteLine(n); }
        private static void Use(object? used) => Console.WriteLine(used);
        private static void Load(int n) => File.ReadAllText($"{n}");
        """;

    /// <summary>Locks that are free again, or that somebody else looks after.</summary>
    [Theory]
    [InlineData("F66", "clippy#6446", "async Task M(int n) { Monitor.Enter(g); x = n; Monitor.Exit(g); await Save(n); }")]
    [InlineData("F66", "clippy#9208", "async Task M(int n) { Monitor.Enter(g); switch (n) { case 1: x = n; Monitor.Exit(g); break; default: Monitor.Exit(g); break; } await Save(n); }")]
    [InlineData("F67", "clippy#8777", "async Task M() { while (Next() is { } next) await Save(next); int? Next() { lock (g) return x > 0 ? x-- : null; } }")]
    [InlineData("F68", "clippy#13075", "async Task M(Condition condition) { Monitor.Enter(g); x++; await condition.WaitAsync(g); Monitor.Exit(g); } class Condition { public async Task WaitAsync(object gate) { Monitor.Exit(gate); await Save(); Monitor.Enter(gate); } }", "ASY5001")]
    [InlineData("F70", "DotNetWorkQueue#181", "void M() { var took = false; try { if (!rw.IsReadLockHeld) { rw.EnterReadLock(); took = true; } Use(x); } finally { if (took) rw.ExitReadLock(); } }")]
    [InlineData("F71", "sonar-dotnet#5500", "void M() { if (rw.IsReadLockHeld) rw.ExitReadLock(); if (Monitor.IsEntered(g)) Monitor.Exit(g); }")]
    [InlineData("F71", "sonar-dotnet#5520", "void M() { rw.EnterWriteLock(); try { Use(x); } finally { if (rw.IsWriteLockHeld) rw.ExitWriteLock(); } }")]
    [InlineData("F72", "sonar-dotnet#6048", "void M(Action callback) { Monitor.Exit(g); try { callback(); } finally { Monitor.Enter(g); } }")]
    [InlineData("F72", "sonar-dotnet#6052", "void M() { lock (g) { x++; Monitor.Exit(g); try { Use(1); } finally { Monitor.Enter(g); } x--; } }")]
    [InlineData("F73", "sonar-dotnet#5522", "void M() { var taken = false; try { spin.TryEnter(ref taken); if (taken) x++; } finally { if (taken) spin.Exit(); } }")]
    [InlineData("F73", "sonar-dotnet#5527", "void M() { var taken = false; try { spin.Enter(ref taken); x++; } finally { try { Use(1); } finally { if (taken) spin.Exit(); } } }")]
    [InlineData("F74", "sonar-dotnet#7826", "void M() { Monitor.Enter(g); try { lock (other) { x++; } } finally { Monitor.Exit(g); } }")]
    [InlineData("F75", "rspec#1681", "public void Begin() { rw.EnterWriteLock(); x++; } public void End() => rw.ExitWriteLock();")]
    [InlineData("F75", "rspec#4528", "public Held Take() { Monitor.Enter(g); return new Held(g); } public readonly struct Held : IDisposable { private readonly object gate; public Held(object gate) => this.gate = gate; public void Dispose() => Monitor.Exit(gate); }")]
    [InlineData("F76", "", "void M() { using var e = new AutoResetEvent(true); e.WaitOne(); Use(x); using var m = new ManualResetEvent(false); m.WaitOne(10); using var c = new CountdownEvent(1); c.Signal(); c.Wait(); using var news = new SemaphoreSlim(0); news.Release(); news.Wait(); }")]
    [InlineData("F77", "sonar-dotnet#6701", "private readonly Dictionary<string, object> locks = new() { [\"a\"] = new() }; void M(string key) { lock (locks[key]) x++; } void N() { var l = g; lock (l) x++; }")]
    [InlineData("F77", "sonar-dotnet#6701", "private readonly List<Account> all = new(); void M() { foreach (var item in all) lock (item) item.Sum++; } sealed class Account { public int Sum; }")]
    [InlineData("F78", "Meziantou.Analyzer@8d79381", "sealed class Hidden { private int n; public void M() { lock (this) n++; } }")]
    public Task Accepts_locks_that_are_free_or_looked_after(string row, string thread, string member, string rule = "ASY5") => Silent(row, thread, member, rule);

#if !ROSLYN_4_8 // An older compiler refuses a scope in async code.
    [Theory]
    [InlineData("F67", "clippy#8777", "async Task M(int n) { int v; using (own.EnterScope()) v = x + n; await Save(v); }")]
    public Task Accepts_a_scope_that_ends_before_the_await(string row, string thread, string member) => Silent(row, thread, member, "ASY5");
#endif

    /// <summary>What is read without the lock where that harms nobody.</summary>
    [Theory]
    [InlineData("F79", "PVS-Studio@99e47b7", "private volatile List<int>? made; List<int> M() { if (made == null) lock (g) if (made == null) made = new List<int>(); return made; }")]
    [InlineData("F79", "codeql#786", "private List<int>? made; List<int> M() { if (Volatile.Read(ref made) == null) lock (g) if (made == null) Volatile.Write(ref made, new List<int>()); return Volatile.Read(ref made)!; }")]
    [InlineData("F79", "error-prone#5630", "private List<int>? made; List<int> M() { var mine = made; if (mine == null) lock (g) { mine = made; if (mine == null) { mine = new List<int>(); mine.Add(1); made = mine; } } return mine; }")]
    [InlineData("F79", "codeql#786", "private readonly Lazy<List<int>> made = new(() => new List<int>()); List<int> M() => made.Value;")]
    [InlineData("F80", "error-prone#5630", "private int n; void M() { if (n > 3) lock (g) n = 0; }", "ASY5015")]
    [InlineData("F81", "codeql#19015", "private readonly List<int> list = new(); public C() { list.Add(1); Fill(); } private void Fill() => list.Add(2); void M() { lock (g) list.Add(3); } int N() { lock (g) return list.Count; }")]
    [InlineData("F82", "ably-dotnet#1073", "private List<int>? made; public List<int> Made { get { if (made == null) lock (g) if (made == null) made = new List<int>(); return made; } }")]
    [InlineData("F83", "infer#1199", "private int hits; private volatile int last; void M(int n) { Interlocked.Increment(ref hits); last = n; } int N() => Volatile.Read(ref hits) + last;")]
    [InlineData("F84", "sonar-dotnet#947", "private bool ready; void M() { lock (g) { while (!ready) Monitor.Wait(g); } } void N() { lock (g) { ready = true; Monitor.PulseAll(g); } }")]
    [InlineData("F85", "PVS-Studio@b754de2", "private readonly string name = \"a\"; private int n; string M() { lock (g) { n++; return name + n; } } int N() => name.Length;")]
    [InlineData("F86", "sanitizers#488", "void M() { lock (g) lock (other) x++; lock (g) x++; lock (other) x++; }")]
    [InlineData("F87", "golang/go#18451", "void M(Door door, Turn turn) { door.Lock(); turn.Enter(); Use(x); if (x > 3) return; door.Unlock(); } class Door { public void Lock() => Use(1); public void Unlock() => Use(2); } class Turn { public void Enter() => Use(3); }")]
    [InlineData("F87", "golang/go#16227", "void M() { var mine = new SpinLock(); spin = new SpinLock(false); SpinLock zero = default; Use(mine.IsHeld); Use(zero.IsHeld); }")]
    [InlineData("F87b", "StackExchange.Redis#2331", "async Task M() { using var call = new Call(); await call.RunAsync(); } sealed class Call : IDisposable { private readonly List<int> parts = new(); private bool done; public async Task RunAsync() { if (done) return; parts.Add(1); await Save(parts.Count); } public void Dispose() { done = true; parts.Clear(); } }")]
    public Task Accepts_what_nobody_else_changes(string row, string thread, string member, string rule = "ASY5") => Silent(row, thread, member, rule);

    [Theory]
    [InlineData("N23", "vs-threading#1313", "ASY5001", "async Task M() { rw.EnterReadLock(); [|await|] Save(x); rw.ExitReadLock(); }")]
    [InlineData("N23", "vs-threading#1313", "ASY5001", "async Task M() { mutex.WaitOne(); try { [|await|] Save(x); } finally { mutex.ReleaseMutex(); } }")]
    [InlineData("N23", "vs-threading#1313", "ASY5001", "async Task M() { Monitor.Enter(g); try { [|await|] Save(x); } finally { Monitor.Exit(g); } }")]
    [InlineData("N24", "sonar-dotnet#6375", "ASY5003", "async Task M() { [|await s.WaitAsync()|]; await Save(x); s.Release(); }")]
    [InlineData("N24", "sonar-dotnet#6089", "ASY5003", "void M() { [|s.Wait|](); Load(x); s.Release(); }")]
    [InlineData("N25", "sonar-dotnet@6d874ec", "ASY5002", "void M() { [|own.Enter|](); if (x > 3) return; x++; own.Exit(); }")]
    [InlineData("N25", "sonar-dotnet@6d874ec", "ASY5002", "void M() { if ([|own.TryEnter|]()) { if (x > 3) return; own.Exit(); } }")]
    [InlineData("N26", "runtime#123087", "ASY5004", "async Task M(TimeSpan time, CancellationToken stop) { try { [|await s.WaitAsync(stop)|]; await Save(x); } finally { s.Release(); } }")]
    [InlineData("N26", "files-community/Files#7112", "ASY5004", "async Task M(CancellationToken stop) { try { [|await s.WaitAsync(stop)|]; Use(x); } finally { s.Release(); } }")]
    [InlineData("N27", "Meziantou.Framework#3068", "ASY5025", "sealed class Releaser : IDisposable { private readonly SemaphoreSlim one; private bool disposed; public Releaser(SemaphoreSlim one) => this.one = one; public void Dispose() { if ([|disposed|]) return; disposed = true; one.Release(); } }")]
    [InlineData("N28", "sonar-dotnet LockedFieldShouldBeReadonly", "ASY5007", "private object field = new(), spare = new(); void M() { lock (field = [|spare|]) x++; } void N() { lock ([|field|]) x--; }")]
    [InlineData("N28", "sonar-dotnet LockedFieldShouldBeReadonly", "ASY5007", "private List<int>? list = new(); void M(C a) { lock (a?[|.list|]!) x++; } void N() { list = new List<int>(); }")]
    [InlineData("N28", "sonar-dotnet LockedFieldShouldBeReadonly", "ASY5007", "private object one = new(), two = new(); void M(int n) { lock (n switch { 1 => [|one|], _ => [|two|] }) x++; } void N() { one = new(); }")]
    [InlineData("N29", "codeql#21542", "ASY5015", "private List<int>? made; List<int> M() { var missing = made == null; if (missing) { lock (g) { [|made|] = new List<int>(); } } return made!; }")]
    [InlineData("N29", "codeql#21546", "ASY5015", "private List<int>? made; List<int> M() { if (made != null) return made; lock (g) { [|made|] = new List<int>(); return made; } }")]
    [InlineData("N29", "codeql#4007", "ASY5015", "private List<int>? made; bool IsMissing() => made == null; List<int> M() { if (IsMissing()) { lock (g) { [|made|] = new List<int>(); } } return made!; }")]
    [InlineData("N29", "codeql#553", "ASY5015", "private List<int>? made; List<int> M() { if (made == null) { lock (g) { if (made == null) { [|made|] = new List<int>(); made.Add(1); } } } return made; }")]
    [InlineData("N30", "vs-threading#1646", "ASY2018", "[field: ThreadStatic] private static Random [|Own|] { get; set; } = new Random(); static int M() => Own.Next();")]
    public Task Finds_what_others_missed(string row, string thread, string rule, string member) => Finds(row, thread, rule, member);
}
