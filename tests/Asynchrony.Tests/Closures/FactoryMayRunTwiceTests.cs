using Asynchrony.Analyzers.Closures;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Closures;

public sealed class FactoryMayRunTwiceTests : RuleTests<FactoryMayRunTwice>
{
    private const string Members = """
        public static readonly ConcurrentDictionary<string, FileStream> Files = new(); public static readonly ConcurrentDictionary<string, Task<string>> Texts = new();
        public static readonly ConcurrentDictionary<string, int> Sizes = new(); public static readonly ConcurrentDictionary<string, List<int>> Lines = new();
        public static readonly ConcurrentDictionary<string, SemaphoreSlim> Turns = new(); public static readonly ConcurrentDictionary<string, Lazy<FileStream>> Late = new();
        public static readonly ConcurrentDictionary<string, Timer> Timers = new(); public static readonly List<string> Names = new(); public static int Count; public static readonly object Gate = new();
        public static readonly ConcurrentDictionary<string, System.Net.Http.HttpMessageHandler> Ways = new();
        public static readonly ConcurrentQueue<string> Asked = new(); public static event Action? Changed; public static FileStream Open(string name) => new(name, FileMode.Open);
        public static void Raise() => Changed?.Invoke();
        """;

    [Theory]
    [InlineData("Files.GetOrAdd(\"a\", name => [|new FileStream|](name, FileMode.Open));")]
    [InlineData("Files.GetOrAdd(\"a\", name => { var made = [|new FileStream|](name, FileMode.Open); Console.WriteLine(made.Length); return made; });")]
    [InlineData("Files.GetOrAdd(\"a\", static (name, mode) => [|new|](name, mode), FileMode.Open);")]
    [InlineData("Files.GetOrAdd(\"a\", [|Open|]);")]
    [InlineData("Files.GetOrAdd(\"a\", name => [|Open|](name));")]
    [InlineData("Files.GetOrAdd(\"a\", name => [|File.Open|](name, FileMode.Open));")]
    [InlineData("Files.AddOrUpdate(\"a\", name => [|new FileStream|](name, FileMode.Open), (_, old) => old);")]
    [InlineData("Func<string, FileStream> open = name => new FileStream(name, FileMode.Open); Files.GetOrAdd(\"a\", [|open|]);")]
    [InlineData("FileStream Make(string name) => new(name, FileMode.Open); Files.GetOrAdd(\"a\", [|Make|]);")]
    [InlineData("Timers.GetOrAdd(\"a\", name => [|new Timer|](_ => Console.WriteLine(name), null, 0, 1000));")]
    [InlineData("Texts.GetOrAdd(\"a\", name => [|Task.Run|](() => name + name));")]
    [InlineData("Sizes.GetOrAdd(\"a\", name => { new Thread(() => Console.WriteLine(name)) { IsBackground = true }.[|Start|](); return 1; });")]
    [InlineData("Turns.GetOrAdd(\"a\", [|new SemaphoreSlim|](1, 1));")]
    public Task Flags_what_a_run_too_many_leaves(string body) => Flags(body, Members, "top level", "static constructor");

    [Theory]
    [InlineData("Sizes.GetOrAdd(\"a\", name => { [|Count|]++; return name.Length; });")]
    [InlineData("Sizes.GetOrAdd(\"a\", name => { Interlocked.Increment(ref [|Count|]); return name.Length; });")]
    [InlineData("Sizes.GetOrAdd(\"a\", name => { [|Names.Add|](name); return name.Length; });")]
    [InlineData("Sizes.GetOrAdd(\"a\", name => { [|Asked.Enqueue|](name); return name.Length; });")]
    [InlineData("Sizes.GetOrAdd(\"a\", name => { [|File.AppendAllText|](\"log\", name); return name.Length; });")]
    [InlineData("Sizes.GetOrAdd(\"a\", name => { [|Changed += () => Console.WriteLine(name)|]; return name.Length; });")]
    [InlineData("var isNew = false; Sizes.GetOrAdd(\"a\", name => { [|isNew|] = true; return name.Length; }); Console.WriteLine(isNew);")]
    [InlineData("string? kept = null; Sizes.GetOrAdd(\"a\", name => { [|kept|] ??= name + name; return kept.Length; }); Console.WriteLine(kept);")]
    [InlineData("string? kept = null; for (var i = 0; i < 3; i++) { Console.WriteLine(kept); Sizes.GetOrAdd(\"a\", name => { [|kept|] = name; return 1; }); }")]
    [InlineData("Lines.AddOrUpdate(\"a\", _ => new List<int> { 1 }, (_, all) => { [|all.Add|](1); return all; });")]
    [InlineData("Lines.AddOrUpdate(\"a\", _ => new List<int>(), (_, all) => { Console.WriteLine(1); [|all.Clear|](); all.Add(2); return all; });")]
    public Task Flags_what_a_run_too_many_changes(string body) => Flags(body, Members, "top level", "static constructor");

    [Theory]
    [InlineData("Turns.GetOrAdd(\"a\", _ => new SemaphoreSlim(1, 1));")]
    [InlineData("Ways.GetOrAdd(\"a\", _ => new System.Net.Http.HttpClientHandler());")]
    [InlineData("Late.GetOrAdd(\"a\", name => new Lazy<FileStream>(() => new FileStream(name, FileMode.Open)));")]
    [InlineData("Late.GetOrAdd(\"a\", new Lazy<FileStream>(() => new FileStream(\"a\", FileMode.Open)));")]
    [InlineData("lock (Gate) Files.GetOrAdd(\"a\", name => new FileStream(name, FileMode.Open));")]
    [InlineData("var mine = new ConcurrentDictionary<string, FileStream>(); mine.GetOrAdd(\"a\", name => new FileStream(name, FileMode.Open));")]
    [InlineData("var made = new FileStream(\"a\", FileMode.Open); if (Files.GetOrAdd(\"a\", made) != made) made.Dispose();")]
    [InlineData("Texts.GetOrAdd(\"a\", name => Task.FromResult(name + name));")]
    [InlineData("Sizes.GetOrAdd(\"a\", name => { using var read = new FileStream(name, FileMode.Open); return (int)read.Length; });")]
    [InlineData("Sizes.GetOrAdd(\"a\", name => { var all = new List<int>(); all.Add(name.Length); return all.Count; });")]
    [InlineData("Sizes.GetOrAdd(\"a\", _ => Interlocked.Increment(ref Count));")]
    [InlineData("Sizes.GetOrAdd(\"a\", name => { Console.WriteLine(name); return name.Length; });")]
    [InlineData("Sizes.GetOrAdd(\"a\", name => { Directory.CreateDirectory(name); return name.Length; });")]
    [InlineData("Sizes.GetOrAdd(\"a\", name => Directory.Exists(name) ? Directory.EnumerateFiles(name).Count() : 0);")]
    [InlineData("Sizes.GetOrAdd(\"a\", name => { using var text = File.OpenText(name); return text.ReadToEnd().Length + new FileInfo(name).OpenRead().ReadByte(); });")]
    [InlineData("Sizes.GetOrAdd(\"a\", name => { lock (Gate) Names.Add(name); return name.Length; });")]
    [InlineData("Sizes.GetOrAdd(\"a\", name => { Count = 1; return name.Length; });")]
    [InlineData("Sizes.AddOrUpdate(\"a\", 1, (_, old) => old + 1); Sizes.AddOrUpdate(\"b\", 1, (_, old) => Interlocked.Increment(ref old)); Sizes.AddOrUpdate(\"c\", 1, (_, old) => ++old);")]
    [InlineData("Lines.AddOrUpdate(\"a\", _ => new List<int> { 1 }, (_, all) => { lock (all) all.Add(1); return all; });")]
    [InlineData("Lines.AddOrUpdate(\"a\", _ => new List<int> { 1 }, (_, all) => new List<int>(all) { 1 });")]
    [InlineData("List<int>? mine = null; var all = Lines.GetOrAdd(\"a\", _ => { mine = new List<int>(); return mine; }); if (all == mine) Console.WriteLine(\"new\");")]
    [InlineData("var added = false; Lines.AddOrUpdate(\"a\", _ => { added = true; return new List<int>(); }, (_, old) => { added = false; return old; }); Console.WriteLine(added);")]
    [InlineData("var mine = new FileStream(\"a\", FileMode.Open); Files.AddOrUpdate(\"a\", mine, (_, _) => mine); Files.GetOrAdd(\"b\", _ => mine);")]
    [InlineData("string? kept = null; Sizes.GetOrAdd(\"a\", name => { kept ??= name + name; return kept.Length; });")]
    [InlineData("string? kept = Names.Count > 1 ? \"b\" : null; Console.WriteLine(kept); Sizes.GetOrAdd(\"a\", name => { if (kept == null) kept = name; return kept.Length; });")]
    [InlineData("var plain = new Dictionary<string, FileStream>(); plain.TryAdd(\"a\", new FileStream(\"a\", FileMode.Open));")]
    public Task Accepts_what_leaves_nothing(string body) => Accepts(body, Members);

    [Fact]
    public Task Judges_types_by_what_they_hold() => FlagsProgram("""
        class Gate : IDisposable { private readonly SemaphoreSlim turn = new(1, 1); public void Dispose() => turn.Dispose(); }
        class Logger(string name) : IDisposable { private readonly string name = name; public override string ToString() => name; public void Dispose() { } }
        class Link : IDisposable { private readonly System.Net.Sockets.Socket socket; public Link(string name) => socket = Open(name); static System.Net.Sockets.Socket Open(string name) => throw new NotSupportedException(name); public void Dispose() => socket.Dispose(); }
        class Entry(Link link) { public Link Link => link; }
        class Draft : IDisposable { private readonly Link link = new("a"); public void Dispose() { link.Dispose(); GC.SuppressFinalize(this); } ~Draft() => link.Dispose(); }
        class Retry : System.Net.Http.HttpClientHandler { }
        interface ILinks { Link Create(string name); }

        class C(ILinks links)
        {
            private readonly ConcurrentDictionary<string, Gate> gates = new();
            private readonly ConcurrentDictionary<string, IDisposable> all = new();
            private readonly ConcurrentDictionary<string, Entry> entries = new();

            public Gate Gate(string name) => gates.GetOrAdd(name, _ => new Gate());
            public object Logger(string name) => all.GetOrAdd(name, key => new Logger(key));
            public object Link(string name) => all.GetOrAdd(name, key => [|new Link|](key));
            public Entry Of(string name) => this.entries.GetOrAdd(name, key => new Entry([|new Link|](key)));
            public object Given(string name) => all.GetOrAdd(name, key => links.Create(key));
            public object Draft(string name) => all.GetOrAdd(name, _ => new Draft());
            public object Handler(string name) => all.GetOrAdd(name, _ => new Retry());
            public object Client(string name) => all.GetOrAdd(name, _ => new System.Net.Http.HttpClient());
            public object Either(string name, bool big) => all.GetOrAdd(name, key => big ? [|new Link|](key) : new Gate());
        }
        """);

    [Fact]
    public Task Accepts_an_object_whose_end_only_counts() => FlagsProgram("""
        class Requests : IDisposable { private int count; public int Begin() => Interlocked.Increment(ref count); public void End() => Interlocked.Decrement(ref count); public void Dispose() => End(); }
        class Users : IDisposable { private int count; private bool isOver; public void Dispose() { isOver = true; lock (this) { count--; } GC.SuppressFinalize(this); } public bool IsOver => isOver && count == 0; }
        class Place : IDisposable { private static readonly List<int> free = new(); private readonly int number = Take(); private static int Take() => free.Count; public void Dispose() => free.Add(number); }
        class Listener : IDisposable { private readonly int number = 1; public Listener() => Changed += Hear; public static event Action? Changed; private void Hear() => Console.WriteLine(number); public void Dispose() => Changed -= Hear; }

        class C
        {
            private readonly ConcurrentDictionary<string, Requests> requests = new();
            private readonly ConcurrentDictionary<string, IDisposable> all = new();

            public IDisposable Begin(string name) { var made = requests.GetOrAdd(name, _ => new Requests()); made.Begin(); return made; }
            public object User(string name) => all.GetOrAdd(name, _ => new Users());
            public object Place(string name) => all.GetOrAdd(name, _ => [|new Place|]());
            public object Listener(string name) => all.GetOrAdd(name, _ => [|new Listener|]());
        }
        """);

    [Fact]
    public Task Flags_async_work_and_parameters() => FlagsProgram("""
        class C
        {
            private readonly ConcurrentDictionary<int, Task<string>> pages = new();

            public Task<string> Page(int id) => pages.GetOrAdd(id, key => [|LoadAsync|](key));
            public Task<string> Named(int id) => pages.GetOrAdd(id, [|LoadAsync|]);
            public Task<string> Async(int id) => pages.GetOrAdd(id, [|async key => { await Task.Delay(key); return "page"; }|]);
            public Task<string> Read(int id) => pages.GetOrAdd(id, key => [|File.ReadAllTextAsync|](key.ToString()));
            public Task<string> Seen(int id, TaskCompletionSource<string> source) => pages.GetOrAdd(id, _ => source.Task);
            private async Task<string> LoadAsync(int id) { await Task.Delay(id); return "page"; }

            public static void Fill(ConcurrentDictionary<int, Stream> streams, string[] names) =>
                Parallel.For(0, names.Length, i => streams.GetOrAdd(i, _ => [|File.OpenRead|](names[i])));

            public static int Local(string[] names)
            {
                var streams = new ConcurrentDictionary<string, Stream>();
                Parallel.ForEach(names, name => streams.GetOrAdd(name, key => [|File.OpenRead|](key)));
                foreach (var name in names)
                    streams.GetOrAdd(name, key => File.OpenRead(key));
                return streams.Count;
            }
        }
        """);

    [Fact]
    public Task Accepts_a_parameter_that_nobody_reads_behind_the_call() => FlagsProgram("""
        class Types
        {
            static readonly ConcurrentDictionary<string, bool> known = new();
            static readonly ConcurrentDictionary<string, string> paths = new();

            static bool Has(string name, Encoding? encoding = null)
            {
                if (name.Length > 3)
                {
                    var isKnown = known.GetOrAdd(name, key => { encoding ??= Encoding.UTF8; return encoding.GetByteCount(key) > 3; });
                    return isKnown;
                }

                return false;
            }

            static string Path(string name, StringComparer? order = null)
            {
                name = paths.GetOrAdd(name, key => { try { order ??= StringComparer.Ordinal; return order.Equals(key, "a") ? key : "b"; } catch { return key; } });
                return name;
            }

            static string Told(string name, StringComparer? order = null)
            {
                var path = paths.GetOrAdd(name, key => { [|order|] ??= StringComparer.Ordinal; return order.Equals(key, "a") ? key : "b"; });
                return path + order;
            }

            static string Given(string name, ref StringComparer? order)
            {
                StringComparer? own = order;
                Parallel.For(0, 3, i => paths.GetOrAdd(name, key => { [|own|] = StringComparer.Ordinal; return own.Equals(key, "a") ? key : "b"; }));
                return name;
            }
        }
        """.Replace("Encoding", "System.Text.Encoding"));

    [Fact]
    public Task Accepts_one_thread() => AcceptsProgram("""
        class C
        {
            private static readonly ConcurrentDictionary<int, Stream> streams = new();
            private readonly ConcurrentDictionary<int, Stream> own = new();
            public C() => own.GetOrAdd(1, key => File.OpenRead(key.ToString()));
            static void Main() => streams.GetOrAdd(1, key => File.OpenRead(key.ToString()));
        }
        """);

    [Fact]
    public Task Accepts_what_an_actor_keeps_for_itself() => FlagsProgram("""
        namespace Akka.Actor { public abstract class ActorBase { protected abstract bool Receive(object message); } }

        class Journal : Akka.Actor.ActorBase
        {
            private static readonly ConcurrentDictionary<string, List<int>> ofAll = new();
            private readonly ConcurrentDictionary<string, List<int>> own = new();

            protected override bool Receive(object message)
            {
                own.AddOrUpdate("a", _ => new List<int> { 1 }, (_, all) => { all.Add(1); return all; });
                ofAll.AddOrUpdate("a", _ => new List<int> { 1 }, (_, all) => { [|all.Add|](1); return all; });
                return true;
            }
        }

        class Clerk
        {
            private readonly ConcurrentDictionary<string, List<int>> own = new();
            public void Receive() => own.AddOrUpdate("a", _ => new List<int> { 1 }, (_, all) => { [|all.Add|](1); return all; });
        }
        """);

    [Fact]
    public Task Says_what_is_left() => Says("""
        class C
        {
            private readonly ConcurrentDictionary<string, object> all = new();
            private readonly ConcurrentDictionary<string, List<int>> lists = new();
            private int count;
            public object A(string name) => all.GetOrAdd(name, key => File.OpenRead(key));
            public object B(string name) => all.GetOrAdd(name, key => { Task.Run(() => Console.WriteLine(key)); return key; });
            public object D(string name) => all.GetOrAdd(name, key => { count++; return key; });
            public object E(string name) => lists.AddOrUpdate(name, _ => new List<int>(), (_, list) => { list.Add(1); return list; });
            public object F(string name) => all.GetOrAdd(name, new MemoryStream());
        }
        """,
        "'all' may run this factory twice for a key, and nobody disposes of the 'FileStream' that is not kept",
        "'all' may run this factory twice for a key, and each run starts a task",
        "'all' may run this factory twice for a key, and each run changes 'count'",
        "'lists' runs this update under no lock, so several threads may change 'list' at once",
        "'all' has no use for this 'MemoryStream' where the key is there already");

    [Fact]
    public Task Makes_the_value_in_a_factory() => Fixes("""
        class C
        {
            private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new();

            // One at a time.
            public void M(string name) => turns.GetOrAdd(name, /* free */ [|new SemaphoreSlim|](1, 1)).Wait(); // now
            public Action N(string name) => () => this.turns.GetOrAdd(
                name,
                [|new SemaphoreSlim|](initialCount: 1));
        }
        """, """
        class C
        {
            private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new();

            // One at a time.
            public void M(string name) => turns.GetOrAdd(name, /* free */ _ => new SemaphoreSlim(1, 1)).Wait(); // now
            public Action N(string name) => () => this.turns.GetOrAdd(
                name,
                _ => new SemaphoreSlim(initialCount: 1));
        }
        """);

    [Fact]
    public Task Makes_it_with_the_line_ends_of_the_file() => Fixes(
        "class C\r\n{\r\n\tprivate readonly ConcurrentDictionary<int, SemaphoreSlim> all = new();\r\n\r\n\tpublic object M(int id) =>\r\n\t\tall.GetOrAdd(id,\r\n\t\t\t[|new SemaphoreSlim|](1));\r\n}\r\n",
        "class C\r\n{\r\n\tprivate readonly ConcurrentDictionary<int, SemaphoreSlim> all = new();\r\n\r\n\tpublic object M(int id) =>\r\n\t\tall.GetOrAdd(id,\r\n\t\t\t_ => new SemaphoreSlim(1));\r\n}\r\n");

    [Fact]
    public Task Keeps_lazy_values() => FixesEverywhere(["""
        class Files : IDisposable
        {
            private readonly ConcurrentDictionary<string, FileStream> open = new ConcurrentDictionary<string, FileStream>(StringComparer.Ordinal);

            public long Length(string name) => open.GetOrAdd(name, key =>
            {
                Console.WriteLine(key); // once
                return [|new FileStream|](key, FileMode.Open);
            }).Length;

            public FileStream Same(string name) => this.open[name];

            public bool Close(string name)
            {
                if (!open.TryRemove(name, out var file))
                    return false;
                file.Dispose();
                return true;
            }

            public long Known(string name) => open.TryGetValue(name, out FileStream? file) && file.CanRead ? file.Length : open.Count;

            public void Dispose()
            {
                foreach (var file in open.Values)
                    file.Dispose();
                open.Clear();
            }
        }
        """], ["""
        class Files : IDisposable
        {
            private readonly ConcurrentDictionary<string, Lazy<FileStream>> open = new ConcurrentDictionary<string, Lazy<FileStream>>(StringComparer.Ordinal);

            public long Length(string name) => open.GetOrAdd(name, key => new Lazy<FileStream>(() =>
            {
                Console.WriteLine(key); // once
                return new FileStream(key, FileMode.Open);
            })).Value.Length;

            public FileStream Same(string name) => this.open[name].Value;

            public bool Close(string name)
            {
                if (!open.TryRemove(name, out var file))
                    return false;
                file.Value.Dispose();
                return true;
            }

            public long Known(string name) => open.TryGetValue(name, out Lazy<FileStream>? file) && file.Value.CanRead ? file.Value.Length : open.Count;

            public void Dispose()
            {
                foreach (var file in open.Values)
                    file.Value.Dispose();
                open.Clear();
            }
        }
        """]);

    [Fact]
    public Task Keeps_lazy_values_of_methods() => FixesEverywhere(["""
        class Files
        {
            private static readonly ConcurrentDictionary<string, Stream> Open = new();
            public static Stream Of(string key) => Open.GetOrAdd(key, [|Make|]);
            private static Stream Make(string name) => File.OpenRead(name);
        }
        """], ["""
        class Files
        {
            private static readonly ConcurrentDictionary<string, Lazy<Stream>> Open = new();
            public static Stream Of(string key) => Open.GetOrAdd(key, key2 => new Lazy<Stream>(() => Make(key2))).Value;
            private static Stream Make(string name) => File.OpenRead(name);
        }
        """]);

    [Theory]
    [InlineData("public ConcurrentDictionary<string, Stream> All => open;")]
    [InlineData("public void Put(string name, Stream stream) => open[name] = stream;")]
    [InlineData("public Stream? Find(string name) { open.TryGetValue(name, out var found); return found; }")]
    [InlineData("public Stream Find(string name) { if (!open.TryGetValue(name, out var found)) found = Stream.Null; return found; }")]
    [InlineData("public int Sum() => open.Sum(pair => pair.Key.Length);")]
    [InlineData("public void Drop(string name) => open.GetOrAdd(name, key => File.OpenRead(key));")]
    public async Task Offers_nothing_where_a_use_cannot_do_with_a_lazy(string member) => await FixNone($$"""
        class Files
        {
            private readonly ConcurrentDictionary<string, Stream> open = new();
            public Stream Of(string name) => open.GetOrAdd(name, key => File.OpenRead(key));
            {{member}}
        }
        """);

    [Fact]
    public Task Offers_nothing_for_changes_of_a_local_and_updates() => FlagsWithoutFix("""
        class C
        {
            private readonly ConcurrentDictionary<string, List<int>> all = new();
            public bool New(string name)
            {
                var isNew = false;
                all.GetOrAdd(name, _ => { [|isNew|] = true; return new List<int>(); });
                all.AddOrUpdate(name, new List<int>(), (_, list) => { [|list.Add|](1); return list; });
                return isNew;
            }
        }
        """);

    [Theory]
    [InlineData("object M() => all.GetOrAdd(1, key => new FileStream(")]
    [InlineData("object M() => all.GetOrAdd(, key => ); object N() => all.AddOrUpdate(1, _ => , (_, old) => { old.; return old; });")]
    [InlineData("object M() => all.GetOrAdd(1, Missing); object N() => all.GetOrAdd(1, new Missing());")]
    public async Task Survives_unfinished_code(string members) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", $"class C {{ readonly ConcurrentDictionary<int, Stream> all = new(); {members} }}")), [new FactoryMayRunTwice()]), found => Assert.Equal("ASY3009", found.Id));

    private static async Task FixNone(string program) => Assert.Empty(await FixRun.Offered(program, [new FactoryMayRunTwice()]));

    private const string Pools = """
        using System.Threading.Channels;
        class Pools
        {
            private readonly ConcurrentDictionary<string, Pool> pools = new();
            public event Action<string>? Opened;
            BODY
            private void Raise(string name) => Opened?.Invoke(name);
            class Pool(string name)
            {
                private readonly Channel<int> work = Channel.CreateUnbounded<int>();
                private Task? worker;
                public void Start() => worker = Task.Run(Loop);
                public void StartOnce() { if (worker is null) worker = Task.Run(Loop); }
                public void Send(int n) => work.Writer.TryWrite(n);
                private async Task Loop() { await foreach (var n in work.Reader.ReadAllAsync()) Console.WriteLine(name + n); }
            }
        }
        """;

    [Theory]
    [InlineData("private readonly Func<string, Pool> begin; public Pools() { begin = name => Begin(name); } public void Send(string name) => pools.GetOrAdd(name, [|begin|]).Send(1); private Pool Begin(string name) { var made = new Pool(name); made.Start(); return made; }")]
    [InlineData("public void Send(string name) => pools.GetOrAdd(name, key => [|Begin|](key)).Send(1); private Pool Begin(string name) { var made = new Pool(name); made.Start(); return made; }")]
    [InlineData("public void Send(string name) => pools.GetOrAdd(name, key => { var made = new Pool(key); [|made.Start|](); return made; }).Send(1);")]
    [InlineData("public void Send(string name) => pools.GetOrAdd(name, key => { Opened?.[|Invoke|](key); return new Pool(key); }).Send(1);")]
    [InlineData("public void Send(string name) => pools.GetOrAdd(name, key => { [|Raise|](key); return new Pool(key); }).Send(1);")]
    [InlineData("public void Send(string name) => pools.AddOrUpdate(name, key => new Pool(key), (key, old) => { [|Raise|](key); return old; }).Send(1);")]
    public Task Flags_what_is_started_or_told_further_in(string body) => FlagsProgram(Pools.Replace("BODY", body));

    [Theory]
    [InlineData("private readonly Func<string, Pool> begin = name => new Pool(name); public void Send(string name) => pools.GetOrAdd(name, begin).Send(1); private void Use() => Raise(\"a\");")]
    [InlineData("private Func<string, Pool> begin; public Pools() { begin = name => Begin(name); } public void Send(string name) => pools.GetOrAdd(name, begin).Send(1); private Pool Begin(string name) { var made = new Pool(name); made.Start(); return made; }")]
    [InlineData("private readonly Func<string, Pool> begin; public Pools() { begin = name => Begin(name); } public void Send(string name) { lock (pools) pools.GetOrAdd(name, begin).Send(1); } private Pool Begin(string name) { var made = new Pool(name); made.Start(); return made; }")]
    [InlineData("public void Send(string name) => pools.GetOrAdd(name, key => { var made = new Pool(key); made.StartOnce(); return made; }).Send(1);")]
    [InlineData("public void Send(string name) { var pool = pools.GetOrAdd(name, key => new Pool(key)); pool.Start(); Raise(name); }")]
    [InlineData("private readonly Func<string, Pool> begin; private Pools(Func<string, Pool> made) { begin = made; } public void Send(string name) => pools.GetOrAdd(name, begin).Send(1);")]
    public Task Accepts_what_is_started_or_told_elsewhere(string body) => AcceptsProgram(Pools.Replace("BODY", body));
}
