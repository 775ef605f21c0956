using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class JoinedRightAfterStartTests : RuleTests<JoinedRightAfterStart>
{
    private const string Work = "public static void Work() => Console.WriteLine(1); public static void Print(object? o) => Console.WriteLine(o); public static void Use(object o) { }";

    [Fact]
    public Task Flags_a_join_right_after_the_start() => Flags("""
        var worker = new Thread(() => Console.WriteLine("working"));
        worker.Start();
        [|worker.Join|]();
        Console.WriteLine("done");
        """);

    [Theory]
    [InlineData("var worker = new Thread(Work) { IsBackground = true, Name = \"worker\" };", "worker.Start();")]
    [InlineData("Thread worker = new(Print);", "worker.Start(3);")]
    [InlineData("Thread worker; worker = new Thread(new ThreadStart(Work));", "worker.Start();")]
    [InlineData("var worker = new Thread(Work); Console.WriteLine(\"before\"); worker.IsBackground = false;", "worker.Start();")]
    public Task Flags_every_way_to_make_and_start_it(string make, string start) => Flags($$"""
        {{make}}
        {{start}} // now
        // wait for it
        [|worker.Join|]();
        """, Work);

    [Theory]
    [InlineData("worker.SetApartmentState(ApartmentState.STA);")]
    [InlineData("worker.TrySetApartmentState(ApartmentState.STA);")]
    [InlineData("worker.Priority = ThreadPriority.Highest;")]
    [InlineData("worker.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;")]
    [InlineData("worker.CurrentUICulture = System.Globalization.CultureInfo.InvariantCulture;")]
    [InlineData("ExecutionContext.SuppressFlow();")]
    [InlineData("System.Security.Principal.WindowsIdentity.RunImpersonated(null!, () => { });")]
    public Task Accepts_a_thread_with_a_purpose_of_its_own(string purpose) => Accepts($$"""
        var worker = new Thread(Work);
        {{purpose}}
        worker.Start();
        worker.Join();
        """, Work);

    [Theory]
    [InlineData("new Thread(Work, 16 * 1024 * 1024)")]
    [InlineData("new Thread(Work) { Priority = ThreadPriority.Lowest }")]
    [InlineData("new Thread(() => { System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture; Work(); })")]
    [InlineData("new Thread(() => Print(Thread.CurrentThread))")]
    [InlineData("new Thread(() => Print(Environment.CurrentManagedThreadId))")]
    [InlineData("new Thread(Named)")]
    [InlineData("new Thread(Pinned)")]
    [InlineData("new Thread(() => SetThreadAffinityMask(1))")]
    [InlineData("new Thread(Deep)")]
    [InlineData("new Thread(() => { Work(); Named(); })")]
    [InlineData("new Thread(Own)")]
    [InlineData("new Thread(() => Print(Monitor.TryEnter(gate)))")]
    [InlineData("new Thread(() => Print(rw.TryEnterWriteLock(0)))")]
    [InlineData("new Thread(() => mutex.WaitOne())")]
    public Task Accepts_a_purpose_that_shows_where_it_is_made(string made) => Accepts($$"""
        var worker = {{made}};
        worker.Start();
        worker.Join();
        """, Work + " public static void Named() => Print(System.Threading.Thread.CurrentThread.Name); public static void Pinned() { SetThreadAffinityMask(1); Work(); } public static void SetThreadAffinityMask(int mask) { }"
        + " public static void Deep() => Deeper(3); public static void Deeper(int n) { if (n > 0) Deep(); Named(); } [ThreadStatic] public static int own; public static void Own() => own++;"
        + " public static readonly object gate = new(); public static readonly Mutex mutex = new(); public static readonly ReaderWriterLockSlim rw = new();");

    [Theory]
    [InlineData("new Thread(Deep)")]
    [InlineData("new Thread(() => { lock (gate) Deep(); })")]
    [InlineData("new Thread(() => Print(signal.WaitOne(0)))")]
    public Task Flags_a_body_that_any_thread_could_run(string made) => Flags($$"""
        var worker = {{made}};
        worker.Start();
        [|worker.Join|]();
        """, Work + " public static void Deep() => Deeper(3); public static void Deeper(int n) { if (n > 0) Deep(); Work(); } public static readonly object gate = new(); public static readonly AutoResetEvent signal = new(true);");

    [Theory]
    [InlineData("Use(worker); worker.Start(); worker.Join();")]
    [InlineData("var all = new List<Thread> { worker }; worker.Start(); worker.Join();")]
    [InlineData("Action stop = () => worker.Interrupt(); worker.Start(); worker.Join();")]
    public Task Accepts_a_thread_that_others_know(string then) => Accepts($$"""
        var worker = new Thread(Work);
        {{then}}
        """, Work);

    [Theory]
    [InlineData("worker.Start(); worker.Join(1000);")]
    [InlineData("worker.Start(); if (!worker.Join(TimeSpan.FromSeconds(1))) Work();")]
    [InlineData("worker.Start(); Work(); worker.Join();")]
    [InlineData("worker.Start(); if (DateTime.Now.Ticks > 3) worker.Join();")]
    [InlineData("worker.UnsafeStart(); worker.Join();")]
    [InlineData("worker.Join(); worker.Start();")]
    [InlineData("worker.Start(); { Work(); } worker.Join();")]
    public Task Accepts_a_start_and_a_join_that_do_not_touch(string then) => Accepts($$"""
        var worker = new Thread(Work);
        {{then}}
        """, Work);

    [Theory]
    [InlineData("var first = new Thread(Work); first.Start();", "first.Join();")]
    [InlineData("new Thread(Work).Start();", "")]
    [InlineData("var first = new Thread(Work); first.Start(); if (first.Join(10)) Work();", "first.Join();")]
    [InlineData("var task = Task.Run(() => Console.WriteLine(2));", "task.Wait();")]
    [InlineData("ThreadPool.QueueUserWorkItem(state => Console.WriteLine(state));", "")]
    [InlineData("using var timer = new Timer(state => Console.WriteLine(state), null, 0, 10);", "")]
    public Task Accepts_a_thread_beside_what_started_earlier(string earlier, string later) => Accepts($$"""
        var worker = new Thread(Work);
        {{earlier}}
        worker.Start();
        worker.Join();
        {{later}}
        """, Work);

    [Theory]
    [InlineData("var first = new Thread(Work); first.Start(); Work(); first.Join();")]
    [InlineData("var task = Task.Run(() => Console.WriteLine(2)); task.Wait();")]
    [InlineData("Task.Run(() => Console.WriteLine(2)).Wait();")]
    [InlineData("var first = new Thread(Work); Use(first);")]
    public Task Flags_a_thread_behind_what_has_ended(string earlier) => Flags($$"""
        {{earlier}}
        var worker = new Thread(Work);
        worker.Start();
        [|worker.Join|]();
        """, Work);

    [Fact]
    public Task Accepts_a_thread_that_another_path_starts_earlier() => Accepts("""
        var worker = new Thread(Work);
        if (DateTime.Now.Ticks > 3)
        {
            worker.Start();
            Work();
        }
        else
        {
            worker.Start();
            worker.Join();
        }
        """, Work);

    [Fact]
    public Task Accepts_a_thread_made_in_a_loop() => Accepts("""
        for (int i = 0; i < 3; i++)
        {
            var worker = new Thread(Work);
            worker.Start();
            worker.Join();
        }
        """, Work);

    [Fact]
    public Task Accepts_a_thread_that_others_can_reach() => Accepts("""
        var worker = MakeThread();
        worker.Start();
        worker.Join();
        """, Work + " public static Thread MakeThread() => new Thread(Work);");

    [Fact]
    public Task Accepts_tests() => AcceptsProgram("""
        class FactAttribute : Attribute { }

        class Tests
        {
            [Fact]
            public void Throws_on_another_thread() => Run(() => Console.WriteLine());

            private static void Run(ThreadStart work)
            {
                var worker = new Thread(work);
                worker.Start();
                worker.Join();
            }
        }
        """);

    [Fact]
    public Task Accepts_what_cannot_be_reached() => Accepts("""
        var worker = new Thread(Work);
        if (false)
        {
        #pragma warning disable CS0162
            worker.Start();
            worker.Join();
        #pragma warning restore CS0162
        }
        """, Work);

    [Fact]
    public Task Says_which_thread() => Says("""
        class C
        {
            void M()
            {
                var printer = new Thread(() => Console.WriteLine());
                printer.Start();
                printer.Join();
            }
        }
        """, "Thread 'printer' is joined right after it starts, so nothing runs beside it");

    [Fact]
    public Task Points_at_the_start_and_the_creation() => PointsAt("""
        class C
        {
            void M()
            {
                var printer = new Thread(() => Console.WriteLine());
                printer.Start();
                printer.Join();
            }
        }
        """, 6, 5);

    [Fact]
    public Task Joins_behind_independent_work() => Fixes("""
        class Report
        {
            int total;
            int[] rows = new int[100];

            int Sum()
            {
                // Count beside the caller.
                var counter = new Thread(Count);
                counter.Start(); // go
                [|counter.Join|](); // wait
                // Independent of the counter:
                var square = 0.0;
                for (int i = 0; i < 100; i++)
                    square += Math.Sqrt(i);
                var label = square.ToString(); // printable
                // Needs the total.
                Console.WriteLine(total);
                return total;
            }

            void Count()
            {
                for (int i = 0; i < 100; i++)
                    total += i;
            }
        }
        """, """
        class Report
        {
            int total;
            int[] rows = new int[100];

            int Sum()
            {
                // Count beside the caller.
                var counter = new Thread(Count);
                counter.Start(); // go
                // Independent of the counter:
                var square = 0.0;
                for (int i = 0; i < 100; i++)
                    square += Math.Sqrt(i);
                var label = square.ToString(); // printable
                // wait
                counter.Join();
                // Needs the total.
                Console.WriteLine(total);
                return total;
            }

            void Count()
            {
                for (int i = 0; i < 100; i++)
                    total += i;
            }
        }
        """);

    [Fact]
    public Task Keeps_a_remark_behind_the_first_statement_of_the_body() => Fixes("""
        class Report
        {
            int total;

            void Inline()
            {
                var one = new Thread(() =>
                {
                    total++; // once
                    total++; // twice
                });
                one.Start();
                [|one.Join|]();
                Console.WriteLine(total);
                var two = new Thread(() =>
                {
                    total++; // once more
                });
                two.Start(); // now
                [|two.Join|]();
                Console.WriteLine(total);
            }
        }
        """, """
        class Report
        {
            int total;

            void Inline()
            {
                total++; // once
                total++; // twice
                Console.WriteLine(total);
                // now
                total++; // once more
                Console.WriteLine(total);
            }
        }
        """);

    [Fact]
    public Task Calls_the_body_where_everything_depends_on_it() => Fixes("""
        class Report
        {
            int total;

            void Print()
            {
                // Count first.
                var counter = new Thread(Count) { IsBackground = true };
                counter.Name = "counter";
                // Now:
                counter.Start();
                [|counter.Join|]();
                Console.WriteLine(total);
            }

            void Count() => total = 3;

            void Inline()
            {
                var one = new Thread(() => total++);
                one.Start();
                [|one.Join|]();
                var two = new Thread(() =>
                {
                    // twice
                    total++;
                    total++;
                });
                two.Start();
                [|two.Join|]();
                var three = new Thread(() =>
                {
                    var step = total;
                    total += step;
                });
                three.Start();
                [|three.Join|]();
                var four = new Thread(Add);
                four.Start(4);
                [|four.Join|]();
                Console.WriteLine(total);
            }

            void Add(object? step) => total += (int)step!;
        }
        """, """
        class Report
        {
            int total;

            void Print()
            {
                // Count first.
                // Now:
                Count();
                Console.WriteLine(total);
            }

            void Count() => total = 3;

            void Inline()
            {
                total++;
                // twice
                total++;
                total++;
                {
                    var step = total;
                    total += step;
                }
                Add(4);
                Console.WriteLine(total);
            }

            void Add(object? step) => total += (int)step!;
        }
        """);

    [Fact]
    public Task Awaits_a_task_in_async_code() => Fixes("""
        class Report
        {
            async Task Print(int[] rows)
            {
                await Task.Yield();
                var sorter = new Thread(() => Array.Sort(rows));
                sorter.IsBackground = true;
                sorter.Start();
                [|sorter.Join|]();
                var printer = new Thread(new ThreadStart(Show));
                printer.Start();
                [|printer.Join|]();
            }

            void Show() => Console.WriteLine("rows");
        }
        """, """
        class Report
        {
            async Task Print(int[] rows)
            {
                await Task.Yield();
                await Task.Run(() => Array.Sort(rows));
                await Task.Run(Show);
            }

            void Show() => Console.WriteLine("rows");
        }
        """);

    [Fact]
    public Task Works_at_top_level() => Fixes("""
        var total = 0;
        var counter = new Thread(() => total = 3);
        counter.Start();
        [|counter.Join|]();
        Console.WriteLine(total);
        """, """
        var total = 0;
        total = 3;
        Console.WriteLine(total);
        """);

    [Fact]
    public Task Offers_nothing_where_a_rewrite_would_change_the_program() => FlagsWithoutFix("""
        class C
        {
            int total;

            void Caught()
            {
                try
                {
                    var worker = new Thread(Work);
                    worker.Start();
                    [|worker.Join|]();
                }
                catch (InvalidOperationException)
                {
                }
            }

            void Locked()
            {
                lock (this)
                {
                    var worker = new Thread(Work);
                    worker.Start();
                    [|worker.Join|]();
                }
            }

            void Leaves()
            {
                var worker = new Thread(() =>
                {
                    if (total > 3)
                        return;
                    Work();
                });
                worker.Start();
                [|worker.Join|]();
            }

            bool UsedLater()
            {
                var worker = new Thread(Work);
                worker.Start();
                [|worker.Join|]();
                return worker.IsAlive;
            }

            void AsyncBody()
            {
                var worker = new Thread(async () => await Task.Yield());
                worker.Start();
                [|worker.Join|]();
            }

            async Task CaughtInAsyncCode()
            {
                await Task.Yield();
                try
                {
                    var worker = new Thread(Work);
                    worker.Start();
                    [|worker.Join|]();
                }
                catch (InvalidOperationException)
                {
                }
            }

            async Task LockedInAsyncCode()
            {
                await Task.Yield();
                lock (this)
                {
                    var worker = new Thread(Work);
                    worker.Start();
                    [|worker.Join|]();
                }
            }

            void Reassigned()
            {
                var job = new C();
                var worker = new Thread(job.Work);
                job = this;
                worker.Start();
                [|worker.Join|]();
            }

            void Overloaded()
            {
                var worker = new Thread(Add);
                worker.Start("text");
                [|worker.Join|]();
            }

            void Add(object? o) => total++;

            void Add(string text) => total--;

            void Work() => total++;
        }
        """);

    /// <summary>The body is too much to be called in its place, so what is left is to move the join, and that would be wrong.</summary>
    [Theory]
    [InlineData("while (!token.IsCancellationRequested && at < 100) at++;", "source.Cancel();")]
    [InlineData("while (!token.IsCancellationRequested && at < 100) at++;", "source.CancelAfter(100);")]
    [InlineData("while (!token.IsCancellationRequested && at < 100) at++;", "source.Dispose();")]
    [InlineData("while (!token.IsCancellationRequested && at < 100) at++;", "Stop(); void Stop() { Math.Abs(at2); source.Cancel(); }")]
    [InlineData("while (!token.IsCancellationRequested && at < 100) at++;", "for (var i = 0; i < 3; i++) if (i == 2) source.Cancel();")]
    [InlineData("if (!gate.IsSet) at++;", "gate.Set();")]
    [InlineData("gate.Wait();", "gate.Set();")]
    [InlineData("at = 1;", "gate.Wait();")]
    [InlineData("at = 1;", "gate.Set();")]
    [InlineData("at = 1;", "latch.Signal();")]
    [InlineData("at = 1;", "other.Join();")]
    [InlineData("at = 1;", "task.Wait();")]
    [InlineData("at = 1;", "at2 = Task.WhenAll(task).GetAwaiter().GetResult().Length;")]
    [InlineData("at = 1;", "lock (source) Monitor.PulseAll(source);")]
    [InlineData("at = 1;", "watch.Stop();")]
    [InlineData("at = stream.ReadByte();", "stream.Dispose();")]
    [InlineData("at = stream.ReadByte();", "stream.Close();")]
    [InlineData("at = stream.ReadByte();", "using (stream) { for (var i = 0; i < 3; i++) at2 += Math.Abs(i); }")]
    [InlineData("at = stream.ReadByte();", "using (var copy = stream) { for (var i = 0; i < 3; i++) at2 += Math.Abs(i); }")]
    [InlineData("at = handle.Read();", "handle.Dispose();")]
    [InlineData("at = handle.Read();", "using (handle) { for (var i = 0; i < 3; i++) at2 += Math.Abs(i); }")]
    [InlineData("at = handle.Read();", "handle.Dispose(); for (var i = 0; i < 3; i++) at2 += Math.Abs(i);")]
    public Task Moves_the_join_past_nothing_that_the_body_may_wait_for_or_need(string body, string next) => FlagsWithoutFix($$"""
        class Handle : IDisposable
        {
            public int Read() => 3;

            public void Dispose() { }
        }

        class C
        {
            int at, at2;

            void M(CancellationTokenSource source, ManualResetEventSlim gate, CountdownEvent latch, Thread other, Task<int> task, MemoryStream stream, Handle handle, System.Diagnostics.Stopwatch watch)
            {
                var token = source.Token;
                var worker = new Thread(() => { if (at > 3) return; {{body}} });
                worker.Start();
                [|worker.Join|]();
                {{next}}
            }
        }
        """);
}
