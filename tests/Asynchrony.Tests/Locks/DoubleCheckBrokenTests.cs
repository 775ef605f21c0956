using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class DoubleCheckBrokenTests : RuleTests<DoubleCheckBroken>
{
    private const string Members = """
        public static readonly object Gate = new(); public static readonly List<string> Pool = new(); public static readonly Mutex Turn = new(); public static readonly SemaphoreSlim Slim = new(1);
        public static List<string>? Names; public static List<string>? Places; public static bool IsDone; public static volatile bool IsReady; public static int Count;
        public static CancellationTokenSource? Ended; public static System.IO.MemoryStream? Log;
        public static readonly ReaderWriterLockSlim Wide = new(); public static readonly SemaphoreSlim Other = new(1); public static class Timed { public static IDisposable Lock(object gate) => throw new NotSupportedException(); }
        public static readonly Turnstile Turns = new(); public sealed class Turnstile { public Task<IDisposable> LockAsync() => throw new NotSupportedException(); }
        """;

    [Theory]
    [InlineData("if (Names == null) { lock (Gate) { [|Names|] = new List<string>(); } }")]
    [InlineData("if (Names is null) lock (Gate) [|Members.Names|] = new List<string>();")]
    [InlineData("var isMissing = Names == null; if (isMissing) { lock (Gate) { [|Names|] = new List<string>(); } }")]
    [InlineData("if (Names != null) return; lock (typeof(Members)) { Console.WriteLine(1); [|Names|] = new List<string>(); }")]
    [InlineData("if (!IsDone) { lock (Gate) { Names = new List<string>(); [|IsDone|] = true; } }")]
    [InlineData("if (!IsReady) lock (Gate) { Count++; [|IsReady|] = true; }")]
    [InlineData("if (Names == null) { lock (Turn) { [|Names|] = new List<string>(); } }")]
    public Task Flags_a_lock_without_a_second_test(string body) => Flags(body, Members);

    [Theory]
    [InlineData("if (Names != null) return; await Slim.WaitAsync(); try { [|Names|] = new List<string>(); } finally { Slim.Release(); }")]
    [InlineData("if (Names == null) { await Slim.WaitAsync().ConfigureAwait(false); try { Console.WriteLine(1); await Task.Delay(1); [|Names|] = new List<string>(); Console.WriteLine(2); } finally { Slim.Release(); } }")]
    [InlineData("if (Names is not null) { Console.WriteLine(Names); return; } Slim.Wait(); try { [|Names|] = new List<string>(); } finally { Slim.Release(); }")]
    [InlineData("if (Names == null) { Monitor.Enter(Gate); try { [|Names|] = new List<string>(); } finally { Monitor.Exit(Gate); } }")]
    [InlineData("if (Names is { } known) { Console.WriteLine(known); return; } await Slim.WaitAsync(); try { [|Names|] = new List<string>(); } finally { Slim.Release(); }")]
    [InlineData("if (Names == null) { Turn.WaitOne(); try { [|Names|] = new List<string>(); } finally { Turn.ReleaseMutex(); } }")]
    [InlineData("if (Names == null) { Wide.EnterWriteLock(); try { [|Names|] = new List<string>(); } finally { Wide.ExitWriteLock(); } }")]
    [InlineData("if (Names != null) return; using (Timed.Lock(Gate)) { [|Names|] = new List<string>(); }")]
    [InlineData("if (Names != null) return; using (await Turns.LockAsync()) { [|Names|] = new List<string>(); }")]
    [InlineData("if (Names is List<string> known) { Console.WriteLine(known); return; } using var held = await Turns.LockAsync().ConfigureAwait(false); Console.WriteLine(1); [|Names|] = new List<string>();")]
    public Task Flags_a_semaphore_without_a_second_test(string body) => Flags(body, Members);

    [Theory]
    [InlineData("if (Names != null) return; await Slim.WaitAsync(); try { if (Names != null) return; Names = new List<string>(); } finally { Slim.Release(); }")]
    [InlineData("if (Names != null) return; await Slim.WaitAsync(); try { Names ??= new List<string>(); } finally { Slim.Release(); }")]
    [InlineData("if (Names != null) return; await Slim.WaitAsync(); try { Names = new List<string>(); } finally { Other.Release(); }")]
    [InlineData("if (Names != null) return; Wide.EnterReadLock(); try { Names = new List<string>(); } finally { Wide.ExitReadLock(); }")]
    [InlineData("if (Names != null) return; using (Timed.Lock(Gate)) { if (Names != null) return; Names = new List<string>(); }")]
    [InlineData("if (Names != null) return; await Slim.WaitAsync(); try { Console.WriteLine(1); } finally { Slim.Release(); } Names = new List<string>();")]
    [InlineData("await Slim.WaitAsync(); try { Names = new List<string>(); } finally { Slim.Release(); }")]
    [InlineData("if (Places != null) return; await Slim.WaitAsync(); try { Names = new List<string>(); } finally { Slim.Release(); }")]
    [InlineData("if (Names == null) return; await Slim.WaitAsync(); try { Names = null; } finally { Slim.Release(); }")]
    [InlineData("if (Names != null) return; using (await Turns.LockAsync()) { if (Names == null) Names = new List<string>(); }")]
    [InlineData("if (Names != null) return; using (await Turns.LockAsync()) { if (Names != null) return; Names = new List<string>(); }")]
    [InlineData("if (Names is { } known) { Console.WriteLine(known); return; } using var held = await Turns.LockAsync(); if (Names is not null) return; Names = new List<string>();")]
    [InlineData("using (await Turns.LockAsync()) { Console.WriteLine(1); } if (Names == null) Names = new List<string>();")]
    [InlineData("if (Names is { Count: > 3 }) return; using (await Turns.LockAsync()) { Names = new List<string>(); }")]
    [InlineData("if (Names != null) return; using (await Turns.LockAsync()) { Action later = () => Names = new List<string>(); later(); }")]
    public Task Accepts_a_second_test_behind_a_semaphore(string body) => Accepts(body, Members);

    [Theory]
    [InlineData("if (Names == null) { lock (Gate) { if (Places == null) [|Names|] = new List<string>(); } }")]
    [InlineData("if (Names == null) { lock (Gate) { if (Names == null) { [|Names|] = new List<string>(); Names.Add(\"a\"); } } }")]
    [InlineData("if (Names == null) { lock (Gate) { if (Names == null) { [|Names|] = new List<string>(); Names.Capacity = 9; } } }")]
    [InlineData("if (Log == null) { lock (Gate) { if (Log == null) { [|Log|] = new System.IO.MemoryStream(); if (Count > 3) Log.WriteByte(1); } } }")]
    public Task Flags_another_test_and_what_is_set_early(string body) => Flags(body, Members);

    /// <summary>Not in the member that ends the object, which is what that container is.</summary>
    [Theory]
    [InlineData("if (!IsReady) { lock (Gate) { if (!IsReady) { [|IsReady|] = true; Names = new List<string>(); } } }")]
    [InlineData("if (!IsDone) { lock (Gate) { if (!IsDone) { Names = new List<string>(); [|IsDone|] = true; } } }")]
    public Task Flags_a_flag_that_is_set_early_or_plain(string body) => Flags(body, Members, "explicit implementation");

    [Theory]
    [InlineData("if (Names == null) { lock (Gate) { if (Names == null) Names = new List<string>(); } }")]
    [InlineData("if (Names == null) { lock (Gate) { if (Names != null) Console.WriteLine(1); else Names = new List<string>(); } }")]
    [InlineData("if (Names == null) { lock (Gate) { Names ??= new List<string>(); } }")]
    [InlineData("var isMissing = Names == null; if (isMissing) { lock (Gate) { if (Names == null) Names = new List<string>(); } }")]
    [InlineData("var isMissing = Names == null; isMissing |= Count > 3; if (isMissing) { lock (Gate) { Names = new List<string>(); } }")]
    [InlineData("if (Names == null) { lock (Gate) { var mine = Names; if (mine == null) { mine = new List<string>(); mine.Add(\"a\"); Names = mine; } } }")]
    [InlineData("if (!IsReady) { lock (Gate) { if (!IsReady) { Names = new List<string>(); IsReady = true; } } }")]
    [InlineData("if (!IsDone) { lock (Gate) { if (!IsDone) { Console.WriteLine(1); IsDone = true; } } }")]
    [InlineData("lock (Gate) { if (Names == null) Names = new List<string>(); }")]
    [InlineData("lock (Gate) { Names = new List<string>(); IsDone = true; }")]
    [InlineData("if (Count > 3) { lock (Gate) { Count = 0; Names = new List<string>(); } }")]
    [InlineData("if (Names == null) { lock (Gate) { Names = null; Places = new List<string>(); } }")]
    [InlineData("if (Names == null) { lock (Pool) { Names = new List<string>(Pool); } }")]
    [InlineData("if (Names == null) { lock (Gate) { foreach (var place in Pool) Names = new List<string> { place }; } }")]
    [InlineData("if (IsDone) { lock (Gate) { Names = new List<string>(); IsDone = true; } }")]
    [InlineData("if (Ended == null) { lock (Gate) { if (Ended == null) { Ended = new CancellationTokenSource(); if (Count > 3) Ended.Cancel(); } } }")]
    public Task Accepts_a_second_test_and_what_needs_none(string body) => Accepts(body, Members);

    [Fact]
    public Task Accepts_what_is_tested_of_another_object() => AcceptsProgram("""
        class Node
        {
            private readonly object gate = new();
            private Node? next;
            public void Join(Node other) { if (other.next == null) lock (gate) next = other; }
        }
        """);

    [Fact]
    public Task Says_what_is_wrong() => Says("""
        class C
        {
            private readonly object gate = new();
            private List<int>? all, more;
            private bool done;
            public void A() { if (all == null) lock (gate) all = new(); }
            public void B() { if (all == null) lock (gate) if (more == null) all = new(); }
            public void D() { if (all == null) lock (gate) if (all == null) { all = new(); all.Add(1); } }
            public void E() { if (!done) lock (gate) if (!done) { more = new(); done = true; } }
        }
        """,
        "'all' is set here without a second test under the lock, so threads that waited for it since line 6 set it again",
        "'all' is set here though the test under the lock is of 'more', so threads that waited for it set it again",
        "'all' is set here before line 8 is done, and the test in line 8 needs no lock to see it",
        "'done' is a plain flag, and who tests it in line 9 without the lock may see it before what it stands for");

    [Fact]
    public Task Tests_again() => Fixes("""
        class C
        {
            private readonly object gate = new();
            private List<int>? all;
            private volatile bool done;

            public List<int> All()
            {
                // First look.
                if (all == null)
                {
                    lock (gate) // in turn
                    {
                        // Make it.
                        var made = new List<int>();

                        [|all|] = made; // made
                    }
                }

                Action later = () =>
                {
                    if (!done)
                        lock (gate)
                            [|done|] = true;
                };
                later();
                return all;
            }
        }
        """, """
        class C
        {
            private readonly object gate = new();
            private List<int>? all;
            private volatile bool done;

            public List<int> All()
            {
                // First look.
                if (all == null)
                {
                    lock (gate) // in turn
                    {
                        if (all == null)
                        {
                            // Make it.
                            var made = new List<int>();

                            all = made; // made
                        }
                    }
                }

                Action later = () =>
                {
                    if (!done)
                        lock (gate)
                            if (!done)
                                done = true;
                };
                later();
                return all;
            }
        }
        """);

    [Fact]
    public Task Makes_a_flag_volatile() => Fixes("""
        class C
        {
            private readonly object gate = new();
            /* set last */ bool done;
            private List<int> all = new();

            public int Count()
            {
                if (!done)
                    lock (gate)
                        if (!done)
                        {
                            all = new List<int> { 1 };
                            [|done|] = true;
                        }

                return all.Count;
            }
        }
        """, """
        class C
        {
            private readonly object gate = new();
            /* set last */ volatile bool done;
            private List<int> all = new();

            public int Count()
            {
                if (!done)
                    lock (gate)
                        if (!done)
                        {
                            all = new List<int> { 1 };
                            done = true;
                        }

                return all.Count;
            }
        }
        """);

    [Fact]
    public Task Tests_again_with_the_line_ends_of_the_file() => Fixes(
        "class C\r\n{\r\n\tprivate List<int>? all;\r\n\r\n\tpublic void M()\r\n\t{\r\n\t\tif (all == null)\r\n\t\t\tlock (this)\r\n\t\t\t{\r\n\t\t\t\t[|all|] = new List<int>();\r\n\t\t\t}\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tprivate List<int>? all;\r\n\r\n\tpublic void M()\r\n\t{\r\n\t\tif (all == null)\r\n\t\t\tlock (this)\r\n\t\t\t{\r\n\t\t\t\tif (all == null)\r\n\t\t\t\t{\r\n\t\t\t\t\tall = new List<int>();\r\n\t\t\t\t}\r\n\t\t\t}\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("if (all == null) { Console.WriteLine(1); lock (gate)\n[|all|] = new(); }")]
    [InlineData("if (all == null) { lock (gate) { [|all|] = new(); } }")]
    [InlineData("if (all == null) lock (gate) if (all == null) { [|all|] = new(); all.Add(1); }")]
    public Task Offers_nothing_where_it_would_not_do(string body) => FlagsWithoutFix($$"""class C { private readonly object gate = new(); private List<int>? all; public void M() { {{body}} } }""");

    [Theory]
    [InlineData("if (all == null) lock (gate) all = ;")]
    [InlineData("if (all == ) lock () { all = new List<int>(); ")]
    [InlineData("if (!all) lock (gate) { if (all == null) { all = new(); all.")]
    public async Task Survives_unfinished_code(string body) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", $$"""class C { readonly object gate = new(); List<int> all; void M() { {{body}} } }""")), [new DoubleCheckBroken()]), found => Assert.Equal("ASY5015", found.Id));

    /// <summary>Whoever finds the object ended goes away.</summary>
    [Theory]
    [InlineData("Dispose", "isDone")]
    [InlineData("DoClose", "isDone")]
    [InlineData("Prepare", "[|isDone|]")]
    public Task Accepts_a_flag_of_the_end(string name, string flag) => FlagsProgram($$"""
        class Streams
        {
            private readonly object gate = new();
            private Stream? input = Stream.Null;
            private bool isDone;

            public void {{name}}()
            {
                if (isDone)
                    return;

                lock (gate)
                {
                    if (!isDone)
                    {
                        input = null;
                        {{flag}} = true;
                    }
                }
            }
        }
        """);

    /// <summary>The lock is there for the cache, which another thread may use for another object.</summary>
    [Theory]
    [InlineData("cache.Pop()", "packet")]
    [InlineData("new StringWriter()", "[|packet|]")]
    public Task Accepts_what_is_taken_out_of_what_the_lock_guards(string value, string target) => FlagsProgram($$"""
        class Packets
        {
            private readonly object gate = new();
            private readonly Stack<StringWriter> cache = new();
            private StringWriter? packet;

            public StringWriter Next()
            {
                if (packet == null)
                {
                    lock (gate)
                    {
                        {{target}} = {{value}};
                    }
                }

                return packet;
            }

            public void Put(StringWriter used) { lock (gate) cache.Push(used); }
        }
        """);
}
