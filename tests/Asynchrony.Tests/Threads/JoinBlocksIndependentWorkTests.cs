using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class JoinBlocksIndependentWorkTests : RuleTests<JoinBlocksIndependentWork>
{
    private const string Members = """
        public static int Total;
        public static readonly int[] Rows = [3, 1, 2];
        public static void Count() { foreach (var row in Rows) Total += row; }
        public static double Roots() { var sum = 0.0; for (var i = 0; i < 100; i++) sum += Math.Sqrt(i); return sum; }
        """;

    /// <summary>One place is enough for what the surroundings do not matter to.</summary>
    private static string InMethod(string between, string body, string behind, string wait = "worker.Join();") => $$"""
        class Gate : IDisposable
        {
            public int Level;

            public void Dispose() => Level = 0;
        }

        class C
        {
            int total, calls;
            readonly int[] rows = new int[100];
            readonly List<int> list = [];

            void M(ManualResetEventSlim gate, Thread other, Gate shared, CancellationTokenSource source, Action<int> callback, IEnumerable<int> query)
            {
                var (view, same) = (list.AsReadOnly(), list);
                var worker = new Thread(() => { {{body}} });
                worker.Start();
                {{between}}
                {{wait}}
                {{behind}}
                Console.WriteLine(total);
            }

            int Sum()
            {
                var sum = 0;
                foreach (var row in rows)
                    sum += row;
                return sum;
            }
        }
        """;

    [Fact]
    public Task Flags_a_join_before_independent_work() => Flags("""
        var counter = new Thread(Count);
        counter.Start();
        Console.WriteLine("counting");
        [|counter.Join|]();
        var roots = Roots();
        Console.WriteLine(Total + roots);
        """, Members);

    [Theory]
    [InlineData("var counter = new Thread(Count) { IsBackground = true }; counter.Name = \"counter\"; counter.Start();", "[|counter.Join|]();")]
    [InlineData("Thread counter; counter = new(() => Count()); counter.Start();", "[|counter.Join|]();")]
    public Task Flags_every_way_to_start_and_wait(string start, string wait) => Flags($$"""
        {{start}}
        var before = 3; // meanwhile
        {{wait}}
        var roots = Roots();
        Console.WriteLine(Total + roots + before);
        """, Members);

    [Theory]
    [InlineData("var text = File.ReadAllText(\"settings\");")]
    [InlineData("var sorted = new[] { 3, 1, 2 }; Array.Sort(sorted);")]
    [InlineData("var sum = 0; for (var i = 0; i < 100; i++) { if (i % 3 == 0) continue; sum += i; }")]
    [InlineData("calls = Sum();")]
    [InlineData("var twice = 2 * calls; if (twice > 3) calls = Sum();")]
    [InlineData("try { calls = int.Parse(File.ReadAllText(\"calls\")); } catch (FormatException) { calls = 0; }")]
    [InlineData("using (var reader = new StringReader(\"one\")) { while (reader.ReadLine() is { } line) calls += line.Length; }")]
    public Task Flags_work_that_takes_its_time(string behind) =>
        FlagsProgram(InMethod("calls = 1;", "for (var i = 0; i < 100; i++) total += i;", behind, "[|worker.Join|]();"));

    [Fact]
    public Task Flags_each_of_several_joins_before_the_same_work() => Flags("""
        var counter = new Thread(Count);
        var lines = 0;
        var reader = new Thread(() => lines = File.ReadAllLines("log").Length);
        counter.Start();
        reader.Start();
        [|counter.Join|]();
        [|reader.Join|]();
        var roots = Roots();
        Console.WriteLine(Total + roots + lines);
        """, Members);

    [Fact]
    public Task Flags_only_the_join_that_the_next_statement_does_not_need() => Flags("""
        var counter = new Thread(Count);
        string[] lines = [];
        var reader = new Thread(() => lines = File.ReadAllLines("log"));
        reader.Start();
        counter.Start();
        [|counter.Join|]();
        reader.Join();
        var length = 0;
        foreach (var line in lines)
            length += line.Length;
        Console.WriteLine(Total + length);
        """, Members);

    [Theory]
    [InlineData("total = Sum();")]
    [InlineData("var twice = total * 2; calls = Sum();")]
    [InlineData("for (var i = 0; i < total; i++) calls += i;")]
    [InlineData("Console.WriteLine(\"counted\"); calls = Sum();")]
    [InlineData("File.WriteAllText(\"done\", \"\"); calls = Sum();")]
    [InlineData("var at = DateTime.Now; calls = Sum();")]
    [InlineData("var at = Environment.TickCount64; calls = Sum();")]
    [InlineData("var at = System.Diagnostics.Stopwatch.GetTimestamp(); calls = Sum();")]
    [InlineData("gate.Set(); calls = Sum();")]
    [InlineData("gate.Wait(); calls = Sum();")]
    [InlineData("source.Cancel(); calls = Sum();")]
    [InlineData("other.Join(); calls = Sum();")]
    [InlineData("other.Start(); calls = Sum();")]
    [InlineData("shared.Dispose(); calls = Sum();")]
    [InlineData("using (shared) calls = Sum();")]
    [InlineData("using var own = new StringReader(\"\"); calls = Sum();")]
    [InlineData("callback(3); calls = Sum();")]
    [InlineData("if (calls > 3) return; calls = Sum();")]
    [InlineData("if (calls > 3) throw new InvalidOperationException(); calls = Sum();")]
    [InlineData("if (worker.IsAlive) return; calls = Sum();")]
    [InlineData("foreach (var row in query) calls += row;")]
    [InlineData("again: calls = Sum(); if (calls < 0) goto again;")]
    [InlineData("calls = 3; calls += Math.Max(calls, 4); var name = Path.Combine(\"a\", \"b\"); var all = string.Format(\"{0}\", name);")]
    [InlineData("")]
    public Task Accepts_what_needs_the_thread_or_may(string behind) => AcceptsProgram(InMethod("calls = 1;", "for (var i = 0; i < 100; i++) total += i;", behind));

    [Theory]
    [InlineData("for (var i = 0; i < 100; i++) list.Add(i);", "foreach (var item in list) calls += item;")]
    [InlineData("for (var i = 0; i < rows.Length; i++) rows[i] = i;", "calls = Sum();")]
    [InlineData("foreach (var row in rows) total += row;", "for (var i = 0; i < 100; i++) rows[i] = i;")]
    [InlineData("callback(3);", "calls = Sum();")]
    [InlineData("using (shared) total = shared.Level;", "calls = Sum();")]
    [InlineData("shared.Dispose();", "calls = Sum();")]
    [InlineData("shared.Level = Sum();", "var level = shared; for (var i = 0; i < level.Level; i++) calls += i;")]
    [InlineData("File.WriteAllText(\"rows\", \"1\");", "calls = File.ReadAllText(\"rows\").Length;")]
    [InlineData("foreach (var row in query) total += row;", "for (var i = 0; i < 100; i++) list.Add(i);")]
    [InlineData("for (var i = 0; i < 100; i++) list.Add(i);", "for (var i = 0; i < view.Count; i++) calls += view[i];")]
    [InlineData("for (var i = 0; i < 100; i++) list.Add(i);", "for (var i = 0; i < same.Count; i++) calls += same[i];")]
    public Task Accepts_a_body_and_a_rest_that_touch_the_same(string body, string behind) => AcceptsProgram(InMethod("calls = 1;", body, behind));

    [Theory]
    [InlineData("")]
    [InlineData("gate.Wait();")]
    [InlineData("while (total < 3) calls++;")]
    [InlineData("if (worker.Join(100)) calls++;")]
    [InlineData("while (worker.IsAlive) calls++;")]
    public Task Accepts_a_thread_that_has_ended_or_joined_at_once(string between) =>
        AcceptsProgram(InMethod(between, "for (var i = 0; i < 100; i++) total += i; gate.Set();", "calls = Sum();"));

    [Theory]
    [InlineData("if (!worker.Join(100)) return;")]
    [InlineData("worker.Join(100);")]
    [InlineData("worker.Join(TimeSpan.FromSeconds(1));")]
    [InlineData("lock (rows) worker.Join();")]
    [InlineData("if (calls > 3) worker.Join();")]
    [InlineData("callback(worker.ManagedThreadId); worker.Join(); Console.WriteLine();")]
    public Task Accepts_other_waits(string wait) => AcceptsProgram(InMethod("calls = 1;", "for (var i = 0; i < 100; i++) total += i;", "calls = Sum();", wait));

    [Theory]
    [InlineData("foreach (var row in Rows) { var counter = new Thread(Count); counter.Start(); var more = 3; counter.Join(); var roots = Roots(); }")]
    [InlineData("var counter = new Thread(Count); counter.Start(); Rows[0] = 3; lock (Rows) { counter.Join(); var roots = Roots(); }")]
    [InlineData("var counter = new Thread(Count); counter.Start(); Keep(counter); counter.Join(); var roots = Roots();")]
    [InlineData("var counter = new Thread(Count); counter.Start(); Action join = () => counter.Join(); join(); var roots = Roots();")]
    [InlineData("var counter = Make(); counter.Start(); var more = 3; counter.Join(); var roots = Roots();")]
    [InlineData("var counter = new Thread(Count); counter.Start(); counter = new Thread(Count); counter.Start(); var more = 3; counter.Join(); var roots = Roots();")]
    [InlineData("var counter = new Thread(Add); counter.Start(3); var more = 3; counter.Join(); var roots = Roots();")]
    public Task Accepts_threads_that_are_not_all_known(string code) => Accepts(code + " Console.WriteLine(Total);", Members + """
         public static Thread Make() => new Thread(Count);
         public static void Keep(Thread thread) => Console.WriteLine(thread.Name);
         public static void Add(object? more) => Total += (int)more!;
        """);

    /// <summary>A wait for a task throws what the task threw, and then the rest would not have run.</summary>
    [Theory]
    [InlineData("Last = Roots();")]
    [InlineData("foreach (var row in Rows) Seen.Add(row);")]
    public Task Accepts_what_others_would_see_behind_a_task_that_failed(string behind) => Accepts($$"""
        var counter = Task.Run(Count);
        var before = 3;
        counter.Wait();
        {{behind}}
        Console.WriteLine(Total + before);
        """, Members + " public static double Last; public static readonly List<int> Seen = [];");

    [Fact]
    public Task Accepts_an_await() => AcceptsProgram("""
        class C
        {
            int total;

            async Task M(int[] rows)
            {
                var counter = Task.Run(() => { foreach (var row in rows) total += row; });
                var sum = 0;
                await counter;
                foreach (var row in rows)
                    sum += row;
                Console.WriteLine(total + sum);
            }
        }
        """);

    /// <summary>Whoever blocks on a task hears so from ASY1001, wherever the wait stands.</summary>
    [Theory]
    [InlineData("var counter = Task.Run(Count);", "counter.Wait();")]
    [InlineData("var counter = Task.Factory.StartNew(Count);", "counter.GetAwaiter().GetResult();")]
    public Task Accepts_tasks(string start, string wait) => Accepts($$"""
        {{start}}
        var before = 3;
        {{wait}}
        var roots = Roots();
        Console.WriteLine(Total + roots + before);
        """, Members);

    [Fact]
    public Task Accepts_tests() => AcceptsProgram("""
        class FactAttribute : Attribute { }

        class Tests
        {
            int total;

            [Fact]
            public void Counts()
            {
                var counter = new Thread(() => { for (var i = 0; i < 100; i++) total += i; });
                counter.Start();
                var expected = 0;
                counter.Join();
                for (var i = 0; i < 100; i++)
                    expected += i;
                if (expected != total)
                    throw new InvalidOperationException();
            }
        }
        """);

    [Fact]
    public Task Accepts_what_cannot_be_reached() => Accepts("""
        var counter = new Thread(Count);
        if (false)
        {
        #pragma warning disable CS0162
            counter.Start();
            var before = 3;
            counter.Join();
            var roots = Roots();
        #pragma warning restore CS0162
        }
        """, Members);

    [Fact]
    public Task Says_what_is_waited_for() => Says("""
        class C
        {
            int total;

            void M(int[] rows)
            {
                var counter = new Thread(() => { foreach (var row in rows) total += row; });
                counter.Start();
                var (one, two) = (0, 0);
                counter.Join();
                foreach (var row in rows)
                    one += row;
                var load = new Thread(() => { foreach (var row in rows) total += row; });
                load.Start();
                two = 1;
                load.Join();
                foreach (var row in rows)
                    two += row;
                Console.WriteLine(total + one + two);
            }
        }
        """,
        "Thread 'counter' is waited for before work that does not depend on it, so the caller stands still for nothing",
        "Thread 'load' is waited for before work that does not depend on it, so the caller stands still for nothing");

    [Fact]
    public Task Points_at_the_start_the_independent_work_and_the_dependent() => PointsAt("""
        class C
        {
            int total;

            void M(int[] rows)
            {
                var counter = new Thread(() => { foreach (var row in rows) total += row; });
                counter.Start();
                var sum = 0;
                counter.Join();
                sum = 1;
                foreach (var row in rows)
                    sum += row;
                var name = "sum";
                Console.WriteLine(total + sum + name);
            }
        }
        """, 8, 12, 15);

    [Fact]
    public Task Points_at_no_dependent_work_where_there_is_none() => PointsAt("""
        class C
        {
            int total, sum;

            void M(int[] rows)
            {
                var counter = new Thread(() => { foreach (var row in rows) total += row; });
                counter.Start();
                sum = 0;
                counter.Join();
                foreach (var row in rows)
                    sum += row;
            }
        }
        """, 8, 11);

    [Theory]
    [InlineData("counter.")]
    [InlineData("counter.Join()")]
    [InlineData("counter.Join(); foreach (var row in")]
    [InlineData("counter.Join(); Missing(); foreach (var row in rows) sum += row;")]
    public async Task Survives_unfinished_code(string rest)
    {
        var compilation = Code.Compilation(("Program.cs", $$"""
            class C
            {
                int total;

                void M(int[] rows)
                {
                    var counter = new Thread(() => { foreach (var row in rows) total += row; });
                    counter.Start();
                    var sum = 0;
                    {{rest}}
                }
            }
            """));
        Assert.Empty(await Code.Findings(compilation, [new JoinBlocksIndependentWork()]));
    }

    [Fact]
    public Task Moves_the_join_before_the_first_dependent_statement() => Fixes("""
        class Report
        {
            int total;

            void Print(int[] rows)
            {
                var counter = new Thread(() =>
                {
                    // All rows.
                    foreach (var row in rows)
                        total += row;
                });
                counter.Start();
                Console.WriteLine("header");

                // Wait for the total.
                [|counter.Join|](); // now

                // Independent of the counter:
                var roots = 0.0;
                for (var i = 0; i < 100; i++)
                    roots += Math.Sqrt(i);

                // Needs the total.
                Console.WriteLine(total + roots);
            }
        }
        """, """
        class Report
        {
            int total;

            void Print(int[] rows)
            {
                var counter = new Thread(() =>
                {
                    // All rows.
                    foreach (var row in rows)
                        total += row;
                });
                counter.Start();
                Console.WriteLine("header");

                // Independent of the counter:
                var roots = 0.0;
                for (var i = 0; i < 100; i++)
                    roots += Math.Sqrt(i);
                // Wait for the total.
                // now
                counter.Join();

                // Needs the total.
                Console.WriteLine(total + roots);
            }
        }
        """);

    [Fact]
    public Task Moves_the_join_to_the_end_where_nothing_depends_on_it() => Fixes("""
        class Report
        {
            int total, sum;

            Action<int[]> Make() => rows =>
            {
                if (rows.Length > 3)
                {
                    var counter = new Thread(() => { foreach (var row in rows) total += row; });
                    counter.Start();
                    var local = 0;
                    [|counter.Join|]();
                    foreach (var row in rows)
                        local += row;
                }
            };

            void Both(int[] rows)
            {
                void Inner()
                {
                    var counter = new Thread(Count);
                    counter.Start();
                    sum = 0;
                    [|counter.Join|]();
                    foreach (var row in rows)
                        sum += row;
                }

                Inner();
            }

            void Count() { for (var i = 0; i < 100; i++) total += i; }
        }
        """, """
        class Report
        {
            int total, sum;

            Action<int[]> Make() => rows =>
            {
                if (rows.Length > 3)
                {
                    var counter = new Thread(() => { foreach (var row in rows) total += row; });
                    counter.Start();
                    var local = 0;
                    foreach (var row in rows)
                        local += row;
                    counter.Join();
                }
            };

            void Both(int[] rows)
            {
                void Inner()
                {
                    var counter = new Thread(Count);
                    counter.Start();
                    sum = 0;
                    foreach (var row in rows)
                        sum += row;
                    counter.Join();
                }

                Inner();
            }

            void Count() { for (var i = 0; i < 100; i++) total += i; }
        }
        """);

    [Fact]
    public Task Keeps_the_order_of_several_joins() => Fixes("""
        var total = 0;
        var lines = 0;
        var counter = new Thread(() => { for (var i = 0; i < 100; i++) total += i; });
        var reader = new Thread(() => lines = File.ReadAllLines("log").Length);
        counter.Start();
        reader.Start();
        [|counter.Join|](); // the total
        [|reader.Join|](); // the lines
        var roots = 0.0;
        for (var i = 0; i < 100; i++)
            roots += Math.Sqrt(i);
        Console.WriteLine(total + lines + roots);
        """, """
        var total = 0;
        var lines = 0;
        var counter = new Thread(() => { for (var i = 0; i < 100; i++) total += i; });
        var reader = new Thread(() => lines = File.ReadAllLines("log").Length);
        counter.Start();
        reader.Start();
        var roots = 0.0;
        for (var i = 0; i < 100; i++)
            roots += Math.Sqrt(i);
        // the total
        counter.Join();
        // the lines
        reader.Join();
        Console.WriteLine(total + lines + roots);
        """);

    [Fact]
    public Task Keeps_the_line_ends_of_the_document() => Fixes(Windows("[|counter.Join|]();", ""), Windows("", "counter.Join();"));

    private static string Windows(string first, string second) => string.Join("\r\n", new[]
    {
        "class Report",
        "{",
        "\tint total;",
        "",
        "\tvoid Print(int[] rows)",
        "\t{",
        "\t\tvar counter = new Thread(() => { foreach (var row in rows) total += row; });",
        "\t\tcounter.Start();",
        "\t\tvar sum = 0;",
        "\t\t" + first,
        "\t\tforeach (var row in rows)",
        "\t\t\tsum += row;",
        "\t\t" + second,
        "\t\tConsole.WriteLine(total + sum);",
        "\t}",
        "}",
        "",
    }.Where(line => line != "\t\t"));

    /// <summary>An exception of the work would leave the thread running while what is around it is handled or closed.</summary>
    [Theory]
    [InlineData("try {", "} catch (IOException) { }")]
    [InlineData("try {", "} finally { total = 0; }")]
    [InlineData("using (var reader = new StringReader(\"\")) {", "}")]
    [InlineData("using var reader = new StringReader(\"\"); {", "}")]
    [InlineData("using var reader = new StringReader(\"\");", "")]
    public Task Offers_nothing_where_an_exception_would_overtake_the_wait(string open, string close) => FlagsWithoutFix($$"""
        class C
        {
            int total;

            void M(int[] rows)
            {
                var sum = 0;
                {{open}}
                var counter = new Thread(() => { foreach (var row in rows) total += row; });
                counter.Start();
                sum = 1;
                [|counter.Join|]();
                foreach (var row in rows)
                    sum += row;
                Console.WriteLine(total + sum);
                {{close}}
            }
        }
        """);
}
