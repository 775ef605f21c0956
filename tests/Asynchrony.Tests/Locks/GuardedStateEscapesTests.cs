using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class GuardedStateEscapesTests : RuleTests<GuardedStateEscapes>
{
    private const string Register = """
        class Register
        {
            private readonly object gate = new();
            private readonly List<string> names = new();
            private readonly Dictionary<string, int> ages = new(StringComparer.OrdinalIgnoreCase);
            private string[] view = new string[0];

            public void Add(string name, int age) { lock (gate) { names.Add(name); ages[name] = age; view = names.ToArray(); } }
            public void Remove(string name) { lock (gate) { names.Remove(name); ages.Remove(name); view = names.ToArray(); } }
            public int Count { get { lock (gate) return names.Count + ages.Count + view.Length; } }

            BODY
        }

        class Bag : IEnumerable<int>
        {
            private readonly int[] all = new int[9];
            private int count;

            public void Put(int number) => all[count++] = number;
            public void Add(int number) => Console.WriteLine(number);
            public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)all).GetEnumerator();
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => all.GetEnumerator();
        }

        static class Queries
        {
            public static IEnumerable<string> Long(this IEnumerable<string> names) => names.Where(name => name.Length > 3);
            public static IEnumerable<string> Short(this IEnumerable<string> names) { return names.Where(name => name.Length < 3).OrderBy(name => name); }
            public static IEnumerable<string> Each(this IEnumerable<string> names) { foreach (var name in names) yield return name; }
            public static IEnumerable<string> All(this IEnumerable<string> names) => names.ToList();
            public static IEnumerable<string> Sorted(this IEnumerable<string> names) { var all = names.ToList(); all.Sort(); return all.Where(name => name != ""); }
        }
        """;

    [Theory]
    [InlineData("public List<string> Names { get { lock (gate) return [|names|]; } }")]
    [InlineData("public IReadOnlyList<string> Names => [|names|];")]
    [InlineData("public IEnumerable<string> Names() { lock (gate) { Console.WriteLine(1); return [|this.names|]; } }")]
    [InlineData("internal IEnumerable<string> Names() { lock (gate) return [|ages|].Keys; }")]
    [InlineData("public ICollection<int> Ages() { lock (gate) return [|ages|].Values; }")]
    [InlineData("public IReadOnlyList<string> Names() { lock (gate) return [|names|].AsReadOnly(); }")]
    [InlineData("public IEnumerable<string> Names() { lock (gate) return [|names|].Where(name => name.Length > 3); }")]
    [InlineData("public IEnumerable<int> Old() { lock (gate) return [|ages|].Values.Where(age => age > 30).OrderBy(age => age); }")]
    [InlineData("public IDictionary<string, int> All() { lock (gate) return (IDictionary<string, int>)[|ages|]; }")]
    [InlineData("public IEnumerable<string> Names(string first) { lock (gate) return new[] { first }.Concat([|names|]); }")]
    [InlineData("public IEnumerable<string> Names(List<string> more) { lock (gate) return more.Where(name => name.Length > 3).Union([|names|].Select(name => name.Trim())); }")]
    [InlineData("public IEnumerable<string> Names() { lock (gate) return [|names|].Long(); }")]
    [InlineData("public IEnumerable<string> Names() { lock (gate) return [|names|].Select(name => name.Trim()).Short(); }")]
    [InlineData("public IEnumerable<string> Names() { lock (gate) return [|names|].Each(); }")]
    [InlineData("public List<string> Names() { List<string> all; lock (gate) { all = [|names|]; } return all; }")]
    [InlineData("public IReadOnlyList<string>? Names() { IReadOnlyList<string>? all = null; lock (gate) { if (names.Count > 3) all = [|names|]; } return all; }")]
    [InlineData("public IEnumerable<string> Names() { IEnumerable<string> all; lock (gate) all = [|names|].Where(name => name.Length > 3); return all; }")]
    public Task Flags_what_callers_use_without_the_lock(string body) => FlagsProgram(Register.Replace("BODY", body));

    [Theory]
    [InlineData("public void Show() { List<string> all; lock (gate) all = [|names|]; foreach (var name in all) Console.WriteLine(name); }")]
    [InlineData("private void Show() { ICollection<int> all; lock (gate) { Console.WriteLine(1); all = [|ages|].Values; } foreach (var age in all) Console.WriteLine(age); } public void Tell() => Show();")]
    [InlineData("public int Longest() { IEnumerable<string>? all = null; lock (gate) { if (names.Count > 3) all = [|names|]; } return all == null ? 0 : all.Max(name => name.Length); }")]
    [InlineData("private readonly Dictionary<string, List<int>> marks = new(); public void Mark(string name, int mark) { lock (gate) { if (!marks.TryGetValue(name, out var all)) marks[name] = all = new(); all.Add(mark); } } public void Show(string name) { List<int>? all; lock (gate) { if (![|marks|].TryGetValue(name, out all)) return; } foreach (var mark in all) Console.WriteLine(mark); }")]
    [InlineData("private readonly Dictionary<string, List<int>> marks = new(); public void Mark(string name, int mark) { lock (gate) { if (!marks.ContainsKey(name)) marks[name] = new(); marks[name].Add(mark); } } public void Show(string name) { List<int> all; lock (gate) all = [|marks|][name]; foreach (var mark in all) Console.WriteLine(mark); }")]
    [InlineData("private readonly Dictionary<string, List<int>> marks = new(); public void Mark(string name, int mark) { lock (gate) { if (!marks.ContainsKey(name)) marks[name] = new(); marks[name].Sort(); } } public void Show(string name) { List<int> all; lock (gate) all = [|marks|][name]; foreach (var mark in all) Console.WriteLine(mark); }")]
    [InlineData("private readonly Dictionary<string, Bag> marks = new(); public void Mark(string name, int mark) { lock (gate) { if (!marks.ContainsKey(name)) marks[name] = new(); marks[name].Put(mark); } } public void Show(string name) { Bag all; lock (gate) all = [|marks|][name]; foreach (var mark in all) Console.WriteLine(mark); }")]
    public Task Flags_what_is_gone_through_behind_the_lock(string body) => FlagsProgram(Register.Replace("BODY", body));

    [Theory]
    [InlineData("public void Show() { string[] all; lock (gate) all = names.ToArray(); foreach (var name in all) Console.WriteLine(name); }")]
    [InlineData("public void Show() { lock (gate) { var all = names; foreach (var name in all) Console.WriteLine(name); } }")]
    [InlineData("public void Show() { List<string> all; lock (gate) { all = names; } lock (gate) foreach (var name in all) Console.WriteLine(name); }")]
    [InlineData("private List<string> waiting = new(); public void Wait(string name) { lock (gate) { waiting.Add(name); waiting.Sort(); } } public void Show() { List<string> all; lock (gate) { all = waiting; waiting = new(); } foreach (var name in all) Console.WriteLine(name); }")]
    [InlineData("private readonly Dictionary<string, List<int>> marks = new(); public void Mark(string name, List<int> all) { lock (gate) { marks.Remove(name); marks[name] = all; } } public void Show(string name) { List<int>? all; lock (gate) { if (!marks.TryGetValue(name, out all)) return; } foreach (var mark in all) Console.WriteLine(mark); }")]
    [InlineData("public void Show() { string first; lock (gate) first = names[0]; foreach (var letter in first) Console.WriteLine(letter); }")]
    [InlineData("private readonly Dictionary<string, System.Collections.Concurrent.ConcurrentQueue<int>> marks = new(); public void Mark(string name, int mark) { lock (gate) { if (!marks.ContainsKey(name)) marks[name] = new(); marks[name].Enqueue(mark); } } public void Show(string name) { System.Collections.Concurrent.ConcurrentQueue<int> all; lock (gate) all = marks[name]; foreach (var mark in all) Console.WriteLine(mark); }")]
    [InlineData("private readonly Dictionary<string, Bag> marks = new(); public void Mark(string name, int mark) { lock (gate) { if (!marks.ContainsKey(name)) marks[name] = new(); marks[name].Add(mark); } } public void Show(string name) { Bag all; lock (gate) all = marks[name]; foreach (var mark in all) Console.WriteLine(mark); }")]
    [InlineData("public List<string> Names() { List<string> all; lock (gate) { all = names; all = new List<string>(all); } return all; }")]
    [InlineData("public List<string> Names() { List<string> all; lock (gate) all = names.ToList(); return all; }")]
    [InlineData("public int Longest() { List<string> all; lock (gate) { all = names; return all.Count; } }")]
    public Task Accepts_copies_and_what_was_replaced(string body) => AcceptsProgram(Register.Replace("BODY", body));

    [Theory]
    [InlineData("public List<string> Names { get { lock (gate) return new List<string>(names); } }")]
    [InlineData("public string[] Names { get { lock (gate) return names.ToArray(); } }")]
    [InlineData("public List<int> Old() { lock (gate) return ages.Values.Where(age => age > 30).ToList(); }")]
    [InlineData("public string[] View() { lock (gate) return view; }")]
    [InlineData("private List<string> All() { lock (gate) return names; } public int Length() => All().Capacity;")]
    [InlineData("public List<string> NamesUnsafe() { lock (gate) return names; }")]
    [InlineData("public int Longest() { lock (gate) return names.Max(name => name.Length); }")]
    [InlineData("public string First() { lock (gate) return names[0]; }")]
    [InlineData("public IEnumerable<string> Each() { lock (gate) foreach (var name in names) yield return name; }")]
    [InlineData("public IEnumerable<string> Names(string first) { lock (gate) return new[] { first }.Concat(names.ToArray()); }")]
    [InlineData("public IEnumerable<string> Names() { lock (gate) return names.All(); }")]
    [InlineData("public IEnumerable<string> Names() { lock (gate) return names.Sorted(); }")]
    [InlineData("public IEnumerable<int> Names(List<string> more) { lock (gate) return more.Select((name, at) => names.IndexOf(name)).ToList(); }")]
    [InlineData("public IEnumerable<List<string>> Names(List<List<string>> more) { lock (gate) return more.Append(new List<string>(names)); }")]
    public Task Accepts_copies_and_what_is_done_under_the_lock(string body) => AcceptsProgram(Register.Replace("BODY", body));

    [Fact]
    public Task Flags_what_callers_of_other_programs_cannot_lock() => FlagsProgram("""
        public static class Gates { internal static readonly object Config = new(); }

        public static class Maps
        {
            private static readonly Dictionary<string, int> map = new();
            public static void Put(string key) { lock (Gates.Config) map[key] = 1; }
            public static void Drop(string key) { lock (Gates.Config) map.Remove(key); }
            public static bool Has(string key) { lock (Gates.Config) return map.ContainsKey(key); }
            public static IEnumerable<int> All => [|map|].Values;
            internal static IEnumerable<int> Own => map.Values;
        }
        """);

    [Fact]
    public Task Accepts_locks_that_callers_can_take_and_what_is_replaced_as_a_whole() => AcceptsProgram("""
        class Open
        {
            private readonly List<string> names = new();
            public object SyncRoot { get; } = new();
            public readonly object Gate = new();
            private readonly List<string> more = new();

            public void Add(string name) { lock (SyncRoot) names.Add(name); lock (Gate) more.Add(name); }
            public void Remove(string name) { lock (SyncRoot) names.Remove(name); lock (Gate) more.Remove(name); }
            public List<string> Names => names;
            public List<string> More => more;
        }

        class Whole
        {
            private readonly object gate = new();
            private List<string> names = new();

            public void Add(string name) { lock (gate) names = new List<string>(names) { name }; }
            public void Remove() { lock (gate) names = new List<string>(); }
            public List<string> Names { get { lock (gate) return names; } }
        }
        """);

    [Fact]
    public Task Says_how_it_escapes() => Says(Register.Replace("BODY", """
        public List<string> A() { lock (gate) return names; }
        public IEnumerable<int> B() => ages.Values.Where(age => age > 30);
        """),
        "'names' is returned here as it is, while 'gate' guards it at 6 of its 6 uses",
        "'ages' is returned here as a query that begins later, while 'gate' guards it at 3 of its 4 uses");

    [Fact]
    public Task Returns_a_copy() => Fixes(Register.Replace("BODY", """
        public List<string> A()
            {
                lock (gate)
                {
                    // All of them.
                    return [|names|]; // live
                }
            }

            public IEnumerable<string> B() { lock (gate) return /* all */ [|names|]; }
            public IDictionary<string, int> D() { lock (gate) return [|ages|]; }
            public IEnumerable<int> E() { lock (gate) return [|ages|].Values.Where(age => age > 30); }
            public IList<string> F { get { lock (gate) { return [|this.names|]; } } }
            public List<string> G() { List<string> all; lock (gate) { all = [|names|]; } return all; }
        """), Register.Replace("BODY", """
        public List<string> A()
            {
                lock (gate)
                {
                    // All of them.
                    return new List<string>(names); // live
                }
            }

            public IEnumerable<string> B() { lock (gate) return /* all */ names.ToArray(); }
            public IDictionary<string, int> D() { lock (gate) return new Dictionary<string, int>(ages, ages.Comparer); }
            public IEnumerable<int> E() { lock (gate) return ages.Values.Where(age => age > 30).ToArray(); }
            public IList<string> F { get { lock (gate) { return new List<string>(this.names); } } }
            public List<string> G() { List<string> all; lock (gate) { all = new List<string>(names); } return all; }
        """));

    [Fact]
    public Task Returns_it_with_the_line_ends_of_the_file() => Fixes(
        "class C\r\n{\r\n\tprivate readonly object gate = new();\r\n\tprivate readonly List<int> all = new();\r\n\r\n\tpublic void Add(int n)\r\n\t{\r\n\t\tlock (gate)\r\n\t\t\tall.Add(n);\r\n\t}\r\n\r\n\tpublic List<int> All()\r\n\t{\r\n\t\tlock (gate)\r\n\t\t\treturn [|all|];\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tprivate readonly object gate = new();\r\n\tprivate readonly List<int> all = new();\r\n\r\n\tpublic void Add(int n)\r\n\t{\r\n\t\tlock (gate)\r\n\t\t\tall.Add(n);\r\n\t}\r\n\r\n\tpublic List<int> All()\r\n\t{\r\n\t\tlock (gate)\r\n\t\t\treturn new List<int>(all);\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("public IReadOnlyList<string> Names => [|names|];")]
    [InlineData("public ICollection<int> Ages() { lock (gate) return [|ages|].Values; }")]
    public Task Offers_nothing_where_the_lock_is_not_held_or_the_type_is_another(string body) => FlagsWithoutFix(Register.Replace("BODY", body));

    [Theory]
    [InlineData("public List<string> Names { get { lock (gate) return names")]
    [InlineData("public List<string> Names() { lock (gate) return names. }")]
    [InlineData("public IEnumerable<string> Names() { lock () return names.Where( }")]
    public async Task Survives_unfinished_code(string body) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", Register.Replace("BODY", body))), [new GuardedStateEscapes()]), found => Assert.Equal("ASY5013", found.Id));
}
