using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class WaitResultIgnoredTests : RuleTests<WaitResultIgnored>
{
    private const string Members = """
        public static int Total; public static readonly List<string> Lines = [];
        public static void Count() { for (var i = 0; i < 100; i++) Total += i; }
        public static void Read() { Lines.Add("one"); Lines.Add("two"); }
        public static int Square(int i) => i * i;
        public static void Use(object? o) => Console.WriteLine(o);
        """;

    [Theory]
    [InlineData("var worker = new Thread(() => total = Square(3)); worker.Start(); [|worker.Join|](1000); Use(total);")]
    [InlineData("var worker = new Thread(() => total = Square(3)); worker.Start(); _ = [|worker.Join|](TimeSpan.FromSeconds(1)); Use(total + 1);")]
    [InlineData("var task = Task.Run(() => { total = Square(3); }); [|task.Wait|](1000); Use(total);")]
    [InlineData("Task task = Task.Factory.StartNew(() => { Use(1); total = Square(3); }); [|task.Wait|](TimeSpan.FromSeconds(1)); Use($\"{total}\");")]
    [InlineData("var ready = new ManualResetEventSlim(); ThreadPool.QueueUserWorkItem(_ => { total = Square(3); ready.Set(); }); [|ready.Wait|](1000); Use(total);")]
    [InlineData("using var ready = new AutoResetEvent(false); Task.Run(() => { total = Square(3); ready.Set(); }); [|ready.WaitOne|](1000, false); Use(total);")]
    [InlineData("var latch = new CountdownEvent(2); for (var i = 0; i < 2; i++) ThreadPool.QueueUserWorkItem(_ => { lines.Add(\"line\"); latch.Signal(); }); [|latch.Wait|](1000); foreach (var line in lines) Use(line);")]
    [InlineData("var worker = new Thread(() => lines.Add(\"one\")); worker.Start(); [|worker.Join|](1000); Use(lines.Count);")]
    [InlineData("var threads = new List<Thread>(); for (var i = 0; i < 2; i++) { var reader = new Thread(() => lines.Add(\"one\")); threads.Add(reader); reader.Start(); } foreach (var started in threads) [|started.Join|](1000); Use(lines.Count);")]
    [InlineData("var worker = new Thread(() => total = Square(3)); worker.Start(); [|worker.Join|](1000); if (DateTime.Now.Ticks > 3) Use(total);")]
    public Task Flags_what_uses_the_outcome(string body) => Flags($"var total = 0; var lines = new List<string>(); {body} Use(total); Use(lines.Count);", Members);

    [Theory]
    [InlineData("var worker = new Thread(Count); worker.Start(); [|worker.Join|](1000); Use(Total);")]
    [InlineData("var worker = new Thread(Read); worker.Start(); [|worker.Join|](1000); foreach (var line in Lines) Use(line);")]
    public Task Flags_members_that_a_method_writes(string body) => FlagsProgram($$"""
        static class C
        {
            {{Members}}

            static void M()
            {
                {{body}}
            }
        }
        """);

    [Theory]
    [InlineData("var worker = new Thread(() => total = Square(3)); worker.Start(); if (!worker.Join(1000)) return; Use(total);")]
    [InlineData("var worker = new Thread(() => total = Square(3)); worker.Start(); var done = worker.Join(1000); Use(done); Use(total);")]
    [InlineData("var worker = new Thread(() => total = Square(3)); worker.Start(); worker.Join(); Use(total);")]
    [InlineData("var worker = new Thread(() => total = Square(3)); worker.Start(); worker.Join(Timeout.Infinite); Use(total);")]
    [InlineData("var worker = new Thread(() => total = Square(3)); worker.Start(); worker.Join(Timeout.InfiniteTimeSpan); Use(total);")]
    [InlineData("var worker = new Thread(() => total = Square(3)); worker.Start(); worker.Join(0); Use(total);")]
    [InlineData("var worker = new Thread(() => total = Square(3)); worker.Start(); worker.Join(TimeSpan.Zero); Use(total);")]
    [InlineData("var worker = new Thread(() => total = Square(3)); worker.Start(); Use(total); worker.Join(1000);")]
    [InlineData("var worker = new Thread(() => total = Square(3)); worker.Start(); worker.Join(1000); Use(\"gone on\");")]
    [InlineData("var worker = new Thread(() => total = Square(3)); worker.Start(); worker.Join(1000); if (worker.IsAlive) return; Use(total);")]
    [InlineData("var worker = new Thread(() => total = Square(3)); worker.Start(); worker.Join(1000); Use(\"slow\"); worker.Join(); Use(total);")]
    [InlineData("var worker = new Thread(() => total = Square(3)); worker.Start(); worker.Join(1000); if (total == 0) return; Use(total);")]
    [InlineData("var worker = new Thread(() => total = Square(3)); worker.Start(); worker.Join(1000); total = 1; Use(total);")]
    [InlineData("var worker = new Thread(() => { Interlocked.Add(ref total, Square(3)); }); worker.Start(); worker.Join(1000); Use(total);")]
    [InlineData("var gate = new object(); var worker = new Thread(() => { lock (gate) total = Square(3); }); worker.Start(); worker.Join(1000); lock (gate) Use(total);")]
    [InlineData("var seen = new ConcurrentBag<int>(); var worker = new Thread(() => seen.Add(Square(3))); worker.Start(); worker.Join(1000); Use(seen.Count);")]
    [InlineData("var worker = new Thread(() => Use(total)); worker.Start(); worker.Join(1000); Use(total);")]
    [InlineData("var task = Task.Run(() => total = Square(3)); task.Wait(1000); Use(task.Result); Use(total);")]
    [InlineData("var task = Task.Run(() => { total = Square(3); }); task.Wait(1000); if (task.IsCompleted) Use(total);")]
    [InlineData("string? answer = null; var ready = new ManualResetEventSlim(); Task.Run(() => { answer = Square(3).ToString(); ready.Set(); }); ready.Wait(1000); Use(answer ?? \"nothing\");")]
    [InlineData("var done = false; var error = 1; var ready = new ManualResetEventSlim(); Task.Run(() => { error = Square(3); done = true; ready.Set(); }); ready.Wait(1000); if (!done) { Use(error); return; } Use(error);")]
    [InlineData("var done = false; var error = 1; var ready = new ManualResetEventSlim(); Task.Run(() => { if (Square(3) > 3) { error = Square(3); ready.Set(); return; } done = true; ready.Set(); }); ready.Wait(1000); if (!done) { Use(error); return; } Use(error);")]
    [InlineData("var ready = new ManualResetEventSlim(); Task.Run(() => { ready.Set(); Use(1); total = Square(3); }); ready.Wait(1000); Use(total);")]
    [InlineData("var stop = new ManualResetEvent(false); while (!stop.WaitOne(100)) total++; Use(total);")]
    [InlineData("var stop = new ManualResetEvent(false); ThreadPool.QueueUserWorkItem(_ => { total++; stop.Set(); }); for (var i = 0; i < 3; i++) { stop.WaitOne(100); Use(i); } Use(1);")]
    [InlineData("using var gate = new Mutex(); var worker = new Thread(() => total = Square(3)); worker.Start(); gate.WaitOne(1000); Use(total); worker.Join();")]
    [InlineData("using var room = new SemaphoreSlim(0); Task.Run(() => { total = Square(3); room.Release(); }); room.Wait(1000); Use(total);")]
    [InlineData("var gate = new object(); lock (gate) { Monitor.Wait(gate, 1000); Use(total); }")]
    public Task Accepts_waits_that_are_checked_or_not_needed(string body) => Accepts($"var total = 0; {body}", Members, "getter", "indexer", "operator", "iterator", "async iterator");

    [Fact]
    public Task Flags_fields_that_another_member_writes_before_it_signals() => FlagsProgram("""
        class Import(Action<Action<string>> source)
        {
            private readonly ManualResetEventSlim loaded = new();
            private readonly List<string> rows = [];
            private int sum;
            private Thread? counter;

            public int Load()
            {
                source(Received);
                [|loaded.Wait|](TimeSpan.FromSeconds(5));
                return rows.Count;
            }

            private void Received(string row)
            {
                rows.Add(row);
                loaded.Set();
            }

            public void Start()
            {
                counter = new Thread(Count);
                counter.Start();
            }

            private void Count()
            {
                for (var i = 0; i < 100; i++)
                    sum += i;
            }

            public int Stop()
            {
                if (counter is null)
                    return 0;
                [|counter.Join|](1000);
                return sum * 2;
            }
        }
        """);

    [Fact]
    public Task Accepts_what_the_caller_can_tell() => AcceptsProgram("""
        class Question(Action<Action<string>> source)
        {
            private readonly AutoResetEvent answered = new(false);
            private string? answer;
            private bool ended;

            public string? Ask()
            {
                source(Answer);
                answered.WaitOne(1000);
                return answer;
            }

            public bool End()
            {
                source(Answer);
                answered.WaitOne(1000);
                return ended;
            }

            private void Answer(string text)
            {
                answer = text;
                ended = true;
                answered.Set();
            }
        }
        """);

    [Fact]
    public Task Accepts_tests() => AcceptsProgram("""
        class FactAttribute : Attribute { }

        class Tests
        {
            [Fact]
            public void Counts()
            {
                var total = 0;
                var worker = new Thread(() => total = Math.Abs(-3));
                worker.Start();
                worker.Join(1000);
                Console.WriteLine(total);
            }
        }
        """);

    [Fact]
    public Task Says_what_is_used_where() => Says("""
        class C
        {
            int total;

            void M()
            {
                var worker = new Thread(() => total = 3);
                worker.Start();
                worker.Join(1000);
                Console.WriteLine(total);
            }
        }
        """, "'Join' may come back before 'total' is written, but its result is ignored, and line 10 uses it");

    [Fact]
    public Task Points_at_the_write_and_the_use() => PointsAt("""
        class C
        {
            int total;

            void M()
            {
                var worker = new Thread(() => total = 3);
                worker.Start();
                worker.Join(1000);
                Console.WriteLine(total);
            }
        }
        """, 7, 10);

    [Fact]
    public Task Throws_when_the_time_is_over() => Fixes("""
        class Report
        {
            int total;

            int Sum()
            {
                // Count beside the caller.
                var counter = new Thread(() => total = 3);
                counter.Start();

                // Not for ever:
                [|counter.Join|](1000); // a second
                return total + 1;
            }

            void Each(List<string> names)
            {
                var threads = new List<Thread>();
                var lines = new List<string>();
                foreach (var name in names)
                {
                    var reader = new Thread(() => { lock (names) lines.Add(name); lines.Add(name); });
                    threads.Add(reader);
                    reader.Start();
                }

                foreach (var reader in threads)
                    [|reader.Join|](1000);
                Console.WriteLine(lines.Count);
            }

            int Line() { var ready = new ManualResetEventSlim(); Task.Run(() => { total = 3; ready.Set(); }); _ = [|ready.Wait|](10); return total + 1; }
        }
        """, """
        class Report
        {
            int total;

            int Sum()
            {
                // Count beside the caller.
                var counter = new Thread(() => total = 3);
                counter.Start();

                // Not for ever:
                if (!counter.Join(1000)) // a second
                    throw new TimeoutException();
                return total + 1;
            }

            void Each(List<string> names)
            {
                var threads = new List<Thread>();
                var lines = new List<string>();
                foreach (var name in names)
                {
                    var reader = new Thread(() => { lock (names) lines.Add(name); lines.Add(name); });
                    threads.Add(reader);
                    reader.Start();
                }

                foreach (var reader in threads)
                    if (!reader.Join(1000))
                        throw new TimeoutException();
                Console.WriteLine(lines.Count);
            }

            int Line() { var ready = new ManualResetEventSlim(); Task.Run(() => { total = 3; ready.Set(); }); if (!ready.Wait(10)) throw new TimeoutException(); return total + 1; }
        }
        """);

    [Fact]
    public Task Keeps_the_line_ends_of_a_program() => Fixes("""
        var total = 0;
        var worker = new Thread(() => total = Math.Abs(-3));
        worker.Start();
        [|worker.Join|](1000);
        Console.WriteLine(total);
        """.ReplaceLineEndings("\r\n"), """
        var total = 0;
        var worker = new Thread(() => total = Math.Abs(-3));
        worker.Start();
        if (!worker.Join(1000))
            throw new TimeoutException();
        Console.WriteLine(total);
        """.ReplaceLineEndings("\r\n"));

    [Theory]
    [InlineData("void M() { Action run = () => { Start(); [|worker.Join|](10); Console.WriteLine(total); }; run(); }")]
    [InlineData("void Handle(object sender, EventArgs e) { Start(); [|worker.Join|](10); Console.WriteLine(total); }")]
    [InlineData("void Beat() { Start(); [|worker.Join|](10); Console.WriteLine(total); } Thread Make() => new(Beat);")]
    [InlineData("async void M() { await Task.Yield(); Start(); [|worker.Join|](10); Console.WriteLine(total); }")]
    [InlineData("void M() { try { Start(); } finally { [|worker.Join|](10); Console.WriteLine(total); } }")]
    [InlineData("void M(CancellationTokenSource source) { Start(); [|worker.Join|](10); Console.WriteLine(total); source.Cancel(); }")]
    [InlineData("public void Dispose() { Start(); [|worker.Join|](10); Console.WriteLine(total); }")]
    [InlineData("~C() { Start(); [|worker.Join|](10); Console.WriteLine(total); }")]
    public Task Throws_nowhere_else(string member) => FlagsWithoutFix($$"""
        class C
        {
            private int total;
            private Thread worker = new(() => Console.WriteLine());

            private void Start()
            {
                worker = new Thread(() => total = 3);
                worker.Start();
            }

            {{member}}
        }
        """);
}
