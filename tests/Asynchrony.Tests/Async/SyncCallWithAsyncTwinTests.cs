using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class SyncCallWithAsyncTwinTests : RuleTests<SyncCallWithAsyncTwin>
{
    private const string Members = """
        public static readonly Stream Pipe = File.OpenRead("pipe");
        public static readonly object Gate = new();
        public static readonly Store Data = new();
        public static StreamWriter? Log => null;
        public static readonly Page Bytes = new();
        public class Page : System.Buffers.IBufferWriter<byte> { public void Advance(int count) { } public Memory<byte> GetMemory(int size = 0) => new byte[9]; public Span<byte> GetSpan(int size = 0) => new byte[9]; }
        public static void Use(object? o) => Console.WriteLine(o);
        public static bool Ask() => DateTime.Now.Ticks > 3;

        public class Store : IStore
        {
            public int Get(int id) => id;
            public async Task<int> GetAsync(int id) { await Task.Delay(id); return id; }
            public string Name() => "";
            public async Task<string> NameAsync(int id) { await Task.Delay(id); return ""; }
            public T Take<T>() where T : class, new() => new();
            public async Task<T> TakeAsync<T>(CancellationToken token = default) where T : class, new() { await Task.Delay(1, token); return new(); }
            public void Save() => Console.WriteLine();
            public async ValueTask SaveAsync(CancellationToken token) => await Task.Delay(1, token);
            public void Close(bool now) => Console.WriteLine(now);
            public async Task CloseAsync() => await Task.Delay(1);
            public bool Try(out int found) { found = 1; return true; }
            public async Task<bool> TryAsync(int found) { await Task.Delay(found); return true; }
            public long Size() => 1;
            public async Task<int> SizeAsync() { await Task.Delay(1); return 1; }
            public object Last() => 1;
            public async Task<string> LastAsync() { await Task.Delay(1); return ""; }
            public int Old() => 1;
            [Obsolete("Use another")] public async Task<int> OldAsync() { await Task.Delay(1); return 1; }
            public int New() => 1;
            [System.Diagnostics.CodeAnalysis.Experimental("X1")] public async Task<int> NewAsync() { await Task.Delay(1); return 1; }
            public int Query(string text) => text.Length;
            public async Task<T> QueryAsync<T>(string text) { await Task.Delay(text.Length); return default!; }
            public void Each(Action<int> step) => step(1);
            public async Task EachAsync(Func<int, Task> step) => await step(1);
            public override string ToString() => Fakes.Text();
            public static readonly Fake Fakes = new();
            public void Ready() => Console.WriteLine();
            public Task ReadyAsync() { Ready(); return Task.CompletedTask; }
            public void Start() => Console.WriteLine();
            public async Task StartAsync() { await Task.Yield(); Start(); }
            public int Work() => 1;
            public Task<int> WorkAsync() => Task.Run(() => Work());
            public string Ping() => "";
            public Waitable PingAsync() => new();
        }

        public abstract class Source { public abstract string Text(); public abstract Task<string> TextAsync(); }
        public sealed class Fake : Source { public override string Text() => ""; public override Task<string> TextAsync() => Task.FromResult(Text()); }
        public interface IStore { }
        public class Waitable { public System.Runtime.CompilerServices.TaskAwaiter<string> GetAwaiter() => Task.FromResult("").GetAwaiter(); }

        public static int Sum(this IStore store, int from) => from;
        public static async Task<int> SumAsync(this IStore store, int from, CancellationToken token = default) { await Task.Delay(from, token); return 1; }
        """;

    /// <summary>The async members of a program are what the rule looks at; the body of its entry point is left alone.</summary>
    private const string TopLevel = "top level";

    [Theory]
    [InlineData("Use([|File.ReadAllText|](\"a\"));")]
    [InlineData("[|File.WriteAllText|](\"a\", \"b\");")]
    [InlineData("foreach (var line in [|File.ReadAllLines|](\"a\")) Use(line);")]
    [InlineData("Use([|Pipe.Read|](new byte[1], 0, 1));")]
    [InlineData("Use([|Pipe.Read|](new byte[1]));")]
    [InlineData("[|Pipe.Write|](new byte[1]);")]
    [InlineData("[|Pipe.CopyTo|](new MemoryStream());")]
    [InlineData("using var reader = new StreamReader(Pipe); Use([|reader.ReadToEnd|]());")]
    [InlineData("while (Ask()) { try { [|Pipe.Flush|](); } catch (IOException e) { Use(e); } }")]
    [InlineData("Log?.[|Flush|]();")]
    [InlineData("Log?.BaseStream.[|Flush|]();")]
    [InlineData("Log?.BaseStream?.Flush(); Log!.[|Flush|](); new[] { Pipe }[0].[|Flush|](); Use(Log?.ToString()?.Length);")]
    [InlineData("using var client = new System.Net.Http.HttpClient(); using var request = new System.Net.Http.HttpRequestMessage(); Use([|client.Send|](request));")]
    [InlineData("using var json = new System.Text.Json.Utf8JsonWriter(Pipe); json.WriteNullValue(); [|json.Flush|]();")]
    [InlineData("Use(System.Net.Dns.[|GetHostAddresses|](\"localhost\"));")]
    public Task Flags_calls_of_the_library(string body) => Flags($"{body} await Task.Yield();", Members, TopLevel);

    [Theory]
    [InlineData("Use([|Data.Get|](1));")]
    [InlineData("Use([|Data.Get|](id: 1));")]
    [InlineData("Use([|Data.Get|]([|Data.Get|](1)));")]
    [InlineData("Use([|Data.Take<Store>|]());")]
    [InlineData("Use([|Data.Take<Store>|]().Name());")]
    [InlineData("[|Data.Save|]();")]
    [InlineData("Use([|Data.Last|]());")]
    [InlineData("Use([|Data.Ping|]());")]
    [InlineData("Use([|Data.Sum|](1));")]
    [InlineData("Use([|Members.Sum|](Data, 1));")]
    [InlineData("var x = Ask() ? [|Data.Get|](1) : 2; Use(x);")]
    [InlineData("Func<Task<int>> run = async () => { await Task.Yield(); return [|Data.Get|](1); }; Use(run);")]
    [InlineData("Use(from n in [|File.ReadAllLines|](\"a\") where Data.Get(n.Length) > 1 select n);")]
    public Task Flags_calls_of_ones_own(string body) => Flags($"{body} await Task.Yield();", Members, TopLevel);

    [Theory]
    [InlineData("Use(Data.Name());")]
    [InlineData("Data.Close(true);")]
    [InlineData("Use(Data.Try(out var found)); Use(found);")]
    [InlineData("Use(Data.Size());")]
    [InlineData("Use(Data.Old() + Data.New());")]
    [InlineData("Use(Data.Query(\"q\"));")]
    [InlineData("Data.Each(n => Use(n));")]
    [InlineData("Data.Ready();")]
    [InlineData("Data.Start(); Use(Data.Work());")]
    [InlineData("Use(Store.Fakes.Text());")]
    [InlineData("using var end = new CancellationTokenSource(); end.Cancel();")]
    [InlineData("using var pipe = File.OpenRead(\"a\"); pipe.Dispose();")]
    public Task Accepts_what_has_no_twin_that_does_the_same(string body) => Accepts($"{body} await Task.Yield();", Members);

    [Theory]
    [InlineData("var memory = new MemoryStream(); memory.Write(new byte[1], 0, 1); memory.Flush();")]
    [InlineData("Stream memory = new MemoryStream(); memory.Write(new byte[1], 0, 1);")]
    [InlineData("using var reader = new StringReader(\"a\"); Use(reader.ReadLine() + reader.ReadToEnd());")]
    [InlineData("using var writer = new StringWriter(); writer.Write('a'); writer.Flush();")]
    [InlineData("using var memory = new MemoryStream(); using var writer = new StreamWriter(memory); writer.Write('a'); writer.Flush(); memory.CopyTo(Stream.Null);")]
    [InlineData("Console.Out.WriteLine(\"a\"); Console.Error.Flush(); var text = Console.Out; text.Write(1);")]
    [InlineData("using var xml = System.Xml.XmlReader.Create(\"a\"); while (xml.Read()) Use(xml.Name);")]
    [InlineData("Stream? data = null; if (Ask()) data = Pool() ?? new MemoryStream(); data?.Write(new byte[1], 0, 1); static Stream? Pool() => null;")]
    [InlineData("using var memory = new MemoryStream(); using (var json = new System.Text.Json.Utf8JsonWriter(memory)) { json.WriteNullValue(); json.Flush(); }")]
    [InlineData("var log = new BufferedStream(Pipe); log.Write(new byte[1], 0, 1); log.WriteByte(1); await log.FlushAsync();")]
    [InlineData("using var json = new System.Text.Json.Utf8JsonWriter(Bytes); json.WriteNullValue(); json.Flush();")]
    [InlineData("using var zip = new System.IO.Compression.ZipArchive(Pipe, System.IO.Compression.ZipArchiveMode.Create); var entry = zip.CreateEntry(\"a\"); await using (var target = entry.Open()) await target.WriteAsync(new byte[1]);")]
    [InlineData("var writer = System.Xml.XmlWriter.Create(\"a\"); new System.Xml.Linq.XElement(\"b\").WriteTo(writer);")]
    public Task Accepts_what_stays_in_memory(string body) => Accepts($"{body} await Task.Yield();", Members);

    [Theory]
    [InlineData("lock (Gate) { Use(Data.Get(1)); }")]
    [InlineData("Monitor.Enter(Gate); try { Use(Data.Get(1)); } finally { Monitor.Exit(Gate); }")]
    [InlineData("try { await Task.Yield(); } catch (Exception e) when (Data.Get(1) > 1) { Use(e); }")]
    [InlineData("var all = new List<int> { 1 }; all.Sort((a, b) => Data.Get(a) - Data.Get(b));")]
    [InlineData("Use(Inner()); int Inner() => Data.Get(1);")]
    [InlineData("Use(from n in new[] { 1 } where Data.Get(n) > 1 select Data.Get(n));")]
    [InlineData("System.Linq.Expressions.Expression<Func<int>> names = () => Data.Get(1); Use(names);")]
    [InlineData("Use(nameof(Data.Get));")]
    [InlineData("await Task.Run(() => Data.Get(1));")]
    public Task Accepts_what_may_not_await(string body) => Accepts($"{body} await Task.Yield();", Members);

    [Theory]
    [InlineData("Use(Data.Get(1));")]
    [InlineData("Use(File.ReadAllText(\"a\"));")]
    [InlineData("Log?.Flush();")]
    public Task Accepts_functions_that_are_not_async(string body) => Accepts(body, Members, "async method", "async lambda", "async local function", "async expression body", "async iterator");

    [Theory]
    [InlineData("new Thread(() => Use(1)).Join(); using var gate = new SemaphoreSlim(1); gate.Wait(); Task.Delay(1).Wait(CancellationToken.None); Parallel.ForEach(new[] { 1 }, n => Use(n));")]
    public Task Leaves_what_blocks_by_its_nature_to_other_rules(string body) => Accepts($"{body} await Task.Yield();", Members);

    [Theory]
    [InlineData("bool async", "if (async) await stream.FlushAsync(); else stream.Flush();")]
    [InlineData("bool sync", "if (sync) { stream.Flush(); return; } await stream.FlushAsync();")]
    [InlineData("bool isAsync", "var n = isAsync ? await stream.ReadAsync(new byte[1]) : stream.Read(new byte[1]); Console.WriteLine(n);")]
    [InlineData("CancellationToken? token", "if (token.HasValue) { await stream.FlushAsync(token.Value); } else { stream.Flush(); }")]
    [InlineData("CancellationToken? token", "if (token is null) { stream.Flush(); return; } await stream.FlushAsync(token.Value);")]
    [InlineData("CancellationToken? token", "if (token is { } given) await stream.FlushAsync(given); else stream.Flush();")]
    [InlineData("CancellationToken? token", "if (token != null) await stream.FlushAsync(token.Value); else stream.Flush();")]
    public Task Accepts_the_synchronous_half_of_a_function_that_works_both_ways(string flag, string body) =>
        AcceptsProgram($$"""class C(Stream stream) { public async Task M({{flag}}) { {{body}} } }""");

    [Fact]
    public Task Flags_what_a_token_does_not_choose() => FlagsProgram("""
        class C(Stream stream)
        {
            public async Task M(CancellationToken? token) { if (token?.IsCancellationRequested == true) [|stream.Flush|](); await stream.FlushAsync(token ?? default); }
            public async Task N(CancellationToken? token, int? more) { await Task.Yield(); if (more.HasValue) stream.Write(new byte[1], 0, 1); if (token!.Value.CanBeCanceled) [|stream.Flush|](); }
        }
        """.Replace("stream.Write(new byte[1], 0, 1)", "[|stream.Write|](new byte[1], 0, 1)"));

    [Fact]
    public Task Accepts_advice_that_would_never_end() => AcceptsProgram("""
        interface IJob { void Run(); Task RunAsync(); }

        class Job
        {
            public virtual void Run() => Console.WriteLine(1);
            public virtual async Task RunAsync() { await Task.Yield(); Run(); }
            public void Step(int n) => Console.WriteLine(n);
            public async Task StepAsync(int n) { await Task.Yield(); await Inner(); async Task Inner() { await Task.Yield(); this.Step(n); } }
            public void Stop() => Console.WriteLine(2);
            public async Task StopAsync() => await StopLater();
            private async Task StopLater() { await Task.Yield(); Stop(); }
        }

        class Special : Job, IJob
        {
            public override async Task RunAsync() { await Task.Yield(); base.Run(); }
            async Task IJob.RunAsync() { await Task.Yield(); Run(); }
        }
        """);

    [Fact]
    public Task Flags_what_is_handed_on_to_another_object() => FlagsProgram("""
        class Wrapper(Stream inner) : MemoryStream
        {
            public override async Task FlushAsync(CancellationToken token) { await Task.Yield(); [|inner.Flush|](); }
        }
        """);

    [Fact]
    public Task Accepts_what_keeps_no_thread() => FlagsProgram("""
        static class Box
        {
            public static async void Show(string text) => await ShowAsync(text);
            public static async Task ShowAsync(string text) { await Task.Delay(10); Console.WriteLine(text); }
            public static void Hide(string text) => _ = HideAsync(text);
            public static async Task HideAsync(string text) { await Task.Delay(10); Console.WriteLine(text); }
            public static void Move(string text) { if (text.Length > 0) MoveAsync(text).ContinueWith(done => Console.WriteLine(done.Exception)); }
            public static async Task MoveAsync(string text) { await Task.Delay(10); Console.WriteLine(text); }
            public static void Ask(string text) => AskAsync(text).Wait();
            public static async Task AskAsync(string text) { await Task.Delay(10); Console.WriteLine(text); }
        }

        class Caller
        {
            async Task M()
            {
                await Task.Yield();
                Box.Show("a");
                Box.Hide("b");
                Box.Move("b");
                [|Box.Ask|]("c");
            }
        }
        """);

    [Fact]
    public Task Accepts_a_method_whose_result_is_taken_for_a_task() => FlagsProgram("""
        class Method(Func<object?> invoke, Type returns)
        {
            public Type Returns => returns;
            public object? Run(object target) => invoke() ?? target;
            public async Task<object?> RunAsync(object target) { await Task.Yield(); return invoke() ?? target; }
        }

        class Dispatcher(Method method)
        {
            async Task Dispatch(object target)
            {
                if (method.Returns == typeof(Task))
                {
                    await ((Task)method.Run(target)!).ConfigureAwait(false);
                    return;
                }
                method.Run(target);
            }

            async Task<string> Text(object target) { await Task.Yield(); return (string)[|method.Run|](target)!; }
        }
        """);

    [Fact]
    public Task Accepts_both_halves_in_one_expression_and_what_the_author_means() => FlagsProgram("""
        class Dialog
        {
            public virtual bool CanClose() => DateTime.Now.Ticks > 3;
            public virtual async Task<bool> CanCloseAsync() { await Task.Yield(); return true; }
        }

        class Window(Dialog dialog, Dialog other, Stream log)
        {
            async Task<bool> Both() => dialog.CanClose() && await dialog.CanCloseAsync();
            async Task<bool> Other() => [|other.CanClose|]() && await dialog.CanCloseAsync();

            async Task Write()
            {
                await Task.Yield();
                // ReSharper disable once MethodHasAsyncOverload - the log is short
                log.WriteByte(1); log.Flush();
                // ReSharper disable once MethodHasAsyncOverload - the log is short
                log.Flush();
        #pragma warning disable CA1849
                log.Flush();
        #pragma warning restore CA1849
                [|log.Flush|]();
            }
        }
        """.Replace("log.WriteByte(1); log.Flush();", "log.WriteByte(1); [|log.Flush|]();"));

    [Fact]
    public Task Flags_queries_whose_provider_can_be_awaited() => FlagsProgram("""
        using Provider;

        namespace Provider
        {
            public static class QueryExtensions
            {
                public static async Task<List<T>> ToListAsync<T>(this IQueryable<T> query, CancellationToken token = default) { await Task.Delay(1, token); return [.. query]; }
                public static async Task<int> CountAsync<T>(this IQueryable<T> query, CancellationToken token = default) { await Task.Delay(1, token); return query.Provider.Execute<int>(query.Expression); }
            }
        }

        class Orders(IQueryable<string> all)
        {
            async Task<List<string>> Find(string name)
            {
                await Task.Yield();
                Console.WriteLine([|all.Count|]());
                var here = new List<string>();
                Console.WriteLine(here.Count() + here.Where(one => one == name).ToList().Count);
                return all.Where(one => one == name).[|ToList|]();
            }
        }
        """);

    [Fact]
    public Task Accepts_what_fakes_its_twins() => AcceptsProgram("""
        namespace Microsoft.EntityFrameworkCore
        {
            public class DbSet<T> { public void Add(T one) => Console.WriteLine(one); public async ValueTask AddAsync(T one, CancellationToken token = default) { await Task.Delay(1, token); } }
            public class DbContext : IDisposable
            {
                public virtual void Add(object one) => Console.WriteLine(one);
                public virtual async ValueTask AddAsync(object one, CancellationToken token = default) => await Task.Delay(1, token);
                public void Dispose() { }
            }
        }

        namespace Microsoft.Data.Sqlite
        {
            public class SqliteCommand { public int Run() => 1; public async Task<int> RunAsync() { await Task.Yield(); return 1; } }
        }

        class Own : Microsoft.EntityFrameworkCore.DbContext
        {
            public async Task M(Microsoft.EntityFrameworkCore.DbSet<int> set, Microsoft.Data.Sqlite.SqliteCommand command, System.Data.Common.DbDataReader reader)
            {
                Add(1);
                set.Add(1);
                Console.WriteLine(command.Run() + reader.GetFieldValue<int>(0));
                Console.WriteLine(reader.IsDBNull(0));
                await Task.Yield();
            }
        }
        """);

    [Fact]
    public Task Accepts_calls_on_a_thread_of_its_own_before_the_first_await() => FlagsProgram("""
        class Load
        {
            readonly ManualResetEventSlim go = new();

            void Begin(int runners)
            {
                for (var n = 0; n < runners; n++)
                {
                    var path = $"{n}";
                    new Thread(() => Run(path)).Start();
                }
                go.Set();
            }

            async void Run(string path)
            {
                var text = File.ReadAllText(path);
                go.Wait();
                await Task.Delay(text.Length);
                Console.WriteLine([|File.ReadAllText|](path));
            }
        }
        """);

    [Fact]
    public Task Accepts_tests_and_entry_points() => AcceptsProgram("""
        namespace Xunit { public class FactAttribute : Attribute { } }

        namespace Tests
        {
            public class StoreTests
            {
                [Xunit.Fact] public async Task Reads() { await Task.Yield(); Console.WriteLine(File.ReadAllText("a")); }
            }
        }

        static class Program
        {
            static async Task Main() { await Task.Yield(); Console.WriteLine(File.ReadAllText("a")); }
        }
        """);

    [Fact]
    public Task Flags_a_Dispose_that_waits_for_its_twin() => FlagsProgram("""
        class Client : IDisposable, IAsyncDisposable
        {
            public virtual void Dispose() => Task.Run(async () => await DisposeAsync()).Wait();
            public async ValueTask DisposeAsync() { await Task.Delay(10); GC.SuppressFinalize(this); }
        }

        class Session : IDisposable, IAsyncDisposable
        {
            public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
            public async ValueTask DisposeAsync() => await Task.Delay(10);
        }

        class Both : IDisposable, IAsyncDisposable
        {
            readonly Stream pipe = File.OpenRead("a");
            public void Dispose() => pipe.Dispose();
            public async ValueTask DisposeAsync() { await pipe.DisposeAsync(); await Task.Yield(); }
        }

        class Later : IDisposable, IAsyncDisposable
        {
            public void Dispose() => _ = DisposeAsync();
            public async ValueTask DisposeAsync() => await Task.Delay(10);
        }

        record Config(bool IsCopy);

        class Caller
        {
            async Task M(Config config, Client client, Session? session, Both both, Later later)
            {
                await Task.Yield();
                if (config.IsCopy)
                    [|client.Dispose|]();
                session?.[|Dispose|]();
                both.Dispose();
                later.Dispose();
            }

            void N(Client client) => client.Dispose();
        }
        """);

    [Fact]
    public Task Awaits_the_twin_of_a_Dispose() => Fixes(
        "class Client : IDisposable, IAsyncDisposable { public void Dispose() => DisposeAsync().AsTask().Wait(); public async ValueTask DisposeAsync() => await Task.Delay(10); } class C { async Task M(Client c) { await Task.Yield(); [|c.Dispose|](); } }",
        "class Client : IDisposable, IAsyncDisposable { public void Dispose() => DisposeAsync().AsTask().Wait(); public async ValueTask DisposeAsync() => await Task.Delay(10); } class C { async Task M(Client c) { await Task.Yield(); await c.DisposeAsync(); } }");

    [Fact]
    public Task Says_what_could_be_awaited() => Says(
        "class C { async Task M(Stream s) { await Task.Yield(); s.Flush(); Console.WriteLine(File.ReadAllText(\"a\")); } }",
        "'Stream.Flush' keeps the thread of this async function until it is done, where 'FlushAsync' could be awaited",
        "'File.ReadAllText' keeps the thread of this async function until it is done, where 'ReadAllTextAsync' could be awaited");

    [Theory]
    [InlineData("class C { async Task M(Stream s) { s.Read(; await Task.Yield(); } }")]
    [InlineData("class C { async Task M() { Missing.Read(); x?.Flush(); File.ReadAllText(y) } }")]
    [InlineData("class C { async Task M(Stream s) { s?.Flush( } }")]
    public async Task Survives_unfinished_code(string code) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", code)), [new SyncCallWithAsyncTwin()]), finding => Assert.Equal("ASY1003", finding.Id));

    [Theory]
    [InlineData("[|stream.Flush|]();", "await stream.FlushAsync();")]
    [InlineData("[|this.stream.Flush|]();", "await this.stream.FlushAsync();")]
    [InlineData("log?.[|Flush|]();", "await (log?.FlushAsync() ?? Task.CompletedTask);")]
    [InlineData("log?.BaseStream.[|Flush|]();", "await (log?.BaseStream.FlushAsync() ?? Task.CompletedTask);")]
    [InlineData("var n = [|File.ReadAllText|](\"a\").Length + 1;", "var n = (await File.ReadAllTextAsync(\"a\")).Length + 1;")]
    [InlineData("var n = [|File.ReadAllLines|](\"a\")[0];", "var n = (await File.ReadAllLinesAsync(\"a\"))[0];")]
    [InlineData("var n = $\"{[|File.ReadAllText|](\"a\")}\" + [|File.ReadAllText|](\"b\")!;", "var n = $\"{await File.ReadAllTextAsync(\"a\")}\" + (await File.ReadAllTextAsync(\"b\"))!;")]
    [InlineData("if ([|File.ReadAllText|](\"a\") is { Length: > 1 } text && (object)[|File.ReadAllText|](text) != null) return;", "if (await File.ReadAllTextAsync(\"a\") is { Length: > 1 } text && (object)await File.ReadAllTextAsync(text) != null) return;")]
    [InlineData("[|File.WriteAllText|](\"b\", [|File.ReadAllText|](\"a\"));", "await File.WriteAllTextAsync(\"b\", await File.ReadAllTextAsync(\"a\"));")]
    [InlineData("using var open = [|Open|](1);", "using var open = await OpenAsync(1, token);")]
    [InlineData("Func<int, Task> run = async n => [|Open|](n);", "Func<int, Task> run = async n => await OpenAsync(n, CancellationToken.None);")]
    [InlineData("var all = [|Take<string>|]();", "var all = await TakeAsync<string>(CancellationToken.None);", "static")]
    [InlineData("var (a, b) = [|Pair|]();", "var (a, b) = await PairAsync();")]
    public Task Awaits_the_twin(string before, string after, string modifier = "") => Fixes(Program(before, modifier), Program(after, modifier));

    [Fact]
    public Task Keeps_comments_and_line_ends() => Fixes(
        "class C\r\n{\r\n\tasync Task M(Stream s)\r\n\t{\r\n\t\t// First\r\n\t\t[|s.Write|](/* all */ new byte[1], 0,\r\n\t\t\t1); // then\r\n\t\tawait Task.Yield();\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tasync Task M(Stream s)\r\n\t{\r\n\t\t// First\r\n\t\tawait s.WriteAsync(/* all */ new byte[1], 0,\r\n\t\t\t1); // then\r\n\t\tawait Task.Yield();\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("var n = log?.[|ReadLine|]();")]
#if !ROSLYN_4_8 // A span in an async function needs C# 13.
    [InlineData("Span<byte> stack = stackalloc byte[4]; [|stream.Flush|](); Console.WriteLine(stack.Length);")]
#endif
    public Task Offers_nothing_where_an_await_would_not_be_right(string body) =>
        FlagsWithoutFix($$"""class C { readonly object gate = new(); async Task M(Stream stream, StreamReader? log) { await Task.Yield(); {{body}} } }""");

    private static string Program(string body, string modifier) => $$"""
        class C(Stream stream, StreamWriter? log)
        {
            readonly Stream stream = stream;

            Stream Open(int n) => new MemoryStream(n);
            async Task<Stream> OpenAsync(int n, CancellationToken token) { await Task.Delay(n, token); return stream; }
            {{modifier}} List<T> Take<T>() => [];
            {{modifier}} async Task<List<T>> TakeAsync<T>(CancellationToken token) { await Task.Delay(1, token); return []; }
            (int, int) Pair() => (1, 2);
            async Task<(int, int)> PairAsync() { await Task.Yield(); return (1, 2); }

            async Task M({{(modifier == "" ? "CancellationToken token" : "")}})
            {
                {{body}}
                await Task.Yield();
                Console.WriteLine(log);
            }
        }
        """;
}
