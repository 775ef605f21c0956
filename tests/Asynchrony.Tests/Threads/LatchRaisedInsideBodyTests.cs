using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class LatchRaisedInsideBodyTests : RuleTests<LatchRaisedInsideBody>
{
    private const string Members = "public static void Use(object? o) => Console.WriteLine(o); public static bool Go() => DateTime.Now.Ticks > 3;";

    [Theory]
    [InlineData("for (var i = 0; i < 3; i++) Task.Run(() => { [|latch.AddCount|](); Use(1); latch.Signal(); }); latch.Signal(); latch.Wait();")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => { [|latch.AddCount|](1); try { Use(1); } finally { latch.Signal(); } }); Use(2); latch.Signal(); Use(latch.Wait(1000));")]
    [InlineData("var worker = new Thread(() => { try { [|latch.AddCount|](); Use(1); } finally { latch.Signal(); } }); worker.Start(); latch.Signal(); latch.Wait();")]
    [InlineData("Task.Run(Body); latch.Signal(); latch.Wait(); void Body() { if (![|latch.TryAddCount|]()) return; Use(1); latch.Signal(); }")]
    [InlineData("var barrier = new Barrier(1); Task.Run(() => { [|barrier.AddParticipant|](); Use(1); barrier.SignalAndWait(); }); barrier.SignalAndWait();")]
    [InlineData("for (var i = 0; i < 3; i++) ThreadPool.QueueUserWorkItem(_ => { [|Interlocked.Increment|](ref open); Use(1); Interlocked.Decrement(ref open); }); while (open > 0) Thread.Sleep(1);")]
    public Task Flags_work_that_counts_itself_in(string body) => Flags($"var latch = new CountdownEvent(1); var open = 0; {body} Use(latch.CurrentCount + open);", Members);

    [Theory]
    [InlineData("for (var i = 0; i < 3; i++) { latch.AddCount(); Task.Run(() => { Use(1); latch.Signal(); }); } latch.Signal(); latch.Wait();")]
    [InlineData("Task.Run(() => { Use(1); latch.Signal(); }); latch.Wait();")]
    [InlineData("var work = Task.Run(() => { latch.AddCount(); Use(1); latch.Signal(); }); work.Wait(); latch.Signal(); latch.Wait();")]
    [InlineData("Task.Run(() => { latch.AddCount(); Use(1); latch.Signal(); });")]
    [InlineData("Task.Run(() => { latch.AddCount(); Task.Run(() => { Use(1); latch.Signal(); }); Use(2); latch.Signal(); }); latch.Wait();")]
    [InlineData("Task.Run(() => { if (Go()) latch.AddCount(); Use(1); latch.Signal(); }); latch.Wait();")]
    [InlineData("var begun = new ManualResetEventSlim(); Task.Run(() => { latch.AddCount(); begun.Set(); Use(1); latch.Signal(); }); begun.Wait(); latch.Signal(); latch.Wait();")]
    [InlineData("Task.Run(() => { latch.AddCount(); Use(1); }); latch.Signal(); latch.Wait();")]
    [InlineData("Task.Run(() => { var own = new CountdownEvent(1); own.AddCount(); Use(1); own.Signal(); own.Signal(); own.Wait(); }); latch.Signal(); latch.Wait();")]
    [InlineData("Task.Run(() => { Interlocked.Increment(ref open); Use(1); Interlocked.Decrement(ref open); }); Use(open);")]
    [InlineData("Task.Run(() => { Interlocked.Increment(ref open); Use(1); }); while (open < 1) Thread.Sleep(1);")]
    [InlineData("Parallel.For(0, 3, i => { latch.AddCount(); Use(i); latch.Signal(); }); latch.Signal(); latch.Wait();")]
    public Task Accepts_counts_that_come_in_time(string body) => Accepts($"var latch = new CountdownEvent(1); var open = 0; {body}", Members);

    private const string Pool = """
        class Pool
        {
            private readonly Queue<string> tasks = new();
            private int workers;
            private int limit = 4;

            BODY

            private void Serve()
            {
                Interlocked.Increment(ref workers);
                try { lock (tasks) Console.WriteLine(tasks.Dequeue()); } finally { Interlocked.Decrement(ref workers); }
            }

            private async Task ServeAsync(int delay)
            {
                Interlocked.Increment(ref workers);
                await Task.Delay(delay);
                Interlocked.Decrement(ref workers);
            }
        }
        """;

    [Theory]
    [InlineData("public void Put(string task) { lock (tasks) tasks.Enqueue(task); if ([|workers < limit|]) Task.Run(Serve); }")]
    [InlineData("public void Put(string task) { lock (tasks) tasks.Enqueue(task); if ([|limit > Volatile.Read(ref workers) && task.Length > 3|]) { lock (tasks) { Task.Run(() => ServeAsync(3)); } } }")]
    [InlineData("public void Put(string task) { lock (tasks) tasks.Enqueue(task); if ([|workers == 0|]) ThreadPool.QueueUserWorkItem(_ => { Interlocked.Increment(ref workers); Console.WriteLine(task); Interlocked.Decrement(ref workers); }); }")]
    [InlineData("public void Put(string task) { lock (tasks) tasks.Enqueue(task); if ([|workers < limit|]) { var worker = new Thread(Serve); worker.Start(); } }")]
    public Task Flags_a_limit_that_the_work_itself_counts_for(string body) => FlagsProgram(Pool.Replace("BODY", body));

    [Theory]
    [InlineData("public void Put(string task) { lock (tasks) tasks.Enqueue(task); Task.Run(Serve); }")]
    [InlineData("public void Put(string task) { lock (tasks) tasks.Enqueue(task); if (limit > 3) Task.Run(Serve); }")]
    [InlineData("public void Put(string task) { lock (tasks) tasks.Enqueue(task); if (workers < limit) Task.Run(Plain); } private void Plain() { Console.WriteLine(limit); Interlocked.Decrement(ref workers); }")]
    [InlineData("private int one; public void Put(string task) { lock (tasks) tasks.Enqueue(task); if (workers < limit && Interlocked.Exchange(ref one, 1) == 0) Task.Run(Serve); }")]
    [InlineData("public void Put(string task) { lock (tasks) tasks.Enqueue(task); if (workers > limit) Task.Run(Serve); }")]
    [InlineData("public void Put(string task) { if (workers < limit) Console.WriteLine(task); else Task.Run(Serve); }")]
    public Task Accepts_starts_that_no_count_decides(string body) => AcceptsProgram(Pool.Replace("BODY", body));

    [Fact]
    public Task Flags_fields_that_another_member_waits_for() => FlagsProgram("""
        class Server
        {
            private readonly CountdownEvent requests = new(1);
            private volatile bool stopping;
            private int open;

            public void Accept(string request)
            {
                if (!stopping)
                    ThreadPool.QueueUserWorkItem(_ => Handle(request));
                new Thread(Serve).Start();
                while (Volatile.Read(ref open) > 0)
                    Thread.Sleep(10);
                Task.Run(() =>
                {
                    [|requests.AddCount|]();
                    Console.WriteLine(request);
                    requests.Signal();
                });
            }

            private void Handle(string request)
            {
                [|requests.AddCount|]();
                Console.WriteLine(request);
                requests.Signal();
            }

            private void Serve()
            {
                [|Interlocked.Increment|](ref open);
                Console.WriteLine("serving");
                Interlocked.Decrement(ref open);
            }

            public void Stop()
            {
                stopping = true;
                requests.Signal();
                requests.Wait();
            }
        }
        """);

    [Fact]
    public Task Says_who_waits() => Says("""
        class C
        {
            void M()
            {
                var latch = new CountdownEvent(1);
                Task.Run(() => { latch.AddCount(); Console.WriteLine(1); latch.Signal(); });
                latch.Signal();
                latch.Wait();
            }
        }
        """, "'latch' is raised by the task itself, so line 8 may be through with its wait before the task has begun");

    [Fact]
    public Task Points_at_the_start_and_the_wait() => PointsAt("""
        class C
        {
            void M(CountdownEvent latch)
            {
                Task.Run(() =>
                {
                    latch.AddCount();
                    Console.WriteLine(1);
                    latch.Signal();
                });
                latch.Signal();
                latch.Wait();
            }
        }
        """, 5, 12);

    [Fact]
    public Task Counts_in_before_the_start() => Fixes("""
        class Report
        {
            private int open;

            void Print(string[] rows)
            {
                using var latch = new CountdownEvent(1);
                foreach (var row in rows)
                {
                    // Beside the others.
                    ThreadPool.QueueUserWorkItem(_ =>
                    {
                        // one more
                        [|latch.AddCount|](); // in
                        Console.WriteLine(row);
                        latch.Signal();
                    });
                }

                var last = new Thread(() =>
                {
                    try
                    {
                        [|latch.AddCount|]();
                        Console.WriteLine("last");
                    }
                    finally
                    {
                        latch.Signal();
                    }
                });
                last.IsBackground = true;
                last.Start();
                Console.WriteLine("started");
                latch.Signal();
                latch.Wait();
            }

            void Count(string[] rows)
            {
                Action run = () =>
                {
                    foreach (var row in rows)
                    {
                        Task.Run(() =>
                        {
                            [|Interlocked.Increment|](ref open);
                            Console.WriteLine(row);
                            Interlocked.Decrement(ref open);
                        });
                    }

                    while (Volatile.Read(ref open) > 0)
                        Thread.Sleep(1);
                };
                run();
            }
        }
        """.ReplaceLineEndings("\r\n"), """
        class Report
        {
            private int open;

            void Print(string[] rows)
            {
                using var latch = new CountdownEvent(1);
                foreach (var row in rows)
                {
                    // one more
                    latch.AddCount(); // in
                    // Beside the others.
                    ThreadPool.QueueUserWorkItem(_ =>
                    {
                        Console.WriteLine(row);
                        latch.Signal();
                    });
                }

                var last = new Thread(() =>
                {
                    try
                    {
                        Console.WriteLine("last");
                    }
                    finally
                    {
                        latch.Signal();
                    }
                });
                last.IsBackground = true;
                latch.AddCount();
                last.Start();
                Console.WriteLine("started");
                latch.Signal();
                latch.Wait();
            }

            void Count(string[] rows)
            {
                Action run = () =>
                {
                    foreach (var row in rows)
                    {
                        Interlocked.Increment(ref open);
                        Task.Run(() =>
                        {
                            Console.WriteLine(row);
                            Interlocked.Decrement(ref open);
                        });
                    }

                    while (Volatile.Read(ref open) > 0)
                        Thread.Sleep(1);
                };
                run();
            }
        }
        """.ReplaceLineEndings("\r\n"));

    [Theory]
    [InlineData("Task.Run(() => { Console.WriteLine(1);\n[|latch.AddCount|](); Console.WriteLine(1); latch.Signal(); });")]
    [InlineData("Task.Run(() => { if (![|latch.TryAddCount|]()) return; Console.WriteLine(1); latch.Signal(); });")]
    [InlineData("foreach (var row in new[] { 1, 2 })\nTask.Run(() => {\n[|latch.AddCount|]();\nConsole.WriteLine(row); latch.Signal(); });")]
    [InlineData("Task.Run(Body); void Body() {\n[|latch.AddCount|]();\nConsole.WriteLine(1); latch.Signal(); }")]
    [InlineData("Task.Run(() => {\nvar two = 2;\n[|latch.AddCount|](two);\nConsole.WriteLine(1); latch.Signal(two); });")]
    public Task Moves_nothing_that_is_not_the_first(string start) => FlagsWithoutFix($$"""
        class C
        {
            void M(CountdownEvent latch)
            {
                {{start}}
                latch.Signal();
                latch.Wait();
            }
        }
        """);
}
