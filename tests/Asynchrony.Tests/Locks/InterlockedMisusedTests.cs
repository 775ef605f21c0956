using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class InterlockedMisusedTests : RuleTests<InterlockedMisused>
{
    private const string Members = "public static int open; public static long last; public static object? state; public static string? name;";

    [Theory]
    [InlineData("Interlocked.Decrement(ref open); if ([|open|] == 0) Console.WriteLine(1);")]
    [InlineData("Interlocked.Increment(ref open); var id = [|open|]; Console.WriteLine(id);")]
    [InlineData("long id; Interlocked.Add(ref last, 5); id = [|last|]; Console.WriteLine(id);")]
    [InlineData("Interlocked.Increment(ref open); if (Volatile.Read(ref [|open|]) >= 5) Console.WriteLine(1);")]
    [InlineData("_ = 1; Interlocked.Increment(ref open); switch ([|open|]) { case 3: Console.WriteLine(1); break; }")]
    [InlineData("Interlocked.Increment(ref open); var line = $\"{[|open|]} of {open}\"; Console.WriteLine(line);")]
    [InlineData("switch (DateTime.Now.Day) { case 1: Interlocked.Decrement(ref open); if (5 > [|open|]) Console.WriteLine(1); break; }")]
    public Task Flags_a_read_behind_the_step(string body) => Flags(body, Members);

    [Theory]
    [InlineData("var old = [|open|]; Interlocked.Increment(ref open); Console.WriteLine(old);")]
    [InlineData("var old = Interlocked.Read(ref [|last|]); Interlocked.Add(ref last, 3); Console.WriteLine(old);")]
    [InlineData("var old = [|name|]; Interlocked.Exchange(ref name, \"b\"); Console.WriteLine(old);")]
    [InlineData("long old = [|open|]; Interlocked.Decrement(ref open); Console.WriteLine(old + 1);")]
    public Task Flags_a_read_before_the_step(string body) => Flags(body, Members);

    [Theory]
    [InlineData("var was = Interlocked.CompareExchange(ref name, \"b\", [|name|]); Console.WriteLine(was);")]
    [InlineData("Interlocked.CompareExchange(ref open, open | 4, [|open|]);")]
    [InlineData("Interlocked.Exchange(ref open, [|open|] * 2);")]
    [InlineData("Interlocked.Exchange(ref name, [|name|] + \".\");")]
    [InlineData("var was = Interlocked.CompareExchange(ref state, \"b\", [|5|]); Console.WriteLine(was);")]
    [InlineData("if (Interlocked.CompareExchange(ref state, null, [|DateTime.Now.Day|]) != null) Console.WriteLine(1);")]
    public Task Flags_what_the_step_is_given(string body) => Flags(body, Members);

    [Theory]
    [InlineData("var wanted = Console.ReadLine(); var old = name; if (Interlocked.CompareExchange(ref name, \"b\", wanted) == [|old|]) Console.WriteLine(1);")]
    [InlineData("object wanted = Console.In; var old = state; if (!ReferenceEquals(Interlocked.CompareExchange(ref state, null, wanted), [|old|])) Console.WriteLine(1);")]
    [InlineData("var wanted = DateTime.Now.Day; var old = Volatile.Read(ref open); if ([|old|] != Interlocked.CompareExchange(ref open, 3, wanted)) Console.WriteLine(1);")]
    public Task Flags_an_outcome_that_is_compared_with_another_read(string body) => Flags(body, Members);

    [Theory]
    [InlineData("var wanted = Console.ReadLine(); if (Interlocked.CompareExchange(ref name, \"b\", wanted) == wanted) Console.WriteLine(1);")]
    [InlineData("var old = name; var wanted = old; if (Interlocked.CompareExchange(ref name, \"b\", old) == old) Console.WriteLine(wanted);")]
    [InlineData("var wanted = DateTime.Now.Day; var old = open; if (wanted > 3) old = wanted; if (Interlocked.CompareExchange(ref open, 3, wanted) == old) Console.WriteLine(1);")]
    [InlineData("var limit = 3; var wanted = open; if (Interlocked.CompareExchange(ref open, 3, wanted) == limit) Console.WriteLine(1);")]
    [InlineData("var old = open; if (Interlocked.CompareExchange(ref open, 3, 0) == old) Console.WriteLine(1);")]
    public Task Accepts_an_outcome_that_is_compared_with_what_was_to_be_replaced(string body) => Accepts(body, Members);

    [Fact]
    public Task Flags_counters_of_objects_bodies_and_callers() => FlagsProgram("""
        class Node { public int Count; }

        class C
        {
            private static int ids;
            private readonly int id;
            private readonly Node node = new();
            private List<int>? list;

            public C()
            {
                Interlocked.Increment(ref ids);
                id = [|ids|];
            }

            public bool Leave() { Interlocked.Decrement(ref node.Count); return id > 0 && [|node.Count|] == 0; }

            public List<int> List()
            {
                var made = new List<int> { 1 };
                Interlocked.CompareExchange(ref list, made, null);
                return [|made|];
            }

            public static int Enter(ref int count) { Interlocked.Increment(ref count); return [|count|]; }

            public static void Run(string[] names)
            {
                var left = names.Length;
                Parallel.ForEach(names, name =>
                {
                    Console.WriteLine(name);
                    Interlocked.Decrement(ref left);
                    if ([|left|] == 0)
                        Console.WriteLine("last");
                });
            }
        }
        """);

    [Theory]
    [InlineData("if (Interlocked.Decrement(ref open) == 0) Console.WriteLine(open);")]
    [InlineData("Interlocked.Increment(ref open); Console.WriteLine(open);")]
    [InlineData("Interlocked.Increment(ref open); while (open > 3) Thread.Sleep(1);")]
    [InlineData("Interlocked.Increment(ref open); Console.WriteLine(1); if (open == 3) Console.WriteLine(2);")]
    [InlineData("Interlocked.Increment(ref open); var later = () => open; Console.WriteLine(later());")]
    [InlineData("var now = Interlocked.Increment(ref open); if (open == 3) Console.WriteLine(now);")]
    [InlineData("Interlocked.Increment(ref open); if (last == 3) Console.WriteLine(2);")]
    [InlineData("Interlocked.Exchange(ref open, 3); if (open == 3) Console.WriteLine(2);")]
    [InlineData("var old = open; Interlocked.Increment(ref open);")]
    [InlineData("var old = open; Interlocked.Increment(ref last); Console.WriteLine(old);")]
    [InlineData("int old; do { old = open; } while (Interlocked.CompareExchange(ref open, old + 1, old) != old);")]
    [InlineData("var was = Interlocked.CompareExchange(ref open, open, open); Console.WriteLine(was);")]
    [InlineData("var was = Interlocked.CompareExchange(ref name, null, null); Console.WriteLine(was);")]
    [InlineData("object box = 5; var was = Interlocked.CompareExchange(ref state, \"b\", box); Console.WriteLine(was);")]
    [InlineData("var made = new object(); Interlocked.CompareExchange(ref state, made, null); Console.WriteLine(state);")]
    [InlineData("var made = new object(); Interlocked.CompareExchange(ref state, made, name); Console.WriteLine(made);")]
    [InlineData("var gate = new object(); lock (gate) { Interlocked.Increment(ref open); if (open == 3) Console.WriteLine(1); }")]
    public Task Accepts_one_step_and_what_may_be_old(string body) => Accepts(body, Members);

    [Fact]
    public Task Accepts_other_objects_and_what_is_being_made() => AcceptsProgram("""
        class Node { public int Count; }

        class C
        {
            private readonly object gate = new();
            private readonly int first;
            private int next;

            public C()
            {
                Interlocked.Increment(ref next);
                first = next;
            }

            public bool Move(Node from, Node to) { Interlocked.Decrement(ref from.Count); return to.Count == first; }

            public int Next() { lock (gate) return NextLocked(); }

            private int NextLocked() { Interlocked.Increment(ref next); return next; }
        }
        """);

    /// <summary>The loop makes up for what the first attempt missed; without one nobody does.</summary>
    [Theory]
    [InlineData("long last; void M(long now) { var seen = Interlocked.CompareExchange(ref last, now, last); while (seen < now) seen = Interlocked.CompareExchange(ref last, now, seen); }")]
    [InlineData("long last; long other; void M(long now) { var seen = Interlocked.CompareExchange(ref last, now, [|last|]); while (seen < now) seen = Interlocked.CompareExchange(ref other, now, seen); }")]
    public Task Knows_a_loop_that_tries_again(string members) => FlagsProgram($"class C {{ {members} }}");

    /// <summary>A test that compares with a limit is left alone, one that waits for a number is not.</summary>
    [Fact]
    public Task Leaves_limits_of_tests_alone() => FlagsProgram("""
        class FactAttribute : Attribute { }
        class Tests
        {
            private int n;
            [Fact] public void A() { Interlocked.Increment(ref n); if (n > 2) Console.WriteLine(); if (Volatile.Read(ref n) >= 3) Console.WriteLine(); }
            [Fact] public void B() { Interlocked.Increment(ref n); if ([|n|] == 2) Console.WriteLine(); }
        }
        class Doors
        {
            private int n;
            public void A() { Interlocked.Increment(ref n); if ([|n|] > 2) Console.WriteLine(); }
        }
        """);

    /// <summary>A copy of a struct has values of its own.</summary>
    [Fact]
    public Task Knows_a_copy_of_a_struct_from_another_name() => FlagsProgram("""
        struct Turn
        {
            private long all;
            public bool Next()
            {
                var before = this;
                var after = before;
                after.all++;
                return Interlocked.CompareExchange(ref all, after.all, before.all) == before.all;
            }
        }

        class Door
        {
            private long all;
            public bool Next()
            {
                var self = this;
                return Interlocked.CompareExchange(ref all, 3, [|self.all|]) == 2;
            }
        }
        """);

    /// <summary>Of two objects with the same values that nobody can change one is as good as the other.</summary>
    [Theory]
    [InlineData("public int Bits { get; } public string Name { get; } = \"\";", "made")]
    [InlineData("public int Bits { get; set; }", "[|made|]")]
    [InlineData("public List<int> Bits { get; } = new();", "[|made|]")]
    public Task Accepts_the_own_one_of_objects_that_nobody_can_change(string members, string target) => FlagsProgram($$"""
        sealed class Info { {{members}} }
        class Cache
        {
            private Info? known;
            public Info Get() { var made = new Info(); Interlocked.CompareExchange(ref known, made, null); return {{target}}; }
        }
        """);

    /// <summary>Who counts plainly beside it runs on one thread at a time.</summary>
    [Theory]
    [InlineData("flushes++;", "largest")]
    [InlineData("Console.WriteLine(size);", "[|largest|]")]
    [InlineData("lock (gate) flushes++;", "[|largest|]")]
    public Task Accepts_a_step_of_the_one_writer(string beside, string target) => FlagsProgram($$"""
        class Writer
        {
            private readonly object gate = new();
            private long largest;
            private int flushes;
            public void Flush(long size) { {{beside}} Interlocked.Exchange(ref largest, Math.Max(Interlocked.Read(ref {{target}}), size)); }
            public override string ToString() => $"{Interlocked.Read(ref largest)} {flushes}";
        }
        """);

    [Fact]
    public Task Suggests_to_use_what_was_kept() => Weighs("""
        class Cache
        {
            private string[]? all;
            public string[] All()
            {
                var made = new[] { "one" };
                Interlocked.CompareExchange(ref all, made, null);
                return made;
            }
        }
        """, DiagnosticSeverity.Info);

    [Fact]
    public Task Weighs_less_in_tests() => Weighs("""
        class C { private int n; public int A() { Interlocked.Increment(ref n); return n; } }
        class FactAttribute : Attribute { }
        class Tests { private int n; [Fact] public void A() { Interlocked.Increment(ref n); if (n == 2) Console.WriteLine(); } }
        """, DiagnosticSeverity.Warning, DiagnosticSeverity.Info);

    [Fact]
    public Task Says_what_happens() => Says("""
        class C
        {
            private int n;
            private object? state;
            public int A() { Interlocked.Increment(ref n); return n; }
            public int B() { var old = n; Interlocked.Increment(ref n); return old; }
            public int D() => Interlocked.CompareExchange(ref n, 3, n);
            public void E() => Interlocked.Exchange(ref n, n + 3);
            public object? F(int from) => Interlocked.CompareExchange(ref state, "b", from);
            public object G() { var made = new object(); Interlocked.CompareExchange(ref state, made, null); return made; }
        }
        """,
        "'n' is read again here after Interlocked.Increment changed it in line 5, so another thread may have changed it meanwhile",
        "'n' is read here before Interlocked.Increment changes it in line 6, so two threads may get the same value",
        "'n' is read here for Interlocked.CompareExchange to compare it with itself, so nothing is exchanged where another thread comes in between",
        "'n' is read here for the value that Interlocked.Exchange gives it, so what another thread writes in between is lost",
        "'state' is compared here with a new box, which no variable holds, so nothing is ever exchanged",
        "'made' is returned here though Interlocked.CompareExchange in line 10 may have kept another");

    [Fact]
    public Task Fixes_reads_behind_the_step() => Fixes("""
        class C
        {
            private int open;
            private long bytes;

            public void End(bool quiet)
            {
                Console.WriteLine(quiet);

                // One less.
                Interlocked.Decrement(ref open);

                // The last one?
                if ([|open|] == 0) // now
                {
                    Console.WriteLine("idle");
                }

                Action later = () =>
                {
                    Interlocked.Add(ref this.bytes, 5);
                    if ([|this.bytes|] > 100 && !quiet)
                        Console.WriteLine("much");
                };
                later();
            }

            public int Begin()
            {
                Interlocked.Increment(ref open);
                return [|open|];
            }
        }
        """, """
        class C
        {
            private int open;
            private long bytes;

            public void End(bool quiet)
            {
                Console.WriteLine(quiet);

                // One less.
                // The last one?
                if (Interlocked.Decrement(ref open) == 0) // now
                {
                    Console.WriteLine("idle");
                }

                Action later = () =>
                {
                    if (Interlocked.Add(ref this.bytes, 5) > 100 && !quiet)
                        Console.WriteLine("much");
                };
                later();
            }

            public int Begin()
            {
                return Interlocked.Increment(ref open);
            }
        }
        """);

    [Fact]
    public Task Compares_with_what_was_to_be_replaced() => Fixes(
        "class C { private object? next; public bool Link(object wanted, object made) { var old = next; return ReferenceEquals(Interlocked.CompareExchange(ref next, made, wanted), /* old */ [|old|]); } }",
        "class C { private object? next; public bool Link(object wanted, object made) { var old = next; return ReferenceEquals(Interlocked.CompareExchange(ref next, made, wanted), /* old */ wanted); } }");

    [Fact]
    public Task Fixes_reads_before_the_step() => Fixes("""
        class C
        {
            private int next;
            private long bytes;
            private string? name;

            public int Take()
            {
                // A number.
                var number = [|next|]; // taken
                Interlocked.Increment(ref next);
                return number;
            }

            public long Back()
            {
                var before = [|bytes|];
                Interlocked.Decrement(ref bytes);
                return before * 2;
            }

            public string? Rename(string to)
            {
                var old = [|name|];
                Interlocked.Exchange(ref name, to);
                return old;
            }
        }
        """, """
        class C
        {
            private int next;
            private long bytes;
            private string? name;

            public int Take()
            {
                // A number.
                var number = Interlocked.Increment(ref next) - 1; // taken
                return number;
            }

            public long Back()
            {
                var before = Interlocked.Decrement(ref bytes) + 1;
                return before * 2;
            }

            public string? Rename(string to)
            {
                var old = Interlocked.Exchange(ref name, to);
                return old;
            }
        }
        """);

    [Fact]
    public Task Fixes_what_is_compared_with_itself_and_the_object_that_was_kept() => Fixes("""
        class C
        {
            private Action? continuation;
            private List<int>? list;

            public Action? Complete(Action done) => Interlocked.CompareExchange(ref continuation, done, [|continuation|]);

            public List<int> List()
            {
                var made = new List<int>();
                // Once.
                Interlocked.CompareExchange(ref list, made, null);
                return [|made|]; // kept
            }
        }
        """, """
        class C
        {
            private Action? continuation;
            private List<int>? list;

            public Action? Complete(Action done) => Interlocked.Exchange(ref continuation, done);

            public List<int> List()
            {
                var made = new List<int>();
                // Once.
                return Interlocked.CompareExchange(ref list, made, null) ?? made; // kept
            }
        }
        """);

    [Fact]
    public Task Fixes_with_the_line_ends_of_the_file() => Fixes(
        "class C\r\n{\r\n\tprivate int n;\r\n\r\n\tpublic int M()\r\n\t{\r\n\t\tInterlocked.Increment(ref n);\r\n\r\n\t\treturn [|n|];\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tprivate int n;\r\n\r\n\tpublic int M()\r\n\t{\r\n\t\treturn Interlocked.Increment(ref n);\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("public int M() { Interlocked.Increment(ref n); return [|n|] + n; }")]
    [InlineData("public bool M(bool any) { Interlocked.Increment(ref n);\nreturn any && [|n|] > 3; }")]
    [InlineData("public string M() {\nInterlocked.Increment(ref n); /* one */\nreturn [|n|].ToString(); }")]
    [InlineData("public long M() {\nlong old = [|n|];\nInterlocked.Increment(ref n);\nreturn old; }")]
    [InlineData("public void M(int now) { while (now > n) Interlocked.CompareExchange(ref n, now, [|n|]); }")]
    [InlineData("public bool M(int now) => n < now && Interlocked.CompareExchange(ref n, now, [|n|]) < now;")]
    [InlineData("public void M() => Interlocked.Exchange(ref n, [|n|] * 2);")]
    [InlineData("public void M() => Interlocked.CompareExchange(ref n, n | 4, [|n|]);")]
    [InlineData("public object? M(int from) => Interlocked.CompareExchange(ref state, \"b\", [|from|]);")]
    public Task Offers_nothing_where_a_result_would_not_do(string member) => FlagsWithoutFix($$"""class C { private int n; public object? state; {{member}} }""");

    [Theory]
    [InlineData("void M() { Interlocked.Increment(ref n); if (n == ) return; }")]
    [InlineData("void M() { Interlocked.Increment(ref ); return n; } void N() { Interlocked.CompareExchange(ref n, , n); Interlocked.Exchange(ref n, n +")]
    [InlineData("int M() { var = n; Interlocked.Increment(ref n); return")]
    public async Task Survives_unfinished_code(string members) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", $"class C {{ int n; {members} }}")), [new InterlockedMisused()]), found => Assert.Equal("ASY5027", found.Id));
}
