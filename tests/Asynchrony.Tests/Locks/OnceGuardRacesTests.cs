using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class OnceGuardRacesTests : RuleTests<OnceGuardRaces>
{
    private const string Releaser = """
        sealed class Releaser : IDisposable
        {
            private readonly SemaphoreSlim one;
            private readonly object gate = new();
            private bool released;
            private int count;
            public Releaser(SemaphoreSlim one) => this.one = one;
            BODY
        }
        """;

    private const string Worker = """
        sealed class Worker : IDisposable
        {
            private readonly object gate = new();
            private Timer timer;
            private Stream output = Stream.Null;
            private bool busy;
            private int total;
            BODY
        }
        """;

    [Theory]
    [InlineData("public void Dispose() { if ([|released|]) return; released = true; one.Release(); }")]
    [InlineData("public void Dispose() { if (![|released|]) { released = true; one.Release(); } }")]
    [InlineData("public void Dispose() { if (![|this.released|]) { one.Release(); this.released = true; } }")]
    [InlineData("public void Dispose() { if ([|released|] || count > 3) return; count++; released = true; Console.WriteLine(count); one.Release(); }")]
    [InlineData("public void Dispose() => Free(); private void Free() { if ([|released|]) { return; } released = true; one.Release(); }")]
    public Task Flags_a_releaser_that_may_release_twice(string body) => FlagsProgram(Releaser.Replace("BODY", body));

    /// <summary>The releaser of an async lock that users reported: Meziantou.Framework#3068, reactiveui/Akavache#411.</summary>
    [Theory]
    [InlineData("struct", "")]
    [InlineData("sealed class", "")]
    [InlineData("sealed class", "volatile ")]
    public Task Flags_the_releaser_of_an_async_lock(string kind, string modifier) => FlagsProgram($$"""
        sealed class AsyncLock
        {
            private readonly SemaphoreSlim semaphore = new(1, 1);

            public async Task<IDisposable> LockAsync()
            {
                await semaphore.WaitAsync();
                return new Releaser(semaphore);
            }

            private {{kind}} Releaser : IDisposable
            {
                private readonly SemaphoreSlim owner;
                private {{modifier}}bool disposed;

                public Releaser(SemaphoreSlim owner)
                {
                    this.owner = owner;
                    disposed = false;
                }

                public void Dispose()
                {
                    if ([|disposed|])
                        return;
                    disposed = true;
                    owner.Release();
                }
            }
        }
        """);

    [Theory]
    [InlineData("public void Dispose() { lock (gate) { if (released) return; released = true; } one.Release(); }")]
    [InlineData("public void Dispose() { lock (gate) Free(); } private void Free() { if (released) return; released = true; one.Release(); }")]
    [InlineData("private int done; public void Dispose() { if (Interlocked.Exchange(ref done, 1) == 0) { released = true; one.Release(); } }")]
    [InlineData("public void Dispose() { released = true; one.Release(); }")]
    [InlineData("public void Dispose() { if (released) throw new ObjectDisposedException(nameof(one)); released = true; one.Release(); }")]
    [InlineData("public void Dispose() { if (released) return; released = true; count++; Console.WriteLine(count); }")]
    [InlineData("public void Dispose() { if (count > 0) return; released = true; one.Release(); }")]
    [InlineData("public void Dispose() { if (!released) { released = false; one.Release(); } }")]
    public Task Accepts_a_releaser_that_releases_once(string body) => AcceptsProgram(Releaser.Replace("BODY", body));

    [Theory]
    [InlineData("public void Begin() { timer = new Timer(Tick, null, 0, 10); } private void Tick(object state) { if ([|busy|]) return; busy = true; total++; busy = false; } public void Dispose() { }")]
    [InlineData("public void Begin() { timer = new Timer(_ => Tick(), null, 0, 10); } private void Tick() { if ([|busy|]) return; busy = true; try { total++; } finally { busy = false; } } public void Dispose() { }")]
    [InlineData("public void Begin() { new Thread(Refresh).Start(); } public void Refresh() { if ([|busy|]) return; busy = true; total++; busy = false; } public void Dispose() { }")]
    public Task Flags_ticks_and_callers_that_may_both_go_on(string body) => FlagsProgram(Worker.Replace("BODY", body));

    [Theory]
    [InlineData("public void Begin() { timer = new Timer(Tick, null, 0, 10); } private void Tick(object state) { lock (gate) { if (busy) return; busy = true; } total++; busy = false; } public void Dispose() { }")]
    [InlineData("public void Refresh() { if (busy) return; busy = true; total++; busy = false; } public void Dispose() { }")]
    [InlineData("public void Begin() { new Thread(Run).Start(); } private void Run() { if (busy) return; busy = true; total++; } public void Dispose() { }")]
    public Task Accepts_where_one_thread_comes_at_a_time(string body) => AcceptsProgram(Worker.Replace("BODY", body));

    [Theory]
    [InlineData("public void Begin() { timer = new Timer(Tick, null, 0, 10); } private void Tick(object state) { output.WriteByte(1); } public void Dispose() { [|output|].Dispose(); }")]
    [InlineData("public async Task Once() { await Task.Run(Work); } public void Begin() { _ = Task.Run(Work); } private void Work() { output.WriteByte(1); } public void Dispose() { [|output|].Dispose(); }")]
    [InlineData("public void Begin() { new Thread(Run).Start(); } private void Run() { for (var i = 0; i < 9; i++) output.WriteByte(1); } public void Close() { [|output|] = null; } public void Dispose() { }")]
    public Task Flags_what_is_given_up_while_another_thread_uses_it(string body) => FlagsProgram(Worker.Replace("BODY", body));

    [Theory]
    [InlineData("private Thread thread; public void Begin() { thread = new Thread(Run); thread.Start(); } private void Run() { output.WriteByte(1); } public void Dispose() { thread.Join(); output.Dispose(); }")]
    [InlineData("public void Begin() { new Thread(Run).Start(); } private void Run() { try { output.WriteByte(1); } catch (ObjectDisposedException) { } } public void Dispose() { output.Dispose(); }")]
    [InlineData("public void Begin() { new Thread(Run).Start(); } private void Run() { lock (gate) output.WriteByte(1); } public void Dispose() { lock (gate) output.Dispose(); }")]
    [InlineData("public void Write() { output.WriteByte(1); } public void Dispose() { output.Dispose(); }")]
    [InlineData("public void Run() { var workers = new Thread[4]; for (var i = 0; i < 4; i++) workers[i] = new Thread(() => Work(i)); foreach (var worker in workers) worker.Start(); foreach (var worker in workers) worker.Join(); } private void Work(int number) { output.WriteByte((byte)number); } public void Dispose() { output.Dispose(); }")]
    [InlineData("public Task Run() { total++; return Task.Factory.StartNew(() => output.WriteByte(1)); } public void Dispose() { output.Dispose(); }")]
    [InlineData("public async Task Run() { var work = Task.Run(Work); total++; await work; } private void Work() { output.WriteByte(1); } public void Dispose() { output.Dispose(); }")]
    [InlineData("private System.Timers.Timer clock = new(); public void Begin(Task all) { all.ContinueWith(_ => clock.Stop()); clock.Start(); } public void Dispose() { clock.Dispose(); }")]
    public Task Accepts_what_is_given_up_when_nobody_uses_it(string body) => AcceptsProgram(Worker.Replace("BODY", body));

    private const string Monitor = """
        sealed class Monitor : IDisposable
        {
            private readonly object gate = new();
            private CancellationTokenSource heartbeat = new();
            private Timer timer = new(_ => Console.WriteLine());
            private int disposed;
            private int beats;
            BODY
        }
        """;

    [Theory]
    [InlineData("public void Reset() { lock (gate) { if (heartbeat.IsCancellationRequested) return; heartbeat.Cancel(); [|heartbeat|].Dispose(); heartbeat = new CancellationTokenSource(); } } public void Dispose() { heartbeat.Cancel(); heartbeat.Dispose(); }")]
    [InlineData("public void Reset() { lock (gate) Again(); } private void Again() { heartbeat.Cancel(); [|heartbeat|].Dispose(); heartbeat = CancellationTokenSource.CreateLinkedTokenSource(new CancellationToken()); beats++; } public void Dispose() => heartbeat.Dispose();")]
    [InlineData("public void Every(int time) { if (disposed != 0) return; [|timer|]?.Dispose(); timer = new Timer(_ => beats++, null, 0, time); } public void Dispose() { if (Interlocked.Exchange(ref disposed, 1) == 0) timer?.Dispose(); }")]
    [InlineData("public async Task Every(int time) { await Once(); async Task Once() { try { await Task.Delay(time); } finally { if (disposed == 0 && !heartbeat.TryReset()) { [|heartbeat|].Dispose(); heartbeat = new(); } } } } public void Dispose() { if (Interlocked.CompareExchange(ref disposed, 1, 0) == 1) return; heartbeat.Dispose(); }")]
    public Task Flags_what_is_made_anew_beside_the_end(string body) => FlagsProgram(Monitor.Replace("BODY", body));

    [Theory]
    [InlineData("public void Reset() { lock (gate) { heartbeat.Cancel(); heartbeat.Dispose(); heartbeat = new CancellationTokenSource(); } } public void Dispose() { lock (gate) heartbeat.Dispose(); }")]
    [InlineData("public void Reset() { heartbeat.Cancel(); heartbeat.Dispose(); heartbeat = new CancellationTokenSource(); } public void Dispose() => heartbeat.Dispose();")]
    [InlineData("public void Reset() { lock (gate) { if (!heartbeat.IsCancellationRequested) return; heartbeat.Dispose(); heartbeat = new CancellationTokenSource(); } } public void Dispose() => heartbeat.Dispose();")]
    [InlineData("public void Every(int time) { if (beats != 0) return; timer?.Dispose(); timer = new Timer(_ => beats++, null, 0, time); } public void Dispose() { if (Interlocked.Exchange(ref disposed, 1) == 0) timer?.Dispose(); }")]
    [InlineData("public void Reset() { lock (gate) { heartbeat.Dispose(); heartbeat = null!; } } public void Dispose() => heartbeat?.Dispose();")]
    [InlineData("public void Reset() { lock (gate) heartbeat = new CancellationTokenSource(); } public void Dispose() => heartbeat.Dispose();")]
    [InlineData("public void Start() { lock (gate) { heartbeat.Cancel(); heartbeat.Dispose(); heartbeat = new CancellationTokenSource(); } } public void Dispose() => heartbeat.Dispose();")]
    [InlineData("private Thread worker = new(() => Console.WriteLine()); public void Reset() { lock (gate) { heartbeat.Cancel(); heartbeat.Dispose(); heartbeat = new CancellationTokenSource(); } } public void Dispose() { worker.Join(); heartbeat.Dispose(); }")]
    [InlineData("public void Reset() { lock (gate) { try { heartbeat.Cancel(); heartbeat.Dispose(); } catch (ObjectDisposedException) { return; } heartbeat = new CancellationTokenSource(); } } public void Dispose() => heartbeat.Dispose();")]
    public Task Accepts_what_is_made_anew_before_the_end(string body) => AcceptsProgram(Monitor.Replace("BODY", body));

    [Theory]
    [InlineData("public void Dispose() { if (released) return; released = ; one.Release(); }")]
    [InlineData("public void Dispose() { if (released) { one.Release(")]
    [InlineData("public void Dispose() { if (!) { released = true; one.Release(); } }")]
    public async Task Survives_unfinished_code(string body) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", Releaser.Replace("BODY", body))), [new OnceGuardRaces()]), found => Assert.Equal("ASY5025", found.Id));

    [Fact]
    public Task Makes_the_flag_a_number() => Fixes(
        """
        sealed class Releaser : IDisposable
        {
            private readonly SemaphoreSlim one = new(1);
            private bool released; // Given back.

            public bool IsFree => released;

            public string State() => released ? "free" : "taken";

            public void Dispose()
            {
                // Once.
                if ([|released|])
                    return;
                released = true;

                one.Release(); // Now.
            }

            public void Again()
            {
                if (!released && one.CurrentCount > 0)
                    return;
                released = false;
            }
        }
        """,
        """
        sealed class Releaser : IDisposable
        {
            private readonly SemaphoreSlim one = new(1);
            private int released; // Given back.

            public bool IsFree => released != 0;

            public string State() => released != 0 ? "free" : "taken";

            public void Dispose()
            {
                // Once.
                if (Interlocked.Exchange(ref released, 1) != 0)
                    return;

                one.Release(); // Now.
            }

            public void Again()
            {
                if (released == 0 && one.CurrentCount > 0)
                    return;
                Volatile.Write(ref released, 0);
            }
        }
        """);

    [Fact]
    public Task Exchanges_in_the_branch() => Fixes(
        """
        sealed class Releaser : IDisposable
        {
            private readonly SemaphoreSlim one = new(1);
            private bool released = false;

            public void Dispose()
            {
                if (![|this.released|])
                {
                    this.released = true;
                    one.Release();
                }
            }
        }
        """,
        """
        sealed class Releaser : IDisposable
        {
            private readonly SemaphoreSlim one = new(1);
            private int released = 0;

            public void Dispose()
            {
                if (Interlocked.Exchange(ref this.released, 1) == 0)
                {
                    one.Release();
                }
            }
        }
        """);

    [Theory]
    [InlineData("public bool Both(ref bool other) => other |= released; public void Dispose() { if ([|released|]) return; Console.WriteLine(); released = true; one.Release(); }")]
    [InlineData("private void Set(ref bool flag) => flag = true; public void Reset() => Set(ref released); public void Dispose() { if ([|released|]) return; released = true; one.Release(); }")]
    [InlineData("public void Set(bool value) { released = value; } public void Dispose() { if ([|released|]) return; released = true; one.Release(); }")]
    [InlineData("public void Dispose() { if ([|released|] || count > 2) return; released = true; one.Release(); }")]
    public Task Leaves_a_flag_that_is_used_otherwise(string body) => FlagsWithoutFix(Releaser.Replace("BODY", body));

    [Fact]
    public Task Accepts_work_whose_starter_waits_for_what_comes_of_it() => AcceptsProgram("""
        class Host : IDisposable
        {
            public readonly ManualResetEventSlim Started = new();
            public void Start() { Console.WriteLine("starts"); Started.Set(); }
            public void Dispose() => Console.WriteLine("ends");
        }

        class Server : IDisposable
        {
            private Host _host = new();

            public void Begin()
            {
                _host = new Host();
                Task.Run(() => _host.Start());
                if (!_host.Started.Wait(20_000))
                    throw new TimeoutException();
            }

            public void Dispose()
            {
                Console.WriteLine("stops");
                _host.Dispose();
            }
        }
        """);

    /// <summary>An earlier timer is awaited before the next is made: nobody waits for that one.</summary>
    [Theory]
    [InlineData("if (timer != null) await timer.DisposeAsync(); timer = new Timer(Work, null, 10, 10);", "[|turn|]")]
    [InlineData("timer = new Timer(Work, null, 10, 10); await timer.DisposeAsync();", "turn")]
    public Task Flags_work_of_which_only_the_one_before_is_waited_for(string begin, string target) => FlagsProgram($$"""
        sealed class Worker : IDisposable
        {
            private readonly SemaphoreSlim turn = new(1, 1);
            private Timer? timer;
            private int total;

            private async void Work(object? state)
            {
                if (!await turn.WaitAsync(0))
                    return;
                total++;
                {{begin}}
            }

            public async Task Begin()
            {
                {{begin}}
            }

            public void Dispose() => {{target}}.Dispose();
        }
        """);

    /// <summary>A semaphore with nothing in it is a signal: told twice, it says the same.</summary>
    [Theory]
    [InlineData("new(0)", "ended")]
    [InlineData("new SemaphoreSlim(0, 9)", "ended")]
    [InlineData("new(1)", "[|ended|]")]
    public Task Accepts_a_semaphore_that_tells_of_something(string made, string flag) => FlagsProgram($$"""
        sealed class Queue : IDisposable
        {
            private readonly ConcurrentQueue<int> numbers = new();
            private readonly SemaphoreSlim some = {{made}};
            private bool ended;

            public void Add(int number) { numbers.Enqueue(number); some.Release(); }

            public void Dispose()
            {
                if ({{flag}})
                    return;
                ended = true;
                some.Release();
            }
        }
        """);

    /// <summary>What the own scheduler runs is over when whoever runs the scheduler is done.</summary>
    [Theory]
    [InlineData("scheduler", "queue")]
    [InlineData("TaskScheduler.Default", "[|queue|]")]
    public Task Accepts_what_the_own_scheduler_runs(string on, string target) => FlagsProgram($$"""
        abstract class Loop : TaskScheduler { }

        sealed class Worker : IDisposable
        {
            private readonly BlockingCollection<int> queue = new();
            private readonly Loop scheduler;
            public Type Used => typeof(Thread);
            public Worker(Loop scheduler) => this.scheduler = scheduler;
            public void Begin(Task task) { task.ContinueWith(_ => End(), CancellationToken.None, TaskContinuationOptions.None, {{on}}); }
            public int Next() => scheduler.Id + queue.Take();
            private void End() => queue.CompleteAdding();
            public void Dispose() => {{target}}.Dispose();
        }
        """);

    /// <summary>The only caller takes the exception of what is disposed of.</summary>
    [Theory]
    [InlineData("try { Connect(); } catch (ObjectDisposedException) { return; }", "pipe")]
    [InlineData("Connect();", "[|pipe|]")]
    public Task Accepts_where_the_caller_expects_the_end(string call, string target) => FlagsProgram($$"""
        sealed class Server : IDisposable
        {
            private readonly Stream pipe = Stream.Null;
            private int connected;

            public void Listen() => new Thread(Run) { IsBackground = true }.Start();
            public void Dispose() => {{target}}.Dispose();

            private void Run()
            {
                {{call}}
                connected++;
            }

            private void Connect() => pipe.ReadByte();
        }
        """);
}
