using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class LiveEnumerationTests : RuleTests<LiveEnumeration>
{
    private const string Members = "public static readonly ConcurrentDictionary<string, int> Seen = new(); public static readonly ConcurrentQueue<int> Lines = new(); public static readonly Dictionary<string, int> Plain = new();";

    [Theory]
    [InlineData("foreach (var entry in [|Seen.OrderBy|](pair => pair.Value)) Console.WriteLine(entry.Key);")]
    [InlineData("foreach (var entry in [|Seen.OrderByDescending|](pair => pair.Key).Take(3)) Console.WriteLine(entry.Key);")]
    [InlineData("var all = [|Seen.ToList|](); Console.WriteLine(all.Count);")]
    [InlineData("var all = [|Members.Seen.Reverse|]().First(); Console.WriteLine(all);")]
    [InlineData("var all = [|new List<KeyValuePair<string, int>>|](Seen); Console.WriteLine(all.Count);")]
    [InlineData("var all = new List<KeyValuePair<string, int>>(); [|all.AddRange|](Seen); [|all.InsertRange|](0, Seen); Console.WriteLine(all.Count);")]
    [InlineData("var seen = Seen; var all = [|seen.ToList|](); Console.WriteLine(all.Count);")]
    [InlineData("var all = [|Enumerable.ToList|](Seen); Console.WriteLine(all.Count);")]
    [InlineData("for (var i = 0; i < Lines.Count; i++) Console.WriteLine([|Lines.ElementAt|](i));")]
    public Task Flags_what_is_done_in_two_steps(string body) => Flags(body, Members, "finalizer", "explicit implementation", "top level");

    [Theory]
    [InlineData("foreach (var entry in Seen) Console.WriteLine(entry.Key);")]
    [InlineData("foreach (var entry in Seen.ToArray().OrderBy(pair => pair.Value)) Console.WriteLine(entry.Key);")]
    [InlineData("var all = Seen.Keys.ToList(); Console.WriteLine(all.Count + Seen.Values.OrderBy(value => value).First());")]
    [InlineData("var all = Seen.Where(pair => pair.Value > 3).ToList(); Console.WriteLine(all.Count);")]
    [InlineData("var all = Lines.ToList(); Console.WriteLine(all.Count);")]
    [InlineData("var all = Plain.ToList(); Console.WriteLine(all.Count);")]
    [InlineData("var mine = new ConcurrentDictionary<string, int>(); mine[\"a\"] = 1; Console.WriteLine(mine.ToList().Count);")]
    [InlineData("lock (Plain) Console.WriteLine(Seen.ToList().Count);")]
    [InlineData("var copy = new Dictionary<string, int>(Seen); Console.WriteLine(copy.Count);")]
    public Task Accepts_one_step_and_what_is_not_shared(string body) => Accepts(body, Members);

    /// <summary>Whoever has waited for all who change it is alone.</summary>
    [Theory]
    [InlineData("await Task.WhenAll(work);", "names.OrderBy")]
    [InlineData("Task.WhenAll(work).GetAwaiter().GetResult();", "names.OrderBy")]
    [InlineData("await Task.WhenAny(work);", "[|names.OrderBy|]")]
    public Task Accepts_what_is_gone_through_when_all_are_done(string wait, string call) => FlagsProgram($$"""
        class Runner
        {
            private readonly ConcurrentDictionary<int, string> names = new();

            public async Task Run(int[] numbers)
            {
                await Task.Yield();
                var work = numbers.Select(number => Task.Run(() => names.TryAdd(number, "a"))).ToArray();
                {{wait}}
                foreach (var name in {{call}}(name => name.Key))
                    Console.WriteLine(name.Value);
            }
        }
        """);

    [Fact]
    public Task Flags_fields_of_objects() => FlagsProgram("""
        class Node { public ConcurrentDictionary<int, string> Names { get; } = new(); }

        class C
        {
            private readonly ConcurrentDictionary<int, string> names = new();
            private readonly Node node = new();
            private readonly List<KeyValuePair<int, string>> first;

            public C() => first = names.ToList();
            public int Count(Node? other) => [|names.ToList|]().Count + [|node.Names.OrderBy|](name => name.Key).Count() + (other?.Names.[|ToList|]().Count ?? first.Count);
            public Func<int> Later() => () => [|this.names.ToList|]().Count;
            public void Dispose() { foreach (var name in names.ToList()) Console.WriteLine(name); }
        }
        """);

    /// <summary>A test asks when what it tests is done.</summary>
    [Theory]
    [InlineData("[Xunit.Fact] ", "requests.ElementAt")]
    [InlineData("", "[|requests.ElementAt|]")]
    public Task Accepts_tests(string marker, string call) => FlagsProgram($$"""
        namespace Xunit { class FactAttribute : Attribute { } }

        namespace Mine
        {
            class Requests
            {
                private readonly ConcurrentQueue<int> requests = new();
                {{marker}}public void Second() => Console.WriteLine({{call}}(1));
            }
        }
        """);

    [Fact]
    public Task Says_what_changes() => Says("""
        class C
        {
            private readonly ConcurrentDictionary<int, string> names = new();
            public object A() => names.ToList();
            public object B() => new Queue<KeyValuePair<int, string>>(names);
            public object D(int i) => names.ElementAt(i);
        }
        """,
        "'names' may change while ToList copies it: it is asked for its size first",
        "'names' may change while the new Queue copies it: it is asked for its size first",
        "'names' may change while ElementAt looks for an element by its number");

    [Fact]
    public Task Takes_a_snapshot() => Fixes("""
        class C
        {
            private readonly ConcurrentDictionary<int, string> names = new();

            public int Count(C? other)
            {
                // In order.
                foreach (var name in [|this.names.OrderBy|](name => name.Key)) // all
                    Console.WriteLine(name);
                var all = [|new List<KeyValuePair<int, string>>|](/* live */ names);
                [|all.AddRange|](names);
                Func<int> later = () => [|names
                    .ToList|]()
                    .Count;
                return later() + (other?.names.[|ToList|]().Count ?? all.Count);
            }

            public List<KeyValuePair<int, string>> All() => [|Enumerable.ToList|](names);
        }
        """, """
        class C
        {
            private readonly ConcurrentDictionary<int, string> names = new();

            public int Count(C? other)
            {
                // In order.
                foreach (var name in this.names.ToArray().OrderBy(name => name.Key)) // all
                    Console.WriteLine(name);
                var all = new List<KeyValuePair<int, string>>(/* live */ names.ToArray());
                all.AddRange(names.ToArray());
                Func<int> later = () => names.ToArray()
                    .ToList()
                    .Count;
                return later() + (other?.names.ToArray().ToList().Count ?? all.Count);
            }

            public List<KeyValuePair<int, string>> All() => Enumerable.ToList(names.ToArray());
        }
        """);

    [Fact]
    public Task Takes_it_with_the_line_ends_of_the_file() => Fixes(
        "class C\r\n{\r\n\tprivate readonly ConcurrentDictionary<int, int> all = new();\r\n\r\n\tpublic object M() =>\r\n\t\t[|all.ToList|]();\r\n}\r\n",
        "class C\r\n{\r\n\tprivate readonly ConcurrentDictionary<int, int> all = new();\r\n\r\n\tpublic object M() =>\r\n\t\tall.ToArray().ToList();\r\n}\r\n");

    [Fact]
    public Task Offers_nothing_for_an_element_by_its_number() => FlagsWithoutFix("""
        class C
        {
            private readonly ConcurrentBag<int> all = new();
            public int Last() => [|all.ElementAt|](all.Count - 1);
        }
        """);

    [Theory]
    [InlineData("object M() => all.ToList(")]
    [InlineData("object M() => new List<int>(all; object N() => all.OrderBy(")]
    [InlineData("object M() => all.ElementAt(); object N() => new List<>(all);")]
    public async Task Survives_unfinished_code(string members) =>
        Assert.All(await Code.Findings(Code.Compilation(("Test0.cs", $"class C {{ ConcurrentDictionary<int, int> all; {members} }}")), [new LiveEnumeration()]), found => Assert.Equal("ASY5028", found.Id));
}
