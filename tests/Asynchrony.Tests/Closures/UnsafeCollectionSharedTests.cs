using Asynchrony.Analyzers.Closures;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Closures;

public sealed class UnsafeCollectionSharedTests : RuleTests<UnsafeCollectionShared>
{
    private const string Use = "public static int Use(params object[] values) { Console.WriteLine(values.Length); return values.Length; } public static List<int> Hits = new(); [ThreadStatic] public static List<int>? Mine;";

    private const string Before = """
        var list = new List<int>(); var sums = new Dictionary<string, int>(); var seen = new HashSet<int>(); var queue = new Queue<int>(); var stack = new Stack<int>();
        var built = new System.Text.StringBuilder(); var ordered = new SortedDictionary<int, string>(); var linked = new LinkedList<int>(); var bits = new System.Collections.BitArray(9);
        var dated = new System.Collections.ArrayList(); var hashed = new System.Collections.Hashtable(); var watched = new System.Collections.ObjectModel.ObservableCollection<int>();
        var tasks = new List<Task>(); var threads = new List<Thread>(); object gate = new(); var words = new[] { "a", "b" };

        """;

    [Fact]
    public Task Flags_changes_by_the_bodies_of_parallel_loops() => Flags(Before + """
        Parallel.For(0, 9, i => { Use(i); [|list.Add|](i); });
        Parallel.For(0, 9, i => [|list.AddRange|](new[] { i, Use(i) }));
        Parallel.ForEach(words, name => { [|sums[name]|] = Use(name); });
        Parallel.ForEach(words, name => { Use(name); [|sums[name]|]++; });
        Parallel.ForEach(words, name => { if (!sums.ContainsKey(name)) [|sums.Add|](name, Use(name)); });
        Parallel.ForEach(words, delegate (string name) { Use(name); [|seen.Add|](name.Length); });
        Parallel.For(0, 9, i => { if (Use(i) > 0) [|queue.Enqueue|](i); else queue.Dequeue(); });
        Parallel.For(0, 9, i => { Use(i); [|stack.Push|](i); });
        Parallel.For(0, 9, i => { Use(i); [|built.Append|](i).AppendLine(); });
        Parallel.For(0, 9, i => [|ordered[i]|] = i.ToString());
        Parallel.For(0, 9, i => { Use(i); [|linked.AddLast|](i); });
        Parallel.For(0, 9, i => [|bits[i]|] = Use(i) > 0);
        Parallel.For(0, 9, i => { Use(i); [|dated.Add|](i); });
        Parallel.For(0, 9, i => [|hashed[i]|] = Use(i));
        Parallel.For(0, 9, i => { Use(i); [|watched.Add|](i); });
        Parallel.For(0, 9, i => { Use(i); [|Hits.Add|](i); });
        Parallel.For(0, 9, () => 0, (i, _, sum) => { [|list.Add|](i); return sum + i; }, sum => [|list.Add|](sum));
        void Work(int i) { Use(i); [|list.Add|](i); }
        Parallel.For(0, 9, Work);
        """, Use);

    [Fact]
    public Task Flags_changes_by_parallel_queries() => Flags(Before + """
        words.AsParallel().ForAll(name => { Use(name); [|list.Add|](name.Length); });
        var all = words.AsParallel().Select(name => { [|sums[name]|] = Use(name); return name; }).ToList();
        Use(all, words.AsParallel().Where(name => [|seen.Add|](name.Length)).ToList());
        """, Use);

    [Fact]
    public Task Flags_changes_by_bodies_that_a_loop_starts() => Flags(Before + """
        foreach (var name in words) tasks.Add(Task.Run(() => { Use(name); [|list.Add|](name.Length); }));
        foreach (var name in words) tasks.Add(Task.Run(async () => { await Task.Delay(1); [|sums[name]|] = 1; }));
        foreach (var name in words) tasks.Add(Task.Factory.StartNew(() => { Use(name); [|seen.Add|](1); }, TaskCreationOptions.LongRunning));
        foreach (var name in words) { var thread = new Thread(() => { Use(name); [|queue.Enqueue|](1); }); thread.Start(); threads.Add(thread); }
        foreach (var name in words) ThreadPool.QueueUserWorkItem(_ => { Use(name); [|stack.Push|](1); });
        Task.WaitAll(words.Select(name => Task.Run(() => { Use(name); [|built.Append|](name); })).ToArray());
        """, Use);

    [Fact]
    public Task Flags_bodies_that_run_side_by_side() => Flags(Before + """
        Parallel.Invoke(() => { Use(1); [|list.Add|](1); }, () => { Use(2); [|list.Add|](2); });
        Parallel.Invoke(() => { Use(1); [|seen.Add|](1); }, () => { foreach (var each in seen) Use(each); });
        var left = Task.Run(() => { Use(1); [|queue.Enqueue|](1); });
        var right = Task.Run(() => { Use(1); Use(queue.Count); });
        Task.WaitAll(left, right);
        """, Use);

    [Fact]
    public Task Flags_what_the_starter_does_meanwhile() => Flags(Before + """
        var task = Task.Run(() => { for (var i = 0; i < 9; i++) { Use(i); list.Add(i); } });
        Use([|list.Count|]);
        task.Wait();
        var thread = new Thread(() => { Use(1); sums["a"] = 2; });
        thread.Start();
        [|sums["b"]|] = 3;
        thread.Join();
        """, Use);

    [Fact]
    public Task Flags_async_lambdas_that_a_query_starts_together() => FlagsProgram("""
        class Pages
        {
            private readonly List<string> failed = new();

            public async Task<List<string>> Read(string[] words, Func<string, Task<string>> fetch)
            {
                var pages = new List<string>();
                await Task.WhenAll(words.Select(async name => [|pages.Add|](await fetch(name))));
                var tasks = words.Select(async name =>
                {
                    try
                    {
                        var page = await fetch(name);
                        [|pages.Add|](page);
                    }
                    catch (InvalidOperationException)
                    {
                        [|failed.Add|](name);
                    }
                });
                await Task.WhenAll(tasks);
                return pages;
            }
        }
        """);

    [Fact]
    public Task Accepts_one_run_at_a_time() => Accepts(Before + """
        foreach (var name in words) Task.Run(() => { Use(name); list.Add(1); }).Wait();
        foreach (var name in words) { var thread = new Thread(() => { Use(name); list.Add(1); }); thread.Start(); thread.Join(); }
        Parallel.For(0, 9, new ParallelOptions { MaxDegreeOfParallelism = 1 }, i => { Use(i); list.Add(i); });
        words.AsParallel().WithDegreeOfParallelism(1).ForAll(name => { Use(name); list.Add(1); });
        Task.Run(() => { Use(1); list.Add(1); }).Wait();
        var task = Task.Run(() => { Use(1); sums["a"] = 1; });
        task.Wait();
        Use(sums.Count);
        var left = Task.Run(() => { Use(1); seen.Add(1); });
        left.Wait();
        var right = Task.Run(() => { Use(1); seen.Add(2); });
        right.Wait();
        Parallel.Invoke(() => { Use(1); stack.Push(1); }, () => { Use(2); queue.Enqueue(2); });
        Parallel.Invoke(() => Use(list.Count), () => Use(list[0]));
        foreach (var started in words.Select(name => Task.Run(() => { Use(name); list.Add(1); }))) started.Wait();
        new List<int> { 1, 2 }.ForEach(n => { Use(n); list.Add(n); });
        """, Use);

    [Fact]
    public Task Accepts_changes_under_a_lock_that_all_runs_take() => Accepts(Before + """
        var slim = new SemaphoreSlim(1, 1); var readers = new ReaderWriterLockSlim();
        Parallel.For(0, 9, i => { var made = Use(i); lock (gate) list.Add(made); });
        Parallel.For(0, 9, i => { lock (list) { list.Add(Use(i)); } });
        Parallel.For(0, 9, i => { lock (((System.Collections.ICollection)list).SyncRoot) list.Add(i); });
        Parallel.For(0, 9, i => { Monitor.Enter(gate); try { sums["a"] = Use(i); } finally { Monitor.Exit(gate); } });
        Parallel.For(0, 9, i => { readers.EnterWriteLock(); seen.Add(i); readers.ExitWriteLock(); });
        foreach (var name in words) tasks.Add(Task.Run(async () => { await slim.WaitAsync(); try { list.Add(1); } finally { slim.Release(); } }));
        Parallel.Invoke(() => { Use(1); lock (gate) queue.Enqueue(1); }, () => { lock (gate) Use(queue.Count); });
        Parallel.For(0, 9, i => { Use(i); if (i == 0) list.Add(i); });
        """, Use);

    [Fact]
    public Task Accepts_what_is_made_for_threads_and_what_a_run_owns() => Accepts(Before + """
        var bag = new System.Collections.Concurrent.ConcurrentBag<int>(); var safe = new System.Collections.Concurrent.ConcurrentDictionary<string, List<int>>();
        var fixedList = System.Collections.Immutable.ImmutableList<int>.Empty; var results = new int[9]; var slots = new List<int>(new int[9]); var parts = new[] { new List<int>(), new List<int>() };
        var mine = new ThreadLocal<List<int>>(() => new List<int>()); var flow = new AsyncLocal<List<int>>();
        Parallel.For(0, 9, i => { bag.Add(Use(i)); results[i] = i; slots[i] = Use(i); parts[i].Add(i); });
        Parallel.For(0, 9, i => { var own = new List<int>(); own.Add(Use(i)); own.Sort(); Use(own); });
        Parallel.For(0, 9, i => { mine.Value!.Add(Use(i)); flow.Value!.Add(i); Mine!.Add(i); Use(fixedList.Add(i)); });
        Parallel.For(0, 9, () => new List<int>(), (i, _, own) => { own.Add(Use(i)); return own; }, own => { lock (gate) list.AddRange(own); });
        Parallel.ForEach(new[] { list, new List<int>() }, each => { each.Add(1); Use(each); });
        Parallel.ForEach(words, name => { safe[name].Add(Use(name)); Use(list.Count, sums.ContainsKey(name), list.IndexOf(1)); });
        foreach (var name in words) { var own = new List<string>(); tasks.Add(Task.Run(() => { Use(name); own.Add(name); })); }
        Parallel.For(0, 9, i => { Func<bool> later = () => seen.Add(i); Use(i, later); });
        """, Use);

    [Fact]
    public Task Locks_a_new_object_next_to_the_local() => Fixes("""
        class Squares
        {
            public List<int> Of(int[] numbers)
            {
                var squares = new List<int>(); // in any order
                Parallel.ForEach(numbers, number =>
                {
                    Console.WriteLine(number);
                    // One more.
                    [|squares.Add|](number * number); // done
                });
                return squares;
            }
        }
        """, """
        class Squares
        {
            public List<int> Of(int[] numbers)
            {
                var squares = new List<int>(); // in any order
                var squaresGate = new object();
                Parallel.ForEach(numbers, number =>
                {
                    Console.WriteLine(number);
                    // One more.
                    lock (squaresGate)
                    {
                        squares.Add(number * number); // done
                    }
                });
                return squares;
            }
        }
        """);

    [Fact]
    public Task Computes_before_the_lock() => Fixes("""
        class Pages
        {
            public async Task Read(string[] names, Func<string, Task<string>> fetch)
            {
                var pages = new Dictionary<string, string>();
                await Task.WhenAll(names.Select(async name =>
                {
                    [|pages[name]|] = await fetch(name);
                }));
                var lengths = new List<int>();
                Parallel.ForEach(names, name => [|lengths.Add|](Count(name)));
                foreach (var page in pages) Console.WriteLine(page);
            }

            private static int Count(string name) { Console.WriteLine(name); return name.Length; }
        }
        """, """
        class Pages
        {
            public async Task Read(string[] names, Func<string, Task<string>> fetch)
            {
                var pages = new Dictionary<string, string>();
                var pagesGate = new object();
                await Task.WhenAll(names.Select(async name =>
                {
                    var result = await fetch(name);
                    lock (pagesGate)
                    {
                        pages[name] = result;
                    }
                }));
                var lengths = new List<int>();
                var lengthsGate = new object();
                Parallel.ForEach(names, name =>
                {
                    var result = Count(name);
                    lock (lengthsGate)
                    {
                        lengths.Add(result);
                    }
                });
                foreach (var page in pages) Console.WriteLine(page);
            }

            private static int Count(string name) { Console.WriteLine(name); return name.Length; }
        }
        """);

    [Fact]
    public Task Locks_a_question_and_what_follows_from_it_together() => Fixes("""
        class Index
        {
            private readonly Dictionary<string, int> counts = new();

            public void Add(string[] words)
            {
                Parallel.ForEach(words, word =>
                {
                    Console.WriteLine(word);
                    if (!counts.ContainsKey(word))
                        [|counts.Add|](word, 0);
                    counts[word]++;
                    Console.WriteLine();
                });
            }
        }
        """, """
        class Index
        {
            private readonly Dictionary<string, int> counts = new();
            private readonly object countsGate = new object();

            public void Add(string[] words)
            {
                Parallel.ForEach(words, word =>
                {
                    Console.WriteLine(word);
                    lock (countsGate)
                    {
                        if (!counts.ContainsKey(word))
                            counts.Add(word, 0);
                        counts[word]++;
                    }
                    Console.WriteLine();
                });
            }
        }
        """);

    [Fact]
    public Task Takes_the_lock_that_guards_the_collection_elsewhere() => Fixes("""
        class Log
        {
            private static readonly object door = new();
            private static readonly List<string> lines = new();

            public static string[] All() { lock (door) return lines.ToArray(); }

            public static void Work(int[] numbers)
            {
                foreach (var number in numbers)
                    new Thread(() => { Console.WriteLine(number); [|lines.Add|]($"{number}"); }).Start();
                Parallel.For(0, 9, i => { if (i > 5) [|lines.Clear|](); });
            }
        }
        """, """
        class Log
        {
            private static readonly object door = new();
            private static readonly List<string> lines = new();

            public static string[] All() { lock (door) return lines.ToArray(); }

            public static void Work(int[] numbers)
            {
                foreach (var number in numbers)
                    new Thread(() => { Console.WriteLine(number); lock (door) lines.Add($"{number}"); }).Start();
                Parallel.For(0, 9, i => { if (i > 5) lock (door) lines.Clear(); });
            }
        }
        """);

    [Fact]
    public Task Keeps_the_line_ends_and_tabs_of_the_document() => Fixes(
        "class C\r\n{\r\n\tpublic void M(List<int> seen)\r\n\t{\r\n\t\tConsole.WriteLine();\r\n\t\tParallel.For(0, 9, i =>\r\n\t\t{\r\n\t\t\tConsole.WriteLine(i);\r\n\t\t\t[|seen.Add|](i);\r\n\t\t});\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tpublic void M(List<int> seen)\r\n\t{\r\n\t\tvar seenGate = new object();\r\n\t\tConsole.WriteLine();\r\n\t\tParallel.For(0, 9, i =>\r\n\t\t{\r\n\t\t\tConsole.WriteLine(i);\r\n\t\t\tlock (seenGate)\r\n\t\t\t{\r\n\t\t\t\tseen.Add(i);\r\n\t\t\t}\r\n\t\t});\r\n\t}\r\n}\r\n");

    [Fact]
    public Task Offers_nothing_where_a_lock_would_not_be_right() => FlagsWithoutFix("""
        class Pages
        {
            private readonly List<string> pages = new();
            private readonly HashSet<string> seen = new();

            public async Task Read(string[] names, Func<string, Task<string>> fetch)
            {
                await Parallel.ForEachAsync(names, async (name, _) =>
                {
                    if ([|seen.Add|](name))
                        Console.WriteLine(await fetch(name));
                });
                Parallel.ForEach(names, name => [|Keep|](name));
                var fresh = names.AsParallel().Where(name => [|seen.Add|](name)).ToList();
                Console.WriteLine(fresh.Count);
                Parallel.Invoke(() => { Console.WriteLine(1); [|pages.Clear|](); }, () => Console.WriteLine(pages.Count));
            }

            private void Keep(string name) { Console.WriteLine(name); pages.Add(name); }
        }
        """);

    [Fact]
    public Task Offers_the_concurrent_twin_where_single_operations_do() => Offers("""
        class Pages
        {
            private readonly Dictionary<string, int> lengths = new();

            public int Read(string[] names)
            {
                Parallel.ForEach(names, name => { [|lengths[name]|] = name.Trim().Length; });
                return lengths.Count + lengths["a"];
            }
        }
        """, """
        class Pages
        {
            private readonly Dictionary<string, int> lengths = new();
            private readonly object lengthsGate = new object();

            public int Read(string[] names)
            {
                Parallel.ForEach(names, name => { var result = name.Trim().Length; lock (lengthsGate) lengths[name] = result; });
                return lengths.Count + lengths["a"];
            }
        }
        """, """
        class Pages
        {
            private readonly ConcurrentDictionary<string, int> lengths = new();

            public int Read(string[] names)
            {
                Parallel.ForEach(names, name => { lengths[name] = name.Trim().Length; });
                return lengths.Count + lengths["a"];
            }
        }
        """);

    [Fact]
    public Task Offers_the_twin_of_a_local() => Offers("""
        using System.Collections.Concurrent;

        class Orders
        {
            public void Take(int[] numbers)
            {
                Queue<int> taken = new Queue<int>(); // in the order they come
                Parallel.ForEach(numbers, number => [|taken.Enqueue|](number));
                foreach (var number in taken)
                    Console.WriteLine(number);
            }
        }
        """, """
        using System.Collections.Concurrent;

        class Orders
        {
            public void Take(int[] numbers)
            {
                Queue<int> taken = new Queue<int>(); // in the order they come
                var takenGate = new object();
                Parallel.ForEach(numbers, number =>
                {
                    lock (takenGate)
                    {
                        taken.Enqueue(number);
                    }
                });
                foreach (var number in taken)
                    Console.WriteLine(number);
            }
        }
        """, """
        using System.Collections.Concurrent;

        class Orders
        {
            public void Take(int[] numbers)
            {
                ConcurrentQueue<int> taken = new ConcurrentQueue<int>(); // in the order they come
                Parallel.ForEach(numbers, number => taken.Enqueue(number));
                foreach (var number in taken)
                    Console.WriteLine(number);
            }
        }
        """);

    [Theory]
    [InlineData("var seen = new Dictionary<int, int>(); Parallel.ForEach(all, one => { if (!seen.ContainsKey(one)) [|seen[one]|] = 1; });")]
    [InlineData("var seen = new List<int>(); Parallel.ForEach(all, one => [|seen.Add|](one)); seen.Sort();")]
    [InlineData("var seen = new List<int>(); Parallel.ForEach(all, one => [|seen.Add|](one)); Use(seen);")]
    [InlineData("var seen = new Dictionary<int, int>(); Parallel.ForEach(all, one => [|seen.Add|](one, one));")]
    [InlineData("var seen = new Queue<int>(); Parallel.ForEach(all, one => { [|seen.Enqueue|](one); Console.WriteLine(seen.Count); });")]
    [InlineData("var seen = new HashSet<int>(); Parallel.ForEach(all, one => { [|seen.Add|](one); });")]
    [InlineData("var seen = new List<int>(all); Parallel.ForEach(all, one => [|seen.Add|](one));")]
    public async Task Offers_no_twin_where_other_operations_are_used(string body) =>
        Assert.DoesNotContain(await FixRun.Offered(Marked.Parse($"class C {{ void Use(List<int> list) => Console.WriteLine(list); void M(int[] all) {{ {body} }} }}").Text, [new UnsafeCollectionShared()]), action => action.Title.Contains("Concurrent", StringComparison.Ordinal));

    [Fact]
    public Task Flags_what_called_methods_change() => FlagsProgram("""
        class Bag
        {
            private readonly List<string> items = new();
            private readonly Dictionary<string, List<string>> groups = new();
            public List<string> Open { get; } = new();
            public void Add(string item) { Console.WriteLine(item); items.Add(item); }
            public void Run(string[] names, Bag other)
            {
                Parallel.ForEach(names, name => [|Add|](name));
                Parallel.ForEach(names, name => { Console.WriteLine(name); [|other.Add|](name); });
                Parallel.ForEach(names, name => { Console.WriteLine(name); [|other.Open.Add|](name); });
                foreach (var name in names)
                    Task.Run([|Work|]);
                Parallel.ForEach(names, name => [|Keep|](Open, name));
            }
            private void Work() { Console.WriteLine(groups.Count); groups.Clear(); }
            private static void Keep(List<string> kept, string name) { Console.WriteLine(name); kept.Add(name); }
        }
        """);

    [Fact]
    public Task Accepts_collections_of_the_element_and_of_called_objects() => AcceptsProgram("""
        class Node
        {
            private readonly List<int> all = new();
            private readonly Dictionary<string, List<int>> groups = new();
            private List<Node> nodes = new();
            public List<Node> Children { get; } = new();
            public void Add(int n) { Console.WriteLine(n); all.Add(n); }
            public void Work() { Console.WriteLine(all.Count); all.Add(1); }
            public void Run(string[] names, object gate)
            {
                Parallel.ForEach(nodes, node => { node.Children.Add(new Node()); node.Add(1); });
                Parallel.For(0, nodes.Count, i => { nodes[i].Children.Clear(); nodes[i].Add(i); });
                Parallel.ForEach(names, name => { groups[name].Add(1); Console.WriteLine(name); });
                Parallel.ForEach(names, name => { lock (gate) Add(1); });
                Parallel.ForEach(names, name => AddLocked(name));
                Parallel.ForEach(names, name => { var made = new Dictionary<string, int> { { name, 1 } }; var more = new Dictionary<string, int> { ["b"] = made.Count }; var node = new Node { Children = { new Node() }, nodes = new() { this } }; node.Add(more.Count); });
                Parallel.ForEach(names, name => Make(name));
                foreach (var node in nodes)
                    Task.Run(node.Work);
                foreach (var name in names)
                {
                    var node = new Node();
                    Task.Run(() => node.Add(name.Length));
                }
            }
            private static List<string> Make(string name) { var made = new List<string> { name, "b" }; made.Add(name); return made; }
            private void AddLocked(string name) { lock (all) { Console.WriteLine(name); all.Add(1); } }
        }
        """);

    [Fact]
    public Task Accepts_async_lambdas_that_stay_on_one_thread() => AcceptsProgram("""
        class Pages
        {
            public async Task Read(string[] names, Func<string, Task<string>> fetch)
            {
                var pages = new List<string>(); var gate = new SemaphoreSlim(1);
                await Task.WhenAll(names.Select(async name => { pages.Add(name); Console.WriteLine(await fetch(name)); }));
                await Task.WhenAll(names.Select(async name => { await Task.CompletedTask; pages.Add(name); }));
                await Task.WhenAll(names.Select(async name => { if (name == "") { Console.WriteLine(await fetch(name)); return; } pages.Add(name); }));
                await Task.WhenAll(names.Select(async name => { var page = await fetch(name); await gate.WaitAsync(); try { pages.Add(page); } finally { gate.Release(); } }));
                foreach (var reading in names.Select(async name => pages.Add(await fetch(name))))
                    await reading;
                var results = await Task.WhenAll(names.Select(async name => { var own = new List<string>(); own.Add(await fetch(name)); return own; }));
                Console.WriteLine(results.Length);
            }
        }
        """);

    [Fact]
    public Task Accepts_async_lambdas_where_a_user_interface_may_bring_them_back() => AcceptsProgram("""
        using System.Windows.Forms;

        namespace System.Windows.Forms { public class Form; }

        class Pages : Form
        {
            public async Task Read(string[] names, Func<string, Task<string>> fetch)
            {
                var pages = new List<string>();
                await Task.WhenAll(names.Select(async name => pages.Add(await fetch(name))));
            }
        }
        """);

    [Fact]
    public Task Says_who_else_uses_it() => Says("""
        class C
        {
            public void M(int[] numbers)
            {
                var list = new List<int>(); var seen = new HashSet<int>();
                Parallel.ForEach(numbers, n => { Console.WriteLine(n); list.Add(n); });
                Parallel.Invoke(() => { Console.WriteLine(1); seen.Add(1); }, () => Console.WriteLine(seen.Count));
                var task = Task.Run(() => { Console.WriteLine(2); list.Clear(); });
                list.Add(1);
                task.Wait();
            }
        }
        """,
        "'list' is not made for threads, and several runs of this parallel body change it at once",
        "'seen' is not made for threads, and another parallel body uses it while this one changes it",
        "'list' is not made for threads, and a task that is waited for in line 10 may still change it here");

    [Theory]
    [InlineData("class C { void M(int[] numbers) { var list = new List<int>(); Parallel.ForEach(numbers, n => { list.Ad(n); list. }); Parallel.For(0, 9, i => missing.Add(i)); } }")]
    [InlineData("class C { async Task M(Missing all) { var list = new List<Missing>(); await Task.WhenAll(all.Select(async one => { list.Add(await one.Get( ); })); Parallel.ForEach(all, one => ); } }")]
    public async Task Survives_unfinished_code(string program) =>
        Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", program)), [new UnsafeCollectionShared()]));

    private const string Parts = """
        public static async Task<string> Load(int n) { await Task.Delay(n).ConfigureAwait(false); return n.ToString(); }
        """;

    [Theory]
    [InlineData("var tasks = new Task[3]; for (var i = 0; i < 3; i++) { var n = i; Func<Task> load = async () => { var text = await Load(n).ConfigureAwait(false); [|texts.Add|](text); }; tasks[i] = load(); } await Task.WhenAll(tasks);")]
    [InlineData("var tasks = new List<Task>(); async Task Take(int n) { var text = await Load(n).ConfigureAwait(false); [|texts.Add|](text); } foreach (var n in new[] { 1, 2 }) tasks.Add(Take(n)); await Task.WhenAll(tasks);")]
    [InlineData("var tasks = new List<Task>(); foreach (var n in new[] { 1, 2 }) { Func<int, Task> take = async m => { await Task.Delay(m).ConfigureAwait(false); [|texts.Add|](m + \"!\"); }; tasks.Add(take(n)); } await Task.WhenAll(tasks.ToArray()).ConfigureAwait(false);")]
    public Task Flags_async_functions_that_a_loop_starts_together(string body) => Flags("var texts = new List<string>();" + body + "Console.WriteLine(texts.Count);", Parts);

    [Theory]
    [InlineData("async Task Take(int n) { var text = await Load(n); texts.Add(text); } foreach (var n in new[] { 1, 2 }) await Take(n);")]
    [InlineData("var tasks = new List<Task>(); async Task Take(int n) { texts.Add(\"begun\"); await Load(n); } foreach (var n in new[] { 1, 2 }) tasks.Add(Take(n)); await Task.WhenAll(tasks);")]
    [InlineData("var tasks = new List<Task>(); async Task Take(int n) { var text = await Load(n); lock (texts) texts.Add(text); } foreach (var n in new[] { 1, 2 }) tasks.Add(Take(n)); await Task.WhenAll(tasks);")]
    [InlineData("var tasks = new List<Task>(); async Task Take(int n) { var text = await Load(n); var own = new List<string>(); own.Add(text); Console.WriteLine(own.Count); } foreach (var n in new[] { 1, 2 }) tasks.Add(Take(n)); await Task.WhenAll(tasks);")]
    [InlineData("var tasks = new List<Task>(); foreach (var n in new[] { 1, 2 }) { var own = new List<string>(); Func<Task> load = async () => { own.Add(await Load(n)); }; tasks.Add(load()); } await Task.WhenAll(tasks);")]
    [InlineData("var tasks = new List<Task>(); async Task Take(int n) { var text = await Load(n); texts.Add(text); } foreach (var n in new[] { 1, 2 }) { tasks.Add(Take(n)); await Task.WhenAll(tasks); } await Task.WhenAll(tasks);")]
    [InlineData("async Task Take(int n) { var text = await Load(n); texts.Add(text); } var one = Take(1); await Task.WhenAll(one);")]
    public Task Accepts_async_functions_that_do_not_meet(string body) => Accepts("var texts = new List<string>();" + body + "Console.WriteLine(texts.Count);", Parts);
}
