using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class ThreadCallsOutOfOrderTests : RuleTests<ThreadCallsOutOfOrder>
{
    private const string Members = "public static void Work() => Console.WriteLine(1); public static bool Go() => DateTime.Now.Ticks > 3; public static void Use(object? o) => Console.WriteLine(o);";

    [Theory]
    [InlineData("worker.Start(); Use(1); [|worker.Start|]();")]
    [InlineData("worker.Start(); worker.Join(); [|worker.Start|]();")]
    [InlineData("worker.UnsafeStart(); if (Go()) [|worker.Start|]();")]
    [InlineData("for (var i = 0; i < 3; i++) { [|worker.Start|](); worker.Join(); }")]
    [InlineData("foreach (var name in new[] { \"one\", \"two\" }) { Use(name); [|worker.Start|](); }")]
    [InlineData("[|worker.Join|](); worker.Start();")]
    [InlineData("[|worker.Join|](100); Use(1); worker.Start(); worker.Join();")]
    [InlineData("worker.Start(); [|worker.SetApartmentState|](ApartmentState.STA);")]
    [InlineData("worker.Start(); Use([|worker.TrySetApartmentState|](ApartmentState.STA));")]
    [InlineData("worker.Start(); worker.Join(); [|worker.IsBackground = true|];")]
    [InlineData("worker.Start(); Use(1); worker.Join(); [|worker.Priority = ThreadPriority.Lowest|];")]
    public Task Flags_calls_that_come_at_the_wrong_time(string calls) => Flags($$"""
        #pragma warning disable CA1416
        var worker = new Thread(Work);
        {{calls}}
        """, Members);

    [Theory]
    [InlineData("worker.SetApartmentState(ApartmentState.STA); worker.IsBackground = true; worker.Start(); worker.Join();")]
    [InlineData("if (Go()) worker.Start(); else worker.Start();")]
    [InlineData("if (Go()) worker.Start(); if (!Go()) worker.Start();")]
    [InlineData("try { worker.Start(); } catch (OutOfMemoryException) { worker.Start(); }")]
    [InlineData("worker.Start(); worker.IsBackground = true; worker.Join();")]
    [InlineData("worker.Start(); worker.Priority = ThreadPriority.Lowest; worker.Join(100);")]
    [InlineData("worker.Start(); worker.Join(100); worker.IsBackground = true;")]
    [InlineData("worker.Start(); worker.Join(); worker.Join();")]
    [InlineData("if (Go()) worker.Start(); if (Go()) worker.Join();")]
    [InlineData("worker.Join();")] // ASY2001: it never starts.
    [InlineData("foreach (var name in new[] { \"one\", \"two\" }) { Use(name); if (Go()) { worker.Start(); break; } }")]
    [InlineData("while (Go()) { worker.Start(); return; }")]
    [InlineData("worker.Start(); worker = new Thread(Work); worker.Start();")]
    [InlineData("Use(worker); worker.Start(); worker.Start();")]
    [InlineData("Action again = () => worker.Start(); worker.Start(); again();")]
    public Task Accepts_the_right_order_and_what_cannot_be_told(string calls) => Accepts($$"""
        #pragma warning disable CA1416
        var worker = new Thread(Work);
        {{calls}}
        """, Members, "getter", "indexer", "operator", "iterator", "async iterator");

    [Fact]
    public Task Accepts_a_thread_for_each_round() => Accepts("""
        for (var i = 0; i < 3; i++)
        {
            var worker = new Thread(Work);
            worker.Start();
            worker.Join();
        }
        """, Members);

    [Theory]
    [InlineData("Thread? self = null; self = new Thread(() => { Use(1); self!.[|Join|](); }); self.Start();")]
    [InlineData("Task? self = null; self = Task.Run(() => { Use(1); self!.[|Wait|](); }); Use(self);")]
    [InlineData("Task? self = null; self = Task.Run(async () => { Use(1); [|await self!|]; Use(2); }); Use(self);")]
    [InlineData("Task<int>? self = null; self = Task.Run(() => { Use(1); return self!.[|Result|] + 1; }); Use(self);")]
    [InlineData("[|Thread.CurrentThread.Join|](); Use(1);")]
    [InlineData("var me = Thread.CurrentThread; Use(1); [|me.Join|](); Use(2);")]
    public Task Flags_waits_for_oneself(string body) => Flags(body, Members, "top level");

    [Theory]
    [InlineData("Thread.CurrentThread.Join(100); Use(1);")]
    [InlineData("Thread? self = null; self = new Thread(() => { if (Thread.CurrentThread != self) self!.Join(); }); self.Start();")]
    [InlineData("Thread? self = null; self = new Thread(() => { self!.Join(100); Use(1); }); self.Start();")]
    [InlineData("Task? last = null; last = Task.Run(Work); last = Task.Run(() => { last.Wait(); Use(1); }); Use(last);")]
    [InlineData("var first = Task.Run(Work); var second = Task.Run(() => { first.Wait(); Use(1); }); Use(second);")]
    [InlineData("var first = new Thread(Work); first.Start(); var second = new Thread(() => { first.Join(); Use(1); }); second.Start();")]
    [InlineData("Task? self = null; self = Task.Run(() => { Action later = () => self!.Wait(); Use(later); }); Use(self);")]
    public Task Accepts_waits_for_others(string body) => Accepts(body, Members);

    [Fact]
    public Task Accepts_a_wait_that_keeps_the_thread() => Accepts("Use(1); Thread.CurrentThread.Join();", Members, "getter", "indexer", "operator");

    [Fact]
    public Task Accepts_an_entry_point_that_keeps_its_thread() => AcceptsProgram("""
        class Program
        {
            static void Main()
            {
                new Thread(() => Console.WriteLine("serving")).Start();
                if (DateTime.Now.Ticks > 3)
                {
                    Thread.CurrentThread.Join();
                    Console.WriteLine("never");
                }
            }
        }
        """);

    [Fact]
    public Task Says_why() => Says("""
        class C
        {
            void M()
            {
                var worker = new Thread(() => Console.WriteLine(1));
                worker.Start();
                worker.Start();
                var other = new Thread(() => Console.WriteLine(2));
                other.Join();
                other.Start();
                other.Join();
                other.IsBackground = true;
                Task? self = null;
                self = Task.Run(() => self!.Wait());
                Thread.CurrentThread.Join();
                Console.WriteLine(self);
            }
        }
        """,
        "Thread 'worker' was started in line 6, so this throws",
        "Thread 'other' is not started yet, so this throws",
        "Thread 'other' has ended in line 11, so this throws",
        "The task runs this code itself, so this wait never ends",
        "The current thread runs this code itself, so this wait never ends");

    [Fact]
    public Task Sets_up_before_the_start() => Fixes("""
        class Clipboard
        {
            void Read()
            {
                var reader = new Thread(() => Console.WriteLine("reading"));
                // Go.
                reader.Start();
                Console.WriteLine("started");
                // Windows needs it.
                [|reader.SetApartmentState|](ApartmentState.STA); // now
                reader.Join();
                Console.WriteLine("read");
            }

            void Write()
            {
                Action run = () =>
                {
                    var writer = new Thread(() => Console.WriteLine("writing"));
                    writer.Start();
                    Console.WriteLine("started");
                    writer.Join();
                    [|writer.IsBackground = true|];
                };
                run();
            }
        }
        """, """
        class Clipboard
        {
            void Read()
            {
                var reader = new Thread(() => Console.WriteLine("reading"));
                // Windows needs it.
                reader.SetApartmentState(ApartmentState.STA); // now
                // Go.
                reader.Start();
                Console.WriteLine("started");
                reader.Join();
                Console.WriteLine("read");
            }

            void Write()
            {
                Action run = () =>
                {
                    var writer = new Thread(() => Console.WriteLine("writing"));
                    writer.IsBackground = true;
                    writer.Start();
                    Console.WriteLine("started");
                    writer.Join();
                };
                run();
            }
        }
        """);

    [Fact]
    public Task Starts_once_or_makes_a_second_one() => Fixes("""
        class Bell
        {
            void Ring()
            {
                var bell = new Thread(Sound);
                bell.Start();
                [|bell.Start|]();
                Console.WriteLine("ringing");
                bell.Join();
            }

            void Twice()
            {
                var bell = new Thread(Sound);
                bell.Start();
                Console.WriteLine("once");
                bell.Join();
                // Again:
                [|bell.Start|]();
                Console.WriteLine("twice");
                bell.Join();
            }

            void Sound() => Console.WriteLine("ding");
        }
        """, """
        class Bell
        {
            void Ring()
            {
                var bell = new Thread(Sound);
                bell.Start();
                Console.WriteLine("ringing");
                bell.Join();
            }

            void Twice()
            {
                var bell = new Thread(Sound);
                bell.Start();
                Console.WriteLine("once");
                bell.Join();
                bell = new Thread(Sound);
                // Again:
                bell.Start();
                Console.WriteLine("twice");
                bell.Join();
            }

            void Sound() => Console.WriteLine("ding");
        }
        """);

    [Fact]
    public Task Joins_behind_the_start_with_its_line_ends() => Fixes("""
        class Report
        {
            private int total;

            int Sum()
            {
                var counter = new Thread(Count);
                [|counter.Join|](); // wait
                counter.Start();
                var roots = Math.Sqrt(3);
                return total + (int)roots;
            }

            void Count()
            {
                for (var i = 0; i < 100; i++)
                    total += i;
            }
        }
        """.ReplaceLineEndings("\r\n"), """
        class Report
        {
            private int total;

            int Sum()
            {
                var counter = new Thread(Count);
                counter.Start();
                var roots = Math.Sqrt(3);
                counter.Join(); // wait
                return total + (int)roots;
            }

            void Count()
            {
                for (var i = 0; i < 100; i++)
                    total += i;
            }
        }
        """.ReplaceLineEndings("\r\n"));

    [Fact]
    public Task Removes_a_wait_for_oneself() => Fixes("""
        class Pump
        {
            Task Run()
            {
                Task? self = null;
                self = Task.Run(() =>
                {
                    Console.WriteLine("pumping");
                    self!.[|Wait|]();
                });
                return self;
            }
        }
        """, """
        class Pump
        {
            Task Run()
            {
                Task? self = null;
                self = Task.Run(() =>
                {
                    Console.WriteLine("pumping");
                });
                return self;
            }
        }
        """);

    [Theory]
    [InlineData("var worker = new Thread(Work); for (var i = 0; i < 3; i++) { [|worker.Start|](); worker.Join(); }")]
    [InlineData("var worker = new Thread(() => Console.WriteLine(1)); worker.Start(); worker.Join(); [|worker.Start|]();")]
    [InlineData("var worker = new Thread(Work) { IsBackground = true }; worker.Start(); worker.Join(); [|worker.Start|]();")]
    [InlineData("var worker = new Thread(Work); [|worker.Join|](); worker.Start();")]
    [InlineData("var worker = new Thread(Work); [|worker.Join|](); worker.Start(); Console.WriteLine(total);")]
    [InlineData("var worker = new Thread(Work); worker.Start(); worker.Join(); [|worker.IsBackground = Next()|];")]
    [InlineData("Task<int>? self = null; self = Task.Run(() => self!.[|Result|] + 1); Console.WriteLine(self);")]
    public Task Offers_nothing_where_the_order_is_not_clear(string body) => FlagsWithoutFix($$"""
        class C
        {
            private int total;

            private void Work() => total++;
            private bool Next() => total++ > 3;

            void M()
            {
                {{body}}
            }
        }
        """);
}
