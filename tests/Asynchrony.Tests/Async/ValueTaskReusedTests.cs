using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class ValueTaskReusedTests : RuleTests<ValueTaskReused>
{
    private const string Members = """
        public static async ValueTask<int> Read() { await Task.Yield(); return 1; }
        public static async ValueTask Write(int n) { await Task.Delay(n); }
        public static bool Ask() => Environment.TickCount > 1;
        public static void Use(object? used) => Console.WriteLine(used);
        public static Task Both(Task one, Task two) => Task.WhenAll(one, two);
        """;

    [Theory]
    [InlineData("var read = Read(); Use(await read); Use([|await read|]);")]
    [InlineData("var read = Read(); Use(await read + [|await read|]);")]
    [InlineData("var read = Read(); await read.ConfigureAwait(false); await [|read.ConfigureAwait(false)|];")]
    [InlineData("var write = Write(1); await write; await [|write.AsTask()|];")]
    [InlineData("var read = Read(); await Both(read.AsTask(), [|read.AsTask()|]);")]
    [InlineData("var read = Read(); if (Ask()) Use(await read); Use([|await read|]);")]
    [InlineData("var read = Read(); if (!read.IsCompleted) await read; Use([|await read|]);")]
    [InlineData("var read = Read(); while (Ask()) Use([|await read|]);")]
    [InlineData("ValueTask<int> read; read = Read(); do { Use([|await read|]); } while (Ask());")]
    [InlineData("var read = Ask() ? Read() : Read(); Use(await read); Use([|await read|]);")]
    [InlineData("var read = Read(); try { Use(await read); } catch (IOException) { Use([|await read|]); }")]
    [InlineData("var read = Read(); try { Use(await read); } finally { Use([|await read|]); }")]
    [InlineData("var read = Read(); if (Ask()) { read = Read(); } Use(await read); Use([|await read|]);")]
    [InlineData("var read = Read(); var awaiter = read.GetAwaiter(); if (awaiter.IsCompleted) Use(awaiter.GetResult()); Use([|await read|]);")]
    public Task Flags_what_is_taken_again(string body) => Flags(body, Members);

    [Theory]
    [InlineData("var read = Read(); Use(await read);")]
    [InlineData("var read = Read(); var awaiter = read.GetAwaiter(); Use(awaiter.IsCompleted); Use(await read);")]
    [InlineData("var read = Read(); var awaiter = read.GetAwaiter(); if (!awaiter.IsCompleted) { Use(await read.AsTask()); return; } Use(awaiter.GetResult());")]
    [InlineData("Use(await Read()); Use(await Read());")]
    [InlineData("await Both(Read().AsTask(), Read().AsTask());")]
    [InlineData("var read = Read(); if (Ask()) Use(await read); else Use(await read);")]
    [InlineData("var read = Read(); Use(Ask() ? await read : await read + 1);")]
    [InlineData("var read = Read(); if (Ask()) { Use(await read); throw new IOException(); } Use(await read);")]
    [InlineData("var read = Read(); Use(read.IsCompletedSuccessfully ? 0 : await read);")]
    [InlineData("var read = Read(); Use(await read); read = Read(); Use(await read);")]
    [InlineData("var read = Read(); while (Ask()) { Use(await read); read = Read(); } Use(await read);")]
    [InlineData("while (Ask()) { var read = Read(); Use(await read); }")]
    [InlineData("foreach (var read in new[] { Read(), Read() }) Use(await read);")]
    [InlineData("var read = Read().Preserve(); Use(await read); Use(await read);")]
    [InlineData("var read = Read(); read = read.Preserve(); Use(await read); Use(await read);")]
    [InlineData("var read = Read().AsTask(); Use(await read); Use(await read);")]
    [InlineData("var read = ValueTask.FromResult(1); Use(await read); Use(await read);")]
    [InlineData("var read = new ValueTask<int>(1); Use(await read); Use(await read);")]
    [InlineData("var read = new ValueTask<int>(Task.Run(() => 1)); Use(await read); Use(await read);")]
    [InlineData("var write = ValueTask.CompletedTask; await write; await write;")]
    [InlineData("ValueTask write = default; await write; await write;")]
    [InlineData("var one1 = Read(); var two2 = Read(); Use(await one1); Use(await two2);")]
    [InlineData("var read = Read(); Func<Task> later = async () => Use(await read); await later(); Use(await read);")]
    [InlineData("var read = Read(); var again = read; Use(await again); Use(nameof(read));")]
    public Task Accepts_one_take_on_each_path_and_what_lasts(string body) => Accepts(body, Members);

    [Fact]
    public Task Flags_parameters_and_members_that_are_set_once() => FlagsProgram("""
        class Cache
        {
            readonly ValueTask<int> read = Load();
            readonly ValueTask write;
            static ValueTask<int> Shared { get; } = Load();

            public Cache() => write = Save();

            public async Task<int> Get() => [|await read|];
            public async Task Wait() => await [|write.ConfigureAwait(false)|];
            public async Task<int> Sum() => [|await Shared|] + [|await this.read|];

            public async Task<int> Twice(ValueTask<int> given) => await given + [|await given|];

            static async ValueTask<int> Load() { await Task.Delay(1); return 1; }
            static async ValueTask Save() => await Task.Delay(1);
        }
        """);

    [Fact]
    public Task Accepts_members_that_are_renewed_or_last_or_are_taken_once() => AcceptsProgram("""
        class Cache : IAsyncDisposable
        {
            ValueTask<int> next = Load();
            readonly ValueTask<int> kept = Load().Preserve();
            readonly ValueTask<int> made = new(Task.Run(() => 1));
            readonly ValueTask done = ValueTask.CompletedTask;
            readonly ValueTask<int> given;
            readonly ValueTask<int> last = Load();
            ValueTask<int> Fresh => Load();

            public Cache(ValueTask<int> given) => this.given = given;

            public async Task<int> Get()
            {
                var sum = await next;
                next = Load();
                await done;
                return sum + await kept + await made + await given + await Fresh;
            }

            public async ValueTask DisposeAsync() => await last;

            public async Task<int> Once(ValueTask<int> given) => await given;

            static async ValueTask<int> Load() { await Task.Delay(1); return 1; }
        }
        """);

    [Fact]
    public Task Says_when_it_is_taken_again() => Says(
        """
        class C
        {
            readonly ValueTask<int> ready = Load();

            async Task M()
            {
                var read = Load();
                await read;
                await read;
                var other = Load();
                while (true)
                    await other;
            }

            async Task Wait() => await ready;

            static async ValueTask<int> Load() { await Task.Delay(1); return 1; }
        }
        """,
        "'read' is a value task and is taken a second time",
        "'other' is a value task and is taken in each round of the loop",
        "'ready' is a value task and is taken by each call of 'Wait'");

    [Fact]
    public Task Points_at_the_take_before() => PointsAt(
        """
        class C
        {
            async Task M(ValueTask read)
            {
                await read;
                await read;
            }
        }
        """, 5);

    [Theory]
    [InlineData("class C { async Task M(ValueTask t) { await t; await ; } }")]
    [InlineData("class C { readonly ValueTask t = ; async Task M() => await t; }")]
    [InlineData("class C { async Task M() { var t = Missing(); await t; await t; } }")]
    public async Task Accepts_unfinished_code(string code) => Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", code)), [new ValueTaskReused()]));

    [Theory]
    [InlineData("var read = Read(); Use(await read); Use([|await read|]);", "var read = Read().Preserve(); Use(await read); Use(await read);")]
    [InlineData("ValueTask<int> read; read = Read(); Use(await read); Use([|await read|]);", "ValueTask<int> read; read = Read().Preserve(); Use(await read); Use(await read);")]
    [InlineData("var read = Read(); if (Ask()) read = Read(); Use(await read); Use([|await read|]);", "var read = Read().Preserve(); if (Ask()) read = Read().Preserve(); Use(await read); Use(await read);")]
    [InlineData("var read = Ask() ? Read() : Read(); Use(await read); Use([|await read|]);", "var read = Ask() ? Read().Preserve() : Read().Preserve(); Use(await read); Use(await read);")]
    [InlineData("var read = Read(); await read.ConfigureAwait(false); await [|read.ConfigureAwait(false)|];", "var read = Read().Preserve(); await read.ConfigureAwait(false); await read.ConfigureAwait(false);")]
    [InlineData("var read = Read(); var write = Read(); Use(await read + [|await read|] + await write + [|await write|]);", "var read = Read().Preserve(); var write = Read().Preserve(); Use(await read + await read + await write + await write);")]
    [InlineData("Func<Task> run = async () => { var read = Read(); Use(await read); Use([|await read|]); }; await run();", "Func<Task> run = async () => { var read = Read().Preserve(); Use(await read); Use(await read); }; await run();")]
    public Task Makes_it_last(string before, string after) => Fixes(Program(before), Program(after));

    [Fact]
    public Task Keeps_comments_and_line_ends() => Fixes(
        Program("var read = /* now */ this // here\n        .Read(/* all */) // begins\n        ; // and\nUse(await read);\nUse([|await read|]); // again").ReplaceLineEndings("\r\n"),
        Program("var read = /* now */ this // here\n        .Read(/* all */).Preserve() // begins\n        ; // and\nUse(await read);\nUse(await read); // again").ReplaceLineEndings("\r\n"));

    [Fact]
    public Task Makes_members_last() => Fixes(
        """
        class C
        {
            readonly ValueTask<int> read = Load(); // once
            readonly ValueTask<int> other;

            C() => other = Load();

            async Task<int> Get() => [|await read|];
            async Task<int> More() => [|await read|] + [|await other|];

            static async ValueTask<int> Load() { await Task.Delay(1); return 1; }
        }
        """,
        """
        class C
        {
            readonly ValueTask<int> read = Load().Preserve(); // once
            readonly ValueTask<int> other;

            C() => other = Load().Preserve();

            async Task<int> Get() => await read;
            async Task<int> More() => await read + await other;

            static async ValueTask<int> Load() { await Task.Delay(1); return 1; }
        }
        """);

    [Fact]
    public Task Offers_nothing_for_a_parameter() => FlagsWithoutFix("class C { async Task M(ValueTask read) { await read; [|await read|]; } }");

    private static string Program(string body) => $$"""
        class C
        {
            async Task Run()
            {
                {{body}}
                await Task.Yield();
            }

            async ValueTask<int> Read() { await Task.Yield(); return 1; }
            static bool Ask() => Environment.TickCount > 1;
            static void Use(object? used) => Console.WriteLine(used);
        }
        """;
}
