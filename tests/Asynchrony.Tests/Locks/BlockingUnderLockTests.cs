using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class BlockingUnderLockTests : RuleTests<BlockingUnderLock>
{
    private const string Start = """
        class Pump
        {
            private readonly object _gate = new();
            private readonly ManualResetEventSlim _ready = new(false);
            private readonly BlockingCollection<int> _items = new();
            private readonly HttpClient _http = new();
            private readonly Process _tool = new();
            private Thread? _worker;
            private int _done;

        """;

    [Theory]
    [InlineData("public void A() { lock (_gate) { [|Thread.Sleep|](100); _done++; } }")]
    [InlineData("public void A() { lock (_gate) { [|_ready.Wait|](); _done++; } }")]
    [InlineData("public void A() { lock (_gate) { _done = [|_items.Take|](); } }")]
    [InlineData("public void A() { lock (_gate) { [|_tool.WaitForExit|](); _done++; } }")]
    [InlineData("public string A() { lock (_gate) { return _http.GetStringAsync(\"http://localhost\").[|Result|]; } }")]
    [InlineData("public string A() { lock (_gate) { return _http.GetStringAsync(\"http://localhost\").GetAwaiter().[|GetResult|](); } }")]
    [InlineData("public void A() { lock (_gate) { [|Helper|](); } } private void Helper() { Thread.Sleep(100); _done++; }")]
    [InlineData("public void A() { lock (_gate) { [|One|](); } } private void One() => Two(); private void Two() { _ready.Wait(); _done++; }")]
    [InlineData("public void A() { Monitor.Enter(_gate); try { [|Thread.Sleep|](100); _done++; } finally { Monitor.Exit(_gate); } }")]
    [InlineData("private string? _page; public string Page { get { lock (_gate) { return _page ??= _http.GetStringAsync(\"http://localhost\").[|Result|]; } } } public void Forget() { lock (_gate) _page = null; }")]
    [InlineData("private readonly object _other = new(); public void A() { lock (_other) lock (_gate) { while (_done == 0) [|Monitor.Wait|](_gate); } }")]
    [InlineData("public void A() { lock (_gate) { while (_done < 9) { [|Thread.Sleep|](10); _done++; } } } public void B() { if (Monitor.TryEnter(_gate)) { try { _done++; } finally { Monitor.Exit(_gate); } } } public void C() { lock (_gate) _done--; }")]
    [InlineData("public void A() { lock (_gate) { Monitor.Exit(_gate); try { _ready.Wait(); } finally { Monitor.Enter(_gate); } [|Thread.Sleep|](11); _done++; } }")]
    [InlineData("private readonly object _other = new(); public void A() { lock (_gate) { lock (_other) { Monitor.Exit(_other); try { [|_ready.Wait|](); } finally { Monitor.Enter(_other); } } _done++; } }")]
    [InlineData("private readonly ConcurrentQueue<Task> _work = new(); public void A() { lock (_gate) { while (_work.TryDequeue(out var task)) [|task.Wait|](); _done++; } }")]
    public Task Flags_a_wait_under_a_lock(string members) => FlagsProgram("using System.Net.Http; using System.Diagnostics;\n" + Start + members + " }");

    [Theory]
    [InlineData("public void A() { lock (_gate) { _done++; } Thread.Sleep(100); }")]
    [InlineData("public void A() { lock (_gate) { while (_done == 0) Monitor.Wait(_gate); } }")]
    [InlineData("public void A() { lock (_gate) { _done++; Thread.Sleep(10); _done++; } }")]
    [InlineData("public void A() { lock (_gate) { Settle(); } } private void Settle() { _done++; Thread.Sleep(1); }")]
    [InlineData("public void A() { lock (_gate) { Until(); } } private void Until() { while (_done == 0) Monitor.Wait(_gate); }")]
    [InlineData("public void A() { lock (_gate) { new Thread(() => { Thread.Sleep(100); _done++; }).Start(); } }")]
    [InlineData("public void A() { lock (_gate) { Task.Run(Work); } } private void Work() { Thread.Sleep(100); _done++; }")]
    [InlineData("public void A() { lock (_gate) { if (_ready.Wait(0)) _done++; } }")]
    [InlineData("public void A(Task<int> task) { lock (_gate) { if (task.IsCompleted) _done = task.Result; } }")]
    [InlineData("public async Task A() { var task = _http.GetStringAsync(\"http://localhost\"); await task; lock (_gate) { _done = task.Result.Length; } }")]
    [InlineData("public void A() { lock (_gate) { for (int i = 0; i < 3; i++) { try { _done++; return; } catch (IOException) { Thread.Sleep(30); } } } }")]
    [InlineData("public void A(IAsyncResult work) { lock (_gate) { work.AsyncWaitHandle.WaitOne(); _done++; } }")]
    [InlineData("private string? _page; public string Page { get { lock (_gate) { if (_page == null) { _page = _http.GetStringAsync(\"http://localhost\").Result; } return _page; } } }")]
    [InlineData("private string? _page; public string Page { get { lock (_gate) { return _page ??= _http.GetStringAsync(\"http://localhost\").Result; } } }")]
    [InlineData("private bool _isReady; public void Prepare() { lock (_gate) { if (_isReady) return; _ready.Wait(); _isReady = true; } }")]
    [InlineData("public void A() { lock (_gate) { Helper(false); } } private void Helper(bool wait) { if (wait) Thread.Sleep(100); _done++; }")]
    [InlineData("public void A() { lock (_gate) { _ = Later(); } } private async Task Later() { await Task.Yield(); Thread.Sleep(100); _done++; }")]
    [InlineData("public void A() { lock (_gate) { _worker = new Thread(Run); _worker.Start(); } } public void Stop() { lock (_gate) { _worker?.Join(); } } private void Run() { lock (_gate) _done++; }")]
    [InlineData("public void A() { lock (_gate) { while (_done < 9) { Thread.Sleep(10); _done++; } } } public void B() { if (Monitor.TryEnter(_gate)) { try { _done++; } finally { Monitor.Exit(_gate); } } }")] // Nobody waits for it.
    [InlineData("public void A() { lock (_gate) { Monitor.Exit(_gate); try { _ready.Wait(); } finally { Monitor.Enter(_gate); } _done++; } }")]
    [InlineData("private readonly ConcurrentQueue<Task> _work = new(); public void A() { lock (_gate) { while (_work.TryDequeue(out var task)) task.RunSynchronously(); _done++; } }")]
    public Task Accepts_a_wait_without_one(string members) => AcceptsProgram("using System.Net.Http; using System.Diagnostics;\n" + Start + members + " }");

    /// <summary>Whoever needs the lock of a window is the thread that has it.</summary>
    [Theory]
    [InlineData("Shop.UI", "Thread.Sleep(100)")]
    [InlineData("Shop.Tests", "Thread.Sleep(100)")]
    [InlineData("Shop", "[|Thread.Sleep|](100)")]
    public Task Accepts_what_is_of_an_interface_or_of_tests(string space, string pause) => FlagsProgram($$"""
        namespace {{space}}
        {
            class Tray
            {
                private readonly object gate = new();
                private int shown;
                public void Show() { lock (gate) { shown++; {{pause}}; } }
                public void Hide() { lock (gate) shown--; }
            }
        }
        """);

    [Fact]
    public Task Names_the_way() => Says("""
        class Pump
        {
            private readonly object _gate = new();
            private int _done;
            public void Run() { lock (_gate) { Rest(); } }
            private void Rest() { Thread.Sleep(100); _done++; }
        }
        """, "'Rest', by 'Thread.Sleep', waits here while this thread holds '_gate'");

    [Fact]
    public Task Accepts_code_that_is_not_finished() => AcceptsProgram(Small + "public void A() { lock (_gate) { } } }");

    [Theory]
    [InlineData("[|Thread.Sleep|](100);\n            _done++;", "Thread.Sleep(100);\n        lock (_gate)\n        {\n            _done++;\n        }")]
    [InlineData("_done++;\n            [|Thread.Sleep|](100);", "lock (_gate)\n        {\n            _done++;\n        }\n        Thread.Sleep(100);")]
    [InlineData("_done++;\n            // Let others in.\n            [|_ready.Wait|](); // not for long", "lock (_gate)\n        {\n            _done++;\n        }\n        // Let others in.\n        _ready.Wait(); // not for long")]
    public Task Moves_the_wait_out_of_the_lock(string before, string after) => Fixes(
        Small + "    public void A()\n    {\n        lock (_gate)\n        {\n            " + before + "\n        }\n    }\n}\n",
        Small + "    public void A()\n    {\n        " + after + "\n    }\n}\n");

    [Theory]
    [InlineData("_done++; [|Thread.Sleep|](100); _done--;")]
    [InlineData("_done++; [|Thread.Sleep|](_done);")]
    [InlineData("[|Thread.Sleep|](_done); _done++;")]
    [InlineData("int rest = _done; _done++; [|Thread.Sleep|](rest);")]
    [InlineData("[|Thread.Sleep|](100);")]
    public Task Offers_nothing_where_the_wait_belongs_between(string body) => FlagsWithoutFix(Small + "public void A() { lock (_gate) { " + body + " } } }");

    private const string Small = """
        class Pump
        {
            private readonly object _gate = new();
            private readonly ManualResetEventSlim _ready = new(false);
            private int _done;

        """;

    /// <summary>A worker that answers requests, and what starts and ends it, one at a time.</summary>
    private const string Desk = """
        public class Desk
        {
            private readonly object gate = new();
            private readonly AutoResetEvent asked = new(false), answered = new(false);
            private Thread? worker;
            private int question, answer;
            private void Run() { while (question >= 0) { asked.WaitOne(); answer = question * 2; answered.Set(); } }
            public void Open() { lock (gate) { worker = new Thread(Run); worker.Start(); OPEN(); } }
            public int Ask(int value) { lock (gate) { question = value; asked.Set(); ASK(); return answer; } }
            OTHER
        }
        """;

    [Theory]
    [InlineData("answered.WaitOne", "answered.WaitOne", "public void Close() { lock (gate) { question = -1; asked.Set(); worker?.Join(); } }")]
    [InlineData("Begun", "answered.WaitOne", "private void Begun() => answered.WaitOne();")]
    [InlineData("[|answered.WaitOne|]", "[|answered.WaitOne|]", "public int Last { get { lock (gate) return answer; } }")]
    [InlineData("[|answered.WaitOne|]", "Begun", "private void Begun() { answer++; }")]
    public Task Accepts_a_lock_that_lets_one_at_a_time_have_its_answer(string open, string ask, string other) => FlagsProgram(Desk.Replace("OPEN", open).Replace("ASK", ask).Replace("OTHER", other));

    /// <summary>The lock is handed on, and given back for as long as the wait takes.</summary>
    [Theory]
    [InlineData("Check(gate);", "Monitor.Exit(held); try { done.WaitOne(); } finally { Monitor.Enter(held); }", "Check")]
    [InlineData("Check(gate);", "done.WaitOne(); Monitor.Exit(held); Monitor.Enter(held);", "[|Check|]")]
    [InlineData("Check(other);", "Monitor.Exit(held); try { done.WaitOne(); } finally { Monitor.Enter(held); }", "[|Check|]")]
    public Task Accepts_a_lock_that_is_given_back_by_what_is_called(string call, string body, string at) => FlagsProgram($$"""
        class Runs
        {
            private readonly object gate = new();
            private readonly object other = new();
            private readonly ManualResetEvent done = new(false);
            private int count;
            public void Add() { lock (gate) { {{call.Replace("Check", at)}} count++; } }
            private void Check(object held) { {{body}} }
            public void End() { lock (gate) count--; done.Set(); }
        }
        """);
}
