using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class LockObjectChangesTests : RuleTests<LockObjectChanges>
{
    private const string Buffer = """
        class Buffer
        {
            private List<string> lines = new();
            public object Gate { get; private set; } = new();
            private int count;
            BODY
        }
        """;

    /// <summary>One variable that changes is one defect, wherever it is locked.</summary>
    [Theory]
    [InlineData("void Add(string line) { lock ([|lines|]) lines.Add(line); } void Clear() { lock (lines) lines = new(); } int Count() { lock (this.lines) return lines.Count; }")]
    [InlineData("void Add(string line) { lock ([|lines|]) lines.Add(line); lock ([|Gate|]) count++; lock (Gate) count--; } void Clear() { lines = new(); Gate = lines; }")]
    public Task Tells_once_of_a_variable(string body) => FlagsProgram(Buffer.Replace("BODY", body));

    [Theory]
    [InlineData("void Add(string line) { lock ([|lines|]) lines.Add(line); } void Clear() => lines = new();")]
    [InlineData("void Add(string line) { lock ([|this.lines|]) lines.Add(line); } void Clear() { this.lines = new List<string>(); }")]
    [InlineData("void Add(string line) { lock ([|lines|]) { if (lines.Count > 9) lines = new(); lines.Add(line); } }")]
    [InlineData("void Add(string line) { Monitor.Enter([|lines|]); try { lines.Add(line); } finally { Monitor.Exit(lines); } } void Set(List<string> other) { lines = other; }")]
    [InlineData("private object? given; void Subscribe(object gate) { given = gate; } void Again() { given = new(); } void Next() { lock ([|given|]!) count++; }")]
    [InlineData("private List<string> given = default!; void Mount(string? path) { if (path is null) { given = new(); } given = new() { \"\" }; } void Next() { lock ([|given|]) given.Clear(); }")]
    [InlineData("private List<string>? given; void Mount(string? path) { if (path is null) given = new(); } void Again(string path) { given = new() { path }; } void Next() { lock ([|given|]!) given.Clear(); }")]
    [InlineData("void Add() { lock ([|new object()|] ?? [|new object()|]) count++; lock (count > 3 ? [|new object()|] : this) count++; }")]
    [InlineData("void Add() { lock ([|Gate|]) count++; } void Swap() => Gate = new();")]
    [InlineData("void Add() { lock ([|Gate|] = new()) count++; }")]
    [InlineData("void Add() { lock ([|Gate|]) count++; } Action Swap() => () => Gate = new();")]
    [InlineData("void Add(List<string> other) { lock (other = [|lines|]) other.Add(\"\"); } void Clear() => lines = new();")]
    [InlineData("void Add(Buffer? other) { lock (other?[|.lines|]!) other!.lines.Add(\"\"); } void Clear() => lines = new();")]
    [InlineData("void Add() { lock (count > 3 ? [|lines|] : [|Gate|]) count++; } void Clear() { lines = new(); Gate = lines; }")]
    [InlineData("List<string> Take() { lock ([|lines|]) { var taken = lines; lines = new(); return taken; } }")]
    [InlineData("void Add(string line) { lock ([|lines|]) lines.Add(line); } void Restart() { if (count > 3) lines = new(); }")]
    [InlineData("void Fill() { lock ([|lines|]) lines.Add(\"a\"); } Thread Search() { var thread = new Thread(Fill); thread.Start(); lines = new(); return thread; }")]
    [InlineData("void Fill() { lock ([|lines|]) lines.Add(\"a\"); } Thread Search() { lines = new(); var thread = new Thread(Fill); thread.Start(); return thread; } int Found() { lock (lines) return lines.Count; }")]
    [InlineData("void Fill() { lock ([|lines|]) lines.Add(\"a\"); } Thread Search() { lines = new(); var thread = new Thread(Fill); thread.Start(); return thread; } void Again() => Fill();")]
    public Task Flags_a_variable_that_gets_another_object(string body) => FlagsProgram(Buffer.Replace("BODY", body));

    [Theory]
    [InlineData("Buffer() { lines = new(); } void Add(string line) { lock ([|lines|]) lines.Add(line); }")]
    [InlineData("void Add(string line) { lock ([|lines|]) lines.Add(line); }")]
    public Task Hides_a_field_that_is_only_not_readonly(string body) => Weighs(Buffer.Replace("BODY", body), DiagnosticSeverity.Hidden);

    [Theory]
    [InlineData("void Add(string line) { var mine = lines; lock (mine) mine.Add(line); } void Clear() => lines = new();")]
    [InlineData("void Add() { lock (Gate) count++; }")]
    [InlineData("Buffer() { Gate = new(); } void Add() { lock (Gate) count++; }")]
    [InlineData("void Init() => lines = new(); void Add(string line) { lock (lines) lines.Add(line); }")]
    [InlineData("void Add(string line) { lock (lines) lines.Add(line); } void OnDispose() => lines = new();")]
    [InlineData("private object? given; void Subscribe(object gate) { given = gate; } void Next() { lock (given!) count++; }")]
    [InlineData("private object? given = null; void Subscribe(object gate) { given = gate; } void Next() { lock (given!) count++; }")]
    [InlineData("void Add(string line) { lock (lines) lines.Add(line); } void Forget() => lines = null!;")]
    [InlineData("void Add(string line) { lock (Gate ?? new object()) count++; }")]
    [InlineData("private List<string> given = default!; void Mount(string? path) { if (path is null) { given = new(); } else { given = new() { path }; } } void Next() { lock (given) given.Clear(); }")]
    [InlineData("private List<string>? given; void Mount(string? path) { if (path is null) { given = new(); return; } given = new() { path }; } void Next() { lock (given!) given.Clear(); }")]
    [InlineData("private List<string>? given; void Mount(string path) { switch (path) { case \"a\": given = new(); break; default: given = new() { path }; break; } } void Next() { lock (given!) given.Clear(); }")]
    [InlineData("void Add(string line) { if (lines == null) lines = new(); lock (lines) lines.Add(line); }")]
    [InlineData("void Add(string line) { lines ??= new(); lock (lines) lines.Add(line); }")]
    [InlineData("void Add(string line) { lock (lines ?? (lines = new())) lines.Add(line); }")]
    [InlineData("void Add(string line) { Interlocked.CompareExchange(ref lines!, new(), null); lock (lines) lines.Add(line); }")]
    [InlineData("Buffer Copy() { var copy = (Buffer)MemberwiseClone(); copy.lines = new(); return copy; } void Add(string line) { lock (lines) lines.Add(line); }")]
    [InlineData("[System.Runtime.Serialization.OnDeserialized] void Again(System.Runtime.Serialization.StreamingContext c) { lines = new(); } void Add(string line) { lock (lines) lines.Add(line); }")]
    [InlineData("void Fill() { lock (lines) lines.Add(\"a\"); } Thread Search() { lines = new(); var thread = new Thread(Fill); thread.Start(); return thread; }")]
    [InlineData("void Fill() { lock (lines) lines.Add(\"a\"); } Task Search() { lines = new(); return Task.Run(() => Fill()); }")]
    [InlineData("void Add(string line) { foreach (var lines in new[] { new List<string>() }) lock (lines) lines.Add(line); } void Clear() => lines = new();")]
    public Task Accepts_an_object_that_stays(string body) => AcceptsProgram(Buffer.Replace("BODY", body));

    [Theory]
    [InlineData("private readonly object gate = new(); int n; void M() { lock (gate) n++; }")]
    [InlineData("private static readonly object gate = new(); int n; void M() { lock (gate) n++; }")]
    [InlineData("public object Gate { get; } = new(); int n; void M() { lock (Gate) n++; }")]
    [InlineData("public object Gate { get; init; } = new(); int n; void M() { lock (Gate) n++; }")]
    [InlineData("private readonly Lock own = new(); int n; void M() { lock (own) n++; using (own.EnterScope()) n++; }")]
    public Task Accepts_an_object_that_cannot_be_replaced(string body) => AcceptsProgram($$"""class C { {{body}} }""");

    [Theory]
    [InlineData("var gate = new object(); lock ([|gate|]) Console.WriteLine(1);")]
    [InlineData("lock ([|new object()|]) Console.WriteLine(1);")]
    [InlineData("var gate = new Lock(); lock ([|gate|]) { Console.WriteLine(1); }")]
    [InlineData("var lines = new List<string>(); lock ([|lines|]) { lines.Add(\"one\"); }")]
    [InlineData("object gate = new(); Monitor.Enter([|gate|]); try { Console.WriteLine(1); } finally { Monitor.Exit(gate); }")]
    [InlineData("foreach (var number in new[] { 1, 2 }) { var gate = new object(); lock ([|gate|]) Console.WriteLine(number); }")]
    [InlineData("Parallel.For(0, 3, i => { var gate = new object(); lock ([|gate|]) Console.WriteLine(i); });")]
    public Task Flags_an_object_of_each_run(string body) => Flags(body);

    [Theory]
    [InlineData("var gate = new object(); Parallel.For(0, 3, i => { lock (gate) Console.WriteLine(i); });")]
    [InlineData("var gate = new object(); var second = new Thread(() => { lock (gate) Console.WriteLine(1); }); second.Start(); lock (gate) Console.WriteLine(2); second.Join();")]
    [InlineData("var gate = new object(); Keep(gate); lock (gate) Console.WriteLine(1);")]
    [InlineData("var lines = new List<string>(); Work(lines.Add); lock (lines) lines.Add(\"one\");")]
    [InlineData("var gate = new object(); var all = new[] { gate }; Keep(all); lock (gate) Console.WriteLine(1);")]
    [InlineData("var reader = new Reader(); lock (reader) reader.Begin();")]
    [InlineData("var gate = Made(); lock (gate) Console.WriteLine(1);")]
    [InlineData("object gate = new(); gate = Made(); lock (gate) Console.WriteLine(1);")]
    public Task Accepts_an_object_that_others_can_have(string body) => Accepts(body, """
        public static void Keep(object o) => Kept = o; public static object? Kept; public static void Work(Action<string> add) => new Thread(() => add("two")).Start(); public static object Made() => Kept ??= new();
        public class Reader { public void Begin() => new Thread(() => { lock (this) Console.WriteLine(this); }).Start(); }
        """);

    [Theory]
    [InlineData("object Gate => new object(); int n; void M() { lock ([|Gate|]) n++; }")]
    [InlineData("object Gate { get => new(); } int n; void M() { lock ([|Gate|]) n++; }")]
    public Task Flags_a_property_that_makes_one_each_time(string body) => FlagsProgram($$"""class C { {{body}} }""");

    [Fact]
    public Task Says_what_happens() => Says("""
        class Buffer
        {
            private List<string> lines = new();
            private List<string> words = new();
            public void Add(string line) { lock (lines) lines.Add(line); lock (words) words.Add(line); }
            public void Swap()
            {
                lock (lines)
                {
                    lines = new();
                }
                words = new();
            }
            public void Write() { lock (new object()) Console.WriteLine(lines); }
        }
        """,
        "'lines' is locked here, and line 10 puts another object into it meanwhile: whoever comes next does not wait",
        "'words' is locked here, but line 12 puts another object into it: two threads may hold one each",
        "'new object()' is locked here, but each run makes an object of its own, so nobody ever waits");

    [Fact]
    public Task Accepts_tests() => AcceptsProgram("""
        public sealed class FactAttribute : Attribute;
        public class BufferTests
        {
            private List<string> lines = new();
            [Fact] public void Clears() { lock (lines) lines.Add("one"); lines = new(); }
        }
        """);

    [Fact]
    public async Task Accepts_unfinished_code() => Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", """
        class C { private readonly object gate; void M() { lock (gate { } lock () { } lock (missing) { missing = 3; } lock (new) } object
        """)), [new LockObjectChanges()]));

    [Fact]
    public Task Makes_the_field_readonly() => Fixes(
        """
        class Counter
        {
            // The lock.
            object gate = new object(); // for all
            private int count;

            public int Next()
            {
                lock ([|gate|])
                    return ++count;
            }

            public Func<int> Later => () => { lock (gate) return --count; };
        }
        """,
        """
        class Counter
        {
            // The lock.
            readonly object gate = new object(); // for all
            private int count;

            public int Next()
            {
                lock (gate)
                    return ++count;
            }

            public Func<int> Later => () => { lock (gate) return --count; };
        }
        """);

    [Fact]
    public Task Keeps_line_ends_and_constructors() => Fixes(
        "class C\n{\n    private static object gate;\n    private static int n;\n    static C()\n    {\n        gate = new object();\n    }\n    void M()\n    {\n        lock ([|gate|]) n++;\n    }\n}\n".Replace("\n", "\r\n"),
        "class C\n{\n    private static readonly object gate;\n    private static int n;\n    static C()\n    {\n        gate = new object();\n    }\n    void M()\n    {\n        lock (gate) n++;\n    }\n}\n".Replace("\n", "\r\n"));

    [Fact]
    public Task Locks_an_object_that_stays() => Fixes(
        """
        class Buffer
        {
            private readonly string _name = "buffer";
            private List<string> _lines = new(); // swapped

            public void Add(string line)
            {
                lock ([|_lines|]) // short
                {
                    _lines.Add(line + _name);
                }
            }

            public void Clear()
            {
                _lines = new();
            }
        }
        """,
        """
        class Buffer
        {
            private readonly Lock _gate = new();
            private readonly string _name = "buffer";
            private List<string> _lines = new(); // swapped

            public void Add(string line)
            {
                lock (_gate) // short
                {
                    _lines.Add(line + _name);
                }
            }

            public void Clear()
            {
                _lines = new();
            }
        }
        """);

    [Theory]
    [InlineData("class C { private object a = new(), b = new(); int n; void M() { lock ([|a|]) n++; Console.WriteLine(b); } }")]
    [InlineData("class C { internal List<int> a = new(); void M() { lock ([|a|]) a.Add(1); } void N() => a = new(); } class D { void M(C c) { lock ([|c.a|]) c.a.Add(2); } }")]
    [InlineData("class C { private List<int> a = new(); void M() { lock ([|a|]) { a.Add(1); Monitor.PulseAll(a); } } void N() => a = new(); }")]
    [InlineData("class C { void M() { lock ([|new object()|]) Console.WriteLine(1); } }")]
    [InlineData("class C { void M() { var gate = new object(); lock ([|gate|]) Console.WriteLine(1); } }")]
    public Task Offers_nothing_where_the_author_must_decide(string program) => FlagsWithoutFix(program);
}
