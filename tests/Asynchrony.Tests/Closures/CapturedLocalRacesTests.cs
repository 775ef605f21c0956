using Asynchrony.Analyzers.Closures;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Closures;

public sealed class CapturedLocalRacesTests : RuleTests<CapturedLocalRaces>
{
    private const string Members = """
        public static bool Ready => DateTime.Now.Hour > 5;
        public static readonly object Gate = new();
        public static readonly object OtherGate = new();
        public static void Log(object text) => File.AppendAllText("log", text.ToString());
        public static string Next() => File.ReadAllText("next");
        public static void Show(Func<int> read) { while (read() == 0) Thread.Sleep(1); }
        """;

    [Theory]
    [InlineData("new Thread(() => Log(name)).Start();")]
    [InlineData("var worker = new Thread(() => Log(name)); worker.Start();")]
    [InlineData("_ = Task.Run(() => Log(name));")]
    [InlineData("Task.Run(async () => { Log(name); await Task.Delay(1); });")]
    [InlineData("_ = Task.Factory.StartNew(() => { for (var i = 0; i < 3; i++) Log(name); });")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => Log(name));")]
    [InlineData("Action print = () => Log(name); new Thread(() => print()).Start(); _ = Task.Run(print);")]
    [InlineData("_ = Task.Run(() => Print()); void Print() => Log(name);")]
    [InlineData("_ = Task.Run(Print); void Print() { Log(\"name\"); Log(name); }")]
    [InlineData("using var timer = new Timer(_ => Log(name), null, 0, 100);")]
    [InlineData("var task = new Task(() => Log(name)); task.Start();")]
    public Task Flags_a_write_after_the_start(string start) => Flags($$"""
        var name = Next();
        {{start}}
        [|name|] = Next();
        Log(name);
        """, Members);

    [Theory]
    [InlineData("[|count|]++;")]
    [InlineData("Log([|count|]);")]
    [InlineData("int.TryParse(Next(), out [|count|]);")]
    [InlineData("if ([|count|] > 2) Log(\"two\");")]
    [InlineData("Thread.Sleep(10); Log([|count|]); Log(count);")]
    [InlineData("while ([|count|] == 0) Thread.Sleep(1);")]
    [InlineData("lock (Gate) Log([|count|]);")]
    [InlineData("try { Log(1); } finally { Log([|count|]); }")]
    [InlineData("[|Report|](); void Report() => Log(count);")]
    public Task Flags_a_use_before_the_join(string use) => Flags($$"""
        var count = 0;
        var worker = new Thread(() => { Log("begin"); count += Next().Length; });
        worker.Start();
        {{use}}
        worker.Join();
        Log(count);
        """, Members);

    [Theory]
    [InlineData("return () => [|count|];")]
    [InlineData("return () => { Log(1); return [|count|] + 1; };")]
    [InlineData("Func<int> read = () => [|count|]; return read;")]
    [InlineData("return Now; int Now() => [|count|];")]
    public Task Flags_a_function_that_is_returned(string rest) => FlagsProgram($$"""
        class C
        {
            static void Log(object text) => File.AppendAllText("log", text.ToString());

            static Func<int> Watch()
            {
                var count = 0;
                new Thread(() => { while (File.Exists("log")) { Log("begin"); count++; } }).Start();
                {{rest}}
            }
        }
        """);

    [Theory]
    [InlineData("new Thread(Work).Start(); return () => Volatile.Read(ref count);")]
    [InlineData("var worker = new Thread(Work); worker.Start(); worker.Join(); return () => count;")]
    [InlineData("var worker = new Thread(Work); worker.Start(); return () => { worker.Join(); return count; };")]
    [InlineData("last = new Thread(Work); last.Start(); return () => count;")]
    [InlineData("var own = count; new Thread(Work).Start(); return () => own;")]
    [InlineData("new Thread(() => { Work(); done.Set(); }).Start(); return () => count;")]
    public Task Accepts_a_function_that_is_returned(string rest) => AcceptsProgram($$"""
        class C
        {
            static Thread? last;
            static readonly ManualResetEvent done = new(false);

            static Func<int> Watch()
            {
                var count = 0;
                void Work() { while (File.Exists("log")) { File.AppendAllText("log", "begin"); count++; } }
                {{rest}}
            }
        }
        """);

    [Theory]
    [InlineData("var load = Task.Run(async () => text = await File.ReadAllTextAsync(\"a\")); await File.WriteAllTextAsync(\"b\", [|text|]); await load;")]
    [InlineData("var load = Task.Run(() => text = Next()); await Task.Delay(100); Log([|text|]); await load;")]
    [InlineData("var load = Task.Run(() => { text = Next(); }).ContinueWith(_ => Log(1)); Log([|text|]); await load;")]
    public Task Flags_async_code(string code) => Flags($"var text = Next(); {code} Log(text);", Members);

    [Theory]
    [InlineData("var one = Task.Run(() => count += Next().Length); var two = Task.Run(() => [|count|] += Next().Length); await one; await two;")]
    [InlineData("await Task.WhenAll(Task.Run(() => { Log(1); count = 3; }), Task.Run(() => Log([|count|])));")]
    [InlineData("Parallel.Invoke(() => count = Next().Length, () => Log([|count|]));")]
    [InlineData("var first = new Thread(() => count++); var second = new Thread(() => [|count|]--); first.Start(); second.Start(); first.Join(); second.Join();")]
    public Task Flags_two_bodies(string code) => Flags($"var count = 0; {code} Log(count);", Members);

    [Theory]
    [InlineData("Task task = null; task = Task.Run(() => Log([|task|].Id)); Log(task.Status);")]
    [InlineData("Timer timer = null; timer = new Timer(_ => { Log(1); [|timer|].Dispose(); }, null, 0, Timeout.Infinite);")]
    public Task Flags_a_body_that_uses_its_own_handle(string code) => Flags(code, Members);

    [Theory]
    [InlineData("while (!stop) Log(1);")]
    [InlineData("do { Log(1); Thread.Sleep(10); } while (!stop);")]
    [InlineData("for (var i = 0; i < 9 && !stop; i++) Log(i);")]
    [InlineData("while (true) { Thread.Sleep(10); if (stop) break; Log(1); }")]
    public Task Flags_a_plain_stop_flag(string loop) => Flags($$"""
        var stop = false;
        var worker = new Thread(() => { {{loop}} });
        worker.Start();
        Thread.Sleep(1000);
        [|stop|] = true;
        worker.Join();
        """, Members);

    [Theory]
    [InlineData("worker.Join(); Log(count);")]
    [InlineData("worker.Join(1000); Log(count);")]
    [InlineData("if (worker.Join(1000)) Log(count);")]
    [InlineData("while (worker.IsAlive) Thread.Sleep(1); Log(count);")]
    [InlineData("if (!worker.IsAlive) Log(count); worker.Join();")]
    [InlineData("if (done.IsSet) Log(count); worker.Join();")]
    [InlineData("Log(Volatile.Read(ref count)); worker.Join();")]
    [InlineData("Log(Interlocked.CompareExchange(ref count, 0, 0)); worker.Join();")]
    [InlineData("done.Wait(); Log(count); worker.Join();")]
    [InlineData("SpinWait.SpinUntil(() => count > 0); Log(count); worker.Join();")]
    [InlineData("Show(() => count); Log(count);")]
    [InlineData("Log(nameof(count)); worker.Join();")]
    [InlineData("Action later = () => Log(count); worker.Join(); later();")]
    [InlineData("Log(1); try { Log(2); } finally { worker.Join(); } Log(count);")]
    public Task Accepts_what_is_ordered(string rest) => Accepts($$"""
        var count = 0;
        Log(count);
        var done = new ManualResetEventSlim();
        var worker = new Thread(() => { Log("begin"); count = Next().Length; done.Set(); Log("end"); });
        count = 2;
        worker.Start();
        {{rest}}
        """, Members);

    [Theory]
    [InlineData("string item = null; var queue = new BlockingCollection<string>(); _ = Task.Run(() => item = queue.Take()); Log(item is null); queue.Add(Next());")]
    [InlineData("string item = null; var queue = new Inbox(); _ = Task.Run(() => item = queue.Dequeue()); Log(item is null); queue.Enqueue(Next());")]
    public Task Accepts_what_waits_for_the_starter_inside(string code) => Accepts(code, Members + " } class Inbox { public string Dequeue() => Console.ReadLine(); public void Enqueue(string text) => Console.WriteLine(text);");

    [Theory]
    [InlineData("var name = Next(); name += \"x\"; _ = Task.Run(() => Log(name)); Log(name);")]
    [InlineData("string name; name = Next(); _ = Task.Run(() => { var own = name; own += \"x\"; Log(own); }); Log(name);")]
    [InlineData("var name = Next(); Task.Run(() => Log(name)).Wait(); name = Next(); Log(name);")]
    [InlineData("var name = Next(); await Task.Run(() => Log(name)); name = Next(); Log(name);")]
    [InlineData("var name = Next(); var copy = name; _ = Task.Run(() => Log(copy)); name = Next(); Log(name);")]
    [InlineData("var name = Next(); var task = new Task(() => Log(name)); name = Next(); task.Start(); Log(name);")]
    [InlineData("string name = null; using var given = new ManualResetEventSlim(); _ = Task.Run(() => { given.Wait(); Log(name); }); name = Next(); given.Set();")]
    [InlineData("var list = new List<string>(); var task = Task.Run(() => list.Add(Next())); Log(list.Count); task.Wait();")]
    [InlineData("Exception error = null; var worker = new Thread(() => { try { Log(1); } catch (Exception e) { error = e; } }); worker.Start(); worker.Join(); if (error != null) Log(error);")]
    [InlineData("foreach (var part in Directory.GetFiles(\".\")) { var name = part; _ = Task.Run(() => Log(name)); name = null; Log(1); }", true)]
    [InlineData("foreach (var part in Directory.GetFiles(\".\")) { var name = part; name += \".\"; _ = Task.Run(() => Log(name)); }")]
    [InlineData("Task first = null; foreach (var part in Directory.GetFiles(\".\")) { first ??= Task.Run(() => Log(part)); Log(first.Id); }")]
    public Task Accepts_what_nobody_changes_meanwhile(string code, bool changes = false) =>
        changes ? Flags(code.Replace("name = null", "[|name|] = null"), Members) : Accepts(code, Members);

    [Theory]
    [InlineData("var task = Task.Run(() => { lock (Gate) count++; }); lock (Gate) Log(count); task.Wait();")]
    [InlineData("var task = Task.Run(() => { Monitor.Enter(Gate); count++; Monitor.Exit(Gate); }); Monitor.Enter(Gate); Log(count); Monitor.Exit(Gate); task.Wait();")]
    [InlineData("var task = Task.Run(() => Interlocked.Increment(ref count)); Log(count); task.Wait();")]
    [InlineData("var ready = false; var task = Task.Run(() => { while (!Volatile.Read(ref ready)) Thread.Sleep(1); Log(count); }); count = 3; Volatile.Write(ref ready, true); task.Wait();")]
    [InlineData("var turns = new SemaphoreSlim(1); var first = Task.Run(() => { turns.Wait(); count++; turns.Release(); }); var second = Task.Run(() => { turns.Wait(); count++; turns.Release(); }); Task.WaitAll(first, second);")]
    [InlineData("Task.Run(() => count++).Wait(); Task.Run(() => count++).Wait(); Log(count);")]
    [InlineData("await Task.Run(() => count++); await Task.Run(() => count++); Log(count);")]
    [InlineData("var one = Task.Run(() => count++); await one; var two = Task.Run(() => count++); await two; Log(count);")]
    [InlineData("var one = Task.Run(() => count++); var two = one.ContinueWith(_ => count++); await two; Log(count);")]
    [InlineData("Exception error = null; var one = Task.Run(() => { if (Ready) error = new Exception(); }); var two = Task.Run(() => { if (!Ready) error = new Exception(); }); await one; await two; Log(error);")]
    [InlineData("if (Ready) _ = Task.Run(() => count++); else _ = Task.Run(() => count--);")]
    [InlineData("var worker = new Thread(() => count++); if (Ready) worker.Start(); Log(1); if (Ready) worker.Join(); Log(count);")]
    public Task Accepts_synchronised_code(string code) => Accepts($"var count = 0; {code}", Members);

    [Theory]
    [InlineData("Timer timer = null; timer = new Timer(_ => { Log(1); timer.Dispose(); }, null, Timeout.Infinite, Timeout.Infinite); timer.Change(0, Timeout.Infinite);")]
    [InlineData("Timer timer = null; timer = new Timer(_ => { Log(1); timer.Dispose(); }, null, 1000, Timeout.Infinite);")]
    [InlineData("Timer timer = null; timer = new Timer(_ => { Log(1); timer.Dispose(); }); timer.Change(0, Timeout.Infinite);")]
    [InlineData("Thread thread = null; thread = new Thread(() => Log(thread.Name)); thread.Start();")]
    [InlineData("Task task = null; task = new Task(() => Log(task.Id)); task.Start();")]
    [InlineData("Task task = null; task = Task.Run(async () => { await Task.Delay(100); Log(task.Id); });")]
    public Task Accepts_a_body_that_uses_its_own_handle_later(string code) => Accepts(code, Members);

    [Theory]
    [InlineData("for (var i = 0; i < 3; i++) _ = Task.Run(() => Log(i));")]
    [InlineData("var sum = 0; for (var i = 0; i < 3; i++) _ = Task.Run(() => sum++); Log(sum);")]
    [InlineData("var sum = 0; Parallel.For(0, 3, i => sum += i); Log(sum);")]
    [InlineData("var current = \"\"; foreach (var part in Directory.GetFiles(\".\")) { current = part; _ = Task.Run(() => Log(current)); }")]
    public Task Accepts_what_other_rules_tell(string code) => Accepts(code, Members);

    [Theory]
    [InlineData("var name = Next(); _ = Task.Run(() => Log(nme)); name = ; Log(name);")]
    [InlineData("var name = Next(); _ = Task.Run(() => { Missing(); Log(name); }); name = Next(); Log(name);")]
    [InlineData("var count = 0; _ = Task.Run(() => { count = missing.Take(); }); Missing.Run(); Log(count);")]
    public Task Accepts_unfinished_code(string code) => Unfinished(code);

    private static async Task Unfinished(string code) =>
        Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", "class C { void M() { " + code + " } " + Members + " }")), [new CapturedLocalRaces()]));

    [Fact]
    public Task Says_who_uses_it() => Says("""
        class C
        {
            void M()
            {
                var name = Console.Title;
                var task = Task.Run(() => Console.WriteLine(name));
                name = "b";
                var count = 0;
                var worker = new Thread(() => count++);
                worker.Start();
                Console.WriteLine(count);
                worker.Join();
                Task own = null;
                own = Task.Run(() => Console.WriteLine(own.Id));
            }
        }
        """, "'name' is written here while the task of line 6 may still read it", "'count' is read here while the thread of line 10 may still write it", "'own' is read here while line 14 may still write it");

    [Fact]
    public Task Points_at_the_other_use_and_the_start() => PointsAt("""
        class C
        {
            void M()
            {
                var count = 0;
                var worker = new Thread(() =>
                {
                    Console.WriteLine("begin");
                    count++;
                });
                worker.Start();
                Console.WriteLine(count);
                worker.Join();
            }
        }
        """, 9, 11);

    [Fact]
    public Task Makes_a_flag_volatile() => Fixes("""
        class C
        {
            void M()
            {
                var stop = false; // at first
                var worker = new Thread(() =>
                {
                    // until told
                    while (!stop /* yet */)
                        Console.WriteLine("working");
                });
                worker.Start();
                Console.ReadLine();
                [|stop|] = true; // now
                worker.Join();
            }

            void N()
            {
                bool done = false, other = true;
                Task.Run(() => done = Console.KeyAvailable);
                while (![|done|] && other)
                    Thread.Sleep(1);
            }

            Action O = () =>
            {
                var stop = false;
                Task.Run(() => Work());
                [|stop|] = Console.KeyAvailable || true;

                void Work()
                {
                    do
                        Console.WriteLine(nameof(stop));
                    while (!stop);
                }
            };
        }
        """, """
        class C
        {
            void M()
            {
                var stop = false; // at first
                var worker = new Thread(() =>
                {
                    // until told
                    while (!Volatile.Read(ref stop) /* yet */)
                        Console.WriteLine("working");
                });
                worker.Start();
                Console.ReadLine();
                Volatile.Write(ref stop, true); // now
                worker.Join();
            }

            void N()
            {
                bool done = false, other = true;
                Task.Run(() => Volatile.Write(ref done, Console.KeyAvailable));
                while (!Volatile.Read(ref done) && other)
                    Thread.Sleep(1);
            }

            Action O = () =>
            {
                var stop = false;
                Task.Run(() => Work());
                Volatile.Write(ref stop, Console.KeyAvailable || true);

                void Work()
                {
                    do
                        Console.WriteLine(nameof(stop));
                    while (!Volatile.Read(ref stop));
                }
            };
        }
        """);

    [Fact]
    public Task Counts_in_one_step() => Fixes("""
        class C
        {
            async Task M(string[] names)
            {
                var lines = 0;
                long size = 0;
                var first = Task.Run(() => lines += File.ReadAllLines("a").Length /* of a */);
                var second = Task.Run(() => { [|lines|] += File.ReadAllLines("b").Length; });
                await Task.WhenAll(first, second);

                var count = Task.Run(() =>
                {
                    foreach (var name in names)
                        size += name.Length; // chars
                });
                Console.WriteLine([|size|]); // so far
                await count;
                Console.WriteLine(lines + size);
            }
        }
        """, """
        class C
        {
            async Task M(string[] names)
            {
                var lines = 0;
                long size = 0;
                var first = Task.Run(() => Interlocked.Add(ref lines, File.ReadAllLines("a").Length) /* of a */);
                var second = Task.Run(() => { Interlocked.Add(ref lines, File.ReadAllLines("b").Length); });
                await Task.WhenAll(first, second);

                var count = Task.Run(() =>
                {
                    foreach (var name in names)
                        Interlocked.Add(ref size, name.Length); // chars
                });
                Console.WriteLine(Volatile.Read(ref size)); // so far
                await count;
                Console.WriteLine(lines + size);
            }
        }
        """);

    [Fact]
    public Task Copies_what_the_body_means() => Fixes("""
        class C
        {
            void M(string path)
            {
                var name = Path.GetFileName(path);
                // the file itself
                Task.Run(() => Console.WriteLine($"{name} {name.Length}")); // printed
                [|name|] = Path.GetDirectoryName(path);
                Console.WriteLine(name);
            }

            void N(string path, bool print)
            {
                if (print)
                {
                    string name;
                    name = path.Trim();
                    var worker = new Thread(delegate () { Console.WriteLine(name); });
                    worker.Start();
                    [|name|] = path.ToUpperInvariant();
                    Console.WriteLine(name);
                    worker.Join();
                }
            }
        }
        """, """
        class C
        {
            void M(string path)
            {
                var name = Path.GetFileName(path);
                var nameCopy = name;
                // the file itself
                Task.Run(() => Console.WriteLine($"{nameCopy} {nameCopy.Length}")); // printed
                name = Path.GetDirectoryName(path);
                Console.WriteLine(name);
            }

            void N(string path, bool print)
            {
                if (print)
                {
                    string name;
                    name = path.Trim();
                    var nameCopy = name;
                    var worker = new Thread(delegate () { Console.WriteLine(nameCopy); });
                    worker.Start();
                    name = path.ToUpperInvariant();
                    Console.WriteLine(name);
                    worker.Join();
                }
            }
        }
        """);

    [Fact]
    public Task Keeps_the_line_ends() => Fixes(
        "class C\r\n{\r\n    void M(string path)\r\n    {\r\n        var name = path.Trim();\r\n        Task.Run(() => Console.WriteLine(name));\r\n        [|name|] = path;\r\n        Console.WriteLine(name);\r\n    }\r\n}\r\n",
        "class C\r\n{\r\n    void M(string path)\r\n    {\r\n        var name = path.Trim();\r\n        var nameCopy = name;\r\n        Task.Run(() => Console.WriteLine(nameCopy));\r\n        name = path;\r\n        Console.WriteLine(name);\r\n    }\r\n}\r\n");

    [Theory]
    [InlineData("string name = null; Task.Run(() => Console.WriteLine(name)); [|name|] = Console.Title; Console.WriteLine(name);")]
    [InlineData("var name = Console.Title; Task.Run(() => Console.WriteLine(name)); [|name|] = Console.ReadLine();")]
    [InlineData("var name = Console.Title; Task.Run(() => { for (var i = 0; i < 3; i++) Console.WriteLine(name); }); [|name|] = Console.ReadLine(); Console.WriteLine(name);")]
    [InlineData("var name = Console.Title; Task.Run(() => Print()); [|name|] = Console.ReadLine(); Console.WriteLine(name); void Print() => Console.WriteLine(name);")]
    [InlineData("var name = Console.Title; var worker = new Thread(() => Console.WriteLine(name)); name += \"x\"; worker.Start(); [|name|] = Console.ReadLine(); Console.WriteLine(name);")]
    [InlineData("var name = Console.Title; var load = Task.Run(() => name = Console.Title); Console.WriteLine([|name|]); load.Wait(); Console.WriteLine(name);")]
    [InlineData("var done = false; var load = Task.Run(() => done = true); if ([|done|]) Console.WriteLine(1); load.Wait();")]
    [InlineData("bool stop; stop = false; Task.Run(() => { while (!stop) Console.WriteLine(1); }); [|stop|] = true;")]
    [InlineData("var stop = false; Task.Run(() => { while (!stop) Console.WriteLine(1); }); Console.WriteLine([|stop|] = true);")]
    [InlineData("var stop = false; Task.Run(() => { while (!stop) Console.WriteLine(1); }); [|stop|] |= Console.KeyAvailable;")]
    [InlineData("var stop = false; var one = Task.Run(() => { while (!stop) stop = Console.KeyAvailable; }); [|stop|] = true;")]
    [InlineData("var count = 0; var one = Task.Run(() => count *= 2); var two = Task.Run(() => [|count|]++); Task.WaitAll(one, two);")]
    [InlineData("var count = 0; var one = Task.Run(() => { if (count < 3) count++; }); var two = Task.Run(() => [|count|]++); Task.WaitAll(one, two);")]
    [InlineData("double sum = 0; var one = Task.Run(() => sum += 2); var two = Task.Run(() => [|sum|] += 3); Task.WaitAll(one, two);")]
    [InlineData("Task own = null; own = Task.Run(() => Console.WriteLine([|own|].Id));")]
    public Task Offers_nothing_where_only_the_author_knows(string body) => FlagsWithoutFix($$"""class C { void M() { {{body}} } }""");
}
