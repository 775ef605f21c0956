using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class OrderBySleepTests : RuleTests<OrderBySleep>
{
    private const string Members = "public static void Work() => Console.WriteLine(1); public static void Use(object? o) => Console.WriteLine(o); public static readonly ManualResetEventSlim Ready = new();";

    [Theory]
    [InlineData("var worker = new Thread(Work); worker.Start(); while (worker.IsAlive) [|Thread.Sleep|](10); Use(1);")]
    [InlineData("while (!Ready.IsSet) { [|Thread.Sleep|](TimeSpan.FromMilliseconds(1)); } Use(1);")]
    [InlineData("var latch = new CountdownEvent(1); Task.Run(() => { Work(); latch.Signal(); }); while (!latch.IsSet) [|Thread.Yield|](); Use(1);")]
    [InlineData("var task = Task.Run(Work); while (!task.IsCompleted) { [|Thread.Sleep|](1); } Use(task.Status);")]
    [InlineData("do [|Thread.Sleep|](1); while (!Ready.IsSet); Use(1);")]
    [InlineData("var spin = new SpinWait(); while (!Ready.IsSet) [|spin.SpinOnce|](); Use(1);")]
    public Task Flags_loops_that_ask_and_pause(string body) => Flags(body, Members);

    [Fact]
    public Task Flags_loops_of_async_code() => Flags("var task = Task.Run(Work); while (!task.IsCompleted) await [|Task.Delay|](10); Use(task.Status);", Members);

    [Theory]
    [InlineData("var worker = new Thread(Work); worker.Start(); worker.Join(); Use(1);")]
    [InlineData("var worker = new Thread(Work); worker.Start(); while (worker.IsAlive) { Use(\"still\"); Thread.Sleep(10); }")]
    [InlineData("var began = DateTime.Now; while (!Ready.IsSet && DateTime.Now - began < TimeSpan.FromSeconds(1)) Thread.Sleep(1); Use(1);")]
    [InlineData("var task = Task.Run(Work); var spin = new SpinWait(); while (!task.IsCompleted) spin.SpinOnce(); task.GetAwaiter().GetResult();")]
    [InlineData("while (!File.Exists(\"done\")) Thread.Sleep(100); Use(1);")]
    [InlineData("for (var tries = 0; tries < 3 && !Ready.IsSet; tries++) Thread.Sleep(100); Use(1);")]
    [InlineData("for (var i = 0; i < 3; i++) { Use(i); Thread.Sleep(100); }")]
    [InlineData("Thread.Sleep(100); Use(1);")]
    [InlineData("var total = 0; var worker = new Thread(() => total = Math.Abs(-3)); worker.Start(); Thread.Sleep(100); worker.Join(); Use(total);")]
    public Task Accepts_loops_and_pauses_of_other_kinds(string body) => Accepts(body, Members);

    private const string Type = """
        class Import
        {
            private volatile bool done;
            private bool plain;
            private int rows;

            private void Load()
            {
                rows = File.ReadAllLines("rows").Length;
                done = true;
                plain = true;
            }

            BODY
        }
        """;

    [Theory]
    [InlineData("public int Run() { new Thread(Load).Start(); while (!done) [|Thread.Sleep|](10); return rows; }")]
    [InlineData("public int Run() { Task.Run(() => Load()); Console.WriteLine(1); while (!Volatile.Read(ref done)) [|Thread.Sleep|](10); return rows; }")]
    [InlineData("public int Run() { Task.Run(Load); [|Thread.Sleep|](1000); return rows + 1; }")]
    [InlineData("public void Run() { ThreadPool.QueueUserWorkItem(_ => rows = File.ReadAllLines(\"rows\").Length); [|Thread.Sleep|](1000); Console.WriteLine(rows); }")]
    [InlineData("public async Task Run() { _ = Task.Run(Load); await [|Task.Delay|](1000); Console.WriteLine(rows); }")]
    [InlineData("public int Run() { void Fill() => rows = File.ReadAllLines(\"rows\").Length; new Thread(Fill).Start(); [|Thread.Sleep|](1000); return rows; }")]
    public Task Flags_members_that_work_writes(string body) => FlagsProgram(Type.Replace("BODY", body.Replace("() => Load()", "() => { rows = 3; done = true; }")));

    [Theory]
    [InlineData("public int Run() { new Thread(Load).Start(); while (!plain) Thread.Sleep(10); return rows; }")] // ASY5018
    [InlineData("public int Run() { while (!done) Thread.Sleep(10); return rows; }")] // Who sets it is not seen here.
    [InlineData("public int Run() { var load = new Thread(Load); load.Start(); Thread.Sleep(10); var early = rows; load.Join(); return early; }")] // ASY2010
    [InlineData("public int Run() { Thread.Sleep(10); Task.Run(Load); return rows; }")]
    [InlineData("public async Task<int> Run() { var load = Task.Run(Load); await Task.Delay(10); await load; return rows; }")]
    [InlineData("public int Run(ManualResetEventSlim ready) { Task.Run(Load); Thread.Sleep(10); ready.Wait(); return rows; }")]
    [InlineData("public int Run() { var load = new Thread(Load); load.Start(); while (!done) Thread.Yield(); load.Join(); return rows; }")] // Whoever does both means the first to spin.
    public Task Accepts_members_that_are_waited_for_or_left_to_other_rules(string body) => AcceptsProgram(Type.Replace("BODY", body));

    [Fact]
    public Task Accepts_tests() => AcceptsProgram("""
        class FactAttribute : Attribute { }

        class Tests
        {
            [Fact]
            public void Ends()
            {
                var worker = new Thread(() => Console.WriteLine(1));
                worker.Start();
                while (worker.IsAlive)
                    Thread.Sleep(1);
            }
        }
        """);

    [Fact]
    public Task Says_what_is_waited_for() => Says("""
        class C
        {
            private int rows;

            void M(ManualResetEventSlim ready)
            {
                while (!ready.IsSet)
                    Thread.Sleep(1);
                Task.Run(() => rows = 3);
                Thread.Sleep(10);
                Console.WriteLine(rows);
            }
        }
        """,
        "'Sleep' is all that this loop does until 'ready' is done, which 'Wait' waits for",
        "'Sleep' is all that stands between the start of the work and the read of 'rows' in line 11");

    [Fact]
    public Task Waits_in_the_place_of_the_loop() => Fixes("""
        class Report
        {
            private readonly ManualResetEventSlim ready = new();

            void Print()
            {
                var printer = new Thread(() => Console.WriteLine("printing"));
                printer.Start();
                Console.WriteLine("beside");
                // Until it is done.
                while (printer.IsAlive)
                    [|Thread.Sleep|](10); // again
                Action run = () =>
                {
                    while (!(ready.IsSet))
                    {
                        [|Thread.Sleep|](1);
                    }
                };
                run();
            }
        }
        """.ReplaceLineEndings("\r\n"), """
        class Report
        {
            private readonly ManualResetEventSlim ready = new();

            void Print()
            {
                var printer = new Thread(() => Console.WriteLine("printing"));
                printer.Start();
                Console.WriteLine("beside");
                // Until it is done.
                printer.Join(); // again
                Action run = () =>
                {
                    ready.Wait();
                };
                run();
            }
        }
        """.ReplaceLineEndings("\r\n"));

    [Theory]
    [InlineData("void M(Task task) { while (!task.IsCompleted) [|Thread.Sleep|](10); }")]
    [InlineData("void M(ManualResetEventSlim ready) { do [|Thread.Sleep|](10); while (!ready.IsSet); }")]
    [InlineData("async Task M(ManualResetEventSlim ready) { while (!ready.IsSet) await [|Task.Delay|](10); }")]
    [InlineData("int rows; int M() { Task.Run(() => rows = 3); [|Thread.Sleep|](10); return rows; }")]
    public Task Offers_nothing_where_the_wait_is_another(string member) => FlagsWithoutFix($$"""
        class C
        {
            {{member}}
        }
        """);
}
