using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class NullTaskTests : RuleTests<NullTask>
{
    [Theory]
    [InlineData("Task M() { return [|null|]; }")]
    [InlineData("Task M() => [|null|];")]
    [InlineData("Task<int> M() => [|default|];")]
    [InlineData("Task<int> M() { return [|default(Task<int>)|]; }")]
    [InlineData("Task M() => [|null|]!;")]
    [InlineData("Task M() { return (Task)[|null|]; }")]
    [InlineData("Task M(bool go) => go ? Task.Delay(1) : [|null|];")]
    [InlineData("Task M(bool go) { if (go) return [|null|]; return Task.Delay(1); }")]
    [InlineData("Task M(int n) => n switch { 1 => Task.Delay(1), _ => [|null|] };")]
    [InlineData("Task M() { Task none = null; return [|none|]; }")]
    [InlineData("Task M(Stream s) => [|s?.FlushAsync()|];")]
    [InlineData("Task M(C c) { return [|c?.Inner?.Run()|]; } C Inner = null; Task Run() => Task.Delay(1);")]
    [InlineData("Task M(Stream s) => s?.FlushAsync() ?? [|null|];")]
    [InlineData("Task<string> M() { try { return Task.Run(() => \"x\"); } catch (IOException) { return [|null|]; } }")]
    [InlineData("Task M() { return Inner(); Task Inner() => [|null|]; }")]
    [InlineData("void M() { Func<Task> run = () => [|null|]; run(); }")]
    [InlineData("void M() { Func<int, Task<int>> run = n => { if (n > 1) return [|null|]; return Task.Run(() => n); }; run(1); }")]
    [InlineData("Func<Task> Run = delegate { return [|null|]; };")]
    [InlineData("public virtual Task M() => [|null|];")]
    public Task Flags_functions_that_return_null(string members) => FlagsProgram($"#nullable disable\nclass C {{ {members} }}");

    [Theory]
    [InlineData("async Task M(Stream s) { await [|s?.FlushAsync()|]; }")]
    [InlineData("async Task M(Stream s) => await [|s?.FlushAsync()|];")]
    [InlineData("async Task M(StreamReader r) { var text = await [|r?.ReadToEndAsync()|]; Console.WriteLine(text); }")]
    [InlineData("async Task M(Stream s) { await ([|s?.FlushAsync()|]).ConfigureAwait(false); }")]
    [InlineData("async Task M(C c) { await ([|c.Inner?.Run()|]); } C Inner = null; Task Run() => Task.Delay(1);")]
    [InlineData("void M(Stream s) { Func<Task> run = async () => await [|s?.FlushAsync()|]; run(); }")]
    public Task Flags_awaits_behind_question_marks(string members) => FlagsProgram($"#nullable disable\nclass C {{ {members} }}");

    [Theory]
    [InlineData("Task M() => Task.CompletedTask;")]
    [InlineData("async Task<string> M() { await Task.Yield(); return null; }")]
    [InlineData("ValueTask M() => default;")]
    [InlineData("ValueTask<int> M() { return default; }")]
    [InlineData("object M() => null;")]
    [InlineData("async Task M(Stream s) { await (s?.FlushAsync() ?? Task.CompletedTask); }")]
    [InlineData("async Task M(Stream s) { if (s?.FlushAsync() is { } flushing) await flushing; }")]
    [InlineData("Task M(Stream s) => s?.FlushAsync() ?? Task.CompletedTask;")]
    [InlineData("Task M(Stream s) => s?.FlushAsync() ?? throw new InvalidOperationException();")]
    [InlineData("Task M(bool go) { Task t = null; if (go) t = Task.Delay(1); else t = Task.Delay(2); return t; }")]
    [InlineData("Task Running => null;")]
    [InlineData("Task Running { get { return null; } }")]
    [InlineData("Task M() => throw new NotSupportedException();")]
    [InlineData("Task M(bool go) => go ? Task.Delay(1) : null; async Task N() { var t = M(true); if (t != null) await t; }")]
    [InlineData("Task M(bool go) => go ? Task.Delay(1) : null; async Task N() { if (M(true) is { } t) await t; }")]
    [InlineData("Task M(bool go) => go ? Task.Delay(1) : null; async Task N() { await (this.M(false) ?? Task.CompletedTask); }")]
    [InlineData("Task M(bool go) => go ? Task.Delay(1) : null; void N() { M(false)?.Wait(); }")]
    [InlineData("Task t; Task M() { t = N(); return t == null ? Task.CompletedTask : t; } Task N() => null;")]
    [InlineData("void M() { System.Linq.Expressions.Expression<Func<Task>> none = () => null; Console.WriteLine(none); }")]
    [InlineData("IEnumerable<Task> M() { yield return null; }")]
    [InlineData("Task M() { return Task.Delay(1);\n#pragma warning disable CS0162\nreturn null; }")]
    public Task Accepts_tasks_and_what_is_asked(string members) => AcceptsProgram($"#nullable disable\nclass C {{ {members} }}");

    [Theory]
    [InlineData("async Task M(Func<Task<int>> f) { Console.WriteLine(f == null ? 0 : await f?.Invoke()); }")]
    [InlineData("void M(Func<Task<int>> f) { Func<Task<int>> run = async () => f != null ? await f?.Invoke() : 0; run(); }")]
    [InlineData("Stream s; async Task M() { await Task.Yield(); if (s == null) return; await s?.FlushAsync(); }")]
    [InlineData("async Task M(Stream s) { if (s is null) return; await Task.Yield(); await s?.FlushAsync(); }")]
    [InlineData("async Task M(Stream s) { if (s is { CanWrite: true }) Console.WriteLine(); if (s != null) { await s?.FlushAsync(); } }")]
    [InlineData("Task M(Stream s) { if (s == null) return Task.CompletedTask; return s?.FlushAsync(); }")]
    [InlineData("async Task M(StreamWriter w) { if (w == null) return; await w?.BaseStream?.FlushAsync(); }")]
    [InlineData("async Task M(StreamWriter w) => await w.BaseStream?.FlushAsync();")]
    public Task Accepts_what_was_tested_before(string members) => AcceptsProgram($"#nullable disable\nclass C {{ {members} }}");

    [Theory]
    [InlineData("Stream s; async Task M() { if (s == null) return; await Task.Yield(); await [|s?.FlushAsync()|]; }")]
    [InlineData("Stream s; async Task M() { if (s == null) return; Close(); await [|s?.FlushAsync()|]; } void Close() => s = null;")]
    [InlineData("Stream s; async Task M() { if (s == null) return; while (true) await [|s?.FlushAsync()|]; }")]
    [InlineData("Stream s; async Task M() { if (s == null) Console.WriteLine(); await [|s?.FlushAsync()|]; }")]
    [InlineData("async Task M(Stream s) { if (s == null) return; s = Next(); await [|s?.FlushAsync()|]; } Stream Next() => null;")]
    [InlineData("async Task M(Stream s) { if (s == null) return; while (true) { await [|s?.FlushAsync()|]; s = Next(); } } Stream Next() => null;")]
    [InlineData("async Task M(Stream s) { if (s != null) return; await [|s?.FlushAsync()|]; }")]
    [InlineData("async Task M(Stream s, Stream t) { if (t == null) return; await [|s?.FlushAsync()|]; }")]
    [InlineData("async Task M(C c) { if (c == null) return; await [|c?.Inner?.Run()|]; } C Inner = null; Task Run() => Task.Delay(1);")]
    [InlineData("async Task M(StreamWriter w) { await [|w?.BaseStream?.FlushAsync()|]; }")]
    public Task Flags_what_may_have_changed_since_its_test(string members) => FlagsProgram($"#nullable disable\nclass C {{ {members} }}");

    [Theory]
    [InlineData("Task? M() => null;")]
    [InlineData("Task<int>? M(Stream? s) => s is null ? null : Task.Run(() => 1);")]
    [InlineData("void M() { Func<Task?> run = () => null; run(); }")]
    [InlineData("[return: System.Diagnostics.CodeAnalysis.MaybeNull] Task M() => null;")]
    public Task Accepts_what_says_that_there_may_be_none(string members) => AcceptsProgram($"class C {{ {members} }}");

    [Fact]
    public Task Accepts_stand_ins_of_tests() => FlagsProgram("""
        #nullable disable
        namespace Xunit { public class FactAttribute : Attribute { } }
        interface IService { Task Stop(); }
        class Tests
        {
            class Fake : IService { public Task Stop() => null; }
            [Xunit.Fact] public async Task Stops() { IService fake = new Fake(); await [|fake?.Stop()|]; }
            Task Stop() => null;
        }
        """);

    [Fact]
    public Task Says_where_null_comes_from() => Says(
        "#nullable disable\nclass C { Task M() => null; Task N(Stream s) => s?.FlushAsync(); async Task O(Stream s) { Func<Task> f = () => null; await f(); await s?.FlushAsync(); } }",
        "'M' returns null instead of a task, and an await of null throws",
        "'N' returns null where 's' is null, and an await of null throws",
        "This lambda returns null instead of a task, and an await of null throws",
        "There is no task to await where 's' is null, and an await of null throws");

    [Fact]
    public Task Says_which_link_of_a_chain_may_be_null() => Says(
        "#nullable disable\nclass C { C inner = null; Task Run() => Task.Delay(1); async Task M(C c) { if (c == null) return; await c?.inner?.Run(); } }",
        "There is no task to await where 'c.inner' is null, and an await of null throws");

    [Theory]
    [InlineData("class C { Task M() { return null } }")]
    [InlineData("class C { Task M() => ; }")]
    [InlineData("class C { async Task M() { await x?.; } }")]
    public async Task Survives_unfinished_code(string code) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", code)), [new NullTask()]), finding => Assert.Equal("ASY1016", finding.Id));

    [Theory]
    [InlineData("Task M() { return [|null|]; }", "Task M() { return Task.CompletedTask; }")]
    [InlineData("Task M() => [|default|];", "Task M() => Task.CompletedTask;")]
    [InlineData("Task M() => [|default(Task)|];", "Task M() => Task.CompletedTask;")]
    [InlineData("Task<string> M() => [|null|];", "Task<string> M() => Task.FromResult<string>(null);")]
    [InlineData("Task<int?> M() => [|null|];", "Task<int?> M() => Task.FromResult<int?>(null);")]
    [InlineData("Task M(bool go) => go ? Task.Delay(1) : [|null|];", "Task M(bool go) => go ? Task.Delay(1) : Task.CompletedTask;")]
    [InlineData("Task M(Stream s) => [|s?.FlushAsync()|];", "Task M(Stream s) => s?.FlushAsync() ?? Task.CompletedTask;")]
    [InlineData("Task<string> M(StreamReader r) { return [|r?.ReadToEndAsync()|]; }", "Task<string> M(StreamReader r) { return r?.ReadToEndAsync() ?? Task.FromResult<string>(null); }")]
    [InlineData("async Task M(Stream s) { await [|s?.FlushAsync()|]; }", "async Task M(Stream s) { await (s?.FlushAsync() ?? Task.CompletedTask); }")]
    [InlineData("async Task M(Stream s) { await ([|s?.FlushAsync()|]).ConfigureAwait(false); }", "async Task M(Stream s) { await (s?.FlushAsync() ?? Task.CompletedTask).ConfigureAwait(false); }")]
    [InlineData("void M() { Func<Task> run = () => [|null|]; Func<Func<Task>> more = () => () => [|null|]; run(); more(); }", "void M() { Func<Task> run = () => Task.CompletedTask; Func<Func<Task>> more = () => () => Task.CompletedTask; run(); more(); }")]
    public Task Uses_a_complete_task(string before, string after) => Fixes($"#nullable disable\nclass C {{ {before} }}", $"#nullable disable\nclass C {{ {after} }}");

    [Fact]
    public Task Keeps_comments_and_line_ends() => Fixes(
        "#nullable disable\r\nclass C\r\n{\r\n\tTask M(Stream s)\r\n\t{\r\n\t\t// None\r\n\t\tif (s?.CanRead != true)\r\n\t\t\treturn /* yet */ [|null|]; // so\r\n\t\treturn [|s // it\r\n\t\t\t?.FlushAsync()|]; // now\r\n\t}\r\n}\r\n",
        "#nullable disable\r\nclass C\r\n{\r\n\tTask M(Stream s)\r\n\t{\r\n\t\t// None\r\n\t\tif (s?.CanRead != true)\r\n\t\t\treturn /* yet */ Task.CompletedTask; // so\r\n\t\treturn s // it\r\n\t\t\t?.FlushAsync() ?? Task.CompletedTask; // now\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("Task<int> M() => [|default|];")]
    [InlineData("Task M() { Task none = null; return [|none|]; }")]
    [InlineData("async Task M(StreamReader r) { var text = await [|r?.ReadToEndAsync()|]; Console.WriteLine(text); }")]
    public Task Offers_nothing_where_the_result_is_not_known(string members) => FlagsWithoutFix($"#nullable disable\nclass C {{ {members} }}");
}
