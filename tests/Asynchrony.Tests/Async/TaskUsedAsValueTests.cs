using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class TaskUsedAsValueTests : RuleTests<TaskUsedAsValue>
{
    private const string Members = """
        public static Task<int> Count() => Task.Run(() => Environment.TickCount);
        public static Task<string?> Find() => Task.Run(() => Environment.MachineName is { Length: > 3 } name ? name : null);
        public static ValueTask<int> Ask() => new(Count());
        public static Task Save() => Task.Delay(1);
        public static Task<string>? Perhaps() => Environment.TickCount > 3 ? Task.Run(() => "x") : null;
        public static void Use(object? used) => Kept.Add(used);
        public static void Print(object? text) => Console.WriteLine($"> {text}");
        public static void Show(int n, object? text) { Console.WriteLine(n + ": " + text); Console.WriteLine("{0} {1}", n, text?.ToString()); }
        public static void Note(object? text) { if (text is Task task) task.Wait(); Console.WriteLine(text); }
        public static readonly List<object?> Kept = new();
        """;

    [Theory]
    [InlineData("Use($\"{[|Count|]()}\");")]
    [InlineData("Use(\"a\" + [|Count|]());")]
    [InlineData("Console.WriteLine([|Count|]());")]
    public Task Flags_wherever_it_stands(string body) => Flags(body, Members);

    [Theory]
    [InlineData("Use($\"{[|Ask|]():x} and {[|Save|]()}\");")]
    [InlineData("var counting = Count(); Use($\"{[|counting|]}\");")]
    [InlineData("Use([|Count|]() + \"a\");")]
    [InlineData("var line = \"a\"; line += [|Count|](); Use(line);")]
    [InlineData("Use([|Count|]().ToString());")]
    [InlineData("Use([|Ask|]().ToString());")]
    [InlineData("Console.WriteLine(\"{0} {1}\", 1, [|Count|]());")]
    [InlineData("Console.Out.Write([|Find|]());")]
    [InlineData("Use(string.Format(\"{0}\", [|Count|]()));")]
    [InlineData("Use(string.Join(\", \", [|Count|](), \"x\"));")]
    [InlineData("Use(new System.Text.StringBuilder().Append([|Count|]()).ToString());")]
    [InlineData("Use(new System.Text.StringBuilder().Append($\"{[|Count|]()}\").ToString());")]
    [InlineData("Use(System.Text.Json.JsonSerializer.Serialize([|Find|]()));")]
    [InlineData("Print([|Count|]());")]
    [InlineData("Show(1, [|Count|]());")]
    public Task Flags_what_is_written_or_sent(string body) => FlagsProgram(Sync(body));

    [Theory]
    [InlineData("if ([|Find|]() == null) Use(1);")]
    [InlineData("if (null != [|Find|]()) Use(1);")]
    [InlineData("if ([|Find|]() is null) Use(1);")]
    [InlineData("Use([|Find|]() is not null);")]
    [InlineData("if ([|Count|]().Equals(5)) Use(1);")]
    [InlineData("if (object.Equals([|Count|](), 5)) Use(1);")]
    public Task Flags_what_is_compared(string body) => FlagsProgram(Sync(body));

    [Theory]
    [InlineData("Use(Count());")]
    [InlineData("Note(Count());")]
    [InlineData("Use((object)Count());")]
    [InlineData("object kept = Count(); Use(kept);")]
    [InlineData("Console.WriteLine((object)Count());")]
    [InlineData("var counting = Count(); Use($\"{counting.Id} {counting.Status} {counting.IsCompleted}\");")]
    [InlineData("var counting = Count(); if (counting == null) Use(1);")]
    [InlineData("var counting = Count(); if (counting.Equals(Count())) Use(1);")]
    [InlineData("Task? none = null; if (none != null && none == Count()) Use(1);")]
    [InlineData("if (ReferenceEquals(Count(), null)) Use(1);")]
    [InlineData("if (Perhaps() == null) Use(1);")]
    [InlineData("if (Perhaps() is not null) Use(1);")]
    [InlineData("Func<Task<int>> count = Count; if (count() == null) Use(1);")]
    [InlineData("Console.WriteLine(Task.FromResult(1));")]
    [InlineData("Use($\"{Task.CompletedTask}\");")]
    [InlineData("System.Linq.Expressions.Expression<Func<bool>> asked = () => Find() == null; Use(asked);")]
    [InlineData("System.Linq.Expressions.Expression<Func<string>> text = () => \"a\" + Find(); Use(text);")]
    [InlineData("GC.KeepAlive(Count()); lock (Count()) Use(1);")]
    [InlineData("var all = new Dictionary<string, object?> { [\"a\"] = Count() }; all.Add(\"b\", Count()); Use(all);")]
    [InlineData("Use(new object[] { Count() });")]
    [InlineData("ThreadPool.QueueUserWorkItem(state => Use(state), Count());")]
    [InlineData("Use(Find() ?? throw new InvalidOperationException());")]
    [InlineData("Use(Count().GetHashCode() + Count().GetType().ToString());")]
    [InlineData("Console.WriteLine(Count().Result + \" \" + Find().Result);")]
    public Task Accepts_what_means_the_task(string body) => AcceptsProgram(Sync(body));

    [Fact]
    public Task Accepts_results() => Accepts("Use($\"{await Count()}\" + await Find()); if (await Find() == null) Console.WriteLine(await Ask());", Members);

    [Fact]
    public Task Flags_asserts_that_compare_with_a_value() => FlagsProgram("""
        namespace Xunit
        {
            public class FactAttribute : Attribute { }
            public static class Assert
            {
                public static void Equal<T>(T expected, T actual) { if (!Equals(expected, actual)) throw new Exception(); }
                public static void Equal(object expected, object actual) { if (!Equals(expected, actual)) throw new Exception(); }
                public static void NotNull(object? value) { if (value is null) throw new Exception(); }
                public static void Same(object expected, object actual) { if (expected != actual) throw new Exception(); }
            }
        }

        class Tests
        {
            [Xunit.Fact]
            public void Counts()
            {
                Xunit.Assert.Equal(5, [|Count|]());
                Xunit.Assert.NotNull(Count());
                Xunit.Assert.Same(Count(), Count());
                Xunit.Assert.Equal(Count(), Count());
            }

            static Task<int> Count() => Task.Run(() => 5);
        }
        """);

    [Fact]
    public Task Says_what_is_done_with_which_task() => Says(
        "class C { Task<int> Count() => Task.Run(() => 1); string M(Task<int> t) => $\"{Count()}\" + System.Text.Json.JsonSerializer.Serialize(t) + (Count() == null) + t.Equals(1); }",
        "The task of 'Count' is written as text, and not what it results in",
        "Task 't' is passed on as data, and not what it results in",
        "The task of 'Count' is compared with null, and not what it results in",
        "Task 't' is compared with a value, and not what it results in");

    [Fact]
    public Task Suggests_in_tests() => Weighs("""
        namespace Xunit { public class FactAttribute : Attribute { } }
        class Tests { [Xunit.Fact] public void Prints(Task<int> t) { Console.WriteLine(t); } }
        """, DiagnosticSeverity.Info);

    [Theory]
    [InlineData("class C { void M(Task<int> t) { Console.WriteLine(t; } }")]
    [InlineData("class C { string M(Task<int> t) => $\"{t} {Missing}\" + ; }")]
    [InlineData("class C { bool M(Task<int> t) => t.Equals() || M() == null; }")]
    public async Task Survives_unfinished_code(string code) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", code)), [new TaskUsedAsValue()]), finding => Assert.Equal("ASY1009", finding.Id));

    [Theory]
    [InlineData("Console.WriteLine([|Count|]());", "Console.WriteLine(await Count());")]
    [InlineData("Console.WriteLine($\"{[|this.Count|](),5:x}\");", "Console.WriteLine($\"{await this.Count(),5:x}\");")]
    [InlineData("Console.WriteLine(\"a\" + [|Count|]() + 1);", "Console.WriteLine(\"a\" + await Count() + 1);")]
    [InlineData("Console.WriteLine([|Count|]().ToString());", "Console.WriteLine((await Count()).ToString());")]
    [InlineData("if ([|Find|]() == null) return;", "if (await Find() == null) return;")]
    [InlineData("if ([|Find|]() is null) return;", "if (await Find() is null) return;")]
    [InlineData("var c = Count(); Console.WriteLine(/* in */ [|c|] /* out */);", "var c = Count(); Console.WriteLine(/* in */ await c /* out */);")]
    [InlineData("Console.WriteLine($\"{[|Find|]()} {$\"{[|Count|]()}\"}\");", "Console.WriteLine($\"{await Find()} {$\"{await Count()}\"}\");")]
    [InlineData("Func<Task> show = async () => Console.WriteLine([|Count|]()); await show();", "Func<Task> show = async () => Console.WriteLine(await Count()); await show();")]
    public Task Awaits_the_task(string before, string after) => Fixes(Program(before), Program(after));

    [Fact]
    public Task Keeps_line_ends() => Fixes(
        "class C\r\n{\r\n\tasync Task M(Task<int> t)\r\n\t{\r\n\t\t// Out\r\n\t\tConsole.WriteLine( // with\r\n\t\t\t[|t|]); // it\r\n\t\tawait Task.Yield();\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tasync Task M(Task<int> t)\r\n\t{\r\n\t\t// Out\r\n\t\tConsole.WriteLine( // with\r\n\t\t\tawait t); // it\r\n\t\tawait Task.Yield();\r\n\t}\r\n}\r\n");

    [Fact]
    public Task Makes_the_function_async_where_its_callers_are() => FixesEverywhere(
        ["class C { async Task Run() { await Task.Yield(); Show(); } void Show() => Console.WriteLine([|Count|]()); static Task<int> Count() => Task.Run(() => 1); }"],
        ["class C { async Task Run() { await Task.Yield(); await Show(); } async Task Show() => Console.WriteLine(await Count()); static Task<int> Count() => Task.Run(() => 1); }"]);

    [Theory]
    [InlineData("Console.WriteLine([|Save|]());")]
    [InlineData("if ([|Count|]() == null) return;")]
    [InlineData("lock (this) Console.WriteLine([|Count|]());")]
    [InlineData("Action show = () => Console.WriteLine([|Count|]()); show();")]
    public Task Offers_nothing_where_no_await_is_right(string body) => FlagsWithoutFix(Program(body));

    private static string Sync(string body) => $"using static Members; class C {{ void M() {{ {body} }} }} static class Members {{ {Members} }}";

    private static string Program(string body) => $$"""
        class C
        {
            async Task Run()
            {
                {{body}}
                await Task.Yield();
            }

            Task<int> Count() => Task.Run(() => 1);
            Task<string?> Find() => Task.Run(() => Environment.MachineName is { Length: > 3 } name ? name : null);
            Task Save() => Task.Delay(1);
        }
        """;
}
