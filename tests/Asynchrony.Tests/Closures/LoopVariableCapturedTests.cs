using Asynchrony.Analyzers.Closures;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Closures;

public sealed class LoopVariableCapturedTests : RuleTests<LoopVariableCaptured>
{
    private const string Use = "public static void Use(params object[] values) => Console.WriteLine(values.Length); public static bool Flip() => DateTime.Now.Ticks > 5;";

    [Theory]
    [InlineData("Task.Run(() => Use([|i|]));")]
    [InlineData("Task.Factory.StartNew(() => Use([|i|]));")]
    [InlineData("new Thread(() => Use([|i|])).Start();")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => Use([|i|]));")]
    [InlineData("Task.CompletedTask.ContinueWith(_ => Use([|i|]));")]
    [InlineData("Task.Run(delegate { Use(1); Use([|i|], i); });")]
    [InlineData("Task.Run(async () => { await Task.Yield(); Use([|i|]); });")]
    [InlineData("Task.Run(() => { Action inner = () => Use([|i|]); inner(); });")]
    [InlineData("Action work = () => Use([|i|]); Task.Run(work);")]
    [InlineData("void Work() => Use([|i|]); Task.Run(Work);")]
    [InlineData("if (Flip()) { Task.Run(() => Use([|i|])); }")]
    [InlineData("var worker = new Thread(() => Use([|i|])) { IsBackground = true }; worker.Start();")]
    [InlineData("Task.Run(() => Use(1)).ContinueWith(_ => Use([|i|]));")]
    public Task Flags_a_for_variable_read_by_a_body_that_starts_in_the_loop(string start) => Flags($$"""
        for (int i = 0; i < 3; i++)
        {
            {{start}}
        }
        """, Use);

    [Fact]
    public Task Flags_bodies_that_are_waited_for_after_the_loop() => Flags("""
        var tasks = new List<Task>();
        var threads = new Thread[3];
        for (int i = 0; i < 3; i++)
        {
            tasks.Add(Task.Run(() => Use([|i|])));
            threads[i] = new Thread(() => Use([|i|]));
            threads[i].Start();
        }
        Task.WaitAll(tasks.ToArray());
        foreach (var thread in threads)
            thread.Join();
        """, Use);

    [Fact]
    public Task Flags_a_loop_without_braces() => Flags("""
        for (var i = 0; i < 3; i += 2)
            for (int j = 3; j --> 0;)
                Task.Run(() => Use([|i|], [|j|]));
        """, Use);

    [Fact]
    public Task Flags_a_local_declared_outside_that_the_loop_changes() => Flags("""
        var n = 0;
        while (n < 3)
        {
            Task.Run(() => Use([|n|]));
            n++;
        }
        string current = "";
        foreach (var name in new[] { "a", "b" })
        {
            current = name;
            Task.Run(() => Use([|current|]));
        }
        int k = 3;
        do { Task.Run(() => Use([|k|])); } while (--k > 0);
        """, Use);

    [Fact]
    public Task Flags_the_inner_variable_when_only_the_outer_iteration_waits() => Flags("""
        for (int batch = 0; batch < 3; batch++)
        {
            var tasks = new List<Task>();
            for (int i = 0; i < 3; i++)
                tasks.Add(Task.Run(() => Use(batch, [|i|])));
            await Task.WhenAll(tasks);
        }
        """, Use);

    [Theory]
    [InlineData("await Task.Run(() => Use(i));")]
    [InlineData("await Task.Run(() => Use(i)).ConfigureAwait(false);")]
    [InlineData("var task = Task.Run(() => Use(i)); await task;")]
    [InlineData("var tasks = new[] { Task.Run(() => Use(i)), Task.Run(() => Use(i)) }; await Task.WhenAll(tasks);")]
    [InlineData("var tasks = new List<Task>(); tasks.Add(Task.Run(() => Use(i))); foreach (var task in tasks) await task;")]
    public Task Accepts_a_body_that_is_awaited_in_the_iteration(string start) => Accepts($$"""
        for (int i = 0; i < 3; i++)
        {
            {{start}}
        }
        """, Use);

    [Theory]
    [InlineData("Task.Run(() => Use(i)).Wait();")]
    [InlineData("Task.Run(() => Use(i)).GetAwaiter().GetResult();")]
    [InlineData("var n = Task.Run(() => i).Result;")]
    [InlineData("Task.WaitAll(Task.Run(() => Use(i)), Task.Run(() => Use(i)));")]
    [InlineData("Task.WaitAll(new[] { Task.Run(() => Use(i)) });")]
    [InlineData("Task.WaitAll([Task.Run(() => Use(i))], CancellationToken.None);")]
    [InlineData("var worker = new Thread(() => Use(i)); worker.Start(); worker.Join();")]
    [InlineData("using var done = new ManualResetEvent(false); ThreadPool.QueueUserWorkItem(_ => { Use(i); done.Set(); }); done.WaitOne();")]
    [InlineData("Parallel.Invoke(() => Use(i), () => Use(i));")]
    [InlineData("new List<int>().ForEach(x => Use(i, x));")]
    [InlineData("var copy = i; Task.Run(() => Use(copy));")]
    [InlineData("Task.Run(() => Use(nameof(i)));")]
    [InlineData("Func<int> later = () => i; Use(later());")]
    [InlineData("Action<object?> print = value => Use(value!); Task.Factory.StartNew(print, i);")]
    public Task Accepts_bodies_that_see_the_value_of_the_iteration(string start) => Accepts($$"""
        for (int i = 0; i < 3; i++)
        {
            {{start}}
        }
        """, Use);

    [Fact]
    public Task Accepts_foreach_variables_and_locals_of_the_iteration() => Accepts("""
        foreach (var name in new[] { "a", "b" })
        {
            var n = 0;
            n += name.Length;
            Task.Run(() => Use(name, n));
        }
        foreach (var (key, held) in new Dictionary<int, int>())
            Task.Run(() => Use(key, held));
        """, Use);

    [Fact]
    public Task Accepts_a_start_that_leaves_the_loop() => Accepts("""
        for (int i = 0; i < 3; i++)
        {
            if (i > 1)
            {
                Task.Run(() => Use(i));
                break;
            }
        }
        """, Use);

    [Fact]
    public Task Accepts_a_start_whose_method_ends() => AcceptsProgram("""
        class C
        {
            Task<int> M()
            {
                for (int i = 0; ; i++)
                    if (i > 5)
                        return Task.Run(() => i);
            }
        }
        """);

    [Theory]
    [InlineData("Task.Run(() => { while (!stop) Thread.Sleep(1); });")]
    [InlineData("Task.Run(() => { for (; !stop;) Thread.Sleep(1); });")]
    [InlineData("Task.Run(() => Use(Volatile.Read(ref stop)));")]
    [InlineData("Task.Run(() => stop = true);")]
    [InlineData("Task.Run(() => { if (!stop) stop = true; });")]
    public Task Accepts_variables_that_are_shared_on_purpose(string start) => Accepts($$"""
        var stop = false;
        while (!stop)
        {
            {{start}}
            stop = Flip();
        }
        """, Use);

    [Fact]
    public Task Accepts_a_variable_that_the_loop_does_not_change() => Accepts("""
        var total = 0;
        total += 2;
        for (int i = 0; i < 3; i++)
            Task.Run(() => Use(total));
        """, Use);

    [Fact]
    public Task Accepts_a_body_that_starts_behind_the_loop() => Accepts("""
        int i;
        for (i = 0; i < 3; i++)
            Use(i);
        Task.Run(() => Use(i));
        """, Use);

    [Fact]
    public Task Accepts_expression_trees() => AcceptsProgram("""
        class C
        {
            void M(List<System.Linq.Expressions.Expression<Func<Task>>> kept)
            {
                for (int i = 0; i < 3; i++)
                    kept.Add(() => Task.Run(() => i));
            }
        }
        """);

    [Fact]
    public Task Says_which_variable_and_what_runs() => Says("""
        class C
        {
            void M()
            {
                for (int i = 0; i < 3; i++)
                    new Thread(() => Console.WriteLine(i)).Start();
            }
        }
        """, "Loop variable 'i' is captured by a thread that starts in the loop, and the loop changes it before the thread may read it");

    [Fact]
    public Task Points_at_the_change_and_the_start() => PointsAt("""
        class C
        {
            void M()
            {
                var n = 0;
                while (n < 3)
                {
                    Task.Run(() =>
                        Console.WriteLine(n));
                    n++;
                }
            }
        }
        """, 10, 8);

    [Fact]
    public Task Copies_the_variable_inside_the_loop() => Fixes("""
        class C
        {
            void M(List<Task> tasks)
            {
                for (int i = 0; i < 3; i++)
                {
                    // One task a page.
                    tasks.Add(Task.Run(() => Print([|i|], /* twice */ i))); // starts now
                }
            }

            static void Print(int page, int last) => Console.WriteLine(page + last);
        }
        """, """
        class C
        {
            void M(List<Task> tasks)
            {
                for (int i = 0; i < 3; i++)
                {
                    var iCopy = i;
                    // One task a page.
                    tasks.Add(Task.Run(() => Print(iCopy, /* twice */ iCopy))); // starts now
                }
            }

            static void Print(int page, int last) => Console.WriteLine(page + last);
        }
        """);

    [Fact]
    public Task Makes_room_where_the_loop_has_no_braces() => Fixes("""
        class C
        {
            void M()
            {
                for (int i = 0; i < 3; i++)
                    // each
                    Task.Run(() => Console.WriteLine([|i|]));
                for (int i = 0; i < 3; i++)
                    for (int j = 0; j < 3; j++)
                        if (i != j)
                            Task.Run(() => Console.WriteLine([|i|] + [|j|]));
            }
        }
        """, """
        class C
        {
            void M()
            {
                for (int i = 0; i < 3; i++)
                // each
                {
                    var iCopy = i;
                    Task.Run(() => Console.WriteLine(iCopy));
                }
                for (int i = 0; i < 3; i++)
                    for (int j = 0; j < 3; j++)
                        if (i != j)
                        {
                            var iCopy2 = i;
                            var jCopy = j;
                            Task.Run(() => Console.WriteLine(iCopy2 + jCopy));
                        }
            }
        }
        """);

    [Fact]
    public Task Shares_one_copy_in_a_statement_and_avoids_taken_names() => Fixes("""
        class C
        {
            void M(int iCopy)
            {
                for (int i = 0; i < iCopy; i++)
                {
                    Pair(Task.Run(() => Console.WriteLine([|i|])), Task.Run(() => Console.WriteLine($"{[|i|]}")));
                }
                Action nested = () =>
                {
                    int n = 0;
                    while (n < 3)
                    {
                        Task.Run(() => new { n = [|n|] }.ToString());
                        n++;
                    }
                };
            }

            static void Pair(Task one, Task other) { }
        }
        """, """
        class C
        {
            void M(int iCopy)
            {
                for (int i = 0; i < iCopy; i++)
                {
                    var iCopy2 = i;
                    Pair(Task.Run(() => Console.WriteLine(iCopy2)), Task.Run(() => Console.WriteLine($"{iCopy2}")));
                }
                Action nested = () =>
                {
                    int n = 0;
                    while (n < 3)
                    {
                        var nCopy = n;
                        Task.Run(() => new { n = nCopy }.ToString());
                        n++;
                    }
                };
            }

            static void Pair(Task one, Task other) { }
        }
        """);

    [Fact]
    public Task Copies_at_top_level_and_for_local_functions() => Fixes("""
        for (int i = 0; i < 3; i++)
        {
            void Work() => Console.WriteLine([|i|]);
            Task.Run(Work);
        }
        """, """
        for (int i = 0; i < 3; i++)
        {
            var iCopy = i;
            void Work() => Console.WriteLine(iCopy);
            Task.Run(Work);
        }
        """);

    [Fact]
    public Task Offers_nothing_where_a_copy_would_be_wrong() => FlagsWithoutFix("""
        class C
        {
            void M(Task[] tasks)
            {
                var n = 0;
                while (n < 3)
                    tasks[n++] = Task.Run(() => Console.WriteLine([|n|]));

                int i;
                for (i = 0; i < 3; i++)
                    Task.Run(Work);

                void Work() => Console.WriteLine([|i|]);

                // The copy would stand behind its first use.
                for (int j = 0; j < 3; j++)
                {
                    Task.Run(Late);
                    void Late() => Console.WriteLine([|j|]);
                }
            }
        }
        """);
}
