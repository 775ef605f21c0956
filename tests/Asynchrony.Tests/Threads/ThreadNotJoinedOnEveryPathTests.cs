using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class ThreadNotJoinedOnEveryPathTests : RuleTests<ThreadNotJoinedOnEveryPath>
{
    private const string Members = """
        public static readonly List<Thread> Threads = [];
        public static int Count;
        public static bool Ready;
        public static void Work() => File.AppendAllText("log", "work");
        public static void Keep(Thread thread) => Threads.Add(thread);
        """;

    [Theory]
    [InlineData("if (Ready) [|return|];")]
    [InlineData("if (Ready) { Work(); [|return|]; }")]
    [InlineData("if (Ready) [|return|]; Work(); if (Count > 3) [|return|];")]
    [InlineData("foreach (var name in Directory.GetFiles(\"a\")) { if (name == \"b\") [|return|]; Work(); }")]
    [InlineData("switch (Count) { case 0: Work(); [|return|]; case 1: worker.Join(); return; default: Work(); break; }")]
    [InlineData("try { if (Ready) [|return|]; Work(); } finally { Count++; }")]
    [InlineData("if (!Ready) { Work(); } else { [|return|]; }")]
    public Task Flags_an_early_return(string between) => Flags($$"""
        var worker = new Thread(() => { Work(); Count++; });
        worker.Start();
        {{between}}
        Work();
        worker.Join();
        Console.WriteLine(Count);
        """, Members);

    [Theory]
    [InlineData("if (Ready) [|throw|] new InvalidOperationException();")]
    [InlineData("try { if (Ready) [|throw|] new InvalidOperationException(); Work(); } finally { Ready = false; }")]
    [InlineData("var name = Environment.ProcessPath ?? [|throw|] new InvalidOperationException(); Keep(name);")]
    [InlineData("try { File.Delete(\"a\"); } [|catch|] { Work(); return; }")]
    public Task Flags_a_failure(string between) => Flags($$"""
        var worker = new Thread(() => { Work(); Count++; });
        worker.Start();
        {{between}}
        Work();
        worker.Join();
        """, Members + "public static void Keep(string name) => File.Delete(name);");

    [Theory]
    [InlineData("[|catch|] (Exception problem) { Console.WriteLine(problem); }")]
    [InlineData("[|catch|] { }")]
    [InlineData("[|catch|] { Console.WriteLine(1); } finally { Ready = false; }")]
    public Task Flags_a_handler_that_goes_on(string handler) => Flags($$"""
        var worker = new Thread(() => { Work(); Count++; });
        worker.Start();
        try
        {
            File.WriteAllText("a", "b");
            worker.Join();
        }
        {{handler}}
        Console.WriteLine(2);
        """, Members);

    [Fact]
    public Task Flags_values_that_are_returned() => FlagsProgram("""
        class C
        {
            int First(string[] names)
            {
                Thread one, two;
                one = new Thread(() => File.WriteAllLines("a", names));
                two = new Thread(() => File.WriteAllLines("b", names)) { Name = "two" };
                one.Start();
                two.Start();
                one.Join();
                if (names.Length == 0)
                    [|return|] Size("a");
                two.Join();
                return Size("b");
            }

            int Size(string name) => File.ReadAllText(name).Length;
        }
        """);

    [Theory]
    [InlineData("if (Ready) { worker.Join(); return; }")]
    [InlineData("if (Ready) return;", "worker.IsBackground = true;")]
    [InlineData("if (Ready) return;", "worker.IsBackground = Ready;")]
    [InlineData("if (Ready) return;", "Keep(worker);")]
    [InlineData("if (Ready) return;", "Threads.Add(worker); foreach (var thread in Threads) thread.Start();")]
    [InlineData("if (!worker.Join(1000)) return;")]
    [InlineData("try { if (Ready) return; Work(); } finally { worker.Join(); }")]
    [InlineData("if (Ready) throw new OperationCanceledException();")]
    [InlineData("if (Count > 3) throw new InvalidOperationException();")]
    [InlineData("try { if (Ready) throw new InvalidOperationException(); } catch (InvalidOperationException) { Work(); }")]
    [InlineData("try { if (Ready) throw new InvalidOperationException(); } finally { worker.Join(); }")]
    [InlineData("if (!worker.Join(1000)) throw new TimeoutException();")]
    [InlineData("try { File.Delete(\"a\"); } catch (Exception) { Work(); }")]
    [InlineData("try { File.Delete(\"a\"); worker.Join(); return; } catch (Exception) { worker.Join(); return; }")]
    [InlineData("try { File.Delete(\"a\"); } catch (Exception) { throw; }")]
    [InlineData("if (Ready) Environment.Exit(1);")]
    [InlineData("Action stop = () => { if (Ready) return; Work(); }; stop();")]
    [InlineData("while (worker.IsAlive) Work(); if (Ready) return;")]
    public Task Accepts_what_is_joined_or_meant(string between, string setting = "") => Accepts($$"""
        var worker = new Thread(() => { Work(); Count++; });
        {{setting}}
        worker.Start();
        {{between}}
        Work();
        worker.Join();
        """, Members);

    [Theory]
    [InlineData("if (Ready) return; worker.Start(); Work(); worker.Join();")]
    [InlineData("worker.Start(); Work(); if (Ready) worker.Join();")]
    [InlineData("worker.Start(); Work(); if (Ready) return; Work();")]
    [InlineData("worker.Start(); Work(); worker.Join(); if (Ready) return; Work();")]
    public Task Accepts_ends_before_the_start_and_behind_the_join(string body) => Accepts($$"""
        var worker = new Thread(() => { Work(); Count++; });
        {{body}}
        """, Members);

    [Theory]
    [InlineData("catch { worker.Join(); }")]
    [InlineData("catch (FormatException problem) { Console.WriteLine(problem); }")]
    [InlineData("catch { Console.WriteLine(1); } finally { worker.Join(); }")]
    [InlineData("catch { Console.WriteLine(1); throw; }")]
    public Task Accepts_a_handler_that_does_not_leave_it(string handler) => Accepts($$"""
        var worker = new Thread(() => { Work(); Count++; });
        worker.Start();
        try
        {
            File.WriteAllText("a", "b");
            worker.Join();
        }
        {{handler}}
        Console.WriteLine(2);
        """, Members);

    [Fact]
    public Task Accepts_an_event_that_tells() => Accepts("""
        using var done = new ManualResetEventSlim();
        var worker = new Thread(() => { Work(); done.Set(); });
        worker.Start();
        done.Wait();
        if (Ready)
            return;
        Work();
        worker.Join();
        """, Members);

    [Fact]
    public Task Accepts_tests() => AcceptsProgram("""
        namespace Xunit { public sealed class FactAttribute : Attribute; }
        class WorkerTests
        {
            [Xunit.Fact]
            public void Works()
            {
                var worker = new Thread(() => Console.WriteLine(1));
                worker.Start();
                if (Console.KeyAvailable)
                    return;
                Console.WriteLine(2);
                worker.Join();
            }
        }
        """);

    [Fact]
    public Task Says_which_return_and_which_join() => Says("""
        class C
        {
            void M()
            {
                var worker = new Thread(() => Console.WriteLine(1));
                worker.Start();
                if (Console.KeyAvailable)
                    return;
                Console.WriteLine(2);
                worker.Join();
            }
        }
        """, "Thread 'worker' may still run when line 8 returns, though line 10 joins it");

    [Fact]
    public Task Points_at_the_start_and_the_join() => PointsAt("""
        class C
        {
            void M()
            {
                var worker = new Thread(() => Console.WriteLine(1));
                worker.Start();
                if (Console.KeyAvailable)
                    return;
                Console.WriteLine(2);
                worker.Join();
            }
        }
        """, 6, 10);

    [Fact]
    public Task Joins_before_each_return() => Fixes("""
        class C
        {
            int M(string[] names)
            {
                var worker = new Thread(() => File.WriteAllLines("a", names));
                worker.Start();
                if (names.Length == 0)
                    [|return|] 0; // nothing to do
                if (names.Length == 1)
                {
                    // only one
                    [|return|] names[0].Length;
                }
                Func<string, int> size = name =>
                {
                    var inner = new Thread(() => File.Delete(name));
                    inner.Start();
                    if (name.Length == 0)
                        [|return|] 1;
                    Console.WriteLine(name);
                    inner.Join();
                    return 2;
                };
                Console.WriteLine(size(names[0]));
                worker.Join();
                return 3;
            }
        }
        """, """
        class C
        {
            int M(string[] names)
            {
                var worker = new Thread(() => File.WriteAllLines("a", names));
                worker.Start();
                if (names.Length == 0)
                {
                    worker.Join();
                    return 0; // nothing to do
                }
                if (names.Length == 1)
                {
                    worker.Join();
                    // only one
                    return names[0].Length;
                }
                Func<string, int> size = name =>
                {
                    var inner = new Thread(() => File.Delete(name));
                    inner.Start();
                    if (name.Length == 0)
                    {
                        inner.Join();
                        return 1;
                    }
                    Console.WriteLine(name);
                    inner.Join();
                    return 2;
                };
                Console.WriteLine(size(names[0]));
                worker.Join();
                return 3;
            }
        }
        """);

    [Fact]
    public Task Joins_before_a_throw_and_in_a_finally_block() => Fixes("""
        class C
        {
            void M(string[] names)
            {
                var worker = new Thread(() => File.WriteAllLines("a", names));
                worker.Start();
                if (names.Length == 0)
                    [|throw|] new ArgumentException("none");

                // All that may fail.
                try
                {
                    File.Delete("b");
                    // As long as it takes.
                    worker.Join(); // joined
                }
                [|catch|] (Exception problem)
                {
                    Console.WriteLine(problem);
                }

                Console.WriteLine(names[0]);
            }
        }
        """, """
        class C
        {
            void M(string[] names)
            {
                var worker = new Thread(() => File.WriteAllLines("a", names));
                worker.Start();
                if (names.Length == 0)
                {
                    worker.Join();
                    throw new ArgumentException("none");
                }

                // All that may fail.
                try
                {
                    File.Delete("b");
                }
                catch (Exception problem)
                {
                    Console.WriteLine(problem);
                }
                finally
                {
                    // As long as it takes.
                    worker.Join(); // joined
                }

                Console.WriteLine(names[0]);
            }
        }
        """);

    [Theory]
    [InlineData("var name = Environment.ProcessPath ?? [|throw|] new InvalidOperationException(); Console.WriteLine(name);", "worker.Join();")]
    [InlineData("try { File.Delete(\"b\"); worker.Join(); Console.WriteLine(1); } [|catch|] { Console.WriteLine(2); }", "Console.WriteLine(3);")]
    public Task Offers_nothing_where_no_statement_throws_or_more_follows(string between, string last) => FlagsWithoutFix($$"""
        class C
        {
            void M(string[] names)
            {
                var worker = new Thread(() => File.WriteAllLines("a", names));
                worker.Start();
                {{between}}
                {{last}}
            }
        }
        """);

    [Fact]
    public Task Keeps_line_ends() => Fixes(
        "class C\r\n{\r\n\tvoid M()\r\n\t{\r\n\t\tvar worker = new Thread(() => Console.WriteLine(1));\r\n\t\tworker.Start();\r\n\t\tif (Console.KeyAvailable)\r\n\t\t{\r\n\t\t\t[|return|];\r\n\t\t}\r\n\t\tConsole.WriteLine(2);\r\n\t\tworker.Join();\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tvoid M()\r\n\t{\r\n\t\tvar worker = new Thread(() => Console.WriteLine(1));\r\n\t\tworker.Start();\r\n\t\tif (Console.KeyAvailable)\r\n\t\t{\r\n\t\t\tworker.Join();\r\n\t\t\treturn;\r\n\t\t}\r\n\t\tConsole.WriteLine(2);\r\n\t\tworker.Join();\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("void", "var worker = new Thread(() => Console.WriteLine(Console.ReadLine()));")]
    [InlineData("void", "var worker = new Thread(() => { while (!stop) Console.WriteLine(1); });")]
    [InlineData("async Task", "await Task.Yield(); var worker = new Thread(() => Console.WriteLine(1));")]
    public Task Offers_nothing_where_a_join_may_block(string returns, string made) => FlagsWithoutFix($$"""
        class C
        {
            private volatile bool stop;

            {{returns}} M()
            {
                {{made}}
                worker.Start();
                if (Console.KeyAvailable)
                    [|return|];
                stop = true;
                worker.Join();
            }
        }
        """);

    [Theory]
    [InlineData("worker.Start(); lock (gate) { Console.WriteLine(1); if (Console.KeyAvailable) [|return|]; }")]
    [InlineData("worker.Start(); Monitor.Enter(gate); if (Console.KeyAvailable) { Monitor.Exit(gate); [|return|]; } Monitor.Exit(gate);")]
    [InlineData("var ready = Console.KeyAvailable; if (ready) worker.Start(); if (Console.CapsLock) [|return|];")]
    [InlineData("if (Console.CapsLock) { worker.Start(); Console.WriteLine(1); } if (Console.KeyAvailable) [|return|];")]
    public Task Offers_nothing_in_a_lock_or_where_the_thread_may_not_run(string body) => FlagsWithoutFix($$"""
        class C
        {
            private readonly object gate = new();

            void M()
            {
                var worker = new Thread(() => { lock (gate) Console.WriteLine(2); });
                {{body}}
                Console.WriteLine(3);
                worker.Join();
            }
        }
        """);
}
