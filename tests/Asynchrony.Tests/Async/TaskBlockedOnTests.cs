using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class TaskBlockedOnTests : RuleTests<TaskBlockedOn>
{
    private const string Members = """
        public static async Task<int> Load() { await Task.Delay(1); return 1; }
        public static async Task Save() { await Task.Delay(1); }
        public static async ValueTask<int> Read() { await Task.Delay(1); return 1; }
        public static async ValueTask Write() { await Task.Delay(1); }
        public static void Use(object? o) => Console.WriteLine(o);
        public static bool Ask() => DateTime.Now.Ticks > 3;
        """;

    /// <summary>A call that is waited for under a lock is told once, where the lock is (ASY5010); what waits for others is told here.</summary>
    [Theory]
    [InlineData("public int M() { lock (gate) n++; return Load().[|Result|]; }")]
    [InlineData("public async Task M() { await Task.Yield(); lock (gate) n = Load().[|Result|]; }")]
    [InlineData("public int M() { lock (gate) { if (n == 0) n = Load().[|Result|]; return n; } }")]
    [InlineData("public int M(Task<int> load) { lock (gate) return [|load.Result|]; }")]
    public Task Flags_a_wait_that_no_rule_of_locks_tells(string member) => FlagsProgram(Locked.Replace("BODY", member));

    [Theory]
    [InlineData("public void M() { lock (gate) Load().GetAwaiter().GetResult(); }")]
    [InlineData("public int M() { lock (gate) { if (n == 0) n = 1; var load = Load(); return load.Result; } }")]
    [InlineData("public Task M() => Task.Run(() => { lock (gate) Load().Wait(); });")]
    public Task Leaves_a_wait_under_a_lock_to_its_own_rule(string member) => AcceptsProgram(Locked.Replace("BODY", member));

    private const string Locked = """
        public sealed class C
        {
            private readonly object gate = new();
            private int n;
            BODY
            public void Set(int value) { lock (gate) n = value; }
            private static async Task<int> Load() { await Task.Delay(1); return 1; }
        }
        """;

    [Theory]
    [InlineData("Use(Load().[|Result|]);")]
    [InlineData("Use(Read().[|Result|]);")]
    [InlineData("Save().[|Wait|]();")]
    [InlineData("Save().[|Wait|](CancellationToken.None);")]
    [InlineData("Save().[|Wait|](-1);")]
    [InlineData("Save().[|Wait|](Timeout.Infinite);")]
    [InlineData("Save().[|Wait|](Timeout.InfiniteTimeSpan);")]
    [InlineData("Use(Load().GetAwaiter().[|GetResult|]());")]
    [InlineData("Save().GetAwaiter().[|GetResult|]();")]
    [InlineData("Use(Read().GetAwaiter().[|GetResult|]());")]
    [InlineData("Write().GetAwaiter().[|GetResult|]();")]
    [InlineData("Use(Load().ConfigureAwait(false).GetAwaiter().[|GetResult|]());")]
    [InlineData("Save().ConfigureAwait(false).GetAwaiter().[|GetResult|]();")]
    [InlineData("Use(Read().ConfigureAwait(false).GetAwaiter().[|GetResult|]());")]
    [InlineData("Write().ConfigureAwait(false).GetAwaiter().[|GetResult|]();")]
    [InlineData("Write().AsTask().[|Wait|]();")]
    [InlineData("[|Task.WaitAll|](Save(), Load());")]
    [InlineData("[|Task.WaitAll|](new[] { Save(), Load() });")]
    [InlineData("Use([|Task.WaitAny|](Save(), Load()));")]
    [InlineData("Use(Task.WhenAll(Load(), Load()).[|Result|]);")]
    [InlineData("Use((Load()).[|Result|] + 1);")]
    [InlineData("Use(Task.Run(() => 1).[|Result|]);")]
    [InlineData("Task.Delay(10).[|Wait|]();")]
    [InlineData("Use(Load()?.[|Result|]);")]
    [InlineData("var task = Load(); Use([|task.Result|]);")]
    [InlineData("var awaiter = Load().GetAwaiter(); Use([|awaiter.GetResult|]());")]
    public Task Flags_what_blocks_on_a_task(string body) => Flags(body, Members);

    [Theory]
    [InlineData("await Task.WhenAll(one, two); Use(one.Result + two.Result);")]
    [InlineData("await Task.WhenAll(one, two).ConfigureAwait(false); Use(one.Result + two.GetAwaiter().GetResult());")]
    [InlineData("await Task.WhenAll(new Task[] { one, two }); Use(one.Result); two.Wait();")]
#if !ROSLYN_4_8
    [InlineData("await Task.WhenAll([one, two]); Use(one.Result + two.Result);")]
#endif
    [InlineData("var both = Task.WhenAll(one, two); Use(1); await both; Use(one.Result + two.Result);")]
    [InlineData("Task<int> won = null!; while (Ask()) { var done = await Task.WhenAny(one, two); if (done.IsCompletedSuccessfully) { won = done; break; } } if (won == null) throw new TimeoutException(); await Save(); Use(won.Result);")]
    [InlineData("var maybe = Ask() ? Load() : null; await Task.WhenAll(two, maybe ?? Task.CompletedTask); Use(two.Result); Use(maybe?.Result);")]
    [InlineData("var maybe = Ask() ? Load() : null; var pending = maybe ?? Task.CompletedTask; await pending.ConfigureAwait(false); Use(maybe?.Result);")]
    [InlineData("await one; Use(one.Result);")]
    [InlineData("await one.ConfigureAwait(false); Use(one.Result);")]
    [InlineData("await one.WaitAsync(TimeSpan.FromSeconds(1)); Use(one.Result);")]
    [InlineData("if (!one.IsCompleted) await one; Use(one.Result);")]
    [InlineData("if (Ask()) await one; else { await two; await one; } Use(one.Result);")]
    [InlineData("var done = await Task.WhenAny(one, two); Use(done.Result);")]
    [InlineData("Use((await Task.WhenAny(one, two)).Result);")]
    [InlineData("Task<int> done = await Task.WhenAny(one, two).ConfigureAwait(false); Use(done.Result);")]
    [InlineData("if (await Task.WhenAny(one, Task.Delay(10)) == one) Use(one.Result);")]
    [InlineData("var late = Task.Delay(10); var first = await Task.WhenAny(one, late); if (first == late) throw new TimeoutException(); Use(one.Result);")]
    [InlineData("var late = Task.Delay(10); if (await Task.WhenAny(one, late) == late) throw new TimeoutException(); Use(one.Result);")]
    [InlineData("var first = await Task.WhenAny(one, Task.Delay(10)); if (first != one) throw new TimeoutException(); Use(one.Result);")]
    [InlineData("await Task.WhenAny(one); Use(one.Result);")]
    [InlineData("await Task.WhenAll(one, two).Calmly(); Use(one.Result + two.Result);")]
    [InlineData("await Watch(one); Use(one.Result);")]
    [InlineData("await one.ContinueWith(ended => Use(ended.Status)); Use(one.Result);")]
    [InlineData("try { await one; } catch { } Use(one.IsFaulted ? 0 : one.Result);")]
    [InlineData("try { await one; } catch (Exception e) { Use(e); } Use(one.Result);")]
    [InlineData("try { await Task.WhenAll(one, two); } finally { Use(one.Result); }")]
    [InlineData("await one; Use(new[] { 1, 2 }.Select(x => x + one.Result).Sum());")]
    [InlineData("await one; int Sum() => one.Result + 1; Use(Sum());")]
    public Task Accepts_tasks_that_were_awaited(string body) => Accepts($"var one = Load(); var two = Load(); {body}", Members + " public static System.Runtime.CompilerServices.ConfiguredTaskAwaitable Calmly(this Task task) => task.ConfigureAwait(false); public static async Task Watch(Task task) { Use(1); await task; }");

    [Fact]
    public Task Flags_what_an_awaited_null_test_may_not_have_reached() => Flags("var one = Load(); var maybe = Ask() ? Load() : null; await Task.WhenAll(maybe ?? one); Use([|one.Result|]); Use(maybe?.Result);", Members);

    [Theory]
    [InlineData("await Task.WhenAll(all); Use(all.Select(t => t.Result).ToArray());")]
    [InlineData("await Task.WhenAll(all); Use(all[0].Result);")]
    [InlineData("await Task.WhenAll(all); Use(all.First().Result);")]
    [InlineData("await Task.WhenAll(all); foreach (var t in all) Use(t.Result);")]
    [InlineData("await Task.WhenAll(all); for (var i = 0; i < all.Count; i++) Use(all[i].Result);")]
    [InlineData("await Task.WhenAll(all.ToArray()); Use(all.Where(t => Ask()).Sum(t => t.Result));")]
    [InlineData("await Task.WhenAll(all); all.ForEach(t => Use(t.Result));")]
    [InlineData("await Task.WhenAll(all); var array = all.ToArray(); Use(array[0].Result);")]
    [InlineData("foreach (var t in all) await t; Use(all.Select(t => t.Result));")]
    [InlineData("foreach (var t in all) { Use(1); await t.ConfigureAwait(false); } Use(all[0].Result);")]
    [InlineData("for (var i = 0; i < all.Count; i++) await all[i]; Use(all.Sum(t => t.Result));")]
    [InlineData("await foreach (var t in Task.WhenEach(all)) Use(t.Result);")]
    [InlineData("if (all.All(t => t.IsCompleted)) Use(all[0].Result);")]
    [InlineData("var one = Load(); all.Add(one); await Task.WhenAll(all); Use(one.Result);")]
    [InlineData("await all[0]; Use(all[0].Result);")]
    public Task Accepts_collections_that_were_awaited(string body) => Accepts($"var all = new List<Task<int>> {{ Load(), Load() }}; {body}", Members);

    [Theory]
    [InlineData("var items = new[] { (Name: 1, Job: Load()) }; await Task.WhenAll(items.Select(item => item.Job)); foreach (var item in items) Use(item.Job.Result);")]
    [InlineData("var items = new[] { (Name: 1, Job: Load()) }; await Task.WhenAll(items.Select(item => item.Job)); Use(items.Sum(item => item.Job.Result));")]
    [InlineData("var byName = new Dictionary<string, Task<int>>(); await Task.WhenAll(byName.Values); foreach (var pair in byName) Use(pair.Value.Result);")]
    [InlineData("var byName = new Dictionary<string, Task<int>>(); await Task.WhenAll(byName.Values); foreach (var (name, job) in byName) Use(job.Result);")]
    [InlineData("var byName = new Dictionary<string, Task<int>>(); await Task.WhenAll(byName.Values); Use(byName.ToDictionary(pair => pair.Key, pair => pair.Value.Result));")]
    [InlineData("var tasks = new Task<int>[3]; for (var i = 0; i < 3; i++) tasks[i] = Load(); await Task.WhenAll(tasks); Use(tasks[1].Result);")]
    [InlineData("var tasks = Enumerable.Range(0, 3).Select(async n => { await Task.Delay(n); return n; }).ToList(); await Task.WhenAll(tasks); Use(tasks.Select(t => t.Result).Max());")]
    public Task Accepts_parts_of_what_was_awaited(string body) => Accepts(body, Members);

    [Theory]
    [InlineData("if (task.IsCompletedSuccessfully) Use(task.Result);")]
    [InlineData("Use(task.IsCompletedSuccessfully() ? task.GetAwaiter().GetResult() : 0);")]
    [InlineData("if (task.IsCompleted) Use(task.Result);")]
    [InlineData("if (task.Status == TaskStatus.RanToCompletion) Use(task.Result);")]
    [InlineData("if (TaskStatus.RanToCompletion == task.Status) Use(task.Result);")]
    [InlineData("if (task.Status is TaskStatus.RanToCompletion or TaskStatus.Faulted) Use(task.Result);")]
    [InlineData("if (task.IsCompleted && task.Result == 1) Use(1);")]
    [InlineData("Use(task.IsCompletedSuccessfully ? task.Result : 0);")]
    [InlineData("Use(!task.IsCompleted ? 0 : task.Result);")]
    [InlineData("if (!task.IsCompleted || task.Result == 1) Use(1);")]
    [InlineData("if (task is { IsCompletedSuccessfully: true }) Use(task.Result);")]
    [InlineData("if (task is { Status: TaskStatus.RanToCompletion } ended) Use(ended.Result);")]
    [InlineData("if (task.IsCompleted is true) Use(task.Result);")]
    [InlineData("if (task.IsCompleted == true) Use(task.Result);")]
    [InlineData("if (task.IsCompleted is not true) throw new Exception(); Use(task.Result);")]
    [InlineData("if (!task.IsCompleted) throw new Exception(); Use(task.Result);")]
    [InlineData("if (task.IsFaulted || task.IsCanceled || task.IsCompleted) Use(task.Result);")]
    [InlineData("switch (task.Status) { case TaskStatus.RanToCompletion: Use(task.Result); break; default: Use(0); break; }")]
    [InlineData("Use(task.Status switch { TaskStatus.RanToCompletion => task.Result, _ => 0 });")]
    [InlineData("if (task.Exception != null) task.Wait();")]
    [InlineData("if (task.Exception is { } failure) { Use(failure); task.Wait(); }")]
    [InlineData("if (task.Exception is not null) task.Wait();")]
    [InlineData("var ready = task.IsCompleted; if (ready) Use(task.Result);")]
    [InlineData("while (!task.IsCompleted) Use(0); Use(task.Result);")]
    [InlineData("SpinWait.SpinUntil(() => task.IsCompleted); Use(task.Result);")]
    [InlineData("System.Diagnostics.Debug.Assert(task.IsCompleted); Use(task.Result);")]
    [InlineData("if (task.Wait(100)) Use(task.Result);")]
    [InlineData("if (!task.Wait(TimeSpan.FromSeconds(1))) throw new TimeoutException(); Use(task.Result);")]
    [InlineData("if (Task.WaitAll(new Task[] { task }, 100)) Use(task.Result);")]
    [InlineData("var awaiter = task.GetAwaiter(); if (awaiter.IsCompleted) Use(awaiter.GetResult());")]
    [InlineData("var awaiter = task.GetAwaiter(); awaiter.OnCompleted(() => Use(awaiter.GetResult()));")]
    [InlineData("var alias = task; if (alias.IsCompleted) Use(task.Result);")]
    [InlineData("var status = task.Status; switch (status) { case TaskStatus.RanToCompletion: Use(task.Result); break; }")]
    [InlineData("if (task.IsCanceled) Use(0); else if (task.IsFaulted) Use(1); else Use(task.Result);")]
    [InlineData("try { while (!task.Wait(1000)) { } } catch (AggregateException) { task.GetAwaiter().GetResult(); }")]
    [InlineData("task.WaitPatiently(); Use(task.Result);")]
    [InlineData("if (TryWait(task)) Use(task.Result);")]
    [InlineData("((IAsyncResult)task).AsyncWaitHandle.WaitOne(); Use(task.Result);")]
    [InlineData("var all = new[] { task, Load() }; WaitForAll(all); Use(all[1].Result);")]
    [InlineData("Require.True(task.IsCompleted); Use(task.Result);")]
    [InlineData("Use(new ValueTask<int>(System.Runtime.CompilerServices.Unsafe.As<Task<int>>((object)task.ContinueWith(t => 1))).IsCompleted); if (task.IsCompleted) Use(new ValueTask<int>(task).Result);")]
    [InlineData("Task.WaitAny(task, Task.Delay(100));")]
    public Task Accepts_tasks_that_were_tested(string body) => Accepts($"var task = Load(); {body}", Members + " public static bool IsCompletedSuccessfully(this Task task) => task.Status == TaskStatus.RanToCompletion; public static void WaitPatiently(this Task task) => Use(task); public static bool TryWait(Task task) => task.Wait(5); public static void WaitForAll(Task[] all) => Use(all); public static class Require { public static void True(bool ok) => Use(ok); }");

    [Theory]
    [InlineData("var task = Read(); if (task.IsCompletedSuccessfully) Use(task.Result);")]
    [InlineData("var task = Write(); if (task.IsCompletedSuccessfully) task.GetAwaiter().GetResult();")]
    [InlineData("Use(Task.FromResult(1).Result);")]
    [InlineData("var made = Task.FromResult(1); Use(2); Use(made.Result);")]
    [InlineData("Task.CompletedTask.Wait();")]
    [InlineData("ValueTask.CompletedTask.GetAwaiter().GetResult();")]
    [InlineData("Task.FromException(new Exception()).GetAwaiter().GetResult();")]
    [InlineData("Use(new ValueTask<int>(3).Result);")]
    [InlineData("var source = new TaskCompletionSource<int>(); source.SetResult(3); Use(source.Task.Result);")]
    [InlineData("Load().ContinueWith(t => t.Result + 1);")]
    [InlineData("Action<Task<int>> next = t => Use(t.Result); Load().ContinueWith(next);")]
    [InlineData("var task = Load(); task.ContinueWith(_ => Use(task.Result));")]
    [InlineData("Task.Factory.ContinueWhenAll(new[] { Load(), Load() }, ended => ended.Sum(t => t.Result));")]
    [InlineData("Use(nameof(Task<int>.Result)); var task = Load(); Use(nameof(task.Result));")]
    [InlineData("System.Linq.Expressions.Expression<Func<int>> tree = () => Load().Result; Use(tree);")]
    [InlineData("Save().Wait(0); Use(Save().Wait(TimeSpan.Zero)); const int no = 0; Save().Wait(no);")]
    [InlineData("Save().Wait(1000); Task.WaitAll(new[] { Save() }, 500); Save().Wait(TimeSpan.FromSeconds(3), CancellationToken.None);")]
    [InlineData("var worker = new Thread(() => Save().Wait()); worker.Start();")]
    [InlineData("using var gate = new SemaphoreSlim(1); gate.Wait(); gate.Release(); new ManualResetEventSlim(true).Wait();")]
    public Task Accepts_tasks_that_are_complete_and_waits_with_a_purpose(string body) => Accepts(body, Members);

    [Fact]
    public Task Knows_the_method_that_a_thread_runs() => FlagsProgram("""
        class Watch
        {
            public void Start(string[] names)
            {
                new Thread(Tick).Start();
                new Thread(() => Walk(names)) { IsBackground = true }.Start();
                new Thread(Both).Start();
                Both();
            }

            private void Tick() => Load("tick").Wait();

            private void Walk(string[] names)
            {
                foreach (var name in names)
                    Console.WriteLine(Load(name).GetAwaiter().GetResult());
            }

            private void Both() => Load("both").[|Wait|]();

            public static async Task<int> Load(string name)
            {
                await Task.Delay(10);
                return name.Length;
            }
        }
        """);

    [Theory]
    [InlineData("var task = Load(); if (Ask()) await task; Use([|task.Result|]);")]
    [InlineData("var task = Load(); await task; task = Load(); Use([|task.Result|]);")]
    [InlineData("var task = Load(); await task; Swap(ref task); Use([|task.Result|]);")]
    [InlineData("var task = Load(); Action again = () => task = Load(); await task; again(); Use([|task.Result|]);")]
    [InlineData("var task = Load(); Use([|task.Result|]); Use(task.Result);")]
    [InlineData("Task<int> task = null!; if (Ask()) task = Load(); Use([|task.Result|]);")]
    [InlineData("var (one, two) = (Load(), Load()); await Task.WhenAny(one, two); Use([|one.Result|]);")]
    [InlineData("var task = Load(); if (!task.IsCompleted) Use([|task.Result|]);")]
    [InlineData("var task = Load(); if (task.IsCompleted || Ask()) Use([|task.Result|]);")]
    [InlineData("var task = Load(); if (task.Status == TaskStatus.Running) Use([|task.Result|]);")]
    [InlineData("var task = Load(); task.Wait(10); Use([|task.Result|]);")]
    [InlineData("var tasks = new List<Task<int>> { Load() }; Use(tasks.Select(t => [|t.Result|]).ToList());")]
    [InlineData("var tasks = new List<Task<int>> { Load() }; await Task.WhenAll(tasks); tasks.Add(Load()); Use(tasks[1].[|Result|]);")]
    [InlineData("var tasks = new List<Task<int>> { Load() }; foreach (var t in tasks) { if (Ask()) await t; } Use(tasks[0].[|Result|]);")]
    [InlineData("var tasks = new List<Task<int>> { Load() }; foreach (var t in tasks) { if (Ask()) break; await t; } Use(tasks[0].[|Result|]);")]
    [InlineData("var task = Load(); try { Use(Ask()); await task; } catch { Use([|task.Result|]); }")]
    [InlineData("var (one, late) = (Load(), Task.Delay(10)); if (await Task.WhenAny(one, late) == late) Use([|one.Result|]);")]
    [InlineData("var task = Load(); task.ContinueWith(_ => Use(Load().[|Result|]));")]
    [InlineData("var task = new Task(() => Use(1)); [|task.RunSynchronously|]();")]
    public Task Flags_what_may_still_run(string body) => Flags(body, Members + " public static void Swap(ref Task<int> task) => task = Load();");

    [Theory]
    [InlineData("bool async", "if (async) await Save(); else Save().Wait();")]
    [InlineData("bool isAsync", "Use(isAsync ? await Load() : Load().GetAwaiter().GetResult());")]
    [InlineData("bool sync", "if (sync) { Use(1); Save().GetAwaiter().GetResult(); } else await Save();")]
    [InlineData("bool runSynchronously", "if (!runSynchronously) { await Save(); return; } Save().Wait();")]
    [InlineData("IOBehavior behavior", "if (behavior == IOBehavior.Asynchronous) await Save(); else Save().Wait();")]
    [InlineData("IOBehavior behavior", "switch (behavior) { case IOBehavior.Synchronous: Save().Wait(); break; default: await Save(); break; }")]
    public Task Accepts_the_synchronous_half_of_a_function_that_works_both_ways(string flag, string body) => AcceptsProgram($$"""
        enum IOBehavior { Synchronous, Asynchronous }
        class C
        {
            public async Task M({{flag}}) { {{body}} }
            {{Members}}
        }
        """);

    [Fact]
    public Task Accepts_entries_that_ask_for_the_synchronous_half() => AcceptsProgram("""
        enum IOBehavior { Synchronous, Asynchronous }
        class C
        {
            public int Read() => ReadCore(async: false, CancellationToken.None).GetAwaiter().GetResult();
            public int Get() => ReadCore(false, CancellationToken.None).Result;
            public void Flush() { var flushed = FlushCore(IOBehavior.Synchronous); Console.WriteLine("flushed"); flushed.GetAwaiter().GetResult(); }
            public void Run() => RunCore(sync: true).AsTask().Wait();
            public void Send() => SendCore<SyncAdapter>().Wait();
            public void Write() => WriteSyncOrAsync(1, null).GetAwaiter().GetResult();
            public void Skip() => SkipAsyncOrSync(token: default).Wait();
            async Task WriteSyncOrAsync(int n, CancellationToken? token) { if (token.HasValue) await Task.Delay(n, token.Value); else Thread.Sleep(n); }
            async Task SkipAsyncOrSync(CancellationToken? token) { if (token is { } given) await Task.Delay(1, given); }
            async Task<int> ReadCore(bool async, CancellationToken token) { if (async) await Task.Delay(1, token); return 1; }
            async Task FlushCore(IOBehavior behavior) { if (behavior == IOBehavior.Asynchronous) await Task.Delay(1); }
            async ValueTask RunCore(bool sync) { if (!sync) await Task.Delay(1); }
            async Task SendCore<TAdapter>() { if (typeof(TAdapter) != typeof(SyncAdapter)) await Task.Delay(1); }
            class SyncAdapter { }
        }
        """);

    [Fact]
    public Task Accepts_the_task_of_a_race_with_a_clock() => FlagsProgram("""
        class C
        {
            void M(Task[] work) { var first = Task.WhenAny(Task.WhenAll(work), Task.Delay(100)); Console.WriteLine(); first.Wait(); }
            void N(Task one, Task other) => Task.WhenAny(one, other).[|Wait|]();
            void O(Task one) { Task.WhenAny(one, Task.Delay(1)).Wait(); Task.WhenAll(one, Task.Delay(1)).[|Wait|](); }
        }
        """);

    [Fact]
    public Task Accepts_the_end_of_an_old_operation() => FlagsProgram("""
        static class Operations
        {
            public static void EndSave(IAsyncResult result) { if (result is Task saved) saved.Wait(); }
            public static void Save(object result) { if (result is Task saved) [|saved.Wait|](); }
            public static void EndSave(Task result) => [|result.Wait|]();
        }
        """);

    [Fact]
    public Task Accepts_what_is_there_to_wait() => FlagsProgram("""
        static class Tasks
        {
            public static T Get<T>(this Task<T> task) { ArgumentNullException.ThrowIfNull(task); return task.ConfigureAwait(false).GetAwaiter().GetResult(); }
            public static T Get<T>(this ValueTask<T> task) => task.IsCompleted ? task.Result : task.AsTask().GetAwaiter().GetResult();
            public static void Each<T>(this List<T> all, Task task) { foreach (var one in all) Console.WriteLine(one); [|task.Wait|](); }
            public static void Then(this Task task, Action next) => task.ContinueWith(_ => Save().[|Wait|]()).ContinueWith(_ => next());
            public static int Sum(this Task<int> task, int n) => [|task.Result|] + n;
            public static void WaitAndThrow(Task task) => task.Wait();
            public static void WaitForSave() => Save().[|Wait|]();
            public static void Finish(Task task) => [|task.Wait|]();
            public static async Task Save() => await Task.Delay(1);
        }
        """);

    [Fact]
    public Task Accepts_the_task_of_work_that_is_complete() => FlagsProgram("""
        class Calls
        {
            public int Guarded(Func<int> work) => Guarded(() => Task.FromResult(work())).Result;
            public int Later(Func<int> work) => Guarded(async () => { await Task.Yield(); return work(); }).[|Result|];
            public int Again(Func<int> work) => Repeated(() => Task.FromResult(work())).[|Result|];
            public int Given(Func<Task<int>> work) => Guarded(work).[|Result|];

            public async Task<int> Guarded(Func<Task<int>> work)
            {
                try { return await work().ConfigureAwait(false); }
                catch (IOException e) { Console.WriteLine(e); return 0; }
            }

            public async Task<int> Repeated(Func<Task<int>> work)
            {
                try { return await work(); }
                catch (IOException) { await Task.Delay(100); return await work(); }
            }
        }
        """);

    [Fact]
    public Task Accepts_the_content_of_what_was_received_as_a_whole() => FlagsProgram("""
        using System.Net.Http;
        using System.Net.Http.Json;

        class Client(HttpClient http)
        {
            public string? Send(string url, HttpContent content)
            {
                using HttpResponseMessage response = http.PostAsync(url, content).[|Result|];
                if (!response.IsSuccessStatusCode)
                    return response.Content.ReadAsStringAsync().Result;
                return response.Content.ReadFromJsonAsync<string>().GetAwaiter().GetResult();
            }

            public string Send(HttpRequestMessage request)
            {
                using var response = http.Send(request);
                return response.Content.ReadAsStringAsync().Result;
            }

            public string Get(string url)
            {
                var response = http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead).[|Result|];
                return response.Content.ReadAsStringAsync().[|Result|];
            }

            public string Read(HttpResponseMessage response) => response.Content.ReadAsStringAsync().[|Result|];

            public async Task<string> Load(string url)
            {
                var response = http.GetAsync(url).[|Result|];
                await Task.Yield();
                return response.Content.ReadAsStringAsync().[|Result|];
            }
        }
        """);

    [Fact]
    public Task Flags_flags_that_say_something_else() => FlagsProgram("""
        class C
        {
            public void Read() => ReadCore(async: true).[|Wait|]();
            public void Save(bool flush) { if (flush) ReadCore(true).[|Wait|](); }
            public void Load(bool resync) { if (resync) ReadCore(true).[|Wait|](); }
            public void Write() => WriteAsync(null).[|Wait|]();
            public void Skip(CancellationToken token) => SkipSyncOrAsync(token).[|Wait|]();
            async Task WriteAsync(CancellationToken? token) => await Task.Delay(1, token ?? default);
            async Task SkipSyncOrAsync(CancellationToken? token) { if (token.HasValue) await Task.Delay(1, token.Value); }
            async Task ReadCore(bool async) { if (async) await Task.Delay(1); }
        }
        """);

    [Theory]
    [InlineData("#pragma warning disable VSTHRD002 // Meant\n{0}\n#pragma warning restore VSTHRD002")]
    [InlineData("#pragma warning disable CA2012, CA1849\n{0}")]
    [InlineData("// Waits synchronously, for the mutex belongs to this thread.\n// Nobody else is there.\n{0}")]
    [InlineData("/* Cannot deadlock: no context. */ {0}")]
    [InlineData("#pragma warning disable AB0004\n{0}\n#pragma warning restore AB0004")]
    [InlineData("#pragma warning disable AB0004, CS0618 // Its own rule\n\n{0}\n#pragma warning restore AB0004")]
    [InlineData("// Waiting synchronously is safe here: nobody needs this thread.\nif (!t.IsCompleted)\n{\nConsole.WriteLine(t.Id);\n{0}\n}")]
    public Task Accepts_a_wait_that_the_author_explains(string around) => AcceptsProgram($"class C {{ void M(Task t) {{\n{around.Replace("{0}", "t.Wait();")}\n}} }}");

    [Theory]
    [InlineData("#pragma warning disable VSTHRD002\n#pragma warning restore VSTHRD002\n{0}")]
    [InlineData("#pragma warning disable CS0618, VSTHRD200\n{0}")]
    [InlineData("#pragma warning disable CS0618, SYSLIB0014, CA1031\n{0}\n#pragma warning restore CS0618, SYSLIB0014, CA1031")]
    [InlineData("#pragma warning disable AB0004\n{0}")]
    [InlineData("#pragma warning disable AB0004\nConsole.WriteLine(1);\nConsole.WriteLine(2);\nConsole.WriteLine(3);\n{0}\n#pragma warning restore AB0004")]
    [InlineData("// Blocks all others.\nif (!t.IsCompleted)\nif (t.Id > 1)\n{0}")]
    [InlineData("{0}\n#pragma warning disable VSTHRD002")]
    [InlineData("// HACK: this blocks.\n{0}")]
    [InlineData("// Waits until all is done.\n{0}")]
    [InlineData("{0} // blocks")]
    [InlineData("// This one does not block.\nConsole.WriteLine(t.Id);\n{0}")]
    public Task Flags_a_wait_that_nobody_explains(string around) => FlagsProgram($"class C {{ void M(Task t) {{\n{around.Replace("{0}", "[|t.Wait|]();")}\n}} }}");

    [Fact]
    public Task Accepts_a_member_that_is_explained() => AcceptsProgram("""
        class C
        {
            // Sync-over-async, deliberately.
            public int M(Task<int> t) => t.GetAwaiter().GetResult();

            // Blocks until there is something to do.
            void O(Task<int> t)
            {
                t.Wait();
            }

            [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "VSTHRD002:Avoid problematic synchronous waits", Justification = "Meant")]
            public int N(Task<int> t) { Console.WriteLine(t.Id); return t.Result; }
        }
        """);

    [Fact]
    public Task Accepts_signatures_of_others() => AcceptsProgram("""
        class Slow : Stream
        {
            public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count).GetAwaiter().GetResult();
            public override void Flush() => FlushAsync().Wait();
            public override void Write(byte[] buffer, int offset, int count) { }
            public override long Seek(long offset, SeekOrigin origin) => 0;
            public override void SetLength(long value) { }
            public override bool CanRead => Check().Result;
            public override bool CanSeek => false;
            public override bool CanWrite => false;
            public override long Length => 0;
            public override long Position { get; set; }
            async Task<bool> Check() { await Task.Delay(1); return true; }
        }
        class Sorter : IComparer<int>
        {
            public int Compare(int x, int y) => Ask(x, y).Result;
            async Task<int> Ask(int x, int y) { await Task.Delay(1); return x - y; }
        }
        """);

    [Fact]
    public Task Flags_signatures_of_our_own() => FlagsProgram("""
        interface ILoader { int Load(); }
        abstract class Base { public abstract int Read(); }
        class C : Base, ILoader, IDisposable
        {
            public C() { Init().[|Wait|](); }
            public int Load() => LoadAsync().[|Result|];
            public override int Read() => LoadAsync().[|Result|];
            public int Count => LoadAsync().[|Result|];
            public void Dispose() => Init().[|Wait|]();
            async Task Init() { await Task.Delay(1); }
            async Task<int> LoadAsync() { await Task.Delay(1); return 1; }
        }
        """);

    [Fact]
    public Task Accepts_the_end_of_an_old_asynchronous_call() => AcceptsProgram("""
        class C
        {
            public IAsyncResult BeginRead(AsyncCallback done, object? state) => Read();
            public int EndRead(IAsyncResult result) => ((Task<int>)result).Result;
            public int EndLoad(IAsyncResult result) { var task = (Task<int>)result; return task.GetAwaiter().GetResult(); }
            public void EndRun(IAsyncResult result) => TaskToAsyncResult.Unwrap(result).Wait();
            async Task<int> Read() { await Task.Delay(1); return 1; }
        }
        """);

    [Fact]
    public Task Accepts_benchmarks() => AcceptsProgram("""
        class BenchmarkAttribute : Attribute { }
        class Loads
        {
            public Loads() => Load().Wait();
            [Benchmark]
            public int One() => Load().GetAwaiter().GetResult();
            static async Task<int> Load() { await Task.Delay(1); return 1; }
        }
        """);

    [Fact]
    public Task Accepts_methods_that_continue_a_task() => AcceptsProgram("""
        class C
        {
            public void Begin() => Load().ContinueWith(Show);
            public void Again() => Load().ContinueWith(this.Print, TaskScheduler.Default);
            public void Later() => Load().ContinueWith(Post);
            public int Pump(OwnSynchronizationContext context) { var task = Load(); context.Run(task); return task.Result; }
            void Post(Task<int> task) { Action show = () => Console.WriteLine(task.Result); show(); }
            void Show(Task<int> task) => Console.WriteLine(task.Result);
            void Print(Task<int> task) => Console.WriteLine(task.Result);
            async Task<int> Load() { await Task.Delay(1); return 1; }
        }
        class OwnSynchronizationContext : SynchronizationContext
        {
            public void Run(Task task) { while (!task.IsCompleted) Thread.Sleep(1); }
        }
        """);

    [Fact]
    public Task Accepts_what_is_called_when_a_task_is_complete() => AcceptsProgram("""
        readonly struct Awaiter(Task<int> antecedent) : System.Runtime.CompilerServices.INotifyCompletion
        {
            public bool IsCompleted => antecedent.IsCompleted;
            public int GetResult() => antecedent.Result;
            public void OnCompleted(Action next) => antecedent.GetAwaiter().OnCompleted(next);
        }
        abstract class Adapter { public abstract bool IsCompleted { get; } public abstract void OnCompleted(Action next); }
        sealed class Adapter<T>(Task<T> task) : Adapter
        {
            public override bool IsCompleted => task.IsCompleted;
            public override void OnCompleted(Action next) => task.GetAwaiter().OnCompleted(next);
            public T GetResultOfT() => task.GetAwaiter().GetResult();
        }
        unsafe class C
        {
            private readonly TaskCompletionSource<object> source = new();
            private bool HasValue => source.Task.Status == TaskStatus.RanToCompletion;
            private bool HasFound { get { return value?.IsCompletedSuccessfully == true; } }
            public void Evict() { if (!HasValue) return; switch (source.Task.Result) { case IDisposable old: old.Dispose(); break; } }
            public int Found => HasFound ? value!.Result : 0;
            private Task<int>? value;
            public bool IsValueCompleted => value?.IsCompleted == true;
            public int Read() => IsValueCompleted ? value!.Result : 0;
            public bool IsCompleted => value?.IsCompleted == true;
            public int Join() { if (this.IsCompleted) return this.value!.Result; return 0; }
            public int Ask() { switch (value?.Status) { case TaskStatus.RanToCompletion: return value.Result; default: return 0; } }
            public void Begin(Action<Action<Task<int>>> next)
            {
                delegate*<Task<int>, int> unbox = &Unbox;
                next(Show);
                Console.WriteLine(unbox == null);
                static int Unbox(Task<int> task) => task.Result;
                void Show(Task<int> task) => Console.WriteLine(task.Result);
            }
        }
        """);

    [Fact]
    public Task Flags_what_a_property_says_nothing_of() => FlagsProgram("""
        class C
        {
            private readonly TaskCompletionSource<int> source = new(), other = new();
            private bool HasValue => source.Task.IsCompleted;
            private bool HasOther { get { Console.WriteLine(); if (other.Task.IsFaulted) return true; return source.Task.IsCompleted; } }
            public virtual bool MayHave => source.Task.IsCompleted;
            public int A() => HasValue ? 0 : [|source.Task.Result|];
            public int B() => HasValue ? [|other.Task.Result|] : 0;
            public int D() => HasOther ? [|source.Task.Result|] : 0;
            public int E() => MayHave ? [|source.Task.Result|] : 0;
            public int F(C c) => c.HasValue ? [|source.Task.Result|] : 0;
            public void Set() { source.SetResult(1); other.SetResult(2); }
        }
        """);

    [Fact]
    public Task Accepts_a_dispose_with_an_async_twin() => AcceptsProgram("""
        class C : IDisposable, IAsyncDisposable
        {
            public void Dispose() => DisposeAsync().AsTask().Wait();
            public async ValueTask DisposeAsync() => await Task.Delay(1);
        }
        """);

    [Fact]
    public Task Tells_tests_that_are_async_from_others() => FlagsProgram("""
        class FactAttribute : Attribute { }
        class Tests
        {
            [Fact]
            public void Loads() => Console.WriteLine(Load().Result);
            [Fact]
            public async Task Loads_later() { await Task.Yield(); Console.WriteLine(Load().[|Result|]); }
            [Fact]
            public async Task Loads_twice() { var (one, two, three) = (Load(), Load(), Load()); await one; Console.WriteLine(two.Result); [|three.Wait|](); }
            [Fact]
            public async Task Throws_at_once() { await Task.Yield(); Throws(() => Load().Wait()); }
            static void Throws(Action act) => act();
            static async Task<int> Load() { await Task.Delay(1); return 1; }
        }
        """);

    [Fact]
    public Task Accepts_what_does_not_bind() => AcceptsUnbound("""
        class C
        {
            void M() { Console.WriteLine(Missing(1).GetAwaiter().GetResult()); var t = Load(Missing); t.Wait(); }
            async Task Load(int n) { await Task.Delay(n); }
        }
        class Service : MissingService { public bool Start(object host) { Console.WriteLine(host); Task.Delay(10).Wait(); return true; } }
        """);

    [Fact]
    public Task Flags_a_method_that_blocks_on_its_parameter() => FlagsProgram("""
        static class Tasks
        {
            public static T Sync<T>(Task<T> task) => task.GetAwaiter().[|GetResult|]();
        }
        """);

    [Theory]
    [InlineData("var task = Work(); Console.WriteLine(\"beside\"); task.Wait();")]
    [InlineData("var one = Work(); var two = Work(); Console.WriteLine(\"beside\"); Task.WaitAll(one, two);")]
    [InlineData("var one = Work(); var two = Work(); one.Wait(); two.GetAwaiter().GetResult(); int Unused() => 1;")]
    [InlineData("var tasks = new List<Task>(); for (var i = 0; i < 3; i++) tasks.Add(Work()); Task.WaitAll(tasks.ToArray());")]
    public async Task Accepts_an_entry_point_that_waits_at_its_end(string body)
    {
        await AcceptsProgram(body + " static async Task Work() { await Task.Delay(1); }");
        await AcceptsProgram($$"""class Program { static void Main() { {{body}} } static async Task Work() { await Task.Delay(1); } }""");
        await AcceptsProgram($$"""class Program { static int Main() { {{body}} return 0; } static async Task Work() { await Task.Delay(1); } }""");
        await AcceptsProgram($$"""class Program { static void Main() => Run(); static void Run() { {{body}} } static async Task Work() { await Task.Delay(1); } }""");
    }

    [Fact]
    public Task Flags_an_async_function_that_an_entry_point_hands_everything_to() => FlagsProgram("""
        class Program
        {
            static Task Main() => Run();

            static async Task Run()
            {
                var task = Task.Run(() => Console.WriteLine("beside"));
                await Task.Yield();
                [|task.Wait|]();
            }
        }
        """);

    [Theory]
    [InlineData("Console.WriteLine(Load().[|Result|]);")]
    [InlineData("Save().[|Wait|]();")]
    [InlineData("Save().GetAwaiter().[|GetResult|]();")]
    [InlineData("[|Task.WaitAll|](Save(), Load());")]
    [InlineData("var task = Load(); Console.WriteLine([|task.Result|]);")]
    [InlineData("var task = Save(); [|task.Wait|](); Console.WriteLine(\"done\");")]
    public async Task Flags_an_entry_point_that_blocks(string body)
    {
        const string Functions = " static async Task Save() { await Task.Delay(1); } static async Task<int> Load() { await Task.Delay(1); return 1; }";
        await FlagsProgram(body + Functions);
        await FlagsProgram($$"""class Program { static void Main() { {{body}} } {{Functions}} }""");
        await FlagsProgram($$"""class Program { static void Main() => Run(); static void Run() { {{body}} } {{Functions}} }""");
    }

    [Fact]
    public Task Says_what_blocks_whom() => Says("""
        class C
        {
            async Task M(Task<int> job, List<Task> all)
            {
                await Task.Yield();
                Console.WriteLine(job.Result);
                Task.WaitAll(all.ToArray());
            }

            void N(Task<int> job, Task[] all)
            {
                Load().Wait();
                Load().ConfigureAwait(false).GetAwaiter().GetResult();
                Console.WriteLine((Load() ?? job).Result);
                Task.WaitAny(all);
            }

            async Task<int> Load() { await Task.Yield(); return 1; }
        }
        """,
        "'Result' blocks this async function until 'job' is complete",
        "'WaitAll' blocks this async function until all tasks are complete",
        "'Wait' blocks its thread until the task of 'Load' is complete",
        "'GetResult' blocks its thread until the task of 'Load' is complete",
        "'Result' blocks its thread until the task is complete",
        "'WaitAny' blocks its thread until one of the tasks is complete");

    private static async Task AcceptsUnbound(string program) =>
        Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", program)), [new TaskBlockedOn()]));

    [Theory]
    [InlineData("class C { void M() { var t = Task.Run(() => 1); Console.WriteLine(t.Result")]
    [InlineData("class C { void M(Task t) { t. Wait(; if (t.IsCompleted && ) t.Result } }")]
    [InlineData("class C { async Task M(Task<int> t) { await Task.WhenAll(; t.Result; foreach (var x in ) await x; Missing(t.Result).Result; } }")]
    public async Task Survives_unfinished_code(string program) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", program)), [new TaskBlockedOn()]), finding => Assert.Equal("ASY1001", finding.Id));
}
