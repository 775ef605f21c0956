using Asynchrony.Analyzers.Locks;
using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class TimerMisusedTests : RuleTests<TimerMisused>
{
    private const string Members = "public static void Tick(object? state) => Console.WriteLine(state); public static void Use(object? o) => Console.WriteLine(o); public static void Rest() => Thread.Sleep(10);";

    [Theory]
    [InlineData("var timer = [|new Timer|](Tick, null, 0, 1000); Rest();")]
    [InlineData("[|new Timer|](Tick, null, TimeSpan.Zero, TimeSpan.FromSeconds(1)); Rest();")]
    [InlineData("_ = [|new Timer|](_ => Use(1), null, 10, 10); Rest();")]
    [InlineData("Timer timer = [|new|](Tick, \"state\", Timeout.Infinite, 1000); timer.Change(0, 1000); Rest();")]
    [InlineData("Timer timer; timer = [|new Timer|](Tick, null, 1000, Timeout.Infinite); Rest();")]
    [InlineData("var timer = [|new System.Threading.Timer|](state => { Use(state); Rest(); }, 3, 0, 10); Use(\"made\"); Rest();")]
    public Task Flags_timers_that_nothing_keeps(string body) => Flags(body, Members, "top level");

    [Theory]
    [InlineData("using var timer = new Timer(Tick, null, 0, 1000); Rest();")]
    [InlineData("using (var timer = new Timer(Tick, null, 0, 1000)) Rest();")]
    [InlineData("using (new Timer(Tick, null, 0, 1000)) Rest();")]
    [InlineData("var timer = new Timer(Tick, null, 0, 1000); Rest(); timer.Dispose();")]
    [InlineData("var timer = new Timer(Tick, null, 0, 1000); Rest(); GC.KeepAlive(timer);")]
    [InlineData("var timer = new Timer(Tick, null, 0, 1000); Use(timer);")]
    [InlineData("var timer = new Timer(Tick); timer.Change(0, 1000); Rest();")] // It is its own state.
    [InlineData("new Timer(Tick).Change(0, 1000); Rest();")]
    [InlineData("Timer timer = null!; timer = new Timer(_ => { Use(1); timer.Dispose(); }, null, 10, Timeout.Infinite); Rest();")]
    [InlineData("var timer = new Timer(Tick, null, Timeout.Infinite, Timeout.Infinite); Rest();")]
    [InlineData("var timer = new Timer(Tick, null, 0, 1000); while (DateTime.Now.Ticks > 3) { timer.Change(0, 10); Rest(); }")]
    [InlineData("var timers = new List<Timer> { new(Tick, null, 0, 1000) }; Use(timers);")]
    [InlineData("var timer = new System.Timers.Timer(10); timer.Elapsed += (_, _) => Use(1); timer.Start(); Rest();")]
    [InlineData("Timer Make() => new Timer(Tick, null, 0, 1000); Use(Make());")]
    public Task Accepts_timers_that_somebody_keeps(string body) => Accepts(body, Members);

    [Fact]
    public Task Flags_a_timer_of_an_entry_point_that_goes_on() => FlagsProgram("""
        var timer = [|new Timer|](_ => Console.WriteLine("tick"), null, 0, 1000);
        Console.ReadLine();
        """);

    [Fact]
    public async Task Leaves_a_timer_that_the_end_of_the_process_cuts_off_to_another_rule()
    {
        const string program = """
            var timer = new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);
            Console.WriteLine("started");
            """;
        var found = await Code.Findings(Code.Compilation(("Test0.cs", program)), [new TimerMisused(), new WorkLostWhenMainEnds()]);
        Assert.Equal(["ASY2002"], found.Select(finding => finding.Id));
    }

    private const string Type = """
        class Journal : IDisposable
        {
            private readonly FileStream output = File.Create("journal");
            private readonly object gate = new();
            private readonly Timer timer;
            private readonly System.Timers.Timer clock = new(10);

            public Journal()
            {
                timer = new Timer(Tick, null, 0, 10);
                clock.Elapsed += (_, _) => output.WriteByte(2);
            }

            TICK

            DISPOSE

            public void Dispose() { }
        }
        """;

    [Theory]
    [InlineData("private void Tick(object? state) => output.WriteByte(1);", "public void Close() { [|timer.Dispose|](); output.Dispose(); }")]
    [InlineData("private void Tick(object? state) { Beat(); } private void Beat() { output.WriteByte(1); }", "public void Close() { [|timer.Dispose|](); Console.WriteLine(\"closing\"); output.Close(); }")]
    [InlineData("private void Tick(object? state) => output.WriteByte(1);", "public void Close() { timer.Change(Timeout.Infinite, Timeout.Infinite); [|timer.Dispose|](); output.Dispose(); }")]
    [InlineData("private void Tick(object? state) => output.WriteByte(1);", "public void Close() { [|timer.Change|](Timeout.Infinite, Timeout.Infinite); output.Dispose(); }")]
    [InlineData("private void Tick(object? state) => output.WriteByte(1);", "public void Close() { timer?.[|Dispose|](); output?.Dispose(); }")]
    public Task Flags_an_end_that_does_not_wait(string tick, string dispose) => FlagsProgram(Type.Replace("TICK", tick).Replace("DISPOSE", dispose));

    [Theory]
    [InlineData("private void Tick(object? state) => output.WriteByte(1);", "public void Close() { using var ended = new ManualResetEvent(false); if (timer.Dispose(ended)) ended.WaitOne(); output.Dispose(); }")]
    [InlineData("private void Tick(object? state) => output.WriteByte(1);", "public async ValueTask CloseAsync() { await timer.DisposeAsync(); output.Dispose(); }")]
    [InlineData("private void Tick(object? state) => Console.WriteLine(state);", "public void Close() { timer.Dispose(); gate.ToString(); }")]
    [InlineData("private void Tick(object? state) { lock (gate) output.WriteByte(1); }", "public void Close() { timer.Dispose(); lock (gate) output.Dispose(); }")]
    [InlineData("private void Tick(object? state) { try { output.WriteByte(1); } catch (ObjectDisposedException) { } }", "public void Close() { timer.Dispose(); }")]
    public Task Accepts_an_end_that_waits_or_harms_nobody(string tick, string dispose) => AcceptsProgram(Type.Replace("clock.Elapsed += (_, _) => output.WriteByte(2);", "").Replace("TICK", tick).Replace("DISPOSE", dispose));

    [Theory]
    [InlineData("timer.Dispose(); output.Dispose();", "ASY2013")]
    [InlineData("output.Dispose(); timer.Dispose();", "ASY5025")]
    [InlineData("output.Dispose();", "ASY5025")]
    public async Task Is_told_by_one_rule(string close, string id)
    {
        var program = Type.Replace("clock.Elapsed += (_, _) => output.WriteByte(2);", "").Replace("TICK", "private void Tick(object? state) => output.WriteByte(1);").Replace("DISPOSE", $"public void Close() {{ {close} }}");
        var found = await Code.Findings(Code.Compilation(("Test0.cs", program)), [new TimerMisused(), new OnceGuardRaces()]);
        Assert.Equal([id], found.Select(finding => finding.Id));
    }

    [Fact]
    public Task Says_once_of_each_end_of_a_timer() => FlagsProgram("""
        class Station : IDisposable
        {
            private readonly FileStream output = File.Create("station");
            private readonly ManualResetEvent heard = new(false);
            private readonly Timer first;
            private readonly Timer second;

            public Station()
            {
                first = new Timer(_ => { output.WriteByte(1); heard.Set(); }, null, 0, 10);
                second = new Timer(_ => Console.WriteLine("tick"), null, 0, 10);
            }

            public void Dispose()
            {
                second.Dispose();
                [|first.Dispose|]();
                output.Dispose();
                heard.Dispose();
            }
        }
        """);

    [Fact]
    public Task Says_what_happens() => Says("""
        class Journal
        {
            private readonly FileStream output = File.Create("journal");
            private readonly Timer timer;

            public Journal()
            {
                timer = new Timer(Tick, null, 0, 10);
                var other = new Timer(Tick, null, 0, 10);
                new Timer(Tick, null, 0, 10);
            }

            private void Tick(object? state) => output.WriteByte(1);

            public void Close()
            {
                timer.Dispose();
                output.Dispose();
            }
        }
        """,
        "Timer 'other' may be collected, and so stop, at any time: nothing refers to it behind this line",
        "This timer may be collected, and so stop, at any time: nothing refers to it behind this line",
        "'Dispose' does not wait for a tick under way, which may use 'output' after line 18 has disposed of it");

    [Fact]
    public Task Keeps_the_timer_to_the_end_of_the_block() => Fixes("""
        class Program
        {
            static async Task Main()
            {
                // Beat.
                var timer = [|new Timer|](_ => Console.WriteLine("beat"), null, 0, 1000); // each second
                await Task.Delay(5000);
                {
                    [|new Timer|](_ => Console.WriteLine("again"), null, 0, 1000);
                    Thread.Sleep(3);
                }
                Action run = () =>
                {
                    _ = [|new Timer|](_ => Console.WriteLine("once more"), null, 0, 1000);
                    Console.ReadLine();
                };
                run();
            }
        }
        """, """
        class Program
        {
            static async Task Main()
            {
                // Beat.
                using var timer = new Timer(_ => Console.WriteLine("beat"), null, 0, 1000); // each second
                await Task.Delay(5000);
                {
                    using var timer2 = new Timer(_ => Console.WriteLine("again"), null, 0, 1000);
                    Thread.Sleep(3);
                }
                Action run = () =>
                {
                    using var timer3 = new Timer(_ => Console.WriteLine("once more"), null, 0, 1000);
                    Console.ReadLine();
                };
                run();
            }
        }
        """);

    [Theory]
    [InlineData("var timer = new Timer(_ => Console.WriteLine(name), null, 1000, 1000); // each second", "await Task.Delay(Timeout.Infinite, token); // until told",
        "using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1000)); // each second", "while (await timer.WaitForNextTickAsync(token))\n            Console.WriteLine(name); // until told")]
    [InlineData("new Timer(_ =>\n        {\n            // Beat.\n            Console.WriteLine(name);\n        }, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));", "await Task.Delay(Timeout.InfiniteTimeSpan);",
        "using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));", "while (await timer.WaitForNextTickAsync())\n        {\n            // Beat.\n            Console.WriteLine(name);\n        }")]
    public async Task May_tick_in_a_loop(string timer, string waiting, string ticks, string loop)
    {
        static string Program(string first, string second) => $$"""
            class Heart
            {
                async Task Beat(string name, CancellationToken token)
                {
                    {{first}}
                    {{second}}
                }
            }
            """.ReplaceLineEndings("\n");
        var choices = await FixRun.Choices(Program(timer, waiting), [new TimerMisused()]);
        Assert.Equal(2, choices.Count);
        Assert.Equal(Program(ticks, loop), choices[1]);
    }

    [Theory]
    [InlineData("var timer = new Timer(_ => Console.WriteLine(name), null, 0, 1000); await Task.Delay(Timeout.Infinite, token);")]
    [InlineData("var timer = new Timer(_ => Console.WriteLine(name), null, 500, 1000); await Task.Delay(Timeout.Infinite, token);")]
    [InlineData("var timer = new Timer(state => Console.WriteLine(state), name, 1000, 1000); await Task.Delay(Timeout.Infinite, token);")]
    [InlineData("var timer = new Timer(_ => { if (name.Length == 0) return; Console.WriteLine(name); }, null, 1000, 1000); await Task.Delay(Timeout.Infinite, token);")]
    [InlineData("var timer = new Timer(_ => Console.WriteLine(name), null, 1000, 1000); await Task.Delay(5000, token);")]
    [InlineData("var timer = new Timer(_ => Console.WriteLine(name), null, 1000, 1000); Console.WriteLine(name); await Task.Delay(-1, token);")]
    [InlineData("var timer = new Timer(Tick, null, 1000, 1000); await Task.Delay(Timeout.Infinite, token);")]
    public async Task Ticks_in_no_loop_where_that_would_be_another_thing(string body) => Assert.Single(await FixRun.Choices(
        $"class Heart {{ static void Tick(object? state) => Console.WriteLine(state); async Task Beat(string name, CancellationToken token) {{\n{body}\n}} }}", [new TimerMisused()]));

    [Fact]
    public Task Keeps_the_timer_in_a_field() => Fixes("""
        class Heart : IDisposable
        {
            private readonly string _name = "heart";

            public void Start()
            {
                // Beat.
                var beat = [|new Timer|](_ => Console.WriteLine(_name), null, Timeout.Infinite, 1000); // later
                beat.Change(0, 1000);
                Console.WriteLine("started");
            }

            public void Dispose()
            {
                // Say so.
                Console.WriteLine("stopped");
            }
        }

        static class Clock
        {
            public static void Start()
            {
                [|new Timer|](_ => Console.WriteLine("tick"), null, 0, 1000);
            }
        }
        """.ReplaceLineEndings("\r\n"), """
        class Heart : IDisposable
        {
            private Timer? _beat;
            private readonly string _name = "heart";

            public void Start()
            {
                // Beat.
                _beat = new Timer(_ => Console.WriteLine(_name), null, Timeout.Infinite, 1000); // later
                _beat.Change(0, 1000);
                Console.WriteLine("started");
            }

            public void Dispose()
            {
                // Say so.
                _beat?.Dispose();
                Console.WriteLine("stopped");
            }
        }

        static class Clock
        {
            private static Timer? timer;

            public static void Start()
            {
                timer = new Timer(_ => Console.WriteLine("tick"), null, 0, 1000);
            }
        }
        """.ReplaceLineEndings("\r\n"));

    [Fact]
    public Task Waits_for_the_last_tick() => Fixes("""
        class Journal
        {
            private readonly FileStream output = File.Create("journal");
            private readonly Timer timer;

            public Journal() => timer = new Timer(Tick, null, 0, 10);

            private void Tick(object? state) => output.WriteByte(1);

            public void Close()
            {
                // No more ticks.
                [|timer.Dispose|](); // now
                output.Dispose();
            }
        }

        class Diary
        {
            private readonly FileStream output = File.Create("diary");
            private readonly Timer timer;

            public Diary() => timer = new Timer(_ => output.WriteByte(1), null, 0, 10);

            public async Task Close()
            {
                [|timer.Dispose|]();
                await output.DisposeAsync();
            }
        }
        """, """
        class Journal
        {
            private readonly FileStream output = File.Create("journal");
            private readonly Timer timer;

            public Journal() => timer = new Timer(Tick, null, 0, 10);

            private void Tick(object? state) => output.WriteByte(1);

            public void Close()
            {
                // No more ticks.
                using var ended = new ManualResetEvent(false);
                if (timer.Dispose(ended))
                    ended.WaitOne(); // now
                output.Dispose();
            }
        }

        class Diary
        {
            private readonly FileStream output = File.Create("diary");
            private readonly Timer timer;

            public Diary() => timer = new Timer(_ => output.WriteByte(1), null, 0, 10);

            public async Task Close()
            {
                await timer.DisposeAsync();
                await output.DisposeAsync();
            }
        }
        """);

    [Theory]
    [InlineData("private void Tick(object? state) { output.WriteByte(1); if (output.Length > 100) Close(); }", "public void Close() { [|timer.Dispose|]();\noutput.Dispose(); }")]
    [InlineData("private void Tick(object? state) => output.WriteByte(1);", "public void Close() {\n[|timer.Change|](Timeout.Infinite, Timeout.Infinite);\noutput.Dispose(); }")]
    [InlineData("private void Tick(object? state) => output.WriteByte(1);", "public void Close() {\ntimer?.[|Dispose|]();\noutput.Dispose(); }")]
    public Task Waits_nowhere_else(string tick, string dispose) => FlagsWithoutFix(Type.Replace("clock.Elapsed += (_, _) => output.WriteByte(2);", "").Replace("TICK", tick).Replace("DISPOSE", dispose));

    [Fact]
    public Task Waits_nowhere_in_a_user_interface() => FlagsWithoutFix("""
        using System.Windows;

        class Clock
        {
            private readonly MemoryStream log = new();
            private readonly Timer timer;

            public Clock() => timer = new Timer(_ => log.WriteByte(1), null, 0, 10);

            public void Close()
            {
                [|timer.Dispose|]();
                log.Dispose();
            }
        }

        namespace System.Windows
        {
            class Window { }
        }
        """);

    [Fact]
    public Task Makes_no_field_for_several_timers() => FlagsWithoutFix("""
        class Hearts
        {
            public void Start(string[] names)
            {
                foreach (var name in names)
                {
                    [|new Timer|](_ => Console.WriteLine(name), null, 0, 1000);
                }
            }
        }
        """);

    private const string Again = """
        sealed class Poller : IDisposable
        {
            private readonly object gate = new();
            private Timer? timer;
            private volatile bool disposed;
            private int rounds;
            MEMBERS
        }
        """;

    [Theory]
    [InlineData("public void Begin() => timer = new Timer(_ => { try { Poll(); } catch (Exception e) { Console.WriteLine(e); } finally { timer?.[|Change|](1000, Timeout.Infinite); } }, null, 0, Timeout.Infinite); public void Dispose() => timer?.Dispose(); private void Poll() => Console.WriteLine(rounds);")]
    [InlineData("public void Begin() => timer = new Timer(Tick, null, 0, Timeout.Infinite); public void Dispose() { timer!.Dispose(); } private void Tick(object? state) { Console.WriteLine(state); timer!.[|Change|](1000, Timeout.Infinite); }")]
    [InlineData("public void Begin() => timer = new Timer(Tick, null, 0, Timeout.Infinite); public void Dispose() { var old = Interlocked.Exchange(ref timer, null); old?.Dispose(); } private void Tick(object? state) { Console.WriteLine(state); timer?.[|Change|](1000, Timeout.Infinite); }")]
    public Task Flags_a_timer_that_its_callback_sets_again(string members) => FlagsProgram(Again.Replace("MEMBERS", members));

    [Theory]
    [InlineData("public void Begin() => timer = new Timer(Tick, null, 0, Timeout.Infinite); public void Dispose() => timer!.Dispose(); private void Tick(object? state) { try { Console.WriteLine(state); timer!.Change(1000, Timeout.Infinite); } catch (ObjectDisposedException) { Console.WriteLine(\"gone\"); } }")]
    [InlineData("public void Begin() => timer = new Timer(Tick, null, 0, Timeout.Infinite); public void Dispose() { lock (gate) { timer!.Dispose(); timer = null; } } private void Tick(object? state) { Console.WriteLine(state); lock (gate) timer?.Change(1000, Timeout.Infinite); }")]
    [InlineData("public void Begin() => timer = new Timer(Tick, null, 0, Timeout.Infinite); public void Dispose() { disposed = true; timer!.Dispose(); } private void Tick(object? state) { Console.WriteLine(state); if (!disposed) timer!.Change(1000, Timeout.Infinite); }")]
    [InlineData("public void Begin() => timer = new Timer(Tick, null, 0, Timeout.Infinite); public void Dispose() { using var ended = new ManualResetEvent(false); if (timer!.Dispose(ended)) ended.WaitOne(); } private void Tick(object? state) { Console.WriteLine(state); timer!.Change(1000, Timeout.Infinite); }")]
    [InlineData("public void Begin() => timer = new Timer(Tick, null, 0, 1000); public void Dispose() => timer!.Dispose(); public void Slower() => timer!.Change(0, 5000); private void Tick(object? state) => Console.WriteLine(state);")]
    public Task Accepts_a_timer_whose_callback_is_prepared(string members) => AcceptsProgram(Again.Replace("MEMBERS", members));
}
