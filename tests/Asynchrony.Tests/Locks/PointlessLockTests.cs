using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class PointlessLockTests : RuleTests<PointlessLock>
{
    private const string Members = "public static readonly object Gate = new(); public static readonly string Name = \"n\"; public static int Count; public static readonly List<int> Items = new(); public const int Most = 3;";

    [Theory]
    [InlineData("Count++; lock ([|Gate|]) { }")]
    [InlineData("lock ([|Members.Gate|]) ; Count++;")]
    [InlineData("var n = 3; lock ([|Gate|]) { n++; } Console.WriteLine(n);")]
    [InlineData("var n = 3; lock ([|Gate|]) n += Most; Console.WriteLine(n);")]
    [InlineData("int n; lock ([|Gate|]) { var twice = Name.Length * 2; n = twice + 1; } Console.WriteLine(n);")]
    [InlineData("var n = 3; lock ([|Gate|]) { if (n > 2) n = 0; } Console.WriteLine(n);")]
    [InlineData("List<int> all; lock ([|Gate|]) { all = Items; } Console.WriteLine(Items == all);")]
    public Task Flags_a_lock_around_nothing_shared(string body) => Flags(body, Members, "top level", "lambda", "anonymous method", "lambda in a field", "expression body", "local function", "static local function", "async lambda", "async local function", "async expression body");

    [Theory]
    [InlineData("lock (Gate) { } // wait for those inside")]
    [InlineData("lock (Gate) { /* a barrier */ }")]
    [InlineData("Count = 3; lock (Gate) { } Console.WriteLine();")]
    [InlineData("lock (Gate) { Count++; }")]
    [InlineData("int n; lock (Gate) n = Count; Console.WriteLine(n);")]
    [InlineData("lock (Gate) Items.Add(3);")]
    [InlineData("int n; lock (Gate) n = Items.Count; Console.WriteLine(n);")]
#if !ROSLYN_4_8
    [InlineData("int[] all; lock (Gate) { all = [.. Items]; } Console.WriteLine(all.Length);")]
#endif
    [InlineData("lock (Gate) Console.WriteLine(Name);")]
    [InlineData("lock (Gate) Monitor.PulseAll(Gate);")]
    [InlineData("lock (Gate) Thread.Sleep(10);")]
    [InlineData("var n = 3; Parallel.For(0, 3, i => { lock (Gate) n += i; }); Console.WriteLine(n);")]
    [InlineData("var n = 3; Action add = () => n++; add(); lock (Gate) n++; Console.WriteLine(n);")]
    [InlineData("var all = Items; lock (Gate) all.Add(3);")]
    [InlineData("Func<List<int>> all = Copied; Console.WriteLine(all().Count); static List<int> Copied() { lock (Gate) return Items; }")]
    [InlineData("Func<IEnumerable<int>> all = Shown; Console.WriteLine(all().Count()); static IEnumerable<int> Shown() { lock (Gate) return Items.AsReadOnly(); }")]
    [InlineData("Func<List<int>> all = Kept; Console.WriteLine(all().Count); static List<int> Kept() { List<int>? kept = null; lock (Gate) { kept = Items; } return kept; }")]
    [InlineData("lock (Gate) lock (Items) Count++;")]
    [InlineData("var gate = new object(); lock (gate) { }")]
    public Task Accepts_a_lock_that_may_guard_something(string body) => Accepts(body, Members);

    [Fact]
    public Task Accepts_a_comment_above_and_parameters_by_reference() => AcceptsProgram("""
        class C
        {
            private readonly object gate = new();
            void Leave()
            {
                // Whoever is inside gets out first.
                lock (gate)
                {
                }
            }
            void Wait() { lock (gate) { } }
            int Most
            {
                get { lock (gate) return 3; }
        #if GROWS
                set { lock (gate) most = value; }
        #endif
            }
            void Add(ref int total) { lock (gate) total++; }
            int this[int[] all] { get { lock (gate) return all[0]; } }
            private readonly Dictionary<int, int> known = new();
            System.Collections.ObjectModel.ReadOnlyDictionary<int, int> Known() { lock (gate) { return new(known); } }
        }
        """);

    [Fact]
    public Task Says_why() => Says("""
        class C
        {
            private readonly object gate = new();
            int M(int n) { lock (gate) { } lock (this.gate) { return n + 1; } }
        }
        """,
        "The lock on 'gate' guards nothing: it is empty",
        "The lock on 'this.gate' guards nothing: nothing that it touches can be changed by others");

    [Fact]
    public async Task Accepts_unfinished_code() => Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", """
        class C { private readonly object gate = new(); void M() { var n = 3; lock (gate) { n. } lock (gate) { n = } lock (gate) } }
        """)), [new PointlessLock()]));

    /// <summary>Where two copies of a file are compiled together, names mean nothing; parts of one type are no copies.</summary>
    [Theory]
    [InlineData("class", 0)]
    [InlineData("partial class", 2)]
    public async Task Leaves_copies_of_a_type_alone(string kind, int found)
    {
        var copy = kind + " C { private readonly object gate = new(); private bool done; bool M() { lock (gate) { if (done) return true; done = true; } return false; } }";
        var part = "partial class C { void NUMBER() { lock (gate) { } System.Console.WriteLine(1); } }";
        Assert.Equal(found, (await Code.Findings(found == 0
            ? Code.Compilation(("Test0.cs", copy), ("Test1.cs", copy))
            : Code.Compilation(("Test0.cs", copy), ("Test1.cs", part.Replace("NUMBER", "One")), ("Test2.cs", part.Replace("NUMBER", "Two"))), [new PointlessLock()])).Length);
    }

    [Fact]
    public Task Removes_the_lock() => Fixes(
        """
        class C
        {
            private readonly object gate = new();

            int Twice(int n)
            {
                // First.
                var twice = n;

                lock ([|gate|])
                {
                    twice += n;

                    if (twice > 3)
                        twice = 3;
                }

                lock ([|gate|]) { }
                lock ([|gate|])
                    twice++;
                return twice; // Last.
            }
        }
        """,
        """
        class C
        {
            private readonly object gate = new();

            int Twice(int n)
            {
                // First.
                var twice = n;

                twice += n;

                if (twice > 3)
                    twice = 3;
                twice++;
                return twice; // Last.
            }
        }
        """);

    [Fact]
    public Task Keeps_the_line_ends_of_the_document() => Fixes(
        "class C\n{\n    private readonly object gate = new();\n\n    int M(int n)\n    {\n        lock ([|gate|])\n        {\n            return n + 1;\n        }\n    }\n}\n".Replace("\n", "\r\n"),
        "class C\n{\n    private readonly object gate = new();\n\n    int M(int n)\n    {\n        return n + 1;\n    }\n}\n".Replace("\n", "\r\n"));

    [Theory]
    [InlineData("class C { object Gate() => this; void M(int n) { lock ([|Gate()|]) { } Console.WriteLine(n); } }")]
    [InlineData("class C { readonly object gate = new(); void M(bool go) { if (go) lock ([|gate|]) { } } }")]
    [InlineData("class C { readonly object gate = new(); int M(int n) { lock ([|gate|]) { var twice = n * 2; n = twice; } { var twice = 3; return twice + n; } } }")]
    public Task Offers_nothing_where_more_would_change(string program) => FlagsWithoutFix(program);
}
