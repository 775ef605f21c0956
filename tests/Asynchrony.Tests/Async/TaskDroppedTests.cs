using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class TaskDroppedTests : RuleTests<TaskDropped>
{
    private const string Members = """
        public static Task Save(string text = "") => File.AppendAllTextAsync("log.txt", text);
        public static Task<int> Count() => Task.Run(() => Environment.TickCount);
        public static ValueTask Send() => new(Task.Delay(1));
        public static ValueTask<int> Ask() => new(Task.Run(() => 1));
        public static Task None() => Task.CompletedTask;
        public static Task<int> One() { return Task.FromResult(1); }
        public static class Own { static readonly Task CompletedTask = Task.FromResult(0); public static Task Skip() => CompletedTask; }
        public static Task Watch(this Task task) => task.ContinueWith(done => Console.WriteLine(done.Exception));
        public static void Forget(this Task task) => task.ContinueWith(done => Console.WriteLine(done.Exception));
        public static void Use(object? used) => Console.WriteLine(used);
        public static StreamWriter? Log => null;
        """;

    private static readonly string[] Async = ["async method", "async lambda", "async local function", "async expression body", "async iterator"];

    [Theory]
    [InlineData("[|Save|]();")]
    [InlineData("[|Save|](\"x\").ConfigureAwait(false);")]
    public Task Flags_in_functions_that_are_not_async(string body) => Flags(body, Members, Async);

    [Theory]
    [InlineData("[|Count|]();")]
    [InlineData("[|Send|]();")]
    [InlineData("[|Ask|]().ConfigureAwait(false);")]
    [InlineData("[|Task.Delay|](100);")]
    [InlineData("var gate = new SemaphoreSlim(1); [|gate.WaitAsync|](); Use(gate);")]
    [InlineData("[|Task.WhenAll|](Save(), Count());")]
    [InlineData("var all = new List<string> { \"a\" }; all.ForEach(text => [|Save|](text));")]
    [InlineData("Action run = () => [|Save|](); run();")]
    [InlineData("using var timer = new Timer(_ => [|Save|](), null, 0, 10);")]
    [InlineData("[|Parallel.ForEachAsync|](new[] { 1 }, async (n, token) => await Task.Delay(n, token));")]
    [InlineData("Task.Delay(1).[|WaitAsync|](TimeSpan.FromSeconds(1));")]
    public Task Flags_tasks_of_all_kinds(string body) => FlagsProgram(Sync(body));

    [Theory]
    [InlineData("Log?.[|FlushAsync|]();")]
    [InlineData("Log?.[|FlushAsync|]().ConfigureAwait(false);")]
    [InlineData("Log?.BaseStream?.[|FlushAsync|]();")]
    [InlineData("Log?.BaseStream.[|DisposeAsync|]();")]
    public Task Flags_behind_question_marks_everywhere(string body) => Flags(body, Members, "async lambda"); // Whose lambda is run and dropped.

    [Fact]
    public Task Flags_all_kinds_of_members() => FlagsProgram("""
        interface IService { Task Stop(); }

        class Node(IService service) : IDisposable
        {
            event Action? Changed;
            int Size { get { [|service.Stop|](); return 1; } }

            void Listen() { Changed += () => [|service.Stop|](); Changed += delegate { [|service.Stop|](); }; Changed?.Invoke(); }
            public void Dispose() => [|service.Stop|]();
            ~Node() => [|service.Stop|]();

            async Task Run()
            {
                void Later() => [|service.Stop|]();
                Later();
                await Task.Yield();
                Console.WriteLine(Size);
            }

            async Task Begin(Node? other) { other?.[|Run|](); await Task.Yield(); }
            void Start(Func<Task> work) { [|work|](); work?.[|Invoke|](); [|work.Invoke|](); }
            Task Wrap() => Run();
            void Drop() { [|Wrap|](); }
        }
        """);

    [Fact]
    public Task Leaves_to_the_compiler_what_it_reports() => AcceptsProgram("""
        #pragma warning disable CS4014
        class C
        {
            async Task Run() => await Task.Yield();
            Task Wrap() => Run();
            void Sync() { Run(); Action run = () => Run(); run(); }
            async Task Async() { Run(); Wrap(); Wrap().ConfigureAwait(false); Task.Delay(1); await Task.Yield(); }
        }
        """);

    [Theory]
    [InlineData("_ = Save();")]
    [InlineData("_ = Log?.FlushAsync();")]
    [InlineData("Save().Forget();")]
    [InlineData("Save().Watch();")]
    [InlineData("Save().ContinueWith(done => Use(done.Exception));")]
    [InlineData("var saving = Save(); saving.Wait();")]
    [InlineData("Save().Wait();")]
    [InlineData("Use(Count().Result);")]
    [InlineData("None();")]
    [InlineData("One();")]
    [InlineData("Own.Skip();")]
    [InlineData("var all = new List<Task>(); all.Add(Save()); Task.WaitAll(all.ToArray());")]
    [InlineData("Func<Task> save = () => Save(); Use(save);")]
    [InlineData("System.Linq.Expressions.Expression<Action> names = () => Save(\"a\"); Use(names);")]
    [InlineData("Task.Run(() => Use(1));")]
    [InlineData("Task.Factory.StartNew(() => Use(1), TaskCreationOptions.LongRunning);")]
    [InlineData("Task.Factory.StartNew(() => Save()).Unwrap();")]
    [InlineData("\n// Fire and forget.\nSave();")]
    [InlineData("Save(); // fire-and-forget\n")]
    [InlineData("\n/* We don't wait for it. */ Save();")]
    [InlineData("\n#pragma warning disable VSTHRD110\nSave();\n#pragma warning restore VSTHRD110\n")]
    public Task Accepts_tasks_that_somebody_looks_after(string body) => AcceptsProgram(Sync(body));

    [Fact]
    public Task Accepts_a_pump_that_goes_on_beside() => AcceptsProgram("""
        class Host
        {
            readonly CancellationTokenSource end = new();

            void Start() => Task.Run(() => Pump(end.Token));
            void StartToo() { Task.Run(async () => await Pump(end.Token).ConfigureAwait(false)); Task.Run(Sync); }

            async Task Pump(CancellationToken token)
            {
                var count = 0;
                try { while (!token.IsCancellationRequested) { count++; await Task.Delay(10, token); } }
                catch (Exception e) { Console.WriteLine(e + "" + count); }
            }

            void Sync() { try { Console.WriteLine("work"); } catch (Exception e) { Console.WriteLine(e); } finally { end.Cancel(); } }
        }
        """);

    [Fact]
    public Task Accepts_work_that_deals_with_its_exceptions_and_what_is_done_already() => FlagsProgram("""
        class Host(Host? other)
        {
            public void Start(TaskCompletionSource<int> done) { Run(); other?.Loop(10); Set(done); SetBeside(done); [|SetOnce|](done, 1); [|Fails|](); [|Beside|](); }
            static void Forget(ValueTask<int> asked) => asked.AsTask();
            static Task SetBeside(TaskCompletionSource<int> done) => Task.Run(() => done.TrySetResult(1));
            static Task Beside() => Task.Run(() => File.Delete("a"));
            Task Run() { Console.WriteLine("runs"); return Loop(20); }
            async Task Loop(int time) { try { while (true) await Task.Delay(time); } catch (Exception e) { Console.WriteLine(e); } }
            Task Fails() => Once(1);
            async Task Once(int time) { await Task.Delay(time); await Loop(time); }
            static Task Set(TaskCompletionSource<int> given) { var done = given; done.TrySetResult(1); return done.Task; }
            static Task SetOnce(TaskCompletionSource<int> given, int times) { var done = given; if (times > 1) done.TrySetResult(1); return done.Task; }
        }
        """);

    [Fact]
    public Task Accepts_awaitables_that_are_no_tasks_and_dead_code() => AcceptsProgram("""
        class Builder
        {
            public Builder With(int n) { Console.WriteLine(n); return this; }
            public System.Runtime.CompilerServices.TaskAwaiter GetAwaiter() => Task.CompletedTask.GetAwaiter();
        }

        class Strange { public int GetAwaiter() => 1; }

        class C
        {
            Strange Make() => new();
            void M() { new Builder().With(1).With(2); Make(); }
            async Task N(C? other) { new Builder().With(1).GetAwaiter(); other?.Make(); await Task.Yield(); }

            void Dead()
            {
                return;
        #pragma warning disable CS0162
                Task.Delay(1);
            }
        }
        """);

    [Fact]
    public Task Leaves_to_others_what_an_entry_point_starts() => AcceptsProgram("""
        static class Program
        {
            static void Main()
            {
                Task.Run(() => Console.WriteLine("work"));
                Console.ReadLine();
            }
        }
        """);

    [Fact]
    public Task Accepts_what_test_doubles_expect() => AcceptsProgram("""
        namespace NSubstitute
        {
            public static class SubstituteExtensions
            {
                public static T Received<T>(this T substitute, int count = 1) where T : class => substitute;
                public static T DidNotReceive<T>(this T substitute) where T : class => substitute;
                public static object When<T>(this T substitute, Action<T> call) where T : class { call(substitute); return substitute; }
            }

            public static class Received { public static void InOrder(Action calls) => calls(); }
        }

        namespace Tests
        {
            using NSubstitute;

            public interface IService { Task Stop(); IService Inner { get; } }

            class ServiceTests
            {
                void Stops(IService service)
                {
                    service.Received(1).Stop();
                    service.Received().Inner.Stop();
                    service.DidNotReceive().Stop();
                    service.When(it => it.Stop());
                    Received.InOrder(() => { service.Stop(); service.Inner.Stop(); });
                }
            }
        }
        """);

    [Fact]
    public async Task Accepts_what_test_doubles_expect_where_their_library_is_missing()
    {
        var program = Marked.Parse("""
            public interface IService { Task Stop(); }

            class ServiceTests
            {
                void Stops(IService service)
                {
                    Received.InOrder(() => { service.Stop(); service.Stop(); });
                    NSubstitute.Received.InOrder(() => service.Stop());
                    Missing.InTurn(() => { [|service.Stop|](); });
                }
            }
            """);
        Assert.Equal(program.Spans, (await Code.Findings(Code.Compilation(("Test0.cs", program.Text)), [new TaskDropped()])).Select(finding => finding.Location.SourceSpan));
    }

    [Fact]
    public Task Accepts_what_a_task_is_asked_for_before_the_question_mark() => FlagsProgram("""
        class Jobs
        {
            readonly List<Task> all = new();
            static Task? Find(int id) => Task.Delay(id);

            void Remove(int id)
            {
                all.FirstOrDefault(job => job.Id == id)?.Dispose();
                Find(id)?.GetAwaiter().OnCompleted(() => Console.WriteLine(id));
                Find(id)?.[|WaitAsync|](TimeSpan.FromSeconds(1));
            }
        }
        """);

    [Fact]
    public Task Accepts_tasks_that_are_taken_out_of_a_collection() => FlagsProgram("""
        static class Lists
        {
            public static T RemoveSwap<T>(this IList<T> list, int at) { var old = list[at]; list.RemoveAt(at); return old; }
            public static T AddNew<T>(this List<T> list, Func<T> work) { var made = work(); list.Add(made); return made; }
            public static T Pick<T>(this IHandler<T> handler) => handler.Run();
        }

        interface IHandler<T> { T Run(); }

        class Writers(List<Task> writing, Queue<Task> waiting, IHandler<Task> handler, Func<Task> work)
        {
            void Update()
            {
                for (var n = writing.Count - 1; n >= 0; n--)
                    if (writing[n].IsCompleted)
                        writing.RemoveSwap(n);
                waiting.Dequeue();
                handler.[|Run|]();
                [|handler.Pick|]();
                [|work|]();
                [|writing.AddNew|](work);
            }
        }
        """.Replace("handler.[|Run|]", "[|handler.Run|]"));

    [Fact]
    public Task Accepts_what_is_made_of_a_task_that_lives_on() => FlagsProgram("""
        class Invoker
        {
            Task last = Task.CompletedTask;
            Task Auto { get; set; } = Task.CompletedTask;
            Task Each => Task.Delay(1);
            static Task Send(string text) => File.AppendAllTextAsync("log.txt", text);

            Task Returned(bool isAsync)
            {
                Task task;
                if (isAsync) { task = Send("a"); task.ConfigureAwait(false); }
                else task = Task.CompletedTask;
                return task;
            }

            void Waited() { var task = Send("a"); task.ConfigureAwait(false); task.Wait(); }
            void Kept() { last = Send("a"); last.ConfigureAwait(false); Auto.ConfigureAwait(false); [|Each.ConfigureAwait|](false); [|last.WaitAsync|](TimeSpan.FromSeconds(1)); }
            void Lost() { var task = Send("a"); [|task.ConfigureAwait|](false); }
            void Asked() { var task = Send("a"); [|task.ConfigureAwait|](false); Console.WriteLine(task.IsCompleted); }
            void Given(Task task) { [|task.ConfigureAwait|](false); }
            void Other() { var task = Send("a"); task = Send("b"); [|task.ConfigureAwait|](true); }
        }
        """);

    [Fact]
    public Task Accepts_a_task_that_its_method_makes_once_and_keeps() => FlagsProgram("""
        class Lazily
        {
            readonly object gate = new();
            Task<string>? loading;
            Task? saving, sending;
            static Task<string> Read() => File.ReadAllTextAsync("a");

            public void Begin() { Load(); Save(); [|Send|](); [|Count|](); }
            public string Text => Load().Result;

            Task<string> Load() { lock (gate) { return loading ??= Task.Factory.StartNew(() => File.ReadAllText("a")); } }
            Task Save() { if (saving == null) { saving = Task.Delay(1); } return saving; }
            Task Send() { sending = Read(); return sending; }
            Task Count() { if (loading != null) return Read(); return loading ??= Read(); }
        }
        """);

    [Fact]
    public Task Accepts_what_is_called_to_see_it_throw() => AcceptsProgram("""
        static class Check { public static void Throws<T>(Action run) { try { run(); } catch (Exception e) when (e is T) { Console.WriteLine(e); } } }
        class C { Task Send(string text) { ArgumentNullException.ThrowIfNull(text); return Task.Delay(1); } void Test() => Check.Throws<ArgumentNullException>(() => Send(null!)); }
        """);

    [Fact]
    public Task Says_whose_task_is_dropped() => Says(
        "class C { void M(Stream? stream) { Task.Delay(1); stream?.FlushAsync().ConfigureAwait(false); } }",
        "The task of 'Delay' is dropped: nobody waits for it, and what it throws is lost",
        "The task of 'FlushAsync' is dropped: nobody waits for it, and what it throws is lost");

    [Theory]
    [InlineData("class C { void M() { Task.Delay(; } }")]
    [InlineData("class C { void M() { Missing.SaveAsync(); x?.FlushAsync(); } }")]
    [InlineData("class C { void M(Stream s) { s?.FlushAsync() } }")]
    public async Task Survives_unfinished_code(string code) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", code)), [new TaskDropped()]), finding => Assert.Equal("ASY1007", finding.Id));

    [Theory]
    [InlineData("log?.[|FlushAsync|]();", "await (log?.FlushAsync() ?? Task.CompletedTask);")]
    [InlineData("log?.[|FlushAsync|]().ConfigureAwait(false);", "await (log?.FlushAsync() ?? Task.CompletedTask).ConfigureAwait(false);")]
    [InlineData("log?.[|DisposeAsync|]();", "await (log?.DisposeAsync() ?? default);")]
    [InlineData("log?.BaseStream.[|FlushAsync|]();", "await (log?.BaseStream.FlushAsync() ?? Task.CompletedTask);")]
    [InlineData("log?.BaseStream?.[|FlushAsync|]();", "await (log?.BaseStream?.FlushAsync() ?? Task.CompletedTask);")]
    [InlineData("if (log is { }) log?.[|FlushAsync|](); else log?.[|WriteAsync|](\"x\");", "if (log is { }) await (log?.FlushAsync() ?? Task.CompletedTask); else await (log?.WriteAsync(\"x\") ?? Task.CompletedTask);")]
    [InlineData("Func<Task> run = async () => { await Task.Yield(); log?.[|FlushAsync|](); }; await run();", "Func<Task> run = async () => { await Task.Yield(); await (log?.FlushAsync() ?? Task.CompletedTask); }; await run();")]
    [InlineData("Func<Func<Task>, Task> run = work => work(); await run(async () => { log?.[|FlushAsync|](); await run(async () => { log?.[|FlushAsync|](); await Task.Yield(); }); });", "Func<Func<Task>, Task> run = work => work(); await run(async () => { await (log?.FlushAsync() ?? Task.CompletedTask); await run(async () => { await (log?.FlushAsync() ?? Task.CompletedTask); await Task.Yield(); }); });")]
    public Task Awaits_what_stands_behind_a_question_mark(string before, string after) => Fixes(Program(before), Program(after));

    [Fact]
    public Task Keeps_comments_and_line_ends() => Fixes(
        "class C\r\n{\r\n\tasync Task M(StreamWriter? log)\r\n\t{\r\n\t\t// First\r\n\t\tlog?.[|FlushAsync|](); // then\r\n\t\tawait Task.Yield();\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tasync Task M(StreamWriter? log)\r\n\t{\r\n\t\t// First\r\n\t\tawait (log?.FlushAsync() ?? Task.CompletedTask); // then\r\n\t\tawait Task.Yield();\r\n\t}\r\n}\r\n");

    [Fact]
    public Task Makes_the_function_async_where_its_callers_are() => FixesEverywhere(
        ["""
        partial class Log
        {
            // Writes
            internal void Note(string text) => [|File.AppendAllTextAsync|]("log.txt", text); // one line
        }
        """, """
        partial class Log
        {
            async Task Run() { await Task.Yield(); Note("one"); /* two */ Note("two"); }
        }
        """],
        ["""
        partial class Log
        {
            // Writes
            internal async Task Note(string text) => await File.AppendAllTextAsync("log.txt", text); // one line
        }
        """, """
        partial class Log
        {
            async Task Run() { await Task.Yield(); await Note("one"); /* two */ await Note("two"); }
        }
        """]);

    [Fact]
    public Task Makes_a_test_async() => FixesEverywhere(
        ["""
        public class FactAttribute : Attribute { }
        public static class Assert { public static Task<T> ThrowsAsync<T>(Func<Task> run) where T : Exception => Caught<T>(run); static async Task<T> Caught<T>(Func<Task> run) where T : Exception { try { await run(); } catch (T e) { return e; } throw new Exception(); } }
        public class Tests
        {
            [Fact]
            public void Throws() // in time
            {
                // Nobody is there.
                [|Assert.ThrowsAsync<IOException>|](() => File.ReadAllTextAsync("a"));
            }
        }
        """],
        ["""
        public class FactAttribute : Attribute { }
        public static class Assert { public static Task<T> ThrowsAsync<T>(Func<Task> run) where T : Exception => Caught<T>(run); static async Task<T> Caught<T>(Func<Task> run) where T : Exception { try { await run(); } catch (T e) { return e; } throw new Exception(); } }
        public class Tests
        {
            [Fact]
            public async Task Throws() // in time
            {
                // Nobody is there.
                await Assert.ThrowsAsync<IOException>(() => File.ReadAllTextAsync("a"));
            }
        }
        """]);

    [Theory]
    [InlineData("[|link.Send|](1); Assert.True(link.IsSent);", "await link.Send(1); Assert.True(link.IsSent);")]
    [InlineData("var file = new MemoryStream(); [|file.FlushAsync|](); file.WriteByte(1);", "var file = new MemoryStream(); await file.FlushAsync(); file.WriteByte(1);")]
    public Task Makes_a_test_async_that_only_looks_at_what_is_done(string before, string after)
    {
        return FixesEverywhere([Test("void", before)], [Test("async Task", after)]);

        static string Test(string type, string body) => $$"""
            namespace Xunit
            {
                public class FactAttribute : Attribute { }
                public class Assert { public static void True(bool condition) { if (!condition) throw new Exception(); } }
            }

            namespace Tests
            {
                using Xunit;

                public interface ILink { Task Send(int n); bool IsSent { get; } }

                public class LinkTests(ILink link)
                {
                    public ILink Link => link;
                    [Fact] public {{type}} Sends() { {{body}} }
                }
            }
            """;
    }

    [Theory]
    [InlineData("void Close() => [|Task.Delay|](1);")]
    [InlineData("public void Close() { [|Task.Delay|](1); } async Task Run() { Close(); await Task.Yield(); }")]
    [InlineData("void Close() { [|Task.Delay|](1); } void Run() { Close(); }")]
    [InlineData("void Close() { Action late = () => [|Task.Delay|](1); late(); } async Task Run() { Close(); await Task.Yield(); }")]
    [InlineData("async Task Close(object gate, Stream? s) { await Task.Yield(); lock (gate) { s?.[|FlushAsync|](); } }")]
    [InlineData("async Task Close(C? other) { await Task.Yield(); other?.[|Loop|](); } async Task Loop() { while (true) await Task.Delay(10); }")]
    [InlineData("interface ILink { Task Send(int n); void Open(); } void Begin(ILink link) { [|link.Send|](1); link.Open(); } async Task Run(ILink link) { await Task.Yield(); Begin(link); }")]
    [InlineData("interface ILink { Task Send(Func<Task> work); } void Begin(ILink link) { var done = new TaskCompletionSource(); [|link.Send|](() => done.Task); done.SetResult(); } async Task Run(ILink link) { await Task.Yield(); Begin(link); }")]
    [InlineData("interface ILink { Task Send(int n); bool IsFull { get; } } void Fill(ILink link) { for (var n = 0; !link.IsFull; n++) [|link.Send|](n); } async Task Run(ILink link) { await Task.Yield(); Fill(link); }")]
    [InlineData("Task Sent() => gate.Task; readonly TaskCompletionSource gate = new(); void Begin(C other) { [|other.Sent|](); other.gate.SetResult(); } async Task Run(C other) { await Task.Yield(); Begin(other); }")]
    [InlineData("interface ILink { Task Send(int n); } void Both(ILink one, ILink two) { [|one.Send|](1); [|two.Send|](2); } async Task Run(ILink one, ILink two) { await Task.Yield(); Both(one, two); }")]
    public Task Offers_nothing_where_an_await_would_not_be_right(string members) => FlagsWithoutFix($"class C {{ {members} }}");

    [Theory]
    [InlineData("[|Task.Delay|](1); // late", "_ = Task.Delay(1); // late")]
    [InlineData("/* now */ [|Task.Delay|](1).ConfigureAwait(false);", "/* now */ _ = Task.Delay(1).ConfigureAwait(false);")]
    [InlineData("Action late = () => [|Task.Delay|](1); late();", "Action late = () => _ = Task.Delay(1); late();")]
    [InlineData("log?.[|FlushAsync|]();", "_ = log?.FlushAsync();")]
    [InlineData("if (log is null)\r\n\t// Nothing to write\r\n\t[|Task.Delay|](1);\r\n", "if (log is null)\r\n\t// Nothing to write\r\n\t_ = Task.Delay(1);\r\n")]
    public async Task Discards_one_task_where_a_person_chooses_to(string before, string after)
    {
        var (then, now) = (Marked.Parse(Closing(before)).Text, Closing(after));
        Assert.Equal([now], await FixRun.Alone(then, [new TaskDropped()]));

        var compilation = Code.Compilation(("Test0.cs", now));
        Code.AssertCompiles(compilation);
        Assert.Empty(await Code.Findings(compilation, Catalog.Analyzers));
    }

    [Theory]
    [InlineData("int _ = 3; [|Task.Delay|](_);")]
    [InlineData("Action<object?> late = _ => [|Task.Delay|](1); late(log);")]
    [InlineData("using var file = File.Create(\"a\"); [|file.FlushAsync|](); file.WriteByte(1);")]
    [InlineData("using (var file = File.Create(\"a\")) { [|file.FlushAsync|](); file.WriteByte(1); }")]
    [InlineData("if (log is null) return; [|log.FlushAsync|](); log.Dispose();")]
    [InlineData("var file = File.Create(\"a\"); try { [|file.FlushAsync|](); } finally { file.Close(); }")]
    public async Task Discards_nothing_where_an_underscore_is_a_variable_or_the_work_needs_what_is_released(string body)
    {
        await FlagsProgram(Closing(body));
        Assert.Empty(await FixRun.Alone(Marked.Parse(Closing(body)).Text, [new TaskDropped()]));
    }

    private static string Closing(string body) => $"class C {{ public void Close(StreamWriter? log) {{ {body}\n }} }}";

    private static string Sync(string body) => $"using static Members; class C {{ void M() {{ {body} }} }} static class Members {{ {Members} }}";

    private static string Program(string body) => $$"""
        class C
        {
            async Task Run(StreamWriter? log)
            {
                {{body}}
                await Task.Yield();
            }
        }
        """;
}
