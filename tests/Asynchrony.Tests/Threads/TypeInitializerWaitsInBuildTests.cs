using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class TypeInitializerWaitsInBuildTests : RuleTests<TypeInitializerWaitsInBuild>
{
    private static string Program(string constructor, string other) => $$"""
        static class Settings
        {
            private static readonly object s_gate = new();
            private static string s_title = "";
            static Settings() { {{constructor}} }
            public static string Title() { lock (s_gate) return s_title; }
            public static void Set(string title) { lock (s_gate) s_title = title; }
        }
        static class Report
        {
            private static readonly List<string> s_lines = new();
            {{other}}
        }
        """;

    [Theory]
    [InlineData("[|Task.Run(() => Report.Print()).Wait|]();", "public static void Print() => Console.WriteLine(Settings.Title());")]
    [InlineData("var thread = new Thread(Report.Print); thread.Start(); [|thread.Join|]();", "public static void Print() { s_lines.Add(Head()); } private static string Head() => Settings.Title() + s_lines.Count;")]
    [InlineData("Report.PrintAsync().GetAwaiter().[|GetResult|]();", "public static async Task PrintAsync() { await Task.Delay(1); s_lines.Add(Settings.Title()); }")]
    [InlineData("[|Task.Run(() => Report.Count()).Wait|]();", "static Report() { var thread = new Thread(() => s_lines.Add(Settings.Title())); thread.Start(); [|thread.Join|](); } public static int Count() => s_lines.Count;")]
    public Task Flags_a_way_back_through_another_type(string constructor, string other) =>
        FlagsProgram(Program(constructor.Replace("[|Task.Run(() => Report.Print()).Wait|]", "Task.Run(() => Report.Print()).[|Wait|]").Replace("[|Task.Run(() => Report.Count()).Wait|]", "Task.Run(() => Report.Count()).[|Wait|]"), other));

    [Theory]
    [InlineData("Task.Run(() => Report.Print()).Wait();", "public static void Print() => s_lines.Add(\"title\");")]
    [InlineData("Task.Run(() => Report.Print());", "public static void Print() => Console.WriteLine(Settings.Title());")]
    [InlineData("Task.Run(() => Report.Print()).Wait(1000);", "public static void Print() => Console.WriteLine(Settings.Title());")]
    [InlineData("Report.PrintAsync().GetAwaiter().GetResult();", "public static async Task PrintAsync() { s_lines.Add(Settings.Title()); await Task.Delay(1); }")]
    [InlineData("var thread = new Thread(Report.Print); thread.Start(); Console.WriteLine(1); thread.Join();", "public static void Print() => s_lines.Add(Settings.Title());")] // ASY2012 tells.
    [InlineData("Report.Print();", "public static void Print() => Console.WriteLine(Settings.Title());")]
    [InlineData("Set(\"none\");", "public static void Print() => Task.Run(() => Console.WriteLine(Settings.Title())).Wait();")]
    public Task Accepts_code_that_does_not_come_back_or_is_not_waited_for(string constructor, string other) => AcceptsProgram(Program(constructor, other));

    [Fact]
    public Task Names_the_type_the_line_and_the_file() => Says(Program("Task.Run(() => Report.Print()).Wait();", "public static void Print() => Console.WriteLine(Settings.Title());"),
        "'Run().Wait' waits here for code that uses 'Settings' on line 12 of Test0.cs, and that code waits until 'Settings' is initialized");
}
