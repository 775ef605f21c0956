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
}
