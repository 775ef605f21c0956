using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Flow.Calls;

/// <summary>What made reports of lock orders wrong in real code: each kind of reason, with what is still found beside it.</summary>
public sealed class VerdictTests
{
    [Theory]
    [InlineData("L1, the same monitor by another way", """
        class Session
        {
            public readonly object Gate = new();
            public Pool Pool = null!;
            public int Open;
            public void Close() { lock (Gate) { Open--; Pool.Touch(this); } }
        }
        class Pool
        {
            private readonly List<Session> _all = new();
            public void Touch(Session session) { lock (session.Gate) { _all.Remove(session); } }
            public void Each(Session session) { lock (session.Gate) { session.Close(); } }
        }
        """)]
    [InlineData("L2, SyncRoots of different collections", """
        using System.Collections;
        class A
        {
            private readonly ArrayList _one = new(), _other = new();
            public void Move() { lock (_one.SyncRoot) { lock (_other.SyncRoot) { _other.Add(_one[0]); } } }
        }
        class B
        {
            private readonly ArrayList _list = new();
            private readonly Queue _queue = new();
            public void Move() { lock (_queue.SyncRoot) { lock (_list.SyncRoot) { _list.Add(_queue.Dequeue()); } } }
        }
        """)]
    [InlineData("L3, an interface whose implementation is the caller's own type", """
        interface ITransport { void Send(string text); }
        class Failover : ITransport
        {
            private readonly object _connect = new(), _backup = new();
            private readonly ITransport _next;
            private int _sent;
            public Failover(ITransport next) => _next = next;
            public void Send(string text) { lock (_connect) { _sent++; _next.Send(text); } }
            public void Switch() { lock (_backup) { lock (_connect) _sent = 0; } }
            public void Fill() { lock (_backup) _sent++; }
        }
        class Tcp : ITransport { public void Send(string text) => Console.WriteLine(text); }
        """)]
    [InlineData("L4, locks of one object here and of two objects there", """
        class Connector
        {
            public readonly object Cancel = new(), Sync = new();
            public int State;
            public void Idle(Connector idle) { lock (Cancel) { lock (idle.Sync) idle.State = 0; } }
            public void Break() { lock (Sync) { lock (Cancel) State = 1; } }
        }
        """)]
    [InlineData("L5, an object that was just made", """
        class Connector
        {
            private readonly object _cancel = new(), _sync = new();
            private int _state;
            public void Abort() { lock (_cancel) { var other = new Connector(); lock (other._sync) other._state = 1; } }
            public void Break() { lock (_sync) { lock (_cancel) _state = 1; } }
        }
        """)]
    [InlineData("L6, a parameter decides", """
        class Transport
        {
            private readonly object _connect = new(), _listeners = new();
            private int _state;
            public void Connect() { lock (_connect) { On(false); } }
            private void On(bool isControl) { if (isControl) { lock (_listeners) _state++; } }
            public void Listen() { lock (_listeners) { lock (_connect) _state--; } }
        }
        """)]
    [InlineData("L7, a lock inside a wrapper is as many as there are wrappers", """
        class Gate
        {
            private readonly object _o = new();
            public void Enter() => Monitor.Enter(_o);
            public void Exit() => Monitor.Exit(_o);
        }
        class C
        {
            private readonly Gate _one = new(), _other = new();
            private int _n;
            public void A() { _one.Enter(); try { _other.Enter(); try { _n++; } finally { _other.Exit(); } } finally { _one.Exit(); } }
        }
        """)]
    [InlineData("L8, a property that is the field", """
        class Service
        {
            private readonly object _sync = new();
            public object Sync => _sync;
            private int _n;
            public void A() { lock (Sync) { lock (_sync) _n++; } }
            public void B() { lock (_sync) { lock (Sync) _n--; } }
        }
        """)]
    [InlineData("L9, one lock named by two receivers of different static types", """
        class Base { protected readonly object Sync = new(); protected int Count; }
        class Timer1 : Base
        {
            public void A() { lock (Sync) { B(); } }
            public void B() { lock (Sync) Count++; }
        }
        """)]
    public async Task Says_nothing(string reason, string program)
    {
        var compilation = Code.Compilation(("Test0.cs", $"using System; using System.Collections.Generic; using System.Threading;\n{program.Replace("using System.Collections;", "")}".Insert(0, program.Contains("using System.Collections;") ? "using System.Collections;\n" : "")));
        Code.AssertCompiles(compilation);
        Assert.True((await Code.Findings(compilation, [new LockOrderInverted(), new LockOrderInvertedInBuild()])).IsEmpty, reason);
    }

    /// <summary>The order of files and threads changes nothing: what is said, and how, is the same to the letter.</summary>
    [Fact]
    public async Task Says_the_same_in_any_order_of_files()
    {
        var files = Enumerable.Range(0, 6).Select(number => ($"File{number}.cs", $$"""
            using System.Threading; using System.Threading.Tasks;
            public class T{{number}}
            {
                public readonly object Gate = new();
                public T{{(number + 1) % 6}}? Next;
                public int Count;
                public void Down() { lock (Gate) { Count++; Next?.Touch(); } }
                public void Touch() { lock (Gate) Count--; }
                public void Rest() { lock (Gate) { Next?.Sleep(); } }
                public void Sleep() => Thread.Sleep(100);
                public async Task Wait() { await Task.Yield(); Next?.Sleep(); }
            }
            public class U{{number}}
            {
                private readonly object _a = new(), _b = new();
                private int _n;
                public void One() { lock (_a) lock (_b) _n++; }
                public void Two() { lock (_b) lock (_a) _n--; }
            }
            """)).ToList();

        string? first = null;
        for (var run = 0; run < 10; run++)
        {
            var random = new Random(run);
            var shuffled = files.OrderBy(_ => random.Next()).ToArray();
            var found = await Code.Findings(Code.Compilation(shuffled), Catalog.Analyzers, concurrent: run % 2 == 0);
            var text = string.Join("\n", found.Select(finding => $"{finding} {string.Join(",", finding.AdditionalLocations.Select(place => place.GetLineSpan()))}").Order(StringComparer.Ordinal));
            Assert.NotEmpty(text);
            Assert.Equal(first ??= text, text);
        }
    }
}
