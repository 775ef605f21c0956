using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class GuardedByDifferentLocksTests : RuleTests<GuardedByDifferentLocks>
{
    [Theory]
    [InlineData("public void Clear() { lock (this) { [|_names|].Clear(); } }")]
    [InlineData("public int Count() { lock (this) return [|_names|].Count; }")]
    [InlineData("public void Swap() { lock (_other) [|_names|] = new(); }")]
    [InlineData("public void Swap() { Monitor.Enter(_other); try { [|_names|] = new(); } finally { Monitor.Exit(_other); } }")]
    [InlineData("public void Print() { lock (_other) { Write(); } } private void Write() { foreach (var name in [|_names|]) Console.WriteLine(name); }")]
    [InlineData("public void Later() { lock (typeof(Names)) { [|_names|].Add(\"later\"); } }")]
    [InlineData("[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)] public void Clear() { [|_names|].Clear(); }")]
    [InlineData("public string First { get { lock (_other) { return [|_names|][0]; } } }")]
    public Task Flags_a_use_under_another_lock(string member) => FlagsProgram(Names(member));

    [Theory]
    [InlineData("public void Clear() { lock (_gate) { _names.Clear(); } }")]
    [InlineData("public void Clear() { lock (_other) { lock (_gate) { _names.Clear(); } } }")]
    [InlineData("public void Clear() { lock (_gate) { Other(); } } private void Other() { lock (_other) { _names.Clear(); } }")]
    [InlineData("public void Clear() { lock (Root) { _names.Clear(); } } private object Root => _gate;")]
    [InlineData("private object _alias = new(); public void Share() => _alias = _gate; public void Clear() { lock (_alias) { _names.Clear(); } }")]
    [InlineData("private readonly SemaphoreSlim _one = new(1); public void Clear() { _one.Wait(); try { _names.Clear(); } finally { _one.Release(); } }")]
    [InlineData("public void Dispose() { lock (_other) { _names.Clear(); } }")]
    [InlineData("private readonly List<string> _mine = new(); public void Mine() { lock (_other) { _mine.Clear(); } } public void Add() { lock (_other) _mine.Add(\"mine\"); }")]
    [InlineData("public void Clear(Names other) { lock (other) { other.Reset(); } } private void Reset() { lock (_gate) { _names.Clear(); } }")]
    [InlineData("public Names() { lock (_other) { _names.Clear(); } }")]
    public Task Accepts_locks_that_keep_each_other_out(string member) => AcceptsProgram(Names(member));

    [Fact]
    public Task Accepts_a_writer_that_holds_both() => AcceptsProgram("""
        class Table
        {
            private readonly object _first = new();
            private readonly object _second = new();
            private Dictionary<string, int> _rows = new();

            public int First(string key)
            {
                lock (_first)
                    return _rows[key];
            }

            public int Second(string key)
            {
                lock (_second)
                    return _rows[key];
            }

            public void Set(string key, int value)
            {
                lock (_first)
                lock (_second)
                    _rows[key] = value;
            }
        }
        """);

    [Fact]
    public Task Accepts_a_flag_that_is_read_under_a_lock_for_something_else() => AcceptsProgram("""
        class Agent
        {
            private readonly object _moving = new();
            private readonly object _drawing = new();
            private readonly List<string> _lines = new();
            private bool _isChild;

            public void Move()
            {
                lock (_moving)
                {
                    if (!_isChild)
                        _isChild = true;
                }
            }

            public void Draw(string line)
            {
                lock (_drawing)
                {
                    if (!_isChild)
                        _lines.Add(line);
                }
            }
        }
        """);

    [Fact]
    public Task Accepts_a_list_that_is_locked_itself_under_another_lock() => AcceptsProgram("""
        class Proxy
        {
            private readonly object _clients = new();
            private readonly List<string> _frames = new();
            public void Reset() { lock (_clients) { Console.WriteLine(); lock (_frames) _frames.Clear(); } }
            public void Flush() { lock (_frames) { Console.WriteLine(_frames.Count); _frames.Clear(); } }
            public void Add(string frame) { lock (_frames) _frames.Add(frame); }
        }
        """);

    [Fact]
    public Task Accepts_a_flag_that_is_only_ever_set() => AcceptsProgram("""
        class Request
        {
            private readonly object _start = new();
            private readonly object _end = new();
            private bool _aborted;

            public bool Abort()
            {
                lock (_start)
                {
                    if (_aborted)
                        return false;
                    _aborted = true;
                    return true;
                }
            }

            public void Complete()
            {
                lock (_end)
                    _aborted = true;
            }
        }
        """);

    [Fact]
    public Task Accepts_readers_under_two_locks() => AcceptsProgram("""
        class Table
        {
            private readonly object _first = new();
            private readonly object _second = new();
            private readonly Dictionary<string, int> _rows;

            public Table(IEnumerable<string> keys) => _rows = keys.ToDictionary(key => key, key => key.Length);

            public int First(string key)
            {
                lock (_first)
                    return _rows[key];
            }

            public int Second(string key)
            {
                lock (_second)
                    return _rows[key];
            }
        }
        """);

    [Theory]
    [InlineData("private readonly object _gate = new(); public int Next() { lock (_gate) { return ++[|_last|]; } }")]
    [InlineData("public int Next() { lock (this) { [|_last|] += 2; } return _last; }")]
    [InlineData("private readonly object _gate = new(); public void Reset() { lock (_gate) { C.[|_last|] = 0; } }", "C._last")]
    public Task Flags_what_all_objects_share_under_a_lock_of_one(string member, string marked = "_last") =>
        FlagsProgram("class C { private static int _last; " + (marked == "_last" ? member : member.Replace("C.[|_last|]", "[|C._last|]")) + " }");

    [Theory]
    [InlineData("private static readonly object _gate = new(); public int Next() { lock (_gate) { return ++_last; } }")]
    [InlineData("private readonly object _gate; public C(object gate) => _gate = gate; public int Next() { lock (_gate) { return ++_last; } }")]
    [InlineData("private readonly object _gate = Gates.One; public int Next() { lock (_gate) { return ++_last; } } static class Gates { public static readonly object One = new(); }")]
    [InlineData("private static readonly C One = new(); private C() { } public static int Next() => One.Following(); private int Following() { lock (this) { return ++_last; } }")]
    [InlineData("private readonly object _gate = new(); public int Last() { lock (_gate) { return _last; } }")]
    [InlineData("private readonly object _gate = new(); public int Next() { lock (_gate) { return Interlocked.Increment(ref _last); } }")]
    public Task Accepts_what_all_objects_share_otherwise(string member) => AcceptsProgram("class C { private static int _last; " + member + " }");

    [Fact]
    public Task Flags_a_lock_here_and_one_step_there() => FlagsProgram("""
        class Meter
        {
            private readonly object _gate = new();
            private int _count;
            private long _last;

            public void Tick() => Interlocked.Increment(ref _count);

            public void Add(int more)
            {
                lock (_gate)
                {
                    [|_count|] += more;
                    _last = DateTime.UtcNow.Ticks;
                }
            }

            public long Last => Interlocked.Read(ref _last);
        }
        """);

    [Fact]
    public Task Says_who_holds_what() => Says("""
        class Event
        {
            private static int made;
            private readonly object gate = new();
            private bool set;
            private int waits;

            public void Set()
            {
                lock (gate)
                {
                    set = true;
                    made++;
                }
            }

            public bool IsSet
            {
                get
                {
                    lock (gate)
                        return set;
                }
            }

            public void Reset()
            {
                lock (this)
                {
                    set = false;
                    waits++;
                }
            }

            public void Wait() => Interlocked.Increment(ref waits);
        }
        """,
        "'made' is changed here under 'gate', of which every object has its own",
        "'set' is changed here under 'this', while 'Set' changes it under 'gate'",
        "'waits' is changed here under 'this', while 'Wait' changes it with Interlocked");

    [Fact]
    public Task Takes_the_other_lock() => Fixes("""
        class Gate
        {
            private readonly object sync = new();
            private TaskCompletionSource source = new();
            private bool isSet;

            public bool IsSet
            {
                get
                {
                    lock (this.sync)
                        return isSet;
                }
            }

            public Task WaitAsync()
            {
                lock (this) // whoever comes
                {
                    return [|source|].Task;
                }
            }

            public void Set()
            {
                lock (this.sync)
                {
                    isSet = true;
                    source.TrySetResult();
                    source = new TaskCompletionSource();
                }
            }

            public void Reset()
            {
                /* one at a time */ lock (/* all */ this)
                {
                    if ([|isSet|])
                    {
                        source = new TaskCompletionSource();
                        isSet = false;
                    }
                }
            }
        }
        """, """
        class Gate
        {
            private readonly object sync = new();
            private TaskCompletionSource source = new();
            private bool isSet;

            public bool IsSet
            {
                get
                {
                    lock (this.sync)
                        return isSet;
                }
            }

            public Task WaitAsync()
            {
                lock (this.sync) // whoever comes
                {
                    return source.Task;
                }
            }

            public void Set()
            {
                lock (this.sync)
                {
                    isSet = true;
                    source.TrySetResult();
                    source = new TaskCompletionSource();
                }
            }

            public void Reset()
            {
                /* one at a time */ lock (/* all */ this.sync)
                {
                    if (isSet)
                    {
                        source = new TaskCompletionSource();
                        isSet = false;
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Leaves_a_lock_that_something_else_needs() => FlagsWithoutFix("""
        class Table
        {
            private readonly object rows = new();
            private readonly object sizes = new();
            private int count;
            private int size;
            private static int tables;

            public void Add()
            {
                lock (rows)
                    count++;
            }

            public int Count
            {
                get
                {
                    lock (rows)
                        return count;
                }
            }

            public void Grow()
            {
                lock (sizes)
                    size++;
            }

            public int Clear()
            {
                lock (sizes)
                {
                    [|count|] = 0;
                    [|tables|]++;
                    return size;
                }
            }
        }
        """);

    [Theory]
    [InlineData("class C { object a = new(); int n; void A() { lock (a) { n = ; } } void B() { lock (this) n++ } void D() { lock (a n--; } }")]
    [InlineData("class C { static int n; void A() { lock (missing) { n++; } } void B() { lock () { n++; } } }")]
    public async Task Survives_unfinished_code(string program) =>
        Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", program)), [new GuardedByDifferentLocks()]));

    private static string Names(string member) => $$"""
        class Names
        {
            private readonly object _gate = new();
            private readonly object _other = new();
            private List<string> _names = new();

            public void Add(string name)
            {
                lock (_gate)
                {
                    _names.Add(name);
                }
            }

            public bool Remove(string name)
            {
                lock (_gate)
                    return _names.Remove(name);
            }

            {{member}}
        }
        """;

    private const string Shown = """
        class Jobs
        {
            private readonly ReaderWriterLockSlim graph = new();
            private readonly HashSet<string> pending = new();
            internal ReaderWriterLockSlim Graph { get { return graph; } }

            public void Add(string job) { lock (pending) pending.Add(job); }
            public void Remove(string job) { lock (pending) pending.Remove(job); }
            public bool Any(Func<string, bool> wanted)
            {
                ENTER
                try
                {
                    foreach (var job in USE)
                        if (wanted(job))
                            return true;
                    return false;
                }
                finally
                {
                    EXIT
                }
            }
            public int Count() { lock (pending) return pending.Count; }
            MORE
        }
        """;

    [Fact]
    public Task Flags_a_lock_that_a_property_shows() => FlagsProgram(Shown.Replace("ENTER", "Graph.EnterReadLock();").Replace("EXIT", "Graph.ExitReadLock();").Replace("USE", "[|pending|]").Replace("MORE", ""));

    [Fact]
    public Task Accepts_a_lock_that_has_two_names_here() => AcceptsProgram(Shown.Replace("ENTER", "Graph.EnterReadLock();").Replace("EXIT", "Graph.ExitReadLock();").Replace("USE", "pending")
        .Replace("MORE", "public void Clear() { graph.EnterWriteLock(); try { pending.Clear(); } finally { graph.ExitWriteLock(); } }"));

    /// <summary>An exchange with null makes what nobody has made yet, and takes nothing from who holds the lock.</summary>
    [Theory]
    [InlineData("if (_slots == null) Interlocked.CompareExchange(ref _slots, new int[3], null);", "_slots")]
    [InlineData("Interlocked.Exchange(ref _slots, new int[3]);", "[|_slots|]")]
    public Task Accepts_what_is_made_in_one_step_before_it_is_locked(string first, string slots) => FlagsProgram($$"""
        class Table
        {
            private readonly object _gate = new();
            private int[]? _slots;

            public int Get(int index)
            {
                {{first}}
                lock (_gate)
                {
                    if (_slots!.Length <= index)
                        Array.Resize(ref {{slots}}, index + 1);
                    return _slots[index];
                }
            }
        }
        """);

    /// <summary>How many there are, read under a lock that is there for the state, may be old; what else is in the collection may not.</summary>
    [Theory]
    [InlineData("free.Count", "free")]
    [InlineData("free.Peek()", "[|free|]")]
    public Task Accepts_a_number_that_is_read_on_the_way(string asked, string free) => FlagsProgram($$"""
        class Pool
        {
            private readonly object state = new();
            private readonly object gate = new();
            private readonly Stack<int> free = new();
            private int opened;

            public void Open() { lock (state) opened++; }
            public int Available() { lock (state) return opened > 0 ? {{asked.Replace("free", free)}} : 0; }
            public void Add(int n) { lock (gate) free.Push(n); }
            public int Take() { lock (gate) return free.Pop(); }
            public void Clear() { lock (gate) free.Clear(); }
        }
        """);

    [Theory]
    [InlineData("return opened > 0 ? total : 0;", "total")]
    [InlineData("total = opened; return total;", "[|total|]")]
    public Task Accepts_a_value_that_is_read_on_the_way(string body, string total) => FlagsProgram($$"""
        class Pool
        {
            private readonly object state = new();
            private readonly object gate = new();
            private int opened, total;

            public void Open() { lock (state) opened++; }
            public int Available() { lock (state) { {{body.Replace("total =", total + " =")}} } }
            public int Limit() { lock (state) return opened > 0 ? 9 - opened : 0; }
            public void Add() { lock (gate) { total += 1; } }
            public void Remove() { lock (gate) total--; }
            public void Reset() { lock (gate) total = 0; }
        }
        """);

    /// <summary>What decides is no read on the way, and what each thread has needs no lock that all know.</summary>
    [Theory]
    [InlineData("", "if (opened > 0 && total == 0) opened = 0;", "[|total|]")]
    [InlineData("", "Console.WriteLine(opened + total);", "total")]
    [InlineData("[ThreadStatic] ", "if (opened > 0 && total == 0) opened = 0;", "total")]
    public Task Flags_a_value_that_decides_under_another_lock(string marker, string body, string changed) => FlagsProgram($$"""
        class Pool
        {
            private static readonly object state = new();
            private static readonly object gate = new();
            private static int opened;
            {{marker}}private static int total;

            public static void Open() { lock (state) opened++; }
            public static void Close() { lock (state) opened--; }
            public static bool IsOpen() { lock (state) return opened > 0; }
            public static void Check() { lock (state) { {{body}} } }
            public static void Add() { lock (gate) {{changed}}++; }
        }
        """);
}
