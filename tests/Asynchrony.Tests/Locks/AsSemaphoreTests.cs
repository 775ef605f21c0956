using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

/// <summary>The lock of a thread becomes a semaphore in all its uses, and only where nobody can take it twice.</summary>
public sealed class AsSemaphoreTests : RuleTests<AwaitUnderLock>
{
    [Fact]
    public Task Turns_a_monitor_into_a_semaphore_in_all_uses() => Fixes("""
        class Journal(Stream file)
        {
            // Keeps lines apart.
            private readonly object _gate = new object(); // one line at a time
            private readonly Stream _file = file;
            private int _lines;

            public int Lines
            {
                get
                {
                    // A torn count helps nobody.
                    lock (_gate) // short
                    {
                        return _lines;
                    } // done
                }
            }

            public void Reset() { lock (this._gate) { _lines = 0; } }

            public void Add(int lines)
            {
                lock (_gate) _lines += lines;
                if (lines > 3)
                {
                    lock (_gate)
                        Console.WriteLine(_lines);
                }
            }

            public async Task Write(byte[] line)
            {
                Monitor.Enter(_gate);
                try
                {
                    [|await|] _file.WriteAsync(line).ConfigureAwait(false); // the line
                    _lines++;
                }
                finally
                {
                    Monitor.Exit(_gate);
                }
            }
        }
        """, """
        class Journal(Stream file)
        {
            // Keeps lines apart.
            private readonly SemaphoreSlim _gate = new SemaphoreSlim(1, 1); // one line at a time
            private readonly Stream _file = file;
            private int _lines;

            public int Lines
            {
                get
                {
                    // A torn count helps nobody.
                    _gate.Wait(); // short
                    try
                    {
                        return _lines;
                    }
                    finally
                    {
                        _gate.Release();
                    } // done
                }
            }

            public void Reset() { this._gate.Wait(); try { _lines = 0; } finally { this._gate.Release(); } }

            public void Add(int lines)
            {
                _gate.Wait();
                try
                {
                    _lines += lines;
                }
                finally
                {
                    _gate.Release();
                }
                if (lines > 3)
                {
                    _gate.Wait();
                    try
                    {
                        Console.WriteLine(_lines);
                    }
                    finally
                    {
                        _gate.Release();
                    }
                }
            }

            public async Task Write(byte[] line)
            {
                await _gate.WaitAsync().ConfigureAwait(false);
                try
                {
                    await _file.WriteAsync(line).ConfigureAwait(false); // the line
                    _lines++;
                }
                finally
                {
                    _gate.Release();
                }
            }
        }
        """);

    [Fact]
    public Task Turns_a_lock_with_its_scopes_and_keeps_line_ends_and_braces() => Fixes("""
        class Counter {
            private static readonly System.Threading.Lock Gate = new();
            private static int Total;

            public static void Add() {
                using (Gate.EnterScope()) {
                    Total++;
                }
                lock (Gate) {
                    // again
                    Total++;
                }
            }

            public static async Task Show(TextWriter output) {
                Func<Task> show = async () => {
                    Gate.Enter();
                    [|await|] output.WriteLineAsync($"{Total}");
                    Gate.Exit();
                };
                await show();
            }
        }
        """.ReplaceLineEndings("\r\n"), """
        class Counter {
            private static readonly SemaphoreSlim Gate = new(1, 1);
            private static int Total;

            public static void Add() {
                Gate.Wait();
                try {
                    Total++;
                }
                finally {
                    Gate.Release();
                }
                Gate.Wait();
                try {
                    // again
                    Total++;
                }
                finally {
                    Gate.Release();
                }
            }

            public static async Task Show(TextWriter output) {
                Func<Task> show = async () => {
                    await Gate.WaitAsync();
                    await output.WriteLineAsync($"{Total}");
                    Gate.Release();
                };
                await show();
            }
        }
        """.ReplaceLineEndings("\r\n"));

    [Fact]
    public async Task Answers_the_error_of_the_compiler_where_the_await_needs_the_lock()
    {
        var repaired = Assert.Single(await FixRun.Repairs("""
            class Journal(Stream file)
            {
                private readonly object _gate = new();
                private readonly Stream _file = file;
                private int _lines;
                public async Task Write(byte[] line)
                {
                    lock (_gate)
                    {
                        _lines++;
                        await _file.WriteAsync(line);
                    }
                }
            }
            """, "CS1996"));

        Assert.Equal("""
            class Journal(Stream file)
            {
                private readonly SemaphoreSlim _gate = new(1, 1);
                private readonly Stream _file = file;
                private int _lines;
                public async Task Write(byte[] line)
                {
                    await _gate.WaitAsync();
                    try
                    {
                        _lines++;
                        await _file.WriteAsync(line);
                    }
                    finally
                    {
                        _gate.Release();
                    }
                }
            }
            """, repaired, ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData("taken again by a helper", "private readonly object _gate = new();", "await _file.FlushAsync(); Count();", "private void Count() { lock (_gate) { _lines++; } }")]
    [InlineData("taken again by a helper of a helper", "private readonly object _gate = new();", "await _file.FlushAsync(); _lines += Twice();", "private int Twice() => Count() * 2; private int Count() { lock (_gate) { return _lines; } }")]
    [InlineData("taken again by a property", "private readonly object _gate = new();", "await _file.FlushAsync(); Lines++;", "private int Lines { get { lock (_gate) return _lines; } set { _lines = value; } }")]
    [InlineData("taken again by a lambda", "private readonly object _gate = new();", "await Task.Run(() => { lock (_gate) _lines++; });", "")]
    [InlineData("a callback runs under it", "private readonly object _gate = new();", "await _file.FlushAsync(); _done();", "private readonly Action _done = () => { }; public void Add() { lock (_gate) _lines++; }")]
    [InlineData("an event is raised under it", "private readonly object _gate = new();", "await _file.FlushAsync(); Written?.Invoke(this, EventArgs.Empty);", "public event EventHandler? Written;")]
    [InlineData("an overridable method runs under it", "private readonly object _gate = new();", "await WriteCore();", "protected virtual Task WriteCore() => _file.FlushAsync(); public void Add() { lock (_gate) _lines++; }")]
    [InlineData("an interface answers", "private readonly object _gate = new();", "await _sink.Flush();", "private readonly ISink _sink = null!; public interface ISink { Task Flush(); } public void Add() { lock (_gate) _lines++; }")]
    [InlineData("work that may need the lock is awaited", "private readonly object _gate = new();", "await _work;", "private readonly Task _work = Task.Delay(1); public void Add() { lock (_gate) _lines++; }")]
    [InlineData("a handler takes it", "private readonly object _gate = new();", "await _file.FlushAsync();", "public void Listen(System.ComponentModel.INotifyPropertyChanged source) => source.PropertyChanged += (_, _) => { lock (_gate) _lines++; };")]
    [InlineData("the object gives itself away", "private readonly object _gate = new();", "await Sinks.Take(this);", "public void Add() { lock (_gate) _lines++; } public static class Sinks { private static object? Last; public static Task Take(object taken) { Last = taken; return Task.Delay(1); } }")]
    [InlineData("somebody waits for a pulse", "private readonly object _gate = new();", "await _file.FlushAsync(); Monitor.PulseAll(_gate);", "")]
    [InlineData("it is asked for", "private readonly object _gate = new();", "await _file.FlushAsync();", "public bool IsBusy => Monitor.IsEntered(_gate);")]
    [InlineData("it is tried", "private readonly object _gate = new();", "await _file.FlushAsync();", "public void Try() { if (Monitor.TryEnter(_gate)) { _lines++; Monitor.Exit(_gate); } }")]
    [InlineData("it is handed out", "private readonly object _gate = new();", "await _file.FlushAsync();", "public object SyncRoot => _gate;")]
    [InlineData("others see it", "internal readonly object _gate = new();", "await _file.FlushAsync();", "")]
    [InlineData("it changes", "private object _gate = new();", "await _file.FlushAsync();", "public void Renew() => _gate = new();")]
    [InlineData("it comes from elsewhere", "private readonly object _gate; public C(object gate) => _gate = gate; public C() => _gate = new();", "await _file.FlushAsync();", "")]
    [InlineData("it is more than a lock", "private readonly List<int> _gate = new();", "await _file.FlushAsync(); _gate.Add(1);", "")]
    [InlineData("it has an attribute", "[NonSerialized] private readonly object _gate = new();", "await _file.FlushAsync();", "")]
    [InlineData("another async function takes it where it cannot await", "private readonly object _gate = new();", "await _file.FlushAsync();", "private readonly object _outer = new(); public async Task Other() { await Task.Yield(); lock (_outer) { lock (_gate) { _lines++; } } }")]
    public Task Offers_nothing_where(string why, string field, string body, string members)
    {
        Assert.NotEmpty(why);
        return FlagsWithoutFix($$"""
            class C
            {
                {{field}}
                private readonly Stream _file = Stream.Null;
                private int _lines;
                public async Task Write()
                {
                    Monitor.Enter(_gate);
                    try
                    {
                        _lines++;
                        {{body.Replace("await", "[|await|]")}}
                    }
                    finally
                    {
                        Monitor.Exit(_gate);
                    }
                }
                {{members}}
            }
            """);
    }

    [Fact]
    public Task Offers_nothing_for_a_lock_of_several_files() => FlagsWithoutFix("""
        partial class C
        {
            private readonly object _gate = new();
            private int _lines;
            public async Task Write(Stream file)
            {
                Monitor.Enter(_gate);
                _lines++;
                [|await|] file.FlushAsync();
                Monitor.Exit(_gate);
            }
        }
        """, """
        partial class C
        {
            public void Add() { lock (_gate) _lines++; }
        }
        """);

    [Fact]
    public Task Offers_nothing_for_locks_of_readers_and_of_processes() => FlagsWithoutFix("""
        class C
        {
            private readonly ReaderWriterLockSlim _access = new();
            private readonly Mutex _process = new();
            private int _lines;
            public async Task Write(Stream file)
            {
                _access.EnterWriteLock();
                _lines++;
                [|await|] file.FlushAsync();
                _access.ExitWriteLock();
            }
            public async Task Alone(Stream file)
            {
                _process.WaitOne();
                _lines++;
                [|await|] file.FlushAsync();
                _process.ReleaseMutex();
            }
        }
        """);
}
