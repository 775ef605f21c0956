using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class WeakLockObjectTests : RuleTests<WeakLockObject>
{
    [Theory]
    [InlineData("lock ([|\"orders\"|]) Console.WriteLine(1);")]
    [InlineData("lock ([|typeof(string)|]) { Console.WriteLine(1); }")]
    [InlineData("Monitor.Enter([|typeof(List<int>)|]); try { Console.WriteLine(1); } finally { Monitor.Exit(typeof(List<int>)); }")]
    [InlineData("if (Monitor.TryEnter([|Name|], 100)) { Console.WriteLine(1); Monitor.Exit(Name); }")]
    [InlineData("var key = \"orders\" + DateTime.Now.Day; lock ([|key|]) Console.WriteLine(1);")]
    [InlineData("var kind = new object().GetType(); lock ([|kind|]) Console.WriteLine(1);")]
    [InlineData("lock ([|new object().GetType()|]) Console.WriteLine(1);")]
    [InlineData("lock ([|string.Intern(Name)|]) Console.WriteLine(1);")]
    [InlineData("lock ([|Thread.CurrentThread|]) Console.WriteLine(1);")]
    [InlineData("var count = 3; lock ([|(object)count|]) Console.WriteLine(count);")]
    [InlineData("var count = 3; Monitor.Enter([|count|]); Console.WriteLine(count);")]
    [InlineData("lock ([|Hidden|]) Console.WriteLine(1);")]
    [InlineData("lock ([|HiddenType|]) Console.WriteLine(1);")]
    [InlineData("lock (Flag ? [|Name|] : Gate) Console.WriteLine(1);")]
    [InlineData("lock (Late ?? [|typeof(int)|]) Console.WriteLine(1);")]
    [InlineData("object held; lock (held = [|Name|]) Console.WriteLine(held);")]
    [InlineData("lock (DateTime.Now.Day switch { 1 => Gate, 2 => [|Name|], _ => [|typeof(int)|] }) Console.WriteLine(1);")]
    [InlineData("lock ([|Slots|]) Console.WriteLine(1);")]
    [InlineData("lock ([|Process|]) Console.WriteLine(1);")]
    [InlineData("// ReSharper disable once InconsistentlySynchronizedField\n lock ([|Slots|]) Console.WriteLine(1);")]
    public Task Flags_an_object_that_all_code_can_have(string body) => Flags(body, Members);

    private const string Members = """
        public static readonly string Name = DateTime.Now.ToString(); public static readonly object Gate = new(); public static readonly object? Late = null; public static bool Flag => DateTime.Now.Day > 3;
        public static readonly object Hidden = "orders"; public static readonly object HiddenType = typeof(int); internal static readonly SemaphoreSlim Slots = new(1, 1); internal static readonly Mutex Process = new();
        """;

    [Theory]
    [InlineData("lock (Gate) Console.WriteLine(1);")]
    [InlineData("lock (Late ?? Gate) Console.WriteLine(1);")]
    [InlineData("var gate = Gate; lock (gate) Console.WriteLine(1);")]
    [InlineData("lock (Console.Out) { Console.Write(1); Console.WriteLine(2); }")]
    [InlineData("lock (Items) Items.Add(3);")]
    [InlineData("foreach (var item in Locks.Values) lock (item) Console.WriteLine(item);")]
    [InlineData("lock (Locks[3]) Console.WriteLine(1);")]
    [InlineData("Monitor.Exit(Name);")]
    [InlineData("Slots.Wait(); try { Console.WriteLine(1); } finally { Slots.Release(); }")]
    [InlineData("// ReSharper disable once SuspiciousLockOverSynchronizationPrimitive - on purpose\n lock (Slots) Console.WriteLine(1);")]
    [InlineData("// The semaphore is used as lock object here.\n lock (Slots) Console.WriteLine(1);")]
    [InlineData("lock (Own) Console.WriteLine(1);")]
    [InlineData("lock (Done) Console.WriteLine(1);")]
    public Task Accepts_an_object_of_the_program_itself(string body) => Accepts(body, """
        internal static readonly string Name = DateTime.Now.ToString(); internal static readonly object Gate = new(); internal static readonly object? Late = null; internal static readonly List<int> Items = new();
        internal static readonly Dictionary<int, object> Locks = new(); internal static readonly SemaphoreSlim Slots = new(1, 1); internal static readonly Lock Own = new(); internal static readonly CountdownEvent Done = new(3);
        """);

    [Theory]
    [InlineData("public class C { int n; public void M() { lock ([|this|]) n++; } }")]
    [InlineData("public sealed class C { int n; public void M() { var me = this; lock ([|me|]) n++; } }")]
    [InlineData("public class C { int n; public void M() { Monitor.Enter([|this|]); try { n++; } finally { Monitor.Exit(this); } } }")]
    [InlineData("public class C { int n; public Action M() => () => { lock ([|this|]) n++; }; }")]
    [InlineData("public class Outer { public class C { int n; public void M() { lock ([|this|]) n++; } } }")]
    [InlineData("public class Outer { protected class C { int n; public void M() { lock ([|this|]) n++; } } }")]
    [InlineData("public class C { public List<int> Items { get; } = new(); void M() { lock ([|Items|]) Items.Add(1); } }")]
    [InlineData("public class C { protected readonly Dictionary<int, int> items = new(); void M() { lock ([|this.items|]) items.Add(1, 1); } }")]
    [InlineData("public class C { public static readonly C Instance = new(); int n; void M() { lock ([|Instance|]) n++; } }")]
    [InlineData("public class C { public object Tag = new(); int n; void M() { lock ([|Tag|]) n++; } }")]
    [InlineData("public class C { protected object csv = new(); int n; void M() { lock ([|csv|]) n++; } }")]
    public Task Flags_an_object_that_code_outside_can_have(string program) => FlagsProgram(program);

    [Theory]
    [InlineData("class C { int n; public void M() { lock (this) n++; } }")]
    [InlineData("internal sealed class C { int n; public void M() { lock (this) n++; } }")]
    [InlineData("public class Outer { private class C { int n; public void M() { lock (this) n++; } } }")]
    [InlineData("public class Outer { private protected class C { int n; public void M() { lock (this) n++; } } }")]
    [InlineData("public class C { private readonly List<int> items = new(); void M() { lock (items) items.Add(1); } }")]
    [InlineData("public class C { internal readonly List<int> items = new(); void M() { lock (items) items.Add(1); } }")]
    [InlineData("public class C { public List<int>? Items; void M(C? c) { lock (c?.Items!) Items!.Add(1); } }")]
    [InlineData("public class Session { public int Count; } public class C { public Session Info { get; } = new(); void M() { lock (Info) Info.Count++; } }")]
    [InlineData("public class C { public List<int> Items { get; } = new(); } class D { void M(C c) { lock (c.Items) c.Items.Add(1); } }")]
    [InlineData("public class C { protected readonly object gate = new(); int n; void M() { lock (gate) n++; } }")]
    [InlineData("public class C { public object SyncRoot { get; } = new(); int n; void M() { lock (SyncRoot) n++; } }")]
    [InlineData("public class C { protected object m_csReceive = new(); int n; void M() { lock (m_csReceive) n++; } }")]
    [InlineData("public class C { protected readonly object csState = new(), _csNext = new(); int n; void M() { lock (csState) lock (_csNext) n++; } }")]
    [InlineData("public class C { public Lock Own { get; } = new(); int n; void M() { lock (Own) n++; } }")]
    [InlineData("public sealed class C { protected readonly List<int> items = new(); void M() { lock (items) items.Add(1); } }")]
    [InlineData("public class C { private readonly System.Collections.ICollection all = new List<int>(); int n; void M() { lock (all.SyncRoot) n++; } }")]
    [InlineData("public class C { int n; public void M() { lock (this) n++; } static void Main() => new C().M(); }")]
    public Task Accepts_an_object_that_code_outside_cannot_have(string program) => AcceptsProgram(program);

    [Theory]
    [InlineData("public C(List<int> items) { this.items = items; }")]
    [InlineData("public C(List<int> items) => this.items = items ?? throw new ArgumentNullException();")]
    [InlineData("public List<int> Items => items;")]
    [InlineData("public IEnumerable<int> Items { get { lock ([|items|]) { return items; } } }")]
    [InlineData("public List<int> Items { get => items; init => items = value; }")]
    [InlineData("protected IList<int> Get() { return this.items; }")]
    public Task Flags_a_collection_that_callers_share(string member) => FlagsProgram($$"""
        public class C
        {
            private List<int> items = new();
            {{member}}
            {{(member.Contains("lock") ? "" : "public void Add(int item) { lock ([|items|]) items.Add(item); }")}}
        }
        """);

    [Theory]
    [InlineData("public C(List<int> items) { this.items = new List<int>(items); }")]
    [InlineData("internal C(List<int> items) { this.items = items; }")]
    [InlineData("private List<int> Items => items;")]
    [InlineData("public List<int> Items { get => items; set => items = value; }")]
    [InlineData("public IEnumerable<int> Items => items.ToArray();")]
    [InlineData("public int Count => items.Count;")]
    [InlineData("public Func<List<int>> Later() { return () => { return items; }; }")]
    public Task Accepts_a_collection_of_the_type_alone(string member) => AcceptsProgram($$"""
        public class C
        {
            private List<int> items = new();
            {{member}}
            public void Add(int item) { lock (items) items.Add(item); }
        }
        """);

    [Theory]
    [InlineData("lock (found) found.Add(1);", true)]
    [InlineData("found.Add(1);", false)]
    public Task Knows_what_the_giver_locks_too(string fill, bool isShared) => FlagsProgram($$"""
        public class View
        {
            private readonly List<int> items;
            public View(int width, List<int> items) { this.items = items; Console.WriteLine(width); }
            public int Last() { lock ({{(isShared ? "items" : "[|items|]")}}) return items.Count; }
        }

        public class Search
        {
            private readonly List<int> found = new();
            public void Fill() { {{fill}} }
            public View Show() { Task.Run(Fill); return new View(3, found); }
        }
        """);

    [Fact]
    public Task Flags_a_stream_that_a_caller_gave() => FlagsProgram("""
        public class Journal
        {
            private readonly Stream stream;
            private readonly Stream own = new MemoryStream();
            public Journal(Stream stream) { this.stream = stream; }
            public void Write(byte[] bytes) { lock ([|stream|]) stream.Write(bytes); }
            public void Keep(byte[] bytes) { lock (own) own.Write(bytes); }
        }
        """);

    [Fact]
    public Task Looks_only_at_what_all_code_can_have_in_tests() => FlagsProgram("""
        public sealed class FactAttribute : Attribute;
        public class StoreTests
        {
            public List<int> Items { get; } = new();
            [Fact] public void Adds() { lock (Items) Items.Add(1); lock (this) Items.Add(2); lock ([|"items"|]) Items.Add(3); }
        }
        """);

    [Fact]
    public Task Tells_of_an_object_once() => FlagsProgram("""
        public class C
        {
            public readonly List<int> Items = new();
            private int n;
            public void One() { lock ([|this|]) n++; }
            public Action Two() => () => { lock ((this)) n++; };
            public void Three() { lock (this.Items) Items.Add(1); Monitor.Enter(this); Monitor.Exit(this); }
            public void Four() { lock (Items) Items.Add(2); }
            public class Inner { private int n; public void M() { lock ([|this|]) n++; } public void N(C other) { lock (other.Items) n++; } }
        }
        """.Replace("(this.Items)", "([|this.Items|])"));

    [Fact]
    public Task Points_at_the_other_places() => PointsAt("""
        public class C
        {
            private int n;
            public void One() { lock (this) n++; }
            public void Two()
            {
                lock (this)
                    n++;
                Monitor.Enter(this);
            }
        }
        """, 7, 9);

    [Fact]
    public Task Warns_of_what_is_never_right_and_suggests_the_rest() => Weighs("""
        public class C
        {
            private readonly List<int> items = new();
            public List<int> Items => items;
            private int n;
            public void M()
            {
                lock (this) n++;
                lock (typeof(C)) n++;
                lock ("key") n++;
                lock (items) n++;
                lock ((object)n) n++;
            }
        }
        """, DiagnosticSeverity.Info, DiagnosticSeverity.Warning, DiagnosticSeverity.Warning, DiagnosticSeverity.Info, DiagnosticSeverity.Warning);

    /// <summary>One lock that is not meant to be locked is one defect, wherever it is locked.</summary>
    [Fact]
    public Task Points_at_the_other_places_of_a_lock_of_its_own() => PointsAt("""
        public class C
        {
            private readonly Mutex turn = new();
            private readonly Mutex other = new();
            private int n;
            public void M()
            {
                lock (turn)
                    n++;
                lock (this.turn)
                    n--;
                Monitor.Enter(turn);
            }
        }
        """, 10, 12);

    [Fact]
    public Task Says_why() => Says("""
        public class C
        {
            private readonly SemaphoreSlim slots = new(1, 1);
            private readonly List<int> items = new();
            public List<int> Items => items;
            private int n;
            public void M()
            {
                lock (this) n++;
                lock (typeof(C)) n++;
                lock ("key") n++;
                lock (slots) n++;
                lock (items) n++;
                lock ((object)n) n++;
            }
        }
        """,
        "The object itself is locked here, and whoever has it may lock it too",
        "'typeof(C)' is locked here, which any code of the process can get hold of and lock too",
        "The string '\"key\"' is locked here, and equal strings may be one object in the whole process",
        "The monitor of 'slots' is locked here, which is not what its own members take and give back",
        "'items' is locked here, and callers, who share it by line 5, can lock it too",
        "A box for '(object)n' is locked here, made anew for each lock of the Int32: nobody ever waits");

    [Fact]
    public Task Accepts_unfinished_code() => CompilesNot("class C { void M() { lock () { } lock (Missing) { } Monitor.Enter(); lock (this) } }");

    private static async Task CompilesNot(string program) =>
        Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", program)), [new WeakLockObject()]));

    [Fact]
    public Task Locks_a_private_object_at_all_places() => Fixes(
        """
        using System;

        /// <summary>Counts.</summary>
        public class Counter
        {
            // How many.
            private int count;

            public int Next()
            {
                lock ([|this|]) // one at a time
                {
                    return ++count;
                }
            }

            public Action Later() => () =>
            {
                lock (/* me */ this)
                    count--;
            };
        }
        """,
        """
        using System;

        /// <summary>Counts.</summary>
        public class Counter
        {
            private readonly Lock gate = new();
            // How many.
            private int count;

            public int Next()
            {
                lock (gate) // one at a time
                {
                    return ++count;
                }
            }

            public Action Later() => () =>
            {
                lock (/* me */ gate)
                    count--;
            };
        }
        """);

    [Fact]
    public Task Follows_the_names_of_the_type() => Fixes(
        """
        public class Counter
        {
            public int Gate;
            private int _count, _gate;

            public int Next()
            {
                lock ([|this|])
                    return ++_count + _gate;
            }
        }
        """,
        """
        public class Counter
        {
            private readonly Lock _gate2 = new();
            public int Gate;
            private int _count, _gate;

            public int Next()
            {
                lock (_gate2)
                    return ++_count + _gate;
            }
        }
        """);

    [Fact]
    public Task Makes_a_plain_object_where_a_lock_cannot_stand() => Fixes(
        """
        public class Counter
        {
            private int count;

            public IEnumerable<int> All()
            {
                lock ([|this|])
                {
                    yield return count;
                }
            }
        }
        """,
        """
        public class Counter
        {
            private readonly object gate = new();
            private int count;

            public IEnumerable<int> All()
            {
                lock (gate)
                {
                    yield return count;
                }
            }
        }
        """);

    [Fact]
    public Task Makes_a_static_object_for_what_all_objects_share() => Fixes(
        """
        static class Log
        {
            public static void Write(string line)
            {
                lock ([|"log"|])
                    Console.WriteLine(line);
            }

            public static void Twice(string line)
            {
                lock ([|"log"|])
                {
                    Console.WriteLine(line);
                    Console.WriteLine(line);
                }
            }
        }
        """,
        """
        static class Log
        {
            private static readonly Lock gate = new();

            public static void Write(string line)
            {
                lock (gate)
                    Console.WriteLine(line);
            }

            public static void Twice(string line)
            {
                lock (gate)
                {
                    Console.WriteLine(line);
                    Console.WriteLine(line);
                }
            }
        }
        """);

    [Fact]
    public Task Keeps_the_line_ends_of_the_document() => Fixes(
        "class Log\n{\n    public static void Write(string line)\n    {\n        lock ([|typeof(Log)|])\n            Console.WriteLine(line);\n    }\n}\n".Replace("\n", "\r\n"),
        "class Log\n{\n    private static readonly Lock gate = new();\n\n    public static void Write(string line)\n    {\n        lock (gate)\n            Console.WriteLine(line);\n    }\n}\n".Replace("\n", "\r\n"));

    [Theory]
    [InlineData("public class C { int n; public void M() { lock ([|this|]) { n++; Monitor.Pulse(this); } } }")]
    [InlineData("public class C { int n; public void M() { lock ([|this|]) n++; } [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)] void N() => n++; }")]
    [InlineData("public class C { protected int n; public void M() { lock ([|this|]) n++; } } public class D : C { public void N() { lock ([|this|]) n++; } }")]
    [InlineData("public class C { internal int n; public void M() { lock ([|this|]) n++; } } class D { public void N(C c) { lock (c) c.n++; } }")]
    [InlineData("public class C : IDisposable { internal int n; public void Dispose() { lock ([|this|]) n++; } } class D { public void N(IDisposable c) { lock (c) Console.WriteLine(c); } }")]
    [InlineData("class C { static int n; public void M() { lock ([|typeof(C)|]) n++; } } class D { public void N(int n) { lock ([|typeof(C)|]) Console.WriteLine(n++); } }")]
    [InlineData("class C<T> { static int n; public void M() { lock ([|typeof(string)|]) n++; } }")]
    [InlineData("class C { int n; public void M(string key) { lock ([|key|]) n++; } }")]
    [InlineData("class C { int n; public void M(object key) { lock ([|key.GetType()|]) n++; } }")]
    [InlineData("public interface C { void M() { lock ([|this|]) Console.WriteLine(1); } }")]
    [InlineData("public class C { public List<int> Items { get; } = new(); void M() { lock ([|Items|]) Items.Add(1); } void N(C other) { lock (other.Items) Items.Add(1); } }")]
    [InlineData("public class C { private readonly List<int> items = new(); public IList<int> Items => items; void M() { lock ([|items|]) items.Add(1); } }")]
    [InlineData("public class C { private readonly List<int> items; public C(List<int> items) { this.items = items; } void M() { lock ([|items|]) items.Add(1); } }")]
    [InlineData("public class C { public List<int> Items { get; } = new(); void M() { lock ([|Items|]) Items.Add(1); } }")]
    [InlineData("class C { static int n; public void M() { Monitor.Enter([|typeof(C)|]); n++; Monitor.Exit(typeof(C)); } }")]
    public Task Offers_nothing_where_others_need_the_object(string program) => FlagsWithoutFix(program);

    [Theory]
    [InlineData("partial class C { public void N() { Monitor.Enter(this); n++; Monitor.Exit(this); } }")]
    [InlineData("partial class C { [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)] public void N() { n++; } }")]
    [InlineData("class D { public void N(C c) { lock (c) Console.WriteLine(1); } }")]
    [InlineData("partial class C { class D { public void N(C c) { lock (c) c.n++; } } }")]
    public Task Offers_nothing_where_another_file_locks_it_otherwise(string other) => FlagsWithoutFix("public partial class C { int n; public void M() { lock ([|this|]) n++; } }", other);

    [Fact]
    public Task Locks_one_object_in_all_files_of_the_type() => FixesEverywhere(
        ["""
        public partial class C
        {
            private int n;
            public void M()
            {
                // One at a time.
                lock ([|this|])
                    n++;
            }
        }
        """, """
        partial class C
        {
            private int gate;
            public void N()
            {
                lock (this) // here too
                    n--;
                gate++;
            }
        }
        """],
        ["""
        public partial class C
        {
            private readonly Lock gate2 = new();
            private int n;
            public void M()
            {
                // One at a time.
                lock (gate2)
                    n++;
            }
        }
        """, """
        partial class C
        {
            private int gate;
            public void N()
            {
                lock (gate2) // here too
                    n--;
                gate++;
            }
        }
        """], gone: 2);
}
