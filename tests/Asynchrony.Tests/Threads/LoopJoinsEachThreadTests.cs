using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class LoopJoinsEachThreadTests : RuleTests<LoopJoinsEachThread>
{
    private const string Work = """
        public static readonly string[] Files = ["a", "b"];
        public static void Work() => Console.WriteLine(1);
        public static void Print(object? o) => Console.WriteLine(o);
        public static int Count(string text) { var spaces = 0; foreach (var letter in text) if (letter == ' ') spaces++; return spaces; }
        """;

    /// <summary>One place is enough for what the surroundings do not matter to.</summary>
    private static string InMethod(string body) => $$"""
        using static Members;

        class C
        {
            void M(object gate)
            {
                {{body}}
            }
        }

        static class Members
        {
            {{Work}}
            public static void Fill(List<string> list) => list.Add("");
        }
        """;

    [Fact]
    public Task Flags_a_join_in_the_loop_that_starts_the_thread() => Flags("""
        foreach (var file in Files)
        {
            var reader = new Thread(() => Print(file));
            reader.Start();
            [|reader.Join|]();
        }
        """, Work);

    [Theory]
    [InlineData("var reader = new Thread(Work) { IsBackground = true }; reader.Name = \"reader\"; reader.Start();", "[|reader.Join|]();")]
    [InlineData("Thread reader = new(Print); reader.Start(3);", "[|reader.Join|]();")]
    [InlineData("Thread reader; reader = new Thread(new ThreadStart(Work)); reader.Start();", "[|reader.Join|]();")]
    [InlineData("", "Task.Run(() => Print(file)).[|Wait|]();")]
    [InlineData("", "Task.Run(() => Print(file)).GetAwaiter().[|GetResult|]();")]
    [InlineData("", "Task.Run(() => Print(file)).ConfigureAwait(false).GetAwaiter().[|GetResult|]();")]
    [InlineData("", "Task.Factory.StartNew(Work).[|Wait|]();")]
    [InlineData("var task = Task.Run(() => Print(file));", "[|task.Wait|]();")]
    [InlineData("Task task; task = Task.Run(Work);", "[|task.Wait|]();")]
    [InlineData("var task = new Task(Work); task.Start();", "[|task.Wait|]();")]
    [InlineData("var task = Task.Run(() => Count(file));", "_ = [|task.Result|];")]
    [InlineData("var task = Task.Run(() => Count(file));", "[|task.Wait|]();")]
    public Task Flags_every_way_to_start_and_wait(string start, string wait)
    {
        var between = start.Length == 0 ? "" : "var length = file.Length; // meanwhile";
        return Flags($$"""
            foreach (var file in Files)
            {
                {{start}}
                {{between}}
                {{wait}}
            }
            """, Work);
    }

    [Theory]
    [InlineData("for (int i = 0; i < 3; i++)", "")]
    [InlineData("for (var i = 3; i > 0; i -= 1)", "")]
    [InlineData("for (string? i = \"ab\"; i != null; i = i.Length > 0 ? i.Substring(1) : null)", "")]
    [InlineData("var i = 0; while (i < 3)", "i++;")]
    [InlineData("var i = 0; do", "i++;")]
    [InlineData("var open = new Queue<string>(Files); while (open.TryDequeue(out var i))", "")]
    [InlineData("var open = new Queue<string>(Files); while (open.Count > 0)", "var i = open.Dequeue();")]
    [InlineData("foreach (var (i, j) in new[] { (1, 2), (3, 4) })", "")]
    public Task Flags_in_every_loop(string loop, string step) => Flags($$"""
        {{loop}}
        {
            {{(step.StartsWith("var") ? step : "")}}
            var reader = new Thread(() => Print(i));
            reader.Start();
            [|reader.Join|]();
            {{(step.StartsWith("var") ? "" : step)}}
        }{{(loop.EndsWith("do") ? " while (i < 3);" : "")}}
        """, Work);

    [Fact]
    public Task Flags_threads_of_an_array() => Flags("""
        var threads = new Thread[Files.Length];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Work);
            threads[i].Start();
            threads[i].[|Join|]();
        }
        """, Work);

    [Theory]
    [InlineData("var threads = new List<Thread>(); foreach (var file in Files) threads.Add(new Thread(() => Print(file)));", "foreach (var thread in threads)", "thread", true)]
    [InlineData("var threads = new List<Thread>(); for (var i = 0; i < 3; i++) { var at = i; threads.Add(new Thread(() => Print(at))); }", "for (var i = 0; i < threads.Count; i++)", "threads[i]", true)]
    [InlineData("var threads = new Thread[3]; for (var i = 0; i < 3; i++) { var at = i; threads[i] = new Thread(() => Print(at)); }", "for (var i = 0; i < 3; i++)", "threads[i]", true)]
    [InlineData("var threads = new[] { new Thread(Work), new Thread(() => Print(2)) };", "foreach (var thread in threads)", "thread", true)]
    [InlineData("var sum = 0; var threads = new[] { new Thread(Work), new Thread(() => sum = Count(\"\")) };", "foreach (var thread in threads)", "thread", true)]
    [InlineData("var one = new Thread(Work); var two = new Thread(Work);", "foreach (var thread in new[] { one, two })", "thread", true)]
    [InlineData("var sum = 0; var threads = new[] { new Thread(() => sum = 3), new Thread(() => Print(sum)) };", "foreach (var thread in threads)", "thread", false)]
    [InlineData("var sum = 0; var threads = new List<Thread>(); for (var i = 0; i < 3; i++) threads.Add(new Thread(() => sum++));", "foreach (var thread in threads)", "thread", false)]
    [InlineData("var threads = new List<Thread> { new Thread(() => Print(AppDomain.CreateDomain(\"x\"))) };", "foreach (var thread in threads)", "thread", false)]
    [InlineData("var threads = new List<Thread>(); foreach (var file in Files) threads.Add(new Thread(Work, 1 << 20));", "foreach (var thread in threads)", "thread", false)]
    public Task Flags_threads_that_were_made_before_the_loop(string made, string loop, string thread, bool flagged) => FlagsProgram(InMethod($$"""
        {{made}}
        {{loop}}
        {
            {{thread}}.Start();
            {{(!flagged ? thread + ".Join" : thread.Contains('[') ? thread + ".[|Join|]" : $"[|{thread}.Join|]")}}();
        }
        """));

    [Theory]
    [InlineData("counts[i] = Count(Files[i]);")]
    [InlineData("var at = i; counts[at] = Count(Files[at]); counts[at]++;")]
    [InlineData("Interlocked.Add(ref total, i);")]
    [InlineData("Interlocked.Increment(ref counts[0]);")]
    [InlineData("lock (gate) total += i;")]
    [InlineData("lock (gate) list.Add(Files[i]);")]
    [InlineData("bag.Add(Files[i]);")]
    [InlineData("byName[Files[i]] = i;")]
    [InlineData("var own = 0; own += i; Print(own);")]
    [InlineData("var own = new List<int>(); own.Add(i); Print(own.Count);")]
    [InlineData("Thread.Sleep(i); Work();")]
    [InlineData("File.WriteAllText(Files[i], \"\");")]
    [InlineData("var copy = Files[i] + \".copy\"; File.AppendAllText(Path.Combine(\"copies\", copy), \"\");")]
    [InlineData("File.WriteAllText(Path.GetTempFileName(), Files[i]);")]
    [InlineData("Save(Files[i]); static void Save(string file) => File.WriteAllText(file, Environment.GetEnvironmentVariable(\"TITLE\"));")]
    [InlineData("Print(File.ReadAllText(\"template.txt\")); File.WriteAllText(Files[i], \"\");")]
    public Task Flags_bodies_that_do_not_need_each_other(string body) => FlagsProgram(InMethod($$"""
        var total = 0;
        var counts = new int[3];
        var list = new List<string>();
        var bag = new ConcurrentBag<string>();
        var byName = new ConcurrentDictionary<string, int>();
        for (int i = 0; i < 3; i++)
        {
            var worker = new Thread(() => { {{body}} });
            worker.Start();
            [|worker.Join|]();
        }
        Print(total + counts[0] + list.Count + bag.Count + byName.Count);
        """));

    [Theory]
    [InlineData("File.AppendAllText(\"log.txt\", Files[i]);")]
    [InlineData("File.AppendAllText(Path.Combine(Files[0], \"log.txt\"), Files[i]);")]
    [InlineData("Save(Files[i]); static void Save(string file) => File.AppendAllText(\"log.txt\", file);")]
    [InlineData("Environment.SetEnvironmentVariable(\"TITLE\", Files[i]);")]
    [InlineData("Directory.SetCurrentDirectory(Files[i]); counts[i] = File.ReadAllText(\"size.txt\").Length;")]
    [InlineData("Environment.CurrentDirectory = Files[i];")]
    [InlineData("last = Files[i];")]
    [InlineData("total += i;")]
    [InlineData("list.Add(Files[i]);")]
    [InlineData("Print(last); last = Files[i];")]
    [InlineData("if (i > 0) counts[i] = counts[i - 1] + 1;")]
    [InlineData("counts[i % 2] = i;")]
    [InlineData("counts[total] = i;")]
    [InlineData("if (byName.TryAdd(Files[i], i)) Work();")]
    [InlineData("Print(Interlocked.Increment(ref total));")]
    [InlineData("lock (gate) { if (!list.Contains(Files[i])) list.Add(Files[i]); }")]
    [InlineData("lock (new object()) total += i;")]
    [InlineData("var own = new object(); lock (own) total += i;")]
    [InlineData("Fill(list);")]
    [InlineData("changed(i);")]
    [InlineData("changed?.Invoke(i);")]
    [InlineData("AppDomain.CreateDomain(\"x\");")]
    [InlineData("latch.Signal(); latch.Wait();")]
    [InlineData("Print(rounds);")]
    [InlineData("Print(rows[0].Length);")]
    public Task Accepts_bodies_that_may_need_each_other(string body) => AcceptsProgram(InMethod($$"""
        var (total, last, rounds) = (0, "", 0);
        var counts = new int[3];
        var rows = new[] { new char[3] };
        var list = new List<string>();
        var byName = new ConcurrentDictionary<string, int>();
        var latch = new CountdownEvent(1);
        Action<int> changed = Console.WriteLine;
        changed += Console.WriteLine;
        for (int i = 0; i < 3; i++)
        {
            rows[0] = new char[i];
            var worker = new Thread(() => { {{body}} });
            worker.Start();
            rounds++;
            worker.Join();
        }
        Print(total + counts[0] + list.Count + byName.Count + last);
        """));

    [Theory]
    [InlineData("", "Print(count);")]
    [InlineData("", "total += count;")]
    [InlineData("", "if (count > 3) break;")]
    [InlineData("", "if (count > 3) return;")]
    [InlineData("", "if (file.Length > 3) continue;")]
    [InlineData("", "if (file.Length > 3) break;")]
    [InlineData("if (file.Length > 3) break;", "")]
    [InlineData("", "watch.Restart();")]
    [InlineData("", "ready.WaitOne();")]
    [InlineData("", "Thread.Sleep(100);")]
    [InlineData("Task.Delay(100).Wait();", "")]
    [InlineData("", "Print(file);")]
    [InlineData("", "AppDomain.CreateDomain(file);")]
    [InlineData("count = total;", "total = count;")]
    public Task Accepts_a_loop_that_needs_each_round(string before, string behind) => AcceptsProgram(InMethod($$"""
        var (total, watch, ready) = (0, System.Diagnostics.Stopwatch.StartNew(), new AutoResetEvent(true));
        foreach (var file in Files)
        {
            var count = 0;
            {{before}}
            var counter = new Thread(() => { count += Count(file); Console.WriteLine(file); });
            counter.Start();
            counter.Join();
            {{behind}}
        }
        Print(total + watch.ElapsedTicks);
        """));

    [Theory]
    [InlineData("Gate", false)]
    [InlineData("Other", true)]
    public Task Leaves_a_loop_under_the_lock_that_its_threads_need_to_another_rule(string held, bool flagged) => FlagsProgram($$"""
        static class C
        {
            static readonly object Gate = new();
            static readonly object Other = new();
            static int total;

            static void M(int[] numbers)
            {
                lock ({{held}})
                {
                    foreach (var number in numbers)
                    {
                        var adder = new Thread(() => Add(number));
                        adder.Start();
                        {{(flagged ? "[|adder.Join|]" : "adder.Join")}}();
                    }
                }
            }

            static void Add(int number)
            {
                lock (Gate)
                    total += number;
            }
        }
        """);

    [Theory]
    [InlineData("Print(Task.Run(() => Count(file)).Result);")]
    [InlineData("total += Task.Run(() => Count(file)).Result;")]
    [InlineData("counts.Add(Task.Run(() => Count(file)).Result);")]
    [InlineData("if (Task.Run(() => Count(file)).Result > 3) Work();")]
    [InlineData("var count = Task.Run(() => Count(file)).Result; Print(count);")]
    [InlineData("try { Task.Run(Work).Wait(); } catch (AggregateException error) { Print(error); }")]
    [InlineData("try { Task.Run(Work).Wait(); total++; } catch { continue; }")]
    [InlineData("Task.Run(Work).Wait(1000);")]
    [InlineData("Task.Run(Work).Wait(TimeSpan.FromSeconds(1));")]
    [InlineData("var task = Task.Run(Work); if (!task.Wait(1000)) Print(file);")]
    [InlineData("var task = Task.Run(Work); if (file.Length > 3) task.Wait();")]
    [InlineData("var task = Task.Run(Work); Print(file); tasks.Add(task); task.Wait(); tasks[0].Wait();")]
    [InlineData("Task.Factory.StartNew(Work, default, TaskCreationOptions.None, TaskScheduler.Default).Wait();")]
    [InlineData("Task.Run(async () => await Task.Yield()).Wait();")]
    [InlineData("lock (counts) Task.Run(Work).Wait();")]
    [InlineData("Task.Run(Work).ContinueWith(task => Work()).Wait();")]
    [InlineData("var first = Task.Run(Work); var second = Task.Run(Work); first.Wait(); second.Wait();")]
    [InlineData("Task.WaitAll(Task.Run(Work), Task.Run(Work));")]
    public Task Accepts_tasks_that_are_waited_for_with_a_reason(string round) => AcceptsProgram(InMethod($$"""
        var total = 0;
        var counts = new List<int>();
        var tasks = new List<Task>();
        foreach (var file in Files)
        {
            {{round}}
        }
        Print(total + counts.Count + tasks.Count);
        """));

    [Fact]
    public Task Accepts_await() => Accepts("""
        foreach (var file in Files)
            await Task.Run(() => Print(file));
        """, Work);

    [Theory]
    [InlineData("new Thread(Work, 16 * 1024 * 1024)", "worker.Join();")]
    [InlineData("new Thread(Work) { Priority = ThreadPriority.Lowest }", "worker.Join();")]
    [InlineData("new Thread(() => Print(Thread.CurrentThread))", "worker.Join();")]
    [InlineData("new Thread(Work)", "worker.SetApartmentState(ApartmentState.STA); worker.Join();")]
    [InlineData("new Thread(Work)", "worker.Join(1000);")]
    [InlineData("new Thread(Work)", "if (!worker.Join(TimeSpan.FromSeconds(1))) Work();")]
    [InlineData("new Thread(Work)", "worker.Join(10); worker.Join();")]
    [InlineData("new Thread(Work)", "worker.Join(); Print(worker);")]
    [InlineData("new Thread(Work)", "worker.Join(); if (worker.IsAlive) Count(file);")]
    [InlineData("new Thread(Work)", "all.Add(worker);")]
    [InlineData("new Thread(Work)", "if (file.Length > 3) worker.Join();")]
    public Task Accepts_threads_with_a_purpose(string made, string then) => AcceptsProgram(InMethod($$"""
        var all = new List<Thread>();
        foreach (var file in Files)
        {
            var worker = {{made}};
            worker.Start();
            {{then}}
        }
        foreach (var worker in all)
            worker.Join();
        """));

    [Theory]
    [InlineData("var feeder = new Thread(Work); feeder.Start();", "feeder.Join();")]
    [InlineData("var feeder = Task.Run(Work);", "feeder.Wait();")]
    [InlineData("ThreadPool.QueueUserWorkItem(state => Print(state));", "")]
    public Task Accepts_a_loop_beside_other_work(string earlier, string later) => AcceptsProgram(InMethod($$"""
        {{earlier}}
        foreach (var file in Files)
        {
            var worker = new Thread(() => Print(file));
            worker.Start();
            worker.Join();
        }
        {{later}}
        """));

    [Theory]
    [InlineData("while (true)")]
    [InlineData("for (;;)")]
    [InlineData("while (Environment.TickCount > 3)")]
    [InlineData("while (DateTime.Now.Year > 3)")]
    public Task Accepts_loops_without_an_end_of_their_own(string loop) => AcceptsProgram(InMethod($$"""
        {{loop}}
        {
            var worker = new Thread(Work);
            worker.Start();
            worker.Join();
        }
        """));

    [Theory]
    [InlineData("var done = false; while (!done)", "done = Count(\"\") > 3;", "")]
    [InlineData("var left = 3; while (left > 0)", "left--;", "")]
    [InlineData("for (var attempt = 0; attempt < 3 && !ok; attempt++)", "ok = Count(\"\") > 3;", "")]
    [InlineData("for (var attempt = 0; attempt < 3; attempt++)", "ok = Count(\"\") > 3;", "if (ok) break;")]
    public Task Accepts_retries(string loop, string body, string behind) => AcceptsProgram(InMethod($$"""
        var ok = false;
        {{loop}}
        {
            var worker = new Thread(() => { {{body}} });
            worker.Start();
            worker.Join();
            {{behind}}
        }
        Print(ok);
        """));

    [Theory]
    [InlineData("threads[i] = new Thread(Work); threads[i].Start(); if (i > 0) threads[i - 1].Join();")]
    [InlineData("threads[i] = new Thread(Work); threads[i].Start(); threads[0].Join();")]
    [InlineData("threads[i] = new Thread(Work); threads[i].Start(); foreach (var thread in threads) thread.Join();")]
    [InlineData("var early = new Thread(Work); early.Start(); threads[i] = new Thread(Work); threads[i].Start(); threads[i].Join(); early.Join();")]
    [InlineData("foreach (var file in Files) { threads[i] = new Thread(Work); threads[i].Start(); } threads[i].Join();")]
    public Task Accepts_rounds_that_overlap(string round) => AcceptsProgram(InMethod($$"""
        var threads = new Thread[3];
        for (int i = 0; i < threads.Length; i++)
        {
            {{round}}
        }
        """));

    /// <summary>Whoever can run them all at once, and does so elsewhere, runs them one at a time on purpose.</summary>
    [Fact]
    public Task Accepts_one_of_two_modes() => AcceptsProgram(InMethod("""
        var threads = new List<Thread>();
        for (int i = 0; i < 3; i++)
        {
            int copy = i;
            threads.Add(new Thread(() => Print(copy)));
        }

        if (gate != null)
        {
            foreach (var thread in threads) thread.Start();
            foreach (var thread in threads) thread.Join();
        }
        else
        {
            foreach (var thread in threads) { thread.Start(); thread.Join(); }
        }
        """));

    [Theory]
    [InlineData("foreach (var file in Files) { var reader = new Thread(() => Print(file)); reader.Start(); reader.Join()")]
    [InlineData("foreach (var file in Files) { var reader = new Thread(); reader.Start(); reader.Join(); }")]
    [InlineData("for (int i = 0; ; ) { Task.Run(missing).Wait(); threads[i] = new Thread(Work); threads[i].Start(); threads[i].Join(); }")]
    [InlineData("while (x) Task.Run(() => x = Task.Run(() => ).Result).Wait();")]
    [InlineData("foreach (var t in new[] { new Thread(Work) }) { t.Start(; t.Join(); }")]
    public async Task Survives_unfinished_code(string body)
    {
        var found = await Code.Findings(Code.Compilation(("Test0.cs", InMethod(body))), [new LoopJoinsEachThread()]);
        Assert.DoesNotContain(found, finding => finding.Id != "ASY2006");
    }

    [Theory]
    [InlineData("item.Count();", true)]
    [InlineData("var one = item; one.Count();", true)]
    [InlineData("item.Shared.Count();", false)]
    [InlineData("Item.All++;", false)]
    [InlineData("items[0].Count();", false)]
    public Task Lets_each_round_have_its_element(string body, bool flagged) => FlagsProgram($$"""
        class Item
        {
            public static int All;
            public Item Shared = null!;
            private int count;

            public void Count() => count++;
        }

        class C
        {
            void M(List<Item> items)
            {
                foreach (var item in items)
                {
                    var worker = new Thread(() => { {{body}} });
                    worker.Start();
                    {{(flagged ? "[|worker.Join|]" : "worker.Join")}}();
                }
            }
        }
        """);

    [Fact]
    public Task Flags_methods_of_what_is_looped_over() => FlagsProgram("""
        class Job
        {
            public int Size;
            private int done;

            public void Run() { for (var i = 0; i < Size; i++) done++; }
        }

        class C
        {
            void M(List<Job> jobs, int[] sizes)
            {
                foreach (var job in jobs)
                {
                    var worker = new Thread(job.Run);
                    worker.Start();
                    [|worker.Join|]();
                }

                foreach (var size in sizes)
                {
                    if (size == 0)
                        continue;
                    var job = new Job();
                    job.Size = size;
                    var worker = new Thread(job.Run);
                    worker.Start();
                    [|worker.Join|]();
                }
            }
        }
        """);

    [Fact]
    public Task Flags_results_that_each_have_their_place() => Flags("""
        var counts = new int[Files.Length];
        for (int i = 0; i < counts.Length; i++)
            counts[i] = Task.Run(() => Count(Files[0])).[|Result|];
        Print(counts[0]);
        """, Work);

    [Fact]
    public Task Flags_where_only_some_rounds_start_a_thread() => Flags("""
        foreach (var file in Files)
        {
            if (file.Length == 0)
                continue;
            if (file.Length > 3)
            {
                var worker = new Thread(() => Print(file));
                worker.Start();
                [|worker.Join|]();
            }
            else
            {
                Count(file);
            }
        }
        """, Work);

    [Fact]
    public Task Accepts_tests() => AcceptsProgram("""
        class FactAttribute : Attribute { }

        class Tests
        {
            [Fact]
            public void Works_on_any_thread()
            {
                foreach (var name in new[] { "a", "b" })
                {
                    var worker = new Thread(() => Console.WriteLine(name));
                    worker.Start();
                    worker.Join();
                }
            }
        }
        """);

    [Fact]
    public Task Says_which_thread() => Says("""
        class C
        {
            void M(string[] names)
            {
                foreach (var name in names)
                {
                    var printer = new Thread(() => Console.WriteLine(name));
                    printer.Start();
                    printer.Join();
                }
                foreach (var name in names)
                    Task.Run(() => Console.WriteLine(name)).Wait();
            }
        }
        """,
        "Thread 'printer' is waited for in the round of the loop that starts it, so the threads run one at a time",
        "This task is waited for in the round of the loop that starts it, so the tasks run one at a time");

    [Fact]
    public Task Points_at_the_start_and_the_creation() => PointsAt("""
        class C
        {
            void M(string[] names)
            {
                foreach (var name in names)
                {
                    var printer = new Thread(() => Console.WriteLine(name));
                    printer.Start();
                    printer.Join();
                }
            }
        }
        """, 8, 7);

    [Fact]
    public Task Joins_all_behind_the_loop() => Fixes("""
        class Report
        {
            private readonly int[] sizes = new int[3];

            int Measure(string[] files)
            {
                var size = 0;

                // One reader for each file.
                foreach (var file in files)
                {
                    var reader = new Thread(() => Interlocked.Add(ref size, Length(file)));
                    reader.Start(); // go
                    // Wait for it.
                    [|reader.Join|](); // done
                }

                return size;
            }

            void Fill(string[] files)
            {
                for (int i = 0; i < files.Length; i++)
                {
                    // Each has its place.
                    var reader = new Thread(() => sizes[i] = Length(files[i]));
                    reader.Start();
                    [|reader.Join|]();
                }
            }

            static int Length(string file) => File.ReadAllText(file).Length;
        }
        """, """
        class Report
        {
            private readonly int[] sizes = new int[3];

            int Measure(string[] files)
            {
                var size = 0;
                var threads = new List<Thread>();

                // One reader for each file.
                foreach (var file in files)
                {
                    var reader = new Thread(() => Interlocked.Add(ref size, Length(file)));
                    reader.Start(); // go
                    // Wait for it.
                    threads.Add(reader); // done
                }
                foreach (var thread in threads)
                    thread.Join();

                return size;
            }

            void Fill(string[] files)
            {
                var threads = new List<Thread>();
                for (int i = 0; i < files.Length; i++)
                {
                    var iCopy = i;
                    // Each has its place.
                    var reader = new Thread(() => sizes[iCopy] = Length(files[iCopy]));
                    reader.Start();
                    threads.Add(reader);
                }
                foreach (var thread in threads)
                    thread.Join();
            }

            static int Length(string file) => File.ReadAllText(file).Length;
        }
        """);

    [Fact]
    public Task Waits_for_all_tasks_behind_the_loop() => Fixes("""
        class Report
        {
            private readonly int[] sizes = new int[3];

            async Task Fill(string[] files)
            {
                await Task.Yield();
                for (int i = 0; i < files.Length; i++)
                    if (files[i].Length > 0)
                    {
                        Task.Run(() => { sizes[i] = Length(files[i]); }).[|Wait|](); // all of it
                    }
                foreach (var file in files)
                {
                    var task = Task.Run(() => Length(file));
                    _ = [|task.Result|];
                }
            }

            async Task Rethrow(string[] files)
            {
                await Task.Yield();
                foreach (var file in files)
                {
                    Task.Run(() => Length(file)).GetAwaiter().[|GetResult|]();
                }
            }

            async Task FillAsync(string[] files)
            {
                await Task.Yield();
                foreach (var file in files)
                {
                    var task = Task.Run(() => Length(file));
                    [|task.Wait|]();
                }
            }

            static int Length(string file) => File.ReadAllText(file).Length;
        }
        """, """
        class Report
        {
            private readonly int[] sizes = new int[3];

            async Task Fill(string[] files)
            {
                await Task.Yield();
                var tasks = new List<Task>();
                for (int i = 0; i < files.Length; i++)
                    if (files[i].Length > 0)
                    {
                        var iCopy = i;
                        tasks.Add(Task.Run(() => { sizes[iCopy] = Length(files[iCopy]); })); // all of it
                    }
                await Task.WhenAll(tasks);
                var tasks2 = new List<Task>();
                foreach (var file in files)
                {
                    var task = Task.Run(() => Length(file));
                    tasks2.Add(task);
                }
                await Task.WhenAll(tasks2);
            }

            async Task Rethrow(string[] files)
            {
                await Task.Yield();
                var tasks = new List<Task>();
                foreach (var file in files)
                {
                    tasks.Add(Task.Run(() => Length(file)));
                }
                await Task.WhenAll(tasks);
            }

            async Task FillAsync(string[] files)
            {
                await Task.Yield();
                var tasks = new List<Task>();
                foreach (var file in files)
                {
                    var task = Task.Run(() => Length(file));
                    tasks.Add(task);
                }
                await Task.WhenAll(tasks);
            }

            static int Length(string file) => File.ReadAllText(file).Length;
        }
        """);

    [Theory]
    [InlineData("Task.Run(() => Length(file)).[|Wait|]();")]
    [InlineData("var task = Task.Run(() => Length(file)); [|task.Wait|]();")]
    [InlineData("Task.Run(() => Length(file)).GetAwaiter().[|GetResult|]();")]
    public Task Offers_nothing_where_the_function_would_still_block(string round) => FlagsWithoutFix($$"""
        class Report
        {
            void Fill(string[] files)
            {
                foreach (var file in files)
                {
                    {{round}}
                }
            }

            static int Length(string file) => File.ReadAllText(file).Length;
        }
        """);

    [Fact]
    public Task Works_in_lambdas_nested_loops_and_at_top_level() => Fixes("""
        var sums = new int[2, 3];
        var threads = "taken";
        Action run = () =>
        {
            for (var row = 0; row < 2; row++)
            {
                for (var at = 0; at < 3; at++)
                {
                    Thread adder;
                    adder = new Thread(() => { sums[row, at] = row + at; });
                    adder.Start();
                    [|adder.Join|]();
                }
            }
        };
        run();
        Console.WriteLine(threads + sums[1, 1]);
        var total = 0;
        foreach (var sum in sums)
        {
            var adder = new Thread(() => Interlocked.Add(ref total, sum));
            adder.Start();
            [|adder.Join|]();
        }
        """, """
        var sums = new int[2, 3];
        var threads = "taken";
        Action run = () =>
        {
            for (var row = 0; row < 2; row++)
            {
                var threads2 = new List<Thread>();
                for (var at = 0; at < 3; at++)
                {
                    Thread adder;
                    var atCopy = at;
                    adder = new Thread(() => { sums[row, atCopy] = row + atCopy; });
                    adder.Start();
                    threads2.Add(adder);
                }
                foreach (var thread in threads2)
                    thread.Join();
            }
        };
        run();
        Console.WriteLine(threads + sums[1, 1]);
        var total = 0;
        var threads3 = new List<Thread>();
        foreach (var sum in sums)
        {
            var adder = new Thread(() => Interlocked.Add(ref total, sum));
            adder.Start();
            threads3.Add(adder);
        }
        foreach (var thread2 in threads3)
            thread2.Join();
        """);

    [Fact]
    public Task Goes_once_more_through_a_collection_of_threads() => Fixes("""
        class Report
        {
            private readonly int[] sizes = new int[3];

            void Fill(string[] files)
            {
                var readers = new List<Thread>();
                for (int i = 0; i < files.Length; i++)
                {
                    var at = i;
                    readers.Add(new Thread(() => sizes[at] = files[at].Length));
                }

                // Run them.
                foreach (var reader in readers)
                {
                    reader.IsBackground = true;
                    reader.Start();
                    // Until it ends.
                    [|reader.Join|]();
                }
            }

            void FillArray(string[] files)
            {
                var readers = new Thread[files.Length];
                for (int i = 0; i < readers.Length; i++)
                {
                    readers[i] = new Thread(() => sizes[i] = files[i].Length);
                    readers[i].Start();
                    readers[i].[|Join|]();
                }
            }
        }
        """, """
        class Report
        {
            private readonly int[] sizes = new int[3];

            void Fill(string[] files)
            {
                var readers = new List<Thread>();
                for (int i = 0; i < files.Length; i++)
                {
                    var at = i;
                    readers.Add(new Thread(() => sizes[at] = files[at].Length));
                }

                // Run them.
                foreach (var reader in readers)
                {
                    reader.IsBackground = true;
                    reader.Start();
                }
                // Until it ends.
                foreach (var reader in readers)
                    reader.Join();
            }

            void FillArray(string[] files)
            {
                var readers = new Thread[files.Length];
                for (int i = 0; i < readers.Length; i++)
                {
                    var iCopy = i;
                    readers[i] = new Thread(() => sizes[iCopy] = files[iCopy].Length);
                    readers[i].Start();
                }
                for (int i = 0; i < readers.Length; i++)
                    readers[i].Join();
            }
        }
        """);

    [Fact]
    public Task Keeps_the_line_ends_and_tabs_of_the_document() => Fixes("""
        class C
        {
        	int M(string[] files)
        	{
        		var total = 0;
        		foreach (var file in files)
        		{
        			var reader = new Thread(() => Interlocked.Add(ref total, file.Length));
        			reader.Start();
        			[|reader.Join|]();
        		}
        		return total;
        	}
        }
        """.ReplaceLineEndings("\r\n"), """
        class C
        {
        	int M(string[] files)
        	{
        		var total = 0;
        		var threads = new List<Thread>();
        		foreach (var file in files)
        		{
        			var reader = new Thread(() => Interlocked.Add(ref total, file.Length));
        			reader.Start();
        			threads.Add(reader);
        		}
        		foreach (var thread in threads)
        			thread.Join();
        		return total;
        	}
        }
        """.ReplaceLineEndings("\r\n"));

    [Theory]
    [InlineData("Console.WriteLine(file);", "", "")]
    [InlineData("File.WriteAllText(file, file);", "", "")]
    [InlineData("lock (gate) list.Add(file);", "", "")]
    [InlineData("lock (gate) sum += 0.1;", "", "")]
    [InlineData("queue.Enqueue(file);", "", "")]
    [InlineData("byName[file] = 1;", "", "")]
    [InlineData("Interlocked.Increment(ref total);", "", "Console.WriteLine(file);")]
    [InlineData("Interlocked.Increment(ref total);", "using var reader = new StringReader(file);", "")]
    [InlineData("Interlocked.Increment(ref total);", "if (file == null) throw new ArgumentException();", "")]
    public Task Offers_nothing_where_the_order_shows(string body, string before, string behind) => FlagsWithoutFix($$"""
        class C
        {
            object gate = new();

            void M(string[] files, List<string> list, ConcurrentQueue<string> queue, ConcurrentDictionary<string, int> byName)
            {
                var total = 0;
                var sum = 0.0;
                foreach (var file in files)
                {
                    {{before}}
                    var worker = new Thread(() => { {{body}} });
                    worker.Start();
                    [|worker.Join|]();
                    {{behind}}
                }
            }
        }
        """);

    [Fact]
    public Task Offers_nothing_where_a_wait_cannot_move() => FlagsWithoutFix("""
        class C
        {
            int[] sizes = new int[3];
            int at;

            void Caught(string[] files)
            {
                try
                {
                    foreach (var file in files)
                        Task.Run(() => { var length = file.Length; }).[|Wait|]();
                }
                catch (AggregateException)
                {
                }
            }

            void Locked(string[] files)
            {
                lock (sizes)
                {
                    foreach (var file in files)
                    {
                        var reader = new Thread(() => { var length = file.Length; });
                        reader.Start();
                        [|reader.Join|]();
                    }
                }
            }

            void Opened(string[] files)
            {
                foreach (var file in files)
                    using (var reader = new StringReader(file))
                    {
                        var worker = new Thread(() => { var length = file.Length; });
                        worker.Start();
                        [|worker.Join|]();
                    }
            }

            void Results(string[] files)
            {
                for (int i = 0; i < files.Length; i++)
                    sizes[i] = Task.Run(() => files[0].Length).[|Result|];
            }

            void Elsewhere(string[] files)
            {
                for (int i = 0; i < files.Length; i++)
                {
                    var worker = new Thread(Work);
                    worker.Start();
                    [|worker.Join|]();

                    void Work() => Interlocked.Add(ref at, files[i].Length);
                }
            }

            void Elements(C[] all)
            {
                foreach (var each in all)
                {
                    var worker = new Thread(each.Step);
                    worker.Start();
                    [|worker.Join|]();
                }
            }

            void Step() => at++;
        }
        """);
}
