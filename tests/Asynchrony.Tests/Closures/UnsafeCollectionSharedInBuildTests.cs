using Asynchrony.Analyzers.Closures;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Closures;

public sealed class UnsafeCollectionSharedInBuildTests : RuleTests<UnsafeCollectionSharedInBuild>
{
    private const string Store = """

        interface IStore { void Put(string name, string text); int Count { get; } }

        sealed class MemoryStore : IStore
        {
            private readonly Dictionary<string, string> texts = new();
            private readonly Journal journal = new();

            public void Put(string name, string text)
            {
                texts[name] = text.Trim();
                Console.WriteLine(name);
            }

            public int Count => texts.Count;

            public void Log(string name) => Write(name);

            private void Write(string name)
            {
                if (name.Length > 0)
                    journal.Add(name);
            }

            public void Show() => ShowAll();

            private void ShowAll() => journal.Show();
        }

        sealed class Journal
        {
            private readonly List<string> lines = new();
            public void Add(string line) { Console.WriteLine(line); lines.Add(line); }
            public void Show() { foreach (var line in lines) Console.WriteLine(line); }
        }
        """;

    [Fact]
    public Task Flags_what_the_only_answer_to_an_interface_changes() => FlagsProgram("""
        class Import
        {
            private readonly IStore store = new MemoryStore();

            public void Run(string[] names, IStore given)
            {
                Parallel.ForEach(names, name => [|store.Put|](name, File.ReadAllText(name)));
                foreach (var name in names)
                    new Thread(() => { Console.WriteLine(name); [|given.Put|](name, ""); }).Start();
            }
        }
        """ + Store);

    [Fact]
    public Task Flags_what_lies_deep_in_other_types() => FlagsProgram("""
        class Import
        {
            private readonly MemoryStore store = new();

            public void Run(string[] names)
            {
                Parallel.ForEach(names, name => [|store.Log|](name));
            }
        }
        """ + Store);

    [Fact]
    public Task Flags_bodies_beside_each_other() => FlagsProgram("""
        class Import
        {
            public void Run(MemoryStore store, MemoryStore other)
            {
                Parallel.Invoke(() => [|store.Log|]("first"), () => store.Show());
                var writing = Task.Run(() => [|other.Log|]("second"));
                var showing = Task.Run(() => other.Show());
                Task.WaitAll(writing, showing);
            }
        }
        """ + Store);

    [Fact]
    public Task Accepts_what_the_rule_itself_reports_and_what_is_locked_or_owned() => AcceptsProgram("""
        interface ICache { void Keep(int key); }
        sealed class LockedCache : ICache { private readonly HashSet<int> keys = new(); public void Keep(int key) { lock (keys) { keys.Add(key); Console.WriteLine(key); } } }
        interface IQueue { void Put(int item); }
        sealed class One : IQueue { private readonly Queue<int> items = new(); public void Put(int item) { items.Enqueue(item); Console.WriteLine(item); } }
        sealed class Two : IQueue { private readonly Queue<int> items = new(); public void Put(int item) { items.Enqueue(item); Console.WriteLine(item); } }

        class Import
        {
            private readonly ICache cache = new LockedCache();
            private readonly IQueue queue = new One();
            private readonly List<int> own = new();
            private readonly System.Collections.Concurrent.ConcurrentBag<int> bag = new();

            public void Run(int[] numbers, MemoryStore[] stores)
            {
                Parallel.ForEach(numbers, number => cache.Keep(number));
                Parallel.ForEach(numbers, number => queue.Put(number));
                Parallel.ForEach(numbers, number => own.Add(number));
                Parallel.ForEach(numbers, number => bag.Add(number));
                Parallel.ForEach(stores, store => store.Log("mine"));
                Parallel.ForEach(numbers, number => { var made = new MemoryStore(); made.Log("made"); });
                var writing = Task.Run(() => stores[0].Log("first"));
                writing.Wait();
                stores[0].Show();
            }
        }
        """ + Store);

    [Fact]
    public Task Says_who_else_uses_it() => Says("""
        class Import
        {
            public void Run(MemoryStore store, string[] names)
            {
                Parallel.ForEach(names, name => store.Log(name));
                Parallel.Invoke(() => store.Log("first"), () => store.Show());
            }
        }
        """ + Store,
        "'lines' is not made for threads, and several runs of this parallel body change it at once");

    [Fact]
    public async Task Accepts_unfinished_code()
    {
        var compilation = Code.Compilation(("Test0.cs", """
            interface IStore { void Add( ; }
            class Store : IStore, Unknown { List<int> all; void Add(int n) { all. ; all.Add(; } }
            class C { IStore store; void M(int[] all) { Parallel.ForEach(all, n => store.Add(n)); Parallel.ForEach(all, store.Missing); }
            """));
        Assert.Empty(await Code.Findings(compilation, [new UnsafeCollectionSharedInBuild()]));
    }
}
