using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class WorkLostWhenMainEndsTests : RuleTests<WorkLostWhenMainEnds>
{
    /// <summary>What the entry points below may use.</summary>
    private const string Members = """
        static class Members
        {
            public static void Count() { for (var i = 0; i < 5; i++) { Console.WriteLine(i); Thread.Sleep(100); } }
            public static void Poll() { while (true) { Console.WriteLine("polling"); Thread.Sleep(100); } }
            public static async Task Save() { await Task.Delay(10); Console.WriteLine("saved"); }
            public static async Task<int> Sum() { await Task.Delay(10); return 3; }
            public static async Task Serve() { while (true) await Task.Delay(10); }
            public static void Use(object o) { }
            public static bool Stop;
        }
        """;

    private static readonly (string Program, bool Async)[] EntryPoints =
    [
        ("class Program { static void Main() { BODY } }", false),
        ("BODY", true),
        ("class Program { static async Task<int> Main(string[] args) { await Task.Yield(); BODY return 0; } }", true),
    ];

    /// <summary>The statements mean the same in every entry point. A bare call in an async one is the compiler's to report.</summary>
    private static async Task InMain(string body, bool whereAsync = true)
    {
        foreach (var (program, isAsync) in EntryPoints)
            if ((isAsync || !body.Contains("await ")) && (whereAsync || !isAsync || program == "BODY"))
                await FlagsProgram($"using static Members;\n{program.Replace("BODY", "\n" + body + "\n")}\n{Members}");
    }

    [Theory]
    [InlineData("static class Program { public static int Main(string[] args) { BODY return 0; } }")]
    [InlineData("class Program { static async Task Main() { await Task.Yield(); BODY } }")]
    [InlineData("class Program { private static void Main() => new List<int>(4).Add(1); static class Nested { } }", false)]
    [InlineData("class Program { static void Main() { try { BODY } catch (InvalidOperationException) { throw; } } }")]
    [InlineData("class Program { static void Main(string[] args) { if (args.Length == 1) { BODY } } }")]
    [InlineData("struct Program { internal static void Main(string[] args) { switch (args.Length) { case 1: { BODY } break; } } }")]
    [InlineData("namespace Outer { class Middle { class Program { static void Main(string[] args) { using (File.Create(\"x\")) { BODY } } } } }")]
    public async Task Knows_every_entry_point(string program, bool holds = true)
    {
        await FlagsProgram(program.Replace("BODY", holds ? "_ = [|Task.Run|](() => Console.WriteLine(1));" : ""));
        await AcceptsProgram(program.Replace("BODY", "_ = Task.Run(() => Console.WriteLine(1)); Console.ReadLine();"));
    }

    [Theory]
    [InlineData("var worker = new Thread(Count) { IsBackground = true }; [|worker.Start|]();")]
    [InlineData("var worker = new Thread(Count); worker.IsBackground = true; [|worker.Start|]();")]
    [InlineData("Thread worker = new(() => Console.WriteLine(1)); worker.Name = \"one\"; worker.IsBackground = true; [|worker.Start|](); Console.WriteLine(2);")]
    [InlineData("var worker = new Thread(Count); [|worker.Start|](); worker.IsBackground = true;")]
    [InlineData("Thread? worker = null; worker = new Thread(Count) { IsBackground = true }; [|worker.Start|]();")]
    [InlineData("new Thread(Count) { IsBackground = true }.[|Start|]();")]
    [InlineData("var worker = new Thread(o => Console.WriteLine(o)) { IsBackground = true }; [|worker.Start|](5); for (var i = 0; i < 5; i++) { Console.WriteLine(i); Thread.Sleep(10); }")]
    [InlineData("for (var i = 0; i < 3; i++) { var worker = new Thread(Count) { IsBackground = true }; [|worker.Start|](); }")]
    [InlineData("var workers = new Thread[3]; for (var i = 0; i < 3; i++) { workers[i] = new Thread(Count) { IsBackground = true }; workers[i].[|Start|](); }")]
    [InlineData("var workers = new List<Thread>(); for (var i = 0; i < 3; i++) workers.Add(new Thread(Count) { IsBackground = true }); foreach (var worker in workers) [|worker.Start|]();")]
    [InlineData("var worker = new Thread(Count) { IsBackground = true }; [|worker.Start|](); if (worker.IsAlive) Console.WriteLine(\"alive\");")]
    [InlineData("var worker = new Thread(Poll) { IsBackground = true }; [|worker.Start|](); Console.WriteLine(\"started\");")]
    public Task Flags_background_threads(string body) => InMain(body);

    [Theory]
    [InlineData("[|Task.Run|](Count);", false)]
    [InlineData("[|Task.Run|](() => Console.WriteLine(1));", false)]
    [InlineData("[|Task.Factory.StartNew|](Count);", false)]
    [InlineData("_ = [|Task.Run|](Count);", true)]
    [InlineData("var task = [|Task.Run|](Count);", true)]
    [InlineData("var task = [|Task.Run|](Count); Thread.Sleep(500);", true)]
    [InlineData("var task = [|Task.Run|](async () => { await Task.Delay(5); Console.WriteLine(1); }); await Task.Delay(500);", true)]
    [InlineData("var sum = [|Task.Run|](() => 1 + 1); Console.WriteLine(sum.IsCompleted);", true)]
    [InlineData("var task = new Task(Count); [|task.Start|]();", true)]
    [InlineData("var tasks = new List<Task>(); for (var i = 0; i < 3; i++) tasks.Add([|Task.Run|](Count)); Console.WriteLine(tasks.Count);", true)]
    [InlineData("Task[] tasks = { [|Task.Run|](Count), [|Task.Run|](Count) };", true)]
#if !ROSLYN_4_8 // The older compiler has no operation for a collection expression.
    [InlineData("Task[] tasks = [[|Task.Run|](Count), [|Task.Run|](Count)];", true)]
#endif
    [InlineData("Task.WhenAll([|Task.Run|](Count));", false)]
    [InlineData("var one = [|Task.Run|](Count); var other = Task.Run(Count); await other;", true)]
    [InlineData("var one = [|Task.Run|](Count); var other = Task.Run(Count); other.Wait();", true)]
    [InlineData("[|Task.Run|](Count).ContinueWith(done => Console.WriteLine(done.Status));", true)]
    [InlineData("[|Save|]();", false)]
    [InlineData("_ = [|Members.Save|]();", true)]
    [InlineData("var saving = [|Save|](); Console.WriteLine(\"saving\");", true)]
    [InlineData("var sum = [|Sum|]();", true)]
    [InlineData("var saving = [|Inner|](); async Task Inner() { await Task.Delay(5); Console.WriteLine(1); }", true)]
    [InlineData("_ = [|Serve|](); Console.WriteLine(\"serving\");", true)]
    public Task Flags_tasks(string body, bool whereAsync) => InMain(body, whereAsync);

    [Theory]
    [InlineData("[|ThreadPool.QueueUserWorkItem|](_ => Console.WriteLine(1));")]
    [InlineData("[|ThreadPool.QueueUserWorkItem|](o => Console.WriteLine(o), 5); Console.WriteLine(\"queued\");")]
    [InlineData("for (var i = 0; i < 3; i++) [|ThreadPool.UnsafeQueueUserWorkItem|](_ => Count(), null);")]
    [InlineData("[|ThreadPool.QueueUserWorkItem|](_ => Count()); Thread.Sleep(1000);")]
    [InlineData("var timer = [|new Timer|](_ => Console.WriteLine(1), null, 0, 1000); Console.WriteLine(\"ticking\");")]
    [InlineData("_ = [|new Timer|](_ => Console.WriteLine(1), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));")]
    [InlineData("var timer = new System.Timers.Timer(1000); timer.Elapsed += (_, _) => Console.WriteLine(1); [|timer.Start|]();")]
    public Task Flags_work_items_and_timers(string body) => InMain(body);

    [Theory]
    [InlineData("Console.ReadLine();")]
    [InlineData("Console.ReadKey(true);")]
    [InlineData("while (Console.ReadLine() != \"exit\") { }")]
    [InlineData("Console.Read();")]
    [InlineData("Console.In.ReadLine();")]
    [InlineData("Thread.Sleep(Timeout.Infinite);")]
    [InlineData("Thread.Sleep(-1);")]
    [InlineData("Thread.Sleep(Timeout.InfiniteTimeSpan);")]
    [InlineData("await Task.Delay(Timeout.Infinite);")]
    [InlineData("await Task.Delay(-1, CancellationToken.None);")]
    [InlineData("Task.Delay(-1).Wait();")]
    [InlineData("Task.Delay(Timeout.InfiniteTimeSpan).GetAwaiter().GetResult();")]
    [InlineData("new ManualResetEvent(false).WaitOne();")]
    [InlineData("new ManualResetEventSlim().Wait(5000);")]
    [InlineData("CancellationToken token = default; token.WaitHandle.WaitOne();")]
    [InlineData("var closed = new TaskCompletionSource(); Console.CancelKeyPress += (_, _) => closed.SetResult(); await closed.Task;")]
    [InlineData("var latch = new CountdownEvent(1); latch.Wait();")]
    [InlineData("while (!Stop) Thread.Sleep(100);")]
    [InlineData("while (!Stop) { }")]
    [InlineData("while (true) { Thread.Sleep(10); if (Stop) break; }")]
    [InlineData("for (; ; ) { Thread.Sleep(10); if (Stop) break; }")]
    [InlineData("do { Thread.Sleep(1); } while (!Stop);")]
    [InlineData("again: Thread.Sleep(1); if (!Stop) goto again;")]
    [InlineData("Poll();")]
    [InlineData("Run(); static void Run() { while (!Stop) Thread.Sleep(1); }")]
    [InlineData("Action run = Console.WriteLine; run();")]
    [InlineData("await Serve();")]
    [InlineData("Environment.Exit(0);")]
    [InlineData("throw new InvalidOperationException();")]
    [InlineData("foreach (var line in new BlockingCollection<string>().GetConsumingEnumerable()) Console.WriteLine(line);")]
    [InlineData("await foreach (var item in Channel.CreateUnbounded<int>().Reader.ReadAllAsync()) Console.WriteLine(item);")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().WaitForExit();")]
    [InlineData("var life = new Thread(Poll); life.Start();")]
    [InlineData("Begin(); static void Begin() => new Thread(Poll).Start();")]
    public async Task Accepts_what_keeps_the_process_alive(string then)
    {
        await InMain($"var worker = new Thread(Count) {{ IsBackground = true }}; worker.Start(); {then}");
        await InMain($"_ = Task.Run(Count); ThreadPool.QueueUserWorkItem(_ => Count()); var saving = Save(); {then}");
        await InMain($"var timer = new Timer(_ => Console.WriteLine(1), null, 0, 1000); {then}");
    }

    [Theory]
    [InlineData("worker.Join();")]
    [InlineData("Console.WriteLine(\"meanwhile\"); worker.Join(1000);")]
    [InlineData("if (worker != null) worker.Join();")]
    [InlineData("worker?.Join();")]
    [InlineData("try { Console.WriteLine(\"meanwhile\"); } finally { worker.Join(); }")]
    [InlineData("while (worker.IsAlive) Thread.Sleep(10);")]
    [InlineData("Use(worker);")]
    [InlineData("object kept = worker; Use(kept);")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => worker.Join();")]
    [InlineData("Wait(); void Wait() => worker.Join();")]
    [InlineData("var workers = new List<Thread> { worker }; workers.ForEach(one => one.Join());")]
    [InlineData("var workers = new List<Thread>(); workers.Add(worker); foreach (var one in workers) one.Join();")]
    public Task Accepts_threads_that_are_joined_or_handed_on(string then) =>
        InMain($"var worker = new Thread(Count) {{ IsBackground = true }}; worker.Start(); {then}");

    [Theory]
    [InlineData("await task;")]
    [InlineData("task.Wait();")]
    [InlineData("task.Wait(1000);")]
    [InlineData("task.GetAwaiter().GetResult();")]
    [InlineData("await task.ConfigureAwait(false);")]
    [InlineData("await Task.WhenAll(task, Save());")]
    [InlineData("Task.WaitAll(task);")]
    [InlineData("Task.WaitAny(new[] { task });")]
    [InlineData("Task.WhenAll(new[] { task }).Wait();")]
    [InlineData("await Task.WhenAny(task, Task.Delay(1000));")]
    [InlineData("Task[] all = [task]; await Task.WhenAll(all);")]
    [InlineData("var all = new List<Task>(); all.Add(task); Task.WaitAll(all.ToArray());")]
    [InlineData("var all = Task.WhenAll(task); await all;")]
    [InlineData("var then = task.ContinueWith(done => Console.WriteLine(done.Status)); then.Wait();")]
    [InlineData("while (!task.IsCompleted) Thread.Sleep(10);")]
    [InlineData("Use(task);")]
    [InlineData("Func<Task> later = () => task; Use(later);")]
    public async Task Accepts_tasks_that_are_awaited_or_handed_on(string then)
    {
        await InMain($"var task = Task.Run(Count); {then}");
        await InMain($"var task = Save(); {then}");
    }

    [Theory]
    [InlineData("Task.Run(Count).Wait();")]
    [InlineData("await Task.Run(Count);")]
    [InlineData("Console.WriteLine(Task.Run(() => 5).Result);")]
    [InlineData("Console.WriteLine(await Sum());")]
    [InlineData("Save().GetAwaiter().GetResult();")]
    [InlineData("Parallel.For(0, 5, i => Console.WriteLine(i));")]
    [InlineData("new List<int>().ForEach(i => Console.WriteLine(i));")]
    [InlineData("Save().ContinueWith(_ => Console.WriteLine()).Wait();")]
    [InlineData("var worker = new Thread(Count); worker.Start();")]
    [InlineData("var worker = new Thread(Count) { IsBackground = false }; worker.Start();")]
    [InlineData("var worker = new Thread(Count) { IsBackground = Stop }; worker.Start();")]
    [InlineData("var worker = new Thread(Count) { IsBackground = true };")]
    [InlineData("var timer = new Timer(_ => Console.WriteLine());")]
    [InlineData("var timer = new Timer(_ => Console.WriteLine(), null, Timeout.Infinite, Timeout.Infinite);")]
    [InlineData("ThreadPool.RegisterWaitForSingleObject(new ManualResetEvent(false), (_, _) => Console.WriteLine(), null, 100, true);")]
    [InlineData("System.Linq.Expressions.Expression<Func<Task>> described = () => Task.Run(Count); Use(described);")]
    [InlineData("Action later = () => Task.Run(Count); Use(later);")]
    public Task Accepts_what_is_not_lost(string body) => InMain(body);

    [Theory]
    [InlineData("new Thread(Poll) { IsBackground = true }.Start();")]
    [InlineData("_ = Task.Run(Poll);")]
    [InlineData("_ = Serve();")]
    [InlineData("_ = Task.Run(() => { Console.ReadKey(); Stop = true; });")]
    [InlineData("_ = Task.Run(async () => { while (!Stop) await Task.Delay(5); });")]
    [InlineData("var progress = new Timer(_ => Console.WriteLine(\".\"), null, 0, 1000);")]
    public async Task Accepts_helpers_of_what_main_does(string helper)
    {
        await InMain($"{helper} Count();");
        await InMain($"{helper} for (var i = 0; i < 100; i++) Console.WriteLine(i);");
        await InMain($"{helper} await Save();");
    }

    [Fact]
    public Task Accepts_an_end_that_an_event_awaits() => AcceptsProgram("""
        class Program
        {
            static readonly AutoResetEvent Done = new(false);

            static void Main()
            {
                ThreadPool.QueueUserWorkItem(_ => { Console.WriteLine("working"); Done.Set(); });
                var worker = new Thread(() => Done.Set()) { IsBackground = true };
                worker.Start();
                Done.WaitOne(TimeSpan.FromSeconds(5));
            }
        }
        """);

    [Fact]
    public Task Accepts_threads_that_others_can_reach() => AcceptsProgram("""
        class Program
        {
            static Thread? worker;
            static Task? task;

            static void Main()
            {
                worker = new Thread(() => Console.WriteLine("working")) { IsBackground = true };
                worker.Start();
                task = Task.Run(() => Console.WriteLine("working"));
                Finish();
            }

            static void Finish() { worker!.Join(); task!.Wait(); }
        }
        """);

    [Fact]
    public Task Accepts_a_task_that_main_returns() => AcceptsProgram("""
        class Program
        {
            static Task Main() => Run();
            static async Task Run() { await Task.Delay(5); }
        }
        """);

    [Fact]
    public Task Leaves_bare_calls_in_async_code_to_the_compiler() => AcceptsProgram("""
        class Program
        {
            static async Task Main()
            {
                await Task.Yield();
        #pragma warning disable CS4014
                Task.Run(() => Console.WriteLine("working"));
                Save();
        #pragma warning restore CS4014
            }

            static async Task Save() => await Task.Delay(5);
        }
        """);

    [Fact]
    public Task Flags_only_the_entry_point() => FlagsProgram("""
        class Program
        {
            static void Main()
            {
                [|Task.Run|](() => Console.WriteLine("working"));
                void Inner() => Task.Run(() => Console.WriteLine("working"));
            }

            static void Other() => Task.Run(() => Console.WriteLine("working"));
            static void Main(int depth) => Task.Run(() => Console.WriteLine("working"));
        }

        class Other
        {
            void Main() => Task.Run(() => Console.WriteLine("working"));
        }
        """);

    [Theory]
    [InlineData("static void Main() => MainAsync().Wait();", "static async Task MainAsync()")]
    [InlineData("static void Main(string[] args) { MainAsync(args).GetAwaiter().GetResult(); }", "static async Task MainAsync(string[] args)")]
    [InlineData("static int Main() { return Program.Run().Result; }", "static async Task<int> Run()")]
    [InlineData("static async Task Main() => await new Program().RunAsync().ConfigureAwait(false);", "async Task RunAsync()")]
    [InlineData("static Task Main() => Run();", "static async Task Run()")]
    public async Task Flags_the_method_that_main_hands_everything_to(string main, string method)
    {
        var result = method.Contains("<int>") ? "return 0;" : "";
        await FlagsProgram($$"""class Program { {{main}} {{method}} { await Task.Yield(); _ = [|Task.Run|](() => Console.WriteLine(1)); {{result}} } }""");
    }

    [Fact]
    public Task Accepts_methods_that_main_does_more_than_call() => AcceptsProgram("""
        class Program
        {
            static void Main()
            {
                MainAsync().Wait();
                Console.ReadLine();
            }

            static async Task MainAsync()
            {
                await Task.Yield();
                _ = Task.Run(() => Console.WriteLine(1));
            }
        }
        """);

    [Fact]
    public Task Flags_a_path_that_returns_early() => FlagsProgram("""
        class Program
        {
            static int Main(string[] args)
            {
                var task = [|Task.Run|](() => Console.WriteLine("working"));
                if (args.Length == 0)
                    return 1;

                task.Wait();
                return 0;
            }
        }
        """);

    [Fact]
    public Task Accepts_a_path_that_joins_everywhere() => AcceptsProgram("""
        class Program
        {
            static int Main(string[] args)
            {
                var task = Task.Run(() => Console.WriteLine("working"));
                try
                {
                    if (args.Length == 0)
                        return 1;
                    if (args.Length == 1)
                        throw new ArgumentException();
                    Console.WriteLine("meanwhile");
                }
                finally
                {
                    task.Wait();
                }

                return 0;
            }
        }
        """);

    [Fact]
    public Task Follows_methods_that_call_themselves() => FlagsProgram("""
        class Program
        {
            static void Main()
            {
                _ = [|Task.Run|](() => Fib(5));
                Again(3).Wait();
                Console.WriteLine(Fib(30));
            }

            static int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);
            static Task Again(int n) => Again(n, "");
            static Task Again(int n, string name) => n == 0 ? Task.CompletedTask : Again(n - 1);
        }
        """);

    [Theory]
    [InlineData("Task task = task.ConfigureAwait(false);")]
    [InlineData("var numbers = numbers.Where(n => n > 1); foreach (var n in numbers) { }")]
    [InlineData("Action run = () => new List<int>().ForEach(_ => Array.ForEach(new int[1], run)); run();")]
    [InlineData("var list = new List<int>(); Action<int> each = n => list.ForEach(each); list.ForEach(each);")]
    [InlineData("var worker = new Thread(); worker.Start(; worker.IsBackground = ; worker.Join()")]
    [InlineData("Task.Run(); Task.Run(x => ); new Timer(; new Thread(Missing) { IsBackground = true }.Start(); Missing();")]
    public async Task Bears_code_that_is_being_typed(string body)
    {
        foreach (var program in new[] { $"_ = Task.Run(() => Console.WriteLine());\n{body}", $"class P {{ static void Main() {{ _ = Task.Run(() => Console.WriteLine()); {body} }} }}", $"class P {{ static Task Main() => Main(); static void Main(string[] a) => Main(a); {body}" })
            await Code.Findings(Code.Compilation(("Test0.cs", program)), [new WorkLostWhenMainEnds()]);
    }

    [Fact]
    public Task Says_what_is_lost() => Says("""
        class Program
        {
            static void Main(string[] args)
            {
                var worker = new Thread(Work) { IsBackground = true };
                worker.Start();
                new Thread(Work) { IsBackground = true }.Start();
                Task.Run(Work);
                var task = Task.Run(Work);
                if (args.Length == 1)
                    task.Wait();
                Save();
                ThreadPool.QueueUserWorkItem(_ => Work());
                var timer = new Timer(_ => Work(), null, 0, 5);
            }

            static void Work() => Console.WriteLine("working");
            static async Task Save() => await Task.Delay(5);
        }
        """,
        "Thread 'worker' is a background thread that nothing joins, so the process may end before it does",
        "This thread is a background thread that nothing joins, so the process may end before it does",
        "This task is not awaited, so the process may end before it does",
        "Task 'task' is not awaited on every path, so the process may end before it does",
        "The task of 'Save' is not awaited, so the process may end before it does",
        "This work item runs on the pool and nothing waits for it, so the process may end before it does",
        "Timer 'timer' does not keep the process alive, so the process may end before it fires");

    [Fact]
    public Task Points_at_the_creation_and_the_end() => PointsAt("""
        class Program
        {
            static void Main(string[] args)
            {
                var worker = new Thread(() => Console.WriteLine("working"));
                worker.IsBackground = true;
                worker.Start();
                if (args.Length == 0)
                    return;
                worker.Join();
            }
        }
        """, 5, 9);

    [Fact]
    public Task Points_at_the_last_brace() => PointsAt("""
        class Program
        {
            static void Main()
            {
                Task.Run(() => Console.WriteLine("working"));
                Console.WriteLine("meanwhile");
            }
        }
        """, 7);

    [Fact]
    public Task Joins_a_thread_at_the_end() => Fixes("""
        class Program
        {
            static void Main()
            {
                // The worker counts.
                var worker = new Thread(Count) { IsBackground = true }; // in the background
                [|worker.Start|](); // now
                // Meanwhile:
                Console.WriteLine("meanwhile"); // done

                static void Count() { for (var i = 0; i < 5; i++) Console.WriteLine(i); }
            }
        }
        """, """
        class Program
        {
            static void Main()
            {
                // The worker counts.
                var worker = new Thread(Count) { IsBackground = true }; // in the background
                worker.Start(); // now
                // Meanwhile:
                Console.WriteLine("meanwhile"); // done
                worker.Join();

                static void Count() { for (var i = 0; i < 5; i++) Console.WriteLine(i); }
            }
        }
        """);

    [Fact]
    public Task Joins_before_the_closing_return() => Fixes("""
        class Program
        {
            static int Main(string[] args)
            {
                Thread worker;
                worker = new Thread(() => Console.WriteLine("working"));
                worker.IsBackground = true;
                [|worker.Start|]();
                if (args.Length > 0)
                {
                    Console.WriteLine("meanwhile");
                }

                return 0;
            }
        }
        """, """
        class Program
        {
            static int Main(string[] args)
            {
                Thread worker;
                worker = new Thread(() => Console.WriteLine("working"));
                worker.IsBackground = true;
                worker.Start();
                if (args.Length > 0)
                {
                    Console.WriteLine("meanwhile");
                }
                worker.Join();

                return 0;
            }
        }
        """);

    [Fact]
    public Task Joins_at_top_level() => Fixes("""
        var worker = new Thread(Count) { IsBackground = true };
        [|worker.Start|]();
        Console.WriteLine("meanwhile");

        static void Count() => Console.WriteLine("counted");

        class Other { }
        """, """
        var worker = new Thread(Count) { IsBackground = true };
        worker.Start();
        Console.WriteLine("meanwhile");
        worker.Join();

        static void Count() => Console.WriteLine("counted");

        class Other { }
        """);

    [Theory]
    [InlineData("var worker = new Thread(Poll) { IsBackground = true };", "var worker = new Thread(Poll);")]
    [InlineData("var worker = new Thread(Poll) { IsBackground = true }; // polls", "var worker = new Thread(Poll); // polls")]
    [InlineData("var worker = new Thread(Poll) { Name = \"poll\", IsBackground = true };", "var worker = new Thread(Poll) { Name = \"poll\", IsBackground = false };")]
    [InlineData("Thread worker = new(Poll)\n        {\n            IsBackground = true,\n        };", "Thread worker = new(Poll);")]
    [InlineData("var worker = new Thread(Poll);\n        worker.IsBackground = true; // It may go.", "var worker = new Thread(Poll);\n        worker.IsBackground = false; // It may go.")]
    [InlineData("var worker = new Thread(Poll);\n        worker.IsBackground = true;", "var worker = new Thread(Poll);")]
    public Task Lets_a_thread_keep_the_process_alive_that_has_no_end(string before, string after) => Fixes(Polling(before, "[|worker.Start|]"), Polling(after, "worker.Start"));

    private static string Polling(string creation, string start) => $$"""
        class Program
        {
            static bool stop;

            static void Main(string[] args)
            {
                {{creation}}
                {{start}}();
                Console.WriteLine("polling");
            }

            static void Poll() { while (!stop) Thread.Sleep(10); }
        }
        """;

    [Theory]
    [InlineData("var worker = new Thread(Work) { IsBackground = true }; [|worker.Start|](); if (args.Length == 0) return; Console.WriteLine();", "var worker = new Thread(Work); worker.Start(); if (args.Length == 0) return; Console.WriteLine();")]
    [InlineData("Console.WriteLine(); new Thread(Work) { IsBackground = true }.[|Start|]();", "Console.WriteLine(); new Thread(Work).Start();")]
    [InlineData("var worker = new Thread(Work) { IsBackground = true }; [|worker.Start|]();", "var worker = new Thread(Work); worker.Start();")]
    [InlineData("foreach (var one in args) { var worker = new Thread(Work) { IsBackground = true }; [|worker.Start|](); }", "foreach (var one in args) { var worker = new Thread(Work); worker.Start(); }")]
    public Task Lets_a_thread_keep_the_process_alive_where_no_join_suits(string before, string after) => Fixes(Working(before), Working(after));

    private static string Working(string body) => $$"""
        class Program
        {
            static void Main(string[] args)
            {
                {{body}}
            }

            static void Work() => Console.WriteLine("working");
        }
        """;

    [Fact]
    public Task Lets_a_thread_keep_the_process_alive_in_async_code() => Fixes("""
        var worker = new Thread(() => Console.WriteLine("working")) { IsBackground = true };
        [|worker.Start|]();
        await Task.Delay(5);
        """, """
        var worker = new Thread(() => Console.WriteLine("working"));
        worker.Start();
        await Task.Delay(5);
        """);

    [Fact]
    public Task Awaits_a_task_at_the_end_and_makes_main_async() => Fixes("""
        class Program
        {
            static void Main()
            {
                // Saves.
                [|Task.Run|](() =>
                {
                    Console.WriteLine("saving"); // slowly
                }); // in the background
                Console.WriteLine("meanwhile");
            }
        }
        """, """
        class Program
        {
            static async Task Main()
            {
                // Saves.
                var task = Task.Run(() =>
                {
                    Console.WriteLine("saving"); // slowly
                }); // in the background
                Console.WriteLine("meanwhile");
                await task;
            }
        }
        """);

    [Fact]
    public Task Awaits_in_async_main() => Fixes("""
        class Program
        {
            static async Task<int> Main()
            {
                await Task.Yield();
                _ = [|Save|]();
                Console.WriteLine("meanwhile");
                return -1;
            }

            static async Task Save() { await Task.Delay(5); Console.WriteLine("saved"); }
        }
        """, """
        class Program
        {
            static async Task<int> Main()
            {
                await Task.Yield();
                var task = Save();
                Console.WriteLine("meanwhile");
                await task;
                return -1;
            }

            static async Task Save() { await Task.Delay(5); Console.WriteLine("saved"); }
        }
        """);

    [Fact]
    public Task Awaits_all_tasks_of_a_program() => Fixes("""
        await Task.Yield();
        _ = [|Save|]();
        var working = [|Task.Run|](() => Console.WriteLine("working"));
        Console.WriteLine("meanwhile");
        _ = [|Task.Run|](Console.WriteLine);

        static async Task Save() { await Task.Delay(5); Console.WriteLine("saved"); }
        """, """
        await Task.Yield();
        var task = Save();
        var working = Task.Run(() => Console.WriteLine("working"));
        Console.WriteLine("meanwhile");
        var task2 = Task.Run(Console.WriteLine);
        await task;
        await working;
        await task2;

        static async Task Save() { await Task.Delay(5); Console.WriteLine("saved"); }
        """);

    [Fact]
    public Task Awaits_where_it_is_the_last_thing_to_do() => Fixes("""
        Console.WriteLine("saving");
        [|Task.Run|](() => Console.WriteLine("saved")); // at last
        """, """
        Console.WriteLine("saving");
        await Task.Run(() => Console.WriteLine("saved")); // at last
        """);

    [Fact]
    public Task Waits_where_main_blocks_or_cannot_be_async() => Fixes("""
        class Program
        {
            [STAThread]
            static int Main()
            {
                [|Task.Run|](() => Console.WriteLine("saved"));
                Thread.Sleep(5);
                var task = [|Task.Run|](() => Console.WriteLine("saved"));
                Console.WriteLine("meanwhile");
                return 0;
            }
        }
        """, """
        class Program
        {
            [STAThread]
            static int Main()
            {
                var task2 = Task.Run(() => Console.WriteLine("saved"));
                Thread.Sleep(5);
                var task = Task.Run(() => Console.WriteLine("saved"));
                Console.WriteLine("meanwhile");
                task2.Wait();
                task.Wait();
                return 0;
            }
        }
        """);

    [Fact]
    public Task Waits_where_an_await_would_hide_other_findings() => Fixes("""
        [|Task.Run|](() => Console.WriteLine("one"));
        [|Task.Run|](() => Console.WriteLine("two"));
        Console.WriteLine("meanwhile");
        """, """
        var task = Task.Run(() => Console.WriteLine("one"));
        var task2 = Task.Run(() => Console.WriteLine("two"));
        Console.WriteLine("meanwhile");
        task.Wait();
        task2.Wait();
        """);

    [Fact]
    public Task Keeps_windows_line_ends_and_tabs() => Fixes(
        "class Program\r\n{\r\n\tstatic void Main()\r\n\t{\r\n\t\t[|Task.Run|](() => { });\r\n\t\tConsole.WriteLine();\r\n\t}\r\n}\r\n",
        "class Program\r\n{\r\n\tstatic async Task Main()\r\n\t{\r\n\t\tvar task = Task.Run(() => { });\r\n\t\tConsole.WriteLine();\r\n\t\tawait task;\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("[|ThreadPool.QueueUserWorkItem|](_ => Console.WriteLine());")]
    [InlineData("var timer = [|new Timer|](_ => Console.WriteLine(), null, 0, 5);")]
    [InlineData("var task = [|Task.Run|](() => Console.WriteLine()); if (args.Length == 0) return; Console.WriteLine();")]
    [InlineData("if (args.Length == 0) { [|Task.Run|](() => Console.WriteLine()); }")]
    [InlineData("for (var i = 0; i < 3; i++) [|Task.Run|](() => Console.WriteLine());")]
    [InlineData("var tasks = new List<Task>(); tasks.Add([|Task.Run|](() => Console.WriteLine()));")]
    [InlineData("[|Task.Run|](() => { while (true) Thread.Sleep(5); });")]
    [InlineData("var input = new BlockingCollection<int>(); [|Task.Run|](() => Console.WriteLine(input.Take()));")]
    [InlineData("var number = 1; [|Task.Run|](() => Console.WriteLine(number)); number = 2;")]
    [InlineData("Action run = () => Console.WriteLine(); Action other = args.Length == 0 ? run : () => { }; var task = [|Task.Run|](other);")]
    [InlineData("var task = [|Task.Run|](() => Console.WriteLine()); Console.WriteLine(); task = Task.CompletedTask;")]
    public Task Offers_nothing_where_it_might_be_wrong(string body) => FlagsWithoutFix($$"""
        class Program
        {
            static void Main(string[] args)
            {
                {{body}}
            }
        }
        """);
}
