using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class CompletionRunsInlineTests : RuleTests<CompletionRunsInline>
{
    [Theory]
    [InlineData("lock (gate) [|done.SetResult|]();")]
    [InlineData("lock (gate) { count++; if (count > 3) [|done.TrySetResult|](); }")]
    [InlineData("lock (gate) { try { count++; } catch (Exception e) { [|done.TrySetException|](e); } }")]
    [InlineData("lock (gate) { done?.[|TrySetCanceled|](); }")]
    [InlineData("lock (gate) { [|this.done.SetResult|](); done.TrySetResult(); }")]
    [InlineData("lock (gate) { foreach (var one in all) [|one.SetResult|](count); }")]
    [InlineData("lock (gate) { var first = all.Dequeue(); [|first.TrySetResult|](1); }")]
    [InlineData("lock (gate) { if (all.TryDequeue(out var first)) [|first.SetResult|](1); }")]
    [InlineData("lock (gate) { var now = done; [|now.SetResult|](); }")]
    [InlineData("var now = done; lock (gate) { lock (all) [|now.SetResult|](); }")]
    [InlineData("lock (gate) { [|state.SetResult|](\"a\"); }")]
    public Task Flags_completions_under_a_lock(string body) => FlagsProgram(Program(body));

    [Theory]
    [InlineData("lock (gate) count++; done.SetResult();")]
    [InlineData("lock (gate) { Task.Run(() => done.SetResult()).ContinueWith(_ => count++); }")]
    [InlineData("lock (gate) { ThreadPool.QueueUserWorkItem(_ => done.SetResult()); }")]
    [InlineData("lock (gate) free.SetResult();")]
    [InlineData("lock (gate) { var now = free; now.TrySetResult(); }")]
    [InlineData("lock (gate) { var made = new TaskCompletionSource(); made.SetResult(); Keep(made.Task); }")]
    [InlineData("lock (gate) { var made = new TaskCompletionSource<string>(); made.SetResult(\"a\"); Keep(made.Task); }")]
    [InlineData("lock (gate) chosen.SetResult(1);")]
    [InlineData("lock (gate) Set(done); static void Set(TaskCompletionSource given) => given.SetResult();")]
    [InlineData("Set(done, gate); static void Set(TaskCompletionSource given, object gate) { lock (gate) given.SetResult(); }")]
    [InlineData("lock (gate) Keep(done.Task);")]
    [InlineData("lock (gate) foreign.Done.SetResult('a');")]
    public Task Accepts_completions_that_hold_nobody_up(string body) => AcceptsProgram(Program(body));

    [Fact]
    public Task Flags_sources_that_are_renewed_and_those_of_a_nested_type() => FlagsProgram("""
        class Signal<T>
        {
            readonly object gate = new();
            readonly List<Waiter> waiters = new();
            TaskCompletionSource<T>? next;

            public Task<T> Wait()
            {
                lock (gate)
                    return (next ??= new TaskCompletionSource<T>()).Task;
            }

            public Task<T> WaitFor()
            {
                var waiter = new Waiter();
                lock (gate)
                    waiters.Add(waiter);
                return waiter.Source.Task;
            }

            public void Set(T value)
            {
                lock (gate)
                {
                    next?.[|SetResult|](value);
                    next = null;
                    foreach (var waiter in waiters)
                        [|waiter.Source.TrySetResult|](value);
                }
            }

            class Waiter
            {
                public TaskCompletionSource<T> Source { get; } = new();
            }
        }
        """);

    [Fact]
    public Task Accepts_mixed_sources_that_cannot_be_told_apart() => AcceptsProgram("""
        class Pool
        {
            readonly object gate = new();
            readonly Queue<TaskCompletionSource<int>> waiting = new();

            public Task<int> One() { var source = new TaskCompletionSource<int>(); waiting.Enqueue(source); return source.Task; }
            public Task<int> Two() { var source = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously); waiting.Enqueue(source); return source.Task; }
            public void Set() { lock (gate) waiting.Dequeue().SetResult(1); }
        }
        """);

    [Theory]
    [InlineData("var source = [|new TaskCompletionSource<int>|](); jobs.Enqueue(source); return source.Task;")]
    [InlineData("TaskCompletionSource<int> source = [|new|](); jobs.Enqueue(source); return source.Task.ContinueWith(done => done.Result + 1);")]
    [InlineData("var source = [|new TaskCompletionSource<int>|](number); byNumber[number] = source; Send(number); return source.Task;")]
    [InlineData("var source = [|new TaskCompletionSource<int>|](); if (!byNumber.TryAdd(number, source)) throw new ArgumentException(); return await source.Task.ConfigureAwait(false);")]
    [InlineData("var source = [|new TaskCompletionSource<int>|](); pairs.Enqueue((number, source)); return source.Task;")]
    [InlineData("var source = [|new TaskCompletionSource<int>|](); Take(new Job(number, source)); return await source.Task;")]
    [InlineData("var source = [|new TaskCompletionSource<int>|](); Take(new Job(number, null!) { Source = source }); return source.Task;")]
    [InlineData("var source = [|new TaskCompletionSource<int>|](TaskCreationOptions.None); jobs.Enqueue(source); return source.Task;")]
    public Task Flags_sources_that_others_take_up_to_complete(string body) => FlagsProgram(Worker.Replace("ASYNC", body.Contains("await") ? "async " : "").Replace("BODY", body));

    [Theory]
    [InlineData("var source = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously); jobs.Enqueue(source); return source.Task;")]
    [InlineData("var source = new TaskCompletionSource<int>(); source.SetResult(number); return source.Task;")]
    [InlineData("var source = new TaskCompletionSource<int>(); Ended += () => source.TrySetResult(number); return source.Task;")]
    [InlineData("var source = new TaskCompletionSource<int>(); jobs.Enqueue(source); source.Task.Wait(); return Task.FromResult(number);")]
    [InlineData("var source = new TaskCompletionSource<int>(); new Timer(_ => source.TrySetResult(number), null, 100, -1); return source.Task;")]
    [InlineData("var source = new TaskCompletionSource<string>(); texts.Enqueue(source); return source.Task.ContinueWith(text => text.Result.Length);")]
    public Task Accepts_sources_that_stay_or_are_waited_for(string body) => AcceptsProgram(Worker.Replace("ASYNC", "").Replace("BODY", body));

    [Fact]
    public Task Warns_of_what_runs_under_a_lock() => Weighs(Marked.Parse(Program("count++;\n        lock (gate)\n            done.SetResult();")).Text, DiagnosticSeverity.Warning);

    [Fact]
    public Task Suggests_what_others_complete() => Weighs(
        Worker.Replace("ASYNC", "").Replace("BODY", "var source = new TaskCompletionSource<int>(); jobs.Enqueue(source); return source.Task;"), DiagnosticSeverity.Info);

    [Fact]
    public Task Says_who_runs_what() => Says(Worker.Replace("ASYNC", "").Replace("BODY", "var source = new TaskCompletionSource<int>(); jobs.Enqueue(source); return source.Task;"),
        "Who completes it runs what awaits 'source' at once, for it is handed on in line 9 without RunContinuationsAsynchronously");

    [Fact]
    public Task Adds_the_option_to_what_is_handed_on() => Fixes(
        Worker.Replace("ASYNC", "").Replace("BODY", "var source = [|new TaskCompletionSource<int>|](); // waits\n        jobs.Enqueue(source);\n        return source.Task;"),
        Worker.Replace("ASYNC", "").Replace("BODY", "var source = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously); // waits\n        jobs.Enqueue(source);\n        return source.Task;"));

    [Fact]
    public Task Says_what_runs_where() => Says(Program("count++;\n        lock (gate)\n            done.SetResult();").Replace("[|", "").Replace("|]", ""),
        "'SetResult' runs what awaits 'done' at once, under the lock taken in line 18");

    [Theory]
    [InlineData("class C { readonly TaskCompletionSource done = new(); void M() { lock (done) done.SetResult( } }")]
    [InlineData("class C { readonly TaskCompletionSource done = ; void M() { lock (this) { done.SetResult(); } } }")]
    [InlineData("class C { void M() { lock (this) missing.SetResult(); } }")]
    public async Task Survives_unfinished_code(string code) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", code)), [new CompletionRunsInline()]), finding => Assert.Equal("ASY1018", finding.Id));

    [Fact]
    public Task Adds_the_option_wherever_the_source_is_created() => Fixes(
        """
        class C
        {
            readonly object gate = new();
            readonly TaskCompletionSource one = new(); // first
            readonly TaskCompletionSource<int> two = new TaskCompletionSource<int>(/* two */ TaskCreationOptions.AttachedToParent);
            TaskCompletionSource<int> three = new TaskCompletionSource<int>("state");
            TaskCompletionSource<string> four = new System.Threading.Tasks.TaskCompletionSource<string>(TaskCreationOptions.None);

            void Renew() => three = new("again");

            void Set()
            {
                lock (gate)
                {
                    [|one.SetResult|](); // now
                    [|two.SetResult|](2);
                    [|three.SetResult|](3);
                    [|four.SetResult|]("4");
                }
            }

            void Stop() { lock (gate) [|one.TrySetCanceled|](); }
        }
        """,
        """
        class C
        {
            readonly object gate = new();
            readonly TaskCompletionSource one = new(TaskCreationOptions.RunContinuationsAsynchronously); // first
            readonly TaskCompletionSource<int> two = new TaskCompletionSource<int>(/* two */ TaskCreationOptions.AttachedToParent | TaskCreationOptions.RunContinuationsAsynchronously);
            TaskCompletionSource<int> three = new TaskCompletionSource<int>("state", TaskCreationOptions.RunContinuationsAsynchronously);
            TaskCompletionSource<string> four = new System.Threading.Tasks.TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);

            void Renew() => three = new("again", TaskCreationOptions.RunContinuationsAsynchronously);

            void Set()
            {
                lock (gate)
                {
                    one.SetResult(); // now
                    two.SetResult(2);
                    three.SetResult(3);
                    four.SetResult("4");
                }
            }

            void Stop() { lock (gate) one.TrySetCanceled(); }
        }
        """);

    [Fact]
    public Task Keeps_the_line_ends_and_works_in_lambdas() => Fixes(
        "class C\r\n{\r\n\treadonly TaskCompletionSource done = new TaskCompletionSource();\r\n\tAction Later() => () =>\r\n\t{\r\n\t\tlock (this)\r\n\t\t\tdone?.[|SetResult|]();\r\n\t};\r\n}\r\n",
        "class C\r\n{\r\n\treadonly TaskCompletionSource done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);\r\n\tAction Later() => () =>\r\n\t{\r\n\t\tlock (this)\r\n\t\t\tdone?.SetResult();\r\n\t};\r\n}\r\n");

    [Fact]
    public Task Offers_nothing_where_another_file_creates_the_source() => FlagsWithoutFix(
        "partial class C { TaskCompletionSource done = new(); void M() { lock (this) [|done.SetResult|](); } }",
        "partial class C { void Renew() => done = new System.Threading.Tasks.TaskCompletionSource(); }");

    /// <summary>A plain collection in a type without locks is for one thread: it waits and completes.</summary>
    [Theory]
    [InlineData("", "new TaskCompletionSource<int>()")]
    [InlineData("readonly object gate = new(); void Count() { lock (gate) Console.WriteLine(next); }", "[|new TaskCompletionSource<int>|]()")]
    [InlineData("readonly System.Collections.Concurrent.ConcurrentQueue<int> numbers = new();", "new TaskCompletionSource<int>()")]
    public Task Accepts_what_one_thread_waits_for_and_completes(string more, string made) => FlagsProgram($$"""
        class Session
        {
            readonly Dictionary<int, TaskCompletionSource<int>> asked = new();
            int next;
            {{more}}
            public Task<int> Ask()
            {
                var answer = {{made}};
                asked.Add(next++, answer);
                return answer.Task;
            }
            public void On(int number, int value)
            {
                if (asked.Remove(number, out var answer))
                    answer.SetResult(value);
            }
        }
        """);

    private const string Worker = """
        class Worker
        {
            readonly System.Collections.Concurrent.ConcurrentQueue<TaskCompletionSource<int>> jobs = new();
            readonly Queue<(int, TaskCompletionSource<int>)> pairs = new();
            readonly Queue<TaskCompletionSource<string>> texts = new();
            readonly System.Collections.Concurrent.ConcurrentDictionary<int, TaskCompletionSource<int>> byNumber = new();
            event Action? Ended;

            public ASYNCTask<int> Do(int number) { BODY }

            void Run()
            {
                while (jobs.TryDequeue(out var job))
                    job.SetResult(jobs.Count);
                foreach (var text in texts)
                    Task.Run(() => text.SetResult("a"));
                Ended?.Invoke();
            }

            void Send(int number) { lock (pairs) Console.WriteLine(number); }
            void Take(Job job) => pairs.Enqueue((job.Number, job.Source));

            record Job(int Number, TaskCompletionSource<int> Source);
        }
        """;

    private static string Program(string body) => $$"""
        class C(bool isFree)
        {
            readonly object gate = new();
            readonly TaskCompletionSource done = new();
            readonly TaskCompletionSource free = new(TaskCreationOptions.RunContinuationsAsynchronously);
            readonly TaskCompletionSource<object> chosen = new(isFree ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);
            readonly Queue<TaskCompletionSource<int>> all = new();
            readonly TaskCompletionSource<string> state = new("state");
            readonly Other foreign = new();
            int count;

            public Task Wait() { var made = new TaskCompletionSource<int>(); all.Enqueue(made); return made.Task; }
            void Keep(Task task) => Console.WriteLine(task.Id + count + foreign.ToString());

            void M()
            {
                {{body}}
            }
        }

        class Other { public TaskCompletionSource<char> Done { get; } = Make(); static TaskCompletionSource<char> Make() => new(); }
        """;

    private static string Core(string members) => $$"""
        using System.Threading.Tasks.Sources;

        sealed class Answer : IValueTaskSource<int>
        {
            {{members}}
            public ValueTask<int> Task => new(this, core.Version);
            public int GetResult(short token) => core.GetResult(token);
            public ValueTaskSourceStatus GetStatus(short token) => core.GetStatus(token);
            public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => core.OnCompleted(continuation, state, token, flags);
        }
        """;

    [Theory]
    [InlineData("private ManualResetValueTaskSourceCore<int> [|core|]; public void Complete(int result) => core.SetResult(result);")]
    [InlineData("private ManualResetValueTaskSourceCore<int> [|core|]; internal void Fail(Exception problem) { Console.WriteLine(problem); this.core.SetException(problem); }")]
    public Task Flags_the_core_of_a_source_that_others_complete(string members) => FlagsWithoutFix(Core(members));

    [Fact]
    public Task Only_suggests_an_option_for_a_core() =>
        Weighs(Core("private ManualResetValueTaskSourceCore<int> core; public void Complete(int result) => core.SetResult(result);"), DiagnosticSeverity.Info);

    [Theory]
    [InlineData("private ManualResetValueTaskSourceCore<int> core = new() { RunContinuationsAsynchronously = true }; public void Complete(int result) => core.SetResult(result);")]
    [InlineData("private ManualResetValueTaskSourceCore<int> core; public Answer() { core.RunContinuationsAsynchronously = false; } public void Complete(int result) => core.SetResult(result);")]
    [InlineData("private ManualResetValueTaskSourceCore<int> core; private void Complete(int result) => core.SetResult(result); public void Begin() => ThreadPool.QueueUserWorkItem(_ => Complete(1));")]
    public Task Accepts_the_core_of_a_source_that_says_where(string members) => AcceptsProgram(Core(members));

    [Theory]
    [InlineData("// No RunContinuationsAsynchronously: who completes it is to wait for the reader.", "ended.SetResult")]
    [InlineData("// Made once.", "[|ended.SetResult|]")]
    public Task Accepts_a_source_whose_author_knows_the_option(string comment, string call) => FlagsProgram($$"""
        class Writer
        {
            private readonly object gate = new();
            private readonly TaskCompletionSource ended;

            public Writer()
            {
                {{comment}}
                ended = new TaskCompletionSource(TaskCreationOptions.None);
            }

            public Task Ended => ended.Task;
            public void End() { lock (gate) {{call}}(); }
        }
        """);

    /// <summary>A continuation is work of its own, unless it runs in the code that ends the task before it.</summary>
    [Theory]
    [InlineData("TaskContinuationOptions.None", "new TaskCompletionSource<int>")]
    [InlineData("TaskContinuationOptions.ExecuteSynchronously", "[|new TaskCompletionSource<int>|]")]
    public Task Accepts_what_a_continuation_completes(string options, string made) => FlagsProgram($$"""
        class Turns
        {
            private readonly ConcurrentQueue<TaskCompletionSource<int>> waiting = new();

            public Task<int> Next(Task free)
            {
                var source = {{made}}();
                waiting.Enqueue(source);
                free.ContinueWith(_ =>
                {
                    if (waiting.TryDequeue(out var first))
                        first.SetResult(1);
                }, {{options}});
                return source.Task;
            }
        }
        """);

    /// <summary>Ticks and continuations are work of their own, and who asks to come back to where it was does not go on there.</summary>
    [Theory]
    [InlineData("var made = [|new TaskCompletionSource<int>|](); sources[1] = made; return await made.Task;", "")]
    [InlineData("var made = new TaskCompletionSource<int>(); sources[1] = made; return await made.Task.ConfigureAwait(true);", "")]
    [InlineData("var made = new TaskCompletionSource<int>(); using var timer = new Timer(_ => { }, made, 10, 10); return await made.Task;", "")]
    [InlineData("var made = new TaskCompletionSource<int>(); free.ContinueWith(new Turn(made).Go); return await made.Task;", "private sealed class Turn { private readonly TaskCompletionSource<int> source; public Turn(TaskCompletionSource<int> source) => this.source = source; public void Go(Task before) => source.SetResult(1); }")]
    [InlineData("var made = [|new TaskCompletionSource<int>|](); new Turn(made).Go(free); return await made.Task;", "private sealed class Turn { private readonly TaskCompletionSource<int> source; public Turn(TaskCompletionSource<int> source) => this.source = source; public void Go(Task before) => source.SetResult(1); }")]
    [InlineData("var made = new TaskCompletionSource<int>(); var turn = new Turn(made); free.ContinueWith((before, state) => ((Turn)state!).Go(before), turn); return await made.Task;", "private sealed class Turn { private readonly TaskCompletionSource<int> source; public Turn(TaskCompletionSource<int> source) => this.source = source; public void Go(Task before) => source.SetResult(1); }")]
    [InlineData("var made = [|new TaskCompletionSource<int>|](); var turn = new Turn(made); free.ContinueWith((before, state) => ((Turn)state!).Go(before), turn, TaskContinuationOptions.ExecuteSynchronously); return await made.Task;", "private sealed class Turn { private readonly TaskCompletionSource<int> source; public Turn(TaskCompletionSource<int> source) => this.source = source; public void Go(Task before) => source.SetResult(1); }")]
    [InlineData("var made = [|new TaskCompletionSource<int>|](); var turn = new Turn(made); turn.Go(free); return await made.Task;", "private sealed class Turn { private readonly TaskCompletionSource<int> source; public Turn(TaskCompletionSource<int> source) => this.source = source; public void Go(Task before) => source.SetResult(1); }")]
    public Task Accepts_what_does_not_run_in_who_completes_it(string body, string more) => FlagsProgram($$"""
        class Turns
        {
            private readonly Dictionary<int, TaskCompletionSource<int>> sources = new();
            public int Count { get { lock (sources) return sources.Count; } }
            public async Task<int> Next(Task free) { {{body}} }
            {{(more == "" ? "public void Set(int n) { if (sources.TryGetValue(n, out var source)) source.SetResult(n); }" : more)}}
        }
        """);
}
