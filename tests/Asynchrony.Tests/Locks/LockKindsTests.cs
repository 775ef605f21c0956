using Asynchrony.Tests.Framework;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.Tests.Locks;

/// <summary>Which rule finds its defect in which kind of lock: every kind that the product knows, by every way to take it.</summary>
public sealed class LockKindsTests
{
    private const string Members = """
        private readonly object gate = new();
        private readonly object inner = new();
        private readonly Lock own = new();
        private SpinLock spin = new(true);
        private readonly Mutex mutex = new();
        private readonly Semaphore kernel = new(1, 1);
        private readonly SemaphoreSlim slim = new(1, 1);
        private readonly SemaphoreSlim single = new(1, 1);
        private readonly ReaderWriterLockSlim rw = new(), aside = new();
        private readonly ReaderWriterLock old = new();
        private readonly Turnstile turnstile = new();
        private readonly Barrier barrier = new();
        private readonly AsyncGate doorman = new();
        private readonly List<int> items = new();
        private bool quick;

        [Acquires("inner")] private void Grab() => Monitor.Enter(inner);
        [Acquires("inner")] private bool TryGrab() => Monitor.TryEnter(inner);
        [Releases("inner")] private void Drop() => Monitor.Exit(inner);
        [Acquires("single")] private void Begin() => single.Wait();
        [Acquires("single")] private bool TryBegin() => single.Wait(0);
        [Releases("single")] private void End() => single.Release();
        [Acquires("aside")] private void BeginRead() => aside.EnterReadLock();
        [Acquires("aside")] private bool TryBeginRead() => aside.TryEnterReadLock(10);
        [Releases("aside")] private void EndRead() => aside.ExitReadLock();
        [Acquires("aside")] private void Open() => aside.EnterReadLock();
        [Releases("aside")] private void Close() => aside.ExitReadLock();
        private void Work() => File.AppendAllLines("log", items.Select(item => item.ToString()));
        """;

    private const string Around = """
        sealed class AcquiresAttribute(string name) : Attribute { public string Name => name; }
        sealed class ReleasesAttribute(string name) : Attribute { public string Name => name; }
        sealed class Turnstile
        {
            private int turn;
            public void Enter() { while (Interlocked.Exchange(ref turn, 1) != 0) Thread.Yield(); }
            public bool TryEnter() => Interlocked.Exchange(ref turn, 1) == 0;
            public void Leave() => Volatile.Write(ref turn, 0);
        }
        sealed class Barrier
        {
            private int up;
            public void Enter() { while (Interlocked.Exchange(ref up, 1) != 0) Thread.Yield(); }
            public bool TryEnter() => Interlocked.Exchange(ref up, 1) == 0;
            public void Leave() => Volatile.Write(ref up, 0);
        }
        sealed class AsyncGate
        {
            private int taken;
            public async Task EnterAsync() { while (Interlocked.Exchange(ref taken, 1) != 0) await Task.Yield(); }
            public async Task<bool> TryEnterAsync() { await Task.Yield(); return Interlocked.Exchange(ref taken, 1) == 0; }
            public void Leave() => Volatile.Write(ref taken, 0);
            public async Task<IDisposable> LockAsync() { await EnterAsync(); return new Turn(this); }
            private sealed class Turn(AsyncGate gate) : IDisposable { public void Dispose() => gate.Leave(); }
        }
        """;

    /// <summary>A project names its own locks in an additional file: one of which nothing is said but that it is a lock, one that keeps its holder out, one of async code.</summary>
    private const string Named = """
        M:Turnstile.Enter           acquire turnstile
        M:Turnstile.TryEnter        acquire turnstile
        M:Turnstile.Leave           release turnstile
        M:Barrier.Enter             acquire spin
        M:Barrier.TryEnter          acquire spin
        M:Barrier.Leave             release spin
        M:AsyncGate.EnterAsync      acquire async
        M:AsyncGate.TryEnterAsync   acquire async
        M:AsyncGate.Leave           release async
        M:AsyncGate.LockAsync       scope async
        """;

    private static readonly (string Id, string Body)[] Defects =
    [
        ("ASY5001", "async Task M() { TAKE await Task.Delay(items.Count); GIVE }"),
        ("ASY5002", "void M() { TAKE if (items.Count > 3) { return; } items.Add(1); GIVE }"),
        ("ASY5003", "void M() { TAKE Work(); GIVE }"),
        ("ASY5004", "void M() { TAKE items.Add(1); GIVE items.Add(2); GIVE }"),
        ("ASY5005", "void M() { TRY try { Work(); } finally { GIVE } }"),
        ("ASY5009", "void M() { TAKE try { TAKE2 try { Work(); } finally { GIVE } } finally { GIVE } }"),
        ("ASY5023", "IEnumerable<int> M() { TAKE yield return items.Count; GIVE }"),
    ];

    /// <summary>A kind, how it is taken, given back and tried, and the rules that have nothing to find in it, with the reason.</summary>
    public static TheoryData<string, string, string, string, string> Kinds => new()
    {
        { "Monitor", "Monitor.Enter(gate);", "Monitor.Exit(gate);", "Monitor.TryEnter(gate, 10);", "5009 lets its thread in again" },
        { "Monitor with a flag", "var taken = false; Monitor.Enter(gate, ref taken);", "Monitor.Exit(gate);", "var taken = false; Monitor.TryEnter(gate, 10, ref taken);", "5009 lets its thread in again" },
        { "Lock", "own.Enter();", "own.Exit();", "own.TryEnter();", "5009 lets its thread in again" },
        { "SpinLock", "var taken = false; spin.Enter(ref taken);", "spin.Exit();", "var taken = false; spin.TryEnter(10, ref taken);", "" },
        { "Mutex", "mutex.WaitOne();", "mutex.ReleaseMutex();", "mutex.WaitOne(10);", "5009 lets its thread in again" },
        { "Semaphore", "kernel.WaitOne();", "kernel.Release();", "kernel.WaitOne(10);", "5001 belongs to no thread" },
        { "SemaphoreSlim", "slim.Wait();", "slim.Release();", "slim.Wait(10);", "5001 belongs to no thread" },
        { "SemaphoreSlim, awaited", "await slim.WaitAsync();", "slim.Release();", "await slim.WaitAsync(10);", "5001 belongs to no thread" },
        { "ReaderWriterLockSlim, read", "rw.EnterReadLock();", "rw.ExitReadLock();", "rw.TryEnterReadLock(10);", "" },
        { "ReaderWriterLockSlim, write", "rw.EnterWriteLock();", "rw.ExitWriteLock();", "rw.TryEnterWriteLock(10);", "" },
        { "ReaderWriterLockSlim, upgradeable", "rw.EnterUpgradeableReadLock();", "rw.ExitUpgradeableReadLock();", "rw.TryEnterUpgradeableReadLock(10);", "" },
        { "ReaderWriterLock, read", "old.AcquireReaderLock(-1);", "old.ReleaseReaderLock();", "", "5005 throws when its time is over, 5009 counts its readers" },
        { "ReaderWriterLock, write", "old.AcquireWriterLock(-1);", "old.ReleaseWriterLock();", "", "5005 throws when its time is over, 5009 lets its writer in again" },
        { "named by the project", "turnstile.Enter();", "turnstile.Leave();", "turnstile.TryEnter();", "5009 nobody says whether it lets its holder in again" },
        { "named by the project as one that keeps its holder out", "barrier.Enter();", "barrier.Leave();", "barrier.TryEnter();", "" },
        { "async, named by the project", "await doorman.EnterAsync();", "doorman.Leave();", "await doorman.TryEnterAsync();", "5001 belongs to no thread" },
        { "monitor, named by attributes", "Grab();", "Drop();", "TryGrab();", "5009 lets its thread in again" },
        { "semaphore, named by attributes", "Begin();", "End();", "TryBegin();", "5001 belongs to no thread" },
        { "reader-writer lock, named by attributes", "BeginRead();", "EndRead();", "TryBeginRead();", "" },
        { "reader-writer lock, named by attributes without a side", "Open();", "Close();", "", "5001 5002 5003 5004 5005 5009 5023 nobody says which side is taken" },
    };

    [Theory, MemberData(nameof(Kinds))]
    public async Task Every_rule_finds_its_defect_in_every_kind(string kind, string take, string give, string attempt, string without)
    {
        foreach (var (id, body) in Defects)
            Assert.True(!without.Contains(id[3..]) == await Finds(id, In(body, take, give, attempt)), $"{id} in {kind}");

        // The acquire may as well stand in the try that it is for.
        if (attempt.Length > 0)
            Assert.True(await Finds("ASY5005", In("void M() { TRY2 try { TRY Work(); } finally { GIVE } }", take, give, attempt)), $"an attempt in the try in {kind}");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task No_rule_finds_anything_in_a_section_as_it_should_be(string kind, string take, string give, string attempt, string without)
    {
        _ = (attempt, without);
        foreach (var (id, _) in Defects)
            Assert.False(await Finds(id, In("void M() { TAKE try { Work(); } finally { GIVE } }", take, give, attempt) + In(" IEnumerable<int> N() { TAKE try { items.Add(1); } finally { GIVE } yield return 1; }", take, give, attempt)), $"{id} in {kind}");
    }

    /// <summary>Guards release by themselves, unless they are dropped or held too long.</summary>
    [Theory]
    [InlineData("ASY5005", "void M() { own.EnterScope(); Work(); }")]
    [InlineData("ASY5002", "void M() { var scope = own.EnterScope(); if (items.Count > 3) return; items.Add(1); scope.Dispose(); }")]
    [InlineData("ASY5003", "void M() { var scope = own.EnterScope(); Work(); scope.Dispose(); }")]
    [InlineData("ASY5023", "IEnumerable<int> M() { using (own.EnterScope()) { yield return 1; } }")]
    [InlineData("ASY5023", "IEnumerable<int> M() { lock (gate) { yield return 1; } }")]
    [InlineData("ASY5009", "async Task M() { await slim.WaitAsync(); try { await slim.WaitAsync(); slim.Release(); } finally { slim.Release(); } }")]
    [InlineData("ASY5009", "void M() { rw.EnterReadLock(); try { rw.EnterWriteLock(); try { Work(); } finally { rw.ExitWriteLock(); } } finally { rw.ExitReadLock(); } }")]
    [InlineData("ASY5009", "void M() { old.AcquireReaderLock(-1); try { old.AcquireWriterLock(-1); try { Work(); } finally { old.ReleaseWriterLock(); } } finally { old.ReleaseReaderLock(); } }")]
    [InlineData("ASY5009", "void M() { Begin(); try { single.Wait(); try { Work(); } finally { single.Release(); } } finally { End(); } }")]
    [InlineData("ASY5004", "async Task M() { try { await slim.WaitAsync(new CancellationToken(quick)); Work(); } finally { slim.Release(); } }")]
    [InlineData("ASY5005", "async Task M() { await slim.WaitAsync(10); try { Work(); } finally { slim.Release(); } }")]
    // A guard of an async lock that the project names.
    [InlineData("ASY5002", "async Task M() { var turn = await doorman.LockAsync(); if (items.Count > 3) return; items.Add(1); turn.Dispose(); }")]
    [InlineData("ASY5003", "async Task M() { var turn = await doorman.LockAsync(); Work(); turn.Dispose(); }")]
    [InlineData("ASY5005", "async Task M() { await doorman.LockAsync(); Work(); }")]
    [InlineData("ASY5009", "async Task M() { using (await doorman.LockAsync()) { using (await doorman.LockAsync()) Work(); } }")]
    [InlineData("ASY5023", "async IAsyncEnumerable<int> M() { using (await doorman.LockAsync()) { yield return 1; } }")]
    public async Task Rules_know_guards_and_waits_that_are_awaited(string id, string body) => Assert.True(await Finds(id, body));

    /// <summary>What a lock lets its holder do, and what nobody can tell.</summary>
    [Theory]
    [InlineData("ASY5001", "async Task M() { using (await doorman.LockAsync()) await Task.Delay(items.Count); }")]
    [InlineData("ASY5009", "void M() { old.AcquireWriterLock(-1); try { old.AcquireReaderLock(-1); try { Work(); } finally { old.ReleaseReaderLock(); } } finally { old.ReleaseWriterLock(); } }")]
    [InlineData("ASY5004", "void M() { aside.EnterReadLock(); try { Work(); } finally { Close(); } }")]
    [InlineData("ASY5005", "void M() { var taken = false; try { spin.TryEnter(10, ref taken); if (taken) Work(); } finally { if (taken) spin.Exit(); } }")]
    [InlineData("ASY5005", "void M() { if (!TryGrab()) return; try { Work(); } finally { Drop(); } }")]
    public async Task Rules_know_what_a_kind_allows(string id, string body) => Assert.False(await Finds(id, body));

    /// <summary>The ready-made async locks of others: readers and semaphores let several in.</summary>
    [Theory]
    [InlineData("using (await locks.ReaderLockAsync()) { using (await locks.ReaderLockAsync()) Work(); }", false)]
    [InlineData("using (await slots.LockAsync()) { using (await slots.LockAsync()) Work(); }", false)]
    [InlineData("using (await locks.ReaderLockAsync()) { using (await locks.WriterLockAsync()) Work(); }", true)]
    [InlineData("using (await locks.WriterLockAsync()) { using (locks.ReaderLock()) Work(); }", true)]
    public async Task A_lock_that_lets_several_in_keeps_out_who_wants_it_alone(string body, bool found) => Assert.Equal(found, await Finds("ASY5009",
        $"private readonly Nito.AsyncEx.AsyncReaderWriterLock locks = new(); private readonly Nito.AsyncEx.AsyncSemaphore slots = new(); async Task M() {{ {body} }}", """
        namespace Nito.AsyncEx
        {
            public sealed class AsyncReaderWriterLock
            {
                public Task<IDisposable> ReaderLockAsync() => null!;
                public IDisposable ReaderLock() => null!;
                public Task<IDisposable> WriterLockAsync() => null!;
            }
            public sealed class AsyncSemaphore { public Task<IDisposable> LockAsync() => null!; }
        }
        """));

    private static string In(string body, string take, string give, string attempt)
    {
        var code = body.Replace("TAKE2", take.Replace("var taken", "var again").Replace("ref taken", "ref again")).Replace("TAKE", take)
            .Replace("TRY2", attempt.Contains("var taken") ? "var taken = false;" : "").Replace("TRY", body.Contains("TRY2") ? attempt.Replace("var taken = false;", "") : attempt).Replace("GIVE", give);
        return code.Contains("await ") ? code.Replace("void M()", "async Task M()").Replace("IEnumerable<int> N()", "async IAsyncEnumerable<int> N()").Replace("IEnumerable<int> M()", "async IAsyncEnumerable<int> M()").Replace("async async", "async") : code;
    }

    private static async Task<bool> Finds(string id, string body, string around = "")
    {
        var compilation = Code.Compilation(("Test0.cs", $"class C\n{{\n{Members}\n{body}\n}}\n{Around}\n{around}"));
        Code.AssertCompiles(compilation);
        var options = new AnalyzerOptions([new Added("/project/asynchrony.Locks.txt", Named)]);
        return (await Code.Findings(compilation, Catalog.Analyzers.Where(rule => rule.SupportedDiagnostics.Any(descriptor => descriptor.Id == id)), options)).Any(finding => finding.Id == id);
    }

    private sealed class Added(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
