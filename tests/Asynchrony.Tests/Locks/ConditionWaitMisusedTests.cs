using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class ConditionWaitMisusedTests : RuleTests<ConditionWaitMisused>
{
    private const string Members = "public static readonly object Gate = new(); public static readonly Queue<int> Jobs = new(); public static bool Ready, Stop; public static int Use(int job) => job + 1;";

    private const string Scheduler = """
        sealed class Scheduler
        {
            private readonly object gate = new();
            private bool halted;
            private bool paused = true;
            private bool changed;
            private int rounds;

            public void Change() { lock (gate) { changed = true; Monitor.PulseAll(gate); } }
            public void Halt() { lock (gate) { halted = true; Monitor.PulseAll(gate); } }
            public void Resume() { lock (gate) { paused = false; Monitor.PulseAll(gate); } }
            private bool IsChanged() { lock (gate) return changed; }
            private void Look() { if (IsChanged()) rounds++; }

            BODY
        }
        """;

    [Theory]
    [InlineData("public void Run() { while (!halted) { Look(); lock (gate) { if (!halted) [|Monitor.Wait|](gate, 1000); } } }")]
    [InlineData("public void Run() { for (;;) { lock (gate) { while (paused && !halted) Monitor.Wait(gate, 100); if (halted) break; } if (IsChanged()) rounds++; lock (gate) { [|Monitor.Wait|](gate, 1000); } } }")]
    public Task Flags_a_wait_that_does_not_ask_for_what_the_pulse_tells(string body) => FlagsProgram(Scheduler.Replace("BODY", body));

    [Theory]
    [InlineData("public void Run() { while (!halted) { Look(); lock (gate) { if (!halted && !changed) Monitor.Wait(gate, 1000); } } }")]
    [InlineData("public void Run() { while (!halted) { Look(); lock (gate) { if (!halted && !IsChanged()) Monitor.Wait(gate, 1000); } } }")]
    [InlineData("public void Run() { Look(); lock (gate) { while (!halted) Monitor.Wait(gate, 1000); } }")]
    [InlineData("public void Run() { while (!halted) { rounds++; lock (gate) { if (!halted) Monitor.Wait(gate, 1000); } } }")]
    [InlineData("public void Run() { while (!IsChanged() && !halted) { rounds++; lock (gate) { if (!halted && !changed) Monitor.Wait(gate, 1000); } } }")]
    public Task Accepts_a_wait_that_asks_or_has_nothing_to_ask(string body) => AcceptsProgram(Scheduler.Replace("BODY", body));

    [Theory]
    [InlineData("lock (Gate) { if (!Ready) [|Monitor.Wait|](Gate); Use(1); }")]
    [InlineData("lock (Gate) { if (!Ready) { [|Monitor.Wait|](Gate); } }")]
    [InlineData("lock (Gate) if (Jobs.Count == 0) [|Monitor.Wait|](Gate);")]
    [InlineData("lock (Gate) { if (Jobs.Count == 0) { Console.WriteLine(\"waiting\"); [|Monitor.Wait|](Gate); } Use(Jobs.Dequeue()); }")]
    [InlineData("Monitor.Enter(Gate); try { if (!Ready) [|Monitor.Wait|](Gate, Timeout.Infinite); Use(1); } finally { Monitor.Exit(Gate); }")]
    [InlineData("while (!Stop) { lock (Gate) { if (Jobs.Count == 0) [|Monitor.Wait|](Gate); Use(Jobs.Dequeue()); } }")]
    [InlineData("for (var i = 0; i < 3; i++) lock (Gate) { if (!Ready) [|Monitor.Wait|](Gate); Ready = false; }")]
    [InlineData("foreach (var n in new[] { 1, 2 }) { lock (Gate) { if (!Ready) { [|Monitor.Wait|](Gate); } Use(n); } }")]
    public Task Flags_a_wait_behind_one_test(string body) => Flags(body, Members);

    [Theory]
    [InlineData("lock (Gate) { [|Monitor.Wait|](Gate); Use(1); }")]
    [InlineData("lock (Gate) [|Monitor.Wait|](Gate);")]
    public Task Flags_a_wait_without_a_test(string body) => Flags(body, Members);

    [Theory]
    [InlineData("lock (Gate) { while (!Ready) Monitor.Wait(Gate); Use(1); }")]
    [InlineData("lock (Gate) { do { Monitor.Wait(Gate); } while (!Ready); }")]
    [InlineData("lock (Gate) { for (; !Ready;) Monitor.Wait(Gate); }")]
    [InlineData("lock (Gate) { while (true) { if (Ready) break; Monitor.Wait(Gate); } }")]
    [InlineData("while (!Stop) { lock (Gate) { if (Jobs.Count == 0) Monitor.Wait(Gate); } Use(1); }")]
    [InlineData("while (!Stop) { lock (Gate) { if (Jobs.Count == 0) { Monitor.Wait(Gate); continue; } Use(Jobs.Dequeue()); } }")]
    [InlineData("while (!Stop) { lock (Gate) { if (Jobs.Count == 0) Monitor.Wait(Gate); else Use(Jobs.Dequeue()); } }")]
    [InlineData("while (!Stop) { lock (Gate) { if (Jobs.Count == 0) Monitor.Wait(Gate); if (Jobs.Count > 0) Use(Jobs.Dequeue()); } }")]
    [InlineData("lock (Gate) { if (!Ready) Monitor.Wait(Gate); while (!Ready) Monitor.Wait(Gate); }")]
    [InlineData("while (!Stop) { if (Monitor.TryEnter(Gate)) { if (!Ready) { Monitor.Wait(Gate); } Monitor.Exit(Gate); } }")]
    [InlineData("while (!Stop) { Monitor.Enter(Gate); try { if (!Ready) Monitor.Wait(Gate); } finally { Monitor.Exit(Gate); } }")]
    [InlineData("lock (Gate) { if (!Ready) Monitor.Wait(Gate, 1000); }")]
    [InlineData("lock (Gate) Monitor.Wait(Gate, TimeSpan.FromSeconds(1));")]
    [InlineData("lock (Gate) { new Thread(() => { lock (Gate) { Ready = true; Monitor.Pulse(Gate); } }).Start(); Monitor.Wait(Gate); }")]
    [InlineData("lock (Gate) { Monitor.Pulse(Gate); Monitor.Wait(Gate); }")]
    [InlineData("lock (Gate) { if (!Ready && !Monitor.Wait(Gate, 100)) Use(1); }")]
    [InlineData("Task.Run(() => Use(1)).Wait();")]
    public Task Accepts_a_wait_that_is_tested_again(string body) => Accepts(body, Members, "async method", "async lambda", "async local function", "async expression body", "async iterator");

    private const string Buffer = """
        public class Buffer
        {
            private readonly object gate = new();
            private readonly object other = new();
            private readonly Queue<int> items = new();
            private bool ready;
            BODY
        }
        """;

    [Theory]
    [InlineData("public void Set() { ready = true; [|Monitor.PulseAll|](gate); } public void Use() { lock (gate) while (!ready) Monitor.Wait(gate); }")]
    [InlineData("public void Set() { lock (other) { ready = true; [|Monitor.Pulse|](gate); } } public void Use() { lock (gate) while (!ready) Monitor.Wait(gate); }")]
    [InlineData("public void Use() { lock (other) while (!ready) [|Monitor.Wait|](gate); }")]
    [InlineData("public void Set() { Mark(); } private void Mark() { ready = true; [|Monitor.Pulse|](gate); } public bool Use() { lock (gate) return ready; }")]
    [InlineData("public void Go() => new Thread(() => { ready = true; [|Monitor.Pulse|](gate); }).Start(); public bool Use() { lock (gate) return ready; }")]
    public Task Flags_a_call_without_the_lock(string body) => FlagsProgram(Buffer.Replace("BODY", body));

    [Theory]
    [InlineData("public void Set() { lock (gate) Mark(); } private void Mark() { ready = true; Monitor.Pulse(gate); }")]
    [InlineData("public void Set() { lock (gate) { ready = true; Monitor.PulseAll(gate); } }")]
    [InlineData("public void Set() { Monitor.Enter(gate); try { ready = true; Monitor.Pulse(gate); } finally { Monitor.Exit(gate); } }")]
    [InlineData("public void Set() { var mine = gate; lock (mine) { ready = true; Monitor.Pulse(gate); } }")]
    [InlineData("public void Set() { Locked(() => { ready = true; Monitor.Pulse(gate); }); } private void Locked(Action run) { lock (gate) run(); }")]
    [InlineData("public object Root => gate; public void Set() { ready = true; Monitor.Pulse(gate); } public bool Use() { lock (gate) return ready; }")]
    [InlineData("private void Never() { Monitor.Pulse(gate); } public void Set() { lock (gate) ready = true; }")]
    [InlineData("public void SetLocked() { ready = true; Monitor.Pulse(gate); } public void Set() { lock (gate) ready = true; }")]
    [InlineData("public void Set() { lock (gate) { lock (other) { ready = true; Monitor.Pulse(gate); } } }")]
    [InlineData("[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)] public void Set() { ready = true; Monitor.Pulse(this); }")]
    [InlineData("public void Put(int item) { lock (gate) { items.Enqueue(item); Monitor.Pulse(gate); } } public int Take() { lock (gate) { while (items.Count == 0) Monitor.Wait(gate); return items.Dequeue(); } }")]
    public Task Accepts_a_call_under_the_lock(string body) => AcceptsProgram(Buffer.Replace("BODY", body));

    private const string Bounded = """
        public class Bounded
        {
            private readonly object gate = new();
            private readonly Queue<int> items = new();

            public void Put(int item)
            {
                lock (gate)
                {
                    while (items.Count == 8)
                        Monitor.Wait(gate);
                    items.Enqueue(item);
                    [|Monitor.Pulse|](gate); // there is one
                }
            }

            public int Take()
            {
                lock (gate)
                {
                    while (items.Count == 0)
                        Monitor.Wait(gate);
                    var item = items.Dequeue();
                    [|Monitor.Pulse|](gate);
                    return item;
                }
            }
        }
        """;

    [Fact]
    public Task Flags_a_pulse_for_one_where_threads_wait_for_different_things() => FlagsProgram(Bounded);

    [Fact]
    public Task Says_what_is_wrong() => Says("""
        public class Buffer
        {
            private readonly object gate = new();
            private bool ready;
            public void Use()
            {
                lock (gate)
                {
                    if (!ready)
                        Monitor.Wait(gate);
                }
                lock (gate)
                    Monitor.Wait(gate);
            }
            public void Set() { ready = true; Monitor.Pulse(gate); }
        }
        """,
        "'Wait' on 'gate' comes behind one test, in line 9, and nothing tests again when it is over",
        "'Wait' on 'gate' comes without a test, so a pulse that came earlier is lost",
        "'Pulse' on 'gate' comes without its lock, and so throws");

    [Fact]
    public async Task Accepts_unfinished_code() => Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", """
        class C { private readonly object gate = new(); void M() { lock (gate) { Monitor.Wait(; Monitor.Wait(); if ( Monitor.Wait(gate } } void N() { Monitor.Pulse( } }
        """)), [new ConditionWaitMisused()]));

    [Fact]
    public Task Waits_in_a_loop() => Fixes(
        """
        public class Latch
        {
            private readonly object gate = new();
            private bool open;

            public void Pass()
            {
                lock (gate)
                {
                    // Until it opens.
                    if (!open) // closed
                    {
                        [|Monitor.Wait|](gate); // for Open
                    }
                    open = false;
                }
            }

            public Action Later => () => { lock (gate) if (!open) [|Monitor.Wait|](gate); };

            public void Open()
            {
                lock (gate)
                {
                    open = true;
                    Monitor.Pulse(gate);
                }
            }
        }
        """,
        """
        public class Latch
        {
            private readonly object gate = new();
            private bool open;

            public void Pass()
            {
                lock (gate)
                {
                    // Until it opens.
                    while (!open) // closed
                    {
                        Monitor.Wait(gate); // for Open
                    }
                    open = false;
                }
            }

            public Action Later => () => { lock (gate) while (!open) Monitor.Wait(gate); };

            public void Open()
            {
                lock (gate)
                {
                    open = true;
                    Monitor.Pulse(gate);
                }
            }
        }
        """);

    [Fact]
    public Task Wakes_all() => Fixes(Bounded, Bounded.Replace("[|Monitor.Pulse|]", "Monitor.PulseAll"));

    [Fact]
    public Task Takes_the_lock() => Fixes(
        Buffer.Replace("BODY", "\n    public void Set()\n    {\n        ready = true;\n        // Now.\n        [|Monitor.Pulse|](gate); // go\n    }\n\n    public void Use() { lock (gate) while (!ready) Monitor.Wait(gate); }").Replace("\n", "\r\n"),
        Buffer.Replace("BODY", "\n    public void Set()\n    {\n        ready = true;\n        // Now.\n        lock (gate)\n        {\n            Monitor.Pulse(gate); // go\n        }\n    }\n\n    public void Use() { lock (gate) while (!ready) Monitor.Wait(gate); }").Replace("\n", "\r\n"));

    [Theory]
    [InlineData("public class C { private readonly object gate = new(); private bool ready; public void M() { lock (gate) { if (!ready) { Console.WriteLine(1); [|Monitor.Wait|](gate); } ready = false; } } }")]
    [InlineData("public class C { private readonly object gate = new(); public void M() { lock (gate) { [|Monitor.Wait|](gate); } } }")]
    public Task Offers_nothing_where_the_author_must_decide(string program) => FlagsWithoutFix(program);
}
