using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

/// <summary>What becomes of a wait when its function is async.</summary>
public sealed class TaskBlockedOnFixTests : RuleTests<TaskBlockedOn>
{
    [Theory]
    [InlineData("Use(Load().[|Result|]);", "Use(await Load());")]
    [InlineData("Use(Read().[|Result|]);", "Use(await Read());")]
    [InlineData("Save().[|Wait|]();", "await Save();")]
    [InlineData("Use(Load().GetAwaiter().[|GetResult|]());", "Use(await Load());")]
    [InlineData("Save().ConfigureAwait(false).GetAwaiter().[|GetResult|]();", "await Save().ConfigureAwait(false);")]
    [InlineData("Read().AsTask().[|Wait|]();", "await Read().AsTask();")]
    [InlineData("[|Task.WaitAll|](Save(), Load());", "await Task.WhenAll(Save(), Load());")]
    [InlineData("[|Task.WaitAll|](new[] { Save(), Load() });", "await Task.WhenAll(new[] { Save(), Load() });")]
    [InlineData("[|Task.WaitAny|](Save(), Load());", "await Task.WhenAny(Save(), Load());")]
    [InlineData("Use(Task.WhenAll(Load(), Load()).[|Result|].Length);", "Use((await Task.WhenAll(Load(), Load())).Length);")]
    [InlineData("var work = Load(); Use([|work.Result|] + 1);", "var work = Load(); Use(await work + 1);")]
    public Task Awaits(string before, string after) => Fixes(Async(before), Async(after));

    [Theory]
    [InlineData("Use(Load().[|Result|].ToString());", "Use((await Load()).ToString());")]
    [InlineData("Use(Names().[|Result|][0]);", "Use((await Names())[0]);")]
    [InlineData("Use(Names().[|Result|]?.Length);", "Use((await Names())?.Length);")]
    [InlineData("Use(Names().[|Result|]!);", "Use((await Names())!);")]
    [InlineData("Calls().[|Result|]();", "(await Calls())();")]
    [InlineData("Use((long)Load().[|Result|]);", "Use((long)await Load());")]
    [InlineData("Use(-Load().[|Result|] * 2);", "Use(-await Load() * 2);")]
    [InlineData("Use(Load().[|Result|] is 3 or 4);", "Use(await Load() is 3 or 4);")]
    [InlineData("Use(Load().[|Result|] switch { 1 => 2, _ => 3 });", "Use(await Load() switch { 1 => 2, _ => 3 });")]
    [InlineData("Use(Names().[|Result|] ?? []);", "Use(await Names() ?? []);")]
    [InlineData("Use($\"{Load().[|Result|]:D3} of {Load().[|Result|]}\");", "Use($\"{await Load():D3} of {await Load()}\");")]
    [InlineData("Use((Load()).[|Result|]);", "Use(await Load());")]
    [InlineData("Use((job ?? Load()).[|Result|]);", "Use(await (job ?? Load()));")]
    [InlineData("Use(((Task<int>)stored).[|Result|]);", "Use(await ((Task<int>)stored));")]
    [InlineData("Use((Load().[|Result|]).ToString());", "Use((await Load()).ToString());")]
    [InlineData("Use((await Later()).[|Result|]);", "Use(await await Later());")]
    [InlineData("if (Load().[|Result|] == 1 && Load().[|Result|] == 2) Use(1);", "if (await Load() == 1 && await Load() == 2) Use(1);")]
    [InlineData("var sum = 0; sum += Load().[|Result|]; Use(sum);", "var sum = 0; sum += await Load(); Use(sum);")]
    [InlineData("foreach (var name in Names().[|Result|]) Use(name);", "foreach (var name in await Names()) Use(name);")]
    [InlineData("using var stream = Open().[|Result|]; Use(stream);", "using var stream = await Open(); Use(stream);")]
    [InlineData("try { Save().[|Wait|](); } catch (IOException e) { Use(e); } finally { Save().[|Wait|](); }", "try { await Save(); } catch (IOException e) { Use(e); } finally { await Save(); }")]
    [InlineData("try { Save().GetAwaiter().[|GetResult|](); } catch (AggregateException e) { Use(e); }", "try { await Save(); } catch (AggregateException e) { Use(e); }")]
    public Task Keeps_the_expression_around(string before, string after) => Fixes(Async(before), Async(after));

    [Theory]
    [InlineData("await Save().ConfigureAwait(false); Use(Load().[|Result|]);", "await Save().ConfigureAwait(false); Use(await Load().ConfigureAwait(false));")]
    [InlineData("await Save().ConfigureAwait(false); Use((await Later().ConfigureAwait(false)).[|Result|]);", "await Save().ConfigureAwait(false); Use(await (await Later().ConfigureAwait(false)).ConfigureAwait(false));")]
    [InlineData("await Save().ConfigureAwait(false); Use(Names().[|Result|]?.Length);", "await Save().ConfigureAwait(false); Use((await Names().ConfigureAwait(false))?.Length);")]
    [InlineData("await Save().ConfigureAwait(false); Save().ConfigureAwait(true).GetAwaiter().[|GetResult|]();", "await Save().ConfigureAwait(false); await Save().ConfigureAwait(true);")]
    [InlineData("await Save().ConfigureAwait(false); await Save(); Use(Load().[|Result|]);", "await Save().ConfigureAwait(false); await Save(); Use(await Load());")]
    [InlineData("await Save().ConfigureAwait(true); Use(Load().[|Result|]);", "await Save().ConfigureAwait(true); Use(await Load());")]
    public Task Leaves_the_context_as_the_function_does(string before, string after) => Fixes(Async(before), Async(after));

    [Fact]
    public Task Keeps_comments_and_lines() => Fixes(
        Async("""
                // How many there are.
                var count = Load().[|Result|]; // all of them

                // Then the names,
                /* first of all */ Save().[|Wait|](); // saved
                var names = this
                    // the old ones
                    .Names()
                    .[|Result|]
                    .Length;
                Use(count /* one */ + Load(/* two */).[|Result|] /* three */);
            #if !NEVER
                Use(Load()
                    .ConfigureAwait(false)
                    .GetAwaiter()
                    .[|GetResult|]());
            #endif
            """),
        Async("""
                // How many there are.
                var count = await Load(); // all of them

                // Then the names,
                /* first of all */ await Save(); // saved
                var names = (await this
                    // the old ones
                    .Names())
                    .Length;
                Use(count /* one */ + await Load(/* two */) /* three */);
            #if !NEVER
                Use(await Load()
                    .ConfigureAwait(false));
            #endif
            """));

    [Fact]
    public Task Awaits_in_each_kind_of_async_function() => Fixes(
        """
        class C
        {
            async Task<int> Method() => Load().[|Result|];
            Func<Task<int>> Lambda() => async () => Load().[|Result|];
            Func<int, Task> Anonymous() => async delegate (int n) { Save(n).[|Wait|](); };
            Task Local()
            {
                return Inner(1);
                async Task Inner(int n) => Save(n).[|Wait|]();
            }
            async IAsyncEnumerable<int> Stream()
            {
                yield return Load().[|Result|];
                Save(1).[|Wait|]();
            }
            async void Handle(object sender, EventArgs e) => Save(2).[|Wait|]();
            async Task<int> Load() { await Task.Yield(); return 1; }
            async Task Save(int n) { await Task.Delay(n); }
        }
        """,
        """
        class C
        {
            async Task<int> Method() => await Load();
            Func<Task<int>> Lambda() => async () => await Load();
            Func<int, Task> Anonymous() => async delegate (int n) { await Save(n); };
            Task Local()
            {
                return Inner(1);
                async Task Inner(int n) => await Save(n);
            }
            async IAsyncEnumerable<int> Stream()
            {
                yield return await Load();
                await Save(1);
            }
            async void Handle(object sender, EventArgs e) => await Save(2);
            async Task<int> Load() { await Task.Yield(); return 1; }
            async Task Save(int n) { await Task.Delay(n); }
        }
        """);

    [Fact]
    public Task Awaits_among_top_level_statements() => Fixes(
        """
        // The first.
        Save().[|Wait|]();
        Console.WriteLine(Load().[|Result|]);
        async Task<int> Load() { await Task.Yield(); return 1; }
        async Task Save() { await Task.Yield(); }
        """,
        """
        // The first.
        await Save();
        Console.WriteLine(await Load());
        async Task<int> Load() { await Task.Yield(); return 1; }
        async Task Save() { await Task.Yield(); }
        """);

    [Theory]
    [InlineData("[|Task.WaitAll|](Copy(Load().[|Result|], Load().[|Result|]), Save());", "await Task.WhenAll(Copy(await Load(), await Load()), Save());")]
    [InlineData("Use(Copy(Copy(Load().[|Result|], 1).[|Result|], 2).[|Result|]);", "Use(await Copy(await Copy(await Load(), 1), 2));")]
    [InlineData("Use(Copy(Load().[|Result|].GetHashCode(), 1).[|Result|].ToString());", "Use((await Copy((await Load()).GetHashCode(), 1)).ToString());")]
    [InlineData("Func<Task> run = async () => Save(Load().[|Result|]).[|Wait|](); await run();", "Func<Task> run = async () => await Save(await Load()); await run();")]
    public Task Awaits_one_inside_the_other(string before, string after) => Fixes(Async(before), Async(after));

    [Theory]
    [InlineData("await Task.Run(() => Save().[|Wait|]());", "await Task.Run(async () => await Save());")]
    [InlineData("await Task.Run(() => { Use(1); Save().[|Wait|](); });", "await Task.Run(async () => { Use(1); await Save(); });")]
    [InlineData("Use(await Task.Run(() => Load().[|Result|] + 1));", "Use(await Task.Run(async () => await Load() + 1));")]
    [InlineData("Use(await Task.Run(() => { Use(1); return Load().[|Result|]; }, CancellationToken.None));", "Use(await Task.Run(async () => { Use(1); return await Load(); }, CancellationToken.None));")]
    [InlineData("await Task.Run(/* now */ delegate { Save().[|Wait|](); /* done */ });", "await Task.Run(/* now */ async delegate { await Save(); /* done */ });")]
    [InlineData("Func<Task> run = () => Task.Run(() => { Use(2); Save().[|Wait|](); }); await run();", "Func<Task> run = () => Task.Run(async () => { Use(2); await Save(); }); await run();")]
    public Task Makes_a_lambda_async_that_is_waited_for(string before, string after) => Fixes(Async(before), Async(after));

    [Theory]
    [InlineData("new List<int> { 1 }.ForEach(n => Save(n).[|Wait|]());")]
    [InlineData("await Task.Factory.StartNew(() => Save().[|Wait|]());")]
    [InlineData("await Load().ContinueWith(t => { Use(t); Save().[|Wait|](); });")]
    [InlineData("await Task.Run(() => { Thread.Sleep(1); Save().[|Wait|](); });")]
    [InlineData("await Task.Run(() => { Monitor.Enter(this); try { Save().[|Wait|](); } finally { Monitor.Exit(this); } });")]
    [InlineData("await Task.Run(() => { try { Save().[|Wait|](); } catch (AggregateException e) { Use(e); } });")]
    [InlineData("await Task.Run(static () => Console.Out.FlushAsync().[|Wait|]());")]
    public Task Leaves_a_lambda_that_must_stay(string body) => FlagsWithoutFix(Async(body));

    [Fact]
    public Task Keeps_the_line_ends_of_the_document() => Fixes(
        Async("Save().[|Wait|]();\nUse(Load().[|Result|]);").Replace("\n", "\r\n"),
        Async("await Save();\nUse(await Load());").Replace("\n", "\r\n"));

    [Theory]
    [InlineData("lock (this) { Use(Load().[|Result|]); }")]
    [InlineData("lock (this) Save().[|Wait|]();")]
    [InlineData("try { Use(1); } catch (Exception) when (Load().[|Result|] == 1) { Use(2); }")]
    [InlineData("var sums = from n in new[] { 1, 2 } where n > Load().[|Result|] select n; Use(sums);")]
    [InlineData("unsafe { int* p = null; Use(Load().[|Result|]); }")]
#if !ROSLYN_4_8
    [InlineData("Span<int> span = stackalloc int[2]; Save().[|Wait|](); Use(span[0]);")]
    [InlineData("ref var total = ref _total; Save().[|Wait|](); total++;")]
#endif
    [InlineData("Interlocked.Add(ref _total, Load().[|Result|]);")]
#if !ROSLYN_4_8
    [InlineData("foreach (var n in _numbers.AsSpan()) Use(n + Load().[|Result|]);")]
#endif
    [InlineData("_total += Load().[|Result|];")]
    [InlineData("_name ??= Names().[|Result|][0];")]
    [InlineData("Save().[|Wait|](CancellationToken.None);")]
    [InlineData("Save().[|Wait|](-1);")]
    [InlineData("[|Task.WaitAll|](new[] { Save() }, CancellationToken.None);")]
    [InlineData("var first = [|Task.WaitAny|](Save(), Load()); Use(first);")]
    [InlineData("job?.[|Wait|]();")]
    [InlineData("Use(job?.[|Result|]);")]
    [InlineData("Use(other?.Names().[|Result|].Length);")]
    [InlineData("var awaiter = Load().GetAwaiter(); Use([|awaiter.GetResult|]());")]
    [InlineData("new Task(() => Use(1)).[|RunSynchronously|]();")]
    [InlineData("try { Save().[|Wait|](); } catch (AggregateException e) { Use(e); }")]
    [InlineData("try { Use(Load().[|Result|]); } catch (Exception e) { Use(e.InnerException); }")]
    [InlineData("try { Use(Load().[|Result|]); } catch (Exception e) when (e is AggregateException) { Use(e); }")]
    [InlineData("Monitor.Enter(this); try { Save().[|Wait|](); } finally { Monitor.Exit(this); }")]
#if !ROSLYN_4_8
    [InlineData("using (_lock.EnterScope()) Save().[|Wait|]();")]
#endif
    [InlineData("Action run = () => Save().[|Wait|](); run();")]
    [InlineData("int Sum() => Load().[|Result|]; Func<int> sum = Sum; Use(sum());")]
    [InlineData("Use(Load() // the number\n.[|Result|]);")]
    public Task Offers_nothing_where_an_await_would_not_do_the_same(string body) => FlagsWithoutFix(Async(body));

    [Fact]
    public Task Offers_nothing_where_nobody_may_await() => FlagsWithoutFix("""
        class C : IDisposable
        {
            readonly int count = Load().[|Result|];
            C() => Load().[|Wait|]();
            int Count { get => Load().[|Result|]; set => Load().[|Wait|](); }
            public void Dispose() => Load().[|Wait|]();
            ~C() => Load().[|Wait|]();
            public static C operator +(C one, C other) { Load().[|Wait|](); return one; }
            static async Task<int> Load() { await Task.Yield(); return 1; }
        }
        """);

    private static string Async(string body) => $$"""
        class C
        {
            int _total;
            string? _name;
            int[] _numbers = [1, 2];
            readonly Lock _lock = new();

            async Task M(Task<int>? job, object stored, C? other)
            {
                await Task.Yield();
                {{body}}
            }

            void Use(object? o) => Console.WriteLine($"{o} {_total} {_name} {_lock} {_numbers}");
            async Task<int> Load(int n = 0) { await Task.Delay(n); return 1; }
            async Task<string[]> Names() { await Task.Yield(); return []; }
            async Task<Action> Calls() { await Task.Yield(); return () => { }; }
            async Task<Task<int>> Later() { await Task.Yield(); return Load(); }
            async Task<Stream> Open() { await Task.Yield(); return Stream.Null; }
            async Task<int> Copy(int from, int to) { await Task.Yield(); return from + to; }
            async Task Save(int n = 0) { await Task.Delay(n); }
            async ValueTask<int> Read() { await Task.Yield(); return 1; }
        }
        """;
}
