using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class SharedCollectionUnguardedTests : RuleTests<SharedCollectionUnguarded>
{
    [Fact]
    public Task Flags_static_caches_that_are_filled_when_asked() => FlagsProgram("""
        class Names
        {
            private static readonly Dictionary<Type, string> [|names|] = new();
            private static readonly HashSet<string> [|seen|] = new();
            private static Dictionary<int, string[]> [|Parts|] { get; } = new();
            private static readonly System.Collections.Generic.SortedDictionary<string, int> [|codes|] = new();

            public static string Of(Type type)
            {
                if (!names.TryGetValue(type, out var name))
                {
                    name = type.FullName!.ToLowerInvariant();
                    names.Add(type, name);
                }

                return name;
            }

            public bool IsFirst(string name)
            {
                if (seen.Contains(name))
                    return false;
                seen.Add(name);
                return true;
            }

            public string[] PartsOf(int number)
            {
                if (!Parts.ContainsKey(number))
                    Parts[number] = Split(number);
                return Parts[number];
            }

            public int Code(string name) => codes.TryGetValue(name, out var code) ? code : Keep(name);

            private static int Keep(string name)
            {
                var code = name.GetHashCode();
                codes[name] = code;
                return code;
            }

            private static string[] Split(int number) => number.ToString().Split('0');
        }
        """);

    [Fact]
    public Task Flags_what_events_of_other_threads_change() => FlagsProgram("""
        class Folder
        {
            private readonly Dictionary<string, DateTime> changed = new();
            private readonly List<string> lines = new();
            private readonly List<int> ticks = new();
            private readonly System.Timers.Timer clock = new(100);
            private readonly System.IO.FileSystemWatcher watcher = new(".");

            public Folder()
            {
                watcher.Changed += OnChanged;
                watcher.Created += OnChanged;
                watcher.EnableRaisingEvents = true;
                clock.Elapsed += OnTick;
                clock.Start();
            }

            public void Follow(System.Diagnostics.Process process)
            {
                process.OutputDataReceived += (_, received) => [|lines|].Add(received.Data!);
                process.BeginOutputReadLine();
            }

            public bool HasChanged(string path) => changed.ContainsKey(path);

            public string[] Lines() => lines.ToArray();

            public int Sum() => ticks.Sum();

            private void OnChanged(object sender, System.IO.FileSystemEventArgs change) => [|changed|][change.FullPath] = DateTime.UtcNow;

            private void OnTick(object? sender, System.Timers.ElapsedEventArgs tick) => [|ticks|].Add(tick.SignalTime.Second);
        }
        """);

    [Fact]
    public Task Flags_what_callbacks_of_operations_change() => FlagsProgram("""
        class Door
        {
            private readonly Dictionary<int, System.Net.Sockets.Socket> guests = new();
            private readonly System.Net.Sockets.TcpListener listener = new(System.Net.IPAddress.Loopback, 0);

            public void Open()
            {
                listener.Start();
                listener.BeginAcceptSocket(OnAccept, null);
            }

            public void Tell(byte[] words)
            {
                foreach (var guest in guests.Values)
                    guest.Send(words);
            }

            private void OnAccept(IAsyncResult result)
            {
                var guest = listener.EndAcceptSocket(result);
                [|guests|][guest.GetHashCode()] = guest;
                listener.BeginAcceptSocket(OnAccept, null);
            }
        }
        """);

    [Fact]
    public Task Flags_what_a_service_of_the_host_changes() => FlagsProgram("""
        namespace Microsoft.Extensions.Hosting
        {
            public abstract class BackgroundService
            {
                protected abstract Task ExecuteAsync(CancellationToken stopping);
            }
        }

        class Prices : Microsoft.Extensions.Hosting.BackgroundService
        {
            private readonly Dictionary<string, int> prices = new();
            private readonly Dictionary<string, int> known = new();

            public int Of(string name) => prices.TryGetValue(name, out var price) ? price : 0;

            protected override async Task ExecuteAsync(CancellationToken stopping)
            {
                while (!stopping.IsCancellationRequested)
                {
                    [|prices|]["bread"] = DateTime.UtcNow.Second;
                    known["bread"] = 1;
                    await Task.Delay(1000, stopping);
                }
            }
        }
        """);

    [Fact]
    public Task Flags_a_queue_that_a_thread_empties_while_others_fill_it() => FlagsProgram("""
        class Mail
        {
            private readonly Queue<string> letters = new();
            private readonly Queue<Action> chores = new();

            public Mail()
            {
                new Thread(Carry) { IsBackground = true }.Start();
            }

            public void Add(string letter) => letters.Enqueue(letter);

            public void Post(Action chore) => chores.Enqueue(chore);

            private void Carry()
            {
                while (true)
                {
                    if (letters.Count > 0)
                        Console.WriteLine([|letters|].Dequeue());
                    if (chores.Count > 0)
                        [|chores|].Dequeue()();
                    Thread.Sleep(1);
                }
            }
        }
        """);

    [Fact]
    public Task Accepts_events_that_come_to_a_thread_of_choice_or_that_the_method_waits_for() => AcceptsProgram("""
        class Form(System.ComponentModel.ISynchronizeInvoke screen)
        {
            private readonly List<int> ticks = new();
            private readonly List<string> lines = new();
            private readonly List<string> names = new();

            public event EventHandler? Renamed;

            public void Begin()
            {
                var clock = new System.Timers.Timer(100);
                clock.SynchronizingObject = screen;
                clock.Elapsed += OnTick;
                clock.Start();
                Renamed += OnRenamed;
            }

            public int Sum() => ticks.Sum();

            public string[] Names() => names.ToArray();

            public string Run(System.Diagnostics.Process process)
            {
                process.OutputDataReceived += OnLine;
                process.BeginOutputReadLine();
                process.WaitForExit();
                return string.Concat(lines);
            }

            public void Rename() => Renamed?.Invoke(this, EventArgs.Empty);

            private void OnTick(object? sender, System.Timers.ElapsedEventArgs tick) => ticks.Add(tick.SignalTime.Second);

            private void OnRenamed(object? sender, EventArgs nothing) => names.Add("new");

            private void OnLine(object sender, System.Diagnostics.DataReceivedEventArgs received) => lines.Add(received.Data!);
        }
        """);

    [Fact]
    public Task Flags_a_timer_beside_callers() => FlagsProgram("""
        class Sessions
        {
            private readonly Dictionary<string, DateTime> sessions = new();
            private readonly List<string> expired = new();
            private readonly Timer timer;

            public Sessions() => timer = new Timer(_ => Sweep(), null, 1000, 1000);

            public void Touch(string id) => [|sessions|][id] = DateTime.UtcNow;

            public void Stop() => timer.Dispose();

            private void Sweep()
            {
                expired.Clear();
                foreach (var session in sessions)
                    if (session.Value < DateTime.UtcNow.AddMinutes(-1))
                        expired.Add(session.Key);
                foreach (var id in expired)
                    sessions.Remove(id);
            }
        }
        """);

    [Fact]
    public Task Flags_a_thread_beside_callers() => FlagsProgram("""
        class Listener
        {
            private readonly List<string> lines = new();
            private readonly Queue<string> orders = new();
            private Thread? thread;

            public int Errors => lines.Count(line => line.StartsWith("error"));

            public void Start()
            {
                orders.Enqueue("begin");
                thread = new Thread(Loop) { IsBackground = true };
                thread.Start();
            }

            public void Send(string order) => orders.Enqueue(order);

            private void Loop()
            {
                while (Console.ReadLine() is { } line)
                {
                    [|lines|].Add(line);
                    if (orders.Count > 0)
                        Console.WriteLine([|orders|].Dequeue());
                }
            }
        }
        """);

    [Fact]
    public Task Flags_a_task_that_the_constructor_starts() => FlagsProgram("""
        class Prices
        {
            private readonly Dictionary<string, decimal> prices = new();
            private readonly Task work;

            public Prices() => work = Task.Run(async () =>
            {
                while (true)
                {
                    await Task.Delay(1000);
                    [|prices|]["gold"] = DateTime.UtcNow.Second;
                }
            });

            public decimal? Gold => prices.TryGetValue("gold", out var price) ? price : null;

            public bool IsOver => work.IsCompleted;
        }
        """);

    [Fact]
    public Task Accepts_what_is_locked_anywhere() => AcceptsProgram("""
        class Names
        {
            private static readonly object gate = new();
            private static readonly Dictionary<Type, string> names = new();
            private static readonly Dictionary<Type, string> others = new();

            public static string Of(Type type)
            {
                lock (gate)
                {
                    if (!names.TryGetValue(type, out var name))
                        names.Add(type, name = type.Name);
                    return name;
                }
            }

            public static string Other(Type type)
            {
                if (others.TryGetValue(type, out var name))
                    return name;
                lock (others)
                    others[type] = name = type.Name;
                return name;
            }
        }
        """);

    [Fact]
    public Task Accepts_what_is_filled_before_it_is_used() => AcceptsProgram("""
        class Codes
        {
            private static readonly Dictionary<string, int> codes = new() { ["a"] = 1 };
            private static readonly List<Func<string, int>> readers = new();
            private static readonly Dictionary<int, byte[]> buffers = new();
            private readonly Dictionary<string, int> own = new();
            private static readonly Dictionary<string, int> first = Fill();

            static Codes()
            {
                codes["b"] = 2;
                More();
            }

            public Codes() => own["a"] = 1;

            public static int Run(int count)
            {
                InitializeBuffers(count);
                return buffers.TryGetValue(count, out var buffer) ? buffer.Length : 0;
            }

            private static void InitializeBuffers(int count)
            {
                if (!buffers.ContainsKey(count))
                    buffers.Add(count, new byte[count]);
            }

            public static void Register(Func<string, int> reader) => readers.Add(reader);

            public static void AddReader(Func<string, int> reader)
            {
                if (!readers.Contains(reader))
                    readers.Add(reader);
            }

            public int Read(string name) => codes.TryGetValue(name, out var code) ? code + own.Count + first.Count : readers.Sum(reader => reader(name));

            private static void More() => codes["c"] = 3;

            private static Dictionary<string, int> Fill()
            {
                var filled = new Dictionary<string, int>();
                filled["d"] = 4;
                return filled;
            }
        }
        """);

    [Fact]
    public Task Accepts_what_a_program_replaces_between_its_phases() => AcceptsProgram("""
        static class Sprites
        {
            private static Dictionary<string, string> sprites = new();

            public static void Load() => sprites = new();

            public static string Of(string name)
            {
                if (!sprites.TryGetValue(name, out var sprite))
                    sprites.Add(name, sprite = name + ".png");
                return sprite;
            }

            public static void Unload() => sprites.Clear();
        }
        """);

    [Fact]
    public Task Accepts_what_one_thread_has_for_itself() => AcceptsProgram("""
        class Scratch
        {
            [ThreadStatic] private static Dictionary<string, int>? mine;
            private static readonly ThreadLocal<List<int>> own = new(() => new List<int>());
            private static readonly AsyncLocal<List<int>> flow = new();
            private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> shared = new();
            private static System.Collections.Immutable.ImmutableDictionary<string, int> frozen = System.Collections.Immutable.ImmutableDictionary<string, int>.Empty;
            private static Dictionary<string, int> replaced = new();

            public static int Of(string name)
            {
                mine ??= new();
                mine[name] = name.Length;
                own.Value!.Add(1);
                (flow.Value ??= new()).Add(1);
                shared[name] = 1;
                frozen = frozen.SetItem(name, 1);
                if (!replaced.ContainsKey(name))
                    replaced = new Dictionary<string, int>(replaced) { [name] = 1 };
                return replaced[name];
            }
        }
        """);

    [Fact]
    public Task Accepts_objects_of_which_nothing_shows_that_they_are_shared() => AcceptsProgram("""
        class Cache
        {
            private readonly Dictionary<string, int> lengths = new();

            public int Of(string name)
            {
                if (!lengths.TryGetValue(name, out var length))
                    lengths.Add(name, length = name.Length);
                return length;
            }

            public static Task<int> Count(Cache cache) => Task.Run(() => cache.Of("a"));
        }
        """);

    [Fact]
    public Task Accepts_what_happens_before_the_start_or_behind_the_end() => AcceptsProgram("""
        class Work
        {
            private readonly List<int> results = new();
            private readonly Queue<int> jobs = new();
            private readonly List<string> names = new();

            public int Run()
            {
                Prepare();
                var thread = new Thread(() => { while (jobs.Count > 0) results.Add(jobs.Dequeue()); });
                thread.Start();
                thread.Join();
                return results.Count;
            }

            public int Results => results.Sum();

            public async Task Read(string path)
            {
                await Task.Run(() => names.Add(System.IO.File.ReadAllText(path)));
            }

            public int Names => names.Count(name => name.Length > 0);

            private void Prepare()
            {
                for (var i = 0; i < 9; i++)
                    jobs.Enqueue(i);
            }
        }
        """);

    [Theory]
    [InlineData("_reader.Join(); return _lines.ToArray();")]
    [InlineData("if (!_reader.Join(1000)) throw new TimeoutException(); return _lines.ToArray();")]
    [InlineData("Stop(); return _lines.ToArray();")]
    [InlineData("_reader.Join(); return Copy();")]
    [InlineData("Stop(); return Copy();")]
    [InlineData("while (_reader.IsAlive) Thread.Sleep(10); foreach (var line in _lines) Console.WriteLine(line); return [];")]
    public Task Accepts_what_a_thread_fills_and_others_read_when_it_is_over(string body) => AcceptsProgram(Collector(body));

    [Theory]
    [InlineData("var lines = [|_lines|].ToArray(); _reader.Join(); return lines;")]
    [InlineData("_other!.Join(); return [|_lines|].ToArray();")]
    public Task Flags_what_is_read_before_its_thread_is_over(string body) => FlagsProgram(Collector(body).Replace("[|_lines|].ToArray()", "_lines.ToArray()").Replace("_lines.Add(line)", "[|_lines|].Add(line)"));

    private static string Collector(string body) => $$"""
        class Collector
        {
            private readonly List<string> _lines = new();
            private readonly Thread _reader;
            private Thread? _other;

            public Collector(System.IO.TextReader input)
            {
                _reader = new Thread(() => { while (input.ReadLine() is { } line) _lines.Add(line); });
                _reader.Start();
            }

            public void Watch()
            {
                _other = new Thread(() => Console.WriteLine(_reader.ThreadState));
                _other.Start();
            }

            public string[] Finish() { {{body}} }

            {{(body.Contains("Stop()") ? "private void Stop() => _reader.Join();" : "")}}

            {{(body.Contains("Copy()") ? "private string[] Copy() => _lines.ToArray();" : "")}}
        }
        """;

    [Fact]
    public Task Accepts_what_another_rule_finds() => AcceptsProgram("""
        class Words
        {
            private readonly List<string> words = new();

            public IEnumerable<string> All => words.Where(word => word.Length > 0);

            public void Read(string[] files) => Parallel.ForEach(files, file => words.Add(file));

            public int Beside()
            {
                var thread = new Thread(() => words.Add("a"));
                thread.Start();
                var first = words[0];
                thread.Join();
                return first.Length;
            }
        }
        """);

    [Fact]
    public Task Accepts_a_loop_that_runs_here_or_on_a_thread() => AcceptsProgram("""
        class Poller
        {
            private readonly List<string> lines = new();

            public void RunAsync() => new Thread(Run).Start();

            public void Run()
            {
                while (Console.ReadLine() is { } line)
                {
                    lines.Add(line);
                    if (lines.Exists(one => one == "end"))
                        return;
                }
            }
        }
        """);

    [Fact]
    public Task Accepts_programs_with_one_thread() => AcceptsProgram("""
        class Program
        {
            private static readonly Dictionary<string, int> lengths = new();

            static void Main(string[] args)
            {
                foreach (var name in args)
                    Console.WriteLine(LengthOf(name));
            }

            public static int LengthOf(string name)
            {
                if (!lengths.TryGetValue(name, out var length))
                    lengths.Add(name, length = name.Length);
                return length;
            }
        }
        """);

    [Fact]
    public Task Accepts_a_lock_that_lets_one_in_at_a_time() => AcceptsProgram("""
        class Events
        {
            private readonly object gate = new();
            private readonly Queue<string> events = new();
            private readonly Timer timer;
            private bool busy;

            public Events()
            {
                Note("idle");
                Changed += (_, _) => Note("changed");
                Changed += OnChanged;
                timer = new Timer(_ => Raise("tick"), null, 1000, 1000);
            }

            private event EventHandler? Changed;

            private void OnChanged(object? sender, EventArgs e) => Note("changed");

            private void Note(string name) => events.Enqueue(name);

            public void Stop() => timer.Dispose();

            public void Raise(string name)
            {
                lock (gate)
                {
                    if (busy)
                        return;
                    busy = true;
                }

                Handle(name);
                busy = false;
            }

            private void Handle(string name)
            {
                events.Enqueue(name);
                Changed?.Invoke(this, EventArgs.Empty);
                while (events.Count > 0)
                    Console.WriteLine(events.Dequeue());
            }
        }
        """);

    [Fact]
    public Task Accepts_work_that_holds_a_lock_on_its_way() => AcceptsProgram("""
        class Connection
        {
            private readonly object gate = new();
            private readonly List<string> parameters = new();
            private readonly Timer timer;

            public Connection() => timer = new Timer(KeepAlive, null, 1000, 1000);

            public void Close() => timer.Dispose();

            public void Read(string message)
            {
                if (message.Length > 1)
                    Parameter(message);
            }

            private void KeepAlive(object? state)
            {
                if (!Monitor.TryEnter(gate))
                    return;
                try
                {
                    Read("alive");
                }
                finally
                {
                    Monitor.Exit(gate);
                }
            }

            private void Parameter(string message)
            {
                if (!parameters.Contains(message))
                    parameters.Add(message);
            }
        }
        """);

    [Fact]
    public Task Accepts_what_nobody_looks_for() => AcceptsProgram("""
        class Loops
        {
            private static readonly Stack<string> stack = new();
            private static readonly List<Loops> all = new();

            private static readonly List<byte[]> buffers = new();

            public Loops() => all.Add(this);

            public static byte Fill(int count)
            {
                for (var i = 0; i < count; i++)
                {
                    buffers.Add(new byte[count]);
                    buffers[i][0] = 1;
                }

                return buffers[0][0];
            }

            public static IEnumerable<Loops> All => all.Where(one => one.ToString() != "");

            public static void Run(string name)
            {
                if (stack.Count > 9)
                    throw new InvalidOperationException();
                stack.Push(name);
                Console.WriteLine(name);
                stack.Pop();
            }
        }
        """);

    [Fact]
    public Task Flags_the_one_object_of_a_type() => FlagsProgram("""
        sealed class Registry
        {
            private readonly Dictionary<string, int> [|numbers|] = new();

            private Registry() => numbers["none"] = 0;

            public static Registry Instance { get; } = new();

            public int NumberOf(string name)
            {
                if (numbers.TryGetValue(name, out var number))
                    return number;
                return numbers[name] = name.Length;
            }

            // Takes no lock, and has no thread either
            public override string ToString() => "Registry";
        }

        sealed class Shared
        {
            private static readonly Shared instance = new();
            private static volatile int made;
            private readonly System.Collections.Hashtable [|names|] = new();

            private Shared() => made++;

            public static object? Name(string id) => made > 0 ? instance.Of(id) : null;

            private object? Of(string id)
            {
                if (!names.Contains(id))
                    names.Add(id, id.Trim());
                return names[id];
            }
        }
        """);

    [Fact]
    public Task Flags_an_object_that_a_type_keeps_for_everybody() => FlagsProgram("""
        class Templates
        {
            private static readonly Lazy<Templates> late = new(() => new Templates());
            private readonly Dictionary<string, string[]> [|parsed|] = new();
            private readonly IDictionary<string, int> [|sizes|];
            private readonly IDictionary<string, int> given;

            public Templates()
            {
                sizes = new Dictionary<string, int>(StringComparer.Ordinal);
                given = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
            }

            public static Templates Instance => late.Value;

            public string[] Parse(string text)
            {
                if (parsed.TryGetValue(text, out var known))
                    return known;
                var parts = text.Split(' ');
                parsed[text] = parts;
                return parts;
            }

            public int Size(string text)
            {
                if (!given.ContainsKey(text))
                    given[text] = 0;
                if (!sizes.ContainsKey(text))
                    sizes.Add(text, Parse(text).Sum(part => part.Length));
                return sizes[text] + given[text];
            }
        }
        """);

    [Fact]
    public Task Flags_a_set_that_is_asked_by_adding() => FlagsProgram("""
        static class Warnings
        {
            private static readonly HashSet<string> [|told|] = new();
            private static readonly HashSet<string> all = new();

            public static void Once(string warning)
            {
                if (told.Add(warning))
                    Console.Error.WriteLine(warning);
                all.Add(warning);
            }

            public static int Count => all.Count;
        }
        """);

    [Fact]
    public Task Flags_what_only_some_callers_lock() => FlagsProgram("""
        class Providers
        {
            private static readonly Dictionary<int, string> [|providers|] = new();
            private static readonly Dictionary<int, string> locked = new();
            private static readonly Dictionary<int, string> early = new();
            private static readonly object gate = new();

            public static void Start()
            {
                Console.WriteLine(Early(1));
                lock (gate)
                    Console.WriteLine(Early(2));
            }

            public static string Open(int number)
            {
                lock (gate)
                    return "open " + Of(number) + Locked(number) + Early(number);
            }

            public static string Close(int number) => "close " + Of(number);

            private static string Of(int number)
            {
                if (!providers.TryGetValue(number, out var provider))
                    providers[number] = provider = number.ToString();
                return provider;
            }

            private static string Locked(int number)
            {
                if (!locked.TryGetValue(number, out var provider))
                    locked[number] = provider = number.ToString();
                return provider;
            }

            private static string Early(int number)
            {
                if (!early.TryGetValue(number, out var provider))
                    early[number] = provider = number.ToString();
                return provider;
            }
        }
        """);

    [Fact]
    public Task Flags_what_is_registered_because_it_was_missing() => FlagsProgram("""
        class Formats
        {
            private static readonly Dictionary<string, string> [|formats|] = new();
            private static readonly Dictionary<string, string> names = new();

            public string Format(string name)
            {
                if (!formats.TryGetValue(name, out var format))
                {
                    format = "{0:" + name + "}";
                    Register(name, format);
                }

                return names.TryGetValue(name, out var known) ? known + format : format;
            }

            public static void Register(string name, string format) => formats[name] = format;

            public static void RegisterName(string name, string text) => names[name] = text;
        }
        """);

    [Theory]
    [InlineData("public static void AddFactory(string name, Plugin made) { all[name] = made; } public static void RemoveFactory(string name) { all.Remove(name); } public static Plugin? Named(string name) => all.TryGetValue(name, out var found) ? found : null;")]
    [InlineData("public static void Register(Plugin made) => all.Add(made.Name, made); public static void Unregister(Plugin made) => all.Remove(made.Name); public static Plugin Named(string name) => all[name];")]
    [InlineData("public Plugin() => all.Add(Name, this); public void Close() => all.Remove(Name); public static IEnumerable<string> Names() => all.Keys.ToList();")]
    [InlineData("public Plugin() => all.Add(Name, this); public void Dispose() => Drop(this); private static void Drop(Plugin made) => all.Remove(made.Name); public static void Tell(string text) { foreach (var made in all.Values) Console.WriteLine(made.Name + text); }")]
    [InlineData("private static bool isOpen; public static void Attach(Plugin made) { System.Diagnostics.Debug.Assert(isOpen); all.Add(made.Name, made); } public static void Detach(Plugin made) => all.Remove(made.Name); public static Plugin Named(string name) => all[name];")]
    public Task Flags_what_comes_and_goes(string body) => FlagsProgram(Plugins("[|all|]", body));

    [Theory]
    [InlineData("public static void Register(Plugin made) => all.Add(made.Name, made); public static Plugin Named(string name) => all[name];")]
    [InlineData("public static void Register(Plugin made) => all.Add(made.Name, made); public static void Reset() { all.Remove(\"first\"); all.Clear(); } public static Plugin Named(string name) => all[name];")]
    [InlineData("public static void Register(Plugin made) => all.Add(made.Name, made); public static void Unregister(Plugin made) => all.Remove(made.Name); public static int Count => all.Count;")]
    [InlineData("public static void Register(Plugin made) => all.Add(made.Name, made); public static void Unregister(Plugin made) => all.Remove(made.Name); public static void Load(string name) => all[name].Close(); public void Close() { }")]
    [InlineData("public static void Replace(Plugin made) { all.Remove(made.Name); all.Add(made.Name, made); } public static Plugin Named(string name) => all[name];")]
    [InlineData("public static void Register(Plugin made) { lock (all) all.Add(made.Name, made); } public static void Unregister(Plugin made) => all.Remove(made.Name); public static Plugin Named(string name) => all[name];")]
    [InlineData("public static void Register(Plugin made) => all.Add(made.Name, made); public static void Unregister(Plugin made) => all.Remove(made.Name); public static void Each(List<string> names) => names.ForEach(name => all[name].ToString());")]
    [InlineData("public static void InitPlugin(Plugin made) => all.Add(made.Name, made); public static void FreePlugin(Plugin made) => all.Remove(made.Name); public static Plugin Named(string name) => all[name];")]
    [InlineData("private static readonly Thread own = Thread.CurrentThread; public static void Attach(Plugin made) { System.Diagnostics.Debug.Assert(Thread.CurrentThread == own); all.Add(made.Name, made); } public static void Detach(Plugin made) => all.Remove(made.Name); public static Plugin Named(string name) => all[name];")]
    [InlineData("private static bool isOwn; private static void Assert(bool holds, string why) { if (!holds) throw new InvalidOperationException(why); } public static void Attach(Plugin made) { Assert(isOwn, \"on the thread of the window\"); all.Add(made.Name, made); } public static void Detach(Plugin made) => all.Remove(made.Name); public static Plugin Named(string name) => all[name];")]
    [InlineData("private static bool IsMainThread() => true; public static void Attach(Plugin made) { System.Diagnostics.Trace.Assert(IsMainThread()); all.Add(made.Name, made); } public static void Detach(Plugin made) => all.Remove(made.Name); public static Plugin Named(string name) => all[name];")]
    public Task Accepts_what_only_comes_or_that_nobody_looks_for(string body) => AcceptsProgram(Plugins("all", body));

    private static string Plugins(string all, string body) => $$"""
        class Plugin
        {
            private static readonly IDictionary<string, Plugin> {{all}} = new Dictionary<string, Plugin>();

            public string Name { get; set; } = "";

            {{body}}
        }
        """;

    [Fact]
    public Task Flags_a_table_beside_one_that_is_locked() => FlagsProgram("""
        static class Handlers
        {
            private static readonly Dictionary<Type, string> handlers = new();
            private static readonly Dictionary<Type, string> [|groups|] = new();
            private static readonly Dictionary<Type, string> loaded = new();
            private static readonly List<string> unread = new();

            public static void Register(Type type, string handler)
            {
                lock (handlers)
                    handlers.Add(type, handler);
            }

            public static string Of(Type type) => handlers[type];

            public static void AddGroup(Type type, string group) => groups.Add(type, group);

            public static string GroupOf(Type type) => groups[type];

            public static void Load(Type type) => loaded.Add(type, type.Name);

            public static string Loaded(Type type) => loaded[type];

            public static void Note(string text) => unread.Add(text);
        }

        static class Others
        {
            private static readonly object gate = new();
            private static readonly Dictionary<Type, string> some = new();
            private static readonly Dictionary<Type, string> groups = new();
            private static int count;

            public static void Register(Type type, string handler)
            {
                lock (gate)
                    count++;
                some.Add(type, handler);
            }

            public static string Of(Type type) => some[type] + groups[type] + count;

            public static void AddGroup(Type type, string group) => groups.Add(type, group);
        }
        """);

    [Fact]
    public Task Accepts_an_object_of_which_there_are_others() => AcceptsProgram("""
        class Node
        {
            private static Node? last;
            [ThreadStatic] private static Node? current;
            private readonly Dictionary<string, int> lengths = new();

            public Node() => last = current = this;

            public static Node? Last => last ?? current;

            public int Of(string name)
            {
                if (!lengths.TryGetValue(name, out var length))
                    lengths.Add(name, length = name.Length);
                return length;
            }
        }
        """);

    [Fact]
    public Task Accepts_work_that_calls_what_it_was_given() => AcceptsProgram("""
        interface IReceiver
        {
            void Receive(string line);
        }

        class Loop
        {
            private readonly List<IReceiver> receivers = new();
            private readonly Thread thread;

            public Loop()
            {
                thread = new Thread(Run);
                thread.Start();
            }

            public int Id => thread.ManagedThreadId;

            public void Listen(IReceiver receiver) => receivers.Add(receiver);

            private void Run()
            {
                while (Console.ReadLine() is { } line)
                    foreach (var receiver in receivers)
                        receiver.Receive(line);
            }
        }
        """);

    [Fact]
    public Task Accepts_what_only_the_main_program_does() => AcceptsProgram("""
        class Program
        {
            private static readonly Dictionary<string, int> lengths = new();

            static void Main(string[] args)
            {
                using var timer = new Timer(_ => Console.WriteLine("still there"), null, 1000, 1000);
                foreach (var name in args)
                    Console.WriteLine(LengthOf(name));
            }

            private static int LengthOf(string name)
            {
                if (!lengths.TryGetValue(name, out var length))
                    lengths.Add(name, length = name.Length);
                return length;
            }
        }
        """);

    [Theory]
    [InlineData("class C { private static readonly Dictionary<Missing, int> all = new(); public static int Of(Missing m) { if (all.Contains) all.Add(m, ); return all[ ]; } }")]
    [InlineData("class C { private readonly List<int> all = new(); public C() => new Timer(_ => Tick( ), null, 1, 1); public void Put(int n) => all.Ad(n) void Tick() { foreach (var one in all } }")]
    public async Task Survives_unfinished_code(string program) =>
        Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", program)), [new SharedCollectionUnguarded()]));

    [Fact]
    public Task Names_the_collection_and_the_other_side() => Says("""
        class Sessions
        {
            private static readonly Dictionary<string, int> lengths = new();
            private readonly List<string> ids = new();
            private readonly List<string> lines = new();
            private readonly Timer timer;

            public Sessions() => timer = new Timer(Tick, null, 1000, 1000);

            public void Open(string id) { ids.Add(id); timer.Change(1, 1); }

            public bool Touch(string id)
            {
                ids.Remove(id);
                return lines.Contains(id);
            }

            public int LengthOf(string id) => lengths.ContainsKey(id) ? lengths[id] : lengths[id] = id.Length;

            private void Tick(object? state)
            {
                foreach (var id in ids)
                    lines.Add(id);
            }
        }
        """,
        "'lengths' is changed in 'LengthOf' with no lock, while other threads may read it",
        "'ids' is changed here with no lock, while a timer may enumerate it in 'Tick'",
        "'lines' is changed here by a timer with no lock, while callers may read it in 'Touch'");

    [Fact]
    public Task Points_at_all_uses() => PointsAt("""
        class Names
        {
            private static readonly Dictionary<string, int> lengths = new();

            public static int Of(string name)
            {
                if (lengths.TryGetValue(name, out var length))
                    return length;
                lengths[name] = name.Length;
                return lengths[name];
            }
        }
        """, 7, 9, 10);

    [Fact]
    public Task Makes_a_cache_concurrent() => Fixes("""
        static class Names
        {
            // What has been asked for.
            private static readonly Dictionary<Type, string> [|names|] = new Dictionary<Type, string>(); // never emptied
            private static readonly System.Collections.Generic.Dictionary<string, int> [|lengths|] = new(StringComparer.Ordinal);

            public static string Of(Type type)
            {
                if (!names.TryGetValue(type, out var name))
                {
                    name = type.FullName!.ToLowerInvariant();
                    names.Add(type, name); // from now on
                }

                return name;
            }

            public static int Length(string name)
            {
                // Known already?
                if (lengths.TryGetValue(name, out var known))
                    return known;

                var length = name.Trim().Length;
                /* once */ lengths[name] = length;
                return length;
            }
        }
        """, """
        static class Names
        {
            // What has been asked for.
            private static readonly ConcurrentDictionary<Type, string> names = new ConcurrentDictionary<Type, string>(); // never emptied
            private static readonly ConcurrentDictionary<string, int> lengths = new(StringComparer.Ordinal);

            public static string Of(Type type)
            {
                if (!names.TryGetValue(type, out var name))
                {
                    name = type.FullName!.ToLowerInvariant();
                    name = names.GetOrAdd(type, name); // from now on
                }

                return name;
            }

            public static int Length(string name)
            {
                // Known already?
                if (lengths.TryGetValue(name, out var known))
                    return known;

                var length = name.Trim().Length;
                /* once */ length = lengths.GetOrAdd(name, length);
                return length;
            }
        }
        """);

    [Fact]
    public Task Adds_what_is_missing_in_one_step() => Fixes("""
        static class Parts
        {
            private static readonly Dictionary<int, string[]> [|parts|] = new() { [0] = new[] { "none" } };
            private static readonly Dictionary<int, string> [|last|] = new();

            public static string[] Of(int number)
            {
                if (!parts.ContainsKey(number))
                    parts.Add(number, Split(number));
                return parts[number];
            }

            public static string? Last(int number)
            {
                if (last.TryGetValue(number, out var text))
                    Parts.last.Remove(number);
                last[number + 1] = number.ToString();
                return text;
            }

            private static string[] Split(int number) => number.ToString().Split('0');
        }
        """.Replace("\n", "\r\n"), """
        static class Parts
        {
            private static readonly ConcurrentDictionary<int, string[]> parts = new() { [0] = new[] { "none" } };
            private static readonly ConcurrentDictionary<int, string> last = new();

            public static string[] Of(int number)
            {
                if (!parts.ContainsKey(number))
                    parts.TryAdd(number, Split(number));
                return parts[number];
            }

            public static string? Last(int number)
            {
                if (last.TryGetValue(number, out var text))
                    Parts.last.TryRemove(number, out _);
                last[number + 1] = number.ToString();
                return text;
            }

            private static string[] Split(int number) => number.ToString().Split('0');
        }
        """.Replace("\n", "\r\n"));

    [Fact]
    public Task Leaves_alone_what_a_concurrent_dictionary_would_not_do_right() => FlagsWithoutFix("""
        static class Counts
        {
            private static readonly Dictionary<string, int> [|counts|] = new();
            private static readonly Dictionary<string, int> [|gone|] = new();
            private static readonly Dictionary<string, int> [|refused|] = new();
            private static readonly Dictionary<string, int> [|handed|] = new();
            private static readonly Dictionary<string, int> [|sized|] = new(64);
            private static readonly HashSet<string> [|names|] = new();

            public static int Count(string name)
            {
                if (!names.Contains(name))
                    names.Add(name);
                if (!counts.ContainsKey(name))
                    counts.Add(name, 0);
                counts[name]++;
                return counts[name];
            }

            public static int Gone(string name)
            {
                if (!gone.ContainsKey(name))
                    gone[name] = 1;
                var one = gone[name];
                gone.Remove(name);
                return one;
            }

            public static bool Refuse(string name)
            {
                var known = refused.ContainsKey(name);
                refused.Add(name, name.Length);
                return known;
            }

            public static int Hand(string name)
            {
                if (!handed.ContainsKey(name))
                    handed[name] = 1;
                return Sum(handed);
            }

            public static int Sized(string name)
            {
                if (!sized.ContainsKey(name))
                    sized[name] = 1;
                return sized[name];
            }

            private static int Sum(Dictionary<string, int> all) => all.Values.Sum();
        }
        """);

    private const string Hub = """
        using System.Threading.Tasks;

        class Hub
        {
            private readonly List<Func<int, Task>> listeners = new();
            private readonly Dictionary<int, Func<int, Task>> byNumber = new();

            public void Join(int number, Func<int, Task> listener) { listeners.Add(listener); byNumber[number] = listener; }
            public bool Leave(int number, Func<int, Task> listener) => byNumber.Remove(number) & listeners.Remove(listener);

            BODY
        }
        """;

    [Theory]
    [InlineData("public async Task Tell(int n) { foreach (var listener in [|listeners|]) await listener(n); }")]
    [InlineData("public async Task Tell(int n) { foreach (var listener in [|byNumber|].Values) { if (n > 3) await listener(n).ConfigureAwait(false); } }")]
    [InlineData("public virtual void Tell(int n) => TellAsync(n).Wait(); protected virtual async Task TellAsync(int n) { foreach (var listener in [|listeners|]) await listener(n); } public async Task Open(int n) { await one.WaitAsync(); try { await TellAsync(n); } finally { one.Release(); } } private readonly SemaphoreSlim one = new(1);")]
    [InlineData("protected virtual void Tell(int n) => TellAsync(n).Wait(); protected virtual async Task TellAsync(int n) { foreach (var listener in [|listeners|]) await listener(n); }")]
    [InlineData("public Task Tell(int n) => Send(n); private async Task Send(int n) { foreach (var pair in [|byNumber|]) { Console.WriteLine(pair.Key); await pair.Value(n); } }")]
    [InlineData("private readonly HashSet<Func<int, Task>> sinks = new(); public void Connect(Func<int, Task> sink) => sinks.Add(sink); public async Task Send(int n) { foreach (var sink in [|sinks|]) await sink(n); }")]
    [InlineData("private readonly List<Func<int, Task>> sinks = new(); public IDisposable Subscribe(Func<int, Task> sink) { sinks.Add(sink); return new StringReader(\"\"); } public async Task Send(int n) { foreach (var sink in [|sinks|]) await sink(n); }")]
    [InlineData("private readonly Queue<int> numbers = new(); public void Put(int n) => numbers.Enqueue(n); public int Next() => numbers.TryDequeue(out var n) ? n : 0; public async Task Send() { foreach (var n in [|numbers|]) await Task.Delay(n); }")]
    [InlineData("private readonly List<int> numbers = new() { 1 }; public void Shorten(int n) => numbers.RemoveRange(0, n); public async Task Send() { foreach (var n in [|numbers|]) await Task.Delay(n); }")]
    public Task Flags_a_loop_that_awaits_while_others_change_the_collection(string body) => FlagsProgram(Hub.Replace("BODY", body));

    [Theory]
    [InlineData("public async Task Tell(int n) { foreach (var listener in listeners.ToArray()) await listener(n); }")]
    [InlineData("public async ValueTask DisposeAsync() { foreach (var listener in listeners) await listener(1); }")]
    [InlineData("protected virtual void Tell(int n) => TellAsync(n).Wait(); protected virtual async Task TellAsync(int n) { foreach (var listener in listeners) await listener(n); } public async Task Open(int n) { await one.WaitAsync(); try { await TellAsync(n); } finally { one.Release(); } } private readonly SemaphoreSlim one = new(1);")]
    [InlineData("protected virtual void Tell(int n) => TellAsync(n).Wait(); protected virtual async Task TellAsync(int n) { foreach (var listener in listeners) await listener(n); } public async Task Open(int n) { await one.WaitAsync(); try { Tell(n); await Task.Yield(); } finally { one.Release(); } } private readonly SemaphoreSlim one = new(1);")]
    [InlineData("public async Task Tell(int n) { foreach (var listener in listeners) { await listener(n); return; } }")]
    [InlineData("public async Task Tell(int n) { foreach (var listener in listeners) Console.WriteLine(listener); await Task.Delay(n); }")]
    [InlineData("public async Task Tell(int n) { foreach (var listener in listeners) { Func<Task> later = async () => await listener(n); Console.WriteLine(later); } await Task.Yield(); }")]
    [InlineData("private readonly List<int> numbers = new(); public void Add(int n) => numbers.Add(n); public async Task Tell() { foreach (var n in numbers) await Task.Delay(n); }")]
    [InlineData("private readonly List<int> numbers = new(); public void Register(int n) => numbers.Add(n); public async Task Tell() { foreach (var n in numbers) await Task.Delay(n); }")]
    [InlineData("private readonly List<int> numbers = new(); public void Connect() => numbers.Clear(); public async Task Tell() { foreach (var n in numbers) await Task.Delay(n); }")]
    [InlineData("private readonly List<int> numbers = new() { 1 }; public async Task Tell() { foreach (var n in numbers) await Task.Delay(n); numbers.Remove(1); }")]
    [InlineData("private readonly List<int> numbers = new() { 1 }; public void Drop(int n) { lock (numbers) numbers.Remove(n); } public async Task Tell() { foreach (var n in numbers) await Task.Delay(n); }")]
    public Task Accepts_copies_and_loops_that_do_not_go_on(string body) => AcceptsProgram(Hub.Replace("BODY", body));

    /// <summary>One object serves all requests, but for middleware that is made for each.</summary>
    [Theory]
    [InlineData("public Limits(RequestDelegate next) => this.next = next;", "[|calls|]")]
    [InlineData("public Limits() => next = _ => Task.CompletedTask;", "calls")]
    public Task Flags_what_one_object_keeps_for_all_requests(string constructor, string calls) => FlagsProgram($$"""
        using System.Threading.Tasks;

        class HttpContext { public string Path = ""; }
        delegate Task RequestDelegate(HttpContext context);

        class Limits
        {
            private readonly RequestDelegate next;
            private readonly Dictionary<string, int> {{calls}} = new();
            private readonly Dictionary<string, int> limits = new();

            {{constructor}}

            public async Task InvokeAsync(HttpContext context)
            {
                if (!calls.TryGetValue(context.Path, out var count))
                    count = limits.Count;
                calls[context.Path] = count + 1;
                await next(context);
            }
        }
        """);

    [Fact]
    public Task Says_who_breaks_the_loop_off() => Says(Hub.Replace("BODY", "public async Task Tell(int n) { foreach (var listener in listeners) await listener(n); }"),
        "'listeners' is changed in 'Leave' with no lock, while 'Tell' awaits in the middle of a loop over it");

    /// <summary>The base calls both, and lets in one at a time.</summary>
    [Theory]
    [InlineData("protected override", "values")]
    [InlineData("public", "[|values|]")]
    public Task Accepts_what_the_base_calls(string modifiers, string changed) => FlagsProgram($$"""
        abstract class Buffer
        {
            private readonly SemaphoreSlim one = new(1);
            public async Task Run(Func<int, Task> next) { await one.WaitAsync(); try { Trim(); await Replay(next); } finally { one.Release(); } }
            protected virtual void Trim() { }
            protected virtual Task Replay(Func<int, Task> next) => Task.CompletedTask;
        }

        class Last : {{(modifiers == "public" ? "object" : "Buffer")}}
        {
            private readonly Queue<int> values = new();
            public Type Used => typeof(Thread);
            public void Add(int n) => values.Enqueue(n);
            {{modifiers}} void Trim() { while (values.Count > 3) values.Dequeue(); }
            {{modifiers}} async Task Replay(Func<int, Task> next) { foreach (var value in {{changed}}) await next(value); }
        }
        """);

    /// <summary>A static stack that is popped only to have one less on it follows one thread; one of which elements are taken is a pool.</summary>
    [Theory]
    [InlineData("open.Pop();", "times")]
    [InlineData("Console.WriteLine(open.Pop());", "[|times|]")]
    public Task Accepts_what_follows_one_thread_into_its_calls(string pop, string target) => FlagsProgram($$"""
        static class Times
        {
            private static readonly Stack<Type> open = new();
            private static readonly Dictionary<Type, StringWriter> {{target}} = new();
            public static void Enter(object what) => open.Push(what.GetType());
            public static StringWriter Leave(object what)
            {
                {{pop}}
                if (!times.TryGetValue(what.GetType(), out var all))
                    times[what.GetType()] = all = new StringWriter();
                return all;
            }
        }
        """);

    /// <summary>A type initializer runs before anybody comes, and who adds a path does so when the program starts.</summary>
    [Theory]
    [InlineData("AddPath", "paths")]
    [InlineData("Search", "[|paths|]")]
    public Task Accepts_what_the_type_initializer_fills(string name, string target) => FlagsProgram($$"""
        public static class Languages
        {
            private static readonly List<string> {{target}} = new();
            static Languages() { Learn("here"); }
            public static bool {{name}}(string path) { Learn(path); return paths.Count > 0; }
            private static void Learn(string path) { if (!paths.Contains(path)) paths.Add(path); }
        }
        """);

    /// <summary>A cache for all code, which nothing keeps in order.</summary>
    private const string Cursors = """
        public static class Cursors
        {
            private static readonly Dictionary<string, object> TARGET = new();
            public static object Get(string name)
            {
                if (!cursors.TryGetValue(name, out var cursor))
                {
                    cursor = new object();
                    cursors.Add(name, cursor);
                }

                return cursor;
            }
        }
        """;

    /// <summary>Thirty tables for all code, and nothing that keeps two threads apart: one thread runs the program.</summary>
    [Theory]
    [InlineData(29, 0, "cursors")]
    [InlineData(29, 1, "cursors")]
    [InlineData(29, 2, "cursors")]
    [InlineData(29, 3, "[|cursors|]")]
    [InlineData(20, 0, "[|cursors|]")]
    public Task Knows_a_program_of_one_thread_by_what_it_keeps(int plain, int locks, string target) => FlagsProgram($$"""
        namespace Server.Items
        {
            {{Cursors.Replace("TARGET", target)}}

            public static class Kept
            {
                {{string.Concat(Enumerable.Range(0, plain).Select(n => $"public static readonly List<int> All{n} = new List<int>();"))}}
                {{string.Concat(Enumerable.Range(0, locks).Select(n => $"public static readonly object Gate{n} = new object();"))}}
            }
        }
        """);

    /// <summary>A user interface or an engine of games is run by one thread, also where it is written itself.</summary>
    [Theory]
    [InlineData("Avalonia.Win32", "cursors")]
    [InlineData("Microsoft.Xna.Framework.Input", "cursors")]
    [InlineData("Shop.UI", "cursors")]
    [InlineData("Shop.Controls", "cursors")]
    [InlineData("Shop.WinForms.Parts", "cursors")]
    [InlineData("Shop.Web.UI", "[|cursors|]")]
    [InlineData("System.Web.Mvc", "[|cursors|]")]
    [InlineData("Shop.Avalonia", "[|cursors|]")]
    public Task Accepts_parts_of_a_user_interface(string space, string target) => FlagsProgram($$"""
        namespace {{space}}
        {
            {{Cursors.Replace("TARGET", target)}}
        }
        """);

    [Theory]
    [InlineData("Shop.Data.Tests", "known")]
    [InlineData("Shop.UnitTest", "known")]
    [InlineData("Shop.Test.Orders.Late", "known")]
    [InlineData("Shop.Test.Stress", "[|known|]")]
    [InlineData("Shop.StressTests", "[|known|]")]
    [InlineData("Shop.Latest", "[|known|]")]
    [InlineData("Shop.Testing", "[|known|]")]
    public Task Accepts_helpers_of_tests(string space, string target) => FlagsProgram($$"""
        namespace {{space}}
        {
            static class Connections
            {
                private static readonly Dictionary<Type, string> {{target}} = new();
                public static string Get(Type type)
                {
                    if (known.TryGetValue(type, out var text))
                        return text;
                    return known[type] = type.Name;
                }
            }
        }
        """);
}
