using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class AcquireResultIgnoredTests : RuleTests<AcquireResultIgnored>
{
    private const string Members = """
        public static readonly object Gate = new();
        public static readonly Lock Own = new();
        public static readonly Mutex Process = new();
        public static readonly ReaderWriterLockSlim Rw = new();
        public static readonly SemaphoreSlim Slim = new(1, 1);
        public static readonly SemaphoreSlim Empty = new(0);
        public static readonly SemaphoreSlim Filled;
        public static readonly Semaphore Kernel = new(1, 1);
        public static readonly AutoResetEvent Event = new(true);
        public static SpinLock Spin;
        public static int Total;
        public static readonly TimeSpan Endless = Timeout.InfiniteTimeSpan;
        public static void Work() => Total++;
        static Members() { Filled = new SemaphoreSlim(0, 3); }
        """;

    private const string Async = """
        class Queue
        {
            private readonly Nito.AsyncEx.AsyncLock mutex = new();
            private readonly SemaphoreSlim slim = new(1, 1);
            private readonly Lock own = new();
            private int total;
            BODY
        }

        namespace Nito.AsyncEx
        {
            public sealed class AsyncLock
            {
                public IDisposable Lock() => null!;
                public Task<IDisposable> LockAsync() => null!;
            }
        }
        """;

    [Theory]
    [InlineData("[|Monitor.TryEnter|](Gate);", "Monitor.Exit(Gate);")]
    [InlineData("[|Monitor.TryEnter|](Gate, 100);", "Monitor.Exit(Gate);")]
    [InlineData("_ = [|Monitor.TryEnter|](Gate, TimeSpan.FromSeconds(1));", "Monitor.Exit(Gate);")]
    [InlineData("[|Own.TryEnter|]();", "Own.Exit();")]
    [InlineData("[|Process.WaitOne|](100);", "Process.ReleaseMutex();")]
    [InlineData("[|Process.WaitOne|](TimeSpan.FromSeconds(1), false);", "Process.ReleaseMutex();")]
    [InlineData("[|Kernel.WaitOne|](100);", "Kernel.Release();")]
    [InlineData("[|Slim.Wait|](100);", "Slim.Release();")]
    [InlineData("_ = [|Slim.Wait|](TimeSpan.FromSeconds(1), CancellationToken.None);", "Slim.Release();")]
    [InlineData("[|Rw.TryEnterReadLock|](100);", "Rw.ExitReadLock();")]
    [InlineData("[|Rw.TryEnterWriteLock|](100);", "Rw.ExitWriteLock();")]
    [InlineData("[|Rw.TryEnterUpgradeableReadLock|](100);", "Rw.ExitUpgradeableReadLock();")]
    public Task Flags_a_bool_that_nobody_asks_for(string acquire, string release) => Flags($$"""
        // Taken?
        {{acquire}}
        Work();
        {{release}}
        """, Members);

    [Theory]
    [InlineData("[|Monitor.TryEnter|](Gate, 100); try { Work(); } finally { Monitor.Exit(Gate); }")]
    [InlineData("try { [|Process.WaitOne|](100); Work(); } finally { Process.ReleaseMutex(); }")]
    [InlineData("[|Slim.Wait|](0); try { Work(); } finally { Slim.Release(); }")]
    [InlineData("[|Slim.Wait|](100); if (Total > 3) { Slim.Release(); return; } Work(); Slim.Release();")]
    [InlineData("while (Total < 3) { [|Rw.TryEnterReadLock|](5); Work(); Rw.ExitReadLock(); }")]
    public Task Flags_every_way_to_release(string body) => Flags(body, Members, "getter", "indexer", "operator", "iterator", "async iterator");

    [Theory]
    [InlineData("await [|Slim.WaitAsync|](100); Work(); Slim.Release();")]
    [InlineData("await [|Slim.WaitAsync|](TimeSpan.FromSeconds(1), CancellationToken.None).ConfigureAwait(false); try { Work(); } finally { Slim.Release(); }")]
    [InlineData("_ = await [|Slim.WaitAsync|](100); Work(); Slim.Release();")]
    [InlineData("_ = [|Slim.WaitAsync|](); Work(); Slim.Release();")]
    [InlineData("_ = [|Slim.WaitAsync|](100); Work(); Slim.Release();")]
    public Task Flags_them_in_async_code(string body) => Flags(body, Members);

    [Theory]
    [InlineData("[|Slim.WaitAsync|](); Work(); Slim.Release();")]
    [InlineData("_ = [|Slim.WaitAsync|](); try { Work(); } finally { Slim.Release(); }")]
    public Task Flags_a_task_that_nobody_awaits(string body) => Flags(body, Members, "async method", "async lambda", "async local function", "async expression body", "async iterator");

    [Theory]
    [InlineData("[|Own.EnterScope|](); Work();")]
    [InlineData("_ = [|Own.EnterScope|](); Work();")]
    public Task Flags_a_guard_that_is_dropped(string body) => Flags(body, Members);

    [Theory]
    [InlineData("async Task M() { await [|mutex.LockAsync|](); total++; }")]
    [InlineData("async Task M() { _ = await [|mutex.LockAsync|]().ConfigureAwait(false); total++; }")]
    [InlineData("async Task M() { await Task.Yield(); _ = [|mutex.LockAsync|](); total++; }")]
    [InlineData("void M() { [|mutex.LockAsync|](); total++; }")]
    [InlineData("void M() { [|mutex.Lock|](); total++; }")]
    public Task Flags_the_guard_of_an_async_lock(string method) => FlagsProgram(Async.Replace("BODY", method));

    [Theory]
    [InlineData("if (Monitor.TryEnter(Gate, 100)) { Work(); Monitor.Exit(Gate); }")]
    [InlineData("var taken = Slim.Wait(100); Work(); if (taken) Slim.Release();")]
    [InlineData("var taken = false; Monitor.TryEnter(Gate, 100, ref taken); Work(); if (taken) Monitor.Exit(Gate);")]
    [InlineData("var taken = false; Spin.TryEnter(ref taken); if (taken) Spin.Exit();")]
    [InlineData("while (!Process.WaitOne(100)) Work(); Process.ReleaseMutex();")]
    [InlineData("Monitor.TryEnter(Gate, -1); Work(); Monitor.Exit(Gate);")]
    [InlineData("Slim.Wait(Timeout.Infinite); Work(); Slim.Release();")]
    [InlineData("Slim.Wait(CancellationToken.None); Work(); Slim.Release();")]
    [InlineData("Process.WaitOne(); Work(); Process.ReleaseMutex();")]
#if !ROSLYN_4_8
    [InlineData("using (Own.EnterScope()) Work();")]
    [InlineData("var scope = Own.EnterScope(); Work(); scope.Dispose();")]
#endif
    [InlineData("Own.EnterScope(); try { Work(); } finally { Own.Exit(); }")]
    public Task Accepts_a_result_that_is_used(string body) => Accepts(body, Members);

    [Theory]
    [InlineData("Slim.Wait(0); Work();")]
    [InlineData("Slim.Wait(TimeSpan.Zero); Work(); Slim.Release();")]
    [InlineData("Slim.Wait(1000);\n// free now\nSlim.Release(1);")]
    [InlineData("Rw.TryEnterWriteLock(Endless); Work(); Rw.ExitWriteLock();")]
    [InlineData("while (Slim.CurrentCount > 0) Slim.Wait(0);")]
    [InlineData("Slim.Wait(100); Work();")]
    [InlineData("Process.WaitOne(1000);")]
    [InlineData("Event.WaitOne(100); Work(); Event.Set();")]
    [InlineData("Empty.Wait(100); Work(); Empty.Release();")]
    [InlineData("Filled.Wait(100); Work(); Filled.Release();")]
    [InlineData("Slim.Release(); Slim.Wait(100);")]
    [InlineData("Slim.Wait(100); lock (Slim) Work();")]
    public Task Accepts_signals_and_drains(string body) => Accepts(body, Members);

    [Theory]
    [InlineData("async Task M() { await slim.WaitAsync(); try { total++; } finally { slim.Release(); } }")]
    [InlineData("async Task M() { using (await mutex.LockAsync()) total++; }")]
    [InlineData("async Task M() { using var held = await mutex.LockAsync(); total++; }")]
    [InlineData("void M() { using (mutex.Lock()) total++; }")]
    [InlineData("Task M() => slim.WaitAsync();")]
    [InlineData("async Task M() { var wait = slim.WaitAsync(); total++; await wait; slim.Release(); }")]
    [InlineData("void M() { slim.WaitAsync().Wait(); total++; slim.Release(); }")]
    [InlineData("void M() { slim.WaitAsync().ContinueWith(_ => { total++; slim.Release(); }); }")]
    [InlineData("IDisposable M() => mutex.Lock();")]
    // The lock ends with the function, or is the caller's; or a member gives it back by hand.
    [InlineData("async Task M() { var own = new Nito.AsyncEx.AsyncLock(); await own.LockAsync(); total++; }")]
    [InlineData("async Task M(Nito.AsyncEx.AsyncLock theirs) { await theirs.LockAsync(); total++; }")]
    [InlineData("void Enter() { own.EnterScope(); total++; } void Exit() => this.own.Exit();")]
    [InlineData("async Task M() {\n#pragma warning disable CS4014\n slim.WaitAsync(); await Task.Yield(); slim.Release(); }")]
    public Task Accepts_locks_of_async_code_that_are_awaited_and_kept(string method) => AcceptsProgram(Async.Replace("BODY", method));

    [Fact]
    public Task Reads_the_time_of_a_field_that_never_changes() => FlagsProgram("""
        class C
        {
            private readonly ReaderWriterLockSlim rw = new();
            private int endless = Timeout.Infinite, changed = Timeout.Infinite;
            void M(int total)
            {
                rw.TryEnterWriteLock(endless);
                total++;
                rw.ExitWriteLock();
                [|rw.TryEnterWriteLock|](changed);
                total++;
                rw.ExitWriteLock();
            }
            void Change() => changed = 3;
        }
        """);

    [Fact]
    public Task Says_what_is_lost() => Says(Async.Replace("BODY", """
        void Try(object gate)
            {
                Monitor.TryEnter(gate, 100);
                total++;
                Monitor.Exit(gate);
                slim.WaitAsync();
                total++;
                slim.Release();
                own.EnterScope();
                mutex.LockAsync();
            }
        """),
        "'TryEnter' on 'gate' may fail, but its result is ignored, and line 11 releases the lock in any case",
        "'WaitAsync' on 'slim' is not awaited, so line 14 releases a lock that may not be taken yet",
        "'EnterScope' on 'own' returns the guard that releases it, and the guard is dropped",
        "'LockAsync' on 'mutex' is not awaited, so the lock is not taken yet, and nothing will release it");

    [Fact]
    public Task Points_at_the_releases() => PointsAt("""
        class C
        {
            private readonly SemaphoreSlim slim = new(1, 1);
            bool M(bool go)
            {
                slim.Wait(100);
                if (go)
                {
                    slim.Release();
                    return true;
                }
                slim.Release();
                return false;
            }
        }
        """, 9, 12);

    [Fact]
    public Task Runs_the_section_only_if_the_lock_was_acquired() => Fixes(""""
        class Counter
        {
            private readonly object gate = new();
            private readonly SemaphoreSlim slim = new(1, 1);
            private int total;

            void Flat()
            {
                Console.WriteLine("before");

                // One at a time.
                [|Monitor.TryEnter|](gate, 100); // in vain?

                total++;
                // Give it back.
                Monitor.Exit(gate); // done
                Console.WriteLine("after");
            }

            async Task Tried()
            {
                var step = 1;
                _ = await [|slim.WaitAsync|](100);
                total += step;
                try
                {
                    // Count.
                    total++;

                    Console.WriteLine("""
                        a
                          b
                        """);
        #if DEBUG
                    total--;
        #endif
                }
                finally
                {
                    slim.Release();
                }
            }

            Action Inside() => () =>
            {
                for (var i = 0; i < 3; i++)
                {
                    [|slim.Wait|](TimeSpan.FromSeconds(1));
                    total++;
                    slim.Release();
                }
            };

            async Task Dropped()
            {
                await Task.Yield();
                _ = [|slim.WaitAsync|](100);
                total++;
                slim.Release();
            }
        }
        """", """"
        class Counter
        {
            private readonly object gate = new();
            private readonly SemaphoreSlim slim = new(1, 1);
            private int total;

            void Flat()
            {
                Console.WriteLine("before");

                // One at a time.
                if (Monitor.TryEnter(gate, 100)) // in vain?
                {
                    total++;
                    // Give it back.
                    Monitor.Exit(gate); // done
                }
                Console.WriteLine("after");
            }

            async Task Tried()
            {
                var step = 1;
                if (await slim.WaitAsync(100))
                {
                    total += step;
                    try
                    {
                        // Count.
                        total++;

                        Console.WriteLine("""
                        a
                          b
                        """);
        #if DEBUG
                    total--;
        #endif
                    }
                    finally
                    {
                        slim.Release();
                    }
                }
            }

            Action Inside() => () =>
            {
                for (var i = 0; i < 3; i++)
                {
                    if (slim.Wait(TimeSpan.FromSeconds(1)))
                    {
                        total++;
                        slim.Release();
                    }
                }
            };

            async Task Dropped()
            {
                await Task.Yield();
                if (await slim.WaitAsync(100))
                {
                    total++;
                    slim.Release();
                }
            }
        }
        """");

    [Fact]
    public Task Runs_a_try_that_begins_with_the_attempt_only_if_it_succeeds() => Fixes("""
        class C
        {
            private readonly SemaphoreSlim slim = new(1, 1);
            private int total;
            async Task M()
            {
                // In turn.
                try
                {
                    // Not for long.
                    await [|slim.WaitAsync|](100); // now

                    total++; // counted
                    if (total > 3)
                        return;
                    await Task.Yield();
                }
                finally
                {
                    slim.Release(); // next
                }
            }
        }
        """, """
        class C
        {
            private readonly SemaphoreSlim slim = new(1, 1);
            private int total;
            async Task M()
            {
                // In turn.
                // Not for long.
                if (await slim.WaitAsync(100)) // now
                {
                    try
                    {
                        total++; // counted
                        if (total > 3)
                            return;
                        await Task.Yield();
                    }
                    finally
                    {
                        slim.Release(); // next
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Keeps_line_ends_and_tabs() => Fixes(
        "class C\r\n{\r\n\tobject gate = new();\r\n\tint total;\r\n\r\n\tvoid M()\r\n\t{\r\n\t\t[|Monitor.TryEnter|](gate);\r\n\t\ttotal++;\r\n\t\tMonitor.Exit(gate);\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tobject gate = new();\r\n\tint total;\r\n\r\n\tvoid M()\r\n\t{\r\n\t\tif (Monitor.TryEnter(gate))\r\n\t\t{\r\n\t\t\ttotal++;\r\n\t\t\tMonitor.Exit(gate);\r\n\t\t}\r\n\t}\r\n}\r\n");

    [Fact]
    public Task Keeps_the_guard_to_the_end_of_the_block() => Fixes(Async.Replace("BODY", """
        int M()
            {
                // Take it.
                [|own.EnterScope|](); // now
                var guard = total++;
                return guard;
            }

            async Task N()
            {
                await [|mutex.LockAsync|]();
                await Task.Yield();
                total++;
            }

            async Task O()
            {
                await Task.Yield();
                _ = [|mutex.LockAsync|]();
                total++;
            }
        """), Async.Replace("BODY", """
        int M()
            {
                // Take it.
                using var guard2 = own.EnterScope(); // now
                var guard = total++;
                return guard;
            }

            async Task N()
            {
                using var guard = await mutex.LockAsync();
                await Task.Yield();
                total++;
            }

            async Task O()
            {
                await Task.Yield();
                using var guard = await mutex.LockAsync();
                total++;
            }
        """));

    [Fact]
    public Task Awaits_in_async_code() => Fixes("""
        class C
        {
            private readonly SemaphoreSlim slim = new(1, 1);
            async Task M(CancellationToken stop)
            {
                await Task.Yield();
                _ = [|slim.WaitAsync|](stop); // in turn
                Console.WriteLine();
                slim.Release();
            }
        }
        """, """
        class C
        {
            private readonly SemaphoreSlim slim = new(1, 1);
            async Task M(CancellationToken stop)
            {
                await Task.Yield();
                await slim.WaitAsync(stop); // in turn
                Console.WriteLine();
                slim.Release();
            }
        }
        """);

    [Theory]
    // A value must be returned, or names and labels are needed outside.
    [InlineData("[|slim.Wait|](100);\ntry { return total; }\nfinally { slim.Release(); }")]
    [InlineData("[|slim.Wait|](100);\nvar now = total;\nslim.Release();\nreturn now;")]
    [InlineData("[|slim.Wait|](100);\nvar total = 3;\nslim.Release();\nreturn this.total;")]
    [InlineData("[|slim.Wait|](100);\nusing var file = new MemoryStream();\nslim.Release();\nreturn 1;")]
    [InlineData("[|slim.Wait|](100);\nint Next() => 1;\nslim.Release();\nreturn 1;")]
    // The release does not stand in the same block.
    [InlineData("[|slim.Wait|](100);\nif (total > 3) { slim.Release(); return 1; }\nslim.Release();\nreturn 1;")]
    [InlineData("if (total > 3) [|slim.Wait|](100);\ntotal++;\nslim.Release();\nreturn 1;")]
    [InlineData("try { [|slim.Wait|](100); total++; }\nfinally { slim.Release(); }\nreturn 1;")]
    // The try does more in the end, catches, returns what the caller needs, or begins with something else.
    [InlineData("try\n{\n[|slim.Wait|](100);\ntotal++;\n}\nfinally\n{\nslim.Release();\ntotal--;\n}\nreturn 1;")]
    [InlineData("try\n{\n[|slim.Wait|](100);\ntotal++;\n}\ncatch (Exception)\n{\ntotal--;\n}\nfinally\n{\nslim.Release();\n}\nreturn 1;")]
    [InlineData("try\n{\n[|slim.Wait|](100);\nreturn total;\n}\nfinally\n{\nslim.Release();\n}")]
    [InlineData("try\n{\ntotal++;\n[|slim.Wait|](100);\nreturn total;\n}\nfinally\n{\nslim.Release();\n}")]
    // Nobody can say where lines begin.
    [InlineData("[|slim.Wait|](100); total++; slim.Release();\nreturn 1;")]
    // The function is not async.
    [InlineData("[|slim.WaitAsync|]();\ntotal++;\nslim.Release();\nreturn 1;")]
    // There is nothing to keep it for.
    [InlineData("if (total > 3) { [|own.EnterScope|](); }\nreturn 1;")]
    public Task Offers_nothing_where_the_section_is_not_clear(string body) => FlagsWithoutFix($$"""
        class C
        {
            private readonly SemaphoreSlim slim = new(1, 1);
            private readonly Lock own = new();
            private int total;
            int M()
            {
                {{body}}
            }
        }
        """);

    [Fact]
    public Task Offers_no_guard_across_an_await() => FlagsWithoutFix("""
        class C
        {
            private readonly Lock own = new();
            async Task M()
            {
                [|own.EnterScope|]();
                await Task.Yield();
            }
        }
        """);
}
