using Asynchrony.Analyzers.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class JoinUnderNeededLockTests : RuleTests<JoinUnderNeededLock>
{
    private const string Start = """
        class Worker
        {
            private readonly object _gate = new();
            private readonly SemaphoreSlim _room = new(1, 1);
            private readonly Queue<int> _queue = new();
            private Thread? _thread;
            private Task _task = Task.CompletedTask;
            private bool _stopped;

        """;

    [Theory]
    [InlineData("public void Begin() { _thread = new Thread(Run); _thread.Start(); } public void Stop() { lock (_gate) { _stopped = true; _thread!.[|Join|](); } } private void Run() { while (true) { lock (_gate) { if (_stopped) return; _queue.Clear(); } } }")]
    [InlineData("public void Begin() { _thread = new Thread(Run); _thread.Start(); } public void Stop() { lock (_gate) { _stopped = true; _thread?.[|Join|](); } } private void Run() { Step(); } private void Step() { lock (_gate) { _queue.Clear(); } }")]
    [InlineData("public void Post() { lock (_gate) { while (_queue.Count > 0) Monitor.Wait(_gate); _thread?.[|Join|](); _thread = new Thread(Run); _thread.Start(); } } private void Run() { lock (_gate) { _stopped = true; } }")]
    [InlineData("public void Begin() { _task = Task.Run(() => { lock (_gate) _queue.Clear(); }); } public void Stop() { lock (_gate) { [|_task.Wait|](); } }")]
    [InlineData("public void Begin() { _task = RunAsync(); } public void Stop() { lock (_gate) { _task.GetAwaiter().[|GetResult|](); } } private async Task RunAsync() { while (!_stopped) { await Task.Delay(10); lock (_gate) _queue.Clear(); } }")]
    [InlineData("public int Count() { lock (_gate) { return CountAsync().[|Result|]; } } private async Task<int> CountAsync() { await Task.Delay(10); lock (_gate) return _queue.Count; }")]
    [InlineData("public void Both() { lock (_gate) { var work = Task.Run(Run); [|work.Wait|](); } } private void Run() { lock (_gate) _queue.Clear(); }")]
    [InlineData("public void Both() { var work = new Thread(() => { lock (_gate) _queue.Clear(); }); work.Start(); lock (_gate) { [|work.Join|](); } }")]
    [InlineData("public void Begin() { _thread = new Thread(Run); _thread.Start(); } public void Stop() { lock (_gate) { [|StopCore|](); } } private void StopCore() { _stopped = true; _thread!.Join(); } private void Run() { lock (_gate) { _queue.Clear(); } }")]
    [InlineData("public async Task A() { await _room.WaitAsync(); try { _task = Task.Run(Run); [|_task.Wait|](); } finally { _room.Release(); } } private void Run() { _room.Wait(); try { _queue.Clear(); } finally { _room.Release(); } }")]
    public Task Flags_a_join_under_the_lock_that_is_needed(string members) => FlagsProgram(Start + members + " }");

    [Theory]
    [InlineData("public void Begin() { _thread = new Thread(Run); _thread.Start(); } public void Stop() { lock (_gate) _stopped = true; _thread!.Join(); } private void Run() { lock (_gate) { _queue.Clear(); } }")]
    [InlineData("public void Begin() { _thread = new Thread(Run); _thread.Start(); } public void Stop() { lock (_gate) { _thread!.Join(); } } private void Run() { _queue.Clear(); }")]
    [InlineData("public void Begin() { _thread = new Thread(Run); _thread.Start(); } public void Stop() { lock (_gate) { _thread!.Join(); } } private void Run() { if (Monitor.TryEnter(_gate, 10)) { try { _queue.Clear(); } finally { Monitor.Exit(_gate); } } }")]
    [InlineData("public int Count() { lock (_gate) { return CountAsync().Result; } } private async Task<int> CountAsync() { int count; lock (_gate) count = _queue.Count; await Task.Delay(10); return count; }")]
    [InlineData("private readonly object _other = new(); public void Begin() { _thread = new Thread(Run); _thread.Start(); } public void Stop() { lock (_other) { _thread!.Join(); } } private void Run() { lock (_gate) { _queue.Clear(); } }")]
    [InlineData("public void Post() { lock (_gate) { if (_stopped) { _thread?.Join(); _stopped = false; _thread = new Thread(Run); _thread.Start(); } } } private void Run() { while (true) { lock (_gate) { if (_queue.Count == 0) { _stopped = true; return; } } } }")]
    [InlineData("public void Post() { lock (_gate) { while (!_stopped) Monitor.Wait(_gate); _thread?.Join(); _stopped = false; _thread = new Thread(Run); _thread.Start(); } } private void Run() { lock (_gate) { _stopped = true; Monitor.Pulse(_gate); } }")]
    [InlineData("public void Stop(Worker other) { lock (_gate) { other._thread!.Join(); } }")]
    public Task Accepts_a_join_that_keeps_nothing_from_it(string members) => AcceptsProgram(Start + members + " }");

    [Fact]
    public Task Tells_where_the_lock_is_taken() => Says(Start + """
            public void Begin() { _thread = new Thread(Run); _thread.Start(); }
            public void Stop()
            {
                lock (_gate)
                {
                    _thread!.Join();
                }
            }
            private void Run()
            {
                lock (_gate)
                    _queue.Clear();
            }
        }
        """, "'_thread.Join' waits here and holds '_gate', which the code it waits for takes on line 19");

    [Fact]
    public Task Accepts_code_that_is_not_finished() => AcceptsProgram(Start + "public void A() { lock (_gate) { _thread!.Join(); } } }");

    [Fact]
    public Task Moves_the_wait_behind_the_lock() => Fixes(Start + """
            public void Begin() { _thread = new Thread(Run); _thread.Start(); }
            public void Stop()
            {
                lock (_gate)
                {
                    _stopped = true;
                    // The last thing to wait for.
                    _thread!.[|Join|](); // ends soon
                }
            }
            private void Run() { lock (_gate) { _queue.Clear(); } }
        }
        """, Start + """
            public void Begin() { _thread = new Thread(Run); _thread.Start(); }
            public void Stop()
            {
                Thread? thread;
                lock (_gate)
                {
                    _stopped = true;
                    thread = _thread;
                }
                // The last thing to wait for.
                thread!.Join(); // ends soon
            }
            private void Run() { lock (_gate) { _queue.Clear(); } }
        }
        """);

    [Fact]
    public Task Moves_it_as_it_is_where_nothing_may_change() => Fixes(Start + """
            public void Both()
            {
                var work = new Thread(() => { lock (_gate) _queue.Clear(); });
                work.Start();
                Monitor.Enter(_gate);
                try
                {
                    _stopped = true;
                    [|work.Join|]();
                }
                finally
                {
                    Monitor.Exit(_gate);
                }
            }
        }
        """, Start + """
            public void Both()
            {
                var work = new Thread(() => { lock (_gate) _queue.Clear(); });
                work.Start();
                Monitor.Enter(_gate);
                try
                {
                    _stopped = true;
                }
                finally
                {
                    Monitor.Exit(_gate);
                }
                work.Join();
            }
        }
        """);

    [Theory]
    [InlineData("lock (_gate) { [|_task.Wait|](); _stopped = true; }")]
    [InlineData("lock (_gate) { [|_task.Wait|](); }")]
    [InlineData("lock (_gate) { _stopped = true; if (_queue.Count > 0) [|_task.Wait|](); }")]
    [InlineData("lock (_gate) { var task = _task; _queue.Clear(); [|task.Wait|](); }")]
    [InlineData("lock (_gate) { _queue.Clear(); [|StopCore|](); } } private void StopCore() { _task.Wait();")]
    public Task Offers_nothing_where_more_would_have_to_move(string stop) => FlagsWithoutFix(Start + $$"""
            public void Begin() { _task = Task.Run(() => { lock (_gate) _queue.Clear(); }); }
            public void Stop() { {{stop}} }
        }
        """);
}
