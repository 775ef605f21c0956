using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class ExceptionEndsProcessTests : RuleTests<ExceptionEndsProcess>
{
    private const string Members = """
        public static void Use(object? o) => Console.WriteLine(o);
        public static void Load() { Use("loading"); Read("a"); }
        public static void LoadIt(object? file) { if (file is string name) Read(name); }
        public static void Read(string file) { foreach (var line in File.ReadAllLines(file)) Use(line); }
        public static void Step(CancellationToken token = default) { token.ThrowIfCancellationRequested(); Use("step"); }
        public static void Check(int count) { if (count < 0) throw new ArgumentOutOfRangeException(nameof(count)); Use(count); }
        public static void CheckOpen(Stream? file) { if (file is null) throw new IOException("closed"); Use(file); }
        public static void Pump(Queue<Action> jobs) { while (jobs.TryDequeue(out var job)) job(); }
        public static async Task Save() { await File.WriteAllTextAsync("a", "b"); Use("saved"); }
        public static IEnumerable<string> Lines() { foreach (var line in File.ReadAllLines("a")) yield return line; }
        """;

    [Theory]
    [InlineData("[|new Thread|](() => Use(File.ReadAllText(\"a\"))).Start();")]
    [InlineData("var worker = [|new Thread|](() => { Use(1); Use(int.Parse(\"a\")); }); worker.Start(); worker.Join();")]
    [InlineData("Thread worker = [|new|](Load) { IsBackground = true }; worker.Start();")]
    [InlineData("[|new Thread|](LoadIt).Start(\"a\");")]
    [InlineData("[|new Thread|](delegate() { using var file = new StreamReader(\"a\"); Use(file.Peek()); }).Start();")]
    [InlineData("[|new Thread|](file => { if (file != null) throw new InvalidOperationException(\"not alone\"); Use(file); }).Start(\"a\");")]
    [InlineData("[|new Thread|](Body).Start(); void Body() { Use(1); if (DateTime.Now.Ticks > 3) throw new InvalidOperationException(\"late\"); }")]
    [InlineData("Action job = DateTime.Now.Ticks > 3 ? () => Use(1) : () => Use(2); [|new Thread|](() => { Use(0); job(); }).Start();")]
    [InlineData("var jobs = new BlockingCollection<Action>(); [|new Thread|](() => { foreach (var job in jobs.GetConsumingEnumerable()) job(); }).Start();")]
    [InlineData("using var stop = new CancellationTokenSource(); var jobs = new BlockingCollection<int>(); [|new Thread|](() => { while (true) Use(jobs.Take(stop.Token)); }).Start();")]
    [InlineData("using var stop = new CancellationTokenSource(); var turn = new SemaphoreSlim(0); var token = stop.Token; [|new Thread|](() => { turn.Wait(token); Use(1); }).Start();")]
    [InlineData("using var stop = new CancellationTokenSource(); var token = stop.Token; [|new Thread|](() => Step(token)).Start();")]
    [InlineData("[|new Thread|](() => { try { Load(); } finally { Use(1); } }).Start();")]
    [InlineData("[|new Thread|](() => { try { Load(); } catch (OperationCanceledException) { Use(1); } }).Start();")]
    public Task Flags_threads(string body) => Flags(body, Members);

    [Theory]
    [InlineData("[|ThreadPool.QueueUserWorkItem|](_ => Load());")]
    [InlineData("[|ThreadPool.UnsafeQueueUserWorkItem|](LoadIt, \"a\");")]
    [InlineData("using var timer = [|new Timer|](_ => Load(), null, 0, 10); Use(timer);")]
    [InlineData("using var timer = [|new Timer|](LoadIt, \"a\", 0, 10); Use(timer);")]
    public Task Flags_work_items_and_timers(string body) => Flags(body, Members);

    [Theory]
    [InlineData("new Thread(() => { try { Load(); } catch (Exception e) { Use(e); } }).Start();")]
    [InlineData("new Thread(() => { try { Load(); } catch { Use(1); } }).Start();")]
    [InlineData("new Thread(() => { try { Load(); } catch (IOException e) { Use(e); } }).Start();")]
    [InlineData("new Thread(() => { try { Load(); } catch (Exception e) when (e is not OutOfMemoryException) { Use(e); } }).Start();")]
    [InlineData("new Thread(() => { try { Load(); } catch (Exception e) { Use(e); throw; } }).Start();")]
    [InlineData("new Thread(() => { try { Load(); } catch (Exception e) { File.AppendAllText(\"log\", e.Message); } }).Start();")]
    [InlineData("using var stop = new CancellationTokenSource(); var turn = new SemaphoreSlim(0); var token = stop.Token; new Thread(() => { try { turn.Wait(token); } catch (OperationCanceledException) { Use(1); } }).Start();")]
    [InlineData("new Thread(() => { Use(File.Exists(\"a\")); Use(int.TryParse(\"3\", out _)); }).Start();")]
    [InlineData("new Thread(() => { var turn = new SemaphoreSlim(1); turn.Wait(CancellationToken.None); Use(1); }).Start();")]
    [InlineData("var jobs = new BlockingCollection<int>(); new Thread(() => { while (true) Use(jobs.Take()); }).Start();")]
    [InlineData("new Thread(() => Step()).Start();")]
    [InlineData("new Thread(() => Step(CancellationToken.None)).Start();")]
    [InlineData("new Thread(() => Check(3)).Start();")]
    [InlineData("new Thread(() => CheckOpen(null)).Start();")]
    [InlineData("new Thread(() => { Use(DateTime.Now.Ticks switch { > 3 => 1, _ => throw new NotSupportedException() }); }).Start();")]
    [InlineData("new Thread(() => { if (Environment.CommandLine is null) throw new NullReferenceException(\"no line\"); Use(1); }).Start();")]
    [InlineData("new Thread(file => { if (file == null) throw new InvalidOperationException(\"started with nothing\"); Use(file); }).Start(\"a\");")]
    [InlineData("new Thread(file => { var name = file as string ?? throw new InvalidOperationException(\"started with nothing\"); Use(name); }).Start(\"a\");")]
    [InlineData("new Thread(() => { Action inner = () => Use(1); inner(); }).Start();")]
    [InlineData("new Thread(() => { foreach (var part in new[] { 1, 2 }) Use(part); }).Start();")]
    [InlineData("new Thread(Load, 1_000_000).Start();")]
    [InlineData("new Thread(async () => { await Save(); Use(1); }).Start();")]
    [InlineData("new Thread(() => { _ = Save(); Use(1); }).Start();")]
    [InlineData("new Thread(() => { var lines = Lines(); Use(lines); }).Start();")]
    [InlineData("Use(Task.Run(Load));")]
    [InlineData("Parallel.Invoke(Load, Load);")]
    [InlineData("Load();")]
    public Task Accepts_what_is_dealt_with(string body) => Accepts(body, Members);

    [Fact]
    public Task Accepts_tests_and_games() => AcceptsProgram("""
        public class FileTests
        {
            [Xunit.Fact]
            public void Reads() => new Thread(() => Console.WriteLine(File.ReadAllText("a"))).Start();
        }

        public class Player : UnityEngine.MonoBehaviour
        {
            public void Load() => new Thread(() => Console.WriteLine(File.ReadAllText("a"))).Start();
        }

        namespace Xunit
        {
            public class FactAttribute : Attribute { }
        }

        namespace UnityEngine
        {
            public class MonoBehaviour { }
        }
        """);

    [Fact]
    public Task Accepts_how_an_async_function_goes_on() => FlagsProgram("""
        using System.Runtime.CompilerServices;
        using System.Threading.Tasks.Sources;

        readonly struct OnPool : ICriticalNotifyCompletion
        {
            public bool IsCompleted => false;
            public OnPool GetAwaiter() => this;
            public void GetResult() { }
            public void OnCompleted(Action next) => ThreadPool.QueueUserWorkItem(state => ((Action)state!)(), next);
            public void UnsafeOnCompleted(Action next) => new Thread(() => next()).Start();
        }

        class Turn : IValueTaskSource
        {
            private Action<object?>? next;
            private object? state;

            public void Pass() => ThreadPool.QueueUserWorkItem(_ => next?.Invoke(state));
            public void Log() => [|ThreadPool.QueueUserWorkItem|](_ => { next?.Invoke(state); File.AppendAllText("a", "passed"); });
            public void GetResult(short token) => Console.WriteLine(token);
            public ValueTaskSourceStatus GetStatus(short token) => ValueTaskSourceStatus.Pending;

            public void OnCompleted(Action<object?> continuation, object? given, short token, ValueTaskSourceOnCompletedFlags flags)
            {
                state = given;
                next = continuation;
            }
        }

        class Queue
        {
            public void Post(Action job) => [|ThreadPool.QueueUserWorkItem|](state => ((Action)state!)(), job);
        }
        """);

    [Fact]
    public Task Accepts_what_cannot_be_reached() => Accepts("""
        if (false)
        {
        #pragma warning disable CS0162
            new Thread(() => Use(File.ReadAllText("a"))).Start();
        #pragma warning restore CS0162
        }
        """, Members);

    [Fact]
    public async Task Is_off_until_a_project_wants_it()
    {
        var compilation = Code.Compilation(("Test0.cs", """class C { void M() => new Thread(() => Console.WriteLine(File.ReadAllText("a"))).Start(); }"""));
        Assert.Single(await Code.Findings(compilation, [new ExceptionEndsProcess()]));
        Assert.Empty(await Code.Findings(compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([])), [new ExceptionEndsProcess()]));
    }

    [Fact]
    public async Task Flags_in_code_that_is_not_finished()
    {
        var found = await Code.Findings(Code.Compilation(("Test0.cs", """
            class C
            {
                void M()
                {
                    new Thread(() => { var name = ; Console.WriteLine(File.ReadAllText("a")); }).Start();
                    new Thread(() => { File.
            """)), [new ExceptionEndsProcess()]);
        Assert.Equal("ASY2019", Assert.Single(found).Id);
    }

    [Fact]
    public Task Says_what_may_throw_and_where() => Says("""
        class C
        {
            private readonly Action tell = () => Console.WriteLine("told");

            void M(Func<Action> make)
            {
                new Thread(() => Console.WriteLine(File.ReadAllText("a"))).Start();
                ThreadPool.QueueUserWorkItem(_ => Console.WriteLine(new StreamReader("a").Peek()));
                ThreadPool.QueueUserWorkItem(_ => throw new InvalidOperationException());
                new Thread(() => tell?.Invoke()).Start();
                new Thread(() => make()()).Start();
                var timer = new Timer(Tick, null, 0, 10);
                Console.WriteLine(timer);
            }

            void Tick(object? state)
            {
                Read();
            }

            void Read() => Console.WriteLine(File.ReadAllText("a"));
        }
        """,
        "Nothing catches what 'ReadAllText' in line 7 may throw on this thread: it ends the process",
        "Nothing catches what 'new StreamReader' in line 8 may throw in this work item: it ends the process",
        "Nothing catches what the 'throw' in line 9 may throw in this work item: it ends the process",
        "Nothing catches what 'tell' in line 10 may throw on this thread: it ends the process",
        "Nothing catches what the delegate in line 11 may throw on this thread: it ends the process",
        "Nothing catches what 'ReadAllText' in line 21 may throw in this timer: it ends the process");

    [Fact]
    public Task Points_at_what_may_throw() => PointsAt("""
        class C
        {
            void M() => new Thread(Read).Start();

            void Read()
            {
                Console.WriteLine("reading");
                Console.WriteLine(File.ReadAllText("a"));
            }
        }
        """, 8);

    [Fact]
    public Task Awaits_a_task_in_the_place_of_the_join() => Fixes("""
        class Report
        {
            private int rows;

            async Task Print(string file)
            {
                await Task.Yield();
                // Count beside the caller.
                var counter = [|new Thread|](() =>
                {
                    // slow
                    rows = File.ReadAllLines(file).Length;
                }); // made
                counter.IsBackground = true; // do not keep the process
                counter.Start();
                Console.WriteLine("counting");
                counter.Join(); // wait
                Console.WriteLine(rows);
            }

            async Task Read()
            {
                var reader = [|new Thread|](Load);
                reader.Start();
                await Task.Yield();
                reader.Join();
            }

            private void Load() => Console.WriteLine(File.ReadAllText("a"));
        }
        """, """
        class Report
        {
            private int rows;

            async Task Print(string file)
            {
                await Task.Yield();
                // Count beside the caller.
                // made
                // do not keep the process
                var counter = Task.Run(() =>
                {
                    // slow
                    rows = File.ReadAllLines(file).Length;
                });
                Console.WriteLine("counting");
                await counter; // wait
                Console.WriteLine(rows);
            }

            async Task Read()
            {
                var reader = Task.Run(Load);
                await Task.Yield();
                await reader;
            }

            private void Load() => Console.WriteLine(File.ReadAllText("a"));
        }
        """);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Catches_as_other_code_of_the_type(string line) => Fixes("""
        class Journal
        {
            private readonly BlockingCollection<string> lines = new();

            public Journal()
            {
                var writer = [|new Thread|](Write) { IsBackground = true };
                writer.Start();
                [|ThreadPool.QueueUserWorkItem|](_ => File.Delete("old"));
                [|ThreadPool.QueueUserWorkItem|](state =>
                {
                    // the names of all

                    var e = Directory.GetFiles("a");
                    Console.WriteLine(e.Length); // how many
                });
            }

            public void Close()
            {
                try
                {
                    File.Move("journal", "old");
                }
                catch (Exception e)
                {
                    Console.WriteLine("closing");
                    Tell(e);
                }
            }

            private static void Tell(Exception e) => Console.WriteLine(e.Message);

            /// <summary>Writes.</summary>
            private void Write()
            {
                // Each line.
                foreach (var line in lines.GetConsumingEnumerable())
                {
                    File.AppendAllText("journal", line);
                }

                Console.WriteLine("written");
                // the end
            }
        }
        """.ReplaceLineEndings(line), """
        class Journal
        {
            private readonly BlockingCollection<string> lines = new();

            public Journal()
            {
                var writer = new Thread(Write) { IsBackground = true };
                writer.Start();
                ThreadPool.QueueUserWorkItem(_ =>
                {
                    try
                    {
                        File.Delete("old");
                    }
                    catch (Exception e)
                    {
                        Console.WriteLine("closing");
                        Tell(e);
                    }
                });
                ThreadPool.QueueUserWorkItem(state =>
                {
                    try
                    {
                        // the names of all

                        var e = Directory.GetFiles("a");
                        Console.WriteLine(e.Length); // how many
                    }
                    catch (Exception e)
                    {
                        Console.WriteLine("closing");
                        Tell(e);
                    }
                });
            }

            public void Close()
            {
                try
                {
                    File.Move("journal", "old");
                }
                catch (Exception e)
                {
                    Console.WriteLine("closing");
                    Tell(e);
                }
            }

            private static void Tell(Exception e) => Console.WriteLine(e.Message);

            /// <summary>Writes.</summary>
            private void Write()
            {
                try
                {
                    // Each line.
                    foreach (var line in lines.GetConsumingEnumerable())
                    {
                        File.AppendAllText("journal", line);
                    }

                    Console.WriteLine("written");
                }
                catch (Exception e)
                {
                    Console.WriteLine("closing");
                    Tell(e);
                }
                // the end
            }
        }
        """.ReplaceLineEndings(line));

    [Theory]
    [InlineData("class C { void M() => [|new Thread|](() => Console.WriteLine(File.ReadAllText(\"a\"))).Start(); }")] // Not a line of its own.
    [InlineData("""
        class C
        {
            void M()
            {
                [|new Thread|](Load).Start();
                Load();
            }

            private void Load()
            {
                Console.WriteLine(File.ReadAllText("a"));
            }

            void Other()
            {
                try { M(); } catch (Exception e) { Console.WriteLine(e); }
            }
        }
        """)] // Others call it, and may want the exception.
    [InlineData("""
        class C
        {
            void M()
            {
                [|new Thread|](() =>
                {
                    Console.WriteLine(File.ReadAllText("a"));
                }).Start();
            }

            void Other(Action<Exception> tell)
            {
                try { M(); } catch (Exception e) { tell(e); }
            }
        }
        """)] // The handler uses what only its own function has.
    public Task Offers_nothing_for_all_places(string program) => FlagsWithoutFix(program);

    [Fact]
    public async Task Leaves_a_report_to_a_person()
    {
        const string library = """
            class C
            {
                void M()
                {
                    new Thread(() => Console.WriteLine(File.ReadAllText("a"))).Start();
                }
            }
            """;
        Assert.Equal(["""
            class C
            {
                void M()
                {
                    new Thread(() =>
                    {
                        try
                        {
                            Console.WriteLine(File.ReadAllText("a"));
                        }
                        catch (Exception e)
                        {
                            System.Diagnostics.Trace.TraceError(e.ToString());
                        }
                    }).Start();
                }
            }
            """], await FixRun.Alone(library, [new ExceptionEndsProcess()]));
        Assert.Contains("Console.Error.WriteLine(e);", Assert.Single(await FixRun.Alone($$"""
            {{library.Replace("void M", "public static void M")}}

            class Program
            {
                static void Main() => C.M();
            }
            """, [new ExceptionEndsProcess()])));
    }
}
