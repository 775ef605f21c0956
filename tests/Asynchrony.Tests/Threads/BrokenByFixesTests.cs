using Asynchrony.CodeFixes.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

/// <summary>What a thread is and a task is not (X42): a thread that has it stays a thread, whichever rule or action looks at it.</summary>
public sealed class BrokenByFixesTests : BrokenByFixes
{
    private const string Plain = "var worker = new Thread(() => Print(1));\nworker.Start();\nworker.Join();";

    [Theory]
    [InlineData(Plain, "await Task.Run(() => Print(1));")]
    [InlineData("var worker = new Thread(() => Print(1)) { IsBackground = true };\nworker.Start();\nworker.Join();", "await Task.Run(() => Print(1));")]
    public Task X42_Becomes_a_task_where_it_is_no_more_than_its_body(string before, string after) => Becomes("X42", "", "ASY2004", Program(before), Program(after));

    [Theory]
    [InlineData("worker.SetApartmentState(ApartmentState.STA);")]
    [InlineData("worker.Priority = ThreadPriority.Lowest;")]
    [InlineData("worker.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;")]
    [InlineData("worker.CurrentUICulture = System.Globalization.CultureInfo.InvariantCulture;")]
    public async Task X42_Stays_a_thread_with_what_a_task_has_not(string setting)
    {
        var made = "var [|worker|] = new Thread(() => Print(1));";
        Assert.Single(await Outcomes(made + "\nworker.Start();\nawait Save();\nworker.Join();"));
        Assert.Empty(await Outcomes($"{made}\n{setting}\nworker.Start();\nawait Save();\nworker.Join();"));

        foreach (var (rule, plain) in new[] { ("ASY2004", Plain), ("ASY2009", "var worker = new Thread(async () => await Save());\nworker.Start();\nawait Save();\nworker.Join();") })
        {
            Assert.Contains("Task.Run", await FixRun.ApplyAll(Program(plain), Of(rule)));
            Assert.DoesNotContain("Task.Run", await FixRun.ApplyAll(Program(plain.Replace("worker.Start", setting + "\nworker.Start")), Of(rule)));
        }
    }

    /// <summary>Whether a thread came to its end in time is an answer: no task takes its place.</summary>
    [Theory]
    [InlineData("if (worker.Join(100)) Print(2);")]
    [InlineData("var done = worker.Join(TimeSpan.FromSeconds(1)); Print(done ? 2 : 3);")]
    public async Task X42_Keeps_the_answer_of_a_join(string join)
    {
        Assert.Empty(await Outcomes($"var [|worker|] = new Thread(() => Print(1));\nworker.Start();\nawait Save();\n{join}"));
        foreach (var (rule, body) in new[] { ("ASY2004", "() => Print(1)"), ("ASY2009", "async () => await Save()") })
            Assert.DoesNotContain("Task.Run", await FixRun.ApplyAll(Program($"var worker = new Thread({body});\nworker.Start();\n{join}"), Of(rule)));
    }

    private static Task<IReadOnlyList<string>> Outcomes(string statements)
    {
        var marked = Marked.Parse(Program(statements));
        return FixRun.Refactored(marked.Text, Assert.Single(marked.Spans), new ThreadToTask());
    }

    private static string Program(string statements) => $$"""
        class C
        {
            static void Print(int n) => Console.WriteLine(n);
            static async Task Save() => await File.WriteAllTextAsync("a", "b");
            async Task M()
            {
        {{string.Join('\n', statements.Split('\n').Select(line => "        " + line))}}
                await Save();
            }
        }
        """;
}
