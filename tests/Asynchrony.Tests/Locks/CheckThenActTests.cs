using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class CheckThenActTests : RuleTests<CheckThenAct>
{
    private const string Members = """
        public static readonly ConcurrentDictionary<string, List<int>> Lists = new();
        public static readonly ConcurrentDictionary<string, List<int>> Others = new();
        public static readonly ConcurrentDictionary<string, int> Counts = new();
        public static readonly ConcurrentDictionary<string, string> Texts = new();
        public static readonly ConcurrentDictionary<string, object> Gates = new();
        public static readonly ConcurrentDictionary<string, Session> Sessions = new();
        public static readonly ConcurrentDictionary<string, Point> Points = new();
        public static readonly ConcurrentDictionary<string, int> Kept = new();
        public static readonly ConcurrentDictionary<string, IEnumerable<int>> Arrays = new();
        public static readonly ConcurrentQueue<string> Queue = new();
        public static readonly ConcurrentStack<string> Stack = new();
        public static readonly ConcurrentBag<string> Bag = new();
        public static readonly BlockingCollection<string> Jobs = new();
        public static readonly object Gate = new();
        public static readonly SemaphoreSlim Slim = new(1, 1);
        public static string Key = "key";
        public static void Forget(string key)
        {
            Lists.TryRemove(key, out _);
            Counts.TryRemove(key, out _);
            Sessions?.TryRemove(key, out _);
        }
        public static void Use(object? value) => Console.WriteLine(value);
        public static List<int> Load(string key) => new() { key.Length };
        public sealed class Session : IDisposable { public int Calls { get; set; } public void Dispose() { } }
        public sealed class Point(int x) { public int X { get; } = x; }
        """;

    /// <summary>Where one thread alone runs: the start of a program, and that of a type.</summary>
    private static readonly string[] Alone = ["top level", "static constructor"];

    [Theory]
    [InlineData("if (!Lists.ContainsKey(Key)) [|Lists[Key]|] = new List<int>();")]
    [InlineData("if (!Lists.ContainsKey(\"a\")) { Use(1); [|Lists[\"a\"]|] = new(); }")]
    [InlineData("if (Lists.ContainsKey(Key) == false) [|Lists[Key]|] = new List<int>();")]
    [InlineData("if (Lists.ContainsKey(Key) is false) [|Lists[Key]|] = new List<int>();")]
    [InlineData("if (Lists.ContainsKey(Key)) Use(1); else [|Lists[Key]|] = new List<int>();")]
    [InlineData("if (Key.Length > 0 && !Lists.ContainsKey(Key)) [|Lists[Key]|] = new List<int>();")]
    [InlineData("if (Key.Length == 0 || Lists.ContainsKey(Key)) Use(1); else [|Lists[Key]|] = new List<int>();")]
    [InlineData("var known = Lists.ContainsKey(Key); if (!known) [|Lists[Key]|] = new List<int>();")]
    [InlineData("var all = Lists; if (!all.ContainsKey(Key)) [|all[Key]|] = new List<int>();")]
    [InlineData("var own = Key; if (!Lists.ContainsKey(own)) [|Lists[own]|] = new List<int>();")]
    [InlineData("if (!Gates.ContainsKey(Key)) [|Gates[Key]|] = new object(); lock (Gates[Key]) Use(1);")]
    [InlineData("if (!Sessions.ContainsKey(Key)) [|Sessions[Key]|] = new Session();")]
    [InlineData("if (!Sessions.ContainsKey(Key.ToLowerInvariant())) [|Sessions[Key.ToLowerInvariant()]|] = new Session { Calls = 1 };")]
    [InlineData("if (!Lists.ContainsKey(Key)) { var made = new List<int>(); [|Lists.AddOrUpdate|](Key, made, (_, _) => made); }")]
    [InlineData("if (!Lists.TryGetValue(Key, out var list)) { list = new List<int>(); [|Lists[Key]|] = list; } list.Add(1);")]
    [InlineData("if (!Lists.TryGetValue(Key, out var list)) { list = [|Lists[Key]|] = new List<int>(); } list.Add(1);")]
    [InlineData("if (!Lists.TryGetValue(Key, out var list)) { [|Lists[Key]|] = list = new List<int>(); } list.Add(1);")]
    [InlineData("List<int>? list; if (!Lists.TryGetValue(Key, out list)) { list = new List<int>(); [|Lists.TryAdd|](Key, list); } list.Add(1);")]
    [InlineData("if (!Lists.TryGetValue(Key, out var list)) { list = new List<int>(); _ = [|Lists.GetOrAdd|](Key, list); } list.Add(1);")]
    [InlineData("Session? session; while (!Sessions.TryGetValue(Key, out session)) { session = new Session(); [|Sessions[Key]|] = session; } Use(session);")]
    public Task Flags_a_store_behind_a_test(string statements) => Flags(statements, Members, Alone);

    [Theory]
    [InlineData("if (Lists.TryGetValue(Key, out var list)) return; list = new List<int>(); [|Lists[Key]|] = list;")]
    [InlineData("if (Lists.ContainsKey(Key)) return; [|Lists[Key]|] = new List<int>();")]
    [InlineData("if (Lists.ContainsKey(Key)) { Use(1); return; } Use(2); [|Lists[Key]|] = new List<int>();")]
    public Task Flags_a_store_behind_an_early_return(string statements) => Flags(statements, Members, Alone);

    [Fact]
    public Task Flags_a_store_behind_an_await() => Flags("""
        if (!Sessions.TryGetValue(Key, out var session))
        {
            await Task.Delay(1);
            session = new Session();
            [|Sessions[Key]|] = session;
        }
        """, Members, Alone);

    [Theory]
    [InlineData("if (Counts.ContainsKey(Key)) Use([|Counts[Key]|]);")]
    [InlineData("if (!Counts.ContainsKey(Key)) Use(0); else Use([|Counts[Key]|]);")]
    [InlineData("Use(Counts.ContainsKey(Key) ? [|Counts[Key]|] : 0);")]
    [InlineData("if (Counts.ContainsKey(Key) && [|Counts[Key]|] > 3) Use(1);")]
    [InlineData("if (Lists.ContainsKey(Key)) { [|Lists[Key]|].Add(1); Lists[Key].Add(2); }")]
    [InlineData("if (Lists.TryGetValue(Key, out var list)) [|Lists[Key]|].Add(1);")]
    [InlineData("while (Counts.ContainsKey(Key)) { Use([|Counts[Key]|]); Use(2); }")]
    public Task Flags_a_read_that_may_find_nothing(string statements) => Flags(statements, Members, Alone);

    [Theory]
    [InlineData("if (Counts.TryGetValue(Key, out var count)) [|Counts[Key]|] = count + 1; else Counts[Key] = 1;")]
    [InlineData("if (Counts.TryGetValue(Key, out var count)) { count++; [|Counts[Key]|] = count; }")]
    [InlineData("if (!Counts.TryGetValue(Key, out var count)) count = 0; count++; [|Counts[Key]|] = count;")]
    [InlineData("if (Counts.ContainsKey(Key)) [|Counts[Key]|]++;")]
    [InlineData("if (Counts.ContainsKey(Key)) [|Counts[Key]|] += 2; else Counts[Key] = 2;")]
    [InlineData("if (Counts.ContainsKey(Key)) [|Counts[Key]|] = Counts[Key] + 1;")]
    [InlineData("if (!Counts.TryGetValue(Key, out var count)) count = 0; [|Counts[Key]|] = count + 1;")]
    [InlineData("if (Texts.TryGetValue(Key, out var note)) [|Texts[Key]|] = note + \"!\";")]
    [InlineData("[|Counts[Key]|] = Counts.TryGetValue(Key, out var count) ? count + 1 : 1;")]
    [InlineData("Counts[Key] = Counts.ContainsKey(Key) ? [|Counts[Key]|] + 1 : 1;")]
    [InlineData("[|Counts[Key]|] = Counts.GetValueOrDefault(Key) + 1;")]
    [InlineData("[|Arrays[Key]|] = Arrays[Key].Where(n => n > 3).ToArray();")]
    [InlineData("[|Arrays[Key]|] = Arrays[Key].Append(3);")]
    [InlineData("if (Arrays.TryGetValue(Key, out var old)) { var next = old.Append(3).ToList(); [|Arrays[Key]|] = next; }")]
    [InlineData("[|Counts[Key]|]++;")]
    [InlineData("[|Counts[Key]|] += 2;")]
    [InlineData("[|Counts[Key]|] = Counts[Key] - 1;")]
    public Task Flags_an_update_that_loses_another(string statements) => Flags(statements, Members, Alone);

    [Theory]
    [InlineData("lock (Gate) Counts[Key]++;")]
    [InlineData("Counts.AddOrUpdate(Key, 1, (_, count) => count + 1);")]
    [InlineData("Counts[Key] = Key.Length;")]
    [InlineData("Counts[Key] = Counts[\"other\"] + 1;")]
    [InlineData("Counts[Key] = Kept[Key] + 1;")]
    [InlineData("Lists[Key] = Lists[Key];")]
    [InlineData("lock (Gate) Arrays[Key] = Arrays[Key].Append(3).ToArray();")]
    [InlineData("Arrays[Key] = Arrays[\"other\"].Append(3).ToArray();")]
    [InlineData("Arrays[Key] = Key.Select(c => (int)c).ToArray();")]
    [InlineData("Sessions[Key].Calls++;")]
    public Task Accepts_updates_in_one_step_and_of_something_else(string statements) => Accepts(statements, Members, Alone);

    [Theory]
    [InlineData("if (!Queue.IsEmpty) { [|Queue.TryDequeue|](out var next); Use(next); }")]
    [InlineData("while (!Queue.IsEmpty) { [|Queue.TryDequeue|](out var next); Use(next!.Length); }")]
    [InlineData("if (Queue.Count > 0) { [|Queue.TryDequeue|](out var next); Use(next); }")]
    [InlineData("if (0 < Stack.Count) { [|Stack.TryPop|](out var next); Use(next); }")]
    [InlineData("if (Stack.Count == 0) Use(1); else { string? next; [|Stack.TryPop|](out next); Use(next); }")]
    [InlineData("if (Bag.Count != 0) { _ = [|Bag.TryTake|](out var next); Use(next); }")]
    [InlineData("if (Bag.Any()) { [|Bag.TryTake|](out var next); Use(next); }")]
    [InlineData("if (Jobs.Count >= 1) Use([|Jobs.Take|]());")]
    [InlineData("if (!Counts.IsEmpty) Use([|Counts.First|]().Key);")]
    [InlineData("if (Sessions.ContainsKey(Key)) { [|Sessions.TryRemove|](Key, out var session); session!.Dispose(); }")]
    public Task Flags_a_take_that_may_find_nothing(string statements) => Flags(statements, Members, Alone);

    [Theory]
    [InlineData("lock (Gate) { if (!Lists.ContainsKey(Key)) Lists[Key] = new List<int>(); }")]
    [InlineData("Slim.Wait(); try { if (!Lists.ContainsKey(Key)) Lists[Key] = new List<int>(); } finally { Slim.Release(); }")]
    [InlineData("if (!Lists.TryGetValue(Key, out var list)) lock (Gate) { if (!Lists.TryGetValue(Key, out list)) { list = new List<int>(); Lists[Key] = list; } } list.Add(1);")]
    [InlineData("if (!Lists.TryGetValue(Key, out var list)) { Monitor.Enter(Gate); list = new List<int>(); Lists[Key] = list; Monitor.Exit(Gate); }")]
    public Task Accepts_locks(string statements) => Accepts(statements, Members, Alone);

    [Theory]
    [InlineData("if (!Lists.ContainsKey(Key)) if (!Lists.TryAdd(Key, new List<int>())) Use(1);")]
    [InlineData("if (!Lists.ContainsKey(Key)) Lists.TryAdd(Key, new List<int>());")]
    [InlineData("if (!Lists.TryGetValue(Key, out var list)) list = Lists.GetOrAdd(Key, new List<int>()); list.Add(1);")]
    [InlineData("if (!Lists.TryGetValue(Key, out var list)) { list = Lists.GetOrAdd(Key + 1, new List<int>()); Lists.GetOrAdd(Key, list); } list.Add(1);")]
    [InlineData("if (!Lists.TryGetValue(Key, out var list)) { list = new List<int>(); if (!Lists.TryAdd(Key, list)) list = Lists[Key]; } list.Add(1);")]
    [InlineData("while (true) { if (Lists.TryGetValue(Key, out var list)) { Use(list); break; } list = new List<int>(); if (Lists.TryAdd(Key, list)) { Use(list); break; } }")]
    [InlineData("if (Counts.TryGetValue(Key, out var count) && count > 3) return; if (!Lists.TryAdd(Key, [])) return; count = Counts.GetValueOrDefault(Key); Counts[Key] = ++count; Lists.TryRemove(Key, out _);")]
    [InlineData("if (Counts.ContainsKey(Key)) Use(1); Counts.AddOrUpdate(Key, 1, (_, old) => old + 1);")]
    [InlineData("if (!Lists.ContainsKey(Key)) Lists.AddOrUpdate(Key, new List<int>(), (_, _) => throw new InvalidOperationException());")]
    [InlineData("if (Counts.TryGetValue(Key, out var count) && Counts.TryUpdate(Key, count + 1, count)) Use(count);")]
    [InlineData("if (!Queue.IsEmpty && Queue.TryDequeue(out var next)) Use(next);")]
    [InlineData("while (!Queue.IsEmpty) { if (!Queue.TryDequeue(out var next)) break; Use(next); }")]
    [InlineData("if (Lists.ContainsKey(Key)) throw new ArgumentException(Key); if (!Lists.TryAdd(Key, new List<int>())) throw new ArgumentException(Key);")]
    public Task Accepts_an_act_that_tells_how_it_went(string statements) => Accepts(statements, Members, Alone);

    [Theory]
    [InlineData("if (!Lists.ContainsKey(Key)) Others[Key] = new List<int>();")]
    [InlineData("if (!Lists.ContainsKey(Key)) Lists[Key + 1] = new List<int>();")]
    [InlineData("if (!Lists.ContainsKey(Key)) { Key = \"other\"; Lists[Key] = new List<int>(); }")]
    [InlineData("foreach (var key in Others.Keys) { if (Lists.ContainsKey(key)) continue; } Lists[Key] = new List<int>();")]
    [InlineData("Lists[Key] = new List<int>(); if (!Lists.ContainsKey(Key)) Use(1);")]
    [InlineData("if (Lists.ContainsKey(Key)) Lists[Key] = new List<int>();")]
    [InlineData("if (Sessions.TryGetValue(Key, out var old)) old.Dispose(); Sessions[Key] = new Session();")] // another one in any case
    [InlineData("if (!Counts.ContainsKey(Key)) Use(1); Use(Counts[Key]);")]
    [InlineData("if (!Lists.ContainsKey(Guid.NewGuid().ToString())) Lists[Guid.NewGuid().ToString()] = new List<int>();")]
    public Task Accepts_what_does_not_belong_together(string statements) => Accepts(statements, Members, Alone);

    [Theory]
    [InlineData("if (!Counts.ContainsKey(Key)) Counts[Key] = Key.Length;")]
    [InlineData("if (!Texts.TryGetValue(Key, out var note)) { note = Key + 1; Texts[Key] = note; } Use(note);")]
    [InlineData("if (!Lists.TryGetValue(Key, out var list)) { list = Load(Key); Lists[Key] = list; } Use(list);")]
    [InlineData("if (!Points.TryGetValue(Key, out var point)) { point = new Point(Key.Length); Points[Key] = point; } Use(point);")]
    [InlineData("if (!Lists.ContainsKey(Key)) Lists[Key] = new List<int>(Enumerable.Range(0, 3));")]
    [InlineData("if (Lists.ContainsKey(Key)) Use(1); else { var list = new List<int>(); list.Add(Key.Length); Lists[Key] = list; }")] // a result
    public Task Accepts_values_of_which_any_will_do(string statements) => Accepts(statements, Members, Alone);

    [Theory]
    [InlineData("if (Kept.ContainsKey(Key)) Use(Kept[Key]);")]
    [InlineData("if (!Queue.IsEmpty) { Queue.TryDequeue(out _); Use(1); }")]
    [InlineData("if (!Queue.IsEmpty) { Queue.TryDequeue(out var next); if (next is null) Use(1); else Use(next); }")]
    [InlineData("if (Queue.Count > 100) { Queue.TryDequeue(out var next); Use(next); }")]
    [InlineData("if (Sessions.ContainsKey(Key)) { Sessions.TryRemove(Key, out var session); session?.Dispose(); }")]
    [InlineData("if (!Points.IsEmpty) Use(Points.First().Key);")]
    public Task Accepts_what_cannot_fail_or_may(string statements) => Accepts(statements, Members, Alone);

    [Theory]
    [InlineData("var own = new ConcurrentDictionary<string, List<int>>(); if (!own.ContainsKey(Key)) own[Key] = new List<int>();")]
    [InlineData("var own = new ConcurrentQueue<string>(); own.Enqueue(Key); while (!own.IsEmpty) { own.TryDequeue(out var next); Use(next!.Length); }")]
    [InlineData("var own = new ConcurrentDictionary<string, List<int>>(); Action add = () => { if (!own.ContainsKey(Key)) own[Key] = new List<int>(); }; add();")]
    [InlineData("var own = new Dictionary<string, List<int>>(); if (!own.ContainsKey(Key)) own[Key] = new List<int>();")]
    public Task Accepts_collections_of_one_thread(string statements) => Accepts(statements, Members);

    [Fact]
    public Task Flags_a_local_that_several_runs_share() => Flags("""
        var all = new ConcurrentDictionary<int, List<int>>();
        Parallel.For(0, 100, number =>
        {
            if (!all.TryGetValue(number % 10, out var list))
            {
                list = new List<int>();
                [|all[number % 10]|] = list;
            }

            lock (list)
                list.Add(number);
        });
        """);

    [Fact]
    public Task Flags_parameters_properties_and_objects_of_others() => FlagsProgram("""
        class Room
        {
            public ConcurrentDictionary<int, List<string>> Guests { get; } = new();
        }

        class Hotel
        {
            private readonly Room room = new();

            void Enter(ConcurrentDictionary<int, List<string>> guests, int number)
            {
                if (!guests.ContainsKey(number))
                    [|guests[number]|] = new List<string>();
            }

            void Enter(int number)
            {
                if (!room.Guests.ContainsKey(number))
                    [|room.Guests[number]|] = new List<string>();
            }

            void Enter(Room other, int number)
            {
                if (!other.Guests.ContainsKey(number))
                    [|other.Guests[number]|] = new List<string>();
            }
        }
        """);

    [Fact]
    public Task Accepts_objects_under_construction() => AcceptsProgram("""
        class Routes
        {
            private static readonly ConcurrentDictionary<string, List<int>> Shared = new();
            private readonly ConcurrentDictionary<string, List<int>> all = new();

            static Routes()
            {
                if (!Shared.ContainsKey("/"))
                    Shared["/"] = new List<int>();
            }

            public Routes(string first)
            {
                if (!all.ContainsKey(first))
                    all[first] = new List<int>();
            }
        }
        """);

    [Fact]
    public Task Accepts_members_that_are_called_under_a_lock() => AcceptsProgram("""
        class Routes
        {
            private readonly ConcurrentDictionary<string, List<int>> all = new();
            private readonly ReaderWriterLockSlim wide = new();

            public void Join(List<string> paths)
            {
                lock (all)
                    paths.ForEach(path => Extend(path));
            }

            private void Extend(string path)
            {
                if (!all.ContainsKey(path))
                    all[path] = new List<int>();
            }

            public void Take(Routes others, string path)
            {
                wide.EnterWriteLock();
                try
                {
                    others.Keep(path, 1, 2, 3);
                }
                finally
                {
                    wide.ExitWriteLock();
                }
            }

            private void Keep(string path, params int[] numbers)
            {
                if (!all.ContainsKey(path))
                    all[path] = new List<int>(numbers);
            }

            public void Add(string path)
            {
                lock (all)
                    Insert(path);
            }

            private void Insert(string path)
            {
                if (!all.ContainsKey(path))
                    all[path] = new List<int>();
            }

            public void AddUnderLock(string path)
            {
                if (!all.ContainsKey(path))
                    all[path] = new List<int>();
            }

            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)]
            public void Put(string path)
            {
                if (!all.ContainsKey(path))
                    all[path] = new List<int>();
            }
        }
        """);

    [Fact]
    public Task Accepts_threads_with_collections_of_their_own() => AcceptsProgram("""
        class Scratch
        {
            [ThreadStatic]
            private static ConcurrentDictionary<string, List<int>>? all;

            static void Add(string path)
            {
                if (!all!.ContainsKey(path))
                    all[path] = new List<int>();
            }
        }
        """);

    [Fact]
    public Task Accepts_tests() => AcceptsProgram("""
        class FactAttribute : Attribute { }

        class Tests
        {
            private readonly ConcurrentDictionary<string, List<int>> all = new();

            [Fact]
            public void Keeps()
            {
                if (!all.ContainsKey("a"))
                    all["a"] = new List<int>();
            }
        }
        """);

    [Fact]
    public Task Accepts_what_is_only_emptied_at_the_end() => AcceptsProgram("""
        sealed class Names : IDisposable
        {
            private readonly ConcurrentDictionary<string, string> all = new();

            public string? Of(string key) => all.ContainsKey(key) ? all[key] : null;

            public void Add(string key, string name) => all[key] = name;

            public void Dispose() => all.Clear();
        }
        """);

    [Fact]
    public Task Accepts_what_is_only_emptied_by_private_parts_of_the_end() => AcceptsProgram("""
        partial class Restore
        {
            private readonly ConcurrentDictionary<string, string> files = new();

            public string? Read(string path)
            {
                if (files.ContainsKey(path))
                    return File.ReadAllText(files[path]);
                return null;
            }

            public void Write(string path, string file) => files[path] = file;
        }
        partial class Restore
        {
            public async Task Finalize(IProgress<int> progress)
            {
                await RestoreMails(progress).ConfigureAwait(false);
                files.Clear();
            }

            private async Task RestoreMails(IProgress<int> progress)
            {
                foreach (var path in files.Keys)
                    await RestoreMail(path);
                progress.Report(100);
            }

            async Task RestoreMail(string path)
            {
                await Task.Yield();
                if (files.TryRemove(path, out var file))
                    File.Delete(file);
            }
        }
        """);

    [Fact]
    public Task Flags_what_a_private_member_empties_at_any_time() => FlagsProgram("""
        class Restore
        {
            private readonly ConcurrentDictionary<string, string> files = new();

            public string? Read(string path) => files.ContainsKey(path) ? [|files[path]|] : null;

            public void Write(string path, string file) => files[path] = file;

            public void Dispose() => Remove("all");

            public void Delete(string path) => Remove(path);

            private void Remove(string path)
            {
                if (files.TryRemove(path, out var file))
                    File.Delete(file);
            }
        }
        """);

    [Fact]
    public Task Accepts_a_second_name_for_what_the_collection_gave() => AcceptsProgram("""
        class Pool
        {
            private static readonly ConcurrentDictionary<string, Pool?> all = new();
            public int Calls { get; set; }

            public static Pool? Of(string key, string normalized)
            {
                if (all.TryGetValue(key, out var pool))
                    return pool;
                if (normalized != key && all.TryGetValue(normalized, out pool))
                {
                    pool = all.GetOrAdd(key, pool)!;
                    return pool;
                }
                var own = new Pool();
                pool = all.GetOrAdd(normalized, own);
                if (pool == own)
                {
                    pool.Calls++;
                    if (key != normalized)
                        all.GetOrAdd(key, pool);
                }
                else if (pool != own)
                {
                    own.Calls--;
                }
                return pool;
            }
        }
        """);

    [Fact]
    public Task Accepts_objects_that_say_when_they_are_equal() => AcceptsProgram("""
        class Pair
        {
            public string Left { get; private set; } = "";
            public string Right { get; private set; } = "";
            public static bool TryParse(string text, out Pair pair)
            {
                pair = new Pair { Left = text, Right = text };
                return text.Length > 0;
            }
            public override bool Equals(object? other) => other is Pair pair && pair.Left == Left && pair.Right == Right;
            public override int GetHashCode() => Left.GetHashCode();
        }

        class Rates
        {
            private readonly ConcurrentDictionary<string, Pair> pairs = new();

            public Pair Of(string text)
            {
                if (pairs.TryGetValue(text, out var pair))
                    return pair;
                pair = new Pair();
                if (text.Length > 3)
                    Pair.TryParse(text, out pair);
                pairs.TryAdd(text, pair);
                return pair;
            }
        }
        """);

    [Fact]
    public Task Accepts_what_another_object_loses() => AcceptsProgram("""
        class Names
        {
            private readonly ConcurrentDictionary<string, string> all = new();

            public string? Of(string key) => all.ContainsKey(key) ? all[key] : null;

            public void Add(string key, string name) => all[key] = name;

            public static void Forget(Cache cache) => cache.all.TryRemove("key", out _);
        }

        class Cache
        {
            public readonly ConcurrentDictionary<string, string> all = new();
        }
        """);

    [Fact]
    public Task Accepts_unfinished_code() => AcceptsProgram("""
        class Names
        {
            private readonly ConcurrentDictionary<string, string> all = new();

            public string? Of(string key)
            {
                if (all.ContainsKey(key))
                {
                }

                return nameof(all);
            }
        }
        """);

    [Fact]
    public async Task Accepts_what_does_not_bind() => Assert.Empty(await Code.Findings(Code.Compilation(("Test0.cs", """
        sealed class Pool : IDisposable
        {
            private static readonly ConcurrentDictionary<string, Pool> all = new();

            public static Pool Of(string key)
            {
                if (all.TryGetValue(key, out var pool))
                    return pool;
                var own = new Pool();
                pool = all.GetOrAdd(new Missing(key).Name, own);
                all.GetOrAdd(key, pool);
                return pool;
            }

            public void Dispose() => all.Clear();
        }
        """)), [new CheckThenAct()]));

    [Fact]
    public Task Says_what_may_happen() => Says("""
        class Hotel
        {
            private readonly ConcurrentDictionary<int, List<string>> guests = new();
            private readonly ConcurrentDictionary<int, int> counts = new();
            private readonly ConcurrentQueue<string> calls = new();

            void Enter(int number)
            {
                if (!guests.ContainsKey(number))
                    guests[number] = new List<string>();
                if (guests.ContainsKey(number))
                    guests[number].Add("Ada");
                if (counts.TryGetValue(number, out var count))
                    counts[number] = count + 1;
                if (!calls.IsEmpty)
                {
                    calls.TryDequeue(out var call);
                    Console.WriteLine(call!.Length);
                }

                if (calls.Count > 0)
                    Console.WriteLine(calls.First());
                if (!guests.TryGetValue(number, out var list))
                {
                    list = new List<string>();
                    guests.TryAdd(number, list);
                }

                list.Add("Bob");
            }

            void Leave(int number) => guests.TryRemove(number, out _);
        }
        """,
        "'guests' may have changed since line 9 asked it: of two threads that store at once, one loses what it stored",
        "'guests' may have changed since line 11 asked it: the indexer throws if the key is gone",
        "'counts' may have changed since line 13 asked it: an update of another thread in between is lost",
        "'calls' may have changed since line 15 asked it: there may be nothing left to take, and the result is ignored",
        "'calls' may have changed since line 21 asked it: there may be nothing left",
        "'guests' may have changed since line 23 asked it: the own object is used though another may have been stored");

    [Fact]
    public Task Points_at_the_question() => PointsAt("""
        class Hotel
        {
            private readonly ConcurrentDictionary<int, List<string>> guests = new();

            void Enter(int number)
            {
                if (guests.ContainsKey(number))
                    return;
                guests[number] = new List<string>();
            }
        }
        """, 7);

    [Fact]
    public Task Gets_or_adds_what_was_made_behind_a_test() => Fixes("""
        class Hotel
        {
            private readonly ConcurrentDictionary<int, List<string>> guests = new();
            private readonly ConcurrentDictionary<int, List<string>> staff = new();

            void Enter(int room)
            {
                // The list of the room.
                if (!guests.TryGetValue(room, out var list))
                {
                    list = new List<string>();
                    [|guests[room]|] = list;
                } // found or made

                list.Add("Ada");
                List<string>? other;
                if (!staff.TryGetValue(room, out other))
                    [|staff[room]|] = other = new List<string> { "Bob" };
                Action add = () =>
                {
                    if (!staff.TryGetValue(room + 1, out List<string>? inner))
                    {
                        inner = new();
                        [|staff.TryAdd|](room + 1, inner);
                    }

                    inner.Add("Cy");
                };
                add();
                if (!guests.ContainsKey(room))
                    [|guests[room]|] = new List<string>();
            }
        }
        """, """
        class Hotel
        {
            private readonly ConcurrentDictionary<int, List<string>> guests = new();
            private readonly ConcurrentDictionary<int, List<string>> staff = new();

            void Enter(int room)
            {
                // The list of the room.
                var list = guests.GetOrAdd(room, _ => new List<string>()); // found or made

                list.Add("Ada");
                List<string>? other;
                other = staff.GetOrAdd(room, _ => new List<string> { "Bob" });
                Action add = () =>
                {
                    List<string>? inner = staff.GetOrAdd(room + 1, _ => new());

                    inner.Add("Cy");
                };
                add();
                guests.GetOrAdd(room, _ => new List<string>());
            }
        }
        """);

    [Fact]
    public Task Returns_what_it_gets_or_adds() => Fixes("""
        class Hotel
        {
            private readonly ConcurrentDictionary<int, List<string>> guests = new();

            List<string> One(int room)
            {
                if (guests.TryGetValue(room, out var list))
                    return list;

                list = new List<string>();
                [|guests[room]|] = list;
                return list; // new
            }

            List<string> Two(int room)
            {
                if (guests.TryGetValue(room, out var known))
                {
                    return known;
                }

                var made = new List<string>();
                [|guests.TryAdd|](room, made);
                return made;
            }

            List<string> Three(int room)
            {
                if (guests.TryGetValue(room, out var list)) return list;
                return [|guests[room]|] = new List<string>();
            }
        }
        """, """
        class Hotel
        {
            private readonly ConcurrentDictionary<int, List<string>> guests = new();

            List<string> One(int room)
            {
                return guests.GetOrAdd(room, _ => new List<string>()); // new
            }

            List<string> Two(int room)
            {
                return guests.GetOrAdd(room, _ => new List<string>());
            }

            List<string> Three(int room)
            {
                return guests.GetOrAdd(room, _ => new List<string>());
            }
        }
        """);

    [Fact]
    public Task Adds_what_is_there_already() => Fixes("""
        class Hotel
        {
            private readonly ConcurrentDictionary<int, Stream> doors = new();

            void Open(int room, Stream door)
            {
                if (!doors.ContainsKey(room))
                {
                    [|doors[room]|] = door;
                }
            }
        }
        """, """
        class Hotel
        {
            private readonly ConcurrentDictionary<int, Stream> doors = new();

            void Open(int room, Stream door)
            {
                doors.TryAdd(room, door);
            }
        }
        """);

    [Fact]
    public Task Reads_while_asking() => Fixes("""
        class Prices
        {
            private readonly ConcurrentDictionary<string, decimal> all = new();

            decimal One(string article)
            {
                // Known?
                if (all.ContainsKey(article)) // yes
                {
                    Console.WriteLine([|all[article]|]);
                    return all[article] * 2;
                }

                return 0;
            }

            decimal Two(string article) => all.ContainsKey(article) ? [|all[article]|] : 0;

            bool Three(string article) => article.Length > 0 && all.ContainsKey(article) && [|all[article]|] > 3;

            decimal Four(string article)
            {
                if (!all.ContainsKey(article))
                    return 0;

                var found = 2;
                return found * [|all[article]|];
            }

            void Forget(string article) => all.TryRemove(article, out _);
        }
        """, """
        class Prices
        {
            private readonly ConcurrentDictionary<string, decimal> all = new();

            decimal One(string article)
            {
                // Known?
                if (all.TryGetValue(article, out var found)) // yes
                {
                    Console.WriteLine(found);
                    return found * 2;
                }

                return 0;
            }

            decimal Two(string article) => all.TryGetValue(article, out var found) ? found : 0;

            bool Three(string article) => article.Length > 0 && all.TryGetValue(article, out var found) && found > 3;

            decimal Four(string article)
            {
                if (!all.TryGetValue(article, out var found2))
                    return 0;

                var found = 2;
                return found * found2;
            }

            void Forget(string article) => all.TryRemove(article, out _);
        }
        """);

    [Fact]
    public Task Takes_in_the_test() => Fixes("""
        class Printer
        {
            private readonly ConcurrentQueue<string> pages = new();
            private readonly ConcurrentStack<string> rest = new();

            void Print()
            {
                while (!pages.IsEmpty) // all
                {
                    [|pages.TryDequeue|](out var page);

                    // The page.
                    Console.WriteLine(page!.Length);
                }

                if (rest.Count > 0)
                {
                    [|rest.TryPop|](out string? sheet);
                    Console.WriteLine(sheet!.Length);
                }
                else
                {
                    Console.WriteLine();
                }
            }
        }
        """, """
        class Printer
        {
            private readonly ConcurrentQueue<string> pages = new();
            private readonly ConcurrentStack<string> rest = new();

            void Print()
            {
                while (pages.TryDequeue(out var page)) // all
                {
                    // The page.
                    Console.WriteLine(page!.Length);
                }

                if (rest.TryPop(out string? sheet))
                {
                    Console.WriteLine(sheet!.Length);
                }
                else
                {
                    Console.WriteLine();
                }
            }
        }
        """);

    [Fact]
    public Task Keeps_the_line_ends_of_the_document() => Fixes("""
        class Hotel
        {
            private readonly ConcurrentDictionary<int, List<string>> guests = new();

            List<string> Of(int room)
            {
                if (!guests.TryGetValue(room, out var list))
                {
                    list = new List<string>();
                    [|guests[room]|] = list;
                }

                return list;
            }
        }
        """.Replace("\n", "\r\n"), """
        class Hotel
        {
            private readonly ConcurrentDictionary<int, List<string>> guests = new();

            List<string> Of(int room)
            {
                var list = guests.GetOrAdd(room, _ => new List<string>());

                return list;
            }
        }
        """.Replace("\n", "\r\n"));

    [Theory]
    [InlineData("if (!guests.ContainsKey(room)) { Console.WriteLine(); [|guests[room]|] = new List<string>(); }")] // more than a store
    [InlineData("if (!guests.ContainsKey(room)) [|guests[room]|] = new List<string>(); else Console.WriteLine();")]
    [InlineData("if (room > 3 && !guests.ContainsKey(room)) [|guests[room]|] = new List<string>();")] // another condition
    [InlineData("var size = 3; size++; if (!guests.ContainsKey(room)) [|guests[room]|] = new List<string>(size);")] // a variable that changes
    [InlineData("if (!guests.ContainsKey(room)) [|guests[room]|] = new List<string>(next++);")] // an effect
    [InlineData("if (!guests.TryGetValue(room, out var list)) { list = new List<string>(await Task.FromResult(3)); [|guests[room]|] = list; } list.Add(\"\");")]
    [InlineData("if (!guests.TryGetValue(room, out var list)) { Console.WriteLine(); list = new List<string>(); [|guests[room]|] = list; } list.Add(\"\");")]
    [InlineData("if (!doors.ContainsKey(room)) [|doors[room]|] = Task.Run(() => Console.WriteLine());")] // work that would start twice all the same
    [InlineData("if (!files.ContainsKey(room)) [|files[room]|] = new FileStream(\"guests\", FileMode.Open);")] // what nobody would dispose of
    [InlineData("if (!files.TryGetValue(room, out var file)) { file = File.OpenRead(\"guests\"); [|files[room]|] = file; } file.ReadByte();")]
    [InlineData("if (!guests.ContainsKey(room)) /* new */ { [|guests[room]|] = new List<string>(); /* made */ }")] // a comment that would go
    [InlineData("if (guests.ContainsKey(room)) { [|guests[room]|].Add(\"\"); guests[room] = new List<string>(); }")] // another element
    [InlineData("if (guests.ContainsKey(room)) { [|guests[room]|].Add(\"\"); room++; guests[room].Clear(); }")] // another key
    [InlineData("if (counts.TryGetValue(room, out var count)) [|counts[room]|] = count + 1;")]
    [InlineData("while (!calls.IsEmpty) { Console.WriteLine(); [|calls.TryDequeue|](out var call); Console.WriteLine(call!.Length); }")]
    [InlineData("while (room > 0 && !calls.IsEmpty) { [|calls.TryDequeue|](out var call); Console.WriteLine(call!.Length); }")]
    public Task Offers_nothing_where_one_step_is_not_the_same(string statements) => FlagsWithoutFix($$"""
        class Hotel
        {
            private readonly ConcurrentDictionary<int, List<string>> guests = new();
            private readonly ConcurrentDictionary<int, Task> doors = new();
            private readonly ConcurrentDictionary<int, FileStream> files = new();
            private readonly ConcurrentDictionary<int, int> counts = new();
            private readonly ConcurrentQueue<string> calls = new();
            private int next;

            async Task Enter(int room)
            {
                await Task.Yield();
                {{statements}}
            }

            void Leave(int room) => guests.TryRemove(room, out _);
        }
        """);

    /// <summary>A helper is judged by the code of other types that calls it: most of it holds a lock.</summary>
    [Theory]
    [InlineData("lock (gate) { return items!.Make(key); }", "all[key]")]
    [InlineData("lock (gate) { return Part(key); }", "all[key]")]
    [InlineData("itemsSemaphore.Wait(); try { return items.Make(key); } finally { itemsSemaphore.Release(); }", "all[key]")]
    [InlineData("return items.Make(key);", "[|all[key]|]")]
    [InlineData("lock (gate) { Console.WriteLine(); } return items.Make(key);", "[|all[key]|]")]
    [InlineData("lock (gate) { return Others.Make(key); }", "[|all[key]|]")]
    [InlineData("lock (gate) { Task.Run(() => items.Make(key)); return null!; }", "[|all[key]|]")]
    [InlineData("lock (gate) { items.Make(key); } items.Make(key); return items.Make(key);", "[|all[key]|]")]
    public Task Accepts_what_other_types_call_under_their_lock(string call, string target) => FlagsProgram($$"""
        interface IItems { List<int> Make(string key); }
        class Items : IItems
        {
            private readonly ConcurrentDictionary<string, List<int>> all = new();
            public List<int> Make(string key)
            {
                if (!all.TryGetValue(key, out var list))
                    {{target}} = list = new List<int>();
                return list;
            }
            public void Forget(string key) => all.TryRemove(key, out _);
        }
        static class Others { public static List<int> Make(string key) => [key.Length]; }
        class Manager(IItems first)
        {
            private readonly object gate = new();
            private readonly SemaphoreSlim itemsSemaphore = new(1, 1);
            protected IItems? items = first;
            public List<int> Ask(string key) { {{call}} }
            protected List<int> Part(string key) => items!.Make(key);
        }
        """);

    /// <summary>Of two objects that are made of the same, one tells what the other tells.</summary>
    [Theory]
    [InlineData("return right.Level > 1 || right.Owners.Contains(name);", "all.TryAdd")]
    [InlineData("right.Level++; return true;", "[|all.TryAdd|]")]
    [InlineData("right.Owners.Add(name); return true;", "[|all.TryAdd|]")]
    [InlineData("Console.WriteLine(right); return true;", "[|all.TryAdd|]")]
    public Task Accepts_an_own_object_that_is_only_read(string use, string target) => FlagsProgram($$"""
        class Right { public int Level { get; set; } public List<string> Owners { get; } = []; }
        static class Rights
        {
            private static readonly ConcurrentDictionary<string, Right> all = new();
            public static bool May(string function, string name)
            {
                if (!all.TryGetValue(function, out var right))
                {
                    right = new Right { Level = function.Length };
                    {{target}}(function, right);
                }
                {{use}}
            }
        }
        """);

    [Theory]
    [InlineData("Shop.ApiTest", "all[key]")]
    [InlineData("Shop.Contest", "[|all[key]|]")]
    public Task Accepts_helpers_of_tests(string space, string target) => FlagsProgram($$"""
        namespace {{space}}
        {
            public static class Files
            {
                private static readonly ConcurrentDictionary<string, FileStream> all = new();
                public static FileStream Open(string key)
                {
                    if (all.TryGetValue(key, out var file))
                        return file;
                    file = File.OpenRead(key);
                    {{target}} = file;
                    return file;
                }
            }
        }
        """);
}
