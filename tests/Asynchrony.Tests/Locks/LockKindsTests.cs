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
        private readonly ReaderWriterLockSlim rw = new();
        private readonly ReaderWriterLock old = new();
        private readonly Turnstile turnstile = new();
        private readonly List<int> items = new();
        private bool quick;

        [Acquires("inner")] private void Grab() => Monitor.Enter(inner);
        [Releases("inner")] private void Drop() => Monitor.Exit(inner);
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
        """;

    /// <summary>A project names its own lock in an additional file.</summary>
    private const string Named = """
        M:Turnstile.Enter      acquire turnstile
        M:Turnstile.TryEnter   acquire turnstile
        M:Turnstile.Leave      release turnstile
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

    public static TheoryData<string, string, string, string, string> Kinds => new()
    {
        { "Monitor", "Monitor.Enter(gate);", "Monitor.Exit(gate);", "Monitor.TryEnter(gate, 10);", "5001 5002 5003 5004 5005 5023" },
        { "Monitor with a flag", "var taken = false; Monitor.Enter(gate, ref taken);", "Monitor.Exit(gate);", "", "5001 5002 5003 5004 5023" },
        { "Lock", "own.Enter();", "own.Exit();", "own.TryEnter();", "5001 5002 5003 5004 5005 5023" },
        { "SpinLock", "var taken = false; spin.Enter(ref taken);", "spin.Exit();", "", "5001 5002 5003 5004 5009 5023" },
        { "Mutex", "mutex.WaitOne();", "mutex.ReleaseMutex();", "mutex.WaitOne(10);", "5001 5002 5003 5004 5005 5023" },
        { "Semaphore", "kernel.WaitOne();", "kernel.Release();", "kernel.WaitOne(10);", "5002 5003 5004 5005 5009 5023" },
        { "SemaphoreSlim", "slim.Wait();", "slim.Release();", "slim.Wait(10);", "5002 5003 5004 5005 5009 5023" },
        { "ReaderWriterLockSlim, read", "rw.EnterReadLock();", "rw.ExitReadLock();", "rw.TryEnterReadLock(10);", "5001 5002 5003 5004 5005 5009 5023" },
        { "ReaderWriterLockSlim, write", "rw.EnterWriteLock();", "rw.ExitWriteLock();", "rw.TryEnterWriteLock(10);", "5001 5002 5003 5004 5005 5009 5023" },
        { "ReaderWriterLockSlim, upgradeable", "rw.EnterUpgradeableReadLock();", "rw.ExitUpgradeableReadLock();", "rw.TryEnterUpgradeableReadLock(10);", "5001 5002 5003 5004 5005 5009 5023" },
        { "ReaderWriterLock, read", "old.AcquireReaderLock(-1);", "old.ReleaseReaderLock();", "", "5001 5002 5003 5004 5023" },
        { "ReaderWriterLock, write", "old.AcquireWriterLock(-1);", "old.ReleaseWriterLock();", "", "5001 5002 5003 5004 5023" },
        { "named by the project", "turnstile.Enter();", "turnstile.Leave();", "turnstile.TryEnter();", "5001 5002 5003 5004 5005 5023" },
        { "named by attributes", "Grab();", "Drop();", "", "5001 5002 5003 5004 5023" },
    };

    [Theory, MemberData(nameof(Kinds))]
    public async Task Every_rule_finds_its_defect_in_every_kind(string kind, string take, string give, string attempt, string expected)
    {
        var found = new List<string>();
        foreach (var (id, body) in Defects)
            if ((id != "ASY5005" || attempt.Length > 0) && await Finds(id, body.Replace("TAKE2", take.Replace("var taken", "var again").Replace("ref taken", "ref again")).Replace("TAKE", take).Replace("GIVE", give).Replace("TRY", attempt)))
                found.Add(id[3..]);

        Assert.Equal($"{kind}: {expected}", $"{kind}: {string.Join(" ", found)}");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task No_rule_finds_anything_in_a_section_as_it_should_be(string kind, string take, string give, string attempt, string expected)
    {
        _ = (attempt, expected);
        foreach (var (id, _) in Defects)
            Assert.False(await Finds(id, $"void M() {{ {take} try {{ Work(); }} finally {{ {give} }} }} IEnumerable<int> N() {{ {take} try {{ items.Add(1); }} finally {{ {give} }} yield return 1; }}"), $"{id} in {kind}");
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
    [InlineData("ASY5004", "async Task M() { try { await slim.WaitAsync(new CancellationToken(quick)); Work(); } finally { slim.Release(); } }")]
    [InlineData("ASY5005", "async Task M() { await slim.WaitAsync(10); try { Work(); } finally { slim.Release(); } }")]
    public async Task Rules_know_guards_and_waits_that_are_awaited(string id, string body) => Assert.True(await Finds(id, body));

    private static async Task<bool> Finds(string id, string body)
    {
        var compilation = Code.Compilation(("Test0.cs", $"class C\n{{\n{Members}\n{body}\n}}\n{Around}"));
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
