using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class TypeInitializerWaitsTests : RuleTests<TypeInitializerWaits>
{
    [Theory]
    [InlineData("static C() { var thread = new Thread(() => Log(\"ready\")); thread.Start(); [|thread.Join|](); }")]
    [InlineData("static C() { var thread = new Thread(Fill); thread.Start(); [|thread.Join|](); } private static void Fill() { s_values = new[] { 1 }; }")]
    [InlineData("static C() { [|Task.Run(() => s_values = new[] { 1 }).Wait|](); }", "Wait")]
    [InlineData("private static readonly int[] s_loaded = Task.Run(() => { Log(\"load\"); return s_values; }).[|Result|];")]
    [InlineData("private static readonly int[] s_loaded = LoadAsync().GetAwaiter().[|GetResult|](); private static async Task<int[]> LoadAsync() { await Task.Delay(1); return s_values; }")]
    [InlineData("public static int Count { get; } = Task.Run(() => s_values.Length).[|Result|];")]
    [InlineData("static C() { var work = Task.Run(Make); [|work.Wait|](); } private static object Make() => new C();")]
    [InlineData("static C() { var all = new List<Task>(); for (var i = 0; i < 3; i++) all.Add(Task.Run(() => s_values[i] = 1)); [|Task.WaitAll|](all.ToArray()); }")]
    [InlineData("static C() { var all = new[] { Task.Run(() => Console.WriteLine()), Task.Run(Make) }; [|Task.WaitAll|](all); } private static object Make() => new C();")]
    [InlineData("static C() { var all = new List<Thread>(); all.Add(new Thread(() => Log(\"a\"))); foreach (var one in all) one.Start(); foreach (var one in all) [|one.Join|](); }")]
    public Task Flags_a_wait_for_code_that_uses_the_type(string members, string marked = "")
    {
        if (marked.Length > 0)
            members = members.Replace("[|Task.Run", "Task.Run").Replace($".{marked}|]", $".[|{marked}|]");
        return FlagsProgram($$"""
            class C
            {
                private static int[] s_values = new int[3];
                private static void Log(string text) => Console.WriteLine(text + s_values.Length);
                {{members}}
            }
            """);
    }

    [Theory]
    [InlineData("static C() { var thread = new Thread(() => Console.WriteLine(\"ready\")); thread.Start(); thread.Join(); }")]
    [InlineData("static C() { s_values = Task.Run(() => Other.Load()).Result; }")]
    [InlineData("static C() { Task.Run(() => s_values = new[] { 1 }); }")]
    [InlineData("private static readonly int[] s_loaded = LoadAsync().Result; private static async Task<int[]> LoadAsync() { var values = s_values; await Task.Delay(1); return values; }")]
    [InlineData("private static readonly int[] s_loaded = Task.Run(() => new int[Size]).Result; private const int Size = 3;")]
    [InlineData("public C() { Task.Run(() => s_values = new[] { 1 }).Wait(); }")]
    [InlineData("static C() { var all = new List<Task> { Task.Run(() => Console.WriteLine()) }; var beside = Task.Run(() => s_values = new[] { 1 }); Task.WaitAll(all.ToArray()); }")]
    [InlineData("static C() { var thread = new Thread(() => Console.WriteLine()); var beside = new Thread(() => s_values = new[] { 1 }); thread.Start(); beside.Start(); thread.Join(); }")]
    [InlineData("private static readonly Func<int[]> s_load = () => Task.Run(() => s_values).Result;")]
    public Task Accepts_code_that_does_not_need_it(string members) => AcceptsProgram($$"""
        static class Other { public static int[] Load() => new int[3]; }
        class C
        {
            private static int[] s_values = new int[3];
            public static int Length => s_values.Length;
            {{members}}
        }
        """);

    [Fact]
    public Task Names_the_type_and_the_line() => Says("""
        class Settings
        {
            private static readonly Dictionary<string, string> s_values = new();
            static Settings()
            {
                var thread = new Thread(Load);
                thread.Start();
                thread.Join();
            }
            private static void Load()
            {
                s_values["name"] = "value";
            }
        }
        """, "'Join' waits here for code that uses 'Settings' on line 12, and that code waits until 'Settings' is initialized");

    [Fact]
    public Task Accepts_code_that_is_not_finished() => AcceptsProgram("class C { static C() { } static int x = 3; }");
}
