using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class LazyWorkRunsTwiceTests : RuleTests<LazyWorkRunsTwice>
{
    private const string Members = """
        public static readonly List<string> Names = ["a", "b"];
        public static readonly List<Task<int>> Running = [];
        public static async Task<int> Ask(string name) { await File.AppendAllTextAsync("log", name); return name.Length; }
        public static IEnumerable<Task<int>> Steps() { yield return Ask("a"); yield return Ask("b"); }
        public static void Use(object? o) => Console.WriteLine(o);
        public static bool Asks() => DateTime.Now.Ticks > 3;
        """;

    [Theory]
    [InlineData("var sent = Names.Select(Ask); Task.WhenAll(sent).Wait(); foreach (var task in [|sent|]) Use(task.Result);")]
    [InlineData("var sent = Names.Select(async name => await Ask(name)); Task.WhenAll(sent).Wait(); Use([|sent|].Select(task => task.Result).ToList());")]
    [InlineData("IEnumerable<Task<int>> sent = Names.Select(name => Ask(name)); Task.WaitAny(sent.ToArray()); Task.WaitAll([|sent|].ToArray());")]
    [InlineData("var sent = Names.Where(name => name.Length > 0).Select(Ask).Skip(1); Use(sent.Count()); Use(Task.WhenAll([|sent|]).Result);")]
    [InlineData("var sent = from name in Names select Ask(name); Use(Task.WhenAll(sent).Result); Use([|sent|].First().Result);")]
    [InlineData("var sent = Steps(); foreach (var task in sent) task.Wait(); foreach (var task in [|sent|]) Use(task.Result);")]
    [InlineData("var sent = Names.Select(Ask); while (Asks()) foreach (var task in [|sent|]) Use(task.Result);")]
#if !ROSLYN_4_8
    [InlineData("var sent = Names.Select(Ask); Task.WhenAll(sent).Wait(); Task<int>[] again = [.. [|sent|]]; Use(again);")]
#endif
    [InlineData("var sent = Names.Select(Ask); if (Asks()) Use(Task.WhenAll(sent).Result); Running.AddRange([|sent|]);")]
    [InlineData("var sent = Names.Select(Ask); var all = new List<Task<int>>(sent); Use(all); Use([|sent|].Last().Result);")]
    public Task Flags_the_second_way_through(string body) => Flags(body, Members);

    [Theory]
    [InlineData("var sent = Names.Select(Ask).ToArray(); Task.WhenAll(sent).Wait(); foreach (var task in sent) Use(task.Result);")]
    [InlineData("var sent = Names.Select(Ask).ToList(); Task.WhenAll(sent).Wait(); Use(sent.Select(task => task.Result).ToList());")]
    [InlineData("var sent = Names.Select(Ask); if (Asks()) Task.WhenAll(sent).Wait(); else foreach (var task in sent) Use(task.Result);")]
    [InlineData("while (Asks()) { var sent = Names.Select(Ask); Task.WhenAll(sent).Wait(); }")]
    [InlineData("var sent = Names.Select(Ask); if (sent.Any()) Task.WhenAll(sent).Wait();")]
    [InlineData("var sent = Names.Select(Ask); Use(sent); Task.WhenAll(sent).Wait();")]
    [InlineData("var sent = Names.Select(Ask); Action run = () => Task.WhenAll(sent).Wait(); run(); run();")]
    [InlineData("var sent = Names.Select(Ask); Task.WhenAll(sent).Wait(); sent = Names.Select(Ask); Task.WhenAll(sent).Wait();")]
    [InlineData("var done = Running.Select(task => task); Task.WhenAll(done).Wait(); Task.WhenAll(done).Wait();")]
    [InlineData("var known = Names.Select(name => Task.FromResult(name)); Task.WhenAll(known).Wait(); Task.WhenAll(known).Wait();")]
    [InlineData("var sizes = Names.Select(name => name.Length); Use(sizes.Sum()); Use(sizes.Max());")]
    public Task Accepts_what_is_kept_or_gone_through_once(string body) => Accepts(body, Members);

    [Fact]
    public Task Accepts_streams_and_what_comes_from_elsewhere() => AcceptsProgram("""
        class C(IEnumerable<Task> all)
        {
            async IAsyncEnumerable<int> Numbers() { await Task.Yield(); yield return 1; }
            async Task M(IEnumerable<Task> given)
            {
                var numbers = Numbers();
                await foreach (var n in numbers) Console.WriteLine(n);
                await foreach (var n in numbers) Console.WriteLine(n);
                await Task.WhenAll(given);
                await Task.WhenAll(given);
                await Task.WhenAll(all);
                await Task.WhenAll(all);
            }
        }
        """);

    [Fact]
    public Task Says_what_starts_again_and_points_at_both_places()
    {
        const string program = """
            class C
            {
                async Task M(List<string> names)
                {
                    var sent = names.Select(name => File.AppendAllTextAsync("log", name));
                    await Task.WhenAll(sent);
                    await Task.WhenAll(sent);
                }
            }
            """;
        return Task.WhenAll(Says(program, "'sent' is gone through again: it makes new tasks, and all its work starts a second time"), PointsAt(program, 6, 5));
    }

    [Theory]
    [InlineData("class C { void M(List<string> n) { var s = n.Select(x => Task.Delay(1)); foreach (var t in s foreach (var t in s) } }")]
    [InlineData("class C { void M() { var s = Missing.Select(x => y); Task.WhenAll(s); Task.WhenAll(s) } }")]
    public async Task Survives_unfinished_code(string code) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", code)), [new LazyWorkRunsTwice()]), finding => Assert.Equal("ASY1012", finding.Id));

    [Theory]
    [InlineData("var sent = names.Select(Ask); // all\n        ", "var sent = names.Select(Ask).ToArray(); // all\n        ")]
    [InlineData("/* all */ IEnumerable<Task<int>> sent = names.Select(Ask);", "/* all */ IEnumerable<Task<int>> sent = names.Select(Ask).ToArray();")]
    [InlineData("var sent = from name in names select Ask(name);", "var sent = (from name in names select Ask(name)).ToArray();")]
    [InlineData("var sent = names.Select(Ask).Where(task => !task.IsCompleted);", "var sent = names.Select(Ask).Where(task => !task.IsCompleted).ToArray();")]
    public Task Keeps_the_tasks_in_an_array(string before, string after) => Fixes(Program(before, "[|sent|]"), Program(after, "sent"));

    [Fact]
    public Task Keeps_them_in_lambdas_and_line_ends() => Fixes(
        "class C\r\n{\r\n\tFunc<List<string>, Task> run = async names =>\r\n\t{\r\n\t\t// First\r\n\t\tvar sent = names\r\n\t\t\t.Select(name => File.AppendAllTextAsync(\"log\", name)); // then\r\n\t\tawait Task.WhenAll(sent);\r\n\t\tawait Task.WhenAll([|sent|]);\r\n\t};\r\n}\r\n",
        "class C\r\n{\r\n\tFunc<List<string>, Task> run = async names =>\r\n\t{\r\n\t\t// First\r\n\t\tvar sent = names\r\n\t\t\t.Select(name => File.AppendAllTextAsync(\"log\", name)).ToArray(); // then\r\n\t\tawait Task.WhenAll(sent);\r\n\t\tawait Task.WhenAll(sent);\r\n\t};\r\n}\r\n");

    private static string Program(string declaration, string second) => $$"""
        class C
        {
            async Task<int> Ask(string name) { await File.AppendAllTextAsync("log", name); return name.Length; }

            async Task M(List<string> names)
            {
                {{declaration}}
                await Task.WhenAll(sent);
                foreach (var task in {{second}})
                    Console.WriteLine(await task);
            }
        }
        """;
}
