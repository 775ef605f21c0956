using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class AssertOffTestThreadTests : RuleTests<AssertOffTestThread>
{
    private static string Test(string body, string signature = "void Works()") => $$"""
        using Xunit;

        class Tests
        {
            [Fact]
            public {{signature}}
            {
                {{body}}
            }

            private static int Count() => Math.Abs(-3);
        }

        namespace Xunit
        {
            class FactAttribute : Attribute { }

            static class Assert
            {
                public static void Equal(int expected, int actual) { if (expected != actual) throw new InvalidOperationException(); }
                public static void True(bool condition) { if (!condition) throw new InvalidOperationException(); }
            }
        }
        """;

    [Theory]
    [InlineData("var worker = new Thread(() => [|Assert.Equal|](3, Count())); worker.Start(); worker.Join();")]
    [InlineData("new Thread(Body).Start(); void Body() { Console.WriteLine(1); [|Assert.True|](Count() > 3); Assert.True(Count() > 2); }")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => { [|Assert.Equal|](3, Count()); });")]
    [InlineData("using var timer = new Timer(_ => [|Assert.Equal|](3, Count()), null, 0, 10); Thread.Sleep(100);")]
    [InlineData("Task.Run(() => [|Assert.Equal|](3, Count()));")]
    [InlineData("_ = Task.Run(async () => { await Task.Delay(10); [|Assert.Equal|](3, Count()); });")]
    [InlineData("var checking = Task.Run(() => [|Assert.Equal|](3, Count())); Console.WriteLine(1);")]
    [InlineData("var worker = new Thread(() => { try { [|Assert.Equal|](3, Count()); } finally { Console.WriteLine(1); } }); worker.Start(); worker.Join();")]
    public Task Flags_assertions_that_the_test_does_not_see(string body) => FlagsProgram(Test(body));

    [Theory]
    [InlineData("Assert.Equal(3, Count());")]
    [InlineData("Task.Run(() => Assert.Equal(3, Count())).Wait();")]
    [InlineData("var checking = Task.Run(() => Assert.Equal(3, Count())); checking.Wait();")]
    [InlineData("var all = new List<Task>(); for (var i = 0; i < 3; i++) all.Add(Task.Run(() => Assert.Equal(3, Count()))); Task.WaitAll(all.ToArray());")]
    [InlineData("var checking = Task.Run(() => Assert.Equal(3, Count())); Console.WriteLine(checking.Exception);")]
    [InlineData("Exception? error = null; var worker = new Thread(() => { try { Assert.Equal(3, Count()); } catch (Exception e) { error = e; } }); worker.Start(); worker.Join(); Assert.True(error is null);")]
    [InlineData("var found = 0; var worker = new Thread(() => found = Count()); worker.Start(); worker.Join(); Assert.Equal(3, found);")]
    [InlineData("Parallel.For(0, 3, i => Assert.True(i < 3));")]
    [InlineData("Keep(Task.Run(() => Assert.Equal(3, Count()))); static void Keep(Task task) => task.Wait();")]
    public Task Accepts_assertions_that_it_sees(string body) => AcceptsProgram(Test(body));

    [Fact]
    public Task Accepts_tasks_that_are_awaited() => AcceptsProgram(Test("var checking = Task.Run(() => Assert.Equal(3, Count())); Console.WriteLine(1); await checking;", "async Task Works()"));

    [Fact]
    public Task Accepts_code_that_is_no_test() => AcceptsProgram("""
        static class Assert { public static void True(bool condition) => Console.WriteLine(condition); }

        class C
        {
            void M() => Task.Run(() => Assert.True(DateTime.Now.Ticks > 3));
        }
        """);

    [Fact]
    public Task Accepts_warnings() => AcceptsProgram("""
        using NUnit.Framework;

        class Tests
        {
            [Test]
            public void Warns() => new Thread(() => Assert.Warn("slow")).Start();
        }

        namespace NUnit.Framework
        {
            class TestAttribute : Attribute { }

            static class Assert
            {
                public static void Warn(string text) => Console.WriteLine(text);
            }
        }
        """);

    [Fact]
    public Task Says_what_becomes_of_it() => Says(Test("new Thread(() => Assert.Equal(3, Count())).Start();\nTask.Run(() => Assert.Equal(3, Count()));"),
        "'Equal' runs on a thread of its own: when it fails, the process ends, and not the test",
        "'Equal' runs in a task that the test does not await: when it fails, the test passes all the same");

    [Fact]
    public Task Awaits_the_task_at_the_end() => Fixes(
        Test("""
            // Beside the rest.
                    var checking = Task.Run(() => [|Assert.Equal|](3, Count())); // checks
                    await Task.Delay(10);
                    Console.WriteLine("done"); // last
            """.Trim(), "async Task Works()"),
        Test("""
            // Beside the rest.
                    var checking = Task.Run(() => Assert.Equal(3, Count())); // checks
                    await Task.Delay(10);
                    Console.WriteLine("done"); // last
                    await checking;
            """.Trim(), "async Task Works()"));

    [Theory]
    [InlineData("var checking = Task.Run(() => [|Assert.Equal|](3, Count()));\nConsole.WriteLine(1);", "void Works()")]
    [InlineData("_ = Task.Run(() => [|Assert.Equal|](3, Count()));\nawait Task.Delay(10);", "async Task Works()")]
    [InlineData("var checking = Task.Run(() => { [|Assert.Equal|](3, Count()); while (Count() > 0) Thread.Sleep(1); });\nawait Task.Delay(10);", "async Task Works()")]
    [InlineData("var worker = new Thread(() => [|Assert.Equal|](3, Count()));\nworker.Start();\nawait Task.Delay(10);", "async Task Works()")]
    public Task Awaits_nothing_else(string body, string signature) => FlagsWithoutFix(Test(body, signature));
}
