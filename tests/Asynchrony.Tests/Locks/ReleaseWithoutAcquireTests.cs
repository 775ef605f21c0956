using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;
using static Asynchrony.Tests.Locks.LockPrograms;

namespace Asynchrony.Tests.Locks;

public sealed class ReleaseWithoutAcquireTests : RuleTests<ReleaseWithoutAcquire>
{
    private const string Locks = """
        public static readonly object Gate = new();
        public static readonly object Other = new();
        public static readonly Lock Modern = new();
        public static readonly SemaphoreSlim Slim = new(1, 1);
        public static readonly SemaphoreSlim Done = new(0);
        public static readonly Mutex One = new();
        public static readonly ReaderWriterLockSlim Rw = new();
        public static SpinLock Spin = new();
        public static CancellationTokenSource Source = new();
        public static bool Ready;
        public static void Work() => Done.Wait();
        """;

    [Fact]
    public Task Flags_a_release_after_a_failed_try() => Flags("""
        if (!Monitor.TryEnter(Gate, 100))
            Console.WriteLine("busy");
        Work();
        [|Monitor.Exit|](Gate);
        """, Locks);

    [Fact]
    public Task Flags_a_release_in_a_finally_around_the_try() => Flags("""
        try
        {
            if (!Slim.Wait(TimeSpan.FromSeconds(1)))
                throw new TimeoutException();
            Work();
        }
        finally
        {
            [|Slim.Release|]();
        }
        """, Locks);

    [Fact]
    public Task Flags_a_release_after_an_outcome_that_is_only_logged() => Flags("""
        var entered = Rw.TryEnterWriteLock(10);
        if (!entered)
            Console.WriteLine("late");
        Work();
        [|Rw.ExitWriteLock|]();
        """, Locks);

    [Fact]
    public Task Flags_an_acquire_in_the_try_behind_code_that_may_throw() => Flags("""
        try
        {
            Work();
            [|Monitor.Enter|](Gate);
            Work();
        }
        finally
        {
            Monitor.Exit(Gate);
        }
        """, Locks);

    [Fact]
    public Task Flags_an_acquire_in_the_try_that_can_be_cancelled() => Flags("""
        try
        {
            [|await Slim.WaitAsync(Source.Token).ConfigureAwait(false)|];
            Work();
        }
        finally
        {
            Slim.Release();
        }
        """, Locks);

    [Fact]
    public Task Flags_a_release_in_a_catch() => Flags("""
        try
        {
            Work();
            [|Rw.EnterReadLock|]();
            Work();
            Rw.ExitReadLock();
        }
        catch (Exception)
        {
            Rw.ExitReadLock();
            throw;
        }
        """, Locks);

    [Fact]
    public Task Flags_every_kind_of_lock() => Flags("""
        try { Work(); [|Modern.Enter|](); } finally { Modern.Exit(); }
        try { Work(); [|Slim.Wait|](); } finally { Slim.Release(); }
        try { Work(); [|One.WaitOne|](); } finally { One.ReleaseMutex(); }
        try { Work(); [|Rw.EnterReadLock|](); } finally { Rw.ExitReadLock(); }
        try { Work(); [|Rw.EnterWriteLock|](); } finally { Rw.ExitWriteLock(); }
        try { Work(); [|Rw.EnterUpgradeableReadLock|](); } finally { Rw.ExitUpgradeableReadLock(); }
        """, Locks);

    [Fact]
    public Task Flags_a_second_release() => Flags("""
        Monitor.Enter(Gate);
        try
        {
            Work();
            Monitor.Exit(Gate);
        }
        finally
        {
            [|Monitor.Exit|](Gate);
        }
        """, Locks);

    [Fact]
    public Task Flags_a_second_release_of_a_semaphore_that_is_a_lock() => Flags("""
        Slim.Wait();
        Slim.Release();
        [|Slim.Release|]();
        """, Locks);

    [Fact]
    public Task Flags_the_release_of_another_lock() => Flags("""
        Monitor.Enter(Gate);
        try
        {
            Work();
        }
        finally
        {
            [|Monitor.Exit|](Other);
        }
        """, Locks);

    [Fact]
    public Task Flags_the_release_of_the_other_side() => Flags("""
        Rw.EnterReadLock();
        try
        {
            Work();
        }
        finally
        {
            [|Rw.ExitWriteLock|]();
        }
        """, Locks);

    [Fact]
    public Task Accepts_an_acquire_before_the_try() => Accepts("""
        Slim.Wait(Source.Token);
        try
        {
            Work();
        }
        finally
        {
            Slim.Release();
        }
        """, Locks);

    [Fact]
    public Task Accepts_a_tested_outcome() => Accepts("""
        if (Monitor.TryEnter(Gate))
        {
            try { Work(); } finally { Monitor.Exit(Gate); }
        }
        var entered = Slim.Wait(10);
        try
        {
            if (entered)
                Work();
        }
        finally
        {
            if (entered)
                Slim.Release();
        }
        """, Locks);

    [Fact]
    public Task Accepts_an_early_exit_after_a_failed_try() => Accepts("""
        if (!One.WaitOne(10))
            throw new TimeoutException();
        Work();
        One.ReleaseMutex();
        """, Locks);

    [Fact]
    public Task Accepts_a_loop_until_it_is_taken() => Accepts("""
        while (!Monitor.TryEnter(Gate, 10))
            Thread.Sleep(1);
        Work();
        Monitor.Exit(Gate);
        """, Locks);

    [Fact]
    public Task Accepts_an_outcome_that_somebody_else_judges() => Accepts("""
        Check(Slim.Wait(1000));
        Slim.Release();
        bool ok = Slim.Wait(1000);
        Check(ok);
        Slim.Release();
        """, Locks + " public static void Check(bool ok) { if (!ok) throw new TimeoutException(); }");

    [Fact]
    public Task Accepts_a_failure_that_never_comes_back() => Accepts("""
        if (!Slim.Wait(1000))
            Fail();
        Slim.Release();
        """, Locks + " public static void Fail() => throw new TimeoutException();");

    [Fact]
    public Task Accepts_a_flag() => Accepts("""
        var took = false;
        try
        {
            Work();
            if (!Rw.IsReadLockHeld)
            {
                Rw.EnterReadLock();
                took = true;
            }
            Work();
        }
        finally
        {
            if (took)
                Rw.ExitReadLock();
        }
        """, Locks);

    [Fact]
    public Task Accepts_a_ref_flag() => Accepts("""
        bool taken = false, entered = false;
        try
        {
            Spin.TryEnter(ref taken);
            Monitor.Enter(Gate, ref entered);
            try { Work(); } finally { if (entered) Monitor.Exit(Gate); }
        }
        finally
        {
            if (taken)
                Spin.Exit();
        }
        """, Locks);

    [Fact]
    public Task Accepts_a_question_before_the_release() => Accepts("""
        try
        {
            Work();
            Rw.EnterReadLock();
            Monitor.Enter(Gate);
            Work();
        }
        finally
        {
            if (Monitor.IsEntered(Gate))
                Monitor.Exit(Gate);
            if (Rw.IsReadLockHeld)
                Rw.ExitReadLock();
        }
        """, Locks);

    [Fact]
    public Task Accepts_an_inverse_region() => Accepts("""
        Monitor.Exit(Gate);
        try
        {
            Work();
        }
        finally
        {
            Monitor.Enter(Gate);
        }
        """, Locks);

    [Fact]
    public Task Accepts_a_function_that_only_releases() => Accepts("""
        Work();
        Slim.Release();
        Monitor.Exit(Gate);
        """, Locks);

    [Fact]
    public Task Accepts_signals() => Accepts("""
        try
        {
            Work();
            Done.Wait(100);
        }
        finally
        {
            Done.Release();
            Done.Release();
        }
        """, Locks);

    [Fact]
    public Task Accepts_several_permits() => Accepts("""
        try
        {
            Work();
            Slim.Wait();
            Slim.Wait();
        }
        finally
        {
            Slim.Release(2);
        }
        """, Locks);

#if !ROSLYN_4_8 // An older compiler refuses a scope in async code.
    [Fact]
    public Task Accepts_lock_statements_and_guards() => Accepts("""
        lock (Gate)
            lock (Other)
                Work();
        using (Modern.EnterScope())
            Work();
        Monitor.Enter(Gate);
        lock (Other)
            Work();
        Monitor.Exit(Gate);
        """, Locks);
#endif

    [Fact]
    public Task Accepts_taking_again_after_a_release() => Accepts("""
        Monitor.Enter(Gate);
        try
        {
            Monitor.Exit(Gate);
            Work();
            Monitor.Enter(Gate);
        }
        finally
        {
            Monitor.Exit(Gate);
        }
        """, Locks);

    [Fact]
    public Task Accepts_a_chain_of_locks() => AcceptsProgram("""
        class Node
        {
            private readonly object gate = new();
            private Node? next;

            void Walk()
            {
                Monitor.Enter(gate);
                var current = this;
                while (current.next is { } following)
                {
                    Monitor.Enter(following.gate);
                    Monitor.Exit(current.gate);
                    current = following;
                }
                Monitor.Exit(current.gate);
            }
        }
        """);

    [Fact]
    public Task Accepts_locks_behind_properties() => AcceptsProgram("""
        class C
        {
            private readonly object gate = new();
            private object Gate => gate;

            void M()
            {
                Monitor.Enter(gate);
                try { Console.WriteLine(); } finally { Monitor.Exit(Gate); }
            }
        }
        """);

    [Fact]
    public Task Accepts_what_cannot_throw_before() => Accepts("""
        try
        {
            var n = 1;
            n += 2;
            var made = new object();
            Ready = n > 2;
            Slim.Wait();
            Console.WriteLine(made);
        }
        catch (InvalidOperationException)
        {
            Slim.Release();
        }
        """, Locks);

    [Fact]
    public Task Says_why() => Says("""
        class C
        {
            private readonly SemaphoreSlim slim = new(1, 1);
            private readonly object gate = new(), other = new();

            void Failed()
            {
                if (!slim.Wait(10))
                    Console.WriteLine();
                slim.Release();
            }

            async Task Unreached(CancellationToken token)
            {
                try { await slim.WaitAsync(token); }
                finally { slim.Release(); }
            }

            void Repeated()
            {
                Monitor.Enter(gate);
                Monitor.Exit(gate);
                Monitor.Exit(gate);
            }

            void Mistaken()
            {
                Monitor.Enter(gate);
                Monitor.Exit(other);
            }
        }
        """,
        "'slim' is released here though taking it may have failed",
        "'slim' is taken inside the try, though an exception may come first and line 16 releases it all the same",
        "'gate' is released here a second time",
        "'other' is released here although 'gate' is what was taken");

    [Fact]
    public Task Points_at_the_acquire_and_what_may_throw() => PointsAt("""
        class C
        {
            private readonly object gate = new();

            void M()
            {
                try
                {
                    M();
                    Monitor.Enter(gate);
                }
                finally
                {
                    Monitor.Exit(gate);
                }
            }
        }
        """, 14, 9);

    [Fact]
    public Task Accepts_a_plain_acquire_in_the_try() => Accepts("""
        try { Slim.Wait(); Work(); } finally { Slim.Release(); }
        try { Slim.Wait(CancellationToken.None); Work(); } finally { Slim.Release(); }
        try { Monitor.Enter(Gate); Work(); } finally { Monitor.Exit(Gate); }
        try { await Slim.WaitAsync(); Work(); } finally { Slim.Release(); }
        try { await Slim.WaitAsync().ConfigureAwait(false); Work(); } finally { Slim.Release(); }
        """, Locks);

    // ASY5005 owns an acquire whose outcome nobody looks at.
    [Fact]
    public Task Accepts_an_outcome_that_nobody_looks_at() => Accepts("""
        One.WaitOne(1000);
        try { Work(); } finally { One.ReleaseMutex(); }
        _ = Slim.Wait(100);
        Work();
        Slim.Release();
        await Slim.WaitAsync(100);
        Work();
        Slim.Release();
        var entered = Rw.TryEnterWriteLock(10);
        Work();
        Rw.ExitWriteLock();
        var taken = false;
        Monitor.TryEnter(Gate, 10, ref taken);
        Work();
        Monitor.Exit(Gate);
        """, Locks);

    [Fact]
    public Task Is_a_suggestion() => Weighs("""
        class C
        {
            private readonly SemaphoreSlim slim = new(1, 1);

            void M()
            {
                slim.Wait();
                slim.Release();
                slim.Release();
            }
        }
        """, DiagnosticSeverity.Info);

    [Fact]
    public Task Takes_the_lock_before_the_try() => Fixes(Class("""
        async Task M(CancellationToken stop)
            {
                // All or nothing.
                try
                {
                    // One at a time.
                    [|await slim.WaitAsync(stop)|]; // in turn

                    Work();
                }
                finally
                {
                    // Next.
                    slim.Release(); // now
                }
            }
        """), Class("""
        async Task M(CancellationToken stop)
            {
                // One at a time.
                await slim.WaitAsync(stop); // in turn
                // All or nothing.
                try
                {
                    Work();
                }
                finally
                {
                    // Next.
                    slim.Release(); // now
                }
            }
        """));

    [Fact]
    public Task Takes_what_comes_before_along() => Fixes(Class("""
        void M()
            {
                Action run = () =>
                {
                    try
                    {
                        Work();
                        [|Monitor.Enter|](gate);
                        total++;
                    }
                    finally
                    {
                        Monitor.Exit(gate);
                    }
                };
                run();
            }
        """), Class("""
        void M()
            {
                Action run = () =>
                {
                    Work();
                    Monitor.Enter(gate);
                    try
                    {
                        total++;
                    }
                    finally
                    {
                        Monitor.Exit(gate);
                    }
                };
                run();
            }
        """));

    [Fact]
    public Task Leaves_before_the_try() => Fixes(Class("""
        void M()
            {
                try
                {
                    if (!slim.Wait(TimeSpan.FromSeconds(1)))
                        throw new TimeoutException();
                    Work();
                }
                finally
                {
                    [|slim.Release|]();
                }
            }
        """), Class("""
        void M()
            {
                if (!slim.Wait(TimeSpan.FromSeconds(1)))
                    throw new TimeoutException();
                try
                {
                    Work();
                }
                finally
                {
                    slim.Release();
                }
            }
        """));

    [Fact]
    public Task Releases_only_if_the_lock_was_taken() => Fixes(Class("""
        void M()
            {
                var entered = rw.TryEnterWriteLock(10);
                if (!entered)
                    Console.WriteLine("late");
                try
                {
                    Work();
                }
                finally
                {
                    // Next.
                    [|rw.ExitWriteLock|](); // now
                }
            }
        """), Class("""
        void M()
            {
                var entered = rw.TryEnterWriteLock(10);
                if (!entered)
                    Console.WriteLine("late");
                try
                {
                    Work();
                }
                finally
                {
                    // Next.
                    if (entered)
                        rw.ExitWriteLock(); // now
                }
            }
        """));

    [Fact]
    public Task Fixes_all() => Fixes(Class("""
        void M(CancellationToken stop)
            {
                try
                {
                    [|slim.Wait|](stop);
                    try
                    {
                        Work();
                        [|rw.EnterReadLock|]();
                        total++;
                    }
                    finally
                    {
                        rw.ExitReadLock();
                    }
                }
                finally
                {
                    slim.Release();
                }
            }
        """), Class("""
        void M(CancellationToken stop)
            {
                slim.Wait(stop);
                try
                {
                    Work();
                    rw.EnterReadLock();
                    try
                    {
                        total++;
                    }
                    finally
                    {
                        rw.ExitReadLock();
                    }
                }
                finally
                {
                    slim.Release();
                }
            }
        """));

    [Fact]
    public Task Keeps_line_ends_and_tabs() => Fixes(
        "class C\r\n{\r\n\tSemaphoreSlim slim = new(1, 1);\r\n\r\n\tvoid M(CancellationToken stop)\r\n\t{\r\n\t\ttry\r\n\t\t{\r\n\t\t\t[|slim.Wait|](stop);\r\n\t\t\tFile.Delete(\"a\");\r\n\t\t}\r\n\t\tfinally\r\n\t\t{\r\n\t\t\tslim.Release();\r\n\t\t}\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tSemaphoreSlim slim = new(1, 1);\r\n\r\n\tvoid M(CancellationToken stop)\r\n\t{\r\n\t\tslim.Wait(stop);\r\n\t\ttry\r\n\t\t{\r\n\t\t\tFile.Delete(\"a\");\r\n\t\t}\r\n\t\tfinally\r\n\t\t{\r\n\t\t\tslim.Release();\r\n\t\t}\r\n\t}\r\n}\r\n");

    [Theory]
    // The handler does more, or catches what the acquire throws.
    [InlineData("try\n{\n[|slim.Wait|](stop);\nWork();\n}\nfinally\n{\nslim.Release();\nWork();\n}\nreturn 1;")]
    [InlineData("try\n{\n[|slim.Wait|](stop);\nWork();\n}\ncatch (OperationCanceledException)\n{\n}\nfinally\n{\nslim.Release();\n}\nreturn 1;")]
    [InlineData("try\n{\n[|slim.Wait|](stop);\nWork();\n}\ncatch (Exception)\n{\nslim.Release();\n}\nreturn 1;")]
    // The lock is not taken for sure, or in a branch.
    [InlineData("try\n{\nif (!slim.Wait(10))\nWork();\ntotal++;\n}\nfinally\n{\n[|slim.Release|]();\n}\nreturn 1;")]
    [InlineData("if (!slim.Wait(10))\nWork();\n[|slim.Release|]();\nreturn 1;")]
    // A variable would live longer.
    [InlineData("try\n{\nusing var file = new FileStream(\"a\", FileMode.Open);\n[|slim.Wait|](stop);\nWork();\n}\nfinally\n{\nslim.Release();\n}\nreturn 1;")]
    // The outcome changes.
    [InlineData("var taken = slim.Wait(10);\nif (!taken)\nWork();\ntaken = ready;\n[|slim.Release|]();\nreturn 1;")]
    // Given back twice, or another one taken.
    [InlineData("slim.Wait();\nslim.Release();\n[|slim.Release|]();\nreturn 1;")]
    [InlineData("Monitor.Enter(gate);\n[|Monitor.Exit|](other);\nreturn 1;")]
    public Task Offers_nothing_where_it_may_be_wrong(string body) => FlagsWithoutFix(Class($$"""
        private readonly object other = new();
            int M(CancellationToken stop)
            {
                {{body}}
            }
        """));

#if !ROSLYN_4_8 // An older compiler refuses a scope in async code.
    [Fact]
    public Task Accepts_a_guard_that_is_disposed_twice() => Accepts("""
        var scope = Modern.EnterScope();
        Work();
        scope.Dispose();
        scope.Dispose();
        """, Locks, "async method", "async lambda", "async local function", "async expression body", "top level");
#endif
}
