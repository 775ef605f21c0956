using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class LockTakenTwiceTests : RuleTests<LockTakenTwice>
{
    private const string Cache = """
        class Cache
        {
            private readonly SemaphoreSlim _gate = new(1, 1);
            private readonly Dictionary<string, string> _values = new();

        """;

    [Theory]
    [InlineData("public async Task A() { await _gate.WaitAsync(); try { await [|LoadAsync|](); } finally { _gate.Release(); } } public async Task LoadAsync() { await _gate.WaitAsync(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public void A() { _gate.Wait(); try { [|Load|](); } finally { _gate.Release(); } } public void Load() { _gate.Wait(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public void A() { _gate.Wait(); try { [|_gate.Wait|](); try { _values.Clear(); } finally { _gate.Release(); } } finally { _gate.Release(); } }")]
    [InlineData("public async Task A() { await _gate.WaitAsync(); try { [|LoadAsync|]().GetAwaiter().GetResult(); } finally { _gate.Release(); } } private async Task LoadAsync() { await Task.Yield(); await _gate.WaitAsync(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public async Task A() { await _gate.WaitAsync(); try { await [|Through|](); } finally { _gate.Release(); } } private Task Through() => LoadAsync(); private async Task LoadAsync() { await _gate.WaitAsync(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public int Count { get { _gate.Wait(); try { return _values.Count; } finally { _gate.Release(); } } } public void A() { _gate.Wait(); try { Console.WriteLine([|Count|]); } finally { _gate.Release(); } }")]
    [InlineData("public async Task A() { await _gate.WaitAsync(); try { await Task.WhenAll([|LoadAsync|](), Task.Delay(1)); } finally { _gate.Release(); } } private async Task LoadAsync() { await _gate.WaitAsync(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public async Task A() { await _gate.WaitAsync(); try { var load = [|LoadAsync|](); await Task.Yield(); await load.ConfigureAwait(false); } finally { _gate.Release(); } } private async Task LoadAsync() { await _gate.WaitAsync(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public async Task A() { await _gate.WaitAsync(); try { [|Load|](); } finally { _gate.Release(); } } private void Load() => LoadAsync().Wait(); private async Task LoadAsync() { await _gate.WaitAsync(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public async Task A() { await _gate.WaitAsync(); try { [|Load|](); } finally { _gate.Release(); } } private void Load() { _gate.Wait(); _gate.Release(); }")]
    [InlineData("public async Task A() { await _gate.WaitAsync(); try { _ = [|LoadAsync|](); } finally { _gate.Release(); } } private async Task LoadAsync() { _gate.Wait(); await Task.Yield(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    public Task Flags_a_semaphore_that_is_held(string members) => FlagsProgram(Cache + members + " }");

    [Theory]
    [InlineData("public async Task A() { await _gate.WaitAsync(); try { _values.Clear(); } finally { _gate.Release(); } await LoadAsync(); } public async Task LoadAsync() { await _gate.WaitAsync(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public void A() { _gate.Wait(); _values.Clear(); _gate.Release(); _gate.Wait(); _values.Clear(); _gate.Release(); }")]
    [InlineData("public void A() { _gate.Wait(); try { Load(true); } finally { _gate.Release(); } } public void Load(bool isHeld) { if (!isHeld) _gate.Wait(); try { _values.Clear(); } finally { if (!isHeld) _gate.Release(); } }")]
    [InlineData("public void A() { _gate.Wait(); try { if (_gate.Wait(0)) { _gate.Release(); } _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public void A() { _gate.Wait(); try { Task.Run(() => Load()); } finally { _gate.Release(); } } public void Load() { _gate.Wait(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public async Task A() { await _gate.WaitAsync(); try { _ = LoadAsync(); } finally { _gate.Release(); } } private async Task LoadAsync() { await Task.Yield(); await _gate.WaitAsync(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public void A(Cache other) { _gate.Wait(); try { other.Load(); } finally { _gate.Release(); } } public void Load() { _gate.Wait(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public void A() { _gate.Wait(); try { Rest(); _values.Clear(); } finally { _gate.Release(); } } private void Rest() { _gate.Release(); Thread.Sleep(10); _gate.Wait(); }")]
    [InlineData("public async Task A() { await _gate.WaitAsync(); try { LoadAsync(); } finally { _gate.Release(); } } private async Task LoadAsync() { await _gate.WaitAsync(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public async Task A() { await _gate.WaitAsync(); try { foreach (var value in _values) LoadAsync(); } finally { _gate.Release(); } } private async Task LoadAsync() { await _gate.WaitAsync(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public async Task A() { await _gate.WaitAsync(); try { Load(); } finally { _gate.Release(); } } private void Load() { foreach (var value in _values) _ = LoadAsync(); } private async Task LoadAsync() { await _gate.WaitAsync(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public async Task A() { await _gate.WaitAsync(); try { Load(); } finally { _gate.Release(); } } private async void Load() => await LoadAsync(); private async Task LoadAsync() { await _gate.WaitAsync(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public async Task A() { await _gate.WaitAsync(); try { Load(); } finally { _gate.Release(); } } private async void Load() { await _gate.WaitAsync(); _gate.Release(); }")]
    [InlineData("public async Task A() { Task load; await _gate.WaitAsync(); try { load = LoadAsync(); } finally { _gate.Release(); } await load; } private async Task LoadAsync() { await _gate.WaitAsync(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public async Task A() { await _gate.WaitAsync(); try { _ = Through(); } finally { _gate.Release(); } } private Task Through() => LoadAsync(); private async Task LoadAsync() { await _gate.WaitAsync(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    public Task Accepts_what_is_free_or_another(string members) => AcceptsProgram(Cache + members + " }");

    [Theory]
    [InlineData("private readonly SemaphoreSlim _s = new(2);")]
    [InlineData("private readonly SemaphoreSlim _s = new(0);")]
    [InlineData("private readonly SemaphoreSlim _s; public C(int count) { _s = new(count); }")]
    public Task Accepts_semaphores_that_are_no_locks(string declared) => AcceptsProgram($$"""
        class C
        {
            {{declared}}
            private int _n;
            public void A() { _s.Wait(); try { B(); } finally { _s.Release(); } }
            private void B() { _s.Wait(); try { _n++; } finally { _s.Release(); } }
        }
        """);

    [Theory]
    [InlineData("new()", "EnterReadLock", "ExitReadLock", "EnterWriteLock", "ExitWriteLock", true)]
    [InlineData("new()", "EnterWriteLock", "ExitWriteLock", "EnterReadLock", "ExitReadLock", true)]
    [InlineData("new(LockRecursionPolicy.NoRecursion)", "EnterReadLock", "ExitReadLock", "EnterReadLock", "ExitReadLock", true)]
    [InlineData("new()", "EnterUpgradeableReadLock", "ExitUpgradeableReadLock", "EnterWriteLock", "ExitWriteLock", false)]
    [InlineData("new()", "EnterUpgradeableReadLock", "ExitUpgradeableReadLock", "EnterReadLock", "ExitReadLock", false)]
    [InlineData("new(LockRecursionPolicy.SupportsRecursion)", "EnterReadLock", "ExitReadLock", "EnterReadLock", "ExitReadLock", false)]
    public Task Knows_what_a_reader_writer_lock_allows(string made, string enter, string exit, string again, string leave, bool flagged) => FlagsProgram($$"""
        class Table
        {
            private readonly ReaderWriterLockSlim _lock = {{made}};
            private int _rows;
            public void Outer() { _lock.{{enter}}(); try { Console.WriteLine(_rows); {{(flagged ? $"[|_lock.{again}|]" : $"_lock.{again}")}}(); try { _rows++; } finally { _lock.{{leave}}(); } } finally { _lock.{{exit}}(); } }
        }
        """);

    [Fact]
    public Task Accepts_what_lets_its_holder_in() => AcceptsProgram("""
        class C
        {
            private readonly object _gate = new();
            private readonly Lock _lock = new();
            private readonly Mutex _mutex = new();
            private int _n;
            public void A() { lock (_gate) B(); }
            public void B() { lock (_gate) _n++; }
            public void D() { lock (_lock) E(); }
            public void E() { lock (_lock) _n++; }
            public void F() { _mutex.WaitOne(); try { G(); } finally { _mutex.ReleaseMutex(); } }
            public void G() { _mutex.WaitOne(); try { _n++; } finally { _mutex.ReleaseMutex(); } }
        }
        """);

    [Fact]
    public Task Tells_who_holds_it() => Says(Cache + """
            public async Task RefreshAsync()
            {
                await _gate.WaitAsync();
                try { await LoadAsync(); } finally { _gate.Release(); }
            }
            public async Task LoadAsync()
            {
                await _gate.WaitAsync();
                try { _values.Clear(); } finally { _gate.Release(); }
            }
        }
        """, "'LoadAsync' takes '_gate', which 'RefreshAsync' has held since line 7: it waits for itself");

    [Fact]
    public Task Accepts_code_that_is_not_finished() => AcceptsProgram(Cache + "public void A() { _gate.Wait(); try { } finally { _gate.Release(); } } }");

    [Fact]
    public Task Reads_upgradeably() => Fixes("""
        class Table
        {
            private readonly ReaderWriterLockSlim _lock = new();
            private int _rows;
            public void Add()
            {
                _lock.EnterReadLock(); // to look
                try
                {
                    if (_rows > 9)
                        return;
                    [|_lock.EnterWriteLock|]();
                    try { _rows++; } finally { _lock.ExitWriteLock(); }
                }
                finally
                {
                    _lock.ExitReadLock();
                }
            }
        }
        """, """
        class Table
        {
            private readonly ReaderWriterLockSlim _lock = new();
            private int _rows;
            public void Add()
            {
                _lock.EnterUpgradeableReadLock(); // to look
                try
                {
                    if (_rows > 9)
                        return;
                    _lock.EnterWriteLock();
                    try { _rows++; } finally { _lock.ExitWriteLock(); }
                }
                finally
                {
                    _lock.ExitUpgradeableReadLock();
                }
            }
        }
        """);

    [Fact]
    public Task Calls_the_part_that_needs_the_lock() => Fixes("""
        class Settings
        {
            private readonly SemaphoreSlim _gate = new(1, 1);
            private string _text = "";

            public async Task ReloadAsync(string path)
            {
                await _gate.WaitAsync().ConfigureAwait(false);
                try
                {
                    _text = "";
                    await [|ReadAsync|](path, 3).ConfigureAwait(false); // again
                }
                finally
                {
                    _gate.Release();
                }
            }

            public void Both()
            {
                _gate.Wait();
                try { [|Clear|](); [|Clear|](); } finally { _gate.Release(); }
            }

            /// <summary>Reads.</summary>
            public async Task<int> ReadAsync(string path, int times = 1)
            {
                await _gate.WaitAsync().ConfigureAwait(false);
                try
                {
                    // As often as told.
                    for (int i = 0; i < times; i++)
                        _text += await File.ReadAllTextAsync(path).ConfigureAwait(false);
                    return _text.Length;
                }
                finally
                {
                    _gate.Release(); // for the next
                }
            }

            public void Clear()
            {
                _gate.Wait();
                try
                {
                    _text = "";
                }
                finally
                {
                    _gate.Release();
                }
            }
        }
        """, """
        class Settings
        {
            private readonly SemaphoreSlim _gate = new(1, 1);
            private string _text = "";

            public async Task ReloadAsync(string path)
            {
                await _gate.WaitAsync().ConfigureAwait(false);
                try
                {
                    _text = "";
                    await ReadCoreAsync(path, 3).ConfigureAwait(false); // again
                }
                finally
                {
                    _gate.Release();
                }
            }

            public void Both()
            {
                _gate.Wait();
                try { ClearCore(); ClearCore(); } finally { _gate.Release(); }
            }

            /// <summary>Reads.</summary>
            public async Task<int> ReadAsync(string path, int times = 1)
            {
                await _gate.WaitAsync().ConfigureAwait(false);
                try
                {
                    return await ReadCoreAsync(path, times).ConfigureAwait(false);
                }
                finally
                {
                    _gate.Release(); // for the next
                }
            }

            private async Task<int> ReadCoreAsync(string path, int times)
            {
                // As often as told.
                for (int i = 0; i < times; i++)
                    _text += await File.ReadAllTextAsync(path).ConfigureAwait(false);
                return _text.Length;
            }

            public void Clear()
            {
                _gate.Wait();
                try
                {
                    ClearCore();
                }
                finally
                {
                    _gate.Release();
                }
            }

            private void ClearCore()
            {
                _text = "";
            }
        }
        """);

    [Theory]
    [InlineData("public void Load() { Console.WriteLine(); _gate.Wait(); try { _values.Clear(); } finally { _gate.Release(); } }")]
    [InlineData("public void Load() { _gate.Wait(); try { _values.Clear(); } finally { _gate.Release(); } Console.WriteLine(); }")]
    [InlineData("public void Load() { _gate.Wait(); try { LoadCore(); _values.Clear(); } finally { _gate.Release(); } } private void LoadCore() { }")]
    public Task Offers_nothing_where_the_work_is_not_all_under_the_lock(string load) => FlagsWithoutFix(Cache + "public void A() { _gate.Wait(); try { [|Load|](); } finally { _gate.Release(); } } " + load + " }");
}
