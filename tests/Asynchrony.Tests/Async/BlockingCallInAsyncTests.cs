using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class BlockingCallInAsyncTests : RuleTests<BlockingCallInAsync>
{
    private const string Members = """
        public static readonly SemaphoreSlim Gate = new(1, 1);
        public static readonly ManualResetEventSlim Ready = new();
        public static readonly ManualResetEvent Opened = new(false);
        public static readonly AutoResetEvent Turn = new(false);
        public static readonly CountdownEvent Left = new(3);
        public static readonly Barrier Meeting = new(2);
        public static readonly Semaphore Places = new(2, 2);
        public static readonly Mutex Only = new();
        public static readonly System.Collections.Concurrent.BlockingCollection<int> Queue = [];
        public static readonly Thread Worker = new(() => Use(1));
        public static System.Diagnostics.Process Tool() => System.Diagnostics.Process.Start("tool");
        public static async Task Save(int n = 1) { Use(n); await Task.Delay(n); }
        public static void Use(object? o) => Console.WriteLine(o);
        public static bool Ask() => DateTime.Now.Ticks > 3;
        """;

    [Theory]
    [InlineData("using var tool = Tool(); tool.Kill(); [|tool.WaitForExit|]();")]
    [InlineData("using var tool = Tool(); using var other = Tool(); other.Kill(); [|tool.WaitForExit|](500);")]
    [InlineData("[|Thread.Sleep|](100);")]
    [InlineData("[|Thread.Sleep|](TimeSpan.FromSeconds(1));")]
    [InlineData("var time = 5; [|Thread.Sleep|](time);")]
    [InlineData("while (!Ask()) [|Thread.Sleep|](10);")]
    [InlineData("for (var attempt = 1; attempt < 4; attempt++) { try { await Save(); break; } catch (IOException) { [|Thread.Sleep|](attempt * 100); } }")]
    [InlineData("System.Threading.Thread.[|Sleep|](1);")]
    [InlineData("[|Gate.Wait|](); try { await Save(); } finally { Gate.Release(); }")]
    [InlineData("[|Gate.Wait|](); Use(1); Gate.Release();")]
    [InlineData("if (![|Gate.Wait|](100)) throw new TimeoutException(); Gate.Release();")]
    [InlineData("if (![|Gate.Wait|](TimeSpan.FromSeconds(1), CancellationToken.None)) return;")]
    [InlineData("[|Gate.Wait|](CancellationToken.None);")]
    [InlineData("SemaphoreSlim? gate = Ask() ? Gate : null; gate?.[|Wait|]();")]
    [InlineData("using var tool = Tool(); Use(await tool.StandardOutput.ReadToEndAsync()); [|tool.WaitForExit|]();")]
    [InlineData("using var tool = Tool(); if (![|tool.WaitForExit|](1000)) tool.Kill();")]
    [InlineData("new System.Collections.Generic.List<int> { 1 }.ForEach(n => [|Thread.Sleep|](n));")]
    public Task Flags_what_blocks_though_an_await_would_do(string body) => Flags($"{body} await Save();", Members);

    [Theory]
    [InlineData("[|Ready.Wait|]();")]
    [InlineData("[|Ready.Wait|](1000);")]
    [InlineData("if ([|Opened.WaitOne|](1000)) Use(1);")]
    [InlineData("[|Turn.WaitOne|]();")]
    [InlineData("[|Places.WaitOne|](); Places.Release();")]
    [InlineData("CancellationToken.None.WaitHandle.[|WaitOne|](1000);")]
    [InlineData("[|WaitHandle.WaitAll|](new WaitHandle[] { Opened, Turn });")]
    [InlineData("Use([|WaitHandle.WaitAny|](new WaitHandle[] { Opened, Turn }, 500));")]
    [InlineData("[|Left.Wait|]();")]
    [InlineData("[|Meeting.SignalAndWait|]();")]
    [InlineData("[|Worker.Join|]();")]
    [InlineData("[|Worker.Join|](1000);")]
    [InlineData("var worker = new Thread(() => Use(1)); worker.Start(); await Save(); [|worker.Join|](); Use(2);")]
    [InlineData("Use([|Queue.Take|]());")]
    [InlineData("if ([|Queue.TryTake|](out var n, 1000)) Use(n);")]
    [InlineData("foreach (var n in [|Queue.GetConsumingEnumerable|]()) Use(n);")]
    [InlineData("[|Parallel.For|](0, 10, n => Use(n));")]
    [InlineData("[|Parallel.ForEach|](new[] { 1, 2 }, n => Use(n));")]
    [InlineData("[|Parallel.Invoke|](() => Use(1), () => Use(2));")]
    [InlineData("[|SpinWait.SpinUntil|](() => Ask());")]
    [InlineData("lock (Gate) { while (!Ask()) [|Monitor.Wait|](Gate); }")]
    public Task Flags_what_blocks_until_others_go_on(string body) => Flags($"{body} await Save();", Members, "top level");

    [Theory]
    [InlineData("Use(Gate.Wait(0));")]
    [InlineData("Use(Gate.Wait(TimeSpan.Zero));")]
    [InlineData("Use(Gate.Wait(TimeSpan.Zero, CancellationToken.None));")]
    [InlineData("const int no = 0; Use(Gate.Wait(no));")]
    [InlineData("var no = TimeSpan.Zero; Use(Gate.Wait(no));")]
    [InlineData("Use(Opened.WaitOne(0));")]
    [InlineData("Use(Ready.Wait(default(TimeSpan)));")]
    [InlineData("Thread.Sleep(0);")]
    [InlineData("Use(Worker.Join(0));")]
    [InlineData("Use(Queue.TryTake(out var n, 0)); Use(n);")]
    [InlineData("Use(Queue.TryTake(out var n)); Use(n);")]
    [InlineData("Use(WaitHandle.WaitAny(new WaitHandle[] { Opened, Turn }, 0));")]
    [InlineData("using var tool = Tool(); if (tool.WaitForExit(0)) Use(1);")]
    [InlineData("using var tool = Tool(); if (!tool.HasExited) { tool.Kill(); tool.WaitForExit(500); }")]
    [InlineData("#pragma warning disable VSTHRD103\nThread.Sleep(10);\n#pragma warning restore VSTHRD103\n")]
    [InlineData("// Blocks on purpose: the lock must be busy.\nThread.Sleep(10);")]
    [InlineData("// 这里同步堵塞等待了。\nif (Ready.Wait(100)) Use(1);")]
    public Task Accepts_what_asks_and_does_not_wait_or_is_explained(string body) => Accepts($"{body} await Save();", Members);

    [Theory]
    [InlineData("using var open = new ManualResetEvent(true); open.WaitOne();")]
    [InlineData("using var open = new AutoResetEvent(true); Use(1); open.WaitOne();")]
    [InlineData("using var open = new ManualResetEventSlim(true); if (Ask()) open.Wait();")]
    [InlineData("using var two = new SemaphoreSlim(2); two.Wait();")]
    [InlineData("var two = new SemaphoreSlim(initialCount: 2, maxCount: 2); try { two.Wait(); } finally { two.Dispose(); }")]
    [InlineData("Ready.Set(); Ready.Wait();")]
    [InlineData("Opened.Set(); await Save(); Opened.WaitOne();")]
    public Task Accepts_what_is_let_through(string body) => Accepts($"{body} await Save();", Members, "top level");

    [Theory]
    [InlineData("using var shut = new ManualResetEvent(false); [|shut.WaitOne|]();")]
    [InlineData("using var none = new SemaphoreSlim(0); [|none.Wait|]();")]
    [InlineData("using var two = new SemaphoreSlim(2); while (Ask()) [|two.Wait|]();")]
    [InlineData("using var one = new SemaphoreSlim(1); one.Wait(); [|one.Wait|]();")]
    [InlineData("using var open = new ManualResetEvent(true); open.Reset(); [|open.WaitOne|]();")]
    [InlineData("Opened.Set(); [|Turn.WaitOne|]();")]
    [InlineData("if (Ask()) Opened.Set(); [|Opened.WaitOne|]();")]
    public Task Flags_what_may_not_be_let_through(string body) => Flags($"{body} await Save();", Members, "top level");

    [Theory]
    [InlineData("lock (Gate) { Thread.Sleep(10); }")]
    [InlineData("lock (Gate) { while (Ask()) { Ready.Wait(); } }")]
    [InlineData("Only.WaitOne(); try { Use(1); } finally { Only.ReleaseMutex(); }")]
    [InlineData("Monitor.Enter(Gate); Monitor.Exit(Gate);")]
    public Task Accepts_locks_and_what_stands_under_them(string body) => Accepts($"{body} await Save();", Members);

    [Theory]
    [InlineData("await Task.Run(() => Thread.Sleep(10));")]
    [InlineData("await Task.Run(() => { Ready.Wait(); Use(1); });")]
    [InlineData("await Task.Run(Block); void Block() => Thread.Sleep(10);")]
    [InlineData("Action wait = () => Thread.Sleep(10); wait();")]
    [InlineData("Parallel.ForEachAsync(new[] { 1 }, (n, _) => { Thread.Sleep(n); return default; });")]
    [InlineData("using var timer = new Timer(_ => Thread.Sleep(10), null, 0, 100);")]
    [InlineData("new Thread(async () => { Thread.Sleep(10); await Save(); }).Start();")]
    [InlineData("await Task.Factory.StartNew(async () => { Ready.Wait(); await Save(); }, TaskCreationOptions.LongRunning).Unwrap();")]
    [InlineData("var drained = Queue.GetConsumingEnumerable(); Use(drained);")]
    [InlineData("Use(nameof(Thread.Sleep));")]
    [InlineData("if (Ask()) { return; } else { return; throw new Exception(); Thread.Sleep(1); }")]
    public Task Accepts_what_runs_elsewhere_or_not_at_all(string body) => Accepts($"{body} await Save();", Members);

    [Theory]
    [InlineData("Thread.Sleep(100);")]
    [InlineData("Gate.Wait(); Gate.Release();")]
    [InlineData("Ready.Wait();")]
    [InlineData("Task.Delay(1).Wait();")]
    public Task Accepts_functions_that_are_not_async(string body) => Accepts(body, Members, "async method", "async lambda", "async local function", "async expression body", "async iterator");

    [Theory]
    [InlineData("var worker = new Thread(() => Use(1)); worker.Start(); worker.Join(); Use(2);")]
    [InlineData("for (var n = 0; n < 3; n++) { var worker = new Thread(() => Use(1)); worker.Start(); worker.Join(); }")]
    [InlineData("await Save(); Save().Wait(); Task.WaitAll(Save(), Save());")]
    public Task Leaves_joins_at_once_and_tasks_to_their_rules(string body) => Accepts($"{body} await Save();", Members);

    [Theory]
    [InlineData("bool async", "if (async) await Task.Delay(10); else Thread.Sleep(10);")]
    [InlineData("bool isAsync", "if (!isAsync) { gate.Wait(); return; } await gate.WaitAsync();")]
    [InlineData("bool sync", "if (sync) gate.Wait(); else await gate.WaitAsync();")]
    [InlineData("IOBehavior behavior", "if (behavior == IOBehavior.Asynchronous) await Task.Delay(10); else Thread.Sleep(10);")]
    [InlineData("bool async", "var entered = async ? await gate.WaitAsync(10) : gate.Wait(10); Console.WriteLine(entered);")]
    public Task Accepts_the_synchronous_half_of_a_function_that_works_both_ways(string flag, string body) => AcceptsProgram($$"""
        enum IOBehavior { Synchronous, Asynchronous }
        class C
        {
            private readonly SemaphoreSlim gate = new(1, 1);
            public async Task M({{flag}}) { {{body}} }
        }
        """);

    [Fact]
    public Task Flags_in_each_kind_of_async_function() => FlagsProgram("""
        class C
        {
            async Task Method() { [|Thread.Sleep|](1); await Task.Yield(); }
            async Task Bare() => [|Thread.Sleep|](1);
            async void Click(object sender, EventArgs e) { [|Thread.Sleep|](1); await Task.Yield(); }
            Func<Task> Lambda => async () => { [|Thread.Sleep|](1); await Task.Yield(); };
            Task Pool() => Task.Run(async () => { [|Thread.Sleep|](1); await Task.Yield(); });
            async IAsyncEnumerable<int> Stream() { [|Thread.Sleep|](1); yield return 1; await Task.Yield(); }
            Task Outer()
            {
                Thread.Sleep(1);
                return Inner();
                async Task Inner() { [|Thread.Sleep|](1); await Task.Yield(); }
            }
        }
        """);

    [Fact]
    public Task Accepts_an_entry_point_that_holds_the_process() => AcceptsProgram("""
        class Server
        {
            static readonly ManualResetEvent Exit = new(false);
            static async Task Main()
            {
                Console.CancelKeyPress += (_, e) => { e.Cancel = true; Exit.Set(); };
                await Start();
                Exit.WaitOne();
                await Stop();
                Thread.Sleep(Timeout.Infinite);
            }
            static async Task Start() => await Task.Delay(1);
            static async Task Stop() => await Task.Delay(1);
        }
        """);

    [Fact]
    public Task Accepts_the_whole_of_an_entry_point() => AcceptsProgram("""
        class Server
        {
            static readonly ManualResetEventSlim Exit = new();
            static void Main() => Run().GetAwaiter().GetResult();
            static async Task Run()
            {
                Console.CancelKeyPress += (_, _) => Exit.Set();
                await Task.Delay(1);
                Exit.Wait();
            }
        }
        """);

    [Fact]
    public Task Flags_entry_points_that_only_pause() => FlagsProgram("""
        class Tool
        {
            static async Task Main()
            {
                using var ready = new ManualResetEvent(false);
                await Task.Delay(1);
                [|Thread.Sleep|](1000);
                [|ready.WaitOne|](1000);
                Func<Task> later = async () => { [|ready.WaitOne|](); await Task.Yield(); };
                await later();
            }
        }
        """);

    [Fact]
    public Task Flags_in_tests_what_has_a_counterpart() => FlagsProgram("""
        class FactAttribute : Attribute { }
        class Tests
        {
            readonly ManualResetEventSlim done = new();
            readonly SemaphoreSlim gate = new(0);
            [Fact]
            public async Task Runs()
            {
                var worker = new Thread(() => { Console.WriteLine("works"); done.Set(); });
                worker.Start();
                await Task.Yield();
                done.Wait(1000);
                worker.Join();
                [|Thread.Sleep|](100);
                [|gate.Wait|](100);
            }
        }
        """);

    [Fact]
    public Task Knows_async_methods_that_threads_begin_with() => FlagsProgram("""
        class Load
        {
            readonly ManualResetEventSlim started = new();
            int sent;

            public void Run()
            {
                for (var number = 0; number < 4; number++)
                    new Thread(() => Send(number)).Start();
                new Thread(Receive).Start();
                new Thread(Log) { IsBackground = true }.Start();
                Log();
                started.Set();
            }

            async void Send(int number)
            {
                started.Wait();
                await File.WriteAllTextAsync(nameof(Send), $"{number} {sent++}");
                [|started.Wait|]();
            }

            async void Receive()
            {
                while (sent < 4)
                {
                    [|started.Wait|]();
                    await Task.Yield();
                }
            }

            async void Log()
            {
                [|started.Wait|]();
                await File.WriteAllTextAsync("log", "sent");
            }
        }
        """);

    [Fact]
    public Task Accepts_benchmarks() => AcceptsProgram("""
        class BenchmarkAttribute : Attribute { }
        class Waits
        {
            [Benchmark]
            public async Task Sleeps() { Thread.Sleep(1); await Task.Yield(); }
        }
        """);

    /// <summary>The wait hides in a member of a library, which a line of the project's own table explains.</summary>
    [Fact]
    public async Task Flags_what_a_project_adds_to_the_table()
    {
        var options = new AnalyzerOptions([new Added("/asynchrony.Blocking.txt", "M:Gates.Enter  room async:EnterAsync")]);
        var compilation = Code.Compilation(("Test0.cs", """
            static class Gates
            {
                public static IDisposable Enter(this SemaphoreSlim gate) { gate.Wait(); return gate; }
                public static async Task M(SemaphoreSlim gate) { using (gate.Enter()) await Task.Yield(); }
            }
            """));
        var found = await compilation.WithAnalyzers([new BlockingCallInAsync()], options).GetAnalyzerDiagnosticsAsync();
        Assert.Equal("'Gates.Enter' blocks this async function until there is room", Assert.Single(found).GetMessage());
    }

    [Fact]
    public Task Says_what_it_waits_for() => Says(
        """
        using System.Collections.Concurrent;
        class C
        {
            readonly SemaphoreSlim gate = new(1);
            readonly ManualResetEvent ready = new(false);
            readonly BlockingCollection<int> queue = [];
            async Task M(Thread thread)
            {
                Thread.Sleep(1);
                gate.Wait();
                ready.WaitOne();
                thread.Join();
                Console.WriteLine(queue.Take());
                Parallel.For(0, 1, Console.WriteLine);
                await Task.Yield();
            }
        }
        """,
        "'Thread.Sleep' blocks this async function until its time is over",
        "'SemaphoreSlim.Wait' blocks this async function until there is room",
        "'WaitHandle.WaitOne' blocks this async function until it is signalled",
        "'Thread.Join' blocks this async function until what it waits for has ended",
        "'BlockingCollection.Take' blocks this async function until there is an item",
        "'Parallel.For' blocks this async function until all its work is done");

    [Theory]
    [InlineData("class C { async Task M() { Thread.Sleep(; await")]
    [InlineData("class C { SemaphoreSlim gate; async Task M() { if (!gate.Wait( ) return; await Task.Yield(); gate?.Wait(")]
    [InlineData("class C { async Task M() { foreach (var x in new BlockingCollection<int>().GetConsumingEnumerable() await Missing(x)")]
    public async Task Survives_unfinished_code(string program) =>
        Assert.DoesNotContain(await Code.Findings(Code.Compilation(("Test0.cs", program)), [new BlockingCallInAsync()]), found => found.Id == "AD0001");

    [Theory]
    [InlineData("[|Thread.Sleep|](100);", "await Task.Delay(100);")]
    [InlineData("[|Thread.Sleep|](TimeSpan.FromSeconds(1));", "await Task.Delay(TimeSpan.FromSeconds(1));")]
    [InlineData("[|Thread.Sleep|](millisecondsTimeout: 5);", "await Task.Delay(5);")]
    [InlineData("[|Thread.Sleep|](Timeout.Infinite);", "await Task.Delay(Timeout.Infinite);")]
    [InlineData("System.Threading.Thread.[|Sleep|](1);", "await Task.Delay(1);")]
    [InlineData("while (Ask()) [|Thread.Sleep|](10);", "while (Ask()) await Task.Delay(10);")]
    [InlineData("[|_gate.Wait|](); try { Use(1); } finally { _gate.Release(); }", "await _gate.WaitAsync(); try { Use(1); } finally { _gate.Release(); }")]
    [InlineData("[|_gate.Wait|](token);", "await _gate.WaitAsync(token);")]
    [InlineData("if (![|_gate.Wait|](100)) return;", "if (!await _gate.WaitAsync(100)) return;")]
    [InlineData("if ([|_gate.Wait|](TimeSpan.FromSeconds(1), token) && Ask()) Use(1);", "if (await _gate.WaitAsync(TimeSpan.FromSeconds(1), token) && Ask()) Use(1);")]
    [InlineData("Use([|_gate.Wait|](cancellationToken: token, millisecondsTimeout: 10).ToString());", "Use((await _gate.WaitAsync(cancellationToken: token, millisecondsTimeout: 10)).ToString());")]
    [InlineData("Gates()[0].[|Wait|]();", "await Gates()[0].WaitAsync();")]
    [InlineData("using var tool = Start(); [|tool.WaitForExit|](); Use(tool.ExitCode);", "using var tool = Start(); await tool.WaitForExitAsync(); Use(tool.ExitCode);")]
    [InlineData("try { [|Thread.Sleep|](1); } catch (Exception e) { Use(e); [|Thread.Sleep|](2); } finally { [|Thread.Sleep|](3); }", "try { await Task.Delay(1); } catch (Exception e) { Use(e); await Task.Delay(2); } finally { await Task.Delay(3); }")]
    [InlineData("Func<Task> run = async () => [|Thread.Sleep|](1); await run();", "Func<Task> run = async () => await Task.Delay(1); await run();")]
    [InlineData("Func<int, Task> run = async delegate (int n) { [|Thread.Sleep|](n); }; await run(1);", "Func<int, Task> run = async delegate (int n) { await Task.Delay(n); }; await run(1);")]
    [InlineData("await Inner(); async Task Inner() => [|Thread.Sleep|](1);", "await Inner(); async Task Inner() => await Task.Delay(1);")]
    public Task Awaits_the_counterpart(string before, string after) => Fixes(Async(before), Async(after));

    [Fact]
    public Task Keeps_comments_and_lines() => Fixes(
        Async("""
                // Not too fast.
                [|Thread.Sleep|](100); // a tenth

                /* first */ [|_gate.Wait|](/* as long as it takes */); // then
                if (![|_gate.Wait|](
                    100, // ms
                    token))
                    Use(1);
            """),
        Async("""
                // Not too fast.
                await Task.Delay(100); // a tenth

                /* first */ await _gate.WaitAsync(/* as long as it takes */); // then
                if (!await _gate.WaitAsync(
                    100, // ms
                    token))
                    Use(1);
            """));

    [Fact]
    public Task Keeps_the_line_ends_of_the_document() => Fixes(
        Async("[|Thread.Sleep|](1);\nUse(1);\n[|_gate.Wait|]();").Replace("\n", "\r\n"),
        Async("await Task.Delay(1);\nUse(1);\nawait _gate.WaitAsync();").Replace("\n", "\r\n"));

    [Fact]
    public Task Writes_the_whole_name_where_the_short_one_means_something_else() => Fixes(
        """
        class Task { public static int Delay(int time) => time; }
        class C
        {
            async void Click(object sender, EventArgs e) => [|Thread.Sleep|](100);
        }
        """,
        """
        class Task { public static int Delay(int time) => time; }
        class C
        {
            async void Click(object sender, EventArgs e) => await System.Threading.Tasks.Task.Delay(100);
        }
        """);

    [Fact]
    public Task Awaits_among_top_level_statements() => Fixes(
        """
        // The first.
        [|Thread.Sleep|](100);
        await Task.Yield();
        """,
        """
        // The first.
        await Task.Delay(100);
        await Task.Yield();
        """);

    [Theory]
    [InlineData("using var tool = Start(); if ([|tool.WaitForExit|](100)) Use(1);")]
    [InlineData("_ready?.[|Wait|]();")]
    [InlineData("(Ask() ? _gate : null)?.[|Wait|]();")]
    [InlineData("[|_ready.Wait|](100);")]
    [InlineData("[|_meeting.SignalAndWait|]();")]
    [InlineData("[|Parallel.For|](0, 3, n => Use(n));")]
    [InlineData("try { [|Thread.Sleep|](1000); } catch (ThreadInterruptedException) { Use(1); }")]
    [InlineData("Monitor.Enter(this); try { [|Thread.Sleep|](1); } finally { Monitor.Exit(this); }")]
    [InlineData("new System.Collections.Generic.List<int> { 1 }.ForEach(n => [|Thread.Sleep|](n));")]
#if !ROSLYN_4_8
    [InlineData("Span<int> span = stackalloc int[2]; [|Thread.Sleep|](1); Use(span[0]);")]
#endif
    [InlineData("try { Use(1); } catch (Exception) when ([|_gate.Wait|](10)) { Use(2); }")]
    [InlineData("unsafe { int* p = null; [|Thread.Sleep|](1); }")]
    public Task Offers_nothing_where_an_await_would_not_do_the_same(string body) => FlagsWithoutFix(Async(body));

    private static string Async(string body) => $$"""
        class C
        {
            private readonly SemaphoreSlim _gate = new(1, 1);
            private readonly ManualResetEventSlim? _ready = new();
            private readonly Barrier _meeting = new(2);
            async Task M(CancellationToken token)
            {
                await Task.Yield();
        {{body}}
            }
            static SemaphoreSlim[] Gates() => [new SemaphoreSlim(1)];
            static System.Diagnostics.Process Start() => System.Diagnostics.Process.Start("tool");
            static void Use(object? o) => Console.WriteLine(o);
            static bool Ask() => DateTime.Now.Ticks > 3;
        }
        """;

    private sealed class Added(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override Microsoft.CodeAnalysis.Text.SourceText GetText(CancellationToken cancellationToken = default) => Microsoft.CodeAnalysis.Text.SourceText.From(text);
    }
}
