using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class ColdTaskNeverStartedTests : RuleTests<ColdTaskNeverStarted>
{
    private const string Members = """
        public static void Work() => Console.WriteLine("work");
        public static int Count() => Environment.TickCount;
        public static void Use(object? used) => Console.WriteLine(used);
        public static void Schedule(Task task) => task.Start();
        """;

    [Theory]
    [InlineData("await [|new Task|](Work);")]
    [InlineData("await [|new Task|](() => Use(1)).ConfigureAwait(false);")]
    [InlineData("Use(await [|new Task<int>|](Count));")]
    [InlineData("var work = [|new Task|](Work); await work;")]
    [InlineData("var work = [|new Task|](Work); Use(1); await Task.WhenAll(work, Task.Delay(1));")]
    [InlineData("Task<int> count = [|new|](Count); var next = count.ContinueWith(done => Use(done.Result)); await next;")]
    [InlineData("Task work; work = [|new Task|](Work, CancellationToken.None); try { await work.WaitAsync(TimeSpan.FromSeconds(1)); } catch (TimeoutException) { Use(1); }")]
    [InlineData("var all = new List<Task>(); all.Add([|new Task|](Work)); await Task.WhenAll(all);")]
    public Task Flags_what_is_awaited(string body) => Flags(body, Members);

    [Theory]
    [InlineData("[|new Task|](Work);")]
    [InlineData("_ = [|new Task|](Work);")]
    [InlineData("[|new Task|](Work).Wait();")]
    [InlineData("var work = [|new Task|](state => Use(state), 1); work.Wait(1000);")]
    [InlineData("var count = [|new Task<int>|](Count); Use(count.Result);")]
    [InlineData("var count = [|new Task<int>|](Count); Use(count?.Result);")]
    [InlineData("var work = [|new Task|](Work); work.GetAwaiter().GetResult();")]
    [InlineData("var work = [|new Task|](Work, TaskCreationOptions.LongRunning); Task.WaitAll(work);")]
    [InlineData("var work = [|new Task|](Work); if (work != null) Use(1);")]
    [InlineData("var unused = [|new Task|](Work);")]
    public Task Flags_what_is_waited_for_or_dropped(string body) => Flags(body, Members);

    [Theory]
    [InlineData("work.Start();")]
    [InlineData("work?.Start();")]
    [InlineData("if (Environment.TickCount > 1) work.Start(TaskScheduler.Default); work.Wait();")]
    [InlineData("work.RunSynchronously();")]
    [InlineData("Schedule(work); work.Wait();")]
    [InlineData("Action start = work.Start; start(); work.Wait();")]
    [InlineData("Action later = () => work.Start(); later(); work.Wait();")]
    [InlineData("void Later() => work.Start(); Later(); work.Wait();")]
    [InlineData("var all = new[] { work }; foreach (var each in all) each.Start(); Task.WaitAll(all);")]
    [InlineData("var all = new List<Task> { work }; all.ForEach(each => each.Start()); Task.WaitAll(all.ToArray());")]
    [InlineData("object kept = work; Use(kept); work.Wait();")]
    [InlineData("Use(work.Status);")]
    [InlineData("Use(work.Id); Use(work.AsyncState);")]
    [InlineData("(work, var second) = (Task.Delay(1), 2); work.Wait(); Use(second);")]
    public Task Accepts_tasks_that_are_started_or_handed_on_or_asked(string then) => Accepts($"var work = new Task(Work); {then}", Members);

    [Theory]
    [InlineData("new Task(Work).Start();")]
    [InlineData("new Task(Work).RunSynchronously();")]
    [InlineData("Schedule(new Task(Work));")]
    [InlineData("var work = Task.Run(Work); work.Wait();")]
    [InlineData("var source = new TaskCompletionSource(); Use(source.Task);")]
    [InlineData("var work = new ValueTask(Task.Delay(1)); Use(work);")]
    [InlineData("Task Make() => new Task(Work); Schedule(Make());")]
    [InlineData("Task Make() { return new Task(Work); } Schedule(Make());")]
    [InlineData("Use(Enumerable.Range(0, 3).Select(n => new Task(() => Use(n))).ToList());")]
    public Task Accepts_other_tasks(string body) => Accepts(body, Members);

    [Fact]
    public Task Accepts_fields_trees_and_dead_code() => AcceptsProgram("""
        class C
        {
            readonly Task work = new(() => Console.WriteLine("work"));
            Task? other;

            void Begin() => work.Start();
            void Set() { other = new Task(() => Console.WriteLine("other")); other.Wait(); }
            System.Linq.Expressions.Expression<Func<int>> Tree() => () => new Task<int>(() => 1).Result;

            async Task Dead()
            {
                await Task.Yield();
                return;
        #pragma warning disable CS0162
                await new Task(() => Console.WriteLine("dead"));
            }
        }
        """);

    [Fact]
    public Task Says_what_never_happens() => Says(
        """
        class C
        {
            async Task M(Action run)
            {
                var work = new Task(run);
                await work;
                new Task(run);
            }
        }
        """,
        "Task 'work' is created but never started: whoever waits for it waits for ever",
        "This task is created but never started: its work never happens");

    [Theory]
    [InlineData("class C { async Task M() { await new Task(); } }")]
    [InlineData("class C { async Task M() { await new Task(() => ; } }")]
    [InlineData("class C { async Task M() { var t = new Task(Missing); await t } }")]
    public async Task Survives_unfinished_code(string code) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", code)), [new ColdTaskNeverStarted()]), finding => Assert.Equal("ASY1010", finding.Id));

    [Theory]
    [InlineData("await [|new Task|](Work);", "await Task.Run(Work);")]
    [InlineData("await [|new System.Threading.Tasks.Task|](Work, token);", "await Task.Run(Work, token);")]
    [InlineData("Use(await [|new Task<int>|](() => 1));", "Use(await Task.Run(() => 1));")]
    [InlineData("Use(await [|new Task<long>|](() => 1));", "Use(await Task.Run<long>(() => 1));")]
    [InlineData("Task work = [|new|](() => { Work(); }); await work;", "Task work = Task.Run(() => { Work(); }); await work;")]
    [InlineData("await [|new Task|](state => Use(state), 1);", "await Task.Factory.StartNew(state => Use(state), 1);")]
    [InlineData("await [|new Task|](Work, TaskCreationOptions.LongRunning);", "await Task.Factory.StartNew(Work, TaskCreationOptions.LongRunning);")]
    [InlineData("await [|new Task|](async () => { await Task.Delay(1); });", "await Task.Run(async () => { await Task.Delay(1); });")]
    [InlineData("await [|new Task|](() => { [|new Task|](Work).Wait(); });", "await Task.Run(() => { Task.Run(Work).Wait(); });")]
    [InlineData("[|new Task|](Work);", "_ = Task.Run(Work);")]
    public Task Starts_the_task(string before, string after) => Fixes(Program(before), Program(after));

    [Fact]
    public Task Keeps_comments_and_lines() => Fixes(
        Program("""
            // The work
                var work = /* new */ [|new Task|]( // begins
                    () => // here
                    {
                        Work(); // now
                    }); // and ends
                await work;
            """),
        Program("""
            // The work
                var work = /* new */ Task.Run( // begins
                    () => // here
                    {
                        Work(); // now
                    }); // and ends
                await work;
            """));

    [Fact]
    public Task Keeps_the_line_ends_and_starts_in_lambdas_and_expression_bodies() => Fixes(
        "class C\r\n{\r\n\tTask M() => Task.Run(async () =>\r\n\t{\r\n\t\tawait [|new Task|](() => Console.WriteLine(1));\r\n\t});\r\n\tasync Task N() => await [|new Task|](() => Console.WriteLine(2));\r\n}\r\n",
        "class C\r\n{\r\n\tTask M() => Task.Run(async () =>\r\n\t{\r\n\t\tawait Task.Run(() => Console.WriteLine(1));\r\n\t});\r\n\tasync Task N() => await Task.Run(() => Console.WriteLine(2));\r\n}\r\n");

    [Theory]
    [InlineData("await [|new Task|](Work, token, TaskCreationOptions.None);")]
    [InlineData("await [|new Task<Task>|](() => Task.Delay(1));")]
    public Task Offers_nothing_where_no_call_does_the_same(string body) => FlagsWithoutFix(Program(body));

    private static string Program(string body) => $$"""
        class C
        {
            async Task Run(CancellationToken token)
            {
                {{body}}
                await Task.Yield();
            }

            static void Work() => Console.WriteLine("work");
            static void Use(object? used) => Console.WriteLine(used);
        }
        """;
}
