using Asynchrony.Analyzers.Async;
using Asynchrony.Analyzers.Closures;
using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Flow.State;

/// <summary>Between each two rules that stand next to each other, one tells a defect and the other does not.</summary>
public sealed class ClaimsTests
{
    [Fact]
    public Task Two_locks_come_before_the_majority_lock() => Tells("""
        class Counter
        {
            private readonly object gate = new();
            private readonly object other = new();
            private int count;

            public void Add() { lock (gate) { count++; } }

            public void Remove() { lock (gate) { count--; } }

            public void Twice() { lock (gate) { count *= 2; } }

            public void Clear() { lock (other) { count = 0; } }

            public void Fill() => count = 100;
        }
        """, "13: ASY5012", "15: ASY5011");

    [Fact]
    public Task The_lock_comes_before_the_wait_that_it_is_held_over() => Tells("""
        class Pushes
        {
            private readonly object gate = new();
            private int pushed;

            public void Push() { lock (gate) { pushed++; Send().GetAwaiter().GetResult(); } }

            public void Both() { lock (gate) { var send = Send(); send.Wait(); } }

            public int First() { lock (gate) pushed++; return Send().Result; }

            public Task Later() => Task.Run(() => { lock (gate) Send().Wait(); });

            private static async Task<int> Send() { await Task.Delay(1); return 1; }
        }
        """, "6: ASY5010", "8: ASY5010", "10: ASY1001", "12: ASY5010");

    [Fact]
    public Task The_majority_lock_comes_before_the_flag() => Tells("""
        class Server : IDisposable
        {
            private readonly object gate = new();
            private readonly SemaphoreSlim one = new(1);
            private bool closed;

            public void Renew() { lock (gate) { closed = false; } }

            public bool IsClosed { get { lock (gate) return closed; } }

            public void Close()
            {
                lock (gate)
                {
                    closed = true;
                }
            }

            public void Finish()
            {
                if (closed)
                    return;
                Console.WriteLine("finished");
                closed = true;
                one.Release();
            }

            public void Dispose() => one.Dispose();
        }
        """, "24: ASY5011");

    /// <summary>A member that reads and writes without the lock has one defect: it does not take it.</summary>
    [Fact]
    public Task The_majority_lock_comes_before_the_second_read() => Tells("""
        class Book
        {
            private readonly object gate = new();
            private StringWriter? text;

            public void Clear() { lock (gate) text = null; }

            public void Begin() { lock (gate) text = new StringWriter(); }

            public int Length() { lock (gate) return text == null ? 0 : text.ToString().Length; }

            public void Line() { lock (gate) { text!.WriteLine(); text.Write(1); text.Write(2); text.Flush(); } }

            public void Append(string line)
            {
                if (text != null)
                    text.Write(line);
                else
                    text = new StringWriter();
            }

            public void Flush()
            {
                if (text != null)
                    text.Flush();
            }
        }
        """, "19: ASY5011", "25: ASY5029");

    /// <summary>What two branches make behind one test and one await is told once.</summary>
    [Fact]
    public Task The_await_comes_before_what_is_made_when_it_is_needed() => Tells("""
        class Cache
        {
            private volatile StringWriter? kept;

            public async Task<StringWriter> Get(Task<StringWriter?> load)
            {
                if (kept == null)
                {
                    var loaded = await load;
                    if (loaded == null)
                        kept = new StringWriter();
                    else
                        kept = loaded;
                }

                return kept;
            }
        }
        """, "13: ASY1025");

    /// <summary>A view of what the lock guards is shown: the lock is not to blame.</summary>
    [Fact]
    public Task A_view_comes_before_the_lock_around_it() => Tells("""
        static class Names
        {
            private static readonly object gate = new();
            private static readonly List<string> all = new();

            public static IEnumerable<string> All { get { lock (gate) return all.AsReadOnly(); } }

            public static void Add(string name) { lock (gate) all.Add(name); }

            public static int Count() { lock (gate) return all.Count; }
        }
        """, "6: ASY5013");

    [Fact]
    public Task The_flag_is_told_where_nothing_is_locked() => Tells("""
        class Releaser
        {
            private readonly SemaphoreSlim one = new(1);
            private readonly List<string> log = new();
            private bool closed;

            public void Finish()
            {
                if (closed)
                    return;
                log.Add("finished");
                closed = true;
                one.Release();
            }
        }
        """, "9: ASY5025");

    [Fact]
    public Task The_majority_lock_comes_before_the_collection() => Tells("""
        class Names
        {
            private static readonly object gate = new();
            private static readonly Dictionary<int, string> names = new();

            public static void Put(int id, string name) { lock (gate) { names[id] = name; } }

            public static void Forget(int id) { lock (gate) { names.Remove(id); } }

            public static void Clear() { lock (gate) { names.Clear(); } }

            public static string Of(int id)
            {
                if (!names.TryGetValue(id, out var name))
                    names.Add(id, name = id.ToString());
                return name;
            }
        }
        """, "14: ASY5011");

    [Fact]
    public Task A_lock_of_each_object_comes_before_the_collection() => Tells("""
        class Names
        {
            private static readonly Dictionary<int, string> names = new();
            private readonly object gate = new();

            public string Of(int id)
            {
                lock (gate)
                {
                    if (!names.TryGetValue(id, out var name))
                        names.Add(id, name = id.ToString());
                    return name;
                }
            }
        }
        """, "11: ASY5012");

    [Fact]
    public Task The_body_comes_before_the_collection() => Tells("""
        class Work
        {
            private static readonly List<int> squares = new();

            public static int Of(int[] numbers)
            {
                Parallel.ForEach(numbers, number =>
                {
                    if (!squares.Contains(number * number))
                        squares.Add(number * number);
                });
                return squares.Count;
            }
        }
        """, "10: ASY3005");

    [Fact]
    public Task The_collection_is_told_where_nothing_is_locked() => Tells("""
        class Names
        {
            private static readonly Dictionary<int, string> names = new();

            public static string Of(int id)
            {
                if (!names.TryGetValue(id, out var name))
                    names.Add(id, name = id.ToString());
                return name;
            }
        }
        """, "3: ASY5030");

    private static async Task Tells(string program, params string[] expected)
    {
        var found = await Code.Findings(Code.Compilation(("Test0.cs", program)), [new TaskBlockedOn(), new BlockingUnderLock(), new GuardedByDifferentLocks(), new GuardedFieldUnguarded(), new OnceGuardRaces(), new UnsafeCollectionShared(), new SharedCollectionUnguarded(), new SharedReadTwice(), new UpdateSpansAwait(), new LazyInitRaces(), new GuardedStateEscapes(), new PointlessLock()]);
        Assert.Equal(expected, found.Select(diagnostic => $"{diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}: {diagnostic.Id}"));
    }
}
