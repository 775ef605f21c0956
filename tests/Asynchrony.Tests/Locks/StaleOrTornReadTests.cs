using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class StaleOrTornReadTests : RuleTests<StaleOrTornRead>
{
    private const string Worker = """
        class Worker
        {
            private readonly object gate = new();
            private readonly AutoResetEvent more = new(false);
            private bool stop;
            private int state;
            private object? ready;
            private volatile bool done;
            private int rounds;
            private string name = "a";

            public void Begin() => new Thread(Run).Start();
            public void Finish() { stop = true; state = 2; ready = this; name = "abc"; done = true; Console.WriteLine(rounds); }
            private void Step() => rounds++;
            private void Run() { BODY }
        }
        """;

    [Theory]
    [InlineData("while (![|stop|]) rounds++;")]
    [InlineData("while ([|this.stop|] == false) { Step(); Console.WriteLine(rounds); }")]
    [InlineData("do { Thread.Sleep(10); rounds++; } while ([|state|] != 2);")]
    [InlineData("for (var i = 0; i < 9 && ![|stop|]; i++) Step();")]
    [InlineData("while ([|ready|] == null) Thread.Yield();")]
    [InlineData("var spin = new SpinWait(); while (![|stop|]) spin.SpinOnce(); Console.WriteLine(rounds);")]
    [InlineData("while (![|Ends|]) rounds++; } public bool Ends { get; private set; } public void End() { Ends = true;")]
    public Task Flags_a_loop_that_may_never_see_the_write(string body) => FlagsProgram(Worker.Replace("BODY", body));

    [Theory]
    [InlineData("while (!done) rounds++;")]
    [InlineData("while (!Ends) rounds++; } public volatile bool ends; public bool Ends => ends; public void End() { ends = true;")]
    [InlineData("while (!Volatile.Read(ref stop)) rounds++;")]
    [InlineData("while (!stop) { lock (gate) rounds++; }")]
    [InlineData("while (!stop) { more.WaitOne(); rounds++; }")]
    [InlineData("while (!stop) { Interlocked.Increment(ref rounds); }")]
    [InlineData("while (!stop) { rounds++; stop = rounds > 9; }", "Finish")]
    [InlineData("lock (gate) { while (!stop) Monitor.Wait(gate); }")]
    [InlineData("if (!stop) rounds++;")]
    [InlineData("while (name.Length > rounds) rounds++;")]
    [InlineData("var mine = false; while (!mine) { Step(); mine = rounds > 9; }")]
    public Task Accepts_a_loop_that_sees_it(string body, string? without = null) =>
        AcceptsProgram(Worker.Replace("BODY", body).Replace(without is null ? "\n\n\n" : "stop = true; ", ""));

    [Theory]
    [InlineData("public long Bytes => [|bytes|];")]
    [InlineData("public double Share() { return 100.0 * [|bytes|] / [|ticks|]; }")]
    [InlineData("public bool Much() => this.bytes > 5 || ticks > 3;")]
    [InlineData("public Func<double> Later() => () => (double)[|bytes|];")]
    public Task Flags_a_number_of_64_bits_that_is_read_plainly(string members) => FlagsProgram($$"""
        class Traffic
        {
            private long bytes;
            private ulong ticks;
            public void Sent(int n) { Interlocked.Add(ref bytes, n); Interlocked.Increment(ref ticks); }
            {{members.Replace("this.bytes > 5 || ticks", "[|this.bytes|] > 5 || [|ticks|]")}}
        }
        """);

    [Theory]
    [InlineData("public long Bytes => Interlocked.Read(ref bytes);")]
    [InlineData("public long Bytes => Volatile.Read(ref bytes);")]
    [InlineData("public int Count => count;")]
    [InlineData("private long first; public void Mark(long n) => Interlocked.CompareExchange(ref first, n, 0); public long First => first;")]
    [InlineData("public override string ToString() => $\"{bytes}\";")]
    [InlineData("private readonly CountdownEvent counted = new(1); public long WaitForAll() { counted.Signal(); counted.Wait(); return bytes; }")]
    [InlineData("public void Max(long n) { while (n > bytes) { var was = bytes; if (Interlocked.CompareExchange(ref bytes, n, was) == was) return; } }")]
    [InlineData("public Traffic() => Console.WriteLine(bytes);")]
    [InlineData("private long plain; public long Plain => plain; public void Set(long n) => plain = n;")]
    [InlineData("private readonly object gate = new(); public long Bytes { get { lock (gate) return bytes; } }")]
    public Task Accepts_one_step_and_numbers_of_32_bits(string members) => AcceptsProgram($$"""
        class Traffic
        {
            private long bytes;
            private int count;
            public void Sent(int n) { Interlocked.Add(ref bytes, n); Interlocked.Increment(ref count); }
            {{members}}
        }
        """);

    [Fact]
    public Task Says_what_is_not_seen() => Says("""
        class C
        {
            private bool stop;
            private long bytes;
            public void Begin() => Task.Run(Run);
            public void Finish() => stop = true;
            public void Sent() => Interlocked.Increment(ref bytes);
            public long Bytes => bytes;
            private void Run() { while (!stop) Thread.Sleep(1); }
        }
        """,
        "'bytes' is read plainly here, though Interlocked changes it in line 7: on 32 bits it may be half of each value",
        "'stop' is read plainly here, and the loop may never see what is written in line 6, for a task runs one of the two");

    [Fact]
    public Task Tells_of_a_number_once() => PointsAt("""
        class C
        {
            private long bytes;
            public long Bytes => bytes;
            public void Sent() => Interlocked.Increment(ref bytes);
            public double Share(int n)
            {
                if (bytes == 0)
                    return 0;
                return bytes / (double)n;
            }
        }
        """, 5, 8, 10);

    [Fact]
    public Task Reads_by_Volatile() => Fixes("""
        class C
        {
            private bool stop;
            private long bytes;

            public void Begin() => new Thread(Run).Start();
            public void Finish() => stop = true;
            public void Sent() => Interlocked.Increment(ref bytes);

            public long Bytes => /* all */ [|bytes|]; // now

            public Func<double> Share(int n) => () => this.bytes / (double)n;

            private void Run()
            {
                // Until told.
                while (![|stop|]) // again
                {
                    Console.WriteLine(1);
                }
            }
        }
        """, """
        class C
        {
            private bool stop;
            private long bytes;

            public void Begin() => new Thread(Run).Start();
            public void Finish() => stop = true;
            public void Sent() => Interlocked.Increment(ref bytes);

            public long Bytes => /* all */ Volatile.Read(ref bytes); // now

            public Func<double> Share(int n) => () => Volatile.Read(ref this.bytes) / (double)n;

            private void Run()
            {
                // Until told.
                while (!Volatile.Read(ref stop)) // again
                {
                    Console.WriteLine(1);
                }
            }
        }
        """);

    [Fact]
    public Task Reads_with_the_line_ends_of_the_file() => Fixes(
        "class C\r\n{\r\n\tprivate long bytes;\r\n\r\n\tpublic void Sent() => Interlocked.Increment(ref bytes);\r\n\r\n\tpublic long Bytes()\r\n\t{\r\n\t\treturn [|bytes|];\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tprivate long bytes;\r\n\r\n\tpublic void Sent() => Interlocked.Increment(ref bytes);\r\n\r\n\tpublic long Bytes()\r\n\t{\r\n\t\treturn Volatile.Read(ref bytes);\r\n\t}\r\n}\r\n");

    [Fact]
    public Task Offers_nothing_for_half_of_the_reads() => FlagsWithoutFix(
        "partial class C { private long bytes; public void Sent() => Interlocked.Increment(ref bytes); public long Bytes => [|bytes|]; }",
        "partial class C { public bool Any => bytes > 0; }");

    [Fact]
    public Task Offers_nothing_for_an_enumeration() => FlagsWithoutFix(Worker.Replace("BODY", "while ([|day|] == DayOfWeek.Monday) rounds++;").Replace("private int rounds;", "private int rounds; private DayOfWeek day; public void Next() => day = DayOfWeek.Friday;"));

    [Theory]
    [InlineData("while (!stop")]
    [InlineData("while () rounds++; do { } while (!")]
    [InlineData("for (; !stop; rounds")]
    public async Task Survives_unfinished_code(string body) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", Worker.Replace("BODY", body))), [new StaleOrTornRead()]), found => Assert.Equal("ASY5018", found.Id));

    [Fact]
    public Task Accepts_what_is_only_given_to_an_atomic_step() => AcceptsProgram("""
        class Client
        {
            private long _pending;
            private long _sent;

            public long Sent => Interlocked.Read(ref _sent);

            public void Send(byte[] bytes) => _pending = bytes.Length;

            public void Complete() => Interlocked.Add(ref _sent, _pending);
        }
        """);
}
