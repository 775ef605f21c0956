using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class LockHeldAcrossYieldTests : RuleTests<LockHeldAcrossYield>
{
    private const string Store = """
        class Store
        {
            private readonly object gate = new();
            private readonly Lock own = new();
            private readonly SemaphoreSlim slim = new(1, 1);
            private readonly ReaderWriterLockSlim rw = new();
            private readonly Mutex mutex = new();
            private readonly List<string> items = new();
            private int total;
            BODY
        }
        """;

    [Theory]
    [InlineData("lock (gate) { [|yield return|] 1; }")]
    [InlineData("lock (gate) foreach (var item in items) { [|yield return|] item.Length; }")]
    [InlineData("Monitor.Enter(gate); try { foreach (var item in items) [|yield return|] item.Length; } finally { Monitor.Exit(gate); }")]
    [InlineData("Monitor.Enter(gate); [|yield return|] 1; Monitor.Exit(gate);")]
    [InlineData("own.Enter(); [|yield return|] 1; own.Exit();")]
    [InlineData("using (own.EnterScope()) { [|yield return|] 1; }")]
    [InlineData("slim.Wait(); try { [|yield return|] 1; } finally { slim.Release(); }")]
    [InlineData("mutex.WaitOne(); [|yield return|] 1; mutex.ReleaseMutex();")]
    [InlineData("rw.EnterReadLock(); try { [|yield return|] 1; } finally { rw.ExitReadLock(); }")]
    [InlineData("if (!Monitor.TryEnter(gate)) yield break; [|yield return|] 1; Monitor.Exit(gate);")]
    [InlineData("lock (gate) { [|yield return|] 1; if (total > 3) yield return 2; } yield return 3;")]
    [InlineData("lock (gate) { if (total > 3) yield break; } lock (gate) [|yield return|] 1;")]
    public Task Flags_a_yield_under_a_lock(string body) => FlagsProgram(Store.Replace("BODY", $$"""
        IEnumerable<int> M() { {{body}} }
            IEnumerator<int> N() { {{body}} }
            IEnumerable<int> P { get { {{body}} } }
            IEnumerable<int> Outer() { return Inner(); IEnumerable<int> Inner() { {{body}} } }
        """));

    [Theory]
    [InlineData("await slim.WaitAsync(); try { [|yield return|] 1; } finally { slim.Release(); }")]
    [InlineData("lock (gate) { [|yield return|] 1; }")]
    [InlineData("rw.EnterReadLock(); [|yield return|] 1; rw.ExitReadLock(); await Task.Yield();")]
    public Task Flags_async_iterators(string body) => FlagsProgram(Store.Replace("BODY", $$"""async IAsyncEnumerable<int> M() { await Task.Yield(); {{body}} }"""));

    [Theory]
    [InlineData("lock (gate) { total++; } yield return 1;")]
    [InlineData("Monitor.Enter(gate); total++; Monitor.Exit(gate); yield return 1;")]
    [InlineData("int[] copy; lock (gate) { copy = new[] { total }; } foreach (var item in copy) yield return item;")]
    [InlineData("Monitor.Exit(gate); yield return 1; Monitor.Enter(gate);")]
    [InlineData("var taken = Monitor.TryEnter(gate); yield return 1; if (taken) Monitor.Exit(gate);")]
    [InlineData("lock (gate) { if (total > 3) yield break; }")]
    [InlineData("for (var i = 0; i < 3; i++) { int now; lock (gate) now = total; yield return now; }")]
    [InlineData("while (true) { lock (gate) { if (total > 3) break; } yield return 1; }")]
    public Task Accepts_a_lock_that_is_released_before(string body) => AcceptsProgram(Store.Replace("BODY", $$"""IEnumerable<int> M() { {{body}} }"""));

    [Fact]
    public Task Accepts_a_semaphore_that_counts_what_there_is() => AcceptsProgram(Store.Replace("BODY", """
        async IAsyncEnumerable<string> M() { while (true) { await slim.WaitAsync(); yield return items[0]; } }
        """));

    [Fact]
    public Task Accepts_a_lock_that_the_author_explains() => AcceptsProgram("""
        class Store
        {
            private readonly object gate = new();
            private readonly List<string> items = new();

            /// <summary>All items.</summary>
            /// <remarks>It locks the store to ensure that nothing is added meanwhile.</remarks>
            public IEnumerable<string> Items()
            {
                lock (gate)
                    foreach (var item in items)
                        yield return item;
            }

            public IEnumerable<string> Sent()
            {
                // Have it locked before it is sent, so that the answer is not missed.
                Monitor.Enter(gate);
                yield return items[0];
                Monitor.Exit(gate);
            }
        }
        """);

    [Fact]
    public Task Accepts_what_returns_without_a_yield() => AcceptsProgram(Store.Replace("BODY", """
        IEnumerable<string> M() { lock (gate) return items.ToArray(); }
            IEnumerable<int> N() { lock (gate) { IEnumerable<int> Inner() { yield return 1; } return Inner(); } }
        """));

    [Fact]
    public Task Says_which_lock() => Says(Store.Replace("BODY", """
        IEnumerable<int> M()
            {
                lock (gate)
                    yield return 1;
            }
        """), "A value is yielded while this iterator holds 'gate', acquired on line 12");

    [Fact]
    public Task Points_at_the_lock_and_the_other_yields() => PointsAt(Store.Replace("BODY", """
        IEnumerable<int> M()
            {
                lock (gate)
                {
                    yield return 1;
                    yield return 2;
                }
                yield return 3;
            }
        """), 12, 15);

    [Fact]
    public Task Yields_from_a_copy() => Fixes("""
        class Store
        {
            private readonly object gate = new();
            private readonly SemaphoreSlim slim = new(1, 1);
            private readonly List<string> items = new();
            private readonly Dictionary<int, string?> names = new();

            IEnumerable<string> Items()
            {
                Console.WriteLine("all");

                // Nobody adds meanwhile.
                lock (gate)
                {
                    // Each.
                    foreach (var item in items)
                    {
                        // one
                        [|yield return|] item;
                    }
                }
            }

            IEnumerable<string?> Names
            {
                get
                {
                    lock (gate)
                        foreach (var pair in names)
                            [|yield return|] pair.Value; // its name
                }
            }

            IEnumerable<int> Tried(int[] numbers)
            {
                Monitor.Enter(gate);
                try
                {
                    var snapshot = items.Count;
                    foreach (int number in numbers)
                        if (number > 3)
                            [|yield return|] number + 1;
                }
                finally
                {
                    Monitor.Exit(gate);
                }
                yield return 0;
            }

            async IAsyncEnumerable<string> Later()
            {
                await slim.WaitAsync();
                foreach (var item in this.items)
                    [|yield return|] item;
                slim.Release();
            }
        }
        """, """
        class Store
        {
            private readonly object gate = new();
            private readonly SemaphoreSlim slim = new(1, 1);
            private readonly List<string> items = new();
            private readonly Dictionary<int, string?> names = new();

            IEnumerable<string> Items()
            {
                Console.WriteLine("all");
                string[] snapshot;

                // Nobody adds meanwhile.
                lock (gate)
                {
                    snapshot = items.ToArray();
                }
                // Each.
                foreach (var item in snapshot)
                {
                    // one
                    yield return item;
                }
            }

            IEnumerable<string?> Names
            {
                get
                {
                    KeyValuePair<int, string?>[] snapshot;
                    lock (gate)
                        snapshot = names.ToArray();
                    foreach (var pair in snapshot)
                        yield return pair.Value; // its name
                }
            }

            IEnumerable<int> Tried(int[] numbers)
            {
                int[] snapshot2;
                Monitor.Enter(gate);
                try
                {
                    var snapshot = items.Count;
                    snapshot2 = numbers.ToArray();
                }
                finally
                {
                    Monitor.Exit(gate);
                }
                foreach (int number in snapshot2)
                    if (number > 3)
                        yield return number + 1;
                yield return 0;
            }

            async IAsyncEnumerable<string> Later()
            {
                string[] snapshot;
                await slim.WaitAsync();
                snapshot = this.items.ToArray();
                slim.Release();
                foreach (var item in snapshot)
                    yield return item;
            }
        }
        """);

    [Fact]
    public Task Keeps_line_ends_and_tabs() => Fixes(
        "class C\r\n{\r\n\tList<int> items = new();\r\n\r\n\tIEnumerable<int> M()\r\n\t{\r\n\t\tlock (items)\r\n\t\t{\r\n\t\t\tforeach (var item in items)\r\n\t\t\t\t[|yield return|] item;\r\n\t\t}\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tList<int> items = new();\r\n\r\n\tIEnumerable<int> M()\r\n\t{\r\n\t\tint[] snapshot;\r\n\t\tlock (items)\r\n\t\t{\r\n\t\t\tsnapshot = items.ToArray();\r\n\t\t}\r\n\t\tforeach (var item in snapshot)\r\n\t\t\tyield return item;\r\n\t}\r\n}\r\n");

    [Fact]
    public async Task May_compute_all_values_under_the_lock() => Assert.Equal(["""
        class Store
        {
            private readonly object gate = new();
            private readonly List<Func<int?>> sources = new();
            private int value;

            IEnumerable<int?> Values()
            {
                value++;
                var values = new List<int?>();

                // One at a time.
                lock (gate)
                {
                    // Each.
                    foreach (var source in sources)
                        if (value > 3)
                            values.Add(source()); // asked
                    values.Add(null);
                }
                foreach (var value2 in values)
                    yield return value2;
                // Last.
                yield return 0;
            }
        }
        """, """
        class Store
        {
            private readonly SemaphoreSlim slim = new(1, 1);
            private readonly List<Func<int?>> sources = new();

            async IAsyncEnumerable<(int, string?)> Later()
            {
                var values = new List<(int, string?)>();
                await slim.WaitAsync();
                try
                {
                    for (var i = 0; i < sources.Count; i++)
                        values.Add((i, null));
                }
                finally
                {
                    slim.Release();
                }
                foreach (var value in values)
                    yield return value;
            }
        }
        """], [.. await FixRun.Alone("""
        class Store
        {
            private readonly object gate = new();
            private readonly List<Func<int?>> sources = new();
            private int value;

            IEnumerable<int?> Values()
            {
                value++;

                // One at a time.
                lock (gate)
                {
                    // Each.
                    foreach (var source in sources)
                        if (value > 3)
                            yield return source(); // asked
                    yield return null;
                }
                // Last.
                yield return 0;
            }
        }
        """, [new LockHeldAcrossYield()]), .. await FixRun.Alone("""
        class Store
        {
            private readonly SemaphoreSlim slim = new(1, 1);
            private readonly List<Func<int?>> sources = new();

            async IAsyncEnumerable<(int, string?)> Later()
            {
                await slim.WaitAsync();
                try
                {
                    for (var i = 0; i < sources.Count; i++)
                        yield return (i, null);
                }
                finally
                {
                    slim.Release();
                }
            }
        }
        """, [new LockHeldAcrossYield()])]);

    [Theory]
    [InlineData("lock (gate) { while (items.Count > 0) yield return items[0]; }")]
    [InlineData("lock (gate) { for (; ; ) yield return items[0]; }")]
    [InlineData("lock (gate) { if (total > 3) yield break; yield return items[0]; }")]
    [InlineData("lock (gate) lock (own2) { yield return items[0]; }")]
    [InlineData("lock (gate) { foreach (var item in items) yield return item; }")]
    public async Task Chooses_nothing_where_the_values_may_never_end_or_a_copy_will_do(string body) => Assert.Empty(await FixRun.Alone($$"""
        class Store
        {
            private readonly object gate = new(), own2 = new();
            private readonly List<string> items = new();
            private int total;
            IEnumerable<string> M() { {{body}} }
        }
        """, [new LockHeldAcrossYield()]));

    [Theory]
    [InlineData("lock (gate) { [|yield return|] items[0]; }")]
    [InlineData("lock (gate) { foreach (var item in items) { total++; [|yield return|] item; } }")]
    [InlineData("lock (gate) { foreach (var item in items) [|yield return|] item + total; }")]
    [InlineData("lock (gate) { foreach (var item in items) [|yield return|] Name(item); }")]
    [InlineData("lock (gate) { foreach (var item in items) [|yield return|] item; total++; }")]
    [InlineData("lock (gate) { foreach (var item in items) [|yield return|] item; foreach (var item in items) yield return item; }")]
    [InlineData("lock (gate) { yield return \"\"; foreach (var item in items) yield return item; }", true)]
    [InlineData("lock (gate) { if (total > 3) foreach (var item in items) [|yield return|] item; }")]
    [InlineData("lock (gate) { foreach (var item in Find()) [|yield return|] item; }")]
    [InlineData("lock (gate) { foreach (var box in boxes) [|yield return|] box.Name; }")]
    [InlineData("lock (gate) lock (own2) { foreach (var item in items) [|yield return|] item; }")]
    [InlineData("lock (gate) { foreach (string item in old) [|yield return|] item; }")]
    [InlineData("if (!Monitor.TryEnter(gate)) yield break; foreach (var item in items) [|yield return|] item; Monitor.Exit(gate);")]
    [InlineData("Monitor.Enter(gate); foreach (var item in items) { if (item == \"\") { Monitor.Exit(gate); yield break; } [|yield return|] item; } Monitor.Exit(gate);")]
    public Task Offers_nothing_where_a_copy_is_not_the_same(string body, bool mark = false) => FlagsWithoutFix($$"""
        class Box { public string Name = ""; }
        class Store
        {
            private readonly object gate = new(), own2 = new();
            private readonly List<string> items = new();
            private readonly List<Box> boxes = new();
            private readonly System.Collections.IList old = new string[3];
            private int total;
            IEnumerable<string> M() { {{(mark ? body.Replace("yield return \"\"", "[|yield return|] \"\"") : body)}} }
            IEnumerable<string> Find() => items;
            string Name(string item) => item + total;
        }
        """);
}
