using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class AsyncLambdaToVoidTests : RuleTests<AsyncLambdaToVoid>
{
    private const string Members = """
        public static async Task Save(int n) { await Task.Delay(n); Console.WriteLine(n); }
        public static async void Handle(int n) { await Save(n); }
        public static async void Tick(object? state) { await Save(1); Console.WriteLine(state); }
        public static void Start(Action work) => work();
        public static void StartAll(params Action[] work) { foreach (var one in work) one(); }
        public static void Each(int n, Action<int> work) => work(n);
        public static void Both(Action work) => work();
        public static void Both(Func<Task> work) => work().ContinueWith(_ => { });
        public static void Use(object? used) => Console.WriteLine(used);
        public delegate void Step(int n);
        public static void Walk(Step step) => step(1);
        public delegate void StatusHandler(int status);
        public static void Watch(StatusHandler handler) => handler(1);
        public static void Press(Action<string, EventArgs> pressed) => pressed("a", EventArgs.Empty);
        public static Timer Every(int time, Action<object?> work) => new(new TimerCallback(work), null, time, time);
        public static Timer EverySecond(Action<object?> work) => Every(1000, work);
        public static void AtEnd(CancellationToken token, Action work) => token.Register(work);
        public static void AtEndAndNow(CancellationToken token, Action work) { token.Register(work); work(); }
        public static void RegisterMessage<T>(string name, Action<T>? messageCallback = null) { Use(name); Kept = n => messageCallback!((T)n!); Kept(name); }
        public static void AddCommand(string name, Action<int> run) { Use(name); run(1); }
        public static void RunWith(Action<int> callback) => callback(1);
        public static Action<object?>? Kept;
        public static readonly List<int> Numbers = new() { 1, 2 };
        """;

    [Theory]
    [InlineData("Numbers.ForEach([|async|] n => await Save(n));")]
    [InlineData("Numbers.ForEach([|async|] n => { try { await Save(n); } catch { } });")]
    [InlineData("Array.ForEach(new[] { 1, 2 }, [|async|] n => await Save(n));")]
    [InlineData("Numbers.ForEach([|Handle|]);")]
    [InlineData("Parallel.ForEach(Numbers, [|async|] n => await Save(n));")]
    [InlineData("Parallel.For(0, 3, [|async|] n => { await Save(n); Use(n); });")]
    [InlineData("Parallel.Invoke([|async|] () => await Save(1), [|async|] () => await Save(2));")]
    [InlineData("Numbers.AsParallel().ForAll([|async|] n => await Save(n));")]
    [InlineData("Start([|async|] () => await Save(1));")]
    [InlineData("Start([|async|] delegate { await Save(1); });")]
    [InlineData("StartAll([|async|] () => await Save(1), () => Use(2));")]
    [InlineData("Each(1, [|async|] n => await Save(n));")]
    [InlineData("Each(1, [|Handle|]);")]
    [InlineData("AtEndAndNow(CancellationToken.None, [|async|] () => await Save(1));")]
    [InlineData("Walk([|async|] n => await Save(n));")]
    [InlineData("AddCommand(\"a\", [|async|] n => await Save(n)); RunWith([|Handle|]);")]
    [InlineData("Action save = [|async|] () => await Save(1); save();")]
    [InlineData("Action<int> save = [|async|] n => await Save(n); Numbers.ForEach(save);")]
    [InlineData("Action save = [|async|] () => { await using var file = File.Create(\"a\"); }; Start(save);")]
    [InlineData("var work = new Task([|async|] () => await Save(1)); work.Start();")]
    [InlineData("Start(new Action([|async|] () => await Save(1))); Action avoided = [|async|] () => await Save(1); avoided();")]
    [InlineData("Start(Numbers.Count > 1 ? [|async|] () => await Save(1) : () => Use(1));")]
    public Task Flags_async_functions_that_nobody_can_wait_for(string body) => Flags(body, Members);

    [Fact]
    public Task Accepts_what_the_author_means() => FlagsProgram("""
        class Tips(List<int> nodes)
        {
            void Load()
            {
                nodes
        #pragma warning disable VSTHRD101
                    .ForEach(async n => await Show(n));
        #pragma warning restore VSTHRD101
                // ReSharper disable once AsyncVoidLambda
                nodes.ForEach(async n => await Show(n));
                nodes.ForEach([|async|] n => await Show(n));
            }

            static async Task Show(int n) => await Task.Delay(n);
        }
        """);

    [Theory]
    [InlineData("Both(async () => await Save(1));")]
    [InlineData("Task.Run(async () => await Save(1)).ContinueWith(_ => { });")]
    [InlineData("Func<Task> save = async () => await Save(1); Use(save);")]
    [InlineData("Func<int, Task> save = async n => await Save(n); Use(save(1).IsCompleted);")]
    [InlineData("var save = async () => await Save(1); Use(save);")]
    [InlineData("Use(Numbers.Select(async n => await Save(n)).ToArray());")]
    [InlineData("Parallel.ForEachAsync(Numbers, async (n, _) => await Save(n)).ContinueWith(_ => { });")]
    [InlineData("Start(() => Use(1)); Numbers.ForEach(n => Use(n));")]
    [InlineData("Start(async () => { try { await Save(1); } catch (Exception e) { Use(e); } });")]
    [InlineData("Action unused = async () => await Save(1); Use(nameof(unused));")]
    [InlineData("Save(1).ContinueWith(Last); async void Last(Task saved) { try { await saved; } catch (Exception e) { Use(e); } }")]
    [InlineData("new Thread(async () => await Save(1)).Start();")]
    [InlineData("ThreadPool.QueueUserWorkItem(async _ => await Save(1));")]
    [InlineData("Use(new Timer(Tick)); Use(new Timer(async _ => await Save(1)));")]
    [InlineData("EventHandler closed = async (_, _) => await Save(1); Use(closed);")]
    [InlineData("new CancellationToken().Register(async () => await Save(1));")]
    [InlineData("new SynchronizationContext().Post(async _ => await Save(1), null);")]
    [InlineData("Use(Every(1, async _ => await Save(1))); Use(Every(1, Tick)); Use(EverySecond(Tick)); AtEnd(CancellationToken.None, async () => await Save(1));")]
    [InlineData("Watch(async n => await Save(n)); Watch(Handle);")]
    [InlineData("Action<string, EventArgs> pressed = async (name, _) => await Save(name.Length); Use(pressed); Press(async (_, _) => await Save(1));")]
    [InlineData("RegisterMessage<int>(\"a\", Handle); RegisterMessage<int>(\"b\", async n => await Save(n));")]
    [InlineData("Use(new Progress<int>(async n => await Save(n)));")]
    [InlineData("Start((Action)(async () => await Save(1))); Each(2, (Action<int>)Handle);")]
    [InlineData("Action asyncVoid = async () => await Save(1); asyncVoid();")]
    [InlineData("Each(2, async void (n) => await Save(n));")]
    public Task Accepts_what_takes_tasks_or_has_no_other_way(string body) => Accepts(body, Members);

    [Fact]
    public Task Flags_fields_properties_and_libraries_with_a_twin() => FlagsProgram("""
        class Job
        {
            public Action? Done { get; set; }
            readonly Action begin = [|async|] () => await Task.Delay(1);
            Action End { get; } = [|async|] () => await Task.Delay(2);
            Action<int>? step;

            void Set(Job other)
            {
                Done = [|async|] () => await Task.Delay(1);
                other.Done = [|Log|];
                step = [|async|] n => { await Task.Delay(n); Console.WriteLine(n); };
                Use(new Job { Done = [|async|] () => await Task.Delay(3) });
                begin();
                End();
                step(1);
            }

            async void Log() => await File.WriteAllTextAsync("log", "done");
            void Use(Job job) => Console.WriteLine(job);
        }
        """);

    [Fact]
    public Task Accepts_events_commands_and_callbacks() => AcceptsProgram("""
        namespace System.Windows.Input { interface ICommand { void Execute(object? parameter); } }

        class Command(Action run) : System.Windows.Input.ICommand
        {
            public void Execute(object? parameter) => run();
        }

        class Window
        {
            event Action? Closed;
            event Action<int>? Moved;
            event EventHandler<ConsoleCancelEventArgs>? Stopped;

            void Open()
            {
                Closed += async () => await Task.Delay(1);
                Moved += async n => await Task.Delay(n);
                Moved += OnMoved;
                Stopped += async delegate { await Task.Delay(1); };
                Action close = async () => await Task.Delay(1);
                Closed += close;
                Console.WriteLine(new Command(async () => await Task.Delay(1)));
                Closed?.Invoke();
                Moved?.Invoke(1);
                Stopped?.Invoke(this, null!);
            }

            async void OnMoved(int n) => await Task.Delay(n);
        }
        """);

    [Fact]
    public Task Accepts_dead_code() => AcceptsProgram("""
        class C
        {
            void M(List<int> numbers)
            {
                return;
        #pragma warning disable CS0162
                numbers.ForEach(async n => await Task.Delay(n));
            }
        }
        """);

    [Theory]
    [InlineData("class C { void M() { Missing(async () => await Task.Delay(1)); } }")]
    [InlineData("class C { void M(List<int> all) { all.ForEach(async n => await ); all.ForEach(async ; } }")]
    public async Task Survives_unfinished_code(string code) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", code)), [new AsyncLambdaToVoid()]), finding => Assert.Equal("ASY1006", finding.Id));

    [Fact]
    public Task Says_who_takes_what() => Says(
        """
        class C
        {
            void M(List<int> numbers)
            {
                numbers.ForEach(async n => await Task.Delay(n));
                Action<int> log = Log;
                log(1);
            }

            async void Log(int n) => await Task.Delay(n);
        }
        """,
        "'ForEach' takes the async lambda as one that returns nothing: nobody waits for it, or catches what it throws",
        "'log' takes the async method 'Log' as one that returns nothing: nobody waits for it, or catches what it throws");

    [Theory]
    [InlineData("Parallel.ForEach(numbers, [|async|] n => await Save(n));", "await Parallel.ForEachAsync(numbers, async (n, _) => await Save(n));")]
    [InlineData("Parallel.ForEach(numbers, new ParallelOptions(), [|async|] (int n) => { await Save(n); });", "await Parallel.ForEachAsync(numbers, new ParallelOptions(), async (int n, CancellationToken _) => { await Save(n); });")]
    [InlineData("Parallel.For(0, 3, [|async|] n => { int _ = n; await Save(_); });", "await Parallel.ForAsync(0, 3, async (n, _2) => { int _ = n; await Save(_); });")]
    [InlineData("Tool.Try([|async|] () => await Save(1));", "await Tool.TryAsync(async () => await Save(1));")]
    [InlineData("Tool.Try<IOException>([|async|] () => await Save(1));", "await Tool.TryAsync<IOException>(async () => await Save(1));")]
    [InlineData("Action save = [|async|] () => await Save(1); save(); save();", "Func<Task> save = async () => await Save(1); await save(); await save();")]
    [InlineData("Action<int> save = [|async|] n => await Save(n); save(2);", "Func<int, Task> save = async n => await Save(n); await save(2);")]
    public Task Awaits_the_twin(string before, string after) => Fixes(Program(before), Program(after));

    [Theory]
    [InlineData("numbers.ForEach([|async|] n => await Save(n));", "await Task.WhenAll(numbers.Select(async n => await Save(n)));")]
    [InlineData("this.numbers.ForEach([|async|] n => { if (n == 1) return; await Save(n); }); // sent", "await Task.WhenAll(this.numbers.Select(async n => { if (n == 1) return; await Save(n); })); // sent")]
    [InlineData("/* all */ Array.ForEach(numbers.ToArray(), [|async|] (int n) => await Save(n));", "/* all */ await Task.WhenAll(numbers.ToArray().Select(async (int n) => await Save(n)));")]
    [InlineData("Array.ForEach(new[] { 1, 2 }, [|async|] delegate (int n) { if (n > 1) return; await Save(n); });", "await Task.WhenAll(new[] { 1, 2 }.Select(async delegate (int n) { if (n > 1) return; await Save(n); }));")]
    [InlineData("Func<Task> all = async () => numbers.ForEach([|async|] n => await Save(n)); await all();", "Func<Task> all = async () => await Task.WhenAll(numbers.Select(async n => await Save(n))); await all();")]
    public Task Awaits_all_that_ForEach_starts(string before, string after) => Fixes(Program(before), Program(after));

    [Fact]
    public Task Offers_a_loop_before_the_wait_for_all() => Offers(
        Program("Array.ForEach(numbers.ToArray(), [|async|] n => { await Save(n); });"),
        Program("foreach (var n in numbers.ToArray()) { await Save(n); }"),
        Program("await Task.WhenAll(numbers.ToArray().Select(async n => { await Save(n); }));"));

    [Fact]
    public Task Makes_a_loop_of_ForEach() => Fixes(
        Program("""
            // Each of them.
                numbers.ForEach([|async|] n => // in turn
                {
                    await Save(n); // saved
                }); // done
                this.numbers.ForEach([|async|] item =>
                {
                    await Save(item);
                });
            """),
        Program("""
            // Each of them.
                foreach (var n in numbers) // in turn
                {
                    await Save(n); // saved
                } // done
                foreach (var item in this.numbers)
                {
                    await Save(item);
                }
            """));

    [Fact]
    public Task Keeps_the_line_ends() => Fixes(
        Program("numbers.ForEach([|async|] n =>\n        {\n            await Save(n);\n        });").ReplaceLineEndings("\r\n"),
        Program("foreach (var n in numbers)\n        {\n            await Save(n);\n        }").ReplaceLineEndings("\r\n"));

    [Fact]
    public Task Lets_a_parameter_take_a_task() => FixesEverywhere(
        [Taking("""
            // Again, if it failed.
            void Twice(int n, /* what */ Action<int> work) // once or twice
            {
                try { work(n); /* first */ }
                catch (IOException) { work(n + 1); }
            }

            void Again() => Twice(3, [|async|] n => await Save(n));
            """), "class Other { async Task Run(C c) { await Task.Yield(); c.Print(); } }"],
        [Taking("""
            // Again, if it failed.
            async Task Twice(int n, /* what */ Func<int, Task> work) // once or twice
            {
                try { await work(n); /* first */ }
                catch (IOException) { await work(n + 1); }
            }

            async Task Again() => await Twice(3, async n => await Save(n));
            """).Replace(" Again();", " await Again();"), "class Other { async Task Run(C c) { await Task.Yield(); c.Print(); } }"]);

    [Fact]
    public Task Lets_a_parameter_of_another_file_take_a_task() => FixesEverywhere(
        [Taking("async Task Again() => Console.WriteLine(Other.Timed([|async|] () => await Save(1)) + 1);").Replace(" Again();", " await Again();"), """
            class Other
            {
                internal static int Timed(Action work)
                {
                    work();
                    return Environment.TickCount;
                }
            }
            """],
        [Taking("async Task Again() => Console.WriteLine(await Other.Timed(async () => await Save(1)) + 1);").Replace(" Again();", " await Again();"), """
            class Other
            {
                internal static async Task<int> Timed(Func<Task> work)
                {
                    await work();
                    return Environment.TickCount;
                }
            }
            """]);

    [Theory]
    [InlineData("void Twice(Action work) { work(); } void Again() { Twice([|async|] () => await Save(1)); Twice(Print); }")]
    [InlineData("void Twice(Action work) { work(); } void Again() { Twice([|async|] () => await Save(1)); Twice(() => Print()); }")]
    [InlineData("void Twice(Action work) { work(); Action kept = work; kept(); } void Again() => Twice([|async|] () => await Save(1));")]
    [InlineData("void Twice(Action? work) { if (work != null) work(); } void Again() => Twice([|async|] () => await Save(1));")]
    [InlineData("void Twice(params Action[] work) { work[0](); } void Again() => Twice([|async|] () => await Save(1));")]
    [InlineData("void Twice(Action work) { lock (this) work(); } void Again() => Twice([|async|] () => await Save(1));")]
    [InlineData("void Twice(Action work) { Thread.Sleep(1); work(); } void Again() => Twice([|async|] () => await Save(1));")]
    [InlineData("public void Twice(Action work) { work(); } void Again() => Twice([|async|] () => await Save(1));")]
    [InlineData("void Twice(Action work) { work(); } int Again() { Twice([|async|] () => await Save(1)); return 1; } int Count => Again();")]
    [InlineData("void Twice(Action work) { work(); } void Again() { Twice(work: [|async|] () => await Save(1)); }")]
    public Task Offers_no_task_to_a_parameter_that_is_more_than_called(string members) => FlagsWithoutFix(Taking(members));

    private static string Taking(string members) => $$"""
        class C
        {
            {{members}}

            async Task M() { await Task.Yield(); Again(); }
            internal void Print() => Console.WriteLine("printed");
            async Task Save(int n) { await Task.Delay(n); Print(); }
        }
        """;

    [Theory]
    [InlineData("lock (numbers) numbers.ForEach([|async|] n => { if (n == 1) return; await Save(n); });")]
    [InlineData("numbers.ForEach([|async|] delegate { await Save(1); });")]
    [InlineData("numbers.ForEach([|Handle|]);")]
    [InlineData("numbers?.ForEach([|async|] n => { await Save(n); });")]
    [InlineData("lock (numbers) Tool.Try([|async|] () => await Save(1));")]
    [InlineData("Action save = [|async|] () => await Save(1); Act(save); save();")]
    [InlineData("void Inner() { Parallel.ForEach(numbers, [|async|] n => await Save(n)); } Inner();")]
    public Task Offers_nothing_where_no_await_would_be_right(string body) => FlagsWithoutFix(Program(body));

    private static string Program(string body) => $$"""
        class C
        {
            readonly List<int> numbers = new() { 1, 2 };

            async Task Run()
            {
                {{body}}
                await Task.Yield();
            }

            async Task Save(int n) => await Task.Delay(n);
            async void Handle(int n) => await Task.Delay(n);
            static void Act(Action act) => act();
        }

        static class Tool
        {
            public static void Try(Action act) => act();
            public static void Try<T>(Action act) => act();
            public static async Task TryAsync(Func<Task> act) => await act();
            public static async Task TryAsync<T>(Func<Task> act) => await act();
        }
        """;
}
