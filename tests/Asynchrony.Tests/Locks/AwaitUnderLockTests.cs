using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class AwaitUnderLockTests : RuleTests<AwaitUnderLock>
{
    private const string Members = """
        public static readonly object Gate = new(), Other = new();
        public static readonly Lock Own = new();
        public static readonly Mutex Process = new();
        public static readonly ReaderWriterLockSlim Rw = new();
        public static readonly ReaderWriterLock Old = new();
        public static readonly SemaphoreSlim Slim = new(1, 1);
        public static readonly Semaphore Kernel = new(1, 1);
        public static SpinLock Spin;
        public static int Total;
        public static Task Work() => Task.Delay(1);
        public static Task Work(object gate) => Task.Delay(1);
        public static IAsyncEnumerable<int> Items() => null!;
        public static bool Go() => true;
        """;

    [Theory]
    [InlineData("Monitor.Enter(Gate);", "Monitor.Exit(Gate);")]
    [InlineData("Monitor.TryEnter(Gate, Timeout.Infinite);", "Monitor.Exit(Gate);")]
    [InlineData("Own.Enter();", "Own.Exit();")]
    [InlineData("Process.WaitOne();", "Process.ReleaseMutex();")]
    [InlineData("Rw.EnterReadLock();", "Rw.ExitReadLock();")]
    [InlineData("Rw.EnterWriteLock();", "Rw.ExitWriteLock();")]
    [InlineData("Rw.EnterUpgradeableReadLock();", "Rw.ExitUpgradeableReadLock();")]
    [InlineData("Old.AcquireReaderLock(-1);", "Old.ReleaseReaderLock();")]
    [InlineData("Old.AcquireWriterLock(1000);", "Old.ReleaseWriterLock();")]
    public Task Flags_an_await_between_acquire_and_release(string acquire, string release) => Flags($$"""
        {{acquire}}
        [|await|] Work();
        {{release}}
        """, Members);

    [Theory]
    [InlineData("Monitor.Enter(Gate);", "Monitor.Exit(Gate);")]
    [InlineData("Rw.EnterWriteLock();", "Rw.ExitWriteLock();")]
    public Task Flags_an_await_in_a_try(string acquire, string release) => Flags($$"""
        {{acquire}}
        try
        {
            Total++;
            // still held
            var done = ([|await|] Work().ContinueWith(_ => 1).ConfigureAwait(false)) + 1;
        }
        finally
        {
            {{release}}
        }
        await Work();
        """, Members);

    [Fact]
    public Task Flags_a_lock_that_a_flag_tells_of() => Flags("""
        var taken = false;
        try
        {
            Monitor.Enter(Gate, ref taken);
            [|await|] Work();
        }
        finally
        {
            if (taken)
                Monitor.Exit(Gate);
        }
        """, Members);

    [Fact]
    public Task Flags_a_lock_that_was_tried() => Flags("""
        if (Monitor.TryEnter(Gate))
        {
            [|await|] Work();
            Monitor.Exit(Gate);
        }
        if (!Process.WaitOne(100))
            throw new TimeoutException();
        [|await|] Work();
        Process.ReleaseMutex();
        """, Members);

#if !ROSLYN_4_8 // Older compilers take no guard of a lock in an async function.
    [Fact]
    public Task Flags_a_guard_of_a_lock() => Flags("""
        using (Own.EnterScope())
            [|await|] Work();
        """, Members);
#endif

    [Fact]
    public Task Flags_a_spin_lock() => Flags("""
        var taken = false;
        Spin.Enter(ref taken);
        [|await|] Work();
        Spin.Exit();
        """, Members);

    [Fact]
    public Task Flags_an_await_in_a_finally_block() => Flags("""
        Monitor.Enter(Gate);
        try
        {
            Total++;
        }
        finally
        {
            [|await|] Work();
            Monitor.Exit(Gate);
        }
        """, Members);

    [Fact]
    public Task Flags_awaits_that_are_no_expressions() => Flags("""
        Monitor.Enter(Gate);
        [|await|] foreach (var item in Items().ConfigureAwait(false))
            Total += item;
        Monitor.Exit(Gate);
        Monitor.Enter(Gate);
        [|await|] using (var stream = new MemoryStream())
            Total++;
        Monitor.Exit(Gate);
        Monitor.Enter(Gate);
        {
            [|await|] using var stream = new MemoryStream();
        }
        Monitor.Exit(Gate);
        """, Members);

    [Fact]
    public Task Flags_the_first_of_several_awaits_under_one_lock() => Flags("""
        Monitor.Enter(Gate);
        [|await|] Work();
        await Work();
        if (Go())
            await Work();
        Monitor.Exit(Gate);
        """, Members);

    [Fact]
    public Task Flags_a_lock_that_two_ways_take() => Flags("""
        if (Go())
            Monitor.Enter(Gate);
        else
            Monitor.TryEnter(Gate, -1);
        [|await|] Work();
        Monitor.Exit(Gate);
        """, Members);

    [Fact]
    public Task Flags_fields_of_other_objects() => FlagsProgram("""
        class Node(Node next)
        {
            private readonly object gate = new();

            async Task Walk()
            {
                Monitor.Enter(next.gate);
                [|await|] Task.Yield();
                Monitor.Exit(next.gate);
            }

            async Task Alone()
            {
                Monitor.Enter(this);
                [|await|] Task.Yield();
                Monitor.Exit(this);
                Monitor.Enter(typeof(Node));
                [|await|] Task.Yield();
                Monitor.Exit(typeof(Node));
            }
        }
        """);

    [Theory]
    [InlineData("Monitor.Enter(Gate); Total++; Monitor.Exit(Gate); await Work();")]
    [InlineData("int copy; Monitor.Enter(Gate); try { copy = Total; } finally { Monitor.Exit(Gate); } await Work();")]
#if !ROSLYN_4_8
    [InlineData("int copy; using (Own.EnterScope()) copy = Total; await Work();")]
#endif
    [InlineData("lock (Gate) { Total++; } await Work();")]
    [InlineData("lock (Own) { Total++; } await Work();")]
    [InlineData("Monitor.Enter(Gate); if (Go()) { Monitor.Exit(Gate); await Work(); } else { Monitor.Exit(Gate); await Work(); }")]
    [InlineData("for (var i = 0; i < 3; i++) { Monitor.Enter(Gate); Total++; Monitor.Exit(Gate); await Work(); }")]
    public Task Accepts_an_await_behind_the_release(string body) => Accepts(body, Members);

    [Theory]
    [InlineData("await Slim.WaitAsync(); try { await Work(); } finally { Slim.Release(); }")]
    [InlineData("Slim.Wait(); await Work(); Slim.Release();")]
    [InlineData("Kernel.WaitOne(); await Work(); Kernel.Release();")]
    [InlineData("using (Slim.Hold()) { await Work(); }")]
    [InlineData("using (await Slim.HoldAsync()) { await Work(); }")]
    public Task Accepts_locks_that_belong_to_nobody(string body) => AcceptsProgram($$"""
        using static Members;
        class C { async Task M() { {{body}} } }
        static class Members
        {
            {{Members}}
            public static Releaser Hold(this SemaphoreSlim slim) { slim.Wait(); return new Releaser(slim); }
            public static async Task<Releaser> HoldAsync(this SemaphoreSlim slim) { await slim.WaitAsync(); return new Releaser(slim); }
        }
        readonly struct Releaser(SemaphoreSlim slim) : IDisposable { public void Dispose() => slim.Release(); }
        """);

    [Theory]
    [InlineData("Monitor.Enter(Gate); await Work(Gate);")]
    [InlineData("Monitor.Enter(Gate); await Work((object)Gate).ConfigureAwait(false);")]
    public Task Accepts_a_lock_that_is_handed_to_what_is_awaited(string body) => Accepts(body, Members);

    [Theory]
    [InlineData("Monitor.Exit(Gate); try { await Work(); } finally { Monitor.Enter(Gate); }")]
    [InlineData("Rw.ExitReadLock(); await Work(); Rw.EnterReadLock();")]
    public Task Accepts_a_region_turned_inside_out(string body) => Accepts(body, Members);

    [Theory]
    [InlineData("if (Go()) Monitor.Enter(Gate); await Work(); if (Monitor.IsEntered(Gate)) Monitor.Exit(Gate);")]
    [InlineData("var taken = Monitor.TryEnter(Gate, 10); await Work(); if (taken) Monitor.Exit(Gate);")]
    [InlineData("if (!Monitor.TryEnter(Gate)) { await Work(); return; } Total++; Monitor.Exit(Gate);")]
    public Task Accepts_a_lock_that_is_held_on_some_paths_only(string body) => Accepts(body, Members, "getter", "indexer", "operator", "iterator", "async iterator");

    [Fact]
    public Task Accepts_a_mutex_that_the_process_keeps() => AcceptsProgram("""
        using var only = new Mutex(false, "app");
        if (!only.WaitOne(0))
            return;
        await Task.Delay(1);
        """);

    [Fact]
    public Task Accepts_awaits_of_another_function() => Accepts("""
        Monitor.Enter(Gate);
        Func<Task> later = async () => await Work();
        Monitor.Exit(Gate);
        Func<Task> under = () => { lock (Gate) return Work(); };
        await later();
        """, Members);

    [Fact]
    public Task Accepts_what_cannot_be_reached() => AcceptsProgram("""
        class C
        {
            private readonly object gate = new();
            async Task M()
            {
                await Task.Yield();
                return;
        #pragma warning disable CS0162
                Monitor.Enter(gate);
                await Task.Yield();
                Monitor.Exit(gate);
        #pragma warning restore CS0162
            }
        }
        """);

    [Theory]
    [InlineData("await Task.Delay(1);", "'Delay' is awaited while this thread holds 'gate', acquired on line 6")]
    [InlineData("await Next().ConfigureAwait(false);", "'Next' is awaited while this thread holds 'gate', acquired on line 6")]
    [InlineData("await next;", "'next' is awaited while this thread holds 'gate', acquired on line 6")]
    [InlineData("await (next ?? Next());", "A task is awaited while this thread holds 'gate', acquired on line 6")]
    [InlineData("await foreach (var item in all) { }", "The next item of 'all' is awaited while this thread holds 'gate', acquired on line 6")]
    [InlineData("await using (var file = new MemoryStream()) { }", "The disposal of 'file' is awaited while this thread holds 'gate', acquired on line 6")]
    [InlineData("await using (new MemoryStream()) { }", "A disposal is awaited while this thread holds 'gate', acquired on line 6")]
    [InlineData("Monitor.Enter(all);\nawait next;", "'next' is awaited while this thread holds 'gate', acquired on line 6 and 'all', acquired on line 7")]
    public Task Says_what_is_awaited_and_where_the_lock_was_taken(string body, string message) => Says($$"""
        class C(Task next, IAsyncEnumerable<int> all)
        {
            private readonly object gate = new();
            async Task M()
            {
                Monitor.Enter(gate);
                {{body}}
                Monitor.Exit(gate);
            }
            Task Next() => next;
        }
        """, message);

    [Fact]
    public Task Points_at_the_acquire_and_the_other_awaits() => PointsAt("""
        class C
        {
            private readonly object gate = new();
            async Task M()
            {
                Monitor.Enter(gate);
                await Task.Yield();
                await Task.Yield();
                Monitor.Exit(gate);
                await Task.Yield();
            }
        }
        """, 6, 8);

    [Fact]
    public Task Weighs_less_in_tests() => Weighs("""
        class FactAttribute : Attribute { }

        class Tests
        {
            private static readonly Mutex One = new();

            [Fact]
            public async Task Works()
            {
                One.WaitOne();
                await Task.Yield();
                One.ReleaseMutex();
            }
        }
        """, DiagnosticSeverity.Info);

    [Fact]
    public Task Moves_the_await_before_the_lock() => Fixes("""
        class Cache(string url)
        {
            private static readonly System.Net.Http.HttpClient client = new();
            private readonly object gate = new();
            private readonly Lock own = new();
            private readonly ReaderWriterLockSlim rw = new();
            private readonly Dictionary<string, string> pages = new();
            private int loads;

            async Task Plain()
            {
                Prepare();

                // One at a time.
                Monitor.Enter(gate);
                var page = [|await|] client.GetStringAsync(url); // the page
                pages[url] = page;
                Monitor.Exit(gate);
            }

            async Task Tried(string id)
            {
                Monitor.Enter(gate);
                try
                {
                    // Ask first.
                    string page = [|await|] client.GetStringAsync(id).ConfigureAwait(false);
                    pages[id] = page;
                }
                finally
                {
                    Monitor.Exit(gate);
                }
            }

            async Task Flag(string id)
            {
                var taken = false;
                try
                {
                    Monitor.Enter(gate, ref taken);
                    var page = [|await|] Load(id);
                    var other = await Load(id + id);
                    loads++;
                    pages[id] = page + other;
                }
                finally
                {
                    if (taken)
                        Monitor.Exit(gate);
                }
            }

            async Task Between(Task ready)
            {
                own.Enter();
                var before = loads;
                try
                {
                    [|await|] ready;
                    loads = before + 1;
                }
                finally
                {
                    own.Exit();
                }
            }

            Task Inside(bool go) => Task.Run(async () =>
            {
                if (go)
                {
                    rw.EnterWriteLock();
                    [|await|] Task.Delay(10);
                    loads = 0;
                    rw.ExitWriteLock();
                }
            });

            void Prepare() => loads = 0;

            private static async Task<string> Load(string id)
            {
                await Task.Delay(1);
                return await client.GetStringAsync(id);
            }
        }
        """, """
        class Cache(string url)
        {
            private static readonly System.Net.Http.HttpClient client = new();
            private readonly object gate = new();
            private readonly Lock own = new();
            private readonly ReaderWriterLockSlim rw = new();
            private readonly Dictionary<string, string> pages = new();
            private int loads;

            async Task Plain()
            {
                Prepare();
                var page = await client.GetStringAsync(url); // the page

                // One at a time.
                Monitor.Enter(gate);
                pages[url] = page;
                Monitor.Exit(gate);
            }

            async Task Tried(string id)
            {
                // Ask first.
                string page = await client.GetStringAsync(id).ConfigureAwait(false);
                Monitor.Enter(gate);
                try
                {
                    pages[id] = page;
                }
                finally
                {
                    Monitor.Exit(gate);
                }
            }

            async Task Flag(string id)
            {
                var taken = false;
                try
                {
                    var page = await Load(id);
                    var other = await Load(id + id);
                    Monitor.Enter(gate, ref taken);
                    loads++;
                    pages[id] = page + other;
                }
                finally
                {
                    if (taken)
                        Monitor.Exit(gate);
                }
            }

            async Task Between(Task ready)
            {
                await ready;
                own.Enter();
                var before = loads;
                try
                {
                    loads = before + 1;
                }
                finally
                {
                    own.Exit();
                }
            }

            Task Inside(bool go) => Task.Run(async () =>
            {
                if (go)
                {
                    await Task.Delay(10);
                    rw.EnterWriteLock();
                    loads = 0;
                    rw.ExitWriteLock();
                }
            });

            void Prepare() => loads = 0;

            private static async Task<string> Load(string id)
            {
                await Task.Delay(1);
                return await client.GetStringAsync(id);
            }
        }
        """);

    [Fact]
    public Task Moves_it_at_top_level_and_keeps_line_ends() => Fixes("""
        var gate = new object();
        var total = 0;
        Monitor.Enter(gate);
        [|await|] Task.Delay(1);
        total++;
        Monitor.Exit(gate);
        Console.WriteLine(total);
        """.ReplaceLineEndings("\r\n"), """
        var gate = new object();
        var total = 0;
        await Task.Delay(1);
        Monitor.Enter(gate);
        total++;
        Monitor.Exit(gate);
        Console.WriteLine(total);
        """.ReplaceLineEndings("\r\n"));

    [Fact]
    public async Task Answers_the_error_of_the_compiler()
    {
        var repaired = (await FixRun.Repairs("""
            class C
            {
                private readonly object gate = new();
                private int total;
                async Task M()
                {
                    // Counts.
                    lock (gate)
                    {
                        await Task.Delay(1); // a while
                        total++;
                    }
                }
            }
            """, "CS1996"))[0];
        Assert.Equal("""
            class C
            {
                private readonly object gate = new();
                private int total;
                async Task M()
                {
                    await Task.Delay(1); // a while
                    // Counts.
                    lock (gate)
                    {
                        total++;
                    }
                }
            }
            """, repaired);
    }

    [Theory]
    [InlineData("lock (gate) { total = await Load(); }")]
    [InlineData("lock (gate) { await Load(); }")]
    [InlineData("lock (gate) { if (total > 3) await Task.Delay(1); total++; }")]
    [InlineData("lock (gate) { var n = await Count(); total = n; }")]
    [InlineData("lock (gate) lock (this) { await Task.Delay(1); total++; }")]
    [InlineData("lock (gate) { lock (this) { await Task.Delay(1); total++; } }")]
    [InlineData("lock (gate) await Load();")]
    public async Task Leaves_the_error_where_it_depends(string body) => Assert.Empty(await FixRun.Repairs($$"""
        class C
        {
            internal readonly object gate = new();
            private int total;
            async Task M() { {{body}} }
            static async Task<int> Load() { await Task.Delay(1); return 1; }
            async Task<int> Count() { await Task.Delay(1); return total; }
        }
        """, "CS1996"));

    [Theory]
    // It reads what the lock guards, or may.
    [InlineData("var n = [|await|] Count(); total = n;")]
    [InlineData("var n = [|await|] Load(total); total = n;")]
    [InlineData("[|await|] stream.WriteAsync(bytes); total++;")]
    [InlineData("[|await|] Task.Delay(changing.Milliseconds); total++;")]
    [InlineData("var n = total; var m = [|await|] Load(n); total = m;")]
    [InlineData("[|await|] Unknown(1); total++;")]
    [InlineData("[|await|] handler(); total++;")]
    [InlineData("[|await|] Save(); total++;")]
    [InlineData("[|await|] Virtual(); total++;")]
    // It is not always awaited, or not only once.
    [InlineData("if (total > 3) [|await|] Task.Delay(1); total++;")]
    [InlineData("if (total > 3) { [|await|] Task.Delay(1); } total++;")]
    [InlineData("while (total < 3) { [|await|] Task.Delay(1); total++; }")]
    [InlineData("total += [|await|] Load(1);")]
    [InlineData("Console.WriteLine([|await|] Load(1)); total++;")]
    // What stands before it would happen later, or not at all.
    [InlineData("total++; [|await|] Task.Delay(1); total++;")]
    [InlineData("Touch(); [|await|] Task.Delay(1); total++;")]
    [InlineData("if (total > 3) { Monitor.Exit(gate); return; } [|await|] Task.Delay(1); total++;")]
    [InlineData("[|await|] Task.Delay(1); total++; await Count();")]
    // Nothing would be left, or no one says where the lock ends.
    [InlineData("[|await|] Task.Delay(1);")]
    [InlineData("[|await|] Task.Delay(1); total++; if (total > 3) { Monitor.Exit(gate); return; }")]
    [InlineData("[|await|] Task.Delay(1); try { total++; } catch (InvalidOperationException) { Monitor.Exit(gate); throw; }")]
    [InlineData("try { [|await|] Task.Delay(1); total++; } catch (OperationCanceledException) { total = 0; }")]
    // Another lock is around it, or moves with it.
    [InlineData("Monitor.Enter(this); [|await|] Task.Delay(1); total++; Monitor.Exit(this);")]
    [InlineData("slim.Wait(); [|await|] Task.Delay(1); total++; slim.Release();")]
    [InlineData("{ [|await|] using var s = new MemoryStream(); } total++;")]
    [InlineData("[|await|] foreach (var x in Items()) total++;")]
    public Task Offers_nothing_where_the_await_depends_on_the_lock(string body) => FlagsWithoutFix($$"""
        abstract class C(Stream stream, byte[] bytes, Func<Task> handler)
        {
            internal readonly object gate = new();
            private readonly SemaphoreSlim slim = new(1, 1);
            private int total;
            private TimeSpan changing;
            async Task M()
            {
                Monitor.Enter(gate);
                {{body}}
                Monitor.Exit(gate);
            }
            void Touch() => changing = default;
            async Task<int> Count() { await Task.Delay(1); return total; }
            async Task Save() { await Task.Delay(1); Console.WriteLine(); }
            static async Task<int> Load(int n) { await Task.Delay(1); return n; }
            static Task Unknown(int n) => File.ReadAllTextAsync(n.ToString());
            protected virtual Task Virtual() => Task.CompletedTask;
            protected abstract IAsyncEnumerable<int> Items();
        }
        """);

    [Fact]
    public Task Offers_nothing_where_a_lambda_writes_what_is_read() => FlagsWithoutFix("""
        class C
        {
            internal readonly object gate = new();
            private int total;
            async Task M(int wait)
            {
                Action more = () => { Monitor.Enter(gate); wait++; Monitor.Exit(gate); };
                Monitor.Enter(gate);
                [|await|] Task.Delay(wait);
                total++;
                Monitor.Exit(gate);
            }
        }
        """);
}
