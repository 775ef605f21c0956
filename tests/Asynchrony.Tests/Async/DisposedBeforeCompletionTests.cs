using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class DisposedBeforeCompletionTests : RuleTests<DisposedBeforeCompletion>
{
    private const string Members = """
        static Task Send(Stream stream) => stream.CopyToAsync(Stream.Null);
        static Task<int> Read(TextReader reader, CancellationToken token = default) => Task.Run(() => reader.Read(), token);
        static Task Run(CancellationToken token) => Task.Delay(10, token);
        static Task Run(Func<Task> work) => work();
        static Task Track(Task task) => task.ContinueWith(done => Console.WriteLine(done.Exception));
        static void Finish(Task task) => task.Wait();
        static Stream Open() => File.OpenRead("a.txt");
        static async Task<Stream> OpenAsync() { await Task.Delay(1); return Open(); }
        static Task Nothing(Stream stream) { Console.WriteLine(stream.Length); return Task.CompletedTask; }
        static void Use(object? used) => Console.WriteLine(used);
        Task? kept;
        void Keep(Task task) => kept = task;
        """;

    [Theory]
    [InlineData("Task M() { using var s = Open(); return [|s.FlushAsync|](); }")]
    [InlineData("Task M() { using (var s = Open()) { return [|Send|](s); } }")]
    [InlineData("Task M() { using (var s = Open()) return [|Send|](s).ContinueWith(done => Use(done.Exception)); }")]
    [InlineData("Task M() { var s = Open(); try { return [|Send|](s); } finally { s.Dispose(); } }")]
    [InlineData("Task M() { var s = Open(); try { return [|Send|](s); } finally { ((IDisposable)s).Dispose(); } }")]
    [InlineData("Task<int> M() { using var s = Open(); using var r = new StreamReader(s); return [|Read|](r); }")]
    [InlineData("Task<int> M() { using var s = Open(); return [|Read|](new StreamReader(s)); }")]
    [InlineData("Task<int> M() { using var s = Open(); var r = new StreamReader(s); return [|Read|](r); }")]
    [InlineData("Task M() { using var end = new CancellationTokenSource(10); return [|Run|](end.Token); }")]
    [InlineData("Task M() { using var end = new CancellationTokenSource(10); var token = end.Token; return [|Run|](token); }")]
    [InlineData("Task M(bool go) { using var s = Open(); return go ? [|s.FlushAsync|]() : Task.CompletedTask; }")]
    [InlineData("Task M() { using var s = Open(); return Task.WhenAll([|s.FlushAsync|](), Task.Delay(1)); }")]
    [InlineData("Task M() { using var s = Open(); return [|Task.WhenAll|](Enumerable.Range(1, 3).Select(n => s.WriteAsync(new byte[n], 0, n))); }")]
    [InlineData("Task M() { using var s = Open(); return [|Run|](async () => { await Task.Yield(); await s.FlushAsync(); }); }")]
    [InlineData("void M() { using var s = Open(); _ = [|s.FlushAsync|](); }")]
    [InlineData("void M() { using var s = Open(); kept = [|Send|](s); }")]
    [InlineData("void M() { using var s = Open(); var sending = [|Send|](s); Use(sending.Id); }")]
    [InlineData("async Task M() { var s = Open(); var sending = [|Send|](s); Use(sending.Id); s.Dispose(); await Task.Yield(); }")]
    [InlineData("void M(bool now) { using var end = new CancellationTokenSource(); _ = [|Run|](end.Token); if (now) end.Cancel(); }")]
    [InlineData("async Task M() { while (true) { var s = Open(); if (s.Length > 0) { _ = [|Send|](s); } await s.DisposeAsync(); } }")]
    [InlineData("async Task M() { var all = new List<Task>(); for (var n = 0; n < 3; n++) { using var s = Open(); var sending = [|Send|](s); all.Add(sending); } await Task.WhenAll(all); }")]
    [InlineData("Task M() { var bytes = System.Buffers.ArrayPool<byte>.Shared.Rent(9); try { return Open().[|WriteAsync|](bytes, 0, 9); } finally { System.Buffers.ArrayPool<byte>.Shared.Return(bytes); } }")]
    [InlineData("Task M() { return Inner(); Task Inner() { using var s = Open(); return [|s.FlushAsync|](); } }")]
    [InlineData("Func<Task> M() => () => { using var s = Open(); return [|s.FlushAsync|](); };")]
    public Task Flags_releases_that_come_too_early(string members) => FlagsProgram($"class C {{ {members} {Members} }}");

    [Theory]
    [InlineData("async Task M() { using ([|OpenAsync|]()) await Task.Yield(); }")]
    [InlineData("async Task M() { using var s = [|OpenAsync|](); await Task.Yield(); }")]
    [InlineData("async Task M() { using (var s = [|OpenAsync|]()) Use((await s).Length); }")]
    [InlineData("void M() { using var s = [|OpenAsync|](); Use(s.Id); }")]
    public Task Flags_usings_of_tasks(string members) => FlagsProgram($"class C {{ {members} {Members} }}");

    [Theory]
    [InlineData("async Task M() { using var s = Open(); await s.FlushAsync(); }")]
    [InlineData("async Task M() { using var s = Open(); await Send(s).ConfigureAwait(false); }")]
    [InlineData("async Task M() { var s = Open(); var sending = Send(s); Use(1); await sending; s.Dispose(); }")]
    [InlineData("async Task M() { using var s = Open(); var one = Send(s); var other = Send(s); await Task.WhenAll(one, other); }")]
    [InlineData("void M() { using var s = Open(); s.FlushAsync().Wait(); }")]
    [InlineData("void M() { using var s = Open(); s.FlushAsync().GetAwaiter().GetResult(); }")]
    [InlineData("void M() { using var s = Open(); var sending = Send(s); sending.Wait(); }")]
    [InlineData("void M() { using var s = Open(); Finish(Send(s)); }")]
    [InlineData("void M() { using var s = Open(); Keep(Send(s)); }")]
    [InlineData("Task M() { using var s = Open(); return Task.FromResult(s.Length); }")]
    [InlineData("ValueTask<long> M() { using var s = Open(); return new ValueTask<long>(s.Length); }")]
    [InlineData("ValueTask M() { using var s = Open(); return default; }")]
    [InlineData("Task M() { using var s = Open(); return Nothing(s); }")]
    [InlineData("Task M() { using var r = new StreamReader(Open()); return File.WriteAllTextAsync(\"b.txt\", r.ReadToEnd()); }")]
    [InlineData("Task M() { using var m = new MemoryStream(); return File.WriteAllBytesAsync(\"b.txt\", m.ToArray()); }")]
    [InlineData("Task M() { var s = Open(); return Send(s).ContinueWith(_ => s.Dispose()); }")]
    [InlineData("Task M() { var s = Open(); try { return Send(s); } catch { s.Dispose(); throw; } }")]
    [InlineData("Task M() { var s = Open(); var sending = Send(s); if (!sending.IsCompleted) return sending; s.Dispose(); return sending; }")]
    [InlineData("Task M() { using (ExecutionContext.SuppressFlow()) return Task.Run(() => Use(1)); }")]
    [InlineData("Task M(Task other) { using (other) return Track(other); }")]
    [InlineData("Task M() { using var other = Open(); return Send(Stream.Null); }")]
    [InlineData("Task<string> M() { using var s = Open(); return Task.Run(() => \"x\"); }")]
    [InlineData("Task M() { using var s = Open(); return Run(() => { Use(1); return Task.Delay(1); }); }")]
    [InlineData("async Task M() { using (await OpenAsync()) await Task.Yield(); }")]
    [InlineData("async Task M() { await using var s = await OpenAsync(); await s.FlushAsync(); }")]
    [InlineData("Task M(Stream s) => Send(s);")]
    [InlineData("Task M(bool now) { var s = Open(); var own = true; try { if (now) { own = false; return Send(s); } return Task.CompletedTask; } finally { if (own) s.Dispose(); } }")]
    [InlineData("async Task M() { var s = Open(); var sending = Send(s); Use(1); s.Dispose(); await sending; }")]
    [InlineData("async Task M() { while (true) { Stream s; try { s = Open(); if (s.Length == 0) { await s.DisposeAsync(); continue; } } catch (IOException) { break; } _ = Send(s); } }")]
    [InlineData("async Task M() { using var end = new CancellationTokenSource(); var beside = Task.Run(async () => { while (true) await Task.Delay(10, end.Token); }, end.Token); await Task.Yield(); await end.CancelAsync(); }")]
    [InlineData("void M() { var end = new CancellationTokenSource(); _ = Run(end.Token); Use(1); end.Cancel(); end.Dispose(); }")]
    [InlineData("int M() { using var bytes = File.ReadAllBytesAsync(\"a\"); return bytes.Result.Length; }")]
    [InlineData("void M() { using var s = Open(); Func<Task> later = () => s.FlushAsync(); later().Wait(); }")]
    public Task Accepts_tasks_that_are_done_first(string members) => AcceptsProgram($"class C {{ {members} {Members} }}");

    [Fact]
    public Task Flags_services_of_a_scope() => FlagsProgram("""
        interface IServiceProvider { T GetRequiredService<T>(); }
        interface IServiceScope : IDisposable { IServiceProvider ServiceProvider { get; } }
        interface IStore { Task Save(); }

        class C(Func<IServiceScope> make)
        {
            Task M() { using var scope = make(); return scope.ServiceProvider.GetRequiredService<IStore>().[|Save|](); }
            Task N() { using var scope = make(); var store = scope.ServiceProvider.GetRequiredService<IStore>(); return [|store.Save|](); }
            async Task O() { using var scope = make(); await scope.ServiceProvider.GetRequiredService<IStore>().Save(); }
        }
        """);

    [Fact]
    public Task Accepts_tests_and_expression_trees() => AcceptsProgram("""
        namespace Xunit { public class FactAttribute : Attribute { } }
        class Tests { [Xunit.Fact] public void Ends() { using var s = File.OpenRead("a"); _ = s.FlushAsync(); } }
        """);

    [Fact]
    public async Task Says_what_is_released_and_where()
    {
        var program = $"class C {{ Task M()\n{{\nusing var s = Open();\nreturn s.FlushAsync();\n}}\nasync Task N() {{ using (OpenAsync()) await Task.Yield(); }} {Members} }}";
        await Says(program, "'s' is released in line 5 while the task of 'FlushAsync' may still need it", "The task of 'OpenAsync' is released in the place of what it results in");
    }

    [Theory]
    [InlineData("class C { Task M() { using var s = ; return s.FlushAsync(); } }")]
    [InlineData("class C { Task M(Stream s) { using (s) return s.FlushAsync( } }")]
    [InlineData("class C { Task M() { using var s = Missing(); return s.Go(); } }")]
    public async Task Survives_unfinished_code(string code) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", code)), [new DisposedBeforeCompletion()]), finding => Assert.Equal("ASY1014", finding.Id));

    [Theory]
    [InlineData("Task M() { using var s = Open(); return [|s.FlushAsync|](); }", "async Task M() { using var s = Open(); await s.FlushAsync(); }")]
    [InlineData("Task<int> M() { using (var s = Open()) { return [|Read|](new StreamReader(s)); } }", "async Task<int> M() { using (var s = Open()) { return await Read(new StreamReader(s)); } }")]
    [InlineData("Task M() { var s = Open(); try { return [|Send|](s); } finally { s.Dispose(); } }", "async Task M() { var s = Open(); try { await Send(s); } finally { s.Dispose(); } }")]
    [InlineData("Func<Task> M() => () => { using var s = Open(); return [|s.FlushAsync|](); };", "Func<Task> M() => async () => { using var s = Open(); await s.FlushAsync(); };")]
    [InlineData("Task M() { using var s = Open(); return Task.WhenAll([|s.FlushAsync|](), Task.Delay(1)); }", "async Task M() { using var s = Open(); await Task.WhenAll(s.FlushAsync(), Task.Delay(1)); }")]
    [InlineData("async Task M() { using ([|OpenAsync|]()) await Task.Yield(); }", "async Task M() { using (await OpenAsync()) await Task.Yield(); }")]
    [InlineData("async Task M() { using var s = [|OpenAsync|](); await Task.Yield(); }", "async Task M() { using var s = await OpenAsync(); await Task.Yield(); }")]
    [InlineData("async Task M() { using var s = Open(); _ = [|s.FlushAsync|](); await Task.Yield(); }", "async Task M() { using var s = Open(); await s.FlushAsync(); await Task.Yield(); }")]
    public Task Awaits_before_the_release(string before, string after) => Fixes($"class C {{ {before} {Members} }}", $"class C {{ {after} {Members} }}");

    [Fact]
    public Task Keeps_comments_and_line_ends() => Fixes(
        "class C\r\n{\r\n\t// One\r\n\tpublic Task M()\r\n\t{\r\n\t\tusing var s = File.OpenRead(\"a\"); // open\r\n\t\t// and\r\n\t\treturn [|s.FlushAsync|](); // flush\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\t// One\r\n\tpublic async Task M()\r\n\t{\r\n\t\tusing var s = File.OpenRead(\"a\"); // open\r\n\t\t// and\r\n\t\tawait s.FlushAsync(); // flush\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("void M() { using var s = Open(); var sending = [|Send|](s); Use(sending.Id); }")]
    [InlineData("void M() { using var s = Open(); _ = [|s.FlushAsync|](); }")]
    [InlineData("void M() { using var s = [|OpenAsync|](); Use(s.Id); }")]
    public Task Offers_nothing_where_nobody_may_await(string members) => FlagsWithoutFix($"class C {{ {members} {Members} }}");
}
