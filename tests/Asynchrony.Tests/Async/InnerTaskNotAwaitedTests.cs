using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class InnerTaskNotAwaitedTests : RuleTests<InnerTaskNotAwaited>
{
    private const string Members = """
        public static async Task Save() { await Task.Yield(); Console.WriteLine("saved"); }
        public static async Task<int> Load() { await Task.Delay(1); return 1; }
        public static async ValueTask Write() { await Task.Yield(); }
        public static async ValueTask<int> Read() { await Task.Yield(); return 2; }
        public static Task<T> Retry<T>(Func<T> work) => Task.Run(work);
        public static Task<T> Retry<T>(Func<T> work, int times) => Task.Run(work);
        public static Task<Task> Begin() => Task.FromResult(Save());
        public static void Use(object? used) => Console.WriteLine(used);
        public static void Keep(Task<Task> both) => Console.WriteLine(both.Result);
        public static TaskScheduler Own => TaskScheduler.Default;
        public static Func<Task> Work => Save;
        public static readonly Task Completed = Task.FromResult(true);
        """;

    [Theory]
    [InlineData("await [|Task.Factory.StartNew|](async () => await Save());")]
    [InlineData("await [|Task.Factory.StartNew|](() => Save());")]
    [InlineData("await [|Task.Factory.StartNew|](Save);")]
    [InlineData("await [|Task.Factory.StartNew|](Work);")]
    [InlineData("await [|Task.Factory.StartNew|](async () => { await Save(); return 1; }).ConfigureAwait(false);")]
    [InlineData("await [|Task.Factory.StartNew|](async state => { await Save(); Use(state); }, 1);")]
    [InlineData("await [|Task.Factory.StartNew|](() => Save(), CancellationToken.None, TaskCreationOptions.DenyChildAttach, Own);")]
    [InlineData("await new TaskFactory(Own).[|StartNew|](() => Save());")]
    [InlineData("_ = await [|Task.Factory.StartNew|](() => Save());")]
    [InlineData("await [|Task.Run|](() => Write());")]
    [InlineData("await [|Task.Run|](() => Read());")]
    [InlineData("await Save().[|ContinueWith|](async ended => { await Save(); Use(ended.Status); });")]
    [InlineData("await Load().[|ContinueWith|](ended => Save());")]
    [InlineData("await [|Retry|](() => Save());")]
    [InlineData("await [|Task.FromResult|](Save());")]
    [InlineData("var work = [|Task.Factory.StartNew|](() => Save()); Use(1); await work;")]
    [InlineData("var work = [|Task.Factory.StartNew|](() => Save()); if (work.IsCompleted) return; await work.WaitAsync(TimeSpan.FromSeconds(1));", "async iterator")]
    [InlineData("Task work = [|Task.Factory.StartNew|](() => Save()); await work;")]
    [InlineData("await Task.WhenAll([|Task.Factory.StartNew|](() => Save()), [|Task.Factory.StartNew|](() => Save()));")]
    [InlineData("await Task.WhenAll([|Task.Factory.StartNew|](() => Save()), Save());")]
    [InlineData("await Task.WhenAll(new[] { 1, 2 }.Select(n => [|Task.Factory.StartNew|](async () => { await Save(); Use(n); })));")]
    [InlineData("var all = new[] { 1, 2 }.Select(n => [|Task.Factory.StartNew|](async () => { await Save(); Use(n); })).ToArray(); await Task.WhenAll(all);")]
    [InlineData("await Task.Run(async () => await [|Task.Factory.StartNew|](async () => await Save()));")]
    [InlineData("await (DateTime.Now.Ticks > 5 ? [|Task.Factory.StartNew|](() => Save()) : Begin());")]
    public Task Flags_what_is_awaited_once(string body, params string[] except) => Flags(body, Members, except);

    [Theory]
    [InlineData("[|Task.Factory.StartNew|](() => Save()).Wait();")]
    [InlineData("[|Task.Factory.StartNew|](async () => await Save()).Wait(1000);")]
    [InlineData("[|Task.Factory.StartNew|](() => Save()).GetAwaiter().GetResult();")]
    [InlineData("_ = [|Task.Factory.StartNew|](() => Save()).Result;")]
    [InlineData("Task.WaitAll([|Task.Factory.StartNew|](() => Save()), [|Task.Factory.StartNew|](() => Load()));")]
    [InlineData("var all = new[] { 1, 2 }.Select(n => [|Task.Factory.StartNew|](async () => { await Save(); Use(n); })).ToArray(); Task.WaitAll(all);")]
    [InlineData("var all = new List<Task>(); all.Add([|Task.Factory.StartNew|](() => Save())); Task.WaitAll(all.ToArray());")]
    [InlineData("var all = new List<Task> { [|Task.Factory.StartNew|](() => Save()) }; Use(all);")]
    [InlineData("Func<Task> run = () => [|Task.Factory.StartNew|](async () => await Save()); Use(run);")]
    [InlineData("Task Run() => [|Task.Factory.StartNew|](async () => await Save()); Use(Run());")]
    [InlineData("Task Run() { return [|Task.Factory.StartNew|](async () => await Save()); } Use(Run());")]
    [InlineData("Task Run() { return Save().[|ContinueWith|](async ended => { await Save(); Use(ended.Status); }); } Use(Run());")]
    [InlineData("[|Task.Factory.StartNew|](async () => await Save()).ContinueWith(ended => Use(ended.Exception), TaskContinuationOptions.OnlyOnFaulted);")]
    [InlineData("[|Task.Factory.StartNew|](async () => await Save()).ContinueWith(_ => Use(\"done\"));")]
    public Task Flags_what_is_waited_for_or_handed_on_as_one(string body) => Flags(body, Members);

    [Theory]
    [InlineData("await await Task.Factory.StartNew(async () => await Save());")]
    [InlineData("await (await Task.Factory.StartNew(() => Save()).ConfigureAwait(false)).ConfigureAwait(false);")]
    [InlineData("await Task.Factory.StartNew(async () => await Save()).Unwrap();")]
    [InlineData("await new TaskFactory(Own).StartNew(async () => await Save()).Unwrap();")]
    [InlineData("await Task.Run(async () => await Save());")]
    [InlineData("await Task.Run(() => Save());")]
    [InlineData("await Task.Run(() => ValueTask.CompletedTask);")]
    [InlineData("await Task.Factory.StartNew(() => { Use(1); return Task.CompletedTask; });")]
    [InlineData("await Task.Factory.StartNew(() => Task.FromResult(1));")]
    [InlineData("await Task.FromResult(Task.CompletedTask);")]
    [InlineData("await Task.Factory.StartNew(() => { Use(1); return Completed; });")]
    [InlineData("var inner = await Task.Factory.StartNew(() => Save()); Use(1); await inner;")]
    [InlineData("var work = Task.Factory.StartNew(() => Save()); await work; await work.Result;")]
    [InlineData("var work = Task.Factory.StartNew(() => Save()); await work; await work.Unwrap();")]
    [InlineData("var work = Task.Factory.StartNew(() => Save()); Keep(work); await work;")]
    [InlineData("await await Task.WhenAny(Save(), Load());")]
    [InlineData("await Task.WhenAny(Save(), Load());")]
    [InlineData("await Begin();")]
    [InlineData("await Task.WhenAll(await Task.WhenAll(Task.Factory.StartNew(() => Save()), Task.Factory.StartNew(() => Save())));")]
    [InlineData("await Task.WhenAll(new[] { 1, 2 }.Select(n => Task.Factory.StartNew(async () => { await Save(); Use(n); }).Unwrap()));")]
    [InlineData("await Task.Factory.StartNew(async () => await Save(), TaskCreationOptions.LongRunning);")]
    [InlineData("await Task.Factory.StartNew(() => Use(1)); await Task.Factory.StartNew(() => 1);")]
    [InlineData("await Save().ContinueWith(ended => Use(ended.Status));")]
    [InlineData("await Save().ContinueWith(ended => ended, TaskContinuationOptions.ExecuteSynchronously);")]
    [InlineData("await Task.Factory.StartNew(async () => await Save()).ContinueWith(ended => ended.Result.Wait());")]
    [InlineData("await await Task.Factory.StartNew(async () => await Save()).ContinueWith(async ended => await await ended);")]
    public Task Accepts_inner_tasks_that_are_awaited_or_complete(string body) => Accepts(body, Members);

    [Theory]
    [InlineData("Task.Factory.StartNew(async () => await Save());")]
    [InlineData("_ = Task.Factory.StartNew(async () => await Save());")]
    [InlineData("Task unused = Task.Factory.StartNew(async () => await Save());")]
    [InlineData("var work = Task.Factory.StartNew(async () => await Save()); Use(work.IsCompleted);")]
    [InlineData("var work = Task.Factory.StartNew(async () => await Save()); Use(work);")]
    [InlineData("var all = new List<Task<Task>> { Task.Factory.StartNew(async () => await Save()) }; Use(all);")]
    [InlineData("Task<Task> Run() => Task.Factory.StartNew(async () => await Save()); Use(Run());")]
    [InlineData("Use(nameof(Task.Factory.StartNew));")]
    public Task Accepts_what_nobody_waits_for_or_others_may_unwrap(string body) => Accepts(body, Members);

    [Fact]
    public Task Flags_fields_that_keep_the_outer_task() => FlagsProgram("""
        class Pump
        {
            Task running = Task.CompletedTask;
            Task<Task>? both;

            public void Start()
            {
                running = [|Task.Factory.StartNew|](async () => { while (true) { await Task.Delay(10); Console.WriteLine("beat"); } });
                both = Task.Factory.StartNew(async () => await Task.Delay(10));
            }

            public Task Stop() => running;
        }
        """);

    [Fact]
    public Task Flags_a_dispatcher_that_does_not_know_tasks() => FlagsProgram("""
        using System.Runtime.CompilerServices;

        class DispatcherOperation<T>(Task<T> task)
        {
            public Task<T> Task => task;
            public TaskAwaiter<T> GetAwaiter() => task.GetAwaiter();
        }

        class Dispatcher
        {
            public DispatcherOperation<T> InvokeAsync<T>(Func<T> callback) => new(Task.Run(callback));
        }

        class Window(Dispatcher dispatcher)
        {
            public async Task Refresh()
            {
                await [|dispatcher.InvokeAsync|](async () => { await Task.Delay(10); Console.WriteLine("drawn"); });
                await await dispatcher.InvokeAsync(async () => await Task.Delay(10));
                await dispatcher.InvokeAsync(async () => await Task.Delay(10)).Task.Unwrap();
            }
        }
        """);

    [Fact]
    public Task Accepts_expression_trees_and_dead_code() => AcceptsProgram("""
        class C
        {
            System.Linq.Expressions.Expression<Func<Task>> Tree(Func<Task> work) => () => Task.Factory.StartNew(work);

            async Task Dead(Func<Task> work)
            {
                await Task.Yield();
                return;
        #pragma warning disable CS0162
                await Task.Factory.StartNew(work);
            }
        }
        """);

    [Fact]
    public Task Says_what_becomes_of_the_outer_task() => Says(
        """
        class C
        {
            async Task Run(Func<Task> work)
            {
                await Task.Factory.StartNew(work);
                Task.Factory.StartNew(work).Wait();
                await Task.Delay(1).ContinueWith(_ => work());
            }

            Task Give(Func<Task> work) => Task.Factory.StartNew(work);
        }
        """,
        "'StartNew' results in a task within a task, and only the outer one is awaited",
        "'StartNew' results in a task within a task, and only the outer one is waited for",
        "'ContinueWith' results in a task within a task, and only the outer one is awaited",
        "'StartNew' results in a task within a task, and only the outer one is handed on");

    [Theory]
    [InlineData("await [|Task.Factory.StartNew|](async () => await Save());", "await Task.Run(async () => await Save());")]
    [InlineData("await [|Task.Factory.StartNew|](async () => await Save(), token).ConfigureAwait(false);", "await Task.Run(async () => await Save(), token).ConfigureAwait(false);")]
    [InlineData("await [|Task.Factory.StartNew<Task>|](() => Save());", "await Task.Run(() => Save());")]
    [InlineData("await System.Threading.Tasks.Task.Factory.[|StartNew|](Save);", "await System.Threading.Tasks.Task.Run(Save);")]
    [InlineData("await [|Task.Factory.StartNew|](async state => await Keep(state), 1);", "await Task.Factory.StartNew(async state => await Keep(state), 1).Unwrap();")]
    [InlineData("await [|Task.Factory.StartNew|](() => Save(), token, TaskCreationOptions.None, TaskScheduler.Default);", "await Task.Factory.StartNew(() => Save(), token, TaskCreationOptions.None, TaskScheduler.Default).Unwrap();")]
    [InlineData("await new TaskFactory(token).[|StartNew|](() => Save());", "await new TaskFactory(token).StartNew(() => Save()).Unwrap();")]
    [InlineData("await Save().[|ContinueWith|](async ended => await Keep(ended.Id)).ConfigureAwait(false);", "await Save().ContinueWith(async ended => await Keep(ended.Id)).Unwrap().ConfigureAwait(false);")]
    [InlineData("await [|Task.FromResult|](Save());", "await Save();")]
    [InlineData("await [|Task.Run|](() => Write());", "await await Task.Run(() => Write());")]
    [InlineData("var work = [|Task.Factory.StartNew|](() => Save()); await work;", "var work = Task.Run(() => Save()); await work;")]
    [InlineData("await [|Task.Factory.StartNew|](async () => { foreach (var name in Directory.EnumerateFiles(\"logs\")) await Keep(name); });", "await Task.Run(async () => { foreach (var name in Directory.EnumerateFiles(\"logs\")) await Keep(name); });")]
    [InlineData("await Task.WhenAll([|Task.Factory.StartNew|](() => Save()), [|Task.Factory.StartNew|](() => Save()));", "await Task.WhenAll(Task.Run(() => Save()), Task.Run(() => Save()));")]
    [InlineData("await [|Task.Factory.StartNew|](async () => { await [|Task.Factory.StartNew|](() => Save()); });", "await Task.Run(async () => { await Task.Run(() => Save()); });")]
    public Task Makes_one_task_of_two(string before, string after) => Fixes(Program(before), Program(after));

    [Fact]
    public Task Keeps_comments_and_lines() => Fixes(
        Program("""
            // First
                await /* of all */ [|Task.Factory // the pool
                    .StartNew|](async () => // in the background
                    {
                        await Save(); // saved
                    }); // done
                await Save()
                    .[|ContinueWith|](async ended => await Keep(ended.Id)) // then
                    .ConfigureAwait(false);
            """),
        Program("""
            // First
                await /* of all */ Task // the pool
                    .Run(async () => // in the background
                    {
                        await Save(); // saved
                    }); // done
                await Save()
                    .ContinueWith(async ended => await Keep(ended.Id)).Unwrap() // then
                    .ConfigureAwait(false);
            """));

    [Fact]
    public Task Keeps_the_line_ends() => Fixes(
        Program("await [|Task.Factory.StartNew|](async () =>\n{\n    await Save();\n});").ReplaceLineEndings("\r\n"),
        Program("await Task.Run(async () =>\n{\n    await Save();\n});").ReplaceLineEndings("\r\n"));

    [Fact]
    public Task Fixes_expression_bodies_and_fields() => Fixes(
        """
        class C
        {
            Task running = Task.CompletedTask;
            Task Give() => [|Task.Factory.StartNew|](async () => await Save());
            Func<Task> Later() => () => [|Task.Factory.StartNew|](Save);
            void Start() => running = [|Task.Factory.StartNew|](async () => { while (true) await Save(); });
            Task Stop() => running;
            async Task Save() => await Task.Delay(10);
        }
        """,
        """
        class C
        {
            Task running = Task.CompletedTask;
            Task Give() => Task.Run(async () => await Save());
            Func<Task> Later() => () => Task.Run(Save);
            void Start() => running = Task.Run(async () => { while (true) await Save(); });
            Task Stop() => running;
            async Task Save() => await Task.Delay(10);
        }
        """);

    [Theory]
    [InlineData("await [|Task.Factory.StartNew|](async () => { while (!token.IsCancellationRequested) await Save(); });")]
    [InlineData("await [|Task.Factory.StartNew|](Loop);")]
    [InlineData("await [|Task.Factory.StartNew|](() => Loop());")]
    [InlineData("[|Task.Run|](() => Write()).Wait();")]
    public Task Offers_nothing_where_the_work_goes_on_or_no_rewrite_is_right(string body) => FlagsWithoutFix(Program(body));

    [Fact]
    public Task Survives_unfinished_code() => Task.WhenAll(
        AcceptsUnfinished("class C { async Task M() { await Task.Factory.StartNew(Missing); } }"),
        AcceptsUnfinished("class C { async Task M() { await Task.Run(() => ; } }"));

    private static async Task AcceptsUnfinished(string program) =>
        Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", program)), [new InnerTaskNotAwaited()]));

    private static string Program(string body) => $$"""
        class C
        {
            async Task Run(CancellationToken token)
            {
                {{body}}
                await Task.Yield();
            }

            async Task Save() => await Task.Delay(10);
            async Task Keep(object? state) { await Task.Delay(10); Console.WriteLine(state); }
            async ValueTask Write() => await Task.Delay(10);
            async Task Loop() { while (true) { await Task.Delay(10); Console.WriteLine("beat"); } }
        }
        """;

    [Theory]
    [InlineData("private Task<Task>? work; public void Start() => work = [|Task.Factory.StartNew|](() => Run()); public async Task Stop() { stop.Cancel(); await work!.ConfigureAwait(false); }")]
    [InlineData("private Task<Task>? work; public void Start() { this.work = [|Task.Factory.StartNew|](async () => await Run(), stop.Token, TaskCreationOptions.HideScheduler, TaskScheduler.Default); } public void Stop() { stop.Cancel(); this.work!.Wait(); }")]
    [InlineData("private Task<Task>? work; public void Start() { work = [|Task.Factory.StartNew|](Run); } public async Task Stop() { if (!work!.IsCompleted) stop.Cancel(); await work; }")]
    public Task Flags_a_field_of_which_only_the_outer_task_is_awaited(string members) => FlagsProgram(Worker(members));

    [Theory]
    [InlineData("private Task<Task>? work; public void Start() => work = Task.Factory.StartNew(() => Run()); public async Task Stop() { stop.Cancel(); await await work!; }")]
    [InlineData("private Task<Task>? work; public void Start() => work = Task.Factory.StartNew(() => Run()); public async Task Stop() { stop.Cancel(); var inner = await work!; await inner; }")]
    [InlineData("private Task<Task>? work; public void Start() => work = Task.Factory.StartNew(() => Run()); public async Task Stop() { stop.Cancel(); await work!.Unwrap(); }")]
    [InlineData("private Task<Task>? work; public void Start() => work = Task.Factory.StartNew(() => Run()); public async Task Stop() { stop.Cancel(); await work!; } public Task<Task>? Work => work;")]
    [InlineData("private Task<Task>? work; public void Start() => work = Task.Factory.StartNew(() => Run());")]
    [InlineData("protected Task<Task>? work; public void Start() => work = Task.Factory.StartNew(() => Run()); public async Task Stop() { stop.Cancel(); await work!; }")]
    [InlineData("private Task<Task>? work; public void Start() => work = Task.Factory.StartNew(() => Run(), TaskCreationOptions.LongRunning); public async Task Stop() { stop.Cancel(); await work!; }")]
    [InlineData("private Task? work; public void Start() => work = Task.Factory.StartNew(() => Run()).Unwrap(); public async Task Stop() { stop.Cancel(); await work!; }")]
    public Task Accepts_a_field_of_which_the_inner_task_is_taken(string members) => AcceptsProgram(Worker(members));

    private static string Worker(string members) => $$"""
        class Worker
        {
            private readonly CancellationTokenSource stop = new();
            {{members}}
            private async Task Run()
            {
                while (!stop.IsCancellationRequested)
                {
                    await Task.Delay(50);
                    Console.WriteLine("round");
                }
            }
        }
        """;
}
