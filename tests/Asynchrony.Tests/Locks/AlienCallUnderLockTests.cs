using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class AlienCallUnderLockTests : RuleTests<AlienCallUnderLock>
{
    private const string Start = """
        public class Feed
        {
            private readonly object _gate = new();
            private readonly List<IObserver<int>> _observers = new();
            private readonly CancellationTokenSource _stop = new();
            public CancellationToken Stopped => _stop.Token;
            private int _last;
            public event EventHandler? Changed;
            private event EventHandler? Inner;
            private static readonly Func<int, int> Twice = value => value * 2;

        """;

    [Theory]
    [InlineData("public void Set(int value) { lock (_gate) { _last = value; Changed?.[|Invoke|](this, EventArgs.Empty); } }")]
    [InlineData("public void Set(int value) { lock (_gate) { _last = value; if (Changed != null) [|Changed|](this, EventArgs.Empty); } }")]
    [InlineData("public void Set(int value) { lock (_gate) { _last = value; var handler = Changed; handler?.[|Invoke|](this, EventArgs.Empty); } }")]
    [InlineData("public void Set(int value) { lock (_gate) { _last = value; [|OnChanged|](); } } private void OnChanged() => Changed?.Invoke(this, EventArgs.Empty);")]
    [InlineData("public int Get(Func<int> make) { lock (_gate) { return _last == 0 ? [|make|]() : _last; } }")]
    [InlineData("public void Stop() { lock (_gate) { [|_stop.Cancel|](); } }")]
    [InlineData("public void Push(int value) { lock (_gate) { foreach (var observer in _observers) [|observer.OnNext|](value); } }")]
    public Task Flags_code_of_others_under_a_lock(string members) => FlagsProgram(Start + members + " }");

    /// <summary>Work that others start and stop, with a token that a member gives to the platform or to code.</summary>
    private const string Preview = """
        public class Preview
        {
            private readonly object _gate = new();
            private CancellationTokenSource? _stop = new();
            private Task? _shown;
            private void Show() { while (_stop != null && !_stop.IsCancellationRequested) Thread.Sleep(10); }
            private void Watch(CancellationToken token) => token.Register(() => _shown = null);
            BODY
            public void Stop() { lock (_gate) { CANCEL(); _stop = new CancellationTokenSource(); } }
        }
        """;

    [Theory]
    [InlineData("public void Start() { lock (_gate) { _stop = new CancellationTokenSource(); _shown = Task.Run(() => Show(), _stop.Token); } }")]
    [InlineData("public void Start() => _shown = Task.Factory.StartNew(Show, _stop!.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);")]
    [InlineData("public async Task Pause() { await Task.Delay(100, _stop!.Token); Show(); }")]
    [InlineData("public void Start() { var token = _stop!.Token; _shown = Task.Run(() => { while (!token.IsCancellationRequested) Thread.Sleep(10); token.ThrowIfCancellationRequested(); }, token); }")]
    public Task Accepts_a_token_that_only_the_platform_gets(string body) => AcceptsProgram(Preview.Replace("BODY", body).Replace("CANCEL", "_stop?.Cancel"));

    [Theory]
    [InlineData("public void Start() => _shown = Task.Run(() => Watch(_stop!.Token), _stop!.Token);")]
    [InlineData("public void Start() { var token = _stop!.Token; _shown = Task.Run(() => Watch(token), token); }")]
    [InlineData("public void Start() => _stop!.Token.Register(() => _shown = null);")]
    [InlineData("public CancellationToken Stopped => _stop!.Token;")]
    [InlineData("public bool Wait(SemaphoreSlim free) { free.Wait(_stop!.Token); return true; }")]
    public Task Flags_a_token_that_code_gets(string body) => FlagsProgram(Preview.Replace("BODY", body).Replace("CANCEL", "_stop!.[|Cancel|]"));

    [Theory]
    [InlineData("public void Set(int value) { lock (_gate) _last = value; Changed?.Invoke(this, EventArgs.Empty); }")]
    [InlineData("public void Set(int value) { EventHandler? handler; lock (_gate) { _last = value; handler = Changed; } handler?.Invoke(this, EventArgs.Empty); }")]
    [InlineData("public void Set(int value) { lock (_gate) { _last = value; Inner?.Invoke(this, EventArgs.Empty); } }")]
    [InlineData("public void Set(int value) { lock (_gate) { _last = Twice(value); } }")]
    [InlineData("public void Set(int value) { lock (_gate) { Func<int> half = () => value / 2; _last = half(); } }")]
    [InlineData("public void Set(int value) { Under(() => _last = value); } private void Under(Action act) { lock (_gate) act(); }")]
    [InlineData("public void Set(int value) { lock (_gate) { _last = value; Task.Run(() => Changed?.Invoke(this, EventArgs.Empty)); } }")]
    [InlineData("public void Set(int value) { lock (_gate) { _last = value; Changed += (_, _) => Console.WriteLine(); } }")]
    [InlineData("private readonly List<Func<int>> _makers = [() => 1]; public int Get(int index) { lock (_gate) { return _makers[index](); } }")]
    [InlineData("private readonly Dictionary<string, Func<int>> _makers = []; public int Get(string key) { lock (_gate) { return _makers[key]?.Invoke() ?? 0; } }")]
    public Task Accepts_code_of_its_own_and_calls_behind(string members) => AcceptsProgram(Start + members + " }");

    /// <summary>A cache that everybody sees, with what this program brings to it.</summary>
    private const string Cache = """
        public class Cache<TValue>
        {
            private readonly object gate = new();
            private readonly Dictionary<string, TValue> kept = new();
            private readonly Func<TValue, int>? size;
            private int total;
            public Cache(Func<TValue, int>? size = null) => this.size = size;
            protected Cache(int capacity, Func<TValue, int> size) : this(size) => total = -capacity;
            public TValue GetOrAdd(string key, Func<TValue> make)
            {
                lock (gate)
                {
                    if (!kept.TryGetValue(key, out var value))
                        kept.Add(key, value = MAKE());
                    return value;
                }
            }
            public TValue Get(string key, Func<TValue> make, int times) => times > 0 ? GetOrAdd(key, make) : make();
            public void Count(TValue value) { lock (gate) total += size is null ? 1 : SIZE(value); }
        }
        class Page(string text) { public string Text => text; public int Length { get; init; } }
        class Pages(Cache<Page> pages) { private readonly object own = new(); private static Page Empty() => new("");
            CODE
        }
        """;

    [Theory]
    [InlineData("public Page Of(string name) => pages.GetOrAdd(name, () => new Page(name) { Length = name.Length }); public object New() => new Cache<Page>(page => page.Text.Length + page.Length);")]
    [InlineData("public Page Of(string name) => pages.GetOrAdd(name, Empty); public Cache<Page> New() => new(page => Math.Max(page.Length, 1));")]
    [InlineData("public Page Of(string name) => pages.Get(name, () => new Page(name), 2); private sealed class Small() : Cache<Page>(10, page => page.Length); public object New() => new Cache<Page>();")]
    public Task Accepts_delegates_for_values_that_only_make_them(string code) => AcceptsProgram(Cache.Replace("CODE", code).Replace("MAKE", "make").Replace("SIZE", "size"));

    [Theory]
    [InlineData("public object New() => new Cache<Page>();")]
    [InlineData("public Page Of(string name) => pages.GetOrAdd(name, () => { lock (own) return new Page(name); }); public object New() => new Cache<Page>(Size); private int Size(Page page) { lock (own) return page.Length; }")]
    [InlineData("public Page Of(string name) => pages.GetOrAdd(name, () => new Page(File.ReadAllText(name))) ?? pages.GetOrAdd(name, Empty); public object New(Func<Page, int> size) => new Cache<Page>(size);")]
    [InlineData("public Page Of(string name, Lazy<Func<Page>> make) => pages.Get(name, make.Value, 1); public object New(Func<Page, int>[] sizes) => new Cache<Page>(sizes[0]);")]
    [InlineData("} namespace Shop.Tests { class PagesTests(Cache<string> pages) { public string Of(string name) => pages.GetOrAdd(name, () => name); public object New() => new Cache<string>(page => page.Length); }")]
    public Task Flags_delegates_that_may_do_anything(string code) => FlagsProgram(Cache.Replace("CODE", code).Replace("MAKE", "[|make|]").Replace("SIZE", "[|size|]"));

    [Theory]
    [InlineData("public void WithLock(Action act) { lock (_gate) act(); }")]
    [InlineData("protected int LockedAction(Func<int> act) { lock (_gate) { return act(); } }")]
    [InlineData("public int RunExclusive<T>(Func<T, int> act, T value) { lock (_gate) return act(value); }")]
    public Task Accepts_what_is_there_to_run_code_under_the_lock(string member) => AcceptsProgram(Start + member + " }");

    [Fact]
    public Task Accepts_delegates_out_of_a_collection() => AcceptsProgram(Start + "public Dictionary<string, Action> Steps { get; } = []; public void A() { lock (_gate) { Steps[\"a\"](); } } }");

    [Theory]
    [InlineData("internal int Get(Func<int> make) { lock (_gate) { return _last == 0 ? make() : _last; } }")]
    [InlineData("public int Get() { lock (_gate) { return Through(() => 3); } } private int Through(Func<int> make) => make();")]
    [InlineData("public int Get() { lock (_gate) { return Both(() => 3); } } public int Both(Func<int> make) => make();")]
    [InlineData("private Func<int, int> _own = value => value + 1; public int Get() { lock (_gate) { return _own(_last); } }")]
    [InlineData("public void Set(int value) { lock (_gate) { _last = value; Trace(() => value); } } [System.Diagnostics.Conditional(\"VERBOSE\")] private void Trace(Func<int> what) => Changed?.Invoke(this, EventArgs.Empty);")]
    public Task Accepts_delegates_of_the_program_itself(string members) => AcceptsProgram(Start + members + " }");

    [Theory]
    [InlineData("public class SynchronizedObserver(IObserver<int> next) : IObserver<int>", "next.OnNext", "next.OnError", "next.OnCompleted")]
    [InlineData("public class Ordered(IObserver<int> next) : IObserver<int>", "[|next.OnNext|]", "[|next.OnError|]", "[|next.OnCompleted|]")]
    public Task Accepts_what_lets_others_call_one_at_a_time(string type, string value, string error, string end) => FlagsProgram($$"""
        {{type}}
        {
            private readonly object gate = new();
            public void OnNext(int value) { lock (gate) { {{value}}(value); } }
            public void OnError(Exception failure) { lock (gate) { {{error}}(failure); } }
            public void OnCompleted() { lock (gate) { {{end}}(); } }
        }
        """);

    /// <summary>What the lock guards, and callers who may look at it and change it under the lock.</summary>
    [Theory]
    [InlineData("public Status Status { get; private set; } = new();", "update", "read")]
    [InlineData("public Status Status { get; set; } = new();", "[|update|]", "[|read|]")]
    public Task Accepts_a_look_at_what_the_lock_guards(string status, string update, string read) => FlagsProgram($$"""
        public class Status { public int Count; }

        public class Server
        {
            private readonly object gate = new();
            {{status}}
            public void Restart() { lock (gate) Status = new Status(); }
            public void Update(Action<Status> update) { lock (gate) {{update}}(Status); }
            public T Read<T>(Func<Status, T> read) { lock (gate) { return {{read}}(Status); } }
        }
        """);

    [Fact]
    public Task Accepts_what_an_interface_of_others_prescribes() => AcceptsProgram("""
        class Pair : IEqualityComparer<string>, IComparable<Pair>
        {
            private readonly object _gate = new();
            private int _asked;
            public Func<string, int> Hash = text => text.Length;
            public bool Equals(string? one, string? other) { lock (_gate) { _asked++; return one == other; } }
            public int GetHashCode(string text) { lock (_gate) { _asked++; return Hash(text); } }
            public int CompareTo(Pair? other) => 0;
        }
        """);

    [Fact]
    public Task Tells_of_a_section_once() => FlagsProgram(Start + """
            public void Set(int value)
            {
                lock (_gate)
                {
                    Changed?.[|Invoke|](this, EventArgs.Empty);
                    _last = value;
                    if (value == 0)
                        _stop.Cancel();
                }
                lock (_gate)
                    [|_stop.Cancel|]();
            }
        }
        """);

    [Fact]
    public Task Names_what_is_called() => Says(Start + "public void Set(int value) { lock (_gate) { _last = value; Changed?.Invoke(this, EventArgs.Empty); } } }",
        "'Changed' runs code of others while this thread holds '_gate'");

    [Fact]
    public Task Accepts_code_that_is_not_finished() => AcceptsProgram(Start + "public void A() { lock (_gate) { } } }");

    [Fact]
    public Task Calls_out_behind_the_lock() => Fixes(Start + """
            public void Set(int value)
            {
                lock (_gate)
                {
                    _last = value;
                    // Tell everybody.
                    Changed?.[|Invoke|](this, EventArgs.Empty);
                }
            }
            public void Stop()
            {
                lock (_gate)
                {
                    _last = 0;
                    [|_stop.Cancel|]();
                }
                Console.WriteLine();
            }
        }
        """, Start + """
            public void Set(int value)
            {
                lock (_gate)
                {
                    _last = value;
                }
                // Tell everybody.
                Changed?.Invoke(this, EventArgs.Empty);
            }
            public void Stop()
            {
                lock (_gate)
                {
                    _last = 0;
                }
                _stop.Cancel();
                Console.WriteLine();
            }
        }
        """);

    [Theory]
    [InlineData("lock (_gate) { _last = value; Sent?.[|Invoke|](_last); }")]
    [InlineData("lock (_gate) { int before = _last; _last = value; Sent?.[|Invoke|](before); }")]
    [InlineData("lock (_gate) { Sent?.[|Invoke|](value); _last = value; }")]
    [InlineData("lock (_gate) { _last = value; if (value > 3) Sent?.[|Invoke|](value); }")]
    public Task Offers_nothing_where_the_lock_guards_what_is_told(string body) => FlagsWithoutFix(Start + "public event Action<int>? Sent; public void Set(int value) { " + body + " } }");

    /// <summary>One call under the lock is one defect: that it waits is told.</summary>
    [Theory]
    [InlineData("done.WaitOne();", "Stop")]
    [InlineData("done.Set();", "[|Stop|]")]
    public Task Leaves_a_call_that_waits_to_the_rule_about_it(string step, string call) => FlagsProgram($$"""
        class Server
        {
            private readonly object gate = new();
            private readonly CancellationTokenSource source = new();
            public CancellationToken Ended => source.Token;
            private readonly ManualResetEvent done = new(false);
            public void End() { lock (gate) {{call}}(); }
            private void Stop() { source.Cancel(); {{step}} }
        }
        """);

    /// <summary>Nobody listens to a source of tokens whose token nobody got: it was only just made, or its type only asks whether it is cancelled.</summary>
    [Theory]
    [InlineData("public CancellationTokenSource? All => source;", "", "[|source.Cancel|]")]
    [InlineData("public bool Ended => source?.IsCancellationRequested == true;", "", "source.Cancel")]
    [InlineData("public bool Ended => source!.Token.IsCancellationRequested;", "source?.Cancel();", "source.Cancel")]
    [InlineData("public CancellationToken Token => source!.Token;", "", "[|source.Cancel|]")]
    [InlineData("public CancellationToken Token => source!.Token;", "source = new();", "source.Cancel")]
    [InlineData("public CancellationToken Token => source!.Token;", "source = new(); Task.Delay(1, source.Token);", "[|source.Cancel|]")]
    [InlineData("public void Begin(CancellationToken stop) { var own = CancellationTokenSource.CreateLinkedTokenSource(stop); lock (gate) { if (source != null) own.Cancel(); source = own; } }", "", "[|source.Cancel|]")]
    [InlineData("public void Begin(CancellationToken stop) { var own = CancellationTokenSource.CreateLinkedTokenSource(stop); lock (gate) { source = own; [|own.Cancel|](); } }", "", "[|source.Cancel|]")]
    [InlineData("public void Watch(Task task) { lock (gate) { var own = source = new CancellationTokenSource(); task.ContinueWith(_ => own.IsCancellationRequested); } }", "", "source.Cancel")]
    [InlineData("public void Watch(Task task) { lock (gate) { var own = source = new CancellationTokenSource(); task.ContinueWith(_ => { }, own.Token); } }", "", "[|source.Cancel|]")]
    [InlineData("public void Wait() => Task.Run(() => source!.IsCancellationRequested, source!.Token);", "", "source.Cancel")]
    public Task Accepts_a_source_whose_token_nobody_has(string member, string before, string call) => FlagsProgram($$"""
        public class Worker
        {
            private readonly object gate = new();
            private CancellationTokenSource? source = new();
            {{member}}
            public void Restart() { lock (gate) source = new CancellationTokenSource(); }
            public void End() { lock (gate) { {{before}} if (source != null) {{call}}(); } }
        }
        """);

    /// <summary>Who asks for the collection itself asks for a look at it under the lock.</summary>
    [Theory]
    [InlineData("Action<List<int>> look", "look(numbers);")]
    [InlineData("Func<List<int>, int> look", "Console.WriteLine(look.Invoke(numbers));")]
    [InlineData("Action<StringWriter> look", "look(Log);")]
    [InlineData("Action<StringWriter> look", "[|look|](Latest);")]
    [InlineData("Action<int> look", "foreach (var number in numbers) [|look|](number);")]
    [InlineData("Action<string> look", "[|look|](name);")]
    public Task Accepts_code_that_gets_the_guarded_collection(string given, string section) => FlagsProgram($$"""
        public class Numbers
        {
            private readonly object gate = new();
            private readonly List<int> numbers = [];
            private readonly string name = "all";
            public StringWriter Log { get; } = new();
            public StringWriter Latest { get; set; } = new();
            public void Add(int number) { lock (gate) numbers.Add(number); }
            public void Look({{given}}) { lock (gate) { {{section}} } }
        }
        """);

    /// <summary>An observer of a kind that the program keeps to itself does what the program does.</summary>
    [Theory]
    [InlineData("internal", "kept.OnNext")]
    [InlineData("public", "[|kept.OnNext|]")]
    public Task Accepts_observers_of_its_own_kind(string modifier, string call) => FlagsProgram($$"""
        {{modifier}} interface IKept<T> : IObserver<T> { void Send(); }
        public class Replay
        {
            private readonly object gate = new();
            private readonly List<object> all = [];
            private int last;
            public void Next(int value)
            {
                lock (gate)
                {
                    last = value;
                    foreach (var one in all)
                        if (one is IKept<int> kept)
                            {{call}}(last);
                }
            }
        }
        """);
}
