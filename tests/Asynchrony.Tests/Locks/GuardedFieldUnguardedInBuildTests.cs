using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class GuardedFieldUnguardedInBuildTests : RuleTests<GuardedFieldUnguardedInBuild>
{
    [Theory]
    [InlineData("public void Forget(Store store) => [|store.Items|].Clear();")]
    [InlineData("private readonly Store _store = new(); public void Put(string item) { if (item.Length > 0) [|_store.Items|].Add(item); }")]
    [InlineData("private Store? _store; public void Use(Store store) => _store = store; public bool Has(string item) => _store?[|.Items|].Contains(item) == true;")]
    [InlineData("public void Print(Store store) { foreach (var item in [|store.Items|]) Console.WriteLine(item); }")]
    [InlineData("public void Count(Store store) => [|store.Added|] = 0;")]
    [InlineData("public void Later(Store store) => Task.Run(() => [|store.Items|].Clear());")]
    [InlineData("public void Twice(Store store) { Once(store); Once(store); } private void Once(Store store) => [|store.Items|].Add(\"once\");")]
    public Task Flags_code_of_another_type(string member) => FlagsProgram(Store + $"class Shop {{ {member} }}");

    [Theory]
    [InlineData("public void Forget(Store store) { lock (store.Gate) store.Items.Clear(); }")]
    [InlineData("public int Size(Store store) => store.Items.Count;")]
    [InlineData("public bool IsEmpty(Store store) => store.Added == 0;")]
    [InlineData("public Store Make() { var store = new Store(); store.Items.Add(\"first\"); return store; }")]
    [InlineData("public void Start(Store store) => store.Items.Add(\"first\");")]
    [InlineData("public void ForgetLocked(Store store) => store.Items.Clear();")]
    [InlineData("public void Forget(Store store) { lock (store.Gate) Clear(store); } private void Clear(Store store) => store.Items.Clear();")]
    [InlineData("public void Forget(Store store) { lock (store.Gate) Clear(store); } internal void Clear(Store store) => store.Items.Clear();")]
    [InlineData("public void Forget(Store store) { lock (store.Gate) Outer(store); } internal void Outer(Store store) => Clear(store); private void Clear(Store store) => store.Items.Clear();")]
    [InlineData("public void Forget(Store store) { Monitor.Enter(store.Gate); try { store.Items.Clear(); } finally { Monitor.Exit(store.Gate); } }")]
    [InlineData("private readonly object _mine = new(); public void Forget(Store store) { lock (_mine) store.Items.Clear(); }")]
    [InlineData("public void Forget(Store[] stores) => stores[0].Items.Clear();")]
    [InlineData("public Action Handler(Store store) => () => store.Items.Clear();")]
    public Task Accepts_code_of_another_type(string member) => AcceptsProgram(Store + $"class Shop {{ {member} }}");

    [Fact]
    public Task Accepts_code_that_the_type_calls_under_its_lock() => AcceptsProgram(Store.Replace("Items.Add(item); Added++;", "Items.Add(item); Added++; Shop.Trim(this);")
        + "class Shop { public static void Trim(Store store) { if (store.Items.Count > 99) store.Items.RemoveAt(0); } }");

    [Fact]
    public Task Accepts_code_that_the_type_calls_by_an_interface() => AcceptsProgram(Store.Replace("Items.Add(item); Added++;", "Items.Add(item); Added++; Trimmer?.Trim(this);").Replace("private int _asked;", "public ITrimmer? Trimmer { get; set; } private int _asked;")
        + "interface ITrimmer { void Trim(Store store); } class Shop : ITrimmer { public void Trim(Store store) { if (store.Items.Count > 99) store.Items.RemoveAt(0); } }");

    [Fact]
    public Task Accepts_any_code_where_the_type_calls_handlers_under_its_lock() => AcceptsProgram(Store.Replace("Items.Add(item); Added++;", "Items.Add(item); Added++; Changed?.Invoke(this);").Replace("private int _asked;", "public event Action<Store>? Changed; private int _asked;")
        + "class Shop { public Shop(Store store) => store.Changed += Trim; public void Trim(Store store) { if (store.Items.Count > 99) store.Items.RemoveAt(0); } }");

    /// <summary>A store without locks of its own, and the code that takes its lock around every call.</summary>
    private const string Journal = """
        public sealed class Journal
        {
            private readonly Store _store = new();
            public void Append(string line) { lock (_store.SyncRoot) { _store.Exists = true; _store.Lines.Add(line); _store.Renew(); } }
            public string[] All() { lock (_store.SyncRoot) return _store.Exists ? _store.Lines.ToArray() : new string[0]; }
            public void Delete() { DELETE }
            public int Count { get { lock (_store.SyncRoot) return _store.Exists ? _store.Lines.Count : 0; } }

            internal sealed class Store
            {
                public object SyncRoot { get; } = new();
                public List<string> Lines { get; } = new();
                public bool Exists { get; set; }
                public void Clear() { CLEAR Renew(); }
                public void Create() => Renew();
                public void Renew() => Exists = true;
            }
        }
        """;

    [Theory]
    [InlineData("lock (_store.SyncRoot) _store.Clear();")]
    [InlineData("var store = _store; lock (store.SyncRoot) { store.Clear(); }")]
    public Task Accepts_a_member_that_is_called_under_the_lock_of_its_object(string delete) => AcceptsProgram(Journal.Replace("DELETE", delete).Replace("CLEAR", "Lines.Clear();"));

    [Theory]
    [InlineData("_store.Clear();")]
    [InlineData("var other = new Store(); lock (other.SyncRoot) _store.Clear();")]
    [InlineData("lock (_store.SyncRoot) _store.Clear(); Again(_store); static void Again(Store store) => store.Clear();")]
    public Task Flags_a_member_that_is_called_without_it(string delete) => FlagsProgram(Journal.Replace("DELETE", delete).Replace("CLEAR", "[|Lines|].Clear();").Replace("Renew() => Exists", "Renew() => [|Exists|]"));

    [Fact]
    public Task Flags_what_a_derived_type_does() => FlagsProgram("""
        class Feed
        {
            protected readonly object Gate = new();
            protected readonly List<string> Lines = new();

            public void Add(string line)
            {
                lock (Gate)
                    Lines.Add(line);
            }

            public string[] Take()
            {
                lock (Gate)
                {
                    var lines = Lines.ToArray();
                    Lines.Clear();
                    return lines;
                }
            }
        }

        sealed class Printed : Feed
        {
            public Printed() => Lines.Add("first");

            public void Print()
            {
                foreach (var line in [|Lines|])
                    Console.WriteLine(line);
            }

            public void Drop()
            {
                lock (Gate)
                    Lines.RemoveAt(0);
            }
        }
        """);

    [Fact]
    public Task Accepts_what_a_base_type_calls_under_its_lock() => AcceptsProgram("""
        abstract class Feed
        {
            protected readonly object Gate = new();
            protected readonly List<string> Lines = new();

            public void Add(string line)
            {
                lock (Gate)
                {
                    Lines.Add(line);
                    Added();
                }
            }

            public string[] Take()
            {
                lock (Gate)
                    return Lines.ToArray();
            }

            protected abstract void Added();
        }

        sealed class Short : Feed
        {
            protected override void Added() => Lines.RemoveAt(0);
        }
        """);

    [Fact]
    public Task Flags_the_type_itself_where_others_hold_its_lock() => FlagsProgram("""
        static class Registry
        {
            public static readonly object Gate = new();
            public static readonly Dictionary<string, int> Ids = new();

            public static void Drop(string name) => [|Ids|].Remove(name);
        }

        static class Names
        {
            public static int Id(string name)
            {
                lock (Registry.Gate)
                    return Registry.Ids.TryGetValue(name, out var id) ? id : Registry.Ids[name] = name.Length;
            }

            public static int Known(string name)
            {
                lock (Registry.Gate)
                    return Registry.Ids.ContainsKey(name) ? 1 : 0;
            }
        }
        """);

    [Fact]
    public Task Leaves_to_the_live_rule_what_the_type_alone_shows() => AcceptsProgram(Store.Replace("private int _asked;", "public void Drop() => Items.Clear(); private int _asked;")
        + "class Shop { public void Forget(Store store) { lock (store.Gate) store.Items.Clear(); } }");

    [Theory]
    [InlineData("store.Items", "store.Gate", ".Clear(); // all")]
    [InlineData("_own.Added", "_own.Gate", " = 0;")]
    public Task Takes_the_lock_of_the_same_object(string use, string gate, string rest) => Offers(Shop($$"""
                [|{{use}}|]{{rest}}
        """), Shop($$"""
                lock ({{gate}})
                {
                    {{use}}{{rest}}
                }
        """));

    private static string Shop(string body) => Store + $$"""
        class Shop
        {
            private readonly Store _own = new();

            public void Forget(Store store)
            {
                Console.WriteLine("forgets");
        {{body}}
            }
        }
        """;

    [Fact]
    public Task Takes_the_lock_that_only_others_take() => Offers("""
        static class Registry
        {
            public static readonly object Gate = new();
            public static readonly Dictionary<string, int> Ids = new();

            public static void Drop(string name)
            {
                [|Ids|].Remove(name);
            }
        }

        static class Names
        {
            public static int Id(string name)
            {
                lock (Registry.Gate)
                    return Registry.Ids.TryGetValue(name, out var id) ? id : Registry.Ids[name] = name.Length;
            }

            public static int Known(string name)
            {
                lock (Registry.Gate)
                    return Registry.Ids.ContainsKey(name) ? 1 : 0;
            }
        }
        """, """
        static class Registry
        {
            public static readonly object Gate = new();
            public static readonly Dictionary<string, int> Ids = new();

            public static void Drop(string name)
            {
                lock (Registry.Gate)
                {
                    Ids.Remove(name);
                }
            }
        }

        static class Names
        {
            public static int Id(string name)
            {
                lock (Registry.Gate)
                    return Registry.Ids.TryGetValue(name, out var id) ? id : Registry.Ids[name] = name.Length;
            }

            public static int Known(string name)
            {
                lock (Registry.Gate)
                    return Registry.Ids.ContainsKey(name) ? 1 : 0;
            }
        }
        """);

    [Theory]
    [InlineData("public void Forget(Store store, Store other) { [|store.Items|].Clear(); store = other; }")] // Which of the two?
    [InlineData("public void Move(Store from, Store to) { [|from.Items|].Clear(); to.Items.Add(\"one\"); }")]
    [InlineData("private Store? _store; public void Use(Store store) => _store = store; public bool Has(string item) => _store?[|.Items|].Contains(item) == true;")]
    [InlineData("private Store _store = new(); public void Use(Store store) => _store = store; public void Forget() { [|_store.Items|].Clear(); }")]
    [InlineData("public void Forget(Store? store) { if (store != null && store.Items.Count > 3) [|store.Items|].Clear(); }")] // There may be none.
    public Task Offers_nothing_where_the_object_may_be_another(string member) => FlagsWithoutFix(Store + $"class Shop {{ {member} }}");

    private const string Store = """
        class Store
        {
            public readonly object Gate = new();
            public readonly List<string> Items = new();
            public int Added { get; set; }
            private int _asked;

            public void Add(string item)
            {
                lock (Gate) { Items.Add(item); Added++; }
            }

            public string[] All()
            {
                lock (Gate)
                {
                    _asked += Added;
                    return Items.ToArray();
                }
            }

            public bool Remove(string item)
            {
                lock (Gate)
                {
                    Added--;
                    return Items.Remove(item);
                }
            }
        }

        """;
}
