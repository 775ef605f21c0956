using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class LoopJoinsEachThreadTests : RuleTests<LoopJoinsEachThread>
{
    private const string Work = """
        public static readonly string[] Files = ["a", "b"];
        public static void Work() => Console.WriteLine(1);
        public static void Print(object? o) => Console.WriteLine(o);
        public static int Count(string text) { var spaces = 0; foreach (var letter in text) if (letter == ' ') spaces++; return spaces; }
        """;

    [Fact]
    public Task Flags_a_join_in_the_loop_that_starts_the_thread() => Flags("""
        foreach (var file in Files)
        {
            var reader = new Thread(() => Print(file));
            reader.Start();
            [|reader.Join|]();
        }
        """, Work);

    [Theory]
    [InlineData("var reader = new Thread(Work) { IsBackground = true }; reader.Name = \"reader\"; reader.Start();", "[|reader.Join|]();")]
    [InlineData("Thread reader = new(Print); reader.Start(3);", "[|reader.Join|]();")]
    [InlineData("Thread reader; reader = new Thread(new ThreadStart(Work)); reader.Start();", "[|reader.Join|]();")]
    [InlineData("", "Task.Run(() => Print(file)).[|Wait|]();")]
    [InlineData("", "Task.Run(() => Print(file)).GetAwaiter().[|GetResult|]();")]
    [InlineData("", "Task.Run(() => Print(file)).ConfigureAwait(false).GetAwaiter().[|GetResult|]();")]
    [InlineData("", "Task.Factory.StartNew(Work).[|Wait|]();")]
    [InlineData("var task = Task.Run(() => Print(file));", "[|task.Wait|]();")]
    [InlineData("Task task; task = Task.Run(Work);", "[|task.Wait|]();")]
    [InlineData("var task = new Task(Work); task.Start();", "[|task.Wait|]();")]
    [InlineData("var task = Task.Run(() => Count(file));", "_ = [|task.Result|];")]
    [InlineData("var task = Task.Run(() => Count(file));", "[|task.Wait|]();")]
    public Task Flags_every_way_to_start_and_wait(string start, string wait)
    {
        var between = start.Length == 0 ? "" : "var length = file.Length; // meanwhile";
        return Flags($$"""
            foreach (var file in Files)
            {
                {{start}}
                {{between}}
                {{wait}}
            }
            """, Work);
    }

    [Theory]
    [InlineData("for (int i = 0; i < 3; i++)", "")]
    [InlineData("for (var i = 3; i > 0; i -= 1)", "")]
    [InlineData("for (string? i = \"ab\"; i != null; i = i.Length > 0 ? i.Substring(1) : null)", "")]
    [InlineData("var i = 0; while (i < 3)", "i++;")]
    [InlineData("var i = 0; do", "i++;")]
    [InlineData("var open = new Queue<string>(Files); while (open.TryDequeue(out var i))", "")]
    [InlineData("var open = new Queue<string>(Files); while (open.Count > 0)", "var i = open.Dequeue();")]
    [InlineData("foreach (var (i, other) in new[] { (1, 2), (3, 4) })", "")]
    public Task Flags_in_every_loop(string loop, string step) => Flags($$"""
        {{(loop.Contains("open") ? loop : loop)}}
        {
            {{(step.StartsWith("var") ? step : "")}}
            var reader = new Thread(() => Print(i));
            reader.Start();
            [|reader.Join|]();
            {{(step.StartsWith("var") ? "" : step)}}
        }{{(loop.EndsWith("do") ? " while (i < 3);" : "")}}
        """, Work);
}
