using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class LockOrderInvertedInBuildTests : RuleTests<LockOrderInvertedInBuild>
{
    [Fact]
    public Task Tells_the_story_of_two_types() => Says("""
        class Orders
        {
            private readonly object _gate = new();
            private readonly Stock _stock;
            private int _open;
            public Orders(Stock stock) { _stock = stock; stock.Orders = this; }
            public void Place(int amount) { lock (_gate) { _open++; _stock.Take(amount); } }
            public void Refill() { lock (_gate) _open = 0; }
        }
        class Stock
        {
            private readonly object _sync = new();
            private int _left;
            public Orders? Orders;
            public void Take(int amount) { lock (_sync) _left -= amount; }
            public void Fill(int amount) { lock (_sync) { _left += amount; Orders?.Refill(); } }
        }
        """, "Thread A in 'Place' holds '_gate' and waits for '_stock._sync'; thread B in 'Fill' holds '_sync' and waits for 'Orders._gate'");

    [Fact]
    public Task Flags_nested_monitors_through_three_types() => FlagsProgram("""
        class A
        {
            private readonly object _lock = new();
            private readonly B _b = new();
            private int _n;
            public void Down() { lock (_lock) { _n++; [|_b.Down|](this); } }
            public void Touch() { lock (_lock) _n--; }
        }
        class B
        {
            private readonly C _c = new();
            public void Down(A a) { _c.Down(); }
            public void Up(A a) { _c.Up(a); }
        }
        class C
        {
            private readonly object _lock = new();
            private int _n;
            public void Down() { lock (_lock) _n++; }
            public void Up(A a) { lock (_lock) { _n--; a.Touch(); } }
        }
        """);

    [Fact]
    public Task Flags_a_call_through_an_interface() => FlagsProgram("""
        interface ISink { void Write(string line); }
        class Hub
        {
            private readonly object _gate = new();
            private readonly ISink _sink;
            private int _lines;
            public Hub(ISink sink) => _sink = sink;
            public void Send(string line) { lock (_gate) { _lines++; [|_sink.Write|](line); } }
            public void Count() { lock (_gate) Console.WriteLine(_lines); }
        }
        class Sink : ISink
        {
            private readonly object _file = new();
            private Hub? _hub;
            public void Write(string line) { lock (_file) Console.WriteLine(line); }
            public void Flush() { lock (_file) { _hub?.Count(); } }
        }
        """);

    [Theory]
    [InlineData("public void Flush() { _hub?.Count(); lock (_file) Console.WriteLine(); }")]
    [InlineData("public void Flush() { lock (_file) { Task.Run(() => _hub?.Count()); } }")]
    [InlineData("public void Flush() { lock (_file) { var hub = new Hub(); hub.Count(); } }")]
    public Task Accepts_what_holds_nothing_meanwhile(string flush) => AcceptsProgram($$"""
        class Hub
        {
            private readonly object _gate = new();
            private readonly Sink _sink = new();
            private int _lines;
            public void Send(string line) { lock (_gate) { _lines++; _sink.Write(line); } }
            public void Count() { lock (_gate) Console.WriteLine(_lines); }
        }
        class Sink
        {
            private readonly object _file = new();
            private Hub? _hub;
            public void Set(Hub hub) => _hub = hub;
            public void Write(string line) { lock (_file) Console.WriteLine(line); }
            {{flush}}
        }
        """);

    [Fact]
    public Task Leaves_to_the_live_rule_what_one_type_shows() => AcceptsProgram("""
        class Ledger
        {
            private readonly object _from = new(), _to = new();
            private int _total;
            public void Transfer() { lock (_from) lock (_to) _total++; }
            public void Audit() { lock (_to) lock (_from) _total--; }
        }
        """);

    [Fact]
    public Task A_wrapper_does_not_call_itself() => AcceptsProgram("""
        interface ITransport { void Send(string text); void Fail(); }
        class Failover : ITransport
        {
            private readonly object _gate = new();
            private readonly ITransport _next;
            public Failover(ITransport next) => _next = next;
            public void Send(string text) { lock (_gate) { _next.Send(text); } }
            public void Fail() { lock (_gate) Console.WriteLine(); }
        }
        class Tcp : ITransport
        {
            private readonly object _sync = new();
            private readonly ITransport _listener;
            public Tcp(ITransport listener) => _listener = listener;
            public void Send(string text) { lock (_sync) Console.WriteLine(text); }
            public void Fail() { Console.WriteLine(); }
        }
        """);

    [Fact]
    public Task Flags_philosophers_who_share_their_forks() => FlagsProgram("""
        class Philosopher
        {
            private readonly object _left, _right;
            private int _meals;
            public Philosopher(object left, object right) { _left = left; _right = right; }
            public void Dine() { for (int i = 0; i < 10; i++) { lock (_left) { Thread.Sleep(1); lock ([|_right|]) { _meals++; } } } }
        }
        static class Program
        {
            static void Main()
            {
                var forks = new object[] { new(), new(), new() };
                var threads = new List<Thread>();
                for (int i = 0; i < forks.Length; i++)
                {
                    var philosopher = new Philosopher(forks[i], forks[(i + 1) % forks.Length]);
                    threads.Add(new Thread(philosopher.Dine));
                }
                threads.ForEach(thread => thread.Start());
                threads.ForEach(thread => thread.Join());
            }
        }
        """);

    [Fact]
    public Task Accepts_two_locks_that_nobody_shares_crosswise() => AcceptsProgram("""
        class Copier
        {
            private readonly object _source, _target;
            private int _copied;
            public Copier(object source, object target) { _source = source; _target = target; }
            public void Copy() { lock (_source) { lock (_target) { _copied++; } } }
        }
        static class Program
        {
            static void Main() => new Copier(new object(), new object()).Copy();
        }
        """);

    [Fact]
    public Task Follows_a_guard_that_is_an_object() => FlagsProgram("""
        readonly struct Guard : IDisposable
        {
            private readonly object _gate;
            public Guard(object gate) { _gate = gate; Monitor.Enter(gate); }
            public void Dispose() => Monitor.Exit(_gate);
        }
        class Ledger
        {
            private readonly object _from = new(), _to = new();
            private int _total;
            public void A() { using (new Guard(_from)) { using var second = new [|Guard|](_to); _total++; } }
            public void B() { using (new Guard(_to)) { using (new Guard(_from)) { _total--; } } }
        }
        """.Replace("new [|Guard|]", "[|new Guard|]"));

    [Fact]
    public Task Two_names_of_one_lock_are_no_order() => AcceptsProgram("""
        class Ledger { public readonly object From = new(); public int Total; }
        class Book
        {
            private readonly Ledger _ledger = new();
            public void A() { lock (_ledger.From) { Add(_ledger); } }
            private void Add(Ledger other) { lock (other.From) { other.Total++; } }
            public void B() { lock (_ledger.From) { A(); } }
        }
        """);

    [Theory]
    [InlineData("public", "internal")]
    [InlineData("internal", "public")]
    public Task Accepts_a_lock_that_all_callers_hold_already(string type, string method) => AcceptsProgram(GrainThatIsLockedFirst(type, method));

    [Fact]
    public Task Flags_a_lock_that_callers_nobody_knows_may_not_hold() => FlagsProgram(GrainThatIsLockedFirst("public", "public").Replace("_waiting.Dump(this)", "[|_waiting.Dump|](this)"));

    private static string GrainThatIsLockedFirst(string type, string method) => $$"""
        {{type}} class Grain
        {
            private readonly List<string> _running = new();
            public void Analyze() { lock (this) { Console.WriteLine(_running.Count); _waiting.Dump(this); } }
            public void Run(string text) { lock (this) { _waiting.Drop(text); } }
            private readonly Waiting _waiting = new();
        }
        {{type}} class Waiting
        {
            private readonly object _queue = new();
            private int _length;
            {{method}} void Dump(Grain grain) { lock (_queue) { lock (grain) { Console.WriteLine(_length); } } }
            public void Drop(string text) { lock (_queue) { _length -= text.Length; } }
        }
        """;

    [Fact]
    public Task Accepts_what_a_runner_may_lead_back_to() => AcceptsProgram("""
        interface IJob { void Run(); }
        class Runner
        {
            private readonly IJob _job;
            public Runner(IJob job) => _job = job;
            public void Wake() => _job.Run();
        }
        class Failover
        {
            private readonly object _connect = new(), _backup = new();
            private int _tries;
            private readonly Runner _runner;
            public Failover() => _runner = new Runner(new Job(this));
            public void Send() { lock (_connect) { _tries++; _runner.Wake(); } }
            private void Connect() { lock (_connect) _tries = 0; }
            private class Job : IJob
            {
                private readonly Failover _parent;
                public Job(Failover parent) => _parent = parent;
                public void Run() { lock (_parent._backup) _parent.Connect(); }
            }
        }
        """);

    [Theory]
    [InlineData("if (_writer != null) return; lock (_gate) { if (_writer == null) _writer = new StringWriter(); }")]
    [InlineData("if (_writer == null) { lock (_gate) { _writer = new StringWriter(); } }")]
    [InlineData("if (_writer != null) return; Monitor.Enter(_gate); try { if (_writer == null) _writer = new StringWriter(); } finally { Monitor.Exit(_gate); }")]
    [InlineData("if (_writer != null) return; Gate.Enter(_gate); try { _writer = new StringWriter(); } finally { Gate.Exit(_gate); }")]
    public Task Accepts_a_lock_that_is_taken_until_something_is_made(string ensure) => AcceptsProgram($$"""
        public class Suggester
        {
            private readonly object _gate = new(), _search = new();
            private readonly Searcher _searcher = new();
            private StringWriter? _writer;
            public void Build() { lock (_search) { _writer = new StringWriter(); _searcher.Refresh(this); } }
            public void Ensure() { {{ensure}} }
            public void Close() { lock (_gate) { _searcher.Close(this); } }
            public void Forget() { lock (_search) Console.WriteLine(_writer); }
        }
        public class Searcher
        {
            public void Refresh(Suggester suggester) => suggester.Ensure();
            public void Close(Suggester suggester) => suggester.Forget();
        }
        static class Gate
        {
            public static void Enter(object gate) => Monitor.Enter(gate);
            public static void Exit(object gate) => Monitor.Exit(gate);
        }
        """);

    [Theory]
    [InlineData("lock (_gate) { _writer = new StringWriter(); }")]
    [InlineData("Monitor.Enter(_gate); try { _writer = new StringWriter(); } finally { Monitor.Exit(_gate); }")]
    [InlineData("if (_writer != null) return; Monitor.Enter(_gate); try { Console.WriteLine(); } finally { Monitor.Exit(_gate); }")]
    public Task Flags_a_lock_that_is_taken_every_time(string ensure) => FlagsProgram($$"""
        public class Suggester
        {
            private readonly object _gate = new(), _search = new();
            private readonly Searcher _searcher = new();
            private StringWriter? _writer;
            public void Build() { lock (_search) { _writer = new StringWriter(); [|_searcher.Refresh|](this); } }
            public void Ensure() { {{ensure}} }
            public void Close() { lock (_gate) { _searcher.Close(this); } }
            public void Forget() { lock (_search) Console.WriteLine(_writer); }
        }
        public class Searcher
        {
            public void Refresh(Suggester suggester) => suggester.Ensure();
            public void Close(Suggester suggester) => suggester.Forget();
        }
        """);
}
