using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class NonAtomicUpdateTests : RuleTests<NonAtomicUpdate>
{
    private const string Counters = "public static int Hits; public static long Bytes; public static readonly int[] Slots = new int[4]; public static readonly object Gate = new(); public static string? Last;";

    [Fact]
    public Task Flags_a_result_that_is_written_back() => Flags("""
        [|Hits|] = Interlocked.Increment(ref Hits);
        [|Members.Hits|] = Interlocked.Decrement(ref Hits);
        [|Bytes|] = Interlocked.Add(ref Bytes, 8);
        [|Slots[1]|] = Interlocked.Increment(ref Slots[1]);
        [|Last|] = Interlocked.Exchange(ref Last, "seen");
        var now = [|Hits|] = Interlocked.Increment(ref Hits);
        Console.WriteLine(now);
        """, Counters);

    [Fact]
    public Task Accepts_a_result_that_goes_elsewhere() => Accepts("""
        var now = Interlocked.Increment(ref Hits);
        now = Interlocked.Increment(ref Hits);
        Slots[0] = Interlocked.Increment(ref Slots[1]);
        Bytes = Interlocked.Increment(ref Hits);
        Interlocked.Increment(ref now);
        now = Interlocked.Increment(ref now);
        lock (Gate)
            Hits = Interlocked.Increment(ref Hits);
        Last = Interlocked.CompareExchange(ref Last, "first", null) ?? Last;
        Console.WriteLine(now);
        """, Counters);

    [Fact]
    public Task Flags_updates_of_a_volatile_field() => FlagsProgram("""
        class Meter
        {
            private volatile int running;
            private static volatile int all;
            private static volatile string log = "";
            private static volatile Action? done;

            public async Task Run(Func<Task> work) { [|running|]++; await work(); --[|running|]; }
            public void Each(Meter other) { [|other.running|] += 1; Console.WriteLine(other); [|other.running|] -= 1; }
            public int Next() => ++[|all|];
            public void Say(string line) { [|log|] += line; }
            public void When(Action action) { [|done|] += action; }
            public void Not(Action action) { [|done|] -= action; }
            public string Text => $"{running} {log} {done}";
        }
        """);

    [Fact]
    public Task Flags_plain_updates_of_what_Interlocked_changes_elsewhere() => FlagsProgram("""
        class Pool
        {
            private int open;
            private long bytes;
            private static int made;
            private Action? closed;

            public Pool() { open = 1; open++; }
            public void Enter() => Interlocked.Increment(ref open);
            public void Leave() { Console.WriteLine("left"); [|open|]--; }
            public void Send(byte[] data) { Interlocked.Add(ref bytes, data.Length); Interlocked.Increment(ref made); }
            public void Skip(byte[] data) { [|bytes|] += data.Length; if (data.Length > 9) [|made|] = made - 1; }
            public void On(Action action) { Action? old; do { old = closed; } while (Interlocked.CompareExchange(ref closed, old + action, old) != old); }
            public void Off(Action action) { [|closed|] -= action; }
            public void Report() { var sent = bytes; [|bytes|] = 0; Console.WriteLine(sent); }
        }
        """);

    [Fact]
    public Task Flags_updates_by_a_started_body_and_by_callers() => FlagsProgram("""
        class Feed
        {
            private readonly Thread reader;
            private int pending;
            private long total;

            public Feed() { reader = new Thread(Read); }
            public void Start() => reader.Start();
            public void Push(string line) { Console.WriteLine(line); [|pending|]++; total = 0; }

            private void Read()
            {
                while (true)
                {
                    Take();
                    total++;
                }
            }

            private void Take() { Console.WriteLine("taken"); [|pending|]--; }
        }
        """);

    [Fact]
    public Task Flags_updates_by_the_handler_of_a_process_and_by_callers() => FlagsProgram("""
        class Build
        {
            private int lines;

            public void Begin(System.Diagnostics.Process compiler)
            {
                compiler.OutputDataReceived += OnLine;
                compiler.BeginOutputReadLine();
            }

            public void Comment() => [|lines|]++;

            public int Lines => lines;

            private void OnLine(object sender, System.Diagnostics.DataReceivedEventArgs line) => [|lines|]++;
        }
        """);

    /// <summary>The compiler's own accessors are one step; whoever copies the handlers to raise them reckons with others that add some.</summary>
    [Theory]
    [InlineData("add { [|handlers|] += value; if (count == 0) Console.WriteLine(1); count++; } remove { handlers -= value; count--; }", "var now = handlers; if (now != null) now(this, args);")]
    [InlineData("add { if (count++ == 0) Console.WriteLine(count); [|this.handlers|] += value; } remove { handlers -= value; }", "var now = handlers; now?.Invoke(this, args);")]
    public Task Flags_handlers_that_an_event_adds_in_two_steps(string accessors, string raise) => FlagsProgram(Bell(accessors, raise));

    [Theory]
    [InlineData("add { lock (this) handlers += value; } remove { lock (this) handlers -= value; }", "var now = handlers; if (now != null) now(this, args);")]
    [InlineData("add { handlers += value; } remove { handlers -= value; }", "if (handlers != null) handlers(this, args);")]
    [InlineData("[MethodImpl(MethodImplOptions.Synchronized)] add { handlers += value; } [MethodImpl(MethodImplOptions.Synchronized)] remove { handlers -= value; }", "var now = handlers; if (now != null) now(this, args);")]
    [InlineData("add => handlers += value; remove => handlers -= value;", "var now = handlers; if (now != null) now(this, args);")] // who sets it up
    [InlineData("add { inner += value; } remove { inner -= value; }", "var now = handlers; now?.Invoke(this, args); inner?.Invoke(this, args);")]
    public Task Accepts_accessors_under_a_lock_and_without_a_copy(string accessors, string raise) => AcceptsProgram(Bell(accessors, raise));

    /// <summary>Adding and removing is one defect of the event.</summary>
    [Fact]
    public Task Flags_an_event_once_beside_an_atomic_variable() => FlagsProgram("""
        class Session
        {
            private EventHandler? opened;
            private EventHandler? closed;
            private object? inner;

            public event EventHandler Opened { add => [|opened|] += value; remove => opened -= value; }
            public event EventHandler Closed { add { lock (this) closed += value; } remove => [|closed|] -= value; }
            public object? Replace(object? next) => Interlocked.Exchange(ref inner, next);
            public void Raise() { opened?.Invoke(this, EventArgs.Empty); closed?.Invoke(this, EventArgs.Empty); }
        }
        """);

    private static string Bell(string accessors, string raise) => $$"""
        using System.Runtime.CompilerServices;

        class Bell
        {
            private EventHandler? handlers;
            private event EventHandler? inner;
            private int count;

            public event EventHandler? Rung { {{accessors}} }
            public void Ring(EventArgs args) { {{raise}} }
            public override string ToString() => $"{count} {inner} {handlers}";
        }
        """;

    [Theory]
    [InlineData("private volatile bool isOpen;", "++[|count|]")]
    [InlineData("private bool isOpen;", "++count")]
    public Task Knows_numbers_of_objects_that_threads_use(string state, string number) => FlagsProgram($$"""
        class Wallet
        {
            private static int count;
            {{state}}
            public Wallet() { Id = {{number}}; Thread.Yield(); }
            public int Id { get; }
            public void Open() => isOpen = true;
            public bool IsOpen => isOpen;
        }
        """);

    [Fact]
    public Task Flags_numbers_that_are_handed_out() => FlagsProgram("""
        class Job
        {
            private static readonly ConcurrentDictionary<int, Job> All = new();
            private static int nextId;
            private static int serial;
            private readonly int number = ++[|serial|];

            public Job() { Id = [|nextId|]++; All[Id] = this; }
            public int Id { get; }
            public static int Reserve() => ++[|nextId|];
            public override string ToString() => $"{Id} {number}";
        }

        class Requests
        {
            private readonly ConcurrentDictionary<int, string> pending = new();
            private int last;

            public int Add(string text)
            {
                var id = [|last|]++;
                pending[id] = text;
                return id;
            }
        }

        static class Names
        {
            private static readonly object gate = new();
            private static readonly List<string> all = new();
            private static int count;

            public static string Make(string stem) { lock (gate) all.Add(stem); return stem + Number(); }
            private static string Number() { return Text(++[|count|]); }
            private static string Text(int n) => n.ToString();
        }
        """);

    [Fact]
    public Task Flags_numbers_beside_a_collection_that_a_lock_guards() => FlagsProgram("""
        class Requests
        {
            private readonly Dictionary<uint, string> pending = new();
            private uint last;

            public uint Next { get { return this.[|last|]++; } }
            public void Add(uint id, string text) { lock (pending) pending[id] = text; }
            public void Done(uint id) { lock (pending) pending.Remove(id); }
        }

        class Lines
        {
            private readonly object gate = new();
            private readonly Queue<string> lines = new();
            private int read;

            public void Add(string line) { lock (gate) lines.Enqueue(line); }
            public string Take() { string line; lock (gate) line = lines.Dequeue(); return line + read++; }
        }
        """.Replace("this.[|last|]", "[|this.last|]"));

    [Fact]
    public Task Flags_delegates_of_an_object_that_threads_share() => FlagsProgram("""
        class Topic
        {
            private Action<string>? handlers;
            private string? last;

            public void Add(Action<string> handler) => [|handlers|] += handler;
            public void Remove(Action<string> handler) { if (handler != null) [|handlers|] -= handler; }
            public void Publish(string text) { Volatile.Write(ref last, text); handlers?.Invoke(text); }
        }

        class Alone
        {
            private Action<string>? handlers;
            private string? last;

            public void Add(Action<string> handler) => handlers += handler;
            public void Publish(string text) { last = text; handlers?.Invoke(text + last); }
        }
        """);

    [Fact]
    public Task Accepts_updates_under_a_lock() => AcceptsProgram("""
        class Meter
        {
            private readonly object gate = new();
            private readonly SemaphoreSlim one = new(1);
            private volatile int hits;
            private volatile int misses;
            private volatile int waits;
            private int sum;

            public void Hit(string name) { lock (gate) { Console.WriteLine(name); hits++; } }
            public void Miss() { lock (gate) Count(); }
            private void Count() { Console.WriteLine(hits); misses++; }
            public async Task Wait() { await one.WaitAsync(); try { waits++; } finally { one.Release(); } }
            public void Add(int n) { lock (gate) { sum += n; Interlocked.Increment(ref sum); } }
            public int Hits => hits + misses + waits;
        }
        """);

    [Fact]
    public Task Accepts_construction_and_beginning_again() => AcceptsProgram("""
        class Meter
        {
            private volatile int hits;
            private int sum;
            private static volatile int types;

            static Meter() { types++; }
            public Meter(int n) { hits += n; Fill(n); sum = n; sum += n; }
            private void Fill(int n) { for (var i = 0; i < n; i++) hits++; }
            public static Meter Of(int n) { var meter = new Meter(n); meter.hits += n; meter.sum -= n; return meter; }
            public void Add(int n) => Interlocked.Add(ref sum, n);
            public void Reset() { Console.WriteLine(sum); var was = sum; sum = 0; Console.WriteLine(was); }
            public void Begin() { sum = 0; hits = 0; types = 1; }
            public int Sum => sum + hits + types;
        }
        """);

    [Fact]
    public Task Accepts_one_body_that_does_all_the_writing() => AcceptsProgram("""
        class Clock : IDisposable
        {
            private readonly Thread thread;
            private volatile int ticks;
            private long rounds;
            private volatile bool stop;

            public Clock() { thread = new Thread(Run); thread.Start(); }
            public int Ticks => ticks;
            public long Rounds => Interlocked.Read(ref rounds);

            private void Run()
            {
                while (!stop)
                {
                    Thread.Sleep(10);
                    ticks++;
                    rounds++;
                }
            }

            public void Dispose() { stop = true; thread.Join(); }
        }
        """);

    [Fact]
    public Task Accepts_what_Interlocked_only_reads() => AcceptsProgram("""
        class Meter
        {
            private long bytes;
            private int state;
            private string? name;

            public long Bytes => Interlocked.Read(ref bytes);
            public int State => Interlocked.CompareExchange(ref state, 0, 0);
            public string? Name => Interlocked.CompareExchange(ref name, null, null);
            public void Add(int n) { Console.WriteLine(n); bytes += n; state++; name += "x"; }
        }
        """);

    [Fact]
    public Task Accepts_flags_that_are_given_back() => AcceptsProgram("""
        class Once
        {
            private int busy;
            private int seen;
            private object? current;

            public void Run(Action work)
            {
                if (Interlocked.CompareExchange(ref busy, 1, 0) != 0)
                    return;
                try { work(); } finally { busy = 0; }
            }

            public void See() { if (Interlocked.Increment(ref seen) > 5) seen = 0; }
            public void Set(object next) { Interlocked.Exchange(ref current, next); current = null; }
        }
        """);

    [Fact]
    public Task Accepts_types_that_share_nothing() => AcceptsProgram("""
        class Reader
        {
            private readonly object gate = new();
            private static int nextId;
            private int position, line;
            private readonly byte[] buffer = new byte[9];
            [ThreadStatic] private static int mine;

            public int Line() { lock (gate) Console.WriteLine("line"); return ++line; }
            public void Put(byte value) { buffer[position++] = value; mine++; }
            public int Id { get; } = nextId++;
        }

        class Copies
        {
            private struct Pair { public volatile int Left; public void Add() { Left = 1; } }
            private Pair pair;
            public int Count() { var copy = pair; copy.Left++; return copy.Left; }
        }
        """);

    [Fact]
    public Task Leaves_the_runs_of_one_body_to_the_rule_about_them() => AcceptsProgram("""
        class Jobs
        {
            private volatile int done;
            private int left;

            public void Run(string[] names)
            {
                Parallel.ForEach(names, name => { Console.WriteLine(name); done++; });
                Parallel.Invoke(() => { Console.WriteLine(1); left--; }, Finish);
                foreach (var name in names)
                    new Thread(() => { Console.WriteLine(name); left++; Count(name); }).Start();
                Interlocked.Exchange(ref left, names.Length);
            }

            private void Count(string name) { Console.WriteLine(name); done++; }
            private void Finish() { Console.WriteLine(2); done++; }
        }
        """);

    [Fact]
    public Task Leaves_what_a_lock_guards_to_the_rule_about_it() => AcceptsProgram("""
        class Meter
        {
            private readonly object gate = new();
            private int hits;
            private volatile int all;

            public void Add() { lock (gate) { hits++; all++; } }
            public void Remove() { lock (gate) { hits--; all--; } }
            public void Twice() { lock (gate) { hits += 2; all += 2; } }
            public void Loose() { hits++; all++; }
        }
        """);

    /// <summary>A member that says whose thread it runs on has one caller at a time.</summary>
    [Theory]
    [InlineData("Take", "[|next|]")]
    [InlineData("NextThread", "[|next|]")]
    [InlineData("MainThreadTake", "next")]
    [InlineData("TakeOnUIThread", "next")]
    public Task Knows_members_of_one_thread_by_name(string name, string target) => FlagsProgram($$"""
        class Windows
        {
            private int next;
            private readonly ConcurrentDictionary<int, string> all = new();
            public int {{name}}(string title) { var id = {{target}}++; all[id] = title; return id; }
        }
        """);

    [Fact]
    public Task Accepts_windows_and_tests() => AcceptsProgram("""
        namespace System.Windows.Forms { class Form { } }
        namespace Xunit { class FactAttribute : Attribute { } }

        namespace Mine
        {
            class Window : System.Windows.Forms.Form
            {
                private volatile int clicks;
                public void Click() { Console.WriteLine(clicks); clicks++; }
            }

            class Tests
            {
                private volatile int runs;
                [Xunit.Fact] public void Run() { runs++; Console.WriteLine(runs); }
            }
        }
        """);

    [Fact]
    public Task Says_what_shows_that_it_is_shared() => Says("""
        class C
        {
            private static volatile int spins;
            private int open, pending;
            private static int next;
            private static readonly ConcurrentDictionary<int, C> all = new();
            private readonly Timer timer;
            private readonly int id = next++;

            public C() { timer = new Timer(_ => Tick()); all[id] = this; }
            public void Spin() => spins++;
            public void Enter() => Interlocked.Increment(ref open);
            public void Leave() => open--;
            public void Push() => pending++;
            private void Tick() { Console.WriteLine(id); pending--; }
            public void Back() => open = Interlocked.Increment(ref open);
        }
        """,
        "'next' is read and written in two steps here, so two callers may get the same number",
        "'spins' is read and written in two steps here, which volatile does not make one",
        "'open' is read and written in two steps here, but in one by Interlocked elsewhere",
        "'pending' is read and written in two steps here, and so it is by another thread",
        "'pending' is read and written in two steps here, and so it is by another thread",
        "'open' is read and written in two steps here, for the result of Interlocked.Increment is written back");

    [Fact]
    public Task Points_at_what_shows_it() => PointsAt("""
        class C
        {
            private int open;
            public void Enter() => Interlocked.Increment(ref open);
            public void Both() => Interlocked.Add(ref open, 2);
            public void Leave() => open--;
        }
        """, 4, 5);

    [Fact]
    public Task Accepts_values_that_are_only_computed_from_the_old_one() => AcceptsProgram("""
        class Backoff
        {
            private readonly Random random = new();
            private volatile int seconds = 1;
            private int best;

            public void Begin() => seconds = 1;
            public void Wait() { var next = random.Next(seconds, seconds * 2); seconds = Math.Min(next, 60); }
            public void See(int n) { if (n > best) best = n; }
            public int Take() => Interlocked.Exchange(ref best, 0);
        }
        """);

    [Fact]
    public Task Accepts_states_that_others_only_look_at() => AcceptsProgram("""
        class Channel
        {
            [Flags] private enum States { None = 0, Open = 1, Reading = 2 }
            private volatile States state;
            private volatile bool failed;
            private volatile int blocking;
            private long word;

            public bool Lock() => Interlocked.CompareExchange(ref word, 1, 0) == 0;
            public void Mark(long bits) { Console.WriteLine(bits); word |= bits; word &= ~1L; word *= 2; }
            public void Block() { Console.WriteLine("begin"); blocking++; }
            public void Unblock() { Console.WriteLine("end"); blocking--; }
            public int Blocking => blocking;
            public bool IsOpen => (state & States.Open) != 0 && !failed;
            public void Open() { Console.WriteLine("open"); state |= States.Open; }
            public void Read(bool good) { failed |= !good; state = state & ~States.Reading; }
        }
        """);

    [Fact]
    public Task Accepts_what_only_grows_and_others_look_at() => AcceptsProgram("""
        class Client
        {
            private volatile int errors;
            public bool IsBad => errors > 5;
            public async Task<bool> Send(Func<Task> send)
            {
                try { await send(); errors = 0; return true; }
                catch (IOException) { errors++; return false; }
            }
        }
        """);

    [Fact]
    public Task Accepts_what_stands_behind_a_flag_that_one_thread_takes() => AcceptsProgram("""
        class Pool
        {
            private static volatile int size = 1;
            private int resizing;

            public void Grow()
            {
                if (size > 9 || Interlocked.CompareExchange(ref resizing, 1, 0) != 0)
                    return;
                Console.WriteLine(size);
                size++;
                Interlocked.Exchange(ref resizing, 0);
            }
        }
        """);

    [Fact]
    public Task Accepts_what_a_base_calls_as_it_likes() => AcceptsProgram("""
        abstract class Target
        {
            private readonly object gate = new();
            public virtual void Write(string[] lines) { foreach (var line in lines) lock (gate) Write(line); }
            protected abstract void Write(string line);
        }

        class Null : Target
        {
            private int count;
            public override void Write(string[] lines) { Console.WriteLine(lines.Length); Interlocked.Add(ref count, lines.Length); }
            protected override void Write(string line) { Console.WriteLine(line); count++; }
        }
        """);

    [Fact]
    public Task Accepts_numbers_for_what_one_thread_takes_from_a_queue() => AcceptsProgram("""
        class Server
        {
            private readonly BlockingCollection<string> events = new();
            private readonly ConcurrentDictionary<string, int> players = new();
            private int next;

            public void Post(string text) => events.Add(text);
            public int Choose() => next++;
            public void Run() { foreach (var text in events.GetConsumingEnumerable()) players[text] = Choose(); }
        }
        """);

    [Fact]
    public Task Fixes_steps_and_sums() => Fixes("""
        class C
        {
            private static volatile int hits;
            private long bytes;
            private static uint seen;

            public void Send(byte[] data) => Interlocked.Add(ref bytes, data.Length);
            public void See() => Interlocked.Increment(ref seen);

            public void Work(byte[] data)
            {
                // One more.
                [|hits|]++; // counted
                --[|C.hits|];
                if (data.Length > 3)
                    [|bytes|] -= 3; /* not sent */
                else
                    [|bytes|] += data.Length;
                [|seen|]++;
                Action later = () => [|hits|]++;
                later();
            }

            public int Next() => [|hits|]++;
            public int Then() => ++[|hits|];
            public string Text() => $"{[|hits|]--} and {2 * [|hits|]++}";
        }
        """, """
        class C
        {
            private static volatile int hits;
            private long bytes;
            private static uint seen;

            public void Send(byte[] data) => Interlocked.Add(ref bytes, data.Length);
            public void See() => Interlocked.Increment(ref seen);

            public void Work(byte[] data)
            {
                // One more.
                Interlocked.Increment(ref hits); // counted
                Interlocked.Decrement(ref C.hits);
                if (data.Length > 3)
                    Interlocked.Add(ref bytes, -3); /* not sent */
                else
                    Interlocked.Add(ref bytes, data.Length);
                Interlocked.Increment(ref seen);
                Action later = () => Interlocked.Increment(ref hits);
                later();
            }

            public int Next() => Interlocked.Increment(ref hits) - 1;
            public int Then() => Interlocked.Increment(ref hits);
            public string Text() => $"{Interlocked.Decrement(ref hits) + 1} and {2 * (Interlocked.Increment(ref hits) - 1)}";
        }
        """);

    [Fact]
    public Task Fixes_a_result_that_is_written_back() => Fixes("""
        class C
        {
            private int hits;
            private long bytes;

            public int Next()
            {
                // Another.
                [|hits|] = Interlocked.Increment(ref hits); // taken
                [|this.bytes|] = Interlocked.Add(ref bytes, /* all */ 8);
                Action later = () => [|hits|] = Interlocked.Decrement(ref hits);
                later();
                return [|hits|] = Interlocked.Increment(ref hits);
            }
        }
        """, """
        class C
        {
            private int hits;
            private long bytes;

            public int Next()
            {
                // Another.
                Interlocked.Increment(ref hits); // taken
                Interlocked.Add(ref bytes, /* all */ 8);
                Action later = () => Interlocked.Decrement(ref hits);
                later();
                return Interlocked.Increment(ref hits);
            }
        }
        """);

    [Fact]
    public Task Fixes_numbers_that_are_handed_out() => Fixes("""
        class Job
        {
            private static readonly ConcurrentDictionary<int, Job> All = new();
            private static int nextId;
            private readonly int number = [|nextId|]++;

            public Job()
            {
                Id = ++[|nextId|];
                All[Id + number] = this;
            }

            public int Id { get; }
        }
        """, """
        class Job
        {
            private static readonly ConcurrentDictionary<int, Job> All = new();
            private static int nextId;
            private readonly int number = Interlocked.Increment(ref nextId) - 1;

            public Job()
            {
                Id = Interlocked.Increment(ref nextId);
                All[Id + number] = this;
            }

            public int Id { get; }
        }
        """);

    [Fact]
    public Task Fixes_with_the_line_ends_of_the_file() => Fixes(
        "class C\r\n{\r\n\tprivate static volatile int hits;\r\n\r\n\tpublic void M()\r\n\t{\r\n\t\tConsole.WriteLine(hits);\r\n\t\t[|hits|]++;\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tprivate static volatile int hits;\r\n\r\n\tpublic void M()\r\n\t{\r\n\t\tConsole.WriteLine(hits);\r\n\t\tInterlocked.Increment(ref hits);\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("private static volatile byte hits; public void M() { [|hits|]++; }")]
    [InlineData("private static volatile float sum; public void M(float n) { [|sum|] += n; }")]
    [InlineData("private static volatile string text = \"\"; public void M(string more) { [|text|] += more; }")]
    [InlineData("private static volatile Action? done; public void M(Action more) { [|done|] += more; }")]
    [InlineData("private static volatile int hits; public void M() { checked { [|hits|]++; } }")]
    [InlineData("private static volatile int hits; public void M() { [|hits|] += hits + 1; }")]
    [InlineData("private int hits; public void M() { [|hits|] = hits + 2; } public void N() => Interlocked.Increment(ref hits);")]
    [InlineData("private static volatile int hits; private readonly object gate = new(); public void M() { [|hits|]++; } public void N() { lock (gate) hits++; } public int Hits => hits;")]
    [InlineData("private string? name; public void M() { [|name|] = Interlocked.Exchange(ref name, \"x\"); }")]
    [InlineData("private int bits; public void M() { [|bits|] = Interlocked.Or(ref bits, 4); }")]
    public Task Offers_nothing_where_one_step_would_not_do(string members) => FlagsWithoutFix($$"""class C { {{members}} }""");

    [Fact]
    public async Task Accepts_unfinished_code()
    {
        var compilation = Code.Compilation(("Test0.cs", """
            class C
            {
                private volatile int hits
                private volatile Missing gone;
                void M() { hits + ; gone++; Missing++; hits = Interlocked.Increment(; hits = Interlocked.Increment(ref ); }
                void N() { Interlocked.Missing(ref hits); hits = Interlocked.Add(ref hits
            """));
        Assert.Empty(await Code.Findings(compilation, [new NonAtomicUpdate()]));
    }

    [Theory]
    [InlineData("if (exiting > 0) Console.WriteLine();", "")]
    [InlineData("if (exiting > 1) Console.WriteLine();", "[|")]
    [InlineData("exiting--;", "[|")]
    public Task Accepts_a_number_of_which_is_asked_only_whether_it_is_zero(string use, string mark)
    {
        var (open, close) = mark.Length > 0 ? ("[|", "|]") : ("", "");
        var program = $$"""
            class Game
            {
                private int exiting;
                public void Exit() => Interlocked.Increment(ref exiting);
                public void Poll() { {{open}}exiting{{close}}++; }
                public void Run() { {{(use == "exiting--;" ? $"{open}exiting{close}--;" : use)}} }
            }
            """;
        return mark.Length > 0 ? FlagsProgram(program) : AcceptsProgram(program);
    }

    [Theory]
    [InlineData("foreach (var worker in workers) worker.Join();")]
    [InlineData("while (Volatile.Read(ref _running) > 0) Thread.Yield();")]
    public Task Accepts_a_count_that_begins_anew_when_the_workers_are_done(string wait) => AcceptsProgram($$"""
        class Bench
        {
            private long _done;
            private int _running;

            public void Run(Thread[] workers)
            {
                foreach (var worker in workers)
                    worker.Start();
                {{wait}}
                Console.WriteLine(_done / 3.0);
                _done = 0;
            }

            public void Work()
            {
                Interlocked.Increment(ref _done);
                Interlocked.Decrement(ref _running);
            }
        }
        """);

    [Theory]
    [InlineData("InitializeShared", "word")]
    [InlineData("AddShared", "[|word|]")]
    public Task Accepts_the_first_value_of_what_nobody_has_yet(string name, string word) => FlagsProgram($$"""
        struct Record
        {
            private long word;
            public void {{name}}() => {{word}} += 8;
            public void Release() => Interlocked.Add(ref word, -8);
            public bool IsFree => word < 8;
        }
        """);

    /// <summary>A lock that knows its holder: only the thread that holds it counts how often.</summary>
    [Theory]
    [InlineData("var me = Thread.CurrentThread; if (Interlocked.CompareExchange(ref holder, me, null) is var before && before != me) return;", "depth")]
    [InlineData("if (holder?.ManagedThreadId != Environment.CurrentManagedThreadId) return;", "depth")]
    [InlineData("if (holder == null) return;", "[|depth|]")]
    public Task Accepts_what_the_holder_counts(string test, string counted) => FlagsProgram($$"""
        class Reentrant
        {
            private Thread? holder;
            private int depth;

            public void Enter()
            {
                {{test}}
                {{counted}}++;
            }

            public int Leave() => Interlocked.Exchange(ref depth, 0);
        }
        """);
}
