using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class LazyInitRacesTests : RuleTests<LazyInitRaces>
{
    private const string Shared = """
        class Journal
        {
            private readonly object gate = new();
            private static readonly List<string> log = new();
            private static List<string>? lines;
            private static ConcurrentDictionary<string, int>? counts;
            private static SemaphoreSlim? turn;
            private static string? text;
            private volatile Stream? output;
            private Stream? plain;
            private volatile Random? random;
            private int written;

            public void Write(string line) { lock (gate) written += line.Length; }

            BODY
        }
        """;

    [Theory]
    [InlineData("public void Add(string line) { [|lines|] ??= new List<string>(); lines.Add(line); }")]
    [InlineData("public void Add(string line) => ([|lines|] ??= new()).Add(line);")]
    [InlineData("public void Add(string line) { if (lines == null) [|lines|] = new List<string>(); lines.Add(line); }")]
    [InlineData("public void Add(string line) { if (lines is null) { Console.WriteLine(line); [|lines|] = new List<string>(); } lines.Add(line); }")]
    [InlineData("public void Add(string line) { if (lines != null) { lines.Add(line); return; } [|lines|] = new List<string>(); }")]
    [InlineData("public void Add(string line) { if (lines != null) lines.Add(line); else [|lines|] = new List<string>(); }")]
    [InlineData("public void Add(string line) { var mine = lines ?? ([|lines|] = new List<string>()); mine.Add(line); lines.Clear(); }")]
    [InlineData("public void Add(string line) { if (lines == null) { var made = new List<string>(); [|lines|] = made; } lines.Add(line); }")]
    [InlineData("public int Count(string line) { [|counts|] ??= new ConcurrentDictionary<string, int>(); return counts.AddOrUpdate(line, 1, (_, n) => n + 1); }")]
    [InlineData("public void Enter() { if (turn == null) [|turn|] = new SemaphoreSlim(1); turn.Wait(); }")]
    [InlineData("public void Flush() { if (output is not { }) [|this.output|] = File.Create(\"x\"); output.Flush(); }")]
    [InlineData("public Stream Output => [|output|] ??= Open(); private static Stream Open() => File.Create(\"x\");")]
    public Task Flags_what_two_threads_may_make(string body) => FlagsProgram(Shared.Replace("BODY", body));

    /// <summary>What its type calls under the lock only, and nobody else but tests.</summary>
    [Theory]
    [InlineData("Register(new[] { 1 });", "", false)]
    [InlineData("Console.WriteLine(1);", "Registry.Register(new[] { 2 });", true)]
    public Task Knows_who_calls_an_internal_member(string locked, string other, bool isFlagged) => FlagsProgram($$"""
        public static class Registry
        {
            private static readonly object gate = new();
            private static List<int>? numbers;

            public static int Count { get { Ensure(); return numbers!.Count; } }

            private static void Ensure()
            {
                if (Volatile.Read(ref numbers) == null)
                    lock (gate)
                        if (numbers == null)
                        {
                            {{locked}}
                        }
            }

            internal static void Register(params int[] all)
            {
                {{(isFlagged ? "[|numbers|]" : "numbers")}} ??= new List<int>();
                numbers.AddRange(all);
            }
        }

        public static class Others { public static void Run() { {{other}} } }
        """);

    [Fact]
    public Task Flags_a_client_that_is_kept_before_it_is_set_up() => FlagsProgram("""
        using System.Net.Http;

        static class Clients
        {
            private static HttpClient? client;
            private static HttpClient? other;
            private static HttpClient? once;

            public static HttpClient Create()
            {
                if (client == null)
                {
                    [|client|] = new HttpClient();
                    client.DefaultRequestHeaders.UserAgent.ParseAdd("agent");
                    client.Timeout = TimeSpan.FromSeconds(3);
                }

                return client;
            }

            public static void Initialize()
            {
                if (once == null)
                {
                    once = new HttpClient();
                    once.Timeout = TimeSpan.FromSeconds(3);
                }
            }

            public static HttpClient Other()
            {
                if (other is { } ready)
                    return ready;
                var made = new HttpClient();
                made.Timeout = TimeSpan.FromSeconds(3);
                return Interlocked.CompareExchange(ref other, made, null) ?? made;
            }
        }
        """);

    [Theory]
    [InlineData("public List<string> All() { if (lines != null) return lines; [|lines|] = new List<string>(); foreach (var line in log) lines.Add(line); return lines; }")]
    [InlineData("public int Count() { if (lines == null) { [|lines|] = new List<string>(log.Count); Fill(lines); } return lines.Count; } private static void Fill(List<string> all) { all.AddRange(log); }")]
    [InlineData("private static string[]? fields; public string[] Fields() { if (fields == null) { [|fields|] = new string[2]; fields[0] = \"a\"; fields[1] = \"b\"; } return fields; }")]
    [InlineData("private string[] view = new string[0]; public void Renew() { lock (gate) { [|view|] = new string[written]; for (var i = 0; i < written; i++) view[i] = log[i]; } } public void Show() { foreach (var line in view) Console.WriteLine(line); }")]
    [InlineData("private string[] view = new string[0]; public void Renew() { lock (gate) { [|view|] = new string[2]; view[0] = log[0]; } } public int Show() { var now = view; return now.Length; }")]
    [InlineData("private static System.Text.Json.JsonSerializerOptions? options; public object Options() { if (options == null) { [|options|] = new System.Text.Json.JsonSerializerOptions(); options.WriteIndented = true; } return options; }")]
    [InlineData("private static System.Text.Json.JsonSerializerOptions? options; public object Options() { if (options is not null) return options; Console.WriteLine(1); [|options|] = new(); options.Converters.Add(null!); return options; }")]
    [InlineData("private static Parts? parts; public Parts All() { if (parts == null) { [|parts|] = new Parts(); parts.Changed += (_, _) => { }; } return parts; } public class Parts { public event EventHandler? Changed; public void Raise() => Changed?.Invoke(this, EventArgs.Empty); }")]
    [InlineData("private static Parts? parts; public Parts All() { if (parts == null) { [|parts|] = new Parts(); parts.Register(1); } return parts; } public class Parts { public void Register(int n) => Console.WriteLine(n); }")]
    [InlineData("private volatile Parts? parts; public Parts All() { if (parts == null) { [|parts|] = new Parts(); parts.Inner.Number = 1; } return parts; } public class Parts { public Parts Inner = null!; public int Number; }")]
    public Task Flags_what_is_kept_before_it_is_filled(string body) => FlagsProgram(Shared.Replace("BODY", body));

    [Theory]
    [InlineData("public void Add(string line) { lock (gate) { lines ??= new List<string>(); lines.Add(line); } }")]
    [InlineData("public void Add(string line) { lock (gate) Need(line); } private void Need(string line) { lines ??= new List<string>(); lines.Add(line); }")]
    [InlineData("public void Add(string line) { Interlocked.CompareExchange(ref lines, new List<string>(), null); lines.Add(line); }")]
    [InlineData("public void Add(string line) { LazyInitializer.EnsureInitialized(ref lines, () => new List<string>()); lines.Add(line); }")]
    [InlineData("public int Count() { lines ??= new List<string>(log); return lines.Count; }")]
    [InlineData("public List<string> All() { if (lines != null) return lines; var made = new List<string>(); foreach (var line in log) made.Add(line); lines = made; return lines; }")]
    [InlineData("public string Text() => text ??= string.Join(\",\", log);")]
    [InlineData("public Random Dice() => random ??= new Random();")]
    [InlineData("public void Renew() { lines = new List<string>(); lines.Add(\"a\"); }")]
    [InlineData("public void Flush() { if (plain == null) plain = File.Create(\"x\"); plain.Flush(); }")]
    [InlineData("public Journal() { if (output == null) output = File.Create(\"x\"); }")]
    [InlineData("public void Start() { if (output == null) output = File.Create(\"x\"); output.Flush(); }")]
    [InlineData("[ThreadStatic] private static List<string>? mine; public void Add(string line) { mine ??= new List<string>(); mine.Add(line); }")]
    [InlineData("private Task? loading; public Task Load() => loading ??= Task.Run(() => Console.WriteLine(written));")]
    [InlineData("private string[] view = new string[0]; public void Renew() { lock (gate) { view = new string[2]; view[0] = log[0]; } } public int Show() { lock (gate) return view.Length; }")]
    [InlineData("private string[] view = new string[0]; public void Renew() { lock (gate) { var made = new string[2]; made[0] = log[0]; view = made; } } public void Show() { foreach (var line in view) Console.WriteLine(line); }")]
    [InlineData("private static System.Text.Json.JsonSerializerOptions? options; public object Options() { if (options == null) { var made = new System.Text.Json.JsonSerializerOptions(); made.WriteIndented = true; options = made; } return options; }")]
    [InlineData("private static System.Text.Json.JsonSerializerOptions? options; public object Options() { if (options == null) { options = new System.Text.Json.JsonSerializerOptions { WriteIndented = true }; Console.WriteLine(options.MaxDepth); } return options; }")]
    [InlineData("private static Parts? parts; public Parts All() { if (parts == null) { parts = new Parts(); parts.Start(); } return parts; } public class Parts { public void Start() { } }")]
    [InlineData("private static Parts? parts; public Parts All() { lock (gate) { if (parts == null) { parts = new Parts(); parts.Number = 1; } return parts; } } public class Parts { public int Number; }")]
    [InlineData("private Parts? parts; public Parts All() { if (parts == null) { parts = new Parts(); parts.Number = 1; } return parts; } public class Parts { public int Number; }")]
    [InlineData("private static Parts? parts; public void Renew() { parts = new Parts(); parts.Number = 1; } public class Parts { public int Number; }")]
    [InlineData("private static Parts? parts; public Parts All(Parts other) { if (parts == null) { parts = new Parts(); other.Number = 1; } return parts; } public class Parts { public int Number; }")]
    [InlineData("private static Parts parts; public int All() { if (parts.Name == null) { parts.Name = new string('a', 3); parts.Number = 1; } return parts.Number; } public struct Parts { public string? Name; public int Number; }")]
    public Task Accepts_one_that_all_get_and_what_is_the_same(string body) => AcceptsProgram(Shared.Replace("BODY", body));

    [Fact]
    public Task Accepts_types_without_a_sign_of_threads_windows_and_tests() => AcceptsProgram("""
        namespace System.Windows.Forms { class Form { } }
        namespace Xunit { class FactAttribute : Attribute { } }

        namespace Mine
        {
            class Names { private List<string>? all; public void Add(string name) => (all ??= new()).Add(name); }

            class Window : System.Windows.Forms.Form
            {
                private static List<string>? all;
                private readonly Thread worker = new(() => Console.WriteLine(1));
                public void Add(string name) { (all ??= new()).Add(name); Console.WriteLine(worker.IsAlive); }
            }

            class Tests
            {
                private static List<string>? all;
                [Xunit.Fact] public void Add() { lock (this) Console.WriteLine(1); (all ??= new()).Add("a"); }
            }
        }
        """);

    [Theory]
    [InlineData("private static readonly Lazy<List<int>> All = [|new Lazy<List<int>>|](() => new(), LazyThreadSafetyMode.None); public int Count => All.Value.Count;")]
    [InlineData("private static Lazy<List<int>> All { get; } = [|new|](() => new(), false); public int Count => All.Value.Count;")]
    [InlineData("private readonly Lazy<Stream> file; public C() { file = [|new Lazy<Stream>|](() => File.Create(\"x\"), LazyThreadSafetyMode.PublicationOnly); } public long Length => file.Value.Length;")]
    public Task Flags_a_lazy_that_lets_several_in(string members) => FlagsProgram($$"""class C { {{members}} }""");

    [Theory]
    [InlineData("private static readonly Lazy<List<int>> All = new(() => new(), LazyThreadSafetyMode.ExecutionAndPublication); public int Count => All.Value.Count;")]
    [InlineData("private readonly Lazy<List<int>> all = new(() => new(), LazyThreadSafetyMode.None); public int Count => all.Value.Count;")]
    [InlineData("private static readonly Lazy<string> text = new(() => \"a\" + 1, LazyThreadSafetyMode.PublicationOnly); public int Count => text.Value.Length;")]
    [InlineData("private static readonly Lazy<List<int>> All = new(() => new(), true); public int Count => All.Value.Count;")]
    public Task Accepts_a_lazy_that_lets_one_in(string members) => AcceptsProgram($$"""class C { {{members}} }""");

    [Fact]
    public Task Says_what_happens_and_why_it_may() => Says("""
        class C
        {
            private static List<int>? all;
            private volatile List<int>? some;
            private static readonly Lazy<Stream> file = new(() => File.Create("x"), LazyThreadSafetyMode.PublicationOnly);
            private static readonly Lazy<string> name = new(() => "x", false);
            public void A(int n) => (all ??= new()).Add(n);
            public void B(int n) { if (some == null) { some = new List<int>(); some.Add(n); } Console.WriteLine(some.Count + file.Value.Length + name.Value); }
        }
        """,
        "'file' is a Lazy here whose factory several threads may run at once, and all Stream objects but one are dropped as they are",
        "'name' is a Lazy here that is made for one thread, and it is static",
        "'all' is made here when it is first needed, so two threads may both make one: it is static",
        "'some' is kept here and filled only in line 8, so another thread may find a part of it: it is volatile");

    [Fact]
    public Task Keeps_the_first_of_two() => Fixes("""
        class C
        {
            private static List<int>? all;
            private volatile List<int>? some;
            private static ConcurrentBag<int>? bag;

            public void Add(int n)
            {
                // Needed now.
                if (some == null) // first
                    [|some|] = new List<int>(n); // made
                some.Add(n);
                ([|all|] ??= new List<int> { n }).Add(n);
                Action later = () => Bag().Add(n);
                later();
            }

            public static ConcurrentBag<int> Bag() => [|C.bag|] ??= new ConcurrentBag<int>();
        }
        """, """
        class C
        {
            private static List<int>? all;
            private volatile List<int>? some;
            private static ConcurrentBag<int>? bag;

            public void Add(int n)
            {
                // Needed now.
                if (some == null) // first
                    Interlocked.CompareExchange(ref some, new List<int>(n), null); // made
                some.Add(n);
                (all ?? Interlocked.CompareExchange(ref all, new List<int> { n }, null) ?? all).Add(n);
                Action later = () => Bag().Add(n);
                later();
            }

            public static ConcurrentBag<int> Bag() => C.bag ?? Interlocked.CompareExchange(ref C.bag, new ConcurrentBag<int>(), null) ?? C.bag;
        }
        """);

    [Fact]
    public Task Fills_before_it_keeps() => Fixes("""
        class C
        {
            private static readonly int[] source = new int[9];
            private static List<int>? all;
            private static volatile string[]? names;

            public static List<int> All()
            {
                if (all != null)
                    return all;

                // All of them.
                [|all|] = new List<int>(); // empty

                foreach (var one in source)
                    all.Add(one); // one more
                C.all.Sort();

                return all;
            }

            public static string[] Names()
            {
                if (names is null)
                {
                    [|names|] = new string[2];
                    names[0] = "a";
                    names[1] = names[0] + "b";
                    Console.WriteLine("made");
                }

                return names;
            }
        }
        """, """
        class C
        {
            private static readonly int[] source = new int[9];
            private static List<int>? all;
            private static volatile string[]? names;

            public static List<int> All()
            {
                if (all != null)
                    return all;

                // All of them.
                var newAll = new List<int>(); // empty

                foreach (var one in source)
                    newAll.Add(one); // one more
                newAll.Sort();
                all = newAll;

                return all;
            }

            public static string[] Names()
            {
                if (names is null)
                {
                    var newNames = new string[2];
                    newNames[0] = "a";
                    newNames[1] = newNames[0] + "b";
                    names = newNames;
                    Console.WriteLine("made");
                }

                return names;
            }
        }
        """);

    [Fact]
    public Task Sets_up_before_it_keeps() => Fixes("""
        class C
        {
            private static System.Text.Json.JsonSerializerOptions? options;
            private static readonly object gate = new();
            public static void Show() { lock (gate) Console.WriteLine(1); }

            public static System.Text.Json.JsonSerializerOptions Options()
            {
                if (options == null)
                {
                    [|options|] = new System.Text.Json.JsonSerializerOptions();
                    options.WriteIndented = true;
                    options.Converters.Add(null!);
                }

                return options;
            }
        }
        """, """
        class C
        {
            private static System.Text.Json.JsonSerializerOptions? options;
            private static readonly object gate = new();
            public static void Show() { lock (gate) Console.WriteLine(1); }

            public static System.Text.Json.JsonSerializerOptions Options()
            {
                if (options == null)
                {
                    var newOptions = new System.Text.Json.JsonSerializerOptions();
                    newOptions.WriteIndented = true;
                    newOptions.Converters.Add(null!);
                    options = newOptions;
                }

                return options;
            }
        }
        """);

    [Fact]
    public Task Fills_with_the_line_ends_of_the_file() => Fixes(
        "class C\r\n{\r\n\tprivate static List<int>? _all;\r\n\r\n\tpublic int M()\r\n\t{\r\n\t\tif (_all == null)\r\n\t\t{\r\n\t\t\t[|_all|] = new List<int>();\r\n\t\t\t_all.Add(3);\r\n\t\t}\r\n\r\n\t\treturn _all.Count;\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tprivate static List<int>? _all;\r\n\r\n\tpublic int M()\r\n\t{\r\n\t\tif (_all == null)\r\n\t\t{\r\n\t\t\tvar all = new List<int>();\r\n\t\t\tall.Add(3);\r\n\t\t\t_all = all;\r\n\t\t}\r\n\r\n\t\treturn _all.Count;\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("private static Stream? file; public long M() => ([|file|] ??= File.Create(\"x\")).Length;")]
    [InlineData("private static List<int>? All { get; set; } public void M(int n) => ([|All|] ??= new()).Add(n);")]
    [InlineData("private static List<int>? all; public void M(int n) { if (all == null) { Console.WriteLine(n); [|all|] = new(); } all.Add(n); }")]
    [InlineData("private static List<int>? all; public void M(int n) { if (all == null) { [|all|] = new List<int>(); all.Add(n); Show(); all.Add(n); } } private void Show() => Console.WriteLine(all?.Count);")]
    [InlineData("private static List<int>? all; public void M(int n) { if (all == null) { [|all|] = new List<int>(); if (n > 3) return; all.Add(n); } }")]
    public Task Offers_nothing_where_it_would_not_do(string members) => FlagsWithoutFix($$"""class C { private readonly object gate = new(); {{members}} public void N() { lock (gate) Console.WriteLine(1); } }""");

    [Theory]
    [InlineData("public void Add(string line) { if (lines == ) lines = new List<string>(); lines.Add(")]
    [InlineData("public void Add(string line) { lines ??= ; lines.Add(line); text ??= new")]
    [InlineData("private static Lazy<Stream> file = new Lazy<Stream>(() => , LazyThreadSafetyMode.PublicationOnly; public int M(")]
    public async Task Survives_unfinished_code(string body) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", Shared.Replace("BODY", body))), [new LazyInitRaces()]), found => Assert.Equal("ASY5016", found.Id));

    [Theory]
    [InlineData("item")]
    [InlineData("head = item")]
    public Task Accepts_what_the_caller_has_made(string value) => AcceptsProgram($$"""
        public class Bucket
        {
            private volatile StringWriter? head, tail;
            public void Add(StringWriter item) { if (tail == null) { tail = {{value}}; return; } tail.Write(item); }
            public void Drop() { head = null; tail = null; }
        }
        """);

    [Fact]
    public Task Flags_what_is_made_where_it_is_missing() => FlagsProgram("""
        public class Bucket
        {
            private volatile StringWriter? tail;
            public void Add(string item) { if (tail == null) { [|tail|] = new StringWriter(); } tail.Write(item); }
            public void Drop() { tail = null; }
        }
        """);

    /// <summary>The tick comes when the timer was made, and makes none.</summary>
    [Fact]
    public Task Accepts_a_timer_that_only_its_own_ticks_show_to_another_thread() => AcceptsProgram("""
        class Heartbeat
        {
            private Timer? _timer;
            private int _missed;

            public void Begin()
            {
                Console.WriteLine("begins");
                _timer ??= new Timer(Tick, null, 200, Timeout.Infinite);
            }

            private void Tick(object? state)
            {
                if (_timer is null)
                    return;
                Console.WriteLine(++_missed);
                _timer?.Change(200, Timeout.Infinite);
            }
        }
        """);

    [Fact]
    public Task Accepts_what_its_readers_have_filled_first() => AcceptsProgram("""
        static class Commands
        {
            private static readonly object gate = new();
            private static bool isLoaded;
            private static string[] names = [];

            public static string Name(int number)
            {
                if (!isLoaded && !TryLoad())
                    throw new InvalidOperationException();
                return names[number];
            }

            private static bool TryLoad()
            {
                lock (gate)
                    return isLoaded || (isLoaded = TryRead());
            }

            private static bool TryRead()
            {
                names = new string[8];
                for (var number = 0; number < names.Length; number++)
                    names[number] = Console.ReadLine()!;
                return true;
            }
        }
        """);

    [Theory]
    [InlineData("Console.WriteLine(log?.GetHashCode());", "log")]
    [InlineData("Append(\"tick\");", "[|log|]")]
    [InlineData("log = null;", "[|log|]")]
    public Task Flags_what_a_tick_may_make_or_clear_and_not_what_it_reads(string tick, string target) => FlagsProgram($$"""
        class Recorder
        {
            private readonly Timer timer;
            private volatile int beats;
            private StringWriter? log;

            public Recorder() => timer = new Timer(_ => Tick(), null, 0, 10);

            public void Write(string line) => Append(line);

            private void Append(string line)
            {
                {{target}} ??= new StringWriter();
                log.Write(line);
            }

            public void End() => timer.Dispose();

            public bool IsOpen => log != null;

            private void Tick()
            {
                Console.WriteLine(beats);
                {{tick}}
            }
        }
        """);

    [Theory]
    [InlineData("throw new InvalidOperationException();", "output")]
    [InlineData("return false;", "output")]
    [InlineData("return true;", "[|output|]")]
    public Task Accepts_what_may_be_made_once_only(string otherwise, string target) => FlagsProgram($$"""
        class Writer
        {
            private volatile Stream? output;

            public bool Begin()
            {
                Console.WriteLine("begins");
                if (output is not null)
                    {{otherwise}}
                {{target}} = File.Create("x");
                output.WriteByte(1);
                return true;
            }
        }
        """);

    /// <summary>What is kept for everybody in a part that is named for a user interface is most likely met by one thread.</summary>
    [Theory]
    [InlineData("Shop.UI", "all")]
    [InlineData("Shop.ViewModels.Orders", "all")]
    [InlineData("Shop.Server.UI", "[|all|]")]
    [InlineData("Shop.Orders", "[|all|]")]
    public Task Doubts_what_is_static_in_a_user_interface(string space, string target) => FlagsProgram($$"""
        namespace {{space}}
        {
            public class Theme
            {
                private static List<Theme>? all;

                public static List<Theme> All
                {
                    get
                    {
                        if (all == null)
                        {
                            {{target}} = new List<Theme>();
                            all.Add(new Theme());
                        }

                        return all.ToList();
                    }
                }
            }
        }
        """);

    /// <summary>What comes behind ??= is the work of every call: it fills nothing that is only half made.</summary>
    [Theory]
    [InlineData("all ??= new Dictionary<string, int>();", "all[name] = value;")]
    [InlineData("if (all == null) { [|all|] = new Dictionary<string, int>(); all[name] = value; }", "")]
    public Task Knows_what_fills_from_what_every_call_does(string made, string every) => FlagsProgram($$"""
        class Cache
        {
            private readonly object gate = new();
            private Dictionary<string, int>? all;
            public void Put(string name, int value) { lock (gate) { {{made}} {{every}} } }
            public void Forget() { lock (gate) all = null; }
            public bool Has(string name) => all != null && all.ContainsKey(name);
            public bool Lacks(string name) => all == null || !all.ContainsKey(name);
        }
        """);

    /// <summary>A static lock under which the end of other objects is dealt with says nothing of what each of them has.</summary>
    [Theory]
    [InlineData("lock (ended) while (ended.Count > 0) ended.Dequeue().lines?.Clear();", "lines")]
    [InlineData("lock (ended) lines?.Clear();", "[|lines|]")]
    public Task Knows_locks_about_the_way_to_an_object(string end, string target) => FlagsProgram($$"""
        class Client
        {
            private static readonly Queue<Client> ended = new();
            private List<string>? lines;
            public void End() { lock (ended) ended.Enqueue(this); }
            public void Sweep() { {{end}} }
            public void Add(string line) { if (lines == null) {{target}} = new List<string>(); lines.Add(line); }
        }
        """);

    /// <summary>Nothing is made where the object itself is kept: it is there anyway.</summary>
    [Theory]
    [InlineData("instance ??= this;")]
    [InlineData("if (instance == null) instance = this;")]
    public Task Accepts_an_object_that_keeps_itself(string keeps) => AcceptsProgram($$"""
        public class Plugin
        {
            private static Plugin? instance;
            private Stream file = File.Create("x");
            public Plugin() { {{keeps}} }
            public static Stream File1 => instance!.file;
        }
        """);

    /// <summary>The timer is made when the program begins; its ticks come later, and find it.</summary>
    [Theory]
    [InlineData("", "timer")]
    [InlineData("public static void Renew() => Check();", "[|timer|]")]
    public Task Accepts_what_only_the_beginning_makes(string more, string target) => FlagsProgram($$"""
        static class Updates
        {
            private static readonly object gate = new();
            private static Timer? timer;
            private static int found;

            public static void Init() => Check();
            {{more}}
            public static int Found() { lock (gate) return found; }

            private static void Check()
            {
                if (timer == null)
                    {{target}} = new Timer(Tick, null, 10, 10);
                lock (gate)
                    found++;
            }

            private static void Tick(object? state) => Check();
        }
        """);

    [Fact]
    public Task Leaves_what_is_made_behind_an_await_to_the_rule_about_it() => AcceptsProgram("""
        class Cache
        {
            private volatile StringWriter? kept;

            public async Task<StringWriter> Get(Task<StringWriter?> load)
            {
                if (kept == null)
                {
                    var loaded = await load;
                    if (loaded == null)
                        kept = new StringWriter();
                    else
                        kept = loaded;
                }

                return kept;
            }
        }
        """);

    /// <summary>Each place of the array gets its own when it is first needed, so nobody relies on it being full.</summary>
    [Theory]
    [InlineData("return cached[index] ?? (cached[index] = new StringWriter());", "cached")]
    [InlineData("return cached[index] ??= new StringWriter();", "cached")]
    [InlineData("if (cached[index] == null) cached[index] = new StringWriter(); return cached[index]!;", "cached")]
    [InlineData("cached[0] = new StringWriter(); return cached[index]!;", "[|cached|]")]
    public Task Accepts_an_array_that_is_filled_where_it_is_empty(string body, string target) => FlagsProgram($$"""
        static class Cache
        {
            private static readonly object gate = new();
            private static StringWriter?[]? cached;
            private static int hits;

            public static int Hits() { lock (gate) return hits; }

            public static StringWriter Get(int index)
            {
                {{target}} ??= new StringWriter?[16];
                {{body}}
            }
        }
        """);

    [Theory]
    [InlineData("Console.WriteLine(content);", "content")]
    [InlineData("content = null;", "[|content|]")]
    public Task Accepts_what_a_lock_for_something_else_only_reads(string inside, string target) => FlagsProgram($$"""
        class Transport
        {
            private readonly object gate = new();
            private StringWriter? content;
            private int state;

            public void Connect()
            {
                if (content == null)
                    {{target}} = new StringWriter();

                lock (gate)
                {
                    state++;
                    {{inside}}
                }
            }
        }
        """);

    [Theory]
    [InlineData("if (!known.TryGetValue(type, out var name)) known[type] = name = type.Name; return name;", "known")]
    [InlineData("return known.GetOrAdd(type, key => key.Name);", "known")]
    [InlineData("return known.AddOrUpdate(type, \"once\", (_, old) => old + \" again\");", "[|known|]")]
    public Task Accepts_a_table_that_finds_again_what_is_lost(string body, string target) => FlagsProgram($$"""
        static class Names
        {
            private static ConcurrentDictionary<Type, string>? known;

            public static string Of(Type type)
            {
                if (known == null)
                    {{target}} = new ConcurrentDictionary<Type, string>();
                {{body}}
            }
        }
        """);

    [Theory]
    [InlineData("RegionLoaded", "pool")]
    [InlineData("Ask", "[|pool|]")]
    public Task Accepts_what_is_made_when_something_was_loaded(string name, string target) => FlagsProgram($$"""
        class Module
        {
            private static SemaphoreSlim? pool;
            public void {{name}}(object region) { if (pool == null) {{target}} = new SemaphoreSlim(3); Console.WriteLine(region); }
            public bool IsFree => pool?.CurrentCount > 0;
        }
        """);

    /// <summary>What the first object of a type makes for all is a matter of the flag that tells it that it is the first.</summary>
    [Theory]
    [InlineData("if (!isReady) { isReady = true; foreach (var name in names) { known ??= new HashSet<string>(); known.Add(name); } }")]
    [InlineData("foreach (var name in names) { [|known|] ??= new HashSet<string>(); known.Add(name); }")]
    public Task Accepts_what_only_the_first_object_makes(string make) => FlagsProgram($$"""
        class Service
        {
            private static bool isReady;
            private static HashSet<string>? known;
            private readonly object gate = new();
            public Service(string[] names) { {{make}} }
            public bool Knows(string name) { lock (gate) return isReady && known!.Contains(name); }
        }
        """);
}
