using Asynchrony.Analyzers.Async;
using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class AsyncThreadBodyTests : RuleTests<AsyncThreadBody>
{
    private const string Members = """
        public static async Task Save() { await Task.Delay(10); Console.WriteLine("saved"); }
        public static async Task SaveSafely() { try { await Save(); } catch (Exception e) { Console.WriteLine(e); } }
        public static async Task Serve(object? port) { while (true) { await Task.Delay(10); Console.WriteLine(port); } }
        public static async void Print() { await Save(); Console.WriteLine("printed"); }
        public static async void PrintIt(object? it) { await Save(); Console.WriteLine(it); }
        public static void Use(object? o) => Console.WriteLine(o);
        """;

    [Theory]
    [InlineData("var worker = [|new Thread|](async () => { Use(1); await Save(); Use(2); }); worker.Start(); worker.Join();")]
    [InlineData("Thread worker = [|new|](async () => await Save()) { IsBackground = true }; worker.Start();")]
    [InlineData("[|new Thread|](async delegate() { await Task.Delay(10); Use(1); }).Start();")]
    [InlineData("[|new Thread|](new ThreadStart(async () => { await Save(); Use(1); })).Start();")]
    [InlineData("[|new Thread|](async it => { await Save(); Use(it); }).Start(3);")]
    [InlineData("[|new Thread|](Print).Start();")]
    [InlineData("[|new Thread|](PrintIt).Start(3);")]
    [InlineData("ThreadStart body = async () => { await Save(); Use(1); }; [|new Thread|](body).Start();")]
    [InlineData("[|new Thread|](Body).Start(); async void Body() { await Save(); Use(1); }")]
    [InlineData("[|new Thread|](async () => { try { await Save(); } catch (Exception e) { Use(e); } }).Start();")]
    [InlineData("[|new Thread|](async () => { await foreach (var line in Lines()) Use(line); }).Start(); static async IAsyncEnumerable<int> Lines() { yield return 1; await Save(); yield return 2; }")]
    public Task Flags_threads(string body) => Flags(body, Members);

    [Theory]
    [InlineData("[|ThreadPool.QueueUserWorkItem|](async _ => { await Save(); Use(1); });")]
    [InlineData("[|ThreadPool.QueueUserWorkItem|](async it => { await Save(); Use(it); }, 3, preferLocal: true);")]
    [InlineData("[|ThreadPool.UnsafeQueueUserWorkItem|](PrintIt, null);")]
    [InlineData("[|ThreadPool.QueueUserWorkItem|](async _ => { try { await Save(); } catch (IOException) { Use(1); } });")]
    [InlineData("[|ThreadPool.QueueUserWorkItem|](async _ => { try { await Save(); } finally { Use(1); } });")]
    public Task Flags_work_items(string body) => Flags(body, Members);

    [Theory]
    [InlineData("var pump = [|Task.Factory.StartNew|](async () => { while (true) { await Save(); Use(1); } }, TaskCreationOptions.LongRunning); Use(pump);")]
    [InlineData("Use([|Task.Factory.StartNew|](async () => await Save(), CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap());")]
    [InlineData("Use([|Task.Factory.StartNew|](() => Serve(80), TaskCreationOptions.LongRunning));")]
    [InlineData("Use([|Task.Factory.StartNew|](Save, TaskCreationOptions.LongRunning));")]
    [InlineData("Use([|Task.Factory.StartNew|](Serve, 80, TaskCreationOptions.LongRunning));")]
    [InlineData("Use([|Task.Factory.StartNew|](async port => { await Save(); Use(port); return 3; }, 80, TaskCreationOptions.LongRunning));")]
    [InlineData("Use([|Task.Factory.StartNew|](Print, TaskCreationOptions.LongRunning));")]
    public Task Flags_tasks_that_ask_for_a_thread(string body) => Flags(body, Members);

    [Theory]
    [InlineData("var worker = new Thread(() => Use(1)); worker.Start(); worker.Join();")]
    [InlineData("var worker = new Thread(() => Save().Wait()); worker.Start(); worker.Join();")]
    [InlineData("#pragma warning disable CS1998\nnew Thread(async () => Use(1)).Start();\n#pragma warning restore CS1998")]
    [InlineData("new Thread(async () => { Use(1); await Task.CompletedTask; }).Start();")]
    [InlineData("new Thread(() => { Func<Task> later = async () => await Save(); later().Wait(); }).Start();")]
    [InlineData("new Thread(async () => { SynchronizationContext.SetSynchronizationContext(new SynchronizationContext()); await Save(); Use(1); }).Start();")]
    [InlineData("ThreadPool.QueueUserWorkItem(async _ => { try { await Save(); } catch (Exception e) { Use(e); } });")]
    [InlineData("ThreadPool.QueueUserWorkItem(async _ => { await Task.Delay(10); Use(1); await Task.Yield(); Use(2); });")]
    [InlineData("ThreadPool.QueueUserWorkItem(async _ => { Use(1); await SaveSafely().ConfigureAwait(false); });")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => Use(1));")]
    [InlineData("Use(Task.Factory.StartNew(() => Use(1), TaskCreationOptions.LongRunning));")]
    [InlineData("Use(Task.Factory.StartNew(async () => await Save()));")]
    [InlineData("Use(Task.Factory.StartNew(async () => await Save(), TaskCreationOptions.PreferFairness));")]
    [InlineData("Use(Task.Factory.StartNew(async () => await Save(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Current));")]
    [InlineData("Use(new TaskFactory(TaskScheduler.Current).StartNew(async () => await Save(), TaskCreationOptions.LongRunning));")]
    [InlineData("Use(Task.Run(async () => await Save()));")]
    [InlineData("using var timer = new Timer(async _ => { await Save(); Use(1); }, null, 0, 10);")]
    [InlineData("System.Linq.Expressions.Expression<Func<Task>> tree = () => Task.Factory.StartNew(Save, TaskCreationOptions.LongRunning); Use(tree);")]
    public Task Accepts_what_stays_on_its_thread(string body) => Accepts(body, Members);

    [Fact]
    public Task Accepts_what_cannot_be_reached() => Accepts("""
        if (false)
        {
        #pragma warning disable CS0162
            new Thread(async () => { await Save(); Use(1); }).Start();
        #pragma warning restore CS0162
        }
        """, Members);

    [Fact]
    public Task Flags_in_code_that_is_not_finished() => FlagsUnfinished("""
        class C
        {
            void M()
            {
                new Thread(async () => { await Missing(); Other. });
                new Thread(async () => { await
        """);

    private static async Task FlagsUnfinished(string program)
    {
        var found = await Code.Findings(Code.Compilation(("Test0.cs", program)), [new AsyncThreadBody()]);
        Assert.All(found, finding => Assert.Equal("ASY2009", finding.Id));
        Assert.NotEmpty(found);
    }

    [Fact]
    public async Task Is_told_by_no_other_rule_and_tells_nothing_of_others()
    {
        const string program = """
            static class C
            {
                static async Task Save() { await Task.Delay(10); Console.WriteLine("saved"); }
                static async void Print() { await Save(); Console.WriteLine("printed"); }

                static void Threads() => new Thread(Print).Start();
                static void Items() => ThreadPool.QueueUserWorkItem(async _ => { await Save(); Console.WriteLine("item"); });
                static Task Own() => Task.Factory.StartNew(async () => { await Save(); Console.WriteLine("own"); }, TaskCreationOptions.LongRunning);
                static Task Void() => Task.Factory.StartNew(Print, TaskCreationOptions.LongRunning);
                static Task Pool() => Task.Factory.StartNew(Print);
                static Task Inner() => Task.Factory.StartNew(async () => { await Save(); Console.WriteLine("inner"); });
            }
            """;
        var found = await Code.Findings(Code.Compilation(("Test0.cs", program)), [new AsyncThreadBody(), new AsyncLambdaToVoid(), new InnerTaskNotAwaited()]);
        Assert.Equal(["ASY2009 6", "ASY2009 7", "ASY2009 8", "ASY2009 9", "ASY1006 10", "ASY1013 11"],
            found.Select(finding => $"{finding.Id} {finding.Location.GetLineSpan().StartLinePosition.Line + 1}"));
    }

    [Fact]
    public Task Says_what_ends_and_what_that_does() => Says("""
        static class C
        {
            static async Task Save() { await Task.Delay(10); Console.WriteLine("saved"); }

            static void M()
            {
                new Thread(async () => await Save()).Start();
                new Thread(async () => { try { await Save(); } catch (Exception e) { Console.WriteLine(e); } }).Start();
                ThreadPool.QueueUserWorkItem(async _ => await Save());
                _ = Task.Factory.StartNew(async () => await Save(), TaskCreationOptions.LongRunning);
            }
        }
        """,
        "This thread ends at the first await of its async body: a join does not wait for the rest, and an exception in it ends the process",
        "This thread ends at the first await of its async body: a join does not wait for the rest",
        "This work item ends at the first await of its async body: nothing waits for the rest, and an exception in it ends the process",
        "The thread of this long-running task ends at the first await of its async body: the rest runs on the pool, and the thread was made in vain");

    [Fact]
    public Task Points_at_the_await() => PointsAt("""
        class C
        {
            void M() => new Thread(async () =>
            {
                Console.WriteLine("working");
                await Task.Delay(10);
                Console.WriteLine("done");
            }).Start();
        }
        """, 6);

    [Fact]
    public Task Awaits_a_task_in_the_place_of_the_join() => Fixes("""
        class Report
        {
            async Task Print(string[] rows)
            {
                await Task.Yield();
                // Print beside the caller.
                var printer = [|new Thread|](async () =>
                {
                    // slow
                    foreach (var row in rows)
                    {
                        await Task.Delay(10);
                        Console.WriteLine(row);
                    }
                }); // made
                printer.IsBackground = true; // do not keep the process
                printer.Name = "printer";
                printer.Start();
                Console.WriteLine("printing");

                printer.Join(); // wait
                Console.WriteLine("printed");
            }

            async Task Both()
            {
                Thread first = [|new|](async () => { await Task.Delay(10); Console.WriteLine(1); }) { IsBackground = true };
                first.Start();
                var second = [|new Thread|](async delegate () { await Task.Delay(10); Console.WriteLine(2); });
                second.Start();
                first.Join();
                second.Join();
                await Task.Yield();
            }

            Func<Task> Later() => async () =>
            {
                var third = [|new Thread|](async () => await Task.Delay(10));
                third.Start();
                if (DateTime.Now.Ticks > 3)
                    third.Join();
                await Task.Yield();
            };
        }
        """, """
        class Report
        {
            async Task Print(string[] rows)
            {
                await Task.Yield();
                // Print beside the caller.
                // made
                // do not keep the process
                var printer = Task.Run(async () =>
                {
                    // slow
                    foreach (var row in rows)
                    {
                        await Task.Delay(10);
                        Console.WriteLine(row);
                    }
                });
                Console.WriteLine("printing");

                await printer; // wait
                Console.WriteLine("printed");
            }

            async Task Both()
            {
                var first = Task.Run(async () => { await Task.Delay(10); Console.WriteLine(1); });
                var second = Task.Run(async delegate () { await Task.Delay(10); Console.WriteLine(2); });
                await first;
                await second;
                await Task.Yield();
            }

            Func<Task> Later() => async () =>
            {
                var third = Task.Run(async () => await Task.Delay(10));
                if (DateTime.Now.Ticks > 3)
                    await third;
                await Task.Yield();
            };
        }
        """);

    [Fact]
    public Task Awaits_among_top_level_statements_with_their_line_ends() => Fixes("""
        // A program.
        var worker = [|new Thread|](async () => { await Task.Delay(10); Console.WriteLine("worked"); });
        worker.Start();
        worker.Join();
        Console.WriteLine("done");
        """.ReplaceLineEndings("\r\n"), """
        // A program.
        var worker = Task.Run(async () => { await Task.Delay(10); Console.WriteLine("worked"); });
        await worker;
        Console.WriteLine("done");
        """.ReplaceLineEndings("\r\n"));

    [Fact]
    public Task Runs_what_deals_with_its_exceptions_as_a_task_that_nobody_waits_for() => Fixes("""
        class Mail
        {
            static async Task Send() { await Task.Delay(10); Console.WriteLine("sent"); }

            void Start()
            {
                // Now:
                [|new Thread|](async () =>
                {
                    try { await Send(); } // once
                    catch (Exception e) { Console.WriteLine(e); }
                }).Start(); // go
                var other = [|new Thread|](async () => { try { await Send(); } catch { Console.WriteLine("failed"); } });
                other.IsBackground = true;
                other.Start();
            }
        }
        """, """
        class Mail
        {
            static async Task Send() { await Task.Delay(10); Console.WriteLine("sent"); }

            void Start()
            {
                // Now:
                _ = Task.Run(async () =>
                {
                    try { await Send(); } // once
                    catch (Exception e) { Console.WriteLine(e); }
                }); // go
                _ = Task.Run(async () => { try { await Send(); } catch { Console.WriteLine("failed"); } });
            }
        }
        """);

    [Fact]
    public Task Asks_for_no_thread() => Fixes("""
        class Pump
        {
            private Task? running;
            private readonly CancellationTokenSource stop = new();

            static async Task Send() { await Task.Delay(10); Console.WriteLine("sent"); }

            public void Start()
            {
                running = [|Task.Factory.StartNew|](async () =>
                {
                    while (!stop.IsCancellationRequested)
                        await Send(); // again
                }, stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }

            public Task Twice() => [|Task.Factory.StartNew|](async () => { await Send(); await Send(); }, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach).Unwrap();

            public async Task Once() => await [|Task.Factory.StartNew|](Send, TaskCreationOptions.LongRunning);

            public async Task All(int[] rows) =>
                await Task.WhenAll(rows.Select(row => [|Task.Factory.StartNew|](
                    async () =>
                    {
                        await Send();
                        Console.WriteLine(row);
                    },
                    TaskCreationOptions.LongRunning).Unwrap()));
        }
        """, """
        class Pump
        {
            private Task? running;
            private readonly CancellationTokenSource stop = new();

            static async Task Send() { await Task.Delay(10); Console.WriteLine("sent"); }

            public void Start()
            {
                running = Task.Run(async () =>
                {
                    while (!stop.IsCancellationRequested)
                        await Send(); // again
                }, stop.Token);
            }

            public Task Twice() => Task.Run(async () => { await Send(); await Send(); });

            public async Task Once() => await Task.Run(Send);

            public async Task All(int[] rows) =>
                await Task.WhenAll(rows.Select(row => Task.Run(
                    async () =>
                    {
                        await Send();
                        Console.WriteLine(row);
                    })));
        }
        """);

    [Theory]
    [InlineData("[|new Thread|](async () => { await Send(); Console.WriteLine(1); }).Start();")] // A task would hide what it throws.
    [InlineData("var worker = [|new Thread|](async () => { await Send(); Console.WriteLine(1); }); worker.Start(); Console.WriteLine(worker.ManagedThreadId); worker.Join();")]
    [InlineData("var worker = [|new Thread|](async () => { await Send(); Console.WriteLine(1); }); worker.Priority = ThreadPriority.Highest; worker.Start(); worker.Join();")]
    [InlineData("var worker = [|new Thread|](async () => { await Send(); Console.WriteLine(1); }, 1_000_000); worker.Start(); worker.Join();")]
    [InlineData("var worker = [|new Thread|](async () => { await Send(); Console.WriteLine(1); }); Keep(worker); worker.Start(); worker.Join();")]
    [InlineData("var worker = [|new Thread|](async () => { await Send(); Console.WriteLine(1); }); worker.Start(); worker.Join(100);")]
    [InlineData("var worker = [|new Thread|](async it => { await Send(); Console.WriteLine(it); }); worker.Start(3); worker.Join();")]
    [InlineData("var worker = [|new Thread|](async () => { while (true) await Send(); }); worker.Start(); worker.Join();")]
    [InlineData("var worker = [|new Thread|](async () => { Thread.Sleep(10); await Send(); }); worker.Start(); worker.Join();")]
    [InlineData("lock (gate) { var worker = [|new Thread|](async () => await Send()); worker.Start(); worker.Join(); }")]
    [InlineData("var worker = [|new Thread|](Print); worker.Start(); worker.Join();")]
    [InlineData("var worker = [|new Thread|](async () => await Send()); Console.WriteLine(1); worker.Start(); worker.Join();")]
    [InlineData("await [|Task.Factory.StartNew|](async () => { while (true) await Send(); }, TaskCreationOptions.LongRunning);")]
    [InlineData("await [|Task.Factory.StartNew|](async () => { Thread.Sleep(10); await Send(); }, TaskCreationOptions.LongRunning);")]
    [InlineData("await [|Task.Factory.StartNew|](async () => await Send(), TaskCreationOptions.LongRunning | TaskCreationOptions.AttachedToParent);")]
    [InlineData("await [|Task.Factory.StartNew|](async it => { await Send(); Console.WriteLine(it); }, 3, TaskCreationOptions.LongRunning);")]
    [InlineData("await [|Task.Factory.StartNew|](Print, TaskCreationOptions.LongRunning);")]
    [InlineData("await await [|Task.Factory.StartNew|](async () => await Send(), TaskCreationOptions.LongRunning);")]
    [InlineData("[|ThreadPool.QueueUserWorkItem|](async _ => await Send());")]
    [InlineData("Task _ = Send(); [|new Thread|](async () => { try { await Send(); } catch (Exception problem) { Console.WriteLine(problem); } }).Start(); await _;")]
    public Task Offers_nothing_where_a_task_is_not_the_same(string body) => FlagsWithoutFix($$"""
        class C
        {
            private readonly object gate = new();

            static async Task Send() { await Task.Delay(10); Console.WriteLine("sent"); }
            static async void Print() { await Send(); Console.WriteLine("printed"); }
            static void Keep(Thread thread) { Console.WriteLine(thread.Name); }

            async Task M()
            {
                await Task.Yield();
                {{body}}
            }
        }
        """);

    [Fact]
    public Task Offers_nothing_where_nobody_can_await() => FlagsWithoutFix("""
        class C
        {
            void M()
            {
                var worker = [|new Thread|](async () => { await Task.Delay(10); Console.WriteLine("worked"); });
                worker.Start();
                worker.Join();
            }
        }
        """);
}
