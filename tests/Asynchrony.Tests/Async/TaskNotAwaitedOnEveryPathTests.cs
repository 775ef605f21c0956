using Asynchrony.Analyzers.Async;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Async;

public sealed class TaskNotAwaitedOnEveryPathTests : RuleTests<TaskNotAwaitedOnEveryPath>
{
    private const string Members = """
        public static async Task Save(string text = "") => await File.AppendAllTextAsync("log.txt", text);
        public static async Task<int> Count(int n = 1) { await Task.Delay(n); return n; }
        public static async ValueTask<int> Ask(int n = 1) { await Task.Delay(n); return n; }
        public static Task None() => Task.CompletedTask;
        public static async Task Watch(this Task task, string name) { try { await task; } catch (Exception e) { Use(name + e); } }
        public static void Use(object? used) => Console.WriteLine(used);
        public static bool Asks() => DateTime.Now.Ticks > 3;
        public static readonly List<Task> Running = [];
        """;

    [Theory]
    [InlineData("var saving = [|Save|]();")]
    [InlineData("Task saving = [|Save|](\"a\"); Use(1);")]
    [InlineData("if (Asks()) { var counting = [|Count|](); Use(2); }")]
    [InlineData("var asking = [|Ask|]();")]
    [InlineData("\n// Saves it.\nvar saving = [|Save|]();")]
    public Task Flags_what_nothing_waits_for(string body) => Flags(body, Members, except: "top level"); // ASY2002

    [Theory]
    [InlineData("var saving = [|Save|](); if (Asks()) return; await saving;")]
    [InlineData("var counting = [|Count|](); if (Asks()) { Use(1); return; } Use(await counting.ConfigureAwait(false));")]
    [InlineData("while (Asks()) { var saving = [|Save|](); if (Asks()) break; await saving; }")]
    [InlineData("foreach (var n in new[] { 1, 2 }) { var counting = [|Count|](n); if (n > 1) continue; Use(await counting); }")]
    [InlineData("var saving = [|Save|](); if (Asks()) return; saving.Wait(); await Save();")]
    public Task Flags_what_is_left_too_early(string body) => Flags(body, Members, except: "top level");

    [Theory]
    [InlineData("var one = Count(1); var two = [|Count|](2); Use(await one); Use(await two);")]
    [InlineData("var one = Count(1); var two = [|Count|](2); Use(await one + await two);")]
    [InlineData("var one = Count(1); var two = [|Save|](); var three = Count(3); await one; await two; await three;")]
    [InlineData("var one = [|Count|](1); var two = Count(2); await two.ConfigureAwait(false); await one.ConfigureAwait(false);")]
    public Task Flags_what_is_awaited_one_by_one(string body) => Flags(body, Members);

    [Theory]
    [InlineData("var saving = Save(); Use(1); await saving;")]
    [InlineData("var one = Count(1); var two = Count(2); await Task.WhenAll(one, two); Use(await one + await two);")]
    [InlineData("var one = Count(1); var two = Count(2); await Task.WhenAll(new Task[] { one, two }).ConfigureAwait(false); Use(one.Result + two.Result);")]
    [InlineData("var one = Count(1); var two = Count(2); Task.WaitAll(one, two); await one;")]
    [InlineData("var one = Count(1); Use(await one); var two = Count(2); Use(await two);")]
    [InlineData("var saving = Save(); try { Use(1); if (Asks()) return; } finally { await saving; }")]
    [InlineData("var saving = Save(); if (Asks()) { await saving; return; } await saving;")]
    [InlineData("var saving = Save(); if (Asks()) await saving;")]
    [InlineData("var saving = Save(); if (saving.IsCompleted) return; await saving;")]
    [InlineData("var saving = Save(); Running.Add(saving); if (Asks()) return; await saving;")]
    [InlineData("var saving = Save(); var done = await Task.WhenAny(saving, Task.Delay(10)); Use(done == saving);")]
    [InlineData("var saving = Save(); Use(saving);")]
    [InlineData("var saving = Save(); Func<Task> later = () => saving; await later();")]
    [InlineData("var saving = Save().ContinueWith(done => Use(done.Exception)); await Save();")]
    [InlineData("Task saving = Save(); saving = Save(); await saving;")]
    [InlineData("var watched = Save().Watch(\"saving\"); await Save();")]
    [InlineData("var pump = Task.Run(() => Use(1)); await Save();")]
    [InlineData("var none = None(); var made = Task.FromResult(1); await Save();")]
    [InlineData("var _ = Save(); var unused = Save(); var ignored = Count(); var nowait = Save(); await Save();")]
    [InlineData("\n// Fire and forget.\nvar saving = Save();\nvar counting = Count(); // We do not wait for it.\nawait Save();")]
    [InlineData("\n#pragma warning disable VSTHRD110\nvar saving = Save();\n#pragma warning restore VSTHRD110\nawait Save();")]
    [InlineData("var clock = Task.Delay(10); await Save();")]
    [InlineData("foreach (var n in new[] { 1, 2 }) { Running.Add(Count(n)); var any = Task.WhenAny(Running); if (n < 2) { var first = await Task.WhenAny(any, Task.Delay(10)); if (first != any) continue; } Use(await any); }")]
    [InlineData("using var client = new System.Net.Sockets.UdpClient(\"a\", 1); Task<int> sent = client.SendAsync(new byte[1], 1); await Save();")]
    [InlineData("var saving = Save(); if (Asks()) throw new TimeoutException(); await saving;")]
    public Task Accepts_what_is_waited_for_or_handed_on(string body) => Accepts(body, Members);

    [Fact]
    public Task Accepts_work_without_a_result_that_deals_with_its_exceptions() => FlagsProgram("""
        class Monitor
        {
            readonly HttpClient client = new();
            event Action<string>? Found;

            public void Note(string key)
            {
                var updating = Update(key);
                var reading = [|Read|](key);
                var leaving = [|Half|](key);
                var opening = [|Open|](key);
            }

            async Task Update(string key)
            {
                try { if (key.Length > 1) { var text = await client.GetStringAsync(key).ConfigureAwait(false); Found?.Invoke(text); } }
                catch (Exception e) { Console.WriteLine(e.Message); }
            }

            async Task<string> Read(string key) { try { return await client.GetStringAsync(key); } catch (Exception e) { return e.Message; } }
            async Task Half(string key) { try { await client.GetStringAsync(key); } catch (IOException e) { Console.WriteLine(e.Message); } }
            async Task Open(string key) { try { await client.GetStringAsync(key); } catch (Exception e) { Console.WriteLine(e); throw; } }
        }
        """.Replace("HttpClient", "System.Net.Http.HttpClient"));

    [Fact]
    public Task Accepts_what_a_test_holds_on_to() => FlagsProgram("""
        public class FactAttribute : Attribute { }
        public class Tests
        {
            [Fact]
            public async Task Waits()
            {
                var first = Enter(1);
                var second = Enter(2);
                Console.WriteLine(await second);
                var (one, other) = (Enter(3), 4);
                var third = Enter(3);
                var fourth = Enter(4);
                await third;
                await fourth;
            }

            [Fact]
            public async Task Leaves()
            {
                var first = [|Enter|](1);
                if (Console.ReadLine() == "") return;
                Console.WriteLine(await first);
            }

            static async Task<int> Enter(int n) { await Task.Delay(n); return n; }
        }
        """);

    [Fact]
    public Task Accepts_what_is_returned_or_stored() => AcceptsProgram("""
        class C
        {
            Task last = Task.CompletedTask;
            async Task Save() => await File.AppendAllTextAsync("log", "x");
            Task Later() { var saving = Save(); return saving; }
            Task Both(bool now) { var saving = Save(); return now ? saving : Task.CompletedTask; }
            async Task Beside(bool beside) { var saving = Save(); if (beside) return; await saving; }
            async Task<bool> BesideToo(bool wait) { var saving = Save(); if (!wait && last.IsCompleted) return false; await saving; return true; }
            void Keep() { var saving = Save(); last = saving; Console.WriteLine(last); }
            async Task Dead() { await Save(); return;
        #pragma warning disable CS0162
                var saving = Save(); }
        }
        """);

    /// <summary>Who awaits hands in how it goes on, and gets no task for it.</summary>
    [Theory]
    [InlineData("System.Runtime.CompilerServices.INotifyCompletion", "Post")]
    [InlineData("IDisposable", "[|Post|]")]
    public Task Accepts_what_an_awaiter_goes_on_with(string kind, string post) => FlagsProgram($$"""
        class Turn(Func<Action, Task> post) : {{kind}}
        {
            public bool IsCompleted => false;
            public void GetResult() { }
            public void Dispose() { }
            public Turn GetAwaiter() => this;
            public void OnCompleted(Action continuation) { var posted = {{post}}(continuation); }
            private async Task Post(Action next) => await post(next);
        }
        """);

    [Fact]
    public async Task Leaves_what_the_end_of_the_process_cuts_off_to_another_rule()
    {
        const string Save = " static async Task Save() { await Task.Delay(10); }";
        await AcceptsProgram("var saving = Save(); await Task.Yield();" + Save);
        await AcceptsProgram("var saving = Save(); if (args.Length == 0) return; await saving;" + Save);
        await FlagsProgram("var saving = [|Save|](); await Task.Yield(); Console.ReadLine();" + Save);
        await FlagsProgram("await Begin(); static async Task Begin() { var saving = [|Save|](); await Task.Yield(); }" + Save);
    }

    [Fact]
    public Task Says_when_it_is_not_awaited() => Says("""
        class C
        {
            async Task<int> Count(int n) { await Task.Delay(n); return n; }
            async Task Never() { var one = Count(1); await Task.Yield(); }
            async Task Left(int n) { var one = Count(1); if (n > 1) return; await one; }
            async Task Both() { var one = Count(1); var two = Count(2); await one; await two; }
        }
        """,
        "The task in 'one' is not awaited: it goes on by itself, and what it throws is lost",
        "The task in 'one' is not awaited on every path: it goes on by itself, and what it throws is lost",
        "The task in 'two' is not awaited when 'one' fails: it goes on by itself, and what it throws is lost");

    [Theory]
    [InlineData("class C { async Task M() { var one = Task.Delay(; } }")]
    [InlineData("class C { async Task M() { var one = Missing(); var two = M(); await one; await two } }")]
    public async Task Survives_unfinished_code(string code) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", code)), [new TaskNotAwaitedOnEveryPath()]), finding => Assert.Equal("ASY1008", finding.Id));

    [Theory]
    [InlineData("var saving = [|Save|](); // all\n        ", "await Save(); // all\n        ")]
    [InlineData("/* all */ Task<int> counting = [|Count|](1);", "/* all */ await Count(1);")]
    [InlineData("var one = Count(1); var two = [|Count|](2);\n        // Both\n        Console.WriteLine(await one + await two); // done\n", "var one = Count(1); var two = Count(2);\n        await Task.WhenAll(one, two);\n        // Both\n        Console.WriteLine(await one + await two); // done\n")]
    [InlineData("var one = Count(1);\n        var two = [|Save|]();\n        var three = Count(3);\n        await one;\n        await two;\n        await three;\n", "var one = Count(1);\n        var two = Save();\n        var three = Count(3);\n        await Task.WhenAll(one, two, three);\n        await one;\n        await two;\n        await three;\n")]
    [InlineData("Func<Task> run = async () => { var saving = [|Save|](); await Count(1); }; await run();", "Func<Task> run = async () => { await Save(); await Count(1); }; await run();")]
    public Task Awaits_it(string before, string after) => Fixes(Program(before), Program(after));

    [Fact]
    public Task Finds_the_first_await_when_another_fix_has_moved_it() => Fixes(
        Program("var one = Count(1); var two = [|Count|](2);\n        await one;\n        await two;\n        var three = Count(3); var four = [|Save|]();\n        Console.WriteLine(await three);\n        await four;\n"),
        Program("var one = Count(1); var two = Count(2);\n        await Task.WhenAll(one, two);\n        await one;\n        await two;\n        var three = Count(3); var four = Save();\n        await Task.WhenAll(three, four);\n        Console.WriteLine(await three);\n        await four;\n"));

    [Fact]
    public Task Keeps_line_ends() => Fixes(
        "class C\r\n{\r\n\tasync Task Save() => await File.AppendAllTextAsync(\"log\", \"x\");\r\n\tasync Task M()\r\n\t{\r\n\t\tvar one = Save();\r\n\t\tvar two = [|Save|]();\r\n\r\n\t\t// First\r\n\t\tawait one; // then\r\n\t\tawait two;\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tasync Task Save() => await File.AppendAllTextAsync(\"log\", \"x\");\r\n\tasync Task M()\r\n\t{\r\n\t\tvar one = Save();\r\n\t\tvar two = Save();\r\n\t\tawait Task.WhenAll(one, two);\r\n\r\n\t\t// First\r\n\t\tawait one; // then\r\n\t\tawait two;\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("void M() { var saving = [|Save|](); }")]
    [InlineData("async Task M(int n) { var saving = [|Save|](); if (n > 1) return; await saving; }")]
    [InlineData("async Task M() { var looping = [|Loop|](); await Save(); } async Task Loop() { while (true) await Task.Delay(10); }")]
    [InlineData("async Task M() { var one = Ask(); var two = [|Ask|](); await one; await two; } async ValueTask Ask() => await Task.Yield();")]
    public Task Offers_nothing_where_it_would_not_be_right(string members) =>
        FlagsWithoutFix($$"""class C { async Task Save() => await File.AppendAllTextAsync("log", "x"); {{members}} }""");

    private static string Program(string body) => $$"""
        class C
        {
            async Task Save() => await File.AppendAllTextAsync("log", "x");
            async Task<int> Count(int n) { await Task.Delay(n); return n; }

            async Task M()
            {
                {{body}}
                await Save();
            }
        }
        """;

    [Theory]
    [InlineData("var saving = Save(); var limit = Task.Delay(10); await Task.WhenAny([|saving|], limit); if (!saving.IsCompleted) throw new TimeoutException(); await saving;")]
    [InlineData("var counting = Count(); if (await Task.WhenAny([|counting|], Task.Delay(10)) != counting) throw new TimeoutException(); Use(await counting);")]
    [InlineData("using var source = new CancellationTokenSource(); var saving = Save(); if (await Task.WhenAny([|saving|], Task.Delay(10, source.Token)) == saving) await saving; else { source.Cancel(); throw new TimeoutException(); }")]
    [InlineData("var counting = Count(); var first = await Task.WhenAny([|counting|], Task.Delay(10)).ConfigureAwait(false); if (first == counting) { Use(await counting); return; } Use(\"late\"); throw new TimeoutException();")]
    public Task Flags_what_is_given_up_in_a_race(string body) => Flags(body, Members, "iterator", "async iterator");

    [Theory]
    [InlineData("var saving = Save(); await Task.WhenAny(saving, Task.Delay(10)); if (!saving.IsCompleted) Use(\"slow\"); await saving;")]
    [InlineData("var saving = Save(); await Task.WhenAny(saving, Task.Delay(10)); if (!saving.IsCompleted) { _ = saving.Watch(\"a\"); throw new TimeoutException(); } await saving;")]
    [InlineData("var saving = Save(); await Task.WhenAny(saving, Task.Delay(10)); if (!saving.IsCompleted) { _ = saving.ContinueWith(ended => Use(ended.Exception)); throw new TimeoutException(); } await saving;")]
    [InlineData("var saving = Save(); await Task.WhenAny(saving, Task.Delay(10)); Use(saving.IsCompleted);")]
    [InlineData("using var source = new CancellationTokenSource(); var saving = File.WriteAllTextAsync(\"a\", \"b\", source.Token); if (await Task.WhenAny(saving, Task.Delay(10)) == saving) await saving; else source.Cancel(); if (Asks()) throw new TimeoutException();")]
    [InlineData("var one = Save(); var two = Save(); var first = await Task.WhenAny(one, two); await first; Use(first == one);")]
    [InlineData("var one = Count(1); var two = Count(2); Use(await await Task.WhenAny(one, two));")]
    [InlineData("var saving = Save(); if (saving.IsCompleted) Use(1);")]
    [InlineData("var saving = Save(); var stopped = new TaskCompletionSource(); if (await Task.WhenAny(saving, stopped.Task) != saving) throw new OperationCanceledException(); await saving;")]
    [InlineData("var saving = Save(); await Task.WhenAny(saving, Task.Delay(10)); if (saving.IsFaulted) throw saving.Exception!; await saving;")]
    public Task Accepts_races_behind_which_somebody_waits(string body) => Accepts(body, Members);

    [Fact]
    public Task Offers_nothing_for_a_race() => FlagsWithoutFix("""
        class C
        {
            static async Task<int> Count() { await Task.Delay(1); return 1; }

            async Task<int> M()
            {
                var counting = Count();
                var first = await Task.WhenAny([|counting|], Task.Delay(10));
                if (first != counting)
                    throw new TimeoutException();
                return await counting;
            }
        }
        """);
}
