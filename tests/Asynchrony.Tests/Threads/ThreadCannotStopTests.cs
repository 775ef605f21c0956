using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class ThreadCannotStopTests : RuleTests<ThreadCannotStop>
{
    private const string Queue = """
        public static readonly BlockingCollection<string> Lines = new();
        public static volatile bool Closed;
        public static void Write() { while (true) File.AppendAllText("log", Lines.Take()); }
        public static void Log(string text) => File.AppendAllText("log", text);
        """;

    [Theory]
    [InlineData("while (true) Log(Lines.Take());")]
    [InlineData("for (; ; ) { Log(\"tick\"); Thread.Sleep(1000); }")]
    [InlineData("do { Log(Lines.Take()); } while (true);")]
    [InlineData("while (true) { try { Log(Lines.Take()); } catch (IOException) { } }")]
    [InlineData("try { while (true) Log(Lines.Take()); } finally { Log(\"end\"); }")]
    [InlineData("while (true) { if (Lines.Count > 100) throw new InvalidOperationException(\"too many\"); Log(Lines.Take()); }")]
    [InlineData("while (true) { foreach (var part in Lines.Take().Split(',')) { if (part == \"\") break; Log(part); } }")]
    public Task Flags_a_loop_without_a_way_out(string loop) => Flags($$"""
        [|new Thread|](() =>
        {
            {{loop}}
        }).Start();
        """, Queue, "top level");

    [Theory]
    [InlineData("while (!Closed) Log(Lines.Take());")]
    [InlineData("while (true) { if (Closed) return; Log(Lines.Take()); }")]
    [InlineData("while (true) { if (!Lines.TryTake(out var line, Timeout.Infinite)) break; Log(line); }")]
    [InlineData("try { while (true) Log(Lines.Take()); } catch (InvalidOperationException) { Log(\"completed\"); }")]
    [InlineData("foreach (var line in Lines.GetConsumingEnumerable()) Log(line);")]
    public Task Accepts_a_loop_that_can_be_told_to_end(string loop) => Accepts($$"""
        var worker = new Thread(() => { {{loop}} });
        worker.Name = "log";
        worker.Start();
        """, Queue);

    [Theory]
    [InlineData("while (true) { token.ThrowIfCancellationRequested(); Console.WriteLine(1); }", "new Thread(Run).Start();")]
    [InlineData("while (true) Console.WriteLine(lines.Take(token));", "new Thread(Run).Start();")]
    [InlineData("while (true) Console.WriteLine(lines.Take(CancellationToken.None));", "[|new Thread|](Run).Start();")]
    [InlineData("while (true) { try { Console.WriteLine(lines.Take(token)); } catch (OperationCanceledException) { Console.WriteLine(2); } }", "[|new Thread|](Run).Start();")]
    public Task Knows_a_token_that_tells_it_to_stop(string loop, string open) => FlagsProgram($$"""
        class Journal
        {
            private readonly BlockingCollection<string> lines = new();
            private readonly CancellationTokenSource stop = new();

            public void Open() => {{open}}

            public void Close() => stop.Cancel();

            private void Run()
            {
                try
                {
                    Write(stop.Token);
                }
                catch (OperationCanceledException)
                {
                    Console.WriteLine("stopped");
                }
            }

            private void Write(CancellationToken token)
            {
                {{loop}}
            }
        }
        """);

    [Theory]
    [InlineData("", "[|new Thread|](Write).Start();")]
    [InlineData("lines.CompleteAdding();", "new Thread(Write).Start();")]
    public Task Flags_a_collection_that_its_type_never_completes(string close, string open) => FlagsProgram($$"""
        class Journal
        {
            private readonly BlockingCollection<string> lines = new();

            public void Open() => {{open}}

            public void Close() { {{close}} }

            private void Write()
            {
                foreach (var line in lines.GetConsumingEnumerable())
                    File.AppendAllText("journal", line);
            }
        }
        """);

    [Theory]
    [InlineData(": IDisposable", "public", "[|new Thread|](Work) { IsBackground = true }.Start();")]
    [InlineData(": IAsyncDisposable", "public", "var worker = [|new Thread|](Work); worker.IsBackground = true; worker.Start();")]
    [InlineData("", "public", "new Thread(Work) { IsBackground = true }.Start();")]
    [InlineData(": IDisposable", "public static", "new Thread(Watch) { IsBackground = true }.Start();")]
    [InlineData(": IDisposable", "public", "new Thread(Work) { IsBackground = closed }.Start();")]
    [InlineData(": IDisposable", "public", "new Thread(Loop) { IsBackground = true }.Start();")]
    [InlineData(": IDisposable", "public", "var worker = new Thread(Work) { IsBackground = true }; worker.Start(); worker.Interrupt();")]
    public Task Flags_background_threads_of_disposable_types(string interfaces, string modifiers, string open) => FlagsProgram($$"""
        class Pool {{interfaces}}
        {
            private readonly BlockingCollection<Action> jobs = new();
            private bool closed;

            {{modifiers}} void Open() { {{open}} }

            public void Dispose() => closed = true;

            public ValueTask DisposeAsync() { closed = true; return default; }

            private void Work() { while (true) jobs.Take()(); }

            private void Loop() { while (!closed) jobs.Take()(); }

            private static void Watch() { while (true) Console.WriteLine(Console.ReadLine()); }
        }
        """);

    [Theory]
    [InlineData("[|new Thread|](Write).Start();")]
    [InlineData("[|new Thread|](Write) { Name = \"log\", Priority = ThreadPriority.Lowest }.Start();")]
    [InlineData("Thread worker = [|new|](Write); worker.Start();")]
    [InlineData("var worker = [|new Thread|](new ThreadStart(Write), 4096); worker.Start(); Log(worker.Name!);")]
    [InlineData("for (var i = 0; i < 4; i++) [|new Thread|](Write).Start();")]
    [InlineData("var worker = [|new Thread|](Guarded); worker.Start();")]
    public Task Flags_every_way_to_create_it(string body) => Flags(body, Queue + "public static void Guarded() { try { Write(); } catch (Exception failure) { Log(failure.Message); } }", "top level");

    [Fact]
    public Task Flags_threads_that_a_type_keeps() => FlagsProgram("""
        class Pool
        {
            private readonly BlockingCollection<Action> jobs = new();
            private readonly List<Thread> workers = [];
            private readonly Thread watcher;

            public Pool()
            {
                watcher = [|new Thread|](Watch) { Name = "watcher" };
                watcher.Start();
                for (var i = 0; i < 4; i++)
                {
                    var worker = [|new Thread|](Work);
                    workers.Add(worker);
                    worker.Start();
                }
            }

            private void Work()
            {
                while (true)
                    jobs.Take()();
            }

            private void Watch()
            {
                while (true)
                {
                    Thread.Sleep(1000);
                    Console.WriteLine(jobs.Count);
                }
            }
        }
        """);

    [Theory]
    [InlineData("new Thread(Write) { IsBackground = true }.Start();", "explicit implementation")]
    [InlineData("new Thread(Write) { IsBackground = false }.Start();")]
    [InlineData("var worker = new Thread(Write); worker.IsBackground = true; worker.Start();", "explicit implementation")]
    [InlineData("var worker = new Thread(Write); worker.IsBackground = !Closed; worker.Start();")]
    [InlineData("var worker = new Thread(Write); worker.Start(); Log(\"meanwhile\"); worker.Join();")]
    [InlineData("var worker = new Thread(Write); worker.Start(); Log(\"meanwhile\"); worker.Interrupt();")]
    [InlineData("var worker = new Thread(Write); worker.Start(); Keep(worker);")]
    [InlineData("new Thread(() => { foreach (var name in new[] { \"a\", \"b\" }) Log(name); }).Start();")]
    [InlineData("new Thread(() => { for (var i = 0; i < 10; i++) Log(Lines.Take()); }).Start();")]
    [InlineData("new Thread(() => Log(Lines.Take())).Start();")]
    [InlineData("new Thread(() => { while (Lines.Count > 0) Log(Lines.Count.ToString()); }).Start();")]
    [InlineData("new Thread(Closed ? Write : null!).Start();")]
    public Task Accepts_threads_that_end_or_that_somebody_sees_to(string body, params string[] except) => Accepts(body, Queue + "public static void Keep(Thread thread) => Log(thread.Name!);", except);

    [Fact]
    public Task Accepts_a_type_that_waits_for_its_threads() => AcceptsProgram("""
        class Pool : IDisposable
        {
            private readonly BlockingCollection<Action> jobs = new();
            private readonly List<Thread> workers = [];
            private Thread? watcher;
            private Thread Timer { get; set; } = null!;

            public void Open()
            {
                watcher = new Thread(Work);
                watcher.Start();
                Timer = new Thread(Work);
                Timer.Start();
                for (var i = 0; i < 4; i++)
                {
                    var worker = new Thread(Work);
                    workers.Add(worker);
                    worker.Start();
                }
            }

            public void Dispose()
            {
                jobs.CompleteAdding();
                watcher?.Join();
                this.Timer.Join(1000);
                foreach (var one in workers)
                    one.Join();
            }

            private void Work()
            {
                foreach (var job in jobs.GetConsumingEnumerable())
                    job();
            }
        }
        """);

    [Theory]
    [InlineData("class Program { static void Main() => new Thread(() => { while (true) Console.WriteLine(Console.ReadLine()); }).Start(); }")]
    [InlineData("class Program { static void Main() => Begin(); static void Begin() => new Thread(() => { while (true) Console.WriteLine(Console.ReadLine()); }).Start(); }")]
    [InlineData("new Thread(() => { while (true) Console.WriteLine(Console.ReadLine()); }).Start();")]
    public Task Accepts_console_programs(string program) => AcceptsProgram(program);

    [Fact]
    public Task Accepts_tests() => AcceptsProgram("""
        namespace Xunit { public sealed class FactAttribute : Attribute; }
        class WorkerTests
        {
            [Xunit.Fact]
            public void Works() => new Thread(() => { while (true) Console.WriteLine(Console.ReadLine()); }).Start();
        }
        """);

    [Fact]
    public Task Accepts_threads_that_are_handed_out() => AcceptsProgram("""
        class Factory
        {
            public Thread Make() => new Thread(Run);
            public IReadOnlyList<Thread> Two() => [new Thread(Run), new Thread(Run)];
            private void Run() { while (true) Console.WriteLine(Console.ReadLine()); }
        }
        """);

    [Fact]
    public Task Says_how_long_it_goes_on() => Says("""
        class Journal
        {
            private readonly BlockingCollection<string> lines = new();
            private Thread? writer;

            public void Open()
            {
                writer = new Thread(Write);
                writer.Start();
                new Thread(() => { for (; ; ) lines.Add(Console.ReadLine()!); }).Start();
            }

            private void Write()
            {
                while (true)
                    Console.WriteLine(lines.Take());
            }
        }
        """,
        "Thread 'writer' runs the loop in line 15, which never ends: a foreground thread keeps the process alive",
        "This thread runs the loop in line 10, which never ends: a foreground thread keeps the process alive");

    [Fact]
    public Task Says_what_is_disposed_without_effect() => Says("""
        sealed class Pool : IDisposable
        {
            public void Open() => new Thread(Work) { IsBackground = true }.Start();
            public void Dispose() { }
            private void Work() { while (true) Console.WriteLine(Console.ReadLine()); }
        }
        """, "This thread runs the loop in line 5, which never ends: it goes on after 'Pool' is disposed");

    [Fact]
    public Task Offers_nothing_for_background_threads() => FlagsWithoutFix("""
        sealed class Pool : IDisposable
        {
            public void Open() => [|new Thread|](Work) { IsBackground = true }.Start();
            public void Dispose() { }
            private void Work() { while (true) Console.WriteLine(Console.ReadLine()); }
        }
        """);

    [Fact]
    public Task Points_at_the_loop() => PointsAt("""
        class Journal
        {
            public void Open() => new Thread(Write).Start();

            private void Write()
            {
                Console.WriteLine("open");
                for (; ; )
                    Console.WriteLine(Console.ReadLine());
            }
        }
        """, 8);

    [Fact]
    public Task Makes_it_a_background_thread() => Fixes("""
        class Journal
        {
            private Thread? writer;

            public void Open()
            {
                // the writer
                writer = [|new Thread|](Write); // one
                writer.Start();
                new Thread(Count).Start();
            }

            private void Write()
            {
                while (true)
                    Console.WriteLine(Console.ReadLine());
            }

            private void Count() => Console.WriteLine(1);
        }
        """, """
        class Journal
        {
            private Thread? writer;

            public void Open()
            {
                // the writer
                writer = new Thread(Write) { IsBackground = true }; // one
                writer.Start();
                new Thread(Count).Start();
            }

            private void Write()
            {
                while (true)
                    Console.WriteLine(Console.ReadLine());
            }

            private void Count() => Console.WriteLine(1);
        }
        """);

    [Fact]
    public Task Fixes_all_and_keeps_what_is_set_already() => Fixes("""
        class Journal
        {
            public void Open()
            {
                [|new Thread|](() => { while (true) Console.WriteLine(Console.ReadLine()); }) /* nameless */ .Start();
                [|new Thread|](Write) { Name = "writer" }.Start();
                var last = [|new Thread|](Write)
                {
                    // Nobody waits for it.
                    Name = "last",
                };
                last.Start();
                [|new Thread|](() => { [|new Thread|](Write).Start(); while (true) Console.Read(); }).Start();
            }

            private void Write()
            {
                while (true)
                    Console.WriteLine(Console.ReadLine());
            }
        }
        """, """
        class Journal
        {
            public void Open()
            {
                new Thread(() => { while (true) Console.WriteLine(Console.ReadLine()); }) { IsBackground = true } /* nameless */ .Start();
                new Thread(Write) { IsBackground = true, Name = "writer" }.Start();
                var last = new Thread(Write)
                {
                    // Nobody waits for it.
                    IsBackground = true, Name = "last",
                };
                last.Start();
                new Thread(() => { new Thread(Write) { IsBackground = true }.Start(); while (true) Console.Read(); }) { IsBackground = true }.Start();
            }

            private void Write()
            {
                while (true)
                    Console.WriteLine(Console.ReadLine());
            }
        }
        """);

    [Fact]
    public Task Keeps_line_ends() => Fixes(
        "class C\r\n{\r\n\tpublic void M()\r\n\t{\r\n\t\t[|new Thread|](() => { while (true) Console.Read(); })\r\n\t\t\t.Start();\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tpublic void M()\r\n\t{\r\n\t\tnew Thread(() => { while (true) Console.Read(); }) { IsBackground = true }\r\n\t\t\t.Start();\r\n\t}\r\n}\r\n");
}
