using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class LazyWorkNeverRunsTests : RuleTests<LazyWorkNeverRuns>
{
    private const string Members = """
        public static readonly List<string> Names = ["a", "b"];
        public static readonly List<Task> Running = [];
        public static async Task Save(string name) => await File.AppendAllTextAsync("log", name);
        public static async Task<int> Ask(string name) { await Save(name); return name.Length; }
        public static IEnumerable<Task> Steps() { yield return Save("a"); yield return Save("b"); }
        public static IEnumerable<Task> List() => [Save("a")];
        public static async IAsyncEnumerable<int> Stream() { await Task.Yield(); yield return 1; }
        public static void Use(object? o) => Console.WriteLine(o);
        public static bool Asks() => DateTime.Now.Ticks > 3;
        """;

    [Theory]
    [InlineData("[|Names.Select|](async name => await Save(name));")]
    [InlineData("[|Names.Select|](name => Save(name));")]
    [InlineData("[|Names.Select|](Save);")]
    [InlineData("[|Names.Select|](async name => { await Save(name); return 1; });")]
    [InlineData("[|Names.Select|](name => { Use(name); return Ask(name); });")]
    [InlineData("Names.Where(name => name.Length > 1).[|Select|](Save);")]
    [InlineData("[|Names.Select|](Save).Where(task => task.IsCompleted).Take(3);")]
    [InlineData("_ = [|Names.Select|](Save);")]
    [InlineData("var sent = [|Names.Select|](Save);")]
    [InlineData("IEnumerable<Task> sent = [|Names.Select|](Save); if (sent == null) Use(1);")]
    [InlineData("var sent = [|Names.Select|](Save); var late = sent.Skip(1); var later = late.Reverse();")]
    [InlineData("var sent = from name in Names [|select Save(name)|];")]
    [InlineData("if (Asks()) { [|Steps|](); }")]
    [InlineData("var steps = [|Steps|]();")]
    [InlineData("[|Stream|]();")]
    [InlineData("var stream = [|Stream|]();")]
    public Task Flags_what_nobody_goes_through(string body) => Flags(body, Members);

    [Theory]
    [InlineData("Task.WhenAll(Names.Select(Save)).Wait();")]
    [InlineData("var sent = Names.Select(Save); Task.WaitAll(sent.ToArray());")]
    [InlineData("var sent = Names.Select(Save).ToList(); Use(sent.Count);")]
    [InlineData("var sent = Names.Select(Save); foreach (var task in sent) task.Wait();")]
    [InlineData("foreach (var task in Steps()) task.Wait();")]
    [InlineData("var sent = Names.Select(Save); Use(sent);")]
    [InlineData("var sent = Names.Select(Save); Action run = () => Task.WaitAll(sent.ToArray()); run();")]
    [InlineData("var sent = Names.Select(Save); if (sent.Any()) Use(1);")]
    [InlineData("var sent = Names.Select(Save); Running.AddRange(sent);")]
    [InlineData("var sent = Names.Select(Save); var kept = new List<Task>(sent); Use(kept);")]
    [InlineData("var sent = Names.Select(Save); using var all = sent.GetEnumerator(); all.MoveNext();")]
    [InlineData("IEnumerable<Task> sent = Names.Select(Save); sent = Running; Use(1);")]
    [InlineData("Running.Select(task => task);")]
    [InlineData("Names.Select(name => name.Length);")]
    [InlineData("Names.Select(name => Task.FromResult(name));")]
    [InlineData("List();")]
    [InlineData("var stream = Stream(); Use(stream);")]
    [InlineData("var counts = Names.Select(name => name.Length); Use(counts);")]
    [InlineData("while (Asks()) { throw new Exception(); Names.Select(Save); }")]
    public Task Accepts_what_is_gone_through_or_handed_on(string body) => Accepts(body, Members);

    [Fact]
    public Task Accepts_what_is_returned_or_stored() => AcceptsProgram("""
        class C
        {
            IEnumerable<Task> kept = [];
            IEnumerable<Task> Make(List<string> names) => names.Select(name => File.AppendAllTextAsync("log", name));
            IEnumerable<Task> Same(List<string> names) { var made = Make(names).Skip(1); return made; }
            void Keep(List<string> names) { kept = names.Select(name => File.AppendAllTextAsync("log", name)); }
            void Out(List<string> names, out IEnumerable<Task> made) => made = names.Select(name => File.AppendAllTextAsync("log", name));
            (int, IEnumerable<Task>) Pair(List<string> names) => (1, names.Select(name => File.AppendAllTextAsync("log", name)));
            async Task Read() { await foreach (var n in Numbers()) Console.WriteLine(n + kept.Count()); }
            async IAsyncEnumerable<int> Numbers() { await Task.Yield(); yield return 1; }
        }
        """);

    [Fact]
    public Task Says_what_never_starts() => Says("""
        class C
        {
            async IAsyncEnumerable<int> Numbers() { await Task.Yield(); yield return 1; }
            void M(List<string> names) { var sent = names.Select(name => File.AppendAllTextAsync("log", name)); names.Select(name => File.AppendAllTextAsync("log", name)); Numbers(); }
        }
        """,
        "'Select' only describes its work, and nobody goes through 'sent': none of it is ever started",
        "'Select' only describes its work, and nobody goes through the sequence: none of it is ever started",
        "'Numbers' only describes its work, and nobody goes through the stream: none of it is ever started");

    [Theory]
    [InlineData("class C { void M(List<string> n) { n.Select(async x => ; } }")]
    [InlineData("class C { void M() { Missing.Select(x => y); var s = from x in z select Task.Delay(1) } }")]
    public async Task Survives_unfinished_code(string code) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", code)), [new LazyWorkNeverRuns()]), finding => Assert.Equal("ASY1011", finding.Id));

    [Theory]
    [InlineData("[|names.Select|](Save); // all\n", "await Task.WhenAll(names.Select(Save)); // all\n")]
    [InlineData("/* all */ _ = [|names.Select|](Save);", "/* all */ await Task.WhenAll(names.Select(Save));")]
    [InlineData("if (names.Count > 1) [|names.Select|](async name => await Save(name));", "if (names.Count > 1) await Task.WhenAll(names.Select(async name => await Save(name)));")]
    [InlineData("Func<Task> run = async () => { [|names.Select|](Save); await Save(\"\"); }; await run();", "Func<Task> run = async () => { await Task.WhenAll(names.Select(Save)); await Save(\"\"); }; await run();")]
    [InlineData("await Run(async () => { [|names.Select|](Save); await Run(async () => { [|names.Select|](Save); await Save(\"\"); }); });", "await Run(async () => { await Task.WhenAll(names.Select(Save)); await Run(async () => { await Task.WhenAll(names.Select(Save)); await Save(\"\"); }); });")]
    [InlineData("var sent = [|names.Select|](Save); // all\n", "var sent = names.Select(Save); // all\n        await Task.WhenAll(sent);\n")]
    public Task Awaits_all_tasks(string before, string after) => Fixes(Program(before), Program(after));

    [Fact]
    public Task Keeps_line_ends() => Fixes(
        "class C\r\n{\r\n\tasync Task M(List<string> names)\r\n\t{\r\n\t\t// First\r\n\t\tvar sent = [|names\r\n\t\t\t.Select|](name => File.AppendAllTextAsync(\"log\", name)); // then\r\n\t\tawait Task.Yield();\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tasync Task M(List<string> names)\r\n\t{\r\n\t\t// First\r\n\t\tvar sent = names\r\n\t\t\t.Select(name => File.AppendAllTextAsync(\"log\", name)); // then\r\n\t\tawait Task.WhenAll(sent);\r\n\t\tawait Task.Yield();\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("void M(List<string> names) { [|names.Select|](Save); }")]
    [InlineData("async Task M(List<string> names) { await Task.Yield(); [|Numbers|](); } async IAsyncEnumerable<int> Numbers() { await Task.Yield(); yield return 1; }")]
    [InlineData("async Task M(List<string> names) { await Task.Yield(); lock (names) { [|names.Select|](Save); } }")]
    [InlineData("async Task M(List<string> names) { await Task.Yield(); [|names.Select|](name => new ValueTask(Save(name)).AsTask()).Select(task => new ValueTask(task)); }")]
    public Task Offers_nothing_where_it_cannot_be_awaited(string members) =>
        FlagsWithoutFix($$"""class C { async Task Save(string name) => await File.AppendAllTextAsync("log", name); {{members}} }""");

    private static string Program(string body) => $$"""
        class C
        {
            async Task Save(string name) => await File.AppendAllTextAsync("log", name);
            static async Task Run(Func<Task> work) => await work();

            async Task M(List<string> names)
            {
                {{body}}
                await Save("end");
            }
        }
        """;
}
