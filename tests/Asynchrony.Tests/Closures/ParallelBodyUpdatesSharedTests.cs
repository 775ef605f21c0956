using Asynchrony.Analyzers.Closures;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Closures;

public sealed class ParallelBodyUpdatesSharedTests : RuleTests<ParallelBodyUpdatesShared>
{
    private const string Use = "public static int Use(params object[] values) { Console.WriteLine(values.Length); return values.Length; } public static int Hits; [ThreadStatic] public static int Mine;";

    private const string Before = """
        int total = 0, best = 0; string line = ""; bool good = true; (int, int) pair = default;
        var counts = new int[3]; var last = counts.Length - 1; object gate = new();
        var tasks = new List<Task>(); var threads = new List<Thread>();

        """;

    [Fact]
    public Task Flags_updates_by_the_bodies_of_parallel_loops() => Flags(Before + """
        Parallel.For(0, 9, i => { Use(i); [|total|]++; });
        Parallel.For(0, 9, i => [|total|] += Use(i));
        Parallel.For(0L, 9L, (i, state) => { if (i > 5) state.Stop(); [|total|] -= (int)i; });
        Parallel.ForEach(new[] { 1, 2 }, n => { Console.WriteLine(n); --[|total|]; });
        Parallel.ForEach(new[] { 1, 2 }, delegate (int n) { Use(n); [|total|] *= 2; });
        Parallel.ForEach(new[] { 1, 2 }, n => { [|line|] += n; Use(line); });
        Parallel.ForEach(new[] { 1, 2 }, n => { [|good|] &= n > 0; });
        Parallel.ForEach(new[] { 1, 2 }, n => { [|counts[0]|]++; Use(n); });
        Parallel.ForEach(new[] { 1, 2 }, n => [|counts[last]|] += n);
        Parallel.ForEach(new[] { 1, 2 }, n => [|pair.Item1|] += n);
        Parallel.ForEach(new[] { 1, 2 }, n => [|Hits|] += n);
        Action<int> work = i => { Use(i); [|total|]++; };
        Parallel.For(0, 9, work);
        void Work(int i) { Use(i); [|total|]++; }
        Parallel.For(0, 9, Work);
        Parallel.For(0, 9, () => 0, (i, _, sum) => { Use(i); [|total|]++; return sum + i; }, sum => [|best|] += sum);
        """, Use);

    [Fact]
    public Task Knows_helpers_that_wait_and_methods_that_lock() => FlagsProgram("""
        class Guard
        {
            private int rounds, rings, alarms, calls, doors;

            public void Walk(int hours)
            {
                for (var hour = 0; hour < hours; hour++)
                {
                    var round = new Thread(() => rounds += 2);
                    round.Start();
                    UntilDone(round);
                    var ring = new Thread(() => [|rings|] += 2);
                    ring.Start();
                    Name(ring);
                }

                static void UntilDone(Thread round) => round.Join();
                static void Name(Thread round) => round.Name = "round";
            }

            public void Alarm(int[] places)
            {
                Task? alarm = null;
                foreach (var place in places)
                    if (place > 3)
                    {
                        alarm = Task.Run(() => alarms++);
                        break;
                    }

                alarm?.Wait();
                var all = new List<Task>();
                foreach (var place in places)
                    all.Add(Task.Run(Call));
                foreach (var place in places)
                    all.Add(Task.Run([|Open|]));
                Finish(all);
            }

            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)]
            private void Call() => calls++;
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
            private void Open() => doors++;
            private static void Finish(List<Task> all) { foreach (var each in all) each.Wait(); }
        }
        """);

    [Fact]
    public Task Tells_a_copy_of_a_struct_from_the_struct() => FlagsProgram("""
        struct Spot { public int Row, Column; public int Turn { get; set; } public Inner Deep; public List<int> Seen; }
        struct Inner { public int Depth; }

        class Walk
        {
            private Spot spot;

            public void Run() => Parallel.For(0, 9, i =>
            {
                var here = spot;
                here.Row++;
                here.Turn += i;
                here.Deep.Depth++;
                Move(spot);
                [|Lead|](ref spot);
                ref var there = ref spot;
                [|there.Row|]++;
                [|spot.Column|]++;
            });

            private static void Move(Spot from) => from.Row++;
            private static void Lead(ref Spot from) => from.Row++;
        }
        """);

    [Fact]
    public Task Flags_assignments_that_are_computed_from_the_old_value() => Flags(Before + """
        Parallel.ForEach(new[] { 1, 2 }, n => [|total|] = total + n);
        Parallel.ForEach(new[] { 1, 2 }, n => [|best|] = Math.Max(n, best));
        Parallel.ForEach(new[] { 1, 2 }, n => [|best|] = n > best ? n : best);
        Parallel.ForEach(new[] { 1, 2 }, n => { if (n > best) [|best|] = n; });
        Parallel.ForEach(new[] { 1, 2 }, n => { if (Use(n) > 0 && best < n) { Use(n); [|best|] = n; } });
        Parallel.ForEach(new[] { 1, 2 }, n => { var next = total + n; Use(next); [|total|] = next; });
        Parallel.ForEach(new[] { 1, 2 }, n => { [|counts[0]|] = Math.Min(counts[0], n); });
        """, Use);

    [Fact]
    public Task Flags_updates_by_parallel_queries() => Flags(Before + """
        new[] { 1, 2 }.AsParallel().ForAll(n => { Use(n); [|total|] += n; });
        var all = new[] { 1, 2 }.AsParallel().WithDegreeOfParallelism(4).Where(n => n > 0).Select(n => { [|total|] += n; return Use(n); }).ToList();
        Use(all);
        """, Use);

    [Fact]
    public Task Flags_updates_by_two_bodies_of_one_call() => Flags(Before + """
        Parallel.Invoke(() => { Use(1); [|total|]++; }, () => { Use(2); [|total|] += 2; });
        Parallel.Invoke(new ParallelOptions { MaxDegreeOfParallelism = 4 }, () => [|best|]++, () => { Use(1); best = 2; });
        void Twice() { Use(3); [|good|] ^= true; }
        Parallel.Invoke(Twice, Twice);
        """, Use);

    [Fact]
    public Task Flags_updates_by_bodies_that_a_loop_starts() => Flags(Before + """
        for (int i = 0; i < 3; i++) { var n = i; tasks.Add(Task.Run(() => { Use(n); [|total|]++; })); }
        foreach (var n in new[] { 1, 2 }) tasks.Add(Task.Run(() => [|total|] += Use(n)));
        foreach (var n in new[] { 1, 2 }) tasks.Add(Task.Factory.StartNew(() => { Use(n); [|total|]++; }, TaskCreationOptions.LongRunning));
        foreach (var n in new[] { 1, 2 }) tasks.Add(Task.Run(async () => { await Task.Delay(n); [|total|]++; }));
        foreach (var n in new[] { 1, 2 }) ThreadPool.QueueUserWorkItem(_ => { Use(n); [|total|]++; });
        foreach (var n in new[] { 1, 2 }) { var thread = new Thread(() => { Use(n); [|total|]++; }); thread.Start(); threads.Add(thread); }
        foreach (var thread in threads) thread.Join();
        while (total < 9) { new Thread(() => { Use(1); [|total|]++; }).Start(); }
        foreach (var n in new[] { 1, 2 }) { var task = new Task(() => { Use(n); [|total|]++; }); tasks.Add(task); task.Start(); }
        """, Use);

    [Fact]
    public Task Flags_threads_that_are_made_in_one_loop_and_started_in_another() => Flags("""
        var total = 0; var threads = new List<Thread>();
        foreach (var n in new[] { 1, 2 }) threads.Add(new Thread(() => { Use(n); [|total|]++; }));
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        """, Use);

    [Fact]
    public Task Flags_a_body_that_is_started_twice() => Flags(Before + """
        void Work() { Use(1); [|total|]++; }
        var left = new Thread(Work); var right = new Thread(Work);
        left.Start(); right.Start(); left.Join(); right.Join();
        Action work = () => { Use(1); [|best|]++; };
        Task.WaitAll(Task.Run(work), Task.Run(work));
        """, Use);

    [Fact]
    public Task Flags_tasks_that_a_query_starts() => Flags(Before + """
        var all = Enumerable.Range(0, 9).Select(n => Task.Run(() => { Use(n); [|total|]++; })).ToArray();
        Task.WaitAll(all);
        Task.WaitAll(Enumerable.Range(0, 9).Select(n => Task.Run(() => { Use(n); [|total|]++; })).ToArray());
        var pending = Enumerable.Range(0, 9).Select(async n => { await Task.Run(() => { Use(n); [|best|]++; }); Use(n); });
        Task.WhenAll(pending).Wait();
        """, Use);

    [Fact]
    public Task Accepts_one_run_at_a_time() => Accepts(Before + """
        foreach (var n in new[] { 1, 2 }) Task.Run(() => { Use(n); total++; }).Wait();
        foreach (var n in new[] { 1, 2 }) { var thread = new Thread(() => { Use(n); total++; }); thread.Start(); thread.Join(); }
        foreach (var n in new[] { 1, 2 }) threads.Add(new Thread(() => { Use(n); total++; }));
        foreach (var thread in threads) { thread.Start(); thread.Join(); }
        Task? pending = null;
        while (total < 9) { if (pending == null || pending.IsCompleted) { pending = Task.Run(() => { Use(1); total++; }); } }
        var started = false;
        while (total < 9) { if (!started) { started = true; Task.Run(() => { Use(1); total++; }); } }
        while (total < 9) { Task.Run(() => { Use(1); total++; }); break; }
        void Work() { Use(1); best++; }
        var left = new Thread(Work); left.Start(); left.Join();
        var right = new Thread(Work); right.Start(); right.Join();
        Task.Run(() => { Use(1); best++; });
        Parallel.Invoke(() => { Use(1); best++; }, () => Use(total));
        Parallel.For(0, 9, new ParallelOptions { MaxDegreeOfParallelism = 1 }, i => { Use(i); total++; });
        var options = new ParallelOptions(); options.MaxDegreeOfParallelism = 1;
        Parallel.ForEach(new[] { 1, 2 }, options, i => { Use(i); total++; });
        new[] { 1, 2 }.AsParallel().WithDegreeOfParallelism(1).ForAll(n => { Use(n); total += n; });
        new List<int> { 1, 2 }.ForEach(n => { Use(n); total += n; });
        foreach (var task in Enumerable.Range(0, 9).Select(n => Task.Run(() => { Use(n); total++; }))) task.Wait();
        var one = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        foreach (var n in new[] { 1, 2 }) Task.Factory.StartNew(() => { Use(n); total++; }, CancellationToken.None, TaskCreationOptions.None, one);
        foreach (var n in new[] { 1, 2 }) new TaskFactory(one).StartNew(() => { Use(n); total++; });
        foreach (var n in new[] { 1, 2 }) { var task = new Task(() => { Use(n); total++; }); tasks.Add(task); task.Start(one); }
        foreach (var n in new[] { 1, 2 }) Use(new Task(() => { Use(n); total++; }));
        """.Replace("var one", "var alone").Replace(", one", ", alone").Replace("(one)", "(alone)"), Use);

    [Fact]
    public Task Accepts_updates_under_a_lock_that_all_runs_take() => Accepts(Before + """
        var spin = new SpinLock(); var mutex = new Mutex(); var slim = new SemaphoreSlim(1, 1); var turn = new AutoResetEvent(true); var flag = 0; var readers = new ReaderWriterLockSlim();
        var modern = new Lock();
        Parallel.For(0, 9, i => { Use(i); lock (gate) { total++; if (i > best) best = i; } });
        Parallel.For(0, 9, i => { lock (typeof(string)) total += Use(i); });
        Parallel.For(0, 9, i => { System.Diagnostics.Debug.Assert(Monitor.IsEntered(gate)); total += Use(i); });
        Parallel.For(0, 9, i => { using (modern.EnterScope()) total += Use(i); });
        Parallel.For(0, 9, i => { Monitor.Enter(gate); try { total += Use(i); } finally { Monitor.Exit(gate); } });
        Parallel.For(0, 9, i => { var taken = false; try { spin.Enter(ref taken); total += Use(i); } finally { if (taken) spin.Exit(); } });
        Parallel.For(0, 9, i => { mutex.WaitOne(); total += Use(i); mutex.ReleaseMutex(); });
        Parallel.For(0, 9, i => { slim.Wait(); try { total += Use(i); } finally { slim.Release(); } });
        Parallel.For(0, 9, i => { turn.WaitOne(); total += Use(i); turn.Set(); });
        Parallel.For(0, 9, i => { readers.EnterWriteLock(); total += Use(i); readers.ExitWriteLock(); });
        Parallel.For(0, 9, i => { while (Interlocked.CompareExchange(ref flag, 1, 0) != 0) Use(i); total++; Volatile.Write(ref flag, 0); });
        Parallel.For(0, 9, i => { if (Interlocked.Decrement(ref last) == 0) { Use(i); total++; } });
        Parallel.For(0, 9, i => { Use(i); if (i == 0) total++; });
        foreach (var n in new[] { 1, 2 }) tasks.Add(Task.Run(async () => { await slim.WaitAsync(); try { total += n; } finally { slim.Release(); } }));
        """, Use);

    [Fact]
    public Task Accepts_what_belongs_to_one_run() => Accepts(Before + """
        var box = new ThreadLocal<int>(); var flows = new AsyncLocal<int>(); var parts = new[] { new int[1] };
        Parallel.For(0, 9, i => { var own = 0; own++; own += Use(i); Use(own); });
        Parallel.For(0, 9, i => { counts[i]++; counts[i % 3] += Use(i); var at = i / 2; counts[at]++; });
        Parallel.ForEach(new[] { 0, 1 }, n => { counts[n] += Use(n); parts[n][0]++; });
        Parallel.For(0, 9, () => 0, (i, _, sum) => { sum += Use(i); return sum; }, sum => Interlocked.Add(ref total, sum));
        Parallel.For(0, 9, i => { Mine++; box.Value += Use(i); flows.Value++; });
        Parallel.For(0, 9, i => { Interlocked.Increment(ref total); Interlocked.Add(ref best, Use(i)); });
        Parallel.For(0, 9, i => { total = Use(i); good = false; if (good) total = 1; });
        Parallel.For(0, 9, i => { Func<int> later = () => total++; Use(i, later); });
        for (int i = 0; i < 3; i++) { var sum = 0; tasks.Add(Task.Run(() => { sum += Use(1); Use(sum); })); }
        foreach (var n in new[] { 0, 1 }) tasks.Add(Task.Run(() => { counts[n] += Use(n); }));
        for (int i = 0; i < 3; i++) { var at = i; tasks.Add(Task.Run(() => { counts[at]++; Use(at); })); }
        """, Use);

    [Fact]
    public Task Flags_updates_under_locks_that_keep_no_run_out() => Flags(Before + """
        var readers = new ReaderWriterLockSlim(); var few = new SemaphoreSlim(4); var limit = new Semaphore(last, 9); var open = new ManualResetEvent(false);
        Parallel.For(0, 9, i => { lock (new object()) [|total|] += Use(i); });
        Parallel.For(0, 9, i => { var own = new object(); lock (own) { [|total|] += Use(i); } });
        foreach (var n in new[] { 1, 2 }) { var own = new object(); tasks.Add(Task.Run(() => { lock (own) { [|total|] += Use(n); } })); }
        Parallel.ForEach(new[] { "a", "b" }, name => { lock (name) { [|total|] += Use(name); } });
        Parallel.For(0, 9, i => { readers.EnterReadLock(); try { [|total|] += Use(i); } finally { readers.ExitReadLock(); } });
        Parallel.For(0, 9, i => { few.Wait(); try { [|total|] += Use(i); } finally { few.Release(); } });
        Parallel.For(0, 9, i => { limit.WaitOne(); [|total|] += Use(i); limit.Release(); });
        Parallel.For(0, 9, i => { open.WaitOne(); [|total|] += Use(i); });
        Parallel.For(0, 9, i => { lock (gate) Use(i); [|total|]++; });
        Parallel.For(0, 9, i => { Monitor.Enter(gate); Use(i); Monitor.Exit(gate); [|total|]++; });
        """, Use);

    [Fact]
    public Task Flags_updates_of_fields_and_properties() => FlagsProgram("""
        class Totals
        {
            private int count;
            private volatile int seen;
            private static long bytes;
            private readonly int[] histogram = new int[4];
            private readonly Totals? inner;
            public Totals(Totals? inner) => this.inner = inner;
            public double Sum { get; set; }

            public void Run(IEnumerable<string> names, Totals other)
            {
                Parallel.ForEach(names, name =>
                {
                    Console.WriteLine(name);
                    [|count|]++;
                    [|this.seen|]++;
                    [|bytes|] += name.Length;
                    [|Sum|] += name.Length;
                    [|histogram[0]|]++;
                    [|inner!.count|]++;
                    [|other.Sum|] = other.Sum + name.Length;
                });
            }
        }
        """);

    [Fact]
    public Task Flags_what_called_methods_update() => FlagsProgram("""
        class Totals
        {
            private int count;
            private int errors;
            public double Sum;

            public void Run(IReadOnlyList<string> names, Totals other)
            {
                Parallel.ForEach(names, name => [|Add|](name));
                Parallel.ForEach(names, name => { Console.WriteLine(name); [|other.Deep|](name.Length); });
                foreach (var name in names)
                    new Thread([|Work|]).Start();
                for (int i = 0; i < 3; i++)
                    Task.Run([|other.More|]);
            }

            private void Add(string name)
            {
                if (name.Length == 0)
                    errors++;
                count++;
                Console.WriteLine(name);
            }

            private void Deep(int length) => Deeper(length);

            private void Deeper(int length) { Console.WriteLine(length); Sum += length; }

            private void Work() { Console.WriteLine(count); count++; }

            private void More() { Console.WriteLine(errors); errors++; }
        }
        """);

    [Fact]
    public Task Accepts_fields_of_the_run_and_its_element() => AcceptsProgram("""
        class Item { public int Count; public Item? Next; public int Half { get; set; } public void Add(int n) { Count += n; Console.WriteLine(Count); } }
        class Worker
        {
            private int done;
            private readonly List<Item> items = new();
            [ThreadStatic] private static Item? current;
            private readonly ThreadLocal<Item> mine = new(() => new Item());
            private readonly Dictionary<string, int> counts = new();
            public static Item Current => current!;

            public void Work() { done++; Console.WriteLine(done); }

            public void Run(List<Worker> workers, string[] names)
            {
                Parallel.ForEach(items, item => { item.Count++; item.Next!.Count += 2; item.Half++; item.Add(1); });
                Parallel.For(0, items.Count, i => { items[i].Count++; var item = items[i]; item.Count++; item.Add(i); });
                Parallel.For(0, 9, i => { current!.Count++; mine.Value!.Count++; Current.Count++; Console.WriteLine(i); });
                Parallel.For(0, 9, i => { var made = new Item(); made.Count++; made.Add(i); new Item().Add(2); });
                Parallel.ForEach(workers, worker => worker.Work());
                foreach (var worker in workers)
                    Task.Run(worker.Work);
                foreach (var worker in workers)
                    Task.Run(() => worker.Work());
                for (int i = 0; i < 3; i++)
                    new Thread(new Worker().Work).Start();
                for (int i = 0; i < 3; i++)
                {
                    var worker = new Worker();
                    new Thread(worker.Work).Start();
                }
                Parallel.ForEach(names, name => { counts[name]++; Console.WriteLine(name); });
            }
        }
        """);

    [Fact]
    public Task Accepts_locks_around_calls_and_in_helpers() => AcceptsProgram("""
        class Totals
        {
            private readonly object gate = new();
            private readonly SemaphoreSlim slim = new(1, 1);
            private readonly ReaderWriterLockSlim rw = new();
            private readonly TheirLock theirs = new();
            private readonly Gates gates = new();
            private State state = new("");
            private int count;

            public void Run(IReadOnlyList<string> names)
            {
                Parallel.ForEach(names, name => { lock (gate) Add(name); });
                Parallel.ForEach(names, AddLocked);
                Parallel.ForEach(names, name => { Lock(); Add(name); Unlock(); });
                Parallel.ForEach(names, name => { using (new WriteLock(rw)) count += name.Length; });
                Parallel.ForEach(names, name => { using var held = Hold(); count += name.Length; });
                Parallel.ForEach(names, name => Locked(() => count += name.Length));
                Parallel.ForEach(names, name => { Monitor.Enter(gate); try { Add(name); } finally { Monitor.Exit(gate); } });
                Parallel.ForEach(names, name => { using (gates.Take(name)) { } theirs.Acquire(); try { Add(name); } finally { theirs.Release(); } });
                Parallel.ForEach(names, name => AddDeep(name));
                Parallel.ForEach(names, name => Change(name));
                for (int i = 0; i < 3; i++)
                    new Thread(Work).Start();
                foreach (var name in names)
                    Task.Run(async () => { count += await Length(name); });
            }

            private async Task<int> Length(string name) { await Task.Delay(1); return name.Length; }
            private void Work() { lock (gate) { Console.WriteLine(count); count++; } }
            private void Add(string name) { Console.WriteLine(name); count++; }
            private void AddLocked(string name) { lock (gate) { Console.WriteLine(name); count++; } }
            private void AddDeep(string name) { theirs.Acquire(); Add(name); theirs.Release(); }
            private void Change(string name) { Console.WriteLine(name); state = state with { Name = name }; }
            private void Locked(Action run) { lock (gate) run(); }
            private void Lock() => slim.Wait();
            private void Unlock() => slim.Release();
            private WriteLock Hold() => new(rw);

            private sealed record State(string Name);
            private sealed class TheirLock { public extern void Acquire(); public extern void Release(); }
            private sealed class Gates { public extern IDisposable Take(string name); }

            private sealed class WriteLock : IDisposable
            {
                private readonly ReaderWriterLockSlim rw;
                public WriteLock(ReaderWriterLockSlim rw) { this.rw = rw; rw.EnterWriteLock(); }
                public void Dispose() => rw.ExitWriteLock();
            }
        }
        """);

    [Fact]
    public Task Says_what_is_updated_and_by_what() => Says("""
        class C
        {
            int count, errors;
            void M(string[] names)
            {
                Parallel.ForEach(names, name => Add(name));
                foreach (var name in names) new Thread(() => { Console.WriteLine(name); count++; }).Start();
                foreach (var name in names) ThreadPool.QueueUserWorkItem(_ => { Console.WriteLine(name); errors += 2; });
                Parallel.Invoke(() => { Console.WriteLine(1); count++; }, () => count = 5);
            }
            void Add(string name) { Console.WriteLine(name); count++; errors++; }
        }
        """,
        "Several runs of this parallel body update 'count' and 'errors' at once, so updates get lost",
        "Several runs of this thread update 'count' at once, so updates get lost",
        "Several runs of this work item update 'errors' at once, so updates get lost",
        "Several parallel bodies update 'count' at once, so updates get lost");

    [Fact]
    public Task Points_at_every_update_and_at_the_start() => PointsAt("""
        class C
        {
            int count;
            void M(string[] names)
            {
                foreach (var name in names)
                    Task.Run(() => Add(name));
            }
            void Add(string name)
            {
                if (name.Length == 0)
                    count--;
                Console.WriteLine(name);
                count++;
            }
        }
        """, 12, 14, 7);

    [Fact]
    public Task Fixes_steps_and_sums() => Fixes("""
        class C
        {
            private long bytes;
            private static uint seen;
            private readonly int[] counts = new int[3];

            void M(string[] names)
            {
                int total = 0, left = 9;
                Parallel.ForEach(names, name =>
                {
                    Console.WriteLine(name);
                    // One more.
                    [|total|]++; // counted
                    --[|left|];
                    [|this.bytes|] += name.Length; /* so many */
                    [|left|] -= name.Length - 1;
                    [|left|] -= 1;
                    [|seen|]++;
                    if (name.Length > 3)
                        [|counts[0]|] += 1;
                });
                Console.WriteLine($"{total} {left}");
            }
        }
        """, """
        class C
        {
            private long bytes;
            private static uint seen;
            private readonly int[] counts = new int[3];

            void M(string[] names)
            {
                int total = 0, left = 9;
                Parallel.ForEach(names, name =>
                {
                    Console.WriteLine(name);
                    // One more.
                    Interlocked.Increment(ref total); // counted
                    Interlocked.Decrement(ref left);
                    Interlocked.Add(ref this.bytes, name.Length); /* so many */
                    Interlocked.Add(ref left, -(name.Length - 1));
                    Interlocked.Decrement(ref left);
                    Interlocked.Increment(ref seen);
                    if (name.Length > 3)
                        Interlocked.Increment(ref counts[0]);
                });
                Console.WriteLine($"{total} {left}");
            }
        }
        """);

    [Fact]
    public Task Fixes_expression_bodies_and_values_that_are_taken() => Fixes("""
        class C
        {
            void M(int[] numbers)
            {
                var (next, total, last) = (0, 0L, 9);
                Parallel.ForEach(numbers, n => [|total|] += n * 2);
                Parallel.ForEach(numbers, n =>
                {
                    var id = [|next|]++;
                    Console.WriteLine(2 * [|last|]-- + ++[|next|]);
                    Console.WriteLine(id);
                });
                var tasks = new List<Task>();
                foreach (var n in numbers)
                    tasks.Add(Task.Run(() => { Console.WriteLine(n); void Count() => [|total|]++; Count(); }));
                for (int i = 0; i < 3; i++)
                    new Thread(() => { for (int k = 0; k < 9; k++, [|total|]++) Console.WriteLine(k); }).Start();
            }
        }
        """.Replace("void Count() => [|total|]++; Count(); ", "[|total|]++; "), """
        class C
        {
            void M(int[] numbers)
            {
                var (next, total, last) = (0, 0L, 9);
                Parallel.ForEach(numbers, n => Interlocked.Add(ref total, n * 2));
                Parallel.ForEach(numbers, n =>
                {
                    var id = Interlocked.Increment(ref next) - 1;
                    Console.WriteLine(2 * (Interlocked.Decrement(ref last) + 1) + Interlocked.Increment(ref next));
                    Console.WriteLine(id);
                });
                var tasks = new List<Task>();
                foreach (var n in numbers)
                    tasks.Add(Task.Run(() => { Console.WriteLine(n); Interlocked.Increment(ref total); }));
                for (int i = 0; i < 3; i++)
                    new Thread(() => { for (int k = 0; k < 9; k++, Interlocked.Increment(ref total)) Console.WriteLine(k); }).Start();
            }
        }
        """);

    [Fact]
    public Task Fixes_what_called_methods_update() => Fixes("""
        class C
        {
            private int count;
            private int errors;

            void M(string[] names)
            {
                Parallel.ForEach(names, name => [|Add|](name));
                foreach (var name in names)
                    new Thread([|Work|]).Start();
            }

            private void Add(string name)
            {
                Console.WriteLine(name);
                if (name.Length == 0)
                    errors++; // nothing in it
                else
                    errors += name.Length;
            }

            private void Work()
            {
                Console.WriteLine("work");
                count++;
            }
        }
        """, """
        class C
        {
            private int count;
            private int errors;

            void M(string[] names)
            {
                Parallel.ForEach(names, name => Add(name));
                foreach (var name in names)
                    new Thread(Work).Start();
            }

            private void Add(string name)
            {
                Console.WriteLine(name);
                if (name.Length == 0)
                    Interlocked.Increment(ref errors); // nothing in it
                else
                    Interlocked.Add(ref errors, name.Length);
            }

            private void Work()
            {
                Console.WriteLine("work");
                Interlocked.Increment(ref count);
            }
        }
        """);

    [Fact]
    public Task Fixes_with_the_line_ends_of_the_file() => Fixes(
        "class C\r\n{\r\n\tvoid M(int[] numbers)\r\n\t{\r\n\t\tvar total = 0;\r\n\t\tParallel.ForEach(numbers, n =>\r\n\t\t{\r\n\t\t\tConsole.WriteLine(n);\r\n\t\t\t[|total|] += n;\r\n\t\t});\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tvoid M(int[] numbers)\r\n\t{\r\n\t\tvar total = 0;\r\n\t\tParallel.ForEach(numbers, n =>\r\n\t\t{\r\n\t\t\tConsole.WriteLine(n);\r\n\t\t\tInterlocked.Add(ref total, n);\r\n\t\t});\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("string sum = \"\"; Parallel.ForEach(numbers, n => { Console.WriteLine(n); [|sum|] += n; });")]
    [InlineData("byte sum = 0; Parallel.ForEach(numbers, n => { Console.WriteLine(n); [|sum|]++; });")]
    [InlineData("int? sum = 0; Parallel.ForEach(numbers, n => { Console.WriteLine(n); [|sum|]++; });")]
    [InlineData("var sum = 0; Parallel.ForEach(numbers, n => { Console.WriteLine(n); [|sum|] += sum + n; });")]
    [InlineData("var sum = 0; Parallel.ForEach(numbers, n => { Console.WriteLine(n); [|sum|] *= n; });")]
    [InlineData("var sum = 0; Parallel.ForEach(numbers, n => { checked { [|sum|] += n; } });")]
    [InlineData("uint sum = 9; Parallel.ForEach(numbers, n => { [|sum|] -= (uint)n; });")]
    [InlineData("var sum = 0; Parallel.ForEach(numbers, n => { [|sum|]++; lock (numbers) sum += n; });")]
    [InlineData("var sum = 0; Parallel.ForEach(numbers, n => { [|sum|]++; if (n > 9) sum = 0; });")]
    [InlineData("double sum = 0; Parallel.ForEach(numbers, n => { Console.WriteLine(sum); [|sum|] += n; });")]
    [InlineData("double sum = 0; Parallel.ForEach(numbers, async n => { await Task.Yield(); [|sum|] += n; });")]
    [InlineData("double sum = 0; Parallel.ForEach(numbers, n => { lock (new object()) { [|sum|] += n; } });")]
    [InlineData("double sum = 0; Parallel.ForEach(numbers, n => { if (n < sum) [|sum|] = n + 1; });")]
    [InlineData("double sum = 0; foreach (var n in numbers) Task.Run(() => { Console.WriteLine(n); [|sum|] += n; });")]
    [InlineData("long sum = 0; numbers.AsParallel().ForAll(n => { Console.WriteLine(n); [|sum|] -= n; });")]
    [InlineData("var sum = 0; Parallel.ForEach(numbers, n => { [|sum|] += n; [|sum|] = Math.Min(sum, n); });")]
    public Task Offers_nothing_where_one_step_would_not_do(string body) =>
        FlagsWithoutFix($$"""class C { int Sum { get; set; } void M(int[] numbers) { {{body}} } }""");

    [Fact]
    public Task Lets_each_thread_make_a_part_of_its_own() => Fixes("""
        class C
        {
            private decimal fees;
            private double Best { get; set; }

            double M(double[] prices, ParallelOptions options)
            {
                var sum = 0.0;
                // Add them.
                Parallel.ForEach(prices, price =>
                {
                    if (price < 0)
                        return; // no price

                    Console.WriteLine(price);
                    [|sum|] += price; // with tax
                }); // all
                Parallel.For(0, prices.Length, options, (i, state) => [|fees|] -= (decimal)prices[i] * 2);
                Parallel.ForEach(prices, price =>
                {
                    Console.WriteLine(price);
                    if (price > Best)
                        [|Best|] = price;
                });
                var least = 0;
                Action later = () => Parallel.For(0, 3, n => [|least|] = Math.Min(n, least));
                later();
                return sum;
            }
        }
        """, """
        class C
        {
            private decimal fees;
            private readonly object feesGate = new object();
            private double Best { get; set; }
            private readonly object bestGate = new object();

            double M(double[] prices, ParallelOptions options)
            {
                var sum = 0.0;
                var sumGate = new object();
                // Add them.
                Parallel.ForEach(prices, () => 0.0, (price, _, own) =>
                {
                    if (price < 0)
                        return own; // no price

                    Console.WriteLine(price);
                    own += price; // with tax
                    return own;
                }, own => { lock (sumGate) sum += own; }); // all
                Parallel.For(0, prices.Length, options, () => 0m, (i, state, own) => own - ((decimal)prices[i] * 2), own => { lock (feesGate) fees += own; });
                Parallel.ForEach(prices, () => double.NegativeInfinity, (price, _, own) =>
                {
                    Console.WriteLine(price);
                    if (price > own)
                        own = price;
                    return own;
                }, own => { lock (bestGate) Best = Math.Max(Best, own); });
                var least = 0;
                var leastGate = new object();
                Action later = () => Parallel.For(0, 3, () => int.MaxValue, (n, _, own) => Math.Min(n, own), own => { lock (leastGate) least = Math.Min(least, own); });
                later();
                return sum;
            }
        }
        """);

    [Fact]
    public Task Offers_a_part_for_each_thread_besides_one_step() => Offers("""
        class C
        {
            private int words;

            void M(string[] texts) => Parallel.ForEach(texts, text =>
            {
                Console.WriteLine(text);
                [|words|] += text.Split(' ').Length;
            });
        }
        """, """
        class C
        {
            private int words;

            void M(string[] texts) => Parallel.ForEach(texts, text =>
            {
                Console.WriteLine(text);
                Interlocked.Add(ref words, text.Split(' ').Length);
            });
        }
        """, """
        class C
        {
            private int words;

            void M(string[] texts) => Parallel.ForEach(texts, () => 0, (text, _, own) =>
            {
                Console.WriteLine(text);
                own += text.Split(' ').Length;
                return own;
            }, own => Interlocked.Add(ref words, own));
        }
        """);

    [Fact]
    public Task Lets_a_query_make_the_sum() => Fixes("""
        class C
        {
            double M(double[] prices, bool[] paid)
            {
                double sum = 0;
                prices.AsParallel().WithDegreeOfParallelism(2).ForAll(price => [|sum|] += price * 2); // all
                return sum;
            }
        }
        """, """
        class C
        {
            double M(double[] prices, bool[] paid)
            {
                double sum = 0;
                sum += prices.AsParallel().WithDegreeOfParallelism(2).Sum(price => price * 2); // all
                return sum;
            }
        }
        """);

    [Fact]
    public Task Lets_a_query_count() => Offers("""
        class C
        {
            void M(string[] names, int count)
            {
                names.AsParallel().ForAll(name => { if (name.Length > 3) [|count|]++; });
                Console.WriteLine(count);
            }
        }
        """, """
        class C
        {
            void M(string[] names, int count)
            {
                names.AsParallel().ForAll(name => { if (name.Length > 3) Interlocked.Increment(ref count); });
                Console.WriteLine(count);
            }
        }
        """, """
        class C
        {
            void M(string[] names, int count)
            {
                count += names.AsParallel().Count(name => name.Length > 3);
                Console.WriteLine(count);
            }
        }
        """);

    [Fact]
    public Task Makes_the_part_with_the_line_ends_of_the_file() => Fixes(
        "class C\r\n{\r\n\tvoid M(double[] all)\r\n\t{\r\n\t\tvar sum = 0.0;\r\n\t\tParallel.ForEach(all, n =>\r\n\t\t{\r\n\t\t\tConsole.WriteLine(n);\r\n\t\t\t[|sum|] += n;\r\n\t\t});\r\n\t}\r\n}\r\n",
        "class C\r\n{\r\n\tvoid M(double[] all)\r\n\t{\r\n\t\tvar sum = 0.0;\r\n\t\tvar sumGate = new object();\r\n\t\tParallel.ForEach(all, () => 0.0, (n, _, own) =>\r\n\t\t{\r\n\t\t\tConsole.WriteLine(n);\r\n\t\t\town += n;\r\n\t\t\treturn own;\r\n\t\t}, own => { lock (sumGate) sum += own; });\r\n\t}\r\n}\r\n");

    [Fact]
    public Task Accepts_unfinished_code() => Unfinished("""
        class C
        {
            int count;
            void M(string[] names)
            {
                Parallel.ForEach(names, name => { count + ; Missing++; });
                Parallel.ForEach(names, Missing);
                Parallel.ForEach(names, name => { unknownLocker.Acquire(); try { count++; } finally { unknownLocker.Release(); } });
                foreach (var name in names) Task.Run(() => { Add(; count +
            }
        }
        """);

    private static async Task Unfinished(string program)
    {
        var compilation = Code.Compilation(("Test0.cs", program));
        Assert.Empty(await Code.Findings(compilation, [new ParallelBodyUpdatesShared()]));
    }

    /// <summary>A struct that is copied into a local is the body's own, whatever it was copied from.</summary>
    [Fact]
    public Task Accepts_a_copy_of_a_struct() => FlagsProgram("""
        struct Place { public int Page; public int Offset; }
        class Holder { public int Page; }

        class Log
        {
            private Place tail;
            private readonly Holder holder = new();

            public void Run() => Parallel.For(0, 9, i => { Console.WriteLine(Tail() + After(tail)); });

            public void RunShared() => Parallel.For(0, 9, i =>
            {
                var same = holder;
                [|same.Page|]++;
                [|tail.Page|]++;
            });

            private int Tail()
            {
                var local = tail;
                if (local.Offset > 9)
                    local.Page++;
                return local.Page;
            }

            private static int After(Place place)
            {
                place.Page++;
                return place.Page;
            }
        }
        """);
}
