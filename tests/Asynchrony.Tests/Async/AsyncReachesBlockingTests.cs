using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class AsyncReachesBlockingTests : RuleTests<AsyncReachesBlocking>
{
    [Theory]
    [InlineData("public async Task A() { await Task.Yield(); [|Load|](); } private string Load() => File.ReadAllTextAsync(\"a\").Result;")]
    [InlineData("public async Task A() { await Task.Yield(); [|One|](); } private void One() => Two(); private void Two() => Thread.Sleep(100);")]
    [InlineData("public async Task A() { await Task.Yield(); Console.WriteLine([|Value|]); } private string Value => File.ReadAllTextAsync(\"a\").GetAwaiter().GetResult();")]
    [InlineData("public async Task A() { await Task.Yield(); _ = [|new Reader|](); } private class Reader { public Reader() { File.ReadAllTextAsync(\"a\").Wait(); } }")]
    [InlineData("public void A() { Func<Task> run = async () => { await Task.Yield(); [|Load|](); }; run(); } private string Load() => File.ReadAllTextAsync(\"a\").Result;")]
    [InlineData("public async Task A() { await Task.Yield(); [|Other.Wait|](); } private static class Other { private static readonly ManualResetEventSlim Ready = new(); public static void Wait() => Ready.Wait(); }")]
    [InlineData("private readonly ISource _source = new Disk(); public async Task A() { await Task.Yield(); Console.WriteLine([|Load|]()); } private string Load() => _source.ReadAsync().Result; private interface ISource { Task<string> ReadAsync(); } private sealed class Disk : ISource { public async Task<string> ReadAsync() => await File.ReadAllTextAsync(\"a\"); }")]
    [InlineData("private readonly ISource _source = new Disk(); public async Task A() { await Task.Yield(); Console.WriteLine([|Load|]()); } private string Load() => _source.ReadAsync().Result; private interface ISource { Task<string> ReadAsync(); } private sealed class Disk : ISource { public Task<string> ReadAsync() => File.Exists(\"a\") ? File.ReadAllTextAsync(\"a\") : Task.FromResult(\"\"); }")]
    [InlineData("public async Task A() { await Task.Yield(); [|Take|](); } private void Take() { for (var tries = 0; !File.Exists(\"a\"); tries++) { if (tries > 100) throw new TimeoutException(); Thread.Sleep(10); } }")]
    [InlineData("public async Task A() { await Task.Yield(); [|Take|](5); } private void Take(int count) { if (count < 0) throw new ArgumentOutOfRangeException(nameof(count)); Console.WriteLine(File.ReadAllTextAsync(\"a\").Result); }")]
    [InlineData("public async Task A(Query query) { await Task.Yield(); [|Take|](query); } private void Take(Query query) { if (query.Count > 0) Thread.Sleep(10); } public sealed class Query { public int Count { get; set; } }")]
    [InlineData("public async Task A(object item) { await Task.Yield(); [|Take|](item); } private void Take(object? item) { if (item is null) return; Thread.Sleep(10); }")]
    [InlineData("public async Task A(object item) { await Task.Yield(); [|Take|](item); } private void Take(object? item) { if (item != null) Thread.Sleep(10); }")]
    [InlineData("private string? _text; public async Task A() { await Task.Yield(); Console.WriteLine([|Text|]()); } private string Text() { if (_text == null) return File.ReadAllTextAsync(\"a\").Result; return _text; } public void Set(string text) => _text = text;")]
    [InlineData("public async Task A(List<object> items) { await Task.Yield(); [|Take|](items); } private void Take(List<object> items) { List<object>? texts = items.Count > 3 ? items : null; if (texts is not null) Thread.Sleep(texts.Count); }")]
    [InlineData("private int _answer, _tries; public async Task A() { await Task.Yield(); Console.WriteLine([|Read|]()); } private int Read() { if (_tries > 0) return 0; Thread.Sleep(10); return _answer; } public void Set() { _answer++; _tries++; }")]
    [InlineData("private int _tries; public async Task A() { await Task.Yield(); Console.WriteLine([|Read|]()); } private bool Read() { var ok = false; if (_tries > 0) return ok; Thread.Sleep(10); ok = true; return ok; } public void Set() => _tries++;")]
    public Task Flags_a_helper_that_waits(string members) => FlagsProgram("class C { private readonly object _gate = new(); " + members + " public void Touch() { lock (_gate) Console.WriteLine(); } }");

    [Theory]
    [InlineData("public async Task A() { await Task.Yield(); Load(); } private string Load() => File.ReadAllText(\"a\");")]
    [InlineData("public async Task A() { await Task.Run(() => Load()); } private string Load() => File.ReadAllTextAsync(\"a\").Result;")]
    [InlineData("public void A() { Load(); } private string Load() => File.ReadAllTextAsync(\"a\").Result;")]
    [InlineData("public async Task A() { await Task.Yield(); Load(false); } private string Load(bool wait) { if (!wait) return \"\"; return File.ReadAllTextAsync(\"a\").Result; }")]
    [InlineData("public async Task A() { await Task.Yield(); Stop(); } private void Stop() { _work.Wait(TimeSpan.FromSeconds(1)); } private readonly Task _work = Task.CompletedTask;")]
    [InlineData("public async Task A() { await LoadAsync(); } private async Task LoadAsync() { await Task.Yield(); Console.WriteLine(File.ReadAllTextAsync(\"a\").Result); }")]
    [InlineData("public async Task A() { await Task.Yield(); Read(async: false); } private string Read(bool async) => ReadCore(async: false).GetAwaiter().GetResult(); private async Task<string> ReadCore(bool async) => async ? await File.ReadAllTextAsync(\"a\") : File.ReadAllText(\"a\");")]
    [InlineData("private readonly Task<int> _size = Task.FromResult(3); public async Task A() { await Task.Yield(); Console.WriteLine(Size()); } private int Size() => _size.Result;")]
    [InlineData("public Task<int> Size { get; set; } = Task.FromResult(3); public async Task A() { await Task.Yield(); if (Has) Use(); } private bool Has => Size.Status == TaskStatus.RanToCompletion; private int Use() => Size.Result;")]
    [InlineData("public async Task A() { await Task.Yield(); Load(); } private void Load() => LoadAsync().Wait();\n#pragma warning disable CS1998\nprivate async Task LoadAsync() => Console.WriteLine();")]
    [InlineData("public async Task A() { await Task.Yield(); Load(); } private void Load() { var done = false; try { Console.WriteLine(); done = true; } finally { if (!done) { File.ReadAllTextAsync(\"a\").Wait(); } } }")]
    [InlineData("public async Task A(Task<int> task) { await task; Use(task); } private int Use(Task<int> task) => task.Result;")]
    [InlineData("private readonly Task<bool> _ready = File.Exists(\"a\") ? Task.FromResult(true) : Task.Run(() => true); public async Task A() { await Task.Yield(); if (IsReady) Console.WriteLine(); } private bool IsReady => _ready is { Status: TaskStatus.RanToCompletion, Result: true };")]
    [InlineData("private readonly ISource _source = new Disk(); public async Task A() { await Task.Yield(); Console.WriteLine(Load()); } private string Load() => _source.ReadAsync().Result; private interface ISource { Task<string> ReadAsync(); }\n#pragma warning disable CS1998\nprivate sealed class Disk : ISource { public async Task<string> ReadAsync() => File.ReadAllText(\"a\"); }")]
    [InlineData("private readonly ISource _source = new Memory(); public async Task A() { await Task.Yield(); Console.WriteLine(Load()); } private string Load() => _source.ReadAsync().Result; private interface ISource { Task<string> ReadAsync(); } private sealed class Memory : ISource { public Task<string> ReadAsync() { if (DateTime.Now.Hour > 3) return Task.FromResult(\"late\"); return Task.FromResult(\"early\"); } }")]
    [InlineData("public async Task A() { await Task.Yield(); Take(100); } private void Take(int limit) { for (var tries = 0; !File.Exists(\"a\"); tries++) { if (tries > limit) throw new TimeoutException(); Thread.Sleep(10); } }")]
    [InlineData("public async Task A(Query query) { await Task.Yield(); Take(query); } private void Take(Query query) { if (query.Waits) Thread.Sleep(10); } public sealed class Query { public bool Waits { get; set; } }")]
    [InlineData("public async Task A(Query query) { await Task.Yield(); Take(query); } private void Take(Query query) { if (query.User is not null) Thread.Sleep(10); } public sealed class Query { public string? User { get; set; } }")]
    [InlineData("public async Task A(Query query) { await Task.Yield(); Take(query); } private void Take(Query query) { if (query.User != null && _gate != null) Thread.Sleep(10); } public sealed class Query { public string? User { get; set; } }")]
    [InlineData("public async Task A(object item) { await Task.Yield(); Take(item); } private void Take(object item) { if (item is string) Thread.Sleep(10); }")]
    [InlineData("public async Task A(object item) { await Task.Yield(); Take(item); } private void Take(object item) { if (item is not string text) return; Console.WriteLine(text); Thread.Sleep(10); }")]
    [InlineData("public async Task A(object item) { await Task.Yield(); Take(item); } private void Take(object item) { switch (item) { case string: Thread.Sleep(10); break; } }")]
    [InlineData("private string? _text; public async Task A() { await Task.Yield(); Console.WriteLine(Text); } private string Text { get { if (_text is null) { lock (_gate) { _text ??= Load(); } } return _text; } } private string Load() => File.ReadAllTextAsync(\"a\").Result;")]
    [InlineData("private string? _text; public async Task A() { await Task.Yield(); Console.WriteLine(Text()); } private string Text() { if (_text == null) _text = File.ReadAllTextAsync(\"a\").Result; return _text; }")]
    [InlineData("private string? _text; public async Task A() { await Task.Yield(); Console.WriteLine(Text()); } private string Text() => _text ??= File.ReadAllTextAsync(\"a\").Result;")]
    [InlineData("public async Task A(List<object> items) { await Task.Yield(); Take(items); } private void Take(List<object> items) { List<string>? texts = null; foreach (var item in items) if (item is string text) (texts ??= new()).Add(text); if (texts is not null) Thread.Sleep(texts.Count); }")]
    [InlineData("public async Task A() { await Task.Yield(); Load(); } private string Load() => LoadAsync().Result; private Task<string> LoadAsync() => File.ReadAllTextAsync(\"a\");")]
    [InlineData("private string? _text; private int _loads; public async Task A() { await Task.Yield(); Console.WriteLine(Has()); } private bool Has() => Text == \"a\"; private string? Text { get { if (_loads > 0) { return _text; } if (File.Exists(\"a\")) { Task.Run(async () => { _text = await File.ReadAllTextAsync(\"a\"); _loads++; }).Wait(); } return _text; } }")]
    public Task Accepts_what_does_not_wait(string members) => AcceptsProgram("class C { private readonly object _gate = new(); " + members + " public void Touch() { lock (_gate) Console.WriteLine(); } }");

    [Fact]
    public Task Accepts_what_a_benchmark_sets_up() => AcceptsProgram("""
        class GlobalSetupAttribute : Attribute { }
        class BenchmarkAttribute : Attribute { }
        class Loads
        {
            private string _text = "";
            [GlobalSetup] public async Task SetUp() { _text = Load(); await Task.Yield(); }
            [Benchmark] public int Length() => _text.Length;
            private static string Load() => File.ReadAllTextAsync("a").Result;
        }
        """);

    [Fact]
    public Task Accepts_what_an_entry_point_waits_for() => AcceptsProgram("""
        await Task.Yield();
        Helper.Work();
        static class Helper { public static void Work() { var thread = new Thread(() => Console.WriteLine("working")); thread.Start(); thread.Join(); } }
        """);

    [Fact]
    public Task Tells_the_way() => Says("""
        class Report
        {
            public async Task Print()
            {
                await Task.Yield();
                Console.WriteLine(Title());
            }
            private string Title() => Text();
            private string Text() => File.ReadAllTextAsync("title.txt").Result;
        }
        """, "'Title' blocks this async function: it waits in 'ReadAllTextAsync().Result'");

    [Fact]
    public Task Accepts_code_that_is_not_finished() => AcceptsProgram("class C { public async Task A() { await Task.Yield(); } void B() { } }");
}
