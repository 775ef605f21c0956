using Asynchrony.Analyzers.Closures;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Closures;

public sealed class ParallelBodySerialisedTests : RuleTests<ParallelBodySerialised>
{
    private const string Members = "public static readonly object Gate = new(); public static readonly List<string> All = new(); public static readonly string[] Texts = { \"a\", \"b\" }; public static int Sum; public static string Find(string text) => text.Trim() + text.Length; public static async Task<int> LoadAsync(string text) { await Task.Delay(text.Length); return 1; }";

    [Theory]
    [InlineData("Parallel.ForEach(Texts, text => { lock ([|Gate|]) { All.Add(Find(text)); Sum++; } });")]
    [InlineData("Parallel.For(0, 10, i => { lock ([|Gate|]) Sum += Find(Texts[i % 2]).Length; });")]
    [InlineData("Parallel.ForEach(Texts, (text, state) => { if (text is null) return; lock ([|Gate|]) All.Add(Find(text)); });")]
    [InlineData("var own = new object(); var sum = 0; Parallel.For(0, 10, i => { var next = i + 1; lock ([|own|]) { sum += next; Console.WriteLine(next); } });")]
    [InlineData("Texts.AsParallel().ForAll(text => { lock ([|Gate|]) All.Add(Find(text)); });")]
    [InlineData("void Add(string text) { lock ([|Gate|]) All.Add(Find(text)); } Parallel.ForEach(Texts, Add);")]
    [InlineData("Parallel.ForEach(Texts, text => LoadAsync(text).[|Wait|]());")]
    [InlineData("Parallel.ForEach(Texts, text => { var loaded = LoadAsync(text).[|Result|]; Console.WriteLine(loaded); });")]
    [InlineData("Parallel.For(0, 10, i => Console.WriteLine(LoadAsync(Texts[i % 2]).GetAwaiter().[|GetResult|]()));")]
    public Task Flags_runs_that_do_nothing_at_once(string body) => Flags(body, Members);

    [Theory]
    [InlineData("Parallel.ForEach(Texts, text => { var found = Find(text); lock (Gate) All.Add(found); });")]
    [InlineData("Parallel.ForEach(Texts, text => { lock (Gate) All.Add(text); Console.WriteLine(Find(text)); });")]
    [InlineData("Parallel.ForEach(Texts, text => { lock (Gate) All.Add(text); });")]
    [InlineData("Parallel.ForEach(Texts, text => { lock (Gate) { if (!All.Contains(Find(text))) All.Add(text); } });")]
    [InlineData("Parallel.ForEach(new[] { new List<int>(), new List<int>() }, list => { lock (list) list.Add(1); });")]
    [InlineData("var gates = new object[] { new(), new() }; Parallel.For(0, 10, i => { lock (gates[i % 2]) All.Add(\"a\"); });")]
    [InlineData("Parallel.For(0, 10, () => 0, (i, _, own) => own + Find(Texts[i % 2]).Length, own => { lock (Gate) Sum += own; });")]
    [InlineData("Texts.AsParallel().Select(Find).ForAll(text => { lock (Gate) All.Add(text); });")]
    [InlineData("Texts.AsParallel().Select(text => Find(text)).Where(text => { lock (Gate) return All.Contains(text); }).ForAll(Console.WriteLine);")]
    [InlineData("Parallel.ForEach(Texts, new ParallelOptions { MaxDegreeOfParallelism = 1 }, text => { lock (Gate) All.Add(text); });")]
    [InlineData("Parallel.Invoke(() => { lock (Gate) All.Add(\"a\"); }, () => Console.WriteLine(Find(\"b\")));")]
    [InlineData("foreach (var each in Texts) lock (Gate) All.Add(each);")]
    [InlineData("Parallel.ForEach(Texts, text => LoadAsync(text).Wait(100));")]
    [InlineData("Parallel.ForEach(Texts, text => Task.FromResult(text).Wait());")]
    [InlineData("Parallel.ForEach(Texts, text => { Func<int> later = () => LoadAsync(text).Result; Console.WriteLine(later()); });")]
    [InlineData("Parallel.ForEach(Texts, text => { lock (new object()) All.Add(text); });")]
    [InlineData("Parallel.ForEach(Texts, text => { var mine = new object(); lock (mine) Console.WriteLine(Find(text)); });")]
    public Task Accepts_what_is_parallel(string body) => Accepts(body, Members);

    [Fact]
    public Task Knows_scopes_of_a_lock_and_this() => FlagsProgram("""
        class Lock { public Scope EnterScope() => new(); public ref struct Scope { public void Dispose() { } } }

        class C
        {
            private readonly Lock gate = new();
            private int sum;

            public void M(int[] all)
            {
                Parallel.ForEach(all, one => { using ([|gate|].EnterScope()) sum += one; });
                Parallel.ForEach(all, one => { using var held = [|gate|].EnterScope(); sum += one; });
                Parallel.ForEach(all, one => { lock ([|this|]) sum += one; });
            }
        }
        """);

    [Fact]
    public Task Says_what_the_runs_do() => Says("""
        class C
        {
            private readonly object gate = new();
            private int sum;
            public void M(int[] all) => Parallel.ForEach(all, one => { lock (gate) sum += one; });
            public void N(string[] all) => Parallel.ForEach(all, one => File.WriteAllTextAsync(one, one).Wait());
        }
        """,
        "Each run of this parallel body holds the lock of 'gate' all the time, so they come one at a time",
        "Each run of this parallel body keeps its thread until 'Wait' comes back");

    [Fact]
    public Task Makes_a_sum_for_each_thread() => Fixes("""
        class C
        {
            private readonly object gate = new();
            private int found;

            public long Sum(int[] all, ParallelOptions options)
            {
                long sum = 0;
                // Add them.
                Parallel.ForEach(all, one => { lock ([|gate|]) { sum += one * 2; } }); // all
                Parallel.For(0, all.Length, options, (i, state) =>
                {
                    lock ([|gate|])
                        found++;
                });
                Action later = () => Parallel.For(0, 3, i => { lock ([|gate|]) sum += all[i] > 1 ? 1 : 2; });
                later();
                return sum + found;
            }
        }
        """, """
        class C
        {
            private readonly object gate = new();
            private int found;

            public long Sum(int[] all, ParallelOptions options)
            {
                long sum = 0;
                // Add them.
                Parallel.ForEach(all, () => 0L, (one, _, own) => own + (one * 2), own => { lock (gate) sum += own; }); // all
                Parallel.For(0, all.Length, options, () => 0, (i, state, own) => own + 1, own => { lock (gate) found += own; });
                Action later = () => Parallel.For(0, 3, () => 0L, (i, _, own) => own + (all[i] > 1 ? 1 : 2), own => { lock (gate) sum += own; });
                later();
                return sum + found;
            }
        }
        """);

    [Fact]
    public Task Makes_it_with_the_line_ends_of_the_file() => Fixes(
        "class C\r\n{\r\n\tprivate readonly object gate = new();\r\n\tprivate int sum;\r\n\r\n\tpublic void M(int[] all) =>\r\n\t\tParallel.ForEach(all, one =>\r\n\t\t{\r\n\t\t\tlock ([|gate|])\r\n\t\t\t\tsum += one;\r\n\t\t});\r\n}\r\n",
        "class C\r\n{\r\n\tprivate readonly object gate = new();\r\n\tprivate int sum;\r\n\r\n\tpublic void M(int[] all) =>\r\n\t\tParallel.ForEach(all, () => 0, (one, _, own) => own + one, own => { lock (gate) sum += own; });\r\n}\r\n");

    [Theory]
    [InlineData("double sum = 0; Parallel.ForEach(all, one => { lock ([|gate|]) sum += one; }); Console.WriteLine(sum);")]
    [InlineData("var sum = 1; Parallel.ForEach(all, one => { lock ([|gate|]) sum += sum % one; }); Console.WriteLine(sum);")]
    [InlineData("var sum = 1; Parallel.ForEach(all, one => { lock ([|gate|]) { sum += one; Console.WriteLine(one); } }); Console.WriteLine(sum);")]
    [InlineData("var sum = 1; Parallel.ForEach(all, one => { lock ([|gate|]) { /* why */ sum += one; } }); Console.WriteLine(sum);")]
    [InlineData("var text = \"\"; Parallel.ForEach(all, one => { lock ([|gate|]) text += one; }); Console.WriteLine(text);")]
    [InlineData("Parallel.ForEach(all, one => Task.Delay(one).[|Wait|]());")]
    public Task Offers_nothing_where_the_order_counts_or_nobody_awaits(string body) => FlagsWithoutFix($$"""class C { private readonly object gate = new(); public void M(int[] all) { {{body}} } }""");

    [Fact]
    public Task Awaits_in_a_loop_that_does() => Fixes("""
        class C
        {
            public async Task M(List<string> names, ParallelOptions options)
            {
                // Each.
                Parallel.ForEach(names, name => File.WriteAllTextAsync(name, "text").[|Wait|]()); // now
                Parallel.ForEach(names, options, (name) =>
                {
                    var text = File.ReadAllTextAsync(name).[|Result|].Trim(); // read
                    Console.WriteLine(text);
                });
                await Task.Yield();
            }
        }
        """, """
        class C
        {
            public async Task M(List<string> names, ParallelOptions options)
            {
                // Each.
                await Parallel.ForEachAsync(names, async (name, _) => await File.WriteAllTextAsync(name, "text")); // now
                await Parallel.ForEachAsync(names, options, async (name, _) =>
                {
                    var text = (await File.ReadAllTextAsync(name)).Trim(); // read
                    Console.WriteLine(text);
                });
                await Task.Yield();
            }
        }
        """);

    [Theory]
    [InlineData("Parallel.ForEach(all, one => { lock (gate")]
    [InlineData("Parallel.ForEach(all, one => { lock () sum += one; }); Parallel.ForEach(all, one => Missing(one).Wait());")]
    public async Task Survives_unfinished_code(string body) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", $"class C {{ object gate; int sum; void M(int[] all) {{ {body} }} }}")), [new ParallelBodySerialised()]), found => Assert.Equal("ASY3007", found.Id));
}
