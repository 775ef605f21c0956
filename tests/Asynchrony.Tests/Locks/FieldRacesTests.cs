using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class FieldRacesTests : RuleTests<FieldRaces>
{
    private const string Shutdown = """
        static class Shutdown
        {
            private static int ready;
            private static CancellationTokenSource? source;

            public static CancellationToken Token { get { Ensure(); return source!.Token; } }

            private static void Ensure()
            {
                BODY
            }
        }
        """;

    [Theory]
    [InlineData("if (Interlocked.Exchange(ref ready, 1) != 0) return; [|source|] = new CancellationTokenSource();")]
    [InlineData("if (Interlocked.Exchange(ref ready, 1) == 1) { return; } Console.WriteLine(); [|source|] = new CancellationTokenSource();")]
    [InlineData("if (Interlocked.CompareExchange(ref ready, 1, 0) != 0) return; try { [|source|] = new CancellationTokenSource(); } catch (Exception wrong) { Console.WriteLine(wrong); }")]
    [InlineData("if (Interlocked.CompareExchange(ref ready, 1, 0) == 0) { [|source|] = new CancellationTokenSource(); }")]
    [InlineData("if (0 == Interlocked.Exchange(ref ready, 1)) [|source|] = new CancellationTokenSource();")]
    public Task Flags_what_is_set_behind_a_flag_that_lets_others_past(string body) => FlagsProgram(Shutdown.Replace("BODY", body));

    [Theory]
    [InlineData("source = new CancellationTokenSource(); if (Interlocked.Exchange(ref ready, 1) != 0) return; Console.WriteLine();")]
    [InlineData("if (Interlocked.Exchange(ref ready, 1) != 0) throw new InvalidOperationException(); source = new CancellationTokenSource();")]
    [InlineData("if (Interlocked.Exchange(ref ready, 1) != 0) { SpinWait.SpinUntil(() => source != null); return; } source = new CancellationTokenSource();")]
    [InlineData("if (Interlocked.Exchange(ref ready, 1) != 0) return; Console.WriteLine(); source ??= Interlocked.CompareExchange(ref source, new CancellationTokenSource(), null);")]
    [InlineData("if (Interlocked.CompareExchange(ref source, new CancellationTokenSource(), null) != null) return; Console.WriteLine();")]
    [InlineData("if (Interlocked.Increment(ref ready) != 1) return; Interlocked.Exchange(ref source, new CancellationTokenSource());")]
    [InlineData("if (Interlocked.Exchange(ref ready, 1) != 0) return; try { source = new CancellationTokenSource(); } finally { Volatile.Write(ref ready, 0); }")]
    [InlineData("if (Interlocked.Exchange(ref ready, 1) != 0) return; lock (typeof(Shutdown)) source = new CancellationTokenSource();")]
    public Task Accepts_what_is_there_before_the_flag_or_waited_for(string body) => AcceptsProgram(Shutdown.Replace("BODY", body));

    [Fact]
    public Task Accepts_a_reader_that_looks_and_a_variable_that_has_a_value_before() => AcceptsProgram("""
        class Feed
        {
            private int ready;
            private string text = "none";
            private Thread? worker;

            public string Text { get { Ensure(); return text; } }

            public void Stop() { Ensure(); worker?.Join(); if (worker != null) Console.WriteLine("stopped"); }

            private void Ensure()
            {
                if (Interlocked.Exchange(ref ready, 1) != 0)
                    return;
                text = "some";
                worker = new Thread(() => Console.WriteLine(text));
                worker.Start();
            }
        }
        """);

    /// <summary>Whoever finds the flag taken uses what its taker has yet to set.</summary>
    [Theory]
    [InlineData("if (Interlocked.Exchange(ref state, 1) == 1) value.Dispose(); else [|held|] = value;", "if (Interlocked.Exchange(ref state, 1) == 1) held.Dispose();")]
    [InlineData("if (Interlocked.Exchange(ref state, 1) == 1) { value.Dispose(); } else { Console.WriteLine(1); [|held|] = value; }", "if (Interlocked.Exchange(ref state, 1) != 0) { Console.WriteLine(2); held.Dispose(); }")]
    [InlineData("if (Interlocked.CompareExchange(ref state, 1, 0) == 0) [|held|] = value;", "if (Interlocked.CompareExchange(ref state, 1, 0) == 0) return; else held.Dispose();")]
    [InlineData("if (Interlocked.Exchange(ref state, 1) == 0) [|held|] = value;", "if (Interlocked.Exchange(ref state, 1) == 1) { if (!ReferenceEquals(held, this)) held.Dispose(); }")]
    public Task Flags_what_is_used_where_the_flag_is_taken(string set, string end) => FlagsProgram(Owner(set, end));

    [Theory]
    [InlineData("if (Interlocked.Exchange(ref state, 1) == 1) value.Dispose(); else held = value;", "if (Interlocked.Exchange(ref state, 1) == 1) held?.Dispose();")]
    [InlineData("if (Interlocked.Exchange(ref state, 1) == 1) value.Dispose(); else held = value;", "if (Interlocked.Exchange(ref state, 1) == 1 && held != null) held.Dispose();")]
    [InlineData("if (Interlocked.Exchange(ref state, 1) == 1) value.Dispose(); else held = value;", "if (Interlocked.Exchange(ref state, 1) == 1) { if (held != null) held.Dispose(); }")]
    [InlineData("if (Interlocked.Exchange(ref state, 1) == 1) value.Dispose(); else held = value;", "if (Interlocked.Exchange(ref state, 1) == 0) held?.Dispose();")]
    [InlineData("if (Interlocked.Exchange(ref state, 1) == 1) value.Dispose(); else held = value;", "if (Interlocked.Exchange(ref state, 2) == 1) held.Dispose();")]
    [InlineData("held = value; if (Interlocked.Exchange(ref state, 1) == 1) value.Dispose();", "if (Interlocked.Exchange(ref state, 1) == 1) held.Dispose();")]
    [InlineData("if (Interlocked.Exchange(ref state, 1) == 1) value.Dispose(); else lock (this) held = value;", "if (Interlocked.Exchange(ref state, 1) == 1) lock (this) held.Dispose();")]
    [InlineData("if (Interlocked.Exchange(ref other, 1) == 1) value.Dispose(); else held = value;", "if (Interlocked.Exchange(ref state, 1) == 1) held.Dispose();")]
    public Task Accepts_what_is_looked_at_or_set_before_the_flag(string set, string end) => AcceptsProgram(Owner(set, end));

    private static string Owner(string set, string end) => $$"""
        sealed class Owner : IDisposable
        {
            private int state;
            private int other;
            private IDisposable held = null!;

            public void Set(IDisposable value) { {{set}} }
            public void Dispose() { {{end}} }
            public override string ToString() => $"{other}";
        }
        """;

    private const string Pump = """
        class Pump
        {
            private int busy;
            private long turns;
            private string? last;

            public void Run(string text)
            {
                if (Interlocked.CompareExchange(ref busy, 1, 0) != 0)
                    return;
                last = text;
                Console.WriteLine(last);
                BODY
            }

            MORE
        }
        """;

    [Theory]
    [InlineData("[|busy|] = 0;")]
    [InlineData("[|this.busy|] = 0;")]
    [InlineData("try { Console.WriteLine(1); } finally { [|busy|] = 0; }")]
    [InlineData("turns++; [|busy|] = 0;")]
    public Task Flags_a_flag_that_stands_for_a_lock_and_is_given_back_plainly(string body) => FlagsProgram(Pump.Replace("BODY", body).Replace("MORE", ""));

    [Theory]
    [InlineData("Volatile.Write(ref busy, 0);")]
    [InlineData("Interlocked.Exchange(ref busy, 0);")]
    [InlineData("turns = 0;")]
    [InlineData("last = null;")]
    [InlineData("busy = 2;")]
    [InlineData("lock (this) busy = 0;")]
    [InlineData("busy = 0; Thread.MemoryBarrier();")]
    [InlineData("Volatile.Write(ref busy, 0);", "public void Reset() { busy = 0; }")]
    [InlineData("Volatile.Write(ref busy, 0);", "public void Dispose() { busy = 1; }")]
    [InlineData("Volatile.Write(ref busy, 0);", "public Pump() { busy = 0; }")]
    [InlineData("Volatile.Write(ref busy, 0);", "public void Ask() { if (Interlocked.Exchange(ref busy, 1) == 0) Console.WriteLine(last); busy = 0; }")]
    public Task Accepts_writes_in_order_and_flags_that_guard_nothing(string body, string more = "") => AcceptsProgram(Pump.Replace("BODY", body).Replace("MORE", more));

    [Fact]
    public Task Accepts_a_volatile_flag_and_exchanges_that_decide_nothing() => AcceptsProgram("""
        class Gate
        {
            private volatile int open;
            private int count;
            private int state;

            public bool Open() => Interlocked.Exchange(ref open, 1) == 0;

            public void Close() { open = 0; count = 0; state = 0; }

            public void Next(int to) { Interlocked.Exchange(ref state, to); Interlocked.Increment(ref count); }

            public int Count => Volatile.Read(ref count);
        }
        """);

    [Theory]
    [InlineData("decimal", "1.5m")]
    [InlineData("Guid", "Guid.NewGuid()")]
    [InlineData("DateTimeOffset", "DateTimeOffset.Now")]
    [InlineData("DateTime?", "DateTime.Now")]
    [InlineData("(string Name, int Count)", "(\"a\", 2)")]
    [InlineData("Point", "new Point(1, 2, 3)")]
    public Task Flags_a_value_of_several_parts_that_a_timer_writes(string type, string value) => FlagsProgram($$"""
        class Clock : IDisposable
        {
            private readonly Timer timer;
            private {{type}} last;

            public Clock() => timer = new Timer(_ => Tick(), null, 0, 100);

            public object Last => last;

            public void Dispose() => timer.Dispose();

            private void Tick() => [|last|] = {{value}};
        }

        readonly record struct Point(int X, int Y, int Z);
        """);

    [Theory]
    [InlineData("int", "1")]
    [InlineData("double", "1.5")]
    [InlineData("DateTime", "DateTime.Now")]
    [InlineData("TimeSpan", "TimeSpan.Zero")]
    [InlineData("string", "\"a\"")]
    [InlineData("int?", "1")]
    [InlineData("DayOfWeek", "DayOfWeek.Friday")]
    [InlineData("CancellationToken", "new CancellationToken(true)")]
    public Task Accepts_a_value_that_is_written_in_one_step(string type, string value) => AcceptsProgram($$"""
        class Clock : IDisposable
        {
            private readonly Timer timer;
            private {{type}} last;

            public Clock() => timer = new Timer(_ => Tick(), null, 0, 100);

            public object Last => last;

            public void Dispose() => timer.Dispose();

            private void Tick() => last = {{value}};
        }
        """);

    [Theory]
    [InlineData("public decimal Last { get { lock (gate) return last; } }", "lock (gate) last = 1.5m;")]
    [InlineData("public string Text() { try { return last.ToString(); } catch { return \"?\"; } }", "last = 1.5m;")]
    [InlineData("public decimal Last { get { thread.Join(); return last; } }", "last = 1.5m;")]
    [InlineData("public decimal Begin() { last = 2.5m; thread.Start(); return last; }", "Console.WriteLine(last);")]
    public Task Accepts_locks_joins_and_what_comes_before_the_start(string member, string body) => AcceptsProgram($$"""
        class Work
        {
            private readonly object gate = new();
            private readonly Thread thread;
            private decimal last;

            public Work() => thread = new Thread(Run);

            {{member}}

            private void Run() { {{body}} }
        }
        """);

    [Fact]
    public Task Flags_a_value_that_a_volatile_variable_shows() => FlagsProgram("""
        class Latest<T>
        {
            private volatile bool any;
            private T? value;

            public void OnNext(T next)
            {
                [|value|] = next;
                any = true;
            }

            public bool TryGet(out T? found)
            {
                found = default;
                if (!any)
                    return false;
                found = value;
                return true;
            }
        }
        """);

    [Theory]
    [InlineData("if (any) return; ", "")]
    [InlineData("", "any = false;")]
    public Task Accepts_a_value_that_one_side_waits_to_be_taken(string before, string behind) => AcceptsProgram($$"""
        class Slot<T>
        {
            private volatile bool any;
            private T? value;

            public void Put(T next)
            {
                {{before}}value = next;
                any = true;
            }

            public bool TryTake(out T? found)
            {
                found = default;
                if (!any)
                    return false;
                found = value;
                {{behind}}
                return true;
            }
        }
        """);

    [Fact]
    public Task Accepts_a_reference_that_a_volatile_variable_shows() => AcceptsProgram("""
        class Latest<T> where T : class
        {
            private volatile bool any;
            private T? value;

            public void OnNext(T next)
            {
                value = next;
                any = true;
            }

            public T? Get() => any ? value : null;
        }
        """);

    [Fact]
    public Task Says_what_others_see() => Says("""
        class C
        {
            private readonly Timer timer;
            private int ready;
            private int busy;
            private object? made;
            private decimal price;
            public C() => timer = new Timer(_ => price = 1.5m, null, 0, 100);
            public decimal Price => price;
            public string Text() { Make(); return made!.ToString()!; }
            private int turns;
            public void Turn() { if (Interlocked.Exchange(ref busy, 1) == 1) return; turns++; busy = 0; }
            private void Make()
            {
                if (Interlocked.Exchange(ref ready, 1) != 0)
                    return;
                made = new object();
            }
        }
        """,
        "'price' is written here in more than one step, while 'Price' may read a part of it in line 9: a timer runs one of the two",
        "'busy' is given back plainly here, so who takes it next in line 12 may not see what was written before",
        "'made' is set here behind the flag 'ready', so who finds that taken goes on to line 10 and may use it before it is set");


    [Fact]
    public Task Accepts_tests() => AcceptsProgram("""
        class FactAttribute : Attribute { }

        class Tests
        {
            private int busy;
            [Fact] public void Takes() { if (Interlocked.Exchange(ref busy, 1) == 0) Console.WriteLine(); busy = 0; }
        }
        """);

    [Fact]
    public Task Writes_by_Volatile() => Fixes("""
        class Pump
        {
            private int busy;
            private bool wide;
            private int turns;

            public void Run()
            {
                if (Interlocked.CompareExchange(ref busy, 1, 0) != 0)
                    return;
                try
                {
                    turns++;
                    Console.WriteLine(wide);
                }
                finally
                {
                    // Let others in.
                    [|busy|] = 0; // again
                }
            }

            public Action Later() => () => { if (Interlocked.Exchange(ref this.busy, 1) == 0) { wide = true; /* once */ [|this.busy|] = 0; } };
        }
        """, """
        class Pump
        {
            private int busy;
            private bool wide;
            private int turns;

            public void Run()
            {
                if (Interlocked.CompareExchange(ref busy, 1, 0) != 0)
                    return;
                try
                {
                    turns++;
                    Console.WriteLine(wide);
                }
                finally
                {
                    // Let others in.
                    Volatile.Write(ref busy, 0); // again
                }
            }

            public Action Later() => () => { if (Interlocked.Exchange(ref this.busy, 1) == 0) { wide = true; /* once */ Volatile.Write(ref this.busy, 0); } };
        }
        """);

    [Fact]
    public Task Leaves_what_no_single_step_mends() => FlagsWithoutFix("""
        class Clock
        {
            private readonly Timer timer;
            private decimal price;
            public Clock() => timer = new Timer(_ => [|price|] = 1.5m, null, 0, 100);
            public decimal Price => price;
        }
        """);

    /// <summary>A struct that works in place is an object of whoever works with it, and no value that others look at.</summary>
    [Theory]
    [InlineData("public void Put(long n) { first = n; second = n; }", "used")]
    [InlineData("public readonly void Put(long n) => Console.WriteLine(first + second + n);", "[|used|]")]
    public Task Accepts_a_struct_that_works_in_place(string member, string used) => FlagsProgram($$"""
        struct Room
        {
            private long first, second;
            {{member}}
            public readonly long Sum() => first + second;
        }

        class Reader
        {
            private readonly Timer timer;
            private Room used;

            public Reader() => timer = new Timer(_ => Tick(), null, 0, 10);
            public void End() => timer.Dispose();
            public long Sum() { used.Put(1); return used.Sum(); }
            private void Tick() { {{used}} = default; Console.WriteLine("tick"); }
        }
        """);
}
