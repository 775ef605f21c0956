using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;
using static Asynchrony.Tests.Locks.LockPrograms;

namespace Asynchrony.Tests.Locks;

public sealed class LockNotReleasedOnExceptionTests : RuleTests<LockNotReleasedOnException>
{
    private const string Locks = """
        public static readonly object Gate = new();
        public static readonly Lock Modern = new();
        public static readonly SemaphoreSlim Slim = new(1, 1);
        public static readonly SemaphoreSlim Done = new(0);
        public static readonly Mutex One = new();
        public static readonly ReaderWriterLockSlim Rw = new();
        public static bool Ready;
        public static int Count;
        public static void Work() => Done.Wait();
        """;

    /// <summary>A lock of the project's own, by the names of its methods.</summary>
    private const string Rows = """
        sealed class Rows
        {
            private int readers;
            private int changes;
            public bool Any => changes > 0;

            public async Task LockRowsAsync() { await Task.Delay(readers); readers++; }
            public async Task UnlockRowsAsync() { await Task.Yield(); readers--; }
            public void AcquireTableLock(string table) { Console.WriteLine(table); while (Interlocked.CompareExchange(ref readers, 1, 0) != 0) Thread.Yield(); }
            public void LockNothing() => readers++;
            public void UnlockNothing() => readers--;
            public void ReleaseTableLock(string table) { Console.WriteLine(table); readers--; }
            public bool TryLockRow() => readers++ > 0;
            public void UnlockRow() => readers--;
            private void Change(int by) { if (by == 0) throw new ArgumentException(nameof(by)); changes += by; }

            BODY
        }
        """;

    [Theory]
    [InlineData("public async Task Move() { await [|LockRowsAsync|](); Change(1); await UnlockRowsAsync(); }")]
    [InlineData("public async Task Move() { if (!Any) return; await [|LockRowsAsync|]().ConfigureAwait(false); await Task.Delay(1); changes++; await UnlockRowsAsync().ConfigureAwait(false); Change(1); }")]
    [InlineData("public void Move(string table) { [|AcquireTableLock|](table); Change(2); ReleaseTableLock(table); }")]
    [InlineData("public async Task Move(Rows other) { await [|other.LockRowsAsync|](); if (Any) throw new InvalidOperationException(); await other.UnlockRowsAsync(); }")]
    public Task Flags_a_pair_of_own_methods(string body) => FlagsProgram(Rows.Replace("BODY", body));

    [Theory]
    [InlineData("public async Task Move() { await LockRowsAsync(); try { Change(1); } finally { await UnlockRowsAsync(); } }")]
    [InlineData("public async Task Move() { await LockRowsAsync(); changes++; await UnlockRowsAsync(); }")]
    [InlineData("public void Move(List<string> tables) { AcquireTableLock(\"a\"); tables.Add(\"a\"); ReleaseTableLock(\"a\"); }")]
    [InlineData("public async Task Move() { await LockRowsAsync(); Change(1); }")]
    [InlineData("public async Task Move() { try { await LockRowsAsync(); Change(1); await UnlockRowsAsync(); } catch { await UnlockRowsAsync(); throw; } }")]
    [InlineData("public void Move(string from, string to) { AcquireTableLock(from); Change(2); ReleaseTableLock(to); }")]
    [InlineData("public async Task Move(Rows other) { await other.LockRowsAsync(); Change(1); await UnlockRowsAsync(); }")]
    [InlineData("public void Move() { LockNothing(); Change(1); UnlockNothing(); }")]
    [InlineData("public void Move() { TryLockRow(); Change(1); UnlockRow(); }")]
    [InlineData("public async Task LockAll() { await LockRowsAsync(); Change(1); await UnlockRowsAsync(); }")]
    [InlineData("public async Task<int> Move() { await LockRowsAsync(); if (changes > 3) { changes++; await UnlockRowsAsync(); return 1; } await UnlockRowsAsync(); return 0; }")]
    [InlineData("public bool Move(string table) { AcquireTableLock(table); if (Any) { ReleaseTableLock(table); return true; } ReleaseTableLock(table); return false; }")] // Only what gives it back.
    [InlineData("private void Count(int by) => changes += Math.Abs(by); public void Move(string table) { AcquireTableLock(table); Count(2); ReleaseTableLock(table); }")]
    public Task Accepts_own_methods_that_are_no_bare_pair(string body) => AcceptsProgram(Rows.Replace("BODY", body));

    /// <summary>A picture whose bits are pinned, and what has a lock for them.</summary>
    private const string Picture = """
        sealed class Surface
        {
            private int pins;
            public IntPtr BackBuffer { get; } = IntPtr.Zero;
            public void Lock() => Interlocked.CompareExchange(ref pins, 1, 0);
            public void Unlock() => pins--;
        }

        sealed class Counted
        {
            private int count;
            public void Enter() => count++;
            public void Exit() => count--;
        }

        sealed class Turns
        {
            private int turn;
            public void Enter() { while (Interlocked.CompareExchange(ref turn, 1, 0) != 0) Thread.Yield(); }
            public void Exit() => turn = 0;
        }

        sealed class Picture
        {
            private readonly Surface? surface = new();
            private readonly Counted counted = new();
            private readonly Turns turns = new();
            private readonly System.IO.FileStream file = new("a", System.IO.FileMode.Open);
            private readonly object gate = new();
            private int changes;

            public void Change(int by) { if (by == 0) throw new ArgumentException(nameof(by)); changes += by; }
            public void Paint() { LOCK(); Change(2); UNLOCK(); }
            BODY
        }
        """;

    [Theory]
    [InlineData("LockBits", "public void LockBits() => surface!.Lock(); public void UnlockBits() => surface!.Unlock();")]
    [InlineData("LockBits", "public void LockBits() { surface?.Lock(); } public void UnlockBits() { surface?.Unlock(); }")]
    [InlineData("LockAll", "public void LockAll() => LockFirst(); private void LockFirst() => this.counted.Enter(); public void UnlockAll() => counted.Exit();")]
    [InlineData("LockFile", "public void LockFile() => file.Lock(0, 10); public void UnlockFile() => file.Unlock(0, 10);")]
    [InlineData("Lock", "public void Lock() => Pin(surface!); private static void Pin(Surface surface) => surface.Lock(); public void Unlock() => surface!.Unlock();")]
    public Task Accepts_what_pins_memory_or_counts(string take, string body) => AcceptsProgram(Picture.Replace("BODY", body).Replace("UNLOCK", take.Replace("Lock", "Unlock")).Replace("LOCK", take));

    [Theory]
    [InlineData("LockAll", "public void LockAll() => turns.Enter(); public void UnlockAll() => turns.Exit();")]
    [InlineData("LockAll", "public void LockAll() => LockFirst(); private void LockFirst() => Monitor.Enter(gate); public void UnlockAll() => Monitor.Exit(gate);")]
    public Task Flags_what_takes_a_lock_of_its_own(string take, string body) => FlagsProgram(Picture.Replace("BODY", body).Replace("UNLOCK", take.Replace("Lock", "Unlock")).Replace("LOCK", "[|" + take + "|]"));

    [Fact]
    public Task Flags_a_call_in_between() => Flags("""
        [|Monitor.Enter|](Gate);
        Work();
        Monitor.Exit(Gate);
        """, Locks);

    [Fact]
    public Task Flags_an_await_in_between() => Flags("""
        [|await Slim.WaitAsync()|];
        await Task.Delay(10);
        Slim.Release();
        """, Locks);

    [Fact]
    public Task Flags_a_throw_in_between() => Flags("""
        [|Modern.Enter|]();
        if (Ready)
            throw new InvalidOperationException();
        Count++;
        Modern.Exit();
        """, Locks);

    [Fact]
    public Task Flags_a_release_on_several_paths() => Flags("""
        [|Rw.EnterReadLock|]();
        if (Ready)
        {
            Rw.ExitReadLock();
            return;
        }
        Work();
        Rw.ExitReadLock();
        """, Locks);

    [Fact]
    public Task Flags_a_catch_that_goes_on_to_the_end() => Flags("""
        [|One.WaitOne|]();
        try
        {
            Work();
        }
        catch (InvalidOperationException)
        {
            return;
        }
        One.ReleaseMutex();
        """, Locks);

    [Fact]
    public Task Flags_a_catch_of_some_exceptions() => Flags("""
        [|Slim.Wait|]();
        try
        {
            Work();
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine(failure);
        }
        Slim.Release();
        """, Locks);

    [Fact]
    public Task Flags_a_taken_lock_in_a_branch() => Flags("""
        if ([|Monitor.TryEnter|](Gate))
        {
            Work();
            Monitor.Exit(Gate);
        }
        """, Locks);

    [Fact]
    public Task Knows_which_numbers_throw() => Flags("""
        Monitor.Enter(Gate);
        var made = new Guid(Count, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        var fresh = Guid.NewGuid();
        Monitor.Exit(Gate);
        [|Slim.Wait|]();
        fresh = new Guid(made.ToString());
        Slim.Release();
        """, Locks);

    [Fact]
    public Task Accepts_a_finally() => Accepts("""
        Monitor.Enter(Gate);
        try { Work(); } finally { Monitor.Exit(Gate); }
        Slim.Wait();
        try { Work(); } finally { Slim.Release(); }
        """, Locks);

    [Fact]
    public Task Accepts_a_catch_that_releases() => Accepts("""
        Monitor.Enter(Gate);
        try
        {
            Work();
        }
        catch
        {
            Monitor.Exit(Gate);
            throw;
        }
        Monitor.Exit(Gate);
        """, Locks);

    [Fact]
    public Task Accepts_a_catch_of_everything() => Accepts("""
        Slim.Wait();
        try
        {
            Work();
        }
        catch (Exception failure)
        {
            Console.WriteLine(failure);
        }
        Slim.Release();
        """, Locks);

    [Fact]
    public Task Accepts_what_cannot_throw() => Accepts("""
        Monitor.Enter(Gate);
        Count++;
        Ready = Count > 3;
        var made = new object();
        Interlocked.Increment(ref Count);
        System.Diagnostics.Debug.Assert(Ready);
        Move(Count);
        Monitor.PulseAll(Gate);
        Monitor.Exit(Gate);
        """, Locks + " public static void Move(int next) { Count = (int)(next + 1L); Ready = false; }");

    /// <summary>Keys that are known to be new, nodes of the very list, and work that only begins.</summary>
    [Theory]
    [InlineData("if (Known.ContainsKey(1)) Known[1] = Count; else Known.Add(1, Count);")]
    [InlineData("if (!Known.ContainsKey(Count)) { Ready = true; Known.Add(Count, 1); }")]
    [InlineData("if (!Known.TryGetValue(1, out var known) && Count > 3) Known.Add(1, known);")]
    [InlineData("Chain.AddLast(Count); Chain.Remove(Chain.First!);")]
    [InlineData("var copy = new Dictionary<int, int>(); foreach (var number in Known.Keys) copy.Add(number, Known[number]);")]
    [InlineData("Dictionary<int, int> copy = new(); foreach (var pair in Known) copy.Add(pair.Key, pair.Value + 1);")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => Work()); Task.Run(() => Work());")]
    public Task Accepts_what_is_known_to_go_well(string section) => Accepts($"Monitor.Enter(Gate); {section} Monitor.Exit(Gate);", More, "top level");

    [Theory]
    [InlineData("if (Known.ContainsKey(2)) Count++; else Known.Add(1, Count);")]
    [InlineData("if (Known.ContainsKey(1)) Known.Add(1, Count);")]
    [InlineData("if (!Other.ContainsKey(1)) Known.Add(1, Count);")]
    [InlineData("foreach (var number in Lazily()) Count += number;")]
    [InlineData("var copy = new Dictionary<int, int>(); foreach (var pair in Known) copy.Add(pair.Value, pair.Key);")]
    [InlineData("var copy = new Dictionary<int, int>(); copy.Add(1, 2); foreach (var pair in Known) copy.Add(pair.Key, pair.Value);")]
    public Task Flags_what_is_not(string section) => Flags($"[|Monitor.Enter|](Gate); {section} Monitor.Exit(Gate);", More, "top level");

    /// <summary>Own short methods that only do what throws nothing, as far as their calls go, and work that begins elsewhere.</summary>
    [Theory]
    [InlineData("Count = Clock.Since(Known[1]);")]
    [InlineData("var made = new Ring(Count); made.Put(Clock.Ticks()); Count = made.Sum();")]
    [InlineData("Clock.Guarded();")]
    [InlineData("foreach (var key in Known.Keys) Count += key; foreach (var word in new[] { 1, 2 }) Count -= word;")]
    [InlineData("Count = Length(Count); Ready = int.TryParse(Count.ToString(), out var number) && char.IsDigit('1') && number > 1; static int Length(int value) => (System.Numerics.BitOperations.LeadingZeroCount((uint)value | 1) - 38) * -1171 >> 13;")]
    [InlineData("Ready = System.Collections.ObjectModel.ReadOnlyCollection<int>.Empty.Contains(Count) || Array.IndexOf([1, 2], Count) >= 0;")]
    [InlineData("var name = Guid.NewGuid().ToString(); Ready = name.Equals(Count.ToString());")]
    [InlineData("Clock.InBackground(_ => Work()); Clock.InBackground(Work);")]
    [InlineData("var text = $\"{Count}\".GetType().Name; Count = Path.GetTempPath().Length; Ready = text.StartsWith('a');")]
    public Task Accepts_own_code_that_throws_nothing(string section) => Accepts($"Monitor.Enter(Gate); {section} Monitor.Exit(Gate);", More + Own, "top level");

    [Theory]
    [InlineData("Count = Clock.Parsed(\"1\");")]
    [InlineData("Count = Clock.Since(Known[1]); Clock.Deep(9);")]
    [InlineData("Clock.Thrown(Count);")]
    [InlineData("Clock.Rethrown();")]
    [InlineData("new Ring(Count).Each(Lazily());")]
    [InlineData("Count = Clock.Share(Count);")]
    [InlineData("Clock.Now(Work);")]
    [InlineData("foreach (var number in Lazy) Count += number;")]
    [InlineData("new Tower().Build();")]
    [InlineData("Count = Clock.Since(1); if (Ready) throw new Broken();")]
    public Task Flags_own_code_that_may_throw(string section) => Flags($"[|Monitor.Enter|](Gate); {section} Monitor.Exit(Gate);", More + Own, "top level");

    private const string Own = """

        public static class Clock
        {
            public static int Ticks() => Environment.TickCount & 0x3fffffff;
            public static int Since(int before) { var past = Ticks() - before; return past < 0 ? Wrapped(past) : past; }
            private static int Wrapped(int past) => Math.Max(past, DateTime.UtcNow.Second);
            public static int Parsed(string text) => Halved(text);
            private static int Halved(string text) => int.Parse(text) / 2;
            public static void Guarded() { try { Parsed("a"); } catch (Exception failure) { Console.WriteLine(failure); } }
            public static void Rethrown() { try { Parsed("a"); } catch (Exception) { throw; } }
            public static void Thrown(int number) { if (number > 3) throw new ArgumentException(nameof(number)); }
            public static int Share(int number) => 12 / number;
            public static int Deep(int number) => number > 0 ? Deep(number - 1) : Ticks();
            public static void InBackground(WaitCallback work) => InBackground(work, null);
            public static void InBackground(Action work) => Task.Run(work);
            public static void Now(Action work) => work();

            private static void InBackground(WaitCallback work, object? state)
            {
                if (Ready) throw new InvalidOperationException();
                ThreadPool.UnsafeQueueUserWorkItem(work, state);
            }
        }

        public sealed class Ring
        {
            private readonly int size;
            private readonly List<int> numbers;
            public Ring(int size) { this.size = size; numbers = new List<int>(size); }
            public void Put(int number) { if (numbers.Count > size) numbers.Clear(); numbers.Add(number); }
            public int Sum() { var sum = 0; foreach (var number in numbers) sum += number; return sum; }
            public void Each(IEnumerable<int> more) { foreach (var number in more) numbers.Add(number); }
        }

        public class Broken : Exception { }
        public class Tower { public virtual void Build() { } }
        """;

    /// <summary>The statement gives back what its section gave up and took again.</summary>
    [Fact]
    public Task Accepts_a_lock_that_its_statement_gives_back() => Accepts("""
        lock (Gate)
        {
            Monitor.Exit(Gate);
            try { Work(); } finally { Monitor.Enter(Gate); }
            if (Ready)
                throw new InvalidOperationException();
            Count++;
        }
        """, Locks);

    /// <summary>The author knows, and says so.</summary>
    [Fact]
    public Task Accepts_what_the_author_says() => Accepts("""
        Slim.Wait();
        Work();
        // What stands above must never throw.
        Slim.Release();
        """, Locks);

    [Fact]
    public Task Flags_what_a_comment_says_nothing_of() => Flags("""
        [|Slim.Wait|]();
        Work();
        // Whoever throws waits next.
        Slim.Release();
        """, Locks);

    /// <summary>What cannot throw stands before what can, and is not named.</summary>
    [Fact]
    public Task Names_the_first_that_may_throw() => Says("""
        class C
        {
            private readonly object gate = new();
            private int now;

            void M(string path)
            {
                Monitor.Enter(gate);
                Touch();
                File.Delete(path);
                Monitor.Exit(gate);
            }

            void Touch() => now = Ticks();
            int Ticks() => Environment.TickCount;
        }
        """, "'gate' stays taken when 'Delete' in line 10 throws");

    private const string More = Locks + """

        public static readonly Dictionary<int, int> Known = new(), Other = new();
        public static readonly LinkedList<int> Chain = new();
        public static IEnumerable<int> Lazily() { yield return 1; }
        public static readonly IEnumerable<int> Lazy = Lazily();
        """;

    [Fact]
    public Task Accepts_two_locks_at_once() => Accepts("""
        Monitor.Enter(Gate);
        Rw.EnterWriteLock();
        Count++;
        Rw.ExitWriteLock();
        Monitor.Exit(Gate);
        """, Locks);

#if !ROSLYN_4_8 // An older compiler refuses a scope in async code.
    [Fact]
    public Task Accepts_lock_statements_and_guards() => Accepts("""
        lock (Gate)
            Work();
        using (Modern.EnterScope())
            Work();
        """, Locks);
#endif

    [Fact]
    public Task Accepts_what_a_normal_end_forgets_as_well() => Accepts("""
        Monitor.Enter(Gate);
        if (Ready)
            return;
        Work();
        Monitor.Exit(Gate);
        """, Locks);

    [Fact]
    public Task Accepts_a_lock_that_stays() => Accepts("""
        Monitor.Enter(Gate);
        Work();
        """, Locks);

    [Fact]
    public Task Accepts_a_release_that_another_function_does() => Accepts("""
        Slim.Wait();
        Task.Run(() => Slim.Release());
        Work();
        Slim.Release();
        """, Locks);

    // ASY5005 owns an acquire whose outcome nobody looks at.
    [Fact]
    public Task Accepts_an_outcome_that_nobody_looks_at() => Accepts("""
        Slim.Wait(100);
        Work();
        Slim.Release();
        var entered = One.WaitOne(100);
        Work();
        One.ReleaseMutex();
        """, Locks);

    [Fact]
    public Task Accepts_guards_that_may_be_null() => AcceptsProgram("""
        namespace Nito.AsyncEx { public class AsyncLock { public Task<IDisposable> LockAsync() => null!; } }

        class C
        {
            private readonly Nito.AsyncEx.AsyncLock mutex = new();

            async Task M()
            {
                using var guard = await mutex.LockAsync();
                await Task.Yield();
            }
        }
        """);

    [Fact]
    public Task Accepts_tests() => AcceptsProgram("""
        class FactAttribute : Attribute { }

        class Tests
        {
            private readonly SemaphoreSlim slim = new(1, 1);

            [Fact]
            void M()
            {
                slim.Wait();
                M();
                slim.Release();
            }
        }
        """);

    [Fact]
    public Task Says_what_may_throw() => Says("""
        class C
        {
            private readonly object gate = new();
            private readonly SemaphoreSlim slim = new(1, 1);

            async Task M(string path)
            {
                Monitor.Enter(gate);
                File.Delete(path);
                Monitor.Exit(gate);
                await slim.WaitAsync();
                await Task.Delay(1);
                slim.Release();
                slim.Wait();
                _ = new FileStream(path, FileMode.Open);
                slim.Release();
                slim.Wait();
                if (path.Length > 99)
                    throw new ArgumentException(path);
                slim.Release();
            }
        }
        """,
        "'gate' stays taken when 'Delete' in line 9 throws",
        "'slim' stays taken when the await in line 12 throws",
        "'slim' stays taken when 'new FileStream' in line 15 throws",
        "'slim' stays taken when the code in line 19 throws");

    [Fact]
    public Task Points_at_what_may_throw_and_the_releases() => PointsAt("""
        class C
        {
            private readonly object gate = new();
            private bool ready;

            void M()
            {
                Monitor.Enter(gate);
                if (ready)
                {
                    Monitor.Exit(gate);
                    return;
                }
                M();
                Monitor.Exit(gate);
            }
        }
        """, 14, 11, 15);

    [Fact]
    public Task Is_a_suggestion() => Weighs("""
        class C
        {
            private readonly object gate = new();

            void M()
            {
                Monitor.Enter(gate);
                M();
                Monitor.Exit(gate);
            }
        }
        """, DiagnosticSeverity.Info);

    [Fact]
    public Task Uses_a_lock_statement() => Fixes(Class("""
        int M()
            {
                // Take it.
                [|Monitor.Enter|](gate);
                var now = total; // before
                Work();
                Monitor.Exit(gate);
                return now;
            }
        """), Class("""
        int M()
            {
                // Take it.
                lock (gate)
                {
                    var now = total; // before
                    Work();
                    return now;
                }
            }
        """));

    [Fact]
    public Task Holds_the_lock_by_using_in_a_lambda() => Fixes(Class("""
        Action M() => () =>
            {
                [|own.Enter|]();
                Work();
                own.Exit();
            };
        """), Class("""
        Action M() => () =>
            {
                using (own.EnterScope())
                {
                    Work();
                }
            };
        """));

    [Fact]
    public Task Releases_in_a_finally_block() => Fixes(Class("""
        async Task M()
            {
                if (total > 3)
                {
                    // One at a time.
                    [|await slim.WaitAsync().ConfigureAwait(false)|]; // in turn

                    await Task.Delay(1);
                    slim.Release(); // next
                    Work();
                }
            }
        """), Class("""
        async Task M()
            {
                if (total > 3)
                {
                    // One at a time.
                    await slim.WaitAsync().ConfigureAwait(false); // in turn
                    try
                    {
                        await Task.Delay(1);
                    }
                    finally
                    {
                        slim.Release(); // next
                    }
                    Work();
                }
            }
        """));

    [Fact]
    public Task Releases_in_a_finally_block_of_a_branch() => Fixes(Class("""
        void M()
            {
                if ([|slim.Wait|](100))
                {
                    Work();
                    slim.Release();
                }
            }
        """), Class("""
        void M()
            {
                if (slim.Wait(100))
                {
                    try
                    {
                        Work();
                    }
                    finally
                    {
                        slim.Release();
                    }
                }
            }
        """));

    [Fact]
    public Task Fixes_all() => Fixes(Class("""
        void M()
            {
                [|rw.EnterReadLock|]();
                Work();
                rw.ExitReadLock();
                [|Monitor.Enter|](gate);
                [|slim.Wait|]();
                Work();
                slim.Release();
                Monitor.Exit(gate);
            }
        """), Class("""
        void M()
            {
                rw.EnterReadLock();
                try
                {
                    Work();
                }
                finally
                {
                    rw.ExitReadLock();
                }
                lock (gate)
                {
                    slim.Wait();
                    try
                    {
                        Work();
                    }
                    finally
                    {
                        slim.Release();
                    }
                }
            }
        """));

    [Fact]
    public Task Keeps_line_ends_and_tabs() => Fixes(
        "class C\r\n{\r\n\tSemaphoreSlim slim = new(1, 1);\r\n\r\n\tvoid M()\r\n\t{\r\n\t\t[|slim.Wait|]();\r\n\t\tFile.Delete(\"a\");\r\n\t\tslim.Release();\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tSemaphoreSlim slim = new(1, 1);\r\n\r\n\tvoid M()\r\n\t{\r\n\t\tslim.Wait();\r\n\t\ttry\r\n\t\t{\r\n\t\t\tFile.Delete(\"a\");\r\n\t\t}\r\n\t\tfinally\r\n\t\t{\r\n\t\t\tslim.Release();\r\n\t\t}\r\n\t}\r\n}\r\n");

    [Theory]
    // A name that is needed outside has no type to declare it by, or would end earlier.
    [InlineData("[|slim.Wait|]();\nvar now = new { Total = total };\nWork();\nslim.Release();\nWork();\nreturn now.Total;")]
    [InlineData("[|slim.Wait|]();\nusing var file = new MemoryStream();\nWork();\nslim.Release();\nreturn 1;")]
    // The release does not stand in the same block, or comes before something else.
    [InlineData("[|slim.Wait|]();\nif (ready) { Work(); slim.Release(); Work(); return 1; }\nslim.Release();\nreturn 1;")]
    [InlineData("[|slim.Wait|]();\nWork();\nif (ready) slim.Release(); else slim.Release();\nreturn 1;")]
    [InlineData("switch (total)\n{\ncase 1:\n[|slim.Wait|]();\nWork();\nslim.Release();\nbreak;\n}\nreturn 1;")]
    // Nobody can say where lines begin.
    [InlineData("[|slim.Wait|](); Work(); slim.Release();\nreturn 1;")]
    public Task Offers_nothing_where_the_section_is_not_clear(string body) => FlagsWithoutFix(Class($$"""
        int M(int[] numbers)
            {
                {{body}}
            }
        """));

    [Fact]
    public Task Declares_what_is_used_behind_the_section_before_it() => Fixes(Class("""
        int M(Dictionary<int, string> names)
            {
                Work();

                // One at a time.
                [|slim.Wait|](); // now
                // What there is.
                var unused = 1;
                int now = total;
                string? text = File.ReadAllText("a"); // read
                if (text.Length > unused)
                    names.TryGetValue(1, out text);
                Work();
                slim.Release(); // next
                return now + text!.Length;
            }

            int N(Dictionary<int, string> names)
            {
                [|Monitor.Enter|](gate);
                // What there is.
                var now = total; // before
                List<string> all = new(names.Values);
                var found = names.TryGetValue(now, out var name);
                if (found)
                {
                    Work();
                    Monitor.Exit(gate);
                    return 0;
                }
                Monitor.Exit(gate);
                Console.WriteLine(name);
                return now + all.Count;
            }
        """), Class("""
        int M(Dictionary<int, string> names)
            {
                Work();

                int now;
                string? text;
                // One at a time.
                slim.Wait(); // now
                try
                {
                    // What there is.
                    var unused = 1;
                    now = total;
                    text = File.ReadAllText("a"); // read
                    if (text.Length > unused)
                        names.TryGetValue(1, out text);
                    Work();
                }
                finally
                {
                    slim.Release(); // next
                }
                return now + text!.Length;
            }

            int N(Dictionary<int, string> names)
            {
                int now;
                List<string> all;
                string? name;
                lock (gate)
                {
                    // What there is.
                    now = total; // before
                    all = new(names.Values);
                    var found = names.TryGetValue(now, out name);
                    if (found)
                    {
                        Work();
                        return 0;
                    }
                }
                Console.WriteLine(name);
                return now + all.Count;
            }
        """));

    [Fact]
    public Task Offers_no_lock_statement_around_an_await() => FlagsWithoutFix("""
        class C
        {
            private readonly object gate = new();
            async Task M()
            {
                [|Monitor.Enter|](gate);
                await Task.Yield();
                Monitor.Exit(gate);
            }
        }
        """);

    [Fact]
    public Task Flags_a_try_that_begins_too_late() => Flags("""
        [|await Slim.WaitAsync().ConfigureAwait(false)|];
        Work();
        try
        {
            Count++;
            Work();
        }
        finally
        {
            Slim.Release();
        }
        """, Locks);

    [Fact]
    public Task Flags_a_test_that_throws_before_the_try() => Flags("""
        [|Monitor.Enter|](Gate);
        if (Ready)
            throw new InvalidOperationException();
        try { Work(); } finally { Monitor.Exit(Gate); }
        """, Locks);

    [Fact]
    public Task Accepts_what_cannot_throw_before_the_try() => Accepts("""
        await Slim.WaitAsync();
        Count++;
        var made = new object();
        try { Work(); Console.WriteLine(made); } finally { Slim.Release(); }
        Rw.EnterReadLock();
        try { Work(); } finally { Rw.ExitReadLock(); }
        Work();
        """, Locks);

    [Fact]
    public Task Accepts_a_try_around_both() => Accepts("""
        await Slim.WaitAsync();
        try
        {
            Work();
            try { Count++; Work(); } finally { Ready = false; }
        }
        finally
        {
            Slim.Release();
        }
        """, Locks);

    [Fact]
    public Task Begins_the_try_behind_the_acquire() => Fixes(Class("""
        async Task M()
            {
                // One at a time.
                [|await slim.WaitAsync()|]; // in turn

                Work(); // first
                // Then.
                total++;
                try
                {
                    // Last.
                    Work();
                }
                finally
                {
                    slim.Release(); // next
                }
            }
        """), Class("""
        async Task M()
            {
                // One at a time.
                await slim.WaitAsync(); // in turn
                try
                {
                    Work(); // first
                    // Then.
                    total++;
                    // Last.
                    Work();
                }
                finally
                {
                    slim.Release(); // next
                }
            }
        """));

    [Theory]
    [InlineData("[|slim.Wait|]();\nvar text = File.ReadAllText(\"a\");\ntry\n{\nConsole.WriteLine(text);\n}\nfinally\n{\nslim.Release();\n}")] // The variable would be another's.
    [InlineData("[|slim.Wait|]();\nWork();\ntry\n{\nWork();\n}\ncatch (IOException)\n{\n}\nfinally\n{\nslim.Release();\n}")] // The handler would see more.
    public Task Leaves_what_may_not_move_into_the_try(string body) => FlagsWithoutFix(Class($$"""
        void M()
            {
                {{body}}
            }
        """));
}
