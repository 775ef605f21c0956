using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;
using static Asynchrony.Tests.Locks.LockPrograms;

namespace Asynchrony.Tests.Locks;

public sealed class LockNotReleasedTests : RuleTests<LockNotReleased>
{
    private const string Locks = """
        public static readonly object Gate = new();
        public static readonly Lock Modern = new();
        public static readonly SemaphoreSlim Slim = new(1, 1);
        public static readonly SemaphoreSlim Done = new(0);
        public static readonly Mutex One = new();
        public static readonly ReaderWriterLockSlim Rw = new();
        public static SpinLock Spin = new();
        public static bool Ready, Safe;
        public static object? Cached;
        public static void Work() => Done.Wait();
        """;

    [Fact]
    public Task Flags_an_early_return() => Flags("""
        [|Monitor.Enter|](Gate);
        if (Ready)
            return;
        Work();
        Monitor.Exit(Gate);
        """, Locks);

    [Fact]
    public Task Flags_a_branch_that_forgets() => Flags("""
        [|Modern.Enter|]();
        if (Ready)
        {
            Work();
            Modern.Exit();
        }
        else
        {
            Work();
        }
        """, Locks);

    [Fact]
    public Task Flags_a_continue() => Flags("""
        for (int i = 0; i < 3; i++)
        {
            [|Slim.Wait|]();
            if (i == 1)
                continue;
            Work();
            Slim.Release();
        }
        """, Locks);

    [Fact]
    public Task Flags_a_break() => Flags("""
        for (int i = 0; i < 3; i++)
        {
            [|One.WaitOne|]();
            if (Ready)
                break;
            One.ReleaseMutex();
        }
        """, Locks);

    [Fact]
    public Task Flags_a_case_that_forgets() => Flags("""
        [|Rw.EnterWriteLock|]();
        switch (Environment.ProcessId)
        {
            case 1:
                Work();
                Rw.ExitWriteLock();
                break;
            case 2:
                Rw.ExitWriteLock();
                break;
            default:
                Work();
                break;
        }
        """, Locks);

    [Fact]
    public Task Flags_a_second_look_behind_the_lock() => Flags("""
        if (Cached != null)
            return;
        [|await Slim.WaitAsync()|];
        if (Cached != null)
            return;
        Cached = new object();
        Slim.Release();
        """, Locks);

    [Fact]
    public Task Flags_a_try_whose_success_is_forgotten() => Flags("""
        if (![|Monitor.TryEnter|](Gate))
            return;
        if (Ready)
            return;
        Monitor.Exit(Gate);
        """, Locks);

    [Fact]
    public Task Flags_a_guard_that_is_disposed_by_hand() => Flags("""
        var scope = [|Modern.EnterScope|]();
        if (Ready)
            return;
        scope.Dispose();
        """, Locks, "async method", "async lambda", "async local function", "async expression body", "top level");

    [Fact]
    public Task Flags_every_kind_of_lock() => Flags("""
        [|Rw.EnterReadLock|]();
        if (!Ready)
            Rw.ExitReadLock();
        [|Rw.EnterUpgradeableReadLock|]();
        if (Safe)
            Rw.ExitUpgradeableReadLock();
        """, Locks);

    [Fact]
    public Task Accepts_a_release_on_every_path() => Accepts("""
        Monitor.Enter(Gate);
        if (Ready)
        {
            Monitor.Exit(Gate);
            return;
        }
        Work();
        Monitor.Exit(Gate);
        """, Locks);

    [Fact]
    public Task Accepts_a_finally() => Accepts("""
        Rw.EnterReadLock();
        try
        {
            if (Ready)
                return;
            Work();
        }
        finally
        {
            Rw.ExitReadLock();
        }
        """, Locks);

    [Fact]
    public Task Accepts_a_flag() => Accepts("""
        bool taken = false;
        Monitor.Enter(Gate, ref taken);
        Work();
        if (taken)
            Monitor.Exit(Gate);
        var entered = Slim.Wait(10);
        Work();
        if (!entered)
            return;
        Slim.Release();
        """, Locks);

    [Fact]
    public Task Accepts_an_outcome_of_either_arm() => Accepts("""
        var taken = Ready ? await Slim.WaitAsync(1) : Slim.Wait(2);
        if (!taken)
            return;
        Work();
        Slim.Release();
        """, Locks);

    [Fact]
    public Task Accepts_an_outcome_that_is_always_true() => Accepts("""
        var taken = Ready ? await Slim.WaitAsync(Timeout.Infinite) : await Slim.WaitAsync(TimeSpan.Zero);
        if (!taken)
            return;
        Slim.Release();
        if (!One.WaitOne())
            return;
        One.ReleaseMutex();
        """, Locks);

    [Fact]
    public Task Accepts_a_setting_asked_twice() => Accepts("""
        if (Safe)
            Monitor.Enter(Gate);
        Work();
        if (Safe)
            Monitor.Exit(Gate);
        """, Locks);

    [Fact]
    public Task Accepts_a_lock_that_may_be_missing() => AcceptsProgram("""
        class C
        {
            private readonly SemaphoreSlim? slim = null;
            private readonly Mutex? mutex = null;

            async Task M()
            {
                if (slim is not null)
                    await slim.WaitAsync();
                try { Console.WriteLine(); }
                finally { slim?.Release(); }
                mutex?.WaitOne();
                Console.WriteLine();
                mutex?.ReleaseMutex();
            }
        }
        """);

    [Fact]
    public Task Accepts_functions_that_only_take_or_only_give() => Accepts("""
        Work();
        Monitor.Enter(Gate);
        Slim.Release();
        """, Locks);

    [Fact]
    public Task Accepts_a_release_that_another_function_does() => Accepts("""
        Slim.Wait();
        if (Ready)
        {
            Slim.Release();
            return;
        }
        Task.Run(() =>
        {
            Work();
            Slim.Release();
        });
        """, Locks);

    [Fact]
    public Task Accepts_a_helper_that_releases() => Accepts("""
        Monitor.Enter(Gate);
        if (Ready)
        {
            Leave();
            return;
        }
        Monitor.Exit(Gate);
        """, Locks + " public static void Leave() { Work(); Monitor.Exit(Gate); }");

    [Fact]
    public Task Accepts_a_helper_that_is_told_of_the_lock() => AcceptsProgram("""
        class C
        {
            private readonly SemaphoreSlim slim = new(1, 1);
            private bool busy;

            Task Send()
            {
                if (!slim.Wait(0))
                    return SendLater(false);
                if (busy)
                    return SendLater(true);
                try { Console.WriteLine(); }
                finally { slim.Release(); }
                return Task.CompletedTask;
            }

            async Task SendLater(bool held)
            {
                if (!held)
                    await slim.WaitAsync();
                try { await Task.Yield(); }
                finally { slim.Release(); }
            }
        }
        """);

    [Fact]
    public Task Accepts_an_outcome_that_tells() => AcceptsProgram("""
        class C
        {
            private readonly object gate = new();
            private int count;

            bool Prepare()
            {
                Monitor.Enter(gate);
                if (count > 0)
                    return true;
                Monitor.Exit(gate);
                return false;
            }

            string? Open()
            {
                Monitor.Enter(gate);
                if (count > 0)
                    return "open";
                Monitor.Exit(gate);
                return null;
            }

            void Ask(out bool held)
            {
                Monitor.Enter(gate);
                held = count > 0;
                if (held)
                    return;
                Monitor.Exit(gate);
            }
        }
        """);

    [Fact]
    public Task Accepts_a_guard_that_is_returned() => AcceptsProgram("""
        class C
        {
            private readonly SemaphoreSlim slim = new(1, 1);
            private bool closed;

            async Task<IDisposable?> Hold()
            {
                await slim.WaitAsync();
                if (closed)
                {
                    slim.Release();
                    return null;
                }
                return new Releaser(this);
            }

            private sealed class Releaser(C owner) : IDisposable
            {
                public void Dispose() => owner.slim.Release();
            }
        }
        """);

    [Fact]
    public Task Accepts_pairs_of_members() => AcceptsProgram("""
        class C
        {
            private readonly object gate = new(), other = new();
            private bool closed;

            void BeginUpdate()
            {
                Monitor.Enter(gate);
                if (closed)
                    Monitor.Exit(gate);
            }

            void Open()
            {
                Monitor.Enter(other);
                if (closed)
                    Monitor.Exit(other);
            }

            void Close() => Monitor.Exit(other);
        }
        """);

    [Fact]
    public Task Accepts_all_locks_of_a_list() => Accepts("""
        for (int i = 0; i < 3; i++)
            Slim.Wait();
        Work();
        for (int i = 0; i < 3; i++)
            Slim.Release();
        for (int i = 0; i < 2; i++)
            Slim.Wait();
        Slim.Release(2);
        """, Locks);

    [Fact]
    public Task Accepts_signals() => Accepts("""
        Done.Wait();
        if (Ready)
            Done.Release();
        """, Locks);

    [Fact]
    public Task Accepts_a_wait_for_a_condition() => Accepts("""
        Monitor.Enter(Gate);
        try
        {
            while (!Ready)
                Monitor.Wait(Gate);
            if (Safe)
                return;
        }
        finally
        {
            Monitor.PulseAll(Gate);
            Monitor.Exit(Gate);
        }
        """, Locks);

    [Fact]
    public Task Accepts_a_path_that_ends_by_an_exception() => Accepts("""
        Slim.Wait();
        if (Ready)
            throw new InvalidOperationException();
        Slim.Release();
        """, Locks);

    // Every way out leaves it taken: that is what the function is for.
    [Fact]
    public Task Accepts_a_function_that_never_ends_without_the_lock() => Accepts("""
        while (true)
        {
            Slim.Wait();
            if (Ready)
                break;
            Slim.Release();
        }
        """, Locks);

    [Fact]
    public Task Flags_the_first_of_two_sections() => Flags("""
        [|Slim.Wait|]();
        if (Ready)
            return;
        Slim.Release();
        Slim.Wait();
        Work();
        Slim.Release();
        """, Locks);

    // ASY5005 owns an acquire whose outcome nobody looks at.
    [Fact]
    public Task Accepts_an_outcome_that_nobody_looks_at() => Accepts("""
        Slim.Wait(100);
        if (Ready)
            return;
        Slim.Release();
        var entered = One.WaitOne(100);
        if (Safe)
            return;
        One.ReleaseMutex();
        """, Locks);

    [Fact]
    public Task Accepts_lock_statements() => Accepts("""
        lock (Gate)
        {
            if (Ready)
                return;
            lock (Modern)
                Work();
        }
        """, Locks);

    [Fact]
    public Task Says_which_lock_and_which_end() => Says("""
        class C
        {
            private readonly object gate = new();
            private bool ready;

            void M()
            {
                Monitor.Enter(gate);
                if (ready)
                    return;
                Monitor.Exit(gate);
            }
        }
        """, "'gate' is taken here and still held at the end in line 10, though it is released before others");

    [Fact]
    public Task Points_at_the_ends_and_the_releases() => PointsAt("""
        class C
        {
            private readonly object gate = new();
            private int state;

            int M()
            {
                Monitor.Enter(gate);
                if (state == 1)
                    return 1;
                if (state == 2)
                {
                    Monitor.Exit(gate);
                    return 2;
                }
                if (state == 3)
                    return 3;
                Monitor.Exit(gate);
                return 4;
            }
        }
        """, 10, 17, 13, 18);

    [Fact]
    public Task Is_a_suggestion() => Weighs("""
        class FactAttribute : Attribute { }

        class Tests
        {
            private readonly SemaphoreSlim slim = new(1, 1);

            [Fact]
            void M()
            {
                slim.Wait();
                if (slim.CurrentCount == 0)
                    return;
                slim.Release();
            }
        }
        """, DiagnosticSeverity.Info);

    [Fact] // Which members never return is a table: the name alone says nothing.
    public async Task Knows_members_that_never_return()
    {
        static string Program(string space, string acquire) => $$"""
            namespace {{space}}
            {
                static class Assert
                {
                    public static void Ignore(string reason) => Console.WriteLine(reason);
                }
            }

            class C
            {
                private readonly object gate = new();
                private bool ready;

                void M()
                {
                    {{acquire}}(gate);
                    if (ready)
                    {
                        {{space}}.Assert.Ignore("not here");
                        return;
                    }
                    Console.WriteLine("work");
                    Monitor.Exit(gate);
                }
            }
            """;

        await AcceptsProgram(Program("NUnit.Framework", "Monitor.Enter"));
        await FlagsProgram(Program("Own.Checks", "[|Monitor.Enter|]"));
    }

    [Fact]
    public Task Uses_a_lock_statement() => Fixes(Class("""
        int M()
            {
                // Take it.
                [|Monitor.Enter|](gate); // now

                if (ready)
                    return 1; // early

                Work();
                // Give it back.
                Monitor.Exit(gate); // then
                return total;
            }
        """), Class("""
        int M()
            {
                // Take it.
                lock (gate) // now
                {
                    if (ready)
                        return 1; // early

                    Work();
                    // Give it back.
                    // then
                }
                return total;
            }
        """));

    [Fact]
    public Task Holds_the_lock_by_using() => Fixes(Class("""
        void M()
            {
                Action run = () =>
                {
                    [|own.Enter|]();
                    if (ready)
                        return;
                    total++;
                    own.Exit();
                };
                run();
            }
        """), Class("""
        void M()
            {
                Action run = () =>
                {
                    using (own.EnterScope())
                    {
                        if (ready)
                            return;
                        total++;
                    }
                };
                run();
            }
        """));

    [Fact]
    public Task Releases_in_a_finally_block() => Fixes(Class("""
        async Task<int> M()
            {
                [|await slim.WaitAsync()|];
                var now = total;
                if (now > 3)
                {
                    Work();
                    slim.Release();
                    return 1;
                }

                if (ready)
                    return 2;
                total++;
                // Others may go on.
                slim.Release(); // now
                return now;
            }
        """), Class("""
        async Task<int> M()
            {
                await slim.WaitAsync();
                try
                {
                    var now = total;
                    if (now > 3)
                    {
                        Work();
                        return 1;
                    }

                    if (ready)
                        return 2;
                    total++;
                    return now;
                }
                finally
                {
                    // Others may go on.
                    slim.Release(); // now
                }
            }
        """));

    [Fact]
    public Task Leaves_the_loop_by_the_finally_block() => Fixes(Class("""
        void M()
            {
                for (int i = 0; i < 3; i++)
                {
                    [|rw.EnterReadLock|]();
                    if (i == 1)
                        continue;
                    if (ready)
                    {
                        Work();
                        rw.ExitReadLock();
                        break;
                    }
                    Work();
                    rw.ExitReadLock();
                }
            }
        """), Class("""
        void M()
            {
                for (int i = 0; i < 3; i++)
                {
                    rw.EnterReadLock();
                    try
                    {
                        if (i == 1)
                            continue;
                        if (ready)
                        {
                            Work();
                            break;
                        }
                        Work();
                    }
                    finally
                    {
                        rw.ExitReadLock();
                    }
                }
            }
        """));

    [Fact]
    public Task Releases_behind_a_switch() => Fixes(Class("""
        void M()
            {
                [|rw.EnterWriteLock|]();
                switch (total)
                {
                    case 1:
                        Work();
                        rw.ExitWriteLock();
                        break;
                    default:
                        Work();
                        break;
                }
                Work();
            }
        """), Class("""
        void M()
            {
                rw.EnterWriteLock();
                try
                {
                    switch (total)
                    {
                        case 1:
                            Work();
                            break;
                        default:
                            Work();
                            break;
                    }
                }
                finally
                {
                    rw.ExitWriteLock();
                }
                Work();
            }
        """));

    [Fact]
    public Task Fixes_all() => Fixes(Class("""
        void M()
            {
                [|Monitor.Enter|](gate);
                if (ready)
                    return;
                total++;
                Monitor.Exit(gate);
                [|slim.Wait|]();
                if (ready)
                    return;
                total++;
                slim.Release();
            }
        """), Class("""
        void M()
            {
                lock (gate)
                {
                    if (ready)
                        return;
                    total++;
                }
                slim.Wait();
                try
                {
                    if (ready)
                        return;
                    total++;
                }
                finally
                {
                    slim.Release();
                }
            }
        """));

    [Fact]
    public Task Accepts_a_test_in_the_finally_block() => AcceptsProgram("""
        class Host
        {
            private static readonly SemaphoreSlim One = new(1);
            private string? window;
            public virtual bool CanExit => true;
            public void Run()
            {
                try
                {
                    if (!One.Wait(10000))
                        throw new TimeoutException();
                    window = File.ReadAllText("window");
                    if (window == "")
                        return;
                    Console.WriteLine(window);
                }
                finally
                {
                    if (CanExit)
                    {
                        Console.WriteLine("exit");
                        One.Release();
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Keeps_early_returns_comments_and_what_stands_inside() => Fixes(Class("""
        int M(List<int> numbers)
            {
                Func<int, bool> skip = number => number > 3;
                foreach (var number in numbers)
                {
                    // In turn.
                    [|Monitor.Enter|](gate); // now
                    var next = total + number;
                    // Not all.
                    if (skip(number))
                    {
                        // Somebody else's.
                        Monitor.Exit(gate); // free
                        continue;
                    }
                    if (next > 7)
                        return -1; // too many
                    lock (numbers)
                        total = next;
                    Monitor.Exit(gate);
                    Console.WriteLine(next); // told
                }
                return total;
            }
        """), Class("""
        int M(List<int> numbers)
            {
                Func<int, bool> skip = number => number > 3;
                foreach (var number in numbers)
                {
                    int next;
                    // In turn.
                    lock (gate) // now
                    {
                        next = total + number;
                        // Not all.
                        if (skip(number))
                        {
                            // Somebody else's.
                            // free
                            continue;
                        }
                        if (next > 7)
                            return -1; // too many
                        lock (numbers)
                            total = next;
                    }
                    Console.WriteLine(next); // told
                }
                return total;
            }
        """));

    [Fact]
    public Task Keeps_line_ends_and_tabs() => Fixes(
        "class C\r\n{\r\n\tobject gate = new();\r\n\tint total;\r\n\r\n\tvoid M()\r\n\t{\r\n\t\t[|Monitor.Enter|](gate);\r\n\t\tif (total > 3)\r\n\t\t\treturn;\r\n\t\ttotal++;\r\n\t\tMonitor.Exit(gate);\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tobject gate = new();\r\n\tint total;\r\n\r\n\tvoid M()\r\n\t{\r\n\t\tlock (gate)\r\n\t\t{\r\n\t\t\tif (total > 3)\r\n\t\t\t\treturn;\r\n\t\t\ttotal++;\r\n\t\t}\r\n\t}\r\n}\r\n");

    [Theory]
    // Something runs between a release and the end of the section.
    [InlineData("[|slim.Wait|]();\nif (total == 1) { slim.Release(); Work(); return 1; }\nif (ready) return 2;\nslim.Release();\nreturn 3;")]
    [InlineData("[|slim.Wait|]();\nif (total == 1) { Work(); slim.Release(); return numbers.Sum(); }\nif (ready) return 2;\nslim.Release();\nreturn 3;")]
    [InlineData("[|slim.Wait|]();\nforeach (var n in numbers)\n{ if (n == 1) { Work(); slim.Release(); break; }\nif (ready) return 2;\n }\nreturn 3;")]
    // Names or labels are needed outside, or would end earlier.
    [InlineData("[|slim.Wait|]();\nvar now = new { Total = total };\nif (ready) return 2;\nslim.Release();\nWork();\nreturn now.Total;")]
    [InlineData("[|slim.Wait|]();\nif (int.TryParse(\"1\", out var now)) { slim.Release(); return 3; }\nif (ready) return 2;\nslim.Release();\nWork();\nreturn now;")]
    [InlineData("[|slim.Wait|]();\nusing var file = new MemoryStream();\nif (ready) return 2;\nslim.Release();\nreturn 1;")]
    [InlineData("[|slim.Wait|]();\nint Next() => 1;\nif (ready) return 2;\nslim.Release();\nreturn 1;")]
    [InlineData("[|slim.Wait|]();\nif (total == 1) goto end;\nif (ready) return 2;\nend: slim.Release();\nreturn 1;")]
    // The lock is taken in a branch, or in a way that may fail, or its guard is a variable.
    [InlineData("if (total > 3) [|slim.Wait|](); else return 1;\nif (ready) return 2;\nslim.Release();\nreturn 1;")]
    [InlineData("if (![|slim.Wait|](10)) return 1;\nif (ready) return 2;\nslim.Release();\nreturn 1;")]
    [InlineData("var scope = [|own.EnterScope|]();\nif (ready) return 2;\nscope.Dispose();\nreturn 1;")]
    [InlineData("switch (total)\n{\ncase 1:\n[|slim.Wait|]();\nif (ready) return 2;\nslim.Release();\nbreak;\n}\nreturn 1;")]
    // A branch would be left with nothing in it.
    [InlineData("[|rw.EnterReadLock|]();\nif (ready)\n{\nrw.ExitReadLock();\n}\nreturn 1;")]
    // Nobody can say where lines begin.
    [InlineData("[|slim.Wait|](); if (ready) return 2; slim.Release();\nreturn 1;")]
    public Task Offers_nothing_where_the_section_is_not_clear(string body) => FlagsWithoutFix(Class($$"""
        int M(int[] numbers)
            {
                {{body}}
            }
        """));
}
