using Asynchrony.Analyzers.Closures;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Closures;

public sealed class ClosureCouldBeStaticTests : RuleTests<ClosureCouldBeStatic>
{
    private const string Members = "public static int Count; public static void Use(params object?[] values) => Console.WriteLine(values.Length);";

    [Theory]
    [InlineData("new Thread(() [|=>|] Use(1)).Start();")]
    [InlineData("Task.Run(async () [|=>|] { await Task.Yield(); Use(Count); });")]
    [InlineData("Task.Run([|delegate|] { Use(1); });")]
    [InlineData("Task.Factory.StartNew(state [|=>|] Use(state), 1);")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ [|=>|] Use(1));")]
    [InlineData("Parallel.For(0, 10, i [|=>|] Use(i));")]
    [InlineData("Parallel.For(0, 10, () => 0, (i, state, sum) [|=>|] sum + i, sum => Interlocked.Add(ref Count, sum));")]
    [InlineData("new[] { 1 }.AsParallel().Select(n => n + 1).ForAll(n [|=>|] Use(n));")]
    [InlineData("var clock = new Timer(_ [|=>|] { var now = DateTime.Now; Action show = () => Use(now); show(); }, null, 0, 1); Use(clock);")]
    [InlineData("const int Times = 3; Task.Run(() [|=>|] Use(Times));")]
    [InlineData("var name = Count.ToString(); ThreadPool.QueueUserWorkItem(_ [|=>|] Use(name));")]
    [InlineData("var first = 1; var second = \"b\"; ThreadPool.QueueUserWorkItem(_ [|=>|] { Use(first); Use(second, first); });")]
    public Task Flags_what_shares_nothing(string body) => Flags(body, Members);

    [Theory]
    [InlineData("Task.Run(static () => Use(1));")]
    [InlineData("var name = \"a\"; Task.Run(() => Use(name));")]
    [InlineData("var count = 0; ThreadPool.QueueUserWorkItem(_ => { count++; Use(count); });")]
    [InlineData("var count = 0; ThreadPool.QueueUserWorkItem(_ => Use(count)); count = 2;")]
    [InlineData("int Local() => 1; void Other() => Use(Local()); Other(); var seen = 1; void Third() => Use(seen); Task.Run(() => Third());")]
    [InlineData("new List<int> { 1 }.ForEach(one => Use(one));")]
    [InlineData("Action run = () => Use(1); run();")]
    [InlineData("Use(new[] { 1 }.AsParallel().Where(n => n > 1).Select(n => n + 1).Sum(n => n * 2));")]
    public Task Accepts_what_shares_or_is_no_thread_body(string body) => Accepts(body, Members);

    [Fact]
    public Task Accepts_the_object_itself() => FlagsProgram("""
        class C
        {
            private int count;
            public void M() => Task.Run(() => count++);
            public void N() => Task.Run(() => this.M());
            public void O(int seen) => ThreadPool.QueueUserWorkItem(_ => Console.WriteLine(seen + count));
            public void P() => Task.Run(() [|=>|] new C { count = 1 });
            public void Q(in int seen) { var copy = seen; ThreadPool.QueueUserWorkItem(_ [|=>|] Console.WriteLine(copy)); }
        }
        """);

    [Fact]
    public Task Says_what_is_captured() => Says("""
        class C
        {
            public void M(string name)
            {
                Task.Run(() => Console.WriteLine());
                ThreadPool.QueueUserWorkItem(_ => Console.WriteLine(name));
                Parallel.For(0, 10, i => Console.WriteLine(i));
            }
        }
        """,
        "The body of this task captures nothing",
        "The body of this work item captures only 'name', which 'QueueUserWorkItem' can hand to it",
        "This parallel body captures nothing");

    [Fact]
    public Task Is_hidden() => Weighs("class C { void M() => Task.Run(() => Console.WriteLine()); }", DiagnosticSeverity.Hidden);

    [Fact]
    public Task Makes_lambdas_static() => Fixes("""
        class C
        {
            public void M()
            {
                // First.
                Task.Run(/* all */ async () [|=>|] // begin
                {
                    await Task.Yield();
                    await Task.Run(() [|=>|] Console.WriteLine());
                });
                new Thread([|delegate|]() { Console.WriteLine(); }).Start();
            }

            public Task N() => Task.Run(() [|=>|]
                Console.WriteLine());
        }
        """, """
        class C
        {
            public void M()
            {
                // First.
                Task.Run(/* all */ static async () => // begin
                {
                    await Task.Yield();
                    await Task.Run(static () => Console.WriteLine());
                });
                new Thread(static delegate() { Console.WriteLine(); }).Start();
            }

            public Task N() => Task.Run(static () =>
                Console.WriteLine());
        }
        """);

    [Fact]
    public Task Hands_values_over() => Fixes("""
        class C
        {
            public void M(string name, int count)
            {
                ThreadPool.QueueUserWorkItem(_ [|=>|] Console.WriteLine(name + name)); // one
                ThreadPool.QueueUserWorkItem((state) [|=>|]
                {
                    Console.WriteLine(name); // first
                    Console.WriteLine(count);
                });
            }
        }
        """, """
        class C
        {
            public void M(string name, int count)
            {
                ThreadPool.QueueUserWorkItem(static name => Console.WriteLine(name + name), name, preferLocal: false); // one
                ThreadPool.QueueUserWorkItem(static (state2) =>
                {
                    Console.WriteLine(state2.name); // first
                    Console.WriteLine(state2.count);
                }, (name, count), preferLocal: false);
            }
        }
        """);

    [Fact]
    public Task Makes_it_with_the_line_ends_of_the_file() => Fixes(
        "class C\r\n{\r\n\tpublic Task M() => Task.Run(() [|=>|]\r\n\t{\r\n\t\tConsole.WriteLine();\r\n\t});\r\n}\r\n",
        "class C\r\n{\r\n\tpublic Task M() => Task.Run(static () =>\r\n\t{\r\n\t\tConsole.WriteLine();\r\n\t});\r\n}\r\n");

    [Fact]
    public Task Offers_nothing_where_the_state_is_used() => FlagsWithoutFix("""
        class C
        {
            public void M(string name) => ThreadPool.QueueUserWorkItem(state [|=>|] Console.WriteLine(name + state));
        }
        """);

    [Theory]
    [InlineData("Task.Run(() => ")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => Missing(1)); new Thread(delegate { ")]
    public async Task Survives_unfinished_code(string body) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", $"class C {{ void M() {{ {body} }} }}")), [new ClosureCouldBeStatic()]), found => Assert.Equal("ASY3008", found.Id));
}
