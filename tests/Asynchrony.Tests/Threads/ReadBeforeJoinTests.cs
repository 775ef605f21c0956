using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class ReadBeforeJoinTests : RuleTests<ReadBeforeJoin>
{
    private const string Members = """
        public static int Total;
        [ThreadStatic] public static int Level;
        public static volatile bool Ready;
        public static string Text { get; set; } = "";
        public static readonly object Gate = new();
        public static readonly List<string> Lines = [];
        public static readonly Counter Shared = new();
        public static void Fill() { Total = File.ReadAllLines("a").Length; Text = File.ReadAllText("a"); }
        public static void Log(string text) => File.AppendAllText("log", text);
        public static int Twice() => Total * 2;
        } sealed class Counter { public int Count; public int Size { get; set; } public void Add() { Count++; Size = Count; }
        """;

    [Theory]
    [InlineData("Console.WriteLine([|Total|]);")]
    [InlineData("var before = [|Total|] + 1; Log(before.ToString());")]
    [InlineData("if ([|Total|] > 3) Log(\"many\");")]
    [InlineData("Log([|Text|]);")]
    [InlineData("Log($\"{[|Twice()|]}\");")]
    [InlineData("Console.WriteLine([|Total|]); Console.WriteLine(Total);")]
    [InlineData("lock (Gate) Log([|Text|]);")]
    [InlineData("Thread.Sleep(100); switch ([|Total|]) { case 0: Log(\"none\"); break; }")]
    public Task Flags_a_read_between_start_and_join(string read) => Flags($$"""
        var worker = new Thread(() => Fill());
        worker.Start();
        {{read}}
        worker.Join();
        Console.WriteLine(Total);
        """, Members);

    [Theory]
    [InlineData("var task = Task.Run(Fill); Log([|Text|]); task.Wait();")]
    [InlineData("var task = Task.Run(() => { Log(\"begin\"); Total += 2; }); Log([|Total|].ToString()); task.GetAwaiter().GetResult();")]
    [InlineData("var task = Task.Factory.StartNew(() => Total = Lines.Count); for (var i = 0; i < [|Total|]; i++) Log(\"x\"); task.Wait();", true)]
    [InlineData("Thread worker; worker = new Thread(Fill); worker.Start(); if (Ready) worker.Join(); Console.WriteLine([|Total|]); worker.Join();")]
    [InlineData("var worker = new Thread(() => Shared.Add()); worker.Start(); Console.WriteLine([|Shared.Count|]); worker.Join();")]
    [InlineData("var own = new Counter(); var worker = new Thread(() => own.Add()); worker.Start(); Console.WriteLine([|own.Size|]); worker.Join();")]
    [InlineData("var workers = new List<Thread>(); for (var i = 0; i < 3; i++) { var worker = new Thread(() => { lock (Gate) Shared.Add(); }); workers.Add(worker); worker.Start(); } Console.WriteLine([|Shared.Count|]); foreach (var worker in workers) worker.Join();")]
    public Task Flags_every_kind_of_work(string body, bool asked = false) => asked ? Accepts(body.Replace("[|", "").Replace("|]", ""), Members) : Flags(body, Members);

    [Theory]
    [InlineData("Slots[0] = Lines.Count;", "Console.WriteLine([|Slots[0]|]);")]
    [InlineData("own[1] += Lines.Count;", "if ([|own[1]|] > 0) Log(\"some\");")]
    public Task Flags_the_element_that_both_name(string written, string read) => Flags($$"""
        var own = new int[2];
        var worker = new Thread(() => { Log("begin"); {{written}} });
        worker.Start();
        {{read}}
        worker.Join();
        Console.WriteLine(own[1]);
        """, "public static readonly int[] Slots = new int[3];" + Members);

    [Theory]
    [InlineData("own[1] = Lines.Count;", "Console.WriteLine(own[0]);")]
    [InlineData("for (var i = 1; i < own.Length; i++) own[i] = i;", "Console.WriteLine(own[0]);")]
    [InlineData("lock (Gate) own[0] = Lines.Count;", "lock (Gate) Console.WriteLine(own[0]);")]
    [InlineData("Interlocked.Increment(ref own[0]);", "Console.WriteLine(own[0]);")]
    public Task Accepts_other_elements_and_what_is_guarded(string written, string read) => Accepts($$"""
        var own = new int[2];
        var worker = new Thread(() => { Log("begin"); {{written}} });
        worker.Start();
        {{read}}
        worker.Join();
        Console.WriteLine(own[1]);
        """, "public static readonly int[] Slots = new int[3];" + Members);

    [Fact]
    public Task Flags_async_code() => Flags("""
        var load = Task.Run(async () => Text = await File.ReadAllTextAsync("a"));
        await File.WriteAllTextAsync("b", [|Text|]);
        await load;
        Console.WriteLine(Text);
        """, Members);

    [Theory]
    [InlineData("worker.Join(); Console.WriteLine(Total);")]
    [InlineData("Total = 3; worker.Join();")]
    [InlineData("Console.WriteLine(Volatile.Read(ref Total)); worker.Join();")]
    [InlineData("while (Total == 0) Thread.Sleep(1); worker.Join();")]
    [InlineData("while (!worker.Join(100)) Console.WriteLine(Total);")]
    [InlineData("Console.WriteLine(Lines.Count); worker.Join();")]
    [InlineData("Console.WriteLine(Ready); worker.Join();")]
    [InlineData("Console.WriteLine(nameof(Total)); worker.Join();")]
    [InlineData("Console.WriteLine(Total);")]
    [InlineData("Action later = () => Console.WriteLine(Total); worker.Join(); later();")]
    [InlineData("if (Ready) { worker.Join(); Console.WriteLine(Total); } else worker.Join();")]
    public Task Accepts_reads_that_are_ordered_or_meant(string rest) => Accepts($$"""
        Console.WriteLine(Total);
        var worker = new Thread(() => { Log("begin"); Total = 7; Ready = true; Lines.Add("7"); });
        Console.WriteLine(Total);
        worker.Start();
        {{rest}}
        """, Members);

    [Theory]
    [InlineData("var worker = new Thread(() => { lock (Gate) Total++; }); worker.Start(); lock (Gate) Console.WriteLine(Total); worker.Join();")]
    [InlineData("var worker = new Thread(() => Interlocked.Increment(ref Total)); worker.Start(); Console.WriteLine(Total); worker.Join();")]
    [InlineData("var worker = new Thread(() => { Monitor.Enter(Gate); Total++; Monitor.Exit(Gate); }); worker.Start(); Monitor.Enter(Gate); Console.WriteLine(Total); Monitor.Exit(Gate); worker.Join();")]
    [InlineData("using var done = new ManualResetEventSlim(); var worker = new Thread(() => { Total = 3; done.Set(); Log(\"end\"); }); worker.Start(); done.Wait(); Console.WriteLine(Total); worker.Join();")]
    [InlineData("var task = Task.Run(Fill); task.Wait(); Console.WriteLine(Total);")]
    [InlineData("Task.Run(Fill).Wait(); Console.WriteLine(Total);")]
    [InlineData("var mine = new Counter(); var yours = new Counter(); var worker = new Thread(() => mine.Add()); worker.Start(); Console.WriteLine(yours.Count); worker.Join();")]
    [InlineData("var worker = new Thread(() => Console.WriteLine(Total)); worker.Start(); Console.WriteLine(Total); worker.Join();")]
    [InlineData("var sum = 0; var worker = new Thread(() => sum = Total); worker.Start(); Console.WriteLine(sum); worker.Join();")]
    [InlineData("var worker = new Thread(() => { Level++; Log(\"deeper\"); }); worker.Start(); Console.WriteLine(Level); worker.Join();")]
    [InlineData("var worker = new Thread(Fill); worker.Start(); Finish(); Console.WriteLine(Total); worker.Join(); void Finish() { Log(\"end\"); worker.Join(); }")]
    public Task Accepts_synchronised_code(string body) => Accepts(body, Members);

    [Fact]
    public Task Accepts_tests() => AcceptsProgram("""
        namespace Xunit { public sealed class FactAttribute : Attribute; }
        class WorkerTests
        {
            private int count;

            [Xunit.Fact]
            public void Works()
            {
                var worker = new Thread(() => count = 3);
                worker.Start();
                Console.WriteLine(count);
                worker.Join();
            }
        }
        """);

    [Fact]
    public Task Says_what_is_read_and_what_waits() => Says("""
        class C
        {
            private int count;

            void M()
            {
                var worker = new Thread(() => count = 3);
                worker.Start();
                Console.WriteLine(this.count);
                worker.Join();
            }
        }
        """, "'count' is read here, before line 10 waits for 'worker', which may still write it");

    [Fact]
    public Task Points_at_the_write_the_start_and_the_join() => PointsAt("""
        class C
        {
            private int count;

            void M()
            {
                var worker = new Thread(Count);
                worker.Start();
                Console.WriteLine(count);
                worker.Join();
            }

            void Count() => count++;
        }
        """, 13, 8, 10);

    [Fact]
    public Task Joins_before_the_read() => Fixes("""
        class C
        {
            private int count;

            void M()
            {
                var worker = new Thread(() => count = File.ReadAllLines("a").Length);
                worker.Start();
                Console.WriteLine("reading");
                // the outcome
                Console.WriteLine([|count|]); // lines
                Console.WriteLine("read");
                worker.Join(); // at last
                Console.WriteLine("done");
            }

            async Task N()
            {
                var task = Task.Run(() => count = File.ReadAllLines("a").Length);
                await File.WriteAllTextAsync("b", "b");
                if ([|count|] > 3)
                    Console.WriteLine("many");
                await task;
            }
        }
        """, """
        class C
        {
            private int count;

            void M()
            {
                var worker = new Thread(() => count = File.ReadAllLines("a").Length);
                worker.Start();
                Console.WriteLine("reading");
                worker.Join(); // at last
                // the outcome
                Console.WriteLine(count); // lines
                Console.WriteLine("read");
                Console.WriteLine("done");
            }

            async Task N()
            {
                var task = Task.Run(() => count = File.ReadAllLines("a").Length);
                await File.WriteAllTextAsync("b", "b");
                await task;
                if (count > 3)
                    Console.WriteLine("many");
            }
        }
        """);

    [Theory]
    [InlineData("worker.Start(); Console.WriteLine([|count|]); worker.Join();")]
    [InlineData("worker.Start(); Console.WriteLine(1); Console.WriteLine([|count|]); if (count > 0) worker.Join();")]
    [InlineData("worker.Start(); Console.WriteLine(1); Console.WriteLine([|count|]); foreach (var name in Directory.GetFiles(\"a\")) { worker.Join(); }")]
    [InlineData("worker.Start(); foreach (var name in Directory.GetFiles(\"a\")) Console.WriteLine([|count|]); worker.Join();")]
    [InlineData("worker.Start(); Console.WriteLine(1); Console.WriteLine([|count|]); if (Console.KeyAvailable) return; worker.Join();")]
    [InlineData("worker = new Thread(() => count = int.Parse(Console.ReadLine()!)); worker.Start(); Console.WriteLine(1); Console.WriteLine([|count|]); worker.Join();")]
    public Task Offers_nothing_where_the_join_may_not_move(string body) => FlagsWithoutFix($$"""
        class C
        {
            private int count;

            void M()
            {
                var worker = new Thread(() => count = File.ReadAllLines("a").Length);
                {{body}}
            }
        }
        """);
}
